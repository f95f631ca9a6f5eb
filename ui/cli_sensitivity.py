"""`massastudie gevoeligheid`: what each accent and extra bouwlaag brings, and what it costs in sun on the hoven."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .cli_form import as_csv, as_json
from .cli_network import FORM, FORMS, OUT
from .cli_options import Wishes, form_of, load, shared
from .cli_sun import DAG, checked, day_of
from .cli_toets import written

if TYPE_CHECKING:
    from massastudie.gevoeligheid import Gevoeligheid, Winst
    from massastudie.plan import Plan
    from massastudie.state import State

#: Minutes between two moments: each weighs the same in every change.
STEP_MIN = 5.0
CSV_HEAD = ("fase", "soort", "id", "naam", "blok", "bvo_m2", "woningen", "verlies_h", "zwaarst", "zwaarst_h")


@click.command(short_help="What each accent and extra bouwlaag brings, and costs in sun.")
@shared
@click.option("--dag", metavar="D", callback=checked(day_of), help=f"Day of the sun, as {DAG} (the default).")
@FORM
@OUT
def gevoeligheid(plan: Path | None, wishes: Wishes, dag: date | None, form: str | None, out: Path | None) -> None:
    """What each accent, and one more bouwlaag on each bouwblok, brings (BVO, dwellings) and costs (hours of hof sun).

    Each change is laid alone on the state asked for (the last fase, or --fase), the most costly first. Only accents
    and bouwblokken that stand in that fase are told. The cost is the mean loss over all hoven on one day; beside it
    the hof that loses most. A negative cost is a gain.

    \b
    Examples:
      massastudie gevoeligheid
      massastudie gevoeligheid --fase fase2 --dag 2026-06-21 --format json
    """
    from massastudie.bezonning import Dag
    from massastudie.gevoeligheid import gevoeligheid as work

    from .cli_sun_study import drained

    form = form_of(form, out, FORMS.choices)
    found, state = load(plan, wishes)
    result = drained(work(found, state, Dag(dag or date.fromisoformat(DAG), STEP_MIN)))
    written(text_of(found, state, result, form), form != "table", out)


def text_of(plan: Plan, state: State, result: Gevoeligheid, form: str) -> str:
    """The list as `table`, `json` or `csv`."""
    if form == "json":
        return as_json(as_dict(plan, result))
    if form == "csv":
        return as_csv(CSV_HEAD, ((result.fase, *row_of(row).values()) for row in result.regels))
    return table_of(plan, state, result)


def as_dict(plan: Plan, result: Gevoeligheid) -> dict[str, Any]:
    """The list as one object, with what the sun was counted with."""
    rows = [
        {**row_of(row), "per_hof_h": {hof: round(hours, 3) + 0.0 for hof, hours in row.per_hof_h}}
        for row in result.regels
    ]
    return {
        "plan": plan.id, "fase": result.fase, "dag": result.dag.dag.isoformat(), "stap_min": result.dag.stap_min,
        "raster_m": result.raster_m, "hof_m2": round(result.hof_m2, 1), "terrein": plan.terrein is not None,
        "regels": rows,
    }  # fmt: skip


def row_of(row: Winst) -> dict[str, Any]:
    """One change."""
    return {
        "soort": row.soort, "id": row.id, "naam": row.naam, "blok": row.blok, "bvo_m2": round(row.bvo_m2, 1) + 0.0,
        "woningen": row.woningen, "verlies_h": round(row.verlies_h, 4) + 0.0, "zwaarst": row.zwaarst,
        "zwaarst_h": round(row.zwaarst_h, 3) + 0.0,
    }  # fmt: skip


def table_of(plan: Plan, state: State, result: Gevoeligheid) -> str:
    """A row per change, the most costly first."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    from .cli_sun_table import printed
    from .cli_table import heading
    from .style import number, signed

    fase = plan.fase(result.fase)
    table = Table(box=SIMPLE_HEAD, pad_edge=False, title=f"Gevoeligheid · {fase.naam}", title_justify="left")
    table.add_column("wijziging", no_wrap=True)
    table.add_column("wat", max_width=48)
    for name in ("BVO m²", "woningen", "kosten\nmin zon", "zwaarst\nhof, min"):
        table.add_column(name, justify="right", no_wrap=True)
    for row in result.regels:
        hof = "–" if row.zwaarst is None else f"{row.zwaarst} {number(row.zwaarst_h * 60)}"
        gains = (signed(row.bvo_m2, 0), signed(row.woningen, 0), number(row.verlies_h * 60, 1))
        table.add_row(f"{row.soort} {row.id}", row.naam, *gains, hof)
    if not result.regels:
        return printed([heading(plan, state), "In deze fase staat geen bouwblok: er is niets om te wijzigen."], 120)
    return printed([heading(plan, state), table, *notes(plan, result)], 120)


def notes(plan: Plan, result: Gevoeligheid) -> list[str]:
    """What was laid on what, and how the sun was counted."""
    from massastudie.gevoeligheid import UITLEG

    from .cli_sun_study import note
    from .style import number

    told = note(result.dag, terrein=plan.terrein is not None)
    return [*(text.format(hof_m2=number(result.hof_m2)) for text in UITLEG), told]
