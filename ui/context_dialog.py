"""What is in a file of others, before it is stood round the plan or made into one: fields, level of detail, place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from massastudie.context import Context, Reading
from massastudie.plan import Plan
from massastudie.terrein import CEL_M
from modellen.context.report import count_text

from .i18n import Translator
from .panels.field_choice import FieldChoice
from .panels.map_preview import MapPreview
from .panels.place_choice import PlaceChoice
from .panels.widgets import QuietCombo

#: So many remarks, and reasons why something was left out, are shown; the report has them all.
SHOWN = 4


class ContextDialog(QDialog):
    """`wished` asks to read the file another way; `accepted` says that what is shown is to be used, `report` that it
    is to be told in a file. With `is_new` the file becomes a plan of its own, else it is stood round `plan`."""

    wished = Signal(object)
    report = Signal()

    def __init__(self, parent: QWidget | None, tr: Translator, plan: Plan, is_new: bool, found: Context) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._tr, self._is_new, self._plan = tr, is_new, plan
        self._base, self._found = Reading(), found
        self.setWindowTitle(tr("context.new_title" if is_new else "context.title", file=found.bestand))
        self.map, self.fields, self.place = MapPreview(), FieldChoice(tr), PlaceChoice(tr)
        self.told, self.lod, self.overlap, self.name = QLabel(), QuietCombo(), QuietCombo(), QLineEdit()
        self._lay_out()
        self._connect()
        if not is_new:
            self.map.show_plan(plan)
        self._start(found)

    def _lay_out(self) -> None:
        self.told.setWordWrap(True)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.overlap.set_choices(
            (("vervang", self._tr("context.replace")), ("houd", self._tr("context.keep"))), "vervang"
        )
        self.lod_box = self._group("context.lod", self.lod)
        self.fields_box = self._group("context.fields", self.fields)
        self.place_box = self._group("context.place", self.place)
        left, right, row = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        left.addWidget(self.map, 1)
        left.addWidget(self.told)
        name_box, overlap_box = self._group("context.name", self.name), self._group("context.overlap", self.overlap)
        name_box.setVisible(self._is_new)
        overlap_box.setVisible(not self._is_new)
        for part in (self.lod_box, self.fields_box, self.place_box, name_box, overlap_box):
            right.addWidget(part, 1 if part is self.fields_box else 0)
        right.addStretch(0)
        row.addLayout(left, 1)
        row.addLayout(right, 1)
        box = QVBoxLayout(self)
        box.addLayout(row, 1)
        box.addWidget(self._buttons())
        self.resize(980, 600)

    def _group(self, key: str, part: QWidget) -> QGroupBox:
        group = QGroupBox(self._tr(key))
        QVBoxLayout(group).addWidget(part)
        return group

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        kinds = QDialogButtonBox.ButtonRole
        self.save = buttons.addButton(self._tr("context.report"), kinds.ActionRole)
        self.go = buttons.addButton(self._tr("context.make" if self._is_new else "context.use"), kinds.AcceptRole)
        buttons.addButton(self._tr("dialog.cancel"), kinds.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _connect(self) -> None:
        self.save.clicked.connect(self.report.emit)
        self.fields.changed.connect(lambda said: self._wish(lambda r: replace(r, velden=said)))
        self.lod.activated.connect(lambda _: self._wish(lambda r: replace(r, lod=self.lod.currentData() or None)))
        self.map.dragged.connect(self.place.move_by)
        self.place.changed.connect(self._move)

    # --- showing ----------------------------------------------------------------------------------------------

    def _start(self, found: Context) -> None:
        x, y = self._plan.oorsprong
        middle = self._plan.plangrens.centroid
        self.place.show_file(found, x + middle.x, y + middle.y)
        self.name.setText(found.bestand.partition(".")[0])
        self.show_read(found, Reading())

    def show_read(self, found: Context, reading: Reading) -> None:
        """What came of reading the file this way."""
        self._found, self._base = found, reading
        highest = self._tr("context.highest", lod=found.lods[-1] if found.lods else "")
        self.lod.set_choices((("", highest), *((lod, f"LoD {lod}") for lod in found.lods)), reading.lod or "")
        self.lod_box.setVisible(len(found.lods) > 1 and not self._is_new)
        self.fields_box.setVisible(bool(found.velden))
        self.fields.show_fields(found.velden, found.rollen, reading.velden)
        self.place_box.setVisible(found.crs is None)
        self.map.show_drawing([p.polygon for p in found.panden], found.crs is None)
        if found.crs is None:
            self._move()
        self.told.setText("\n".join(told_lines(found, self._tr)))
        self.go.setEnabled(bool(found.panden) or (found.raster is not None and not self._is_new))

    def _move(self) -> None:
        if self._found.crs is None:
            self.map.set_place(self.place.plaats(), self.place.scale)

    def _wish(self, change: Callable[[Reading], Reading]) -> None:
        self.go.setEnabled(False)
        self.wished.emit(change(self._base))

    # --- what is chosen ---------------------------------------------------------------------------------------

    @property
    def found(self) -> Context:
        """What was read, not yet in its place."""
        return self._found

    @property
    def reading(self) -> Reading:
        """How the file is read, and where it lies when it does not say so itself."""
        return replace(self._base, plaats=self.place.plaats()) if self._found.crs is None else self._base

    @property
    def replaces(self) -> bool:
        """Whether panden of the file take the place of standing ones."""
        return bool(self.overlap.currentData() == "vervang")


def ground_line(found: Context, tr: Translator) -> str:
    """What ground a terrain file holds: its squares, and its lowest and highest height, m NAP."""
    known = 0 if found.raster is None else int(np.isfinite(found.raster.hoogten).sum())
    low, high = found.bbox[2], found.bbox[5]
    return tr("context.ground", n=tr.number(known), side=tr.number(CEL_M), low=tr.number(low, 1),
              high=tr.number(high, 1))  # fmt: skip


def told_lines(found: Context, tr: Translator) -> list[str]:
    """What is in a file, what was assumed, and what was left out."""
    kind = f"{found.formaat} {found.versie}".strip()
    known = sum(pand.hoogte_m is not None or pand.bouwlagen is not None for pand in found.panden)
    read = tr("context.read", count=count_text(found), known=known, total=len(found.panden))
    lines = [f"{kind} · {found.crs or tr('context.no_crs')}", read if found.raster is None else ground_line(found, tr)]
    lines += found.opmerkingen[:SHOWN]
    lines += [f"{name}: {reason}" for name, reason in found.overgeslagen[:SHOWN]]
    if (more := len(found.overgeslagen) - SHOWN) > 0:
        lines.append(tr("context.more", n=more))
    return ["".join(sign for sign in line if sign.isprintable())[:160] for line in lines]
