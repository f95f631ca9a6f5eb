"""Numbers and lists in the Dutch sentences of the test."""

from __future__ import annotations

from collections.abc import Iterable

#: English signs of a number → Dutch ones.
SWAPPED = str.maketrans(",.", ".,")
#: Ending of a name → unit it stands for.
UNITS = {"m": "m", "m2": "m²", "pct": "%"}
#: Names told in one sentence before the rest is counted.
NAMES_TOLD = 6


def getal(value: float, decimals: int | None = None) -> str:
    """A number as Dutch readers write it: 1.200 or 4,5; without `decimals` as many as it has, at most two."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".") if decimals is None else f"{value:,.{decimals}f}"
    return text.translate(SWAPPED)


def lijst(names: Iterable[str]) -> str:
    """`a, b en c`; of many the first few and how many more."""
    told = list(names)
    if len(told) > NAMES_TOLD:
        return f"{', '.join(told[:NAMES_TOLD])} en nog {len(told) - NAMES_TOLD}"
    return told[0] if len(told) == 1 else " en ".join(filter(None, [", ".join(told[:-1]), *told[-1:]]))


def aantal(count: int, one: str, many: str) -> str:
    """`1 pand`, `3 panden`."""
    return f"{count} {one if count == 1 else many}"


def met_eenheid(value: float, eenheid: str) -> str:
    """A value with its unit; a year is written without grouping."""
    return f"{value:.0f}" if eenheid == "jaar" else f"{getal(value)} {eenheid}".strip()


def grens_text(name: str, value: float) -> str:
    """A limit by its name: `tweede_lijn_m = 75` is told as `tweede lijn 75 m`."""
    head, _, unit = name.rpartition("_")
    if unit in UNITS:
        return f"{head.replace('_', ' ')} {getal(value)} {UNITS[unit]}"
    return f"{name.replace('_', ' ')} {getal(value)}"
