"""Which format a file is in, by its first bytes, and what reads it. Readers are imported when they are needed."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from massastudie.context import Reading

from .files import content_of, head_of, refuse, without_collector

if TYPE_CHECKING:
    from massastudie.context import Context


Reader = Callable[[Path, Reading], "Context"]
KNOWN = "CityJSON, GeoJSON, GeoPackage, SQLite, Shapefile, FlatGeobuf, GML, DXF, IFC, GeoTIFF of LAZ"
#: First bytes that tell a format (RFC and format documents of each).
SQLITE, FLATGEOBUF, SHAPEFILE = b"SQLite format 3\0", b"fgb\x03fgb", b"\x00\x00\x27\x0a"
BINARY_DXF = b"AutoCAD Binary DXF\r\n\x1a\x00"
#: A drawing begins with the group code 0 and SECTION, or with comments (999).
DXF_START = re.compile(rb"(999\s*\n[^\n]*\n\s*)*0\s*\n\s*SECTION")
TIFF, LAS, IFC = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"), b"LASF", b"ISO-10303-21;"
GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"
BOM = b"\xef\xbb\xbf"
#: A record of GeoJSON Text Sequences (RFC 8142).
SEQUENCE = b"\x1e{"


def kind_of(path: Path, head: bytes) -> Reader:
    """What reads a file that begins with `head`; FileError when that is no known format."""
    text = head.removeprefix(BOM).lstrip()
    if text[:1] in (b"{", b"[") or text[:2] == SEQUENCE:
        return _json
    if head.startswith(SQLITE):
        return _vector("GeoPackage" if head[68:72] in (b"GPKG", b"GP10", b"GP11") else "SQLite")
    if head.startswith(FLATGEOBUF):
        return _vector("FlatGeobuf")
    if head.startswith(SHAPEFILE):
        return _vector("Shapefile")
    if text.startswith(b"<") and (b"opengis.net/gml" in head or b":FeatureCollection" in head):
        return _vector("GML")
    if head.startswith(BINARY_DXF) or DXF_START.match(text):
        return _dxf
    if head.startswith((*TIFF, LAS)):
        return _apart(_points) if head.startswith(LAS) else _raster
    if text.startswith(IFC):
        return _apart(_ifc)
    if head.startswith((GZIP, ZIP)):
        return _apart(_packed(head.startswith(GZIP)))
    refuse(path, KNOWN, _shown(head))


def _shown(head: bytes) -> str:
    kinds = ((b"%PDF", "een PDF"), (b"\x89PNG", "een afbeelding"), (b"\xff\xd8\xff", "een afbeelding"),
             (b"AC10", "een DWG-tekening (bewaar die als DXF)"),
             (b"<", "andere XML"), (b"\xff\xfe", "tekst in UTF-16"), (b"\xfe\xff", "tekst in UTF-16"))  # fmt: skip
    return next((words for magic, words in kinds if head.lstrip().startswith(magic)), "iets anders")


def _apart(read: Reader) -> Reader:
    """In a program of its own, with bounded memory, what a damaged file may bring down; inside it as it is."""
    from .apart import INSIDE, read_apart

    return read if os.environ.get(INSIDE) else read_apart


def _json(path: Path, reading: Reading) -> Context:
    import orjson

    from .cityjson import is_cityjson, read_cityjson
    from .geojson import features_of, read_geojson

    data = content_of(path).removeprefix(BOM)
    if is_cityjson(data):
        return read_cityjson(path, data, reading.lod)
    try:
        with without_collector():
            content: Any = orjson.loads(data)
    except ValueError as error:
        content = features_of(data)
        if content is None:
            refuse(path, "geldige JSON", f"een fout ({error})"[:160])
    return read_geojson(path, content, reading.velden)


def _vector(formaat: str) -> Reader:
    def read(path: Path, reading: Reading) -> Context:
        from .vector import read_vector

        return read_vector(path, formaat, reading.velden)

    return read


def _packed(is_gzip: bool) -> Reader:
    def inner(path: Path, reading: Reading) -> Context:
        head = head_of(path)
        if head.startswith((GZIP, ZIP)):
            refuse(path, "een bestand", "nog een archief in het archief")
        return kind_of(path, head)(path, reading)

    def read(path: Path, reading: Reading) -> Context:
        from .archives import read_gzip, read_zip

        return (read_gzip if is_gzip else read_zip)(path, lambda file: inner(file, reading))

    return read


def _raster(path: Path, reading: Reading) -> Context:
    from .terrain import read_raster

    return read_raster(path)


def _points(path: Path, reading: Reading) -> Context:
    from .terrain import read_points

    return read_points(path)


def _ifc(path: Path, reading: Reading) -> Context:
    from .ifc import read_ifc

    return read_ifc(path)


def _dxf(path: Path, reading: Reading) -> Context:
    from .dxf import read_dxf

    return read_dxf(path, reading.velden)
