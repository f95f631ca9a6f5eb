"""Rows that are not masses: sun ledger, parameters, definitions of figures, sources and assumptions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from massastudie.definities import DEFINITIES
from massastudie.parameters import parameters as all_parameters
from massastudie.parameters import waarde
from massastudie.terrein import COUNTED
from massastudie.toetsing import Toetsing
from massastudie.toetsing.woorden import getal as dutch
from massastudie.toetsing.woorden import met_eenheid
from massastudie.zonboek import Zonboek
from modellen.bronnen import bronnen

from .dossier import Dossier
from .tabel import Cel, Kolom, Tabel, getal, tekst

PARAMETER_KOLOMMEN = (
    tekst("id", "Naam"), getal("waarde", "Waarde", decimalen=2), tekst("eenheid", "Eenheid"),
    tekst("omschrijving", "Omschrijving"), tekst("bron", "Bron"), tekst("status", "Status"),
)  # fmt: skip
DEFINITIE_KOLOMMEN = (
    tekst("id", "Grootheid"), tekst("naam", "Naam"), tekst("eenheid", "Eenheid"), tekst("definitie", "Definitie"),
    tekst("bron", "Bron"), tekst("aanname", "Aanname"),
)  # fmt: skip
TOETS_KOLOMMEN = (
    tekst("fase", "Fase"), tekst("regel", "Regel"), tekst("naam", "Naam"), tekst("oordeel", "Oordeel"),
    getal("waarde", "Waarde", decimalen=2), tekst("eenheid", "Eenheid"), tekst("grens", "Grens"),
    tekst("reden", "Gevonden"), tekst("gemeten", "Wat gemeten wordt"), tekst("citaat", "Citaat"),
    tekst("objecten", "Objecten"), tekst("aanname", "Aanname"),
)  # fmt: skip
BRON_KOLOMMEN = (
    tekst("soort", "Soort"),
    tekst("id", "Id"),
    tekst("titel", "Titel"),
    tekst("toelichting", "Toelichting"),
)


def zon_kolommen(uren: float) -> tuple[Kolom, ...]:
    """The columns of the sun ledger; the share is of ground with at least `uren`."""
    return (
        tekst("fase", "Fase"), tekst("soort", "Soort"), tekst("id", "Id"), tekst("naam", "Naam"),
        getal("gemiddeld_h", "Gemiddeld", "uur zon", 2), getal("mediaan_h", "Mediaan", "uur zon", 2),
        getal("aandeel_pct", f"Deel met {dutch(uren)} uur of meer", "%"), getal("oppervlak_m2", "Oppervlak", "m²"),
        getal("punten", "Meetpunten"), getal("verandering_h", "Verandering t.o.v. vorige fase", "uur", 2),
        tekst("slechtste", "Fase met de minste zon"),
    )  # fmt: skip


def bezonning(zon: Zonboek) -> Tabel:
    """A row per surface and fase in which it is there."""
    trees = "bomen niet meegenomen" if zon.bomen is None else zon.bomen.text(zon.dag.dag)
    ground = f"; {COUNTED}" if zon.terrein else ""
    note = (
        f"Mogelijke zonuren op {zon.dag.dag:%d-%m-%Y}, onbewolkt, stap {zon.dag.stap_min:g} min, zonshoogte vanaf "
        f"{zon.dag.min_hoogte_deg:g}°, raster {zon.raster_m:g} m; {trees}{ground}. Indicatief."
    )
    kolommen, rows = zon_kolommen(zon.uren), tuple(_zon(zon))
    if zon.bomen is not None:  # said in each row: a file of values holds no note
        kolommen, rows = (*kolommen, tekst("bomen", "Bomen")), tuple((*row, trees) for row in rows)
    return Tabel("bezonning", "Bezonning", kolommen, rows, note)


def _zon(zon: Zonboek) -> Iterator[tuple[Cel, ...]]:
    for regel in zon.regels:
        for fase, cijfer in zip(zon.fasen, regel.cijfers, strict=True):
            if cijfer is not None:
                yield (
                    fase, regel.soort, regel.id, regel.naam, cijfer.gemiddeld_h, cijfer.mediaan_h,
                    100 * cijfer.aandeel, cijfer.oppervlak_m2, cijfer.punten, cijfer.verandering_h, regel.slechtste,
                )  # fmt: skip


def toets(found: Toetsing, fasen: Sequence[str]) -> Tabel:
    """A row per rule and fase that is told."""
    rows = tuple(
        (f.fase, r.regel.id, r.regel.naam, str(r.oordeel), r.uitkomst.waarde, r.regel.eenheid, r.regel.grens_text,
         r.uitkomst.reden, r.regel.gemeten, r.regel.citaat, ", ".join(r.uitkomst.objecten), r.regel.aanname)
        for f in found.fasen if f.fase in fasen for r in f.regels
    )  # fmt: skip
    note = "Per fase: aan welke regels het plan voldoet, aan welke niet, en wat niet te toetsen is. Indicatief."
    return Tabel("toets", "Toets", TOETS_KOLOMMEN, rows, note)


def parameters(dossier: Dossier) -> Tabel:
    """Every ratio the figures rest on, with the value in force."""
    plan, state = dossier.plan, dossier.state
    rows = tuple(
        (p.id, value := waarde(plan, state, p.id), p.eenheid, p.omschrijving, p.bron,
         p.status if value == p.waarde else f"ingesteld (plan: {dutch(p.waarde)})")
        for p in all_parameters(plan).values()
    )  # fmt: skip
    return Tabel("parameters", "Parameters", PARAMETER_KOLOMMEN, rows)


def definities() -> Tabel:
    """What each figure means."""
    rows = tuple((name, d.naam, d.eenheid, d.definitie, d.bron, d.aanname) for name, d in DEFINITIES.items())
    return Tabel("definities", "Definities", DEFINITIE_KOLOMMEN, rows)


def sources(dossier: Dossier) -> Tabel:
    """What was read, which targets are quoted, and what the plan assumes."""
    plan = dossier.plan
    rows: list[tuple[Cel, ...]] = [("bron", b.get("id"), b.get("titel"), b.get("toelichting")) for b in bronnen(plan)]
    rows += [("streefgetal", s.id, f"{s.naam}: {met_eenheid(s.waarde, s.eenheid)}", f"“{s.citaat}” ({s.bron})")
             for s in plan.streefgetallen]  # fmt: skip
    if plan.herkomst.aanname:
        rows.append(("aanname", plan.id, plan.naam, plan.herkomst.aanname))
    rows += [("aanname", b.id, b.naam, b.herkomst.aanname) for b in plan.bouwblokken if b.herkomst.aanname]
    return Tabel("bronnen", "Bronnen", BRON_KOLOMMEN, tuple(rows))
