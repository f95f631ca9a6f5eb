"""Decides which sun is worked out, when, and what may be shown. Knows no Qt: a worker and a timer come in as calls.

One answer is kept per kind (map, shade, probe, ledger), with the wish it answers. What is shown is only ever an answer
to the wish of this moment; anything older is "out of date" and stays away.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from typing import Any, Protocol

from massastudie.bezonning import Dag, has_compiler, is_ready
from massastudie.plan import Plan
from massastudie.scene import HeatItem
from massastudie.scene_items import ShadeItem
from massastudie.state import Kleuring, State
from massastudie.zonboek import Zonboek, zonboek

from .shown import Shown
from .sun_ahead import ahead_job, ahead_wish
from .sun_map import SunMap, map_job, within
from .sun_probe import Probe, Target, probe_job
from .sun_shade import ShadeMap, shade_job
from .sun_wishes import BOOK_OP, BOOK_STEP_MIN, KINDS, BookWish, Looking, SunSettings

#: Longest wait of the window for a new map, seconds (an accent or doorsteek takes 0.03 to 0.05); what takes longer
#: goes on in the background.
BUDGET_S = 0.08
#: Kind of a job nobody waits for.
AHEAD = "ahead"
Job = Generator[tuple[int, int], None, Any]


class Runner(Protocol):
    """Runs one job at a time, elsewhere; a new one ends the one that runs."""

    def start(self, name: str, job: Job) -> None:
        """Run this."""

    def cancel(self) -> None:
        """Stop what runs."""


@dataclass(frozen=True, eq=False)
class SunShown:
    """What there is to show of the sun: answers to the wishes of now (None: not there), and what is worked on."""

    shown: Shown
    settings: SunSettings
    dag: Dag
    map: SunMap | None
    shade: ShadeMap | None
    book: Zonboek | None
    probe: Probe | None
    target: Target | None
    against: str
    working: str
    given_up: bool


class SunDesk:
    """Keeps answers, starts jobs, hands out what may be shown."""

    def __init__(self, runner: Runner, later: Callable[[bool], None], say: Callable[[str], str]) -> None:
        """`later` calls `run_quiet` when nothing has changed for a while, True: for a moment; `say` names a job for
        the status bar."""
        self._runner, self._later, self._say = runner, later, say
        self._redraw: Callable[[], None] = lambda: None
        self._tell: Callable[[SunShown], None] = lambda _: None
        self._shown: Shown | None = None
        self.settings = SunSettings()
        self._target: Target | None = None
        self._selectie: str | None = None
        self._plan: Plan | None = None
        self._book_wanted = False
        self._have: dict[str, tuple[object, Any]] = {}
        self._maps: dict[str, SunMap] = {}  # the last map of each fase: going back to one starts from its own
        self._running: tuple[str, object] | None = None
        self._given_up: object = None

    def connect(self, redraw: Callable[[], None], tell: Callable[[SunShown], None]) -> None:
        """Call `redraw` when a map has come in, `tell` whenever there is something else to show."""
        self._redraw, self._tell = redraw, tell

    # --- what is asked ----------------------------------------------------------------------------------------

    def heat_of(self, shown: Shown) -> tuple[HeatItem, ...]:
        """The map of exactly this: at once when that takes no time, else it comes later and there is none now."""
        self._shown = shown
        self._drop_old()
        wish = self._wishes().get("map")
        if wish is None or (self._fresh("map") is None and not self._at_once(wish)):
            return ()
        items: tuple[HeatItem, ...] = self._have["map"][1].items
        return items

    def shade_of(self, shown: Shown) -> tuple[ShadeItem, ...] | None:
        """Shade against the reference; empty as long as it is not known, None when another map is shown."""
        self._shown = shown
        if "shade" not in self._wishes():
            return None
        found = self._fresh("shade")
        return found.items if found is not None else ()

    @property
    def against(self) -> str:
        """The reference in words: the name of a fase, or that the user kept it."""
        if self._shown is None or self.settings.kind == "uren":
            return ""
        looking = self._looking(self._shown)
        kept = self.settings.against == "vast" and self.settings.kept is not None
        return self._say("kept") if kept else self._shown.plan.fase(looking.reference.fase).naam

    def _at_once(self, wish: object) -> bool:
        """Whether the map could be made without a wait; else a job has been started."""
        if self._is_busy_with(wish) or wish == self._given_up:
            return False
        job = self._job("map", wish)
        answer = within(job, BUDGET_S) if is_ready() else None
        if answer is None:
            self._start("map", wish, job)
        else:
            self._keep("map", wish, answer)
        return answer is not None

    def show_part(self, shown: Shown) -> None:
        """Something changed: jobs for what is no longer asked stop, new ones start when it is quiet."""
        self._shown = shown
        self._follow_selection(shown)
        self._drop_old()
        self._later("shade" in self._wishes())
        self._hand_out()

    def set_settings(self, **fields: Any) -> None:
        """Choose another map, other surfaces, another reference or another lowest sun."""
        self.settings = replace(self.settings, **fields)
        if self._shown is not None:
            self._redraw()
            self.show_part(self._shown)

    def keep(self) -> None:
        """Keep the state of now as the reference."""
        if self._shown is not None:
            self.set_settings(kept=self._shown.state, against="vast")

    def set_kept(self, state: State | None) -> None:
        """The state kept in the study that was opened; without one nothing can be compared with it."""
        against = "bestaand" if state is None and self.settings.against == "vast" else self.settings.against
        self.set_settings(kept=state, against=against)

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
        self._given_up = self._running[1] if self._running else None
        self._runner.cancel()
        self._running = None
        self._hand_out()

    def close(self) -> None:
        """The end: nothing is shown or started any more."""
        self._shown, self._running = None, None

    # --- what is worked out -----------------------------------------------------------------------------------

    def run_waiting(self) -> None:
        """Start what is asked and not known: maps first, then the probe, then the ledger."""
        if self._running is not None or self._shown is None:
            return
        wishes = self._wishes()
        for kind in KINDS:
            wish = wishes.get(kind)
            if wish is not None and self._fresh(kind) is None and wish != self._given_up:
                self._start(kind, wish, self._job(kind, wish))
                return
        self._hand_out()

    def run_quiet(self) -> None:
        """Nothing has changed for a while: start what waits, and when nothing does the map of another fase."""
        self.run_waiting()
        if self._running is None and self._shown is not None and self._fresh("map") is not None and has_compiler():
            wish = ahead_wish(self._looking(self._shown), self._maps)
            if wish is not None and wish != self._given_up:
                before = self._maps.get(wish.mass.fase, self._have["map"][1])
                self._runner.start("", ahead_job(wish, before))
                self._running = (AHEAD, wish)

    def finished(self, answer: Any) -> None:
        """A job has ended. What carries another wish than the one that ran is kept as the answer to its own."""
        running, self._running = self._running, None
        if running is not None and running[0] == AHEAD:
            self._maps[answer.wish.mass.fase] = answer
            self.run_quiet()
            return
        if running is not None:
            kind, wish = running
            self._keep(kind, getattr(answer, "wish", wish), answer)
            if kind in ("map", "shade"):
                self._redraw()
        self.run_waiting()
        self._hand_out()
        if self._running is None:
            self._later(False)

    def failed(self) -> None:
        """A job could not be done; it is not tried again by itself."""
        self._given_up, self._running = self._running[1] if self._running else None, None
        self._hand_out()

    def _follow_selection(self, shown: Shown) -> None:
        """Where sun is looked at, what is selected is what is asked after; another plan starts with nothing."""
        state = shown.state
        if shown.plan is not self._plan:
            self._plan, self._target = shown.plan, None
            self._maps = {}
        if state.selectie != self._selectie:
            self._selectie = state.selectie
            if state.selectie and (self._book_wanted or state.kleuring == Kleuring.ZON):
                self._target = Target(state.selectie)

    def _drop_old(self) -> None:
        """Stop a job nobody asks for any more."""
        if self._running is not None and self._running[1] not in self._wishes().values():
            self._runner.cancel()
            self._running = None

    def _is_busy_with(self, wish: object) -> bool:
        return self._running is not None and self._running[1] == wish

    def _start(self, kind: str, wish: object, job: Job) -> None:
        self._runner.start(self._say(kind if is_ready() or kind == "shade" else "preparing"), job)
        self._running = (kind, wish)
        self._hand_out()

    def _job(self, kind: str, wish: Any) -> Job:
        if kind == "map" and self._shown is not None:
            _, last = self._have.get("map", (None, None))
            return map_job(wish, self._shown.massa, self._maps.get(wish.mass.fase, last))
        if kind == "shade":
            return shade_job(wish)
        if kind == "probe":
            return probe_job(wish)
        return zonboek(wish.plan, wish.mass, wish.dag, BOOK_OP, bomen=wish.bomen, before=self._book_before(wish.plan))

    def _keep(self, kind: str, wish: object, answer: Any) -> None:
        self._have[kind] = (wish, answer)
        if isinstance(answer, SunMap):
            self._maps[answer.wish.mass.fase] = answer

    def _book_before(self, plan: Plan) -> Zonboek | None:
        """The ledger that was worked out last, when it is of this plan: the next one starts from it."""
        wish, book = self._have.get("book", (None, None))
        return book if isinstance(wish, BookWish) and wish.plan is plan else None

    def _fresh(self, kind: str) -> Any:
        """The answer to what is asked now, None when it is not known."""
        wish, have = self._wishes().get(kind), self._have.get(kind)
        return have[1] if have is not None and wish is not None and have[0] == wish else None

    def _wishes(self) -> dict[str, object]:
        return self._looking(self._shown).wishes() if self._shown is not None else {}

    def _looking(self, shown: Shown) -> Looking:
        return Looking(shown, self.settings, self._target, self._book_wanted)

    def _hand_out(self) -> None:
        if self._shown is not None:
            self._tell(self.now(self._shown))

    def now(self, shown: Shown) -> SunShown:
        """What may be shown with this."""
        looking = self._looking(shown)
        wishes = looking.wishes()
        working = self._running[0] if self._running is not None and self._running[1] in wishes.values() else ""
        given_up = self._given_up is not None and self._given_up in wishes.values()
        have = {kind: self._fresh(kind) for kind in KINDS}
        return SunShown(shown, self.settings, looking.dag(BOOK_STEP_MIN), have["map"], have["shade"], have["book"],
                        have["probe"], self._target, self.against, working, given_up)  # fmt: skip
