"""Keeps the running study safe: written a moment after each change, offered again after a crash.

Each running window has its own file with a lock beside it. A file whose lock nobody holds was left by a program that
did not end well, or that was closed with wishes that stand in no study file; all else is removed at the end.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, QStandardPaths, QTimer

from massastudie.errors import MassastudieError
from massastudie.presentatie import Presentatie
from massastudie.state import State
from modellen.studie import SUFFIX, write_study
from modellen.surroundings import Laid

from .controller import WISHES, Shown

DELAY_MS = 800
#: So many copies are kept; older ones nobody asked for are thrown away.
KEPT = 5
Viewpoint = Callable[[], Mapping[str, object]]


def autosave_folder() -> Path:
    """Where unsaved studies are kept: the folder of the program's data of this user."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation)) / "autosave"


class Session(QObject):
    """Watches what is shown and keeps a copy of the study on disk."""

    def __init__(self, folder: Path, plan_path: Path, viewpoint: Viewpoint, parent: QObject | None = None) -> None:
        """`folder` holds the copies, `viewpoint` gives where the picture is looked at from."""
        super().__init__(parent)
        self._folder, self.plan_path, self._viewpoint = folder, plan_path, viewpoint
        self.path = folder / f"{uuid.uuid4().hex}{SUFFIX}"
        self._lock: QLockFile | None = None
        self._watching = False
        self._first: State | None = None
        self._state: State | None = None
        self._offered: tuple[Path, QLockFile] | None = None
        self.kept: Callable[[], State | None] = lambda: None
        self.told: Callable[[], Presentatie] = Presentatie
        self._told_first = Presentatie()
        self.laid: Callable[[], tuple[Laid, ...]] = tuple
        self._laid_first: tuple[Laid, ...] = ()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.save_now)

    def show_part(self, shown: Shown) -> None:
        """Remember the state; it is written when no other change follows within a moment.

        A day that plays goes on for minutes: only another moment does not put off what is to be written.
        """
        if not self._watching:
            self._watching, self._first = True, shown.state
        waits = self._timer.isActive() and self._state is not None and _same_but_moment(shown.state, self._state)
        self._state = shown.state
        if not waits and (not self._nothing_new or self.path.exists()):
            self._timer.start()

    def note(self) -> None:
        """What is kept to present with may have changed: it is written like a wish."""
        if self.told() != self._told_first or self.path.exists():
            self._timer.start()

    @property
    def _nothing_new(self) -> bool:
        same = self._state == self._first and self.told() == self._told_first
        return same and self.laid() == self._laid_first

    def save_now(self) -> bool:
        """Write the copy; False (and no noise) when the disk refuses, the study itself is not touched."""
        self._timer.stop()
        if self._state is None or (self._nothing_new and not self.path.exists()):
            return True
        try:
            self._take_lock()
            write_study(
                self.path, self.plan_path, self._state, self._viewpoint(), self.kept(), self.told(), self.laid()
            )
        except (OSError, MassastudieError):
            return False
        return True

    def saved(self) -> None:
        """What is shown now stands in a study file of the user's own."""
        self._timer.stop()
        self._first, self._told_first, self._laid_first = self._state, self.told(), self.laid()
        _remove(self.path)

    def keep_now(self) -> None:
        """What is shown stands nowhere else (it was recovered): write it even though nothing changed since."""
        self._first, self._told_first = None, Presentatie()
        self.save_now()

    def restart(self, plan_path: Path) -> None:
        """Another study is looked at: what stands there now needs no copy yet."""
        self._timer.stop()
        _remove(self.path)
        self.plan_path, self._watching, self._first, self._state = plan_path, False, None, None
        self._told_first, self._laid_first = Presentatie(), ()

    def left_behind(self) -> Path | None:
        """The newest study of a program that did not end well; None when there is none."""
        if self._offered is None:
            self._offered = next(filter(None, map(self._claim, self._newest_first())), None)
        return self._offered[0] if self._offered else None

    def drop_left_behind(self) -> None:
        """Throw the offered copy away: it was taken over, or is not wanted."""
        if self._offered is not None:
            path, lock = self._offered
            _remove(path)
            lock.unlock()
            self._offered = None

    def close(self) -> None:
        """The end. Wishes that stand nowhere else stay, to be offered the next time; so does an unanswered offer."""
        self._timer.stop()
        if self._unsaved():
            self.save_now()
        else:
            _remove(self.path)
        if self._lock is not None:
            self._lock.unlock()
        if self._offered is not None:
            self._offered[1].unlock()

    def _unsaved(self) -> bool:
        """Whether a wish or a viewpoint stands in no file; the fase looked at or a selection is no loss."""
        if self._state is None:
            return False
        return _wishes(self._state) != _wishes(self._first) or self.told() != self._told_first

    def _newest_first(self) -> list[Path]:
        found = [p for p in self._folder.glob(f"*{SUFFIX}") if p != self.path]
        found.sort(key=lambda p: p.stat().st_mtime, reverse=True)
        for old in found[KEPT:]:
            _remove(old)
        return found[:KEPT]

    def _claim(self, path: Path) -> tuple[Path, QLockFile] | None:
        lock = _lock_of(path)
        return (path, lock) if lock.tryLock(0) else None

    def _take_lock(self) -> None:
        if self._lock is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lock = _lock_of(self.path)
            self._lock.tryLock(0)


def _wishes(state: State | None) -> tuple[object, ...]:
    return () if state is None else tuple(getattr(state, name) for name in WISHES)


def _same_but_moment(one: State, other: State) -> bool:
    return replace(one, moment=other.moment) == other


def _remove(path: Path) -> None:
    """Remove a copy; a disk that refuses (or a folder that is gone) is no reason to stop the window."""
    with suppress(OSError):
        path.unlink()


def _lock_of(path: Path) -> QLockFile:
    """The lock beside a copy; only a holder that no longer runs loses it, however long it is held."""
    lock = QLockFile(str(path.with_name(path.name.removesuffix(SUFFIX) + ".lock")))
    lock.setStaleLockTime(0)
    return lock
