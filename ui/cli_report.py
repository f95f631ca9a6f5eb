"""`massastudie tabellen` and `massastudie rapport`: what others are handed, as files."""

from __future__ import annotations

from pathlib import Path

import click

from .cli_options import Wishes, load, shared
from .cli_reading import PATH
from .cli_target import Target


@click.command(short_help="Every table as CSV: fase, blok, pand, bouwlaag, sun, parameters.")
@shared
@click.option("--out", required=True, type=Target(folder=True), metavar="DIR", help="Folder for the files.")
def tabellen(plan: Path | None, wishes: Wishes, out: Path) -> None:
    """Every table of the figures as a CSV file, in one folder: the sheets of the workbook, without formulas.

    \b
    One form for all: UTF-8, comma, first line the names of the columns, point as decimal sign, no grouping, full
    precision, an empty cell where there is no value. Text that begins with = + - @ gets a ' in front, so that no
    spreadsheet program takes it for a formula. The _nr columns tie the rows of one table to those of another.

    \b
    Examples:
      massastudie tabellen --out tabellen
      massastudie tabellen --fase fase3 --out eindbeeld
    """
    from modellen.export.csv_tabel import write_tables

    from .cli_dossier import make_dossier

    found, state = load(plan, wishes)
    for path in write_tables(make_dossier(found, state, wishes.fase is not None), out):
        click.echo(str(path))


@click.command(short_help="A report as PDF: phases, maps, figures, sun, rules, sections, sources.")
@shared
@click.option("--out", required=True, type=Target(), metavar="FILE", help="The PDF to write.")
@click.option("--formaat", type=click.Choice(["A3", "A4"]), default="A3", show_default=True, help="Size of the paper.")
@click.option("--sjabloon", type=PATH, metavar="FILE",
              help="A template of your own: a changed copy of modellen/rapport/rapport.typ.")  # fmt: skip
def rapport(plan: Path | None, wishes: Wishes, out: Path, formaat: str, sjabloon: Path | None) -> None:
    """A report to print: cover, every fase from one viewpoint and as a map at true scale, figures with definitions,
    sun ledger and shadow set, the course towards the targets, what each accent and extra bouwlaag brings and costs in
    sun, the walking network, the test against the vision, cross-sections, assumptions and sources.

    All fasen, or the one of --fase. Maps and sections are vectors. Each page says plan version, hash, date and zone.

    \b
    Examples:
      massastudie rapport --out koopmansplein.pdf
      massastudie rapport --formaat A4 --doorsteek DS1=dicht --out variant.pdf
    """
    from .report import write_report

    if out.suffix.lower() != ".pdf":
        raise click.BadParameter(f"{out}: expected a file name ending in .pdf", param_hint="--out")
    found, state = load(plan, wishes)
    click.echo(str(write_report(found, state, wishes.fase is not None, out, formaat, sjabloon)))
