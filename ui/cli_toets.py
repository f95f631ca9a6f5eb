"""`massastudie toets`: the vision and the phasing as rules, tested in every fase."""

from __future__ import annotations

from pathlib import Path

import click

from .cli_options import Wishes, form_of, load, shared
from .cli_target import Target

#: Which sun rules are computed: none, those on hoven (a few seconds), or those on gevels too (about a quarter minute).
ZON = ("geen", "hoven", "alles")
FORMS = ("table", "json")


@click.command(short_help="The vision and the phasing as rules, per fase.")
@shared
@click.option(
    "--zon",
    type=click.Choice(ZON),
    default="hoven",
    show_default=True,
    help="Sun norms to compute: none, those on hoven, or those on gevels too (slow).",
)
@click.option("--strict", is_flag=True, help="End with 1 when any rule fails in any fase shown.")
@click.option("--format", "form", type=click.Choice(FORMS), help="Else the suffix of --out, else a table.")
@click.option("--out", type=Target(), metavar="FILE", help="Write to a file instead of the screen.")
def toets(plan: Path | None, wishes: Wishes, zon: str, strict: bool, form: str | None, out: Path | None) -> None:
    """Test a plan against its rules (toets.toml in its folder) and the general ones, in every fase or that of --fase.

    Each rule says what the vision says, what is measured, and whether it holds: ✓ voldoet, ✗ voldoet niet, – niet te
    toetsen, with the reason. Ends with 0 also when a rule fails; --strict ends with 1.

    \b
    Examples:
      massastudie toets
      massastudie toets --fase fase2 --format json
      massastudie toets --set BB2.plint_m=3.5 --zon geen --strict
    """
    from .cli_toets_text import json_text, table_text, tested

    as_json = form_of(form, out, FORMS) == "json"
    found, state = load(plan, wishes)
    result = tested(found, state, wishes.fase, zon)
    written(json_text(found, result) if as_json else table_text(found, state, result), as_json, out)
    if strict and result.faalt:
        raise click.exceptions.Exit(1)


def written(text: str, as_bytes: bool, out: Path | None) -> None:
    """On the screen, or to a file."""
    from .cli import show

    if out is None:
        show(text, as_bytes)
        return
    from modellen.export.files import write_bytes

    click.echo(str(write_bytes(out, text.encode("utf-8"))), err=True)
