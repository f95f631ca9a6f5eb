"""A study as one small JSON file: which plan, what was chosen in it, and from where it was looked at.

`write_study` is atomic: the file is the old study or the new one, never half of either.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    FiniteFloat,
    StrictBool,
    StrictInt,
    StrictStr,
    ValidationError,
)

from massastudie.errors import FileError, StateError, check_option
from massastudie.frozen import Frozen
from massastudie.plan import Plan
from massastudie.presentatie import Presentatie, Standpunt, Variant
from massastudie.seizoen import Seizoen
from massastudie.state import DEFAULT_LAYERS, DEFAULT_MOMENT, Kleuring, Layer, State, check_state
from massastudie.tijd import ZONE, check_moment

from .readable import bytes_of, why
from .reader import default_plan_path
from .schema_errors import fail_first
from .surroundings import Laid, LaidKept, kept_of, laid_of

SUFFIX = ".massastudie.json"
VERSIE = 2
#: What a study without surroundings is written as: earlier programs read it too.
VERSIE_BARE = 1
#: More than any real study; a larger file is something else and is not read into memory.
MAX_BYTES = 5_000_000
NOTHING_KEPT = Presentatie()

StrictNumber = Annotated[FiniteFloat, Field(strict=True)]
Viewpoint = dict[str, object]
V = TypeVar("V")


class Strict(BaseModel):
    """Base of every part: an unknown field is refused."""

    model_config = ConfigDict(extra="forbid")


class Keuzes(Strict):
    """What a user chose, as a file tells it; `state_of` makes a State of it."""

    fase: StrictStr
    doorsteken: dict[str, StrictBool] = {}
    paviljoens: dict[str, StrictBool] = {}
    profielen: dict[str, StrictStr] = {}
    accenten_aan: StrictBool = True
    accenten_uit: list[StrictStr] = []
    instellingen: dict[str, dict[str, StrictInt | StrictNumber | StrictStr]] = {}
    lagen: list[Layer] = sorted(DEFAULT_LAYERS)
    kleuring: Kleuring = Kleuring.MAQUETTE
    selectie: StrictStr | None = None
    moment: AwareDatetime = DEFAULT_MOMENT
    seizoen: Seizoen | None = None


class StandpuntKept(Strict):
    """A viewpoint kept by name, as a file tells it."""

    naam: StrictStr
    gezichtspunt: dict[str, StrictBool | StrictNumber]
    fase: StrictStr
    moment: AwareDatetime
    kleuring: Kleuring = Kleuring.MAQUETTE
    miniatuur: StrictStr = ""


class VariantKept(Strict):
    """A state kept by name, as a file tells it."""

    naam: StrictStr
    keuzes: Keuzes
    miniatuur: StrictStr = ""


class _Study(Strict):
    soort: Literal["massastudie"]
    versie: StrictInt
    plan: StrictStr | None = None
    keuzes: Keuzes
    gezichtspunt: dict[str, object] = {}
    vastgehouden: Keuzes | None = None
    standpunten: list[StandpuntKept] = []
    varianten: list[VariantKept] = []
    omgeving: list[LaidKept] = []


def read_study(path: Path, plan: Plan) -> tuple[State, Viewpoint]:
    """Read the wishes and the viewpoint (empty when none was kept) of a study of `plan`.

    Raises FileError when the file cannot be read, is damaged, or asks for something this plan does not have.
    """
    study = _load(path)
    return _checked(path, plan, study.keuzes), dict(study.gezichtspunt)


def read_kept(path: Path, plan: Plan) -> State | None:
    """Read the state kept for comparison in a study of `plan`; None when there is none. Raises FileError as above."""
    kept = _load(path).vastgehouden
    return None if kept is None else _checked(path, plan, kept)


def read_presentatie(path: Path, plan: Plan) -> Presentatie:
    """Read the viewpoints and states kept in a study of `plan`. Raises FileError as above."""
    study, found = _load(path), Presentatie()
    try:
        for item in study.standpunten:
            check_option("fase", item.fase, plan.fase_index)
            check_moment(item.moment)
            found = found.with_standpunt(Standpunt(
                item.naam, Frozen(item.gezichtspunt), item.fase, item.moment.astimezone(ZONE), item.kleuring,
                item.miniatuur,
            ))  # fmt: skip
        for kept in study.varianten:
            found = found.with_variant(Variant(kept.naam, check_state(plan, state_of(kept.keuzes)), kept.miniatuur))
    except StateError as error:
        raise FileError(f"bestand {path}: past niet bij plan '{plan.id}': {error}") from error
    return found


def read_surroundings(path: Path) -> tuple[Laid, ...]:
    """The files a study has laid round its plan, in their order. Raises FileError when the study cannot be read."""
    return tuple(laid_of(kept, path) for kept in _load(path).omgeving)


def _checked(path: Path, plan: Plan, wishes: Keuzes) -> State:
    try:
        return check_state(plan, state_of(wishes))
    except StateError as error:
        raise FileError(f"bestand {path}: past niet bij plan '{plan.id}': {error}") from error


def study_plan(path: Path) -> Path:
    """The plan folder a study belongs to; a relative folder is looked for from the study's own folder.

    Raises FileError when the file cannot be read or is damaged.
    """
    named = _load(path).plan
    return default_plan_path() if named is None else (path.parent / named).resolve()


def write_study(
    path: Path, plan_path: Path, state: State, viewpoint: Mapping[str, object], kept: State | None = None,
    presentatie: Presentatie = NOTHING_KEPT, laid: Sequence[Laid] = (),
) -> None:  # fmt: skip
    """Write a study of the plan in `plan_path`, whole or not at all; `kept` is the state kept for comparison,
    `presentatie` what is kept to present the plan with, `laid` the files round the plan.

    Raises FileError when it cannot be written.
    """
    study = _Study(
        soort="massastudie", versie=VERSIE if laid else VERSIE_BARE, plan=_named(path, plan_path),
        keuzes=_wishes(state), gezichtspunt=dict(viewpoint), vastgehouden=None if kept is None else _wishes(kept),
        standpunten=[_standpunt(item) for item in presentatie.standpunten],
        varianten=[VariantKept(naam=v.naam, keuzes=_wishes(v.state), miniatuur=v.miniatuur)
                   for v in presentatie.varianten],
        omgeving=[kept_of(item, path) for item in laid],
    )  # fmt: skip
    optional = {"vastgehouden": kept, "standpunten": study.standpunten, "varianten": study.varianten,
                "omgeving": laid}  # fmt: skip
    values = study.model_dump(mode="json", exclude={name for name, value in optional.items() if not value})
    text = json.dumps(values, indent=2, ensure_ascii=False, allow_nan=False)
    try:
        _replace(path, text + "\n")
    except OSError as error:
        raise FileError(f"bestand {path}: kan niet worden geschreven ({why(error)})") from error


def _replace(path: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        os.replace(name, path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _named(path: Path, plan_path: Path) -> str | None:
    """How the plan is named in the file: None for the built-in one, relative when it lies near the study."""
    plan = plan_path.resolve()
    if plan == default_plan_path().resolve():
        return None
    near = path.resolve().parent
    return plan.relative_to(near).as_posix() if plan.is_relative_to(near) else plan.as_posix()


def _load(path: Path) -> _Study:
    raw = _read_json(path)
    if not isinstance(raw, dict) or raw.get("soort") != "massastudie":
        raise FileError(f"bestand {path}: is geen studie; verwacht veld 'soort' met waarde 'massastudie'")
    found = raw.get("versie")
    if isinstance(found, int) and found > VERSIE:
        raise FileError(
            f"bestand {path}: versie {found} is nieuwer dan dit programma kent ({VERSIE}); werk het programma bij"
        )
    try:
        return _Study.model_validate_json(json.dumps(raw))
    except ValidationError as error:
        fail_first(error, str(path))


def _read_json(path: Path) -> object:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise FileError(f"bestand {path}: te groot voor een studie (meer dan {MAX_BYTES // 1_000_000} MB)")
        return json.loads(bytes_of(path).decode("utf-8"), parse_constant=_refuse)
    except OSError as error:
        raise FileError(f"bestand {path}: kan niet worden gelezen ({why(error)})") from error
    except (ValueError, RecursionError) as error:
        raise FileError(f"bestand {path}: verwacht een studie in JSON, gevonden andere inhoud") from error


def _refuse(word: str) -> float:
    raise ValueError(f"{word} is geen getal")


def _wishes(state: State) -> Keuzes:
    knobs: dict[str, dict[str, str | int | float]] = {}
    for (item, veld), waarde in sorted(state.overrides.items()):
        knobs.setdefault(item, {})[veld] = waarde
    return Keuzes(
        fase=state.fase, doorsteken=_sorted(state.doorsteken), paviljoens=_sorted(state.paviljoens),
        profielen=_sorted(state.profielen), accenten_aan=state.accenten_aan,
        accenten_uit=sorted(state.accenten_uit), instellingen=knobs,
        lagen=[Layer(name) for name in sorted(state.layers)], kleuring=state.kleuring, selectie=state.selectie,
        moment=state.moment, seizoen=state.seizoen,
    )  # fmt: skip


def _standpunt(item: Standpunt) -> StandpuntKept:
    camera: Any = dict(item.gezichtspunt)
    return StandpuntKept(
        naam=item.naam, gezichtspunt=camera, fase=item.fase, moment=item.moment, kleuring=item.kleuring,
        miniatuur=item.miniatuur,
    )  # fmt: skip


def _sorted(values: Mapping[str, V]) -> dict[str, V]:
    return {key: values[key] for key in sorted(values)}


def state_of(wishes: Keuzes) -> State:
    """The State a file asks for, not yet checked against a plan."""
    overrides = {(item, veld): waarde for item, knobs in wishes.instellingen.items() for veld, waarde in knobs.items()}
    return State(
        fase=wishes.fase, doorsteken=Frozen(wishes.doorsteken), paviljoens=Frozen(wishes.paviljoens),
        profielen=Frozen(wishes.profielen), accenten_aan=wishes.accenten_aan,
        accenten_uit=frozenset(wishes.accenten_uit), overrides=Frozen(overrides), layers=frozenset(wishes.lagen),
        kleuring=wishes.kleuring, selectie=wishes.selectie, moment=wishes.moment.astimezone(ZONE),
        seizoen=wishes.seizoen,
    )  # fmt: skip
