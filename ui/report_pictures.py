"""The pictures of a report: each fase from the plan's first viewpoint, and the last one large for the cover."""

from __future__ import annotations

from dataclasses import replace

from massastudie.massa import build
from massastudie.plan import Plan
from massastudie.scene import Scene, resolve
from massastudie.state import DEFAULT_LAYERS, Kleuring, Layer, State
from modellen.rapport.gegevens import OMSLAG

#: Pixels of the picture of a fase and of the cover: just over what is drawn twice as large and averaged, which takes
#: four times as long and is not seen at 240 pixels an inch.
FASE_PX, COVER_PX = (1860, 1240), (2600, 1490)
#: What a sheet shows: everything but names, the plan boundary and what comes later, which the map shows.
LAYERS = DEFAULT_LAYERS - {Layer.NAMEN, Layer.PLANGRENS, Layer.LATER}


def draw(plan: Plan, state: State, fasen: tuple[str, ...]) -> dict[str, bytes]:
    """Number of a fase (from 1) or `omslag` → JPEG. Raises ImportError when a drawing library is missing."""
    from .view.bare import bare_pictures
    from .view.picture import viewpoint_of

    scenes = [_scene(plan, replace(state, fase=fase)) for fase in fasen]
    view = plan.gezichten[0].id if plan.gezichten else "vogelvlucht"
    found: dict[str, bytes] = {}
    sets = ((FASE_PX, [str(nr) for nr in range(1, len(fasen) + 1)], scenes), (COVER_PX, [OMSLAG], scenes[-1:]))
    for size, names, shown in sets:
        place = viewpoint_of(plan, shown[-1], view, size[0] / size[1])
        found.update(zip(names, bare_pictures(shown, place, size), strict=True))
    return found


def _scene(plan: Plan, state: State) -> Scene:
    plain = replace(state, layers=LAYERS, kleuring=Kleuring.MAQUETTE, selectie=None)
    return resolve(plan, plain, build(plan, state))
