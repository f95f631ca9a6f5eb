"""The file dialog of an export: every format has a name, and the file name follows the kind chosen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from modellen.export import SUFFIXES
from ui.export_kinds import NAMES, export_filters, follow_kind, with_kind


def test_every_format_has_a_name() -> None:
    assert NAMES.keys() == set(SUFFIXES)


@pytest.mark.parametrize(("name", "kind", "expected"), [
    ("plan-fase3.geojson", "IFC4 (*.ifc)", "plan-fase3.ifc"),
    ("plan-fase3.json", "CityJSON (*.city.json)", "plan-fase3.city.json"),
    ("plan-fase3.city.ifc", "IFC4 (*.ifc)", "plan-fase3.ifc"),
    ("plan", "SVG 1:1000 (*.svg)", "plan.svg"),
    ("plan.glb", "GLB (glTF) (*.glb)", "plan.glb"),
])  # fmt: skip
def test_a_name_takes_the_suffix_of_its_kind(name: str, kind: str, expected: str) -> None:
    assert with_kind(name, kind) == expected


def test_the_dialog_renames_the_file(qtbot, tmp_path: Path) -> None:
    dialog = QFileDialog(None, "x", str(tmp_path), export_filters())
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.selectFile("plan-fase3.geojson")
    follow_kind(dialog)
    for kind, suffix in (("CityJSON (*.city.json)", ".city.json"), ("IFC4 (*.ifc)", ".ifc")):
        dialog.selectNameFilter(kind)
        dialog.filterSelected.emit(kind)
        assert [Path(f).name for f in dialog.selectedFiles()] == [f"plan-fase3{suffix}"]
    dialog.filterSelected.emit("Massastudie (*.massastudie.json)")
    assert [Path(f).name for f in dialog.selectedFiles()] == ["plan-fase3.ifc"]
