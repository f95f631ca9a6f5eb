"""Which columns hold figures that rest on an assumption: the definition of each says so, here it is only found."""

from __future__ import annotations

from massastudie.definities import DEFINITIES
from massastudie.plan import Functie

#: Column → the figure whose definition it has, where the two have other names.
FIGURE = {
    **{str(functie): "bvo_m2" for functie in Functie}, "totaal_m2": "bvo_m2", "groen_m2": "openbaar_groen_m2",
    "grond_eiland_m2": "eiland_m2", "grond_weefsel_m2": "weefsel_m2",
    "grond_plangebied_m2": "plangebied", "auto": "auto_saldo", "auto_vervallen": "auto_saldo", "fiets": "fiets_saldo",
    "fiets_vervallen": "fiets_saldo",
}  # fmt: skip
#: The same by the beginning or the end of the name.
STARTS = {"woningen_": "klassen", "bomen_": "bomen"}
ENDS = {"_weefsel": "weefsel", "_plangebied": "plangebied"}


def rests_on_assumption(kolom: str) -> bool:
    """Whether the figure in the column with this id carries the mark `aanname`."""
    definitie = DEFINITIES.get(figure_of(kolom))
    return definitie is not None and definitie.aanname is not None


def figure_of(kolom: str) -> str:
    """The key in DEFINITIES of a column."""
    for beginning, figure in STARTS.items():
        if kolom.startswith(beginning):
            return figure
    for end, figure in ENDS.items():
        if kolom.endswith(end):
            return figure
    return FIGURE.get(kolom, kolom.removesuffix("_eiland"))
