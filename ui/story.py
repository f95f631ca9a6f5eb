"""What the user keeps to present with: the one Presentatie of the window, and who wants to know that it changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from massastudie.presentatie import Presentatie, Standpunt, Variant, check_name, free_name

Told = Callable[[], None]
Kept = TypeVar("Kept", Standpunt, Variant)


class Story:
    """Holds the Presentatie. It knows no window."""

    def __init__(self) -> None:
        self.kept = Presentatie()
        self._removed: list[tuple[Standpunt | Variant, int]] = []
        self._observers: list[Told] = []

    def observe(self, told: Told) -> None:
        """Call this after each change."""
        self._observers.append(told)

    def take(self, kept: Presentatie) -> None:
        """Take over everything, as from a study that was opened."""
        self._removed = []
        self._set(kept)

    def _set(self, kept: Presentatie) -> None:
        if kept != self.kept:
            self.kept = kept
            for told in tuple(self._observers):
                told()

    def add_standpunt(self, item: Standpunt) -> str:
        """Keep a viewpoint under its name, numbered when that is taken; returns the name."""
        naam = free_name(item.naam, [s.naam for s in self.kept.standpunten])
        self._set(self.kept.with_standpunt(replace(item, naam=naam)))
        return naam

    def add_variant(self, item: Variant) -> str:
        """Keep a state under its name, numbered when that is taken; returns the name."""
        naam = free_name(item.naam, [v.naam for v in self.kept.varianten])
        self._set(self.kept.with_variant(replace(item, naam=naam)))
        return naam

    def variant(self, naam: str) -> Variant | None:
        """The state kept by this name."""
        return next((v for v in self.kept.varianten if v.naam == naam), None)

    def rename(self, old: Standpunt | Variant, naam: str) -> None:
        """Another name for one thing kept. StateError when it cannot be a name or is taken."""
        check_name(naam, [item.naam for item in self._row(old) if item is not old])
        self._replace(old, naam)

    def remove(self, old: Standpunt | Variant) -> None:
        """Keep it no longer; `bring_back` undoes that."""
        place = next((i for i, item in enumerate(self._row(old)) if item is old), None)
        if place is not None:
            self._removed.append((old, place))
            self._replace(old, None)

    @property
    def can_bring_back(self) -> bool:
        """Whether anything was removed."""
        return bool(self._removed)

    def bring_back(self) -> str | None:
        """Put what was removed last back in its place, numbered when its name was given away since; its name, None
        when there is nothing."""
        if not self._removed:
            return None
        item, place = self._removed.pop()
        naam = free_name(item.naam, [other.naam for other in self._row(item)])
        back = replace(item, naam=naam)
        if isinstance(back, Standpunt):
            self._set(replace(self.kept, standpunten=_put(self.kept.standpunten, back, place)))
        else:
            self._set(replace(self.kept, varianten=_put(self.kept.varianten, back, place)))
        return naam

    def _row(self, item: Standpunt | Variant) -> tuple[Standpunt | Variant, ...]:
        return self.kept.standpunten if isinstance(item, Standpunt) else self.kept.varianten

    def move(self, old: Standpunt, place: int) -> None:
        """Tell this viewpoint at another place in the row."""
        others = tuple(item for item in self.kept.standpunten if item is not old)
        self._set(replace(self.kept, standpunten=_put(others, old, place)))

    def _replace(self, old: Standpunt | Variant, naam: str | None) -> None:
        """The same row with another name for one, or (None) without it."""
        if isinstance(old, Standpunt):
            self._set(replace(self.kept, standpunten=_changed(self.kept.standpunten, old, naam)))
        else:
            self._set(replace(self.kept, varianten=_changed(self.kept.varianten, old, naam)))


def _put(items: tuple[Kept, ...], item: Kept, place: int) -> tuple[Kept, ...]:
    row = list(items)
    row.insert(place, item)
    return tuple(row)


def _changed(items: tuple[Kept, ...], old: Kept, naam: str | None) -> tuple[Kept, ...]:
    changed = () if naam is None else (replace(old, naam=naam),)
    return tuple(now for item in items for now in (changed if item is old else (item,)))
