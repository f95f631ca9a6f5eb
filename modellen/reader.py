"""Reading a plan folder (`plan.toml`, `profielen.toml`, GeoJSON layers in RD New) into a `Plan` in its local frame."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from os.path import exists, isdir
from pathlib import Path
from types import GenericAlias
from typing import Any

from pydantic import TypeAdapter

from massastudie.errors import FileError
from massastudie.plan import Bouwblok, Fase, Looproute, Parameter, Plan, Rooilijn, Streefgetal, Vlak

from . import schema_checks as checks
from . import schema_records as records
from .facets_file import with_facets
from .migrations import Raw, migrate
from .readable import readable
from .schema import LAYERS, LayerFormat
from .schema_errors import fail, shown, validate_rows, validate_table, where
from .schema_geo import RD_X_M, RD_Y_M, LayerGeometry, check_crs
from .schema_tables import PlanFile, ProfielenFile
from .terrein_asc import read_asc
from .text_file import read_toml, text_of


def default_plan_path() -> Path:
    """Folder of the plan that comes with the program."""
    return Path(__file__).parent / "koopmansplein"


def read_plan(folder: Path) -> Plan:
    """The plan in `folder`; geometry in metres from its `oorsprong`.

    Raises FileError (a file is missing, unreadable or not in the format) or PlanError (the parts contradict each
    other), always with file, object, field, what was expected and what was found.
    """
    raw = migrate(_read_folder(Path(folder)))
    head = validate_table(PlanFile, raw["plan.toml"], "plan.toml")
    profielen = validate_table(ProfielenFile, raw["profielen.toml"], "profielen.toml")
    return with_facets(_PlanBuilder(head, profielen, _read_layers(raw, head)).build(str(folder)), Path(folder))


def _read_folder(folder: Path) -> Raw:
    if not exists(folder):  # the methods of a path fail in a closed folder
        fail(f"map {folder}", "een plan (map met plan.toml en kaartlagen)", "geen map met die naam")
    if not isdir(folder):
        fail(str(folder), "een map met plan.toml en kaartlagen", "een bestand")
    raw: Raw = {name: read_toml(folder / name) for name in ("plan.toml", "profielen.toml")}
    raw.update({f"{layer}.geojson": _collection(folder / f"{layer}.geojson") for layer in LAYERS})
    return raw


def _collection(path: Path) -> dict[str, Any]:
    text = text_of(path)
    try:
        content = readable(json.loads(text), text)
    except (ValueError, RecursionError) as error:
        found = f"een fout ({error})" if text.strip() else "een leeg bestand"
        raise FileError(f"bestand {path.name}: verwacht geldige JSON, gevonden {found}") from error
    kind = content.get("type") if isinstance(content, dict) else content
    if kind != "FeatureCollection" or not isinstance(content.get("features"), list):
        fail(where(path.name), "een FeatureCollection met een lijst features", shown(kind))
    return dict(content)


#: What GDAL and QGIS call the row number they write along.
ROW_NUMBERS = frozenset({"fid", "ogc_fid"})


@cache
def _adapter(layer: str) -> TypeAdapter[Any]:
    rows: Any = GenericAlias(list, (LAYERS[layer].props,))
    return TypeAdapter(rows)


@dataclass(frozen=True, slots=True)
class _Layer:
    """One layer as read: checked properties and shapes, feature by feature."""

    file: str
    props: Sequence[Any]
    shapes: Sequence[Any]

    @property
    def rows(self) -> records.Rows:
        return list(zip(self.props, self.shapes, strict=True))


def _read_layers(raw: Raw, head: PlanFile) -> dict[str, _Layer]:
    x, y = head.oorsprong
    if not (RD_X_M[0] <= x <= RD_X_M[1] and RD_Y_M[0] <= y <= RD_Y_M[1]):
        fail(where("plan.toml", name="oorsprong"), "een punt in RD (x 0–300000, y 300000–625000)", shown([x, y]))
    return {layer: _read_layer(layer, kind, raw[f"{layer}.geojson"], (x, y)) for layer, kind in LAYERS.items()}


def _read_layer(layer: str, kind: LayerFormat, content: dict[str, Any], origin: tuple[float, float]) -> _Layer:
    file, features = f"{layer}.geojson", content["features"]
    check_crs(content, file)
    _check_count(file, kind, len(features))
    for number, feature in enumerate(features, start=1):
        if not isinstance(feature, dict):
            fail(where(file, number), "een Feature", shown(feature))
    rows = [_plain(feature.get("properties"), _adapter_fields(layer)) for feature in features]
    props = validate_rows(_adapter(layer), rows, file)
    geometry = LayerGeometry(file, [p.id for p in props], origin)
    shapes = geometry.build(kind.geometry, [feature.get("geometry") for feature in features])
    return _Layer(file, props, list(shapes))


@cache
def _adapter_fields(layer: str) -> frozenset[str]:
    """Fields of a layer that may be left out."""
    fields: dict[str, Any] = LAYERS[layer].props.model_fields
    return frozenset(name for name, field in fields.items() if not field.is_required())


def _plain(row: Any, optional: frozenset[str]) -> Any:
    """The properties of a feature without what a GIS adds when it saves a layer: a row number, null for a field that
    other features have, and whole numbers written as 4.0."""
    if not isinstance(row, dict):
        return row
    kept = {k: v for k, v in row.items() if k not in ROW_NUMBERS and not (v is None and k in optional)}
    return {k: int(v) if isinstance(v, float) and v.is_integer() else v for k, v in kept.items()}


def _check_count(file: str, kind: LayerFormat, count: int) -> None:
    if count < kind.at_least:
        fail(where(file), f"minstens {kind.at_least} object", "0 objecten")
    if kind.at_most is not None and count > kind.at_most:
        fail(where(file), f"hoogstens {kind.at_most} object", f"{count} objecten")


class _PlanBuilder:
    """Puts the checked parts of one folder together."""

    def __init__(self, head: PlanFile, profielen: ProfielenFile, layers: dict[str, _Layer]) -> None:
        self._head, self._layers = head, layers
        self._profielen = profielen.profiel
        self._origin = (head.oorsprong[0], head.oorsprong[1])

    def build(self, folder: str) -> Plan:
        """The plan; PlanError when its parts contradict each other."""
        self._check_references()
        head, origin = self._head, self._origin
        profielen = {p.id: records.straatprofiel(p) for p in self._profielen}
        straten = self._made("straten", records.straat(origin))
        checks.check_street_widths(straten, profielen)
        return Plan(
            id=head.id, naam=head.naam, versie=head.versie, oorsprong=origin,
            fasen=tuple(Fase(f.id, f.naam, f.jaren, f.tot_jaar, f.omschrijving) for f in head.fase),
            plangrens=self._layers["plangrens"].shapes[0],
            bestaand=self._made("bestaand", records.bestaand_pand(origin)),
            bouwblokken=self._bouwblokken(),
            accenten=self._made("accenten", records.accent),
            winkelunits=self._made("winkelunits", records.winkelunit),
            doorsteken=self._made("doorsteken", records.doorsteek),
            straten=straten, profielen=tuple(profielen.values()), vlakken=self._vlakken(),
            bomen=self._made("bomen", records.boom),
            paviljoens=self._made("paviljoens", records.paviljoen),
            parameters=tuple(checks.named("plan.toml", Parameter, p) for p in head.parameter),
            streefgetallen=tuple(Streefgetal(**dict(s)) for s in head.streefgetal),
            gezichten=tuple(records.gezicht(g, origin) for g in head.gezicht),
            garages=tuple(records.garage(g, origin) for g in head.garage),
            bestemmingen=tuple(records.bestemming(b, origin) for b in head.bestemming),
            looproutes=tuple(Looproute(**dict(r)) for r in head.looproute),
            herkomst=records.herkomst(head.herkomst), map=folder,
            terrein=None if head.terrein is None else read_asc(Path(folder), head.terrein, origin),
        )  # fmt: skip

    def _check_references(self) -> None:
        head = self._head
        places = [*head.garage, *head.bestemming]
        tables = (head.fase, head.parameter, head.streefgetal, head.gezicht, head.bron, places, head.looproute)
        checks.check_table_ids("plan.toml", tables)
        checks.check_divisors(head.parameter)
        checks.check_routes(head.looproute, {p.id for p in places})
        checks.check_table_ids("profielen.toml", (self._profielen,))
        checks.check_profile_sums(self._profielen)
        props = {layer: read.props for layer, read in self._layers.items()}
        checks.check_layers(props, [f.id for f in head.fase], [p.id for p in self._profielen])

    def _made(self, layer: str, make: Any) -> tuple[Any, ...]:
        read = self._layers[layer]
        return records.made(read.file, read.rows, make)

    def _bouwblokken(self) -> tuple[Bouwblok, ...]:
        eilanden = {p.id: shape for p, shape in self._layers["bouwblokken"].rows}
        lines: dict[str, list[Rooilijn]] = {}
        for lijn in self._made("rooilijnen", records.rooilijn):
            followed = replace(lijn, lijn=checks.along_outline(lijn, eilanden[lijn.blok]))
            lines.setdefault(lijn.blok, []).append(followed)
        return self._made("bouwblokken", records.bouwblok(lines))

    def _vlakken(self) -> tuple[Vlak, ...]:
        groups = (("pleinen", None), ("groen", "groen"), ("water", "water"), ("gebiedsprofielen", "gebiedsprofiel"))
        return tuple(v for layer, soort in groups for v in self._made(layer, records.vlak(soort)))
