"""`python -m ui.picture_process PLAN STUDY OUT WxH LANGUAGE [SUN [doorzichtig]]`: one picture of a study.

It is drawn from its own viewpoint.

SUN: which map of the sun goes on it, as `sun_picture.settings_text` writes it; else sun hours of hoven and squares.

The window starts this as a program of its own: the 3D library does not allow a second drawing thread beside it.
It ends with 0, or with 1 and one sentence on the error stream.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from massastudie.massa import build
from massastudie.scene import resolve
from massastudie.state import Kleuring
from modellen.program import exit_code
from modellen.reader import read_plan
from modellen.studie import read_kept, read_study

#: The word for a picture without sky and bare ground.
SEE_THROUGH = "doorzichtig"


def draw(
    plan_path: Path, study: Path, out: Path, size: tuple[int, int], language: str, sun: str = "", background: str = ""
) -> None:
    """Draw the study to `out`, from its viewpoint, else as a bird's-eye. Raises a MassastudieError kind."""
    from .view.camera import from_dict
    from .view.furniture import Caption
    from .view.picture import draw_picture, save, viewpoint_of
    from .view.words import word

    plan = read_plan(plan_path)
    state, viewpoint = read_study(study, plan)
    scene, line = resolve(plan, replace(state, selectie=None), build(plan, state)), ""
    if state.kleuring == Kleuring.ZON:
        # The sun engine loads a compiler: any other picture goes without.
        from . import sun_picture
        from .cli_sun_study import drained
        from .sun_wishes import SunSettings

        kept = read_kept(study, plan)
        settings = sun_picture.settings_from(sun, kept) if sun else SunSettings(kept=kept)
        scene = drained(sun_picture.map_scene(plan, state, scene, settings, word(language, "vastgehouden")))
        line = sun_picture.line(scene, settings, language)
    fase = plan.fase(state.fase)
    names = {f.id: f.naam for f in plan.fasen}
    subtitle = f"{plan.naam} · {line}" if line else plan.naam
    caption = Caption(f"{fase.naam} · {fase.jaren}", subtitle, "", language, names, moment=state.moment)
    place = from_dict(viewpoint) if viewpoint else viewpoint_of(plan, scene, "vogelvlucht", size[0] / size[1])
    save(draw_picture(scene, place, size, caption, transparent=background == SEE_THROUGH), out)


def main(arguments: list[str]) -> int:
    """Run with the arguments of the command line; returns the exit code."""
    plan_path, study, out, size, language, *sun = arguments
    width, height = (int(part) for part in size.split("x"))
    return exit_code(lambda: draw(Path(plan_path), Path(study), Path(out), (width, height), language, *sun))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
