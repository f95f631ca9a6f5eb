"""The Dutch municipal set of shadow sheets: a picture per moment, one PDF of all, and a list of what is in it."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from massastudie.massa import build
from massastudie.plan import Plan
from massastudie.scene import Scene, resolve
from massastudie.scene_items import ShadeItem
from massastudie.schaduwset import Schaduwblad, bladen, momenten
from massastudie.state import Kleuring, Layer, State
from massastudie.zonverschil import LEAST_SUN_DEG
from modellen.export.files import make_folder, write_bytes

from . import style
from .cli_form import as_json
from .cli_picture import title_of
from .cli_reference import Reference
from .style import number
from .view.furniture import Caption
from .view.pages import write_pages
from .view.picture import save
from .view.shadow_sheet import Sheet, draw_sheet
from .view.sun_text import clock_text, day_text

#: Layers of a sheet: what stands, on plain ground; no trees, they do not count.
LAYERS = frozenset({Layer.BESTAAND, Layer.NIEUW, Layer.NAMEN, Layer.GROND, Layer.PLANGRENS, Layer.SCHADUW})
LIST, PAGES = "schaduwset.json", "schaduwset.pdf"
NO_SUN = "De zon staat onder de horizon"
LOW_SUN = f"De zon staat onder {LEAST_SUN_DEG:g}°: vrijwel alles in de schaduw, extra schaduw niet bepaald"
DISCLAIMER = (
    "Mogelijke schaduw van massa's op maaiveld: onbewolkt, meetkundige zonnestand (PSA+), bomen niet meegenomen. "
    "Indicatief."
)


@dataclass(frozen=True)
class SetOrder:
    """A set: which state against which, in which year, how large, and the suffix of its pictures."""

    plan: Plan
    state: State
    reference: Reference
    jaar: int
    size: tuple[int, int]
    suffix: str


def write_set(order: SetOrder, folder: Path) -> Generator[tuple[int, int], None, list[Path]]:
    """Write the sheets, the PDF and the list into a folder, made where it is missing; yields (done, total); returns
    the paths. Raises FileError when the folder cannot be made or written."""
    make_folder(folder)
    total = len(momenten(order.jaar)) + 1
    paths, pictures, rows = [], [], []
    for blad in bladen(order.plan, order.reference.state, order.state, order.jaar):
        picture = draw_sheet(sheet_of(order, blad), views(order, blad), order.size)
        paths.append(save(picture, folder / name_of(blad, order.suffix)))
        pictures.append(picture)
        rows.append(row(blad, paths[-1].name))
        yield len(rows), total
    paths.append(write_pages(pictures, folder / PAGES, f"Schaduwstudie {order.plan.naam}"))
    text = as_json(contents(order, rows))
    paths.append(write_bytes(folder / LIST, text.encode("utf-8")))
    yield total, total
    return paths


def name_of(blad: Schaduwblad, suffix: str) -> str:
    """`schaduw-01-2026-03-21-0900.png`."""
    return f"schaduw-{blad.nummer:02d}-{blad.moment:%Y-%m-%d-%H%M}{suffix}"


def views(order: SetOrder, blad: Schaduwblad) -> list[tuple[Scene, Caption]]:
    """The reference on the left, the plan with what it adds on the right."""
    left, right = (_scene(order.plan, s, blad.moment) for s in (order.reference.state, order.state))
    found = blad.verschil
    if not found.te_laag:
        items = (
            ShadeItem("nieuw", found.nieuw, found.nieuw_m2),
            ShadeItem("vervallen", found.vervallen, found.vervallen_m2),
        )
        right = replace(right, shade=items, against=order.reference.text)
    fase = order.plan.fase(order.state.fase)
    return [
        (left, _caption(order.reference.text)),
        (right, _caption(f"Plan: {title_of(fase)}")),
    ]


def _scene(plan: Plan, state: State, moment: datetime) -> Scene:
    shown = replace(state, moment=moment, layers=LAYERS, kleuring=Kleuring.MAQUETTE, selectie=None)
    return resolve(plan, shown, build(plan, shown))


def _caption(title: str) -> Caption:
    """The sun stands in the head of the sheet, the legend at its foot."""
    return Caption(title, with_legend=False, with_sun=False)


def sheet_of(order: SetOrder, blad: Schaduwblad) -> Sheet:
    """Everything written round the two views."""
    zon, moment = blad.verschil.zon, blad.moment
    when = f"{day_text(moment, 'nl')}, {clock_text(moment, 'nl')} (UTC+{zon.utc_offset_h:g})"
    sun = (
        f"zonshoogte {number(zon.zonshoogte_deg, 1)}° · azimut {number(zon.azimut_deg, 1)}° (ware noorden), "
        f"{number(zon.azimut_rd_deg, 1)}° (RD-noord)"
    )
    count = len(momenten(order.jaar))
    under = f"Schaduwstudie · {order.reference.text} naast plan · blad {blad.nummer} van {count}"
    return Sheet(
        order.plan.naam, under, when, sun, told_of(order.plan), legend(blad), "" if blad.zon_op else NO_SUN
    )  # fmt: skip


def told_of(plan: Plan) -> tuple[str, ...]:
    """What a sheet tells of its shade, and whom its surroundings are from."""
    return (DISCLAIMER, f"Omgeving: {' · '.join(plan.credits)}") if plan.credits else (DISCLAIMER,)


def legend(blad: Schaduwblad) -> tuple[tuple[str, str], ...]:
    """What the colours of the plan mean, with the areas on the ground; or why there are none."""
    found = blad.verschil
    if not blad.zon_op:
        return ()
    if found.te_laag:
        return (("", LOW_SUN),)
    return (
        (style.SHADE_SAME, "schaduw in beide"),
        (style.SHADE_NEW, f"extra schaduw door het plan: {number(found.nieuw_m2)} m²"),
        (style.SHADE_GONE, f"zon erbij door het plan: {number(found.vervallen_m2)} m²"),
    )


def row(blad: Schaduwblad, file: str) -> dict[str, Any]:
    """One sheet in the list; areas are null where shade was not compared."""
    found, zon = blad.verschil, blad.verschil.zon
    return {
        "blad": blad.nummer, "bestand": file, "moment": blad.moment.isoformat(), "zone": f"{blad.moment:%Z}",
        "utc_offset_h": zon.utc_offset_h, "zonshoogte_deg": round(zon.zonshoogte_deg, 3),
        "azimut_deg": round(zon.azimut_deg, 3), "azimut_rd_deg": round(zon.azimut_rd_deg, 3), "zon_op": blad.zon_op,
        "extra_schaduw_m2": None if found.te_laag else round(found.nieuw_m2, 1),
        "zon_erbij_m2": None if found.te_laag else round(found.vervallen_m2, 1),
    }  # fmt: skip


def contents(order: SetOrder, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The list of what is in the folder."""
    return {
        "plan": order.plan.id, "naam": order.plan.naam, "fase": order.state.fase,
        "ten_opzichte_van": order.reference.text, "bomen": False, "grond": "maaiveld", "overzicht": PAGES,
        "breedte_px": order.size[0], "hoogte_px": order.size[1], "bladen": rows,
    }  # fmt: skip
