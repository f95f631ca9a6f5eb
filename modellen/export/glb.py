"""GLB (binary glTF 2.0): a node per pand, a material per functie, metres, Y up, local origin told in the extras."""

from __future__ import annotations

from typing import Any

import numpy as np
import trimesh
import trimesh.exchange.gltf
import trimesh.visual.material

from massastudie.georef import EPSG_RD, EPSG_RD_NAP
from massastudie.plan import Plan
from massastudie.triangles import unit_normals
from massastudie.volumes import Lichaam, Massamodel

from .solids import COLOURS, Solid, bodies, merged, y_up
from .tekst import FLAT

#: Values of the glTF specification.
ARRAY_BUFFER, ELEMENT_ARRAY_BUFFER = 34962, 34963
#: A unit normal shorter than this is none.
HALF = 0.5
#: Parts of trimesh without types.
_gltf: Any = trimesh.exchange.gltf
_visual: Any = trimesh.visual
Materials = dict[str, Any]


def encode(massa: Massamodel, plan: Plan, stem: str) -> dict[str, bytes]:
    """One GLB with everything that stands; each pand is a node named by its id, with a child per material.

    Positions are float32 metres from the plan's origin: x = E − E0, y = height, z = −(N − N0). Normals are flat.
    """
    scene: Any = trimesh.Scene(base_frame="plan")
    materials = {name: material(name) for name in COLOURS}
    for lichaam, solids in bodies(massa):
        add_pand(scene, lichaam, solids, materials)

    def finish(tree: dict[str, Any]) -> None:
        tree["asset"]["extras"] = extras(massa, plan)
        set_targets(tree)

    data: bytes = _gltf.export_glb(scene, include_normals=True, unitize_normals=True, tree_postprocessor=finish)
    return {"": data}


def add_pand(scene: Any, lichaam: Lichaam, solids: tuple[Solid, ...], materials: Materials) -> None:
    """Put one pand in the scene: a node with its properties, and under it a mesh for each material it has."""
    scene.graph.update(frame_from="plan", frame_to=lichaam.id, matrix=np.eye(4), metadata=properties(lichaam))
    for name in dict.fromkeys(s.material for s in solids):
        mesh = flat_mesh(tuple(s for s in solids if s.material == name), materials[name])
        node = f"{lichaam.id}/{name}"
        scene.add_geometry(mesh, node_name=node, geom_name=node, parent_node_name=lichaam.id)


def flat_mesh(solids: tuple[Solid, ...], skin: Any) -> trimesh.Trimesh:
    """Solids as a mesh in which no two triangles share a vertex, so that each keeps its own flat normal."""
    vertices, faces = merged(solids)
    corners = y_up(vertices)[faces]
    normals = unit_normals(corners)
    # a triangle without area, as files of others have to close a seam, has no normal of its own: any will do
    normals[np.linalg.norm(normals, axis=1) < HALF] = (0.0, 1.0, 0.0)
    return trimesh.Trimesh(
        vertices=corners.reshape(-1, 3),
        faces=np.arange(corners.shape[0] * 3).reshape(-1, 3),
        vertex_normals=np.repeat(normals, 3, axis=0),
        visual=_visual.TextureVisuals(material=skin),
        process=False,
    )


def material(name: str) -> Any:
    """A matt material of the colour of a functie (glTF wants linear light, the palette is sRGB)."""
    srgb = np.array(COLOURS[name]) / 255.0
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    factor = [*np.round(linear, 4).tolist(), 1.0]
    return _visual.material.PBRMaterial(name=name, baseColorFactor=factor, metallicFactor=0.0, roughnessFactor=0.9)


def set_targets(tree: dict[str, Any]) -> None:
    """Say of each buffer view whether it holds vertices or indices: a viewer can then hand it straight to the GPU."""
    for primitive in (p for mesh in tree["meshes"] for p in mesh["primitives"]):
        for accessor in primitive["attributes"].values():
            tree["bufferViews"][tree["accessors"][accessor]["bufferView"]]["target"] = ARRAY_BUFFER
        indices = tree["accessors"][primitive["indices"]]
        tree["bufferViews"][indices["bufferView"]]["target"] = ELEMENT_ARRAY_BUFFER


def properties(lichaam: Lichaam) -> dict[str, Any]:
    """What a viewer shows for a pand."""
    return {
        "naam": lichaam.naam, "blok": lichaam.blok, "status": str(lichaam.status), "fase": lichaam.fase,
        "soort": lichaam.soort, "bouwlagen": lichaam.bouwlagen, "hoogte_m": round(lichaam.hoogte_m, 3),
        "in_plan": lichaam.in_plan, "aanname": lichaam.aanname, "bron": lichaam.bron,
    }  # fmt: skip


def height_text(plan: Plan) -> str:
    """What the height of a point means."""
    if plan.terrein is None:
        return f"meter {FLAT}"
    return f"meter boven {plan.terrein.peil_m:g} m NAP; maaiveld naar {plan.terrein.vermelding}"


def extras(massa: Massamodel, plan: Plan) -> dict[str, Any]:
    """Where the local origin lies, so that the model can be put back in its place."""
    return {
        "plan": plan.id, "fase": massa.fase, "eenheid": "m",
        "oorsprong_rd": list(plan.oorsprong), "crs": f"EPSG:{EPSG_RD_NAP}", "crs_plat": f"EPSG:{EPSG_RD}",
        "assen": "x = E - E0, y = hoogte, z = -(N - N0)",
        "hoogte": height_text(plan),
        **({"omgeving": list(plan.credits)} if plan.credits else {}),
    }  # fmt: skip
