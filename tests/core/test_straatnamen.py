"""Stretches of street that carry one name are told apart by where they lie."""

from __future__ import annotations

from dataclasses import replace

import pytest
from shapely.geometry import LineString

from massastudie.plan import Plan
from massastudie.straatnamen import naam_of, straatnamen


def test_stretches_of_the_plan_are_told_apart(plan: Plan) -> None:
    """By hand, from the axes in the plan: the Weiersstraat runs from south to north, 't Forum from west to east."""
    names = straatnamen(plan)
    assert [names[f"weiersstraat_{part}"] for part in ("zuid", "midden", "noord")] == [
        "Weiersstraat, zuid", "Weiersstraat, midden", "Weiersstraat, noord",
    ]  # fmt: skip
    assert (names["forum_west"], names["forum_oost"]) == ("'t Forum, west", "'t Forum, oost")
    assert names["kruisstraat"] == "Kruisstraat"
    assert len(set(names.values())) == len(plan.straten)


@pytest.mark.parametrize(("ids", "last"), [("abcd", "Laan, deel 4 van 4"), ("ab", "Laan, noord")])
def test_the_order_is_that_of_place_not_of_the_file(plan: Plan, ids: str, last: str) -> None:
    first = plan.straten[0]
    straten = tuple(
        replace(first, id=name, naam="Laan", lijn=LineString([(0, 50 * n), (0, 50 * n + 40)]))
        for n, name in reversed(list(enumerate(ids)))
    )
    own = replace(plan, straten=straten, winkelunits=())
    assert straatnamen(own)[ids[-1]] == last
    assert naam_of(own, ids[-1]) == last
