"""`massastudie handout`: one file for phone and laptop that residents and councillors can open without a network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from .cli_options import Wishes, load, shared

SUFFIXES = (".html", ".htm")
#: How often the command says how far it is.
STEPS = 20


@click.command(short_help="One HTML file to hand out: 3D, fasen and figures, without a network.")
@shared
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="FILE", help="The .html to write.")
def handout(plan: Path | None, wishes: Wishes, out: Path) -> None:
    """One HTML file to mail or put on a stick: the masses in 3D with every fase, the doorsteken to open and close, the
    street profiles, sun and shade at the moments municipalities ask, and the figures with their definitions.

    It opens from disk in the browser of a phone or laptop, asks nothing of a network and holds no address. Wishes
    (knobs, accents, pavilions) hold in every fase; fase and moment are where the page starts. The first eight
    doorsteken of a plan can be switched; others follow their fase.

    \b
    Examples:
      massastudie handout --out koopmansplein.html
      massastudie handout --set BB3.bouwlagen=5 --fase fase2 --out variant.html
    """
    if out.suffix.lower() not in SUFFIXES:
        raise click.BadParameter(f"{out}: expected a file name ending in .html", param_hint="--out")
    from datetime import datetime

    from massastudie.steps import drained
    from massastudie.tijd import ZONE
    from modellen.export.files import check_target, write_bytes
    from modellen.handout.pagina import handout as page

    check_target(out)
    found, state = load(plan, wishes)
    work = page(found, state, datetime.now(ZONE), page_colours())
    told = -1

    def tell(done: int, total: int) -> None:
        nonlocal told
        if (step := STEPS * done // total) > told:
            told = step
            click.echo(f"massastudie: handout: {100 * done // total} % ...", err=True)

    click.echo(str(write_bytes(out, drained(work, tell))))


def page_colours() -> dict[str, Any]:
    """The colours of the window, for the page."""
    from . import style

    return {
        "rol": {role.value: colour for role, colour in style.ROLE_COLOUR.items()},
        "functie": {functie.value: colour for functie, colour in style.FUNCTIE_COLOUR.items()},
        "bomen": list(style.TREE_GREENS), "bomen_stil": list(style.TREE_GREENS_QUIET), "dak": style.ROOF_NEW,
        "lijn": style.EDGE_PLAN, "lijn_stil": style.EDGE_CONTEXT, "laaglijn": style.STOREY_LINE,
        "warmte": list(style.HEAT_COLOURS), "warmte_h": list(style.HEAT_BREAKS_H),
        "later": style.PLINT, "stam": style.TRUNK, "lucht": style.SKY_HIGH, "horizon": style.HORIZON,
    }  # fmt: skip
