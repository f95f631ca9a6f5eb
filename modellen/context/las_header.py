"""Whether the counts and places in the header of a LAS or LAZ file can be true, before a library makes room for them.

Layout: ASPRS LAS 1.4 R15, table 3; versions 1.0 to 1.3 have the first 227 or 235 bytes of it.
"""

from __future__ import annotations

import struct
from os import SEEK_END, SEEK_SET
from pathlib import Path

from .files import refuse

#: Bytes of the header up to version 1.2, 1.3 and 1.4.
SIZES = (227, 235, 375)
#: Bytes of the head of a variable length record, and of an extended one behind the points.
VLR, EVLR = 54, 60
#: A packed point takes at least this much, bytes: fewer are no lidar.
LEAST_PACKED = 0.05
#: The format of points is this or more when they are packed.
PACKED = 128
#: No point takes more, bytes: 67 in format 10, and what a maker added.
LONGEST_POINT = 1000


def check_header(path: Path) -> None:
    """Raise FileError when a file is too short for what its header says is in it, or a point is longer than any is."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        head = stream.read(SIZES[-1])
    if len(head) < SIZES[0]:
        refuse(path, f"een kop van {SIZES[0]} bytes", f"{len(head)} bytes")
    own, first, records = struct.unpack_from("<HII", head, 94)
    kind, length, count = struct.unpack_from("<BHI", head, 104)
    if own < SIZES[0] or first > size or own + records * VLR > first:
        refuse(path, "een kop die past in het bestand", f"{records} toevoegingen tot byte {first} van {size}")
    if head[25] >= 4 and len(head) == SIZES[-1]:
        place, extras, long_count = struct.unpack_from("<QIQ", head, 235)
        count = long_count or count
        if extras and place + extras * EVLR > size:
            refuse(path, "een kop die past in het bestand", f"{extras} toevoegingen vanaf byte {place} van {size}")
    _check_points(path, kind, length, count, size - first)
    if kind >= PACKED:
        _check_chunks(path, first, count)


def _check_points(path: Path, kind: int, length: int, count: int, room: int) -> None:
    """Raise FileError when so many points of `length` bytes do not fit in `room` bytes."""
    if not 0 < length <= LONGEST_POINT:
        refuse(path, f"punten van 1 tot {LONGEST_POINT} bytes", f"{length} bytes")
    least = LEAST_PACKED if kind >= PACKED else length
    if count * least > room:
        refuse(path, f"{count} punten", f"plaats voor {int(room / least)}")


def _check_chunks(path: Path, first: int, count: int) -> None:
    """Raise FileError when packed points say to be in more pieces than there are points.

    They begin with the place of a table (8 bytes; -1: at the end of the file) that has its version and its length.
    """
    with path.open("rb") as stream:
        stream.seek(first)
        (place,) = struct.unpack("<q", stream.read(8).ljust(8, b"\0"))
        stream.seek(*((-8, SEEK_END) if place == -1 else (max(place, 0), SEEK_SET)))
        if place == -1:
            stream.seek(max(0, struct.unpack("<q", stream.read(8))[0]))
        _, pieces = struct.unpack("<II", stream.read(8).ljust(8, b"\0"))
    if pieces > count:
        refuse(path, f"hoogstens {count} stukken van punten", str(pieces))
