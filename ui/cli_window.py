"""Starting the window from the command line, with the state asked for there."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

from massastudie.errors import MassastudieError

from .cli_options import Wishes, load, plan_folder


def run_window(plan: Path | None, wishes: Wishes) -> int:
    """Show the window until it is closed; returns its exit code.

    Raises a MassastudieError kind when plan or wishes do not fit, or when there is no screen.
    """
    folder = plan_folder(plan, wishes)
    state = load(folder, wishes, around=False)[1] if wishes.any_change else None
    check_display()
    # Nearly everything made while starting stays: looking through it for garbage takes a tenth of a second.
    gc.disable()
    from .app import run

    replaces, live = wishes.overlap == "vervang", None
    if wishes.omgeving is not None:
        from .live_job import LiveOrder

        live = LiveOrder(wishes.omgeving, vers=wishes.vers, vervangt=replaces, lod=wishes.lod)
    return run(folder, wishes.studie, state, wishes.context, replaces, live, wishes.reading)


def check_display() -> None:
    """Qt ends a program without a screen with an abort; say it in words before that."""
    if not sys.platform.startswith("linux"):
        return
    if not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        raise MassastudieError(
            "geen scherm gevonden (DISPLAY en WAYLAND_DISPLAY zijn leeg), dus het venster kan niet openen; "
            "'massastudie beeld' en 'massastudie kerncijfers' werken zonder scherm"
        )
