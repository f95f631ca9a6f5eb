"""Rows from the masses: per bouwlaag (the detail all totals come from) and per pand.

Whole numbers (`fase_nr`, `blok_nr`, `pand_nr`) tie the rows of one table to those of another: names and ids come from
plan files, and a spreadsheet compares text by its own rules (no case, wildcards, "01" equal to "1").
"""

from __future__ import annotations

from collections.abc import Iterator

from massastudie.oppervlak import bvo_sum
from massastudie.plan import Functie
from massastudie.programma import ruimte
from massastudie.volumes import Lichaam

from .dossier import Dossier, Toestand
from .tabel import Cel, Tabel, getal, sleutel, tekst

BVO = tuple(getal(str(f), f"BVO {f}", "m²") for f in Functie)
TOTAAL = getal("totaal_m2", "BVO totaal", "m²")
FASE = (tekst("fase", "Fase"), tekst("fase_naam", "Naam fase"))
JA = {True: "ja", False: "nee"}

BOUWLAAG_KOLOMMEN = (
    *FASE, tekst("pand", "Pand"), tekst("blok", "Blok"), tekst("status", "Status"),
    tekst("in_plan", "Binnen plangrens"), getal("bouwlaag", "Bouwlaag"), tekst("functie", "Functie"),
    getal("onderkant_m", "Onderkant", "m", 2), getal("bovenkant_m", "Bovenkant", "m", 2),
    getal("bvo_m2", "BVO", "m²", 1),
    getal("go_m2", "GO", "m²", 1), getal("vvo_m2", "VVO", "m²", 1), getal("wvo_m2", "WVO", "m²", 1),
    sleutel("fase_nr", "fase nr"), sleutel("blok_nr", "blok nr"),
    sleutel("pand_nr", "pand nr"),
)  # fmt: skip
PAND_KOLOMMEN = (
    *FASE, tekst("pand", "Pand"), tekst("naam", "Naam"), tekst("blok", "Blok"),
    tekst("status", "Status"), tekst("soort", "Soort"), tekst("in_plan", "Binnen plangrens"),
    getal("bouwlagen", "Bouwlagen"), getal("hoogte_m", "Hoogte", "m", 2), getal("footprint_m2", "Bebouwd", "m²", 1),
    *BVO, TOTAAL, tekst("aanname", "Aanname"), sleutel("fase_nr", "fase nr"), sleutel("blok_nr", "blok nr"),
    sleutel("pand_nr", "pand nr"),
)  # fmt: skip


def per_bouwlaag(dossier: Dossier) -> Tabel:
    """A row per pand, bouwlaag and functie; pieces of one floor are one row."""
    keys = _keys(dossier)
    rows = tuple(row for toestand in dossier.toestanden for row in _bouwlagen(dossier, toestand, keys))
    return Tabel("per_bouwlaag", "Per bouwlaag", BOUWLAAG_KOLOMMEN, rows)


def _bouwlagen(dossier: Dossier, toestand: Toestand, keys: dict[tuple[int, str], int]) -> Iterator[tuple[Cel, ...]]:
    for item in toestand.counted():
        floors: dict[tuple[int, Functie], tuple[float, float, float]] = {}
        for v in item.volumes:
            bottom_m, top_m = v.bottom_m - item.maaiveld_m, v.top_m - item.maaiveld_m
            low, high, area = floors.get((v.bouwlaag, v.functie), (bottom_m, top_m, 0.0))
            floors[v.bouwlaag, v.functie] = min(low, bottom_m), max(high, top_m), area + v.bvo_m2
        for (bouwlaag, functie), (low, high, area) in floors.items():
            room = ruimte(dossier.plan, toestand.state, {functie: area})
            yield (
                *fase_of(dossier, toestand), item.id, item.blok, str(item.status), JA[item.in_plan], bouwlaag,
                str(functie), low, high, area, room.go_m2, sum(room.vvo_m2.values()), room.wvo_m2, toestand.nr,
                blok_nr(dossier, toestand, item.blok),
                keys[toestand.nr, item.id],
            )  # fmt: skip


def per_pand(dossier: Dossier) -> Tabel:
    """A row per pand, deck or pavilion that is counted, in each fase."""
    keys = _keys(dossier)
    rows = tuple(_pand(dossier, t, item, keys) for t in dossier.toestanden for item in t.counted())
    return Tabel("per_pand", "Per pand", PAND_KOLOMMEN, rows)


def _pand(dossier: Dossier, toestand: Toestand, item: Lichaam, keys: dict[tuple[int, str], int]) -> tuple[Cel, ...]:
    bvo = bvo_sum([item])
    return (
        *fase_of(dossier, toestand), item.id, item.naam, item.blok, str(item.status),
        item.soort, JA[item.in_plan], item.bouwlagen, item.hoogte_m, item.footprint_m2, *bvo.values(),
        sum(bvo.values()), item.aanname, toestand.nr, blok_nr(dossier, toestand, item.blok),
        keys[toestand.nr, item.id],
    )  # fmt: skip


def fase_of(dossier: Dossier, toestand: Toestand) -> tuple[str, str]:
    """Id and name of a fase."""
    return toestand.state.fase, dossier.plan.fase(toestand.state.fase).naam


def _keys(dossier: Dossier) -> dict[tuple[int, str], int]:
    """(fase, pand) → a whole number of its own."""
    pairs = [(t.nr, item.id) for t in dossier.toestanden for item in t.counted()]
    return {pair: nr for nr, pair in enumerate(pairs, 1)}


def blok_nr(dossier: Dossier, toestand: Toestand, blok: str | None) -> int:
    """The number of a bouwblok in a fase; 0 for a mass outside the bouwblokken."""
    names = [b.id for b in dossier.plan.bouwblokken]
    return (toestand.nr - 1) * len(names) + names.index(blok) + 1 if blok in names else 0
