"""The ground of a plan folder that is not flat: `terrein.asc`, an ESRI ASCII grid in RD with heights in m NAP.

A GIS opens it as it is. What it is made of stands in `[terrein]` of `plan.toml`.
"""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import numpy as np

from massastudie.errors import FileError
from massastudie.terrein import CEL_M, Terrein

from .readable import bytes_of
from .schema_tables import TerreinTable

NAME = "terrein.asc"
HEAD = ("ncols", "nrows", "xllcenter", "yllcenter", "cellsize", "nodata_value")


def asc_text(terrein: Terrein, origin: tuple[float, float]) -> str:
    """The grid as text: six lines of head, then rows from north to south."""
    rows, columns = terrein.hoogten.shape
    x, y = round(terrein.x_m + origin[0], 3), round(terrein.y_m + origin[1], 3)
    head = "".join(f"{n} {v:.12g}\n" for n, v in zip(HEAD, (columns, rows, x, y, CEL_M, -9999), strict=True))
    body = (" ".join(f"{v:.3f}" for v in row) for row in terrein.hoogten[::-1] + terrein.peil_m)
    return head + "\n".join(body) + "\n"


def read_asc(folder: Path, table: TerreinTable, origin: tuple[float, float]) -> Terrein:
    """The ground as `asc_text` writes it. Raises FileError when it is not that."""
    path = folder / NAME
    try:
        stream = StringIO(bytes_of(path).decode("ascii"))
        pairs = [stream.readline().split() for _ in HEAD]
        columns, rows, x, y, cell, _ = (float(value) for _, value in pairs)
        heights = np.loadtxt(stream, ndmin=2)
    except (OSError, ValueError) as error:
        raise FileError(f"bestand {NAME}: verwacht een raster van hoogten (ESRI ASCII), gevonden {error}") from error
    if heights.shape != (rows, columns) or cell != CEL_M or not np.isfinite(heights).all():
        found = f"{heights.shape[1]} × {heights.shape[0]} van {cell:g} m"
        raise FileError(f"bestand {NAME}: verwacht {columns:g} × {rows:g} hoogten van {CEL_M:g} m, gevonden {found}")
    return Terrein(x - origin[0], y - origin[1], np.round(heights[::-1] - table.peil_m, 3), table.peil_m, table.bron,
                   table.gaten, table.cellen)  # fmt: skip
