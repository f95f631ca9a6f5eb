"""The moments at which Dutch municipalities look at shade: small maps, shade of the plan and what is new in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from massastudie.draped import drape_of, shades
from massastudie.fasering import vlakken
from massastudie.plan import Plan
from massastudie.schaduw import offset_per_m, reaching
from massastudie.schaduwset import bladen
from massastudie.volumes import Status
from massastudie.zonboek import plaats_of
from massastudie.zonnestand import directions, timestamp
from massastudie.zonverschil import Schaduwverschil, first_fase
from modellen.tabellen.dossier import Toestand

from .kaart import BOLD, FINE, Kleuren, ground_of
from .svg import Kader, Tekening

#: Parts of a drawing that lie below and above the shade.
Fixed = tuple[list[str], list[str]]


@dataclass(frozen=True)
class Schaduwkaart:
    """One moment: the map as SVG (None: the sun is down or too low), and what is told beside it."""

    svg: bytes | None
    tekst: dict[str, Any]


def schaduwkaarten(
    plan: Plan, toestand: Toestand, frame: Kader, kleuren: Kleuren, year: int
) -> Iterator[Schaduwkaart]:
    """The maps of the municipal set in one year, one by one, against the first fase."""
    fixed = _fixed(plan, toestand, frame, kleuren)
    for sheet in bladen(plan, first_fase(plan, toestand.state), toestand.state, year):
        yield _sheet(plan, toestand, sheet.verschil, frame, kleuren, fixed)


def _sheet(
    plan: Plan, toestand: Toestand, found: Schaduwverschil, frame: Kader, kleuren: Kleuren, fixed: Fixed
) -> Schaduwkaart:
    moment = found.zon.moment
    words = {
        "dag": f"{moment:%d-%m-%Y}", "tijd": f"{moment:%H:%M} {moment.tzname()}",
        "hoogte_deg": found.zon.zonshoogte_deg, "azimut_deg": found.zon.azimut_deg, "te_laag": found.te_laag,
        "nieuw_m2": found.nieuw_m2, "vervallen_m2": found.vervallen_m2,
    }  # fmt: skip
    if found.te_laag:
        return Schaduwkaart(None, words)
    slope = offset_per_m(directions(np.array([timestamp(moment)]), plaats_of(plan))[0])
    drape = drape_of(plan.terrein, slope)
    low_m = None if drape is None else drape.terrein.low_m
    shade = shades(reaching(toestand.massa.lichamen, slope, frame.bounds, low_m), slope, drape)
    return Schaduwkaart(_map(found, shade, frame, kleuren, fixed), words)


def _map(found: Schaduwverschil, shade: Iterable[Any], frame: Kader, kleuren: Kleuren, fixed: Fixed) -> bytes:
    below, above = fixed
    drawing = Tekening(frame, list(below))
    drawing.areas(shade, kleuren["schaduw"])
    drawing.areas([found.nieuw], kleuren["schaduw_nieuw"])
    drawing.areas([found.vervallen], kleuren["schaduw_vervallen"])
    drawing.parts += above
    return drawing.svg(kleuren["papier"])


def _fixed(plan: Plan, toestand: Toestand, frame: Kader, kleuren: Kleuren) -> Fixed:
    """What is the same at every moment: the ground below the shade, masses and plan boundary above it."""
    below, above = Tekening(frame), Tekening(frame)
    own, items = vlakken(plan, toestand.state), toestand.massa.lichamen
    for soort in ("plein", "groen", "water"):
        below.areas([v.polygon for v in own if v.soort == soort], kleuren[soort], opacity=0.55)
    standing = [ground_of(i) for i in items if i.status is Status.BESTAAND]
    new = [ground_of(i) for i in items if i.status is Status.NIEUW]
    above.areas(standing, kleuren["context"], kleuren["lijn_zacht"], FINE / 2)
    above.areas(new, kleuren["nieuw"], kleuren["lijn"], FINE)
    above.lines([plan.plangrens.exterior], kleuren["plangrens"], BOLD / 2, dash_mm="0.01 0.8")
    return below.parts, above.parts
