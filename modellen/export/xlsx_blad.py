"""One table on one sheet: title, heading with units, rows, widths, frozen panes, and how it prints."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import ceil
from typing import Any

from massastudie.plan import Functie
from modellen.stempel import Stempel
from modellen.tabellen.tabel import Cel, Kolom, Tabel

from .xlsx_formules import HEAD_ROWS, Formule

#: Most a cell can hold in any spreadsheet program.
MAX_TEXT = 32767
#: What stands for a number that is not known or does not apply.
UNKNOWN = "–"
#: Widths in characters: least, most of a name, most of prose.
NARROW, NAME, WIDE = 7, 34, 46
#: Height of a line of text, points.
LINE = 13.5
A4, A3 = 9, 8
#: A sheet with more columns than this is printed on A3.
COLUMNS_ON_A4 = 14
#: Characters across one landscape page in letters that can still be read.
WIDTH_A4, WIDTH_A3 = 230, 280
INK, SOFT, RULE, FILL = "#26282B", "#6A6E73", "#B8BBBE", "#EFECE4"


class Pen:
    """A workbook with the few formats its sheets share."""

    def __init__(self, book: Any, stempel: Stempel) -> None:
        self.book, self.stempel = book, stempel
        self.format = cache(self._format)

    def _format(self, kind: str, decimals: int | None = None) -> Any:
        """The format of a kind of cell; numbers as 1.234,5 in a Dutch program."""
        look: dict[str, Any] = {"font_name": "Calibri", "font_size": 10, "font_color": INK, "valign": "top"}
        look |= LOOKS[kind]
        if decimals is not None:
            look["num_format"] = "#,##0" + ("." + "0" * decimals if decimals else "")
        return self.book.add_format(look)

    def sheet(self, name: str, wide: bool = False, pages: int = 0) -> Any:
        """A new sheet that prints landscape, one page wide (`pages` high; 0: as many as it takes), stamped below."""
        sheet = self.book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(A3 if wide else A4)
        sheet.fit_to_pages(1, pages)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.set_footer(footer(self.stempel))
        return sheet

    def text(self, sheet: Any, row: int, col: int, text: str, look: Any) -> None:
        """Text as text: what begins with = + - @ stays what it is."""
        sheet.write_string(row, col, text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…", look)


LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16},
    "note": {"font_color": SOFT, "italic": True},
    "head": {
        "bold": True, "bg_color": FILL, "bottom": 1, "bottom_color": RULE, "text_wrap": True, "valign": "bottom",
        "indent": 1,
    },
    "head_number": {
        "bold": True, "bg_color": FILL, "bottom": 1, "bottom_color": RULE, "text_wrap": True, "valign": "bottom",
        "align": "right",
    },
    "text": {"indent": 1},
    "wrapped": {"text_wrap": True, "indent": 1},
    "number": {"align": "right"},
    "formula": {"align": "right", "bold": True},
    "total": {"align": "right", "bold": True, "top": 1, "top_color": RULE},
    "total_text": {"bold": True, "indent": 1, "top": 1, "top_color": RULE},
    "key": {"align": "right", "font_color": SOFT},
    "input": {"align": "right", "bg_color": "#FFF6D6", "border": 1, "border_color": RULE, "locked": False},
}  # fmt: skip


def footer(stempel: Stempel) -> str:
    """Plan and stamp left, page right, within what the format allows (255 characters).

    `&` is doubled, `[` taken out (`&[Picture]` asks for one), and a space keeps a digit off the size of the letters.
    """
    name = stempel.naam if len(stempel.naam) <= 60 else stempel.naam[:59] + "…"
    name = name.replace("&", "&&").replace("[", "(").replace("]", ")")
    return f"&L&8 {name} · {stempel.regel.replace('&', '&&')}&R&8&A · &P / &N"


def write_sheet(pen: Pen, tabel: Tabel, rules: Mapping[str, Formule]) -> Any:
    """Write a table to a sheet of its own."""
    sheet = pen.sheet(tabel.titel, len(tabel.kolommen) > COLUMNS_ON_A4)
    write_head(pen, sheet, tabel)
    fit_width(sheet, tabel)
    for row, rij in enumerate(tabel.rijen, HEAD_ROWS):
        for col, (kolom, cel) in enumerate(zip(tabel.kolommen, rij, strict=True)):
            rule = rules.get(kolom.id)
            write_cell(pen, sheet, (row, col), kolom, cel, rule(row) if rule else None)
    return sheet


def fit_width(sheet: Any, tabel: Tabel) -> None:
    """Print on as many pages wide as keeps the letters readable, the first columns on each."""
    wide = sum(width_of(tabel, col) for col in range(len(tabel.kolommen)))
    room = WIDTH_A3 if len(tabel.kolommen) > COLUMNS_ON_A4 else WIDTH_A4
    sheet.fit_to_pages(max(1, ceil(wide / room)), 0)
    if frozen_columns(tabel):
        sheet.repeat_columns(0, frozen_columns(tabel) - 1)


def write_head(pen: Pen, sheet: Any, tabel: Tabel) -> None:
    """Title, note, heading, widths, panes, filter."""
    pen.text(sheet, 0, 0, f"{tabel.titel} · {pen.stempel.naam}", pen.format("title"))
    pen.text(sheet, 1, 0, tabel.toelichting or NOTES.get(tabel.id, ""), pen.format("note"))
    sheet.set_row(0, 24)
    sheet.set_row(HEAD_ROWS - 1, 44)
    for col, kolom in enumerate(tabel.kolommen):
        look = "head" if kolom.decimalen is None else "head_number"
        pen.text(sheet, HEAD_ROWS - 1, col, kolom.titel, pen.format(look))
        sheet.set_column(col, col, width_of(tabel, col))
    for row, rij in enumerate(tabel.rijen, HEAD_ROWS):
        sheet.set_row(row, LINE * lines_of(tabel, rij))
    last = HEAD_ROWS - 1 + len(tabel.rijen)
    sheet.freeze_panes(HEAD_ROWS, frozen_columns(tabel))
    sheet.repeat_rows(HEAD_ROWS - 1)
    if tabel.rijen:
        sheet.autofilter(HEAD_ROWS - 1, 0, last, len(tabel.kolommen) - 1)


def write_cell(pen: Pen, sheet: Any, at: tuple[int, int], kolom: Kolom, cel: Cel, formula: str | None) -> None:
    """One cell: a formula with the value known, a number, text, or nothing."""
    if formula is not None and isinstance(cel, int | float):
        sheet.write_formula(*at, formula, pen.format("formula", kolom.decimalen), cel)
    elif kolom.decimalen is None:
        look = "wrapped" if kolom.id in PROSE else "text"
        pen.text(sheet, *at, "" if cel is None else str(cel), pen.format(look))
    elif isinstance(cel, int | float):
        sheet.write_number(*at, cel, pen.format("key" if kolom.sleutel else "number", kolom.decimalen))
    else:
        pen.text(sheet, *at, UNKNOWN, pen.format("number"))


def width_of(tabel: Tabel, col: int) -> float:
    """Wide enough for every number and most texts; a heading breaks over lines."""
    kolom = tabel.kolommen[col]
    words = max((len(word) for word in kolom.titel.split()), default=0)
    longest = max((len(shown(kolom, rij[col])) for rij in tabel.rijen), default=0)
    if kolom.id in PROSE:
        return float(min(max(longest + 2, NARROW), WIDE))
    return float(max(words + 2, min(longest + 2, NAME), NARROW))


def lines_of(tabel: Tabel, rij: tuple[Cel, ...]) -> int:
    """Lines a row takes: programs differ in whether they find that out themselves."""
    prose = ((col, rij[col]) for col, kolom in enumerate(tabel.kolommen) if kolom.id in PROSE)
    return max((ceil(1.15 * len(str(cel)) / width_of(tabel, col)) for col, cel in prose if cel), default=1)


def shown(kolom: Kolom, cel: Cel) -> str:
    """About what a cell shows, for its width."""
    if kolom.decimalen is not None and isinstance(cel, int | float):
        return f"{cel:,.{kolom.decimalen}f}"
    return "" if cel is None else str(cel)


def frozen_columns(tabel: Tabel) -> int:
    """Columns that stay in sight: up to and with the name of what a row is about."""
    for name in ("naam", "fase_naam", "pand", "id"):
        if name in tabel.plek and tabel.plek[name] <= 4:
            return tabel.plek[name] + 1
    return 0


#: Columns with sentences, which break over lines.
PROSE = frozenset(
    {"definitie", "toelichting", "omschrijving", "bron", "titel", "reden", "gemeten", "citaat", "objecten", "grens"}
)
#: What stands under the title of a sheet.
NOTES: dict[str, str] = {
    "per_fase": "Binnen de plangrens. Vet is een formule over Per bouwlaag, Per pand en Per blok.",
    "per_blok": "GO en woningen volgen de verhoudingen op het blad Parameters (raming). Vet is een formule.",
    "per_pand": "Panden, dekken en paviljoens die meetellen. Vet is een formule over Per bouwlaag.",
    "per_bouwlaag": "De regels waar alle totalen uit komen: BVO per bouwlaag en functie (" + ", ".join(Functie) + ").",
    "definities": "Wat elk cijfer betekent, en op welke aanname het rust.",
    "bronnen": "Bronnen, streefgetallen en aannamen van het plan.",
}
