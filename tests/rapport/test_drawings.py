"""Drawings at scale: frames, shapes cut to them, sections through what stands."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from shapely.geometry import box

from massastudie.plan import Plan
from massastudie.scene_items import LabelItem
from massastudie.state import State
from massastudie.tijd import ZONE
from modellen.rapport.doorsnede import BESIDE_M, cut_line, doorsneden
from modellen.rapport.kaart import kaart, names, scale_bar
from modellen.rapport.svg import Kader, Tekening, kader
from modellen.tabellen import Dossier, dossier
from ui.report import sheet_colours

MADE = datetime(2026, 11, 24, 12, 0, tzinfo=ZONE)


@pytest.fixture(scope="module")
def found(plan: Plan) -> Dossier:
    return dossier(plan, State.start(plan), MADE)


def test_the_finest_scale_that_fits_is_taken() -> None:
    """A plan of 100 × 50 m with 8 m free: 116 m in 116 mm asks 1:1000, in 115 mm 1:1250."""
    assert kader((0, 0, 100, 50), 116.0, 200.0).schaal == 1000
    assert kader((0, 0, 100, 50), 115.0, 200.0).schaal == 1250


def test_a_frame_is_centred_and_true() -> None:
    frame = kader((0, 0, 100, 50), 120.0, 80.0)
    assert frame.bounds == pytest.approx((-10, -15, 110, 65))
    assert frame.place(50, 25) == pytest.approx((60, 40))
    assert frame.place(0, 50) == pytest.approx((10, 15))


def test_shapes_are_in_millimetres_and_cut_to_the_frame() -> None:
    drawing = Tekening(Kader(0, 0, 100, 100, 1000))
    drawing.areas([box(10, 20, 30, 40), box(500, 500, 600, 600)], "#FF0000")
    text = drawing.svg().decode()
    assert 'width="100mm"' in text and text.count("<path") == 1
    found = re.search(r'd="M(.*?)Z"', text)
    assert found is not None
    corners = {tuple(map(float, pair.split(","))) for pair in found[1].split()}
    assert corners == {(10, 80), (30, 80), (30, 60), (10, 60)}


def test_a_scale_bar_is_a_round_length() -> None:
    """At 1:1500 60 mm holds 90 m: 50 m, 33.3 mm. At 1:500: 20 m (40 mm) in 60 mm."""
    assert scale_bar(Kader(0, 0, 1, 1, 1500), 60.0) == {"meter": 50, "mm": pytest.approx(100 / 3), "schaal": 1500}
    assert scale_bar(Kader(0, 0, 1, 1, 500), 60.0)["meter"] == 20


def test_of_names_that_meet_the_important_one_stays() -> None:
    labels = [LabelItem("s", "Oudestraat", 50, 50, 0, "straat", 4), LabelItem("p", "Markt", 51, 50, 0, "plein", 0)]
    kept = names(Kader(0, 0, 100, 100, 1000), labels)
    assert [name["tekst"] for name in kept] == ["Markt"]


def test_each_fase_has_its_own_map(plan: Plan, found: Dossier) -> None:
    frame = kader(plan.plangrens.bounds, 246.0, 256.0)
    maps = [kaart(plan, t, frame, sheet_colours()) for t in found.toestanden]
    assert len({m.svg for m in maps}) == len(plan.fasen)
    assert not maps[0].lagen and len(maps[-1].lagen) > 80
    assert "Koopmansplein" in [n["tekst"] for n in maps[0].namen]


def test_a_section_runs_from_facade_to_facade(plan: Plan, found: Dossier) -> None:
    """The Weierslaan is 28 m wide between facades (profielen.toml); the section looks 12 m in on both sides."""
    vak = next(v for v in found.toestanden[-1].massa.profielen if v.straat == "weiersstraat_midden")
    straat = next(s for s in plan.straten if s.id == vak.straat)
    line = cut_line(straat, vak)
    assert line.length == pytest.approx(28.0 + 2 * BESIDE_M)
    hit = [i for i in found.toestanden[-1].massa.lichamen if i.volumes[0].polygon.intersects(line)]
    between = line.interpolate(BESIDE_M + 14.0)
    assert hit and all(i.volumes[0].polygon.distance(between) > 10.0 for i in hit)


def test_strips_of_a_section_are_to_scale(plan: Plan, found: Dossier) -> None:
    """The widest profile, 44 m with 24 m of panden, in 186 mm: 1:400, so a strip of 5.5 m is 13.75 mm."""
    cuts = doorsneden(plan, found.toestanden[-1], 186.0, sheet_colours())
    assert {cut.schaal for cut in cuts} == {400}
    strip = next(s for cut in cuts for s in cut.stroken if s["breedte_m"] == 5.5)
    assert strip["mm"] == pytest.approx(13.75)
