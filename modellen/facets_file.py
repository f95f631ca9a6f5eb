"""How files of others draw standing panden, beside a plan folder: `facetten.npz`, only there when a plan has any.

Arrays: `id` (p,) of panden; `driehoeken` (t, 3, 3) and `lijnen` (k, 2, 3) in metres (x and y from `oorsprong`, z above
the ground of the pand); `tot_driehoek`, `tot_lijn` (p,) where those of each pand end;
`werpt`, `dicht` (p,) of each pand.
"""

from __future__ import annotations

import io
import itertools
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from massastudie.errors import FileError
from massastudie.facets import Facets, joined_of, split_of
from massastudie.plan import Plan

NAME = "facetten.npz"
#: The same plan gives the same bytes, whenever it is written.
STAMP = (2021, 1, 1, 0, 0, 0)
KEYS = ("id", "driehoeken", "lijnen", "tot_driehoek", "tot_lijn", "werpt", "dicht")


def facets_of(plan: Plan) -> dict[str, Facets]:
    """What is drawn of standing panden, by their id."""
    return {p.id: p.facets for p in plan.bestaand if p.facets is not None}


def write_facets(own: Mapping[str, Facets], path: Path) -> None:
    """Write what is drawn (of one pand at least) to a file. OSError when the disk refuses."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, values in _arrays(own).items():
            data = io.BytesIO()
            np.save(data, values, allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", STAMP), data.getvalue())


def _arrays(own: Mapping[str, Facets]) -> dict[str, npt.NDArray[Any]]:
    triangles, edges, triangle_count, edge_count, casts, closed = joined_of(list(own.values()))
    return {
        "id": np.array(list(own)),
        "driehoeken": triangles,
        "lijnen": edges,
        "tot_driehoek": np.cumsum(triangle_count),
        "tot_lijn": np.cumsum(edge_count),
        "werpt": np.array(casts),
        "dicht": np.array(closed),
    }


def with_facets(plan: Plan, folder: Path) -> Plan:
    """`plan` with what its folder draws of standing panden. FileError when the file is damaged or of another plan."""
    path = folder / NAME
    if not path.is_file():
        return plan
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in KEYS}
        found = _facets(arrays)
    except (OSError, ValueError, TypeError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise FileError(
            f"bestand {NAME}: verwacht {', '.join(KEYS)} die bij elkaar passen, gevonden {error}"
        ) from error
    if unknown := set(found) - {p.id for p in plan.bestaand}:
        raise FileError(f"bestand {NAME}: verwacht panden van dit plan, gevonden '{min(unknown)}'")
    return replace(plan, bestaand=tuple(replace(p, facets=found.get(p.id)) for p in plan.bestaand))


def _facets(arrays: Mapping[str, npt.NDArray[Any]]) -> dict[str, Facets]:
    names, count = arrays["id"].tolist(), len(arrays["id"])
    triangles, edges = _points(arrays["driehoeken"], 3), _points(arrays["lijnen"], 2)
    to_triangle, to_edge = (_ends(arrays[name], count, total) for name, total in
                            (("tot_driehoek", len(triangles)), ("tot_lijn", len(edges))))  # fmt: skip
    flags = [arrays[name].astype(bool).tolist() for name in ("werpt", "dicht")]
    if any(len(values) != count for values in flags):
        raise ValueError("werpt of dicht van een andere lengte")
    parts = split_of(triangles, edges, np.diff(to_triangle).tolist(), np.diff(to_edge).tolist(), *flags)
    return {str(name): own for name, own in zip(names, parts, strict=True)}


def _points(values: npt.NDArray[Any], corners: int) -> npt.NDArray[np.float64]:
    if values.dtype != np.float64 or values.ndim != 3 or values.shape[1:] != (corners, 3):
        raise ValueError(f"punten van vorm {values.shape}")
    if not np.isfinite(values).all():
        raise ValueError("een punt zonder eindige coördinaten")
    return values


def _ends(values: npt.NDArray[Any], count: int, total: int) -> list[int]:
    ends = [0, *values.tolist()]
    if len(ends) != count + 1 or ends[-1] != total or any(b < a for a, b in itertools.pairwise(ends)):
        raise ValueError("panden die niet op elkaar aansluiten")
    return ends
