"""The rows behind the figures: per pand, bouwlaag, shop unit or side, and the parameters; as table, JSON or CSV."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from massastudie.massa import build
from massastudie.onderdelen import BouwlaagCijfers, PandCijfers, bouwlaag_cijfers, pand_cijfers
from massastudie.oppervlak import kerncijfers
from massastudie.parameters import VELD, parameters, waarde
from massastudie.plan import Functie, Plan
from massastudie.state import State

from .cli_figures_parts import front_dict, per_functie, plain, ruimte_dict, unit_dict

Row = dict[str, Any]


def detail_text(plan: Plan, states: Sequence[State], detail: str, form: str) -> str:
    """The rows of each state's fase as `table`, `json` or `csv`; parameters are the same in every fase."""
    from .cli_form import as_json, dicts_as_csv

    if detail == "parameter":
        found = parameter_rows(plan, states[0])
        value: Row = {"plan": plan.id, "parameters": found}
        flat = found
    else:
        parts = [(state.fase, MAKERS[detail](plan, state)) for state in states]
        value = {"plan": plan.id, "fasen": [{"id": fase, NAMES[detail]: rows} for fase, rows in parts]}
        flat = [{"fase": fase, **flattened(row)} for fase, rows in parts for row in rows]
    if form == "json":
        return as_json(value)
    return dicts_as_csv(flat) if form == "csv" else detail_table(plan, states[-1], flat)


def flattened(row: Row) -> Row:
    """One level: parts of a mapping get a column each, a list is one text."""
    result: Row = {}
    for name, value in row.items():
        if isinstance(value, dict):
            stem = name.removesuffix("_m2")
            result.update({f"{stem}_{key}_m2": part for key, part in value.items()})
        else:
            result[name] = " ".join(value) if isinstance(value, list) else value
    return result


def detail_table(plan: Plan, state: State, rows: Sequence[Row]) -> str:
    """A row per thing; columns that are empty everywhere are left out."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    from .cli_sun_table import printed
    from .cli_table import heading

    if not rows:
        return printed([heading(plan, state), "Hier is niets van in deze fase."], 120)
    names = [n for n in rows[0] if any(r[n] not in (None, "", 0, 0.0) for r in rows)]
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in names:
        table.add_column(name, justify="right" if isinstance(rows[0][name], int | float) else "left")
    for row in rows:
        table.add_row(*(shown(row[name]) for name in names))
    return printed([heading(plan, state), table], 200)


def shown(value: Any) -> str:
    """A value in Dutch notation; unknown is a dash."""
    from .style import number

    if value is None or isinstance(value, bool):
        return {None: "–", True: "ja", False: "nee"}[value]
    if isinstance(value, float):
        return number(value, 0 if abs(value) >= 100 else 2)
    return str(value)


def pand_row(item: PandCijfers) -> Row:
    """One mass."""
    return {
        "id": item.id, "naam": item.naam, "blok": item.blok, "status": str(item.status), "soort": item.soort,
        "in_plan": item.in_plan, "bouwlagen": item.bouwlagen, "hoogte_m": plain(item.hoogte_m),
        "footprint_m2": plain(item.footprint_m2), "bvo_m2": per_functie(item.bvo_m2), **ruimte_dict(item.ruimte),
        "woningen": item.woningen, "aan": list(item.aan), "aanname": item.aanname,
    }  # fmt: skip


def bouwlaag_row(item: BouwlaagCijfers) -> Row:
    """One bouwlaag of one mass."""
    areas = {name: plain(getattr(item, name)) for name in ("bvo_m2", "go_m2", "vvo_m2", "wvo_m2")}
    return {
        "id": item.id, "pand": item.pand, "blok": item.blok, "status": str(item.status), "in_plan": item.in_plan,
        "bouwlaag": item.bouwlaag, "functie": str(item.functie), **areas,
    }  # fmt: skip


def pand_rows(plan: Plan, state: State) -> list[Row]:
    """Masses that a figure counts: inside the plan boundary."""
    found = pand_cijfers(plan, state, build(plan, state))
    rows = [pand_row(item) for item in found if item.in_plan]
    names = (*map(str, Functie), "totaal")  # all of them, so that every fase has the same columns
    return [{**row, "bvo_m2": {name: row["bvo_m2"].get(name, 0.0) for name in names}} for row in rows]


def bouwlaag_rows(plan: Plan, state: State) -> list[Row]:
    """Bouwlagen of those."""
    return [bouwlaag_row(item) for item in bouwlaag_cijfers(plan, state, build(plan, state)) if item.in_plan]


def unit_rows(plan: Plan, state: State) -> list[Row]:
    """Shop units in the plint."""
    return [unit_dict(unit) for unit in kerncijfers(plan, state, build(plan, state)).units]


def front_rows(plan: Plan, state: State) -> list[Row]:
    """New frontage per street, square or doorsteek."""
    return [front_dict(front) for front in kerncijfers(plan, state, build(plan, state)).fronten]


def parameter_rows(plan: Plan, state: State) -> list[Row]:
    """Every parameter with the value in force; `eigen` when it was set by hand."""
    return [
        {"id": p.id, "waarde": waarde(plan, state, p.id), "eigen": (p.id, VELD) in state.overrides,
         "eenheid": p.eenheid, "laagste": p.laagste, "hoogste": p.hoogste, "status": p.status,
         "omschrijving": p.omschrijving, "bron": p.bron}
        for p in parameters(plan).values()
    ]  # fmt: skip


MAKERS: dict[str, Callable[[Plan, State], list[Row]]] = {
    "pand": pand_rows, "bouwlaag": bouwlaag_rows, "unit": unit_rows, "zijde": front_rows,
}  # fmt: skip
#: What the list is called in JSON.
NAMES = {"pand": "panden", "bouwlaag": "bouwlagen", "unit": "units", "zijde": "fronten"}
