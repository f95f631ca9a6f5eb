"""Which figures a handout shows, with their definition, source and assumption."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from massastudie.definities import DEFINITIES
from massastudie.plan import Functie

from .tabel import FaseTabel, condensed

#: Figure (its name in `telling.FIGUREN`) → its definition and the decimals shown.
FIGUREN: dict[str, tuple[str, int]] = {
    "bvo_m2": ("bvo_m2", 0),
    "woningen": ("woningen", 0),
    "winkelunits": ("winkelunits", 0),
    "toegevoegd_m2": ("toegevoegd_m2", 0),
    "gesloopt_m2": ("gesloopt_m2", 0),
    "hof_m2": ("hof_m2", 0),
    "openbaar_groen_m2": ("openbaar_groen_m2", 0),
    "bomen.staan": ("bomen", 0),
    "gevel_m": ("gevel_m", 0),
    "bouwlagen_gem": ("bouwlagen_gem", 1),
}
#: BVO per functie, drawn as bars.
PER_FUNCTIE = tuple(f"bvo_m2.{functie.value}" for functie in Functie)
ALLE = (*FIGUREN, *PER_FUNCTIE)
#: Decimals kept beyond those shown, so that a sum in the page rounds as ours does.
SPARE = 2


def meanings() -> list[dict[str, Any]]:
    """What the page tells of each figure."""
    found = []
    for name, (key, decimals) in FIGUREN.items():
        d = DEFINITIES[key]
        found.append(
            {
                "id": name, "naam": d.naam, "eenheid": d.eenheid, "decimalen": decimals, "definitie": d.definitie,
                "bron": d.bron, "aanname": d.aanname,
            }
        )  # fmt: skip
    return found


def fase_figures(fase: FaseTabel, doors: int, profielen: Sequence[str]) -> dict[str, Any]:
    """The figures of one fase: per figure [mask, values], and per choice of profile what it adds."""
    own = {name: _table(values, doors, _decimals(name)) for name, values in fase.figures.items()}
    change = [{name: round(v, _decimals(name)) for name, v in row.items()} for row in fase.change]
    return {"waarden": own, "profiel": change[: len(profielen)]}


def _decimals(name: str) -> int:
    return FIGUREN.get(name, ("", 0))[1] + SPARE


def _table(values: Sequence[float | None], doors: int, decimals: int) -> list[Any]:
    mask, kept = condensed([None if v is None else round(v, decimals) for v in values], doors)
    return [mask, kept]
