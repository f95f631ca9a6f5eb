"""Fixtures of all tests. Nothing here loads Qt or VTK: the core's tests run where they are not installed."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from tests import guard, parallel

if TYPE_CHECKING:
    from massastudie.plan import Plan

# Qt ends the whole run when it finds no screen. `make test` gives a virtual one; without it widgets work, 3D does not.
if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

QT_FIXTURES = {"qapp", "qtbot", "qtmodeltester"}

# A shared or slow machine says nothing about a property; a failure prints what repeats it.
settings.register_profile("massastudie", deadline=None, print_blob=True)
settings.load_profile("massastudie")


def pytest_report_header() -> str:
    """Say on which kind of screen the tests of the window run."""
    return f"screen: {os.environ.get('QT_QPA_PLATFORM') or os.environ.get('DISPLAY') or 'of the system'}"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Say which tests may not be parted over processes."""
    return parallel.scheduler(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_report_to_serializable() -> Generator[None, Any, Any]:
    """Let what a damaged file had a library say reach the process that prints the report."""
    return parallel.encodable((yield))


@pytest.hookimpl(tryfirst=True)
def pytest_warning_recorded(warning_message: warnings.WarningMessage) -> None:
    """The same for what a library warns about."""
    if hasattr(warning_message.message, "args"):
        warning_message.message.args = parallel.encodable(warning_message.message.args)


@pytest.fixture(scope="session", autouse=True)
def own_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep the settings and saved studies of whoever runs the tests out of them; gives the folder used instead."""
    folder = tmp_path_factory.mktemp("home")
    names = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")
    with pytest.MonkeyPatch.context() as patch:
        for name in names:
            patch.setenv(name, str(folder / name.lower()))
        if not os.environ.get("HOME"):
            patch.setenv("HOME", str(folder))
        yield folder


@pytest.fixture(scope="session")
def plan() -> Plan:
    """The built-in plan of the Koopmansplein, read once."""
    from modellen.reader import default_plan_path, read_plan

    return read_plan(default_plan_path())


@pytest.fixture(autouse=True)
def leaves_nothing_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test after which a window, a thread or a running timer lives on."""
    with_qt = not QT_FIXTURES.isdisjoint(request.fixturenames) or not {"ui", "view"}.isdisjoint(request.path.parts)
    before = guard.look(with_qt)
    yield
    left = guard.left_behind(before, with_qt)
    if left:
        pytest.fail("left behind: " + ", ".join(left), pytrace=False)
