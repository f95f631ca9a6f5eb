"""The sheet Samenvatting: the figures per fase side by side, a check of the sums, and BVO per functie as a chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from massastudie.plan import Functie
from modellen.tabellen import Dossier
from modellen.tabellen.merk import rests_on_assumption
from modellen.tabellen.tabel import Tabel

from .xlsx_blad import Pen
from .xlsx_formules import HEAD_ROWS, Blad, sum_where

#: Figures of a fase that stand on the sheet, below BVO per functie.
SHOWN = (
    "go_m2", "vvo_m2", "wvo_m2", "woningen", "woningen_klein", "woningen_middel", "woningen_groot", "winkelunits",
    "footprint_m2", "hof_m2", "bouwlagen_gem", "gevel_m", "gesloopt_m2", "toegevoegd_m2", "saldo_m2",
    "fsi_plangebied", "gsi_plangebied", "osr_plangebied", "mxi_plangebied", "groen_m2", "bomen_staan",
    "bomen_geplant", "bomen_gekapt", "auto", "auto_vervallen", "fiets", "fiets_vervallen", "capaciteit",
)  # fmt: skip
CHECK = "Controle: som Per bouwlaag − totaal (hoort 0 te zijn)"


def write_summary(
    pen: Pen, sheet: Any, found: Dossier, tables: Mapping[str, Tabel], kleuren: Mapping[str, str]
) -> None:
    """Fill the first sheet; every number is a formula that looks at Per fase."""
    fase, plan = tables["per_fase"], found.plan
    pen.text(sheet, 0, 0, f"Kerncijfers · {plan.naam}", pen.format("title"))
    pen.text(sheet, 1, 0, found.stempel.regel + ". Ramingen op massaniveau; zie Definities.", pen.format("note"))
    sheet.set_row(0, 24)
    sheet.set_row(HEAD_ROWS - 1, 32)
    sheet.set_column(0, 0, 46)
    sheet.set_column(1, len(fase.rijen) + 1, 15)
    _heads(pen, sheet, fase)
    names = [*(str(f) for f in Functie), "totaal_m2", *SHOWN]
    for row, name in enumerate(names, HEAD_ROWS):
        _figure_row(pen, sheet, row, name, fase)
    _check_row(pen, sheet, HEAD_ROWS + len(names), tables)
    _chart(pen, sheet, HEAD_ROWS + len(names) + 3, fase, kleuren)
    sheet.freeze_panes(HEAD_ROWS, 1)
    sheet.activate()


def _heads(pen: Pen, sheet: Any, fase: Tabel) -> None:
    pen.text(sheet, HEAD_ROWS - 1, 0, "Binnen de plangrens", pen.format("head"))
    for col, record in enumerate(fase.records(), 1):
        pen.text(sheet, HEAD_ROWS - 1, col, f"{record['fase_naam']}\n{record['jaren']}", pen.format("head_number"))
    pen.text(sheet, HEAD_ROWS - 1, len(fase.rijen) + 1, "Rust op", pen.format("head"))


def _figure_row(pen: Pen, sheet: Any, row: int, name: str, fase: Tabel) -> None:
    blad, kolom = Blad(fase), fase.kolommen[fase.plek[name]]
    total = name == "totaal_m2"
    pen.text(sheet, row, 0, kolom.titel, pen.format("total_text" if total else "text"))
    if rests_on_assumption(name):
        pen.text(sheet, row, len(fase.rijen) + 1, "aanname", pen.format("total_text" if total else "text"))
    for col, record in enumerate(fase.records(), 1):
        if record[name] is None:
            pen.text(sheet, row, col, "onbekend", pen.format("number"))
            continue
        formula = f"={blad.far(name, HEAD_ROWS + col - 1)}"
        sheet.write_formula(
            row, col, formula, pen.format("total" if total else "number", kolom.decimalen), record[name]
        )


def _check_row(pen: Pen, sheet: Any, row: int, tables: Mapping[str, Tabel]) -> None:
    """The sum of all detail rows of a fase against its total: 0 as long as every functie is known."""
    detail, fase = Blad(tables["per_bouwlaag"]), Blad(tables["per_fase"])
    pen.text(sheet, row, 0, CHECK, pen.format("note"))
    floors = list(detail.tabel.records())
    for col, record in enumerate(fase.tabel.records(), 1):
        at = HEAD_ROWS + col - 1
        total = sum_where(detail, "bvo_m2", fase_nr=fase.far("fase_nr", at), in_plan='"ja"')
        formula = f"=ROUND({total}-{fase.far('totaal_m2', at)},3)"
        sheet.write_formula(row, col, formula, pen.format("key", 0), _difference(floors, record))


def _difference(floors: Sequence[Mapping[str, Any]], fase: Mapping[str, Any]) -> float:
    """What the formula of the check finds: the rows per bouwlaag of a fase less its total, m²."""
    own = (f["bvo_m2"] for f in floors if f["fase_nr"] == fase["fase_nr"] and f["in_plan"] == "ja")
    return round(float(sum(own) - fase["totaal_m2"]), 3) + 0.0


def _chart(pen: Pen, sheet: Any, row: int, fase: Tabel, kleuren: Mapping[str, str]) -> None:
    """BVO per functie as stacked columns, a column per fase."""
    chart = pen.book.add_chart({"type": "column", "subtype": "stacked"})
    last = HEAD_ROWS + len(fase.rijen) - 1
    names = fase.plek["fase_naam"]
    for functie in Functie:
        col = fase.plek[str(functie)]
        chart.add_series({
            "name": str(functie), "gap": 60, "fill": {"color": kleuren[functie]}, "border": {"none": True},
            "categories": [fase.titel, HEAD_ROWS, names, last, names],
            "values": [fase.titel, HEAD_ROWS, col, last, col],
        })  # fmt: skip
    chart.set_title({"name": "BVO per functie per fase", "name_font": {"size": 12}})
    chart.set_y_axis(
        {"name": "m² BVO", "num_format": "#,##0", "major_gridlines": {"visible": True, "line": {"color": "#E3E3E3"}}}
    )
    chart.set_legend({"position": "right"})
    chart.set_size({"width": 820, "height": 380})
    sheet.insert_chart(row, 0, chart, {"x_offset": 4})
