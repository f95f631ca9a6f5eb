"""Files of others as the surroundings of a plan: what is in them, and the panden to stand around it.

A format is known by what a file holds, not by its name.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from massastudie.context import Reading

from .files import head_of, refuse
from .hand import by_hand
from .kinds import kind_of

if TYPE_CHECKING:
    from massastudie.context import Context

__all__ = ["AS_IT_IS", "read_context"]

#: Nothing is said of the file: what it says itself, and the guesses by the names of its fields, hold.
AS_IT_IS = Reading()


def read_context(path: Path, reading: Reading = AS_IT_IS) -> Context:
    """What is in this file, whatever its format. FileError (one sentence: file, expected, found) when it has no use.

    `reading` says of its fields which means what (hoogte, bouwlagen, functie, fase, naam, id) where their names do not
    show it, which level of detail of a city model is drawn, and where a file without a coordinate system lies.
    Formats: CityJSON 1.0, 1.1, 2.0 and CityJSONSeq; GeoJSON, GeoPackage, SpatiaLite, Shapefile, FlatGeobuf, GML.
    """
    read = kind_of(path, head_of(path))
    # numbers beyond what a float holds are found and told afterwards, object by object
    with np.errstate(all="ignore"):
        try:
            found = read(path, reading)
        except MemoryError:
            refuse(path, "een bestand dat in het geheugen past", "een dat meer vraagt")
    return found if reading.plaats is None else by_hand(path, found, reading.plaats)
