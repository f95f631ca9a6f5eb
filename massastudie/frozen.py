"""A mapping that is a value: immutable, hashable, the same whatever the order in which it was filled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Frozen(Mapping[K, V]):
    """A small immutable, hashable, order-free mapping (a value: equal when the items are equal)."""

    __slots__ = ("_data", "_hash")

    def __init__(self, data: Mapping[K, V] | None = None) -> None:
        self._data: dict[K, V] = dict(data or {})
        self._hash: int | None = None

    def __getitem__(self, key: K) -> V:
        return self._data[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = hash(frozenset(self._data.items()))
        return self._hash

    def __repr__(self) -> str:
        return f"Frozen({self._data!r})"

    def put(self, key: K, value: V | None) -> Frozen[K, V]:
        """A copy with `key` set; None takes it out."""
        data = {k: v for k, v in self._data.items() if k != key}
        if value is not None:
            data[key] = value
        return Frozen(data)
