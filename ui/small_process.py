"""`python -m ui.small_process PLAN STUDY`: a small picture of each viewpoint of the plan, in the state of the study.

Each is a line on the output: the id of the viewpoint and a JPEG as base64. The window starts this as a program of its
own: the 3D library does not allow a second drawing thread beside it. It ends with 0, or with 1 and one sentence on the
error stream.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from massastudie.massa import build
from massastudie.plan import Plan
from massastudie.scene import resolve
from massastudie.state import State
from modellen.program import exit_code
from modellen.reader import read_plan
from modellen.studie import read_study

from .thumbnail import SIZE, to_text

#: Drawn this much larger than it is shown.
LARGER = 2


def small_pictures(plan: Plan, state: State) -> Iterator[tuple[str, str]]:
    """(id, picture as text) of each viewpoint of the plan, with nothing written over it."""
    from .view.picture import to_image, viewpoint_of
    from .view.studio import Studio

    size = SIZE.width() * LARGER, SIZE.height() * LARGER
    scene = resolve(plan, replace(state, selectie=None), build(plan, state))
    with Studio() as studio:
        studio.show(scene)
        for gezicht in plan.gezichten:
            view = viewpoint_of(plan, scene, gezicht.id, size[0] / size[1])
            yield gezicht.id, to_text(to_image(studio.pixels(view, size)))


def write_pictures(plan_path: Path, study: Path) -> None:
    """Write each picture as soon as it is drawn. Raises a MassastudieError kind."""
    plan = read_plan(plan_path)
    for naam, picture in small_pictures(plan, read_study(study, plan)[0]):
        print(naam, picture, flush=True)


def main(arguments: list[str]) -> int:
    """Run with the arguments of the command line; returns the exit code."""
    plan_path, study = (Path(text) for text in arguments)
    return exit_code(lambda: write_pictures(plan_path, study))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
