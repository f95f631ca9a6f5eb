"""The options all commands share, and how they become a State: the same one the window works with."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .cli_live import SERVICES, VERS, with_surroundings
from .cli_reading import LOD, PATH, PLAATS

if TYPE_CHECKING:
    from massastudie.context import Plaatsing, Reading
    from massastudie.plan import Plan
    from massastudie.state import State

#: Styles of a picture; that of sun hours is asked for by what is on the map.
KLEURINGEN = ("maquette", "functie", "fase", "status", "nacht", "lijn")
NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?", re.ASCII)
#: Suffix of a file → form of an answer; any other promises what is not made.
FORMS = {".json": "json", ".csv": "csv", ".xlsx": "xlsx", "": "table", ".txt": "table", ".md": "table"}


class Choice(click.ParamType):
    """`NAME=one of a few words`, as a pair."""

    def __init__(self, form: str, words: dict[str, Any]) -> None:
        self.name = form
        self.words = words

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """(name, meaning of the word); wrong use ends the command with 2."""
        name, sign, word = str(value).partition("=")
        if not (name.strip() and sign) or word.strip().lower() not in self.words:
            self.fail(f"expected {self.name}, got '{value}'", param, ctx)
        return name.strip(), self.words[word.strip().lower()]


class Pair(click.ParamType):
    """`NAME=VALUE`, as a pair."""

    def __init__(self, form: str) -> None:
        self.name = form

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """(name, value); wrong use ends the command with 2."""
        name, sign, found = str(value).partition("=")
        if not (name.strip() and sign and found.strip()):
            self.fail(f"expected {self.name}, got '{value}'", param, ctx)
        return name.strip(), found.strip()


class Field(Pair):
    """`ROL=VELD`: a role a field can have, and the name of that field."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """(role, field); wrong use ends the command with 2."""
        role, name = super().convert(value, param, ctx)
        if role not in ROLES:
            self.fail(f"expected one of {', '.join(ROLES)} before the =, got '{role}'", param, ctx)
        return role, name


class Knob(Pair):
    """`ID.field=value`, as (id, field, number or text)."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """(id, field, value): a number becomes a number, except where a fase is named."""
        left, found = super().convert(value, param, ctx)
        item, _, veld = left.rpartition(".")
        if not (item and veld):
            self.fail(f"expected {self.name}, got '{value}'", param, ctx)
        return item, veld, found if veld == "fase" else number(found)


def number(text: str) -> str | int | float:
    """A number from text, with a point or a Dutch comma; other text stays text."""
    if not NUMBER.fullmatch(text):
        return text
    return int(text) if text.lstrip("+-").isdigit() else float(text.replace(",", "."))


@dataclass(frozen=True)
class Wishes:
    """What was asked for on the command line, before it is laid on a plan."""

    fase: str | None = None
    doorsteken: tuple[tuple[str, bool], ...] = ()
    profielen: tuple[tuple[str, str], ...] = ()
    accenten: str | None = None
    settings: tuple[tuple[str, str, str | int | float], ...] = ()
    studie: Path | None = None
    context: tuple[Path, ...] = ()
    overlap: str = "vervang"
    velden: tuple[tuple[str, str], ...] = ()
    omgeving: str | None = None
    vers: bool = False
    lod: str | None = None
    plaats: Plaatsing | None = None

    @property
    def reading(self) -> Reading:
        """How files of others are read."""
        from massastudie.context import Reading

        return Reading(dict(self.velden), self.lod, self.plaats)

    def on(self, state: State) -> State:
        """`state` with these wishes laid over it; of two wishes for one thing the last counts."""
        for item, is_open in self.doorsteken:
            state = state.with_doorsteek(item, is_open)
        for straat, profiel in self.profielen:
            state = state.with_profiel(straat, profiel)
        for item, veld, waarde in self.settings:
            state = state.with_override(item, veld, waarde)
        if self.accenten is not None:
            state = replace(state, accenten_aan=self.accenten == "aan")
        return state if self.fase is None else replace(state, fase=self.fase)

    @property
    def any_change(self) -> bool:
        """True when something besides the study file was asked for."""
        around = Wishes(studie=self.studie, context=self.context, overlap=self.overlap, velden=self.velden,
                        omgeving=self.omgeving, vers=self.vers, lod=self.lod, plaats=self.plaats)  # fmt: skip
        return self != around


STIJL = click.option(
    "--stijl",
    "--kleuring",
    "kleuring",
    type=click.Choice(KLEURINGEN),
    help="Style: what the colours mean, by night, or in lines only.",
)
SEIZOENEN = ("lente", "zomer", "herfst", "winter")
SEIZOEN = click.option(
    "--seizoen",
    type=click.Choice(SEIZOENEN),
    help="How trees look, and what sun they let through; else as on the day.",
)
ROLES = ("hoogte", "bouwlagen", "functie", "fase", "naam", "id")
VELD = click.option(
    "--veld",
    "velden",
    multiple=True,
    type=Field("ROL=VELD"),
    metavar="ROL=VELD",
    help="Which field of a file means what: hoogte, bouwlagen, functie, fase, naam or id; - for none. Repeatable.",
)
PLAN = click.argument("plan", required=False, type=PATH, metavar="[PLAN]")
OPEN = {"open": True, "dicht": False}
SHARED = (
    click.option("--fase", metavar="ID", help="Fase to show, by its id in the plan, such as bestaand or fase1."),
    click.option("--doorsteek", "doorsteken", multiple=True, metavar="ID=open|dicht",
                 type=Choice("ID=open|dicht", OPEN),
                 help="Force a doorsteek open or closed, against its fase. May be repeated."),
    click.option("--profiel", "profielen", multiple=True, type=Pair("STRAAT=NAAM"),
                 help="Give a street stretch one of the profiles it can carry. May be repeated."),
    click.option("--accenten", type=click.Choice(["aan", "uit"]), help="All accents of the plan on or off."),
    click.option("--set", "settings", multiple=True, type=Knob("ID.veld=waarde"), metavar="ID.veld=waarde",
                 help="Turn a knob (bouwlagen, plint_m, diepte_m, verdieping_m, breedte_m, vrije_hoogte_m, fase) of a "
                      "bouwblok, pand, accent or doorsteek, or the waarde of a parameter. May be repeated."),
    click.option("--studie", type=PATH, metavar="FILE",
                 help="Start from a study saved in the window; other options are laid over it."),
    click.option("--context", multiple=True, type=PATH, metavar="FILE",
                 help="Let the panden of a file stand around the plan (CityJSON, GIS, DXF, IFC), or the plan on its "
                      "terrain (GeoTIFF, LAS, LAZ in RD). May be repeated."),
    click.option("--overlap", type=click.Choice(["vervang", "houd"]), default="vervang", show_default=True,
                 help="Where panden of --context or --omgeving lie on standing ones: replace those, or keep them."),
    VELD,
    LOD,
    PLAATS,
    click.option("--omgeving", type=click.Choice(SERVICES), metavar="DIENST",
                 help="Let the panden of 3dbag or bag stand around the plan: fetched, and kept for next time."),
    VERS,
)  # fmt: skip


def shared(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add [PLAN] and the shared options to a command; it receives them as `plan` and `wishes`."""

    @wraps(function)
    def command(**values: Any) -> Any:
        taken = {name: values.pop(name) for name in Wishes.__dataclass_fields__}
        return function(wishes=Wishes(**taken), **values)

    for option in reversed(SHARED):
        command = option(command)
    return PLAN(command)


def reference_option(default: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option; `default` says what holds without it."""
    return click.option(
        "--ten-opzichte-van", metavar="FASE|FILE",
        help=f"Compare with the plan itself in a fase, or with a saved study (.json). {default}",
    )  # fmt: skip


def suffix_of(path: Path, known: tuple[str, ...]) -> Path:
    """The path when its suffix is known; else wrong use."""
    if path.suffix.lower() not in known:
        found = f"'{path.suffix}'" if path.suffix else "none"
        raise click.BadParameter(f"{path}: expected a file name ending in {' or '.join(known)}, got {found}")
    return path


def form_of(form: str | None, out: Path | None, known: Sequence[str]) -> str:
    """The form asked for, else the one the file name says, else a table; wrong use for a suffix of another kind."""
    if form is not None or out is None:
        return form or "table"
    found = FORMS.get(out.suffix.lower(), "")
    if found not in known:
        names = ", ".join(suffix for suffix, name in FORMS.items() if suffix and name in known)
        raise click.BadParameter(f"{out}: expected a file name ending in {names}, got '{out.suffix}'",
                                 param_hint="--out")  # fmt: skip
    return found


def plan_folder(plan: Path | None, wishes: Wishes) -> Path:
    """The plan asked for: named, or the one the study belongs to, or the built-in one."""
    from modellen.reader import default_plan_path

    if plan is not None:
        return plan
    if wishes.studie is None:
        return default_plan_path()
    from modellen.studie import study_plan

    return study_plan(wishes.studie)


def load(plan: Path | None, wishes: Wishes, around: bool = True) -> tuple[Plan, State]:
    """Read the plan, with (`around`) what is to stand round it, and lay the wishes on it. Raises a MassastudieError
    kind naming what does not fit."""
    from massastudie.massa import check_panden
    from massastudie.state import State, check_state
    from modellen.reader import read_plan

    found = read_plan(plan_folder(plan, wishes))
    if around:
        found = _surrounded(found, wishes)
    start = State.start(found)
    if wishes.studie is not None:
        from modellen.studie import read_study

        start, _ = read_study(wishes.studie, found)
    return found, check_panden(found, check_state(found, wishes.on(start)))


def _surrounded(plan: Plan, wishes: Wishes) -> Plan:
    """The plan with what its study has round it, then the files and the service asked for."""
    if wishes.studie is not None:
        plan = _laid_again(plan, wishes.studie)
    if wishes.context:
        from modellen.context.place import placed_around

        plan = placed_around(plan, wishes.context, wishes.overlap == "vervang", _tell, wishes.reading)
    if wishes.omgeving is not None:
        plan = with_surroundings(plan, wishes.omgeving, wishes.vers, wishes.overlap == "vervang", wishes.lod)
    return plan


def _laid_again(plan: Plan, study: Path) -> Plan:
    """The plan with the files round it that a study remembers; one that is gone or changed is told."""
    from modellen.studie import read_surroundings

    if not (laid := read_surroundings(study)):
        return plan
    from massastudie.steps import drained
    from modellen.surroundings import again, read_alone

    made = drained(again(plan, laid, read_alone))
    for line in made.told:
        _tell(line)
    return made.plan


def _tell(line: str) -> None:
    click.echo(f"massastudie: {line}", err=True)
