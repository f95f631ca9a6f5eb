"""`python -m ui.picture_process PLAN STUDY OUT WxH LANGUAGE`: one picture of a study from its own viewpoint.

The window starts this as a program of its own: the 3D library does not allow a second drawing thread beside it.
It ends with 0, or with 1 and one sentence on the error stream.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from massastudie.errors import MassastudieError
from massastudie.massa import build
from massastudie.scene import resolve
from modellen.reader import read_plan
from modellen.studie import read_study


def draw(plan_path: Path, study: Path, out: Path, size: tuple[int, int], language: str) -> None:
    """Draw the study to `out`, from its viewpoint, else as a bird's-eye. Raises a MassastudieError kind."""
    from .view.camera import from_dict
    from .view.furniture import Caption
    from .view.picture import draw_picture, save, viewpoint_of

    plan = read_plan(plan_path)
    state, viewpoint = read_study(study, plan)
    scene = resolve(plan, replace(state, selectie=None), build(plan, state))
    fase = plan.fase(state.fase)
    names = {f.id: f.naam for f in plan.fasen}
    caption = Caption(f"{fase.naam} · {fase.jaren}", plan.naam, "", language, names, moment=state.moment)
    place = from_dict(viewpoint) if viewpoint else viewpoint_of(plan, scene, "vogelvlucht", size[0] / size[1])
    save(draw_picture(scene, place, size, caption), out)


def main(arguments: list[str]) -> int:
    """Run with the arguments of the command line; returns the exit code."""
    plan_path, study, out, size, language = arguments
    width, height = (int(part) for part in size.split("x"))
    try:
        draw(Path(plan_path), Path(study), Path(out), (width, height), language)
    except MassastudieError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
