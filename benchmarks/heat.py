"""How long the map of sun hours takes to follow a change.

`python benchmarks/heat.py [--json] [--rounds N]`. Needs a screen (`xvfb-run -a python benchmarks/heat.py`). From the
wish to the frame with its new colours on the screen, by the road of the window: controller, masses, map, scene, frame;
what is written over the picture, figures and panels follow the frame. Each height of an accent is a state that was not
shown before. "still" is a frame in which nothing changes; what a change takes beyond it is "extra". "work" is the part
of it that the window's own thread worked: it hardly depends on what else the machine does. The map is of hoven and
pleinen on a 1 m grid, of one day at 10-minute steps; "gevels" adds all walls, "verschil" is the map of sun lost and
gained against what stands today. The time slider is measured by `toggle.py`.
"""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import perf_counter, sleep, thread_time

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtWidgets import QApplication

from massastudie.plan import Plan
from massastudie.state import Kleuring, State
from modellen.reader import default_plan_path, read_plan
from ui.controller import Controller
from ui.sun_desk import SunDesk
from ui.view.scene_view import SceneView
from ui.worker import Worker

LIMIT_MS = 30.0
#: The frame with ambient occlusion that follows when all is quiet is not what is measured here: it takes half a second
#: without a graphics card.
NEVER_MS = 1_000_000
Change = Callable[[int], None]


class Window:
    """The 3D view with a controller and a desk of the sun, without panels."""

    def __init__(self, app: QApplication, plan: Plan) -> None:
        self.app, self.plan = app, plan
        self.controller = Controller(plan, State.start(plan), print)
        self.worker = Worker()
        self.desk = SunDesk(self.worker, lambda soon: None, str)
        self.desk.connect(self.controller.redraw, lambda sun: None)
        self.worker.finished.connect(self.desk.finished)
        self.controller.set_heat(self.desk)
        self.controller.add_view(self.desk)
        self.view = SceneView()
        self.view.resize(1280, 800)
        self.view._settle.setInterval(NEVER_MS)
        self.view.show()
        self.controller.set_picture(self.view)
        self.controller.set_kleuring("zon")
        self.rest()

    def rest(self) -> None:
        """Let everything come to rest."""
        view = self.view
        while view.canvas.pending or view.overlay.owed or self.worker.busy or not self.has_map:
            self.app.processEvents()
            sleep(0.001)

    def frame(self, make: Callable[[], None]) -> tuple[float, float]:
        """Milliseconds from a call until the next frame that shows a map: on the clock, and of work of this thread."""
        frames, begin, work = self.view.frames, perf_counter(), thread_time()
        make()
        while self.view.frames <= frames or not self.has_map:
            self.app.processEvents()
        return 1000 * (perf_counter() - begin), 1000 * (thread_time() - work)

    @property
    def has_map(self) -> bool:
        """Whether what is drawn has sun hours."""
        return bool(self.view.drawing.heat.ground.items)

    def still(self) -> tuple[float, float]:
        """The same of a frame in which nothing changes."""
        return self.frame(self.view._refresh)


def changes(window: Window) -> dict[str, Change]:
    """Per kind of change a call that makes it, to and fro."""
    controller, plan = window.controller, window.plan
    accent, doorsteek = plan.accenten[0].id, plan.doorsteken[1].id
    return {
        "accent hoger": lambda n: controller.set_knob(accent, "bouwlagen", 5 + n % 8),
        "accent uit": lambda n: controller.set_accent(accent, bool(n % 2)),
        "doorsteek": lambda n: controller.set_doorsteek(doorsteek, bool(n % 2)),
        "fase": lambda n: controller.set_fase(plan.fasen[-2 + n % 2].id),
    }


def measure(window: Window, change: Change, rounds: int) -> dict[str, float]:
    """Median and worst time of a change and of a still frame, measured in turns."""
    extra, total, still, work = [], [], [], []
    # each kind starts from the plan, so that its first change is one
    window.controller.apply(replace(State.start(window.plan), kleuring=Kleuring.ZON))
    for number in range(rounds + 2):
        window.rest()
        calm = min(window.still() for _ in range(2))
        window.rest()
        taken = window.frame(lambda number=number: change(number))
        if number >= 2:
            total.append(taken[0])
            still.append(calm[0])
            extra.append(taken[0] - calm[0])
            work.append(taken[1] - calm[1])
    figures = {"total": total, "still": still, "extra": extra, "work": work}
    found = {name: round(statistics.median(values), 1) for name, values in figures.items()}
    return {**found, "extra_best": round(min(extra), 1), "extra_worst": round(max(extra), 1)}


def main() -> None:
    """Measure, print, and end with 1 when the map of hoven and pleinen follows too late."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print as JSON")
    parser.add_argument("--rounds", type=int, default=8, help="changes of each kind")
    options = parser.parse_args()
    app = QApplication(sys.argv[:1])
    window = Window(app, read_plan(default_plan_path()))
    gc.collect()
    gc.freeze()
    result: dict[str, dict[str, dict[str, float]]] = {}
    for name, settings in (
        ("hoven en pleinen", {"op": ("hoven", "pleinen")}),
        ("met gevels", {"op": ("hoven", "pleinen", "gevels")}),
        ("verschil", {"op": ("hoven", "pleinen"), "kind": "verschil"}),
    ):
        window.desk.set_settings(**settings)
        window.rest()
        result[name] = {kind: measure(window, change, options.rounds) for kind, change in changes(window).items()}
    window.view.close()
    window.worker.close()
    if options.json:
        print(json.dumps({"ms": result, "limit_extra_ms": LIMIT_MS}))
    else:
        for name, rows in result.items():
            print(f"{name:18}" + "".join(f"{column:>13}" for column in next(iter(rows.values()))) + "   (ms)")
            for kind, row in rows.items():
                print(f"  {kind:16}" + "".join(f"{value:13.1f}" for value in row.values()))
    sys.exit(0 if all(row["extra"] <= LIMIT_MS for row in result["hoven en pleinen"].values()) else 1)


if __name__ == "__main__":
    main()
