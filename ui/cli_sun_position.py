"""`massastudie zonnestand`: the sun at some moments, as a table, JSON or CSV."""

from __future__ import annotations

from typing import Any

from massastudie.georef import convergence_deg, in_rd_extent, wgs84_to_rd
from massastudie.tijd import ZONE, check_moment
from massastudie.zonnestand import Plaats, zonnestand

from .cli_form import as_json, dicts_as_csv
from .cli_sun import moment_of
from .style import number

#: Koopmansplein, Assen: the origin of the built-in plan, RD metres.
KOOPMANSPLEIN = (233778.0, 557095.0)


def positions(moments: tuple[str, ...], place: tuple[float, float] | None) -> list[dict[str, Any]]:
    """One record per moment, in the order given; latitude and longitude in degrees."""
    plaats, in_rd = place_of(place)
    return [record(text, plaats, in_rd) for text in moments]


def place_of(place: tuple[float, float] | None) -> tuple[Plaats, bool]:
    """The place, and whether the RD grid is defined there."""
    if place is None:
        return Plaats.from_rd(*KOOPMANSPLEIN), True
    lat, lon = place
    near = 50.0 < lat < 54.0 and 3.0 < lon < 7.5
    x, y = wgs84_to_rd(lon, lat) if near else (float("nan"), float("nan"))
    in_rd = near and in_rd_extent(x, y)
    return Plaats(lat, lon, convergence_deg(x, y) if in_rd else 0.0), in_rd


def record(text: str, plaats: Plaats, in_rd: bool) -> dict[str, Any]:
    """What is told of one moment."""
    moment, assumed = moment_of(text)
    sun = zonnestand(check_moment(moment), plaats)
    return {
        "moment": moment.isoformat(),
        "zone": str(ZONE) if assumed else f"UTC{moment.strftime('%z')[:3]}:{moment.strftime('%z')[3:5]}",
        "zone_aangenomen": assumed,
        "utc_offset_h": sun.utc_offset_h,
        "azimut_deg": round(sun.azimut_deg, 4),
        "azimut_rd_deg": round(sun.azimut_rd_deg, 4) if in_rd else None,
        "zonshoogte_deg": round(sun.zonshoogte_deg, 4),
        "lat": round(plaats.lat_deg, 6),
        "lon": round(plaats.lon_deg, 6),
        "convergentie_deg": round(plaats.convergentie_deg, 4) if in_rd else None,
    }


def position_text(found: list[dict[str, Any]], form: str) -> str:
    """The records as `table`, `json` (one object, or a list for several) or `csv`."""
    if form == "json":
        value = found[0] if len(found) == 1 else found
        return as_json(value)
    if form == "csv":
        return dicts_as_csv(found)
    return table(found)


def table(found: list[dict[str, Any]]) -> str:
    """Columns for a reader, and what they mean."""
    head = f"{'moment':<26}{'zone':<18}{'azimut °':>10}{'azimut RD °':>13}{'zonshoogte °':>14}"
    rows = [
        f"{r['moment']:<26}{r['zone']:<18}{number(r['azimut_deg'], 2):>10}"
        f"{'–' if r['azimut_rd_deg'] is None else number(r['azimut_rd_deg'], 2):>13}"
        f"{number(r['zonshoogte_deg'], 2):>14}"
        for r in found
    ]
    place = f"{number(found[0]['lat'], 4)}° NB, {number(found[0]['lon'], 4)}° OL"
    notes = [f"Plaats {place}. Meetkundige stand van het midden van de zon, zonder straalbreking.",
             "Azimut vanaf het ware noorden, azimut RD vanaf het noorden van het RD-stelsel."]  # fmt: skip
    if any(r["zone_aangenomen"] for r in found):
        notes.append("Een moment zonder tijdzone is opgevat als tijd in Europe/Amsterdam.")
    return "\n".join([head, *rows, "", *notes]) + "\n"
