"""Options that say how a file of others is read: its level of detail, and its place when it does not say one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from massastudie.context import Plaatsing

#: Any path. Whether it can be read is found, and told in a sentence of our own, by what reads it.
PATH = click.Path(path_type=Path, readable=False)
FORM = "X,Y[,HOEK[,SCHAAL]]"


def numbers_of(text: str) -> list[float]:
    """Numbers with commas between them; none of a text in which one is no number."""
    try:
        return [float(part) for part in text.split(",")]
    except ValueError:
        return []


class Place(click.ParamType):
    """`X,Y[,HOEK[,SCHAAL]]`, as a Plaatsing."""

    name = FORM

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Plaatsing:
        """The place; wrong use ends the command with 2."""
        from massastudie.context import Plaatsing

        numbers = numbers_of(str(value))
        if not 2 <= len(numbers) <= 4 or not all(abs(n) < 1e9 for n in numbers) or (numbers[3:] and numbers[3] <= 0):
            self.fail(
                f"expected {FORM} in numbers (RD in metres, degrees, metres per unit), got '{value}'", param, ctx
            )
        return Plaatsing(*numbers)


LOD = click.option(
    "--lod", metavar="LOD", help="Level of detail to draw of a city model, such as 1.2 or 2.2; else its highest."
)
PLAATS = click.option(
    "--plaats", type=Place(), metavar=FORM,
    help="Where a file without a coordinate system lies: the RD point of its own (0, 0), degrees it is turned "
         "counterclockwise, and metres per unit of its coordinates.",
)  # fmt: skip
