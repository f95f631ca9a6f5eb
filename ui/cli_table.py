"""The table of figures: Dutch labels and numbers, one column per fase, then the bouwblokken."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable
from io import StringIO
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from massastudie.oppervlak import DEFINITIES, BlokCijfers, Kerncijfers
from massastudie.parameters import waarde
from massastudie.plan import Functie, Plan
from massastudie.programma import KLASSEN, klassen_go_m2
from massastudie.state import State

from .style import number

#: Figure and decimals of the rows under the BVO; their names and units come from the definitions.
ROWS = (
    ("woningen", 0), ("winkelunits", 0), ("footprint_m2", 0), ("hof_m2", 0), ("bouwlagen_gem", 1), ("gevel_m", 0),
    ("gesloopt_m2", 0), ("toegevoegd_m2", 0),
)  # fmt: skip
#: Definition and text of the rows under those: more than one number, or a part of a record.
MORE: tuple[tuple[str, Callable[[Kerncijfers], str]], ...] = (
    ("saldo_m2", lambda c: number(c.saldo_m2)),
    ("klassen", lambda c: " / ".join(number(c.klassen[k]) for k in KLASSEN)),
    ("go_m2", lambda c: number(c.ruimte.go_m2)),
    ("vvo_m2", lambda c: number(sum(c.ruimte.vvo_m2.values()))),
    ("wvo_m2", lambda c: number(c.ruimte.wvo_m2)),
    ("openbaar_groen_m2", lambda c: number(c.openbaar_groen_m2)),
    ("bomen", lambda c: f"{number(c.bomen.staan)} (+{number(c.bomen.geplant)} −{number(c.bomen.gekapt)})"),
    ("auto_saldo", lambda c: number(c.parkeren.auto_saldo)),
    ("fiets_saldo", lambda c: number(c.parkeren.fiets_saldo)),
    ("capaciteit", lambda c: known(c.parkeren.capaciteit)),
    ("plangebied", lambda c: f"FSI {number(c.plangebied.fsi, 2)}"),
)
#: Sizes of a dwelling that differ less than this are one, m² GO.
ALIKE_M2 = 1.0
#: What the parts of a row are, where its name does not say so.
PARTS = {"klassen": "klein / middel / groot", "bomen": "staan (geplant, gekapt)"}
#: Heading, field and decimals of the columns of a bouwblok.
COLUMNS = (
    ("BVO m²", "totaal_m2", 0), ("woningen", "woningen", 0), ("winkels", "winkelunits", 0), ("lagen", "bouwlagen", 0),
    ("hof m²", "hof_m2", 0), ("FSI", "fsi", 2), ("GSI", "gsi", 2), ("L", "l", 2), ("OSR", "osr", 2),
)  # fmt: skip


def as_table(plan: Plan, state: State, figures: tuple[Kerncijfers, ...]) -> str:
    """The figures as text for a screen; as wide as the terminal, and never cut when it goes to a file."""
    text = StringIO()
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    width = max(shutil.get_terminal_size((110, 24)).columns, 72) if sys.stdout.isatty() else 140
    console = Console(file=text, width=width, force_terminal=colour, highlight=False, markup=False, emoji=False)
    console.print(heading(plan, state))
    console.print(fase_table(plan, figures))
    if figures[-1].blokken:
        console.print(blok_table(plan, figures[-1]))
    for line in (*notes(), *mismatch(plan, state)):
        console.print(line)
    return "\n".join(line.rstrip() for line in text.getvalue().splitlines()) + "\n"


def heading(plan: Plan, state: State) -> str:
    """The plan, and that it is not the plan's own state when something was forced or turned."""
    changed = len(state.doorsteken) + len(state.profielen) + len(state.paviljoens) + len(state.overrides)
    changed += len(state.accenten_uit) + (not state.accenten_aan)
    if not changed:
        return plan.naam
    told = "1 instelling wijkt" if changed == 1 else f"{changed} instellingen wijken"
    return f"{plan.naam} (gewijzigd: {told} af van het plan)"


def fase_table(plan: Plan, figures: tuple[Kerncijfers, ...]) -> Table:
    """A column per fase: BVO per functie that occurs, the total, then the other figures."""
    table = fase_columns(plan, label("bvo_m2"), [c.fase for c in figures])
    for functie in Functie:
        if any(c.bvo_m2.get(functie, 0.0) for c in figures):
            table.add_row(functie.value, *(number(c.bvo_m2.get(functie, 0.0)) for c in figures))
    table.add_row("totaal", *(number(c.totaal_m2) for c in figures), style="bold", end_section=True)
    for name, decimals in ROWS:
        table.add_row(label(name), *(shown(c, name, decimals) for c in figures))
    for name, text in MORE:
        table.add_row(f"{label(name)} {PARTS.get(name, '')}".rstrip(), *(text(c) for c in figures))
    return table


def fase_columns(plan: Plan, first: str, fasen: Iterable[str]) -> Table:
    """An empty table with a column of names, headed `first`, and one per fase."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(first)
    for fase_id in fasen:
        fase = plan.fase(fase_id)
        table.add_column(f"{fase.naam}\n{fase.jaren}", justify="right", no_wrap=True)
    return table


def blok_table(plan: Plan, cijfers: Kerncijfers) -> Table:
    """A row per bouwblok that is built in the last fase shown."""
    fase = plan.fase(cijfers.fase)
    table = Table(box=SIMPLE_HEAD, pad_edge=False, title=f"Bouwblokken · {fase.naam}", title_justify="left")
    table.add_column("blok", no_wrap=True)
    table.add_column("naam", max_width=34)
    for label, _, _ in COLUMNS:
        table.add_column(label, justify="right", no_wrap=True)
    for blok in cijfers.blokken:
        if blok.staat:
            values = (shown(blok, name, decimals) for _, name, decimals in COLUMNS)
            table.add_row(blok.id + ("*" if blok.aanname else ""), blok.naam, *values)
    return table


def shown(cijfers: Kerncijfers | BlokCijfers, name: str, decimals: int) -> str:
    """A figure in Dutch notation; a dash where there is none."""
    value: Any = getattr(cijfers, name)
    return "–" if value is None else number(value, decimals)


def known(value: float | None) -> str:
    """A whole number in Dutch notation; `onbekend` where it is not known."""
    return "onbekend" if value is None else number(value)


def label(name: str) -> str:
    """Name and unit of a figure, with a star when it rests on an assumption."""
    found = DEFINITIES[name]
    return f"{found.naam} {found.eenheid}".rstrip() + ("*" if found.aanname else "")


def notes() -> list[str]:
    """What is counted, and which assumption each starred figure rests on."""
    return ["Geteld: " + DEFINITIES["bvo_m2"].definitie, *assumptions()]


def mismatch(plan: Plan, state: State) -> list[str]:
    """Says so when the sizes of the classes do not fit the size dwellings are counted with."""
    mean, counted = klassen_go_m2(plan, state), waarde(plan, state, "go_per_woning_m2")
    if abs(mean - counted) < ALIKE_M2:
        return []
    return [
        f"Let op: naar de klassen is een woning gemiddeld {number(mean, 1)} m² GO, het aantal woningen rekent met "
        f"{number(counted, 1)} m² (go_per_woning_m2)."
    ]


def assumptions() -> list[str]:
    """One line per assumption: the figures that rest on it, and what it is."""
    names: dict[str, list[str]] = {}
    for name in ("bvo_m2", *(row[0] for row in (*ROWS, *MORE))):
        found = DEFINITIES[name]
        if found.aanname:
            names.setdefault(found.aanname, []).append(found.naam)
    lines = [f"* aanname bij {', '.join(which)}: {why}." for why, which in names.items()]
    return [
        *lines,
        "* achter een blok: waarom het zo getekend is staat bij dat blok onder 'aanname' in --format json.",
    ]
