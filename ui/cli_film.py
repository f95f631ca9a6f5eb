"""`massastudie film`: the phases, a day's sun or a flight, as MP4 or GIF."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from massastudie.errors import MassastudieError

from .cli_errors import stops_between
from .cli_options import STIJL, Wishes, load, shared, suffix_of
from .cli_progress import renewing
from .cli_sun import checked, day_of
from .cli_target import Target

if TYPE_CHECKING:
    from massastudie.plan import Plan

    from .film.order import FilmOrder
    from .view.camera import Viewpoint

FILMS = (".mp4", ".gif")
#: Names of viewpoints of a study: as it was looked at last, and all that were kept.
STUDY, KEPT = "studie", "bewaard"
#: How often a film that is not watched tells how far it is.
TELLS = 50
#: Pixels of a side, frames per second, and seconds that make sense.
SIDE_PX, MOST_FPS, GIF_FPS, SECONDS = (64, 4096), 60, 50, (0.2, 600.0)
#: How long a film is when not asked for, seconds.
LENGTH = {"phases": 16.0, "sun": 12.0, "path": 20.0}


@click.command(short_help="A film of the phases, a day's sun or a flight, as MP4 or GIF.")
@shared
@click.option("--phases", is_flag=True, help="Masses rise and shops sink as the years pass.")
@click.option("--sun", is_flag=True, help="The shadows of a day, with a clock.")
@click.option("--path", "route", metavar="VIEWS",
              help="A flight along viewpoints, such as vogelvlucht,hof; 'alle': all of the plan, 'bewaard': all kept "
                   "in the study.")  # fmt: skip
@click.option("--view", default="vogelvlucht", show_default=True, metavar="NAME",
              help="From where phases and sun are seen: a standard view, a viewpoint of the plan or one kept in the "
                   "study; 'studie': as it was last looked at.")  # fmt: skip
@click.option("--dag", metavar="D", callback=checked(day_of), help="Day of --sun; else that of the study.")
@STIJL
@click.option("--size", default="1920x1080", show_default=True, metavar="WxH", help="Width and height in pixels.")
@click.option("--fps", type=click.IntRange(1, MOST_FPS), default=25, show_default=True, help="Frames per second.")
@click.option("--seconds", type=click.FloatRange(*SECONDS), help="Length; else 16 (phases), 12 (sun) or 20 (path).")
@click.option("--draft", is_flag=True, help="Quicker and plainer: without ambient occlusion.")
@click.option("--out", required=True, type=Target(), metavar="FILE", help="The film: .mp4 or .gif.")
def film(
    plan: Path | None, wishes: Wishes, phases: bool, sun: bool, route: str | None, view: str, dag: date | None,
    kleuring: str | None, size: str, fps: int, seconds: float | None, draft: bool, out: Path,
) -> None:  # fmt: skip
    """A film to present with: one of --phases, --sun and --path. Ctrl+C stops it and leaves no file.

    Words are drawn at the size of the film. An MP4 (H.264) needs an even width and height; a GIF does not, and is best
    kept small.

    \b
    Examples:
      massastudie film --phases --out fasen.mp4
      massastudie film --sun --dag 2026-06-21 --fase fase3 --seconds 15 --out zomerdag.mp4
      massastudie film --path alle --draft --out vlucht.mp4
      massastudie film --phases --size 960x540 --fps 10 --out fasen.gif
    """
    kinds = [name for name, given in (("phases", phases), ("sun", sun), ("path", route is not None)) if given]
    if len(kinds) != 1:
        raise click.UsageError("give one of --phases, --sun and --path")
    if dag is not None and not sun:
        raise click.UsageError("--dag says of which day the sun is: give --sun")
    pixels, count = film_size(size, out, fps), max(1, round((seconds or LENGTH[kinds[0]]) * fps))
    try:
        from .film.frames import Look
        from .film.order import FilmOrder
    except ImportError as error:
        raise MassastudieError(
            f"film: een bibliotheek om te tekenen ontbreekt ({error}); 'make venv' zegt wat er nog nodig is"
        ) from error
    from massastudie.state import Kleuring

    found, state = load(plan, wishes)
    state = state if kleuring is None else replace(state, kleuring=Kleuring(kleuring))
    own = own_views(found, wishes.studie)
    views = views_of(found, route, own) if route is not None else (view,)
    order = FilmOrder(found, state, kinds[0], views, Look(pixels, fps, count, draft), dag, own)  # type: ignore[arg-type]
    click.echo(str(run(order, out)))


def film_size(text: str, out: Path, fps: int) -> tuple[int, int]:
    """The size in pixels; wrong use when the kind of file cannot have it, or not so many frames a second."""
    from .cli import size_px

    kind = suffix_of(out, FILMS).suffix.lower()
    wide, high = size_px(text)
    if not all(SIDE_PX[0] <= side <= SIDE_PX[1] for side in (wide, high)):
        raise click.BadParameter(f"a film is {SIDE_PX[0]} to {SIDE_PX[1]} pixels wide and high, got {wide}x{high}",
                                 param_hint="--size")  # fmt: skip
    if kind == ".mp4" and (wide % 2 or high % 2):
        even = f"{wide + wide % 2}x{high + high % 2}"
        raise click.BadParameter(
            f"an MP4 has an even width and height, got {wide}x{high}; try {even}", param_hint="--size"
        )
    if kind == ".gif" and fps > GIF_FPS:
        raise click.BadParameter(f"a GIF has at most {GIF_FPS} frames a second, got {fps}", param_hint="--fps")
    return wide, high


def own_views(plan: Plan, studie: Path | None) -> dict[str, Viewpoint]:
    """Viewpoints of a study by name: those kept, and under STUDY from where it was looked at last."""
    from modellen.studie import read_presentatie, read_study

    from .view.camera import from_dict

    if studie is None:
        return {}
    kept = {s.naam: from_dict(dict(s.gezichtspunt)) for s in read_presentatie(studie, plan).standpunten}
    _, last = read_study(studie, plan)
    return kept | ({STUDY: from_dict(last)} if last else {})


def views_of(plan: Plan, route: str, own: dict[str, Viewpoint]) -> tuple[str, ...]:
    """The viewpoints named; `alle`: every one of the plan; `bewaard`: every one kept in the study."""
    if route.strip() == KEPT:
        names = tuple(name for name in own if name != STUDY)
        if not names:
            raise MassastudieError("film: er zijn geen bewaarde standpunten; noem ze bij --path, of geef --studie")
        return names
    if route.strip() == "alle":
        if not plan.gezichten:
            raise MassastudieError(f"film: plan '{plan.id}' heeft geen gezichten; noem ze bij --path")
        return tuple(gezicht.id for gezicht in plan.gezichten)
    names = tuple(name.strip() for name in route.split(",") if name.strip())
    if not names:
        raise click.BadParameter(
            "expected names of viewpoints with commas between them, or 'alle'", param_hint="--path"
        )
    return names


def run(order: FilmOrder, out: Path) -> Path:
    """Make the film, telling how far it is: a line that renews itself on a terminal, else now and then."""
    from massastudie.steps import drained

    from .film.making import write_film

    with renewing() as show, stops_between() as look:

        def tell(done: int, total: int) -> None:
            look()
            if show is not None:
                show(f"film: {done}/{total}")
            elif done == total or done % max(1, total // TELLS) == 0:
                click.echo(f"massastudie: film: {done}/{total}", err=True)

        return drained(write_film(order, out), tell)
