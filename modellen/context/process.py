"""`python -m modellen.context.process FILE OUT [READING]`: read a file of others, leave the `Context` in OUT.

READING is what a user says of the file, as JSON (see `reading_text`).

The window and `apart` start this as a program of its own, with bounded memory. Ends with 0, or with
1 and one sentence on the error stream.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

from massastudie.context import Plaatsing, Reading
from modellen.program import exit_code

from . import AS_IT_IS, read_context
from .apart import INSIDE, limit_memory
from .packed import packed


def reading_text(reading: Reading) -> str:
    """What a user says of a file, for the command line of this program."""
    return json.dumps(asdict(reading))


def reading_of(text: str) -> Reading:
    """What `reading_text` wrote."""
    said = json.loads(text)
    return Reading(said["velden"], said["lod"], None if said["plaats"] is None else Plaatsing(**said["plaats"]))


def main(arguments: list[str]) -> int:
    """Run with the arguments of the command line; returns the exit code."""
    gc.disable()  # a short program: all it makes stays to its end, and looking through that takes as long as reading
    path, out = (Path(text) for text in arguments[:2])
    os.environ[INSIDE] = "1"
    limit_memory(path)
    reading = reading_of(arguments[2]) if len(arguments) > 2 else AS_IT_IS
    return exit_code(lambda: out.write_bytes(packed(read_context(path, reading))))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
