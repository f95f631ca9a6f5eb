"""What one figure counted and what it left out, with definition, parameters and assumptions: a number to click.

The parts of a `Telling` add up to the figure; a ratio is that sum divided by `noemer`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from operator import attrgetter

from . import tellers as t
from .definities import DEFINITIES, Definitie
from .errors import check_option
from .fasering import vlakken
from .oppervlak import BlokCijfers, Kerncijfers, kerncijfers
from .parameters import VELD, parameters, waarde
from .plan import Functie, Plan
from .programma import KLASSEN
from .state import State
from .tellers import Geteld, Geval, Teller
from .volumes import Lichaam, Massamodel, Status

WHY_NOT_HERE = "buiten de plangrens"
#: Figures that count no masses: nothing of those is left out.
NO_MASSES = ("bomen", "hof_m2", "gevel_m", "eiland_m2", "weefsel_m2")
WHY_GONE, WHY_LATER = "gesloopt", "komt in een latere fase"


@dataclass(frozen=True, slots=True)
class Weggelaten:
    """A mass that a figure did not count, and why."""

    id: str
    naam: str
    reden: str


@dataclass(frozen=True, slots=True)
class ParameterWaarde:
    """A parameter a figure was worked out with: value in force; `eigen` when the user set it."""

    id: str
    waarde: float
    eenheid: str
    omschrijving: str
    bron: str
    status: str
    eigen: bool


@dataclass(frozen=True, slots=True)
class Telling:
    """One figure opened up. `waarde` is the sum of `geteld` divided by `noemer` (`deler` says what that is); None when
    the figure is not known."""

    figuur: str
    blok: str | None
    definitie: Definitie
    waarde: float | None
    geteld: tuple[Geteld, ...]
    weggelaten: tuple[Weggelaten, ...]
    noemer: float
    deler: str
    parameters: tuple[ParameterWaarde, ...]
    aannamen: tuple[str, ...]

    @property
    def objecten(self) -> frozenset[str]:
        """Everything to light: ids of masses, trees, surfaces."""
        return frozenset(item for part in self.geteld for item in part.objecten)


@dataclass(frozen=True, slots=True)
class _Figuur:
    """How a figure is looked up (`path` in the figures), counted, divided and explained."""

    path: str
    teller: Teller
    definitie: str
    noemer: Callable[[Geval], float] | None = None
    deler: str = ""


def _plain(path: str, teller: Teller, definitie: str | None = None) -> tuple[str, _Figuur]:
    return path, _Figuur(path, teller, definitie or path)


def _dichtheden(prefix: str, schaal: str, root: str) -> Iterator[tuple[str, _Figuur]]:
    """The indices of one scale; `root` is where they stand in the figures."""
    place: Callable[[Geval], object] = lambda g: attrgetter(root)(g.blok or g.cijfers)  # noqa: E731
    grond = partial(_number, place, "grond_m2")
    floor, built = partial(_number, place, "bvo_m2"), partial(_number, place, "bebouwd_m2")
    rows: tuple[tuple[str, Teller, Callable[[Geval], float], str], ...] = (
        ("fsi", t.bvo, grond, f"grond van het {schaal}, m²"),
        ("gsi", t.built_ground, grond, f"grond van het {schaal}, m²"),
        ("l", t.bvo, built, "bebouwd oppervlak, m²"),
        ("osr", partial(t.open_ground, schaal=schaal), floor, "BVO, m²"),
        ("mxi", partial(t.bvo, functies=(Functie.WONEN,)), floor, "BVO, m²"),
    )
    for name, teller, noemer, deler in rows:
        key = name if schaal == "eiland" else schaal
        yield f"{prefix}{name}", _Figuur(f"{root}.{name}", teller, key, noemer, deler)


def _number(place: Callable[[Geval], object], name: str, geval: Geval) -> float:
    return float(getattr(place(geval), name))


def _shared() -> Iterator[tuple[str, _Figuur]]:
    """Figures of the plan as well as of a bouwblok."""
    yield "bvo_m2", _Figuur("totaal_m2", t.bvo, "bvo_m2")
    for functie in Functie:
        yield f"bvo_m2.{functie}", _Figuur(f"bvo_m2.{functie}", partial(t.bvo, functies=(functie,)), "bvo_m2")
    yield _plain("woningen", t.woningen)
    for name in KLASSEN:
        yield _plain(f"klassen.{name}", partial(t.klasse, name=name), "klassen")
    yield from (_plain("winkelunits", t.winkelunits), _plain("footprint_m2", t.footprint))
    yield from (_plain("hof_m2", t.hoven), _plain("gevel_m", t.gevel))
    yield "go_m2", _Figuur("ruimte.go_m2", partial(t.estimate, names=t.GO), "go_m2")
    yield "vvo_m2", _Figuur("ruimte.vvo_m2", partial(t.estimate, names=t.VVO), "vvo_m2")
    yield "wvo_m2", _Figuur("ruimte.wvo_m2", partial(t.estimate, names=t.WVO), "wvo_m2")


def _of_plan() -> Iterator[tuple[str, _Figuur]]:
    yield from _shared()
    yield from (_plain("gesloopt_m2", t.gesloopt), _plain("toegevoegd_m2", t.toegevoegd), _plain("saldo_m2", t.saldo))
    yield (
        "bouwlagen_gem",
        _Figuur("bouwlagen_gem", t.bvo, "bouwlagen_gem", lambda g: g.cijfers.footprint_m2, "bebouwd oppervlak, m²"),
    )
    yield _plain("openbaar_groen_m2", t.groen)
    for name in ("staan", "geplant", "gekapt", "saldo"):
        yield _plain(f"bomen.{name}", partial(t.bomen, which=name), "bomen")
    for kind in ("auto", "fiets"):
        yield f"{kind}_saldo", _Figuur(f"parkeren.{kind}_saldo", partial(t.vraag, kind=kind), f"{kind}_saldo")
    yield "capaciteit", _Figuur("parkeren.capaciteit", t.garages, "capaciteit")
    yield from _dichtheden("plangebied.", "plangebied", "plangebied")


def _of_blok() -> Iterator[tuple[str, _Figuur]]:
    yield from _shared()
    yield _plain("bouwlagen", t.highest)
    yield _plain("eiland_m2", partial(t.grond, schaal="eiland"))
    yield "weefsel_m2", _Figuur("weefsel.grond_m2", partial(t.grond, schaal="weefsel"), "weefsel_m2")
    yield from _dichtheden("", "eiland", "eiland")
    yield from _dichtheden("weefsel.", "weefsel", "weefsel")


_PLAN, _BLOK = dict(_of_plan()), dict(_of_blok())
#: Every figure of a plan, and of a bouwblok, that can be opened.
FIGUREN, BLOK_FIGUREN = tuple(_PLAN), tuple(_BLOK)


def telling(plan: Plan, state: State, massa: Massamodel, figuur: str, blok: str | None = None) -> Telling:
    """One figure of the plan, or of a bouwblok, opened up. Raises StateError for a figure or bouwblok there is not."""
    check_option("kerncijfer", figuur, FIGUREN if blok is None else BLOK_FIGUREN)
    cijfers = kerncijfers(plan, state, massa)
    rows = {b.id: b for b in cijfers.blokken}
    if blok is not None:
        check_option("bouwblok", blok, rows)
    geval = Geval(plan, state, massa, cijfers, rows[blok] if blok is not None else None)
    found = (_PLAN if blok is None else _BLOK)[figuur]
    parts, definitie = tuple(found.teller(geval)), DEFINITIES[found.definitie]
    noemer = found.noemer(geval) if found.noemer else 1.0
    return Telling(
        figuur=figuur, blok=blok, definitie=definitie, waarde=_value(geval.blok or cijfers, found.path),
        geteld=parts, weggelaten=tuple(_left_out(geval, figuur, parts)), noemer=noemer or 1.0, deler=found.deler,
        parameters=tuple(_used(plan, state, definitie)), aannamen=_aannamen(geval, definitie, parts),
    )  # fmt: skip


def figure_value(cijfers: Kerncijfers | BlokCijfers, figuur: str) -> float | None:
    """A figure by its name in `FIGUREN` (of a bouwblok: `BLOK_FIGUREN`), without opening it up; None: not known.

    Raises KeyError for a name that is in neither.
    """
    return _value(cijfers, (_PLAN if isinstance(cijfers, Kerncijfers) else _BLOK)[figuur].path)


def _value(cijfers: Kerncijfers | BlokCijfers, path: str) -> float | None:
    """A figure by its path; a mapping is summed, unknown is None."""
    found: object = cijfers
    for name in path.split("."):
        found = found[name] if isinstance(found, dict) else getattr(found, name)
    if isinstance(found, dict):
        return float(sum(found.values()))
    return float(found) if isinstance(found, int | float) else None


def _used(plan: Plan, state: State, definitie: Definitie) -> Iterator[ParameterWaarde]:
    known = parameters(plan)
    for name in definitie.parameters:
        p = known[name]
        own = (name, VELD) in state.overrides
        yield ParameterWaarde(name, waarde(plan, state, name), p.eenheid, p.omschrijving, p.bron, p.status, own)


def _left_out(geval: Geval, figuur: str, parts: tuple[Geteld, ...]) -> Iterator[Weggelaten]:
    """What the figure passed over: garages or green where it counts those, else masses."""
    head = figuur.partition(".")[0]
    if head == "capaciteit":
        return _garages_left(geval)
    if head == "openbaar_groen_m2":
        return _green_left(geval, {part.id for part in parts})
    return iter(()) if head in NO_MASSES else _masses_left(geval, figuur, parts)


def _garages_left(geval: Geval) -> Iterator[Weggelaten]:
    for garage in geval.plan.garages:
        if not garage.voor_plan:
            yield Weggelaten(garage.id, garage.naam, "de visie noemt deze garage niet voor dit plan")
        elif garage.capaciteit is None:
            yield Weggelaten(garage.id, garage.naam, "capaciteit onbekend")


def _green_left(geval: Geval, counted: set[str]) -> Iterator[Weggelaten]:
    for vlak in vlakken(geval.plan, geval.state):
        if vlak.soort == "groen" and vlak.id not in counted:
            yield Weggelaten(vlak.id, vlak.naam, WHY_NOT_HERE if vlak.openbaar else "niet openbaar")


def _masses_left(geval: Geval, figuur: str, parts: tuple[Geteld, ...]) -> Iterator[Weggelaten]:
    """Masses that the figure passed over: of a bouwblok only its own."""
    counted = {item for part in parts for item in part.objecten}
    for item in geval.massa.lichamen:
        if (geval.blok is None or item.blok == geval.blok.id) and item.id not in counted:
            yield Weggelaten(item.id, item.naam, _reason(item, figuur))
    for items, why in ((geval.massa.gesloopt, WHY_GONE), (geval.massa.later, WHY_LATER)):
        wanted = (i for i in items if i.id not in counted and (geval.blok is None or i.blok == geval.blok.id))
        yield from (Weggelaten(item.id, item.naam, why) for item in wanted)


def _reason(item: Lichaam, figuur: str) -> str:
    """Why a figure passes over a mass that stands."""
    if not item.in_plan:
        return WHY_NOT_HERE
    head, _, functie = figuur.partition(".")
    if head == "bvo_m2":
        return f"heeft geen {functie}"
    if item.status is Status.BESTAAND and head in ("woningen", "klassen"):
        return "bestaand: aantal woningen niet bekend"
    return f"{item.status}: telt in dit cijfer niet mee"


def _aannamen(geval: Geval, definitie: Definitie, parts: tuple[Geteld, ...]) -> tuple[str, ...]:
    """The assumption of the figure, and those of the masses it counted, each once."""
    own = [definitie.aanname] if definitie.aanname else []
    masses = (geval.massa.by_id.get(item) for part in parts for item in part.objecten)
    return tuple(dict.fromkeys([*own, *(m.aanname for m in masses if m is not None and m.aanname)]))
