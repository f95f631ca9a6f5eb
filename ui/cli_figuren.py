"""`massastudie figuren`: a set of figures from a file, made anew after each change of the plan."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from massastudie.errors import FileError, MassastudieError

from .cli_reading import PATH
from .cli_target import Target

if TYPE_CHECKING:
    from modellen.figuren import Figurenset
    from modellen.figuren.schema import Formaat, Vorm

    from .figuren.making import Made


@click.command(short_help="A set of figures from a file: pictures and sheets, and which changed.")
@click.argument("figurenset", required=False, type=PATH, metavar="[SET]")
@click.option("--plan", type=PATH, metavar="DIR", help="Plan folder; else the built-in plan.")
@click.option("--out", required=True, type=Target(folder=True), metavar="DIR", help="Folder to write into.")
@click.option("--figuur", "ids", multiple=True, metavar="ID", help="Only this figure or sheet. May be repeated.")
@click.option("--format", "form", type=click.Choice(["png", "jpg", "pdf"]),
              help="Form of every figure, whatever the set says; pdf: each on a sheet of its own.")  # fmt: skip
@click.option("--formaat", type=click.Choice(["A3", "A4"]), help="Paper of every sheet, whatever the set says.")
def figuren(
    figurenset: Path | None,
    plan: Path | None,
    out: Path,
    ids: tuple[str, ...],
    form: Vorm | None,
    formaat: Formaat | None,
) -> None:
    """Make every figure of a set in one go, and say of each whether it is new, changed or the same as what lies there.

    SET is a file such as figures.toml in the folder of the plan, which is taken when none is named; or the folder of
    a plan. Each figure has choices as a study has them (fase, doorsteken, profielen, instellingen, lagen, kleuring,
    moment), a gezicht or a camera, a size, and where asked a map of the sun. Each [[blad]] is a PDF sheet with one
    to six figures, title block, legend, north arrow, and a true scale bar under parallel views. figuren.json in the
    folder lists what was made. A file that would be the same is left as it is.

    \b
    Examples:
      massastudie figuren --out figuren
      massastudie figuren mijn-set.toml --plan mijnplan --out figuren
      massastudie figuren --figuur 04-vogelvlucht-eindbeeld --format pdf --formaat A4 --out bladen
    """
    from modellen.figuren import FILE, read_set
    from modellen.reader import default_plan_path, read_plan

    from .cli_sun_study import drained

    try:
        from .figuren.making import SetMaker
        from .view.picture import view_names
    except ImportError as error:
        raise MassastudieError(
            f"figuren: een bibliotheek om te tekenen ontbreekt ({error}); 'make venv' zegt wat er nog nodig is"
        ) from error
    if figurenset is not None and figurenset.is_dir():
        plan, figurenset = plan or figurenset, figurenset / FILE
    found = read_plan(plan or default_plan_path())
    whole = asked(read_set(figurenset or Path(found.map) / FILE, found, view_names()), form, formaat)
    part = chosen(whole, ids)
    total = len(part.figuren) + len(part.platen)
    work = SetMaker(found, whole, out, drained).make(part)
    for number, made in enumerate(work, start=1):
        click.echo(line(made))
        if number < total:
            click.echo(f"massastudie: figuren: {number}/{total}", err=True)


def asked(found: Figurenset, form: Vorm | None, formaat: Formaat | None) -> Figurenset:
    """The set with another form or paper for all."""
    figuren, platen = found.figuren, found.platen
    if form is not None:
        figuren = tuple(replace(f, vorm=form) for f in figuren)
    if formaat is not None:
        figuren = tuple(replace(f, formaat=formaat) for f in figuren)
        platen = tuple(replace(p, formaat=formaat) for p in platen)
    return replace(found, figuren=figuren, platen=platen)


def chosen(whole: Figurenset, ids: tuple[str, ...]) -> Figurenset:
    """The part of the set that is asked for; FileError when an id is not in it."""
    known = [f.id for f in whole.figuren] + [p.id for p in whole.platen]
    for name in ids:
        if name not in known:
            raise FileError(f"figurenset: '{name}' staat er niet in; kies uit {', '.join(known)}")
    return whole.only(frozenset(ids)) if ids else whole


def line(made: Made) -> str:
    """`gewijzigd  04-vogelvlucht-eindbeeld.png  Eindbeeld (3,2 % van het beeld)`."""
    from .style import number

    share = "" if made.changed is None else f" ({number(100 * made.changed, 1)} % van het beeld)"
    return f"{made.uitkomst:<10} {made.name}  {made.titel}{share}"
