"""`massastudie context`: what is in the files of others, and which of it can stand around a plan."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from massastudie.errors import FileError

from .cli_live import ADRES, AFSTAND, DIENST, VERS, Area, box_of, fetched
from .cli_options import VELD
from .cli_reading import LOD, PATH, PLAATS
from .cli_target import Target

if TYPE_CHECKING:
    from massastudie.context import Context, Plaatsing
    from modellen.live.services import Bbox

#: Reasons shown in a table before the rest is only counted.
SHOWN = 5


@click.command(short_help="What is in a file of others (3DBAG, BAG, CAD).")
@click.argument("files", nargs=-1, type=PATH, metavar="[FILE...]")
@click.option("--bag", "area", type=Area(), metavar="X0,Y0,X1,Y1", help="Fetch the panden in this box (RD, m).")
@click.option("--rond", type=PATH, metavar="PLAN", help="Fetch the panden round the plan in this folder.")
@AFSTAND
@DIENST
@ADRES
@VERS
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True,
              help="Form of the answer; json is one object, a list for several files.")  # fmt: skip
@VELD
@LOD
@PLAATS
@click.option(
    "--verslag",
    type=Target(),
    metavar="FILE",
    help="Write what was read and left out, with the reason of each, to a .csv or .json too.",
)
@click.option("--out", type=Target(), metavar="FILE", help="Write to a file instead of the screen.")
def context(
    files: tuple[Path, ...], form: str, velden: tuple[tuple[str, str], ...], out: Path | None, area: Bbox | None,
    rond: Path | None, afstand: float, dienst: str, adres: str | None, vers: bool, lod: str | None,
    plaats: Plaatsing | None, verslag: Path | None,
) -> None:  # fmt: skip
    """What is in files of others: number of panden, levels of detail, volume, ground, and what cannot be used and why.

    The format is known by what a file holds, not by its name. Volumes (m³) are of closed solids only; grounds (m²) are
    added up, places are in RD New. Ends with 1 and a sentence when a file cannot be used.

    With --bag or --rond the panden are fetched from a service (3DBAG or BAG) and kept on disk; the file that is made
    can be used as any other, with --context.

    \b
    Examples:
      massastudie context 9-444-728.city.json
      massastudie context --rond modellen/koopmansplein
      massastudie context --bag 233500,556500,234500,557500 --dienst bag --vers
      massastudie context bag.gpkg tekening.dxf --format json
      massastudie context tekening.dxf --plaats 233650,557010,12.5,0.001 --verslag verslag.csv
    """
    from massastudie.context import Reading
    from modellen.context import read_context
    from modellen.context.report import write_report

    if area is not None and rond is not None:
        raise click.UsageError("--bag and --rond both name an area: give one of them")
    box = area if rond is None else box_of(rond, afstand)
    found = [] if box is None else [_live(box, dienst, adres, vers)]
    refused: list[str] = []
    if not files and not found:
        raise click.UsageError("expected a FILE, --bag X0,Y0,X1,Y1 or --rond PLAN")
    for path in files:
        try:
            found.append(read_context(path, Reading(dict(velden), lod, plaats)))
        except FileError as error:
            refused.append(str(error))
    text = json_text(found, len(files) + (box is not None) > 1) if form == "json" else table_text(found)
    if found:
        written(text, form == "json", out)
    if verslag is not None and found:
        click.echo(str(write_report(found, verslag)), err=True)
    for item in found if form == "json" else []:
        for remark in item.opmerkingen:
            click.echo(f"massastudie: bestand {item.bestand}: {remark}", err=True)
    if refused:
        raise FileError("; ".join(refused))


def _live(box: Bbox, dienst: str, adres: str | None, vers: bool) -> Context:
    """What a service gives of an area; the file it is kept in is told."""
    from modellen.live.fetch import read_fetched

    made = fetched(dienst, adres, box, vers)
    click.echo(f"massastudie: {made.path}", err=True)
    return read_fetched(made)


def written(text: str, as_bytes: bool, out: Path | None) -> None:
    """On the screen, or to a file."""
    from modellen.export.files import write_bytes

    from .cli import show

    if out is None:
        show(text, as_bytes)
    else:
        click.echo(str(write_bytes(out, text.encode("utf-8"))), err=True)


def json_text(found: list[Context], as_list: bool) -> str:
    """The answer as JSON: an object, or a list of them."""
    rows = [as_json(item) for item in found]
    return json.dumps(rows if as_list or not rows else rows[0], ensure_ascii=False, indent=2) + "\n"


def as_json(item: Context) -> dict[str, Any]:
    """What is in a file, by the names of the command line."""
    return {
        "file": item.bestand,
        "format": item.formaat,
        "version": item.versie,
        "crs": item.crs,
        "gebouwen": item.aantal,
        "lods": list(item.lods),
        "bbox": list(item.bbox),
        "volume_m3": dict(item.volume_m3),
        "oppervlakte_m2": item.oppervlakte_m2,
        "overgeslagen": [{"id": name, "reden": reason} for name, reason in item.overgeslagen],
    }


def table_text(found: list[Context]) -> str:
    """The answer to read."""
    return "\n".join("\n".join(_lines(item)) for item in found) + "\n"


def _lines(item: Context) -> list[str]:
    from modellen.context.report import count_text

    name = f"{item.formaat} {item.versie}".strip()
    box = " – ".join(", ".join(f"{v:.1f}" for v in part) for part in _halves(item.bbox))
    volumes = ", ".join(f"LoD {lod}: {_dutch(volume)}" for lod, volume in item.volume_m3.items())
    rows = [
        ("formaat", name),
        ("stelsel", item.crs or "onbekend: kan niet op zijn plek worden gezet"),
        ("gebouwen", _dutch(item.aantal)),
        ("LoD", ", ".join(item.lods) or "–"),
        ("gebied", box),
        ("inhoud m³", volumes or "– (geen gesloten vormen)"),
        ("grondvlak m²", _dutch(item.oppervlakte_m2)),
        ("met hoogte", f"{sum(p.hoogte_m is not None for p in item.panden)} van {len(item.panden)} panden"),
        *((("bron", item.bron),) if item.bron else ()),
        *(("opmerking", remark) for remark in item.opmerkingen),
        ("veld", ", ".join(f"{role} = {name}" for role, name in item.rollen.items()) or "–"),
        ("gelezen", count_text(item)),
        ("overgeslagen", _dutch(len(item.overgeslagen))),
        *(("", _shown(f"{name}: {reason}")) for name, reason in item.overgeslagen[:SHOWN]),
    ]
    if len(item.overgeslagen) > SHOWN:
        rows.append(("", f"… en {len(item.overgeslagen) - SHOWN} meer (--format json noemt ze alle)"))
    return [item.bestand, *(f"  {label:<13} {text}" for label, text in rows)]


def _shown(text: str) -> str:
    """Text from a file without characters that command a terminal."""
    return "".join(sign for sign in text if sign.isprintable())


def _halves(box: tuple[float, ...]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    half = len(box) // 2
    return box[:half], box[half:]


def _dutch(number: float) -> str:
    """A whole number with points between thousands."""
    return f"{number:,.0f}".replace(",", ".")
