"""Everything the template of the report needs: words and numbers as JSON, drawings as SVG, pictures as they come."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from massastudie.definities import DEFINITIES
from massastudie.gevoeligheid import Gevoeligheid
from massastudie.plan import Functie
from massastudie.toetsing import Regeloordeel, Toetsregel
from massastudie.zonboek import Zonboek
from modellen.tabellen import Dossier, Tabel, tabellen
from modellen.tabellen.dossier import Toestand
from modellen.tabellen.merk import rests_on_assumption

from .doorsnede import doorsneden
from .kaart import Kaart, Kleuren, kaart, scale_bar
from .schaduwkaart import schaduwkaarten
from .svg import Kader, kader
from .vervolg import course_values, network_map, network_values, sensitivity_values

#: Gives the pictures as JPEG: per number of a fase (from 1), and one for the cover.
Pictures = Callable[[], Mapping[str, bytes]]
OMSLAG = "omslag"


@dataclass(frozen=True)
class Blad:
    """A size of paper, landscape, and the room of the drawings on it, mm."""

    naam: str
    breed_mm: float
    hoog_mm: float
    kaart_mm: tuple[float, float]
    schaduw_mm: tuple[float, float]
    profiel_mm: float
    loop_mm: tuple[float, float]


FORMATEN = {
    "A3": Blad("A3", 420.0, 297.0, (246.0, 256.0), (92.0, 112.0), 186.0, (212.0, 258.0)),
    "A4": Blad("A4", 297.0, 210.0, (172.0, 176.0), (64.0, 76.0), 132.0, (142.0, 178.0)),
}
#: Figures of a fase that stand beside its map.
BESIDE = (
    "totaal_m2", "woningen", "wvo_m2", "winkelunits", "hof_m2", "groen_m2", "bomen_staan", "gevel_m", "gesloopt_m2",
    "toegevoegd_m2", "saldo_m2",
)  # fmt: skip


@dataclass
class Bundel:
    """The files the template reads: name → bytes. `data.json` holds the words and numbers."""

    data: dict[str, Any] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    def with_data(self) -> dict[str, bytes]:
        """All files, the words and numbers among them."""
        text = json.dumps(self.data, ensure_ascii=False, allow_nan=False)
        return {**self.files, "data.json": text.encode("utf-8")}


def bundel(
    found: Dossier, blad: Blad, kleuren: Kleuren, pictures: Pictures, gevoeligheid: Gevoeligheid | None = None
) -> Iterator[str | Bundel]:
    """Yield in words what is being made, and last the Bundel. `pictures` is called when nothing else is to be done;
    without `gevoeligheid` there is no page of it."""
    made, plan, tables = Bundel(), found.plan, tabellen(found)
    frame = kader(plan.plangrens.bounds, *blad.kaart_mm)
    yield "plankaarten"
    maps = [(t, kaart(plan, t, frame, kleuren)) for t in found.toestanden]
    made.files |= {f"kaart-{t.nr}.svg": drawn.svg for t, drawn in maps}
    yield "dwarsprofielen"
    profielen = _profielen(made, found, blad, kleuren)
    yield "schaduwset"
    schaduw = _schaduw(made, found, blad, kleuren)
    yield "loopnet"
    loopnet = _loopnet(made, found, blad, kleuren)
    yield "beelden"
    beelden = pictures()
    made.files |= {f"beeld-{name}.jpg": data for name, data in beelden.items()}
    made.data = {
        "blad": {"naam": blad.naam, "breed": blad.breed_mm, "hoog": blad.hoog_mm},
        "stempel": {"regel": found.stempel.regel, "programma": found.stempel.programma, "code": found.stempel.code},
        "vermelding": " · ".join(plan.credits),
        "plan": {"naam": plan.naam, "bron": plan.herkomst.bron, "aanname": plan.herkomst.aanname},
        "kleuren": dict(kleuren), "functies": [str(f) for f in Functie],
        "fasen": [_fase(found, t, drawn, beelden, tables["per_fase"]) for t, drawn in maps],
        "schaal": scale_bar(frame, 60.0), "omslag": OMSLAG in beelden,
        "tabellen": _tabellen(tables), "zon": _zon(found.zon), "toets": _toets(found),
        "profielen": profielen, "schaduw": schaduw, "definities": _definities(),
        "verloop": course_values(found), "loopnet": loopnet,
        "gevoeligheid": sensitivity_values(plan, gevoeligheid),
    }  # fmt: skip
    yield made


def _fase(
    found: Dossier, toestand: Toestand, drawn: Kaart, beelden: Mapping[str, bytes], per_fase: Tabel
) -> dict[str, Any]:
    fase, c = found.plan.fase(toestand.state.fase), toestand.cijfers
    own = next(row for row in per_fase.records() if row["fase"] == fase.id)
    kolommen = {k.id: k for k in per_fase.kolommen}
    return {
        "nr": toestand.nr, "id": fase.id, "naam": fase.naam, "jaren": fase.jaren, "omschrijving": fase.omschrijving,
        "kaart": f"kaart-{toestand.nr}.svg", "breed": drawn.kader.breed_mm, "hoog": drawn.kader.hoog_mm,
        "namen": drawn.namen, "lagen": drawn.lagen,
        "beeld": f"beeld-{toestand.nr}.jpg" if str(toestand.nr) in beelden else None,
        "bvo": {str(f): c.bvo_m2[f] for f in Functie},
        "cijfers": [
            [kolommen[n].kop, kolommen[n].eenheid, kolommen[n].decimalen, own[n], _mark(n)] for n in BESIDE
        ],
    }  # fmt: skip


def _tabellen(tables: Mapping[str, Tabel]) -> dict[str, Any]:
    """The tables that are printed, column by column as they are in the workbook."""
    wanted = ("per_fase", "per_blok", "parameters", "bronnen")
    return {
        name: {
            "kolommen": [[k.id, k.kop, k.eenheid, k.decimalen, _mark(k.id)] for k in tables[name].kolommen],
            "rijen": [dict(r) for r in tables[name].records()],
        }
        for name in wanted
    }


def _mark(kolom: str) -> str:
    return "*" if rests_on_assumption(kolom) else ""


def _zon(zon: Zonboek | None) -> dict[str, Any] | None:
    if zon is None:
        return None
    rows = [
        {
            "soort": r.soort, "naam": r.naam, "slechtste": r.slechtste,
            "cijfers": [None if c is None else [c.gemiddeld_h, 100 * c.aandeel] for c in r.cijfers],
        }
        for r in zon.regels
    ]  # fmt: skip
    return {
        "dag": f"{zon.dag.dag:%d-%m-%Y}", "stap_min": zon.dag.stap_min, "raster_m": zon.raster_m, "uren": zon.uren,
        "min_hoogte_deg": zon.dag.min_hoogte_deg, "fasen": list(zon.fasen), "regels": rows,
    }  # fmt: skip


def _toets(dossier: Dossier) -> dict[str, Any] | None:
    """The rules, with their verdict in each fase that is told."""
    if dossier.toets is None:
        return None
    told = {t.state.fase for t in dossier.toestanden}
    fasen = [f for f in dossier.toets.fasen if f.fase in told]
    rows = [_regel(regel, [f.regels[place] for f in fasen]) for place, regel in enumerate(dossier.toets.regels)]
    return {"fasen": [f.fase for f in fasen], "regels": rows}


def _regel(regel: Toetsregel, found: Sequence[Regeloordeel]) -> dict[str, Any]:
    return {
        "id": regel.id, "naam": regel.naam, "citaat": regel.citaat, "grens": regel.grens_text,
        "gemeten": regel.gemeten, "aanname": regel.aanname,
        "oordelen": [str(f.oordeel) for f in found],
        "redenen": [f.uitkomst.reden for f in found],
        "waarden": [f.uitkomst.waarde for f in found], "eenheid": regel.eenheid,
    }  # fmt: skip


def _profielen(made: Bundel, found: Dossier, blad: Blad, kleuren: Kleuren) -> list[dict[str, Any]]:
    """The sections of the first and the last fase that is told."""
    rows: list[dict[str, Any]] = []
    ends: Sequence[Toestand] = (found.toestanden[0], found.toestanden[-1])
    for toestand in {t.nr: t for t in ends}.values():
        for place, cut in enumerate(doorsneden(found.plan, toestand, blad.profiel_mm, kleuren)):
            name = f"profiel-{toestand.nr}-{place}.svg"
            made.files[name] = cut.svg
            rows.append({
                "fase": found.plan.fase(toestand.state.fase).naam, "naam": cut.naam,
                "plek": place, "straat": cut.straat, "svg": name,
                "breed": cut.breed_mm, "hoog": cut.hoog_mm, "breedte_m": cut.breedte_m, "schaal": cut.schaal,
                "stroken": cut.stroken, "herkomst": cut.herkomst,
            })  # fmt: skip
    order = [straat.naam for straat in found.plan.straten]
    return sorted(rows, key=lambda row: (order.index(row["straat"]), row["plek"]))


def _schaduw(made: Bundel, found: Dossier, blad: Blad, kleuren: Kleuren) -> dict[str, Any]:
    frame: Kader = kader(found.plan.plangrens.bounds, *blad.schaduw_mm)
    last = found.toestanden[-1]
    rows = []
    for place, sheet in enumerate(schaduwkaarten(found.plan, last, frame, kleuren, found.state.moment.year)):
        name = f"schaduw-{place}.svg"
        if sheet.svg is not None:
            made.files[name] = sheet.svg
        rows.append({**sheet.tekst, "svg": name if sheet.svg is not None else None})
    return {
        "bladen": rows, "schaal": scale_bar(frame, 25.0), "breed": frame.breed_mm, "hoog": frame.hoog_mm,
        "fase": found.plan.fase(last.state.fase).naam, "tegen": found.plan.fasen[0].naam,
    }  # fmt: skip


def _loopnet(made: Bundel, found: Dossier, blad: Blad, kleuren: Kleuren) -> dict[str, Any] | None:
    """The walking network of all fasen, with the map of the last one; None when nothing can be walked."""
    values, last = network_values(found), found.toestanden[-1]
    if values is None:
        return None
    frame = kader(found.plan.plangrens.bounds, *blad.loop_mm)
    drawn = network_map(found.plan, last, frame, kleuren)
    made.files["loopnet.svg"] = drawn.svg
    return {
        **values, "svg": "loopnet.svg", "breed": frame.breed_mm, "hoog": frame.hoog_mm, "namen": drawn.namen,
        "schaal": scale_bar(frame, 50.0), "fase": found.plan.fase(last.state.fase).naam,
    }  # fmt: skip


def _definities() -> list[dict[str, Any]]:
    return [
        {"naam": d.naam, "eenheid": d.eenheid, "definitie": d.definitie, "bron": d.bron, "aanname": d.aanname}
        for d in DEFINITIES.values()
    ]
