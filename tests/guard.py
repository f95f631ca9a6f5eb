"""What a test may not leave behind: windows, threads, running timers. Loads no Qt; looks only when a test did."""

from __future__ import annotations

import gc
import sys
import threading
from dataclasses import dataclass
from typing import Any

#: How long a thread that was told to end may take for it.
PATIENCE_S = 5.0


@dataclass(frozen=True)
class Alive:
    """What was alive at one moment: Python threads, and addresses of Qt windows, timers and threads."""

    threads: frozenset[int]
    qt_objects: frozenset[int]


def look(with_qt: bool = True) -> Alive:
    """Everything that is alive now; without Qt objects it takes no time."""
    return Alive(
        frozenset(id(thread) for thread in threading.enumerate()),
        frozenset(address_of(item) for item in qt_objects()) if with_qt else frozenset(),
    )


def left_behind(before: Alive, with_qt: bool = True) -> list[str]:
    """A line for each thing alive now that was not alive `before`."""
    threads = [f"thread '{t.name}'" for t in new_threads(before)]
    return threads + [describe(item) for item in new_qt_objects(before)] if with_qt else threads


def new_qt_objects(before: Alive) -> list[Any]:
    """Qt objects that were not alive before; what only waits for the garbage collector does not count."""
    finish_deletions()
    found = [item for item in qt_objects() if address_of(item) not in before.qt_objects]
    if not found:
        return []
    del found
    gc.collect()
    finish_deletions()
    return [item for item in qt_objects() if address_of(item) not in before.qt_objects]


def new_threads(before: Alive) -> list[threading.Thread]:
    """Threads started by Python code since then; one that is just ending gets time for it, also on a busy machine."""
    threads = [t for t in threading.enumerate() if id(t) not in before.threads and not t.name.startswith("Dummy-")]
    for thread in threads:
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join(PATIENCE_S)
    return [t for t in threads if t.is_alive()]


def application() -> Any:
    """The running QApplication, or None when no test made one."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    return widgets.QApplication.instance() if widgets else None


def finish_deletions() -> None:
    """Let Qt carry out deleteLater(), and let a running job of the thread pool end."""
    app = application()
    if app is None:
        return
    core = sys.modules["PySide6.QtCore"]
    core.QThreadPool.globalInstance().waitForDone(2000)
    app.sendPostedEvents(None, core.QEvent.Type.DeferredDelete.value)
    app.processEvents()


def qt_objects() -> list[Any]:
    """Top-level widgets without a parent, active timers and running threads of Qt."""
    app = application()
    if app is None:
        return []
    core, shiboken = sys.modules["PySide6.QtCore"], sys.modules["shiboken6"]
    kinds = subclasses(core.QTimer) | subclasses(core.QThread)
    known = [item for item in gc.get_objects() if type(item) in kinds and shiboken.isValid(item)]
    timers = [item for item in known if isinstance(item, core.QTimer) and item.isActive()]
    threads = [item for item in known if isinstance(item, core.QThread) and item.isRunning()]
    threads = [item for item in threads if item is not app.thread() and item is not core.QThread.currentThread()]
    return [w for w in app.topLevelWidgets() if w.parent() is None] + timers + threads


def subclasses(kind: type) -> set[type]:
    """A class and everything made from it."""
    return {kind}.union(*(subclasses(sub) for sub in kind.__subclasses__()))


def address_of(item: Any) -> int:
    """Address of the Qt object behind a wrapper: the same for every wrapper of it."""
    return int(sys.modules["shiboken6"].getCppPointer(item)[0])


def describe(item: Any) -> str:
    """Class and name of a Qt object."""
    return f"{type(item).__name__} '{item.objectName()}'"
