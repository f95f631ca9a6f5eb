"""A new plan from outlines in a file: each outline a bouwblok in the fase the file names, in any Dutch place.

What a file does not say is an assumption, and written down as one with each object.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry import Polygon

from massastudie.bag import below, uses
from massastudie.context import Context, ContextPand
from massastudie.errors import FileError
from massastudie.footprint import largest, to_grid
from massastudie.knobs import BOUWLAGEN as RANGE
from massastudie.omgeving import plain, source_of
from massastudie.plan import Bouwblok, Fase, Herkomst, Plan
from massastudie.toetsing.woorden import getal

from .export.files import check_folder
from .nieuw_apart import Overlap, apart
from .readable import read_fault
from .writer import write_plan

#: Choices of the model for a block of which a file gives the outline only, m and bouwlagen.
PLINT_M, VERDIEPING_M, DIEPTE_M, BOUWLAGEN = 4.0, 3.05, 11.0, 4
#: The plangrens lies this far round the blocks, and a smaller outline is no block.
MARGIN_M, LEAST_M2 = 15.0, 20.0
#: More blocks than this is a city, not a plan.
MOST = 500
START = Fase("bestaand", "Bestaand", "nu")
WORD = re.compile(r"[^a-z0-9]+")


def new_plan(context: Context, naam: str) -> Plan:
    """A plan with a bouwblok per outline of `context`. FileError when it has none, too many, or no place in RD."""
    if context.crs is None:
        raise FileError(f"bestand {context.bestand}: verwacht een coördinatenstelsel, gevonden coördinaten buiten RD")
    panden = [p for p in context.panden if p.polygon.area >= LEAST_M2]
    if not 0 < len(panden) <= MOST:
        found = f"{len(panden)} van minstens {LEAST_M2:g} m²"
        raise FileError(f"bestand {context.bestand}: verwacht 1 tot {MOST} omtrekken van blokken, gevonden {found}")
    names = _names(panden)
    shapes, overlaps = apart(context.bestand, [p.polygon for p in panden], names)
    panden = [replace(p, polygon=shape) for p, shape in zip(panden, shapes, strict=True)]
    x, y = shapely.union_all(shapes).centroid.coords[0]
    origin = (float(round(x)), float(round(y)))
    fasen = _fasen(panden)
    blokken = tuple(
        _blok(context, number, pand, name, origin, fasen, [o.text for o in overlaps if o.later == name])
        for number, (pand, name) in enumerate(zip(panden, names, strict=True), start=1)
    )
    return Plan(
        id=_word(naam) or "plan", naam=naam, versie=1, oorsprong=origin, fasen=(START, *fasen.values()),
        plangrens=_border([b.eiland for b in blokken]), bouwblokken=blokken,
        herkomst=Herkomst(source_of(context), "blokmaten zijn keuzes van het model; plangrens om de blokken"),
    )  # fmt: skip


def overlaps(context: Context) -> list[Overlap]:
    """What the outlines of a file share, as `new_plan` takes it apart; FileError as there. Of more than a plan can
    have it is not asked."""
    panden = [p for p in context.panden if p.polygon.area >= LEAST_M2]
    if len(panden) > MOST:
        return []
    return apart(context.bestand, [p.polygon for p in panden], _names(panden))[1]


def check_new(folder: Path) -> None:
    """FileError when a new plan cannot go there: it is no new or empty folder, or nothing can be written in it."""
    try:
        taken = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    except OSError as error:
        raise FileError(f"map {folder}: verwacht een map om in te schrijven, gevonden {read_fault(error)}") from error
    if taken:
        found = "een map met bestanden" if folder.is_dir() else "een bestand"
        raise FileError(f"map {folder}: verwacht een nieuwe of lege map, gevonden {found}")
    check_folder(folder)


def write_new_plan(plan: Plan, folder: Path) -> None:
    """Write a new plan whole or not at all to a folder that is not there yet, or empty. FileError when it is not, or
    cannot be written."""
    check_new(folder)
    made = [place for place in (folder, *folder.parents) if not place.exists()]
    try:
        write_plan(plan, folder)
    except BaseException:
        _taken_back(folder, made)
        raise


def _taken_back(folder: Path, made: Sequence[Path]) -> None:
    """Empty a folder that was empty, and take away the folders that were not there."""
    with suppress(OSError):
        for item in folder.iterdir():
            shutil.rmtree(item) if item.is_dir() else item.unlink()
        for place in made:
            place.rmdir()


def _word(text: str) -> str:
    return WORD.sub("_", text.lower()).strip("_")[:40]


def _fasen(panden: Sequence[ContextPand]) -> dict[str, Fase]:
    """Fasen after the first one, by the text of the file; one called Plan when it names none."""
    names = sorted({p.fase for p in panden if p.fase is not None})
    if not names or any(p.fase is None for p in panden):
        names.append("")
    return {
        name: Fase(f"fase{i}", plain(name) or "Plan", plain(name) or "later") for i, name in enumerate(names, start=1)
    }


def _names(panden: Sequence[ContextPand]) -> list[str]:
    """A name per block; of several with one name, such as that of their layer, each gets a number."""
    names = [plain(p.naam) or plain(p.id) or f"B{i:02d}" for i, p in enumerate(panden, start=1)]
    count, seen = Counter(names), Counter[str]()
    for index, name in enumerate(names):
        seen[name] += 1
        names[index] = name if count[name] == 1 else f"{name} {seen[name]}"
    return names


def _blok(
    context: Context, number: int, pand: ContextPand, naam: str, origin: tuple[float, float], fasen: dict[str, Fase],
    cut: Sequence[str],
) -> Bouwblok:  # fmt: skip
    bouwlagen, said = _bouwlagen(pand)
    said += cut
    said.append(
        f"diepte {getal(DIEPTE_M)} m, plint {getal(PLINT_M)} m en verdieping {getal(VERDIEPING_M)} m "
        "zijn keuzes van het model"
    )
    if pand.functie is None:
        said.append("functie wonen aangenomen")
    plint, boven = uses(pand, None)
    if pand.plint is not None:
        said.append(below(plint, boven, context.bestand))
    return Bouwblok(
        id=f"B{number:02d}", naam=naam, fase=fasen[pand.fase or ""].id,
        eiland=_local(pand.polygon, origin), diepte_m=DIEPTE_M, bouwlagen=bouwlagen, plint_m=PLINT_M,
        verdieping_m=VERDIEPING_M, functie_plint=plint, functie_boven=boven, zaad=number,
        herkomst=Herkomst(source_of(context), "; ".join(said)),
    )  # fmt: skip


def _bouwlagen(pand: ContextPand) -> tuple[int, list[str]]:
    """The bouwlagen of a block within the range of the knob, and what of them is assumed."""
    said, bouwlagen = [], pand.bouwlagen
    if bouwlagen is None and pand.hoogte_m is not None:
        bouwlagen = max(1, 1 + round((pand.hoogte_m - PLINT_M) / VERDIEPING_M))
        said.append(f"bouwlagen geschat uit {getal(pand.hoogte_m, 1)} m hoogte")
    elif bouwlagen is None:
        bouwlagen = BOUWLAGEN
        said.append(f"{BOUWLAGEN} bouwlagen aangenomen")
    most = int(RANGE.high)
    if bouwlagen > most:
        said.append(f"{bouwlagen} bouwlagen begrensd op {most}")
    return min(bouwlagen, most), said


def _local(polygon: Polygon, origin: tuple[float, float]) -> Polygon:
    """The outline in the local frame on the grid; its largest part when the grid made it fall apart."""
    return largest(to_grid(shapely.transform(polygon, lambda xy: xy - np.array(origin))))


def _border(eilanden: Sequence[Polygon]) -> Polygon:
    """A line round all blocks, on the grid."""
    round_all = shapely.union_all(eilanden).convex_hull.buffer(MARGIN_M, quad_segs=4)
    border: Polygon = to_grid(round_all)
    return border
