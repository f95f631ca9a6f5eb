"""A city of 10,000 buildings as the 3DBAG gives it: read, laid round the plan and made ready, against its JSON alone.

`python benchmarks/context.py [--json] [--buildings N] [--rounds N] [FILE]`. Processor seconds, the best of the rounds:
`json` is a program that only parses the file with Python's own `json`; `read` is the program the window starts to
read it; `lay` is what the window's worker then does, up to the plan that is shown and its folder on disk. `memory` is
the most that each took. Without FILE the city is made (`benchmarks/city.py`).
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import city
from massastudie.omgeving import with_context
from massastudie.state import State
from modellen.context.files import without_collector
from modellen.context.packed import unpacked
from modellen.reader import default_plan_path, read_plan
from ui import context_job

ROOT = Path(__file__).resolve().parents[1]
LIMIT = 2.0
ONLY_JSON = "import json, sys; [json.loads(line) for line in open(sys.argv[1], 'rb')]"


def spent(command: list[str]) -> tuple[float, float]:
    """Processor seconds of a program, and the most memory it took, MB."""
    process = subprocess.Popen([sys.executable, *command], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command[:2]} ended with {status}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def laid(answer: Path, folder: Path) -> float:
    """Processor seconds to take over what was read and make the plan ready."""
    plan = read_plan(default_plan_path())
    state = State.start(plan)
    context_job.warm(plan, state)
    start = time.process_time()
    with without_collector():
        found = unpacked(answer.read_bytes())
        context_job.ready(with_context(plan, found), state, (found,), folder, ())
    return time.process_time() - start


def measured(path: Path, rounds: int, folder: Path) -> dict[str, float]:
    """Everything, for one file."""
    answer = folder / "answer.pickle"
    alone = [spent(["-c", ONLY_JSON, str(path)]) for _ in range(rounds)]
    read = [spent(["-m", "modellen.context.process", str(path), str(answer)]) for _ in range(rounds)]
    lay = min(laid(answer, folder / f"plan{n}") for n in range(rounds))
    json_s, read_s = min(s for s, _ in alone), min(s for s, _ in read)
    own_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "file_mb": path.stat().st_size / 1e6, "json_s": json_s, "read_s": read_s, "lay_s": lay,
        "read_to_json": read_s / json_s, "open_to_json": (read_s + lay) / json_s,
        "memory_read_mb": max(mb for _, mb in read), "memory_lay_mb": own_mb,
    }  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = city.options(__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        path = asked.file or city.write(asked.buildings, folder / "stad.city.json")
        found = {name: round(value, 3) for name, value in measured(path, asked.rounds, folder).items()}
    city.told(found, asked.json, f"limit of open_to_json: {LIMIT:g}")


if __name__ == "__main__":
    main()
