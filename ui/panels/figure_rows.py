"""Which figures stand in which part of the panel, and where their definition is. No widgets."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter

from massastudie.definities import DEFINITIES, Definitie
from massastudie.oppervlak import Kerncijfers
from massastudie.plan import Functie
from massastudie.programma import KLASSEN
from massastudie.telling import figure_value
from ui.i18n import Translator
from ui.i18n.definities import told

#: Figures that are explained by the definition of another.
SAME_AS = {"totaal_m2": "bvo_m2", "vrij": "capaciteit", "balans": "capaciteit"}
INDICES = ("fsi", "gsi", "l", "osr", "mxi")


@dataclass(frozen=True)
class Row:
    """One figure: its name (in `telling.FIGUREN` when it can be opened), key of its text, decimals, bold or not, and
    for a figure that cannot be opened where it stands in the Kerncijfers; `signed`: a balance, told with its sign."""

    figuur: str
    text: str
    decimals: int = 0
    bold: bool = False
    path: str = ""
    signed: bool = False

    @property
    def opens(self) -> bool:
        """Whether a click tells what it counted."""
        return not self.path

    def value(self, kern: Kerncijfers) -> float | None:
        """The figure; None when it is not known."""
        if self.path:
            found = attrgetter(self.path)(kern)
            return None if found is None else float(found)
        return figure_value(kern, self.figuur)


def _rows(*names: str, decimals: int = 0) -> tuple[Row, ...]:
    return tuple(Row(name, f"figures.{name}", decimals) for name in names)


TOTAL = Row("bvo_m2", "figures.total", bold=True)
DWELLINGS = (
    Row("woningen", "figures.woningen", bold=True),
    *(Row(f"klassen.{k}", f"figures.{k}") for k in KLASSEN),
    *_rows("go_m2"),
)
SHOPS = (*_rows("winkelunits", "wvo_m2", "vvo_m2"), Row("bvo_m2.horeca", "figures.horeca_m2"))
GREEN = (*_rows("hof_m2", "openbaar_groen_m2"), *(Row(f"bomen.{n}", f"trees.{n}")
         for n in ("staan", "geplant", "gekapt", "saldo")))  # fmt: skip
PARKING = (
    *(Row(name, f"figures.{name}", signed=True) for name in ("auto_saldo", "fiets_saldo")),
    *_rows("capaciteit"),
    Row("vrij", "figures.vrij", path="parkeren.vrij"),
    Row("balans", "figures.balans", path="parkeren.balans"),
)
BUILDING = (*_rows("toegevoegd_m2", "gesloopt_m2"), Row("saldo_m2", "figures.saldo_m2", signed=True),
            *_rows("footprint_m2"),
            Row("bouwlagen_gem", "figures.bouwlagen_gem", 1))  # fmt: skip
DENSITY = tuple(Row(f"plangebied.{name}", f"index.{name}", 2) for name in INDICES)
FRONTS = _rows("gevel_m")


def functie_row(functie: Functie) -> Row:
    """BVO of one functie."""
    return Row(f"bvo_m2.{functie.value}", f"functie.{functie.value}")


def definition_of(name: str) -> Definitie | None:
    """The definition of a figure by its whole name, else by the first or last part of it."""
    head, _, tail = name.rpartition(".")
    return next((DEFINITIES[n] for n in (SAME_AS.get(name, name), head, tail) if n in DEFINITIES), None)


def star(name: str) -> str:
    """The mark behind a figure that rests on an assumption."""
    found = definition_of(name)
    return " *" if found is not None and found.aanname else ""


def definition_tip(tr: Translator, name: str) -> str:
    """What a figure is and where its definition comes from, for a tooltip."""
    found = definition_of(name)
    if found is None:
        return ""
    found = told(found, tr.language)
    unit = f" [{found.eenheid}]" if found.eenheid else ""
    assumed = f"<p>* {tr('object.assumption')}: {found.aanname}</p>" if found.aanname else ""
    source = f"<p><i>{tr('object.source')}: {found.bron}</i></p>"
    return f"<p><b>{found.naam}</b>{unit}<br>{found.definitie}</p>{assumed}{source}"
