"""Compile the inner loops of the sun engine where numba is there; run them as plain numpy where it is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

F = TypeVar("F", bound=Callable[..., Any])

try:
    import numba

    HAS_COMPILER = True
except ImportError:
    HAS_COMPILER = False


def compiled(function: F) -> F:
    """`function` in machine code that lets other threads run; unchanged without a compiler."""
    if not HAS_COMPILER:
        return function
    decorate: Any = numba.njit(nogil=True, cache=True, fastmath={"contract", "nsz"})
    return cast(F, decorate(function))
