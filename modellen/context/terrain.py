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
import shapely

from massastudie.context import Context
from massastudie.errors import FileError
from massastudie.terrein import CEL_M as SQUARE_M

from .crs import Crs, placed
from .files import refuse
from .ground_cells import GroundCells, usable
from .las_header import check_header

Floats = npt.NDArray[np.float64]
#: More cells or points than this are not looked through.
MOST = 400_000_000
CHUNK = 2_000_000
#: How much of a raster its library may keep, MB: each part is read once.
CACHE_MB = 64
#: Heights on earth, m: what lies outside is a mark for no value that the file does not name.
POSSIBLE_M = (-500.0, 9000.0)
#: A cell larger than a square of the ground counts in so many parts each way at most.
MOST_PARTS = 100
#: Parts of cells that are taken at once; of more than that, pieces of so many parts each way.
MOST_AT_ONCE, PIECE = 16_000_000, 1000
#: Side of the cells in which points of a cloud are counted, m.
CELL_M = 1.0
#: Class of points on the ground (ASPRS LAS 1.4).
GROUND_CLASS = 2


def read_raster(path: Path) -> Context:
    """A GeoTIFF: its place, lowest and highest value, the ground with values and the cells without. Values are taken
    with the scale and offset the file names."""
    try:
        import rasterio
    except ImportError as error:
        _missing(path, "rasterio", error)
    try:
        with quiet(), rasterio.Env(GDAL_CACHEMAX=CACHE_MB), rasterio.open(path, driver="GTiff") as data:
            if data.width * data.height > MOST or data.count != 1:
                refuse(path, f"één band van hoogstens {MOST} cellen", f"{data.count} van {data.width} × {data.height}")
            found = _RasterGround(path, data)
            for _, window in data.block_windows(1):
                found.add(window, data.read(1, window=window, masked=True))
    except Exception as error:  # what a damaged raster makes the library raise is not known beforehand
        _unreadable(path, "GeoTIFF", error)
    return found.context(path)


class _RasterGround:
    """A raster read window by window: its place, its values, and the ground in squares."""

    def __init__(self, path: Path, data: Any) -> None:
        self._turn, self._shape = data.transform, (data.width, data.height)
        self._scale, self._offset = float(data.scales[0]), float(data.offsets[0])
        ends = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], dtype=np.float64) * self._shape
        self._corners = self._placed(*ends.T)
        name = data.crs.to_string() if data.crs else None
        self._crs = placed(path, name, self._corners.mean(axis=0, keepdims=True))[0]
        self._upright = self._turn.b == self._turn.d == 0 and self._crs.transformer is None
        self._has, self._squares = _Values(), GroundCells()
        side_m = float(np.sqrt(self._area_m2 / (data.width * data.height)))
        self._parts = int(np.clip(np.ceil(side_m / SQUARE_M), 1, MOST_PARTS))

    @property
    def _area_m2(self) -> float:
        """Of the whole raster, in RD."""
        return float(shapely.Polygon(self._crs.to_rd(self._corners)).area)

    def _placed(self, column: Floats, row: Floats) -> Floats:
        """Coordinates (n, 2) in the system of the file of places in cells."""
        turn = self._turn
        return np.column_stack([turn.c + turn.a * column + turn.b * row, turn.f + turn.d * column + turn.e * row])

    def add(self, window: Any, stored: Any) -> None:
        """Take the values of a window, masked where there is none."""
        values = np.ma.masked_invalid(stored.astype(np.float64) * self._scale + self._offset)
        values = self._has.add(values)
        # a window of large cells may be more parts than there is memory for, and wider than any plan
        is_small = self._parts == 1 or values.size * self._parts**2 <= MOST_AT_ONCE
        step = max(values.shape) if is_small else max(1, PIECE // self._parts)
        for row in range(0, values.shape[0], step):
            for column in range(0, values.shape[1], step):
                piece = values[row : row + step, column : column + step]
                if piece.count() and not self._squares.too_wide:
                    self._add_ground(window.col_off + column, window.row_off + row, piece)

    def _add_ground(self, first_column: int, first_row: int, values: Any) -> None:
        """Take heights (r, k) of cells from a column and row on, each in as many parts as it counts for."""
        height, width = values.shape
        if self._parts > 1:
            values = np.ma.repeat(np.ma.repeat(values, self._parts, axis=0), self._parts, axis=1)
        columns, rows = (_middles(first, count, self._parts) for first, count in
                         ((first_column, width), (first_row, height)))  # fmt: skip
        if self._upright:
            x, y = self._turn.c + self._turn.a * columns, self._turn.f + self._turn.e * rows
            self._squares.add_rows(x, y, values)
            return
        row, column = np.nonzero(~np.ma.getmaskarray(values))
        xy = self._crs.to_rd(self._placed(columns[column], rows[row]))
        self._squares.add_points(xy, np.ma.getdata(values)[row, column])

    def context(self, path: Path) -> Context:
        """What was read. FileError when it holds no height."""
        has, cells = self._has, self._shape[0] * self._shape[1]
        if not has.count:
            refuse(path, "een raster met hoogten", "geen enkele waarde")
        holes = cells - has.count - has.odd
        skipped = [("gaten", f"{holes} van {cells} cellen hebben geen waarde")] if holes else []
        skipped += [("hoogten", f"{has.odd} van {cells} cellen hebben geen mogelijke hoogte")] if has.odd else []
        area_m2 = self._area_m2 * has.count / cells
        heights = (has.low, has.high)
        return _context(
            path, ("GeoTIFF", ""), self._crs, self._corners, heights, area_m2, tuple(skipped), self._squares
        )


def _middles(first: int, count: int, parts: int) -> Floats:
    """Places of the middles of cells, or of so many parts of each, in cells."""
    found: Floats = first + (np.arange(count * parts, dtype=np.float64) + 0.5) / parts
    return found


@contextmanager
def quiet() -> Iterator[None]:
    """A raster without a place is told in our own words."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


class _Values:
    """Count, lowest and highest of the values seen, and how many were no height on earth."""

    def __init__(self) -> None:
        self.count, self.odd, self.low, self.high = 0, 0, np.inf, -np.inf

    def add(self, values: Any) -> Any:
        """Look at these, a masked array; the same with what cannot be a height masked too."""
        held = np.ma.masked_outside(values, *POSSIBLE_M)
        count = int(held.count())
        self.odd += int(values.count()) - count
        if count:
            self.count += count
            self.low, self.high = min(self.low, float(held.min())), max(self.high, float(held.max()))
        return held


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
            own = data.header.parse_crs()
            name = None if own is None else own.to_wkt()
            ends = np.array([data.header.mins[:2], data.header.maxs[:2]], dtype=np.float64)
            crs = placed(path, name, ends.mean(axis=0, keepdims=True))[0]
            low, high, cells, ground, squares = _seen(data, crs)
            version = str(data.header.version)
    except Exception as error:  # as above, and the decompressor has errors of its own
        _unreadable(path, "LAS of LAZ", error)
    corners = np.array([low[:2], high[:2]])
    placed_in = placed(path, name, corners.mean(axis=0, keepdims=True))[0]
    remark = f"{count} punten, waarvan {ground} op het maaiveld (klasse {GROUND_CLASS})"
    kind = ("LAZ" if path.suffix.lower() == ".laz" else "LAS", version)
    return _context(path, kind, placed_in, corners, (low[2], high[2]), cells * CELL_M**2, (), squares, remark)


def _seen(data: Any, crs: Crs) -> tuple[Floats, Floats, int, int, GroundCells]:
    """Bounds (3,) of the points, the number of cells they lie in, how many are ground, and that ground."""
    low, high, ground, squares = np.full(3, np.inf), np.full(3, -np.inf), 0, GroundCells()
    cells: npt.NDArray[np.int64] = np.empty(0, dtype=np.int64)
    for points in data.chunk_iterator(CHUNK):
        xyz = np.column_stack([points.x, points.y, points.z])
        low, high = np.minimum(low, xyz.min(axis=0)), np.maximum(high, xyz.max(axis=0))
        is_ground = np.asarray(points.classification) == GROUND_CLASS
        ground += int(is_ground.sum())
        squares.add_points(crs.to_rd(xyz[is_ground, :2]), xyz[is_ground, 2])
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
