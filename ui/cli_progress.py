"""A line on a terminal that renews itself while a command works, and is gone when it ends."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click


@contextmanager
def renewing() -> Iterator[Callable[[str], None] | None]:
    """What shows a text in the place of the one before it, on stderr; None where that is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    try:
        yield lambda text: click.echo(f"\r{text}", nl=False, err=True)
    finally:
        click.echo("\r\033[K", nl=False, err=True)
