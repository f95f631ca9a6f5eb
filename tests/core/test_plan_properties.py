"""What holds for the whole plan under any wish: nothing twice in one place, open doorsteken free, sums that add up."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from massastudie import oppervlak
from massastudie.massa import build
from massastudie.plan import Plan
from massastudie.state import check_state
from tests.core.making import blocking, clashes
from tests.core.strategies import wishes


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_wish_gives_masses_that_can_stand(plan: Plan, data: st.DataObject) -> None:
    state = check_state(plan, data.draw(wishes(plan)))
    massa = build(plan, state)
    assert clashes(massa) == []
    assert blocking(massa) == []
    found = oppervlak.kerncijfers(plan, state, massa)
    assert found.totaal_m2 == pytest.approx(sum(v.bvo_m2 for i, v in massa.pairs() if i.in_plan), abs=0.01)
    assert all(b.footprint_m2 <= b.eiland_m2 + 0.1 for b in found.blokken)
    assert found.gesloopt_m2 >= -0.01 and found.gevel_m >= 0
