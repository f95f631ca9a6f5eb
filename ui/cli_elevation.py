"""`massastudie aanzicht`: a side of a street or square, or the whole plan, square on, as lines at true scale."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .cli_options import Wishes, load, shared, suffix_of
from .cli_target import Target

if TYPE_CHECKING:
    from massastudie.plan import Plan
    from massastudie.volumes import Massamodel
    from modellen.aanzicht.aim import Aim

SUFFIXES = (".svg", ".pdf")
#: As `modellen.aanzicht.aim.SIDES`, which takes longer to load; a test holds them equal.
SIDES = ("noord", "oost", "zuid", "west")


def azimuth_of(context: click.Context, parameter: click.Parameter, text: str | None) -> float | None:
    """Degrees from a side or a number of 0 to 360; else wrong use."""
    if text is None or text in SIDES:
        return None if text is None else SIDES.index(text) * 90.0
    if not re.fullmatch(r"\d{1,3}([.,]\d+)?", text) or float(text.replace(",", ".")) > 360:
        raise click.BadParameter(f"expected {', '.join(SIDES)} or degrees from 0 to 360, got '{text}'")
    return float(text.replace(",", "."))


@click.command(short_help="Elevations as line drawings at true scale (SVG, PDF).")
@shared
@click.option("--van", metavar="SIDE", callback=azimuth_of,
              help="The whole plan from this side: noord, oost, zuid, west, or an azimuth in degrees.")  # fmt: skip
@click.option("--wand", metavar="ID", help="A side of this street (several stretches with commas) or square.")
@click.option("--zijde", type=click.Choice(SIDES), help="With --wand: which side of it.")
@click.option("--schaal", type=click.IntRange(50, 10000), metavar="N", help="Scale 1:N; else what fits A3.")
@click.option("--out", required=True, type=Target(), metavar="FILE",
              callback=lambda c, p, v: suffix_of(v, SUFFIXES), help="File to write: .svg or .pdf.")  # fmt: skip
def aanzicht(
    plan: Path | None, wishes: Wishes, van: float | None, wand: str | None, zijde: str | None, schaal: int | None,
    out: Path,
) -> None:  # fmt: skip
    """An elevation: masses square on, hidden lines removed, level marks in metres, scale bar.

    What is new is drawn heavy, what stands grey, what lies farther lighter. Trees and people are at true size; a facade is not designed.

    \b
    Examples:
      massastudie aanzicht --van west --out vanuit-het-westen.svg
      massastudie aanzicht --wand koopmansplein --zijde noord --out koopmansplein.pdf
      massastudie aanzicht --wand weiersstraat_zuid,weiersstraat_midden,weiersstraat_noord --zijde oost --schaal 500 --out weierslaan.pdf
    """  # noqa: E501  (an example is one line)
    if (van is None) == (wand is None):
        raise click.UsageError("give one of --van and --wand")
    if (wand is None) != (zijde is None):
        raise click.UsageError("--wand and --zijde go together")
    from massastudie.massa import build
    from massastudie.scene import resolve
    from modellen.aanzicht.drawing import elevation
    from modellen.export.files import write_bytes
    from modellen.rapport.vel import as_pdf

    found, state = load(plan, wishes)
    massa = build(found, state)
    svg = elevation(found, massa, aim_of(found, massa, van, wand, zijde), schaal, resolve(found, state, massa))
    click.echo(str(write_bytes(out, svg if out.suffix.lower() == ".svg" else as_pdf(svg, str(out)))))


def aim_of(plan: Plan, massa: Massamodel, van: float | None, wand: str | None, zijde: str | None) -> Aim:
    """What the elevation is of. Raises PlanError when that is not there."""
    from modellen.aanzicht.aim import side_of, whole_plan

    if wand is None or zijde is None:
        return whole_plan(massa, van or 0.0)
    return side_of(plan, massa, tuple(part.strip() for part in wand.split(",")), zijde)
