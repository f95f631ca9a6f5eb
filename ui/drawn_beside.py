"""Drawing in a process of its own, while figures are counted in this one: the 3D library does not allow a second
drawing thread beside the window, and two processors are there to be used.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from massastudie.errors import MassastudieError

Pictures = dict[str, bytes]


@contextmanager
def drawn_beside(what: str, draw: Callable[..., Pictures], *given: Any) -> Iterator[Callable[[], Pictures]]:
    """Start `draw(*given)` (of a module; arguments that can be pickled) in another process. Gives a function that
    waits for its pictures and raises MassastudieError when they cannot be drawn; `what` is the command, which its
    sentence begins with. Leaving the block early stops the drawing.
    """
    spawn = get_context("spawn")
    with TemporaryDirectory(prefix="massastudie-") as folder:
        # Packed at once, as figures are kept with the plan later on; and in a file, as starting a process that ends
        # before it has read a large argument would wait for ever.
        packed = Path(folder) / "given.pickle"
        packed.write_bytes(pickle.dumps((what, draw, given)))
        here, there = spawn.Pipe(duplex=False)
        process = spawn.Process(target=_draw_and_send, args=(there, packed), daemon=True)
        process.start()
        there.close()
        try:
            yield lambda: _received(what, here)
        finally:
            process.terminate()
            process.join()
            here.close()


def _received(what: str, here: Connection) -> Pictures:
    try:
        found = here.recv()
    except EOFError as error:
        raise MassastudieError(f"{what}: het tekenen van de beelden is afgebroken; is er genoeg geheugen?") from error
    if isinstance(found, str):
        raise MassastudieError(found)
    pictures: Pictures = found
    return pictures


def _draw_and_send(there: Connection, packed: Path) -> None:
    """What the other process does: it answers with the pictures, or with a sentence on why not."""
    what, draw, given = pickle.loads(packed.read_bytes())
    try:
        there.send(draw(*given))
    except ImportError as error:
        there.send(f"{what}: een bibliotheek om te tekenen ontbreekt ({error})")
    except MassastudieError as error:
        there.send(str(error))
