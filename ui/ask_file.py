"""The dialogs that ask for a file or folder: they open where the last one was, and do not block."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from .export_kinds import follow_kind
from .settings import Settings

Mode = QFileDialog.FileMode


class FileAsker:
    """Asks over one window; remembers the folder."""

    def __init__(self, window: QWidget, settings: Settings) -> None:
        self._window, self._settings = window, settings

    def ask(self, mode: Mode, title: str, kinds: str, use: Callable[[Path], object], name: str = "") -> None:
        """Call `use` with what is chosen; `name` given means a file to be written."""
        dialog = QFileDialog(self._window, title, str(self._settings.folder), kinds)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(mode)
        if name:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.selectFile(name)
            follow_kind(dialog)
        dialog.fileSelected.connect(lambda found: self._chosen(Path(found), use))
        dialog.open()

    def _chosen(self, path: Path, use: Callable[[Path], object]) -> None:
        self._settings.folder = path if path.is_dir() else path.parent
        use(path)
