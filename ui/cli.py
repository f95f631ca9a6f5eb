"""The command line: the window, figures, pictures and exports of a plan. Starts Qt only for the window and a picture.

What takes long to import is imported inside a command, so that `--help` and a mistake answer at once.
"""

from __future__ import annotations

import os
import re
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import click

from massastudie import __version__

from .cli_context import context
from .cli_elevation import aanzicht
from .cli_errors import Commands
from .cli_export import export
from .cli_figuren import figuren
from .cli_film import film
from .cli_handout import handout
from .cli_map_options import check_map, map_options
from .cli_network import loopnet, verloop
from .cli_new import new
from .cli_options import SEIZOEN, STIJL, Wishes, form_of, load, shared, suffix_of
from .cli_report import rapport, tabellen
from .cli_sensitivity import gevoeligheid
from .cli_shadow_set import schaduwset
from .cli_sun import bezonning, zonnestand
from .cli_target import Target
from .cli_telling import telling
from .cli_toets import toets

PICTURES = (".png", ".jpg")
FIGURES = ("table", "json", "csv", "xlsx")
DETAILS = ("pand", "bouwlaag", "unit", "zijde", "parameter")
#: Smaller is no picture; larger does not fit in the memory of an ordinary machine.
SIZE_PX = (64, 12000)
SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 110}


@click.group(cls=Commands, context_settings=SETTINGS, epilog="massastudie COMMAND --help tells more about a command.")
@click.version_option(__version__, prog_name="massastudie")
def cli() -> None:
    """Masses, phases and figures of an urban plan.

    Without a command the window opens. Each command takes a plan folder; without one, the built-in plan of the
    Koopmansplein in Assen. Options after the plan choose a state: a fase, doorsteken, profiles, accents, knobs.

    \b
    Examples:
      massastudie
      massastudie kerncijfers
      massastudie beeld --fase fase1 --size 3840x2160 --out fase1.png
      massastudie export --fase fase3 --out eindbeeld.glb
      massastudie kerncijfers --doorsteek DS1=dicht --set BB3.bouwlagen=5
    """


@cli.command("open")
@shared
def open_window(plan: Path | None, wishes: Wishes) -> None:
    """Open the window on a plan.

    \b
    Examples:
      massastudie open
      massastudie open mijnplan --fase fase2
      massastudie open --studie variant-b.massastudie.json
    """
    from .cli_window import run_window

    raise click.exceptions.Exit(run_window(plan, wishes))


@cli.command(short_help="Figures per fase, functie and bouwblok.")
@shared
@click.option(
    "--format",
    "form",
    type=click.Choice(FIGURES),
    help="Form of the figures; else the suffix of --out decides, else a table.",
)
@click.option("--detail", type=click.Choice(DETAILS), help="The rows behind the figures, or the parameters, instead.")
@click.option("--out", type=Target(), metavar="FILE", help="Write to a file instead of the screen.")
def kerncijfers(plan: Path | None, wishes: Wishes, form: str | None, detail: str | None, out: Path | None) -> None:
    """Figures per fase, functie and bouwblok (all fasen, or the one of --fase).

    BVO is counted per storey over what stands inside the plan boundary: new, and existing that stays. Figures that
    rest on an assumption carry the mark *. In json and csv numbers are plain (point as decimal sign, no grouping).

    \b
    csv has one row per figure:
      fase,blok,grootheid,functie,waarde,eenheid
      blok is empty for a figure of the whole plan, functie for a figure that is not split.

    \b
    xlsx is a workbook (needs --out): detail rows per bouwlaag, totals as formulas over them, and ratios on the sheet
    Parameters that can be changed. 'massastudie tabellen' writes its sheets as csv.

    \b
    Examples:
      massastudie kerncijfers
      massastudie kerncijfers --fase fase3 --format json
      massastudie kerncijfers --accenten uit --out zonder-accenten.csv
      massastudie kerncijfers --out kerncijfers.xlsx
      massastudie kerncijfers --detail unit --fase fase2
      massastudie kerncijfers --set go_bvo_wonen.waarde=0.75
    """
    form, one_fase = form_of(form, out, FIGURES), wishes.fase is not None
    if form == "xlsx" and (out is None or detail is not None):
        raise click.UsageError("xlsx needs a file (--out FILE.xlsx) and holds every detail: leave --detail out")
    found, state = load(plan, wishes)
    if form == "xlsx" and out is not None:
        from .cli_dossier import write_workbook

        click.echo(str(write_workbook(found, state, one_fase, out)), err=True)
        return
    from .cli_figures import figures_text

    text = figures_text(found, state, one_fase, form, detail)
    if out is None:
        show(text, as_bytes=form != "table")
        return
    from modellen.export.files import write_bytes

    click.echo(str(write_bytes(out, text.encode("utf-8"))), err=True)


@cli.command(short_help="A picture of a fase; needs no display.")
@shared
@click.option(
    "--view",
    default="vogelvlucht",
    metavar="NAME",
    show_default=True,
    help="vogelvlucht, plan, noord, oost, zuid, west, ooghoogte, passend, or a viewpoint of the plan.",
)
@click.option(
    "--size",
    default="1920x1080",
    show_default=True,
    metavar="WxH",
    callback=lambda c, p, v: size_px(v),
    help="Width and height in pixels.",
)
@STIJL
@click.option(
    "--moment",
    metavar="MOMENT",
    help="When the sun is looked at, such as 2026-03-21T14:00 (Europe/Amsterdam time, or with an offset).",
)
@click.option("--schaduw", type=click.Choice(["aan", "uit"]), help="Cast shadows on or off.")
@SEIZOEN
@click.option("--transparant", is_flag=True, help="Without sky and bare ground, for a background of your own (.png).")
@map_options
@click.option(
    "--out",
    required=True,
    type=Target(),
    metavar="FILE",
    callback=lambda c, p, v: suffix_of(v, PICTURES),
    help="The picture to write: .png or .jpg.",
)
def beeld(
    plan: Path | None,
    wishes: Wishes,
    view: str,
    size: tuple[int, int],
    kleuring: str | None,
    moment: str | None,
    schaduw: str | None,
    seizoen: str | None,
    transparant: bool,
    out: Path,
    **asked: Any,
) -> None:
    """A picture of a fase, with title, legend and north arrow; on it sun hours, or the extra shade. Needs no display.

    \b
    Examples:
      massastudie beeld --fase fase1 --out fase1.png
      massastudie beeld --view plan --kleuring functie --size 3840x2160 --out functies.png
      massastudie beeld --moment 2026-12-21T12:00 --out winter.png
      massastudie beeld --view weierslaan --seizoen herfst --out herfst.png
      massastudie beeld --view plan --zonuren --dag 2026-03-21 --op hoven,pleinen --out zonuren.png
      massastudie beeld --view plan --verschil bestaand --moment 2026-03-21T15:00 --out extra-schaduw.png
    """
    from .cli_picture import with_map, with_sun, write_picture
    from .cli_sun import moment_of

    check_map(kleuring, schaduw, asked)
    if transparant and out.suffix.lower() != ".png":
        raise click.BadParameter("only a .png can be see-through", param_hint="--transparant")
    found, state = load(plan, wishes)
    state = with_sun(state, moment_of(moment)[0] if moment is not None else None, schaduw, seizoen)
    state, order = with_map(found, state, asked)
    click.echo(str(write_picture(found, state, view, size, kleuring, out, order, transparant)))


cli.add_command(aanzicht)
cli.add_command(bezonning)
cli.add_command(export)
cli.add_command(context)
cli.add_command(schaduwset)
cli.add_command(figuren)
cli.add_command(film)
cli.add_command(gevoeligheid)
cli.add_command(handout)
cli.add_command(loopnet)
cli.add_command(new)
cli.add_command(tabellen)
cli.add_command(rapport)
cli.add_command(telling)
cli.add_command(toets)
cli.add_command(verloop)
cli.add_command(zonnestand)


def size_px(text: str) -> tuple[int, int]:
    """(width, height) in pixels from `1920x1080`; else wrong use."""
    found = re.fullmatch(r"(\d{1,6})\s*[xX×]\s*(\d{1,6})", text.strip())
    low, high = SIZE_PX
    if not found or not all(low <= int(n) <= high for n in found.groups()):
        raise click.BadParameter(
            f"expected WIDTHxHEIGHT, each {low} to {high} pixels, got '{text}'", param_hint="--size"
        )
    return int(found[1]), int(found[2])


def show(text: str, as_bytes: bool) -> None:
    """Text on stdout; as bytes it is UTF-8 whatever the console speaks (JSON and CSV that go to a program)."""
    if as_bytes:
        sys.stdout.buffer.write(text.encode("utf-8"))
    else:
        click.echo(text, nl=False)


def open_streams() -> None:
    """Put a place to write where stdout or stderr was closed (`>&-`): what is said there goes nowhere."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8"))


def main(args: list[str] | None = None) -> Any:
    """The command `massastudie`."""
    open_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console without ─ or ² shows ?, and is no reason to stop
    cli.is_program = args is None
    return cli.main(args=args, prog_name="massastudie")


if __name__ == "__main__":
    main()
