"""The parts of the figures that are more than one number, as plain values: density, trees, parking, units, fronts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from massastudie.dichtheid import Dichtheid, tarra
from massastudie.fronten import FrontCijfers
from massastudie.oppervlak import BlokCijfers, Kerncijfers
from massastudie.parkeren import Parkeren, Vraag
from massastudie.plan import Functie, Garage
from massastudie.programma import Ruimte
from massastudie.winkels import UnitCijfers

Row = tuple[str, str, Any, str]


def plain(value: Any) -> Any:
    """A number to a thousandth, so that sums still agree; other values as they are."""
    return round(float(value), 3) + 0.0 if isinstance(value, float) else value


def per_functie(areas: Mapping[Functie, float]) -> dict[str, float]:
    """Areas per functie and in all, m²."""
    return {**{str(f): plain(float(a)) for f, a in areas.items()}, "totaal": plain(float(sum(areas.values())))}


def ruimte_dict(ruimte: Ruimte) -> dict[str, Any]:
    """GO, VVO and WVO, m²."""
    return {"go_m2": plain(ruimte.go_m2), "vvo_m2": per_functie(ruimte.vvo_m2), "wvo_m2": plain(ruimte.wvo_m2)}


def dichtheid_dict(found: Dichtheid) -> dict[str, Any]:
    """Density with its scale."""
    names = ("schaal", "grond_m2", "bvo_m2", "bebouwd_m2", "fsi", "gsi", "l", "osr", "mxi")
    return {name: plain(getattr(found, name)) for name in names}


def fase_parts(cijfers: Kerncijfers) -> dict[str, Any]:
    """What a fase has beside its single figures."""
    return {
        **ruimte_dict(cijfers.ruimte),
        "nieuw_m2": per_functie(cijfers.nieuw_m2),
        "gesloopt_per_functie_m2": per_functie(cijfers.gesloopt_per_functie_m2),
        "saldo_m2": plain(cijfers.saldo_m2),
        "woningen_per_klasse": dict(cijfers.klassen),
        "openbaar_groen_m2": plain(cijfers.openbaar_groen_m2),
        "bomen": bomen_dict(cijfers),
        "parkeren": parkeren_dict(cijfers.parkeren),
        "dichtheid": dichtheid_dict(cijfers.plangebied),
        "units": [unit_dict(u) for u in cijfers.units],
        "fronten": [front_dict(f) for f in cijfers.fronten],
    }


def blok_parts(blok: BlokCijfers) -> dict[str, Any]:
    """What a bouwblok has beside its single figures."""
    weefsel = dichtheid_dict(blok.weefsel)
    return {
        **ruimte_dict(blok.ruimte), "woningen_per_klasse": dict(blok.klassen), "mxi": plain(blok.eiland.mxi),
        "weefsel": {**weefsel, "tarra": plain(tarra(blok.eiland.grond_m2, blok.weefsel.grond_m2))},
    }  # fmt: skip


def bomen_dict(cijfers: Kerncijfers) -> dict[str, int]:
    """Trees."""
    return {name: getattr(cijfers.bomen, name) for name in ("staan", "geplant", "gekapt", "saldo")}


def vraag_dict(vraag: Vraag) -> dict[str, float]:
    """Places asked for."""
    return {name: plain(float(getattr(vraag, name))) for name in ("wonen", "winkel", "horeca", "totaal")}


def parkeren_dict(found: Parkeren) -> dict[str, Any]:
    """Parking; null is unknown."""
    demand = ("auto", "auto_vervallen", "fiets", "fiets_vervallen")
    return {
        **{name: vraag_dict(getattr(found, name)) for name in demand},
        "auto_saldo": plain(found.auto_saldo), "fiets_saldo": plain(found.fiets_saldo),
        "capaciteit": found.capaciteit, "vrij": plain(found.vrij), "balans": plain(found.balans),
        "garages": [garage_dict(g) for g in found.garages],
    }  # fmt: skip


def garage_dict(garage: Garage) -> dict[str, Any]:
    """A garage; null is unknown."""
    names = ("id", "naam", "voor_plan", "capaciteit", "fietsplaatsen", "bezetting")
    return {**{n: getattr(garage, n) for n in names}, "bron": garage.herkomst.bron, "aanname": garage.herkomst.aanname}


def unit_dict(unit: UnitCijfers) -> dict[str, Any]:
    """A shop unit."""
    return {
        "id": unit.id, "naam": unit.naam, "blok": unit.blok, "nieuw": unit.nieuw, "bvo_m2": plain(unit.bvo_m2),
        "wvo_m2": plain(unit.wvo_m2), "aan": list(unit.aan), "delen": list(unit.delen),
    }  # fmt: skip


def front_dict(front: FrontCijfers) -> dict[str, Any]:
    """New frontage on one side."""
    return {
        "zijde": front.zijde, "naam": front.naam, "gevel_m": plain(front.gevel_m), "adressen": front.adressen,
        "woningen": front.woningen, "panden": list(front.panden),
    }  # fmt: skip


def ruimte_rows(ruimte: Ruimte, klassen: Mapping[str, int]) -> Iterator[Row]:
    """(grootheid, split, waarde, eenheid) of the estimates of a fase or bouwblok."""
    yield "go", "wonen", plain(ruimte.go_m2), "m2"
    for functie, area in per_functie(ruimte.vvo_m2).items():
        yield "vvo", functie, area, "m2"
    yield "wvo", "winkel", plain(ruimte.wvo_m2), "m2"
    for klasse, count in klassen.items():
        yield "woningen_per_klasse", klasse, count, "aantal"


def fase_rows(cijfers: Kerncijfers) -> Iterator[Row]:
    """(grootheid, split, waarde, eenheid) of what a fase has beside its single figures; unknown is empty."""
    yield from ruimte_rows(cijfers.ruimte, cijfers.klassen)
    yield "saldo", "", plain(cijfers.saldo_m2), "m2"
    yield "openbaar_groen", "", plain(cijfers.openbaar_groen_m2), "m2"
    for name, count in bomen_dict(cijfers).items():
        yield "bomen", name, count, "aantal"
    parking = cijfers.parkeren
    for name in ("auto", "auto_vervallen", "fiets", "fiets_vervallen"):
        for part, value in vraag_dict(getattr(parking, name)).items():
            yield f"vraag_{name}", part, value, "plaatsen"
    for name in ("fsi", "gsi", "l", "osr", "mxi"):
        yield f"{name}_plangebied", "", plain(getattr(cijfers.plangebied, name)), "-"


def blok_rows(blok: BlokCijfers) -> Iterator[Row]:
    """(grootheid, split, waarde, eenheid) of what a bouwblok has beside its single figures."""
    yield from ruimte_rows(blok.ruimte, blok.klassen)
    yield "mxi", "", plain(blok.eiland.mxi), "-"
    yield "weefsel", "", plain(blok.weefsel.grond_m2), "m2"
    for name in ("fsi", "gsi", "l", "osr", "mxi"):
        yield f"{name}_weefsel", "", plain(getattr(blok.weefsel, name)), "-"
