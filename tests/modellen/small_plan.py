"""A plan folder of one block, written file by file, so that a test can break exactly one thing in it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

CRS = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
X, Y = 233800.0, 557100.0

HEAD = """format_versie = 1
id = "klein"
naam = "Klein plan"
versie = 1
crs = "EPSG:28992"
oorsprong = [233778.0, 557095.0]

[[fase]]
id = "bestaand"
naam = "Bestaand"
jaren = "2021"
tot_jaar = 2021

[[fase]]
id = "later"
naam = "Later"
jaren = "na 2021"

[[parameter]]
id = "go_bvo_wonen"
waarde = 0.78
eenheid = ""
omschrijving = "factor"
bron = "kengetal"
"""
PROFIELEN = """[[profiel]]
id = "huidig"
naam = "Huidig"
variant = "huidig"
breedte_m = 10.0
stroken = [
  { naam = "trottoir", soort = "voet", breedte_m = 2.0 },
  { naam = "rijbaan", soort = "rijbaan", breedte_m = 6.0 },
  { naam = "trottoir", soort = "voet", breedte_m = 2.0 },
]
"""

Feature = dict[str, Any]


def square(x_m: float, y_m: float, width_m: float, depth_m: float) -> Feature:
    """A rectangle whose lower left corner lies `x_m`, `y_m` from the south-west corner of the plan."""
    a, b = X + x_m, Y + y_m
    corners = [[a, b], [a + width_m, b], [a + width_m, b + depth_m], [a, b + depth_m], [a, b]]
    return {"type": "Polygon", "coordinates": [corners]}


def line(*points: tuple[float, float]) -> Feature:
    """A line through points given from the south-west corner of the plan."""
    return {"type": "LineString", "coordinates": [[X + x, Y + y] for x, y in points]}


def feature(id_: str, geometry: Feature | None, **props: Any) -> Feature:
    """One GeoJSON feature with an assumption."""
    properties = {"id": id_, "aanname": "voor een test", **props}
    return {"type": "Feature", "id": id_, "properties": properties, "geometry": geometry}


def layers() -> dict[str, list[Feature]]:
    """The features per layer of the small plan."""
    uses = {"functie_plint": "winkel", "functie_boven": "wonen"}
    pand = {"bouwlagen": 2, "hoogte_m": 9.0, "plint_m": 4.0, **uses}
    blok = {"diepte_m": 10.0, "bouwlagen": 4, "plint_m": 4.5, "verdieping_m": 3.05, "zaad": 1, **uses}
    street = {"breedte_m": 10.0, "soort": "straat", "profielen": [{"profiel": "huidig", "vanaf_fase": "bestaand"}]}
    point = {"type": "Point", "coordinates": [X + 5, Y - 5]}
    empty = dict.fromkeys(("winkelunits", "accenten", "groen", "water", "paviljoens", "gebiedsprofielen"), ())
    return {
        **{name: list(rows) for name, rows in empty.items()},
        "bestaand": [feature("P1", square(0, 0, 10, 10), **pand), feature("P2", square(80, 0, 10, 10), **pand)],
        "bouwblokken": [feature("B1", square(0, 0, 60, 80), naam="Blok", fase="later", pandbreedte_m=[7, 13], **blok)],
        "rooilijnen": [feature("R1", line((0, 0), (60, 0)), blok="B1", aan="S1", functie_plint="winkel")],
        "doorsteken": [feature("D1", line((30, 0), (30, 80)), naam="Steeg", breedte_m=6.0, fase="later")],
        "straten": [feature("S1", line((-10, -5), (90, -5)), naam="Straat", **street)],
        "pleinen": [feature("V1", square(-40, 0, 30, 30), naam="Plein", soort="plein", fase="bestaand")],
        "bomen": [feature("T1", point, kroon_m=6.0, hoogte_m=9.0, stam_m=2.0, fase="bestaand")],
        "plangrens": [feature("grens", square(-60, -20, 200, 140))],
    }


def collection(features: list[Feature]) -> dict[str, Any]:
    """A FeatureCollection in RD New."""
    return {"type": "FeatureCollection", "crs": CRS, "features": features}


def write_small_plan(folder: Path) -> Path:
    """Write the small plan to `folder` and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plan.toml").write_text(HEAD, encoding="utf-8")
    (folder / "profielen.toml").write_text(PROFIELEN, encoding="utf-8")
    for name, features in layers().items():
        (folder / f"{name}.geojson").write_text(json.dumps(collection(features)), encoding="utf-8")
    return folder


def edit_layer(folder: Path, layer: str, change: Callable[[dict[str, Any]], Any]) -> None:
    """Let `change` edit the FeatureCollection of a layer in place, or return another one."""
    path = folder / f"{layer}.geojson"
    content = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(change(content) or content), encoding="utf-8")


def edit_text(folder: Path, name: str, old: str, new: str) -> None:
    """Replace text in a file; the text must be there."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    if old not in text:
        raise ValueError(f"{name} does not hold {old!r}")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
