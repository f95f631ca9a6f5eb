"""SVG plan: on a sheet of its true size, a group per layer, areas on paper that are areas in the field."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from shapely.geometry import Polygon

from massastudie.errors import FileError
from massastudie.massa import build
from massastudie.plan import Plan
from massastudie.state import State
from massastudie.volumes import Status
from modellen.export import export
from modellen.export.svg import LAYERS
from tests.export import model

SVG = "{http://www.w3.org/2000/svg}"


def drawn(plan: Plan, path: Path, schaal: int | None) -> ElementTree.Element:
    export(build(plan, State("fase3")), plan, path, schaal)
    return ElementTree.parse(path).getroot()


def groups(root: ElementTree.Element) -> dict[str, ElementTree.Element]:
    return {g.attrib["id"]: g for g in root.iter(f"{SVG}g") if "id" in g.attrib}


@pytest.mark.parametrize(("schaal", "sheet"), [(1000, ("297mm", "420mm")), (500, ("594mm", "841mm"))])
def test_on_the_smallest_iso_sheet_at_its_scale(plan: Plan, tmp_path: Path, schaal: int, sheet: tuple) -> None:
    root = drawn(plan, tmp_path / "plan.svg", schaal)
    assert (root.attrib["width"], root.attrib["height"]) == sheet
    assert root.attrib["viewBox"] == f"0 0 {sheet[0][:-2]} {sheet[1][:-2]}"
    outline = next(groups(root)["plangrens"].iter(f"{SVG}path")).attrib["d"]
    points = [tuple(map(float, xy.split(","))) for xy in re.findall(r"[-\d.]+,[-\d.]+", outline)]
    metres = Polygon(points).area * (schaal / 1000) ** 2
    assert metres == pytest.approx(plan.plangrens.area, rel=1e-4)


def test_a_group_per_layer_in_order(plan: Plan, tmp_path: Path) -> None:
    root = drawn(plan, tmp_path / "plan.svg", None)
    assert list(groups(root)) == list(LAYERS)
    label = "{http://www.inkscape.org/namespaces/inkscape}label"
    assert all(group.attrib[label] == name for name, group in groups(root).items())


def test_every_new_pand_is_drawn_once_with_its_outline(plan: Plan, tmp_path: Path) -> None:
    root = drawn(plan, tmp_path / "plan.svg", None)
    new = [i for i in build(plan, State("fase3")).lichamen if i.status is Status.NIEUW and i.soort != "dek"]
    filled, outlined = list(groups(root)["nieuw"].iter(f"{SVG}path")), len(new)
    assert len(filled) == 2 * outlined


def test_a_scale_bar_of_its_length(plan: Plan, tmp_path: Path) -> None:
    root = drawn(plan, tmp_path / "plan.svg", 500)
    frame = groups(root)["kader"]
    text = next(t.text for t in frame.iter(f"{SVG}text") if re.fullmatch(r"\d+ m", str(t.text)))
    bar = next(r for r in frame.iter(f"{SVG}rect") if r.attrib["height"] == "1")
    assert float(bar.attrib["width"]) == pytest.approx(float(str(text).split()[0]) * 1000 / 500)


def test_a_scale_is_for_a_drawing_only(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"schaal \(1:500\) geldt alleen voor een plankaart"):
        export(model.massa(), model.plan(), tmp_path / "x.ifc", 500)
    assert not list(tmp_path.iterdir())
