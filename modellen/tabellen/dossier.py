"""What a spreadsheet or report is made from, worked out once: each fase with its masses and figures, and the sun."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from massastudie.massa import build
from massastudie.oppervlak import Kerncijfers, kerncijfers
from massastudie.plan import Plan
from massastudie.state import State
from massastudie.toetsing import Toetsing
from massastudie.volumes import Lichaam, Massamodel
from massastudie.zonboek import Zonboek
from modellen.stempel import Stempel, stempel


@dataclass(frozen=True)
class Toestand:
    """One fase under the wishes of the state; `nr` (from 1) ties its rows together."""

    nr: int
    state: State
    massa: Massamodel
    cijfers: Kerncijfers

    def counted(self) -> list[Lichaam]:
        """The masses that some figure counts: inside the plan boundary, or part of a bouwblok."""
        return [item for item in self.massa.lichamen if item.in_plan or item.blok]


@dataclass(frozen=True)
class Dossier:
    """A plan in a state, with the fasen that are told."""

    plan: Plan
    state: State
    toestanden: tuple[Toestand, ...]
    stempel: Stempel
    zon: Zonboek | None = None
    toets: Toetsing | None = None


def dossier(
    plan: Plan, state: State, gemaakt: datetime, fasen: Iterable[str] | None = None, zon: Zonboek | None = None,
    toets: Toetsing | None = None,
) -> Dossier:  # fmt: skip
    """The figures of some fasen (None: all) under the wishes of `state`; `gemaakt` is the aware moment of making."""
    names = [f.id for f in plan.fasen] if fasen is None else list(fasen)
    found = tuple(_toestand(plan, replace(state, fase=fase), nr) for nr, fase in enumerate(names, 1))
    return Dossier(plan, state, found, stempel(plan, state, gemaakt), zon, toets)


def _toestand(plan: Plan, state: State, nr: int) -> Toestand:
    massa = build(plan, state)
    return Toestand(nr, state, massa, kerncijfers(plan, state, massa))
