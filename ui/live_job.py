"""The panden of a service round the plan in the window: fetched, read by a program of its own, laid on the plan."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from massastudie.context import Reading
from massastudie.omgeving import with_context
from massastudie.plan import Plan
from massastudie.state import State
from massastudie.steps import under
from modellen.live.fetch import ROUND_M, attributed, box_round, fetch
from modellen.live.services import service
from modellen.surroundings import Laid, digest

from .context_job import read_beside, ready
from .worker import Job


@dataclass(frozen=True, slots=True)
class LiveOrder:
    """What to fetch: which service, where it is (None: as set or known), how far beyond the plan boundary, m; `vers`:
    also what is kept; `vervangt`: panden on standing ones take their place; `lod`: level of detail to draw."""

    dienst: str = "3dbag"
    adres: str | None = None
    afstand_m: float = ROUND_M
    vers: bool = False
    vervangt: bool = True
    lod: str | None = None


def live_job(plan: Plan, state: State, order: LiveOrder, folder: Path) -> Job:
    """`plan` with the panden of a service around it, as `context_job` gives one. ServiceError when there are none."""
    found = yield from fetch(service(order.dienst, order.adres), box_round(plan, order.afstand_m), order.vers)
    reading = Reading(lod=order.lod)
    read = attributed((yield from under(read_beside(found.path, reading), (found.tiles, found.tiles))), found)
    laid = Laid(found.path.resolve(), digest(found.path), reading, order.vervangt, read.bron)
    return ready(with_context(plan, read, order.vervangt), state, (read,), folder, (laid,))
