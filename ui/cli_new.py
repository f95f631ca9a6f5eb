"""`massastudie new`: a plan folder from outlines in a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .cli_options import VELD
from .cli_reading import LOD, PATH, PLAATS

if TYPE_CHECKING:
    from massastudie.context import Plaatsing


@click.command(short_help="A new plan from outlines in a file.")
@click.argument("folder", type=PATH, metavar="DIR")
@click.option(
    "--blokken", required=True, type=PATH, metavar="FILE", help="Outlines of the bouwblokken: GIS, DXF or CityJSON."
)
@click.option(
    "--bestaand",
    multiple=True,
    type=PATH,
    metavar="FILE",
    help="The standing city around them (3DBAG, BAG). May be repeated.",
)
@VELD
@LOD
@PLAATS
@click.option("--naam", metavar="TEXT", help="Name of the plan; else that of the folder.")
def new(
    folder: Path,
    blokken: Path,
    bestaand: tuple[Path, ...],
    velden: tuple[tuple[str, str], ...],
    naam: str | None,
    lod: str | None,
    plaats: Plaatsing | None,
) -> None:
    """Start a plan from the outlines of a file, anywhere in the Netherlands: each outline becomes a bouwblok.

    Fields that are understood: hoogte or bouwlagen, functie (or gebruiksdoel), fase, naam. What a file leaves open is
    assumed, and marked as an assumption in the plan. DIR must not exist yet, or be empty.

    \b
    Examples:
      massastudie new havenkwartier --blokken blokken.gpkg
      massastudie new havenkwartier --blokken schets.dxf --bestaand 3dbag.city.json --naam "Havenkwartier Deventer"
      massastudie open havenkwartier
    """  # fmt: skip
    from massastudie.context import Reading
    from massastudie.omgeving import with_context
    from modellen.context import read_context
    from modellen.nieuw import check_new, new_plan, overlaps, write_new_plan

    check_new(folder)
    read = read_context(blokken, Reading(dict(velden), None, plaats))
    plan = new_plan(read, naam or folder.resolve().name)
    for path in bestaand:
        plan = with_context(plan, read_context(path, Reading(lod=lod)), vervangt=False)
    write_new_plan(plan, folder)
    for one in overlaps(read)[:5]:
        click.echo(f"massastudie: bestand {read.bestand}, object '{one.later}': {one.text}", err=True)
    for name, reason in read.overgeslagen[:5]:
        click.echo(f"massastudie: bestand {read.bestand}, object '{name}' overgeslagen: {reason}", err=True)
    click.echo(f"{folder}: {len(plan.bouwblokken)} bouwblokken, {len(plan.bestaand)} bestaande panden")
