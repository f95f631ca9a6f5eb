"""What the layers of a plan owe each other: ids that exist, lines that lie on their block, widths that add up.

Each check raises PlanError with file, object, field, expected and found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NoReturn, Protocol, TypeVar

import shapely
from shapely.geometry import LineString, Point, Polygon

from massastudie.errors import PlanError
from massastudie.kengetallen import KENGETALLEN
from massastudie.plan import Rooilijn, Straat, Straatprofiel

from . import schema
from .schema import Strict
from .schema_errors import where
from .schema_tables import LooprouteTable, ParameterTable, ProfielTable

#: How far a rooilijn may lie off the outline of its eiland, and strips off their declared sum (metres).
ON_LINE_M, SUM_M = 0.01, 0.005
#: Step of the search for the point of a line that lies farthest off (metres).
STEP_M = 0.5
#: A plan may go this many times below the least that the program has for a parameter.
DIVIDES = 100
#: How far a profile may differ from the drawn distance between the facades (metres).
WIDTH_M = 0.05

R = TypeVar("R")
#: layer → property rows, as read.
Layers = dict[str, Sequence[Any]]

#: layer → fields that name a fase.
_FASE_FIELDS = {
    "bouwblokken": ("fase",), "winkelunits": ("fase",), "doorsteken": ("fase",), "straten": ("fase",),
    "pleinen": ("fase", "tot_fase"), "groen": ("fase", "tot_fase"), "water": ("fase", "tot_fase"),
    "gebiedsprofielen": ("fase", "tot_fase"), "bomen": ("fase", "kapfase"), "paviljoens": ("fase",),
}  # fmt: skip
_GROUND = ("pleinen", "groen", "water", "gebiedsprofielen")


class _Named(Protocol):
    id: str


def check_layers(layers: Layers, fasen: Iterable[str], profielen: Iterable[str]) -> None:
    """Every id once, and every reference to a fase, blok, profiel, street or square names something of this plan."""
    _check_unique_ids(layers)
    for layer, names in _FASE_FIELDS.items():
        _check_field(layers, layer, names, set(fasen), "een fase uit plan.toml")
    blokken = _ids(layers, "bouwblokken")
    for layer in ("rooilijnen", "accenten", "winkelunits"):
        _check_field(layers, layer, ("blok",), blokken, "een bouwblok van dit plan")
    ground = _ids(layers, *_GROUND, "doorsteken")
    _check_field(layers, "bestaand", ("sloop_voor",), blokken | ground, "een bouwblok, plein of doorsteek")
    _check_field(layers, "rooilijnen", ("aan",), ground | _ids(layers, "straten"), "een straat, plein of doorsteek")
    _check_field(layers, "bomen", ("profiel",), set(profielen), "een profiel uit profielen.toml")
    _check_keuzes(layers["straten"], set(fasen), set(profielen))


def check_table_ids(file: str, tables: Iterable[Sequence[_Named]]) -> None:
    """Ids are unique within each kind of table."""
    for table in tables:
        seen: set[str] = set()
        for item in table:
            if item.id in seen:
                _fail(where(file, item.id, "id"), "een id dat één keer voorkomt", "hetzelfde id nog eens")
            seen.add(item.id)


def check_divisors(tables: Iterable[ParameterTable]) -> None:
    """A parameter that the program divides by is no nothing, and cannot be set to it either."""
    least = {p.id: p.laagste / DIVIDES for p in KENGETALLEN if p.laagste}
    for table in tables:
        for name in ("waarde", "laagste"):
            value, low = getattr(table, name), least.get(table.id)
            if value is not None and low is not None and value < low:
                _fail(where("plan.toml", table.id, name), f"een getal van {low:g} of meer", f"{value:g}")


def check_routes(routes: Iterable[LooprouteTable], places: set[str]) -> None:
    """A walk runs between a bestemming or garage and another."""
    for route in routes:
        for name in ("van", "naar"):
            found = getattr(route, name)
            if found not in places:
                _fail(where("plan.toml", route.id, name), "een bestemming of garage uit plan.toml", repr(found))


def check_profile_sums(profielen: Iterable[ProfielTable]) -> None:
    """The strips of each profile add up to its declared width."""
    for profiel in profielen:
        total = sum(s.breedte_m for s in profiel.stroken)
        if abs(total - profiel.breedte_m) > SUM_M:
            expected = f"de som van de stroken ({total:.2f} m)"
            _fail(where("profielen.toml", profiel.id, "breedte_m"), expected, f"{profiel.breedte_m:.2f} m")


def check_street_widths(straten: Iterable[Straat], profielen: dict[str, Straatprofiel]) -> None:
    """A profile is as wide as the street it is for: its `snede` where there is one, else its `breedte_m`."""
    for straat in straten:
        width = straat.snede.length if straat.snede is not None else straat.breedte_m
        for keuze in straat.profielen:
            found = profielen[keuze.profiel].breedte_m
            if abs(found - width) > WIDTH_M:
                expected = f"profiel '{keuze.profiel}' zo breed als de straat ({width:.2f} m)"
                _fail(where("straten.geojson", straat.id, "profielen"), expected, f"{found:.2f} m")


def along_outline(lijn: Rooilijn, eiland: Polygon) -> LineString:
    """The line of `lijn` in the direction of the outline (counterclockwise); PlanError when it is not on it."""
    outline = eiland.exterior
    if not shapely.covers(outline.buffer(ON_LINE_M), lijn.lijn):
        off = max(outline.distance(Point(c)) for c in shapely.segmentize(lijn.lijn, STEP_M).coords)
        expected = f"een lijn op de omtrek van '{lijn.blok}'"
        _fail(where("rooilijnen.geojson", lijn.id, "geometry"), expected, f"een punt {off:.2f} m ernaast")
    start, second = (outline.project(Point(c)) for c in lijn.lijn.coords[:2])
    forward = (second - start) % outline.length < outline.length / 2
    return lijn.lijn if forward else LineString(lijn.lijn.coords[::-1])


def named(file: str, record: Callable[..., R], row: Strict) -> R:
    """The record of a checked table row; what the record itself refuses is told with the file it stands in."""
    try:
        return record(**dict(row))
    except PlanError as error:
        raise PlanError(f"bestand {file}: {error}") from error


def _check_unique_ids(layers: Layers) -> None:
    seen: dict[str, str] = {}
    for layer, rows in layers.items():
        for row in rows:
            if row.id in seen:
                place = where(f"{layer}.geojson", row.id, "id")
                _fail(place, "een id dat één keer voorkomt", f"hetzelfde id in {seen[row.id]}.geojson")
            seen[row.id] = layer


def _check_field(layers: Layers, layer: str, names: Iterable[str], known: set[str], expected: str) -> None:
    for row in layers[layer]:
        for name in names:
            value = getattr(row, name)
            if value is not None and value not in known:
                _fail(where(f"{layer}.geojson", row.id, name), expected, repr(value))


def _check_keuzes(rows: Sequence[schema.StraatProps], fasen: set[str], profielen: set[str]) -> None:
    for row in rows:
        for keuze in row.profielen or ():
            place = where("straten.geojson", row.id, "profielen")
            if keuze.profiel not in profielen:
                _fail(place, "een profiel uit profielen.toml", repr(keuze.profiel))
            if keuze.vanaf_fase is not None and keuze.vanaf_fase not in fasen:
                _fail(place, "een fase uit plan.toml", repr(keuze.vanaf_fase))


def _ids(layers: Layers, *names: str) -> set[str]:
    return {row.id for name in names for row in layers[name]}


def _fail(place: str, expected: str, found: str) -> NoReturn:
    raise PlanError(f"{place}: verwacht {expected}, gevonden {found}")
