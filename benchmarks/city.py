"""A made-up city round the Koopmansplein as the 3DBAG would give it, for measuring: `python benchmarks/city.py N OUT`.

Rows of houses with saddle roofs and lower parts behind, sheds, and larger buildings with many corners; LoD 0 on a
Building, LoD 1.2, 1.3 and 2.2 with semantics on its part, and the attributes of the 3DBAG. About 3 kB per
building; the real ones have 4 to 5. OUT ends in `.city.json` (one object) or `.city.jsonl` (CityJSONSeq). Nothing in
it is measured.
"""

from __future__ import annotations

import json
import math
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

Json = dict[str, Any]
Point = tuple[float, float, float]
Faces = list[list[Point]]

CENTRE = (233650.0, 557010.0)
#: Ground a building has to itself, streets included, m; and how far houses in a row stand apart.
PLOT_M, APART_M = (6.0, 34.0), 0.05
#: So many buildings have one of each form.
SAMPLE = 60
HEADER: Json = {
    "type": "CityJSON", "version": "2.0", "CityObjects": {}, "vertices": [],
    "transform": {"scale": [0.001] * 3, "translate": [*CENTRE, 0.0]},
    "metadata": {"referenceSystem": "https://www.opengis.net/def/crs/EPSG/0/7415"},
}  # fmt: skip
SURFACES = [{"type": name} for name in ("GroundSurface", "RoofSurface", "WallSurface", "WallSurface")]
TEXTS = {"status": "Pand in gebruik", "documentnummer": "314413.tif", "b3_dak_type": "slanted", "b3_pw_bron": "AHN4",
         "begingeldigheid": "1994-04-17", "tijdstipregistratie": "2010-10-13T12:43:04Z", "b3_val3dity_lod22": "[]",
         "b3_val3dity_lod12": "[]", "b3_val3dity_lod13": "[]",
         "b3_pw_selectie_reden": "PREFERRED_AND_LATEST"}  # fmt: skip
NUMBERS = ("b3_h_dak_max", "b3_h_dak_min", "b3_h_dak_50p", "b3_opp_buitenmuur", "b3_opp_dak_plat", "b3_opp_grond",
           "b3_opp_dak_schuin", "b3_opp_scheidingsmuur", "b3_puntdichtheid_ahn3", "b3_puntdichtheid_ahn4",
           "b3_nodata_fractie_ahn3", "b3_nodata_fractie_ahn4", "b3_nodata_radius_ahn3", "b3_nodata_radius_ahn4",
           "b3_rmse_lod12", "b3_rmse_lod13", "b3_rmse_lod22", "b3_bag_bag_overlap", "b3_volume_lod12",
           "b3_volume_lod13", "b3_volume_lod22")  # fmt: skip


def extruded(profile: list[tuple[float, float]], wide: float) -> Faces:
    """A profile (depth, height), clockwise seen from the west, drawn out over a width: ground first, then the sides,
    then its two ends."""
    sides = [[(0.0, *b), (0.0, *a), (wide, *a), (wide, *b)] for a, b in pairwise([*profile, profile[0]])]
    return [sides[-1], *sides[:-1], [(0.0, *p) for p in profile], [(wide, *p) for p in profile[::-1]]]


def prism(ring: list[tuple[float, float]], high: float) -> Faces:
    """A flat-roofed block on a ring, counterclockwise: ground, walls, roof."""
    walls: Faces = [[(*a, 0.0), (*b, 0.0), (*b, high), (*a, high)] for a, b in pairwise([*ring, ring[0]])]
    return [[(*p, 0.0) for p in ring[::-1]], *walls, [(*p, high) for p in ring]]


def house(number: int) -> dict[str, Faces]:
    """A house by level of detail: two bouwlagen with a roof, and in two of three a lower part behind."""
    deep, eaves, ridge = 9.0, 5.4 + number % 3 * 0.2, 8.6 + number % 5 * 0.3
    back = 0.0 if number % 3 == 0 else 3.0
    behind = [(deep, 2.8), (deep + back, 2.8), (deep + back, 0.0)] if back else [(deep, 0.0)]
    top = (eaves + ridge) / 2
    wide = PLOT_M[0] - APART_M
    block = extruded([(0, 0), (0, top), (deep + back, top), (deep + back, 0)], wide)
    steps = extruded([(0, 0), (0, top), (deep, top), *behind], wide)
    roofed = extruded([(0, 0), (0, eaves), (deep / 2, ridge), (deep, eaves), *behind], wide)
    return {"1.2": block, "1.3": steps, "2.2": roofed}


def shed() -> dict[str, Faces]:
    """A shed in a garden."""
    return dict.fromkeys(("1.2", "1.3", "2.2"), prism([(1.0, 20.0), (4.0, 20.0), (4.0, 22.0), (1.0, 22.0)], 2.6))


def large(number: int) -> dict[str, Faces]:
    """A larger building with many corners, as high as three to seven bouwlagen."""
    teeth = [(5.5 - i * 0.2, 14.0 - (i % 2)) for i in range(1, 25)]
    block = prism([(0.0, 0.0), (5.5, 0.0), (5.5, 14.0), *teeth, (0.0, 14.0)], 9.0 + 3.0 * (number % 5))
    return dict.fromkeys(("1.2", "1.3", "2.2"), block)


def forms(number: int) -> dict[str, Faces]:
    """What stands on plot `number`: of twenty one is large, three are sheds."""
    kind = number % 20
    return large(number) if kind == 7 else shed() if kind in (3, 11, 15) else house(number)


def placed(faces: Faces, x: float, y: float, turn: float, known: dict[Point, int]) -> list[list[int]]:
    """Rings of vertex numbers of a form turned and put in its place; new vertices are added to `known`."""
    cos, sin = math.cos(turn), math.sin(turn)
    rings = []
    for face in faces:
        points = [(round(1000 * (x + a * cos - b * sin)), round(1000 * (y + a * sin + b * cos)), round(1000 * z))
                  for a, b, z in face]  # fmt: skip
        rings.append([known.setdefault(p, len(known)) for p in points])
    return rings


def feature(number: int, x: float, y: float, turn: float) -> Json:
    """One pand as a CityJSONFeature."""
    known: dict[Point, int] = {}
    name = f"NL.IMBAG.Pand.0106100000{number:06d}"
    shapes = forms(number)
    rings = {lod: placed(faces, x, y, turn, known) for lod, faces in shapes.items()}
    geometry = [_solid(lod, rings[lod], shapes[lod]) for lod in rings]
    ground = {"type": "MultiSurface", "lod": "0", "boundaries": [[rings["1.2"][0][::-1]]]}
    high = max(p[2] for face in shapes["1.3"] for p in face)
    attributes = {**TEXTS, **dict.fromkeys(NUMBERS, 2.2404 + number % 97), "b3_h_maaiveld": 0.0,
                  "b3_h_dak_70p": high, "b3_bouwlagen": None, "identificatie": name,
                  "oorspronkelijkbouwjaar": 1900 + number % 120, "b3_kas_warenhuis": False}  # fmt: skip
    part = {"type": "BuildingPart", "parents": [name], "attributes": {}, "geometry": geometry}
    pand = {"type": "Building", "children": [f"{name}-0"], "attributes": attributes, "geometry": [ground]}
    return {"type": "CityJSONFeature", "id": name, "CityObjects": {name: pand, f"{name}-0": part},
            "vertices": [list(p) for p in known]}  # fmt: skip


def _solid(lod: str, rings: list[list[int]], faces: Faces) -> Json:
    values = [0, *(1 if _is_roof(face) else 2 for face in faces[1:])]
    return {"type": "Solid", "lod": lod, "boundaries": [[[ring] for ring in rings]],
            "semantics": {"surfaces": SURFACES, "values": [values]}}  # fmt: skip


def _is_roof(face: list[Point]) -> bool:
    return min(p[2] for p in face) > 0


def features(count: int) -> Iterator[Json]:
    """Panden in rows round the centre; each neighbourhood of rows is turned another way."""
    across = max(1, round(math.sqrt(count * PLOT_M[1] / PLOT_M[0])))
    down = -(-count // across)
    for number in range(count):
        column, row = number % across - across / 2, number // across - down / 2
        yield feature(number, column * PLOT_M[0], row * PLOT_M[1], 0.0 if row % 2 else 0.03)


def whole(count: int) -> Json:
    """The city as one CityJSON object."""
    objects: Json = {}
    vertices: list[list[int]] = []
    for item in features(count):
        first = len(vertices)
        vertices += item["vertices"]
        for city_object in item["CityObjects"].values():
            for shape in city_object["geometry"]:
                shape["boundaries"] = _moved(shape["boundaries"], first)
        objects |= item["CityObjects"]
    return {**HEADER, "CityObjects": objects, "vertices": vertices}


def _moved(boundaries: Any, by: int) -> Any:
    return boundaries + by if isinstance(boundaries, int) else [_moved(part, by) for part in boundaries]


def write(count: int, path: Path) -> Path:
    """Write a city of so many buildings to a file; returns the path."""
    if path.name.endswith(".jsonl"):
        with path.open("w", encoding="utf-8") as out:
            for row in chain([HEADER], features(count)):
                out.write(json.dumps(row, separators=(",", ":")) + "\n")
    else:
        path.write_text(json.dumps(whole(count), separators=(",", ":")), encoding="utf-8")
    return path


def options(about: str | None) -> ArgumentParser:
    """What each measurement with a city can be asked: a file, or how many buildings are made up."""
    parser = ArgumentParser(description=about)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--buildings", type=int, default=10_000)
    parser.add_argument("--json", action="store_true")
    return parser


def told(found: dict[str, float], as_json: bool, limits: str) -> None:
    """Print what was measured, with the limits it is held against."""
    if as_json:
        print(json.dumps(found, indent=2))
        return
    for name, value in found.items():
        print(f"{name:16} {value:10.2f}")
    print(limits)


def main() -> None:
    """Write the city asked for; else tell how large one is."""
    if len(sys.argv) == 3:
        print(write(int(sys.argv[1]), Path(sys.argv[2])))
        return
    size = sum(len(json.dumps(item, separators=(",", ":"))) for item in features(SAMPLE)) / SAMPLE
    print(f"a building takes {size:.0f} bytes; to write a city: {Path(__file__).name} N OUT")


if __name__ == "__main__":
    main()
