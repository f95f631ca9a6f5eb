"""Sun on the command line: where it stands, and the hours it gives to hoven, squares, streets and gevels."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from math import isnan
from pathlib import Path
from typing import Any

import click

from .cli_options import Wishes, form_of, reference_option, shared
from .cli_reading import PATH
from .cli_target import Target

OP = ("hoven", "pleinen", "terrassen", "straten", "doorsteken", "gevels")
LEDGER = OP[:4]
#: The equinox: the day of the hof rule.
DAG = "2026-03-21"
#: Minutes between two moments: of one day, and of a whole period.
STEP_DAY, STEP_PERIOD = 1.0, 10.0
#: Of the free form, minutes: fine enough for a point to which the sun comes and goes many times.
STEP_FREE = 0.25
FORM = click.Choice(["table", "json", "csv"])
MODES = ("volumes", "norm", "periode")


def day_of(text: str) -> date:
    """A date from 2026-03-21, of the years the sun position holds for; else wrong use."""
    try:
        found = date.fromisoformat(text.strip())
    except ValueError:
        raise click.BadParameter(f"expected a date like 2026-03-21, got '{text}'") from None
    if not 2020 <= found.year <= 2050:
        raise click.BadParameter(f"expected a year from 2020 to 2050, got {found.year}")
    return found


def days_of(text: str) -> tuple[date, date]:
    """First and last day from D1:D2; else wrong use."""
    first, sign, last = text.partition(":")
    if not sign:
        raise click.BadParameter(f"expected D1:D2, as 2026-02-19:2026-10-21, got '{text}'")
    found = day_of(first), day_of(last)
    if found[1] < found[0] or (found[1] - found[0]).days > 366:
        raise click.BadParameter(f"expected the first day before the last, within a year, got '{text}'")
    return found


def kinds_of(texts: tuple[str, ...]) -> tuple[str, ...]:
    """The kinds of surface asked for, each once; else wrong use."""
    found = [word for text in texts for word in re.split(r"[,|\s]+", text.strip().lower()) if word]
    if texts and not found:
        raise click.BadParameter(f"expected one of {', '.join(OP)}, got nothing")
    for word in found:
        if word not in OP:
            raise click.BadParameter(f"expected one of {', '.join(OP)}, got '{word}'")
    return tuple(dict.fromkeys(found))


def checked(convert: Callable[[Any], Any]) -> Callable[[click.Context, click.Parameter, Any], Any]:
    """A callback of click that leaves an option that was not given alone."""
    return lambda context, option, value: None if value is None else convert(value)


@click.command(short_help="Where the sun stands at a moment.")
@click.option(
    "--moment",
    "moments",
    multiple=True,
    required=True,
    metavar="MOMENT",
    help="As 2026-03-21T12:00 (Europe/Amsterdam), or with an offset (+01:00, Z). May be repeated.",
)
@click.option("--lat", type=click.FloatRange(-90, 90), help="Latitude, degrees; else the Koopmansplein in Assen.")
@click.option("--lon", type=click.FloatRange(-180, 180), help="Longitude, degrees.")
@click.option("--format", "form", type=FORM, default="table", show_default=True)
def zonnestand(moments: tuple[str, ...], lat: float | None, lon: float | None, form: str) -> None:
    """Azimuth and altitude of the sun: geometric, its centre, without refraction.

    azimut_deg is clockwise from true north, azimut_rd_deg from the north of the RD grid (null outside the
    Netherlands). A moment without an offset is Europe/Amsterdam time, and the answer says so.

    \b
    Examples:
      massastudie zonnestand --moment 2026-03-21T12:00
      massastudie zonnestand --moment 2026-06-21T13:36+02:00 --moment 2026-12-21T12:32 --format json
      massastudie zonnestand --lat 52.37 --lon 4.9 --moment 2026-03-21T11:00Z
    """  # fmt: skip
    from .cli_sun_position import position_text, positions

    if any(value is not None and isnan(value) for value in (lat, lon)):
        raise click.UsageError("--lat and --lon: expected degrees, got nan")
    if (lat is None) != (lon is None):
        raise click.UsageError("--lat and --lon belong together: give both or neither")
    place = None if lat is None or lon is None else (lat, lon)
    show(position_text(positions(moments, place), form), form)


@click.command(short_help="Sun hours on hoven, squares, streets and gevels.")
@shared
@click.option("--dag", metavar="D", callback=checked(day_of), help=f"The day, as {DAG} (the default).")
@click.option(
    "--periode",
    metavar="D1:D2",
    callback=checked(days_of),
    help="A whole period instead of one day: totals and the lowest day.",
)
@click.option(
    "--schatting",
    is_flag=True,
    help="With --periode: the totals alone, estimated from a part of the moments, quicker.",
)
@click.option(
    "--stap",
    type=click.FloatRange(0.1, 60),
    metavar="MIN",
    help="Minutes between two moments; else 1 for a day, 10 for a period, the norm's own for a norm.",
)
@click.option(
    "--min-hoogte",
    type=click.FloatRange(0, 60),
    metavar="DEG",
    help="Lowest sun that counts, degrees above the horizon; else 0, or the norm's own.",
)
@click.option(
    "--op",
    multiple=True,
    metavar="WHAT",
    callback=lambda c, p, v: kinds_of(v),
    help=f"Where: {', '.join(OP)}. May be repeated; else {', '.join(LEDGER)}.",
)
@click.option(
    "--norm", metavar="NAAM", help="Test against a norm (indicative), such as tno_licht or bre_sun_on_ground."
)
@reference_option("With a norm for loss of sun: else the first fase.")
@click.option(
    "--bomen",
    is_flag=True,
    help="Count the trees as well: sun hours weighted with what their crowns let through. Norms leave trees out.",
)
@click.option(
    "--volumes",
    type=PATH,
    metavar="V.geojson",
    help="Free form: any masses in RD, polygons with bottom_m and top_m.",
)
@click.option(
    "--punten",
    type=PATH,
    metavar="P.csv",
    help="Free form: points, columns x,y,z and optional nx,ny,nz.",
)
@click.option("--format", "form", type=FORM, help="Form of the answer; else the suffix of --out, else a table.")
@click.option("--out", type=Target(), metavar="FILE", help="Write to a file, not the screen.")
def bezonning(plan: Path | None, wishes: Wishes, form: str | None, out: Path | None, **asked: Any) -> None:
    """Possible sun hours: clear sky, geometric sun; trees left out, unless --bomen.

    Without --fase a column per fase. Each row is a surface; hours are means over points 1 m apart, the share is that
    of the surface with at least 2 hours. Points under a building do not count. With --ten-opzichte-van: sun before
    and after, and the ground that loses and gains sun.

    \b
    Free form, to check the engine against another program:
      massastudie bezonning --volumes V.geojson --punten P.csv --dag 2026-03-21 --format json
      {"minuten": [...], "stap_min", "dag", "zone", ...}; null for a point inside a mass.
      A moment stands in the middle of its step. Points without nx,ny,nz face up.

    \b
    Examples:
      massastudie bezonning --op hoven
      massastudie bezonning --op pleinen --op straten --dag 2026-06-21 --format csv
      massastudie bezonning --fase fase3 --op hoven --periode 2026-02-19:2026-10-21
      massastudie bezonning --fase fase3 --norm bre_sun_on_ground
      massastudie bezonning --fase fase3 --op pleinen --ten-opzichte-van bestaand
    """  # fmt: skip
    shape = form_of(form, out, FORM.choices)
    text = answer(plan, wishes, shape, asked)
    if out is None:
        show(text, shape)
        return
    from modellen.export.files import write_bytes

    click.echo(str(write_bytes(out, text.encode("utf-8"))), err=True)


def answer(plan: Path | None, wishes: Wishes, form: str, asked: dict[str, Any]) -> str:
    """The answer as text; wrong combinations of options are wrong use."""
    check_combination(plan, wishes, asked)
    from . import cli_sun_study as study

    if asked["volumes"] is not None:
        return study.free_form(asked["volumes"], asked["punten"], day(asked, STEP_FREE), form)
    from .cli_options import load

    found, state = load(plan, wishes)
    fasen = None if wishes.fase is None and wishes.studie is None else (state.fase,)
    kinds = asked["op"] or LEDGER
    if asked["norm"] is not None or asked["periode"] is not None:
        from . import cli_sun_norm as norms
    if asked["norm"] is not None:
        return norms.norm_text(found, state, fasen, asked, form)
    if asked["periode"] is not None:
        step = asked["stap"] or STEP_PERIOD
        lowest, estimate = asked["min_hoogte"] or 0.0, asked["schatting"]
        return norms.period_text(found, state, fasen, kinds, asked["periode"], step, lowest, form, estimate)
    if asked["ten_opzichte_van"] is not None:
        from .cli_sun_difference import difference_text

        return difference_text(found, state, fasen, kinds, day(asked), asked["ten_opzichte_van"], form)
    return study.ledger(found, state, fasen, kinds, day(asked), form, asked["bomen"])


def day(asked: dict[str, Any], step: float = STEP_DAY) -> Any:
    """The day asked for; `step` where no step was."""
    from massastudie.bezonning import Dag

    return Dag(asked["dag"] or date.fromisoformat(DAG), asked["stap"] or step, asked["min_hoogte"] or 0.0)


def check_combination(plan: Path | None, wishes: Wishes, asked: dict[str, Any]) -> None:
    """Wrong use for options that contradict each other."""
    if (asked["volumes"] is None) != (asked["punten"] is None):
        raise click.UsageError("--volumes and --punten belong together: give both or neither")
    modes = [f"--{name}" for name in MODES if asked[name] is not None]
    if len(modes) > 1:
        raise click.UsageError(f"{' and '.join(modes)} exclude each other")
    if asked["schatting"] and asked["periode"] is None:
        raise click.UsageError("--schatting goes with --periode")
    if asked["dag"] is not None and asked["periode"] is not None:
        raise click.UsageError("--dag and --periode exclude each other")
    if asked["volumes"] is not None and (plan is not None or wishes != Wishes() or asked["op"]):
        raise click.UsageError("--volumes takes no plan, no fase or knob and no --op")
    others = [f"--{name.replace('_', '-')}" for name in (*MODES, "ten_opzichte_van") if asked[name] is not None]
    if asked["bomen"] and others:
        raise click.UsageError(f"--bomen goes with the sun hours of a day only: leave out {' and '.join(others)}")
    if asked["ten_opzichte_van"] is not None and (asked["volumes"] is not None or asked["periode"] is not None):
        raise click.UsageError("--ten-opzichte-van compares one day of a plan: leave out --volumes and --periode")
    if asked["norm"] is not None and asked["op"]:
        raise click.UsageError("a norm says itself where it is tested: leave out --op")


def show(text: str, form: str) -> None:
    """The answer on stdout."""
    from .cli import show as on_screen

    on_screen(text, as_bytes=form != "table")


def moment_of(text: str) -> tuple[datetime, bool]:
    """An aware moment, and whether its zone was taken to be Europe/Amsterdam; wrong use when it cannot be read."""
    from massastudie.tijd import FIRST_YEAR, LAST_YEAR, ZONE

    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        raise click.BadParameter(f"expected a moment like 2026-03-21T12:00 or 2026-03-21T12:00+01:00, got '{text}'",
                                 param_hint="--moment") from None  # fmt: skip
    if found.tzinfo is not None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        return (found, False) if found.tzinfo is not None else (found.replace(tzinfo=ZONE), True)
    local = found.replace(tzinfo=ZONE)
    if datetime.fromtimestamp(local.timestamp(), ZONE).replace(tzinfo=None) != found:
        raise click.BadParameter(f"{text} does not exist in Europe/Amsterdam: the clock goes forward then; "
                                 "give an offset", param_hint="--moment")  # fmt: skip
    return local, True
