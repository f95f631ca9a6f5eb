"""The ground of an IFC4 file: header, units, place in RD, stable ids, and helpers for relations and properties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import radians
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import ifcopenshell
import ifcopenshell.guid
import numpy as np

from massastudie.georef import EPSG_RD, convergence_deg
from massastudie.plan import Plan

from .solids import COLOURS
from .tekst import heights_text, peil_m, printable

#: The moment in the header: a fixed one, so that the same model gives the same bytes.
MOMENT = "2000-01-01T00:00:00"
PROGRAM = "Massastudie"
Entity = Any


class Model:
    """A file being made: `add` makes an entity, `root` one with a GlobalId that is the same in every export."""

    def __init__(self, plan: Plan, stem: str) -> None:
        self.file = ifcopenshell.file(schema="IFC4")
        self.plan = plan
        write_header(self.file, stem)
        self.origin = self.add("IfcCartesianPoint", (0.0, 0.0, 0.0))
        self.up = self.add("IfcDirection", (0.0, 0.0, 1.0))
        self.east = self.add("IfcDirection", (1.0, 0.0, 0.0))
        self.axes = self.add("IfcAxis2Placement3D", self.origin, self.up, self.east)
        self.context, self.body = contexts(self)
        self.styles = {name: style(self, name) for name in COLOURS}

    def add(self, kind: str, *values: Any, **named: Any) -> Entity:
        """A new entity."""
        return self.file.create_entity(kind, *values, **named)

    def root(self, kind: str, key: str, **named: Any) -> Entity:
        """A new entity with an id of its own, made from the plan and `key` (unique for each kind)."""
        return self.add(kind, GlobalId=self.global_id(kind, key), **named)

    def global_id(self, kind: str, key: str) -> str:
        """22 characters, from UUIDv5 of plan, kind and key."""
        made: str = ifcopenshell.guid.compress(uuid5(NAMESPACE_URL, f"massastudie/{self.plan.id}/{kind}/{key}").hex)
        return made

    def aggregate(self, whole: Entity, parts: Iterable[Entity]) -> None:
        """Say that a thing is made of others; nothing when there are none."""
        found = list(parts)
        if found:
            self.root("IfcRelAggregates", whole.GlobalId, RelatingObject=whole, RelatedObjects=found)

    def contain(self, level: Entity, element: Entity) -> None:
        """Say on which level an element is; one to a level."""
        self.root(
            "IfcRelContainedInSpatialStructure", level.GlobalId, RelatedElements=[element], RelatingStructure=level
        )  # fmt: skip

    def describe(self, item: Entity, name: str, values: Mapping[str, Any]) -> None:
        """Give a thing a property set; what is not known is left out."""
        known = {key: value for key, value in values.items() if value is not None}
        rows = [self.add("IfcPropertySingleValue", Name=k, NominalValue=self.value(v)) for k, v in known.items()]
        if rows:
            key = f"{item.GlobalId}/{name}"
            self.define(item, key, self.root("IfcPropertySet", key, Name=name, HasProperties=rows))

    def classify(self, items: Iterable[Entity], code: str, name: str) -> None:
        """Give things a class of NL-SfB table 1, named as the BIM basis ILS has it; nothing when there are none."""
        found = list(items)
        if found:
            source = self.add("IfcClassification", Source="NL-SfB", Name="NL-SfB tabel 1")
            made = self.add("IfcClassificationReference", Identification=code, Name=name, ReferencedSource=source)
            self.root("IfcRelAssociatesClassification", code, RelatedObjects=found, RelatingClassification=made)

    def measure(self, item: Entity, name: str, values: Mapping[str, float]) -> None:
        """Give a thing base quantities: names ending in Area, Volume, Height."""
        rows = []
        for key, value in values.items():
            kind = next((k for k in ("Area", "Volume") if key.endswith(k)), "Length")
            rows.append(self.add(f"IfcQuantity{kind}", Name=key, **{f"{kind}Value": round(value, 6)}))
        key = f"{item.GlobalId}/{name}"
        self.define(item, key, self.root("IfcElementQuantity", key, Name=name, Quantities=rows))

    def define(self, item: Entity, key: str, values: Entity) -> None:
        """Tie a set of properties or quantities to a thing."""
        self.root(
            "IfcRelDefinesByProperties", key, RelatedObjects=[item], RelatingPropertyDefinition=values
        )  # fmt: skip

    def value(self, value: Any) -> Entity:
        """A property value of its own kind; texts at most 255 characters, as an IfcLabel may have."""
        if isinstance(value, bool):
            return self.add("IfcBoolean", value)
        if isinstance(value, int):
            return self.add("IfcInteger", value)
        if isinstance(value, float):
            return self.add("IfcReal", round(value, 6))
        return self.add("IfcText" if len(str(value)) > 255 else "IfcLabel", str(value))

    def placement(self, parent: Entity | None, z_m: float = 0.0) -> Entity:
        """A place straight above that of the parent."""
        axes = self.axes
        if z_m:
            axes = self.add("IfcAxis2Placement3D", self.add("IfcCartesianPoint", (0.0, 0.0, z_m)), self.up, self.east)
        return self.add("IfcLocalPlacement", parent.ObjectPlacement if parent is not None else None, axes)

    def shape(self, solid: Entity, kind: str, material: str | None) -> Entity:
        """The representation of a thing by one solid, coloured where it has a material."""
        if material is not None:
            self.add("IfcStyledItem", Item=solid, Styles=[self.styles[material]])
        body = self.add("IfcShapeRepresentation", self.body, "Body", kind, [solid])
        return self.add("IfcProductDefinitionShape", Representations=[body])


def write_header(file: Any, stem: str) -> None:
    """Who made the file; without a clock."""
    header = file.header
    header.file_description.description = ("ViewDefinition [DesignTransferView_V1.0]",)
    header.file_name.name = f"{printable(stem)}.ifc"
    header.file_name.time_stamp = MOMENT
    header.file_name.preprocessor_version = f"IfcOpenShell {ifcopenshell.version}"
    header.file_name.originating_system = PROGRAM


def contexts(model: Model) -> tuple[Entity, Entity]:
    """The model context, placed in RD by a map conversion (LoGeoRef 50), and its body subcontext."""
    east, north = model.plan.oorsprong
    turn = radians(convergence_deg(east, north))
    true_north = model.add("IfcDirection", (round(-float(np.sin(turn)), 9), round(float(np.cos(turn)), 9)))
    context = model.add("IfcGeometricRepresentationContext", None, "Model", 3, 1e-5, model.axes, true_north)
    metre = model.add("IfcSIUnit", UnitType="LENGTHUNIT", Name="METRE")
    crs = model.add(
        "IfcProjectedCRS", f"EPSG:{EPSG_RD}", f"Amersfoort / RD New; hoogten {heights_text(model.plan)}", "Amersfoort",
        "EPSG:5709", None, None, metre,
    )  # fmt: skip
    model.add("IfcMapConversion", context, crs, float(east), float(north), peil_m(model.plan), 1.0, 0.0, 1.0)
    body = model.add(
        "IfcGeometricRepresentationSubContext", ContextIdentifier="Body", ContextType="Model", ParentContext=context,
        TargetView="MODEL_VIEW",
    )  # fmt: skip
    return context, body


def units(model: Model) -> Entity:
    """Metres, square and cubic, and radians."""
    kinds = {
        "LENGTHUNIT": "METRE",
        "AREAUNIT": "SQUARE_METRE",
        "VOLUMEUNIT": "CUBIC_METRE",
        "PLANEANGLEUNIT": "RADIAN",
    }
    return model.add("IfcUnitAssignment", [model.add("IfcSIUnit", UnitType=k, Name=n) for k, n in kinds.items()])


def style(model: Model, name: str) -> Entity:
    """The colour of a functie."""
    rgb = model.add("IfcColourRgb", None, *(round(c / 255, 4) for c in COLOURS[name]))
    shading = model.add("IfcSurfaceStyleShading", rgb, 0.0)
    return model.add("IfcSurfaceStyle", name, "BOTH", [shading])
