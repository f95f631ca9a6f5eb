"""Rows per bouwblok and per fase: the figures of `massastudie.oppervlak` as they are."""

from __future__ import annotations

from massastudie.dichtheid import Dichtheid
from massastudie.oppervlak import BlokCijfers, Kerncijfers
from massastudie.programma import KLASSEN

from .dossier import Dossier, Toestand
from .massatabel import BVO, FASE, JA, TOTAAL, blok_nr, fase_of
from .tabel import Cel, Kolom, Tabel, getal, sleutel, tekst

RUIMTE = (getal("go_m2", "GO wonen", "m²"), getal("vvo_m2", "VVO", "m²"), getal("wvo_m2", "WVO", "m²"))
WONINGEN = tuple(getal(f"woningen_{k}", f"Woningen {k}") for k in KLASSEN)


def dichtheid_kolommen(schaal: str) -> tuple[Kolom, ...]:
    """The indices of one scale, its name in every heading, after the ground they are taken over."""
    names = (getal(f"{n}_{schaal}", f"{n.upper()} ({schaal})", decimalen=2) for n in ("fsi", "gsi", "l", "osr", "mxi"))
    return (getal(f"grond_{schaal}_m2", f"Grond ({schaal})", "m²"), *names)


BLOK_KOLOMMEN = (
    *FASE, tekst("blok", "Blok"), tekst("naam", "Naam"), tekst("staat", "Gebouwd"), *BVO, TOTAAL, *RUIMTE,
    getal("woningen", "Woningen"), *WONINGEN, getal("winkelunits", "Winkelunits"),
    getal("footprint_m2", "Bebouwd", "m²"), getal("hof_m2", "Hof", "m²"), getal("bouwlagen", "Bouwlagen"),
    getal("gevel_m", "Nieuwe gevel", "m", 1), *dichtheid_kolommen("eiland"), *dichtheid_kolommen("weefsel"),
    tekst("aanname", "Aanname"), sleutel("fase_nr", "fase nr"), sleutel("blok_nr", "blok nr"),
)  # fmt: skip
FASE_KOLOMMEN = (
    *FASE, tekst("jaren", "Jaren"), *BVO, TOTAAL, *RUIMTE, getal("woningen", "Woningen (nieuw)"), *WONINGEN,
    getal("winkelunits", "Winkelunits"), getal("footprint_m2", "Bebouwd", "m²"), getal("hof_m2", "Hof", "m²"),
    getal("bouwlagen_gem", "Gemiddeld aantal bouwlagen", decimalen=2), getal("gevel_m", "Nieuwe gevel", "m"),
    getal("gesloopt_m2", "Gesloopt", "m²"), getal("toegevoegd_m2", "Toegevoegd", "m²"),
    getal("saldo_m2", "Saldo", "m²"), *dichtheid_kolommen("plangebied"),
    getal("groen_m2", "Openbaar groen", "m²"), getal("bomen_staan", "Bomen"),
    getal("bomen_geplant", "Bomen geplant"), getal("bomen_gekapt", "Bomen gekapt"),
    getal("auto", "Parkeervraag nieuw", "auto"), getal("auto_vervallen", "Parkeervraag vervallen", "auto"),
    getal("fiets", "Stallingsvraag nieuw", "fiets"), getal("fiets_vervallen", "Stallingsvraag vervallen", "fiets"),
    getal("capaciteit", "Capaciteit garages", "auto"),
    sleutel("fase_nr", "fase nr"),
)  # fmt: skip
UNIT_KOLOMMEN = (
    *FASE, tekst("unit", "Unit"), tekst("naam", "Naam"), tekst("blok", "Blok"), tekst("nieuw", "Nieuw"),
    getal("bvo_m2", "BVO", "m²"), getal("wvo_m2", "WVO", "m²"), tekst("aan", "Aan"),
)  # fmt: skip
GEVEL_KOLOMMEN = (
    *FASE, tekst("zijde", "Zijde"), tekst("naam", "Naam"), getal("gevel_m", "Nieuwe gevel", "m", 1),
    getal("panden", "Panden"), getal("adressen", "Adressen"), getal("woningen", "Woningen"),
)  # fmt: skip


def per_blok(dossier: Dossier) -> Tabel:
    """A row per bouwblok and fase, built or not."""
    rows = tuple(_blok(dossier, t, blok) for t in dossier.toestanden for blok in t.cijfers.blokken)
    return Tabel("per_blok", "Per blok", BLOK_KOLOMMEN, rows)


def _blok(dossier: Dossier, toestand: Toestand, blok: BlokCijfers) -> tuple[Cel, ...]:
    return (
        *fase_of(dossier, toestand), blok.id, blok.naam, JA[blok.staat], *blok.bvo_m2.values(), blok.totaal_m2,
        *_ruimte(blok), blok.woningen, *_klassen(blok), blok.winkelunits, blok.footprint_m2, blok.hof_m2,
        blok.bouwlagen, blok.gevel_m, *_dichtheid(blok.eiland), *_dichtheid(blok.weefsel), blok.aanname, toestand.nr,
        blok_nr(dossier, toestand, blok.id),
    )  # fmt: skip


def per_fase(dossier: Dossier) -> Tabel:
    """A row per fase: what lies inside the plan boundary."""
    rows = tuple(_per_fase(dossier, t) for t in dossier.toestanden)
    return Tabel("per_fase", "Per fase", FASE_KOLOMMEN, rows)


def _per_fase(dossier: Dossier, toestand: Toestand) -> tuple[Cel, ...]:
    c, fase = toestand.cijfers, dossier.plan.fase(toestand.state.fase)
    return (
        fase.id, fase.naam, fase.jaren, *c.bvo_m2.values(), c.totaal_m2, *_ruimte(c), c.woningen, *_klassen(c),
        c.winkelunits, c.footprint_m2, c.hof_m2, c.bouwlagen_gem, c.gevel_m, c.gesloopt_m2, c.toegevoegd_m2,
        c.saldo_m2, *_dichtheid(c.plangebied), c.openbaar_groen_m2, c.bomen.staan, c.bomen.geplant, c.bomen.gekapt,
        c.parkeren.auto.totaal, c.parkeren.auto_vervallen.totaal, c.parkeren.fiets.totaal,
        c.parkeren.fiets_vervallen.totaal, c.parkeren.capaciteit, toestand.nr,
    )  # fmt: skip


def _ruimte(cijfers: BlokCijfers | Kerncijfers) -> tuple[float, float, float]:
    room = cijfers.ruimte
    return room.go_m2, sum(room.vvo_m2.values()), room.wvo_m2


def _klassen(cijfers: BlokCijfers | Kerncijfers) -> tuple[int, ...]:
    return tuple(cijfers.klassen[k] for k in KLASSEN)


def _dichtheid(found: Dichtheid) -> tuple[float, ...]:
    return found.grond_m2, found.fsi, found.gsi, found.l, found.osr, found.mxi


def winkelunits(dossier: Dossier) -> Tabel:
    """A row per shop unit and fase."""
    rows = tuple(
        (*fase_of(dossier, t), u.id, u.naam, u.blok, JA[u.nieuw], u.bvo_m2, u.wvo_m2, ", ".join(u.aan))
        for t in dossier.toestanden for u in t.cijfers.units
    )  # fmt: skip
    return Tabel("winkelunits", "Winkelunits", UNIT_KOLOMMEN, rows)


def gevels(dossier: Dossier) -> Tabel:
    """A row per street, square or doorsteek with new frontage, and fase."""
    rows = tuple(
        (*fase_of(dossier, t), f.zijde, f.naam, f.gevel_m, len(f.panden), f.adressen, f.woningen)
        for t in dossier.toestanden for f in t.cijfers.fronten
    )  # fmt: skip
    return Tabel("gevels", "Nieuwe gevels", GEVEL_KOLOMMEN, rows)
