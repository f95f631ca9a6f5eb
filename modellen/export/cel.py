"""Cells of tables that a spreadsheet program will open."""

from __future__ import annotations

import re
from typing import Any

#: A dash, or a number.
PLAIN = re.compile(r"-|[-+]?\d+(\.\d+)?")
#: First characters that make a formula of a text in some spreadsheet program (OWASP, CSV injection).
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")


def no_formula(cel: Any) -> Any:
    """A cell as it may stand in a table of texts: an apostrophe before what a spreadsheet would take for a formula.

    A number written as text is none, nor is a dash for what has no unit.
    """
    if not isinstance(cel, str) or not cel.startswith(RISKY) or PLAIN.fullmatch(cel):
        return cel
    return f"'{cel}"
