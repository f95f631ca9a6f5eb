"""Why the system gives no file, as a Dutch reader is told it."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from massastudie.errors import FileError
from modellen.readable import REASONS, read_fault, why
from modellen.reader import default_plan_path, read_plan
from modellen.studie import read_study


def test_a_folder_for_a_study_is_told_in_dutch(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"kan niet worden gelezen \(een map\)$"):
        read_study(tmp_path, read_plan(default_plan_path()))


def test_a_fault_without_a_dutch_name_keeps_the_words_of_the_system() -> None:
    odd = OSError(errno.EIO, os.strerror(errno.EIO))
    assert errno.EIO not in REASONS
    assert why(odd) == os.strerror(errno.EIO)
    assert read_fault(odd) == f"een leesfout ({os.strerror(errno.EIO)})"
