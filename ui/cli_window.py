"""Starting the window from the command line: the wishes given there reach it as a study, like any other."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from massastudie.errors import MassastudieError

from .cli_options import Wishes, load, plan_folder


def run_window(plan: Path | None, wishes: Wishes) -> int:
    """Show the window until it is closed; returns its exit code.

    Raises a MassastudieError kind when plan or wishes do not fit, or when there is no screen.
    """
    check_display()
    folder = plan_folder(plan, wishes)
    if not wishes.any_change:
        return start(folder, wishes.studie)
    with TemporaryDirectory(prefix="massastudie-") as temporary:
        return start(folder, study_with(wishes, folder, Path(temporary)))


def start(folder: Path, study: Path | None) -> int:
    """The window itself; the first moment Qt is imported."""
    from .app import run

    return run(folder, study)


def study_with(wishes: Wishes, folder: Path, where: Path) -> Path:
    """A study file that holds the wishes."""
    from modellen.studie import SUFFIX, write_study

    _, state = load(folder, wishes)
    path = where / f"opdrachtregel{SUFFIX}"
    write_study(path, folder, state, {})
    return path


def check_display() -> None:
    """Qt ends a program without a screen with an abort; say it in words before that."""
    if not sys.platform.startswith("linux"):
        return
    if not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        raise MassastudieError(
            "geen scherm gevonden (DISPLAY en WAYLAND_DISPLAY zijn leeg), dus het venster kan niet openen; "
            "'massastudie beeld' en 'massastudie kerncijfers' werken zonder scherm"
        )
