"""The pictures of a handout for a device that cannot draw in 3D: every fase from every viewpoint of the plan."""

from __future__ import annotations

from dataclasses import replace

from massastudie.massa import build
from massastudie.plan import Plan
from massastudie.scene import resolve
from massastudie.state import Kleuring, Layer, State
from modellen.handout.platen import key
from modellen.handout.tabel import LAYERS

#: Pixels of a picture: sharp on a phone and fair on a laptop; with this quality (of 100) 50 to 200 kB each.
SIZE_PX = (1280, 800)
QUALITY = 76


def draw(plan: Plan, state: State, language: str) -> dict[str, bytes]:
    """`platen.key` of a fase and a viewpoint → JPEG, at the moment of `state`, with the names and colours of the page.
    A plan without viewpoints is seen in bird's-eye. Raises ImportError when a drawing library is missing."""
    from .view.bare import as_jpeg
    from .view.camera import above_ground, from_gezicht
    from .view.furniture import Caption
    from .view.picture import draw_picture, viewpoint_of
    from .view.studio import Studio

    views = [above_ground(from_gezicht(gezicht, False)) for gezicht in plan.gezichten]
    caption = Caption(language=language, with_legend=False, with_sun=False)
    plain = replace(state, layers=LAYERS | {Layer.SCHADUW}, kleuring=Kleuring.MAQUETTE, selectie=None)
    found: dict[str, bytes] = {}
    with Studio() as studio:
        for fase, own in enumerate(plan.fasen):
            now = replace(plain, fase=own.id)
            scene = resolve(plan, now, build(plan, now))
            for nr, place in enumerate(views or [viewpoint_of(plan, scene, "vogelvlucht", SIZE_PX[0] / SIZE_PX[1])]):
                image = draw_picture(scene, place, SIZE_PX, caption, studio)
                found[key(fase, nr)] = as_jpeg(image, QUALITY)
    return found
