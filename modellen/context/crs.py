"""Which coordinate system a file is in, and its coordinates in RD New (EPSG:28992).

Rule: a system that is named is obeyed and must fit the coordinates; without one, coordinates within RD are taken for
RD and that is said; an unknown name is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from massastudie.georef import EPSG_RD, EPSG_RD_NAP, RD_EXTENT

from .files import refuse

Floats = npt.NDArray[np.float64]
EPSG = re.compile(r"EPSG(?:[:/]+[\d.]*)?[:/]+(\d{1,6})/?$", re.IGNORECASE)
CRS84 = re.compile(r"OGC[:/]+[\d.]*[:/]*CRS84h?/?$", re.IGNORECASE)
IN_RD = (EPSG_RD, EPSG_RD_NAP)
RD_SHOWN = f"EPSG:{EPSG_RD}"
IN_RD_TEXT = "coördinaten in RD (x -7000–300000, y 289000–629000)"


@dataclass(frozen=True, slots=True)
class Crs:
    """A coordinate system: the name to show, and the transformer to RD (None: it is RD already, or unknown)."""

    name: str | None
    transformer: Any = None
    assumed: bool = False

    def to_rd(self, xy: Floats) -> Floats:
        """Coordinates (n, 2) in RD."""
        if self.transformer is None or not len(xy):
            return xy
        return np.column_stack(self.transformer.transform(xy[:, 0], xy[:, 1]))


def named_crs(path: Path, name: str) -> Crs:
    """The system a file names, as `EPSG:7415`, a URN or URL, or WKT. FileError when it is not known."""
    if CRS84.search(name.strip()):
        return Crs("OGC:CRS84", _transformer(path, "OGC:CRS84"))
    found = EPSG.search(name.strip())
    if found and int(found[1]) in IN_RD:
        return Crs(f"EPSG:{found[1]}")
    return _other(path, f"EPSG:{found[1]}" if found else name)


def _other(path: Path, name: str) -> Crs:
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        crs = CRS.from_user_input(name)
    except CRSError:
        shown = name if len(name) <= 60 else f"{name[:57]}…"
        refuse(path, "een bekend coördinatenstelsel, zoals EPSG:28992", f"'{shown}'")
    code = crs.to_epsg(min_confidence=60)
    if code in IN_RD or crs.name.startswith("Amersfoort / RD New"):
        return Crs(f"EPSG:{code or EPSG_RD}")
    return Crs(f"EPSG:{code}" if code else crs.name, _transformer(path, crs))


def _transformer(path: Path, source: Any) -> Any:
    from pyproj import Transformer
    from pyproj.exceptions import ProjError

    try:
        return Transformer.from_crs(source, EPSG_RD, always_xy=True)
    except ProjError:
        refuse(path, "een coördinatenstelsel dat naar RD om te rekenen is", f"'{source}'")


def placed(path: Path, name: str | None, points: Floats) -> tuple[Crs, npt.NDArray[np.bool_]]:
    """The system of a file with these points (n, 2), one per object, and which of the objects (n,) lie in RD.

    `name` is what the file says (None: nothing). FileError when the name is unknown, or when most objects do not lie
    in RD, read in that system: it contradicts its coordinates.
    """
    crs = Crs(RD_SHOWN, assumed=True) if name is None else named_crs(path, name)
    inside = in_rd(crs.to_rd(points))
    if 2 * inside.sum() >= len(inside):
        return crs, inside
    if name is None:
        return Crs(None), np.ones(len(points), dtype=bool)
    x, y = points[int(np.argmin(inside))]
    refuse(path, IN_RD_TEXT, f"{crs.name} met een punt ({x:.7g}, {y:.7g})")


def swapped(path: Path, name: str | None, points: Floats) -> bool:
    """Whether these points (n, 2) lie in RD only when their coordinates change places, read in the system that is
    named: some services write north before east where the format has it the other way. Never without a name."""
    if name is None or not len(points):
        return False
    crs = named_crs(path, name)
    return bool(2 * in_rd(crs.to_rd(points)).sum() < len(points) < 2 * in_rd(crs.to_rd(points[:, ::-1])).sum())


def in_rd(xy: Floats) -> npt.NDArray[np.bool_]:
    """Which points (n, 2) lie where RD is defined."""
    x0, y0, x1, y1 = RD_EXTENT
    found: npt.NDArray[np.bool_] = np.all((xy >= (x0, y0)) & (xy <= (x1, y1)), axis=1)
    return found
