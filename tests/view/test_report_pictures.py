"""The pictures of a report come from another process; what goes wrong there is told and never waited for."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from massastudie.errors import MassastudieError
from massastudie.plan import Plan
from massastudie.state import State
from ui.drawn_beside import drawn_beside
from ui.report_pictures import draw


def children() -> set[int]:
    """Processes that this one has started."""
    own = str(os.getpid())
    found = set()
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat", encoding="utf-8") as stat:
                if stat.read().rpartition(")")[2].split()[1] == own:
                    found.add(int(name))
        except OSError:
            continue
    return found


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="there is no /proc to find the other process in")
def test_drawing_that_is_killed_is_told(plan: Plan) -> None:
    before = children()
    with drawn_beside("rapport", draw, plan, State.start(plan), ("fase1",)) as pictures:
        for pid in children() - before:
            with open(f"/proc/{pid}/cmdline", "rb") as command:
                if b"spawn_main" in command.read():
                    os.kill(pid, signal.SIGKILL)
        with pytest.raises(MassastudieError, match="afgebroken"):
            pictures()


def test_what_draws_can_be_the_first_that_is_imported() -> None:
    """As in the other process, where nothing was read before it."""
    done = subprocess.run([sys.executable, "-c", "import ui.view.bare"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-400:]
