"""Sun hours of this engine beside other ways to count them: same scene, same points, same moments, in one run.

`python benchmarks/bezonning.py [--json]`. Scene: the built-in plan, eindbeeld. Slow ways are asked a part of the
moments or points and their time is scaled; `deel` tells which part. Agreement is the share of point × moment samples
that differ from this engine. Reading, triangulating and building of trees is not counted, of any of them.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
from shapely import affinity
from shapely.geometry import box

from benchmarks.sun_peers import Embree, ladybug_lit, pyvista_lit, shadow_lit, trimesh_lit
from massastudie.bezonning import Bezonning, Dag, study
from massastudie.casters import Casters, Prism, casters, from_prisms, grid
from massastudie.compiled import HAS_COMPILER
from massastudie.massa import build
from massastudie.meetpunten import meetpunten
from massastudie.mesh import lichaam_mesh
from massastudie.periode import Periode, estimate_total, study_periode
from massastudie.plan import Plan
from massastudie.state import State
from massastudie.steps import drained
from massastudie.sun_update import update
from massastudie.volumes import Massamodel
from massastudie.zonboek import plaats_of
from massastudie.zonnestand import Plaats, directions
from massastudie.zonpunten import Punten
from modellen.reader import default_plan_path, read_plan

DAY = Dag(date(2026, 3, 21), 10.0)
PERIOD = Periode(date(2026, 2, 19), date(2026, 10, 21), 10.0)
#: Of the period, embree is asked every so many days.
EMBREE_DAYS = 24
ROUNDS, LEAST_MS = 7, 1000.0
CONTEXT = 10_000
#: What the engine aims at: so many times as fast as the other.
GOALS = {
    "dag hoven": {"embreex": 30, "trimesh": 90}, "dag gevels": {"embreex": 12},
    "periode totaal": {"embreex": 500}, "periode elk moment": {"embreex": 36},
}  # fmt: skip


@dataclass
class Row:
    """One way of counting: milliseconds for all the work, the part that was really run, and what differs from ours."""

    werk: str
    wie: str
    ms: float
    deel: float = 1.0
    verschil: float | None = None
    keer: float | None = None
    doel: float | None = None


@dataclass(frozen=True)
class Scene:
    """What all are asked about."""

    plan: Plan
    massa: Massamodel
    faces: Casters
    triangles: np.ndarray
    plaats: Plaats


def scene() -> Scene:
    """The built-in plan in its last fase."""
    plan = read_plan(default_plan_path())
    massa = build(plan, State.start(plan))
    bodies = [lichaam_mesh(item) for item in massa.lichamen]
    triangles = np.concatenate([b.vertices[b.triangles] for b in bodies])
    faces = casters(massa.lichamen)
    grid(faces)
    return Scene(plan, massa, faces, triangles, plaats_of(plan))


def timed(work: Callable[[], Any], rounds: int = ROUNDS) -> tuple[float, Any]:
    """Least milliseconds of some rounds, and at least a second of them; and the last answer.

    The least, for what else runs on the machine can only add to it.
    """
    times: list[float] = []
    while len(times) < rounds or sum(times) < LEAST_MS:
        before = perf_counter()
        answer = work()
        times.append((perf_counter() - before) * 1000.0)
    return min(times), answer


def facing(punten: Punten, sun: np.ndarray) -> np.ndarray:
    """(s, n): whether the sun is on the side where the point looks."""
    if punten.normals is None:
        return np.ones((len(sun), len(punten)), dtype=bool)
    return np.asarray(sun @ punten.normals.T > 1e-9)


def differ(found: np.ndarray, ours: np.ndarray) -> float:
    """Share of the samples that are not alike."""
    return float((np.asarray(found, dtype=bool) != ours.astype(bool)).mean())


def day_rows(place: Scene, op: str) -> list[Row]:
    """One day on hoven or gevels."""
    points = meetpunten(place.plan, State.start(place.plan), place.massa, (op,)).punten
    drained(study(place.faces, points, DAY, place.plaats))
    ms, found = timed(lambda: drained(study(place.faces, points, DAY, place.plaats)))
    rows = [Row(f"dag {op}", "massastudie", ms, 1.0, 0.0)]
    return rows + others(place, op, points, found)


def others(place: Scene, op: str, points: Punten, found: Bezonning) -> list[Row]:
    """The other ways, each on as much as it can do in some seconds."""
    work, xyz, lit = f"dag {op}", points.xyz, found.lit
    sun = directions(found.moments, place.plaats)
    toward = facing(points, sun)
    tries: list[tuple[str, slice, Any, Callable[[np.ndarray, np.ndarray], Callable[[], np.ndarray]]]] = [
        ("embreex", slice(None), slice(None), lambda p, s: partial(Embree(place.triangles).lit, p, s)),
        ("trimesh", slice(None, None, 6), slice(None), lambda p, s: trimesh_lit(place.triangles, p, s)),
        ("pyvista", slice(8, None, 24), slice(None), lambda p, s: pyvista_lit(place.triangles, p, s)),
    ]
    if op == "hoven":
        low = xyz[:, 2] < 0.5
        tries.append(("shapely", slice(8, None, 24), low, lambda p, s: shadow_lit(place.massa, p, s)))
        tries.append(("ladybug_geometry", slice(30, 31), slice(None, None, 2000),
                      lambda p, s: ladybug_lit(place.triangles, p, s)))  # fmt: skip
    rows = []
    for who, moments, some, make in tries:
        try:
            run = make(xyz[some], sun[moments])
        except ImportError:
            rows.append(Row(work, f"{who} (niet geïnstalleerd)", float("nan")))
            continue
        part = len(sun[moments]) * len(xyz[some]) / lit.size
        ms, other = timed(run, ROUNDS if who == "embreex" else 1)
        same = differ(other & toward[moments][:, some], lit[moments][:, some])
        rows.append(Row(work, who, ms / part, part, same))
    return rows


def period_rows(place: Scene) -> list[Row]:
    """The TNO period on the hoven: every sample; and the total alone, estimated from a part of the samples (its
    difference: how far a point is off on average, as a share of the mean)."""
    points = meetpunten(place.plan, State.start(place.plan), place.massa, ("hoven",)).punten
    ms, found = timed(lambda: drained(study_periode(place.faces, points, PERIOD, place.plaats)), 3)
    rows = [Row("periode elk moment", "massastudie", ms, 1.0, 0.0)]
    days = PERIOD.dagen[::EMBREE_DAYS]
    suns = [
        directions(drained(study(place.faces, points, Dag(d, 10.0), place.plaats)).moments, place.plaats) for d in days
    ]
    embree = Embree(place.triangles)
    other_ms, lit = timed(lambda: [embree.lit(points.xyz, s) for s in suns], 3)
    counts = np.array([row.sum(axis=0) for row in lit])
    ours = found.samples[::EMBREE_DAYS]
    wrong = float(np.abs(counts.astype(int) - ours).sum() / max(1, ours.sum()))
    part = len(days) / len(PERIOD.dagen)
    rows.append(Row("periode elk moment", "embreex", other_ms / part, part, wrong))
    drained(estimate_total(place.faces, points, PERIOD, place.plaats))
    total_ms, total = timed(lambda: drained(estimate_total(place.faces, points, PERIOD, place.plaats)))
    off = float(np.nanmean(np.abs(total - found.totaal_min)) / np.nanmean(found.totaal_min))
    rows.append(Row("periode totaal", "massastudie", total_ms, 1.0, off))
    return [*rows, Row("periode totaal", "embreex", other_ms / part, part, wrong)]


def more_rows(place: Scene) -> list[Row]:
    """A change of one doorsteek, and a city of ten thousand buildings more."""
    start = State.start(place.plan)
    points = meetpunten(place.plan, start, place.massa, ("hoven",)).punten
    shut = start.with_doorsteek(place.plan.doorsteken[0].id, False)
    new = casters(build(place.plan, shut).lichamen)
    grid(new)
    before = drained(study(place.faces, points, DAY, place.plaats))
    ms, found = timed(lambda: drained(update(before, place.faces, new)))
    whole = drained(study(new, points, DAY, place.plaats))
    rows = [Row("doorsteek dicht, alleen wat verandert", "massastudie", ms, 1.0, differ(found.tiled, whole.tiled))]
    wide = with_context(place)
    full, _ = timed(lambda: drained(study(wide, points, DAY, place.plaats)))
    plain, _ = timed(lambda: drained(study(place.faces, points, DAY, place.plaats)))
    return [*rows, Row("dag hoven", "massastudie, zelfde ronde", plain), Row(
        f"dag hoven, {CONTEXT} gebouwen erbij", "massastudie", full, keer=plain / full, doel=0.5)]  # fmt: skip


def with_context(place: Scene) -> Casters:
    """The plan's faces and those of random buildings in a ring of 600 to 2500 m round it."""
    rng = np.random.default_rng(1)
    away, turn = rng.uniform(600, 2500, CONTEXT), rng.uniform(0, 2 * np.pi, CONTEXT)
    prisms = [
        Prism(affinity.rotate(box(x - 6, y - 5, x + 6, y + 5), float(r)), 0.0, float(h))
        for x, y, r, h in zip(away * np.cos(turn), away * np.sin(turn), rng.uniform(0, 90, CONTEXT),
                              rng.uniform(5, 14, CONTEXT), strict=True)
    ]  # fmt: skip
    extra, own = from_prisms(prisms), place.faces
    count = len(own.owners)
    both = Casters(
        np.concatenate([own.walls, extra.walls]), np.concatenate([own.wall_owner, extra.wall_owner + count]),
        np.concatenate([own.triangles, extra.triangles]),
        np.concatenate([own.triangle_owner, extra.triangle_owner + count]).astype(np.int32), own.owners + extra.owners,
    )  # fmt: skip
    grid(both)
    return both


def with_ratios(rows: list[Row]) -> list[Row]:
    """How many times as long as this engine each of the others takes."""
    base = {r.werk: r.ms for r in rows if r.wie == "massastudie"}
    for row in rows:
        if row.werk in base and not row.wie.startswith("massastudie"):
            row.keer = row.ms / base[row.werk]
            row.doel = GOALS.get(row.werk, {}).get(row.wie)
    return rows


def measure() -> list[Row]:
    """All rows."""
    place = scene()
    rows = day_rows(place, "hoven") + day_rows(place, "gevels") + period_rows(place) + more_rows(place)
    return with_ratios(rows)


def shown(row: Row) -> str:
    """A line of the table."""
    part = "" if row.deel == 1 else f"{row.deel:.2g}"
    wrong = "" if row.verschil is None else f"{row.verschil:.2e}"
    ratio = "" if row.keer is None else f"{row.keer:.1f}"
    goal = "" if row.doel is None else f"{row.doel:g}"
    return f"{row.werk:<38}{row.wie:<28}{row.ms:>14.1f}{part:>10}{wrong:>12}{ratio:>12}{goal:>8}"


def main() -> None:
    """Print the rows, as a table or as JSON."""
    parser = argparse.ArgumentParser(description="Sun hours beside other ways to count them.")
    parser.add_argument("--json", action="store_true", help="print JSON")
    args = parser.parse_args()
    rows = measure()
    if args.json:
        plain = [{k: None if v != v else v for k, v in asdict(r).items()} for r in rows]
        print(json.dumps({"compiler": HAS_COMPILER, "rijen": plain}, ensure_ascii=False, indent=2, allow_nan=False))
        return
    print(f"{'werk':<38}{'wie':<28}{'ms':>14}{'deel':>10}{'verschil':>12}{'keer':>12}{'doel':>8}")
    for row in rows:
        print(shown(row))


if __name__ == "__main__":
    main()
