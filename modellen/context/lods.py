"""Which level of detail of a mass is drawn, and which gives its block form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from .bodies import Bodies
from .files import refuse

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

#: Levels of detail that are blocks with flat roofs, best first.
BLOCKS = ("1.3", "1.2", "1", "1.1", "1.0")
#: From here on roofs have their form (Biljecki 2016: LoD 2).
ROOFS = 2.0


def check_lod(path: Path, bodies: Bodies, wanted: str | None) -> None:
    """FileError when the file has no such level of detail, with those it has."""
    if wanted is not None and wanted not in bodies.lods:
        refuse(path, f"LoD {wanted}", f"LoD {', '.join(bodies.lods)}")


def block_order(wanted: str | None) -> tuple[str, ...]:
    """Levels of detail to take the block form from, best first; one that is asked for goes before all."""
    return BLOCKS if wanted not in BLOCKS else (wanted, *(name for name in BLOCKS if name != wanted))


def ranks(names: npt.NDArray[Any]) -> Floats:
    """Levels of detail (g,) as numbers; 0 for what is no number."""
    found, inverse = np.unique(names, return_inverse=True)
    values: Floats = np.array([_rank(str(name)) for name in found])[inverse]
    return values


def _rank(name: str) -> float:
    try:
        return float(name)
    except ValueError:
        return 0.0


def drawn(bodies: Bodies, rank: Floats, wanted: str | None) -> Flags:
    """Which geometries (g,) are drawn: per mass those of the level asked for (None: its highest), else those of the
    nearest lower one it has, else of its lowest. `rank` (g,) is as `ranks` gives it."""
    if not len(rank):
        return np.zeros(0, dtype=bool)
    most = np.inf if wanted is None else _rank(wanted)
    count = int(bodies.owner.max()) + 1
    best, lowest = np.full(count, -np.inf), np.full(count, np.inf)
    fits = rank <= most
    np.maximum.at(best, bodies.owner[fits], rank[fits])
    np.minimum.at(lowest, bodies.owner, rank)
    chosen: Flags = rank == np.where(np.isinf(best), lowest, best)[bodies.owner]
    return chosen
