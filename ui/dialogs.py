"""Dialogs: one clear sentence for an error, the sheet of keys, about. None of them blocks the program."""

from __future__ import annotations

import html
import platform

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from massastudie import __version__
from massastudie.plan import Plan

from .i18n import Translator

COMPONENTS = ("PySide6-Essentials", "vtk", "pyvista", "shapely", "trimesh", "numpy", "pyproj", "pydantic", "pyqtgraph")


def show_error(parent: QWidget | None, tr: Translator, sentence: str) -> QMessageBox:
    """Show one sentence; nothing was lost and the window goes on."""
    box = QMessageBox(QMessageBox.Icon.Warning, tr("dialog.error_title"), sentence, parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
    return box


class KeySheet(QDialog):
    """All keys and what the mouse does."""

    def __init__(self, parent: QWidget | None, tr: Translator, rows: list[tuple[str, str]]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("action.help_keys").replace("&", ""))
        half = (len(rows) + 1) // 2
        columns = QHBoxLayout()
        for part in (rows[:half], rows[half:]):
            columns.addWidget(key_table(part), 1)
        inner = QWidget()
        inner.setLayout(columns)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        box = QVBoxLayout(self)
        box.addWidget(area)
        box.addWidget(close_button(self, tr))
        self.resize(inner.sizeHint().width() + 60, min(inner.sizeHint().height() + 90, 680))


def key_table(rows: list[tuple[str, str]]) -> QLabel:
    """Keys in bold, what they do beside them."""
    lines = "".join(
        f"<tr><td style='padding:2px 18px 2px 0'><b>{html.escape(keys)}</b></td>"
        f"<td style='padding:2px 0'>{html.escape(text)}</td></tr>"
        for keys, text in rows
    )
    label = QLabel(f"<table>{lines}</table>")
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    label.setMargin(6)
    return label


def close_button(dialog: QDialog, tr: Translator) -> QDialogButtonBox:
    """A row with one button that closes."""
    buttons = QDialogButtonBox()
    buttons.addButton(tr("dialog.close"), QDialogButtonBox.ButtonRole.RejectRole)
    buttons.rejected.connect(dialog.reject)
    return buttons


class About(QDialog):
    """Versions, sources of the plan, licence."""

    def __init__(self, parent: QWidget | None, tr: Translator, plan: Plan) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("action.about").replace("&", ""))
        label = QLabel(about_text(tr, plan))
        label.setWordWrap(True)
        label.setMargin(12)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        area = QScrollArea()
        area.setWidget(label)
        area.setWidgetResizable(True)
        box = QVBoxLayout(self)
        box.addWidget(area)
        box.addWidget(close_button(self, tr))
        self.resize(520, 480)


def about_text(tr: Translator, plan: Plan) -> str:
    """What the about dialog says, as rich text."""
    herkomst = plan.herkomst
    parts = [f"<h3>Massastudie {__version__}</h3><p>{tr('about.what')}</p><p>{tr('about.licence')}</p>",
             f"<p><b>{tr('about.plan')}</b>: {html.escape(plan.naam)}</p>"]  # fmt: skip
    for key, text in (("object.source", herkomst.bron), ("object.assumption", herkomst.aanname)):
        if text:
            parts.append(f"<p><b>{tr(key)}</b>: {html.escape(text)}</p>")
    lines = "<br>".join(f"{name} {_version(name)}" for name in COMPONENTS)
    parts.append(f"<p><b>{tr('about.versions')}</b><br>Python {platform.python_version()}<br>Qt {qVersion()}<br>")
    return "".join([*parts, lines, "</p>"])


def _version(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version  # 15 ms, and the start has no use for it

    try:
        return version(name)
    except PackageNotFoundError:
        return "–"
