"""Between two fasen: what stands how high, by hand; at both ends the scenes themselves."""

from __future__ import annotations

from itertools import pairwise

import pytest
from shapely.geometry import LineString, box

from massastudie.massa import build
from massastudie.overgang import Overgang, clipped, eased, overgang, within
from massastudie.plan import Dak, Functie, Plan
from massastudie.scene import Scene, resolve
from massastudie.state import State
from massastudie.volumes import Kap, Lichaam, Status, Volume

GROUND = box(0, 0, 10, 10)


def house(with_kap: bool = True) -> Lichaam:
    """Two bouwlagen of 3 m with a roof up to 10 m."""
    volumes = tuple(Volume(f"P.{i}", GROUND, 3.0 * i, 3.0 * i + 3, i, Functie.WONEN) for i in (0, 1))
    kap = Kap(GROUND, 6.0, 10.0, Dak("zadel", 6.0, LineString([(0, 5), (10, 5)]))) if with_kap else None
    return Lichaam("P", "Huis", None, Status.BESTAAND, "bestaand", True, volumes, kap)


@pytest.mark.parametrize(
    ("height", "tops", "nok"),
    [(10.0, [3, 6], 10), (8.0, [3, 6], 8), (6.0, [3, 6], None), (4.0, [3, 4], None), (2.0, [2], None)],
)
def test_a_mass_is_cut_off_at_a_height(height: float, tops: list[float], nok: float | None) -> None:
    found = clipped(house(), height)
    assert found is not None
    assert [v.top_m for v in found.volumes] == tops
    assert (found.kap.nok_m if found.kap else None) == nok


def test_of_a_mass_that_has_not_begun_there_is_nothing() -> None:
    assert clipped(house(), 0.0) is None


def test_time_starts_and_ends_slowly() -> None:
    """3s² − 2s³ by hand: 0.15625 at a quarter, a half at a half."""
    assert [eased(s) for s in (-1.0, 0.0, 0.25, 0.5, 1.0, 2.0)] == [0.0, 0.0, 0.15625, 0.5, 1.0, 1.0]
    assert within(0.3, (0.2, 0.4)) == pytest.approx(0.5)


@pytest.fixture(scope="module")
def scenes(plan: Plan) -> list[Scene]:
    states = [State(fase.id) for fase in plan.fasen]
    return [resolve(plan, state, build(plan, state)) for state in states]


def heights(scene: Scene) -> dict[str, float]:
    """Height of what stands, lost parts of a pand left out."""
    return {b.id: b.lichaam.hoogte_m for b in scene.bodies if not b.id.endswith(".gaat")}


def test_it_begins_and_ends_with_the_scenes_themselves(scenes: list[Scene]) -> None:
    for voor, na in pairwise(scenes):
        change = overgang(voor, na)
        assert heights(change.scene(0.0, False)) == heights(voor)
        assert heights(change.scene(1.0, True)) == heights(na)
        assert set(change.scene(0.0, False).trees) == set(voor.trees)
        assert set(change.scene(1.0, True).trees) == set(na.trees)
        assert (change.ground(0.0), change.ground(1.0)) == (0.0, 1.0)


def test_people_stay_while_masses_move(scenes: list[Scene]) -> None:
    """Who stands clear of a change is there all the while; the others change with the ground under them."""
    for voor, na in pairwise(scenes):
        change = overgang(voor, na)
        assert set(voor.people) & set(na.people)
        assert all(change.scene(s, False).people == voor.people for s in (0.1, 0.5, 0.9))
        assert all(change.scene(s, True).people == na.people for s in (0.1, 0.5, 0.9))


def test_what_goes_is_gone_before_the_last_has_come(scenes: list[Scene]) -> None:
    change = overgang(scenes[1], scenes[2])
    going, coming = ({item.id for item in part} for part in (change.gaat, change.komt))
    shares = [k / 20 for k in range(21)]
    stand = [heights(change.scene(s, s > 0.5)) for s in shares]
    for item in going:
        found = [h.get(item, 0.0) for h in stand]
        assert found == sorted(found, reverse=True) and found[10] == 0.0
    for item in coming:
        found = [h.get(item, 0.0) for h in stand]
        assert found == sorted(found) and found[10] == 0.0


def test_what_stays_is_the_same_object(scenes: list[Scene]) -> None:
    change = overgang(scenes[1], scenes[2])
    half = {id(item) for item in change.scene(0.4, False).bodies}
    kept = [item for item in scenes[1].bodies if item in scenes[2].bodies]
    assert len(kept) > 1000
    assert all(id(item) in half for item in kept)


def cut(plan: Plan) -> tuple[Overgang, Scene, Scene]:
    """The same fase with a doorsteek closed and open."""
    closed = State("bestaand")
    opened = closed.with_doorsteek("DS4", True)
    voor, na = (resolve(plan, state, build(plan, state)) for state in (closed, opened))
    return overgang(voor, na), voor, na


def test_of_a_pand_that_is_cut_only_the_lost_part_sinks(plan: Plan) -> None:
    change, voor, na = cut(plan)
    lost = [item for item in change.gaat if item.id.endswith(".gaat")]
    assert lost
    for item in lost:
        pand = item.id.removesuffix(".gaat")
        before, after = (next(b for b in scene.bodies if b.id == pand).lichaam for scene in (voor, na))
        # What it loses is what it had less what is left, floor by floor.
        assert sum(item.lichaam.bvo_m2.values()) == pytest.approx(
            sum(before.bvo_m2.values()) - sum(after.bvo_m2.values()), abs=0.5
        )


def test_a_pand_that_becomes_higher_goes_and_comes(plan: Plan) -> None:
    low = State("fase3")
    high = low.with_override("BB2", "bouwlagen", 7)
    voor, na = (resolve(plan, state, build(plan, state)) for state in (low, high))
    change = overgang(voor, na)
    assert {item.id for item in change.gaat} == {item.id for item in change.komt} != set()
    assert all(item.id.startswith("BB2-") for item in change.komt)


def test_a_role_changes_when_the_ground_does(scenes: list[Scene]) -> None:
    change = overgang(scenes[1], scenes[2])
    pand = next(item for item in scenes[1].bodies if item.blok == "BB1")
    roles = [next(b.role for b in change.scene(0.5, arrived).bodies if b.id == pand.id) for arrived in (False, True)]
    assert roles == ["nieuw", "nieuw_eerder"]
