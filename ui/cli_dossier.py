"""What workbook, tables and report need of a plan: figures of the fasen and the sun of one day, with progress."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from massastudie.bezonning import Dag
from massastudie.plan import Plan
from massastudie.state import State
from massastudie.tijd import ZONE
from massastudie.toetsing import toets_met_zon
from massastudie.zonboek import zonboek
from modellen.tabellen import Dossier, dossier
from modellen.toetsregels import norms_of, rules_of

from .style import FUNCTIE_COLOUR

#: The day of the ledger: the spring equinox, on which BRE BR 209 looks at open space.
DAG = Dag(date(2026, 3, 21))


def functie_colours() -> dict[str, str]:
    """Colour per functie, as in window and picture."""
    return {str(functie): colour for functie, colour in FUNCTIE_COLOUR.items()}


def make_dossier(plan: Plan, state: State, one_fase: bool) -> Dossier:
    """The figures of every fase, or of the state's own, with sun ledger and Toets; progress on stderr."""
    from .cli_sun_study import drained

    fasen = (state.fase,) if one_fase else tuple(f.id for f in plan.fasen)
    zon = drained(zonboek(plan, state, DAG, fasen=fasen))
    regels = rules_of(plan)
    norms = {name: norm for name, norm in norms_of(regels).items() if norm.op == "hoven"}
    toetsing = drained(toets_met_zon(plan, state, regels, norms, fasen))
    return dossier(plan, state, datetime.now(ZONE), fasen, zon, toetsing)


def write_workbook(plan: Plan, state: State, one_fase: bool, out: Path) -> Path:
    """Write the figures as a workbook. Raises FileError when the file cannot be written."""
    from modellen.export.xlsx import write_xlsx

    return write_xlsx(make_dossier(plan, state, one_fase), out, functie_colours())
