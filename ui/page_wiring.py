"""The costly pages of the tab Cijfers: sensitivity and walking network, each worked out while it is in sight."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from massastudie import massa as massas
from massastudie.bezonning import Dag, is_ready
from massastudie.gevoeligheid import gevoeligheid
from massastudie.loopnet import loopnet
from massastudie.plan import Plan
from massastudie.state import State
from massastudie.tijd import ZONE

from .controller import Controller
from .main_window import MainWindow
from .on_sight import OnSight, Task
from .shown import How
from .worker import Job

#: Minutes between two moments of the day: each weighs the same in every change.
STEP_MIN = 5.0


def wire_sensitivity(window: MainWindow, controller: Controller) -> OnSight:
    """Work the sensitivity out while its page is in sight; a click on a row selects what it is about."""
    panel = window.figures_tab.sensitivity

    def dag() -> Dag:
        lowest = window.sun_parts.desk.settings.min_hoogte_deg
        return Dag(controller.state.moment.astimezone(ZONE).date(), STEP_MIN, lowest)

    def name() -> str:
        return window.tr_("sensitivity.job" if is_ready() else "sun_job.preparing")

    def select(item: str) -> None:
        controller.select(item)
        window.spotlight.fly()

    task = Task(
        key=lambda: (controller.plan, controller.state.figures_key, dag()),
        job=lambda: gevoeligheid(controller.plan, controller.state, dag()),
        show=lambda found, how: panel.show_result(controller.plan, found, how),
        name=name,
    )
    parts = OnSight(window, task)
    panel.seen.connect(parts.look)
    panel.againRequested.connect(parts.again)
    panel.selectRequested.connect(select)
    return parts


def wire_network(window: MainWindow, controller: Controller) -> OnSight:
    """Work the walking network of every fase out while its part of the figures is unfolded."""
    figures = window.figures

    def key() -> object:
        return controller.plan, replace(controller.state.figures_key, fase=controller.plan.fasen[0].id)

    def show(found: Any, how: How) -> None:
        figures.network.show_networks(controller.shown, found, how)

    parts = OnSight(window, Task(key, lambda: networks(controller.plan, controller.state), show))
    figures.folds["network"].toggled.connect(parts.look)
    return parts


def networks(plan: Plan, state: State) -> Job:
    """The walking network of every fase, in order; a fase is a step."""
    found = []
    for number, fase in enumerate(plan.fasen):
        yield number, len(plan.fasen)
        there = replace(state, fase=fase.id)
        found.append(loopnet(plan, there, massas.build(plan, there)))
    return tuple(found)
