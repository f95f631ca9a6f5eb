"""How long a toggle takes on the whole plan: a new state in, the new figures and the new picture on the screen.

`python benchmarks/toggle.py [--json] [--rounds N]`. Needs a screen (`xvfb-run -a python benchmarks/toggle.py`). The
picture is the first frame after the change; the frame with ambient occlusion follows when all is quiet and is given
apart. "zon" is the time slider being dragged: one step is a quarter of an hour, with the shade on the ground.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtWidgets import QApplication

from massastudie.massa import build
from massastudie.oppervlak import kerncijfers
from massastudie.plan import Plan
from massastudie.scene import resolve
from massastudie.state import Kleuring, State
from modellen.reader import default_plan_path, read_plan
from ui.view.scene_view import SceneView

LIMIT_MS = 100.0
LEAST_STEPS_PER_S = 12.0


def changes(plan: Plan) -> dict[str, list[State]]:
    """For each kind of toggle the states to go to and fro between."""
    state = State.start(plan)
    straat = next(s for s in plan.straten if len(s.profielen) > 1)
    return {
        "doorsteek": [state.with_doorsteek(plan.doorsteken[0].id, False), state],
        "profiel": [state.with_profiel(straat.id, straat.profielen[0].profiel), state],
        "accenten": [replace(state, accenten_aan=False), state],
        "bouwlagen": [state.with_override(plan.bouwblokken[0].id, "bouwlagen", 6), state],
        "kleuring": [replace(state, kleuring=Kleuring.FUNCTIE), state],
        "selectie": [replace(state, selectie=plan.bouwblokken[0].id), state],
        "fase": [replace(state, fase=plan.fasen[-2].id), state],
    }


def day(state: State) -> list[State]:
    """The state at each quarter of an hour of a spring day: what a time slider asks for while it is dragged."""
    start = state.moment.replace(hour=8, minute=0)
    return [replace(state, moment=start + timedelta(minutes=15 * n)) for n in range(37)]


def wait(app: QApplication, view: SceneView, frames: int) -> None:
    """Let the window work until more frames than these have been drawn."""
    while view.frames <= frames:
        app.processEvents()


def once(app: QApplication, view: SceneView, plan: Plan, state: State) -> dict[str, float]:
    """Go to this state; milliseconds of each part, and of all together in wall and in processor time."""
    frames, begin, cpu = view.frames, perf_counter(), process_time()
    massa = build(plan, state)
    kerncijfers(plan, state, massa)
    figures = perf_counter()
    view.show_scene(resolve(plan, state, massa))
    drawn = perf_counter()
    wait(app, view, frames)
    quick = perf_counter()
    used = process_time() - cpu
    while not view.at_rest:
        app.processEvents()
    times = {"figures": figures - begin, "scene": drawn - figures, "frame": quick - drawn, "total": quick - begin}
    return {name: 1000 * value for name, value in {**times, "processor": used, "full": perf_counter() - begin}.items()}


def drag(app: QApplication, view: SceneView, plan: Plan, states: list[State]) -> dict[str, float]:
    """Go through these states without a pause; milliseconds of a step, and until the exact shadows at the end."""
    massa, frames = build(plan, states[0]), view.frames
    view.show_scene(resolve(plan, states[0], massa))
    wait(app, view, frames)
    steps, scene_ms = [], []
    for state in states[1:]:
        frames, begin = view.frames, perf_counter()
        view.set_moment(state.moment)
        view.show_scene(resolve(plan, state, massa))
        scene_ms.append(perf_counter() - begin)
        wait(app, view, frames)
        steps.append(perf_counter() - begin)
    begin = perf_counter()
    while not view.at_rest:
        app.processEvents()
    step = statistics.median(steps)
    exact = perf_counter() - begin
    return {
        "scene": round(1000 * statistics.median(scene_ms), 1), "total": round(1000 * step, 1),
        "steps_per_s": round(1 / step, 1), "exact_after": round(1000 * exact, 1),
    }  # fmt: skip


def main() -> None:
    """Measure, print, and end with 1 when a kind takes too long."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print as JSON")
    parser.add_argument("--rounds", type=int, default=6, help="toggles of each kind")
    options = parser.parse_args()
    app = QApplication(sys.argv[:1])
    plan = read_plan(default_plan_path())
    view = SceneView()
    view.resize(1280, 800)
    view.show()
    once(app, view, plan, State.start(plan))
    result = {}
    for kind, states in changes(plan).items():
        runs = [once(app, view, plan, states[n % 2]) for n in range(options.rounds + 2)][2:]
        result[kind] = {name: round(statistics.median(run[name] for run in runs), 1) for name in runs[0]}
    sun = drag(app, view, plan, day(State.start(plan)))
    view.close()
    if options.json:
        print(json.dumps({**result, "zon": sun}))
    else:
        print("ms         " + "".join(f"{name:>11}" for name in next(iter(result.values()))))
        for kind, row in result.items():
            print(f"{kind:11}" + "".join(f"{value:11.1f}" for value in row.values()))
        print("zon (time slider dragged): " + ", ".join(f"{name} {value:.1f}" for name, value in sun.items()))
    quick = all(row["total"] <= LIMIT_MS for row in result.values())
    sys.exit(0 if quick and sun["steps_per_s"] >= LEAST_STEPS_PER_S else 1)


if __name__ == "__main__":
    main()
