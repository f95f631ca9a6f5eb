"""Ways to damage a file: bytes, numbers, brackets, lengths, blocks, and the tree of a JSON document."""

from __future__ import annotations

import io
import json
import random
import re
import struct
import zipfile
from collections.abc import Callable
from typing import Any

Change = Callable[[bytes, random.Random], bytes]
NUMBER = re.compile(rb"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
#: What comes in the place of a number: no number, too large, zero with a sign, a text, a list.
NUMBERS = (b"NaN", b"1e308", b"-1e308", b"1e999", b"-0", b"0", b"-1", b"1", b"99999999999999999999", b"2147483648",
           b"1e-320", b"0.1", b"null", b'"x"', b"[]", b"", b"1,5", b"4294967295", b"7e5")  # fmt: skip
#: What comes in the place of a node of a tree.
NODES: tuple[Any, ...] = (None, True, False, 0, -1, 3, 10**20, 1e308, float("nan"), -0.0, 0.5, "", "x", "=1+1",
                          "\x1b[31m<b>\n", [], {}, [[]], [None], {"type": "x"}, "é" * 300)  # fmt: skip
#: Lengths and counts that lie.
WHOLES = (0, 1, -1, 2, 255, 256, 65535, 65536, 2**24, 2**31 - 1, -(2**31), 2**32 - 1)
FLOATS = (float("nan"), float("inf"), -float("inf"), 1e308, -1e308, -0.0, 1e-320, 1e15)
#: Larger than this a damaged file does not grow.
MAX_BYTES = 400_000


def mutated(data: bytes, rng: random.Random) -> bytes:
    """`data` damaged in one to four ways; the same for the same `rng`."""
    for _ in range(rng.choice((1, 1, 1, 2, 2, 4))):
        if data:
            data = rng.choice(_ways(data))(data, rng)[:MAX_BYTES]
    return data


def _ways(data: bytes) -> tuple[Change, ...]:
    general: tuple[Change, ...] = (flip, flip, cut, take_out, repeat, swap, insert)
    if data.startswith(b"PK\x03\x04"):
        return (*general, inside_zip, inside_zip, inside_zip, whole)
    if b"\0" in data[:4000]:
        return (*general, whole, whole, whole, real, real, early, early, early)
    if data.lstrip()[:1] in (b"{", b"["):
        return (*general, number, number, number, brackets, tree, tree, tree, tree, tree, tree)
    return (*general, number, number, number, number, brackets, line, line)


def flip(data: bytes, rng: random.Random) -> bytes:
    """Some bytes become others."""
    out = bytearray(data)
    for _ in range(rng.choice((1, 2, 8, 40))):
        out[rng.randrange(len(out))] = rng.choice((0, 255, 32, 45, 57, 91, 127, rng.randrange(256)))
    return bytes(out)


def early(data: bytes, rng: random.Random) -> bytes:
    """Damage in the first 600 bytes, where formats keep their header."""
    return rng.choice((flip, whole, real))(data[:600], rng) + data[600:]


def cut(data: bytes, rng: random.Random) -> bytes:
    """The end is lost."""
    return data[: rng.randrange(len(data))]


def take_out(data: bytes, rng: random.Random) -> bytes:
    """A stretch is lost."""
    start, size = _stretch(data, rng)
    return data[:start] + data[start + size :]


def repeat(data: bytes, rng: random.Random) -> bytes:
    """A stretch stands there many times."""
    start, size = _stretch(data, rng)
    return data[: start + size] + data[start : start + size] * rng.choice((1, 2, 50)) + data[start + size :]


def swap(data: bytes, rng: random.Random) -> bytes:
    """Two stretches change places."""
    a, size = _stretch(data, rng)
    b, _ = _stretch(data, rng)
    a, b = min(a, b), max(a, b)
    size = min(size, b - a, len(data) - b)
    return data[:a] + data[b : b + size] + data[a + size : b] + data[a : a + size] + data[b + size :]


def insert(data: bytes, rng: random.Random) -> bytes:
    """Bytes that do not belong there."""
    place = rng.randrange(len(data) + 1)
    extra = rng.choice((b"\0" * 8, b"\xff" * 8, b"\n", b"'", b'"', b"(", b";", b"<!ENTITY x 'y'>", rng.randbytes(16)))
    return data[:place] + extra + data[place:]


def whole(data: bytes, rng: random.Random) -> bytes:
    """A whole number of 1 to 8 bytes becomes another: a length, a count, an offset, a kind."""
    kind = rng.choice(("<b", "<h", ">h", "<i", ">i", "<i", ">i", "<q", ">q"))
    size = struct.calcsize(kind)
    place = rng.randrange(max(1, len(data) - size))
    bits = 8 * size
    value = rng.choice(WHOLES) if rng.random() < 0.7 else rng.randrange(1 << bits)
    value = (value + (1 << bits - 1)) % (1 << bits) - (1 << bits - 1)
    return data[:place] + struct.pack(kind, value) + data[place + size :]


def real(data: bytes, rng: random.Random) -> bytes:
    """A coordinate becomes none."""
    place = rng.randrange(max(1, len(data) - 8))
    place -= place % rng.choice((1, 4, 8))
    return data[:place] + struct.pack(rng.choice(("<d", ">d")), rng.choice(FLOATS)) + data[place + 8 :]


def number(data: bytes, rng: random.Random) -> bytes:
    """A number in a text becomes another, or something that is none."""
    found = list(NUMBER.finditer(data, rng.randrange(len(data))))[:2000] or list(NUMBER.finditer(data))
    if not found:
        return flip(data, rng)
    spot = rng.choice(found)
    return data[: spot.start()] + rng.choice(NUMBERS) + data[spot.end() :]


def brackets(data: bytes, rng: random.Random) -> bytes:
    """Nesting without end, or a bracket too many or too few."""
    place = rng.randrange(len(data) + 1)
    mark = rng.choice((b"[", b"{", b"(", b"]", b"}", b")", b"<a>", b"'"))
    return data[:place] + mark * rng.choice((1, 1, 5, 3000, 100_000)) + data[place:]


def line(data: bytes, rng: random.Random) -> bytes:
    """A line is lost, doubled or becomes another one of the file."""
    rows = data.split(b"\n")
    a, b = rng.randrange(len(rows)), rng.randrange(len(rows))
    rows[a : a + 1] = rng.choice(([], [rows[a]] * 2, [rows[b]], [rows[b], rows[a]]))
    return b"\n".join(rows)


def tree(data: bytes, rng: random.Random) -> bytes:
    """A node of a JSON document (one line of it, where each line is one) becomes another, goes, or comes twice."""
    rows = data.split(b"\n") if data.lstrip().startswith(b'{"type":"CityJSON') and data.count(b"\n") else [data]
    place = rng.randrange(len(rows))
    try:
        document = json.loads(rows[place])
    except (ValueError, RecursionError):
        return flip(data, rng)
    holders = list(_holders(document))
    if not holders:
        return flip(data, rng)
    _change(*rng.choice(holders), holders, rng)
    rows[place] = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    return b"\n".join(rows)


def _holders(node: Any) -> Any:
    """(list or object, key) of every node; of a long list only some."""
    keys = list(node) if isinstance(node, dict) else range(min(len(node), 40)) if isinstance(node, list) else ()
    for key in keys:
        yield node, key
        yield from _holders(node[key])


def _change(owner: Any, key: Any, holders: list[tuple[Any, Any]], rng: random.Random) -> None:
    way = rng.randrange(5)
    if way == 0:
        del owner[key]
    elif way == 1 and isinstance(owner, list):
        owner.insert(key, json.loads(json.dumps(owner[key])))
    elif way == 2:
        other, place = rng.choice(holders)
        if place in other if isinstance(other, dict) else place < len(other):
            owner[key] = json.loads(json.dumps(other[place]))
    elif way == 3 and isinstance(owner[key], int | float):
        owner[key] = rng.choice(
            (-owner[key], owner[key] * 1e9, owner[key] + 1, int(owner[key]) - 1, float(owner[key]))
        )
    else:
        owner[key] = rng.choice(NODES)


def inside_zip(data: bytes, rng: random.Random) -> bytes:
    """A sound archive with a damaged file, or a file of another name."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = {m.filename: archive.read(m) for m in archive.infolist()}
    except Exception:  # a damaged archive makes the library fail in many ways: none of them is asked about here
        return flip(data, rng)
    name = rng.choice(sorted(files) or [""])
    body = files.pop(name, b"")
    if rng.random() < 0.3:
        name = rng.choice(("../x", "/etc/x", "C:\\x", "", "a/b/c", "\x1b[31m", "x\n<b>", "é", "con", name + "/"))
    files[name] = mutated(body, rng) if body else body
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for own, content in files.items():
            archive.writestr(own or " ", content)
    return out.getvalue()


def _stretch(data: bytes, rng: random.Random) -> tuple[int, int]:
    start = rng.randrange(len(data))
    return start, min(rng.choice((1, 2, 4, 8, 20, 100, 1000)), len(data) - start)
