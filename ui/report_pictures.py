"""The pictures of a report: each fase from the plan's first viewpoint, and the last one large for the cover.

They are drawn in a process of their own, while the figures are counted: the 3D library does not allow a second drawing
thread beside the window, and two processors are there to be used.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

from massastudie.errors import MassastudieError
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


@contextmanager
def drawn_beside(plan: Plan, state: State, fasen: Sequence[str]) -> Iterator[Callable[[], dict[str, bytes]]]:
    """Start drawing in another process; the function given waits for the pictures, as number of a fase → JPEG.

    It raises MassastudieError when they cannot be drawn. Leaving the block early stops the drawing.
    """
    spawn = get_context("spawn")
    with TemporaryDirectory(prefix="massastudie-") as folder:
        # Packed at once, as figures are kept with the plan later on; and in a file, as starting a process that ends
        # before it has read a large argument would wait for ever.
        packed = Path(folder) / "plan.pickle"
        packed.write_bytes(pickle.dumps((plan, state, tuple(fasen))))
        here, there = spawn.Pipe(duplex=False)
        process = spawn.Process(target=_draw_and_send, args=(there, packed), daemon=True)
        process.start()
        there.close()
        try:
            yield lambda: _received(here)
        finally:
            process.terminate()
            process.join()
            here.close()


def _received(here: Connection) -> dict[str, bytes]:
    try:
        found = here.recv()
    except EOFError as error:
        raise MassastudieError("rapport: het tekenen van de beelden is afgebroken; is er genoeg geheugen?") from error
    if isinstance(found, str):
        raise MassastudieError(found)
    pictures: dict[str, bytes] = found
    return pictures


def _draw_and_send(there: Connection, packed: Path) -> None:
    """What the other process does: it answers with the pictures, or with a sentence on why not."""
    try:
        there.send(draw(*pickle.loads(packed.read_bytes())))
    except MassastudieError as error:
        there.send(str(error))


def draw(plan: Plan, state: State, fasen: tuple[str, ...]) -> dict[str, bytes]:
    """Number of a fase (from 1) or `omslag` → JPEG. Raises MassastudieError when a drawing library is missing."""
    try:
        from .view.bare import bare_pictures
        from .view.picture import viewpoint_of
    except ImportError as error:
        raise MassastudieError(f"rapport: een bibliotheek om te tekenen ontbreekt ({error})") from error
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
