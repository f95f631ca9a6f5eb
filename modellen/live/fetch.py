"""Fetch the panden of an area: tile by tile, from what was kept or from the service, into one file to be read."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise
from math import ceil, floor
from pathlib import Path
from typing import TYPE_CHECKING

from massastudie.errors import ServiceError, StateError
from massastudie.georef import in_rd_extent
from massastudie.plan import Plan
from massastudie.steps import under
from massastudie.tijd import ZONE
from modellen.context import AS_IT_IS, read_context

from .cache import Kept, cache_folder, keep, kept_of
from .join import page_of, write_joined
from .pages import pages
from .services import Bbox, Limits, Service

if TYPE_CHECKING:
    from massastudie.context import Context, Reading

#: How far round the plan boundary is fetched when nothing is said, and the bounds of that, m.
ROUND_M, ROUND_LEAST_M, ROUND_MOST_M = 250.0, 0.0, 2000.0
PATIENT = Limits()


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file with `aantal` panden of a service in `box` (RD, m); `oudste` is when the oldest part of it came (aware),
    `kept` how many of the `tiles` were on disk already; `left_out` is (id, reason) of what does not stand."""

    path: Path
    source: Service
    box: Bbox
    aantal: int
    oudste: datetime
    kept: int
    tiles: int
    left_out: tuple[tuple[str, str], ...] = ()

    @property
    def vermelding(self) -> str:
        """The attribution the service asks for, with the day it was fetched."""
        return f"{self.source.vermelding}, opgehaald {self.oudste.astimezone(ZONE):%d-%m-%Y}"

    def age_text(self, now: datetime) -> str:
        """How old this is, in words: `vers opgehaald`, or how many tiles came from disk and of when."""
        if not self.kept:
            return f"{self.aantal} panden vers opgehaald bij {self.source.naam}"
        days = (now - self.oudste).days
        age = "vandaag" if days < 1 else "1 dag oud" if days == 1 else f"{days} dagen oud"
        return f"{self.aantal} panden van {self.source.naam}; {self.kept} van {self.tiles} tegels uit de cache, {age}"


def box_round(plan: Plan, reach_m: float = ROUND_M) -> Bbox:
    """The box round the boundary of a plan and `reach_m` beyond, whole metres in RD."""
    x0, y0, x1, y1 = plan.plangrens.bounds
    x, y = plan.oorsprong
    low, high = (floor(x + x0 - reach_m), floor(y + y0 - reach_m)), (ceil(x + x1 + reach_m), ceil(y + y1 + reach_m))
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def check_box(box: Bbox, limits: Limits = PATIENT) -> Bbox:
    """The box; StateError unless it has size, lies in RD and is not too large to ask."""
    x0, y0, x1, y1 = box
    shown = ",".join(f"{v:g}" for v in box)
    if not (x0 < x1 and y0 < y1 and in_rd_extent(x0, y0) and in_rd_extent(x1, y1)):
        raise StateError(f"gebied: verwacht x0,y0,x1,y1 in RD met x0 < x1 en y0 < y1, gevonden {shown}")
    if (count := len(tiles(box, limits.tile_m))) > limits.tiles:
        most = limits.tiles * (limits.tile_m / 1000) ** 2
        raise StateError(f"gebied: verwacht hoogstens {most:g} km², gevonden {shown} ({count} tegels)")
    return box


def tiles(box: Bbox, side_m: float) -> list[Bbox]:
    """The box in parts along a grid of `side_m`: an area that overlaps an earlier one shares the whole tiles."""
    x0, y0, x1, y1 = box
    xs, ys = _cuts(x0, x1, side_m), _cuts(y0, y1, side_m)
    return [(a, c, b, d) for c, d in pairwise(ys) for a, b in pairwise(xs)]


def _cuts(low: float, high: float, side_m: float) -> list[float]:
    inner = [i * side_m for i in range(floor(low / side_m) + 1, ceil(high / side_m))]
    return [low, *inner, high]


def fetch(
    source: Service, box: Bbox, fresh: bool = False, limits: Limits = PATIENT, folder: Path | None = None
) -> Generator[tuple[int, int], None, Fetched]:
    """The panden in a box (RD, m) in steps of (tiles done, tiles); `fresh` asks also what is kept.

    What came is kept, so that after a stop or an error the rest is asked only. Raises ServiceError or StateError.
    """
    parts = tiles(check_box(box, limits), limits.tile_m)
    place = folder if folder is not None else cache_folder()
    found: list[Kept] = []
    on_disk = 0
    for number, part in enumerate(parts):
        yield number, len(parts)
        kept = None if fresh else kept_of(place, source, part)
        on_disk += kept is not None
        if kept is None:
            kept = yield from _asked(source, part, limits, (number, len(parts)))
            keep(place, source, part, kept)
        found.append(kept)
    made = _written(source, box, found, place)
    yield len(parts), len(parts)
    return replace(made, kept=on_disk, tiles=len(parts))


def _asked(
    source: Service, part: Bbox, limits: Limits, step: tuple[int, int]
) -> Generator[tuple[int, int], None, Kept]:
    answers = yield from under(pages(source, part, limits), step)
    return Kept(datetime.now(UTC).isoformat(), source.adres, [page_of(source, answer) for answer in answers])


def _written(source: Service, box: Bbox, found: list[Kept], place: Path) -> Fetched:
    suffix = ".city.jsonl" if source.vorm == "cityjson" else ".geojson"
    path = place / f"{source.id}-{'-'.join(f'{v:.0f}' for v in box)}{suffix}"
    place.mkdir(parents=True, exist_ok=True)
    aantal, left_out = write_joined(source, [page for kept in found for page in kept.pages], path)
    if not aantal:
        raise ServiceError(f"{source.shown}: verwacht panden in {','.join(f'{v:g}' for v in box)}, gevonden geen")
    return Fetched(path, source, box, aantal, min(kept.moment for kept in found), 0, len(found), left_out)


def read_fetched(found: Fetched, reading: Reading = AS_IT_IS) -> Context:
    """What is in a fetched file, with the attribution of its service. Raises FileError when it has no use."""
    return attributed(read_context(found.path, reading), found)


def attributed(read: Context, found: Fetched) -> Context:
    """A fetched file as read, with the attribution of its service and what did not stand."""
    return replace(read, bron=found.vermelding, overgeslagen=(*read.overgeslagen, *found.left_out))
