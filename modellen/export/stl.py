"""Binary STL for 3D printing and analysis: every solid that stands, metres, Z up, from the plan's origin."""

from __future__ import annotations

import numpy as np
import trimesh
from trimesh.exchange.stl import export_stl

from massastudie.plan import Plan
from massastudie.volumes import Massamodel

from .solids import bodies, merged


def encode(massa: Massamodel, plan: Plan, stem: str) -> dict[str, bytes]:
    """One mesh of all solids: x = E − E0, y = N − N0, z = height above ground level. STL has no names or colours."""
    vertices, faces = merged(tuple(s for _, solids in bodies(massa) for s in solids))
    corners = vertices[faces].reshape(-1, 3)
    mesh = trimesh.Trimesh(corners, np.arange(len(corners)).reshape(-1, 3), process=False)
    data: bytes = export_stl(mesh)
    return {"": data}
