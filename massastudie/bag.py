"""What a register of buildings says of panden that stand already: joined by their number in the BAG.

The BAG gives outlines with use, year and number of dwellings or shops, the 3DBAG gives forms; both call a pand by the
same `identificatie` (16 digits, Catalogus BAG 2018, 7.4.1). A pand of a file without height and form that stands here
already is not laid again: the one that stands learns what the file says of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .context import ContextPand
from .footprint import GRID_M
from .plan import BestaandPand, Functie, Herkomst

FORM = re.compile(r"(?:NL\.IMBAG\.Pand\.)?(\d{16})(?:[-.~#]\d+)*")
#: How the assumption on an unknown functie begins, and that on bouwlagen of which only the height is known.
NO_USE, GUESSED = "functie onbekend", "bouwlagen geschat"


def bag_key(name: str) -> str | None:
    """The BAG number in the id of a pand, or of a part of it (`.2`, `-0`); None where it has none."""
    found = FORM.fullmatch(name)
    return found[1] if found else None


def by_key(names: Sequence[str]) -> dict[str, list[int]]:
    """Which rows carry each BAG number."""
    found: dict[str, list[int]] = {}
    for row, name in enumerate(names):
        if (key := bag_key(name)) is not None:
            found.setdefault(key, []).append(row)
    return found


def is_formless(pand: ContextPand) -> bool:
    """Whether a file gives no more than the outline of a pand and what it is used for."""
    return pand.hoogte_m is None and pand.facets is None


def told(pand: BestaandPand, said: ContextPand, bron: str) -> BestaandPand:
    """A standing pand with what a register says of it, and from where; its form stays."""
    plint, boven = uses(said, pand)
    bouwlagen = pand.bouwlagen
    aannamen = (pand.herkomst.aanname or "").split("; ")
    if said.functie is not None:
        aannamen = [text for text in aannamen if not text.startswith(NO_USE)]
    if said.plint is not None:
        aannamen.append(below(plint, boven, bron))
    if said.bouwlagen is not None and any(text.startswith(GUESSED) for text in aannamen):
        aannamen = [text for text in aannamen if not text.startswith(GUESSED)]
        bouwlagen = said.bouwlagen
    return replace(
        pand, functie_plint=plint, functie_boven=boven, bouwlagen=bouwlagen, naam=pand.naam or said.naam,
        plint_m=pand.plint_m if bouwlagen == pand.bouwlagen else plint_of(pand.hoogte_m, bouwlagen),
        bouwjaar=said.bouwjaar or pand.bouwjaar,
        verblijfsobjecten=pand.verblijfsobjecten if said.verblijfsobjecten is None else said.verblijfsobjecten,
        herkomst=Herkomst(joined(pand.herkomst.bron, bron), "; ".join(filter(None, aannamen)) or None),
    )  # fmt: skip


def uses(said: ContextPand, known: BestaandPand | None) -> tuple[Functie, Functie]:
    """Functie of the plint and above it: as a file says, else as is known, else wonen."""
    boven = said.functie or (known.functie_boven if known else Functie.WONEN)
    return said.plint or said.functie or (known.functie_plint if known else boven), boven


def below(plint: Functie, boven: Functie, bron: str) -> str:
    """The assumption on a pand of which a register names two functies and not where each is."""
    return f"{plint} in de plint: {bron} noemt {plint} en {boven}"


def plint_of(hoogte_m: float, bouwlagen: int) -> float:
    """Height of the plint where a file says nothing of it, m: that of each bouwlaag, and never above the pand."""
    return min(max(round(hoogte_m / bouwlagen, 3), GRID_M), hoogte_m)


def joined(own: str | None, other: str) -> str:
    """Where a pand comes from, and where what is known of its use comes from."""
    return other if not own else own if other in own else f"{own}; functie en jaar: {other}"


def learnt(
    standing: Sequence[BestaandPand], panden: Sequence[ContextPand], bron: str
) -> tuple[tuple[BestaandPand, ...], list[int]]:
    """The standing panden with what formless panden of a file say of them, and the rows that are still to be laid."""
    known = by_key([p.id for p in standing])
    result, left = list(standing), []
    for row, said in enumerate(panden):
        rows = known.get(bag_key(said.id) or "", []) if is_formless(said) else []
        for index in rows:
            result[index] = told(result[index], said, bron)
        if not rows:
            left.append(row)
    return tuple(result), left
