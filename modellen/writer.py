"""Writing a `Plan` as a plan folder: the format `reader.read_plan` reads, so that reading it back gives equal records.

GeoJSON in RD New (2008-style `crs` member, millimetres), TOML for the rest. Each file is replaced in one step.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import LinearRing, LineString, Point, Polygon

from massastudie.errors import FileError
from massastudie.plan import (
    BestaandPand,
    Bestemming,
    Bouwblok,
    Garage,
    Gezicht,
    Herkomst,
    Plan,
    Straat,
    Straatprofiel,
    Vlak,
)

from .bronnen import bronnen
from .facets_file import NAME as FACETS
from .facets_file import facets_of, write_facets
from .migrations import FORMAT_VERSIE
from .readable import why
from .schema_records import BLOK_TYPES
from .schema_toml import dump_toml
from .terrein_asc import NAME as TERREIN
from .terrein_asc import asc_text

Props = dict[str, Any]
Features = Iterable[tuple[Props, Any]]
#: Files of a plan folder that a Plan does not carry: its list of sources and its rules.
CARRIED = ("BRON.md", "toets.toml")
_CRS = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
_VORMEN = {soort: vorm for vorm, soort in BLOK_TYPES.items()}


def write_plan(plan: Plan, folder: Path) -> None:
    """Write `plan` to `folder` (made when missing); FileError when it cannot be written.

    What a plan does not carry (its list of sources, `BRON.md`, `toets.toml`) comes from the folder it was read from.
    """
    target, origin = Path(folder), _Origin(plan.oorsprong)
    try:
        target.mkdir(parents=True, exist_ok=True)
        _replace(target / "plan.toml", dump_toml(_head(plan, origin)))
        _replace(target / "profielen.toml", dump_toml({"profiel": [_profiel(p) for p in plan.profielen]}))
        for layer, features in _layers(plan, origin).items():
            _replace(target / f"{layer}.geojson", _collection(layer, features, origin))
        _put_facets(plan, target / FACETS)
        if plan.terrein is not None:
            _replace(target / TERREIN, asc_text(plan.terrein, plan.oorsprong))
        _copy_sources(plan, target)
    except OSError as error:
        expected = "een map waarin geschreven mag worden"
        raise FileError(f"map {target}: verwacht {expected}, gevonden een fout ({why(error)})") from error


class _Origin:
    """From the local frame (metres) back to RD, rounded to millimetres."""

    def __init__(self, oorsprong: tuple[float, float]) -> None:
        self._x, self._y = oorsprong

    def point(self, xy: Sequence[float]) -> list[float]:
        return [round(xy[0] + self._x, 3), round(xy[1] + self._y, 3)]

    def points(self, line: LineString | None) -> list[list[float]] | None:
        return None if line is None else [self.point(c) for c in line.coords]

    def _ring(self, ring: LinearRing) -> list[list[float]]:
        x, y = self._x, self._y
        return [[round(a + x, 3), round(b + y, 3)] for a, b in shapely.get_coordinates(ring).tolist()]

    def geometry(self, shape: Any) -> dict[str, Any]:
        if isinstance(shape, Polygon):
            rings = [shape.exterior, *shape.interiors]
            return {"type": "Polygon", "coordinates": [self._ring(ring) for ring in rings]}
        if isinstance(shape, Point):
            return {"type": "Point", "coordinates": self.point(shape.coords[0])}
        return {"type": "LineString", "coordinates": self.points(shape)}


def _collection(layer: str, features: Features, origin: _Origin) -> str:
    head = {"type": "FeatureCollection", "name": layer, "crs": _CRS}
    rows = ",\n".join(_feature(props, origin.geometry(shape)) for props, shape in features)
    return f'{json.dumps(head)[:-1]}, "features": [\n{rows}\n]}}\n'


def _feature(props: Props, geometry: dict[str, Any]) -> str:
    kept = {key: value for key, value in props.items() if value is not None}
    return json.dumps(
        {"type": "Feature", "id": props["id"], "properties": kept, "geometry": geometry}, ensure_ascii=False
    )


def _replace(path: Path, text: str) -> None:
    with _scratch(path) as scratch:
        scratch.write_text(text, encoding="utf-8", newline="\n")


@contextmanager
def _scratch(path: Path) -> Iterator[Path]:
    """A file beside `path` to write, which takes its place when the block ends well."""
    scratch = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        yield scratch
        os.replace(scratch, path)
    finally:
        scratch.unlink(missing_ok=True)


def _put_facets(plan: Plan, path: Path) -> None:
    """What is drawn of standing panden; no file when nothing is."""
    if not (own := facets_of(plan)):
        path.unlink(missing_ok=True)
        return
    with _scratch(path) as scratch:
        write_facets(own, scratch)


def _copy_sources(plan: Plan, target: Path) -> None:
    for name in CARRIED if plan.map else ():
        own = Path(plan.map) / name
        if own.is_file() and not (target / name).exists():
            shutil.copyfile(own, target / name)


def _head(plan: Plan, origin: _Origin) -> dict[str, Any]:
    return {
        "format_versie": FORMAT_VERSIE, "id": plan.id, "naam": plan.naam, "versie": plan.versie,
        "crs": "EPSG:28992", "oorsprong": list(plan.oorsprong), "herkomst": _herkomst(plan.herkomst),
        "terrein": None if plan.terrein is None else _plain(plan.terrein, "peil_m", "bron", "gaten", "cellen"),
        "fase": [_plain(f) for f in plan.fasen], "parameter": [_plain(p) for p in plan.parameters],
        "streefgetal": [_plain(s) for s in plan.streefgetallen],
        "garage": [_placed(g, origin) for g in plan.garages],
        "bestemming": [_placed(b, origin) for b in plan.bestemmingen],
        "looproute": [_plain(r) for r in plan.looproutes],
        "gezicht": [_gezicht(g, origin) for g in plan.gezichten], "bron": bronnen(plan),
    }  # fmt: skip


def _plain(record: Any, *names: str, without: Sequence[str] = ()) -> Props:
    """The fields of a record (or the named ones) as they are, `herkomst` taken apart."""
    chosen = names or [n for n in record.__dataclass_fields__ if n not in (*without, "herkomst")]
    props = {name: getattr(record, name) for name in chosen}
    own: Herkomst | None = getattr(record, "herkomst", None)
    return props if own is None else {**props, **_herkomst(own)}


def _herkomst(own: Herkomst) -> Props:
    return {"bron": own.bron, "aanname": own.aanname}


def _placed(item: Bestemming | Garage, origin: _Origin) -> Props:
    """A place of the plan with its point in RD."""
    return {**_plain(item, without=("x_m", "y_m")), "punt": origin.point((item.x_m, item.y_m))}


def _gezicht(g: Gezicht, origin: _Origin) -> Props:
    where = {"id": g.id, "naam": g.naam, "punt": origin.point((g.x_m, g.y_m)), "hoogte_m": g.z_m}
    return {**where, **_plain(g, "afstand_m", "azimut_deg", "elevatie_deg")}


def _profiel(p: Straatprofiel) -> Props:
    width = round(p.breedte_m, 3)
    stroken = [_plain(s) for s in p.stroken]
    return {**_plain(p, without=("stroken",)), "breedte_m": width, "stroken": stroken}


def _layers(plan: Plan, origin: _Origin) -> dict[str, Features]:
    border = {"id": "plangrens", "naam": f"Plangrens {plan.naam}", **_herkomst(plan.herkomst)}
    return {
        "bestaand": [(_pand(p, origin), p.polygon) for p in plan.bestaand],
        "bouwblokken": [(_blok(b), b.eiland) for b in plan.bouwblokken],
        "rooilijnen": [(_plain(r, without=("lijn",)), r.lijn) for b in plan.bouwblokken for r in b.rooilijnen],
        "winkelunits": _shaped(plan.winkelunits),
        "accenten": _shaped(plan.accenten),
        "doorsteken": [(_plain(d, without=("lijn",)), d.lijn) for d in plan.doorsteken],
        "straten": [(_straat(s, origin), s.lijn) for s in plan.straten],
        "pleinen": _vlakken(plan, lambda v: v.soort in ("plein", "terras", "binnenterrein")),
        "groen": _vlakken(plan, lambda v: v.soort == "groen", "soort"),
        "water": _vlakken(plan, lambda v: v.soort == "water", "soort"),
        "bomen": [(_plain(b, without=("punt",)), b.punt) for b in plan.bomen],
        "paviljoens": _shaped(plan.paviljoens),
        "plangrens": [(border, plan.plangrens)],
        "gebiedsprofielen": _vlakken(plan, lambda v: v.soort == "gebiedsprofiel", "soort"),
    }


def _shaped(records: Iterable[Any]) -> Features:
    return [(_plain(r, without=("polygon",)), r.polygon) for r in records]


def _vlakken(plan: Plan, wanted: Callable[[Vlak], bool], *without: str) -> Features:
    return [(_plain(v, without=("polygon", *without)), v.polygon) for v in plan.vlakken if wanted(v)]


def _pand(p: BestaandPand, origin: _Origin) -> Props:
    dak = {"dak": p.dak.vorm, "goot_m": p.dak.goot_m, "noklijn": origin.points(p.dak.noklijn)}
    unsaid = [name for name in ("bouwjaar", "verblijfsobjecten") if getattr(p, name) is None]
    return {**_plain(p, without=("polygon", "dak", "facets", *unsaid)), **dak}


def _blok(b: Bouwblok) -> Props:
    props = _plain(b, without=("eiland", "rooilijnen", "type"))
    return {**props, "vorm": _VORMEN.get(b.type, b.type), "pandbreedte_m": list(b.pandbreedte_m)}


def _straat(s: Straat, origin: _Origin) -> Props:
    keuzes = [_plain(k) for k in s.profielen] or None
    return {**_plain(s, without=("lijn",)), "profielen": keuzes, "snede": origin.points(s.snede)}
