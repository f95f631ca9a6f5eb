"""CityJSON 2.0: a Building per pand, a BuildingPart per volume and kap, a BuildingStorey per bouwlaag.

Specification: OGC 20-072r5. The parts carry the solids (LoD 2.0); a storey carries its floor (LoD 0), so that nothing
is counted twice. A pand that a file of others draws has one part, of that form, in the place of its volumes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from shapely.geometry.polygon import orient

from massastudie.georef import EPSG_RD_NAP
from massastudie.ground_faces import ground_mesh
from massastudie.plan import Functie, Plan
from massastudie.terrein import Terrein
from massastudie.volumes import Lichaam, Massamodel, Status, Volume

from .bouwlagen import bouwlaag_naam
from .faces import Face, Floats, at_height, flat_rings, form_faces, kap_faces, volume_faces
from .forms import Form, forms
from .solids import COLOURS, DAK, FORM_TEXT, VORM, highest
from .tekst import FLAT, heights_text, peil_m

SCALE_M = 0.001
LOD_SOLID, LOD_FLOOR = "2.0", "0"
#: ConditionOfConstruction of CityGML 3.0, as CityJSON takes it.
CONDITION = {Status.NIEUW: "projected", Status.BESTAAND: "functional"}
#: roofType of CityGML.
ROOF = {"plat": "flat roof", "zadel": "gabled roof", "schild": "hipped roof"}
MATERIALS = {name: i for i, name in enumerate(COLOURS)}


def encode(massa: Massamodel, plan: Plan, stem: str) -> dict[str, bytes]:
    """One city model with everything that stands, in RD (EPSG:7415), vertices in whole millimetres from a corner."""
    vertices = Vertices()
    objects: dict[str, Any] = {}
    drawn = forms(massa)
    for lichaam in massa.lichamen:
        own = form_parts(lichaam, drawn[lichaam.id], vertices) if lichaam.id in drawn else parts_of(lichaam, vertices)
        objects.update(building(lichaam, own, vertices))
        objects[lichaam.id]["attributes"]["hoogten"] = FLAT if plan.terrein is None else "boven eigen maaiveld"
    if plan.terrein is not None:
        objects[terrain_id(plan)] = relief(plan.terrein, vertices)
    tree = {
        "type": "CityJSON", "version": "2.0", **vertices.placed((*plan.oorsprong, peil_m(plan))),
        "appearance": {"materials": [material(name) for name in COLOURS]}, "CityObjects": objects,
    }  # fmt: skip
    title = "; ".join([f"{plan.naam}, fase {massa.fase}", f"hoogten {heights_text(plan)}", *plan.credits])
    crs = f"https://www.opengis.net/def/crs/EPSG/0/{EPSG_RD_NAP}"
    tree["metadata"] |= {"identifier": f"{plan.id}-{massa.fase}", "referenceSystem": crs, "title": title}
    text = json.dumps(tree, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return {"": text.encode("utf-8")}


def terrain_id(plan: Plan) -> str:
    """A name for the ground that nothing in the plan has."""
    name = "terrein"
    while name in plan.by_id:
        name += "_"
    return name


def relief(terrein: Terrein, vertices: Vertices) -> dict[str, Any]:
    """The ground as a city object: its triangles, and where they come from."""
    points, triangles = ground_mesh(terrein)
    shape = {"type": "CompositeSurface", "lod": LOD_FLOOR,
             "boundaries": [[vertices.ring(points[row])] for row in triangles]}  # fmt: skip
    said = {"bron": terrein.bron, "vakken": terrein.cellen, "vakken_gevuld": terrein.gaten}
    return {"type": "TINRelief", "attributes": said, "geometry": [shape]}


@dataclass
class Vertices:
    """Points in whole millimetres, each once."""

    place: dict[tuple[int, int, int], int] = field(default_factory=dict)

    def ring(self, points: Floats) -> list[int]:
        """Indices of a ring (n, 3) m, without neighbours that fall on the same millimetre."""
        rows = np.rint(points / SCALE_M).astype(np.int64).tolist()
        found = [self.place.setdefault((x, y, z), len(self.place)) for x, y, z in rows]
        return [v for v, before in zip(found, [found[-1], *found[:-1]], strict=True) if v != before]

    def placed(self, origin: tuple[float, float, float]) -> dict[str, Any]:
        """The members `transform`, `vertices` and `metadata` (its extent, RD and NAP metres)."""
        points = np.array(list(self.place), dtype=np.int64)
        low, high = points.min(axis=0), points.max(axis=0)
        corner, far = (np.round(np.array(origin) + p * SCALE_M, 6).tolist() for p in (low, high))
        return {
            "transform": {"scale": [SCALE_M] * 3, "translate": corner},
            "metadata": {"geographicalExtent": [*corner, *far]},
            "vertices": (points - low).tolist(),
        }


def building(lichaam: Lichaam, parts: dict[str, Any], vertices: Vertices) -> dict[str, Any]:
    """A pand with its parts and storeys: id → city object."""
    levels = sorted({v.bouwlaag for v in lichaam.volumes})
    storeys = {f"{lichaam.id}:{n}": storey(lichaam, n, vertices) for n in levels}
    own = {"type": "Building", "attributes": attributes(lichaam), "geometry": [], "children": [*parts, *storeys]}
    return {lichaam.id: own, **parts, **storeys}


def parts_of(lichaam: Lichaam, vertices: Vertices) -> dict[str, Any]:
    """The volumes and kap of a pand: id → city object."""
    parts = {v.id: part(lichaam, v, vertices) for v in lichaam.volumes}
    if lichaam.kap is not None:
        shell = kap_faces(lichaam.kap)
        said = {"soort": "kap", "goot_m": r3(lichaam.kap.goot_m), "nok_m": r3(lichaam.kap.nok_m)}
        surfaces = {"bottom": "FloorSurface", "top": "RoofSurface", "wall": "WallSurface"}
        parts[f"{lichaam.id}-{DAK}"] = child("BuildingPart", lichaam, said, solid(shell, surfaces, DAK, vertices))
    return parts


def form_parts(lichaam: Lichaam, form: Form | None, vertices: Vertices) -> dict[str, Any]:
    """The form that a file draws of a pand, as its only part; none where it is within that of another."""
    if form is None:
        return {}
    surfaces = {
        "bottom": "OuterCeilingSurface",
        "top": "RoofSurface",
        "wall": "WallSurface",
        "ground": "GroundSurface",
    }
    shape = solid(form_faces(form, lichaam.maaiveld_m), surfaces, str(highest(lichaam).functie), vertices)
    if not form.closed:
        shape = as_surfaces(shape)
    return {f"{lichaam.id}-{VORM}": child("BuildingPart", lichaam, form_said(lichaam, form), shape)}


def form_said(lichaam: Lichaam, form: Form) -> dict[str, Any]:
    """What a form is; its own volume only where it closes, as the figures rest on the bouwlagen."""
    return {
        "soort": VORM, "panden": ", ".join(form.members), "gesloten": form.closed,
        **({"inhoud_m3": r3(form.volume_m3)} if form.closed else {}),
        "uitleg": FORM_TEXT,
    }  # fmt: skip


def as_surfaces(shape: dict[str, Any]) -> dict[str, Any]:
    """The shell of a solid as loose surfaces, which claim no volume."""
    values = {**shape["semantics"], "values": shape["semantics"]["values"][0]}
    return {**shape, "type": "MultiSurface", "boundaries": shape["boundaries"][0], "semantics": values}


def part(lichaam: Lichaam, volume: Volume, vertices: Vertices) -> dict[str, Any]:
    """One volume as a BuildingPart with its solid."""
    said = {
        "soort": "volume", "bouwlaag": volume.bouwlaag, "functie": str(volume.functie), "bvo_m2": r3(volume.bvo_m2),
        "onderkant_m": r3(volume.bottom_m - lichaam.maaiveld_m), "bovenkant_m": r3(volume.top_m - lichaam.maaiveld_m),
    }  # fmt: skip
    shape = solid(volume_faces(volume), surfaces_of(lichaam, volume), str(volume.functie), vertices)
    return child("BuildingPart", lichaam, said, shape)


def surfaces_of(lichaam: Lichaam, volume: Volume) -> dict[str, str]:
    """What underside, top and walls of a volume are: ground and roof only where nothing of the pand closes them."""
    below = any(o.top_m == volume.bottom_m and o.polygon.covers(volume.polygon) for o in lichaam.volumes)
    above = any(o.bottom_m == volume.top_m and o.polygon.covers(volume.polygon) for o in lichaam.volumes)
    under_kap = lichaam.kap is not None and lichaam.kap.goot_m == volume.top_m
    stands = volume.bottom_m <= lichaam.maaiveld_m
    bottom = "GroundSurface" if stands else "FloorSurface" if below else "OuterCeilingSurface"
    return {
        "bottom": bottom, "top": "CeilingSurface" if above or under_kap else "RoofSurface", "wall": "WallSurface",
    }  # fmt: skip


def storey(lichaam: Lichaam, bouwlaag: int, vertices: Vertices) -> dict[str, Any]:
    """One bouwlaag as a BuildingStorey: its floors as surfaces, whose area is its BVO."""
    own = [v for v in lichaam.volumes if v.bouwlaag == bouwlaag]
    floors = [[vertices.ring(at_height(r, v.bottom_m)) for r in flat_rings(orient(v.polygon))] for v in own]
    said = {
        "naam": bouwlaag_naam(bouwlaag), "bouwlaag": bouwlaag, "bvo_m2": r3(sum(v.bvo_m2 for v in own)),
        "bruto_hoogte_m": r3(max(v.top_m for v in own) - min(v.bottom_m for v in own)),
    }  # fmt: skip
    return child("BuildingStorey", lichaam, said, {"type": "MultiSurface", "lod": LOD_FLOOR, "boundaries": floors})


def child(kind: str, lichaam: Lichaam, said: dict[str, Any], shape: dict[str, Any]) -> dict[str, Any]:
    """A city object that is of a pand."""
    return {"type": kind, "attributes": said, "geometry": [shape], "parents": [lichaam.id]}


def solid(shell: tuple[Face, ...], surfaces: dict[str, str], material: str, vertices: Vertices) -> dict[str, Any]:
    """A closed shell with what its surfaces are and its colour; a face that has no area left is dropped."""
    rings = [(face.part, [vertices.ring(r) for r in face.rings]) for face in shell]
    kept = [(surface, found) for surface, found in rings if len(set(found[0])) > 2]
    kinds = list(dict.fromkeys(surfaces[name] for name, _ in kept))
    return {
        "type": "Solid", "lod": LOD_SOLID, "boundaries": [[found for _, found in kept]],
        "semantics": {
            "surfaces": [{"type": kind} for kind in kinds],
            "values": [[kinds.index(surfaces[name]) for name, _ in kept]],
        },
        "material": {"functie": {"value": MATERIALS[material]}},
    }  # fmt: skip


def attributes(lichaam: Lichaam) -> dict[str, Any]:
    """What a pand is; what is not known is left out."""
    found: dict[str, Any] = {
        "naam": lichaam.naam, "blok": lichaam.blok, "status": str(lichaam.status), "fase": lichaam.fase,
        "soort": lichaam.soort, "in_plan": lichaam.in_plan, "accent": lichaam.accent,
        "hoogte_m": r3(lichaam.hoogte_m), "storeysAboveGround": lichaam.bouwlagen,
        "footprint_m2": r3(lichaam.footprint_m2), "bvo_m2": r3(sum(lichaam.bvo_m2.values())),
        **{f"bvo_{f}_m2": r3(lichaam.bvo_m2[f]) for f in Functie if f in lichaam.bvo_m2},
        "roofType": ROOF[lichaam.kap.dak.vorm if lichaam.kap is not None else "plat"],
        "conditionOfConstruction": CONDITION.get(lichaam.status), "aanname": lichaam.aanname, "bron": lichaam.bron,
    }  # fmt: skip
    return {name: value for name, value in found.items() if value is not None}


def material(name: str) -> dict[str, Any]:
    """The colour of a functie."""
    return {"name": name, "diffuseColor": [round(c / 255, 4) for c in COLOURS[name]]}


def r3(value: float) -> float:
    """To the millimetre (or the square decimetre's tenth)."""
    return round(value, 3)
