"""`massastudie tabellen`: every table of the figures as a file."""

from __future__ import annotations

from pathlib import Path

import click

from .cli_options import Wishes, load, shared


@click.command(short_help="Every table as CSV: fase, blok, pand, bouwlaag, sun, parameters.")
@shared
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="DIR", help="Folder for the files.")
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
