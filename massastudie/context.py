"""The surroundings of a plan as read from a file of others: what was in it, and the panden to stand around the plan.

Lengths in metres; outlines in RD New, heights above the ground each pand stands on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from shapely.geometry import Polygon

from .facets import Facets
from .plan import Functie
from .terrein import Raster

Bbox = tuple[float, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ContextPand:
    """One pand of a file. `polygon` is its ground in RD, `hoogte_m` its flat top above ground; None: the file does not
    say. `aanname` tells how the height was chosen where the file leaves a choice, `facets` how the file draws it,
    `plint` the functie below `functie` where the file names both, `verblijfsobjecten` how many dwellings or shops."""

    id: str
    polygon: Polygon
    hoogte_m: float | None = None
    bouwlagen: int | None = None
    functie: Functie | None = None
    naam: str | None = None
    fase: str | None = None
    aanname: str | None = None
    facets: Facets | None = None
    plint: Functie | None = None
    bouwjaar: int | None = None
    verblijfsobjecten: int | None = None


@dataclass(frozen=True, slots=True)
class Plaatsing:
    """Where a file without a coordinate system is put by hand: the RD point (x_m, y_m) of its own (0, 0), how far it
    is turned counterclockwise, and metres per unit of its coordinates (None: as the file says)."""

    x_m: float
    y_m: float
    hoek_deg: float = 0.0
    schaal: float | None = None


@dataclass(frozen=True)
class Reading:
    """What a user says of a file: `velden` which of its fields mean what (role → field, `-` for none), `lod` which
    level of detail is drawn (None: the highest), `plaats` where it lies when it does not say so itself."""

    velden: Mapping[str, str] = field(default_factory=dict)
    lod: str | None = None
    plaats: Plaatsing | None = None


@dataclass(frozen=True, eq=False)
class Context:
    """What is in one file.

    `versie` is that of the format, empty when it has none. `crs` as the file names it, or as its coordinates show;
    None: unknown, the file can then be described and not placed. `aantal` counts buildings. `bbox` (x0, y0, x1, y1),
    or with heights (x0, y0, z0, x1, y1, z1). `volume_m3` per level of detail counts closed solids only;
    `oppervlakte_m2` is the sum of the grounds. `overgeslagen` holds (id, reden) of what was not used, `opmerkingen`
    what was assumed or repaired. `bron` is the attribution its makers ask for, empty when there is none. `velden`
    holds the first values of each field as text, `rollen` which field was taken for what; `eenheid_m` metres per unit
    of the file's coordinates, as it says.
    """

    bestand: str
    formaat: str
    versie: str
    crs: str | None
    aantal: int
    bbox: Bbox
    oppervlakte_m2: float
    panden: tuple[ContextPand, ...] = ()
    lods: tuple[str, ...] = ()
    volume_m3: Mapping[str, float] = field(default_factory=dict)
    overgeslagen: tuple[tuple[str, str], ...] = ()
    bron: str = ""
    opmerkingen: tuple[str, ...] = ()
    velden: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rollen: Mapping[str, str] = field(default_factory=dict)
    eenheid_m: float = 1.0
    #: The ground, of a terrain.
    raster: Raster | None = None
