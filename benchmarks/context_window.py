"""The real window with a city of 10,000 buildings laid round the plan: memory, and what its own thread spends.

`python benchmarks/context_window.py [--json] [--buildings N] [FILE]`; needs a screen (`xvfb-run -a python …`). Times
are processor seconds of the window's own thread: `lay` the step in which the laid plan is taken over, `orbit` a frame
while the view is turned, `sun` a step of the clock with its coarse shade, `heat` the map of sun hours switched on.
`budget` is what a frame may take at 20 a second. Waiting for the drawing library's other threads is not in it.
"""

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from benchmarks import city
from massastudie.state import Kleuring, State
from modellen.reader import default_plan_path, read_plan
from ui.app import App
from ui.context_job import ContextOrder
from ui.settings import Settings
from ui.worker import Worker

BUDGET_MS, LIMIT_MB = 50.0, 1500.0
FRAMES, PATIENCE_S = 20, 900.0


class Window:
    """The window, worked by hand."""

    def __init__(self, folder: Path) -> None:
        self.app = QApplication([])
        path = default_plan_path()
        plan = read_plan(path)
        settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
        self.parts = App(plan, path, State.start(plan), settings, folder)
        self.parts.window.resize(1440, 900)
        self.parts.start()
        self.until(lambda: self.parts.view is not None and self.parts.view.at_rest)

    def until(self, done: Callable[[], bool]) -> None:
        """Let the window work until this holds."""
        begin = time.perf_counter()
        while not done():
            self.app.processEvents()
            if time.perf_counter() - begin > PATIENCE_S:
                raise SystemExit("the window did not come to rest")

    def rest(self) -> None:
        """Let it come to rest, sun hours and all."""
        own = [*self.parts.findChildren(Worker), *self.parts.window.findChildren(Worker)]
        self.until(lambda: self.parts.view.at_rest and not any(worker.busy for worker in own))

    def frame_ms(self, change: Callable[[], object]) -> float:
        """Processor milliseconds of this thread from a change to the first frame that shows it."""
        before, begin = self.parts.view.frames, time.thread_time()
        change()
        self.until(lambda: self.parts.view.frames > before)
        return (time.thread_time() - begin) * 1000


def lay(window: Window, path: Path) -> tuple[float, float]:
    """Processor milliseconds of the step that takes the laid plan over, and seconds until it is there."""
    controller, begin, spent = window.parts.controller, time.perf_counter(), []
    own = controller.lay_plan

    def timed(plan: object) -> None:
        start = time.thread_time()
        own(plan)  # type: ignore[arg-type]
        spent.append((time.thread_time() - start) * 1000)

    controller.lay_plan = timed  # type: ignore[method-assign]
    window.parts.context.load(ContextOrder((path,)))
    window.until(lambda: bool(spent))
    return spent[0], time.perf_counter() - begin


def measured(window: Window, path: Path) -> dict[str, float]:
    """Everything, for one file."""
    lay_ms, open_s = lay(window, path)
    window.rest()
    view, controller = window.parts.view, window.parts.controller

    def turn() -> None:
        now = view.navigator.view
        view.navigator.set_view(replace(now, azimut_deg=(now.azimut_deg + 3) % 360))

    orbit = [window.frame_ms(turn) for _ in range(FRAMES)]
    window.rest()
    sun = [window.frame_ms(lambda: controller.set_moment(controller.state.moment + timedelta(minutes=15)))
           for _ in range(FRAMES)]  # fmt: skip
    window.rest()
    heat_ms = window.frame_ms(lambda: controller.set_kleuring(Kleuring.ZON.value))
    window.rest()
    on_heat = [window.frame_ms(turn) for _ in range(FRAMES)]
    middle = statistics.median
    return {
        "panden": len(controller.plan.bestaand), "open_s": open_s, "lay_ms": lay_ms, "orbit_ms": middle(orbit),
        "sun_ms": middle(sun), "heat_ms": heat_ms, "orbit_heat_ms": middle(on_heat),
        "orbit_to_budget": middle(orbit) / BUDGET_MS,
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }  # fmt: skip


def main() -> None:
    """Measure and print."""
    asked = city.options(__doc__).parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        path = asked.file or city.write(asked.buildings, folder / "stad.city.json")
        window = Window(folder)
        found = {name: round(value, 2) for name, value in measured(window, path).items()}
        window.parts.close()
    city.told(found, asked.json, f"budget of a frame: {BUDGET_MS:g} ms; limit of memory: {LIMIT_MB:g} MB")


if __name__ == "__main__":
    main()
