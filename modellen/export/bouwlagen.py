"""Names of bouwlagen as the Dutch information delivery specification (ILS) for spaces writes them."""

from __future__ import annotations

ORDINALS = (
    "eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende", "tiende", "elfde",
    "twaalfde", "dertiende", "veertiende", "vijftiende", "zestiende", "zeventiende", "achttiende", "negentiende",
    "twintigste",
)  # fmt: skip


def bouwlaag_naam(bouwlaag: int) -> str:
    """`00 begane grond`, `01 eerste verdieping` ...; above the twentieth the number alone."""
    if bouwlaag == 0:
        return "00 begane grond"
    said = ORDINALS[bouwlaag - 1] if bouwlaag <= len(ORDINALS) else f"{bouwlaag}e"
    return f"{bouwlaag:02d} {said} verdieping"


def dak_naam(bouwlagen: int) -> str:
    """The level of a kap: `02 dak` on two bouwlagen."""
    return f"{bouwlagen:02d} dak"
