"""GIS files by GDAL (the reader inside QGIS): GeoPackage, SpatiaLite, Shapefile, FlatGeobuf and GML as outlines."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from massastudie.context import Context

from .fields import HOOGTE, taken_for
from .files import content_of, refuse
from .outlines import Table, outline_context
from .upright import flattened

#: A layer with one of these in its name is meant when a file has several.
WANTED = ("pand", "gebouw", "building", "bebouwing", "footprint", "omtrek")
AREAS = ("Polygon", "MultiPolygon", "Unknown", "CurvePolygon", "MultiSurface", "GeometryCollection")
#: What lies beside a Shapefile.
COMPANIONS = (".dbf", ".DBF", ".prj", ".PRJ", ".cpg", ".CPG")
#: Where a .dbf names its code page (its language driver id; 0: it does not).
CODE_PAGE = 29
#: Nothing is written beside a GML file, nothing is fetched for it.
OPTIONS = {"GML": {"WRITE_GFS": "NO", "DOWNLOAD_SCHEMA": "NO", "SKIP_RESOLVE_ELEMS": "ALL"}}
CONFIG = {"GDAL_DISABLE_READDIR_ON_OPEN": "FALSE", "SHAPE_RESTORE_SHX": "NO", "GDAL_HTTP_MAX_RETRY": "0",
          "GML_SKIP_RESOLVE_ELEMS": "ALL", "OGR_SQLITE_LOAD_EXTENSIONS": "NO"}  # fmt: skip


def read_vector(path: Path, formaat: str, velden: Mapping[str, str]) -> Context:
    """The outlines of a GIS file that was recognised as `formaat`. FileError when it cannot be used."""
    try:
        import pyogrio
    except ImportError as error:
        refuse(path, "het pakket 'pyogrio' om GIS-bestanden te lezen", f"het niet geïnstalleerd ({error})")
    if formaat == "GML":
        _check_xml(path)
    pyogrio.set_gdal_config_options(CONFIG)
    errors = (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError, RuntimeError, OSError)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what GDAL warns about (a field type, a name) changes no outline
        try:
            with _with_index(path, formaat) as source:
                table = _table(path, source, formaat)
                table.take_fields(velden)
                return outline_context(table)
        except UnboundLocalError:  # what pyogrio 0.13 makes of a system that GDAL cannot read
            refuse(path, "een leesbaar coördinatenstelsel", f"in het bestand {formaat} een dat beschadigd is")
        except (*errors, UnicodeDecodeError, shapely.errors.GEOSException) as error:
            refuse(path, f"een leesbaar bestand {formaat}", f"een fout ({' '.join(str(error).split())})"[:200])


@contextmanager
def _with_index(path: Path, formaat: str) -> Iterator[Path]:
    """The file, or for a Shapefile of another name or without its index (.shx) a copy that has both."""
    has = path.suffix.lower() == ".shp" and any(path.with_suffix(s).exists() for s in (".shx", ".SHX"))
    if formaat != "Shapefile" or has:
        yield path
        return
    from pyogrio import set_gdal_config_options

    with tempfile.TemporaryDirectory() as folder:
        for file in (path, *(path.with_suffix(s) for s in COMPANIONS)):
            if file.is_file():
                suffix = ".shp" if file == path else file.suffix.lower()
                shutil.copyfile(file, Path(folder) / f"{path.stem}{suffix}")
        set_gdal_config_options({"SHAPE_RESTORE_SHX": "YES"})
        try:
            yield Path(folder) / f"{path.stem}.shp"
        finally:
            set_gdal_config_options({"SHAPE_RESTORE_SHX": "NO"})


def _check_xml(path: Path) -> None:
    """An XML file may not define entities: they can be made to grow without end, or to fetch other files."""
    data = content_of(path)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"<\x00!\x00" in data:
        refuse(path, "GML zonder DOCTYPE en eigen entiteiten", "een DOCTYPE of ENTITY")


def _table(path: Path, source: Path, formaat: str) -> Table:
    from pyogrio import list_layers, raw

    layers, told = _layers(list_layers(source))
    if not layers:
        refuse(path, "een laag met vlakken", "; ".join(f"{name}: {reason}" for name, reason in told) or "geen lagen")
    options = {**OPTIONS.get(formaat, {}), **_encoding(source, formaat)}
    parts = [(name, *raw.read(source, layer=name, datetime_as_string=True, **options)) for name in layers]
    systems = {str(meta["crs"]) for _, meta, *_ in parts if meta["crs"]}
    if len(systems) > 1:
        refuse(path, "één coördinatenstelsel voor alle lagen", ", ".join(sorted(systems))[:120])
    shapes = np.concatenate([shapely.from_wkb(wkb, on_invalid="ignore") for _, _, _, wkb, _ in parts])
    names = [f"{name} {i}" if len(parts) > 1 else f"object {i}" for name, _, _, wkb, _ in parts
             for i in range(1, len(wkb) + 1)]  # fmt: skip
    crs = next(iter(systems), None)
    flat, heights = flattened(shapes)
    return Table(path, formaat, crs, flat, _with_heights(_fields(parts), heights), names, skipped=told,
                 remarks=_skin_remark(heights))  # fmt: skip


def _with_heights(fields: dict[str, list[Any]], heights: list[float | None]) -> dict[str, list[Any]]:
    """The fields with the heights of bodies where no field tells a height."""
    return fields if "hoogte" in taken_for(fields) or not any(heights) else {**fields, HOOGTE[0]: heights}


def _skin_remark(heights: list[float | None]) -> list[str]:
    count = sum(height is not None for height in heights)
    return [f"{count} vormen zijn vlakken in de ruimte; hun grond is die van boven gezien"] if count else []


def _encoding(source: Path, formaat: str) -> dict[str, str]:
    """How the texts of a Shapefile that does not say so (no .cpg) are coded: UTF-8 where they are, else as Windows has
    them in Western Europe."""
    table = next((f for s in (".dbf", ".DBF") if (f := source.with_suffix(s)).is_file()), None)
    told = any(source.with_suffix(s).is_file() for s in (".cpg", ".CPG"))
    if formaat != "Shapefile" or table is None or told:
        return {}
    data = content_of(table)
    if len(data) <= CODE_PAGE or data[CODE_PAGE]:  # the file itself names a code page
        return {}
    try:
        data[_header_bytes(data) :].decode("utf-8")
    except UnicodeDecodeError:
        return {"encoding": "CP1252"}
    return {"encoding": "UTF-8"}


def _header_bytes(data: bytes) -> int:
    """How long the header of a .dbf is: a number of two bytes at its ninth."""
    return int.from_bytes(data[8:10], "little")


def _layers(listed: Any) -> tuple[list[str], list[tuple[str, str]]]:
    """Names of the layers to read, and why the others are not."""
    areas = [str(name) for name, kind in listed if kind is not None and str(kind).split(" ")[0] in AREAS]
    told = [(str(name), f"laag met {kind or 'alleen een tabel'}") for name, kind in listed if str(name) not in areas]
    meant = [name for name in areas if any(word in name.lower() for word in WANTED)]
    if not meant:
        return areas, told
    return meant, told + [(name, "laag die geen panden lijkt te zijn") for name in areas if name not in meant]


def _fields(parts: list[Any]) -> dict[str, list[Any]]:
    """Fields of all layers under each other; None where a layer has no such field."""
    names = dict.fromkeys(str(name) for _, meta, *_ in parts for name in meta["fields"])
    made: dict[str, list[Any]] = {name: [] for name in names}
    for _, meta, _, wkb, columns in parts:
        own = {str(name): column for name, column in zip(meta["fields"], columns, strict=True)}
        for name in names:
            made[name] += [None] * len(wkb) if name not in own else own[name].tolist()
    return made
