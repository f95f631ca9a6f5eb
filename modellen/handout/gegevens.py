"""Everything a handout holds, as plain values for JSON: what stands when, shapes, names, figures, sun, words."""

from __future__ import annotations

import tomllib
from collections.abc import Generator, Mapping
from datetime import datetime
from importlib.resources import files
from typing import Any, TypeVar

import numpy as np

from massastudie.plan import Functie, Gezicht, Plan
from massastudie.scene import BodyItem, LabelItem, Role, TreeItem
from massastudie.schaduwset import momenten
from massastudie.state import State
from massastudie.steps import told
from massastudie.terrein import Terrein
from massastudie.tijd import ZONE
from massastudie.zonboek import plaats_of
from massastudie.zonnestand import directions, timestamp, zonnestand
from massastudie.zonverschil import LEAST_SUN_DEG
from modellen.stempel import stempel

from .cijfers import ALLE, PER_FUNCTIE, fase_figures, meanings
from .pak import body_meshes, line_mesh, packed, surface_mesh, terrain_values
from .tabel import FaseTabel, Pool, Tabel, condensed, sets_within, tabel
from .zon import zon_values

#: Roles in the order in which the page numbers them.
ROLES = {role: place for place, role in enumerate(Role)}
WORDS = ("nl", "en")
#: Share of the work, in hundredths, that goes to what stands when; the rest is sun.
TABEL_PART = 80
T = TypeVar("T")
Steps = Generator[tuple[int, int], None, dict[str, Any]]


def gegevens(plan: Plan, state: State, gemaakt: datetime, kleuren: Mapping[str, Any]) -> Steps:
    """All of it; yields (done, total) and returns the values. `kleuren`: see `pagina.handout`.

    The page starts with the fase, the doorsteken and the moment of `state`.
    """
    mark = stempel(plan, state, gemaakt)
    found = yield from _part(tabel(plan, state, ALLE), 0, TABEL_PART)
    zon = yield from _part(zon_values(plan, state), TABEL_PART, 100)
    return {
        "naam": plan.naam, "stempel": f"{mark.regel} · {mark.programma}", "kleuren": dict(kleuren),
        "rollen": [role.value for role in Role], "functies": [f.value for f in Functie],
        "fasen": [{"naam": f.naam, "jaren": f.jaren, "omschrijving": f.omschrijving} for f in plan.fasen],
        "doorsteken": doors(plan, found), "profielen": list(found.profielen),
        "gezichten": [viewpoint(g) for g in plan.gezichten], "momenten": moments(plan, state),
        "start": {"fase": plan.fase_index[state.fase]}, "grens": list(plan.plangrens.bounds),
        "figuren": meanings(), "per_functie": list(PER_FUNCTIE), "bron": plan.herkomst.bron,
        "aanname": plan.herkomst.aanname, "woorden": words(), **things(found.pools, plan.terrein),
        "terrein": None if plan.terrein is None else terrain_values(plan.terrein, _middle(plan)),
        "per_fase": [fase_values(fase, found) for fase in found.fasen], "zonuren": zon,
    }  # fmt: skip


def _part(work: Generator[tuple[int, int], None, T], first: int, last: int) -> Generator[tuple[int, int], None, T]:
    """Progress of `work` as hundredths from `first` to `last`."""
    return (yield from told(work, lambda step: (first + (last - first) * step[0] // step[1], 100)))


def words() -> dict[str, Any]:
    """The texts of the page per language."""
    return {name: tomllib.loads((files(__package__) / f"{name}.toml").read_text("utf-8")) for name in WORDS}


def doors(plan: Plan, found: Tabel) -> list[dict[str, Any]]:
    """The doorsteken that can be switched, and under which fase each is open by itself."""
    by_id = {d.id: d for d in plan.doorsteken}
    return [
        {
            "naam": by_id[door].naam, "breedte_m": by_id[door].breedte_m, "aanname": by_id[door].herkomst.aanname,
            "open": [bool(fase.own >> place & 1) for fase in found.fasen],
        }
        for place, door in enumerate(found.doorsteken)
    ]  # fmt: skip


def viewpoint(g: Gezicht) -> dict[str, Any]:
    """A viewpoint of the plan."""
    return {"naam": g.naam, "x": g.x_m, "y": g.y_m, "z": g.z_m, "d": g.afstand_m, "az": g.azimut_deg,
            "el": g.elevatie_deg}  # fmt: skip


def moments(plan: Plan, state: State) -> list[dict[str, Any]]:
    """The moment of the state first, then those of the shadow set, with the sun of each: unit vector east, grid north,
    up. `zon` is None when it stands too low for a shadow that means anything."""
    chosen = [state.moment, *(m for m in momenten(state.moment.year) if m != state.moment)]
    return [_moment(plan, moment.astimezone(ZONE)) for moment in chosen]


def _moment(plan: Plan, moment: datetime) -> dict[str, Any]:
    plaats = plaats_of(plan)
    hoogte = zonnestand(moment, plaats).zonshoogte_deg
    zon = directions(np.array([timestamp(moment)]), plaats)[0].round(6).tolist()
    return {
        "maand": moment.month, "dag": moment.day, "tijd": f"{moment:%H:%M}", "zone": moment.tzname(),
        "hoogte_deg": round(hoogte, 1), "zon": zon if hoogte >= LEAST_SUN_DEG else None,
    }  # fmt: skip


def _middle(plan: Plan) -> tuple[float, float]:
    x0, y0, x1, y1 = plan.plangrens.bounds
    return (x0 + x1) / 2, (y0 + y1) / 2


def things(pools: Mapping[str, Pool], terrein: Terrein | None = None) -> dict[str, Any]:
    """The things of all fasen, each told once."""
    bodies = masses(pools["bodies"])
    surfaces, lines = pools["surfaces"].items, pools["lines"].items
    return {
        "massas": {
            **packed(body_meshes(bodies)),
            "wat": [about(b) for b in bodies],
            "voet_m": [round(b.lichaam.maaiveld_m, 2) for b in bodies] if terrein is not None else None,
        },
        "vlakken": {
            **packed([surface_mesh(s, terrein) for s in surfaces]),
            "rol": [ROLES[s.role] for s in surfaces],
            "niveau": [s.level if s.z_m == 0 else -1 for s in surfaces],
        },
        "gesloopt": packed(body_meshes(masses(pools["ghosts"]))),
        "lijnen": {**packed([line_mesh(n, terrein) for n in lines]), "rol": [ROLES[n.role] for n in lines]},
        "bomen": [tree(t) for t in pools["trees"].items],
        "namen": [label(n) for n in pools["labels"].items],
    }


def masses(pool: Pool) -> list[BodyItem]:
    """One item per mass, whatever its roles."""
    return list({item.lichaam: item for item in pool.items}.values())


def about(item: BodyItem) -> list[Any]:
    """What a tap on a mass tells: name, bouwlagen, height, assumption, source."""
    own = item.lichaam
    return [own.naam, own.bouwlagen, round(own.hoogte_m, 1), own.aanname, own.bron]


def tree(t: TreeItem) -> list[float]:
    """x, y, z, crown, height, stem in metres, role."""
    return [*(round(v, 2) for v in (t.x_m, t.y_m, t.z_m, t.kroon_m, t.hoogte_m, t.stam_m)), ROLES[t.role]]


def label(item: LabelItem) -> list[Any]:
    """Text, x, y, z in metres, kind, rank."""
    return [item.text, round(item.x_m, 1), round(item.y_m, 1), round(item.z_m, 1), item.kind, item.rank]


def fase_values(fase: FaseTabel, found: Tabel) -> dict[str, Any]:
    """One fase: what is there by kind, and the figures."""
    count = len(found.doorsteken)
    names = {"surfaces": "vlakken", "lines": "lijnen", "trees": "bomen", "labels": "namen"}
    kinds = {name: rows(fase, kind, count) for kind, name in names.items()}
    kinds |= {"massas": mass_rows(fase, found, count), "gesloopt": numbered(fase, found, "ghosts", count)}
    return {**kinds, **fase_figures(fase, count, found.profielen)}


def rows(fase: FaseTabel, kind: str, count: int) -> dict[str, Any]:
    """`i`: numbers; `s`: place in `i` → [mask, sets within it], where it is not always there; `p`: per choice of
    profile the numbers that go and that come."""
    seen = fase.seen[kind]
    return {"i": list(seen), "s": sometimes(list(seen.values()), count), "p": [row[kind] for row in fase.other]}


def numbered(fase: FaseTabel, found: Tabel, kind: str, count: int) -> dict[str, Any]:
    """As `rows`, for masses: the numbers are those of the lichamen. A choice of profile leaves them as they are."""
    pool = found.pools[kind]
    number = {item.lichaam: place for place, item in enumerate(masses(pool))}
    made = rows(fase, kind, count)
    return {**made, "i": [number[pool.items[i].lichaam] for i in made["i"]], "p": []}


def mass_rows(fase: FaseTabel, found: Tabel, count: int) -> dict[str, Any]:
    """As `rows`, with the role of each mass in this fase (`r`)."""
    items = found.pools["bodies"].items
    return {**numbered(fase, found, "bodies", count), "r": [ROLES[items[i].role] for i in fase.seen["bodies"]]}


def sometimes(tables: list[int], count: int) -> dict[int, list[Any]]:
    """Place → [mask, sets within it] of what is not there under every set of doorsteken."""
    full = (1 << (1 << count)) - 1
    return {place: _deciding(table, count) for place, table in enumerate(tables) if table != full}


def _deciding(table: int, count: int) -> list[Any]:
    there = [table >> n & 1 for n in range(1 << count)]
    mask, kept = condensed(there, count)
    return [mask, [n for n, yes in zip(sets_within(mask), kept, strict=True) if yes]]
