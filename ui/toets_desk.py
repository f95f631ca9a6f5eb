"""Decides when the rules are tested and what may be shown of it. Knows no Qt: a worker and a timer come in as calls.

One outcome is kept, with the wishes it is of. It tells of all fasen, so going to another fase asks nothing anew.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from massastudie.plan import Plan
from massastudie.state import State
from massastudie.toetsing import Fasetoets, Oordeel, Toetsing, toets_fase, toets_met_zon
from modellen.toetsregels import norms_of, rules_of

from .shown import Shown
from .sun_desk import Runner
from .worker import Job

#: Sun norms on these surfaces are counted when the user asks; those on gevels take minutes.
SUNNY = "hoven"
#: What an outcome is of: see `key_of`.
Key = tuple[Plan, State]


@dataclass(frozen=True, eq=False)
class ToetsShown:
    """What there is to show: the outcome (None: none yet), whether it is of other wishes (`old`), whether the sun is
    counted in it or being counted, and whether the user stopped that."""

    shown: Shown
    toetsing: Toetsing | None
    old: bool
    with_sun: bool
    counting_sun: bool
    failed: str

    @property
    def fase(self) -> Fasetoets | None:
        """The outcome of the fase shown."""
        found = self.toetsing.fasen if self.toetsing is not None else ()
        return next((f for f in found if f.fase == self.shown.state.fase), None)

    @property
    def failing(self) -> int:
        """Rules that the fase shown does not meet; 0 as long as that is not known."""
        return self.fase.count(Oordeel.VOLDOET_NIET) if self.fase is not None and not self.old else 0


class ToetsDesk:
    """Keeps the outcome, starts the test when it is quiet, hands out what may be shown."""

    def __init__(self, runner: Runner, later: Callable[[], None]) -> None:
        """`later` calls `run_waiting` when nothing has changed for a while."""
        self._runner, self._later = runner, later
        self._tell: Callable[[ToetsShown], None] = lambda _: None
        self._shown: Shown | None = None
        self._have: tuple[Key, Toetsing] | None = None
        self._running: tuple[Key, bool] | None = None
        self._sunny: object = None
        self._failed: tuple[Key, str] | None = None

    def connect(self, tell: Callable[[ToetsShown], None]) -> None:
        """Call `tell` whenever there is something else to show."""
        self._tell = tell

    def show_part(self, shown: Shown) -> None:
        """Something changed: an outcome of other wishes is old, and a test of them stops."""
        self._shown = shown
        key = key_of(shown)
        if self._have is not None and self._have[0][0] is not shown.plan:
            self._have = None
        if self._running is not None and self._running[0] != key:
            self._runner.cancel()
            self._running = None
        if not self._fresh and self._running is None:
            self._later()
        self._hand_out()

    def run_waiting(self) -> None:
        """Test what is shown now, where that is not known."""
        shown = self._shown
        if shown is None or self._fresh or self._running is not None or self._failure:
            return
        self._start(shown, toets_job(shown.plan, shown.state), sun=False)

    def count_sun(self) -> None:
        """The user asks for the sun rules of what is shown now too."""
        if self._shown is not None:
            self._start(self._shown, sun_job(self._shown.plan, self._shown.state), sun=True)
            self._hand_out()

    def stop(self) -> None:
        """The user stops counting the sun; a test without sun goes on."""
        if self._running is not None and self._running[1]:
            self._runner.cancel()
            self._running = None
            self.run_waiting()
            self._hand_out()

    def finished(self, answer: Any) -> None:
        """A test has ended."""
        if self._running is not None:
            key, sun = self._running
            self._running, self._have = None, (key, answer)
            self._sunny = key if sun else None
        self.run_waiting()
        self._hand_out()

    def fail(self, sentence: str) -> None:
        """The rules could not be read or tested; this is not tried again until something changes."""
        if self._running is not None:
            self._failed, self._running = (self._running[0], sentence), None
        self._hand_out()

    def close(self) -> None:
        """The end: nothing is shown or started any more."""
        self._shown, self._running = None, None

    @property
    def counting_sun(self) -> bool:
        """Whether the sun is being counted now."""
        return self._running is not None and self._running[1]

    @property
    def _fresh(self) -> bool:
        return self._have is not None and self._shown is not None and self._have[0] == key_of(self._shown)

    @property
    def _failure(self) -> str:
        known = self._failed is not None and self._shown is not None and self._failed[0] == key_of(self._shown)
        return self._failed[1] if known and self._failed is not None else ""

    def _start(self, shown: Shown, job: Job, sun: bool) -> None:
        self._failed = None
        self._runner.start("toets_sun" if sun else "toets", job)
        self._running = (key_of(shown), sun)

    def _hand_out(self) -> None:
        shown = self._shown
        if shown is None:
            return
        outcome = self._have[1] if self._have is not None else None
        with_sun = self._fresh and self._sunny == key_of(shown)
        self._tell(ToetsShown(shown, outcome, not self._fresh, with_sun, self.counting_sun, self._failure))


def key_of(shown: Shown) -> Key:
    """What the outcome depends on: the wishes, whatever fase is looked at."""
    return shown.plan, replace(shown.state.figures_key, fase=shown.plan.fasen[0].id)


def toets_job(plan: Plan, state: State) -> Job:
    """Every rule in every fase, without sun; a fase is a step."""
    regels, found = rules_of(plan), []
    for number, fase in enumerate(plan.fasen):
        yield number, len(plan.fasen)
        found.append(toets_fase(plan, replace(state, fase=fase.id), regels))
    return Toetsing(plan.id, tuple(found))


def sun_job(plan: Plan, state: State) -> Job:
    """Every rule in every fase, with the sun norms of the hoven."""
    regels = rules_of(plan)
    normen = {name: norm for name, norm in norms_of(regels).items() if norm.op == SUNNY}
    return (yield from toets_met_zon(plan, state, regels, normen))
