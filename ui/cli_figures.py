"""Kerncijfers as text: a table in Dutch, JSON and CSV. The same numbers in each, from `massastudie.oppervlak`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import Any

from massastudie.massa import build
from massastudie.oppervlak import BlokCijfers, Kerncijfers, kerncijfers, per_fase
from massastudie.plan import Plan
from massastudie.state import State

from . import cli_form
from .cli_figures_parts import blok_parts, blok_rows, fase_parts, fase_rows, plain

#: Name and unit of the figures of a fase, in the order of the table.
FASE_FIGURES = (
    ("woningen", "aantal"), ("winkelunits", "aantal"), ("footprint_m2", "m2"), ("hof_m2", "m2"),
    ("bouwlagen_gem", "bouwlagen"), ("gevel_m", "m"), ("gesloopt_m2", "m2"), ("toegevoegd_m2", "m2"),
)  # fmt: skip
#: Name and unit of the figures of a bouwblok.
BLOK_FIGURES = (
    ("woningen", "aantal"), ("winkelunits", "aantal"), ("footprint_m2", "m2"), ("hof_m2", "m2"), ("eiland_m2", "m2"),
    ("bouwlagen", "bouwlagen"), ("gevel_m", "m"), ("fsi", "-"), ("gsi", "-"), ("l", "-"), ("osr", "-"),
)  # fmt: skip
CSV_HEAD = ("fase", "blok", "grootheid", "functie", "waarde", "eenheid")


def figures_text(plan: Plan, state: State, one_fase: bool, form: str, detail: str | None = None) -> str:
    """The figures of every fase, or only of the state's own, as `table`, `json` or `csv`; or the rows behind them."""
    if detail is not None:
        from .cli_figures_detail import detail_text

        states = [state] if one_fase else [replace(state, fase=f.id) for f in plan.fasen]
        return detail_text(plan, states, detail, form)
    found = (kerncijfers(plan, state, build(plan, state)),) if one_fase else per_fase(plan, state)
    if form == "json":
        return as_json(plan, found)
    if form == "csv":
        return as_csv(found)
    from .cli_table import as_table

    return as_table(plan, state, found)


def as_json(plan: Plan, figures: tuple[Kerncijfers, ...]) -> str:
    """The whole as one JSON object, indented."""
    value = {"plan": plan.id, "fasen": [fase_dict(plan, cijfers) for cijfers in figures]}
    return cli_form.as_json(value)


def fase_dict(plan: Plan, cijfers: Kerncijfers) -> dict[str, Any]:
    """One fase."""
    fase = plan.fase(cijfers.fase)
    return {
        "id": fase.id, "naam": fase.naam, "jaren": fase.jaren,
        "bvo_m2": bvo_dict(cijfers),
        **{name: plain(getattr(cijfers, name)) for name, _ in FASE_FIGURES},
        **fase_parts(cijfers),
        "blokken": [blok_dict(blok) for blok in cijfers.blokken],
    }  # fmt: skip


def blok_dict(blok: BlokCijfers) -> dict[str, Any]:
    """One bouwblok; `staat` tells whether it is built in this fase, `aanname` on what it rests."""
    return {
        "id": blok.id, "naam": blok.naam, "fase": blok.fase, "staat": blok.staat,
        "bvo_m2": bvo_dict(blok),
        **{name: plain(getattr(blok, name)) for name, _ in BLOK_FIGURES},
        **blok_parts(blok),
        "aanname": blok.aanname,
    }  # fmt: skip


def bvo_dict(cijfers: Kerncijfers | BlokCijfers) -> dict[str, float]:
    """BVO per functie and in all, m²."""
    found = {str(functie): plain(float(value)) for functie, value in cijfers.bvo_m2.items()}
    return {**found, "totaal": plain(float(cijfers.totaal_m2))}


def as_csv(figures: tuple[Kerncijfers, ...]) -> str:
    """One row per figure, in the long form of `CSV_HEAD`."""
    return cli_form.as_csv(CSV_HEAD, chain.from_iterable(fase_csv(cijfers) for cijfers in figures))


def fase_csv(cijfers: Kerncijfers) -> Iterator[tuple[Any, ...]]:
    """The rows of one fase: its own figures, then those of each bouwblok."""
    yield from rows(cijfers.fase, "", cijfers, FASE_FIGURES)
    yield from ((cijfers.fase, "", *row) for row in fase_rows(cijfers))
    for blok in cijfers.blokken:
        yield from rows(cijfers.fase, blok.id, blok, BLOK_FIGURES)
        yield from ((cijfers.fase, blok.id, *row) for row in blok_rows(blok))


def rows(
    fase: str, blok: str, cijfers: Kerncijfers | BlokCijfers, figures: tuple[tuple[str, str], ...]
) -> Iterator[tuple[Any, ...]]:
    """The rows of one fase or bouwblok: BVO per functie and `totaal`, then the figures that are not split."""
    for functie, value in bvo_dict(cijfers).items():
        yield fase, blok, "bvo", functie, value, "m2"
    for name, unit in figures:
        value = getattr(cijfers, name)
        yield fase, blok, name.removesuffix("_m2").removesuffix("_m"), "", "" if value is None else plain(value), unit
