"""What has to hold for any scene, what a result can be asked, and how a study runs and stops."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from time import perf_counter
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import affinity

from massastudie.bezonning import Dag, is_ready, preparing, study
from massastudie.casters import Casters, Prism, from_prisms
from massastudie.errors import MassastudieError
from massastudie.periode import ESTIMATE_PART, Periode, estimate_total, moments_table, spread, study_periode
from massastudie.steps import drained
from massastudie.sun_takers import first_owner
from massastudie.sun_update import update
from massastudie.tijd import ZONE
from massastudie.zonnestand import directions
from massastudie.zonpunten import Punten, inside_prisms
from tests.core.sun.scenes import ASSEN, EQUINOX, block, city, concave, ground, points_of_all_kinds, sun_on

ROOT = Path(__file__).resolve().parents[3]
SEEDS = st.integers(0, 10_000)
FEW = settings(max_examples=12, deadline=None)
HOURLY = Dag(EQUINOX, 10.0)


@FEW
@given(SEEDS)
def test_more_mass_never_gives_more_sun(seed: int) -> None:
    prisms, points = city(seed), ground(seed, 200)
    some, all_ = sun_on(prisms[:5], points, HOURLY), sun_on(prisms, points, HOURLY)
    assert (all_.lit <= some.lit).all()


@FEW
@given(SEEDS)
def test_a_change_asked_in_part_equals_a_full_run(seed: int) -> None:
    prisms, points = city(seed), Punten(ground(seed, 400))
    raised = replace(prisms[2], top_m=prisms[2].top_m + 7.0)
    old, new = from_prisms(prisms), from_prisms([*prisms[:2], raised, *prisms[4:], block(31, 31, 5, 5, 12, 20)])
    before = drained(study(old, points, HOURLY, ASSEN))
    found, whole = drained(update(before, old, new)), drained(study(new, points, HOURLY, ASSEN))
    assert np.array_equal(found.tiled, whole.tiled)
    assert np.array_equal(found.moments, whole.moments)


def test_a_change_far_off_asks_few_tiles() -> None:
    rng = np.random.default_rng(3)
    points = Punten(np.c_[rng.uniform(-300, 300, (3000, 2)), np.zeros(3000)])
    dag = Dag(EQUINOX, 10.0, 10.0)
    old, new = from_prisms([block(0, 0, 10, 10, 9)]), from_prisms([block(0, 0, 10, 10, 12)])
    before = drained(study(old, points, dag, ASSEN))
    *_, (_, total) = list(update(before, old, new))
    assert total <= len(points.tiles.boxes) / 8
    assert np.array_equal(drained(update(before, old, new)).tiled, drained(study(new, points, dag, ASSEN)).tiled)


@FEW
@given(SEEDS, st.integers(1, 359))
def test_turning_scene_and_sun_together_changes_nothing(seed: int, turn: int) -> None:
    prisms, points = city(seed), ground(seed, 200)
    turned = [replace(p, polygon=affinity.rotate(p.polygon, turn, origin=(0, 0))) for p in prisms]
    c, s = np.cos(np.radians(turn)), np.sin(np.radians(turn))
    moved = points @ np.array([[c, s, 0], [-s, c, 0], [0, 0, 1]])
    # against the clock: every grid azimuth becomes smaller
    place = replace(ASSEN, convergentie_deg=ASSEN.convergentie_deg + turn)
    first, second = sun_on(prisms, points, HOURLY), sun_on(turned, moved, HOURLY, place)
    assert (first.lit[np.argsort(first.moments)] != second.lit[np.argsort(second.moments)]).mean() < 5e-4


def test_a_covered_passage_lets_the_sun_through_below_its_clear_height() -> None:
    """A bar north–south, 12 m wide and 10 m high, with a passage of 6 m by 4 m; the point looks west through it."""
    bar = [block(0, 30, 12, 54, 10), block(0, -30, 12, 54, 10)]
    spanning, closed = Prism(block(0, 0, 12, 6, 10).polygon, 4.0, 10.0), block(0, 0, 12, 6, 10)
    point = np.array([[12.0, 0.0, 0.1]])
    with_gap, without, low = (
        sun_on([*bar, p], point).minuten[0] for p in (spanning, closed, replace(spanning, bottom_m=0.2))
    )
    assert with_gap > without
    assert low == pytest.approx(without, abs=5.0)
    # in the middle of the passage the sun comes in below 34 degrees, in June it stands higher in the west
    middle, june = np.array([[0.0, 0.0, 0.1]]), date(2026, 6, 21)
    assert 0 < sun_on([*bar, spanning], middle, june).minuten[0] < sun_on(bar, middle, june).minuten[0]


def test_a_point_inside_a_mass_has_no_minutes() -> None:
    found = sun_on([block(0, 0, 10, 10, 5), block(20, 0, 10, 10, 8, bottom_m=3)],
                   np.array([[0.0, 0, 0], [0, 0, 4.9], [0, 0, 5.01], [20, 0, 0], [20, 0, 4], [40, 0, 0]]))  # fmt: skip
    assert np.isnan(found.minuten).tolist() == [True, True, False, False, True, False]
    assert not found.lit[:, np.isnan(found.minuten)].any()
    assert np.isnan(found.eerste_laatste[0]).all() and np.isnan(found.langste_min[0])


def test_a_result_answers_without_a_new_run() -> None:
    """One slab due south: sun in the morning, shade at noon, sun in the afternoon."""
    found = sun_on([block(0, -20, 8, 4, 60)], np.array([[0.0, 0.0, 0.0]]))
    minuten = found.minuten[0]
    first, last = (datetime.fromtimestamp(t, ZONE) for t in found.eerste_laatste[0])
    assert first.hour == 6 and last.hour == 18
    gap = (last - first).total_seconds() / 60 - minuten
    assert gap > 30
    morning, rest = found.minuten_tussen(time(0), time(12, 41))[0], found.minuten_tussen(time(12, 41), time(23, 59))[0]
    assert morning + rest == minuten
    assert max(morning, rest) == found.langste_min[0]
    assert found.aandeel(minuten / 60) == 1.0
    assert found.aandeel(minuten / 60 + 0.1) == 0.0


def test_a_higher_lowest_sun_takes_the_ends_of_the_day() -> None:
    free = np.zeros((1, 3))
    assert sun_on([], free, Dag(EQUINOX)).minuten[0] == pytest.approx(12.07 * 60, abs=3)
    assert sun_on([], free, Dag(EQUINOX, min_hoogte_deg=10)).minuten[0] == pytest.approx(9.83 * 60, abs=3)


def test_no_points_and_no_masses_are_no_trouble() -> None:
    assert sun_on([block(0, 0, 5, 5, 5)], np.empty((0, 3))).minuten.shape == (0,)
    assert sun_on([], np.zeros((2, 3))).minuten.shape == (2,)


def test_points_that_are_no_points_are_refused() -> None:
    with pytest.raises(MassastudieError, match="punten"):
        Punten(np.array([[0.0, np.nan, 0.0]]))
    with pytest.raises(MassastudieError, match="stap_min"):
        Dag(EQUINOX, 0.0)


def test_a_period_is_the_sum_of_its_days() -> None:
    prisms, points = city(5), Punten(ground(5, 150))
    found = drained(
        study_periode(from_prisms(prisms), points, Periode(date(2026, 2, 19), date(2026, 3, 21), 20.0), ASSEN)
    )
    days = [drained(study(from_prisms(prisms), points, Dag(d, 20.0), ASSEN)).minuten for d in found.dagen]
    assert len(found.dagen) == 31
    assert np.array_equal(found.samples * 20.0, days)
    assert np.array_equal(found.totaal_min, np.sum(days, axis=0))
    assert (found.laagste_min <= found.totaal_min / 31).all()
    place = found.laagste_dag
    assert np.array_equal(found.samples[place, np.arange(150)] * 20.0, found.laagste_min)


def test_an_estimate_of_a_period_is_near_its_total() -> None:
    prisms, xyz = city(5), ground(5, 150)
    points = Punten(xyz, None, inside_prisms(xyz, prisms))
    asked = Periode(date(2026, 2, 19), date(2026, 10, 21), 10.0)
    total = drained(study_periode(from_prisms(prisms), points, asked, ASSEN)).totaal_min
    found = drained(estimate_total(from_prisms(prisms), points, asked, ASSEN))
    assert np.array_equal(np.isnan(found), np.isnan(total)) and np.isnan(total).any()
    off = np.abs(found - total)[~np.isnan(total)]
    assert off.mean() < 0.01 * np.nanmean(total)
    assert off.max() < 0.05 * np.nanmax(total)
    # nothing in the way: every moment counts, and those asked stand for all
    free = drained(estimate_total(from_prisms([]), Punten(np.zeros((1, 3))), asked, ASSEN))
    assert free[0] == pytest.approx(10.0 * len(moments_table(asked.dagen, 10.0, 0.0, ASSEN)[1]))


def test_moments_of_an_estimate_are_spread_over_the_sky() -> None:
    """In each quarter of the sun's arc and of its height as many as there are, within a fifth."""
    _, sun = moments_table(Periode(date(2026, 2, 19), date(2026, 10, 21)).dagen, 10.0, 0.0, ASSEN)
    some = spread(sun, ESTIMATE_PART)
    assert (np.diff(some[:, 0]) >= 0).all()
    for column in (0, 3):
        edges = np.quantile(sun[:, column], [0, 0.25, 0.5, 0.75, 1])
        counts = np.histogram(some[:, column], edges)[0] * ESTIMATE_PART
        assert counts == pytest.approx(np.histogram(sun[:, column], edges)[0], rel=0.2)


def test_the_mass_in_the_way_is_named() -> None:
    source = from_prisms([block(0, -40, 30, 4, 90), block(0, -20, 8, 4, 60), block(200, 0, 5, 5, 5)])
    noon = datetime(2026, 3, 21, 12, 44, tzinfo=ZONE).timestamp()
    sun = directions(np.array([noon, noon - 5 * 3600]), ASSEN)
    assert first_owner(source, np.zeros(3), sun).tolist() == [1, -1]
    assert first_owner(from_prisms([]), np.zeros(3), sun).tolist() == [-1, -1]


@pytest.mark.parametrize("seed", [1, 2])
def test_a_mass_is_in_the_way_when_and_only_when_it_is_dark(seed: int) -> None:
    prisms, points = [*city(seed), *concave(seed)], ground(seed, 40)
    found = sun_on(prisms, points, Dag(EQUINOX, 15.0))
    sun, source = directions(found.moments, ASSEN), from_prisms(prisms)
    for i in np.flatnonzero(~np.isnan(found.minuten)):
        assert np.array_equal(first_owner(source, points[i], sun) < 0, found.lit[:, i].astype(bool))


def many() -> tuple[Casters, Punten]:
    """Enough work for more than a tenth of a second."""
    rng = np.random.default_rng(1)
    prisms = [block(*rng.uniform(-400, 400, 2), *rng.uniform(8, 20, 2), rng.uniform(5, 25), rng.uniform(0, 90))
              for _ in range(600)]  # fmt: skip
    return from_prisms(prisms), Punten(np.c_[rng.uniform(-400, 400, (120_000, 2)), np.zeros(120_000)])


def test_a_study_stops_within_a_tenth_of_a_second() -> None:
    casters, points = many()
    assert list(preparing()) is not None
    job = study(casters, points, Dag(EQUINOX, 1.0), ASSEN)
    for _ in range(4):
        next(job)
    before = perf_counter()
    job.close()
    assert perf_counter() - before < 0.1


def test_progress_rises_to_the_end() -> None:
    job = study(*many()[:1], Punten(ground(1, 5000)), HOURLY, ASSEN)
    steps = [step for step in job if step[1]]
    done = [d for d, _ in steps]
    assert done == sorted(done) and steps[-1][0] == steps[-1][1]


WITHOUT_COMPILER = """
import sys
sys.modules["numba"] = None
from time import perf_counter
from types import ModuleType
import numpy as np
from massastudie.bezonning import Dag, is_ready, study
from massastudie.casters import from_prisms
from massastudie.compiled import HAS_COMPILER
from massastudie.zonpunten import Punten
from tests.core.sun.scenes import ASSEN, EQUINOX, city, ground, points_of_all_kinds, sun_on
assert not HAS_COMPILER
found = sun_on(city(7), points_of_all_kinds(), Dag(EQUINOX, 30.0))
assert is_ready()
job = study(from_prisms(city(7)), Punten(ground(7, 3000)), Dag(EQUINOX, 1.0), ASSEN)
next(job)
before = perf_counter()
job.close()
print(perf_counter() - before, found.lit.tobytes().hex())
"""


def test_without_a_compiler_the_answer_is_the_same_and_stops_as_quickly() -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", WITHOUT_COMPILER]
    result = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, encoding="utf-8", timeout=100)
    assert result.returncode == 0, result.stderr
    seconds, lit = result.stdout.split()
    assert lit == sun_on(city(7), points_of_all_kinds(), Dag(EQUINOX, 30.0)).lit.tobytes().hex()
    assert float(seconds) < 0.2


def test_an_engine_that_is_still_being_loaded_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "massastudie.sun_kernel", ModuleType("massastudie.sun_kernel"))
    assert not is_ready()
