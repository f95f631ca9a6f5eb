"""Options of `massastudie beeld` for a map of the sun, and which of them go together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from .cli_sun import OP, checked, day_of, days_of, kinds_of

OPTIONS = (
    click.option("--zonuren", is_flag=True, help="Colour the ground by its hours of sun, with the norm marked."),
    click.option("--dag", metavar="D", callback=checked(day_of), help="Day of the sun hours; else that of --moment."),
    click.option("--periode", metavar="D1:D2", callback=checked(days_of), help="Mean hours per day over a period."),
    click.option("--op", multiple=True, metavar="WHAT", callback=lambda c, p, v: kinds_of(v),
                 help=f"Where: {', '.join(OP)}; else hoven, pleinen, straten."),
    click.option("--verschil", metavar="FASE|FILE",
                 help="Against the plan in a fase, or a saved study (.json): new shade and sun gained at the moment; "
                      "with --zonuren sun gained and lost over the day."),
)  # fmt: skip


def map_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of a map to a command."""
    for option in reversed(OPTIONS):
        function = option(function)
    return function


def check_map(kleuring: str | None, schaduw: str | None, asked: dict[str, Any]) -> None:
    """Wrong use for options that contradict each other."""
    needs = [f"--{name}" for name in ("dag", "periode", "op") if asked[name]]
    if needs and not asked["zonuren"]:
        raise click.UsageError(f"{needs[0]} says of what sun hours are shown: give --zonuren")
    if asked["dag"] is not None and asked["periode"] is not None:
        raise click.UsageError("--dag and --periode exclude each other")
    if asked["verschil"] is not None and asked["periode"] is not None:
        raise click.UsageError("--verschil compares a day or a moment: leave out --periode")
    if "gevels" in asked["op"] and (asked["periode"] is not None or asked["verschil"] is not None):
        raise click.UsageError("gevels show the sun hours of a day: leave out --periode and --verschil")
    if kleuring is not None and (asked["zonuren"] or asked["verschil"] is not None):
        raise click.UsageError("a map of the sun has colours of its own: leave out --kleuring")
    if schaduw == "uit" and asked["verschil"] is not None and not asked["zonuren"]:
        raise click.UsageError("--verschil shows shade: leave out --schaduw uit")
