"""Where a command writes: asked before any work whether that can be, so that nobody waits for a film in vain."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click


class Target(click.Path):
    """A file to write, or with `folder` a folder to write in, which is made later. MassastudieError (exit code 1) when
    nothing can be written there."""

    def __init__(self, folder: bool = False) -> None:
        super().__init__(path_type=Path)
        self.folder = folder

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path, looked at once."""
        from modellen.export.files import check_folder, check_target

        path = Path(str(super().convert(value, param, ctx)))
        (check_folder if self.folder else check_target)(path)
        return path
