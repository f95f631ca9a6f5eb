"""What is filmed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from massastudie.plan import Plan
from massastudie.scene import Scene
from massastudie.state import State

from ..view.camera import Viewpoint
from ..view.picture import viewpoint_of
from .frames import Look


@dataclass(frozen=True)
class FilmOrder:
    """A kind of film, a state, from which view (names of views: along which, for a path), and on which day. `own` are
    viewpoints by name that are not of the plan: those of a study."""

    plan: Plan
    state: State
    kind: Literal["phases", "sun", "path"]
    views: tuple[str, ...]
    look: Look
    dag: date | None = None
    own: Mapping[str, Viewpoint] = field(default_factory=dict)

    def view(self, scene: Scene, name: str) -> Viewpoint:
        """The viewpoint with this name. Raises FileError when there is none."""
        return self.own.get(name) or viewpoint_of(self.plan, scene, name, self.look.aspect)
