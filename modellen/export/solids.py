"""The masses as solids for the mesh formats: one per volume and one for a kap, or the form that a file draws."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from massastudie import kap as kappen
from massastudie.plan import Functie
from massastudie.prisms import prism
from massastudie.volumes import Lichaam, Massamodel, Volume

from .forms import Form, forms

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Indices = NDArray[np.int32] | NDArray[np.int64]

#: Name of the material of pitched roofs; the others are named after their functie.
DAK = "dak"
#: Ending of the id of the form that a file draws of a pand.
VORM = "vorm"
#: What is said of such a form.
FORM_TEXT = "vorm zoals het bestand van herkomst haar tekent; cijfers zijn van de bouwlagen"

#: Colour of each material, sRGB 0-255: the SVBP hue of the functie, softened, as in the window.
COLOURS: dict[str, tuple[int, int, int]] = {
    Functie.WONEN: (0xF1, 0xDE, 0x8B),
    Functie.WINKEL: (0xEE, 0x9C, 0x8F),
    Functie.HORECA: (0xEB, 0x81, 0x49),
    Functie.KANTOOR: (0xD8, 0xA6, 0xC3),
    Functie.MAATSCHAPPELIJK: (0xC6, 0x8C, 0x6B),
    Functie.CULTUUR: (0xDE, 0x6F, 0x9B),
    Functie.PARKEREN: (0xB4, 0xB8, 0xBD),
    DAK: (0xA8, 0x76, 0x5E),
}


@dataclass(frozen=True, slots=True, eq=False)
class Solid:
    """An outward-facing mesh: vertices (n, 3) local metres (east, north, up), faces (m, 3), its material. It closes,
    except for a `form` (what a file draws) that does not."""

    id: str
    material: str
    vertices: Floats
    faces: Ints
    form: bool = False


def hex_colour(material: str) -> str:
    """The colour of a material as `#RRGGBB`."""
    return "#{:02X}{:02X}{:02X}".format(*COLOURS[material])


def solids_of(lichaam: Lichaam) -> tuple[Solid, ...]:
    """The solids of one pand of bouwlagen: its volumes in order, then its pitched roof."""
    found = [solid(v.id, str(v.functie), prism(v.polygon, v.bottom_m, v.top_m)) for v in lichaam.volumes]
    if lichaam.kap is not None:
        found.append(solid(f"{lichaam.id}-{DAK}", DAK, kappen.solid(lichaam.kap)))
    return tuple(found)


def form_solids(lichaam: Lichaam, form: Form | None) -> tuple[Solid, ...]:
    """The form of a pand that a file draws, in the colour the window gives it; none where another pand has it."""
    if form is None:
        return ()
    return (Solid(f"{lichaam.id}-{VORM}", str(highest(lichaam).functie), form.vertices, form.faces, form=True),)


def highest(lichaam: Lichaam) -> Volume:
    """The volume whose functie colours a form."""
    return max(lichaam.volumes, key=lambda v: v.top_m)


def solid(solid_id: str, material: str, mesh: tuple[Floats, Indices]) -> Solid:
    """A solid from a pair (vertices, faces)."""
    vertices, faces = mesh
    return Solid(solid_id, material, np.asarray(vertices, dtype=np.float64), np.asarray(faces, dtype=np.int64))


def bodies(massa: Massamodel) -> Iterator[tuple[Lichaam, tuple[Solid, ...]]]:
    """Every pand that stands, with its solids as the window draws it, in the order of the model."""
    drawn = forms(massa)
    for lichaam in massa.lichamen:
        if lichaam.id in drawn:
            yield lichaam, form_solids(lichaam, drawn[lichaam.id])
        else:
            yield lichaam, solids_of(lichaam)


def merged(solids: tuple[Solid, ...]) -> tuple[Floats, Ints]:
    """Several solids as one vertex list and one face list."""
    starts = np.cumsum([0] + [len(s.vertices) for s in solids[:-1]])
    vertices = np.concatenate([s.vertices for s in solids])
    faces = np.concatenate([s.faces + start for s, start in zip(solids, starts, strict=True)])
    return vertices, faces


def y_up(vertices: Floats) -> Floats:
    """(east, north, up) → (x, y, z) = (east, up, −north): the axes of glTF, right-handed as before."""
    return np.column_stack([vertices[:, 0], vertices[:, 2], -vertices[:, 1]])
