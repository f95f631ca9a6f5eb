"""Vector drawings in millimetres on paper: shapes in metres, a scale, and a frame that everything is cut to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from xml.sax.saxutils import quoteattr

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

#: Scales a drawing may have (1 : n), fine to coarse.
SCALES = (
    200, 250, 300, 400, 500, 750, 1000, 1250, 1500, 2000,
    2500, 3000, 4000, 5000, 7500, 10000, 15000, 20000, 25000, 50000,
)  # fmt: skip
#: Least ground kept free between what is shown and the frame, metres.
FREE_M = 8.0


@dataclass(frozen=True)
class Kader:
    """A frame of `breed_mm` × `hoog_mm` on paper at 1 : `schaal`, its lower left corner at (x0, y0) metres."""

    x0: float
    y0: float
    breed_mm: float
    hoog_mm: float
    schaal: int

    @property
    def mm_per_m(self) -> float:
        """Millimetres on paper for a metre."""
        return 1000.0 / self.schaal

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """The ground in sight, metres."""
        k = self.mm_per_m
        return self.x0, self.y0, self.x0 + self.breed_mm / k, self.y0 + self.hoog_mm / k

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A point in millimetres from the upper left corner."""
        k = self.mm_per_m
        return (x - self.x0) * k, self.hoog_mm - (y - self.y0) * k


def kader(bounds: tuple[float, float, float, float], breed_mm: float, hoog_mm: float) -> Kader:
    """A frame of this size on paper, centred on `bounds` (metres), at the finest scale at which those fit."""
    x0, y0, x1, y1 = bounds
    fits = (
        s for s in SCALES
        if (x1 - x0 + 2 * FREE_M) * 1000 / s <= breed_mm and (y1 - y0 + 2 * FREE_M) * 1000 / s <= hoog_mm
    )  # fmt: skip
    schaal = next(fits, SCALES[-1])
    half_w, half_h = breed_mm * schaal / 2000, hoog_mm * schaal / 2000
    return Kader((x0 + x1) / 2 - half_w, (y0 + y1) / 2 - half_h, breed_mm, hoog_mm, schaal)


@dataclass
class Tekening:
    """A drawing in a frame; later shapes lie on top."""

    kader: Kader
    parts: list[str] = field(default_factory=list)

    def areas(self, shapes: Iterable[BaseGeometry], fill: str, line: str = "none", width_mm: float = 0.0,
              opacity: float = 1.0, dash_mm: str = "") -> None:  # fmt: skip
        """Polygons of one look."""
        found = self._outlines(self._cut(shapes))
        if found:
            look = f"fill={quoteattr(fill)} fill-opacity={quoteattr(f'{opacity:g}')} fill-rule='evenodd' "
            look += _stroke(line, width_mm, dash_mm)
            self.parts.append(f"<g {look}>" + "".join(f'<path d="{d}"/>' for d in found) + "</g>")

    def lines(self, shapes: Iterable[BaseGeometry], line: str, width_mm: float, dash_mm: str = "") -> None:
        """Lines of one look; rings are drawn closed."""
        found = self._paths(shapely.get_parts(np.array(self._cut(shapes), dtype=object)))
        if found:
            look = "fill='none' stroke-linejoin='round' " + _stroke(line, width_mm, dash_mm)
            self.parts.append(f"<g {look}>" + "".join(f'<path d="{d}"/>' for d in found) + "</g>")

    def circles(self, discs: Iterable[tuple[float, float, float]], fill: str, opacity: float = 1.0) -> None:
        """Discs (x, y, radius), metres."""
        k, rows = self.kader.mm_per_m, []
        for x, y, radius in discs:
            cx, cy = self.kader.place(x, y)
            if -5 <= cx <= self.kader.breed_mm + 5 and -5 <= cy <= self.kader.hoog_mm + 5:
                rows.append(f'<circle cx="{cx:.2f}" cy="{cy:.2f}" r="{radius * k:.2f}"/>')
        self.parts.append(f"<g fill={quoteattr(fill)} fill-opacity='{opacity:g}'>" + "".join(rows) + "</g>")

    def svg(self, paper: str = "none") -> bytes:
        """The drawing as SVG of its true size."""
        w, h = f"{self.kader.breed_mm:g}", f"{self.kader.hoog_mm:g}"
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}mm" height="{h}mm" viewBox="0 0 {w} {h}">'
            f'<clipPath id="k"><rect width="{w}" height="{h}"/></clipPath>'
            f'<rect width="{w}" height="{h}" fill={quoteattr(paper)}/><g clip-path="url(#k)">'
        )
        return (head + "".join(self.parts) + "</g></svg>").encode("utf-8")

    def _cut(self, shapes: Iterable[BaseGeometry]) -> list[BaseGeometry]:
        """Those that come into the frame; what reaches far outside is cut off beyond its edge."""
        x0, y0, x1, y1 = self.kader.bounds
        found = shapely.clip_by_rect(np.array(list(shapes), dtype=object), x0 - 5, y0 - 5, x1 + 5, y1 + 5)
        return [shape for shape in found if shape is not None and not shape.is_empty]

    def _outlines(self, shapes: list[BaseGeometry]) -> list[str]:
        """The outline of each polygon with its holes."""
        parts = shapely.get_parts(np.array(shapes, dtype=object))
        rings, of = shapely.get_rings(parts[shapely.get_type_id(parts) == 3], return_index=True)
        paths: dict[int, str] = {}
        for part, path in zip(of.tolist(), self._paths(rings), strict=True):
            paths[part] = paths.get(part, "") + path + "Z"
        return list(paths.values())

    def _paths(self, lines: npt.NDArray[np.object_]) -> list[str]:
        """Each line (or ring) in millimetres."""
        k, (xy, of) = self.kader, shapely.get_coordinates(lines, return_index=True)
        x, y = (xy[:, 0] - k.x0) * k.mm_per_m, k.hoog_mm - (xy[:, 1] - k.y0) * k.mm_per_m
        points = [f"{a:.2f},{b:.2f}" for a, b in zip(x.tolist(), y.tolist(), strict=True)]
        ends = np.searchsorted(of, np.arange(len(lines) + 1)).tolist()
        return ["M" + " ".join(points[i:j]) for i, j in pairwise(ends)]


def _stroke(colour: str, width_mm: float, dash_mm: str) -> str:
    if not width_mm:
        return "stroke='none'"
    dash = f" stroke-dasharray={quoteattr(dash_mm)}" if dash_mm else ""
    return f"stroke={quoteattr(colour)} stroke-width='{width_mm:g}' stroke-linecap='round'{dash}"
