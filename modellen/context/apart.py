"""Reading in a program of its own, with bounded memory and time: for libraries that a damaged file can bring down."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
from pathlib import Path

from massastudie.context import Context
from massastudie.errors import FileError

from .files import refuse

#: Set in such a program, so that it reads by itself.
INSIDE = "MASSASTUDIE_LEEST_APART"
MEMORY_BYTES, TIME_S = 3_000_000_000, 300.0
ROOT = Path(__file__).resolve().parents[2]


def read_apart(path: Path) -> Context:
    """What `python -m modellen.context.process` makes of a file. FileError with its sentence, or when it broke off."""
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "context.pickle"
        command = [sys.executable, "-m", "modellen.context.process", str(path.resolve()), str(answer)]
        places = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
        environment = {**os.environ, INSIDE: "1", "PYTHONPATH": places}
        try:
            done = subprocess.run(command, env=environment, capture_output=True, timeout=TIME_S, check=False)
        except subprocess.TimeoutExpired:
            refuse(path, f"een bestand dat binnen {TIME_S:.0f} s te lezen is", "een langer durend")
        if done.returncode == 1 and b"bestand " in done.stderr:
            raise FileError(done.stderr.decode("utf-8", "replace").strip().splitlines()[-1])
        if done.returncode != 0:
            refuse(path, "een heel bestand", "een waarop het lezen afbrak")
        found: Context = pickle.loads(answer.read_bytes())  # written a moment ago by our own program
    return found


def limit_memory() -> None:
    """Let no damaged file take more memory than this, where the system can bound it."""
    try:
        import resource
    except ImportError:  # Windows has no such bound
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
