"""Sun through crowns: by angles on one crown, which share no code with the quadratic of the engine."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from massastudie.bezonning import Bezonning, Dag, nothing, study, sun_table
from massastudie.boomlicht import crowns_of, ellipsoids, in_the_way, through_trees
from massastudie.casters import from_prisms
from massastudie.errors import FileError, PlanError
from massastudie.plan import Plan
from massastudie.scene_items import Role, TreeItem
from massastudie.seizoen import Boomlicht
from massastudie.state import Layer, State
from massastudie.steps import drained
from massastudie.zonboek import zonboek
from massastudie.zonnestand import directions
from massastudie.zonpunten import Punten, inside_prisms
from modellen.boomlicht import read_boomlicht
from tests.core.sun.scenes import ASSEN, EQUINOX, block

HALF = Boomlicht("proef", "hand", 0.25, 0.5, 100, 300)
DAG = Dag(EQUINOX, 5.0)


def sun(xyz: np.ndarray, dag: Dag = DAG) -> Bezonning:
    return drained(study(nothing(), Punten(xyz), dag, ASSEN))


def ground(count: int = 200, reach_m: float = 40.0) -> np.ndarray:
    rng = np.random.default_rng(3)
    return np.c_[rng.uniform(-reach_m, reach_m, (count, 2)), np.zeros(count)]


def hit_by_angles(found: Bezonning, crown: np.ndarray) -> np.ndarray:
    """(s, n): a beam meets a sphere when the angle to its middle is at most arcsin(radius / distance); an ellipsoid is
    a sphere after stretching the upright."""
    stretch = np.array([1, 1, crown[3] / crown[4]])
    beams = directions(found.moments, found.plaats) * stretch
    beams /= np.linalg.norm(beams, axis=1, keepdims=True)
    away = (crown[:3] - found.punten.xyz) * stretch
    distance = np.linalg.norm(away, axis=1)
    angle = np.arccos(np.clip(beams @ (away / distance[:, None]).T, -1, 1))
    return angle <= np.where(distance > crown[3], np.arcsin(np.minimum(crown[3] / distance, 1)), np.pi)


@pytest.mark.parametrize("crown", [(0, 0, 8, 4, 4), (3, -5, 9, 3, 5), (0, -30, 7, 4, 2.5)])
def test_one_crown_by_angles(crown: tuple[float, ...]) -> None:
    found = sun(ground())
    hit = hit_by_angles(found, np.array(crown, dtype=float))
    by_hand = (np.where(hit, 0.5, 1.0) * DAG.stap_min).sum(axis=0)
    got = drained(through_trees(found, np.array([crown], dtype=float), HALF))
    assert hit.any() and np.allclose(got, by_hand, atol=1e-9)


def test_two_crowns_in_a_row_multiply_and_leaf_takes_more() -> None:
    found = sun(ground())
    one = np.array([[0.0, 0.0, 8.0, 4.0, 4.0]])
    lost = found.minuten - drained(through_trees(found, one, HALF))
    twice = found.minuten - drained(through_trees(found, np.r_[one, one], HALF))
    # half gone behind one crown, three quarters behind two
    assert np.allclose(twice, 1.5 * lost)
    summer = sun(ground(), Dag(date(2026, 6, 21), 5.0))
    leaf = drained(through_trees(summer, one, HALF))
    bare = drained(through_trees(summer, one, Boomlicht("kaal", "hand", 0.5, 0.5, 100, 300)))
    assert np.allclose(summer.minuten - leaf, 1.5 * (summer.minuten - bare))


def test_the_low_sun_comes_freely_under_a_crown() -> None:
    # tree 12 m away at azimut 100°, crown 4 m wide: seen from 90° to 110°, where the sun of 21 March stands under 14°;
    # a crown that starts at 6 m hangs above arctan(6 / 14) = 23°, one that starts at the ground does not
    turn = np.radians(100.0)
    tall, low = (TreeItem(12 * np.sin(turn), 12 * np.cos(turn), 0, 4.0, 10.0, stem, Role.BOOM) for stem in (6.0, 0.0))
    assert ellipsoids([tall]).tolist() == [[tall.x_m, tall.y_m, 8, 2, 2]]
    found = sun(np.zeros((1, 3)))
    assert drained(through_trees(found, ellipsoids([tall]), HALF))[0] == found.minuten[0]
    assert drained(through_trees(found, ellipsoids([low]), HALF))[0] < found.minuten[0] - 10


def test_points_inside_a_mass_stay_without_minutes_and_shade_stays_shade() -> None:
    tower = [block(0, -20, 10, 10, 40.0)]
    xyz = np.array([[0.0, -20.0, 0.0], [0.0, 0.0, 0.0]])
    found = drained(study(from_prisms(tower), Punten(xyz, None, inside_prisms(xyz, tower)), DAG, ASSEN))
    got = drained(through_trees(found, np.array([[0.0, -4.0, 6.0, 3.0, 3.0]]), HALF))
    assert np.isnan(got[0]) and 0 < got[1] < found.minuten[1]


def test_no_crown_that_matters_is_passed_over() -> None:
    rng = np.random.default_rng(5)
    sizes = [rng.uniform(low, high, 400) for low, high in ((4, 12), (1, 6), (1, 4))]
    crowns = np.c_[rng.uniform(-40, 80, 400), rng.uniform(-60, 30, 400), np.stack(sizes, axis=1)]
    x, y = (part.ravel() for part in np.mgrid[0.3:31.0:1.25, 0.3:31.0:1.25])
    found = sun(np.c_[x, y, np.zeros(len(x))], Dag(EQUINOX, 15.0))
    hits = np.stack([hit_by_angles(found, crown) for crown in crowns]).sum(axis=0)
    got = drained(through_trees(found, crowns, HALF))
    assert np.allclose(got, (0.5**hits * 15.0).sum(axis=0))
    kept = [in_the_way(crowns, box, sun_table(found.dag, ASSEN)[1]).mean() for box in found.punten.tiles.boxes]
    assert np.mean(kept) < 0.9


def test_a_low_crown_before_the_near_edge_of_a_tile_is_not_passed_over() -> None:
    # 20 m south of the middle of a tile of 14 m: 6 m from its edge the sun of noon (37°) stands 4.5 m high in the
    # crown of 2 to 6 m, though from the middle it passes 15 m above the ground there
    crown, edge = np.array([[0.0, -20.0, 4.0, 4.0, 2.0]]), sun(np.array([[0.0, -14.0, 0.0]]))
    assert drained(through_trees(edge, crown, HALF))[0] < edge.minuten[0]
    box = np.array([0.0, 0.0, 14.0, 0.0, 0.0, 14.0, 14.0])
    assert in_the_way(crown, box, sun_table(DAG, ASSEN)[1]).all()


@pytest.mark.parametrize(
    ("day", "share"),
    [((2026, 2, 19), 0.5), ((2026, 3, 21), 0.5), ((2026, 4, 9), 0.5), ((2026, 4, 10), 0.03),
     ((2026, 10, 21), 0.03), ((2026, 10, 27), 0.03), ((2026, 10, 28), 0.5)],
)  # fmt: skip
def test_leaf_season_runs_from_day_100_to_300(day: tuple[int, int, int], share: float) -> None:
    assert read_boomlicht().doorlatendheid(date(*day)) == share


def test_the_trees_are_those_of_the_picture_whatever_its_layers(plan: Plan) -> None:
    state = State.start(plan)
    assert len(crowns_of(plan, state)) > 100
    assert np.array_equal(crowns_of(plan, state), crowns_of(plan, state.with_layer(Layer.BOMEN, False)))


def test_the_ledger_says_which_trees_it_was_made_with(plan: Plan) -> None:
    state, dag = State.start(plan), Dag(EQUINOX, 30.0)
    without = drained(zonboek(plan, state, dag, ("hoven",), ("fase3",), 3.0))
    past = drained(zonboek(plan, state, dag, ("hoven",), ("fase3",), 3.0, bomen=HALF))
    assert without.bomen is None and past.bomen is HALF
    for a, b in zip(without.regels, past.regels, strict=True):
        assert b.cijfers[0].gemiddeld_h <= a.cijfers[0].gemiddeld_h


def test_values_that_cannot_be_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match="blad"):
        Boomlicht("x", "y", 1.5, 0.5, 100, 300)
    with pytest.raises(PlanError, match="blad_van"):
        Boomlicht("x", "y", 0.5, 0.5, 300, 100)
    wrong = tmp_path / "bomen.toml"
    wrong.write_text(
        'naam = "x"\nbron = "y"\nblad = 3\nkaal = 0.5\nblad_van = 100\nblad_tot = 300\n', encoding="utf-8"
    )
    with pytest.raises(FileError, match="blad"):
        read_boomlicht(wrong)
