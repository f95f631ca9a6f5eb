"""`massastudie bezonning`: run a study behind a progress line and write the answer as a table, JSON or CSV."""

from __future__ import annotations

from collections.abc import Generator
from itertools import count
from math import isnan
from pathlib import Path
from typing import Any, TypeVar

import click

from massastudie import steps
from massastudie.bezonning import Bezonning, Dag
from massastudie.compiled import HAS_COMPILER
from massastudie.plan import Plan
from massastudie.seizoen import Boomlicht
from massastudie.state import State
from massastudie.terrein import COUNTED
from massastudie.tijd import ZONE
from massastudie.vrije_vorm import study_prisms
from massastudie.zonboek import Zonboek, Zoncijfer, Zonregel, zonboek
from modellen.boomlicht import read_boomlicht
from modellen.free_form import VrijePunten, read_punten, read_volumes

from .cli_form import as_json, dicts_as_csv
from .cli_progress import renewing

T = TypeVar("T")
PREPARING = "bezonning wordt voorbereid (eenmalig, tot een halve minuut) ..."
SLOW = "zonder compiler (numba): hetzelfde antwoord, maar tientallen malen langzamer"


def drained(work: Generator[tuple[int, int], None, T]) -> T:
    """Run to the end; says on stderr when the engine is made ready or is slow, and how far it is on a terminal."""
    if not HAS_COMPILER:
        click.echo(f"massastudie: {SLOW}", err=True)
    waits = count(1)
    with renewing() as show:

        def tell(done: int, total: int) -> None:
            if not total:
                if next(waits) == 20:
                    click.echo(f"massastudie: {PREPARING}", err=True)
            elif show is not None:
                show(f"{100 * done // total:3d} %")

        return steps.drained(work, tell)


def plain(value: float | None, decimals: int = 4) -> float | None:
    """A number for JSON; None for what is not there."""
    return None if value is None or isnan(value) else round(value, decimals) + 0.0


def settings(dag: Dag, bomen: Boomlicht | None = None, terrein: bool = False) -> dict[str, Any]:
    """How the sun was counted, for every answer; bomen, terrein false: trees, the ground are left out."""
    trees = bomen is not None and {
        "doorlatendheid": bomen.doorlatendheid(dag.dag), "in_blad": bomen.in_blad(dag.dag), "bron": bomen.bron,
    }  # fmt: skip
    return {
        "stap_min": dag.stap_min, "min_hoogte_deg": dag.min_hoogte_deg, "zone": str(ZONE), "bomen": trees,
        "terrein": terrein,
        "rekenwijze": "gecompileerd" if HAS_COMPILER else "numpy",
    }  # fmt: skip


def free_form(volumes: Path, punten: Path, dag: Dag, form: str) -> str:
    """Minutes of any points past any masses."""
    prisms, points = read_volumes(volumes), read_punten(punten)
    found = drained(study_prisms(prisms, points.xyz, points.normals, dag))
    minuten = [plain(m) for m in found.minuten.tolist()]
    if form == "json":
        return as_json(free_dict(found, minuten))
    rows = [
        {"x": x, "y": y, "z": z, "minuten": "" if m is None else m}
        for (x, y, z), m in zip(points.xyz.tolist(), minuten, strict=True)
    ]
    if form == "csv":
        return dicts_as_csv(rows) or "x,y,z,minuten\n"
    return free_table(points, minuten, dag)


def free_dict(found: Bezonning, minuten: list[float | None]) -> dict[str, Any]:
    """The answer of the free form."""
    return {
        "minuten": minuten, "dag": found.dag.dag.isoformat(), **settings(found.dag),
        "convergentie_deg": round(found.plaats.convergentie_deg, 5),
        "lat": round(found.plaats.lat_deg, 6), "lon": round(found.plaats.lon_deg, 6),
    }  # fmt: skip


def free_table(points: VrijePunten, minuten: list[float | None], dag: Dag) -> str:
    """Points and minutes in columns."""
    rows = [
        f"{x:>14.3f}{y:>14.3f}{z:>10.3f}{'in massa' if m is None else f'{m:g}':>10}"
        for (x, y, z), m in zip(points.xyz.tolist(), minuten, strict=True)
    ]
    return "\n".join([f"{'x':>14}{'y':>14}{'z':>10}{'minuten':>10}", *rows, "", note(dag)]) + "\n"


def note(dag: Dag, day: str | None = None, bomen: Boomlicht | None = None, terrein: bool = False) -> str:
    """How the sun was counted, in words."""
    when = day or dag.dag.isoformat()
    trees = "bomen niet meegenomen" if bomen is None else bomen.text(dag.dag)
    return (
        f"{when}, stap {dag.stap_min:g} min, zon boven {dag.min_hoogte_deg:g}°, tijd Europe/Amsterdam; "
        f"mogelijke zon: onbewolkt, meetkundig; {trees}{f'; {COUNTED}' if terrein else ''}."
    )


def ledger(
    plan: Plan, state: State, fasen: tuple[str, ...] | None, op: tuple[str, ...], dag: Dag, form: str, trees: bool
) -> str:
    """The sun ledger of one day, past the trees when asked."""
    book = drained(zonboek(plan, state, dag, op, fasen, bomen=read_boomlicht() if trees else None))
    if form == "json":
        return as_json(book_dict(plan, book))
    if form == "csv":
        return dicts_as_csv([row for regel in book.regels for row in csv_rows(book, regel)])
    from .cli_sun_table import book_table

    return book_table(plan, state, book)


def book_dict(plan: Plan, book: Zonboek) -> dict[str, Any]:
    """The ledger as one object."""
    return {
        "plan": plan.id, "dag": book.dag.dag.isoformat(), **settings(book.dag, book.bomen, book.terrein),
        "op": list(book.op),
        "raster_m": book.raster_m, "drempel_h": book.uren, "fasen": list(book.fasen),
        "regels": [regel_dict(book, regel) for regel in book.regels],
    }  # fmt: skip


def regel_dict(book: Zonboek, regel: Zonregel) -> dict[str, Any]:
    """One surface; a fase in which it is not there has null."""
    cells = {f: None if c is None else cijfer_dict(c) for f, c in zip(book.fasen, regel.cijfers, strict=True)}
    return {
        "id": regel.id,
        "naam": regel.naam,
        "soort": regel.soort,
        "slechtste_fase": regel.slechtste,
        "fasen": cells,
    }


def cijfer_dict(cijfer: Zoncijfer) -> dict[str, Any]:
    """The figures of one surface in one fase."""
    return {
        "gemiddeld_h": plain(cijfer.gemiddeld_h), "mediaan_h": plain(cijfer.mediaan_h),
        "aandeel": plain(cijfer.aandeel), "verandering_h": plain(cijfer.verandering_h),
        "punten": cijfer.punten, "oppervlak_m2": plain(cijfer.oppervlak_m2, 1),
    }  # fmt: skip


def csv_rows(book: Zonboek, regel: Zonregel) -> list[dict[str, Any]]:
    """A row per fase in which the surface is there."""
    head = {"soort": regel.soort, "id": regel.id, "naam": regel.naam, "dag": book.dag.dag.isoformat()}
    pairs = zip(book.fasen, regel.cijfers, strict=True)
    return [{**head, "fase": fase, **cijfer_dict(c)} for fase, c in pairs if c is not None]
