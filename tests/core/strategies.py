"""Random blocks, doorsteken and states; outlines with sides of metres, as a designer draws them."""

from __future__ import annotations

from math import cos, radians, sin

from hypothesis import strategies as st
from shapely import affinity
from shapely.geometry import MultiPoint, Polygon, box

from massastudie.footprint import to_grid
from massastudie.plan import Doorsteek, Plan
from massastudie.state import State
from tests.core.making import doorsteek

DEPTHS_M = st.sampled_from([8.0, 10.0, 10.5, 12.0, 14.0])
SEEDS = st.integers(0, 10_000)
ANGLES = st.integers(0, 359)


def metres(low: int, high: int) -> st.SearchStrategy[float]:
    """A length in steps of a centimetre."""
    return st.integers(low * 100, high * 100).map(lambda cm: cm / 100)


@st.composite
def rectangles(draw: st.DrawFn) -> Polygon:
    """A rectangle at any angle."""
    return affinity.rotate(box(0, 0, draw(metres(20, 110)), draw(metres(20, 110))), draw(ANGLES))


@st.composite
def hulls(draw: st.DrawFn) -> Polygon:
    """A convex polygon of 4 to 9 corners on a circle pulled out of shape."""
    angles = sorted(draw(st.lists(ANGLES, min_size=5, max_size=9, unique=True)))
    a, b = draw(metres(25, 60)), draw(metres(25, 60))
    return MultiPoint([(a * cos(radians(t)), b * sin(radians(t))) for t in angles]).convex_hull


@st.composite
def hollow(draw: st.DrawFn) -> Polygon:
    """An L, T or U: a rectangle less one on its edge."""
    w, h = draw(metres(60, 110)), draw(metres(60, 110))
    # legs of nothing or of 5 m and more: a leg of a centimetre is a slip of the pen, not a block
    x, y = draw(st.one_of(st.just(0.0), metres(5, 40))), draw(metres(25, 50))
    end = x + draw(metres(15, 60))
    notch = box(x, y, end if end < w - 5 else w, h + 1)
    rest = max(getattr(box(0, 0, w, h).difference(notch), "geoms", [box(0, 0, w, h).difference(notch)]), key=area)
    return affinity.rotate(rest, draw(ANGLES))


def area(polygon: Polygon) -> float:
    """Area in m²."""
    return float(polygon.area)


def outlines() -> st.SearchStrategy[Polygon]:
    """Outlines of blocks, on the grid of the program."""
    shapes = st.one_of(rectangles(), hulls(), hollow())
    return shapes.map(to_grid).filter(lambda p: isinstance(p, Polygon) and p.is_valid and p.area > 300)


@st.composite
def ways(draw: st.DrawFn, item_id: str = "D") -> Doorsteek:
    """A doorsteek in any direction through the neighbourhood of the origin, open or covered."""
    x, y, turn = draw(metres(-30, 60)), draw(metres(-30, 60)), radians(draw(ANGLES))
    ends = [(x + s * 150 * cos(turn), y + s * 150 * sin(turn)) for s in (-1, 1)]
    high = draw(st.one_of(st.none(), metres(3, 16)))
    return doorsteek(ends, item_id, breedte_m=draw(metres(2, 12)), vrije_hoogte_m=high)


@st.composite
def wishes(draw: st.DrawFn, plan: Plan) -> State:
    """Any state of a plan: fase, and fasen, depths, heights and widths of a few of its objects."""
    fasen = st.sampled_from([f.id for f in plan.fasen])
    blokken = st.sampled_from([b.id for b in plan.bouwblokken])
    doorsteken = st.sampled_from([d.id for d in plan.doorsteken])
    state = State(fase=draw(fasen))
    for _ in range(draw(st.integers(0, 4))):
        state = state.with_override(draw(st.one_of(blokken, doorsteken)), "fase", draw(fasen))
    for _ in range(draw(st.integers(0, 3))):
        state = state.with_override(draw(blokken), "diepte_m", draw(metres(6, 30)))
        state = state.with_override(draw(blokken), "bouwlagen", draw(st.integers(1, 9)))
        state = state.with_override(draw(doorsteken), "breedte_m", draw(metres(2, 20)))
        state = state.with_override(draw(doorsteken), "vrije_hoogte_m", draw(metres(3, 20)))
        state = state.with_doorsteek(draw(doorsteken), draw(st.booleans()))
    return state
