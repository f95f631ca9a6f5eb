"""Demand for car and bicycle places of what is new, what falls away with what is pulled down, and the garages (A13).

Norms per dwelling class and per 100 m² BVO are parameters; kantoor, maatschappelijk and cultuur have none and are left
out, as are dwellings that are pulled down (their number is not known).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .parameters import waarde
from .plan import Functie, Garage, Plan
from .programma import KLASSEN
from .state import State


@dataclass(frozen=True, slots=True)
class Vraag:
    """Places asked for, by what asks for them."""

    wonen: float
    winkel: float
    horeca: float

    @property
    def totaal(self) -> float:
        """All of them together."""
        return self.wonen + self.winkel + self.horeca


@dataclass(frozen=True, slots=True)
class Parkeren:
    """Car (`auto`) and bicycle (`fiets`) places: asked for by what is new, no longer asked for by what is gone.

    `capaciteit` is of the garages the vision names for this plan, None when one of them is unknown (or none is named);
    `vrij` what is left there at the busiest hour, `balans` that less the growth of demand; None: unknown.
    """

    auto: Vraag
    auto_vervallen: Vraag
    auto_saldo: float
    fiets: Vraag
    fiets_vervallen: Vraag
    fiets_saldo: float
    garages: tuple[Garage, ...]
    capaciteit: int | None
    vrij: float | None
    balans: float | None


def parkeren(
    plan: Plan, state: State, klassen: Mapping[str, int], nieuw: Mapping[Functie, float], weg: Mapping[Functie, float]
) -> Parkeren:
    """Demand of the new dwellings per size class and of new BVO, of BVO that is gone (m²), and the garages."""
    auto, fiets = _auto(plan, state, klassen, nieuw), _fiets(plan, state, klassen, nieuw)
    auto_gone, fiets_gone = _auto(plan, state, {}, weg), _fiets(plan, state, {}, weg)
    growth = auto.totaal - auto_gone.totaal
    free = vrije_plaatsen(plan)
    return Parkeren(
        auto=auto, auto_vervallen=auto_gone, auto_saldo=growth, fiets=fiets, fiets_vervallen=fiets_gone,
        fiets_saldo=fiets.totaal - fiets_gone.totaal, garages=plan.garages, capaciteit=capaciteit(plan), vrij=free,
        balans=None if free is None else free - growth,
    )  # fmt: skip


def capaciteit(plan: Plan) -> int | None:
    """Places in the garages named for this plan; None when there is none or one of them is unknown."""
    known = [g.capaciteit for g in plan.garages if g.voor_plan]
    return sum(n for n in known if n is not None) if known and None not in known else None


def vrije_plaatsen(plan: Plan) -> float | None:
    """Places free at the busiest hour in the garages named for this plan; None when that is not known of each."""
    free = [_free(g) for g in plan.garages if g.voor_plan]
    return sum(n for n in free if n is not None) if free and None not in free else None


def _free(garage: Garage) -> float | None:
    if garage.capaciteit is None or garage.bezetting is None:
        return None
    return garage.capaciteit * (1.0 - garage.bezetting)


def _auto(plan: Plan, state: State, klassen: Mapping[str, int], bvo: Mapping[Functie, float]) -> Vraag:
    wonen = sum(klassen.get(k, 0) * waarde(plan, state, f"auto_per_woning_{k}") for k in KLASSEN)
    per_100 = {f: waarde(plan, state, f"auto_per_100m2_{f.value}") for f in (Functie.WINKEL, Functie.HORECA)}
    winkel, horeca = (bvo.get(f, 0.0) / 100.0 * norm for f, norm in per_100.items())
    return Vraag(wonen, winkel, horeca)


def _fiets(plan: Plan, state: State, klassen: Mapping[str, int], bvo: Mapping[Functie, float]) -> Vraag:
    bezoek = waarde(plan, state, "fiets_bezoek_per_woning")
    wonen = sum(klassen.get(k, 0) * (waarde(plan, state, f"fiets_per_woning_{k}") + bezoek) for k in KLASSEN)
    winkel = bvo.get(Functie.WINKEL, 0.0) / 100.0 * waarde(plan, state, "fiets_per_100m2_winkel")
    return Vraag(wonen, winkel, 0.0)
