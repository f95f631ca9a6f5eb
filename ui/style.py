"""Colours, fonts and Dutch numbers: one look for window, picture and table. Imports neither Qt nor VTK."""

from __future__ import annotations

from collections.abc import Sequence

from massastudie.plan import Functie
from massastudie.scene import Role
from massastudie.volumes import Status

ROLE_COLOUR: dict[Role, str] = {
    Role.NIEUW: "#F2D8AE",
    Role.NIEUW_EERDER: "#EAE4D8",
    Role.BESTAAND_PLAN: "#CFD2D6",
    Role.CONTEXT: "#DEE0E2",
    Role.GESLOOPT: "#9A5B5B",
    Role.LATER: "#B9B2A4",
    Role.GROND: "#E7E5DF",
    Role.STRAAT: "#D6D4CE",
    Role.PLEIN: "#E6D9C2",
    Role.GROEN: "#AEC293",
    Role.WATER: "#A3C4D8",
    Role.HOF: "#98B57C",
    Role.DEK: "#A9C08A",
    Role.DOORSTEEK: "#EAD9BE",
    Role.TERRAS: "#DDBF93",
    Role.ERF: "#DEDFD3",
    Role.STROOK_VOET: "#DFDBD2",
    Role.STROOK_FIETS: "#D99C86",
    Role.STROOK_RIJBAAN: "#C4C3C0",
    Role.STROOK_GROEN: "#A6BE8A",
    Role.STROOK_MARGE: "#D3CDC1",
    Role.STROOK_VERBLIJF: "#E3D5BC",
    Role.PLANGRENS: "#8C3B4A",
    Role.GEBIEDSPROFIEL: "#5C7E96",
    Role.BOOM: "#9CAF8B",
    Role.BOOM_NIEUW: "#7E9C69",
}

#: SVBP2012 main-group hue, softened for faces in light and shade.
FUNCTIE_COLOUR: dict[Functie, str] = {
    Functie.WONEN: "#F1DE8B",
    Functie.WINKEL: "#EE9C8F",
    Functie.HORECA: "#EB8149",
    Functie.KANTOOR: "#D8A6C3",
    Functie.MAATSCHAPPELIJK: "#C68C6B",
    Functie.CULTUUR: "#DE6F9B",
    Functie.PARKEREN: "#B4B8BD",
}

#: SVBP letter code; parking is traffic (V).
FUNCTIE_CODE: dict[Functie, str] = {
    Functie.WONEN: "W",
    Functie.WINKEL: "DH",
    Functie.HORECA: "H",
    Functie.KANTOOR: "K",
    Functie.MAATSCHAPPELIJK: "M",
    Functie.CULTUUR: "CO",
    Functie.PARKEREN: "V",
}

STATUS_COLOUR: dict[Status, str] = {
    Status.BESTAAND: "#C9CDD2",
    Status.NIEUW: "#E58E5C",
    Status.GESLOOPT: "#9A5B5B",
    Status.LATER: "#B9B2A4",
}

#: What stands today first, then one colour per later fase; more fases start over after the first.
FASE_COLOURS: tuple[str, ...] = ("#CFD2D6", "#DE7760", "#F0B05A", "#74B5AD", "#8E86B8", "#B3A24F")

#: Hours of sun: lower bound of each class and its colour; dark to light, blue below the norm and warm from it on, so
#: that the break is seen by colour-blind readers too.
HEAT_BREAKS_H: tuple[float, ...] = (0.0, 1.0, 2.0, 3.0, 4.0, 6.0)
HEAT_COLOURS: tuple[str, ...] = ("#1C2A66", "#41619F", "#C27D63", "#DDA05C", "#F1C458", "#FCE88C")
HEAT_NORM_H = 2.0
#: Minutes of sun lost (negative) and gained: breaks between classes, and a colour per class from loss to gain. Purple
#: against orange stays apart for colour-blind readers; what hardly differs is as pale as the ground.
CHANGE_BREAKS_MIN: tuple[float, ...] = (-120.0, -60.0, -30.0, -10.0, 10.0, 30.0, 60.0, 120.0)
CHANGE_COLOURS: tuple[str, ...] = (
    "#432371",
    "#6A4FA3",
    "#9F8CC9",
    "#CFC5E4",
    "#F1F0EC",
    "#F8D7A8",
    "#F0B35F",
    "#DC8420",
    "#A8570A",
)
#: Shade at one moment against a reference: new shade, sun gained.
SHADE_NEW, SHADE_GONE = "#6A4FA3", "#F0A93C"
#: Shade that both have, as the legend shows it.
SHADE_SAME = "#B9B6AF"
#: Masses step back while sun hours are shown.
MASS_QUIET = "#F3F2EF"
MASS_QUIET_CONTEXT = "#E4E5E6"

ROOF_NEW = "#FAF5E9"
PLINT = "#C9764A"
ACCENT = "#E6C078"
SELECTION = "#E4572E"
EDGE_PLAN = "#6E6557"
EDGE_CONTEXT = "#A9ABAC"
STOREY_LINE = "#A39781"
TRUNK = "#8A7763"
SKY_HIGH = "#D3E0EA"
HORIZON = "#F2F3F1"
TEXT = "#26282B"
TEXT_SOFT = "#5B5F63"
PAPER = "#FFFFFF"

#: A drawing in ink: lines of what the plan makes, of what stands in it and round it, and the grey (0–255) of shade.
INK, INK_MIDDLE, INK_SOFT, INK_SHADE = "#141414", "#646464", "#8B8B8B", 226
#: Lamplight behind windows, from white to amber.
LAMPS: tuple[str, ...] = ("#FFE3B3", "#FFD38F", "#FFC26B", "#F9E9CC")

TREE_GREENS: tuple[str, ...] = ("#7E9C69", "#8AA66F", "#74935F", "#93AB74", "#849F5E")
TREE_GREENS_QUIET: tuple[str, ...] = ("#A5B498", "#AEBB9F", "#9CAD90", "#B3BEA2", "#A7B593")

#: First family that is installed wins; DejaVu Sans comes with the X libraries and with pyvista.
FONT_FAMILIES: tuple[str, ...] = ("Inter", "Source Sans 3", "Noto Sans", "Liberation Sans", "Arial", "DejaVu Sans")


def fase_colour(fase: str, order: Sequence[str]) -> str:
    """Colour of a fase by its place in `order` (unknown: the colour of what stands today)."""
    place = order.index(fase) if fase in order else 0
    return FASE_COLOURS[place] if place < len(FASE_COLOURS) else FASE_COLOURS[1 + (place - 1) % 5]


def number(value: float, decimals: int = 0) -> str:
    """A number as Dutch readers write it: 61.240 and 13,9; a minus is a real minus sign."""
    text = f"{value:,.{decimals}f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    if not any(digit in "123456789" for digit in text):
        text = text.lstrip("-")
    return text.replace("-", "−")


def area(value_m2: float) -> str:
    """An area in whole square metres: 61.240 m²."""
    return f"{number(value_m2)} m²"


def length(value_m: float, decimals: int = 1) -> str:
    """A length in metres: 13,9 m."""
    return f"{number(value_m, decimals)} m"


def signed(value: float, decimals: int = 0) -> str:
    """A difference with its sign: +18.300, −1.200, 0."""
    text = number(value, decimals)
    return text if value <= 0 or not any(digit in "123456789" for digit in text) else f"+{text}"
