"""`massastudie bezonning --ten-opzichte-van`: sun before and after, and the ground that loses and gains sun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.table import Table

from massastudie.bezonning import Dag
from massastudie.plan import Plan
from massastudie.state import State
from massastudie.zonverschil import Verschilcijfer, Zonverschil, zonverschil

from .cli_form import as_json, dicts_as_csv
from .cli_reference import Reference, reference_of
from .cli_sun_study import drained, note, plain, settings
from .cli_sun_table import KINDS, printed
from .cli_table import heading
from .style import number, signed

COLUMNS = ("ervoor h", "erna h", "verschil min", "minder zon m²", "meer zon m²")
MEANING = (
    "Ervoor, erna: gemiddelde zonuren op de grond die in beide toestanden onbebouwd is (–: die is er niet); "
    "minder en meer zon: grond die minstens één stap verliest of wint."
)
GEVELS = "Gevels: van panden die in beide toestanden staan."


def difference_text(
    plan: Plan, state: State, fasen: tuple[str, ...] | None, op: tuple[str, ...], dag: Dag, text: str, form: str
) -> str:
    """One fase or all against a reference, as a table, JSON or CSV."""
    before = reference_of(plan, state, text)
    names = fasen or tuple(f.id for f in plan.fasen)
    found = [drained(zonverschil(plan, before.state, replace(state, fase=fase), dag, op)) for fase in names]
    if form == "json":
        return as_json(difference_dict(plan, before, found))
    if form == "csv":
        return dicts_as_csv([csv_row(one, c, before) for one in found for c in (*one.cijfers, one.totaal)])
    return difference_table(plan, state, before, found)


def difference_dict(plan: Plan, before: Reference, found: Sequence[Zonverschil]) -> dict[str, Any]:
    """The comparison as one object."""
    first = found[0]
    return {
        "plan": plan.id, "dag": first.dag.dag.isoformat(), **settings(first.dag, terrein=plan.terrein is not None),
        "op": list(first.op),
        "raster_m": first.raster_m, "ten_opzichte_van": before.text,
        "fasen": [
            {"fase": one.state.fase, "totaal": row(one.totaal), "regels": [row(c) for c in one.cijfers]}
            for one in found
        ],
    }  # fmt: skip


def row(cijfer: Verschilcijfer) -> dict[str, Any]:
    """One surface; a gevel has no ground."""
    is_gevel = cijfer.soort == "gevel"
    return {
        "soort": cijfer.soort, "id": cijfer.id, "naam": cijfer.naam,
        "voor_min": plain(cijfer.voor_min, 2), "na_min": plain(cijfer.na_min, 2),
        "verschil_min": plain(cijfer.verschil_min, 2),
        "minder_m2": None if is_gevel else plain(cijfer.minder_m2, 1),
        "meer_m2": None if is_gevel else plain(cijfer.meer_m2, 1),
        "punten": cijfer.punten, "oppervlak_m2": plain(cijfer.oppervlak_m2, 1),
    }  # fmt: skip


def csv_row(found: Zonverschil, cijfer: Verschilcijfer, before: Reference) -> dict[str, Any]:
    """One surface in one fase."""
    head = {"fase": found.state.fase, "ten_opzichte_van": before.text, "dag": found.dag.dag.isoformat()}
    return {**head, **row(cijfer)}


def difference_table(plan: Plan, state: State, before: Reference, found: Sequence[Zonverschil]) -> str:
    """A table per fase."""
    dag = found[0].dag
    tables = [fase_table(plan, one, before) for one in found]
    where = f" Raster {number(found[0].raster_m, 1)} m."
    gevels = [GEVELS] if "gevels" in found[0].op else []
    return printed(
        [heading(plan, state), *tables, MEANING, *gevels, note(dag, terrein=plan.terrein is not None) + where]
    )


def fase_table(plan: Plan, found: Zonverschil, before: Reference) -> Table:
    """The surfaces of one fase, and all together."""
    title = f"{plan.fase(found.state.fase).naam} ten opzichte van {before.text}"
    table = Table(box=SIMPLE_HEAD, pad_edge=False, title=title, title_justify="left")
    for label in ("soort", "id", "naam"):
        table.add_column(label)
    for label in COLUMNS:
        table.add_column(label, justify="right", no_wrap=True)
    for cijfer in found.cijfers:
        if cijfer.soort != "gevel" or cijfer.punten:
            table.add_row(KINDS.get(cijfer.soort, cijfer.soort), cijfer.id, cijfer.naam, *cells(cijfer))
    if found.totaal.punten:
        table.add_section()
        table.add_row("Totaal", "", "grond die bij twee vlakken hoort telt eenmaal", *cells(found.totaal))
    return table


def cells(cijfer: Verschilcijfer) -> tuple[str, ...]:
    """The figures of a surface."""
    areas = ("–", "–") if cijfer.soort == "gevel" else (number(cijfer.minder_m2), number(cijfer.meer_m2))
    if not cijfer.punten:
        return ("–",) * len(COLUMNS)
    return (number(cijfer.voor_min / 60, 1), number(cijfer.na_min / 60, 1), signed(cijfer.verschil_min), *areas)
