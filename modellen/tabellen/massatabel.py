"""Rows from the masses: per bouwlaag (the detail all totals come from), per pand, per blok, per fase.

Whole numbers (`fase_nr`, `blok_nr`, `pand_nr`) tie the rows of one table to those of another: names and ids come from
plan files, and a spreadsheet compares text by its own rules (no case, wildcards, "01" equal to "1").
"""

from __future__ import annotations

from collections.abc import Iterator

from massastudie.oppervlak import BlokCijfers, bvo_sum
from massastudie.plan import Functie
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
    getal("bvo_m2", "BVO", "m²", 1), sleutel("fase_nr", "fase nr"), sleutel("blok_nr", "blok nr"),
    sleutel("pand_nr", "pand nr"),
)  # fmt: skip
PAND_KOLOMMEN = (
    *FASE, tekst("pand", "Pand"), tekst("naam", "Naam"), tekst("blok", "Blok"),
    tekst("status", "Status"), tekst("soort", "Soort"), tekst("in_plan", "Binnen plangrens"),
    getal("bouwlagen", "Bouwlagen"), getal("hoogte_m", "Hoogte", "m", 2), getal("footprint_m2", "Bebouwd", "m²", 1),
    *BVO, TOTAAL, tekst("aanname", "Aanname"), sleutel("fase_nr", "fase nr"), sleutel("blok_nr", "blok nr"),
    sleutel("pand_nr", "pand nr"),
)  # fmt: skip
BLOK_KOLOMMEN = (
    *FASE, tekst("blok", "Blok"), tekst("naam", "Naam"), tekst("staat", "Gebouwd"),
    *BVO, TOTAAL, getal("go_wonen_m2", "GO wonen", "m²"), getal("woningen", "Woningen"),
    getal("winkelunits", "Winkelunits"), getal("footprint_m2", "Bebouwd", "m²"), getal("hof_m2", "Hof", "m²"),
    getal("eiland_m2", "Eiland", "m²"), getal("bouwlagen", "Bouwlagen"), getal("gevel_m", "Nieuwe gevel", "m", 1),
    getal("fsi", "FSI (eiland)", decimalen=2), getal("gsi", "GSI (eiland)", decimalen=2),
    getal("l", "L (eiland)", decimalen=2), getal("osr", "OSR (eiland)", decimalen=2), tekst("aanname", "Aanname"),
    sleutel("fase_nr", "fase nr"), sleutel("blok_nr", "blok nr"),
)  # fmt: skip
FASE_KOLOMMEN = (
    *FASE, tekst("jaren", "Jaren"),
    *BVO, TOTAAL, getal("woningen", "Woningen (nieuw)"), getal("winkelunits", "Winkelunits"),
    getal("footprint_m2", "Bebouwd", "m²"), getal("hof_m2", "Hof", "m²"),
    getal("bouwlagen_gem", "Gemiddeld aantal bouwlagen", decimalen=2), getal("gevel_m", "Nieuwe gevel", "m"),
    getal("gesloopt_m2", "Gesloopt", "m²"), getal("toegevoegd_m2", "Toegevoegd", "m²"),
    getal("netto_m2", "Netto verandering", "m²"), sleutel("fase_nr", "fase nr"),
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
            low, high, area = floors.get((v.bouwlaag, v.functie), (v.bottom_m, v.top_m, 0.0))
            floors[v.bouwlaag, v.functie] = min(low, v.bottom_m), max(high, v.top_m), area + v.bvo_m2
        for (bouwlaag, functie), (low, high, area) in floors.items():
            yield (
                *_fase(dossier, toestand), item.id, item.blok, str(item.status), JA[item.in_plan], bouwlaag,
                str(functie), low, high, area, toestand.nr, _blok_nr(dossier, toestand, item.blok),
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
        *_fase(dossier, toestand), item.id, item.naam, item.blok, str(item.status),
        item.soort, JA[item.in_plan], item.bouwlagen, item.hoogte_m, item.footprint_m2, *bvo.values(),
        sum(bvo.values()), item.aanname, toestand.nr, _blok_nr(dossier, toestand, item.blok),
        keys[toestand.nr, item.id],
    )  # fmt: skip


def per_blok(dossier: Dossier) -> Tabel:
    """A row per bouwblok and fase, built or not."""
    rows = tuple(_blok(dossier, t, blok) for t in dossier.toestanden for blok in t.cijfers.blokken)
    return Tabel("per_blok", "Per blok", BLOK_KOLOMMEN, rows)


def _blok(dossier: Dossier, toestand: Toestand, blok: BlokCijfers) -> tuple[Cel, ...]:
    go_m2 = blok.bvo_m2[Functie.WONEN] * dossier.plan.parameter_values.get("go_bvo_wonen", 0.78)
    return (
        *_fase(dossier, toestand), blok.id, blok.naam, JA[blok.staat],
        *blok.bvo_m2.values(), blok.totaal_m2, go_m2, blok.woningen, blok.winkelunits, blok.footprint_m2, blok.hof_m2,
        blok.eiland_m2, blok.bouwlagen, blok.gevel_m, blok.fsi, blok.gsi, blok.l, blok.osr, blok.aanname, toestand.nr,
        _blok_nr(dossier, toestand, blok.id),
    )  # fmt: skip


def per_fase(dossier: Dossier) -> Tabel:
    """A row per fase: what lies inside the plan boundary."""
    rows = tuple(_per_fase(dossier, t) for t in dossier.toestanden)
    return Tabel("per_fase", "Per fase", FASE_KOLOMMEN, rows)


def _per_fase(dossier: Dossier, toestand: Toestand) -> tuple[Cel, ...]:
    c, fase = toestand.cijfers, dossier.plan.fase(toestand.state.fase)
    return (
        fase.id, fase.naam, fase.jaren, *c.bvo_m2.values(), c.totaal_m2, c.woningen, c.winkelunits,
        c.footprint_m2, c.hof_m2, c.bouwlagen_gem, c.gevel_m, c.gesloopt_m2, c.toegevoegd_m2,
        c.toegevoegd_m2 - c.gesloopt_m2, toestand.nr,
    )  # fmt: skip


def _fase(dossier: Dossier, toestand: Toestand) -> tuple[str, str]:
    return toestand.state.fase, dossier.plan.fase(toestand.state.fase).naam


def _keys(dossier: Dossier) -> dict[tuple[int, str], int]:
    """(fase, pand) → a whole number of its own."""
    pairs = [(t.nr, item.id) for t in dossier.toestanden for item in t.counted()]
    return {pair: nr for nr, pair in enumerate(pairs, 1)}


def _blok_nr(dossier: Dossier, toestand: Toestand, blok: str | None) -> int:
    """The number of a bouwblok in a fase; 0 for a mass outside the bouwblokken."""
    names = [b.id for b in dossier.plan.bouwblokken]
    return (toestand.nr - 1) * len(names) + names.index(blok) + 1 if blok in names else 0
