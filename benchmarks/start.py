"""How soon the first 3D picture stands: our window on the built-in plan beside a bare pyvistaqt window with 300 boxes.

`python benchmarks/start.py [--json] [--rounds N]`. Each start is a process of its own, the two kinds in turn; times
run from the start of the process to the first finished frame. Needs a screen
(`xvfb-run -a python benchmarks/start.py`) and the extra `bench`.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from time import time

HERE = Path(__file__).resolve()
sys.path.insert(0, str(HERE.parents[1]))

SIZE_PX = (1280, 800)
BOXES = 300


def report(**moments: float) -> None:
    """Print moments as milliseconds since this process was started."""
    begin = float(os.environ["MASSASTUDIE_BENCH_BEGIN"])
    print(json.dumps({name: round(1000 * (moment - begin), 1) for name, moment in moments.items()}), flush=True)


def ours() -> None:
    """The whole window of the program: panels first, then the plan in 3D."""
    gc.disable()  # as ui/cli_window.py does
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication

    from massastudie.state import State
    from modellen.reader import default_plan_path, read_plan
    from ui.app import App
    from ui.settings import Settings

    app = QApplication(sys.argv[:1])
    moments: dict[str, float] = {}

    class FirstPaint(QObject):
        """Notes when the window is painted first."""

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                moments.setdefault("window", time())
            return False

    folder = Path(os.environ["MASSASTUDIE_BENCH_FOLDER"])
    plan = read_plan(default_plan_path())
    parts = App(plan, default_plan_path(), State.start(plan), Settings(), folder)
    watch = FirstPaint()
    parts.window.installEventFilter(watch)
    parts.window.resize(*SIZE_PX)

    def ready() -> None:
        parts.view.frame.connect(done)

    def done() -> None:
        moments.setdefault("picture", time())
        app.quit()

    parts.picture_ready.connect(ready)
    parts.start()
    app.exec()
    report(**moments)
    os._exit(0)


def bare() -> None:
    """What a few lines of pyvistaqt give: a window with 300 boxes in one mesh, defaults of the library."""
    import numpy as np
    import pyvista as pv
    from pyvistaqt import QtInteractor
    from qtpy.QtWidgets import QApplication, QMainWindow

    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(*SIZE_PX)
    view = QtInteractor(window)
    window.setCentralWidget(view)
    places = np.random.default_rng(1).uniform(-300, 300, (BOXES, 2))
    boxes = [pv.Cube(center=(x, y, 6), x_length=10, y_length=10, z_length=12) for x, y in places]
    view.add_mesh(pv.merge(boxes), color="white", show_edges=True)
    window.show()
    moments = {}

    def done(*_: object) -> None:
        moments.setdefault("picture", time())
        app.quit()

    view.render_window.AddObserver("EndEvent", done)
    app.exec()
    report(**moments)
    os._exit(0)


def start(kind: str, folder: Path) -> dict[str, float]:
    """Start one process of this kind and return its moments in ms."""
    env = {**os.environ, "MASSASTUDIE_BENCH_BEGIN": repr(time()), "MASSASTUDIE_BENCH_FOLDER": str(folder)}
    env |= {"XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder), "QT_API": "pyside6"}
    done = subprocess.run(
        [sys.executable, str(HERE), "--as", kind], env=env, capture_output=True, text=True, timeout=120, check=False
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if not lines:
        raise SystemExit(f"{kind}: no picture came; {done.stderr.strip().splitlines()[-1:]}")
    return dict(json.loads(lines[-1]))


def main() -> None:
    """Measure, print, and end with 1 when ours comes later than the bare window."""
    import tempfile

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print as JSON")
    parser.add_argument("--rounds", type=int, default=5, help="starts of each kind")
    parser.add_argument("--as", dest="kind", choices=("ours", "bare"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.kind:
        return ours() if options.kind == "ours" else bare()
    with tempfile.TemporaryDirectory() as folder:
        start("ours", Path(folder)), start("bare", Path(folder))
        rounds = [(start("ours", Path(folder)), start("bare", Path(folder))) for _ in range(options.rounds)]
    result = {
        "ours_window_ms": statistics.median(a.get("window", float("nan")) for a, _ in rounds),
        "ours_first_picture_ms": statistics.median(a["picture"] for a, _ in rounds),
        "bare_first_picture_ms": statistics.median(b["picture"] for _, b in rounds),
        "rounds": options.rounds,
    }
    if options.json:
        print(json.dumps(result))
    else:
        print(f"{'our window with its panels':34}{result['ours_window_ms']:8.0f} ms")
        print(f"{'our first 3D picture (whole plan)':34}{result['ours_first_picture_ms']:8.0f} ms")
        print(f"{'bare pyvistaqt window, 300 boxes':34}{result['bare_first_picture_ms']:8.0f} ms")
    sys.exit(0 if result["ours_first_picture_ms"] <= result["bare_first_picture_ms"] else 1)


if __name__ == "__main__":
    main()
