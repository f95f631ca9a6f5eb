"""The forms of an answer that a program reads: JSON and CSV, written the same by every command."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any


def as_json(value: Any) -> str:
    """A JSON object or list, indented; ValueError for a number that is not finite."""
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def as_csv(head: Sequence[str], rows: Iterable[Iterable[Any]]) -> str:
    """Rows under a heading; no value is an empty cell, and no text a formula."""
    from modellen.export.cel import no_formula

    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([no_formula(cel) for cel in row] for row in rows)
    return text.getvalue()


def dicts_as_csv(rows: Sequence[dict[str, Any]]) -> str:
    """Rows with the same fields; none gives an empty text."""
    return as_csv(list(rows[0]), (row.values() for row in rows)) if rows else ""
