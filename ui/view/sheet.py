"""A picture that is drawn again only when something in it differs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QPixmap


class Sheet:
    """A picture of all that is written, kept as long as nothing in it differs."""

    def __init__(self) -> None:
        self._made: QPixmap | None = None
        self._of: tuple[object, ...] = ()

    def get(self, of: tuple[object, ...], make: Callable[[], QPixmap]) -> QPixmap:
        """The picture kept when it is `of` the same, else a new one."""
        if self._made is None or of != self._of:
            self._made, self._of = make(), of
        return self._made
