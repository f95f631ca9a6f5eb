"""What is asked of the sun: the choices of the sun panel, and for each kind of answer the wish it has to answer.

Two equal wishes have the same answer. It knows no window and does no work.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from massastudie.bezonning import Dag
from massastudie.plan import Plan
from massastudie.seizoen import Boomlicht
from massastudie.state import Kleuring, State
from massastudie.tijd import ZONE
from massastudie.zonverschil import first_fase, previous_fase
from modellen.boomlicht import boomlicht

from .shown import Shown
from .sun_map import MAP_STEP_MIN, MapWish
from .sun_probe import ProbeWish, Target

#: Surfaces of the ledger, the steps of its day and of a probe, minutes, and the surfaces a map can be of.
BOOK_OP = ("hoven", "pleinen", "terrassen", "straten")
BOOK_STEP_MIN = 1.0
PROBE_STEP_MIN = 1.0
MAP_OP = ("hoven", "pleinen", "terrassen", "straten", "gevels")
LOWEST_DEG = (0.0, 10.0, 11.0)

MapKind = Literal["uren", "verschil", "schaduw"]
Against = Literal["bestaand", "vorige", "vast"]
#: Maps: hours of the day, what they differ from a reference, shade of the moment against a reference; and references:
#: what stands today, the fase before, a state the user keeps.
MAP_KINDS: tuple[MapKind, ...] = ("uren", "verschil", "schaduw")
AGAINST: tuple[Against, ...] = ("bestaand", "vorige", "vast")
#: Kinds of answer, in the order in which they are worked out.
KINDS = ("map", "shade", "probe", "book")


@dataclass(frozen=True, slots=True)
class SunSettings:
    """What is chosen in the sun panel: which map of which surfaces, what it is compared with, the state kept for that,
    the lowest sun that counts, degrees, and whether the ledger counts the trees."""

    op: tuple[str, ...] = ("hoven", "pleinen")
    min_hoogte_deg: float = 0.0
    kind: MapKind = "uren"
    against: Against = "bestaand"
    kept: State | None = None
    bomen: bool = False

    @property
    def boomlicht(self) -> Boomlicht | None:
        """What crowns let through where the ledger counts trees; None: they are left out."""
        return boomlicht() if self.bomen else None


@dataclass(frozen=True)
class BookWish:
    """What a ledger is of: every fase of a plan under the same wishes; `bomen` None: trees are left out."""

    plan: Plan
    mass: State
    dag: Dag
    bomen: Boomlicht | None = None


@dataclass(frozen=True)
class ShadeWish:
    """Which two states are compared at which moment; `mass` and `reference` are a State's mass_key."""

    plan: Plan
    mass: State
    reference: State
    moment: datetime


@dataclass(frozen=True)
class Looking:
    """What somebody looks at: the study, the choices, what was clicked, whether the ledger is in sight."""

    shown: Shown
    settings: SunSettings = field(default_factory=SunSettings)
    target: Target | None = None
    book_wanted: bool = False

    def dag(self, step_min: float) -> Dag:
        """The day looked at."""
        return Dag(self.shown.state.moment.astimezone(ZONE).date(), step_min, self.settings.min_hoogte_deg)

    @property
    def reference(self) -> State:
        """The mass_key of what is compared with; without a state kept that is what stands today."""
        plan, state, kept = self.shown.plan, self.shown.state, self.settings.kept
        if self.settings.against == "vast" and kept is not None:
            return kept.mass_key
        find = previous_fase if self.settings.against == "vorige" else first_fase
        return find(plan, state).mass_key

    def wishes(self) -> dict[str, object]:
        """The wish of each kind of answer that is asked for now."""
        asked: dict[str, object] = {}
        if self.shown.state.kleuring == Kleuring.ZON and self.settings.kind == "schaduw":
            asked["shade"] = self.shade_wish()
        elif self.shown.state.kleuring == Kleuring.ZON and self.settings.op:
            asked["map"] = self.map_wish()
        if self.target is not None:
            asked["probe"] = ProbeWish(
                self.shown.plan, self.shown.state.mass_key, self.dag(PROBE_STEP_MIN), self.target
            )
        if self.book_wanted:
            asked["book"] = self.book_wish()
        return asked

    def map_wish(self) -> MapWish:
        """The map of hours, or of what they differ."""
        reference = self.reference if self.settings.kind == "verschil" else None
        return MapWish(self.shown.plan, self.shown.state.mass_key, self.dag(MAP_STEP_MIN), self.settings.op, reference)

    def shade_wish(self) -> ShadeWish:
        """The shade of this moment against the reference."""
        state = self.shown.state
        return ShadeWish(self.shown.plan, state.mass_key, self.reference, state.moment)

    def book_wish(self) -> BookWish:
        """The ledger is the same in every fase."""
        plan = self.shown.plan
        mass = replace(self.shown.state.mass_key, fase=plan.fasen[0].id)
        return BookWish(plan, mass, self.dag(BOOK_STEP_MIN), self.settings.boomlicht)
