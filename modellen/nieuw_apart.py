"""Outlines of a file that lie over each other: ground is counted once, so the later outline gives way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry import Polygon

from massastudie.errors import FileError
from massastudie.footprint import largest
from massastudie.toetsing.woorden import getal

#: Less than this is how files draw one line twice; it is cut off without a word, m².
TOLD_M2 = 1.0
#: An outline that keeps less than this share of itself is drawn over another, not against it.
LEAST_SHARE = 0.5


@dataclass(frozen=True)
class Overlap:
    """`later` lay over `eerder` (names) for `oppervlak_m2`, which stays with `eerder`."""

    eerder: str
    later: str
    oppervlak_m2: float

    @property
    def text(self) -> str:
        """As a sentence, with the areas in m²."""
        return f"{getal(self.oppervlak_m2, 0)} m² ligt ook in '{self.eerder}' en is daar geteld"


def apart(bestand: str, shapes: Sequence[Polygon], names: Sequence[str]) -> tuple[list[Polygon], list[Overlap]]:
    """The outlines with each piece of ground in the first only, and the overlaps worth telling.

    Raises FileError when one lies for the greater part over others, or is left in a shape no bouwblok can have.
    """
    made: list[Polygon] = []
    found: list[Overlap] = []
    tree = shapely.STRtree(list(shapes))
    for number, shape in enumerate(shapes):
        before = sorted(i for i in tree.query(shape, "intersects").tolist() if i < number)
        over = [(i, float(made[i].intersection(shape).area)) for i in before]
        shared = [Overlap(names[i], names[number], area) for i, area in over if area > 0]
        rest = shape.difference(shapely.union_all([made[i] for i in before])) if before else shape
        made.append(largest(rest))
        whole = made[-1].area >= LEAST_SHARE * shape.area and len(made[-1].interiors) <= len(shape.interiors)
        own = [one for one in shared if one.oppervlak_m2 >= TOLD_M2]
        if not whole:  # a thin piece of another may cut it in two
            raise FileError(_refused(bestand, names[number], shape, own or shared))
        found += own
    return made, found


def _refused(bestand: str, naam: str, shape: Polygon, own: Sequence[Overlap]) -> str:
    told = ", ".join(f"{getal(o.oppervlak_m2, 0 if o.oppervlak_m2 >= TOLD_M2 else 2)} m² in '{o.eerder}'" for o in own)
    return (
        f"bestand {bestand}, object '{naam}': verwacht een omtrek naast de andere, "
        f"gevonden {getal(shape.area, 0)} m² waarvan {told}"
    )
