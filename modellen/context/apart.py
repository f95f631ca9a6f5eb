"""Reading in a program of its own, with bounded memory and time: for libraries that a damaged file can bring down."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NoReturn

from massastudie.context import Context, Reading
from massastudie.errors import FileError

from .files import refuse
from .packed import unpacked

#: Set in such a program, so that it reads by itself.
INSIDE = "MASSASTUDIE_LEEST_APART"
#: How long a file may take, s.
TIME_S = 300.0
#: What any file may take beside the program itself, bytes; and per byte of the file, as parsed JSON does.
MEMORY_BYTES, MEMORY_PER_BYTE = 800_000_000, 15
#: What the program itself has, where the system does not tell, bytes.
OWN_BYTES = 500_000_000
ROOT = Path(__file__).resolve().parents[2]


def read_apart(path: Path, reading: Reading) -> Context:
    """What `python -m modellen.context.process` makes of a file. FileError with its sentence, or when it broke off."""
    from .process import reading_text

    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "answer.pickle"
        program = [sys.executable, "-m", "modellen.context.process"]
        command = [*program, str(path.resolve()), str(answer), reading_text(reading)]
        places = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
        environment = {**os.environ, "PYTHONPATH": places}
        try:
            done = subprocess.run(command, env=environment, capture_output=True, timeout=TIME_S, check=False)
        except subprocess.TimeoutExpired:
            refuse(path, f"een bestand dat binnen {TIME_S:.0f} s te lezen is", "een langer durend")
        if done.returncode != 0:
            broke_off(path, done.returncode, done.stderr.decode("utf-8", "replace"))
        found = unpacked(answer.read_bytes())
    return found


def broke_off(path: Path, code: int, said: str) -> NoReturn:
    """Raise the FileError for a program that read this file and ended with `code`, having `said` this: its own
    sentence, or that the reading broke off where a library brought the program down."""
    lines = said.strip().splitlines()
    if code == 1 and lines and lines[-1].startswith("bestand "):
        raise FileError(lines[-1])
    refuse(path, "een heel bestand", "een waarop het lezen afbrak")


def limit_memory(path: Path) -> None:
    """Let no damaged file take more memory than a sound one of its size, where the system can bound it."""
    try:
        import resource
    except ImportError:  # Windows has no such bound
        return
    size = path.stat().st_size if path.is_file() else 0
    most = _own_bytes() + MEMORY_BYTES + MEMORY_PER_BYTE * size
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))  # what is written to, not what is only set apart


def _own_bytes() -> int:
    """Memory this program has now."""
    status = Path("/proc/self/status")
    found = status.read_text(encoding="ascii").partition("VmData:")[2].split() if status.is_file() else []
    return int(found[0]) * 1024 if found else OWN_BYTES
