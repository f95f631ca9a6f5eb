"""What holds for every format: the same bytes each time, wherever it runs; names of any characters; no clock."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from modellen.export import SUFFIXES, export
from tests.export import model
from ui.cli_export import EXPORTS

SCRIPT = """
import sys
from pathlib import Path
from modellen.export import export
from tests.export import model
for suffix in sys.argv[2:]:
    export(model.massa(), model.plan(), Path(sys.argv[1]) / f"blok{suffix}")
"""


def test_the_command_line_knows_the_same_formats() -> None:
    assert EXPORTS == SUFFIXES


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All formats written by another process, with another seed of hashes, in another time zone."""
    folder = tmp_path_factory.mktemp("elsewhere")
    env = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", SCRIPT, folder, *SUFFIXES], env=env, check=True, timeout=300)
    return folder


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_same_model_gives_the_same_bytes_in_another_process(elsewhere: Path, tmp_path: Path, suffix: str) -> None:
    for path in export(model.massa(), model.plan(), tmp_path / f"blok{suffix}"):
        assert path.read_bytes() == (elsewhere / path.name).read_bytes(), path.name


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_any_text_can_be_a_name(tmp_path: Path, suffix: str) -> None:
    written = export(model.tricky(), model.plan(), tmp_path / f"huis{suffix}")
    assert all(path.stat().st_size > 100 for path in written)
