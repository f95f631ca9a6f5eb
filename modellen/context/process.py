"""`python -m modellen.context.process FILE OUT`: read a file of others and leave the `Context` in OUT (pickle).

The window starts this as a program of its own. Ends with 0, or with 1 and one sentence on the error stream.
"""

from __future__ import annotations

import os
import pickle
import sys
from pathlib import Path

from massastudie.errors import MassastudieError

from . import read_context
from .apart import INSIDE, limit_memory


def main(arguments: list[str]) -> int:
    """Run with the arguments of the command line; returns the exit code."""
    path, out = (Path(text) for text in arguments)
    if os.environ.get(INSIDE):
        limit_memory()
    try:
        found = read_context(path)
    except MassastudieError as error:
        print(error, file=sys.stderr)
        return 1
    out.write_bytes(pickle.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
