"""Decides which sun is worked out, when, and what may be shown. Knows no Qt: a worker and a timer come in as calls.

One answer is kept per kind (map, probe, ledger), with the wish it answers. What is shown is only ever an answer to the
wish of this moment; anything older is "out of date" and stays away.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from typing import Any, Protocol

from massastudie.bezonning import Dag, is_ready
from massastudie.plan import Plan
from massastudie.scene import HeatItem
from massastudie.state import Kleuring, State
from massastudie.tijd import ZONE
from massastudie.zonboek import Zonboek, zonboek

from .controller import Shown
from .sun_map import MAP_STEP_MIN, MapWish, SunMap, map_job, within
from .sun_probe import Probe, ProbeWish, Target, probe_job

#: Longest wait of the window for a new map, seconds (an accent or doorsteek takes 0.03 to 0.05); what takes longer
#: goes on in the background.
BUDGET_S = 0.08
#: Surfaces of the ledger, the steps of its day and of a probe, minutes, and the surfaces a map can be of.
BOOK_OP = ("hoven", "pleinen", "terrassen", "straten")
BOOK_STEP_MIN = 1.0
PROBE_STEP_MIN = 1.0
MAP_OP = ("hoven", "pleinen", "terrassen", "straten")
LOWEST_DEG = (0.0, 10.0, 11.0)
Job = Generator[tuple[int, int], None, Any]


class Runner(Protocol):
    """Runs one job at a time, elsewhere; a new one ends the one that runs."""

    def start(self, name: str, job: Job) -> None:
        """Run this."""

    def cancel(self) -> None:
        """Stop what runs."""


@dataclass(frozen=True, slots=True)
class SunSettings:
    """What is chosen in the sun panel: surfaces of the map, lowest sun that counts, degrees."""

    op: tuple[str, ...] = ("hoven", "pleinen")
    min_hoogte_deg: float = 0.0


@dataclass(frozen=True)
class BookWish:
    """What a ledger is of: every fase of a plan under the same wishes."""

    plan: Plan
    mass: State
    dag: Dag


@dataclass(frozen=True, eq=False)
class SunShown:
    """What there is to show of the sun: answers to the wishes of now (None: not there), and what is worked on."""

    shown: Shown
    settings: SunSettings
    dag: Dag
    map: SunMap | None
    book: Zonboek | None
    probe: Probe | None
    target: Target | None
    working: str
    given_up: bool


class SunDesk:
    """Keeps answers, starts jobs, hands out what may be shown."""

    def __init__(self, runner: Runner, later: Callable[[], None], say: Callable[[str], str]) -> None:
        """`later` calls `run_waiting` when nothing has changed for a moment; `say` names a job for the status bar."""
        self._runner, self._later, self._say = runner, later, say
        self._redraw: Callable[[], None] = lambda: None
        self._tell: Callable[[SunShown], None] = lambda _: None
        self._shown: Shown | None = None
        self.settings = SunSettings()
        self._target: Target | None = None
        self._selectie: str | None = None
        self._plan: Plan | None = None
        self._book_wanted = False
        self._map: SunMap | None = None
        self._probe: Probe | None = None
        self._book: tuple[BookWish, Zonboek] | None = None
        self._running: object = None
        self._given_up: object = None

    def connect(self, redraw: Callable[[], None], tell: Callable[[SunShown], None]) -> None:
        """Call `redraw` when a map has come in, `tell` whenever there is something else to show."""
        self._redraw, self._tell = redraw, tell

    # --- what is asked ----------------------------------------------------------------------------------------

    def heat_of(self, shown: Shown) -> tuple[HeatItem, ...]:
        """The map of exactly this: at once when that takes no time, else it comes later and there is none now."""
        self._shown = shown
        self._drop_old()
        wish = self._map_wish(shown)
        if self._map is not None and self._map.wish == wish:
            return self._map.items
        if wish in (self._running, self._given_up) or not wish.op:
            return ()
        job = map_job(wish, shown.massa, self._map)
        answer = within(job, BUDGET_S) if is_ready() else None
        if answer is None:
            self._start("map", wish, job)
            return ()
        self._map = answer
        return answer.items

    def show_part(self, shown: Shown) -> None:
        """Something changed: jobs for what is no longer asked stop, new ones start when it is quiet."""
        self._shown = shown
        self._follow_selection(shown)
        self._drop_old()
        self._later()
        self._hand_out()

    def set_settings(self, **fields: Any) -> None:
        """Choose other surfaces or another lowest sun."""
        self.settings = replace(self.settings, **fields)
        if self._shown is not None:
            self._redraw()
            self.show_part(self._shown)

    def ask_about(self, target: Target | None) -> None:
        """Ask the sun of one thing or place; None: of nothing."""
        if target != self._target and self._shown is not None:
            self._target = target
            self.show_part(self._shown)
            self.run_waiting()

    def want_book(self, wanted: bool) -> None:
        """The ledger is looked at, or not."""
        self._book_wanted = wanted
        if self._shown is not None:
            self.show_part(self._shown)

    def again(self) -> None:
        """What the user stopped is worked out after all."""
        self._given_up = None
        self._redraw()
        self.run_waiting()

    def stop(self) -> None:
        """The user stops what runs; it does not start again by itself."""
        self._given_up = self._running
        self._runner.cancel()
        self._running = None
        self._hand_out()

    def close(self) -> None:
        """The end: nothing is shown or started any more."""
        self._shown, self._running = None, None

    # --- what is worked out -----------------------------------------------------------------------------------

    def run_waiting(self) -> None:
        """Start what is asked and not known: the map, then the probe, then the ledger."""
        if self._running is not None or self._shown is None:
            return
        for kind, wish in self._missing():
            if wish != self._given_up:
                self._start(kind, wish, self._job(kind, wish))
                return
        self._hand_out()

    def finished(self, answer: Any) -> None:
        """A job has ended."""
        wish, self._running = self._running, None
        if isinstance(answer, SunMap):
            self._map = answer
            self._redraw()
        elif isinstance(answer, Probe):
            self._probe = answer
        elif isinstance(answer, Zonboek) and isinstance(wish, BookWish):
            self._book = (wish, answer)
        self.run_waiting()
        self._hand_out()

    def failed(self) -> None:
        """A job could not be done; it is not tried again by itself."""
        self._given_up, self._running = self._running, None
        self._hand_out()

    def _follow_selection(self, shown: Shown) -> None:
        """Where sun is looked at, what is selected is what is asked after; another plan starts with nothing."""
        state = shown.state
        if shown.plan is not self._plan:
            self._plan, self._target = shown.plan, None
        if state.selectie != self._selectie:
            self._selectie = state.selectie
            if state.selectie and (self._book_wanted or state.kleuring == Kleuring.ZON):
                self._target = Target(state.selectie)

    def _drop_old(self) -> None:
        """Stop a job nobody asks for any more."""
        if self._running is not None and self._running not in self._wishes():
            self._runner.cancel()
            self._running = None

    def _start(self, kind: str, wish: object, job: Job) -> None:
        self._runner.start(self._say(kind if is_ready() else "preparing"), job)
        self._running = wish
        self._hand_out()

    def _job(self, kind: str, wish: Any) -> Job:
        if kind == "map" and self._shown is not None:
            return map_job(wish, self._shown.massa, self._map)
        if kind == "probe":
            return probe_job(wish)
        return zonboek(wish.plan, wish.mass, wish.dag, BOOK_OP)

    def _missing(self) -> list[tuple[str, object]]:
        known = (self._map and self._map.wish, self._probe and self._probe.wish, self._book and self._book[0])
        return [
            (kind, wish) for kind, wish, have in zip(("map", "probe", "book"), self._wishes(), known, strict=True)
            if wish is not None and wish != have
        ]  # fmt: skip

    def _wishes(self) -> tuple[object, object, object]:
        shown = self._shown
        if shown is None:
            return None, None, None
        has_map = shown.state.kleuring == Kleuring.ZON and self.settings.op
        return (
            self._map_wish(shown) if has_map else None,
            self._probe_wish(shown) if self._target is not None else None,
            self._book_wish(shown) if self._book_wanted else None,
        )

    def _dag(self, shown: Shown, step_min: float) -> Dag:
        return Dag(shown.state.moment.astimezone(ZONE).date(), step_min, self.settings.min_hoogte_deg)

    def _map_wish(self, shown: Shown) -> MapWish:
        return MapWish(shown.plan, shown.state.mass_key, self._dag(shown, MAP_STEP_MIN), self.settings.op)

    def _probe_wish(self, shown: Shown) -> ProbeWish:
        target = self._target or Target()
        return ProbeWish(shown.plan, shown.state.mass_key, self._dag(shown, PROBE_STEP_MIN), target)

    def _book_wish(self, shown: Shown) -> BookWish:
        first = shown.plan.fasen[0].id
        return BookWish(shown.plan, replace(shown.state.mass_key, fase=first), self._dag(shown, BOOK_STEP_MIN))

    def _hand_out(self) -> None:
        if self._shown is not None:
            self._tell(self.now(self._shown))

    def now(self, shown: Shown) -> SunShown:
        """What may be shown with this."""
        _, probe_wish, _ = self._wishes()
        book_wish = self._book_wish(shown)
        fresh_map = self._map if self._map and self._map.wish == self._map_wish(shown) else None
        fresh_book = self._book[1] if self._book and self._book[0] == book_wish else None
        fresh_probe = self._probe if self._probe and self._probe.wish == probe_wish else None
        kinds = dict(zip(self._wishes(), ("map", "probe", "book"), strict=True))
        working = kinds.get(self._running, "") if self._running is not None else ""
        given_up = self._given_up is not None and self._given_up in self._wishes()
        return SunShown(shown, self.settings, book_wish.dag, fresh_map, fresh_book, fresh_probe, self._target,
                        working, given_up)  # fmt: skip
