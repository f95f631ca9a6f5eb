"""Tables as CSV: one form, and the same numbers as the figures."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from massastudie.oppervlak import per_fase
from massastudie.plan import Plan
from massastudie.state import State
from massastudie.tijd import ZONE
from modellen.export.cel import no_formula
from modellen.export.csv_tabel import write_tables
from modellen.stempel import stempel
from modellen.tabellen import dossier

MADE = datetime(2026, 11, 24, 12, 0, tzinfo=ZONE)


def test_the_detail_adds_up_to_the_figures(plan: Plan, tmp_path: Path) -> None:
    written = write_tables(dossier(plan, State.start(plan), MADE), tmp_path / "nieuw")
    assert [p.stem for p in written][:4] == ["per_fase", "per_blok", "per_pand", "per_bouwlaag"]
    raw = (tmp_path / "nieuw" / "per_bouwlaag.csv").read_bytes()
    assert b"\r" not in raw and not raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(raw.decode("utf-8").splitlines()))
    for cijfers in per_fase(plan, State.start(plan)):
        own = [float(r["bvo_m2"]) for r in rows if r["fase"] == cijfers.fase and r["in_plan"] == "ja"]
        assert sum(own) == pytest.approx(cijfers.totaal_m2, abs=1e-6)


@pytest.mark.parametrize("text", ["=1+1", "+1+A1", "-1+A1", "@x", "\t=1", "\r=1", "\n=1"])
def test_text_that_a_program_takes_for_a_formula_gets_an_apostrophe(text: str) -> None:
    assert no_formula(text) == "'" + text


@pytest.mark.parametrize("cel", [-1.5, 0, None, "a=1", "", "-", "-3.25", "+1"])
def test_other_cells_stay_as_they_are(cel: float | str | None) -> None:
    assert no_formula(cel) == cel


def test_the_hash_follows_plan_and_wishes_and_nothing_else(plan: Plan) -> None:
    state = State.start(plan)
    same = [state, state.with_layer("bomen", False), replace(state, selectie="BB1")]
    assert len({stempel(plan, s, MADE).code for s in same}) == 1
    other = [
        stempel(plan, state.with_doorsteek("DS1", False), MADE),
        stempel(plan, state.with_override("BB1", "bouwlagen", 6), MADE),
        stempel(replace(plan, versie=2), state, MADE),
        stempel(replace(plan, bomen=plan.bomen[1:]), state, MADE),
        stempel(plan, replace(state, fase="fase1"), MADE),
    ]
    assert len({stempel(plan, state, MADE).code, *(o.code for o in other)}) == 6


def test_the_hash_is_of_the_content_not_of_where_it_was_read(plan: Plan) -> None:
    state = State.start(plan)
    assert stempel(replace(plan, map="/elders"), state, MADE).code == stempel(plan, state, MADE).code
    assert stempel(plan, state, MADE).regel.endswith("24-11-2026 12:00 CET")
