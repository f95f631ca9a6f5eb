"""OBJ with its MTL: an object per pand, a material per functie, metres, Y up as in the GLB."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import StringIO

import numpy as np

from massastudie.georef import EPSG_RD
from massastudie.plan import Plan
from massastudie.volumes import Massamodel

from .solids import COLOURS, Floats, Solid, bodies, merged, y_up


def encode(massa: Massamodel, plan: Plan, stem: str) -> dict[str, bytes]:
    """The MTL first, then the OBJ that names it; both from the name the user gave."""
    library = f"{stem}.mtl"
    lines = [*header(massa, plan, library)]
    count = 0
    for lichaam, solids in bodies(massa):
        if solids:
            text, count = pand_text(lichaam.id, solids, count)
            lines.append(text)
    text = "\n".join(lines) + "\n"  # the bytes of a file name that is not UTF-8 stay what they are
    return {library: mtl().encode("utf-8"), "": text.encode("utf-8", "surrogateescape")}


def header(massa: Massamodel, plan: Plan, library: str) -> Iterator[str]:
    """What the file is and where its origin lies."""
    east, north = plan.oorsprong
    yield f"# {' '.join(plan.naam.split())}, fase {massa.fase}"  # a name of two lines would end the comment
    zero = "maaiveld" if plan.terrein is None else f"{plan.terrein.peil_m:g} m NAP"
    yield f"# meters, Y omhoog: x = E - {east:g}, y = hoogte boven {zero}, z = -(N - {north:g}); RD EPSG:{EPSG_RD}"
    for credit in plan.credits:
        yield f"# omgeving: {' '.join(credit.split())}"
    yield f"mtllib {library}"


def pand_text(pand_id: str, solids: tuple[Solid, ...], count: int) -> tuple[str, int]:
    """One object and the number of vertices written so far (OBJ counts through the whole file, from 1)."""
    vertices, _ = merged(solids)
    parts = [f"o {safe(pand_id)}", *rows("v", y_up(vertices))]
    for solid in solids:
        parts += [f"usemtl {solid.material}", *rows("f", solid.faces + count + 1)]
        count += len(solid.vertices)
    return "\n".join(parts), count


def rows(mark: str, values: Floats | np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> Iterator[str]:
    """Lines of three numbers: vertices to the millimetre, indices as integers."""
    buffer = StringIO()
    np.savetxt(buffer, values, fmt=f"{mark} " + ("%.3f %.3f %.3f" if values.dtype.kind == "f" else "%d %d %d"))
    yield from buffer.getvalue().replace("-0.000", "0.000").splitlines()


def mtl() -> str:
    """The material library: one matt colour per functie."""
    found = []
    for name, colour in COLOURS.items():
        diffuse = " ".join(f"{c / 255:.3f}" for c in colour)
        found.append(f"newmtl {name}\nKd {diffuse}\nKa 0.000 0.000 0.000\nKs 0.000 0.000 0.000\nd 1.0\nillum 1\n")
    return "\n".join(found)


def safe(name: str) -> str:
    """A name without spaces: OBJ reads a space as the end of a name."""
    return re.sub(r"\s+", "_", name)
