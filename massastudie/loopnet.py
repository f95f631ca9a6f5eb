"""The walking network of one fase (A12): its length, crossings and connections, the largest block, and distances.

Walked are the axes of streets and open doorsteken, and squares from side to side. What lies in a hof is private (A2).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import shapely
from shapely.geometry import Polygon

from .looplijnen import XY, Looplijn, Soort, Tak, key, looplijnen, pleinen, takken
from .plan import Bestemming, Garage, Looproute, Plan
from .state import State
from .volumes import Massamodel

if TYPE_CHECKING:
    import networkx as nx

#: Field, name, unit and decimals of the figures of the network, in the order of the table.
CIJFERS = (
    ("lengte_m", "Lengte binnen de plangrens", "m", 0), ("kruisingen", "Kruisingen", "", 0),
    ("verbindingen", "Verbindingen", "", 0), ("doorsteken", "Open doorsteken", "", 0),
    ("grootste_omtrek_m", "Grootste blok, omtrek", "m", 0),
)  # fmt: skip
#: What the figures mean, for below a table of them.
UITLEG = (
    "Gelopen wordt over de as van straten en open doorsteken en recht over pleinen; hoven zijn privaat. Kruising: "
    "waar drie of meer wegen samenkomen; verbinding: van een kruising naar de volgende, naar een doodlopend eind of "
    "het plan uit. Het grootste blok is het stuk grond met de langste omtrek dat het net omsluit en dat vooral in het "
    "plan ligt."
)
#: A way that lies in the plan for less than this does not count there, metres.
LEAST_M = 1.0


@dataclass(frozen=True, slots=True)
class Afstand:
    """A walk between two named places: metres along the network (None: there is no way), and the way itself."""

    route: str
    van: str
    naar: str
    naam: str
    lengte_m: float | None
    lijn: tuple[XY, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Loopnet:
    """The walking network within the plan boundary; distances may leave it.

    `lengte_m`: axes of streets and open doorsteken. `kruisingen`: places where three or more ways meet;
    `verbindingen`: ways from one of those to the next, to a dead end or out of the plan. `grootste_omtrek_m`: outline
    of the largest piece of ground the network encloses of which most lies in the plan (`grootste`); None when it
    encloses none.
    """

    fase: str
    lengte_m: float
    kruisingen: int
    verbindingen: int
    doorsteken: int
    grootste_omtrek_m: float | None
    grootste: Polygon | None
    afstanden: tuple[Afstand, ...]


def loopnet(plan: Plan, state: State, massa: Massamodel) -> Loopnet:
    """The walking network of one state."""
    lines, squares = looplijnen(plan, state, massa), pleinen(plan, state)
    places = _places(plan)
    pieces = list(takken(lines, squares, list(places.values())))
    crossings, ways = _counts(plan, pieces)
    largest = _largest(plan, pieces)
    return Loopnet(
        fase=state.fase, lengte_m=_length_m(plan, lines), kruisingen=crossings, verbindingen=ways,
        doorsteken=sum(d.is_open for d in massa.doorgangen),
        grootste_omtrek_m=None if largest is None else float(largest.exterior.length), grootste=largest,
        afstanden=_afstanden(plan, pieces, places),
    )  # fmt: skip


def _places(plan: Plan) -> dict[str, XY]:
    named: tuple[Bestemming | Garage, ...] = (*plan.bestemmingen, *plan.garages)
    used = {end for route in plan.looproutes for end in (route.van, route.naar)}
    return {p.id: key((p.x_m, p.y_m)) for p in named if p.id in used}


def _length_m(plan: Plan, lines: Sequence[Looplijn]) -> float:
    return float(shapely.union_all([x.lijn for x in lines]).intersection(plan.plangrens).length)


def _graph(pieces: Sequence[Tak]) -> nx.Graph:
    """Places and the shortest piece between each two."""
    import networkx as nx

    graph = nx.Graph()
    for piece in pieces:
        known = graph.get_edge_data(piece.van, piece.naar)
        if known is None or known["m"] > piece.lijn.length:
            graph.add_edge(piece.van, piece.naar, m=piece.lijn.length, lijn=piece.lijn)
    return graph


def _afstanden(plan: Plan, pieces: Sequence[Tak], places: dict[str, XY]) -> tuple[Afstand, ...]:
    graph = _graph(pieces)
    names = {p.id: p.naam for p in plan.bestemmingen} | {g.id: f"garage {g.naam}" for g in plan.garages}
    return tuple(_afstand(graph, route, places, names) for route in plan.looproutes)


def _afstand(graph: nx.Graph, route: Looproute, places: dict[str, XY], names: dict[str, str]) -> Afstand:
    import networkx as nx

    naam = f"{names[route.van]} – {names[route.naar]}"
    a, b = places[route.van], places[route.naar]
    if a not in graph or b not in graph or not nx.has_path(graph, a, b):
        return Afstand(route.id, route.van, route.naar, naam, None, ())
    metres, path = nx.single_source_dijkstra(graph, a, b, weight="m")
    return Afstand(route.id, route.van, route.naar, naam, float(metres), _way(graph, path))


def _way(graph: nx.Graph, path: Sequence[XY]) -> tuple[XY, ...]:
    """The corners of a path."""
    corners: list[XY] = list(path[:1])
    for a, b in pairwise(path):
        coords = [key(c) for c in graph.edges[a, b]["lijn"].coords]
        corners += coords[1:] if coords[0] == a else coords[-2::-1]
    return tuple(corners)


def _counts(plan: Plan, pieces: Sequence[Tak]) -> tuple[int, int]:
    """Crossings and connections that touch the plan: an end and the axis it leads to are one place, so is a square.

    A place where two ways meet is no crossing: they are one connection.
    """
    import networkx as nx

    joined = nx.Graph((p.van, p.naar) for p in pieces if p.soort in (Soort.AANLOOP, Soort.MIDDEN))
    place = {node: n for n, group in enumerate(nx.connected_components(joined)) for node in group}
    ways = nx.MultiGraph()
    for piece in pieces:
        ends = place.get(piece.van, piece.van), place.get(piece.naar, piece.naar)
        if piece.soort is Soort.WEG and ends[0] != ends[1] and _touches(plan, piece):
            ways.add_edge(*ends)
    degrees = [degree for _, degree in ways.degree()]
    return sum(d >= 3 for d in degrees), ways.number_of_edges() - degrees.count(2)


def _touches(plan: Plan, piece: Tak) -> bool:
    return bool(piece.lijn.intersection(plan.plangrens).length > LEAST_M)


def _largest(plan: Plan, pieces: Sequence[Tak]) -> Polygon | None:
    """The ground with the longest outline that the network encloses and of which most lies in the plan."""
    ways = shapely.union_all([p.lijn for p in pieces if p.soort is not Soort.PLEIN], grid_size=0.01)
    cells = shapely.get_parts(shapely.polygonize(shapely.get_parts(ways)))
    inside = [c for c in cells if c.intersection(plan.plangrens).area > 0.5 * c.area]
    return max(inside, key=lambda c: c.exterior.length, default=None)
