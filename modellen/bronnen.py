"""The list of sources a plan leans on: for people, no figure uses it, so it stays in the plan's own file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from massastudie.plan import Plan

from .text_file import read_toml


def bronnen(plan: Plan) -> list[dict[str, Any]]:
    """Each source as `id`, `titel`, `toelichting` (and what else its table holds), in the order of the plan's file.

    Empty when the plan was not read from a folder. Raises FileError when the file is no longer valid TOML.
    """
    head = Path(plan.map) / "plan.toml"
    if not plan.map or not head.is_file():
        return []
    return list(read_toml(head).get("bron", []))
