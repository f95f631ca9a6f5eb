"""One Dutch sentence for anything wrong in a plan folder: file, object, field, what was expected, what came."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NoReturn

from pydantic import TypeAdapter, ValidationError

from massastudie.errors import FileError

_EXPECTED = {
    "missing": "een waarde",
    "extra_forbidden": "een veld dat het formaat kent",
    "float_type": "een getal",
    "int_type": "een geheel getal",
    "string_type": "een tekst",
    "bool_type": "true of false",
    "list_type": "een lijst",
    "dict_type": "een groep velden",
    "model_type": "een groep velden",
    "finite_number": "een eindig getal",
    "string_too_short": "een tekst die niet leeg is",
    "string_pattern_mismatch": "letters, cijfers, - en _, te beginnen met een letter of cijfer",
    "date_type": "een datum zoals 2026-03-21",
    "date_from_datetime_inexact": "een datum zoals 2026-03-21",
    "datetime_type": "een moment zoals 2026-03-21T14:00:00",
    "datetime_from_date_parsing": "een moment zoals 2026-03-21T14:00:00+01:00",
    "timezone_aware": "een moment met zijn zone, zoals 2026-03-21T14:00:00+01:00",
}
_LIMITS = {
    "greater_than": "een getal groter dan {gt:g}",
    "greater_than_equal": "een getal van {ge:g} of meer",
    "less_than_equal": "een getal van {le:g} of minder",
    "literal_error": "{expected}",
    "enum": "{expected}",
    "too_short": "minstens {min_length} onderdelen",
    "too_long": "hoogstens {max_length} onderdelen",
}

#: Longer names and values are cut.
LONGEST = 60


def shown(value: object) -> str:
    """`value` as a user may read it, cut when long."""
    if value is None:
        return "niets"
    return cut(repr(value))


def cut(text: str) -> str:
    """A name or value that is too long to read, up to where it can be."""
    return text if len(text) <= LONGEST else text[: LONGEST - 3] + "…"


def where(file: str, item: object = None, name: str | None = None) -> str:
    """The place in words: file, object and field as far as known."""
    parts = [f"bestand {file}"]
    if item is not None:
        parts.append(f"object '{cut(item)}'" if isinstance(item, str) else f"object nr. {item}")
    if name:
        parts.append(f"veld {cut(name)}")
    return ", ".join(parts)


def fail(place: str, expected: str, found: str) -> NoReturn:
    """Raise the FileError for one thing that is wrong."""
    raise FileError(f"{place}: verwacht {expected}, gevonden {found}")


def validate_rows(adapter: TypeAdapter[Any], rows: Sequence[Any], file: str) -> Any:
    """The checked rows of a layer; the first thing wrong is named with the id of its object."""
    try:
        return adapter.validate_python(rows)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        index, *path = first["loc"]
        fail(where(file, _name_of(rows, int(index)), _path(path)), _expected(first), _found(first))


def validate_table(model: type[Any], content: Any, file: str) -> Any:
    """A checked TOML file; the first thing wrong is named with the id of its table where it has one."""
    try:
        return model.model_validate(content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        item, path = _table_of(content, list(first["loc"]))
        fail(where(file, item, _path(path)), _expected(first), _found(first))


def fail_first(error: ValidationError, file: str) -> NoReturn:
    """Raise the FileError for the first thing wrong in a file that is one object."""
    first = error.errors(include_url=False)[0]
    fail(where(file, None, _path(list(first["loc"]))), _expected(first), _found(first))


def _table_of(content: Any, loc: list[int | str]) -> tuple[str | None, list[int | str]]:
    if len(loc) < 2 or not isinstance(loc[1], int) or not isinstance(content[loc[0]][loc[1]], dict):
        return None, loc
    name = _name_of(content[loc[0]], loc[1])
    return (name if isinstance(name, str) else f"{loc[0]} {name}"), loc[2:]


def _name_of(rows: Any, index: int) -> str | int:
    row = rows[index]
    name = row.get("id") if isinstance(row, dict) else None
    return name if isinstance(name, str) and name else index + 1


def _path(loc: Sequence[int | str]) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in loc)


def _expected(error: Any) -> str:
    kind = str(error["type"])
    if kind in _LIMITS:
        return _LIMITS[kind].format(**error.get("ctx", {})).replace(" or ", " of ")
    return _EXPECTED.get(kind, str(error["msg"]))


def _found(error: Any) -> str:
    if error["type"] == "missing":
        return "geen veld"
    if error["type"] == "extra_forbidden":
        return f"het onbekende veld '{cut(str(error['loc'][-1]))}'"
    return shown(error["input"])
