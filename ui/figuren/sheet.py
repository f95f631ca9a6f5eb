"""A sheet of figures: pictures without words from the renderer, all words, legend and scale as vectors by Typst."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import datetime
from math import radians, tan
from typing import Any

from PySide6.QtGui import QFontDatabase, QFontMetricsF

from massastudie.plan import Plan
from massastudie.scene import LabelItem
from massastudie.tijd import ZONE
from modellen.figuren import Figurenset, Plaat
from modellen.figuren.blad import TEMPLATE, VELLEN, Vak, Vel, scale_at_least, vakken
from modellen.rapport.kaart import scale_bar
from modellen.rapport.svg import Kader
from modellen.rapport.zetten import font_folders, typeset_with
from modellen.stempel import stempel

from ..cli_picture import title_of
from ..view.bare import as_jpeg
from ..view.camera import VIEW_ANGLE_DEG, Viewpoint
from ..view.furniture import Caption
from ..view.labels import Box, Placed, place
from ..view.legend import Entry
from ..view.overlay import entries_of, label_font, note_text
from ..view.picture import text_system, to_image
from ..view.projection import Projection
from ..view.studio import Studio
from .drawing import Drained, Shown, shown, viewpoint

#: Pixels to the millimetre of a picture on paper: 230 dots to the inch.
PX_PER_MM = 9.0
#: Logical pixels to the millimetre on a large and on a small picture: a name of 12 pixels is 2.2 or 1.7 mm high.
LARGE_PER_MM, SMALL_PER_MM = 5.5, 7.0
#: A picture this wide is a large one, mm.
LARGE_MM = 190.0
#: Room on a picture for the north arrow and the scale bar, mm from its right edge.
ARROW_MM, BAR_MM = 13.0, 52.0
POINTS_PER_MM = 72 / 25.4
#: The letters of the template.
LETTERS = "Source Sans Pro"


@dataclass
class Sheet:
    """What the template reads: words and places (`data`), the moment it was made, and pictures by file name."""

    data: dict[str, Any]
    made: str
    files: dict[str, bytes] = field(default_factory=dict)


def sheet_of(plan: Plan, plaat: Plaat, whole: Figurenset, studio: Studio, drained: Drained) -> Sheet:
    """Draw and gather a sheet; the figures come from the `whole` set. Raises a MassastudieError kind."""
    vel = VELLEN[plaat.formaat]
    by_id = {figuur.id: figuur for figuur in whole.figuren}
    figuren = [by_id[name] for name in plaat.figuren]
    stamp = stempel(plan, figuren[0].state, datetime.now(ZONE))
    sheet = Sheet(_head(plan, plaat, vel, stamp.programma), stamp.regel)
    legends: list[Entry] = []
    for place_nr, (figuur, vak) in enumerate(zip(figuren, vakken(vel, len(figuren)), strict=True)):
        seen = shown(plan, figuur, drained)
        name = f"figuur-{place_nr}.jpg"
        sheet.data["figuren"].append({"beeld": name, **_figuur(plan, seen, vak, studio, sheet, name)})
        legends += entries_of(seen.scene, _caption(plan, seen)) if figuur.legenda else []
    sheet.data["legenda"] = [_entry(entry) for entry in dict.fromkeys(legends)]
    return sheet


def typeset_sheet(sheet: Sheet) -> bytes:
    """The sheet as PDF."""
    data = json.dumps({**sheet.data, "stempel": sheet.made}, ensure_ascii=False, allow_nan=False)
    return typeset_with(TEMPLATE.read_bytes(), {**sheet.files, "data.json": data.encode("utf-8")}, str(TEMPLATE))


def content_of(sheet: Sheet) -> bytes:
    """All that is to be seen on the sheet but when it was made."""
    data = json.dumps(sheet.data, ensure_ascii=False, sort_keys=True).encode("utf-8")
    return b"\0".join([TEMPLATE.read_bytes(), data, *(sheet.files[name] for name in sorted(sheet.files))])


def _head(plan: Plan, plaat: Plaat, vel: Vel, programma: str) -> dict[str, Any]:
    return {
        "vel": {"naam": vel.naam, "breed": vel.breed_mm, "hoog": vel.hoog_mm, "marge": vel.marge_mm,
                "strook": vel.strook_mm, "kop": vel.kop_mm},
        "titel": plaat.titel, "toelichting": plaat.toelichting, "plan": plan.naam, "programma": programma,
        "bron": plan.herkomst.bron, "aanname": plan.herkomst.aanname, "figuren": [],
    }  # fmt: skip


def _figuur(plan: Plan, seen: Shown, vak: Vak, studio: Studio, sheet: Sheet, name: str) -> dict[str, Any]:
    """One picture in its place: drawn into the sheet's files, and all that is written on it."""
    view, fase = viewpoint(plan, seen, vak.breed_mm / vak.hoog_mm), title_of(plan.fase(seen.state.fase))
    frame = None
    if view.parallel:
        view, frame = at_scale(view, vak)
    studio.show(seen.scene)
    size = round(vak.breed_mm * PX_PER_MM), round(vak.hoog_mm * PX_PER_MM)
    sheet.files[name] = as_jpeg(to_image(studio.pixels(view, size)))
    per_mm = logical_per_mm(vak)
    at = Projection(view, vak.breed_mm * per_mm, vak.hoog_mm * per_mm)
    with text_system():
        load_letters()
        placed = place(studio.names(seen.scene.labels, at), at, name_size, taken(at, per_mm, frame is not None))
        namen = [_name(label, per_mm) for label in placed]
    return {
        "x": vak.x_mm, "y": vak.y_mm, "b": vak.breed_mm, "h": vak.hoog_mm, "titel": seen.figuur.titel,
        "regel": " · ".join(part for part in (fase, seen.figuur.toelichting, seen.line) if part),
        "zon": note_text(seen.scene, _caption(plan, seen)), "noord": -(view.azimut_deg + 180.0) % 360.0,
        "schaal": None if frame is None else scale_bar(frame, BAR_MM - 8.0), "namen": namen,
    }  # fmt: skip


def at_scale(view: Viewpoint, vak: Vak) -> tuple[Viewpoint, Kader]:
    """A parallel view brought to a usual scale at which as much is in sight, and its frame on paper."""
    half = tan(radians(VIEW_ANGLE_DEG / 2))
    schaal = scale_at_least(2 * view.afstand_m * half * 1000.0 / vak.hoog_mm)
    afstand_m = vak.hoog_mm * schaal / 1000.0 / 2 / half
    wide, high = vak.breed_mm * schaal / 1000.0, vak.hoog_mm * schaal / 1000.0
    frame = Kader(view.x_m - wide / 2, view.y_m - high / 2, vak.breed_mm, vak.hoog_mm, schaal)
    return replace(view, afstand_m=afstand_m), frame


def logical_per_mm(vak: Vak) -> float:
    """Logical pixels to the millimetre of a picture: names are smaller on a small one."""
    return min(SMALL_PER_MM, max(LARGE_PER_MM, LARGE_PER_MM * LARGE_MM / vak.breed_mm))


def load_letters() -> None:
    """Let Qt know the letters of the sheet, so that names take the room they get there."""
    if LETTERS not in QFontDatabase.families():
        for folder in font_folders():
            for path in sorted(folder.glob("*.ttf")):
                QFontDatabase.addApplicationFont(str(path))


def name_size(item: LabelItem) -> tuple[float, float]:
    """Width and height of a name with its padding in the letters of the sheet, logical pixels."""
    letters = label_font(item)
    letters.setFamily(LETTERS)
    metrics, street = QFontMetricsF(letters), item.kind == "straat"
    return metrics.horizontalAdvance(item.text) + (4.0 if street else 9.0), letters.pixelSize() * (
        1.2 if street else 1.5
    )


def taken(at: Projection, per_mm: float, with_bar: bool) -> list[Box]:
    """Where the north arrow and the scale bar lie, logical pixels."""
    arrow, bar = ARROW_MM * per_mm, BAR_MM * per_mm
    boxes = [(at.width - arrow, 0.0, at.width, arrow)]
    return [*boxes, (at.width - bar, at.height - arrow, at.width, at.height)] if with_bar else boxes


def _caption(plan: Plan, seen: Shown) -> Caption:
    names = {f.id: f.naam for f in plan.fasen}
    return Caption(fase_names=names, moment=seen.state.moment, day=seen.day)


def _name(label: Placed, per_mm: float) -> dict[str, Any]:
    """A name where it stands, mm from the upper left of its picture."""
    left, top, right, bottom = (value / per_mm for value in label.box)
    x, y = (value / per_mm for value in label.anchor)
    item = label.item
    return {
        "tekst": item.text, "soort": item.kind, "vet": item.rank <= 1, "zacht": item.kind in ("doorsteek", "gebouw"),
        "x": left, "y": top, "b": right - left, "h": bottom - top, "ax": x, "ay": y,
        "voet": min(max(x, left + 1.0), right - 1.0),
        "punt": label_font(item).pixelSize() / per_mm * POINTS_PER_MM,
    }  # fmt: skip


def _entry(entry: Entry) -> dict[str, str]:
    return {"kleur": entry.colour, "tekst": entry.text, "soort": entry.mark, "code": entry.code}
