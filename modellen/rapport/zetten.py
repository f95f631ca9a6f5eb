"""Typesetting the report: the template `rapport.typ` with a bundle of files, by Typst, without a network."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from massastudie.errors import FileError

from ..readable import why
from .gegevens import Bundel

#: The template that comes along; a designer may copy it, change it, and name the copy.
TEMPLATE = files(__package__) / "rapport.typ"


def typeset(made: Bundel, template: Path | None = None) -> bytes:
    """The report as PDF. Raises FileError when a template of one's own cannot be read or is wrong."""
    return typeset_with(template_text(template), made.with_data(), str(template or TEMPLATE), template is not None)


def typeset_with(template: bytes, files: Mapping[str, bytes], name: str, other_fonts: bool = False) -> bytes:
    """A PDF of any template with the files it reads; `name` is how an error calls it, `other_fonts`: it may use those
    of the machine. Raises FileError when the template is wrong."""
    import typst

    with TemporaryDirectory(prefix="massastudie-") as place:
        folder = Path(place)
        for file, data in {"main.typ": template, **files}.items():
            (folder / file).write_bytes(data)
        try:
            return bytes(
                typst.compile(folder / "main.typ", font_paths=font_folders(), ignore_system_fonts=not other_fonts)
            )
        except typst.TypstError as error:
            raise FileError(f"sjabloon {name}: kan niet worden gezet ({str(error).splitlines()[0]})") from error


def template_text(template: Path | None) -> bytes:
    """The template's own bytes."""
    if template is None:
        return TEMPLATE.read_bytes()
    try:
        return template.read_bytes()
    except OSError as error:
        raise FileError(f"sjabloon {template}: kan niet worden gelezen ({why(error)})") from error


def font_folders() -> list[Path]:
    """Where the letters of the report lie: in the package that brings them."""
    found = find_spec("font_source_sans_pro")
    return [Path(found.origin).parent / "files"] if found is not None and found.origin is not None else []
