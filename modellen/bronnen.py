"""The list of sources a plan leans on: for people, no figure uses it, so it stays in the plan's own file."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from massastudie.errors import FileError
from massastudie.plan import Plan


def bronnen(plan: Plan) -> list[dict[str, Any]]:
    """Each source as `id`, `titel`, `toelichting` (and what else its table holds), in the order of the plan's file.

    Empty when the plan was not read from a folder. Raises FileError when the file is no longer valid TOML.
    """
    head = Path(plan.map) / "plan.toml"
    if not plan.map or not head.is_file():
        return []
    try:
        return list(tomllib.loads(head.read_text(encoding="utf-8")).get("bron", []))
    except ValueError as error:
        raise FileError(f"bestand {head}: verwacht geldige TOML, gevonden een fout ({error})") from error
