"""BAG and 3DBAG together: one pand by its number, form of the one, use and year of the other, in either order."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from massastudie.bag import bag_key
from massastudie.context import Context
from massastudie.facets import Facets
from massastudie.massa import build
from massastudie.omgeving import with_context
from massastudie.plan import BestaandPand, Functie, Plan
from massastudie.state import State
from tests.core.test_omgeving import imported, pand, plan

NUMBER = "0106100000001234"
BRON = "BAG, Kadaster"


def forms() -> Context:
    """One pand of 10 × 10 m as the 3DBAG has it: two roofs at heights of their own, 3 m per bouwlaag assumed."""
    facets = Facets(np.zeros((1, 3, 3)), np.zeros((1, 2, 3)))
    high = pand(f"NL.IMBAG.Pand.{NUMBER}.1", 45.0, 6.0, hoogte_m=12.0, facets=facets)
    return imported(high, pand(f"NL.IMBAG.Pand.{NUMBER}.2", 51.0, 4.0, hoogte_m=3.0))


def register(**more: object) -> Context:
    """The same pand as the BAG has it, and one that the 3DBAG has not."""
    said = {"functie": Functie.WONEN, "plint": Functie.WINKEL, "bouwjaar": 1931, "verblijfsobjecten": 3, **more}
    context = imported(pand(NUMBER, 45.0, 10.0, **said), pand("0106100000009999", 20.0, 5.0, functie=Functie.KANTOOR))
    return replace(context, bestand="bag.gpkg", formaat="GeoPackage", bron=BRON)


def of_number(made: Plan) -> list[BestaandPand]:
    return [p for p in made.bestaand if bag_key(p.id) == NUMBER]


@pytest.mark.parametrize("register_first", [False, True])
def test_form_of_the_one_and_use_of_the_other_in_either_order(register_first: bool) -> None:
    order = (register(), forms()) if register_first else (forms(), register())
    made = with_context(with_context(plan(), order[0]), order[1])
    high, low = of_number(made)
    assert (high.hoogte_m, low.hoogte_m) == (12.0, 3.0)
    assert high.facets is not None
    for item in (high, low):
        assert (item.functie_plint, item.functie_boven) == (Functie.WINKEL, Functie.WONEN)
        assert (item.bouwjaar, item.verblijfsobjecten) == (1931, 3)
        assert "stad.json" in str(item.herkomst.bron) and BRON in str(item.herkomst.bron)
        assert "functie onbekend" not in str(item.herkomst.aanname)
    assert [p.functie_boven for p in made.bestaand if p.id == "0106100000009999"] == [Functie.KANTOOR]
    # floors: 60 m² × 4 bouwlagen of 3 m, the lowest a shop; 40 m² × 1 bouwlaag, a shop
    bodies = [build(made, State.start(made)).by_id[p.id] for p in (high, low)]
    assert sum(b.bvo_m2.get(Functie.WINKEL, 0.0) for b in bodies) == pytest.approx(60 + 40)
    assert sum(b.bvo_m2.get(Functie.WONEN, 0.0) for b in bodies) == pytest.approx(3 * 60)


def test_a_shop_below_dwellings_is_an_assumption_and_it_is_said() -> None:
    high, _ = of_number(with_context(with_context(plan(), forms()), register()))
    assert "winkel in de plint" in str(high.herkomst.aanname)


def test_bouwlagen_of_the_register_go_before_a_guess() -> None:
    high, _ = of_number(with_context(with_context(plan(), forms()), register(bouwlagen=3)))
    assert high.bouwlagen == 3 and high.plint_m == 4.0  # 12 m in three
    assert "geschat" not in str(high.herkomst.aanname)


def test_a_register_that_says_nothing_leaves_the_assumption() -> None:
    said = register(functie=None, plint=None)
    high, _ = of_number(with_context(with_context(plan(), forms()), said))
    assert high.functie_boven is Functie.WONEN and "functie onbekend" in str(high.herkomst.aanname)


def test_only_the_number_of_a_pand_counts() -> None:
    assert bag_key(f"NL.IMBAG.Pand.{NUMBER}-0") == bag_key(NUMBER) == bag_key(f"{NUMBER}.2") == NUMBER
    assert bag_key("bouwblok-3") is None and bag_key(f"9{NUMBER}") is None
