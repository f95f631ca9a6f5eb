"""What a report tells beyond the figures of a fase: the course towards the targets, the walking network, and what each
accent and extra bouwlaag brings and costs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from shapely.geometry import LineString

from massastudie.gevoeligheid import UITLEG as GEVOELIGHEID_UITLEG
from massastudie.gevoeligheid import Gevoeligheid
from massastudie.looplijnen import looplijnen
from massastudie.loopnet import CIJFERS, Loopnet, loopnet
from massastudie.loopnet import UITLEG as LOOPNET_UITLEG
from massastudie.plan import Bestemming, Garage, Plan
from massastudie.toetsing.woorden import getal
from massastudie.verloop import UITLEG as VERLOOP_UITLEG
from massastudie.verloop import Verloop, verloop
from massastudie.volumes import Status
from modellen.tabellen import Dossier
from modellen.tabellen.dossier import Toestand

from .kaart import BOLD, FINE, Kleuren, ground_of
from .svg import Kader, Tekening

#: Radius of a named place on the map, and width of a way, mm.
PLACE_MM, WAY_MM = 1.3, 0.55


@dataclass(frozen=True)
class Loopkaart:
    """The map of the network as SVG, and the names on it: text with the place of its middle, mm from upper left."""

    svg: bytes
    namen: list[dict[str, Any]]


def course_values(found: Dossier) -> dict[str, Any]:
    """Per target what the plan has done of it at the end of each fase."""
    return {"uitleg": VERLOOP_UITLEG, "doelen": [_course(found.plan, one) for one in verloop(found.plan, found.state)]}


def _course(plan: Plan, found: Verloop) -> dict[str, Any]:
    doel = found.streefgetal
    steps = [
        {
            "fase": plan.fase(s.fase).naam, "jaren": plan.fase(s.fase).jaren, "bijdrage": s.bijdrage,
            "stand": s.waarde, "aandeel": s.aandeel,
        }
        for s in found.stappen
    ]  # fmt: skip
    return {
        "id": doel.id, "naam": doel.naam, "eenheid": doel.eenheid, "begin": doel.begin, "doel": doel.waarde,
        "citaat": doel.citaat, "bron": doel.bron, "reden": found.reden, "stappen": steps,
    }  # fmt: skip


def network_values(found: Dossier) -> dict[str, Any] | None:
    """The walking network of every fase that is told: figures, walks, what they mean; None without any way."""
    plan = found.plan
    nets = [loopnet(plan, t.state, t.massa) for t in found.toestanden]
    if not any(net.lengte_m for net in nets):
        return None
    figures = [
        {"naam": name, "eenheid": unit, "waarden": [getattr(net, field) for net in nets], "decimalen": decimals}
        for field, name, unit, decimals in CIJFERS
    ]
    assumed = {b.id: b for b in plan.bestemmingen if b.herkomst.aanname}
    walks = [
        {
            "naam": own[0].naam,
            "waarden": [a.lengte_m for a in own],
            "aanname": not {own[0].van, own[0].naar}.isdisjoint(assumed),
        }
        for own in zip(*(net.afstanden for net in nets), strict=True)
    ]
    used = _ends(nets[-1])
    return {
        "fasen": [plan.fase(net.fase).naam for net in nets], "uitleg": LOOPNET_UITLEG, "cijfers": figures,
        "afstanden": walks,
        "aannamen": [{"naam": b.naam, "aanname": b.herkomst.aanname} for b in assumed.values() if b.id in used],
    }  # fmt: skip


def _ends(net: Loopnet) -> set[str]:
    """Ids of the places that walks lead from or to."""
    return {end for walk in net.afstanden for end in (walk.van, walk.naar)}


def network_map(plan: Plan, toestand: Toestand, frame: Kader, kleuren: Kleuren) -> Loopkaart:
    """The network of one fase over its masses, with the largest block and the walks to named places."""
    net, massa = loopnet(plan, toestand.state, toestand.massa), toestand.massa
    drawing = Tekening(frame)
    for status, colour in ((Status.BESTAAND, "context"), (Status.NIEUW, "nieuw")):
        shapes = [ground_of(i) for i in massa.lichamen if i.status is status]
        drawing.areas(shapes, kleuren[colour], kleuren["lijn_zacht"], FINE / 2)
    drawing.lines([plan.plangrens.exterior], kleuren["plangrens"], BOLD / 2, dash_mm="0.01 0.8")
    if net.grootste is not None:
        drawing.areas([net.grootste], kleuren["grootste"], kleuren["grootste"], BOLD, 0.16, dash_mm="1.6 1")
    lines = looplijnen(plan, toestand.state, massa)
    drawing.lines([x.lijn for x in lines], kleuren["lijn"], WAY_MM)
    drawing.lines([LineString(a.lijn) for a in net.afstanden if len(a.lijn) > 1], kleuren["route"], WAY_MM / 2)
    return Loopkaart(*_lettered(plan, net, frame, drawing, kleuren))


def _lettered(
    plan: Plan, net: Loopnet, frame: Kader, drawing: Tekening, kleuren: Kleuren
) -> tuple[bytes, list[dict[str, Any]]]:
    """Dots on the named places that walks lead to, and where their names go."""
    used = _ends(net)
    known: tuple[Bestemming | Garage, ...] = (*plan.bestemmingen, *plan.garages)
    named = [p for p in known if p.id in used]
    drawing.circles([(p.x_m, p.y_m, PLACE_MM / frame.mm_per_m) for p in named], kleuren["route"])
    places = [(_lettering(p), *frame.place(p.x_m, p.y_m)) for p in named]
    inside: list[dict[str, Any]] = []
    for text, x, y in places:
        free = all(math.hypot(x - one["x"], y - one["y"]) > PLACE_MM for one in inside)
        if free and 0 < x < frame.breed_mm and 0 < y < frame.hoog_mm:
            inside.append({"tekst": text, "x": x, "y": y})
    return drawing.svg(kleuren["papier"]), inside


def _lettering(place: Bestemming | Garage) -> str:
    return f"garage {place.naam}" if isinstance(place, Garage) else place.naam


def sensitivity_values(plan: Plan, found: Gevoeligheid | None) -> dict[str, Any] | None:
    """What each accent and extra bouwlaag brings and costs, the most costly first; None when it was not asked."""
    if found is None:
        return None
    blokken = {b.id: b.naam for b in plan.bouwblokken}
    return {
        "fase": plan.fase(found.fase).naam,
        "uitleg": [text.format(hof_m2=getal(found.hof_m2, 0)) for text in GEVOELIGHEID_UITLEG],
        "dag": f"{found.dag.dag:%d-%m-%Y}", "stap_min": found.dag.stap_min, "raster_m": found.raster_m,
        "min_hoogte_deg": found.dag.min_hoogte_deg, "regels": _changes(found, blokken),
    }  # fmt: skip


def _changes(found: Gevoeligheid, blokken: dict[str, str]) -> Sequence[dict[str, Any]]:
    return [
        {
            "soort": row.soort, "id": row.id, "naam": row.naam, "bvo_m2": row.bvo_m2, "woningen": row.woningen,
            "kosten_min": 60.0 * row.verlies_h + 0.0, "zwaarst": blokken.get(row.zwaarst or "", row.zwaarst),
            "zwaarst_min": 60.0 * row.zwaarst_h + 0.0,
        }
        for row in found.regels
    ]  # fmt: skip
