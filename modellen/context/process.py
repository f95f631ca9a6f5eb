"""`python -m modellen.context.process FILE OUT [WISHES]`: read a file of others, leave the `Context` in OUT (pickle).

WISHES is what a user says of the file, as JSON (see `wishes_text`).

The window starts this as a program of its own. Ends with 0, or with 1 and one sentence on the error stream.
"""

from __future__ import annotations

import json
import os
import pickle
import sys
from collections.abc import Mapping
from pathlib import Path

from massastudie.context import Plaats
from massastudie.errors import MassastudieError

from . import read_context
from .apart import INSIDE, limit_memory


def wishes_text(velden: Mapping[str, str], lod: str | None, plaats: Plaats | None) -> str:
    """What a user says of a file, for the command line of this program."""
    placed = None if plaats is None else [plaats.x_m, plaats.y_m, plaats.hoek_deg, plaats.schaal]
    return json.dumps({"velden": dict(velden), "lod": lod, "plaats": placed})


def main(arguments: list[str]) -> int:
    """Run with the arguments of the command line; returns the exit code."""
    path, out = (Path(text) for text in arguments[:2])
    wishes = json.loads(arguments[2]) if len(arguments) > 2 else {}
    plaats = wishes.get("plaats")
    if os.environ.get(INSIDE):
        limit_memory()
    try:
        found = read_context(
            path, wishes.get("velden"), wishes.get("lod"), None if plaats is None else Plaats(*plaats)
        )
    except MassastudieError as error:
        print(error, file=sys.stderr)
        return 1
    out.write_bytes(pickle.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
