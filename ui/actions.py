"""Everything that can be done from menu, toolbar or key: one table, one QAction each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow

from massastudie.plan import Plan
from massastudie.seizoen import Seizoen
from massastudie.state import Kleuring
from ui.i18n import LANGUAGES, Translator
from ui.settings import MOUSE_PRESETS, THEMES


@dataclass(frozen=True, slots=True)
class Spec:
    """Name (its text is `action.<name>`), keys, the exclusive group it is one of, whether it can be ticked."""

    name: str
    keys: tuple[str, ...] = ()
    group: str = ""
    checkable: bool = False


VIEWS = (
    ("vogelvlucht", "B"), ("plan", "T"), ("noord", "N"), ("oost", "E"), ("zuid", "S"), ("west", "W"),
    ("ooghoogte", "H"), ("passend", "F"),
)  # fmt: skip

#: Trees as on the day looked at, or as in a season.
SEASONS = ("dag", *(seizoen.value for seizoen in Seizoen))

SPECS = (
    Spec("new_plan"), Spec("open_plan", ("Ctrl+Shift+O",)), Spec("open_study", ("Ctrl+O",)),
    Spec("open_context"), Spec("fetch_context"),
    Spec("save_study", ("Ctrl+S",)), Spec("save_study_as", ("Ctrl+Shift+S",)),
    Spec("export_picture", ("Ctrl+E",)), Spec("export_pictures"), Spec("export_model", ("Ctrl+Shift+E",)),
    Spec("export_workbook"), Spec("export_elevation"), Spec("export_ledger"), Spec("export_report", ("Ctrl+P",)),
    Spec("export_page"),
    Spec("make_film"), Spec("make_figures"), Spec("make_shadows"),
    Spec("quit", ("Ctrl+Q",)),
    Spec("undo", ("Ctrl+Z",)), Spec("redo", ("Ctrl+Y", "Ctrl+Shift+Z")), Spec("reset_all"),
    Spec("deselect", ("Esc",)), Spec("higher", ("+", "=")), Spec("lower", ("-",)),
    Spec("next_fase", ("PgDown",)), Spec("previous_fase", ("PgUp",)), Spec("play", ("Space",)),
    *(Spec(f"view_{name}", (key,)) for name, key in VIEWS),
    Spec("parallel", ("P",), checkable=True), Spec("labels", ("L",), checkable=True),
    Spec("shadows", ("Z",), checkable=True),
    *(Spec(f"kleuring_{kleuring.value}", group="kleuring", checkable=True) for kleuring in Kleuring),
    *(Spec(f"seizoen_{name}", group="seizoen", checkable=True) for name in SEASONS),
    *(Spec(f"mouse_{preset}", group="mouse", checkable=True) for preset in MOUSE_PRESETS),
    *(Spec(f"theme_{name}", group="theme", checkable=True) for name in THEMES),
    *(Spec(f"language_{code}", group="language", checkable=True) for code in LANGUAGES),
    Spec("present", ("F11",)), Spec("compare", ("C",), checkable=True), Spec("flip", ("Tab",)),
    Spec("audience", ("Ctrl+F11",), checkable=True), Spec("audience_hold", ("Shift+F11",), checkable=True),
    Spec("audience_blank", ("Ctrl+B",), checkable=True),
    Spec("keep_viewpoint", ("Ctrl+D",)), Spec("keep_variant", ("Ctrl+K",)), Spec("show_kept", ("Ctrl+J",)),
    Spec("standard_layout"), Spec("help_keys", ("F1",)), Spec("about"),
)  # fmt: skip

#: The sheet of keys (F1): sections of (keys as shown, text key). Mouse and keys of one action stand together.
MOUSE = ("orbit", "pan", "zoom", "fly", "pick", "drag")


class Named(Protocol):
    """A viewpoint of the plan or of the user."""

    @property
    def naam(self) -> str: ...


class Actions(QObject):
    """Makes the QActions on a window; `actions["undo"].triggered` is connected by the one who knows what to do."""

    def __init__(self, window: QMainWindow, tr: Translator) -> None:
        super().__init__(window)
        self._window, self._tr = window, tr
        self._groups: dict[str, QActionGroup] = {}
        self._actions = {spec.name: self._make(spec) for spec in SPECS}
        self.viewpoints: list[QAction] = []
        self.kept: list[QAction] = []
        self.retranslate()

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def _make(self, spec: Spec) -> QAction:
        action = QAction(self._window)
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        action.setCheckable(spec.checkable)
        action.setMenuRole(QAction.MenuRole.NoRole)
        if spec.group:
            group = self._groups.setdefault(spec.group, QActionGroup(self._window))
            group.addAction(action)
        self._window.addAction(action)
        return action

    def set_viewpoints(self, plan: Plan) -> list[QAction]:
        """An action per saved viewpoint of the plan, the first nine on the keys 1 to 9."""
        self.viewpoints = self._renew(self.viewpoints, plan.gezichten, 1)
        return self.viewpoints

    def set_kept(self, kept: Sequence[Named]) -> list[QAction]:
        """An action per viewpoint the user kept, on the number keys that the plan's own leave free."""
        self.kept = self._renew(self.kept, kept, len(self.viewpoints) + 1)
        return self.kept

    def _renew(self, old: list[QAction], items: Sequence[Named], first: int) -> list[QAction]:
        for action in old:
            self._window.removeAction(action)
            action.deleteLater()
        made = []
        for number, item in enumerate(items, first):
            action = QAction(item.naam, self._window)
            action.setData(item)
            if number <= 9:
                action.setShortcut(QKeySequence(str(number)))
            self._window.addAction(action)
            made.append(action)
        return made

    def retranslate(self) -> None:
        """Texts of the language chosen last; the tooltip names the key."""
        for name, action in self._actions.items():
            text = self._tr(f"action.{name}")
            action.setText(text)
            keys = action.shortcuts()
            plain = text.replace("&", "").rstrip("…")
            tip = f"{plain} ({keys[0].toString(QKeySequence.SequenceFormat.NativeText)})" if keys else plain
            action.setToolTip(tip)


def key_rows(actions: Actions, tr: Translator) -> list[tuple[str, str]]:
    """(keys, what they do) of everything that has a key or is done with the mouse, for the sheet of F1."""
    panning = actions["mouse_schuiven"].isChecked()
    swapped = {"orbit": "orbit_gis", "pan": "pan_gis"} if panning else {}
    rows = [(tr(f"mouse.{swapped.get(name, name)}"), tr(f"mouse.{name}_does")) for name in MOUSE]
    for spec in SPECS:
        if spec.keys:
            keys = " / ".join(QKeySequence(k).toString(QKeySequence.SequenceFormat.NativeText) for k in spec.keys)
            rows.append((keys, actions[spec.name].text().replace("&", "").rstrip("…")))
    rows += [
        (a.shortcut().toString(), a.text()) for a in (*actions.viewpoints, *actions.kept) if not a.shortcut().isEmpty()
    ]
    return rows
