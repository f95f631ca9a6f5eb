"""A small made-up Scene: two new panden, a house, a square with water, a doorsteek, two trees, a boundary."""

from __future__ import annotations

from functools import cache

from shapely.geometry import LineString, Polygon, box

from massastudie.plan import Dak, Functie
from massastudie.scene import BodyItem, HeatItem, LabelItem, LineItem, Role, Scene, SurfaceItem, TreeItem
from massastudie.volumes import Kap, Lichaam, Status, Volume

#: To the sun: 35 degrees up in the south-southwest.
SUN = (-0.32, -0.753, 0.575)
EXTENT_M = (-60.0, -60.0, 60.0, 60.0)
FASEN = ("bestaand", "fase1", "fase2")


def stack(pand: str, polygon: Polygon, bouwlagen: int) -> tuple[Volume, ...]:
    """Storeys of 3 m on a plint of 4.5 m."""
    tops = [4.5 + 3.0 * i for i in range(bouwlagen)]
    lows = [0.0, *tops[:-1]]
    functies = [Functie.WINKEL] + [Functie.WONEN] * (bouwlagen - 1)
    rows = zip(lows, tops, functies, strict=True)
    return tuple(Volume(f"{pand}.{i}", polygon, low, top, i, f) for i, (low, top, f) in enumerate(rows))


@cache
def new_pand(number: int, bouwlagen: int, accent: str | None = None) -> BodyItem:
    """A new pand of 12 × 20 m; the same arguments give the same object."""
    name = f"BB1-{number:02}"
    polygon = box(-40 + 14 * number, -10, -28 + 14 * number, 10)
    volumes = stack(name, polygon, bouwlagen)
    mass = Lichaam(name, name, "BB1", Status.NIEUW, "fase2", True, volumes, accent=accent)
    return BodyItem(name, mass, Role.NIEUW, "BB1")


@cache
def house(role: Role) -> BodyItem:
    """A house with a pitched roof along the north side."""
    polygon = box(20, 30, 30, 40)
    kap = Kap(polygon, 6.0, 10.0, Dak("zadel", 6.0, LineString([(20, 35), (30, 35)])))
    volumes = (
        Volume("P1.0", polygon, 0.0, 3.0, 0, Functie.WONEN),
        Volume("P1.1", polygon, 3.0, 6.0, 1, Functie.WONEN),
    )
    status = Status.GESLOOPT if role == Role.GESLOOPT else Status.BESTAAND
    return BodyItem("P1", Lichaam("P1", "Huis", None, status, "bestaand", False, volumes, kap), role, None)


@cache
def surfaces() -> tuple[SurfaceItem, ...]:
    """Square, water on it, and a doorsteek of 6 m."""
    return (
        SurfaceItem("plein", box(-50, -50, 50, -15), 0.0, 2, Role.PLEIN),
        SurfaceItem("water", box(-10, -45, 10, -30), 0.0, 4, Role.WATER),
        SurfaceItem("DS1", box(10, -15, 16, 45), 0.0, 5, Role.DOORSTEEK),
    )


@cache
def trees() -> tuple[TreeItem, ...]:
    """One tree that stands and a new one."""
    return (TreeItem(-45, 30, 0, 8, 12, 3, Role.BOOM), TreeItem(40, -30, 0, 7, 10, 3, Role.BOOM_NIEUW))


LINES = (LineItem("plangrens", ((-55, -55, 0), (55, -55, 0), (55, 55, 0), (-55, 55, 0)), Role.PLANGRENS, True),)
LABELS = (
    LabelItem("plein", "Plein", 0.0, -25.0, 0.0, "plein", 0),
    LabelItem("BB1", "Blok 1", -20.0, 0.0, 13.5, "blok", 1),
    LabelItem("straat", "Straat", 0.0, 25.0, 0.0, "straat", 4),
)


def scene(
    bouwlagen: int = 4,
    house_role: Role = Role.CONTEXT,
    kleuring: str = "maquette",
    selection: str | None = None,
    accent: str | None = None,
    with_trees: bool = True,
    sun: tuple[float, float, float] | None = SUN,
    heat: tuple[HeatItem, ...] = (),
) -> Scene:
    """The toy scene; items that are alike are the same objects."""  # fmt: skip
    bodies = (new_pand(0, bouwlagen), new_pand(1, 3, accent), house(house_role))
    return Scene(
        bodies,
        surfaces(),
        LINES,
        trees() if with_trees else (),
        LABELS,
        kleuring,
        "fase2",
        FASEN,
        selection,
        sun,
        heat,
        EXTENT_M,
    )
