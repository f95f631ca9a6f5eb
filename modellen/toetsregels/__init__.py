"""Rules as data: `toets.toml` of a plan beside the general ones that hold for every plan, read into `Toetsregel`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from massastudie.norm import Norm
from massastudie.plan import Plan
from massastudie.toetsing import Toetsregel, norm_of
from massastudie.toetsing.meting import Meting
from massastudie.toetsing.metingen import METINGEN

from ..normen import find_norm
from ..schema_errors import fail, shown, validate_table, where
from ..text_file import MAX_TOML_BYTES, text_of, toml_of

#: Name of the file in a plan folder.
FILE = "toets.toml"
GENERAL = Path(__file__).resolve().parent / "algemeen.toml"
Text = Annotated[str, Field(min_length=1)]
Number = Annotated[float, Field(allow_inf_nan=False)]


class RegelRow(BaseModel):
    """One rule as it stands in its file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Text
    naam: Text
    gemeten: Text
    meting: Text
    citaat: str = ""
    bron: str = ""
    eenheid: str = ""
    toelichting: str = ""
    aanname: Text | None = None
    grens: dict[str, Number] = {}
    over: dict[str, list[Text]] = {}
    noten: dict[str, Text] = {}


class RegelFile(BaseModel):
    """A file of rules."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format_versie: Literal[1]
    regel: list[RegelRow] = []


def rules_of(plan: Plan) -> tuple[Toetsregel, ...]:
    """The rules of a plan: those in its `toets.toml`, then the general ones it does not write again under their id.

    A plan without that file gets the general ones only. FileError naming file, rule, field, expected and found.
    """
    path = Path(plan.map) / FILE
    own = read_rules(path, plan) if plan.map and path.exists() else ()
    taken = {regel.id for regel in own}
    return own + tuple(regel for regel in read_rules(GENERAL, plan) if regel.id not in taken)


def norms_of(regels: Iterable[Toetsregel]) -> dict[str, Norm]:
    """The sun norms some rules name; StateError or FileError saying which is wrong."""
    names = {name for regel in regels if (name := norm_of(regel)) is not None}
    return {name: find_norm(name) for name in sorted(names)}


def read_rules(path: Path, plan: Plan) -> tuple[Toetsregel, ...]:
    """The rules of one file, checked against the measures there are and the objects of the plan."""
    return _checked(text_of(path, MAX_TOML_BYTES), path.name, plan)


@lru_cache(maxsize=8)
def _checked(text: str, file: str, plan: Plan) -> tuple[Toetsregel, ...]:
    """The rules in a text; kept, since each state of a plan is held against the same ones."""
    found: RegelFile = validate_table(RegelFile, toml_of(text, file), file)
    seen: set[str] = set()
    for row in found.regel:
        _check(row, file, plan, seen)
    return tuple(_regel(row, plan) for row in found.regel)


def _check(row: RegelRow, file: str, plan: Plan, seen: set[str]) -> None:
    """Fail at the first thing in a rule that no measure can use."""
    if row.id in seen:
        fail(where(file, row.id, "id"), "een id dat één keer voorkomt", shown(row.id))
    seen.add(row.id)
    if row.meting not in METINGEN:
        fail(where(file, row.id, "meting"), f"een van {', '.join(sorted(METINGEN))}", shown(row.meting))
    meting = METINGEN[row.meting]
    _check_names(file, row.id, "grens", row.grens, meting.grens)
    _check_names(file, row.id, "over", row.over, tuple(meting.over))
    _check_objects(file, row, meting, plan)


def _check_names(file: str, regel: str, part: str, given: Iterable[str], asked: Iterable[str]) -> None:
    """The names a rule gives are those its measure asks for."""
    asked, given = tuple(asked), tuple(given)
    for name in asked:
        if name not in given:
            fail(where(file, regel, f"{part}.{name}"), "een waarde", "geen veld")
    for name in given:
        if name not in asked:
            known = f"een van {', '.join(asked)}" if asked else "geen velden"
            fail(where(file, regel, f"{part}.{name}"), known, f"het onbekende veld '{name}'")


def _check_objects(file: str, row: RegelRow, meting: Meting, plan: Plan) -> None:
    """What `over` holds is of the kind the measure looks at; an object that a planner took away is `_missing`."""
    for name, soort in meting.over.items():
        place = where(file, row.id, f"over.{name}")
        if len(row.over[name]) < soort.least:
            fail(place, f"minstens {soort.least} keer {soort.naam}", "een lege lijst")
        for item in row.over[name]:
            if soort.types and item in plan.by_id and not isinstance(plan.by_id[item], soort.types):
                fail(place, f"het id van {soort.naam} van dit plan", shown(item))
            if soort.words and item not in soort.words:
                fail(place, f"{soort.naam}: {', '.join(soort.words)}", shown(item))


def _missing(row: RegelRow, plan: Plan) -> tuple[str, ...]:
    """The objects a rule is about that the plan does not have."""
    kinds = METINGEN[row.meting].over
    asked = (item for name, soort in kinds.items() if soort.types for item in row.over[name])
    return tuple(dict.fromkeys(item for item in asked if item not in plan.by_id))


def _regel(row: RegelRow, plan: Plan) -> Toetsregel:
    fields = row.model_dump() | {"ontbreekt": _missing(row, plan)}
    fields["grens"] = MappingProxyType(dict(row.grens))
    fields["over"] = MappingProxyType({name: tuple(items) for name, items in row.over.items()})
    fields["noten"] = MappingProxyType(dict(row.noten))
    return Toetsregel(**fields)
