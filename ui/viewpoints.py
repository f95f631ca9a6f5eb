"""Viewpoints and states the user keeps: kept with a small picture, gone back to by menu, key and list.

The list also shows the plan's own viewpoints; their small pictures are drawn when it has been open for a moment.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer

from massastudie.errors import StateError
from massastudie.frozen import Frozen
from massastudie.plan import Gezicht
from massastudie.presentatie import Standpunt, Variant, free_name

from .controller import Controller
from .dialogs import show_error
from .main_window import MainWindow
from .panels.kept_list import KeptList
from .small_pictures import small_pictures_job
from .story import Story
from .thumbnail import to_text
from .worker import Worker

MESSAGE_MS = 6000
#: So long the list is open before its pictures are drawn, milliseconds.
OPEN_MS = 400


class Viewpoints(QObject):
    """Connects what is kept to menus, keys and the list; lives with the window."""

    def __init__(self, window: MainWindow, controller: Controller, story: Story) -> None:
        super().__init__(window)
        self._window, self._controller, self.story = window, controller, story
        self.picture: Any = None
        self.plan_path: Callable[[], Path] | None = None
        self.worker = Worker(self)
        self._pictures: dict[str, str] = {}
        self._pictured: object = None
        self._opened = QTimer(self)
        self._opened.setSingleShot(True)
        self._opened.setInterval(OPEN_MS)
        self._opened.timeout.connect(self._draw_small)
        self.worker.finished.connect(self._small_drawn)
        self.worker.failed.connect(lambda said: window.status.showMessage(said, MESSAGE_MS))
        window.closing.connect(self.worker.close)
        self._list: KeptList | None = None
        self._at: Standpunt | None = None
        actions = window.actions_
        actions["keep_viewpoint"].triggered.connect(lambda _=False: self.keep())
        actions["keep_variant"].triggered.connect(lambda _=False: self.keep_variant())
        actions["show_kept"].triggered.connect(lambda _=False: self.show_list())
        story.observe(self.rebuild)

    def rebuild(self) -> None:
        """Menu and keys after a change of what is kept, or of the plan."""
        actions = self._window.actions_
        for action in actions.set_kept(self.story.kept.standpunten):
            action.triggered.connect(partial(self._go, action.data()))
        self._window.menus.fill_views()
        if self._list is not None:
            self._list.show_kept(self.story.kept, self.story.can_bring_back)

    # --- keeping ----------------------------------------------------------------------------------------------

    def keep(self) -> None:
        """Keep where the picture is looked at from, with fase, moment and colouring."""
        if self.picture is None:
            return
        taken = [item.naam for item in self.story.kept.standpunten]
        state, start = self._controller.state, self._window.tr_("kept.viewpoint", n=len(taken) + 1)
        camera: Frozen[str, object] = Frozen(self.picture.viewpoint())
        made = Standpunt(free_name(start, taken), camera, state.fase, state.moment, state.kleuring, self._small())
        self._at = made
        self._say("kept.viewpoint_kept", self.story.add_standpunt(made))

    def keep_variant(self) -> None:
        """Keep all that was chosen, to compare with and to go back to."""
        taken = [item.naam for item in self.story.kept.varianten]
        start = self._window.tr_("kept.variant", n=len(taken) + 1)
        made = Variant(free_name(start, taken), replace(self._controller.state, selectie=None), self._small())
        self._say("kept.variant_kept", self.story.add_variant(made))

    def _small(self) -> str:
        return to_text(self.picture.bare()) if self.picture is not None else ""

    def _say(self, key: str, naam: str) -> None:
        self._window.status.showMessage(self._window.tr_(key, naam=naam), MESSAGE_MS)

    # --- going back -------------------------------------------------------------------------------------------

    def go(self, item: Standpunt) -> None:
        """Fly there, in its fase and colouring, at its moment."""
        self._at = item
        state = self._controller.state
        self._controller.apply(replace(state, fase=item.fase, kleuring=item.kleuring))
        self._controller.set_moment(item.moment)
        if self.picture is not None:
            self.picture.set_viewpoint(dict(item.gezichtspunt), True)

    def step(self, steps: int) -> bool:
        """Go to the next viewpoint kept (negative: back), stopping at either end; False when none is kept."""
        row = self.story.kept.standpunten
        if not row:
            return False
        names = [item.naam for item in row]
        here = names.index(self._at.naam) if self._at is not None and self._at.naam in names else None
        place = 0 if here is None else min(max(here + steps, 0), len(row) - 1)
        self.go(row[place])
        return True

    def _go(self, item: Standpunt, _checked: bool = False) -> None:
        self.go(item)

    def take_variant(self, item: Variant) -> None:
        """Go back to a state, as one step that can be undone."""
        self._controller.apply(item.state)
        self._controller.set_moment(item.state.moment)

    # --- the list ---------------------------------------------------------------------------------------------

    def show_list(self) -> None:
        """Show the plan's viewpoints and all that is kept, to go to, rename or remove."""
        if self._list is None:
            self._list = KeptList(self._window, self._window.tr_)
            self._list.goRequested.connect(self._open)
            self._list.renameRequested.connect(self._rename)
            self._list.removeRequested.connect(self._remove)
            self._list.backRequested.connect(self._bring_back)
        self._list.show_kept(self.story.kept, self.story.can_bring_back)
        self._show_plan_views()
        self._opened.start()
        self._list.show()
        self._list.raise_()

    def _remove(self, item: Standpunt | Variant) -> None:
        self.story.remove(item)
        self._say("kept.removed", item.naam)

    def _bring_back(self) -> None:
        naam = self.story.bring_back()
        if naam is not None:
            self._say("kept.brought_back", naam)

    # --- small pictures of the plan's own viewpoints ------------------------------------------------------------

    def _show_plan_views(self) -> None:
        if self._list is not None:
            fresh = self._pictures if self._pictured == self._key() else {}
            self._list.show_plan_views(self._controller.plan.gezichten, fresh)

    def _key(self) -> object:
        """What the pictures are of: the plan, and the state without what is selected."""
        return self._controller.plan, replace(self._controller.state, selectie=None)

    def _draw_small(self) -> None:
        wanted = self._list is not None and self._list.isVisible() and self._pictured != self._key()
        if wanted and self.plan_path is not None and self._controller.plan.gezichten:
            self._pictured, self._pictures = self._key(), {}
            self.worker.start("", small_pictures_job(self.plan_path(), self._controller.state))

    def _small_drawn(self, pictures: dict[str, str]) -> None:
        self._pictures = pictures
        self._show_plan_views()

    def _open(self, item: Standpunt | Variant | Gezicht) -> None:
        if isinstance(item, Gezicht):
            if self.picture is not None:
                self.picture.set_gezicht(item)
        elif isinstance(item, Standpunt):
            self.go(item)
        else:
            self.take_variant(item)

    def _rename(self, item: Standpunt | Variant, naam: str) -> None:
        try:
            self.story.rename(item, naam)
        except StateError as error:
            self.rebuild()  # the old name stands in the list again
            show_error(self._window, self._window.tr_, str(error))
