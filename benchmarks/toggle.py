"""How long a toggle takes on the whole plan: a new state in, the new figures and the new picture on the screen.

`python benchmarks/toggle.py [--json] [--rounds N]`. Needs a screen (`xvfb-run -a python benchmarks/toggle.py`). The
picture is the first frame after the change; the frame with ambient occlusion follows when all is quiet and is given
apart.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from dataclasses import replace
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
    view.close()
    if options.json:
        print(json.dumps(result))
    else:
        print("ms         " + "".join(f"{name:>11}" for name in next(iter(result.values()))))
        for kind, row in result.items():
            print(f"{kind:11}" + "".join(f"{value:11.1f}" for value in row.values()))
    sys.exit(0 if all(row["total"] <= LIMIT_MS for row in result.values()) else 1)


if __name__ == "__main__":
    main()
