"""Writing TOML as a plan folder uses it: plain values, lists, tables and lists of tables (`tomllib` only reads)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any


def dump_toml(content: Mapping[str, Any]) -> str:
    """`content` as TOML text: plain fields, then `[table]`s and `[[table]]`s; a field that is None is left out."""
    return "\n".join(_lines(content)).strip() + "\n"


def _lines(content: Mapping[str, Any]) -> Iterator[str]:
    fields = {key: value for key, value in content.items() if value is not None}
    yield from _fields({k: v for k, v in fields.items() if not isinstance(v, dict) and not _is_tables(v)})
    for key, value in fields.items():
        tables = [value] if isinstance(value, dict) else value if _is_tables(value) else []
        for table in tables:
            yield from ("", f"[{key}]" if isinstance(value, dict) else f"[[{key}]]")
            yield from _fields(table)


def _fields(table: Mapping[str, Any]) -> Iterator[str]:
    for key, value in table.items():
        if value is not None:
            yield f"{key} = {_value(value)}"


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, dict):
        return "{ " + ", ".join(_fields(value)) + " }"
    if isinstance(value, list | tuple):
        if _is_tables(value):
            return "[\n" + "".join(f"  {_value(v)},\n" for v in value) + "]"
        return "[" + ", ".join(_value(v) for v in value) + "]"
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
