"""`python -m tests.fuzz [--count 10000] [--only FORMAT] [FILE...]`: damaged files by the thousand, outside the tests.

Each format is read by a program of its own with bounded memory; one that hangs or breaks down is told and started anew
behind that file. Ends with 1 when anything was wrong. The same number gives the same file: `--first N --count 1`.
"""

from __future__ import annotations

import argparse
import ast
import os
import queue
import subprocess
import sys
import threading
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.fuzz.seeds import FORMATS

#: A file that takes longer hangs, s; longest of the time in which libraries are loaded.
HANGS_S, LOADS_S = 30.0, 120.0
#: More memory than this is wrong; so much a reader may take beside its own, MB (as `modellen.context.apart`).
MOST_MB, ROOM_MB = 1000, 800
#: Formats read by a program of their own, whose library a damaged file may bring down.
APART = ("ifc", "laz")


@dataclass
class Outcome:
    """What came of the files of one format."""

    kinds: Counter[str] = field(default_factory=Counter)
    wrong: dict[str, tuple[int, str]] = field(default_factory=dict)
    slowest_s: float = 0.0
    highest_mb: float = 0.0

    def add(self, number: int, rest: list[str]) -> None:
        """Count one line of the reader."""
        kind, took, memory, said = rest
        self.kinds[kind] += 1
        self.slowest_s, self.highest_mb = max(self.slowest_s, float(took)), max(self.highest_mb, float(memory))
        if float(memory) > MOST_MB:
            self.tell(number, f"{memory} MB")
        if kind == "wrong":
            self.tell(number, str(ast.literal_eval(said)))

    def tell(self, number: int, said: str) -> None:
        """Keep the first of each kind of trouble."""
        lines = [line for line in said.strip().splitlines() if "File " in line]
        self.wrong.setdefault("".join(lines[-2:]) or said[:60], (number, said))


def shortened(said: str) -> str:
    """The end of a traceback, or the begin of a sentence."""
    return said[-1500:] if "\n" in said else said[:300]


def fuzz(name: str, first: int, count: int, files: list[str]) -> Outcome:
    """Read this many damaged files of a format."""
    found, number = Outcome(), first
    while number < first + count:
        number = _stretch(found, name, number, first + count, files)
    return found


def _stretch(found: Outcome, name: str, first: int, last: int, files: list[str]) -> int:
    """Read on from `first` until the end, or until the reader hangs or breaks down; returns where to go on."""
    command = [sys.executable, "-m", "tests.fuzz.reading", name, str(first), str(last), str(ROOM_MB), *files]
    one_thread = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", errors="replace",
        env={**os.environ, **one_thread},
    ) as process:  # fmt: skip
        lines: queue.Queue[str | None] = queue.Queue()
        threading.Thread(target=_pump, args=(process.stdout, lines), daemon=True).start()
        errors: list[str] = []
        threading.Thread(target=lambda: errors.extend(process.stderr or ()), daemon=True).start()
        number, wait = first, LOADS_S
        while True:
            try:
                line = lines.get(timeout=wait)
            except queue.Empty:
                process.kill()
                found.kinds["hung"] += 1
                found.tell(number, f"hangs longer than {wait:.0f} s")
                return number + 1
            if line is None:
                break
            wait, number = HANGS_S, int(line.split(" ", 1)[0])
            if " start" not in line[:20]:
                found.add(number, line.rstrip("\n").split(" ", 4)[1:])
                number += 1
    if process.returncode != 0:
        found.kinds["broken off"] += 1
        if name in APART:
            return number + 1
        found.tell(number, f"ends with {process.returncode}: {''.join(errors)[-2000:]}")
        return number + 1
    return last


def _pump(stream: object, lines: queue.Queue[str | None]) -> None:
    for line in stream:  # type: ignore[attr-defined]
        lines.put(line)
    lines.put(None)


def main() -> int:
    """Run as the text above says."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="files per format")
    parser.add_argument("--first", type=int, default=0, help="number of the first")
    parser.add_argument("--only", choices=list(FORMATS), action="append", help="this format alone")
    parser.add_argument("files", nargs="*", type=Path, help="more sound files of that one format")
    asked = parser.parse_args()
    bad = 0
    for name in asked.only or FORMATS:
        found = fuzz(name, asked.first, asked.count, [str(path) for path in asked.files])
        kinds = ", ".join(f"{kind} {n}" for kind, n in sorted(found.kinds.items()))
        print(f"{name}: {kinds}; slowest {found.slowest_s:.1f} s, highest {found.highest_mb:.0f} MB", flush=True)
        for number, said in found.wrong.values():
            print(f"  {name} {number}: {shortened(said)}", flush=True)
        bad += len(found.wrong)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
