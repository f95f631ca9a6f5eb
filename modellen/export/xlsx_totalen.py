"""Which column of which sheet is a formula: totals over the detail rows, and what follows from them by a ratio."""

from __future__ import annotations

from collections.abc import Mapping

from massastudie.plan import Functie
from massastudie.programma import KLASSEN
from modellen.tabellen import Tabel

from . import xlsx_blok
from .xlsx_formules import BVO_VOOR_PLAN, Blad, Formule, defined_name, sum_where


def formules(tabellen: Mapping[str, Tabel]) -> dict[str, dict[str, Formule]]:
    """Table → column → formula of a row (from 0)."""
    blad = {name: Blad(tabel) for name, tabel in tabellen.items()}
    floors = xlsx_blok.ruimte_of_floor(blad["per_bouwlaag"])
    return {"per_bouwlaag": floors, "per_pand": _pand(blad), "per_blok": _blok(blad), "per_fase": _fase(blad)}


def _pand(blad: Mapping[str, Blad]) -> dict[str, Formule]:
    own, detail = blad["per_pand"], blad["per_bouwlaag"]

    def floors(criterion: str, wanted: str) -> Formule:
        return lambda r: "=" + sum_where(detail, "bvo_m2", pand_nr=own.cell("pand_nr", r), **{criterion: wanted})

    found = {str(f): floors("functie", f'"{f}"') for f in Functie}
    return {**found, "totaal_m2": _total(own), "footprint_m2": floors("bouwlaag", "0")}


def _blok(blad: Mapping[str, Blad]) -> dict[str, Formule]:
    own, detail, panden = blad["per_blok"], blad["per_bouwlaag"], blad["per_pand"]

    def by_functie(functie: Functie) -> Formule:
        return lambda r: "=" + sum_where(detail, "bvo_m2", blok_nr=own.cell("blok_nr", r), functie=f'"{functie}"')

    def ground(r: int) -> str:
        return sum_where(panden, "footprint_m2", blok_nr=own.cell("blok_nr", r), soort='"<>dek"')

    return {
        **{str(f): by_functie(f) for f in Functie},
        "totaal_m2": _total(own),
        "footprint_m2": lambda r: "=" + sum_where(panden, "footprint_m2", blok_nr=own.cell("blok_nr", r)),
        **xlsx_blok.ruimte(own),
        **xlsx_blok.woningen(own),
        **xlsx_blok.dichtheid(own, "eiland", ground),
        **xlsx_blok.dichtheid(own, "weefsel", ground),
    }


def _fase(blad: Mapping[str, Blad]) -> dict[str, Formule]:
    own, detail, panden, blokken = (blad[n] for n in ("per_fase", "per_bouwlaag", "per_pand", "per_blok"))

    def cell(kolom: str, r: int) -> str:
        return own.cell(kolom, r)

    def inside(r: int, **criteria: str) -> str:
        return sum_where(detail, "bvo_m2", fase_nr=cell("fase_nr", r), in_plan='"ja"', **criteria)

    def by_functie(functie: Functie) -> Formule:
        return lambda r: "=" + inside(r, functie=f'"{functie}"')

    def new(functie: Functie) -> Formule:
        return lambda r: inside(r, status='"nieuw"', functie=f'"{functie}"')

    def gone(functie: Functie) -> Formule:
        before = before_name(functie)
        return lambda r: f"{before}-" + inside(r, status='"bestaand"', functie=f'"{functie}"')

    def of_blokken(kolom: str) -> Formule:
        return lambda r: "=" + sum_where(blokken, kolom, fase_nr=cell("fase_nr", r))

    sums = ("woningen", "hof_m2", "gevel_m", *(f"woningen_{k}" for k in KLASSEN))
    new_m2, gone_m2 = {f: new(f) for f in Functie}, {f: gone(f) for f in Functie}
    return {
        **{str(f): by_functie(f) for f in Functie},
        "totaal_m2": _total(own),
        **{name: of_blokken(name) for name in sums},
        **xlsx_blok.ruimte(own),
        "footprint_m2": lambda r: "=" + sum_where(panden, "footprint_m2", fase_nr=cell("fase_nr", r), in_plan='"ja"'),
        "bouwlagen_gem": lambda r: f"={cell('l_plangebied', r)}",
        "gesloopt_m2": lambda r: f"={BVO_VOOR_PLAN}-" + inside(r, status='"bestaand"'),
        "toegevoegd_m2": lambda r: f"={cell('totaal_m2', r)}-" + inside(r, status='"bestaand"'),
        "saldo_m2": lambda r: f"={cell('toegevoegd_m2', r)}-{cell('gesloopt_m2', r)}",
        **xlsx_blok.dichtheid(own, "plangebied", lambda r: cell("footprint_m2", r)),
        **xlsx_blok.parkeervraag(own, new_m2, gone_m2),
    }


def before_name(functie: Functie) -> str:
    """Name of the BVO of one functie before the plan, on the sheet Parameters."""
    return defined_name(f"bvo_voor_plan_{functie}_m2")


def _total(own: Blad) -> Formule:
    names = [str(f) for f in Functie]
    return lambda r: f"=SUM({own.cell(names[0], r)}:{own.cell(names[-1], r)})"
