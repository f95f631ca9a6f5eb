"""Elevations: what is in sight by hand, and the drawing at true scale."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest
import shapely
from lxml import etree
from pypdf import PdfReader
from shapely.geometry import Polygon, box

from massastudie.errors import PlanError
from massastudie.on_terrain import lifted
from massastudie.plan import Functie, Vlak
from massastudie.scene_items import PersonItem, Role, Scene, TreeItem
from massastudie.terrein import Terrein
from massastudie.volumes import Lichaam, Massamodel, Status, Volume
from modellen.aanzicht.aim import SIDES, Aim, side_of, whole_plan
from modellen.aanzicht.drawing import NEW, elevation, level_marks, parts_of
from modellen.aanzicht.hidden import axes
from modellen.aanzicht.staffage import BODY, LEAF, figures
from modellen.rapport.vel import as_pdf
from tests.export import model
from ui.cli_elevation import SIDES as CLI_SIDES

SVG = "{http://www.w3.org/2000/svg}"


def block(name: str, polygon: Polygon, top_m: float, low_m: float = 0.0) -> Lichaam:
    volume = Volume(f"{name}.0", polygon, low_m, top_m, 0, Functie.WONEN)
    return Lichaam(name, name, None, Status.NIEUW, "nu", True, (volume,))


def areas(aim: Aim) -> dict[str, float]:
    """m² in sight of each mass."""
    found: dict[str, float] = {}
    for item, _, shape in parts_of(aim):
        found[item.id] = found.get(item.id, 0.0) + shape.area
    return found


def test_what_stands_behind_is_seen_where_it_sticks_out() -> None:
    """Looking north: A of 10 × 6 m before B of 10 × 9 m that stands 5 m farther to the right. Of B's 90 m² the 5 × 6 m
    behind A are hidden: 60 m². C behind both, 15 m wide and 9 m high, is seen over A only: 5 × 3 m."""
    front, behind = block("A", box(0, 0, 10, 5), 6.0), block("B", box(5, 10, 15, 15), 9.0)
    last = block("C", box(0, 20, 15, 25), 9.0)
    assert areas(Aim("", 0.0, (front, behind, last))) == pytest.approx({"A": 60.0, "B": 60.0, "C": 15.0}, abs=0.01)


def test_seen_from_the_side_a_roof_shows_its_slope_and_its_gable() -> None:
    """The house of 8.346 × 9.123 m, eaves at 7.5 m, ridge at 11 m along the north: from the west 9.123 × (7.5 + 3.5) m
    (wall and slope, both as wide as the house is deep); from the south 8.346 × 7.5 m and a triangle 3.5 m high."""
    house = model.house()
    assert areas(Aim("", 90.0, (house,)))["P1"] == pytest.approx(9.123 * 11.0, abs=0.05)
    assert areas(Aim("", 0.0, (house,)))["P1"] == pytest.approx(8.342 * (7.5 + 3.5 / 2), abs=0.1)


def test_through_a_passage_is_seen_what_lies_behind() -> None:
    """The gate of 12 m has an opening of 4 × 4.5 m; behind it a wall of 20 m high shows through it and over it."""
    gate, wall = model.gate(), block("W", box(20, 30, 32, 31), 20.0)
    found = areas(Aim("", 0.0, (gate, wall)))
    assert found["BB1 02"] == pytest.approx(12 * 7.5 - 4 * 4.5, abs=0.01)
    assert found["W"] == pytest.approx(12 * (20 - 7.5) + 4 * 4.5, abs=0.01)


@pytest.mark.parametrize("azimut_deg", [17.0, 123.0, 250.0])
def test_parts_in_sight_fill_the_outline_once(azimut_deg: float) -> None:
    """Whatever the direction: no two parts overlap, and together they are the outline of all masses."""
    random = np.random.default_rng(5)
    items = [block(f"B{n}", box(x, y, x + 8, y + 6), h) for n, (x, y, h) in
             enumerate(zip(*(random.uniform(*r, 12) for r in ((0, 80), (0, 80), (5, 25))), strict=True))]  # fmt: skip
    apart = [a for i, a in enumerate(items) if not any(_near(a, b) for b in items[:i])]
    shapes = [shape for *_, shape in parts_of(Aim("", azimut_deg, tuple(apart)))]
    right, _ = axes(azimut_deg)
    spans = [(shapely.get_coordinates(i.volumes[0].polygon) @ right, i.hoogte_m) for i in apart]
    outline = shapely.union_all([box(u.min(), 0, u.max(), h) for u, h in spans])
    assert shapely.union_all(shapes).symmetric_difference(outline).area < 0.2
    assert sum(s.area for s in shapes) == pytest.approx(outline.area, abs=0.2)


def _near(a: Lichaam, b: Lichaam) -> bool:
    return bool(a.volumes[0].polygon.distance(b.volumes[0].polygon) < 0.5)


def test_a_side_of_a_square_holds_what_stands_there() -> None:
    square = Vlak("plein", "Plein", "plein", box(0, 0, 20, 20), "nu")
    plan = replace(model.plan(), vlakken=(square,))
    north, south = block("N", box(0, 22, 20, 30), 9.0), block("S", box(0, -10, 20, -2), 9.0)
    massa = Massamodel("nu", (north, south))
    aim = side_of(plan, massa, ("plein",), "noord")
    assert ([i.id for i in aim.lichamen], aim.azimut_deg, aim.span_m) == (["N"], 0.0, (-6.0, 26.0))
    with pytest.raises(PlanError, match="aan de zijde oost van 'plein' staat in fase 'nu' niets"):
        side_of(plan, massa, ("plein",), "oost")
    with pytest.raises(PlanError, match="'straatje' is geen straat of plein; kies uit plein"):
        side_of(plan, massa, ("straatje",), "oost")


def test_widths_and_heights_on_paper_are_true() -> None:
    """A pand of 20 × 9 m at 1:500 is 40 × 18 mm; its level is marked +9,0."""
    massa = Massamodel("nu", (block("A", box(0, 0, 20, 8), 9.0),))
    root = etree.fromstring(elevation(model.plan(), massa, whole_plan(massa, 180.0), 500))
    outline = next(p for g in root.iter(f"{SVG}g") if g.get("stroke-width") == "0.35" for p in g.iter(f"{SVG}path"))
    xy = np.array([[float(v) for v in p.split(",")] for p in re.findall(r"[-\d.]+,[-\d.]+", outline.get("d"))])
    assert np.ptp(xy, axis=0) == pytest.approx([40.0, 18.0], abs=0.02)
    texts = [t.text for t in root.iter(f"{SVG}text")]
    assert "±0,0" in texts and "+9,0" in texts
    assert any("aanzicht vanuit het zuiden · Nu (2021) · 1:500" in t for t in texts)


def test_on_a_terrain_a_mass_is_drawn_on_its_own_ground() -> None:
    """9 m high on ground at 1.5 m: 20 × 9 m in sight, and its level is +9.0."""
    raised = lifted(block("A", box(0, 0, 20, 8), 9.0), 1.5)
    parts = list(parts_of(Aim("", 0.0, (raised,))))
    assert parts[0][2].bounds == pytest.approx((0.0, 0.0, 20.0, 9.0))
    assert level_marks(parts) == [0.0, 9.0]


def test_a_wall_is_drawn_from_the_ground_before_it() -> None:
    """Looking north at a wall of 20 × 9 m on ground that rises 0.1 a metre to the east, its foot at 0: a triangle of
    20 × 2 m lies below the ground."""
    rising = Terrein(-50.0, -50.0, np.tile(np.arange(-5.0, 6.0), (11, 1)), 8.5, "ahn.tif", 0, 121)
    parts = list(parts_of(Aim("", 0.0, (block("A", box(0, 0, 20, 8), 9.0),)), rising))
    assert sum(shape.area for *_, shape in parts) == pytest.approx(180.0 - 20.0)
    plan = replace(model.plan(), terrein=rising)
    massa = Massamodel("nu", (block("A", box(0, 0, 20, 8), 9.0),))
    root = etree.fromstring(elevation(plan, massa, whole_plan(massa, 180.0), 500))
    said = [t.text for t in root.iter(f"{SVG}text")]
    assert any("Hoogten in m boven 8,50 m NAP" in t for t in said)
    ground = next(p for g in root.iter(f"{SVG}g") if g.get("stroke-width") == "0.7" for p in g.iter(f"{SVG}path"))
    rows = [float(y) for _, y in re.findall(r"([-\d.]+),([-\d.]+)", ground.get("d"))]
    assert max(rows) - min(rows) == pytest.approx(2.0 * 2, abs=0.02)  # 2 m at 1:500


def test_trees_and_people_stand_at_true_size_where_they_are() -> None:
    """Looking north (u is x, depth is y): a tree of 12 m, stem 4 m, crown 6 m at (5, -2) before a wall at y = 0, and
    someone of 1.75 m at (8, -4). A tree out of the ground, one out of the span and who rides are not drawn."""
    trees = [TreeItem(x, y, 0.0, 6.0, 12.0, 4.0, Role.BOOM) for x, y in ((5.0, -2.0), (5.0, 90.0), (30.0, -2.0))]
    people = [PersonItem(8.0, -4.0, 0, 0.0, pose, 0.5) for pose in ("standing", "cycling")]
    scene = Scene((), (), (), tuple(trees), (), "maquette", "nu", ("nu",), people=tuple(people))
    aim = Aim("", 0.0, (block("A", box(0, 0, 20, 8), 9.0),), (-2.0, 22.0), box(-50, -10, 50, 10))
    tree, person = figures(model.plan(), scene, aim)
    assert tree.kroon is not None and tree.kroon.bounds == pytest.approx((2.0, 4.0, 8.0, 12.0), abs=0.01)
    assert (tree.depth_m, person.depth_m, person.kroon) == (-2.0, -4.0, None)
    assert shapely.total_bounds(person.romp)[[1, 3]] == pytest.approx([0.0, 1.75], abs=0.01)
    svg = elevation(model.plan(), Massamodel("nu", aim.lichamen), aim, 200, scene).decode()
    # The nearest comes last: wall, tree, person.
    assert svg.index(NEW[0][0]) < svg.index(LEAF) < svg.index(BODY)
    assert "Bomen en mensen" in svg


def test_levels_are_those_of_new_masses() -> None:
    parts = list(parts_of(Aim("", 0.0, (block("A", box(0, 0, 5, 5), 9.04), model.house()))))
    assert level_marks(parts) == [0.0, 9.0]


def test_the_pdf_is_as_large_as_the_drawing_and_the_same_each_time() -> None:
    massa = Massamodel("nu", (block("A", box(0, 0, 20, 8), 9.0),))
    svg = elevation(model.plan(), massa, whole_plan(massa, 180.0), 500)
    pdf = as_pdf(svg, "x.pdf")
    assert pdf.startswith(b"%PDF") and as_pdf(svg, "x.pdf") == pdf

    page = PdfReader(BytesIO(pdf)).pages[0]
    high_mm = float(re.search(rb'height="([\d.]+)mm"', svg)[1])  # type: ignore[index]
    assert float(page.mediabox.width) == pytest.approx(420 / 25.4 * 72, abs=0.5)
    assert float(page.mediabox.height) == pytest.approx(high_mm / 25.4 * 72, abs=0.5)
    assert "Proefplan" in page.extract_text()


def test_the_command_line_knows_the_same_sides() -> None:
    assert tuple(SIDES) == CLI_SIDES
