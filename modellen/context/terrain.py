"""Terrain of others: a height raster (GeoTIFF, such as the AHN), a point cloud (LAS, LAZ), and the ground they give.

A file tells where it lies, how high, and where it has holes; in RD it can be the ground under a plan.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import numpy.typing as npt

from massastudie.context import Context
from massastudie.errors import FileError

from .crs import Crs, placed
from .files import refuse
from .ground_cells import GroundCells, usable
from .las_header import check_header

Floats = npt.NDArray[np.float64]
#: More cells or points than this are not looked through.
MOST = 400_000_000
CHUNK = 2_000_000
#: Side of the cells in which points of a cloud are counted, m.
CELL_M = 1.0
#: Class of points on the ground (ASPRS LAS 1.4).
GROUND_CLASS = 2


def read_raster(path: Path) -> Context:
    """A GeoTIFF: its place, lowest and highest value, the ground with values and the cells without."""
    try:
        import rasterio
    except ImportError as error:
        _missing(path, "rasterio", error)
    try:
        with quiet(), rasterio.open(path, driver="GTiff") as data:
            if data.width * data.height > MOST or data.count != 1:
                refuse(path, f"één band van hoogstens {MOST} cellen", f"{data.count} van {data.width} × {data.height}")
            name = data.crs.to_string() if data.crs else None
            turn, has, squares = data.transform, _Values(), GroundCells()
            upright = turn.b == turn.d == 0
            for _, window in data.block_windows(1):
                values = data.read(1, window=window, masked=True)
                has.add(values)
                if upright:
                    squares.add_rows(turn.c + turn.a * _middles(window.col_off, window.width),
                                     turn.f + turn.e * _middles(window.row_off, window.height), values)  # fmt: skip
            ends = [(i * data.width, j * data.height) for i in (0, 1) for j in (0, 1)]
            corners = np.array([(turn.c + turn.a * i + turn.b * j, turn.f + turn.d * i + turn.e * j) for i, j in ends])
            cell_m2, cells = abs(turn.determinant), data.width * data.height
    except Exception as error:  # what a damaged raster makes the library raise is not known beforehand
        _unreadable(path, "GeoTIFF", error)
    if not has.count:
        refuse(path, "een raster met hoogten", "geen enkele waarde")
    crs = placed(path, name, corners.mean(axis=0, keepdims=True))[0]
    holes = cells - has.count
    skipped = (("gaten", f"{holes} van {cells} cellen hebben geen waarde"),) if holes else ()
    area = has.count * cell_m2
    return _context(path, ("GeoTIFF", ""), crs, corners, (has.low, has.high), area, skipped, squares)


def _middles(first: int, count: int) -> Floats:
    """Places of cell middles, in cells."""
    found: Floats = first + np.arange(count, dtype=np.float64) + 0.5
    return found


@contextmanager
def quiet() -> Iterator[None]:
    """A raster without a place is told in our own words."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


class _Values:
    """Count, lowest and highest of the values seen."""

    def __init__(self) -> None:
        self.count, self.low, self.high = 0, np.inf, -np.inf

    def add(self, values: Any) -> None:
        """Look at these: a masked array, or plain numbers."""
        real = np.ma.masked_invalid(values).compressed()
        if len(real):
            self.count += len(real)
            self.low, self.high = min(self.low, float(real.min())), max(self.high, float(real.max()))


def read_points(path: Path) -> Context:
    """A LAS or LAZ cloud: its place, heights, the ground its points cover in cells of 1 m, and how many lie on it."""
    try:
        import laspy
    except ImportError as error:
        _missing(path, "laspy", error)
    try:
        check_header(path)
        with laspy.open(path) as data:
            count = int(data.header.point_count)
            if not 0 < count <= MOST:
                refuse(path, f"1 tot {MOST} punten", str(count))
            crs = data.header.parse_crs()
            name = None if crs is None else crs.to_wkt()
            low, high, cells, ground, squares = _seen(data)
            version = str(data.header.version)
    except Exception as error:  # as above, and the decompressor has errors of its own
        _unreadable(path, "LAS of LAZ", error)
    corners = np.array([low[:2], high[:2]])
    placed_in = placed(path, name, corners.mean(axis=0, keepdims=True))[0]
    remark = f"{count} punten, waarvan {ground} op het maaiveld (klasse {GROUND_CLASS})"
    kind = ("LAZ" if path.suffix.lower() == ".laz" else "LAS", version)
    return _context(path, kind, placed_in, corners, (low[2], high[2]), cells * CELL_M**2, (), squares, remark)


def _seen(data: Any) -> tuple[Floats, Floats, int, int, GroundCells]:
    """Bounds (3,) of the points, the number of cells they lie in, how many are ground, and that ground."""
    low, high, ground, squares = np.full(3, np.inf), np.full(3, -np.inf), 0, GroundCells()
    cells: npt.NDArray[np.int64] = np.empty(0, dtype=np.int64)
    for points in data.chunk_iterator(CHUNK):
        xyz = np.column_stack([points.x, points.y, points.z])
        low, high = np.minimum(low, xyz.min(axis=0)), np.maximum(high, xyz.max(axis=0))
        is_ground = np.asarray(points.classification) == GROUND_CLASS
        ground += int(is_ground.sum())
        squares.add_points(xyz[is_ground, :2], xyz[is_ground, 2])
        place = np.floor(xyz[:, :2] / CELL_M).astype(np.int64)
        cells = np.union1d(cells, place[:, 0] * 10_000_000 + place[:, 1])
    return low, high, len(cells), ground, squares


def _context(
    path: Path, kind: tuple[str, str], crs: Crs, corners: Floats, heights: tuple[float, float], area_m2: float,
    skipped: tuple[tuple[str, str], ...], squares: GroundCells, *remarks: str,
) -> Context:  # fmt: skip
    xy = crs.to_rd(corners)
    box = (*xy.min(axis=0), float(heights[0]), *xy.max(axis=0), float(heights[1]))
    said = ("geen coördinatenstelsel genoemd; de coördinaten passen in RD",) if crs.assumed and crs.name else ()
    raster, why_not = usable(crs, squares.raster())
    return Context(
        bestand=path.name, formaat=kind[0], versie=kind[1], crs=crs.name, aantal=0,
        bbox=tuple(round(float(v), 3) for v in box), oppervlakte_m2=round(float(area_m2), 3), overgeslagen=skipped,
        opmerkingen=(*said, *remarks, *why_not), raster=raster,
    )  # fmt: skip


def _missing(path: Path, package: str, error: ImportError) -> NoReturn:
    refuse(path, f"het pakket '{package}' om terrein te lezen", f"het niet geïnstalleerd ({error})")


def _unreadable(path: Path, kind: str, error: Exception) -> NoReturn:
    if isinstance(error, FileError):
        raise error
    refuse(path, f"een leesbaar bestand {kind}", f"een fout ({' '.join(str(error).split())})"[:160])
