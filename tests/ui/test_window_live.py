"""Surroundings from a service in the window: asked in a dialog, fetched in the background, errors in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from massastudie.plan import Plan
from tests.modellen.service import Server, city_of, hangs, serving
from ui.app import App
from ui.live_dialog import LiveDialog
from ui.live_job import LiveOrder

from .fakes import close_dialogs


@pytest.fixture
def city(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, plan: Plan) -> Iterator[Server]:
    x, y = plan.oorsprong
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    with serving(city_of(3, x + 240.0, y)) as server:
        yield server


def test_the_dialog_fetches_and_the_panden_stand_round_the_plan(qtbot, app: App, plan: Plan, city: Server) -> None:
    app.ask_live()
    (dialog,) = app.window.findChildren(LiveDialog)
    dialog.address.setText("geen adres")
    assert not dialog.go.isEnabled()
    dialog.address.setText(city.adres)
    assert dialog.go.isEnabled()
    assert "3DBAG © 3D geoinformation TU Delft / 3DGI (CC BY 4.0)" in dialog.told.text()
    with qtbot.waitSignal(app.context.worker.finished, timeout=30_000):
        dialog.go.click()
    shown = app.controller.plan
    assert [p.id for p in shown.bestaand][-3:] == [f"NL.IMBAG.Pand.{n:016d}" for n in (1, 2, 3)]
    assert "3DBAG ©" in str(shown.bestaand[-1].herkomst.bron)
    assert "3 panden uit 3DBAG © " in app.window.status.currentMessage()
    assert app.settings.address("3dbag") == city.adres
    app.ask_live()
    again = app.window.findChildren(LiveDialog)[-1]
    tiles = again.told.text().partition(" tegel")[0].split()[-1]
    qtbot.waitUntil(lambda: f"{tiles} van {tiles}" in again.told.text())
    again.reject()


def test_a_stop_ends_the_fetching_and_an_error_is_one_sentence(qtbot, app: App, plan: Plan, city: Server) -> None:
    city.troubles = [hangs(5.0)]
    with qtbot.waitSignal(app.context.worker.stopped, timeout=5_000):
        app.fetch(LiveOrder(adres=city.adres))
        qtbot.waitUntil(lambda: bool(city.asked), timeout=5_000)
        app.window.status.stopRequested.emit()
    assert not app.context.worker.busy
    assert app.controller.plan is plan
    with qtbot.waitSignal(app.context.worker.failed, timeout=30_000):
        app.fetch(LiveOrder(adres="ftp://127.0.0.1"))
    (said,) = close_dialogs(app)
    assert said.startswith("dienst 3DBAG: verwacht een adres dat met https:// begint")
