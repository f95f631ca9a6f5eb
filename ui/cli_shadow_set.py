"""`massastudie schaduwset`: the shadow sheets that Dutch municipalities ask for."""

from __future__ import annotations

from pathlib import Path

import click

from .cli_options import Wishes, load, reference_option, shared
from .cli_target import Target

#: A3 lying down at 150 dots per inch.
SIZE = "2480x1754"


@click.command(short_help="Shadow sheets for a municipality: existing beside plan.")
@shared
@click.option("--out", required=True, type=Target(folder=True), metavar="DIR", help="Folder to write into.")
@reference_option("Else the first fase.")
@click.option("--jaar", type=click.IntRange(2020, 2050), default=2026, show_default=True, help="Year of the days.")
@click.option("--size", default=SIZE, show_default=True, metavar="WxH", help="Size of a sheet in pixels.")
@click.option("--format", "form", type=click.Choice(["png", "jpg"]), default="png", show_default=True,
              help="Form of the sheets.")  # fmt: skip
def schaduwset(
    plan: Path | None, wishes: Wishes, out: Path, ten_opzichte_van: str | None, jaar: int, size: str, form: str
) -> None:
    """A sheet per moment with existing and plan side by side, the extra shade of the plan in a colour of its own.

    21 March 9, 12, 15, 18 h; 21 June 9, 12, 15, 18, 20 h; 21 December and 19 February 9, 12, 15 h; clock time of
    Europe/Amsterdam. Each sheet carries title, north arrow, true scale bar, date, time, zone, and altitude and azimut
    of the sun. Beside the sheets: schaduwset.pdf (an overview and all sheets, A3) and schaduwset.json (what is in it).

    \b
    Examples:
      massastudie schaduwset --out schaduw
      massastudie schaduwset --fase fase2 --ten-opzichte-van fase1 --size 1600x1131 --out schaduw-fase2
    """
    from massastudie.steps import drained

    from .cli import size_px
    from .cli_reference import reference_of

    pixels = size_px(size)
    found, state = load(plan, wishes)
    reference = reference_of(found, state, ten_opzichte_van)
    from .shadow_set import SetOrder, write_set

    work = write_set(SetOrder(found, state, reference, jaar, pixels, f".{form}"), out)
    paths = drained(work, lambda done, total: click.echo(f"schaduwset: {done}/{total}", err=True))
    click.echo("\n".join(str(path) for path in paths))
