"""Making a whole set in a folder, and telling of each file whether it is new, changed or the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from massastudie.plan import Plan
from modellen.export.files import make_folder, write_bytes
from modellen.figuren import Figurenset, Figuur, Plaat
from modellen.figuren.lijst import Regel, Uitkomst, digest, read_list, uitkomst, write_list

from ..view.picture import save, to_pixels
from ..view.studio import Studio
from .drawing import Drained, picture, shown
from .sheet import Sheet, content_of, sheet_of, typeset_sheet

#: A pixel counts as changed when one of its three colours differs by more than this, of 255: less is not seen.
SEEN = 6


@dataclass(frozen=True, slots=True)
class Made:
    """What became of one file; `changed` is the share (0–1) of the picture that looks different, where known."""

    name: str
    titel: str
    uitkomst: Uitkomst
    changed: float | None = None


@dataclass
class SetMaker:
    """Makes figures of a set in `folder`, in one renderer; a file that would be the same is left as it lies there."""

    plan: Plan
    whole: Figurenset
    folder: Path
    drained: Drained
    regels: dict[str, Regel] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def make(self, part: Figurenset) -> Iterator[Made]:
        """Make the figures and sheets of `part`, yielding each file as it is done; when that is the whole set, also
        what lies there of an earlier one. Raises a MassastudieError kind; the list tells of what was done till then.
        """
        make_folder(self.folder)
        self.regels = read_list(self.folder)
        try:
            with Studio() as studio:
                for figuur in part.figuren:
                    yield self._figuur(figuur, studio)
                for plaat in part.platen:
                    yield self._plaat(plaat, studio)
            if part == self.whole:
                yield from self._gone()
        finally:
            write_list(self.folder, {"plan": self.plan.id, "versie": self.plan.versie}, self.regels)

    def _figuur(self, figuur: Figuur, studio: Studio) -> Made:
        if figuur.vorm == "pdf":
            return self._plaat(figuur.plaat, studio)
        image = picture(self.plan, shown(self.plan, figuur, self.drained), studio)
        now = to_pixels(image)
        path = self.folder / f"{figuur.id}.{figuur.vorm}"
        before = QImage(str(path)) if path.is_file() else QImage()
        changed = None if before.isNull() else difference(to_pixels(before), now)
        regel = Regel(figuur.id, figuur.titel, digest(now.tobytes()), "")
        return self._kept(path, regel, lambda: save(image, path), changed)

    def _plaat(self, plaat: Plaat, studio: Studio) -> Made:
        sheet: Sheet = sheet_of(self.plan, plaat, self.whole, studio, self.drained)
        path = self.folder / f"{plaat.id}.pdf"
        regel = Regel(plaat.id, plaat.titel, digest(content_of(sheet)), "")
        return self._kept(path, regel, lambda: write_bytes(path, typeset_sheet(sheet)))

    def _kept(self, path: Path, regel: Regel, write: Callable[[], object], changed: float | None = None) -> Made:
        """Write the file unless what it shows lies there already."""
        found = uitkomst(self.folder, path.name, regel.inhoud, self.regels)
        self.seen.add(path.name)
        if found is Uitkomst.GELIJK:
            return Made(path.name, regel.titel, found)
        write()
        self.regels[path.name] = Regel(regel.id, regel.titel, regel.inhoud, digest(path.read_bytes()))
        return Made(path.name, regel.titel, found, changed if found is Uitkomst.GEWIJZIGD else None)

    def _gone(self) -> Iterator[Made]:
        """Files of an earlier set that this one no longer makes; they stay where they are."""
        for name in sorted(set(self.regels) - self.seen):
            yield Made(name, self.regels.pop(name).titel, Uitkomst.VERVALLEN)


def difference(before: NDArray[np.uint8], now: NDArray[np.uint8]) -> float | None:
    """Share of the picture that looks different; None when it has another size."""
    if before.shape != now.shape:
        return None
    return float((np.abs(before.astype(np.int16) - now).max(axis=2) > SEEN).mean())
