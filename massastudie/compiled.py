"""Compile the inner loops of the sun engine where numba is there; run them as plain numpy where it is not.

What is compiled is kept for the next start, in a folder of this very engine: numba itself looks only at the file of
the function it keeps, and would go on with loops of an older version that stand in another file.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar, cast

F = TypeVar("F", bound=Callable[..., Any])

try:
    import numba
    from numba.core.options import DefaultOptions

    HAS_COMPILER = True
    #: A name without promise for later versions, so it is used only where it is there.
    _UNCOUNTED = {"_nrt": False} if hasattr(DefaultOptions, "_nrt") else {}
except ImportError:
    HAS_COMPILER, _UNCOUNTED = False, {}


def compiled(function: F) -> F:
    """`function` in machine code that lets other threads run; unchanged without a compiler."""
    return _compiled(function)


def bare(function: F) -> F:
    """The same for a function that makes no tables: without the counting of references to those it is given, which
    threads do in turns. A function that is not bare may call it, not the other way round."""
    return _compiled(function, **_UNCOUNTED)


def within(function: F) -> F:
    """A bare function that becomes part of the bare one that calls it: a call with many tables takes longer than what
    is done for one face or one moment."""
    return _compiled(function, inline="always", **_UNCOUNTED)


def _compiled(function: F, **more: Any) -> F:
    if not HAS_COMPILER:
        return function
    folder, config = _folder(), _config()
    before = config.CACHE_DIR
    options: dict[str, Any] = {"nogil": True, "fastmath": {"contract", "nsz"}, "error_model": "numpy", **more}
    config.CACHE_DIR = str(folder or "")
    try:
        return cast(F, numba.njit(cache=folder is not None, **options)(function))
    finally:
        config.CACHE_DIR = before


def _config() -> Any:
    return numba.config


@lru_cache(maxsize=1)
def _folder() -> Path | None:
    """Where compiled loops are kept: where the user says, beside the source, or at the user's; None: nowhere."""
    own, name = Path(__file__).parent, f"massastudie-{digest(Path(__file__).parent)}"
    homes = [Path(_config().CACHE_DIR)] if _config().CACHE_DIR else []
    for home in [*homes, own / "__pycache__", Path(os.path.expanduser("~")) / ".cache" / "massastudie"]:
        try:
            (home / name).mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(home / name, os.W_OK):
            return home / name
    return None


def digest(folder: Path) -> str:
    """Short name of the engine whose sources `sun_*.py` stand in a folder; another one for every change in them."""
    whole = sha256()
    for source in sorted(folder.glob("sun_*.py")):
        whole.update(source.name.encode())
        whole.update(source.read_bytes())
    return whole.hexdigest()[:12]
