"""Making the report: figures, sun, rules and pictures are gathered here, the typesetting is `modellen.rapport`."""

from __future__ import annotations

from pathlib import Path

import click

from massastudie.bezonning import Dag
from massastudie.gevoeligheid import gevoeligheid
from massastudie.plan import Plan
from massastudie.state import State
from modellen.export.files import write_bytes
from modellen.rapport.gegevens import FORMATEN, Bundel, bundel
from modellen.rapport.zetten import template_text, typeset

from . import style
from .cli_dossier import DAG, make_dossier
from .cli_sensitivity import STEP_MIN
from .cli_sun_study import drained
from .drawn_beside import drawn_beside
from .report_pictures import draw


def write_report(
    plan: Plan, state: State, one_fase: bool, out: Path, formaat: str, sjabloon: Path | None = None
) -> Path:
    """Write the report whole or not at all, telling on stderr how far it is. Raises a MassastudieError kind."""
    template_text(sjabloon)
    fasen = (state.fase,) if one_fase else tuple(f.id for f in plan.fasen)
    with drawn_beside("rapport", draw, plan, state, fasen) as pictures:
        tell("kerncijfers, zonuren en toets")
        found = make_dossier(plan, state, one_fase)
        tell("gevoeligheid")
        last = drained(gevoeligheid(plan, found.toestanden[-1].state, Dag(DAG.dag, STEP_MIN)))
        made = Bundel()
        for step in bundel(found, FORMATEN[formaat], sheet_colours(), pictures, last):
            if isinstance(step, str):
                tell(step)
            else:
                made = step
    tell("zetten")
    return write_bytes(out, typeset(made, sjabloon))


def tell(step: str) -> None:
    """One step of the work on stderr."""
    click.echo(f"massastudie: rapport: {step} ...", err=True)


def sheet_colours() -> dict[str, str]:
    """Colours of maps and sections by role or functie, the same as in the window, and those of ink and shade."""
    own = {
        "route": "#2F6F9F", "grootste": "#B5701C",
        "papier": "#F7F6F2", "lijn": "#3B3A37", "lijn_zacht": style.EDGE_CONTEXT, "stam": style.TRUNK,
        "schaduw": "#C3C7CE", "schaduw_nieuw": "#D9694A", "schaduw_vervallen": "#F3D98B",
    }  # fmt: skip
    roles = {role.value: colour for role, colour in style.ROLE_COLOUR.items()}
    functies = {functie.value: colour for functie, colour in style.FUNCTIE_COLOUR.items()}
    return {**roles, **functies, **own}
