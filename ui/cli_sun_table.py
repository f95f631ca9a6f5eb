"""The sun ledger as a table on the screen, in Dutch."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from io import StringIO

from rich.box import SIMPLE_HEAD
from rich.console import Console, RenderableType
from rich.table import Table

from massastudie.plan import Plan
from massastudie.state import State
from massastudie.zonboek import Zonboek, Zoncijfer

from .cli_sun_study import note
from .cli_table import heading
from .style import number, signed

KINDS = {
    "hof": "Hoven", "plein": "Pleinen", "terras": "Terrassen", "straat": "Straten", "doorsteek": "Doorsteken",
    "gevel": "Gevels (per pand)",
}  # fmt: skip


def printed(parts: Sequence[RenderableType], wide: int = 160) -> str:
    """Text and tables for a screen; as wide as the terminal, `wide` columns when it goes to a file."""
    text = StringIO()
    tty = sys.stdout.isatty()
    width = max(shutil.get_terminal_size((110, 24)).columns, 72) if tty else wide
    colour = tty and "NO_COLOR" not in os.environ
    console = Console(file=text, width=width, force_terminal=colour, highlight=False, markup=False, emoji=False)
    for part in parts:
        console.print(part)
    return "\n".join(line.rstrip() for line in text.getvalue().splitlines()) + "\n"


def book_table(plan: Plan, state: State, book: Zonboek) -> str:
    """A table per kind of surface, with a column per fase."""
    kinds = list(dict.fromkeys(regel.soort for regel in book.regels))
    tables = [kind_table(plan, book, kind) for kind in kinds]
    nothing = [] if tables else ["Niets gevonden om te meten in deze fase."]
    return printed([heading(plan, state), *tables, *nothing, *notes(book)])


def kind_table(plan: Plan, book: Zonboek, kind: str) -> Table:
    """The rows of one kind."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, title=KINDS.get(kind, kind), title_justify="left")
    table.add_column("id", no_wrap=True)
    table.add_column("naam", max_width=40)
    for fase in book.fasen:
        found = plan.fase(fase)
        table.add_column(f"{found.naam}\n{found.jaren}", justify="right", no_wrap=True)
    for regel in book.regels:
        if regel.soort == kind:
            cells = (cell(c, f == regel.slechtste) for f, c in zip(book.fasen, regel.cijfers, strict=True))
            table.add_row(regel.id, regel.naam, *cells)
    return table


def cell(cijfer: Zoncijfer | None, worst: bool) -> str:
    """Mean and median hours, share, change against the fase before; the fase with least sun carries a mark."""
    if cijfer is None:
        return "–"
    change = "" if cijfer.verandering_h is None else signed(cijfer.verandering_h, 1)
    share = f"{number(cijfer.aandeel * 100)} %"
    mark = "▼" if worst else " "
    return f"{mark}{number(cijfer.gemiddeld_h, 1)} ({number(cijfer.mediaan_h, 1)}) {share:>5} {change:>5}"


def notes(book: Zonboek) -> list[str]:
    """What the columns say and how the sun was counted."""
    return [
        f"Per fase: gemiddelde (mediaan) zonuren, aandeel met minstens {number(book.uren)} h, verandering "
        "tegenover de vorige fase; ▼ fase met de minste zon.",
        note(book.dag, bomen=book.bomen, terrein=book.terrein) + f" Raster {number(book.raster_m, 1)} m.",
        *([f"Bron bomen: {book.bomen.bron}."] if book.bomen else []),
    ]
