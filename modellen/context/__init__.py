"""Files of others as the surroundings of a plan: what is in them, and the panden to stand around it.

A format is known by what a file holds, not by its name.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from .files import head_of
from .hand import by_hand
from .kinds import Options, kind_of

if TYPE_CHECKING:
    from massastudie.context import Context, Plaats

__all__ = ["read_context"]


def read_context(
    path: Path, velden: Mapping[str, str] | None = None, lod: str | None = None, plaats: Plaats | None = None
) -> Context:
    """What is in this file, whatever its format. FileError (one sentence: file, expected, found) when it has no use.

    `velden` says which field means what (hoogte, bouwlagen, functie, fase, naam, id) where its name does not show it,
    `-` for none. `lod` is the level of detail to draw of a city model (None: the highest); `plaats` puts a file
    without a coordinate system in its place.
    Formats: CityJSON 1.0, 1.1, 2.0 and CityJSONSeq; GeoJSON, GeoPackage, SpatiaLite, Shapefile, FlatGeobuf, GML.
    """
    read = kind_of(path, head_of(path))
    # numbers beyond what a float holds are found and told afterwards, object by object
    with np.errstate(all="ignore"):
        found = read(path, Options(velden or {}, lod))
    return found if plaats is None else by_hand(path, found, plaats)
