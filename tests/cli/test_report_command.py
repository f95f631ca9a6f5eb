"""`massastudie rapport`: a PDF with pictures, and what is said when it cannot be made."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run, Typed


def test_a_report_of_one_fase_with_its_pictures(typed: Typed, tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf", reason="pypdf reads the report")
    out = tmp_path / "r.pdf"
    result = typed("rapport", "--fase", "fase1", "--formaat", "A4", "--out", out)
    assert result.returncode == 0, result.stderr
    assert "massastudie: rapport: zetten" in result.stderr
    pages = pypdf.PdfReader(out).pages
    width, height = pages[0].mediabox.width, pages[0].mediabox.height
    assert [float(n) * 25.4 / 72 for n in (width, height)] == pytest.approx([297.0, 210.0], abs=0.1)  # A4, ISO 216
    assert [image.image.size for image in pages[0].images] == [(2600, 1490)]


def test_another_suffix_is_wrong_use(run: Run, tmp_path: Path) -> None:
    assert run("rapport", "--out", tmp_path / "r.docx").exit_code == 2


def test_a_missing_folder_and_a_missing_template_are_told_before_any_work(run: Run, tmp_path: Path) -> None:
    gone = run("rapport", "--out", tmp_path / "weg" / "r.pdf")
    assert gone.exit_code == 1 and "bestaat niet" in gone.stderr and "zonuren" not in gone.stderr
    own = run("rapport", "--out", tmp_path / "r.pdf", "--sjabloon", tmp_path / "weg.typ")
    assert own.exit_code == 1 and "kan niet worden gelezen" in own.stderr and "zonuren" not in own.stderr
