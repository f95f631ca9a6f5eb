"""Work in steps: a generator that yields (done, total) and returns its answer. Whoever runs it may stop it."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")
S = TypeVar("S")


def drained(work: Generator[tuple[int, int], None, T], tell: Callable[[int, int], None] | None = None) -> T:
    """Run to the end and return the answer, telling each step; the work is closed whatever ends it."""
    try:
        while True:
            done, total = next(work)
            if tell is not None:
                tell(done, total)
    except StopIteration as end:
        answer: T = end.value
        return answer
    finally:
        work.close()


def under(work: Generator[object, None, T], step: S) -> Generator[S, None, T]:
    """Run a part of larger work: each step of it is told as `step` of the whole. Returns its answer."""
    return (yield from told(work, lambda _: step))


def told(work: Generator[R, None, T], how: Callable[[R], S]) -> Generator[S, None, T]:
    """Run a part of larger work: each step of it is told the way `how` puts it. Returns its answer."""
    try:
        while True:
            yield how(next(work))
    except StopIteration as end:
        answer: T = end.value
        return answer
    finally:
        work.close()
