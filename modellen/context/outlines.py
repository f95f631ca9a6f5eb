"""Outlines with fields, from any GIS file or drawing, as a `Context`: checked, repaired, named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from massastudie.context import Context, ContextPand

from .crs import Crs, in_rd, placed, swapped
from .fields import NONE, Row, id_field, mapped, repaired_bag_id, row_of, samples, taken_for
from .files import refuse

Shapes = npt.NDArray[Any]
#: An outline that crosses itself is repaired when its area stays within this share of what it says; else left out.
SAME_SHARE = 0.01
#: Smaller is no ground of a mass, m².
LEAST_M2 = 0.01
KIND_NAMES = {
    0: "een punt", 1: "een lijn", 2: "een lijn", 4: "punten", 5: "lijnen", 7: "een verzameling vormen",
}  # fmt: skip
POLYGON, MULTIPOLYGON = 3, 6


@dataclass(eq=False)
class Table:
    """Rows as read: shapes (n,) of any kind (None: none), fields by name (n values each), a name per row."""

    path: Path
    formaat: str
    crs: str | None
    shapes: Shapes
    fields: Mapping[str, Sequence[Any]]
    names: list[str]
    versie: str = ""
    skipped: list[tuple[str, str]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    samples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    unit_m: float = 1.0

    def take_fields(self, velden: Mapping[str, str]) -> None:
        """Read the fields as the user says (role → field), the others by their names; FileError when one is not
        there."""
        said = {role: name for role, name in velden.items() if name != NONE}
        self.samples = samples(self.fields)
        self.roles = {k: v for k, v in {**taken_for(self.fields), **said}.items() if velden.get(k) != NONE}
        self.fields = mapped(self.path, self.fields, velden)


def outline_context(table: Table) -> Context:
    """The rows of a table as a Context in RD; FileError when none of them can be used."""
    _take_names(table)
    shapes, rows = _usable(table, shapely.force_2d(table.shapes))
    if not len(rows):
        _refuse_empty(table)
    middle = _middles(shapes)
    if swapped(table.path, table.crs, middle):
        shapes, middle = shapely.transform(shapes, lambda xy: xy[:, ::-1]), middle[:, ::-1]
        table.remarks.append("coördinaten staan in de andere volgorde (noord voor oost); omgedraaid")
    crs, inside = placed(table.path, table.crs, middle)
    table.skipped += [(table.names[i], "ligt buiten RD") for i in rows[~inside]]
    shapes, rows = _turned(table, crs, shapes[inside], rows[inside])
    if crs.assumed and crs.name:
        table.remarks.append("geen coördinatenstelsel genoemd; de coördinaten passen in RD")
    return Context(
        bestand=table.path.name, formaat=table.formaat, versie=table.versie, crs=crs.name, aantal=len(rows),
        bbox=tuple(float(v) for v in np.round(shapely.total_bounds(shapes), 3)),
        oppervlakte_m2=round(float(shapely.area(shapes).sum()), 3), panden=_panden(table, shapes, rows),
        overgeslagen=tuple(table.skipped), opmerkingen=tuple(table.remarks), velden=table.samples,
        rollen=table.roles, eenheid_m=table.unit_m,
    )  # fmt: skip


def _middles(shapes: Shapes) -> npt.NDArray[np.float64]:
    bounds = shapely.bounds(shapes)
    middles: npt.NDArray[np.float64] = (bounds[:, :2] + bounds[:, 2:]) / 2
    return middles


def _refuse_empty(table: Table) -> None:
    reason = f"geen ({table.skipped[0][0]}: {table.skipped[0][1]})" if table.skipped else "geen"
    refuse(table.path, "minstens één gesloten omtrek", reason[:160])


def _take_names(table: Table) -> None:
    """Name rows by their id field; BAG numbers that lost a leading zero get it back."""
    name = id_field(table.fields)
    if name is None:
        return
    values = [repaired_bag_id(value) for value in table.fields[name]]
    table.names = [text or own for (text, _), own in zip(values, table.names, strict=True)]
    if count := sum(was_short for _, was_short in values):
        table.remarks.append(f"{count} BAG-nummers in '{name}' misten hun voorloopnul; die is hersteld")


def _usable(table: Table, shapes: Shapes) -> tuple[Shapes, npt.NDArray[np.intp]]:
    """Outlines that can be used and their rows; the others are told with the reason."""
    reasons = [_reason(shape, kind) for shape, kind in zip(shapes, shapely.get_type_id(shapes), strict=True)]
    good = np.array([not reason for reason in reasons], dtype=bool)
    bad = np.flatnonzero(good)[~shapely.is_valid(shapes[good])]
    for index in bad:
        mended = _mended(shapes[index])
        reasons[index] = "" if mended is not None else _crossing(shapes[index])
        shapes[index] = mended if mended is not None else shapes[index]
    if mended_count := sum(not reasons[i] for i in bad):
        table.remarks.append(f"{mended_count} omtrekken raken zichzelf; hersteld zonder dat hun oppervlak verandert")
    _find_doubles(table, shapes, reasons)
    table.skipped += [(table.names[i], reason) for i, reason in enumerate(reasons) if reason]
    rows = np.array([i for i, reason in enumerate(reasons) if not reason], dtype=np.intp)
    return shapes[rows], rows


def _reason(shape: Any, kind: int) -> str:
    if shape is None:
        return "heeft geen vorm die te lezen is"
    if kind not in (POLYGON, MULTIPOLYGON):
        return f"is {KIND_NAMES.get(int(kind), 'iets anders')} en geen omtrek"
    if shape.is_empty:
        return "is een lege omtrek"
    if not np.isfinite(shape.bounds).all() or not np.isfinite(shape.area):
        return "heeft een punt zonder eindige coördinaten"
    return "heeft geen oppervlak" if shape.area == 0 and shape.is_valid else ""


def _mended(shape: Any) -> Any:
    """The outline made valid; None when that changes its area."""
    made = shapely.make_valid(shape)
    parts = [p for p in shapely.get_parts(made) if p.geom_type in ("Polygon", "MultiPolygon")]
    result = shapely.union_all(parts) if parts else None
    if result is None or abs(result.area - shape.area) > SAME_SHARE * shape.area:
        return None
    return result


def _crossing(shape: Any) -> str:
    return f"kruist zichzelf ({shapely.is_valid_reason(shape)})"[:120]


def _find_doubles(table: Table, shapes: Shapes, reasons: list[str]) -> None:
    """A second row of one name is left out when it is the same shape, else it gets a name of its own."""
    first: dict[str, int] = {}
    renamed = 0
    for index, name in enumerate(table.names):
        if reasons[index]:
            continue
        if name not in first:
            first[name] = index
        elif shapes[first[name]].equals(shapes[index]):
            reasons[index] = "dit id komt twee keer voor met dezelfde omtrek; de eerste is gebruikt"
        else:
            renamed += 1
            table.names[index] = f"{name}#{index + 1}"
    if renamed:
        table.remarks.append(f"{renamed} objecten hebben een id dat al bestond; er is een volgnummer achter gezet")


def _turned(table: Table, crs: Crs, shapes: Shapes, rows: npt.NDArray[np.intp]) -> tuple[Shapes, npt.NDArray[np.intp]]:
    """Shapes in RD; one that reaches outside is left out."""
    if crs.transformer is not None:
        shapes = shapely.transform(shapes, crs.to_rd)
    if crs.name is None:
        return shapes, rows
    bounds = shapely.bounds(shapes)
    fits = in_rd(bounds[:, :2]) & in_rd(bounds[:, 2:]) & (shapely.area(shapes) >= LEAST_M2)
    table.skipped += [(table.names[i], f"is kleiner dan {LEAST_M2} m² of ligt buiten RD") for i in rows[~fits]]
    if not fits.any():
        _refuse_empty(table)
    return shapes[fits], rows[fits]


def _panden(table: Table, shapes: Shapes, rows: npt.NDArray[np.intp]) -> tuple[ContextPand, ...]:
    parts, owner = shapely.get_parts(shapes, return_index=True)
    count = np.bincount(owner, minlength=len(rows))
    number = np.arange(len(parts)) - (np.cumsum(count) - count)[owner]
    read = row_of(table.fields)
    said: list[Row] = [read(int(i)) for i in rows]
    return tuple(
        ContextPand(
            table.names[rows[o]] if count[o] == 1 else f"{table.names[rows[o]]}.{n + 1}", part,
            said[o].hoogte_m, said[o].bouwlagen, said[o].functie, said[o].naam, said[o].fase, plint=said[o].plint,
            bouwjaar=said[o].bouwjaar, verblijfsobjecten=said[o].verblijfsobjecten,
        )
        for part, o, n in zip(parts, owner, number, strict=True)
    )  # fmt: skip
