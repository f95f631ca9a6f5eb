"""KML 2.2 for Google Earth and the like: masses in WGS84 (EPSG:4326), heights relative to the ground; on a terrain
absolute, in m NAP, which lies within some decimetres of the sea level (EGM96) that KML asks for.

Accuracy in place is that of the RD transformation without its correction grid, some decimetres.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, TypeVar
from xml.sax.saxutils import escape

import numpy as np
import simplekml

from massastudie.georef import points_to_wgs84
from massastudie.plan import Plan
from massastudie.volumes import Lichaam, Massamodel, Volume

from .faces import Face, Floats, form_faces, kap_faces, volume_faces
from .forms import Form, forms
from .solids import COLOURS, DAK, VORM, highest
from .tekst import heights_text, peil_m, printable

#: Decimals of a degree: 8 are a millimetre.
DECIMALS = 8
#: Decimals of a height, metres.
HEIGHT_DECIMALS = 3
#: An id that the library gave, and what an id in XML cannot hold (`_` marks what stood there).
LIBRARY_ID, NO_NAME = re.compile(r'<(\w+) id="\d+">'), re.compile(r"[^A-Za-z0-9.-]")
Named = TypeVar("Named", bound=Any)


class Places:
    """Local metres → (longitude, latitude, height above ground, or m NAP on a terrain)."""

    def __init__(self, plan: Plan) -> None:
        self.oorsprong, self.peil_m = plan.oorsprong, peil_m(plan)
        mode = simplekml.AltitudeMode
        self.mode = mode.relativetoground if plan.terrein is None else mode.absolute

    def ring(self, points: Floats) -> list[tuple[float, float, float]]:
        """A ring (n, 3) m as a closed list of coordinates."""
        closed = np.vstack([points, points[:1]])
        lon, lat = points_to_wgs84(closed[:, :2] + self.oorsprong).T
        rows = zip(np.round(lon, DECIMALS).tolist(), np.round(lat, DECIMALS).tolist(),
                   np.round(closed[:, 2] + self.peil_m, HEIGHT_DECIMALS).tolist(), strict=True)  # fmt: skip
        return list(rows)


def encode(massa: Massamodel, plan: Plan, stem: str) -> dict[str, bytes]:
    """One document with a folder per fase; a placemark per volume and per kap, or per form that a file draws.

    A volume on the ground is its top, extruded to the ground; one above it is told face by face, so that what is open
    under it stays open.
    """
    document = simplekml.Kml(name=printable(f"{plan.naam}, fase {massa.fase}"), open=1)
    said = [f"hoogten {heights_text(plan)}"] if plan.terrein is not None else []
    if said or plan.credits:
        document.document.description = printable("; ".join([*said, *plan.credits]))
    places = Places(plan)
    drawn = forms(massa)
    for fase in plan.fasen:
        own = [item for item in massa.lichamen if item.fase == fase.id]
        if own:
            folder = named(document.newfolder(name=printable(f"{fase.naam} ({fase.jaren})")), "fase", fase.id)
            for lichaam in own:
                if lichaam.id not in drawn:
                    add_pand(folder, lichaam, places)
                elif (form := drawn[lichaam.id]) is not None:
                    add_form(folder, lichaam, form, places)
    return {"": finished(document.kml(format=False)).encode("utf-8")}


def finished(text: str) -> str:
    """The document as the schema wants it: styles behind what is said of the document (the library puts them before
    it), and no ids but ours (those of the library are numbers, which are no names in XML)."""
    looks = "".join(str(style(name)) for name in COLOURS)
    whole = text.replace("<Folder ", f"{looks}<Folder ", 1)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + LIBRARY_ID.sub(r"<\1>", whole)


def named(item: Named, kind: str, name: str) -> Named:
    """A feature with an id made of its kind and name, so that it stays over the fasen."""
    item._id = f"{kind}-" + NO_NAME.sub(lambda sign: f"_{ord(sign[0]):x}_", name)
    return item


def add_pand(folder: simplekml.Folder, lichaam: Lichaam, places: Places) -> None:
    """The placemarks of one pand."""
    for volume in lichaam.volumes:
        mark = multi(folder, volume.id, volume.functie)
        tell(mark, volume_fields(lichaam, volume))
        if volume.bottom_m <= lichaam.maaiveld_m:
            lid = next(face for face in volume_faces(volume) if face.part == "top")
            add_faces(mark, [lid], places, extrude=1)
        else:
            add_faces(mark, volume_faces(volume), places)
    if lichaam.kap is not None:
        add_faces(multi(folder, f"{lichaam.id}-{DAK}", DAK), kap_faces(lichaam.kap), places)


def add_form(folder: simplekml.Folder, lichaam: Lichaam, form: Form, places: Places) -> None:
    """The placemark of a pand that a file draws, face by face."""
    mark = multi(folder, f"{lichaam.id}-{VORM}", highest(lichaam).functie)
    add_faces(mark, form_faces(form, lichaam.maaiveld_m), places)
    tell(mark, {"pand": lichaam.id, "panden": ", ".join(form.members), "hoogte_m": round(lichaam.hoogte_m, 3),
                "bouwlagen": lichaam.bouwlagen, **pand_fields(lichaam)})  # fmt: skip


def multi(folder: simplekml.Folder, name: str, look: str) -> simplekml.MultiGeometry:
    """A placemark of several faces, in the colour of a material."""
    mark = named(folder.newmultigeometry(name=printable(name)).placemark, "vorm", name)
    mark.styleurl = f"#stijl-{look}"  # given the style itself the library writes it in the folder, before its name
    return mark.geometry


def add_faces(mark: simplekml.MultiGeometry, faces: Iterable[Face], places: Places, extrude: int = 0) -> None:
    """Faces of a placemark."""
    for face in faces:
        outer, *holes = [places.ring(ring) for ring in face.rings]
        mark.newpolygon(
            outerboundaryis=outer, innerboundaryis=holes, extrude=extrude,
            altitudemode=places.mode,
        )  # fmt: skip


def tell(mark: simplekml.MultiGeometry, said: dict[str, Any]) -> None:
    """Put on a placemark what it is, as fields that a viewer shows. The library escapes names and not fields."""
    for name, value in said.items():
        if value is not None:
            mark.extendeddata.newdata(name, escape(printable(value)))


def volume_fields(lichaam: Lichaam, volume: Volume) -> dict[str, Any]:
    """What a volume is; heights above the ground of its pand."""
    low_m, high_m = volume.bottom_m - lichaam.maaiveld_m, volume.top_m - lichaam.maaiveld_m
    return {
        "pand": lichaam.id, "naam": lichaam.naam, "blok": lichaam.blok, "bouwlaag": volume.bouwlaag,
        "functie": str(volume.functie), "bvo_m2": round(volume.bvo_m2, 3), "onderkant_m": round(low_m, 3),
        "bovenkant_m": round(high_m, 3), **pand_fields(lichaam),
    }  # fmt: skip


def pand_fields(lichaam: Lichaam) -> dict[str, Any]:
    """What is said of a pand as a whole."""
    return {
        "status": str(lichaam.status), "fase": lichaam.fase, "aanname": lichaam.aanname, "bron": lichaam.bron,
    }  # fmt: skip


def style(name: str) -> simplekml.Style:
    """The colour of a functie, thin lines."""
    look = named(simplekml.Style(), "stijl", name)
    look.polystyle.color = simplekml.Color.rgb(*COLOURS[name])
    look.linestyle.color = simplekml.Color.rgb(110, 101, 87)
    look.linestyle.width = 1
    return look
