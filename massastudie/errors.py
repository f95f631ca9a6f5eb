"""The few kinds of error a caller handles. Each message is one sentence: which thing, what was expected, what came."""

from __future__ import annotations

#: A word without an end is cut here, a whole text there: no file may fill a screen.
LONGEST_WORD, LONGEST = 250, 4000


def one_line(text: object) -> str:
    """Text as a screen may show it: on one line of bounded length, without characters that command a terminal or are
    half of one."""
    words = "".join(sign if sign.isprintable() else " " for sign in str(text)).split()
    return " ".join(w if len(w) <= LONGEST_WORD else f"{w[:LONGEST_WORD]}…" for w in words)[:LONGEST]


class MassastudieError(Exception):
    """Root of every error this package raises on purpose; its text can be shown to a user as it is: one line, whatever
    names of files and objects are in it."""

    def __init__(self, text: object) -> None:
        super().__init__(one_line(text))


class PlanError(MassastudieError):
    """A plan (or one object in it) contradicts itself; the text names the object and what was expected."""


class GeometryError(MassastudieError):
    """A shape cannot be used for what was asked of it; the text names the object."""


class StateError(MassastudieError):
    """A wish (phase, doorsteek, knob ...) does not fit the plan; the state stays as it was."""


class FileError(MassastudieError):
    """A file cannot be read or written; the text names file, object, expected and found."""


class ServiceError(MassastudieError):
    """A service on the network gave nothing that can be used; the text names service, expected and found."""


def check_option(name: str, value: object, allowed: object) -> None:
    """Raise StateError when `value` is not one of `allowed`, naming what is allowed."""
    options = list(allowed)  # type: ignore[call-overload]
    if value not in options:
        shown = ", ".join(str(o) for o in options[:12]) + (" …" if len(options) > 12 else "")
        raise StateError(f"{name}: '{value}' bestaat niet; kies uit {shown}")
