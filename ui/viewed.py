"""What files and commands need of the 3D view: from where it is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from massastudie.plan import Plan, Straat, Vlak
from massastudie.state import State

from .cli_elevation import SIDES

#: Within how many degrees a direction counts as that of a side.
NEAR_DEG = 12.0


class Viewed(Protocol):
    """What the files need of the 3D view."""

    def viewpoint(self) -> dict[str, object]:
        """From where the picture is looked at."""

    def set_viewpoint(self, viewpoint: dict[str, object]) -> None:
        """Look from there."""


def elevation_words(plan: Plan, state: State, viewpoint: Mapping[str, object]) -> tuple[str, ...]:
    """What the command `aanzicht` is asked for: the side of the street or square that is selected which one looks at,
    else the whole plan from where one stands."""
    found = viewpoint.get("azimut_deg")
    van = float(found) % 360.0 if isinstance(found, int | float) else 180.0
    side = round(van / 90.0) % 4
    item = plan.by_id.get(state.selectie) if state.selectie else None
    if isinstance(item, Straat | Vlak):
        return "--wand", item.id, "--zijde", SIDES[(side + 2) % 4]
    apart = abs((van - 90.0 * side + 180.0) % 360.0 - 180.0)
    return "--van", SIDES[side] if apart <= NEAR_DEG else f"{round(van) % 360}"
