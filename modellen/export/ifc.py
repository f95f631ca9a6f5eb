"""IFC4 after the Dutch specification "ILS voor ruimten": project, site, building per pand, storeys, spaces.

Metres, axes parallel to RD, placed by IfcMapConversion (EPSG:28992). The gross volume of each bouwlaag is an IfcSpace.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from shapely.geometry import Polygon
from shapely.geometry.polygon import orient

from massastudie import kap as kappen
from massastudie.ground_faces import ground_mesh
from massastudie.plan import Functie, Plan
from massastudie.terrein import Terrein
from massastudie.volumes import Kap, Lichaam, Massamodel, Volume

from .bouwlagen import bouwlaag_naam, dak_naam
from .faces import Floats, flat_rings
from .forms import Form, forms
from .ifc_basis import Entity, Model, units
from .solids import DAK, FORM_TEXT, VORM, highest

#: Use functions of the building code (Bbl) by functie. `maatschappelijk` can be another one there: an assumption.
GEBRUIKSFUNCTIE = {
    Functie.WONEN: "Woonfunctie", Functie.WINKEL: "Winkelfunctie", Functie.HORECA: "Bijeenkomstfunctie",
    Functie.KANTOOR: "Kantoorfunctie", Functie.MAATSCHAPPELIJK: "Bijeenkomstfunctie",
    Functie.CULTUUR: "Bijeenkomstfunctie", Functie.PARKEREN: "Overige gebruiksfunctie",
}  # fmt: skip
ROOF = {"plat": "FLAT_ROOF", "zadel": "GABLE_ROOF", "schild": "HIP_ROOF"}
#: Class of a kap in NL-SfB table 1, which BIM basis ILS 3.6 asks for: four figures without brackets, with its words.
#: That it bears is an assumption of the massing stage. Spaces and forms are no elements: the table has no class for
#: them.
NL_SFB_KAP = ("27.22", "daken; constructief, hellende daken")
#: Name of our own property set on every object.
PSET = "Massastudie"


def encode(massa: Massamodel, plan: Plan, stem: str) -> dict[str, bytes]:
    """Everything that stands as one IFC4 file; ids depend on plan and object only, so they stay over the fasen."""
    model = Model(plan, stem)
    fase = plan.fase(massa.fase).naam
    project = model.root(
        "IfcProject", plan.id, Name=plan.naam, LongName=plan.naam, Phase=fase,
        Description="; ".join(plan.credits) or None,
        RepresentationContexts=[model.context], UnitsInContext=units(model),
    )  # fmt: skip
    site = model.root(
        "IfcSite", plan.id, Name=plan.naam, ObjectType="Perceel", ObjectPlacement=model.placement(None),
        CompositionType="ELEMENT",
    )  # fmt: skip
    model.aggregate(project, [site])
    drawn = forms(massa)
    model.aggregate(site, [building(model, lichaam, site, drawn) for lichaam in massa.lichamen])
    if plan.terrein is not None:
        model.contain(site, terrain(model, plan.terrein, site))
    file: Any = model.file
    model.classify(file.by_type("IfcRoof"), *NL_SFB_KAP)
    return {"": file.to_string().encode("utf-8")}


def terrain(model: Model, terrein: Terrein, site: Entity) -> Entity:
    """The ground as one surface of triangles."""
    points, triangles = ground_mesh(terrein)
    surface = tessellated(model, points, triangles, False)
    item = model.root(
        "IfcGeographicElement", "terrein", Name="terrein", ObjectType="Terrein", PredefinedType="TERRAIN",
        ObjectPlacement=model.placement(site), Representation=model.shape(surface, "Tessellation", None),
    )  # fmt: skip
    model.describe(item, PSET, {"bron": terrein.bron, "vakken": terrein.cellen, "vakken_gevuld": terrein.gaten})
    return item


def building(model: Model, lichaam: Lichaam, site: Entity, drawn: Mapping[str, Form | None]) -> Entity:
    """A pand with its bouwlagen and kap, or with the form that a file draws of it."""
    item = model.root(
        "IfcBuilding", lichaam.id, Name=lichaam.id, LongName=lichaam.naam, ObjectType="Gebouw",
        ObjectPlacement=model.placement(site), CompositionType="ELEMENT",
    )  # fmt: skip
    shaped = lichaam.id not in drawn
    storeys = [storey(model, lichaam, n, item, shaped) for n in sorted({v.bouwlaag for v in lichaam.volumes})]
    if (form := drawn.get(lichaam.id)) is not None:
        proxy(model, lichaam, form, storeys[0])
    if lichaam.kap is not None and shaped:
        storeys.append(roof(model, lichaam, lichaam.kap, item))
    model.aggregate(item, storeys)
    model.describe(item, "Pset_BuildingCommon", {"BuildingID": lichaam.id, "NumberOfStoreys": lichaam.bouwlagen})
    model.describe(item, PSET, properties(lichaam))
    model.measure(item, "Qto_BuildingBaseQuantities", {
        "Height": lichaam.hoogte_m, "FootprintArea": lichaam.footprint_m2,
        "GrossFloorArea": sum(lichaam.bvo_m2.values()),
    })  # fmt: skip
    return item


def storey(model: Model, lichaam: Lichaam, bouwlaag: int, parent: Entity, shaped: bool) -> Entity:
    """One bouwlaag of a pand and its spaces; `shaped`: these have a form."""
    own = [v for v in lichaam.volumes if v.bouwlaag == bouwlaag]
    low, high = min(v.bottom_m for v in own), max(v.top_m for v in own)
    item = level(model, f"{lichaam.id}/{bouwlaag}", bouwlaag_naam(bouwlaag), low, parent)
    model.aggregate(item, [space(model, lichaam, volume, low, item, shaped) for volume in own])
    model.measure(item, "Qto_BuildingStoreyBaseQuantities", {
        "GrossHeight": high - low, "GrossFloorArea": sum(v.bvo_m2 for v in own),
        "GrossVolume": sum(v.bvo_m2 * (v.top_m - v.bottom_m) for v in own),
    })  # fmt: skip
    return item


def level(model: Model, key: str, naam: str, z_m: float, parent: Entity) -> Entity:
    """A storey at a height."""
    return model.root(
        "IfcBuildingStorey", key, Name=naam, ObjectType="Bouwlaag", ObjectPlacement=model.placement(parent, z_m),
        CompositionType="ELEMENT", Elevation=float(z_m),
    )  # fmt: skip


def space(
    model: Model, lichaam: Lichaam, volume: Volume, low_m: float, parent: Entity, shaped: bool
) -> Entity:  # fmt: skip
    """The gross volume of (a piece of) a bouwlaag; where a file draws the pand only its quantities, not its shape."""
    height = volume.top_m - volume.bottom_m
    solid = extruded(model, volume.polygon, height) if shaped else None
    item = model.root(
        "IfcSpace", volume.id, Name=volume.id, Description="Bruto Inhoud", ObjectType="Bouwlaaginhoud",
        ObjectPlacement=model.placement(parent, volume.bottom_m - low_m),
        Representation=solid and model.shape(solid, "SweptSolid", str(volume.functie)),
        LongName=GEBRUIKSFUNCTIE[volume.functie], CompositionType="ELEMENT", PredefinedType="USERDEFINED",
    )  # fmt: skip
    model.measure(item, "Qto_SpaceBaseQuantities", {
        "Height": height, "GrossHeight": height, "GrossFloorArea": volume.bvo_m2,
        "GrossVolume": volume.bvo_m2 * height,
    })  # fmt: skip
    said = {"functie": str(volume.functie), "bouwlaag": volume.bouwlaag, "pand": lichaam.id, "blok": lichaam.blok,
            "status": str(lichaam.status), "fase": lichaam.fase}  # fmt: skip
    model.describe(item, PSET, said)
    return item


def roof(model: Model, lichaam: Lichaam, kap: Kap, parent: Entity) -> Entity:
    """The level of the kap, with the kap as a roof in it."""
    item = level(model, f"{lichaam.id}/{DAK}", dak_naam(lichaam.bouwlagen), kap.goot_m, parent)
    vertices, faces = kappen.solid(kap)
    mesh = tessellated(model, vertices - (0.0, 0.0, kap.goot_m), faces)
    made = model.root(
        "IfcRoof", f"{lichaam.id}-{DAK}", Name=f"{lichaam.id}-{DAK}", ObjectPlacement=model.placement(item),
        Representation=model.shape(mesh, "Tessellation", DAK), PredefinedType=ROOF[kap.dak.vorm],
    )  # fmt: skip
    model.describe(made, "Pset_RoofCommon", {"IsExternal": True})
    model.contain(item, made)
    return item


def proxy(model: Model, lichaam: Lichaam, form: Form, parent: Entity) -> Entity:
    """The form that a file draws of a pand, on the level of its lowest bouwlaag."""
    low_m = min(v.bottom_m for v in lichaam.volumes)
    mesh = tessellated(model, form.vertices - (0.0, 0.0, low_m), form.faces, form.closed)
    name = f"{lichaam.id}-{VORM}"
    made = model.root(
        "IfcBuildingElementProxy", name, Name=name, ObjectType="Bouwmassa", ObjectPlacement=model.placement(parent),
        Representation=model.shape(mesh, "Tessellation", str(highest(lichaam).functie)), PredefinedType="USERDEFINED",
    )  # fmt: skip
    if form.closed:
        model.measure(made, "Qto_BuildingElementProxyQuantities", {"NetVolume": form.volume_m3})
    model.describe(made, PSET, {"panden": ", ".join(form.members), "uitleg": FORM_TEXT, "bron": lichaam.bron})
    model.contain(parent, made)
    return made


def extruded(model: Model, polygon: Polygon, height_m: float) -> Entity:
    """A vertical prism on the ground of its own placement."""
    outer, *holes = [curve(model, ring) for ring in flat_rings(orient(polygon))]
    kind = "IfcArbitraryProfileDefWithVoids" if holes else "IfcArbitraryClosedProfileDef"
    profile = model.add(kind, "AREA", None, outer, *([holes] if holes else []))
    return model.add("IfcExtrudedAreaSolid", profile, None, model.up, float(height_m))


def curve(model: Model, ring: Floats) -> Entity:
    """A closed line; its last point is its first."""
    points = [model.add("IfcCartesianPoint", xy) for xy in np.round(ring, 6).tolist()]
    return model.add("IfcPolyline", [*points, points[0]])


def tessellated(model: Model, vertices: Floats, faces: Any, closed: bool = True) -> Entity:
    """A mesh of triangles."""
    points = model.add("IfcCartesianPointList3D", np.round(vertices, 6).tolist())
    return model.add("IfcTriangulatedFaceSet", Coordinates=points, Closed=closed, CoordIndex=(faces + 1).tolist())


def properties(lichaam: Lichaam) -> dict[str, Any]:
    """What a pand is, in the words of the plan."""
    return {
        "naam": lichaam.naam, "blok": lichaam.blok, "soort": lichaam.soort, "status": str(lichaam.status),
        "fase": lichaam.fase, "in_plan": lichaam.in_plan, "accent": lichaam.accent, "aanname": lichaam.aanname,
        "bron": lichaam.bron,
    }  # fmt: skip
