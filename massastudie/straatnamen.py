"""What each stretch of street is called when several carry one name: "Weiersstraat, zuid", "Weiersstraat, noord".

The part is where the stretch lies among its namesakes, along the direction in which they spread most.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from .plan import Plan, Straat

#: Parts from west to east and from south to north, for two and for three stretches.
PARTS = {
    2: (("west", "oost"), ("zuid", "noord")),
    3: (("west", "midden", "oost"), ("zuid", "midden", "noord")),
}


@lru_cache(maxsize=8)
def straatnamen(plan: Plan) -> dict[str, str]:
    """Name per street id; a name that one street alone carries stays as it is."""
    together: dict[str, list[Straat]] = {}
    for straat in plan.straten:
        together.setdefault(straat.naam, []).append(straat)
    return {key: naam for same in together.values() for key, naam in _told_apart(same).items()}


def _told_apart(straten: Sequence[Straat]) -> dict[str, str]:
    if len(straten) == 1:
        return {straten[0].id: straten[0].naam}
    middle = np.array([straat.lijn.interpolate(0.5, normalized=True).coords[0] for straat in straten])
    axis = int(np.ptp(middle[:, 1]) >= np.ptp(middle[:, 0]))
    order = np.argsort(middle[:, axis], kind="stable").tolist()
    numbered = tuple(f"deel {n + 1} van {len(straten)}" for n in range(len(straten)))
    parts = PARTS[len(straten)][axis] if len(straten) in PARTS else numbered
    return {straten[place].id: f"{straten[place].naam}, {part}" for place, part in zip(order, parts, strict=True)}


def naam_of(plan: Plan, item: str) -> str | None:
    """The name of a thing of the plan, a stretch of street told apart from its namesakes; None without a name."""
    return straatnamen(plan).get(item) or getattr(plan.by_id.get(item), "naam", None)
