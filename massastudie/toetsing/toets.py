"""`toets(plan, state, regels) -> Toetsing`: every rule in every fase, and the same with the sun computed."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import replace

from ..errors import PlanError
from ..norm import Norm
from ..plan import Plan
from ..state import State
from ..steps import told
from .geval import Geval
from .metingen import METINGEN
from .regel import Fasetoets, Regeloordeel, Toetsing, Toetsregel, untested
from .woorden import lijst
from .zon import ZON_NORM, toets_zon

Progress = Generator[tuple[int, int], None, Toetsing]
Regels = Sequence[Toetsregel]


def toets(plan: Plan, state: State, regels: Regels, fasen: Sequence[str] | None = None) -> Toetsing:
    """Test every fase of the plan (or those of `fasen`) under the wishes of `state`; sun norms are left uncomputed.

    Raises PlanError when a rule names a measure that does not exist, GeometryError when a shape cannot be used.
    """
    return Toetsing(plan.id, tuple(toets_fase(plan, replace(state, fase=f), regels) for f in _fasen(plan, fasen)))


def toets_fase(plan: Plan, state: State, regels: Regels) -> Fasetoets:
    """Test one fase: that of `state`."""
    geval = Geval.of(plan, state)
    return Fasetoets(state.fase, tuple(_toets(geval, regel) for regel in regels))


def _toets(geval: Geval, regel: Toetsregel) -> Regeloordeel:
    if regel.meting not in METINGEN:
        raise PlanError(f"'{regel.id}': meting verwacht een van {', '.join(METINGEN)}, gevonden {regel.meting!r}")
    if regel.ontbreekt:
        return Regeloordeel(regel, untested(f"de regel gaat over {lijst(regel.ontbreekt)}: niet in dit plan"))
    return Regeloordeel(regel, METINGEN[regel.meting].measure(geval, regel))


def toets_met_zon(
    plan: Plan, state: State, regels: Regels, normen: Mapping[str, Norm], fasen: Sequence[str] | None = None
) -> Progress:
    """The same with the sun norms computed; `normen` holds each norm the rules name. Yields (done, total) in percent.

    Raises what `toets` raises; a sun rule whose norm is not in `normen` stays uncomputed.
    """
    found, names = [], _fasen(plan, fasen)
    for number, fase in enumerate(names):
        geval = Geval.of(plan, replace(state, fase=fase))
        rows = []
        for regel in regels:
            norm = normen.get(norm_of(regel) or "")
            rows.append(
                _toets(geval, regel) if norm is None else (yield from _steps(geval, regel, norm, number, len(names)))
            )
        found.append(Fasetoets(fase, tuple(rows)))
    return Toetsing(plan.id, tuple(found))


def norm_of(regel: Toetsregel) -> str | None:
    """Name of the sun norm a rule tests; None for another rule."""
    return regel.over["norm"][0] if regel.meting == ZON_NORM else None


def _steps(
    geval: Geval, regel: Toetsregel, norm: Norm, number: int, count: int
) -> Generator[tuple[int, int], None, Regeloordeel]:
    """The steps of one sun norm as a part of the whole."""

    def of_whole(step: tuple[int, int]) -> tuple[int, int]:
        done, total = step
        return (0, 0) if not total else (round(100 * (number + done / total) / count), 100)

    return (yield from told(toets_zon(geval, regel, norm), of_whole))


def _fasen(plan: Plan, fasen: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(fasen) if fasen is not None else tuple(f.id for f in plan.fasen)
