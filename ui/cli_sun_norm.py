"""`massastudie bezonning --norm` and `--periode`: the answers as a table, JSON or CSV."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import click
from rich.box import SIMPLE_HEAD
from rich.table import Table

from massastudie.bezonning import Dag
from massastudie.norm import Norm
from massastudie.normtoets import Hofoordeel, Normtoets, Pandoordeel, toets_norm
from massastudie.periode import ESTIMATE_PART, Periode
from massastudie.periodeboek import Periodeboek, Periodecijfer, periodeboek
from massastudie.plan import Plan
from massastudie.state import State
from modellen.normen import find_norm

from .cli_form import as_json, dicts_as_csv
from .cli_reference import Reference, reference_of
from .cli_sun_study import drained, note, plain, settings
from .cli_sun_table import KINDS, printed
from .cli_table import heading
from .style import number

WORDS = {True: "voldoet", False: "voldoet niet", None: "n.v.t."}
WHY_NOT = "n.v.t.: geen gevel kan de norm halen, ook als er niets voor staat."
#: A hof with too little sun, by whether its loss is noticeable; None: a mass stood on all of its ground.
LOSS = {True: "verlies merkbaar", False: "verlies niet merkbaar", None: "ervoor bebouwd"}
LOWEST = "Laagste: gemiddelde van de slechtste dag van elk punt; slechtste dag: die van het vlak als geheel."
ESTIMATED = (
    f"Geschat uit één op de {ESTIMATE_PART} momenten, verspreid over de hemel: alleen het totaal, per punt ongeveer"
    " een half procent ernaast en hooguit enkele procenten."
)
NO_WINDOWS = "Massa's hebben geen ramen: het beste gevelpunt van de slechtste bouwlaag met woningen telt."


def norm_text(plan: Plan, state: State, fasen: tuple[str, ...] | None, asked: dict[str, Any], form: str) -> str:
    """Test against a norm, one fase or all; --stap and --min-hoogte go before the norm's own values."""
    norm = wished(find_norm(asked["norm"]), asked)
    year = asked["dag"].year if asked["dag"] else 2026
    names = fasen or tuple(f.id for f in plan.fasen)
    before = held_against(plan, state, norm, asked["ten_opzichte_van"])
    kept = before.state if before else None
    found = [drained(toets_norm(plan, replace(state, fase=fase), norm, year, kept)) for fase in names]
    if form == "json":
        return as_json(norm_dict(plan, norm, found, before))
    rows = [row for one in found for row in norm_rows(one)]
    if form == "csv":
        return dicts_as_csv(rows)
    return norm_table(plan, state, norm, found, before)


def held_against(plan: Plan, state: State, norm: Norm, text: str | None) -> Reference | None:
    """What a loss is held against; None for a norm that asks no such thing: to name one is then wrong use."""
    if norm.afname is not None:
        return reference_of(plan, state, text)
    if text is not None:
        raise click.UsageError(f"{norm.id} does not compare with a former state: leave out --ten-opzichte-van")
    return None


def wished(norm: Norm, asked: dict[str, Any]) -> Norm:
    """The norm with what was asked otherwise."""
    if asked["stap"] is not None:
        norm = replace(norm, stap_min=asked["stap"])
    if asked["min_hoogte"] is not None:
        norm = replace(norm, min_hoogte_deg=asked["min_hoogte"])
    return norm


def norm_dict(plan: Plan, norm: Norm, found: list[Normtoets], before: Reference | None) -> dict[str, Any]:
    """The outcome as one object, with every parameter of the norm."""
    return {
        "plan": plan.id, "toetsing": found[0].titel if found else "",
        "norm": {
            "id": norm.id, "naam": norm.naam, "bron": norm.bron, "status": norm.status, "op": norm.op,
            "punt": norm.punt, "uren": list(norm.uren), "stap_min": norm.stap_min,
            "min_hoogte_deg": norm.min_hoogte_deg, "punt_hoogte_m": norm.punt_hoogte_m,
            "aaneengesloten": norm.aaneengesloten, "aandeel": norm.aandeel, "afname": norm.afname,
            "gevels_opgeteld": False, "bomen": False, "terrein": plan.terrein is not None,
            "opmerking": norm.opmerking, "samenvatting": norm.text(plan.terrein is not None),
        },
        "ten_opzichte_van": before.text if before else None,
        "dagen": [d.isoformat() for d in (found[0].dagen if found else ())],
        "fasen": [{"fase": one.fase, "panden": panden(one), "hoven": hoven(one)} for one in found],
    }  # fmt: skip


def panden(found: Normtoets) -> list[dict[str, Any]]:
    """Each pand with its gevels."""
    return [
        {**pand_row(p), "gevels": [
            {"bouwlaag": g.bouwlaag, "azimut_rd_deg": plain(g.azimut_deg, 1), "uren": plain(g.uren),
             "vrij_uren": plain(g.vrij_uren), "voldoet": g.voldoet}
            for g in p.gevels
        ]}
        for p in found.panden
    ]  # fmt: skip


def pand_row(pand: Pandoordeel) -> dict[str, Any]:
    """A pand without its gevels."""
    return {
        "id": pand.id, "naam": pand.naam, "voldoet": pand.voldoet, "uren": plain(pand.uren),
        "bouwlaag": pand.bouwlaag, "niveau_h": pand.niveau_h,
    }  # fmt: skip


def hoven(found: Normtoets) -> list[dict[str, Any]]:
    """Each hof."""
    return [
        {"id": h.id, "naam": h.naam, "voldoet": h.voldoet, "aandeel": plain(h.aandeel),
         "gemiddeld_h": plain(h.gemiddeld_h), "oppervlak_m2": plain(h.oppervlak_m2, 1),
         "aandeel_voor": plain(h.voor), "aandeel_na": plain(h.na), "verhouding": plain(h.verhouding),
         "verlies_merkbaar": h.merkbaar}
        for h in found.hoven
    ]  # fmt: skip


def norm_rows(found: Normtoets) -> list[dict[str, Any]]:
    """A row per pand or hof, for CSV."""
    head = {"fase": found.fase, "toetsing": found.titel}
    rows = hoven(found) if found.norm.op == "hoven" else [pand_row(p) for p in found.panden]
    return [{**head, **row, "voldoet": WORDS[row["voldoet"]]} for row in rows]


def norm_table(plan: Plan, state: State, norm: Norm, found: list[Normtoets], before: Reference | None) -> str:
    """A table per fase, with all parameters under it."""
    parts: list[Any] = [heading(plan, state), *(fase_table(plan, one) for one in found)]
    if before:
        parts.append(f"Ervoor, erna: aandeel op de grond die ook in {before.text} onbebouwd is, daar en nu.")
    parts += [f"Parameters: {norm.text(plan.terrein is not None)}.", f"Bron: {norm.bron}. Status: {norm.status}."]
    parts += [f"Opmerking: {norm.opmerking}"] if norm.opmerking else []
    return printed(parts + ([WHY_NOT, NO_WINDOWS] if norm.op == "gevels" else []))


def fase_table(plan: Plan, found: Normtoets) -> Table:
    """The outcome of one fase."""
    yes, no, never = found.voldoet
    count = f"{yes} voldoet, {no} voldoet niet" + (f", {never} n.v.t." if never else "")
    title = f"{plan.fase(found.fase).naam}: {found.titel}: {count}"
    table = Table(box=SIMPLE_HEAD, pad_edge=False, title=title, title_justify="left")
    is_hof = found.norm.op == "hoven"
    for label in ("id", "naam"):
        table.add_column(label)
    for label in ("aandeel", "gemiddeld h", "ervoor", "erna") if is_hof else ("uren", "bouwlaag"):
        table.add_column(label, justify="right")
    table.add_column("oordeel")
    for hof in found.hoven:
        shares = (percent(part) for part in (hof.voor, hof.na))
        table.add_row(
            hof.id, hof.naam, percent(hof.aandeel), number(hof.gemiddeld_h, 1), *shares, verdict(found, hof)
        )  # fmt: skip
    for pand in found.panden:
        layer = "–" if pand.bouwlaag is None else str(pand.bouwlaag)
        table.add_row(pand.id, pand.naam, number(pand.uren, 1), layer, WORDS[pand.voldoet])
    return table


def percent(share: float | None) -> str:
    """A share as a reader writes it."""
    return "–" if share is None else f"{number(share * 100, 1)} %"


def verdict(found: Normtoets, hof: Hofoordeel) -> str:
    """Whether a hof meets the norm, and if not whether its loss is noticeable."""
    is_held = found.reference is not None and not hof.voldoet
    return WORDS[hof.voldoet] + (f", {LOSS[hof.merkbaar]}" if is_held else "")


def period_text(
    plan: Plan, state: State, fasen: tuple[str, ...] | None, op: tuple[str, ...], days: tuple[date, date],
    step: float, lowest: float, form: str, is_estimate: bool = False,
) -> str:  # fmt: skip
    """Totals and lowest day of a whole period; of an estimate the totals alone."""
    book = drained(periodeboek(plan, state, Periode(*days, step, lowest), op, fasen, geschat=is_estimate))
    if form == "json":
        return as_json(period_dict(plan, book))
    if form == "csv":
        return dicts_as_csv([period_row(c) for c in book.cijfers])
    return period_table(plan, state, book)


def period_dict(plan: Plan, book: Periodeboek) -> dict[str, Any]:
    """The figures as one object."""
    asked = book.periode
    return {
        "plan": plan.id, "van": asked.van.isoformat(), "tot": asked.tot.isoformat(), "dagen": len(asked.dagen),
        **settings(Dag(asked.van, asked.stap_min, asked.min_hoogte_deg), terrein=plan.terrein is not None),
        "op": list(book.op),
        "raster_m": book.raster_m, "fasen": list(book.fasen), "geschat": book.geschat,
        "regels": [period_row(c) for c in book.cijfers],
    }  # fmt: skip


def period_row(cijfer: Periodecijfer) -> dict[str, Any]:
    """One surface in one fase."""
    return {
        "fase": cijfer.fase, "soort": cijfer.soort, "id": cijfer.id, "naam": cijfer.naam,
        "totaal_h": plain(cijfer.totaal_h, 2), "per_dag_h": plain(cijfer.per_dag_h),
        "laagste_h": plain(cijfer.laagste_h), "laagste_dag": day_text(cijfer.laagste_dag),
        "laagste_dag_h": plain(cijfer.laagste_dag_h), "punten": cijfer.punten,
    }  # fmt: skip


def day_text(day: date | None) -> str | None:
    """A day as the standard writes it; None where an estimate knows none."""
    return None if day is None else day.isoformat()


def hours_text(hours: float | None) -> str:
    """Hours in a table."""
    return "–" if hours is None else number(hours, 1)


def period_table(plan: Plan, state: State, book: Periodeboek) -> str:
    """A table per fase."""
    asked = book.periode
    dag, days = Dag(asked.van, asked.stap_min, asked.min_hoogte_deg), f"{asked.van} tot en met {asked.tot}"
    text = note(dag, days, terrein=plan.terrein is not None)
    lowest = ESTIMATED if book.geschat else LOWEST
    return printed([heading(plan, state), *(period_fase(plan, book, fase) for fase in book.fasen), lowest, text])


def period_fase(plan: Plan, book: Periodeboek, fase: str) -> Table:
    """The surfaces of one fase."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, title=plan.fase(fase).naam, title_justify="left")
    for label in ("soort", "id", "naam"):
        table.add_column(label)
    for label in ("totaal h", "per dag h", "laagste h", "slechtste dag", "h"):
        table.add_column(label, justify="right", no_wrap=True)
    for c in book.cijfers:
        if c.fase == fase:
            table.add_row(
                KINDS.get(c.soort, c.soort), c.id, c.naam, number(c.totaal_h), number(c.per_dag_h, 1),
                hours_text(c.laagste_h), day_text(c.laagste_dag) or "–", hours_text(c.laagste_dag_h),
            )  # fmt: skip
    return table
