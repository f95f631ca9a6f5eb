"""`massastudie loopnet` and `massastudie verloop`: the walking network, and the programme over the years, per fase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .cli_form import as_csv, as_json
from .cli_options import Wishes, form_of, load, shared
from .cli_target import Target
from .cli_toets import written

if TYPE_CHECKING:
    from massastudie.loopnet import Loopnet
    from massastudie.plan import Plan
    from massastudie.state import State
    from massastudie.verloop import Verloop

FORMS = click.Choice(["table", "json", "csv"])
FORM = click.option("--format", "form", type=FORMS, help="Form of the answer; else the suffix of --out, else a table.")
OUT = click.option("--out", type=Target(), metavar="FILE", help="Write to a file, not the screen.")


@click.command(short_help="Walking network per fase: length, connections, largest block, distances.")
@shared
@FORM
@OUT
def loopnet(plan: Path | None, wishes: Wishes, form: str | None, out: Path | None) -> None:
    """The walking network per fase (all fasen, or the one of --fase).

    Walked are the axes of streets and open doorsteken, and squares from side to side; hoven are private. Distances run
    between the places the plan names. Null, an empty cell or 'geen weg' means that there is no way.

    \b
    csv has one row per figure: fase,grootheid,waarde,eenheid

    \b
    Examples:
      massastudie loopnet
      massastudie loopnet --fase fase2 --doorsteek DS1=dicht --format json
    """
    from massastudie.loopnet import loopnet as network
    from massastudie.massa import build

    form = form_of(form, out, FORMS.choices)
    found, state = load(plan, wishes)
    states = [state] if wishes.fase is not None else [replace(state, fase=f.id) for f in found.fasen]
    nets = [network(found, s, build(found, s)) for s in states]
    written(network_text(found, state, nets, form), form != "table", out)


def network_text(plan: Plan, state: State, nets: Sequence[Loopnet], form: str) -> str:
    """The network of each fase as `table`, `json` or `csv`."""
    if form == "json":
        return as_json({"plan": plan.id, "fasen": [network_dict(net) for net in nets]})
    if form == "csv":
        return as_csv(("fase", "grootheid", "waarde", "eenheid"), (row for net in nets for row in network_rows(net)))
    return network_table(plan, state, nets)


def short(value: float | None, digits: int = 1) -> float | None:
    """A number rounded; a whole number and None stay as they are."""
    return value if value is None or isinstance(value, int) else round(float(value), digits)


def network_dict(net: Loopnet) -> dict[str, Any]:
    """One fase."""
    from massastudie.loopnet import CIJFERS

    walks = [
        {"id": a.route, "van": a.van, "naar": a.naar, "naam": a.naam, "lengte_m": short(a.lengte_m)}
        for a in net.afstanden
    ]
    return {"id": net.fase, **{name: short(getattr(net, name)) for name, *_ in CIJFERS}, "afstanden": walks}


def network_rows(net: Loopnet) -> list[tuple[Any, ...]]:
    """One row per figure of a fase."""
    from massastudie.loopnet import CIJFERS

    figures = [(net.fase, name.removesuffix("_m"), short(getattr(net, name)), unit) for name, _, unit, _ in CIJFERS]
    return [*figures, *((net.fase, a.route, short(a.lengte_m), "m") for a in net.afstanden)]


def network_table(plan: Plan, state: State, nets: Sequence[Loopnet]) -> str:
    """A column per fase: the figures, then the distances."""
    from massastudie.loopnet import CIJFERS, UITLEG

    from .cli_sun_table import printed
    from .cli_table import fase_columns, heading
    from .style import number

    table = fase_columns(plan, "Loopnet", [net.fase for net in nets])
    for name, label, unit, decimals in CIJFERS:
        values = [getattr(net, name) for net in nets]
        table.add_row(f"{label} {unit}".rstrip(), *("–" if v is None else number(v, decimals) for v in values))
    table.add_section()
    for row in zip(*(net.afstanden for net in nets), strict=True):
        lengths = ("geen weg" if a.lengte_m is None else number(a.lengte_m) for a in row)
        table.add_row(f"{row[0].naam} m", *lengths)
    return printed([heading(plan, state), table, UITLEG, *place_notes(plan)], 120)


def place_notes(plan: Plan) -> list[str]:
    """Where the named places lie, and that this is an assumption."""
    used = {end for route in plan.looproutes for end in (route.van, route.naar)}
    named = [b for b in plan.bestemmingen if b.id in used and b.herkomst.aanname]
    return [f"* aanname bij {b.naam}: {b.herkomst.aanname}." for b in named]


@click.command(short_help="Programme over the years, towards the targets of the inner city.")
@shared
@FORM
@OUT
def verloop(plan: Path | None, wishes: Wishes, form: str | None, out: Path | None) -> None:
    """What the plan brings in each fase towards the targets of the whole inner city, and its share of that task.

    The plan is a part of the inner city: 'waarde' is the inner city's figure if nothing but this plan changed.

    \b
    csv has one row per step: streefgetal,fase,jaar,bijdrage,waarde,aandeel,eenheid

    \b
    Examples:
      massastudie verloop
      massastudie verloop --accenten uit --format json
    """
    from massastudie.verloop import verloop as run_down

    form = form_of(form, out, FORMS.choices)
    found, state = load(plan, wishes)
    written(run_down_text(found, state, run_down(found, state), form), form != "table", out)


def run_down_text(plan: Plan, state: State, found: Sequence[Verloop], form: str) -> str:
    """The run-down as `table`, `json` or `csv`."""
    if form == "json":
        return as_json({"plan": plan.id, "streefgetallen": [run_down_dict(v) for v in found]})
    if form == "csv":
        head = ("streefgetal", "fase", "jaar", "bijdrage", "waarde", "aandeel", "eenheid")
        return as_csv(head, (row for v in found for row in run_down_rows(v)))
    return run_down_table(plan, state, found)


def run_down_dict(found: Verloop) -> dict[str, Any]:
    """One target with its steps."""
    doel = found.streefgetal
    steps = [
        {"fase": s.fase, "jaar": s.jaar, "bijdrage": short(s.bijdrage), "waarde": short(s.waarde),
         "aandeel": short(s.aandeel, 4)}
        for s in found.stappen
    ]  # fmt: skip
    return {
        "id": doel.id, "naam": doel.naam, "eenheid": doel.eenheid, "begin": doel.begin, "doel": doel.waarde,
        "doel_jaar": doel.doel_jaar, "citaat": doel.citaat, "bron": doel.bron, "reden": found.reden, "stappen": steps,
    }  # fmt: skip


def run_down_rows(found: Verloop) -> list[tuple[Any, ...]]:
    """One row per step."""
    doel = found.streefgetal
    return [
        (doel.id, s.fase, s.jaar, short(s.bijdrage), short(s.waarde), short(s.aandeel, 4), doel.eenheid)
        for s in found.stappen
    ]


def run_down_table(plan: Plan, state: State, found: Sequence[Verloop]) -> str:
    """Per target a row with the plan's contribution and one with its share of the inner city's task."""
    from massastudie.verloop import UITLEG

    from .cli_sun_table import printed
    from .cli_table import fase_columns, heading
    from .style import number

    table = fase_columns(plan, "Bijdrage van dit plan", [f.id for f in plan.fasen])
    for item in found:
        doel = item.streefgetal
        made = ["onbekend" if s.bijdrage is None else number(s.bijdrage) for s in item.stappen]
        share = ["–" if s.aandeel is None else f"{number(s.aandeel * 100)} %" for s in item.stappen]
        table.add_row(f"{doel.id} {doel.naam}, {doel.eenheid}", *made)
        table.add_row(f"   deel van de opgave van {number(doel.begin or 0)} naar {number(doel.waarde)}", *share)
    lines = [f"{v.streefgetal.id}: “{v.streefgetal.citaat}” ({v.streefgetal.bron})." for v in found]
    reasons = [f"{v.streefgetal.id}: onbekend, {v.reden}." for v in found if v.reden]
    nothing = "Dit plan noemt geen streefgetallen (plan.toml, streefgetal)."
    body = [table, UITLEG, *lines, *reasons] if found else [nothing]
    return printed([heading(plan, state), *body], 120)
