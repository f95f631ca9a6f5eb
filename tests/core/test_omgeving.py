"""A plan with imported panden: what gives way, what is taken over, what is assumed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import shapely

from massastudie.context import Context, ContextPand
from massastudie.errors import PlanError
from massastudie.massa import build
from massastudie.omgeving import with_context
from massastudie.plan import BestaandPand, Fase, Functie, Plan
from massastudie.scene import resolve
from massastudie.state import State

ORIGIN = (233800.0, 557100.0)


def standing(item: str, x: float, size: float = 10.0) -> BestaandPand:
    ground = shapely.box(x, 0.0, x + size, size)
    return BestaandPand(item, ground, Functie.WINKEL, Functie.KANTOOR, 2, 7.0, 4.0, in_plan=True)


def plan() -> Plan:
    fasen = (Fase("nu", "Nu", "2021"), Fase("later", "Later", "2030"))
    border = shapely.box(-20, -20, 60, 60)
    return Plan("p", "P", 1, ORIGIN, fasen, border, bestaand=(standing("a", 0.0), standing("b", 30.0)))


def imported(*panden: ContextPand, crs: str | None = "EPSG:7415") -> Context:
    return Context("stad.json", "CityJSON", "2.0", crs, len(panden), (0, 0, 1, 1), 0.0, panden)


def pand(item: str, x: float, width: float, depth: float = 10.0, **more: object) -> ContextPand:
    ground = shapely.box(ORIGIN[0] + x, ORIGIN[1], ORIGIN[0] + x + width, ORIGIN[1] + depth)
    return replace(ContextPand(item, ground), **more)


def test_what_is_covered_gives_way_and_what_it_was_is_kept() -> None:
    found = with_context(plan(), imported(pand("a", 1.0, 9.0, hoogte_m=12.0)))
    items = {item.id: item for item in found.bestaand}
    assert sorted(items) == ["a", "b"]  # the imported one has the name of the one it took the place of
    new = items["a"]
    assert new.polygon.equals(shapely.box(1, 0, 10, 10))
    assert (new.hoogte_m, new.functie_plint, new.functie_boven) == (12.0, Functie.WINKEL, Functie.KANTOOR)
    assert new.bouwlagen == 4 and "geschat" in (new.herkomst.aanname or "")  # 12 m by 3 m
    assert new.herkomst.bron == "stad.json (CityJSON)"


def test_a_sliver_of_overlap_lets_both_stand() -> None:
    # 0.5 × 10 m of 10 × 10 m: a twentieth
    found = with_context(plan(), imported(pand("c", 9.5, 10.0)))
    assert [item.id for item in found.bestaand] == ["a", "b", "c"]


def test_imported_ones_give_way_when_asked() -> None:
    found = with_context(plan(), imported(pand("c", 5.0, 10.0), pand("d", 45.0, 5.0)), vervangt=False)
    assert [item.id for item in found.bestaand] == ["a", "b", "d"]


def test_a_name_that_is_taken_gets_a_number() -> None:
    found = with_context(plan(), imported(pand("b", 45.0, 5.0)))
    assert [item.id for item in found.bestaand] == ["a", "b", "b~2"]


def test_an_unknown_height_is_an_assumption_and_it_is_said() -> None:
    found = with_context(plan(), imported(pand("c", 45.0, 5.0), pand("d", 51.0, 5.0, bouwlagen=5)))
    assert [item.hoogte_m for item in found.bestaand[2:]] == [6.0, 15.0]
    assert all("hoogte onbekend" in (item.herkomst.aanname or "") for item in found.bestaand[2:])


@pytest.mark.parametrize(
    ("said", "hoogte_m", "bouwlagen"),
    [
        ({"hoogte_m": 1e12}, 6.0, 2),  # no height, so 6 m, by 3 m
        ({"hoogte_m": -3.0, "bouwlagen": 4}, 12.0, 4),
        ({"hoogte_m": 9.0, "bouwlagen": 10**9}, 9.0, 3),
        ({"hoogte_m": 900.0}, 900.0, 200),  # more than a plan may say is not estimated
    ],
)
def test_a_size_that_no_pand_has_counts_as_not_said(said: dict[str, Any], hoogte_m: float, bouwlagen: int) -> None:
    found = with_context(plan(), imported(pand("c", 45.0, 5.0, **said))).bestaand[2]
    assert (found.hoogte_m, found.bouwlagen) == (hoogte_m, bouwlagen)


@pytest.mark.parametrize("hoogte_m", [4.1236, 0.0004, 1e-9])  # rounded to mm the first is higher, the others nothing
def test_a_height_in_more_digits_than_a_plan_keeps_is_taken(hoogte_m: float) -> None:
    found = with_context(plan(), imported(pand("c", 45.0, 5.0, hoogte_m=hoogte_m)))
    assert found.bestaand[2].hoogte_m == hoogte_m
    assert {item.id for item in build(found, State.start(found)).lichamen} >= {"c"}


def test_outside_the_border_nothing_is_counted() -> None:
    far = with_context(plan(), imported(pand("c", 500.0, 10.0)))
    assert [item.in_plan for item in far.bestaand] == [True, True, False]
    assert {item.id for item in build(far, State("nu")).lichamen} == {"a", "b", "c"}


@pytest.mark.parametrize(
    ("context", "word"),
    [
        (imported(pand("c", 0.0, 9.0), crs=None), "coördinatenstelsel"),
        (imported(), "minstens één pand"),
        (imported(pand("c", 9000.0, 9.0)), "8.9 km"),
    ],
)
def test_what_cannot_be_placed_is_refused(context: Context, word: str) -> None:
    with pytest.raises(PlanError, match=word):
        with_context(plan(), context)


def test_a_name_is_no_formula_and_no_control_character() -> None:
    found = with_context(plan(), imported(pand("=1+1\x1b[31m", 45.0, 5.0, naam="@SOM(A1)\r\n")))
    assert (found.bestaand[2].id, found.bestaand[2].naam) == ("1+1[31m", "SOM(A1)")


def test_whom_the_surroundings_are_from_is_told_once() -> None:
    context = replace(imported(pand("c", 45.0, 10.0)), bron="3DBAG © TU Delft (CC BY 4.0); 2026")
    found = with_context(plan(), context)
    assert found.credits == ("3DBAG © TU Delft (CC BY 4.0), 2026",)
    again = with_context(found, replace(context, panden=(pand("d", 45.0, 10.0),)))
    assert again.credits == found.credits
    start = State.start(again)
    assert resolve(again, start, build(again, start)).credits == found.credits
    assert with_context(plan(), imported(pand("c", 45.0, 10.0))).credits == ()
