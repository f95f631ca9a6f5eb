"""Sun hours: which moments reach which points past the masses. Geometric sun, clear sky, no refraction, no trees.

`study()` is a generator: it yields (done, total) and returns a Bezonning, which keeps which moments were lit, so that
a window, a threshold, first and last sun or the longest stretch come without a new run. While the engine is still
being made ready (the first run on a machine compiles it) it yields (0, 0).
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property, lru_cache
from threading import Thread
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from .casters import Casters, Grid, grid
from .errors import MassastudieError
from .sun_groups import grid_of
from .tiling import Tiles
from .zonnestand import ZONE, Plaats, day_moments, directions
from .zonpunten import Mask, Punten

__all__ = ["Bezonning", "Dag", "Punten", "Tiles", "is_ready", "preparing", "study", "sun_table"]

Floats = npt.NDArray[np.float64]
Bits = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.int64]
Steps = Generator[tuple[int, int], None, None]
Progress = Generator[tuple[int, int], None, "Bezonning"]
S = TypeVar("S", bound=np.generic)

#: Tiles and moments handed to a thread at a time: some milliseconds of work, so that a study stops at once.
COMPILED_CHUNK, PLAIN_CHUNK = (2, 1024), (1, 12)
#: How long the wait for the compiler takes between two steps, seconds.
WAIT_S = 0.03
#: Lowest sun that is taken at all, degrees: at the horizon itself a shadow has no end.
LOWEST_DEG = 1e-3


@dataclass(frozen=True, slots=True)
class Dag:
    """One civil day as asked: step in minutes, lowest sun that counts in degrees, trees left out.

    Raises MassastudieError when the step is not 0.1 to 60 minutes, or the lowest sun not 0 to 60 degrees.
    """

    dag: date
    stap_min: float = 1.0
    min_hoogte_deg: float = 0.0

    def __post_init__(self) -> None:
        check_range("stap_min", self.stap_min, 0.1, 60.0, "minuten")
        check_range("min_hoogte_deg", self.min_hoogte_deg, 0.0, 60.0, "graden")


def check_range(name: str, value: float, low: float, high: float, unit: str) -> None:
    """MassastudieError unless `value` lies in [low, high]."""
    if not low <= value <= high:
        raise MassastudieError(f"{name}: verwacht {low:g} tot {high:g} {unit}, gevonden {value:g}")


@dataclass(frozen=True, eq=False)
class Bezonning:
    """Answer for one day: moments (s,) unix seconds, `tiled` (s, n) 0/1 in the order of `punten.tiles`."""

    dag: Dag
    plaats: Plaats
    punten: Punten
    moments: Floats
    tiled: Bits

    @property
    def lit(self) -> Bits:
        """(s, n) 0/1: which moments are lit, in the order of the points asked."""
        return self._given(self.tiled)

    @cached_property
    def minuten(self) -> Floats:
        """Minutes of sun per point (n,): samples lit times the step; NaN inside a mass."""
        return self._minutes(self.tiled)

    def minuten_tussen(self, van: time, tot: time) -> Floats:
        """Minutes of sun per point (n,) on the clock from `van` until `tot` of that day (Europe/Amsterdam)."""
        low, high = (datetime.combine(self.dag.dag, t, ZONE).timestamp() for t in (van, tot))
        return self._minutes(self.tiled[(self.moments >= low) & (self.moments < high)])

    @cached_property
    def eerste_laatste(self) -> Floats:
        """Start of the first and end of the last lit step per point (n, 2), unix seconds; NaN without sun."""
        found = np.full((self.tiled.shape[1], 2), np.nan)
        order = np.argsort(self.moments)
        some = self.tiled.any(axis=0)
        half = self.dag.stap_min * 30.0
        if len(order) and some.any():
            lit = self.tiled[order][:, some].astype(bool)
            found[some, 0] = self.moments[order][lit.argmax(axis=0)] - half
            found[some, 1] = self.moments[order][len(order) - 1 - lit[::-1].argmax(axis=0)] + half
        return self._masked(self._given(found.T).T)

    @cached_property
    def langste_min(self) -> Floats:
        """Minutes of the longest unbroken stretch of sun per point (n,); NaN inside a mass."""
        order = np.argsort(self.moments)
        gaps = np.diff(self.moments[order], prepend=-np.inf) > self.dag.stap_min * 61.0
        run, best = (np.zeros(self.tiled.shape[1], dtype=np.int32) for _ in range(2))
        for row, is_gap in zip(order, gaps, strict=True):
            run = (self.tiled[row] if is_gap else (run + 1) * self.tiled[row]).astype(np.int32)
            np.maximum(best, run, out=best)
        return self._masked(self._given(best * self.dag.stap_min))

    def aandeel(self, uren: float, which: slice | Mask = slice(None)) -> float:
        """Share of the points (of equal area) outside masses that have at least `uren` hours; NaN without points."""
        minuten = self.minuten[which]
        free = minuten[~np.isnan(minuten)]
        return float((free >= uren * 60.0 - 1e-6).mean()) if len(free) else float("nan")

    def _minutes(self, tiled: Bits) -> Floats:
        return self._masked(self._given(tiled.sum(axis=0, dtype=np.int32) * self.dag.stap_min))

    def _given(self, tiled: npt.NDArray[S]) -> npt.NDArray[S]:
        """Last axis back in the order of the points asked."""
        result = np.empty_like(tiled)
        result[..., self.punten.tiles.order] = tiled
        return result

    def _masked(self, values: npt.NDArray[S]) -> Floats:
        """As floats, NaN where the point lies inside a mass."""
        result: Floats = values.astype(np.float64)
        if self.punten.binnen is not None:
            result[self.punten.binnen] = np.nan
        return result


def sun_table(dag: Dag, plaats: Plaats) -> tuple[Floats, Floats]:
    """Moments (s,) of a day with the sun up, and the kernel's table (s, 4): azimuth rad, dx, dy, tangent."""
    moments, sun = _sun_table(dag, plaats)
    return moments.copy(), sun.copy()


@lru_cache(maxsize=8)
def _sun_table(dag: Dag, plaats: Plaats) -> tuple[Floats, Floats]:
    return table_of(day_moments(dag.dag, dag.stap_min), plaats, dag.min_hoogte_deg)


def table_of(moments: Floats, plaats: Plaats, min_hoogte_deg: float) -> tuple[Floats, Floats]:
    """Those of `moments` (n,) with the sun above a height, by ascending azimuth, and the kernel's table of them."""
    vectors = directions(moments, plaats)
    up = np.degrees(np.arcsin(vectors[:, 2])) > max(min_hoogte_deg, LOWEST_DEG)
    moments, vectors = moments[up], vectors[up]
    flat = np.hypot(vectors[:, 0], vectors[:, 1])
    dx, dy = vectors[:, 0] / flat, vectors[:, 1] / flat
    azimut = np.arctan2(-dx, -dy)  # counted from south, so that a northern day does not pass the seam
    order = np.argsort(azimut, kind="stable")
    table = np.stack([azimut + np.pi, dx, dy, vectors[:, 2] / flat], axis=1)
    return moments[order], np.ascontiguousarray(table[order])


def study(casters: Casters, punten: Punten, dag: Dag, plaats: Plaats) -> Progress:
    """Sun on points for one day; yields (tiles done, tiles), or (0, 0) while compiling; returns the Bezonning."""
    yield from preparing()
    moments, sun = sun_table(dag, plaats)
    tiles = punten.tiles
    lit = np.zeros((len(moments), len(punten)), dtype=np.uint8)
    yield from shade(lit, tiles, np.arange(len(tiles.boxes)), sun, grid_of(casters))
    return Bezonning(dag, plaats, punten, moments, without_masked(lit, punten))


def without_masked(lit: Bits, punten: Punten) -> Bits:
    """`lit` with the points inside masses dark."""
    if punten.binnen is not None and punten.binnen.any():
        lit[:, punten.binnen[punten.tiles.order]] = 0
    return lit


def shade(lit: Bits, tiles: Tiles, which: npt.NDArray[np.intp], sun: Floats, faces: Grid) -> Steps:
    """Fill `lit` for the tiles listed, on two threads; stops within one chunk when the generator is closed.

    The fullest tiles go first, so that both threads end together.
    """
    chunk, moments = COMPILED_CHUNK if has_compiler() else PLAIN_CHUNK
    which = which[np.argsort(-np.diff(tiles.word_bounds)[which], kind="stable")]
    parts = [which[i : i + chunk].astype(np.int64) for i in range(0, len(which), chunk)]
    spans = [slice(i, i + moments) for i in range(0, len(sun), moments)]
    jobs = [shade_job(lit, tiles, part, span, sun, faces) for part in parts for span in spans]
    yield from run_jobs(jobs)


def shade_job(lit: Bits, tiles: Tiles, which: Ints, span: slice, sun: Floats, faces: Grid) -> Callable[[], None]:
    """A call that fills `lit` (s, n) for the tiles listed and a span of the moments."""

    def job() -> None:
        _kernel(lit[span], tiles, which, sun[span], faces)

    return job


def _kernel(lit: Bits, tiles: Tiles, which: Ints, sun: Floats, faces: Grid) -> None:
    from .sun_kernel import shade_tiles

    shade_tiles(
        lit, tiles.words, tiles.word_bounds, tiles.boxes, tiles.bounds, which, sun,
        faces.faces, faces.columns, faces.cells, faces.start,
    )  # fmt: skip


def run_jobs(jobs: Sequence[Callable[[], None]]) -> Steps:
    """Run short jobs on this thread and a second, yielding (done, total); when closed, at most one of them still ends.

    What a job raises is raised here.
    """
    waiting, total = deque(jobs), len(jobs)
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(_drain, waiting)
        try:
            while (job := _next(waiting)) is not None:
                job()
                yield total - len(waiting), total
        finally:
            waiting.clear()
        other.result()
    yield total, max(total, 1)


def _drain(waiting: deque[Callable[[], None]]) -> None:
    while (job := _next(waiting)) is not None:
        job()


def _next(waiting: deque[Callable[[], None]]) -> Callable[[], None] | None:
    """Take a job, unless the other thread took the last."""
    try:
        return waiting.popleft()
    except IndexError:
        return None


def has_compiler() -> bool:
    """True where the inner loops run in machine code. Asking loads the compiler, a quarter of a second."""
    from .compiled import HAS_COMPILER

    return HAS_COMPILER


def is_ready(kernel: Callable[..., object] | None = None) -> bool:
    """False while a first run would have to load or compile the engine (or the part of it given)."""
    module = sys.modules.get(f"{__package__}.sun_kernel")
    if module is None:
        return False
    asked = kernel or getattr(module, "shade_tiles", None)  # None: another thread is still loading it
    return asked is not None and (not has_compiler() or bool(getattr(asked, "signatures", ())))


def nothing() -> Casters:
    """No mass at all: free sun, and a quick way to make the engine ready."""
    return Casters(np.empty((0, 7)), np.empty(0, np.int32), np.empty((0, 9)), np.empty(0, np.int32), ())


def _warm_up() -> None:
    """Compile the engine by asking the sun of one point past nothing."""
    sun = np.array([[np.pi, 0.0, -1.0, 1.0]])
    tiles = Punten(np.zeros((1, 3))).tiles
    _kernel(np.zeros((1, 1), dtype=np.uint8), tiles, np.zeros(1, dtype=np.int64), sun, grid(nothing()))


def preparing(kernel: Callable[..., object] | None = None, warm_up: Callable[[], None] = _warm_up) -> Steps:
    """Make a part of the engine ready in a thread of its own; yields (0, 0) so that a caller can say so, or stop."""
    if is_ready(kernel):
        return
    thread = Thread(target=warm_up, daemon=True)
    thread.start()
    while thread.is_alive():
        yield 0, 0
        thread.join(WAIT_S)
