"""Ctrl+C in tests that start a program: a run in the background has it switched off, and children inherit that."""

from __future__ import annotations

import signal


def hear_ctrl_c() -> None:
    """For `preexec_fn`: the program started hears Ctrl+C as it does in a terminal."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
