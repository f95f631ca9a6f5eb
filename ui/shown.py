"""What there is to show at one moment, and who shows it: the views as Protocols, so that nobody here knows Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Protocol

from massastudie.oppervlak import Kerncijfers, kerncijfers, per_fase
from massastudie.plan import Plan
from massastudie.scene import HeatItem, Scene
from massastudie.scene_items import ShadeItem
from massastudie.state import State
from massastudie.volumes import Massamodel

#: What `reset_all` gives back: everything forced against the plan.
WISHES = ("doorsteken", "paviljoens", "profielen", "accenten_aan", "accenten_uit", "overrides")


@dataclass(frozen=True, eq=False)
class Shown:
    """Everything there is to show at one moment; each view takes its part and keeps none of it.

    Figures are worked out when a view asks for them: the picture needs none and does not wait for them.
    """

    plan: Plan
    state: State
    massa: Massamodel
    can_undo: bool = False
    can_redo: bool = False

    @cached_property
    def kern(self) -> Kerncijfers:
        """The figures of this state."""
        return kerncijfers(self.plan, self.state, self.massa)

    @cached_property
    def per_fase(self) -> tuple[Kerncijfers, ...]:
        """The figures of each fase under the same wishes."""
        return per_fase(self.plan, self.state)

    @property
    def changed(self) -> bool:
        """Whether anything differs from the plan itself (the fase, layers and colours do not count)."""
        start = State.start(self.plan)
        return any(getattr(self.state, name) != getattr(start, name) for name in WISHES)

    @property
    def titel(self) -> str:
        """Name and years of the fase: `Eindbeeld · na 2030`."""
        fase = self.plan.fase(self.state.fase)
        return f"{fase.naam} · {fase.jaren}" if fase.jaren and fase.jaren != fase.naam else fase.naam


class How(StrEnum):
    """What an answer that took work is: of these wishes, on its way, of other wishes, or stopped by the user."""

    KNOWN = "known"
    WORKING = "working"
    OLD = "old"
    STOPPED = "stopped"


class View(Protocol):
    """A part of the window. `show` can be called with anything at any time and never asks for a change itself."""

    def show_part(self, shown: Shown) -> None:
        """Show this."""


class Picture(Protocol):
    """The 3D view."""

    def show_scene(self, scene: Scene) -> None:
        """Draw this, with one render."""

    def paint_now(self) -> None:
        """Bring what is drawn to the screen before anything else is done."""

    def set_title(self, text: str) -> None:
        """The line in large type over the picture."""

    def set_moment(self, moment: datetime) -> None:
        """The clock time of the sun, for the line under the picture."""


class Heat(Protocol):
    """Who knows the sun hours."""

    def heat_of(self, shown: Shown) -> tuple[HeatItem, ...]:
        """Sun hours of exactly this; empty as long as they are not known."""

    def shade_of(self, shown: Shown) -> tuple[ShadeItem, ...] | None:
        """Shade of exactly this moment against a reference; empty as long as it is not known, None: not asked for."""

    @property
    def against(self) -> str:
        """What is compared with, in words; empty when nothing is."""
