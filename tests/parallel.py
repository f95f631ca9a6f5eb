"""Tests in several processes (`pytest -n 2`, pytest-xdist): which stay together, and what goes between them."""

from __future__ import annotations

from typing import Any

#: Folders whose tests open windows. Side by side on one screen these would take each other's mouse and keyboard.
WINDOWS = ("tests/ui/", "tests/view/")


def scheduler(config: Any, log: Any) -> Any:
    """All tests with windows go to one process; else those of one file, so that what they share is made once."""
    from xdist.scheduler import LoadScopeScheduling  # the tests also run where it is not installed

    class Together(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return "windows" if nodeid.startswith(WINDOWS) else nodeid.partition("::")[0]

    return Together(config, log)


def encodable(value: Any) -> Any:
    """The same with every half of a character pair written as its number: between processes goes UTF-8, which has
    no such halves."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, dict):
        return {encodable(key): encodable(item) for key, item in value.items()}
    return type(value)(map(encodable, value)) if type(value) in (list, tuple) else value
