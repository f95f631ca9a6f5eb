"""Surroundings from a service on the command line: which area, which service, progress, and what was kept."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from massastudie.steps import drained

from .cli_progress import renewing
from .cli_reading import numbers_of

if TYPE_CHECKING:
    from massastudie.plan import Plan
    from modellen.live.fetch import Fetched
    from modellen.live.services import Bbox

#: As `modellen.live` has them, which takes longer to load, and so has `AFSTAND`; a test holds them equal.
SERVICES = ("3dbag", "bag")


class Area(click.ParamType):
    """`x0,y0,x1,y1` in RD."""

    name = "X0,Y0,X1,Y1"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Four numbers; wrong use ends the command with 2."""
        numbers = tuple(numbers_of(str(value)))
        if len(numbers) != 4:
            self.fail(f"expected {self.name} in RD metres, got '{value}'", param, ctx)
        return numbers


DIENST = click.option("--dienst", type=click.Choice(SERVICES), default="3dbag", show_default=True,
                      help="Service that is asked: 3DBAG (heights and shapes) or BAG (outlines).")  # fmt: skip
ADRES = click.option("--adres", metavar="URL",
                     help="Another base address of the service; else MASSASTUDIE_3DBAG_ADRES or _BAG_ADRES, "
                          "else its public address.")  # fmt: skip
AFSTAND = click.option("--afstand", type=click.FloatRange(0, 2000), default=250.0, show_default=True, metavar="M",
                       help="How far beyond the plan boundary --rond looks, m.")  # fmt: skip
VERS = click.option("--vers", is_flag=True, help="Ask the service again, also for what is kept on disk.")


def fetched(dienst: str, adres: str | None, box: Bbox, vers: bool) -> Fetched:
    """The panden in a box, with progress and what came from disk told on stderr. Raises ServiceError or StateError."""
    from modellen.live.fetch import fetch
    from modellen.live.services import service

    source = service(dienst, adres)
    with renewing() as show:

        def tell(done: int, total: int) -> None:
            if show is not None:
                show(f"{source.naam}: tegel {done} van {total}")

        found = drained(fetch(source, box, vers), tell)
    click.echo(f"massastudie: {found.age_text(datetime.now(UTC))}", err=True)
    return found


def box_of(rond: Path, afstand: float) -> Bbox:
    """The box round the plan in this folder. Raises FileError or PlanError when it cannot be read."""
    from modellen.live.fetch import box_round
    from modellen.reader import read_plan

    return box_round(read_plan(rond), afstand)


def with_surroundings(plan: Plan, dienst: str, vers: bool, vervangt: bool, lod: str | None) -> Plan:
    """`plan` with the panden of a service round it. Raises a MassastudieError kind when there are none to be had."""
    from massastudie.context import Reading
    from massastudie.omgeving import with_context
    from modellen.live.fetch import box_round, read_fetched

    return with_context(plan, read_fetched(fetched(dienst, None, box_round(plan), vers), Reading(lod=lod)), vervangt)
