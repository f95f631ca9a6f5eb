"""Binary PLY for MeshLab, CloudCompare and Blender: every solid that stands, metres, Z up, coloured by functie."""

from __future__ import annotations

import numpy as np
import trimesh
from trimesh.exchange.ply import export_ply

from massastudie.plan import Plan
from massastudie.volumes import Massamodel

from .solids import COLOURS, bodies, merged


def encode(massa: Massamodel, plan: Plan, stem: str) -> dict[str, bytes]:
    """One mesh of all solids: x = E − E0, y = N − N0, z = height above ground level; a colour per vertex.

    No two solids share a vertex, so that each stays closed and keeps its colour. PLY has no names.
    """
    solids = tuple(s for _, found in bodies(massa) for s in found)
    vertices, faces = merged(solids)
    colours = np.repeat([COLOURS[s.material] for s in solids], [len(s.vertices) for s in solids], axis=0)
    mesh = trimesh.Trimesh(vertices, faces, vertex_colors=colours.astype(np.uint8), process=False)
    data: bytes = export_ply(mesh, vertex_normal=False)
    said = "".join(f"comment omgeving: {' '.join(credit.split())}\n" for credit in plan.credits)
    return {"": data.replace(b"element vertex", said.encode() + b"element vertex", 1)}
