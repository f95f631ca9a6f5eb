"""What a state is compared with, and what there is to show of that. Knows no Qt and no 3D."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, replace

from massastudie import massa as massas
from massastudie.bezonning import Dag
from massastudie.plan import Plan
from massastudie.scene import HeatItem, Scene, resolve
from massastudie.state import Kleuring, State
from massastudie.tijd import ZONE
from massastudie.zonverschil import Verschilcijfer, first_fase, previous_fase

from .shown import Shown
from .story import Story
from .sun_map import MAP_STEP_MIN, MapWish, map_job

BESTAAND, VORIGE = "bestaand", "vorige"
#: Before the name of a state kept, so that it can be called anything.
KEPT = "variant:"
#: Ground whose sun is told below the pictures.
SUN_OP = ("hoven", "pleinen")


@dataclass(frozen=True, eq=False)
class Compared:
    """Two states: what is compared with (to the left, `title` names it) and what is shown."""

    title: str
    before: Shown
    now: Shown

    @property
    def sun_wish(self) -> MapWish:
        """The sun of the day looked at, in the one against the other."""
        dag = Dag(self.now.state.moment.astimezone(ZONE).date(), MAP_STEP_MIN)
        return MapWish(self.now.plan, self.now.state.mass_key, dag, SUN_OP, self.before.state.mass_key)

    def scene(self, heat: tuple[HeatItem, ...] = ()) -> Scene:
        """The picture to the left."""
        return resolve(self.before.plan, self.before.state, self.before.massa, heat)


@dataclass(frozen=True, eq=False)
class SunCompared:
    """Sun of two states: the total over hoven and pleinen, and of the one to the left the map of the surfaces `op`."""

    wish: MapWish
    totaal: Verschilcijfer | None
    op: tuple[str, ...]
    heat: tuple[HeatItem, ...]


def sun_job(compared: Compared, op: tuple[str, ...]) -> Generator[tuple[int, int], None, SunCompared]:
    """Work out the sun of both; with `op` also the map of hours on those surfaces to the left."""
    wish = compared.sun_wish
    found = yield from map_job(wish, compared.now.massa, None)
    heat: tuple[HeatItem, ...] = ()
    if op:
        hours = MapWish(wish.plan, compared.before.state.mass_key, wish.dag, op)
        heat = (yield from map_job(hours, compared.before.massa, None)).items
    return SunCompared(wish, found.difference.totaal if found.difference is not None else None, op, heat)


class CompareDesk:
    """Remembers whether and with what is compared, and hands out what follows; None: nothing is compared."""

    def __init__(self, story: Story, tell: Callable[[Compared | None], None]) -> None:
        self._story, self._tell = story, tell
        self._shown: Shown | None = None
        self.on = False
        self.reference = BESTAAND
        story.observe(self._follow)

    def show_part(self, shown: Shown) -> None:
        """Something changed."""
        self._shown = shown
        if self.on:
            self._hand_out()

    def switch(self, on: bool) -> None:
        """Begin or end comparing."""
        if on != self.on:
            self.on = on
            self._hand_out()

    def choose(self, reference: str) -> None:
        """Compare with this: BESTAAND, VORIGE or KEPT with the name of a state."""
        self.reference = reference
        self.on = True
        self._hand_out()

    def _follow(self) -> None:
        """What is compared with may be kept no longer."""
        if self.reference.startswith(KEPT) and self._story.variant(self.reference.removeprefix(KEPT)) is None:
            self.reference = BESTAAND
        if self.on:
            self._hand_out()

    def _hand_out(self) -> None:
        if self._shown is not None:
            self._tell(self.compared(self._shown) if self.on else None)

    def compared(self, shown: Shown) -> Compared:
        """The two states of now, looked at in the same way: layers, colouring and no selection."""
        plan, state = shown.plan, self._before(shown)
        looked = replace(state, layers=shown.state.layers, kleuring=shown.state.kleuring, selectie=None)
        before = shown_of(plan, looked)
        kept = self.reference.startswith(KEPT)
        title = f"{self.reference.removeprefix(KEPT)} · {plan.fase(looked.fase).naam}" if kept else before.titel
        return Compared(title, before, shown)

    def _before(self, shown: Shown) -> State:
        kept = self._story.variant(self.reference.removeprefix(KEPT)) if self.reference.startswith(KEPT) else None
        if kept is not None:
            return kept.state
        find = previous_fase if self.reference == VORIGE else first_fase
        return find(shown.plan, shown.state)


def shown_of(plan: Plan, state: State) -> Shown:
    """Masses and figures of a state that is not the one chosen."""
    massa = massas.build(plan, state)
    return Shown(plan, state, massa)


def is_map(shown: Shown) -> bool:
    """Whether the picture is a map of the sun."""
    return shown.state.kleuring == Kleuring.ZON
