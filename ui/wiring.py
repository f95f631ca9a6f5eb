"""Connects what the window asks for to the controller. Signals in, calls out; nothing is decided here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractSpinBox, QApplication

from massastudie.knobs import KNOBS
from massastudie.plan import Plan
from massastudie.seizoen import Seizoen
from massastudie.state import Kleuring, Layer

from .actions import VIEWS
from .controller import Controller
from .main_window import MainWindow
from .page_wiring import wire_network, wire_sensitivity
from .spotlight import Spotlight
from .sun_wiring import wire_sun, wire_sun_picture
from .toets_wiring import ToetsParts


def wire(window: MainWindow, controller: Controller) -> None:
    """Connect panels and actions; the 3D view is connected when it is there (`wire_picture`)."""
    _wire_tree(window, controller)
    _wire_panels(window, controller)
    _wire_actions(window, controller)
    wire_sun(window, controller)
    window.spotlight = Spotlight(window, controller)
    controller.add_view(ToetsParts(window, controller).desk)
    sensitivity = wire_sensitivity(window, controller)
    for part in (sensitivity, wire_network(window, controller)):
        controller.add_view(part)
    controller.follow_moments(sensitivity)


def _wire_tree(window: MainWindow, controller: Controller) -> None:
    tree = window.tree
    tree.faseRequested.connect(controller.set_fase)
    tree.doorsteekRequested.connect(controller.set_doorsteek)
    tree.profielRequested.connect(controller.set_profiel)
    tree.accentRequested.connect(controller.set_accent)
    tree.accentenRequested.connect(controller.set_accenten)
    tree.paviljoenRequested.connect(controller.set_paviljoen)
    tree.layerRequested.connect(controller.set_layer)
    tree.knobsResetRequested.connect(controller.reset_item)
    tree.selectRequested.connect(controller.select)
    tree.detailsRequested.connect(window.show_details)


def _wire_panels(window: MainWindow, controller: Controller) -> None:
    window.fase.faseRequested.connect(controller.set_fase)
    window.figures.faseRequested.connect(controller.set_fase)
    window.figures.selectRequested.connect(controller.select)
    window.figures.figureRequested.connect(window.figures_tab.open_figure)
    window.object.figureRequested.connect(lambda figuur, blok: _open_figure(window, figuur, blok))
    _wire_pages(window, controller)
    window.object.knobRequested.connect(controller.set_knob)
    window.object.doorsteekRequested.connect(controller.set_doorsteek)
    window.profile.profielRequested.connect(controller.set_profiel)
    window.profile.selectRequested.connect(controller.select)


def _open_figure(window: MainWindow, figuur: str, blok: str | None) -> None:
    """Open a figure up in the tab Cijfers."""
    window.figures_tab.open_figure(figuur, blok)
    window.tabs.setCurrentWidget(window.figures_tab)


def _wire_pages(window: MainWindow, controller: Controller) -> None:
    """The pages of the tab Cijfers beside the figures."""
    pages = window.figures_tab
    pages.telling.layerRequested.connect(controller.set_layer)
    pages.parameters.knobRequested.connect(controller.set_knob)
    pages.parameters.resetRequested.connect(controller.reset_parameters)
    controller.add_view(pages)


def _wire_actions(window: MainWindow, controller: Controller) -> None:
    actions = window.actions_
    calls: dict[str, Callable[[], Any]] = {
        "undo": controller.undo,
        "redo": controller.redo,
        "reset_all": controller.reset_all,
        "deselect": lambda: _stop_or_deselect(window, controller),
        "higher": lambda: controller.step_bouwlagen(1),
        "lower": lambda: controller.step_bouwlagen(-1),
        "next_fase": lambda: controller.step_fase(1),
        "previous_fase": lambda: controller.step_fase(-1),
        "play": window.fase.toggle_play,
        "standard_layout": window.standard_layout,
        "quit": window.close,
    }
    for name, call in calls.items():
        actions[name].triggered.connect(lambda _=False, call=call: call())
    actions["labels"].triggered.connect(lambda on: controller.set_layer(Layer.NAMEN.value, on))
    actions["shadows"].triggered.connect(lambda on: controller.set_layer(Layer.SCHADUW.value, on))
    for kleuring in Kleuring:
        actions[f"kleuring_{kleuring.value}"].triggered.connect(partial(_colour, controller, kleuring))
    for season in (None, *Seizoen):
        actions[f"seizoen_{season or 'dag'}"].triggered.connect(partial(_season, controller, season))


def _colour(controller: Controller, kleuring: Kleuring, _checked: bool = False) -> None:
    controller.set_kleuring(kleuring)


def _season(controller: Controller, seizoen: Seizoen | None, _checked: bool = False) -> None:
    controller.apply(replace(controller.state, seizoen=seizoen))


def _stop_or_deselect(window: MainWindow, controller: Controller) -> None:
    """Esc: stop what plays, else leave the number box, else put out what is lit, else deselect."""
    focus = QApplication.focusWidget()
    if window.fase.playing or window.sun_bar.playing:
        window.fase.stop()
        window.sun_bar.stop()
    elif isinstance(focus, QAbstractSpinBox):
        window.picture.setFocus()
    elif not window.spotlight.put_out():
        controller.select(None)


def wire_picture(window: MainWindow, controller: Controller, picture: Any) -> None:
    """Connect the 3D view, a `ui.view.scene_view.SceneView`, both ways."""
    picture.picked.connect(lambda item: _pick(window, controller, item))
    picture.hovered.connect(window.status.show_hovered)
    picture.groundHovered.connect(window.status.show_place)
    picture.bouwlagenRequested.connect(lambda item, n: controller.set_knob(item, "bouwlagen", n))
    picture.breedteRequested.connect(lambda item, m: controller.set_knob(item, "breedte_m", m))
    actions = window.actions_
    for name, _ in VIEWS:
        actions[f"view_{name}"].triggered.connect(lambda _=False, name=name: picture.set_view(name))
    actions["parallel"].triggered.connect(picture.set_parallel)
    wire_plan(window, controller.plan, picture)
    wire_sun_picture(window.sun_parts, picture)
    window.spotlight.picture = picture
    controller.set_picture(picture)


def wire_plan(window: MainWindow, plan: Plan, picture: Any) -> None:
    """Tell the 3D view what the fasen of this plan are called, and connect its viewpoints."""
    picture.set_fase_names({fase.id: fase.naam for fase in plan.fasen})
    for action in window.actions_.viewpoints:
        action.triggered.connect(partial(_go, picture, action))


def _go(picture: Any, action: QAction, _checked: bool = False) -> None:
    picture.set_gezicht(action.data())


def _pick(window: MainWindow, controller: Controller, item: str) -> None:
    controller.select(item or None)
    window.sun_parts.pick(item)
    if controller.state.kleuring == Kleuring.ZON:
        return
    known = controller.plan.by_id.get(item)
    if item and (known is None or type(known) in KNOBS):
        window.show_details()
