"""The kinds of file masses can be exported to, as a file dialog shows them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from modellen.export import SUFFIXES

#: What people call each format.
NAMES = {
    ".geojson": "GeoJSON RD", ".wgs84.geojson": "GeoJSON WGS84 (RFC 7946)",
    ".glb": "GLB (glTF)", ".obj": "OBJ + MTL", ".stl": "STL", ".ply": "PLY",
    ".city.json": "CityJSON", ".ifc": "IFC4", ".dxf": "DXF", ".gpkg": "GeoPackage", ".kml": "KML",
    ".svg": "SVG 1:1000", ".pdf": "PDF 1:1000",
}  # fmt: skip


def export_filters() -> str:
    """The filters of the dialog, one per format."""
    return ";;".join(f"{NAMES[suffix]} (*{suffix})" for suffix in SUFFIXES)


def with_kind(name: str, chosen: str) -> str:
    """A file name with the suffix of the filter chosen (`IFC4 (*.ifc)`) in place of its own."""
    suffix = chosen.rpartition("(*")[2].rstrip(")")
    own = Path(name).suffix
    stem = name[: -len(own)].removesuffix(".city").removesuffix(".wgs84") if own else name
    return stem + suffix


def follow_kind(dialog: QFileDialog) -> None:
    """Let the name of an export follow its kind (Qt takes `.city.json` for `.json`); other names are left alone."""

    def rename(chosen: str) -> None:
        names = dialog.selectedFiles()
        if names and chosen in export_filters().split(";;"):
            dialog.selectFile(with_kind(Path(names[0]).name, chosen))

    dialog.filterSelected.connect(rename)
