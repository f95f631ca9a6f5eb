"""Programs apart, started by the window or by a reader: each ends with 0, or with 1 and one sentence on the error
stream.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from massastudie.errors import MassastudieError


def exit_code(work: Callable[[], object]) -> int:
    """Do the work of such a program; returns the code it ends with."""
    try:
        work()
    except MassastudieError as error:
        print(error, file=sys.stderr)
        return 1
    return 0
