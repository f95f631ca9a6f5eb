"""A drawing as a PDF of its true size, by Typst: lines stay lines, letters stay letters."""

from __future__ import annotations

import re

from .zetten import typeset_with

TEMPLATE = """#set document(title: "Massastudie", date: none)
#set page(width: {wide}mm, height: {high}mm, margin: 0pt)
#image("tekening.svg", width: 100%)
"""


def as_pdf(svg: bytes, name: str) -> bytes:
    """The PDF of an SVG that gives its size in mm; `name` is how an error calls it. Raises FileError when it cannot be
    set. The same drawing gives the same bytes."""
    found = re.search(rb'width="([\d.]+)mm" height="([\d.]+)mm"', svg)
    wide, high = (float(part) for part in found.groups()) if found else (210.0, 297.0)
    template = TEMPLATE.format(wide=f"{wide:g}", high=f"{high:g}")
    return typeset_with(template.encode("utf-8"), {"tekening.svg": svg}, name)
