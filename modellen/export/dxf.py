"""DXF (AutoCAD 2010): masses as closed meshes and their outlines, on layers per functie and fase, metres in RD."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import StringIO
from itertools import chain
from typing import Any

import numpy as np
from ezdxf import units
from ezdxf._options import options
from ezdxf.colors import rgb2int
from ezdxf.document import Drawing
from ezdxf.filemanagement import new
from ezdxf.layouts.layout import Modelspace
from ezdxf.render.mesh import MeshBuilder
from shapely.geometry.polygon import orient

from massastudie.footprint import polygons
from massastudie.ground_faces import ground_mesh
from massastudie.plan import Functie, Plan
from massastudie.terrein import Terrein
from massastudie.volumes import Lichaam, Massamodel, Volume

from . import grond
from .faces import Floats, flat_rings
from .solids import COLOURS, DAK, Ints, Solid, bodies
from .tekst import peil_m, printable

VERSION = "R2010"
#: Name under which a program finds what an object is (extended data, strings `field=value`).
APP = "MASSASTUDIE"
#: Colours of what lies on the ground (sRGB); masses have those of their functie.
GROUND = {"plangrens": (0x8C, 0x3B, 0x4A), "hoven": (0x98, 0xB5, 0x7C), "doorsteken": (0xC9, 0xA9, 0x6E),
          "stroken": (0xA0, 0xA0, 0x9C), "terrein": (0xB9, 0xB3, 0xA2)}  # fmt: skip
#: Characters that a layer name may not hold.
FORBIDDEN = re.compile(r'[<>/\\":;?*|=`,\x00-\x1f]')


def encode(massa: Massamodel, plan: Plan, stem: str) -> dict[str, bytes]:
    """One drawing of everything that stands, in RD metres, heights above ground level.

    Layers: `massa-<functie>-<fase>` a polyface mesh per volume (one per pand that a file draws), `kap-<fase>`,
    `omtrek-<functie>-<fase>` the outline of each bouwlaag at its floor (closed LWPOLYLINE, holes too), and the ground:
    plangrens, hoven, doorsteken, stroken. On a terrain heights are m NAP, and `terrein` is its mesh.
    """
    with fixed_metadata():
        drawing = new_drawing()
        for credit in plan.credits:
            drawing.header.custom_vars.append("omgeving", printable(credit))
        for lichaam, solids in bodies(massa):
            draw_pand(drawing, lichaam, solids, plan)
        draw_ground(drawing, massa, plan)
        if plan.terrein is not None:
            draw_terrain(drawing, plan.terrein, plan)
        for kind in sorted(drawing.entitydb.dxf_types_in_use()):
            drawing.classes.add_class(kind)  # else the library adds them in the order of a set
        text = StringIO()
        drawing.write(text)
    return {"": text.getvalue().encode("utf-8")}


@contextmanager
def fixed_metadata() -> Iterator[None]:
    """Leave moment and random numbers out of the file: the same model gives the same bytes."""
    before = options.write_fixed_meta_data_for_testing
    options.write_fixed_meta_data_for_testing = True
    try:
        yield
    finally:
        options.write_fixed_meta_data_for_testing = before


def new_drawing() -> Drawing:
    """An empty drawing in metres."""
    drawing = new(VERSION)
    drawing.units = units.M
    drawing.header["$MEASUREMENT"] = 1
    drawing.appids.add(APP)
    return drawing


def draw_pand(drawing: Drawing, lichaam: Lichaam, solids: Sequence[Solid], plan: Plan) -> None:
    """The meshes of one pand and the outlines of its bouwlagen."""
    space, origin = drawing.modelspace(), np.array([*plan.oorsprong, peil_m(plan)])
    for solid in solids:
        kind = "kap" if solid.material == DAK else f"massa-{solid.material}"
        attribs = {"layer": layer(drawing, f"{kind}-{lichaam.fase}", COLOURS[solid.material])}
        mesh = MeshBuilder()
        as_they_are = solid.form or solid.material == DAK
        faces = solid.faces.tolist() if as_they_are else quads(solid.vertices, solid.faces)
        mesh.add_mesh(vertices=(solid.vertices + origin).tolist(), faces=faces)
        tell(mesh.render_polyface(space, dxfattribs=attribs), properties(lichaam, solid))
    for volume in lichaam.volumes:
        name = layer(drawing, f"omtrek-{volume.functie}-{lichaam.fase}", COLOURS[volume.functie])
        for ring in flat_rings(orient(volume.polygon)):
            line = outline(space, ring + origin[:2], volume.bottom_m + origin[2], name)
            tell(line, outline_properties(lichaam, volume))


def quads(vertices: Floats, faces: Ints) -> list[Sequence[int]]:
    """The faces of a prism with each pair of wall triangles joined to the upright quadrangle they were made of."""
    rows = [list(row) for row in faces.tolist()]
    found: list[Sequence[int]] = []
    waiting: dict[tuple[int, int], list[int]] = {}
    for a, b, c in rows:
        if is_upright_first(vertices, a, b, c):
            waiting[a, c] = [a, b, c]
        elif (first := waiting.pop((a, b), None)) is not None:
            found.append([*first, c])
        else:
            found.append([a, b, c])
    return [*found, *waiting.values()]


def is_upright_first(vertices: Floats, a: int, b: int, c: int) -> bool:
    """True for the lower half of a wall: (low, low, high) with the last two on one upright."""
    low, beside, high = vertices[a], vertices[b], vertices[c]
    return bool(low[2] == beside[2] < high[2] and np.array_equal(beside[:2], high[:2]))


def draw_ground(drawing: Drawing, massa: Massamodel, plan: Plan) -> None:
    """The plan boundary, and what lies on the ground."""
    space, origin, zero_m = drawing.modelspace(), np.array(plan.oorsprong), peil_m(plan)
    limit = layer(drawing, "plangrens", GROUND["plangrens"])
    for ring in flat_rings(orient(plan.plangrens)):
        outline(space, ring + origin, zero_m, limit)
    for item in chain(grond.hoven(massa), grond.doorsteken(massa), grond.stroken(massa)):
        soort = item.velden.get("soort")
        name = layer(drawing, f"{item.laag}-{soort}" if soort else item.laag, GROUND[item.laag])
        for polygon in polygons(item.geometry):
            for ring in flat_rings(orient(polygon)):
                line = outline(space, ring + origin, item.velden.get("hoogte_m", 0.0) + zero_m, name)
                tell(line, {"id": item.id, "naam": item.naam, **item.velden})


def draw_terrain(drawing: Drawing, terrein: Terrein, plan: Plan) -> None:
    """The ground as one mesh, in RD and m NAP."""
    points, triangles = ground_mesh(terrein)
    mesh = MeshBuilder()
    mesh.add_mesh(vertices=(points + [*plan.oorsprong, terrein.peil_m]).tolist(), faces=triangles.tolist())
    attribs = {"layer": layer(drawing, "terrein", GROUND["terrein"])}
    tell(mesh.render_mesh(drawing.modelspace(), dxfattribs=attribs), {"terrein": terrein.vermelding})


def outline(space: Modelspace, ring: Floats, z_m: float, name: str) -> Any:
    """A closed outline at one height."""
    return space.add_lwpolyline(ring.tolist(), close=True, dxfattribs={"layer": name, "elevation": z_m})


def layer(drawing: Drawing, name: str, colour: tuple[int, int, int]) -> str:
    """The name of a layer of this colour, made when it is not there yet."""
    safe = FORBIDDEN.sub("_", name)
    if safe not in drawing.layers:
        drawing.layers.add(safe, true_color=rgb2int(colour))
    return safe


def tell(entity: Any, said: dict[str, Any]) -> None:
    """Put on an object what it is (at most 255 bytes a string)."""
    texts = (f"{name}={' '.join(printable(value).split())}" for name, value in said.items() if value is not None)
    entity.set_xdata(APP, [(1000, text.encode("utf-8")[:250].decode("utf-8", "ignore")) for text in texts])


def properties(lichaam: Lichaam, solid: Solid) -> dict[str, Any]:
    """What a mesh is."""
    return {
        "id": solid.id, "pand": lichaam.id, "naam": lichaam.naam, "blok": lichaam.blok, "soort": lichaam.soort,
        "status": str(lichaam.status), "fase": lichaam.fase, "aanname": lichaam.aanname,
    }  # fmt: skip


def outline_properties(lichaam: Lichaam, volume: Volume) -> dict[str, Any]:
    """What an outline is: the floor of a bouwlaag."""
    return {
        "id": volume.id, "pand": lichaam.id, "bouwlaag": volume.bouwlaag, "functie": str(Functie(volume.functie)),
        "bvo_m2": round(volume.bvo_m2, 3), "hoogte_m": round(volume.top_m - volume.bottom_m, 3),
    }  # fmt: skip
