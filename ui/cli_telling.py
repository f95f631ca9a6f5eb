"""`massastudie telling`: one figure opened up, with what it counted and what it left out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .cli_network import OUT
from .cli_options import Wishes, form_of, load, shared
from .cli_toets import written

if TYPE_CHECKING:
    from massastudie.plan import Plan
    from massastudie.state import State
    from massastudie.telling import Telling

FORMS = ("table", "json")
#: What is told of a parameter.
PARAMETER = ("id", "waarde", "eenheid", "status", "bron", "eigen")


@click.command(short_help="One figure opened up: what it counted, and what not.")
@shared
@click.option("--cijfer", required=True, metavar="NAME", help="The figure, such as woningen or plangebied.fsi.")
@click.option("--blok", metavar="ID", help="Of this bouwblok; else of the whole plan.")
@click.option("--format", "form", type=click.Choice(FORMS), help="Else the suffix of --out, else a table.")
@OUT
def telling(
    plan: Path | None, wishes: Wishes, cijfer: str, blok: str | None, form: str | None, out: Path | None
) -> None:
    """What one figure counted object by object, what it left out and why, its definition, parameters and assumptions.

    The parts add up to the figure; a ratio is their sum divided by 'noemer'. A name that is not there is answered with
    those that are.

    \b
    Examples:
      massastudie telling --cijfer woningen --fase fase2
      massastudie telling --cijfer weefsel.fsi --blok BB3 --format json
    """
    from massastudie.massa import build
    from massastudie.telling import telling as opened

    form = form_of(form, out, FORMS)
    found, state = load(plan, wishes)
    result = opened(found, state, build(found, state), cijfer, blok)
    written(text_of(found, state, result, form), form != "table", out)


def text_of(plan: Plan, state: State, found: Telling, form: str) -> str:
    """The figure as `table` or `json`."""
    if form == "json":
        from .cli_form import as_json

        return as_json({"plan": plan.id, "fase": state.fase, **as_dict(found)})
    return table_of(plan, state, found)


def as_dict(found: Telling) -> dict[str, Any]:
    """The whole, with full precision so that the parts add up."""
    d = found.definitie
    return {
        "cijfer": found.figuur, "blok": found.blok, "naam": d.naam, "eenheid": d.eenheid, "definitie": d.definitie,
        "bron": d.bron, "waarde": found.waarde, "noemer": found.noemer, "deler": found.deler or None,
        "geteld": [{"id": p.id, "naam": p.naam, "waarde": p.waarde, "objecten": p.objecten} for p in found.geteld],
        "weggelaten": [{"id": w.id, "naam": w.naam, "reden": w.reden} for w in found.weggelaten],
        "parameters": [{name: getattr(p, name) for name in PARAMETER} for p in found.parameters],
        "aannamen": list(found.aannamen),
    }  # fmt: skip


def table_of(plan: Plan, state: State, found: Telling) -> str:
    """The parts as a table, with the definition above and the rest below."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    from .cli_sun_table import printed
    from .cli_table import heading
    from .style import number

    d, fase = found.definitie, plan.fase(state.fase)
    value = "onbekend" if found.waarde is None else number(found.waarde, 2).removesuffix(",00")
    title = f"{d.naam} · {found.blok or 'plan'} · {fase.naam}: {value} {d.eenheid}".rstrip()
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("id", no_wrap=True)
    table.add_column("naam", max_width=60)
    table.add_column("telt", justify="right", no_wrap=True)
    for part in found.geteld:
        table.add_row(part.id, part.naam, number(part.waarde, 1).removesuffix(",0"))
    divided = [f"Som gedeeld door {number(found.noemer, 1)} ({found.deler})."] if found.deler else []
    return printed([heading(plan, state), title, d.definitie, table, *divided, *notes(found)], 120)


def notes(found: Telling) -> list[str]:
    """What was left out and why, the parameters and the assumptions."""
    from .style import number

    reasons: dict[str, int] = {}
    for item in found.weggelaten:
        reasons[item.reden] = reasons.get(item.reden, 0) + 1
    left = ", ".join(f"{count} × {why}" for why, count in reasons.items())
    used = [
        f"Parameter {p.id} = {number(p.waarde, 2)} {p.eenheid} ({p.status}): "
        + ("zelf ingesteld." if p.eigen else f"{p.bron}.")
        for p in found.parameters
    ]
    return [*([f"Weggelaten: {left}."] if left else []), *used, *(f"* aanname: {why}." for why in found.aannamen)]
