"""Text from a plan as it may stand in files of others."""

from __future__ import annotations

import re

#: Characters that XML 1.0 and DXF have no place for (tab and line ends have).
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def printable(value: object) -> str:
    """The text of a value without control characters and halves of characters."""
    return CONTROL.sub("", str(value))
