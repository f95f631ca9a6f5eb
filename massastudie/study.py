"""A Study: one plan, the state chosen, its history, and one list of observers. The only thing that changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from .massa import check_panden
from .plan import Plan
from .state import State, check_state

Observer = Callable[[State, State], None]
Step = tuple[Plan, State]

#: Steps kept for undo: states are small values, plans are shared.
HISTORY = 500


class Study:
    """Holds the plan and the state; every change goes through `apply` and calls each observer once with (old, new)."""

    def __init__(self, plan: Plan, state: State | None = None) -> None:
        self._plan = plan
        self._state = check_state(plan, state or State.start(plan))
        self._past: list[Step] = []
        self._future: list[Step] = []
        self._observers: list[Observer] = []

    @property
    def plan(self) -> Plan:
        """The masterplan as it was read, or with the surroundings laid round it since."""
        return self._plan

    @property
    def state(self) -> State:
        """What is chosen now."""
        return self._state

    @property
    def can_undo(self) -> bool:
        """True when there is a state to go back to."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """True when an undone state can be taken up again."""
        return bool(self._future)

    def observe(self, observer: Observer) -> Callable[[], None]:
        """Call `observer(old, new)` after each change; returns a function that stops it."""
        self._observers.append(observer)
        return lambda: self._observers.remove(observer)

    def change(self, **fields: Any) -> bool:
        """Change fields of the state; False when nothing changed. StateError leaves everything as it was."""
        return self.apply(replace(self._state, **fields))

    def apply(self, state: State) -> bool:
        """Take a whole state; False when it equals the present one. StateError leaves everything as it was."""
        if check_panden(self._plan, check_state(self._plan, state), self._state) == self._state:
            return False
        self._remember()
        self._set(self._plan, state)
        return True

    def lay(self, plan: Plan) -> None:
        """Go on with this form of the plan (other surroundings) and the same wishes, as a change that can be undone.
        StateError when a wish does not fit it, and everything is as it was."""
        check_panden(plan, check_state(plan, self._state), self._state)
        self._remember()
        self._set(plan, self._state)

    def look(self, **fields: Any) -> bool:
        """Change what is only looked at (selection, moment): observers are told, history is not."""
        state = check_state(self._plan, replace(self._state, **fields))
        if state == self._state:
            return False
        self._set(self._plan, state)
        return True

    def undo(self) -> bool:
        """Go back one change; False when there is none."""
        if not self._past:
            return False
        self._future.append((self._plan, self._state))
        self._go_to(self._past.pop())
        return True

    def redo(self) -> bool:
        """Take up an undone change; False when there is none."""
        if not self._future:
            return False
        self._past.append((self._plan, self._state))
        self._go_to(self._future.pop())
        return True

    def _remember(self) -> None:
        self._past = [*self._past[-HISTORY + 1 :], (self._plan, self._state)]
        self._future = []

    def _go_to(self, step: Step) -> None:
        """Take this step up again, with what is only looked at (selection, moment) as it is now."""
        plan, state = step
        self._set(plan, replace(state, selectie=self._state.selectie, moment=self._state.moment))

    def _set(self, plan: Plan, state: State) -> None:
        old, self._plan, self._state = self._state, plan, state
        for observer in tuple(self._observers):
            observer(old, state)
