"""One state, four outputs: the panel, JSON, the workbook and the report tell the same numbers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

import pytest

from massastudie.oppervlak import per_fase
from massastudie.plan import Plan
from massastudie.state import State
from massastudie.tijd import ZONE
from modellen.export.xlsx import encode
from modellen.rapport.gegevens import FORMATEN, Bundel, bundel
from modellen.rapport.zetten import typeset
from modellen.tabellen import dossier
from ui.cli_dossier import functie_colours
from ui.cli_figures import as_json
from ui.controller import Controller
from ui.i18n import Translator
from ui.panels.figures_panel import FiguresPanel
from ui.report import sheet_colours
from ui.style import FUNCTIE_COLOUR

from .fakes import texts_of

#: Key in the JSON → what the first sheet of the workbook and the report call it; the panel has texts of its own.
FIGURES = {
    "woningen": "Woningen (nieuw)",
    "winkelunits": "Winkelunits",
    "footprint_m2": "Bebouwd (m²)",
    "hof_m2": "Hof (m²)",
    "gesloopt_m2": "Gesloopt (m²)",
    "toegevoegd_m2": "Toegevoegd (m²)",
}


@dataclass(frozen=True)
class Told:
    """What each output says of the last fase: JSON, name → value on the sheet, words of the report."""

    state: State
    values: dict[str, float]
    sheet: dict[str, float]
    words: str


@pytest.fixture(scope="module")
def told(plan: Plan) -> Told:
    openpyxl, pypdf = pytest.importorskip("openpyxl"), pytest.importorskip("pypdf")
    state = State.start(plan).with_override("BB3", "bouwlagen", 6).with_override("go_bvo_wonen", "waarde", 0.7)
    found = dossier(plan, state, datetime(2026, 11, 24, 12, 0, tzinfo=ZONE))
    sheet = openpyxl.load_workbook(BytesIO(encode(found, functie_colours())), data_only=True)["Samenvatting"]
    named = {row[0]: row[4] for row in sheet.iter_rows(values_only=True)}
    *_, made = bundel(found, FORMATEN["A4"], sheet_colours(), dict)
    assert isinstance(made, Bundel)
    pages = pypdf.PdfReader(BytesIO(typeset(made))).pages
    words = next(text for page in pages if "Kerncijfers per fase" in (text := page.extract_text()))
    values = json.loads(as_json(plan, per_fase(plan, state)))["fasen"][-1]
    return Told(state, values, named, " ".join(words.split()))


def in_panel(panel: FiguresPanel) -> dict[str, str]:
    return {name: now for name, (now, _, _) in texts_of(panel).items()}


def test_four_outputs_tell_the_same(qtbot, plan: Plan, told: Told, tr: Translator) -> None:
    panel = FiguresPanel(tr, FUNCTIE_COLOUR)
    qtbot.addWidget(panel)
    panel.show_part(Controller(plan, told.state, lambda said: None).shown)
    shown = in_panel(panel)
    for key, name in FIGURES.items():
        value = told.values[key]
        dutch = tr.number(value)
        assert shown[tr(f"figures.{key}")] == dutch, key
        assert told.sheet[name] == pytest.approx(value, abs=6e-4), key  # JSON is rounded to a thousandth
        line = told.words.partition(f"{name} ")[2].split()
        assert line[3] == dutch, (key, line[:5])  # the fourth column: the last fase


def test_the_wish_is_in_them(plan: Plan, told: Told) -> None:
    """With another ratio and two more bouwlagen on one block these are not the numbers of the plan as it is."""
    plain = per_fase(plan, State.start(plan))[-1]
    assert told.values["woningen"] != plain.woningen
    assert told.values["toegevoegd_m2"] > plain.toegevoegd_m2 + 1000
