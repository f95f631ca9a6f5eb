"""A plan on ground that is not flat: heights by hand, masses on them, figures as they were, sun past lower ground."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
import shapely

from massastudie.bezonning import Dag, study
from massastudie.casters import Prism, casters, from_prisms, merged
from massastudie.context import Context
from massastudie.errors import PlanError
from massastudie.ground_faces import casters_on
from massastudie.massa import build
from massastudie.meetpunten import meetpunten
from massastudie.omgeving import with_context
from massastudie.on_terrain import lifted
from massastudie.oppervlak import kerncijfers
from massastudie.plan import BestaandPand, Boom, Bouwblok, Fase, Functie, Plan, Vlak
from massastudie.scene import resolve
from massastudie.schaduw import reaching, sweeps
from massastudie.state import State
from massastudie.steps import drained
from massastudie.sun_groups import grouped
from massastudie.terrein import CEL_M, Raster, Terrein, filled, smoothed
from massastudie.volumes import Lichaam, Status, Volume
from massastudie.zonnestand import Plaats, directions
from massastudie.zonpunten import Punten

ORIGIN = (233800.0, 557100.0)


def plan() -> Plan:
    """A pand in the west, a block in the east, a square and a tree between them."""
    fasen = (Fase("nu", "Nu", "2021"),)
    pand = BestaandPand("a", shapely.box(-60, 0, -50, 10), Functie.WINKEL, Functie.WONEN, 2, 7.0, 4.0, in_plan=True)
    blok = Bouwblok("B", "Blok", "nu", shapely.box(40, -20, 80, 30), 10.0, 3, 4.5, 3.0, Functie.WINKEL, Functie.WONEN)
    plein = Vlak("P", "Plein", "plein", shapely.box(-30, -20, 20, 20), "nu")
    boom = Boom("t", shapely.Point(25.0, 0.0), 5.0, 8.0, 2.0, "nu")
    return Plan("p", "P", 1, ORIGIN, fasen, shapely.box(-100, -60, 100, 60), bestaand=(pand,), bouwblokken=(blok,),
                vlakken=(plein,), bomen=(boom,))  # fmt: skip


def slope(holes: bool = False, share: float = 1.0) -> Context:
    """Ground that rises 2 cm a metre to the east, 10 m NAP at x = 0 of the plan; `share` of its columns are known."""
    columns, rows = 60, 40
    x = ORIGIN[0] + (np.arange(columns) - 30) * CEL_M
    heights = np.tile(10.0 + 0.02 * (x - ORIGIN[0]), (rows, 1))
    heights[:, int(share * columns) :] = np.nan
    if holes:
        heights[10:12, 20:23] = np.nan
    raster = Raster(float(x[0]), ORIGIN[1] - 20 * CEL_M, heights)
    return Context("ahn.tif", "GeoTIFF", "", "EPSG:28992", 0, (0, 0, 1, 1), 0.0, raster=raster)


def on_slope() -> Plan:
    return with_context(plan(), slope())


def test_the_ground_is_that_of_the_file_above_the_level_of_the_plan() -> None:
    terrein = on_slope().terrein
    assert terrein is not None
    assert terrein.peil_m == pytest.approx(10.0, abs=0.11)  # the median of squares from -100 to 100 m: 10 m NAP
    places = np.array([[-50.0, 7.3], [0.0, 0.0], [33.3, -12.0]])
    assert terrein.hoogte(places) + terrein.peil_m == pytest.approx([9.0, 10.0, 10.666], abs=2e-3)  # 10 + 0.02 x


def test_between_its_points_the_ground_is_two_triangles() -> None:
    terrein = Terrein(0.0, 0.0, np.array([[0.0, 1.0], [2.0, 5.0]]), 0.0, "x", 0, 4)
    # (x, y) in a square of 10 m; south-east of the diagonal 0.1 x + 0.4 y, north-west of it 0.3 x + 0.2 y
    places = np.array([[0.0, 0.0], [10.0, 0.0], [0.0, 10.0], [10.0, 10.0], [6.0, 2.0], [2.0, 6.0]])
    assert terrein.hoogte(places) == pytest.approx([0.0, 1.0, 2.0, 5.0, 1.4, 1.8])
    # 75 m beyond the edge the height at the edge has half faded, 150 m beyond it is gone
    assert terrein.hoogte(np.array([[10.0, 85.0], [10.0, 160.0], [400.0, 0.0]])) == pytest.approx([2.5, 0.0, 0.0])


def test_holes_are_filled_from_around_and_counted() -> None:
    terrein = with_context(plan(), slope(holes=True)).terrein
    assert terrein is not None
    assert terrein.gaten == 6
    assert "6 van 2400 vakken van 10 m zonder waarde, gevuld uit hun buren; 0 in het model is" in terrein.vermelding
    assert filled(np.array([[1.0, np.nan, 3.0]])).tolist() == [[1.0, 2.0, 3.0]]
    assert smoothed(np.array([[0.0, 4.0, 0.0]])).tolist() == [[1.0, 2.0, 1.0]]  # weights 1-2-1


@pytest.mark.parametrize("share", [0.3, 0.0])
def test_a_file_that_misses_the_plan_is_refused(share: float) -> None:
    with pytest.raises(
        PlanError, match=r"bestand ahn\.tif: verwacht hoogten onder minstens 10% van het plan, gevonden"
    ):
        with_context(plan(), slope(share=share))


def test_each_mass_stands_level_on_its_lowest_ground_and_a_block_as_one() -> None:
    own = on_slope()
    massa = build(own, State.start(own))
    peil = own.terrein.peil_m if own.terrein else 0.0
    pand = massa.by_id["a"]
    assert pand.maaiveld_m + peil == pytest.approx(8.8, abs=2e-3)  # x = -60
    assert pand.volumes[0].bottom_m == pand.maaiveld_m
    assert (pand.hoogte_m, pand.top_m) == (pytest.approx(7.0), pytest.approx(pand.maaiveld_m + 7.0))
    (level,) = {item.maaiveld_m for item in massa.lichamen if item.blok}
    assert level + peil == pytest.approx(10.8, abs=2e-3)  # x = 40


def test_no_figure_changes() -> None:
    level, own = plan(), on_slope()
    flat, sloped = (kerncijfers(p, s, build(p, s)) for p in (level, own) for s in [State.start(p)])
    assert sloped.totaal_m2 == flat.totaal_m2
    assert sloped.bvo_m2 == flat.bvo_m2
    assert sloped.woningen == flat.woningen


def test_trees_names_and_points_of_sun_lie_on_the_ground() -> None:
    own = on_slope()
    state = State.start(own)
    massa = build(own, state)
    scene = resolve(own, state, massa)
    assert scene.terrein is own.terrein
    (tree,) = scene.trees
    assert tree.z_m == pytest.approx(own.maaiveld_m(25.0, 0.0))
    name = next(item for item in scene.labels if item.id == "P")
    assert name.z_m == pytest.approx(own.maaiveld_m(name.x_m, name.y_m))
    xyz = meetpunten(own, state, massa, ("pleinen",), 5.0).punten.xyz
    assert own.terrein is not None
    assert xyz[:, 2] == pytest.approx(own.terrein.hoogte(xyz[:, :2]) + 0.01)
    assert np.ptp(xyz[:, 2]) > 0.8  # 45 m at 2 cm a metre


def test_no_sun_comes_under_a_mass_from_lower_ground() -> None:
    """The block stands 0.8 m above 0: its walls go on below, so a point west of it and lower sees no gap."""
    own = on_slope()
    massa = build(own, State.start(own))
    block = next(item for item in massa.lichamen if item.blok)
    assert min(prism.bottom_m for prism in merged(block)) < own.maaiveld_m(-100.0, 0.0)
    level = plan()
    flat = build(level, State.start(level))
    assert {prism.bottom_m for prism in merged(flat.by_id["a"])} == {0.0}


def test_flat_ground_changes_nothing() -> None:
    level = replace(plan(), terrein=None)
    state = State.start(level)
    assert all(item.maaiveld_m == 0.0 for item in build(level, state).lichamen)
    assert {item.z_m for item in resolve(level, state, build(level, state)).trees} == {0.0}


def test_the_shade_of_a_mass_on_low_ground_is_as_long_as_elsewhere() -> None:
    """A pand of 7 m 1.2 m below 0, a sun of 45 degrees in the west: its shade ends 7 m east of its wall at x = -50."""
    own = on_slope()
    pand = build(own, State.start(own)).by_id["a"]
    assert pand.maaiveld_m < -1.0
    slope_east = np.array([1.0, 0.0])
    assert reaching([pand], slope_east, (-43.5, 0.0, -43.0, 10.0)) == [pand]
    assert shapely.union_all(sweeps([pand], slope_east)).bounds == pytest.approx((-60.0, 0.0, -43.0, 10.0))


def lit_by_hand(own: Plan, xyz: np.ndarray, moments: np.ndarray) -> np.ndarray:
    """(s, n) whether sun reaches points past the panden of a plan: where a beam passes over one it must be above its
    top. Only walls: the panden have flat roofs and stand on the ground."""
    towards = directions(moments, Plaats.from_rd(*own.oorsprong))
    free = np.ones((len(moments), len(xyz)), dtype=bool)
    for item in build(own, State.start(own)).lichamen:
        ground = shapely.union_all([v.polygon for v in item.volumes])
        for s, (east, north, up) in enumerate(towards):
            far = 400.0 / np.hypot(east, north)
            beams = shapely.linestrings([[p[:2], p[:2] + far * np.array([east, north])] for p in xyz])
            away = shapely.distance(shapely.points(xyz[:, :2]), shapely.intersection(beams, ground))
            over = xyz[:, 2] + away / np.hypot(east, north) * up
            free[s] &= ~(over < item.top_m - 1e-9)  # NaN where the beam misses it: no shade
    return free


def test_the_sun_engine_sees_masses_and_points_at_their_heights() -> None:
    own = on_slope()
    state = State.start(own)
    massa = build(own, state)
    points = meetpunten(own, state, massa, ("pleinen",), 4.0).punten
    dag = Dag(date(2026, 10, 21), 30.0, 8.0)
    sun = drained(study(casters(massa.lichamen), points, dag, Plaats.from_rd(*ORIGIN)))
    expected = lit_by_hand(own, points.xyz, sun.moments)
    assert np.array_equal(sun.lit.astype(bool), expected)
    level = replace(own, terrein=None)
    flat = lit_by_hand(level, meetpunten(level, state, build(level, state), ("pleinen",), 4.0).punten.xyz, sun.moments)
    assert not np.array_equal(flat, expected)  # the slope matters here


def test_sun_comes_in_under_what_hangs_far_below_zero() -> None:
    """Ground at -6 m; a slab from 4 to 10 m above it and 2 km wide stands 1 m deep at y -11 to -10. A beam from a
    point north of it must be under it at both sides, or over its top where it comes to it."""
    slab = Prism(shapely.box(-1000, -11, 1000, -10), -2.0, 4.0, -6.0)
    xyz = np.array([[0.0, 0.0, -6.0], [0.0, 13.0, -6.0]])
    place = Plaats.from_rd(*ORIGIN)
    sun = drained(study(from_prisms([slab]), Punten(xyz), Dag(date(2026, 10, 21), 10.0, 5.0), place))
    _, north, up = directions(sun.moments, place).T
    rise = (up / -north)[:, None] * (xyz[:, 1] + [[10.0], [11.0]])[:, None]
    under, over = rise[1] <= 4.0, rise[0] >= 10.0
    assert np.array_equal(sun.lit.astype(bool), under | over)
    assert under[:, 0].any() and over[:, 1].any() and not (under | over).all(axis=0).any()
    beside = Prism(shapely.box(-1000, -12, 1000, -11), -2.0, 4.0, -6.0)
    assert len(from_prisms([slab, beside]).walls) == 8  # of what hangs no wall is left out


def test_a_pand_that_hangs_over_low_ground_lets_as_much_sun_under_it_as_on_level_ground() -> None:
    lagen = tuple(
        Volume(f"x{n}", shapely.box(-20, 5, 20, 12), 4.0 + 3 * n, 7.0 + 3 * n, n, Functie.WONEN) for n in (0, 1)
    )
    level = Lichaam("x", "x", None, Status.NIEUW, "nu", True, lagen)
    xyz = np.c_[np.linspace(-10, 10, 8), np.linspace(13, 30, 8), np.full(8, 0.01)]
    dag, place = Dag(date(2026, 3, 21), 10.0, 5.0), Plaats.from_rd(*ORIGIN)
    found = [
        drained(study(casters([lifted(level, by_m)]), Punten(xyz + [0.0, 0.0, by_m]), dag, place)).minuten
        for by_m in (0.0, -16.0)
    ]
    assert np.array_equal(*found)
    stands = drained(
        study(casters([replace(level, volumes=(replace(lagen[0], bottom_m=0.0),))]), Punten(xyz), dag, place)
    )
    assert (stands.minuten < found[0]).any()


def test_the_ground_itself_takes_the_sun() -> None:
    """A scarp of 20 m: level at 20 m south of y = -10, level at 0 north of y = 0, 4 km wide and without masses. From a
    point north of it a beam must pass over its edge, 10 m south of y = 0 and 20 m up. From the high ground: free."""
    heights = np.zeros((21, 401))
    heights[:10] = 20.0
    own = Terrein(-2000.0, -100.0, heights, 0.0, "x", 0, heights.size)
    xyz = np.array([[0.0, y, own.hoogte(np.array([[0.0, y]]))[0] + 0.01] for y in (-40.0, -5.0, 1.0, 8.0, 16.0, 40.0)])
    place, dag = Plaats.from_rd(*ORIGIN), Dag(date(2026, 10, 21), 10.0, 4.0)
    sun = drained(study(casters_on(own, ()), Punten(xyz), dag, place))
    _, north, up = directions(sun.moments, place).T
    over = up[:, None] / -north[:, None] * (xyz[:, 1] + 10.0) > 20.0 - xyz[:, 2]
    over[:, 0] = True
    assert np.array_equal(sun.lit.astype(bool), over | (north > 0)[:, None])
    assert over[:, 2:].any(axis=0).tolist() == [False, False, False, True]  # 26 degrees at noon
    assert not over[:, 1].any()  # on the scarp: it rises 2 a metre
    drawn = drained(study(grouped((), own), Punten(xyz), dag, place))
    assert np.array_equal(sun.lit, drawn.lit)


def test_a_hill_shades_as_far_as_its_top_stands_over_the_ground() -> None:
    """The sun engine on the lattice against heights asked along each beam, every 25 cm."""
    y, x = np.mgrid[0:30, 0:30] * CEL_M
    heights = 6.0 * np.sin(x / 25.0) * np.cos(y / 30.0) + 0.03 * x
    own = Terrein(0.0, 0.0, heights, 0.0, "x", 0, heights.size)
    rng = np.random.default_rng(4)
    xyz = np.c_[rng.uniform(30, 260, (30, 2)), np.zeros(30)]
    xyz[:, 2] = own.hoogte(xyz[:, :2]) + 0.01
    place, dag = Plaats.from_rd(*ORIGIN), Dag(date(2026, 12, 21), 20.0)
    sun = drained(study(casters_on(own, ()), Punten(xyz), dag, place))
    towards = directions(sun.moments, place)
    away = np.arange(0.25, 300.0, 0.25)[:, None, None]
    beams = xyz[:, None] + away[..., None] * (towards / np.hypot(towards[:, 0], towards[:, 1])[:, None])
    over = beams[..., 2] - own.hoogte(beams[..., :2].reshape(-1, 2)).reshape(beams.shape[:-1])
    free = np.where((beams[..., :2] < 290.0).all(axis=-1) & (beams[..., :2] > 0).all(axis=-1), over, 1.0).min(axis=0)
    sure = np.abs(free) > 0.04  # between two places asked it falls at most 12.5 cm times 0.3
    lit = sun.lit.T.astype(bool)
    assert np.array_equal(lit[sure], (free > 0)[sure])
    assert sure.mean() > 0.7 and 0.1 < lit.mean() < 0.9
