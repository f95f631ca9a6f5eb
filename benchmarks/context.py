"""Reading 10,000 buildings of CityJSON against parsing its JSON alone: processor seconds, and the most memory taken.

The file is made here: blocks in two levels of detail, one in eight with a roof of more corners. Run:
`python benchmarks/context.py [number of buildings]`.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from modellen.context import read_context

CORNERS = {False: 4, True: 12}


def ring(x: float, y: float, count: int) -> list[tuple[float, float]]:
    """A rectangle of 10 × 8 m, or a comb along its north side."""
    base = [(x, y), (x + 10, y), (x + 10, y + 8)]
    teeth = [(x + 10 - i, y + (6 if i % 2 else 8)) for i in range(1, count - 3)]
    return [*base, *teeth, (x, y + 8)]


def building(points: list[list[int]], x: float, y: float, count: int) -> dict[str, Any]:
    """A Building with a Solid per level of detail; its vertices are added to `points`, in millimetres."""
    geometry = []
    for lod, height in (("1.2", 9.0), ("2.2", 10.0)):
        first = len(points)
        for z in (0.0, height):
            points += [[round(a * 1000), round(b * 1000), round(z * 1000)] for a, b in ring(x, y, count)]
        low, high = list(range(first, first + count)), list(range(first + count, first + 2 * count))
        walls = [[[low[i], low[(i + 1) % count], high[(i + 1) % count], high[i]]] for i in range(count)]
        geometry.append({"type": "Solid", "lod": lod, "boundaries": [[[low[::-1]], [high], *walls]]})
    return {"type": "Building", "attributes": {"b3_h_maaiveld": 0.0}, "geometry": geometry}


def city(count: int) -> dict[str, Any]:
    """A square grid of buildings."""
    points: list[list[int]] = []
    side = int(count**0.5) + 1
    objects = {
        f"p{i}": building(points, 20.0 * (i % side), 20.0 * (i // side), CORNERS[i % 8 == 0]) for i in range(count)
    }
    metadata = {"referenceSystem": "https://www.opengis.net/def/crs/EPSG/0/7415"}
    transform = {"scale": [0.001] * 3, "translate": [232000.0, 555000.0, 0.0]}
    return {"type": "CityJSON", "version": "2.0", "metadata": metadata, "transform": transform,
            "CityObjects": objects, "vertices": points}  # fmt: skip


def seconds(call: Callable[[], object]) -> float:
    """Processor seconds of the best of three calls."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        call()
        best = min(best, time.process_time() - start)
    return best


def main(count: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stad.city.json"
        path.write_text(json.dumps(city(count), separators=(",", ":")))
        alone = seconds(lambda: json.loads(path.read_bytes()))
        ours = seconds(lambda: read_context(path))
        found = read_context(path)
        print(f"{path.stat().st_size / 1e6:.0f} MB, {found.aantal} buildings, volumes {dict(found.volume_m3)}")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"json {alone:.2f} s, read {ours:.2f} s, ratio {ours / alone:.2f}, memory {memory:.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
