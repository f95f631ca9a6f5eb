"""Whether the window keeps its pace and its memory: hundreds of switches of style, shadow, season, layer, comparing.

`python benchmarks/switches.py [--json] [--switches N]`. Needs a screen (`xvfb-run -a python benchmarks/switches.py`).
A switch ends with its first frame on the screen; every ninth waits for the full picture too. Memory is what the
process holds (RSS, after a collection). In the first two hundred every style, season and layer is met for the first
time; it ends with 1 when memory still grows after those, or when the last fifty switches are slower than the first.
"""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtWidgets import QApplication

from massastudie.seizoen import Seizoen
from massastudie.state import Kleuring, Layer, State
from modellen.reader import default_plan_path, read_plan
from ui.app import App
from ui.settings import Settings

#: What a hundred switches may add once every style has been seen, MB; what slower may mean. Styles, seasons, shadows
#: and layers add nothing; each opening of the comparison with its strip adds about half a MB (Mesa llvmpipe).
GROWTH_MB, SLOWER = 15.0, 1.25
STYLES = [kleuring for kleuring in Kleuring if kleuring is not Kleuring.ZON]
SWITCHED = (Layer.BOMEN, Layer.MENSEN, Layer.NAMEN, Layer.GROND, Layer.GESLOOPT)
GROUP, WARM = 50, 200


def rss_mb() -> float:
    """Memory this process holds, MB (Linux)."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6


def switches(parts: App) -> list[Callable[[int], None]]:
    """The kinds of switch; each takes its turn and is told how often it came before."""
    control = parts.controller
    seasons = [None, *Seizoen]
    return [
        lambda n: control.set_kleuring(STYLES[(n + 1) % len(STYLES)]),
        lambda n: control.set_layer(Layer.SCHADUW, n % 2 == 1),
        lambda n: control.apply(replace(control.state, seizoen=seasons[(n + 1) % len(seasons)])),
        lambda n: control.set_layer(SWITCHED[(n // 2) % len(SWITCHED)], n % 2 == 1),
        lambda n: parts.compare.switch(n % 2 == 0),
    ]


def once(app: QApplication, parts: App, switch: Callable[[int], None], turn: int, whole: bool) -> float:
    """Milliseconds from the wish to the first frame."""
    frames, begin = parts.view.frames, perf_counter()
    switch(turn)
    while parts.view.frames <= frames and perf_counter() - begin < 10:
        app.processEvents()
    took = perf_counter() - begin
    while whole and not parts.view.at_rest:
        app.processEvents()
    return 1000 * took


def measure(app: QApplication, parts: App, count: int) -> tuple[list[float], dict[int, float]]:
    """Milliseconds of each switch, and memory after each hundred."""
    kinds = switches(parts)
    times: list[float] = []
    memory = {0: rss_mb()}
    for number in range(count):
        # One in nine: with five kinds of switch a whole picture ends each kind in its turn.
        times.append(once(app, parts, kinds[number % len(kinds)], number // len(kinds), number % 9 == 0))
        if (number + 1) % 100 == 0:
            memory[number + 1] = rss_mb()
    return times, memory


def window(app: QApplication, folder: Path) -> App:
    """The whole window on the built-in plan, with its first picture."""
    plan = read_plan(default_plan_path())
    parts = App(plan, default_plan_path(), State.start(plan), Settings(), folder)
    parts.window.resize(1280, 800)
    parts.start()
    while parts.view is None or not parts.view.frames or not parts.view.at_rest:
        app.processEvents()
    return parts


def main() -> None:
    """Measure, print, and end with 1 when memory grows or the pace slackens."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print as JSON")
    parser.add_argument("--switches", type=int, default=500, help="how many, 400 or more")
    options = parser.parse_args()
    app = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as folder:
        parts = window(app, Path(folder))
        times, memory = measure(app, parts, max(WARM + 200, options.switches))
        parts.window.close()
    first, last = statistics.median(times[:GROUP]), statistics.median(times[-GROUP:])
    hundreds = sorted(memory)
    growth = (memory[hundreds[-1]] - memory[WARM]) / (hundreds[-1] - WARM) * 100
    result = {"first_50_ms": first, "last_50_ms": last, "growth_mb_per_100": growth}
    result = {name: round(value, 2) for name, value in result.items()}
    if options.json:
        print(json.dumps({**result, "memory_mb": {str(n): round(mb, 1) for n, mb in memory.items()}}))
    else:
        print("memory, MB: " + ", ".join(f"{n} {mb:.1f}" for n, mb in memory.items()))
        print(", ".join(f"{name} {value}" for name, value in result.items()))
    sys.exit(0 if growth <= GROWTH_MB and last <= SLOWER * first else 1)


if __name__ == "__main__":
    main()
