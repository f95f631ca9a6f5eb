"""A file of others in the window: what is in it is shown first; fields and place are chosen there."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import ezdxf
import pytest
from PySide6.QtCore import Qt

from massastudie.context import Plaatsing
from massastudie.plan import Plan
from modellen.nieuw import MOST, overlaps
from modellen.reader import read_plan
from ui import context_desk
from ui.app import App
from ui.context_dialog import ContextDialog


def outlines(path: Path, plan: Plan, *rows: dict[str, Any]) -> Path:
    """Blocks of 20 × 10 m in a row, 900 m east of the plan."""
    x, y = plan.oorsprong
    features = []
    for place, properties in enumerate(rows):
        a, b = x + 900 + 30 * place, y
        ring = [[a, b], [a + 20, b], [a + 20, b + 10], [a, b + 10], [a, b]]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": properties, "geometry": geometry})
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def shown(qtbot: Any, app: App, path: Path, is_new: bool = False) -> ContextDialog:
    app.desk.open(path, is_new)
    qtbot.waitUntil(lambda: app.desk.dialog is not None, timeout=30_000)
    assert app.desk.dialog is not None
    return app.desk.dialog


def test_a_field_is_chosen_and_remembered(qtbot: Any, app: App, plan: Plan, tmp_path: Path) -> None:
    path = outlines(tmp_path / "stad.json", plan, {"HGT": 9.0, "soort": "winkel"}, {"HGT": 12.0, "soort": "wonen"})
    dialog = shown(qtbot, app, path)
    assert "van 0 van 2 panden" in dialog.told.text()
    combo = dialog.fields.combos["hoogte"]
    combo.setCurrentIndex(combo.findData("HGT"))
    combo.activated.emit(combo.currentIndex())
    assert not dialog.go.isEnabled()
    qtbot.waitUntil(dialog.go.isEnabled, timeout=30_000)
    assert "van 2 van 2 panden" in dialog.told.text()
    assert dialog.fields.model.headerData(0, Qt.Orientation.Horizontal) == "HGT\n→ hoogte (m)"
    with qtbot.waitSignal(app.context.worker.finished, timeout=30_000):
        dialog.accept()
    assert [p.hoogte_m for p in app.controller.plan.bestaand[-2:]] == [9.0, 12.0]
    app.controller.undo()
    assert app.controller.plan is plan
    again = shown(qtbot, app, outlines(tmp_path / "meer.json", plan, {"HGT": 6.0, "soort": "wonen"}))
    assert again.fields.combos["hoogte"].currentData() == "HGT"
    app.desk.write_report(tmp_path / "verslag.csv")
    assert "meer.json,veld,HGT,gelezen als hoogte" in (tmp_path / "verslag.csv").read_text()
    again.reject()


def test_a_drawing_without_a_place_is_dragged_to_it(qtbot: Any, app: App, plan: Plan, tmp_path: Path) -> None:
    # 40 × 20 m in millimetres in a drawing that says metres: as metres it is 40 km, so mm is offered first
    drawing = ezdxf.new("R2010", units=6)
    drawing.modelspace().add_lwpolyline([(0, 0), (40_000, 0), (40_000, 20_000), (0, 20_000)], close=True)
    drawing.saveas(tmp_path / "lokaal.dxf")
    dialog = shown(qtbot, app, tmp_path / "lokaal.dxf")
    assert dialog.place.unit.currentData() == "mm"
    dialog.place.east.setValue(234_700.0)
    dialog.place.north.setValue(557_100.0)
    dialog.map.dragged.emit(5.0, -3.0)
    # its middle (20, 10) m lies on (234705, 557097), so its own (0, 0) on (234685, 557087)
    assert dialog.reading.plaats == Plaatsing(pytest.approx(234_685.0), pytest.approx(557_087.0), 0.0, 0.001)
    with qtbot.waitSignal(app.context.worker.finished, timeout=30_000):
        dialog.accept()
    pand = app.controller.plan.bestaand[-1]
    x, y = plan.oorsprong
    assert pand.polygon.bounds == pytest.approx((234_685 - x, 557_087 - y, 234_725 - x, 557_107 - y))
    assert "plaats met de hand gekozen" in (pand.herkomst.aanname or "")


def test_a_new_plan_is_made_of_a_file(qtbot: Any, app: App, plan: Plan, tmp_path: Path) -> None:
    path = outlines(tmp_path / "blokken.json", plan, {"bouwlagen": 3}, {"bouwlagen": 5})
    dialog = shown(qtbot, app, path, is_new=True)
    assert dialog.name.text() == "blokken"
    found, reading = dialog.found, dialog.reading
    dialog.reject()
    app.desk.make_plan(found, reading, "Kade", tmp_path / "kade")
    qtbot.waitUntil(lambda: app.controller.plan.naam == "Kade", timeout=30_000)
    assert [b.bouwlagen for b in read_plan(tmp_path / "kade").bouwblokken] == [3, 5]


def test_outlines_over_each_other_are_found_beside_the_window(
    qtbot: Any, app: App, plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """5 × 10 m of the second outline lies in the first; of more outlines than a plan can have it is not asked."""
    path = outlines(tmp_path / "blokken.json", plan, {"naam": "Kade"}, {"naam": "Werf"})
    text = json.loads(path.read_text())
    for point in text["features"][1]["geometry"]["coordinates"][0]:
        point[0] -= 15
    path.write_text(json.dumps(text))
    asked: list[threading.Thread] = []
    monkeypatch.setattr(context_desk, "overlaps", lambda c: asked.append(threading.current_thread()) or overlaps(c))
    dialog = shown(qtbot, app, path, is_new=True)
    assert "Werf: 50 m² ligt ook in 'Kade'" in dialog.told.text()
    assert asked and threading.main_thread() not in asked
    found = dialog.found
    dialog.reject()
    assert overlaps(replace(found, panden=found.panden[:1] * (MOST + 1))) == []
