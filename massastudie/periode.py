"""Sun over a whole period, day by day: total and lowest day per point. Each day with every one of its moments.

The moments of many days stand in one table of the engine, so that what lies too far off is passed over once for all.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from .bezonning import Floats, Steps, check_range, has_compiler, preparing, run_jobs, table_of
from .casters import Casters, Grid, grid
from .errors import MassastudieError
from .tiling import Tiles
from .zonnestand import Plaats, day_moments
from .zonpunten import Punten

Counts = npt.NDArray[np.uint16]
Progress = Generator[tuple[int, int], None, "PeriodeBezonning"]
TotalProgress = Generator[tuple[int, int], None, Floats]

#: Moments of one job, with a compiler and without: a tile times this many stays some milliseconds.
COMPILED_MOMENTS, PLAIN_MOMENTS = 4096, 48
#: Longest period, days.
LONGEST = 366
#: An estimate asks one moment in so many, spread over strips of azimuth of this width, degrees. On the hoven of the
#: built-in plan a point is half a per cent off on average (printed by benchmarks/bezonning.py).
ESTIMATE_PART, STRIP_DEG = 16, 3.0


@dataclass(frozen=True, slots=True)
class Periode:
    """Days from `van` to `tot`, both included; `elke` n takes every n-th day and always both ends.

    Raises MassastudieError for a period that is empty or longer than a year, and for steps out of range.
    """

    van: date
    tot: date
    stap_min: float = 10.0
    min_hoogte_deg: float = 0.0
    elke: int = 1

    def __post_init__(self) -> None:
        if not 0 <= (self.tot - self.van).days < LONGEST or self.elke < 1:
            raise MassastudieError(f"periode {self.van} tot {self.tot}: verwacht 1 tot {LONGEST} dagen, in volgorde")
        check_range("stap_min", self.stap_min, 0.1, 60.0, "minuten")
        check_range("min_hoogte_deg", self.min_hoogte_deg, 0.0, 60.0, "graden")

    @property
    def dagen(self) -> tuple[date, ...]:
        """The days that are asked."""
        count = (self.tot - self.van).days
        return tuple(self.van + timedelta(days=n) for n in dict.fromkeys([*range(0, count, self.elke), count]))


@dataclass(frozen=True, eq=False)
class PeriodeBezonning:
    """Answer for a period: `samples` (d, n) lit moments per day and point, in the order of the points asked."""

    dagen: tuple[date, ...]
    stap_min: float
    min_hoogte_deg: float
    plaats: Plaats
    punten: Punten
    samples: Counts

    @cached_property
    def totaal_min(self) -> Floats:
        """Minutes of sun over all days asked, per point (n,); NaN inside a mass."""
        return self._masked(self.samples.sum(axis=0, dtype=np.int64) * self.stap_min)

    @cached_property
    def laagste_min(self) -> Floats:
        """Minutes on the day with least sun, per point (n,); NaN inside a mass."""
        return self._masked(self.samples.min(axis=0, initial=np.iinfo(np.uint16).max) * self.stap_min)

    @cached_property
    def laagste_dag(self) -> npt.NDArray[np.intp]:
        """Which of `dagen` that is, per point (n,); the first of equals."""
        place: npt.NDArray[np.intp] = self.samples.argmin(axis=0)
        return place

    def minuten_op(self, dag: int) -> Floats:
        """Minutes on one of the days, by its place in `dagen`."""
        return self._masked(self.samples[dag] * self.stap_min)

    def _masked(self, values: npt.NDArray[np.generic]) -> Floats:
        result: Floats = values.astype(np.float64)
        if self.punten.binnen is not None:
            result[self.punten.binnen] = np.nan
        return result


@lru_cache(maxsize=4)
def moments_table(
    dagen: tuple[date, ...], stap_min: float, min_hoogte_deg: float, plaats: Plaats
) -> tuple[npt.NDArray[np.int64], Floats]:
    """The moments of all days with the sun up by ascending azimuth: place of the day (s,), kernel's table (s, 4)."""
    per_day = [day_moments(d, stap_min) for d in dagen]
    starts = np.array([m[0] for m in per_day])
    moments, sun = table_of(np.concatenate(per_day), plaats, min_hoogte_deg)
    day: npt.NDArray[np.int64] = np.searchsorted(starts, moments, side="right").astype(np.int64) - 1
    for kept in (day, sun):
        kept.flags.writeable = False
    return day, sun


def study_periode(casters: Casters, punten: Punten, periode: Periode, plaats: Plaats) -> Progress:
    """Sun on points over a period; yields (done, total), or (0, 0) while compiling; returns the PeriodeBezonning."""
    return study_days(casters, punten, periode.dagen, periode.stap_min, periode.min_hoogte_deg, plaats)


def study_days(
    casters: Casters, punten: Punten, dagen: tuple[date, ...], stap_min: float, min_hoogte_deg: float, plaats: Plaats
) -> Progress:
    """The same for any days, in order."""
    yield from _preparing()
    # copies: a table that may not be written to is another kind of table to the compiler, and compiled for anew
    kept_day, kept_sun = moments_table(dagen, stap_min, min_hoogte_deg, plaats)
    day, sun = kept_day.copy(), kept_sun.copy()
    tiles = punten.tiles
    counts = np.zeros((len(dagen), len(punten)), dtype=np.uint16)
    yield from run_jobs(list(_jobs(counts, tiles, day, sun, grid(casters))))
    samples = np.empty_like(counts)
    samples[:, tiles.order] = counts
    if punten.binnen is not None:
        samples[:, punten.binnen] = 0
    return PeriodeBezonning(dagen, stap_min, min_hoogte_deg, plaats, punten, samples)


def estimate_total(casters: Casters, punten: Punten, periode: Periode, plaats: Plaats) -> TotalProgress:
    """About how many minutes of sun per point (n,) over a period, from one moment in ESTIMATE_PART; NaN inside a mass.

    Ten times as quick as all moments. Yields (done, total), or (0, 0) while compiling.
    """
    yield from _preparing()
    _, whole = moments_table(periode.dagen, periode.stap_min, periode.min_hoogte_deg, plaats)
    sun, tiles = spread(whole, ESTIMATE_PART), punten.tiles
    counts = np.zeros((1, len(punten)), dtype=np.uint16)
    yield from run_jobs(list(_jobs(counts, tiles, np.zeros(len(sun), dtype=np.int64), sun, grid(casters))))
    total = np.empty(len(punten))
    total[tiles.order] = counts[0] * (periode.stap_min * len(whole) / max(len(sun), 1))
    if punten.binnen is not None:
        total[punten.binnen] = np.nan
    return total


def spread(sun: Floats, part: int) -> Floats:
    """One in `part` of the moments of an engine's table (s, 4), evenly over the sky in which they stand: in strips of
    azimuth, up one strip and down the next."""
    strip = np.floor(np.degrees(sun[:, 0]) / STRIP_DEG).astype(np.int64)
    order = np.lexsort((sun[:, 3] * (1 - 2 * (strip % 2)), strip))
    return np.ascontiguousarray(sun[np.sort(order[part // 2 :: part])])


def _preparing() -> Steps:
    """Make the engine and the counting ready; both load the compiler, so they wait until they are asked."""
    yield from preparing()
    from .sun_counts import count_rows

    yield from preparing(count_rows, _warm_up)


def _warm_up() -> None:
    from .sun_counts import count_rows

    count_rows(np.zeros((1, 1), np.uint16), np.zeros((1, 1), np.uint8), np.zeros(1, np.int64))


def _jobs(
    counts: Counts, tiles: Tiles, day: npt.NDArray[np.int64], sun: Floats, faces: Grid
) -> Iterator[Callable[[], None]]:
    """A job per tile: each writes only the columns of its own points."""
    size = COMPILED_MOMENTS if has_compiler() else PLAIN_MOMENTS
    spans = [slice(i, i + size) for i in range(0, len(sun), size)]
    for tile in range(len(tiles.boxes)):
        yield _job(counts, tiles, tile, [(day[s], sun[s]) for s in spans], faces)


def _job(
    counts: Counts, tiles: Tiles, tile: int, spans: list[tuple[npt.NDArray[np.int64], Floats]], faces: Grid
) -> Callable[[], None]:
    from .sun_counts import count_rows
    from .sun_kernel import shade_tiles

    (a, b), (c, d) = tiles.bounds[tile : tile + 2], tiles.word_bounds[tile : tile + 2]
    words, word_bounds, bounds = tiles.words[c:d], np.array([0, d - c]), np.array([0, b - a])
    box, which = tiles.boxes[tile : tile + 1], np.zeros(1, dtype=np.int64)

    def job() -> None:
        own = np.zeros((len(counts), b - a), dtype=np.uint16)
        for day, sun in spans:
            lit = np.zeros((len(sun), b - a), dtype=np.uint8)
            shade_tiles(
                lit, words, word_bounds, box, bounds, which, sun,
                faces.faces, faces.columns, faces.cells, faces.start,
            )  # fmt: skip
            count_rows(own, lit, day)
        counts[:, a:b] = own

    return job
