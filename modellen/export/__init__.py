"""Writing the masses to files for other programs: one module per format, all from the one list of volumes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from shapely.geometry.base import BaseGeometry

from massastudie.errors import FileError
from massastudie.plan import Plan
from massastudie.volumes import Massamodel

from .files import check_target, write_files

#: Suffixes that can be written; the first is the one a window proposes.
SUFFIXES = (
    ".geojson", ".wgs84.geojson", ".glb", ".obj", ".stl", ".ply", ".city.json", ".ifc", ".dxf", ".gpkg", ".kml",
    ".svg", ".pdf",
)  # fmt: skip
#: Modules that are not named after their suffix.
MODULES = {".city.json": "cityjson", ".wgs84.geojson": "geojson_wgs84"}
#: Those that take more layers: in the file itself, or each in one beside it.
LAYERED = (".gpkg", ".geojson", ".wgs84.geojson")

#: Name of a layer → its rows: geometry in RD, fields.
Layers = Mapping[str, list[tuple[BaseGeometry, dict[str, Any]]]]
#: (model, plan, name without suffix, what a format can be asked more) → the bytes of each file.
Encoder = Callable[..., dict[str, bytes]]


def export(
    massa: Massamodel, plan: Plan, path: Path, schaal: int | None = None, extra: Layers | None = None
) -> tuple[Path, ...]:
    """Write everything that stands in `massa` to `path`, in the format its suffix names; return the files written.

    Formats: see `docs/exports.md`; `schaal` (1 : n) is for the plan as SVG or PDF, `extra` layers for the GeoPackage
    and GeoJSON. The same plan and state give the same bytes. An existing file is replaced only when the new one is
    complete. Raises FileError for an unknown suffix, an empty model, a scale or layers where there are none, or a
    place that cannot be written.
    """
    encode = encoder(path) if schaal is None else scaled(path, schaal)
    encode = encode if extra is None else with_layers(path, extra)
    check_target(path)
    if not massa.lichamen:
        raise FileError(f"{path}: in fase '{massa.fase}' staat niets om te exporteren; verwacht minstens één pand")
    stem = path.name[: -len(suffix_of(path) or path.suffix)]
    return write_files(path.parent, encode(massa, plan, stem), path.name)


def encoder(path: Path) -> Encoder:
    """The function that makes the bytes of a format; FileError when the suffix is not one of `SUFFIXES`."""
    suffix = known_suffix(path)
    module = import_module(f".{MODULES.get(suffix, suffix[1:])}", __name__)
    found: Encoder = module.encode
    return found


def known_suffix(path: Path) -> str:
    """Which of `SUFFIXES` a file name ends in; FileError when in none."""
    suffix = suffix_of(path)
    if suffix is None:
        raise FileError(f"{path}: soort '{path.suffix}' is onbekend; verwacht {', '.join(SUFFIXES)}")
    return suffix


def scaled(path: Path, schaal: int) -> Encoder:
    """The encoder of a drawing at 1 : `schaal`; FileError for a format that has no scale."""
    if suffix_of(path) not in (".svg", ".pdf"):
        raise FileError(f"{path}: een schaal (1:{schaal}) geldt alleen voor een plankaart; verwacht .svg of .pdf")
    return partial(encoder(path), schaal=schaal)


def with_layers(path: Path, extra: Layers) -> Encoder:
    """The encoder of a file that has layers, with more of them; FileError for a format that has none."""
    if suffix_of(path) not in LAYERED:
        raise FileError(f"{path}: extra lagen gaan alleen in een .gpkg of .geojson; verwacht een naam daarop")
    return partial(encoder(path), extra=extra)


def suffix_of(path: Path) -> str | None:
    """The longest of `SUFFIXES` a file name ends in (in any case); None when in none."""
    return max((suffix for suffix in SUFFIXES if path.name.lower().endswith(suffix)), key=len, default=None)
