"""`massastudie handout`: one file for phone and laptop that residents and councillors can open without a network."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .cli_options import Wishes, load, shared
from .cli_target import Target

if TYPE_CHECKING:
    from massastudie.plan import Plan
    from massastudie.state import State

SUFFIXES = (".html", ".htm")
#: How often the command says how far it is.
STEPS = 20


@click.command(short_help="One HTML file to hand out: 3D, fasen and figures, without a network.")
@shared
@click.option(
    "--lang",
    type=click.Choice(["nl", "en"]),
    default="nl",
    show_default=True,
    help="Language the page opens in; a reader can switch.",
)
@click.option(
    "--zonder-beelden",
    is_flag=True,
    help="Leave out the pictures for a device that cannot draw in 3D: quicker, and less than half as large.",
)
@click.option("--out", required=True, type=Target(), metavar="FILE", help="The .html to write.")
def handout(plan: Path | None, wishes: Wishes, lang: str, zonder_beelden: bool, out: Path) -> None:
    """One HTML file to mail or put on a stick: the masses in 3D with every fase, the doorsteken to open and close, the
    street profiles, sun and shade at the moments municipalities ask, and the figures with their definitions.

    It opens from disk in the browser of a phone or laptop, asks nothing of a network and holds no address. Wishes
    (knobs, accents, pavilions) hold in every fase; fase and moment are where the page starts. The first eight
    doorsteken of a plan can be switched; others follow their fase. A device without 3D gets pictures of every fase
    from the viewpoints of the plan, and so does one that runs no script, such as the preview of a mail.

    \b
    Examples:
      massastudie handout --out koopmansplein.html
      massastudie handout --set BB3.bouwlagen=5 --fase fase2 --out variant.html
      massastudie handout --lang en --zonder-beelden --out small.html
    """
    if out.suffix.lower() not in SUFFIXES:
        raise click.BadParameter(f"{out}: expected a file name ending in .html", param_hint="--out")
    from modellen.export.files import write_bytes

    found, state = load(plan, wishes)
    click.echo(str(write_bytes(out, made(found, state, lang, not zonder_beelden))))


def made(plan: Plan, state: State, lang: str, with_pictures: bool) -> bytes:
    """The page; says on stderr how far it is. Its pictures are drawn by a program beside."""
    from massastudie.steps import drained
    from massastudie.tijd import ZONE
    from modellen.handout.pagina import handout as page

    from .drawn_beside import drawn_beside
    from .handout_pictures import draw

    gemaakt, colours, tell = datetime.now(ZONE), page_colours(), in_steps()
    if not with_pictures:
        return drained(page(plan, state, gemaakt, colours, lang), tell)
    with drawn_beside("handout", draw, plan, state, lang) as pictures:
        return drained(page(plan, state, gemaakt, colours, lang, pictures), tell)


def in_steps() -> Callable[[int, int], None]:
    """Tells each twentieth of the work once."""
    told = -1

    def tell(done: int, total: int) -> None:
        nonlocal told
        if (step := STEPS * done // total) > told:
            told = step
            click.echo(f"massastudie: handout: {100 * done // total} % ...", err=True)

    return tell


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
