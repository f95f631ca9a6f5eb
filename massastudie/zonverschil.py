"""What one state takes and gives in sun compared with another: over a day per point, at one moment as exact polygons.

The reference is any State: bestaand (the first fase), the fase before, a state kept by the user. Only ground that lies
open in both states is compared: where a mass stands in one of them there is nothing to lose or to gain.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from .bezonning import Dag, study
from .draped import Drape, drape_of, shades
from .ground_faces import casters_on
from .massa import build
from .meetpunten import Meetgroep, Meetpunten, meetpunten
from .plan import Plan
from .schaduw import offset_per_m, reaching
from .state import State
from .volumes import Lichaam, Massamodel
from .zonboek import merged_by_id, plaats_of, portion
from .zonnestand import Zonnestand, directions, timestamp, zonnestand
from .zonpunten import Punten

Floats = npt.NDArray[np.float64]
Progress = Generator[tuple[int, int], None, "Zonverschil"]

#: A change smaller than this is none, minutes: less than the finest step that can be asked.
ALIKE_MIN = 1e-6
#: Lowest sun for which shadows are compared at a moment, degrees: lower, a shadow reaches over the edge of the model.
LEAST_SUN_DEG = 3.0
#: A piece of new shade smaller than this comes from rounding, m².
LEAST_M2 = 0.01


def first_fase(plan: Plan, state: State) -> State:
    """The reference *bestaand*: nothing of the plan is there yet, and nothing is forced."""
    return State(plan.fasen[0].id, moment=state.moment)


def previous_fase(plan: Plan, state: State) -> State:
    """The reference *vorige fase* under the same wishes; of the first fase that fase itself."""
    before = max(plan.fase_index[state.fase] - 1, 0)
    return replace(state, fase=plan.fasen[before].id)


@dataclass(frozen=True, slots=True)
class Verschilcijfer:
    """One surface, or all together (`soort` "totaal"): ground that loses and that gains sun, m²; mean minutes a day
    before and after, and their difference, over the ground open in both states (NaN when there is none)."""

    id: str
    naam: str
    soort: str
    minder_m2: float
    meer_m2: float
    voor_min: float
    na_min: float
    verschil_min: float
    punten: int
    oppervlak_m2: float


@dataclass(frozen=True, eq=False)
class Zonverschil:
    """A day in two states on the same points, those of the surfaces of `state`; trees are left out.

    voor_min, na_min (n,): minutes of sun in the reference and in the state, NaN where a mass stands. `raster_m`² is
    the ground each point stands for.
    """

    dag: Dag
    op: tuple[str, ...]
    raster_m: float
    reference: State
    state: State
    meetpunten: Meetpunten
    voor_min: Floats
    na_min: Floats

    @cached_property
    def verschil_min(self) -> Floats:
        """Minutes gained (lost: negative) per point (n,); NaN where a mass stands in one of the two states."""
        difference: Floats = self.na_min - self.voor_min
        return difference

    @cached_property
    def cijfers(self) -> tuple[Verschilcijfer, ...]:
        """A figure per surface, in the order of the points."""
        return tuple(self._cijfer(g, np.arange(g.start, g.eind)) for g in merged_by_id(self.meetpunten))

    @cached_property
    def totaal(self) -> Verschilcijfer:
        """All surfaces together; ground that belongs to two surfaces counts once."""
        ground = [np.arange(g.start, g.eind) for g in self.meetpunten.groepen if g.soort != "gevel"]
        places = np.concatenate([np.empty(0, np.intp), *ground])
        _, first = np.unique(self.meetpunten.punten.xyz[places].round(3), axis=0, return_index=True)
        own = places[np.sort(first)]
        return self._cijfer(Meetgroep("totaal", "Totaal", "totaal", 0, 0, len(own) * self.raster_m**2), own)

    def _cijfer(self, groep: Meetgroep, own: npt.NDArray[np.intp]) -> Verschilcijfer:
        difference = self.verschil_min[own]
        both = ~np.isnan(difference)
        lost, gained = (difference < -ALIKE_MIN).sum(), (difference > ALIKE_MIN).sum()
        cell = 0.0 if groep.soort == "gevel" else self.raster_m**2
        before, after, change = (_mean(v[own][both]) for v in (self.voor_min, self.na_min, self.verschil_min))
        return Verschilcijfer(
            groep.id, groep.naam, groep.soort, float(lost * cell), float(gained * cell), before, after, change,
            int(both.sum()), groep.oppervlak_m2,
        )  # fmt: skip


def _mean(values: Floats) -> float:
    return float(values.mean()) if len(values) else float("nan")


def zonverschil(
    plan: Plan, reference: State, state: State, dag: Dag, op: Sequence[str] = ("hoven", "pleinen", "straten"),
    raster_m: float = 1.0,
) -> Progress:  # fmt: skip
    """Sun of one day in two states; yields (done, total), or (0, 0) while compiling; returns the Zonverschil.

    Gevels are compared of panden that stand in both; a new one had no sun before. Raises StateError for an unknown
    kind in `op`.
    """
    massa, before = build(plan, state), build(plan, reference)
    points = meetpunten(plan, state, massa, op, raster_m)
    after = yield from portion(_minutes(plan, massa, points.punten, dag), 0, 2)
    former = yield from portion(_minutes(plan, before, points.punten.among(before.lichamen), dag), 1, 2)
    for groep in points.groepen:
        if groep.soort == "gevel" and groep.id not in before.by_id:
            former[groep.which] = np.nan
    return Zonverschil(dag, tuple(op), raster_m, reference, state, points, former, after)


def _minutes(plan: Plan, massa: Massamodel, punten: Punten, dag: Dag) -> Generator[tuple[int, int], None, Floats]:
    found = yield from study(casters_on(plan.terrein, massa.lichamen), punten, dag, plaats_of(plan))
    return found.minuten


@dataclass(frozen=True, eq=False)
class Schaduwverschil:
    """Shade on the ground at one moment: `nieuw` only in the state, `vervallen` only in the reference.

    Polygons in the local frame, metres, without the ground on which a mass stands in one of the states. Both are
    empty when the sun is lower than LEAST_SUN_DEG (`te_laag`). Trees are left out.
    """

    zon: Zonnestand
    te_laag: bool
    nieuw: BaseGeometry
    vervallen: BaseGeometry

    @property
    def nieuw_m2(self) -> float:
        """Ground with new shade."""
        return float(self.nieuw.area)

    @property
    def vervallen_m2(self) -> float:
        """Ground with sun gained."""
        return float(self.vervallen.area)


def schaduwverschil(plan: Plan, reference: State, state: State, moment: datetime) -> Schaduwverschil:
    """The shade one state adds to and takes from another at an aware moment; MassastudieError for a naive one."""
    plaats = plaats_of(plan)
    zon = zonnestand(moment, plaats)
    if zon.zonshoogte_deg < LEAST_SUN_DEG:
        return Schaduwverschil(zon, True, shapely.MultiPolygon(), shapely.MultiPolygon())
    slope = offset_per_m(directions(np.array([timestamp(moment)]), plaats)[0])
    before, after = (build(plan, one).lichamen for one in (reference, state))
    ways, drape = ((after, before), (before, after)), drape_of(plan.terrein, slope)
    return Schaduwverschil(zon, False, *(only_first(*way, slope, drape) for way in ways))


def only_first(
    first: Sequence[Lichaam], second: Sequence[Lichaam], slope: Floats, drape: Drape | None = None
) -> BaseGeometry:
    """Ground in the shade of masses `first` and not of `second` or of the ground itself, where neither stands."""
    kept = set(second)
    own = [item for item in first if item not in kept]
    if not own:
        return shapely.MultiPolygon()
    shade = shapely.union_all(shades(own, slope, drape))
    # The shade of a prism on the ground holds the ground it stands on, so `second` needs no more than its shade.
    near = reaching(second, slope, shade.bounds, None if drape is None else drape.terrein.low_m)
    dark = np.empty(0, dtype=object) if drape is None else drape.of_ground()
    others = np.concatenate([shades(near, slope, drape), _standing(own), dark])
    shapely.prepare(shade)
    over = others[shapely.intersects(shade, others)]
    return _areas(shapely.difference(shade, shapely.union_all(over)))


def _standing(lichamen: Sequence[Lichaam]) -> npt.NDArray[np.object_]:
    """Ground on which masses stand."""
    found: npt.NDArray[np.object_] = np.empty(0, dtype=object)
    shapes = [v.polygon for item in lichamen for v in item.volumes if v.bottom_m <= item.maaiveld_m]
    return np.concatenate([found, np.array(shapes, dtype=object)])


def _areas(shape: BaseGeometry) -> BaseGeometry:
    """The polygons of a shape that are worth showing."""
    parts = shapely.get_parts(shape)
    kept = parts[(shapely.get_dimensions(parts) == 2) & (shapely.area(parts) >= LEAST_M2)]
    return shapely.MultiPolygon(list(kept))
