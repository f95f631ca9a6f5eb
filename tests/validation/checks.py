"""What validators and readers of others say of an exported file, in a few words each."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from tests.validation.shells import document_faults

ABSENT = "–"
#: Folder of the npm package `gltf-validator`.
VALIDATOR = os.environ.get("GLTF_VALIDATOR", "")


@dataclass(frozen=True)
class Check:
    """A suffix, who checks files of it and what that counts, and the function that gives the count."""

    suffix: str
    by: str
    run: Callable[[Path], str]


def number(value: float) -> str:
    """A whole number with commas between thousands."""
    return f"{value:,.0f}"


def named(package: str, *what: str) -> str:
    """`ezdxf 1.4: errors`; the package alone when it is not here."""
    try:
        found = ".".join(version(package).split(".")[:2])
    except PackageNotFoundError:
        found = "(not here)"
    return f"{package} {found}: {', '.join(what)}"


def cityjson_objects(path: Path) -> str:
    """Objects that a strict reader of CityJSON 2.0 finds."""
    import cityjson_lib

    return number(cityjson_lib.CityModel.parse_document_bytes(path.read_bytes()).summary().cityobject_count)


def cityjson_shells(path: Path) -> str:
    """Faults of solids, with their codes."""
    found = document_faults(json.loads(path.read_text(encoding="utf-8")))
    codes = sorted({code for _, code in found})
    return number(len(found)) + (f" ({', '.join(map(str, codes))})" if codes else "")


def cityjson_volume(path: Path) -> str:
    """Volume that our own reader of files of others finds, m³."""
    from modellen.context import read_context

    return number(sum(read_context(path).volume_m3.values()))


def ifc_messages(path: Path) -> str:
    """Messages of the validator, with all express rules."""
    import ifcopenshell.validate

    log: Any = ifcopenshell.validate.json_logger()
    ifcopenshell.validate.validate(str(path), log, express_rules=True)
    return number(len(log.statements))


def ifc_volume(path: Path) -> str:
    """Volume of all shapes as the geometry kernel makes them, m³."""
    import ifcopenshell.geom
    import ifcopenshell.util.shape as shapes

    file = ifcopenshell.open(str(path))  # the iterator does not keep it alive
    found: Any = ifcopenshell.geom.iterator(ifcopenshell.geom.settings(), file, 1)
    total, more = 0.0, found.initialize()
    while more:
        total += shapes.get_volume(found.get().geometry)
        more = found.next()
    return number(total)


def dxf_audit(path: Path) -> str:
    """Errors and fixes of the auditor."""
    import ezdxf

    auditor = ezdxf.readfile(path).audit()
    return f"{len(auditor.errors)}, {len(auditor.fixes)}"


def dxf_volume(path: Path) -> str:
    """Volume of the polyface meshes, m³."""
    import ezdxf
    import trimesh
    from ezdxf.render.mesh import MeshBuilder

    total = 0.0
    for item in ezdxf.readfile(path).modelspace().query("POLYLINE"):
        made = MeshBuilder.from_polyface(item).mesh_tessellation(3)
        corners = [tuple(point - made.vertices[0]) for point in made.vertices]
        total += trimesh.Trimesh(corners, [tuple(face) for face in made.faces], process=False).volume
    return number(total)


def gdal_features(path: Path) -> str:
    """Features in all layers, and how many layers."""
    import pyogrio

    layers = [name for name, _ in pyogrio.list_layers(path)]
    counts = [pyogrio.read_info(path, layer=name)["features"] for name in layers]
    return f"{number(sum(max(count, 0) for count in counts))} in {len(layers)}"


def sqlite_integrity(path: Path) -> str:
    """`ok` when SQLite finds no fault."""
    connection = sqlite3.connect(path)
    try:
        return str(connection.execute("PRAGMA integrity_check").fetchone()[0])
    finally:
        connection.close()


def kml_schema(path: Path) -> str:
    """Faults by the schema of OGC, which fastkml carries."""
    import fastkml
    from lxml import etree

    schema = etree.XMLSchema(etree.parse(str(Path(fastkml.__file__).parent / "schema" / "ogckml22.xsd")))
    schema.validate(etree.parse(str(path)))
    return number(len(schema.error_log))


def gltf_messages(path: Path) -> str:
    """Errors, warnings, infos and hints of the validator of Khronos."""
    node, script = shutil.which("node"), Path(__file__).parents[1] / "export" / "validate.mjs"
    if node is None or not VALIDATOR:
        return ABSENT
    done = subprocess.run([node, script, VALIDATOR, path], capture_output=True, text=True, timeout=300, check=True)
    issues = json.loads(done.stdout)["issues"]
    return " ".join(str(issues[f"num{kind}"]) for kind in ("Errors", "Warnings", "Infos", "Hints"))


def mesh_volume(path: Path) -> str:
    """Volume within the faces, m³."""
    import trimesh

    scene: Any = trimesh.load(path, force="scene")
    return number(sum(mesh.volume for mesh in scene.dump()))


def svg_elements(path: Path) -> str:
    """Elements of a well-formed document."""
    from lxml import etree

    return number(sum(1 for _ in etree.parse(str(path)).iter()))


def pdf_pages(path: Path) -> str:
    """Pages that a strict reader finds."""
    import pypdf

    return number(len(pypdf.PdfReader(path, strict=True).pages))


CHECKS = (
    Check(".city.json", named("cityjson-lib", "objects read strictly by 2.0"), cityjson_objects),
    Check(".city.json", "rules of val3dity, our own check: faults", cityjson_shells),
    Check(".city.json", "massastudie context: m³", cityjson_volume),
    Check(".ifc", named("ifcopenshell", "messages, all express rules"), ifc_messages),
    Check(".ifc", "its geometry kernel: m³", ifc_volume),
    Check(".dxf", named("ezdxf", "errors", "fixes of the audit"), dxf_audit),
    Check(".dxf", "its meshes: m³", dxf_volume),
    Check(".geojson", named("pyogrio", "GDAL, features in layers"), gdal_features),
    Check(".wgs84.geojson", "GDAL, features in layers", gdal_features),
    Check(".gpkg", "GDAL, features in layers", gdal_features),
    Check(".gpkg", "SQLite, integrity", sqlite_integrity),
    Check(".kml", "schema of OGC (ogckml22.xsd): faults", kml_schema),
    Check(".kml", "GDAL (LIBKML), features in layers", gdal_features),
    Check(".glb", "Khronos glTF validator 2.0: errors, warnings, infos, hints", gltf_messages),
    Check(".glb", named("trimesh", "m³"), mesh_volume),
    Check(".obj", "trimesh: m³", mesh_volume),
    Check(".ply", "trimesh: m³", mesh_volume),
    Check(".stl", "trimesh: m³", mesh_volume),
    Check(".svg", named("lxml", "elements, well-formed"), svg_elements),
    Check(".pdf", named("pypdf", "pages, read strictly"), pdf_pages),
)
