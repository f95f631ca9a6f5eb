"""Writing the masses to files for other programs: one module per format, all from the one list of volumes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from massastudie.errors import FileError
from massastudie.plan import Plan
from massastudie.volumes import Massamodel

from .files import check_target, write_files

#: Suffixes that can be written.
SUFFIXES = (".geojson", ".glb", ".obj", ".stl")

Encoder = Callable[[Massamodel, Plan, str], dict[str, bytes]]


def export(massa: Massamodel, plan: Plan, path: Path) -> tuple[Path, ...]:
    """Write everything that stands in `massa` to `path`, in the format its suffix names; return the files written.

    Formats: GeoJSON (RD New), GLB and OBJ (metres, Y up), STL (metres, Z up). The same plan and state give the same
    bytes. An existing file is replaced only when the new one is complete. Raises FileError for an unknown suffix, an
    empty model, or a place that cannot be written.
    """
    encode = encoder(path)
    check_target(path)
    if not massa.lichamen:
        raise FileError(f"{path}: in fase '{massa.fase}' staat niets om te exporteren; verwacht minstens één pand")
    return write_files(path.parent, encode(massa, plan, path.stem), path.name)


def encoder(path: Path) -> Encoder:
    """The function that makes the bytes of a format; FileError when the suffix is not one of `SUFFIXES`."""
    match path.suffix.lower():
        case ".geojson":
            from . import geojson as module
        case ".glb":
            from . import glb as module  # type: ignore[no-redef]
        case ".obj":
            from . import obj as module  # type: ignore[no-redef]
        case ".stl":
            from . import stl as module  # type: ignore[no-redef]
        case other:
            raise FileError(f"{path}: soort '{other}' is onbekend; verwacht {', '.join(SUFFIXES)}")
    return module.encode
