"""SVG sections: a file per street with a profile; strips and panden as wide and as high on paper as they are."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from massastudie.massa import build
from massastudie.plan import Plan
from massastudie.state import State
from massastudie.volumes import Massamodel
from modellen.export.svg_sections import export_sections, sections
from modellen.rapport.doorsnede import BESIDE_M

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def massa(plan: Plan) -> Massamodel:
    return build(plan, State("fase3"))


def boxes(root: ElementTree.Element, fill: str) -> list[tuple[float, float, float, float]]:
    """(left, top, right, bottom) in mm of what is drawn in one colour."""
    found = []
    for group in root.iter(f"{SVG}g"):
        if group.attrib.get("fill") == fill:
            for path in group.iter(f"{SVG}path"):
                xy = [tuple(map(float, p.split(","))) for p in re.findall(r"[-\d.]+,[-\d.]+", path.attrib["d"])]
                xs, ys = zip(*xy, strict=True)
                found.append((min(xs), min(ys), max(xs), max(ys)))
    return found


def test_a_file_per_street_that_carries_a_profile(plan: Plan, massa: Massamodel, tmp_path: Path) -> None:
    written = export_sections(massa, plan, tmp_path / "kaart.svg")
    assert [p.name for p in written] == [f"kaart-{vak.straat}.svg" for vak in massa.profielen]


@pytest.mark.parametrize("schaal", [100, 200])
def test_strips_are_as_wide_as_the_profile_says(plan: Plan, massa: Massamodel, schaal: int) -> None:
    for vak in massa.profielen:
        root = ElementTree.fromstring(sections(massa, plan, schaal)[vak.straat])
        assert root.attrib["width"] == f"{(vak.profiel.breedte_m + 2 * BESIDE_M) * 1000 / schaal:g}mm"
        roads = boxes(root, "#C4C3C0")
        expected = [s.breedte_m for s in vak.profiel.stroken if s.soort in ("rijbaan", "parkeren")]
        assert [(right - left) * schaal / 1000 for left, _, right, _ in roads] == pytest.approx(expected, abs=0.01)


def test_new_panden_are_as_high_as_they_are(plan: Plan, massa: Massamodel) -> None:
    root = ElementTree.fromstring(sections(massa, plan)["weiersstraat_midden"])
    new = boxes(root, "#F2D8AE")
    ground = max(bottom for _, _, _, bottom in new)
    top_m = (ground - min(top for _, top, _, _ in new)) * 0.2
    assert any(item.hoogte_m == pytest.approx(top_m, abs=0.01) for item in massa.lichamen if item.blok)


def test_texts_tell_widths_in_dutch_and_the_assumption(plan: Plan, massa: Massamodel) -> None:
    root = ElementTree.fromstring(sections(massa, plan)["weiersstraat_midden"])
    texts = [str(t.text) for t in root.iter(f"{SVG}text")]
    vak = next(v for v in massa.profielen if v.straat == "weiersstraat_midden")
    for strook in vak.profiel.stroken:
        assert f"{strook.breedte_m:.2f}".replace(".", ",") in texts and strook.naam in texts
    assert f"aanname: {vak.profiel.herkomst.aanname}" in texts
