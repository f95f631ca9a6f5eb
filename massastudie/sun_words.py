"""Innermost loops of the sun engine: which points of a tile's words lie in the shadow of one face at one moment.

The shadow is where four or five linear forms k0 + k1·x + k2·y + k3·z are all positive; no division and no
trigonometry per point. A stack asks the part in x and y once for all its points. On a run, points a step apart from
west to east, a form is positive on one side of one place, so what all forms leave is a stretch: its ends are worked
out, and it is cut out of the word. Bit j of a word is its point j. Where there is no compiler the same functions run
as plain numpy.

Tables. bits (s, w) uint32, w a whole number of times WORD. words (6, w) float32 from the middle of the tile: x (of a
run: in steps, less one), y, four heights. k (5, 4): constant, x, y, z of each form.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from .compiled import HAS_COMPILER, bare

Arr = npt.NDArray[Any]

#: How many bits a number has.
BITS = 32
#: All bits, no bits, and the place past the last point of a run.
ALL, NO, PAST = np.uint32(0xFFFFFFFF), np.uint32(0), np.float32(31.0)
#: A form that changes less than this per metre is taken to change so much: it keeps its sign over a tile.
LEAST = 1e-9
#: Farther than any place along a run.
NEVER = 1e30


@bare
def steep(change: float) -> float:
    """Change per metre by which may be divided."""
    return change if abs(change) > LEAST else LEAST


@bare
def ends_of(ends: Arr, k: Arr, z: float, step: float) -> None:
    """Fill ends (10, 2) float32 with the places along a run at height z where five forms are zero: constant and change
    with y, in steps. A form that rises with x is a lower end (row 0 to 4), another an upper end."""
    for f in range(5):
        change = steep(k[f, 1]) * step
        row, other = (f, f + 5) if change > 0 else (f + 5, f)
        ends[row, 0], ends[row, 1] = -(k[f, 0] + k[f, 3] * z) / change, -k[f, 2] / change
        ends[other, 0], ends[other, 1] = -NEVER if other < 5 else NEVER, 0.0


if HAS_COMPILER:

    @bare
    def cut(bits: Arr, s: int, w: int, low: np.float32, high: np.float32) -> np.uint32:
        """Darken a run from past one place to another, both counted from one; returns what is left."""
        first = np.uint32(np.int32(min(max(low, np.float32(0.0)), PAST)))
        last = np.uint32(np.int32(min(max(high, np.float32(0.0)), PAST)))
        dark = np.uint32(ALL << (first & np.uint32(31))) & ~np.uint32(ALL << (last & np.uint32(31)))
        left = np.uint32(bits[s, w] & ~dark)
        bits[s, w] = left
        return left

    @bare
    def wall_on_runs(
        bits: Arr, s: int, words: Arr, turn: float, left: float, right: float, lean: float, near: float, far: float
    ) -> bool:
        """Darken runs where x lies between left + turn·y and right + turn·y, and between near + lean·y and far +
        lean·y, all in steps; True when a point is left."""
        a0, a1, a2 = np.float32(left), np.float32(right), np.float32(turn)
        b0, b1, b2 = np.float32(near), np.float32(far), np.float32(lean)
        some = NO
        for w in range(np.uint64(0), np.uint64(bits.shape[1])):
            x, y = words[0, w], words[1, w]
            low, high = max(a0 + a2 * y, b0 + b2 * y) - x, min(a1 + a2 * y, b1 + b2 * y) - x
            some |= cut(bits, s, w, low, high)
        return bool(some != NO)

    @bare
    def pane_on_runs(bits: Arr, s: int, words: Arr, ends: Arr) -> bool:
        """Darken runs from the last of five lower ends to the first of five upper ones; True when a point is left."""
        a0, a1, b0, b1, c0, c1 = ends[0, 0], ends[0, 1], ends[1, 0], ends[1, 1], ends[2, 0], ends[2, 1]
        d0, d1, e0, e1, f0, f1 = ends[3, 0], ends[3, 1], ends[4, 0], ends[4, 1], ends[5, 0], ends[5, 1]
        g0, g1, h0, h1, i0, i1 = ends[6, 0], ends[6, 1], ends[7, 0], ends[7, 1], ends[8, 0], ends[8, 1]
        j0, j1 = ends[9, 0], ends[9, 1]
        some = NO
        for w in range(np.uint64(0), np.uint64(bits.shape[1])):
            x, y = words[0, w], words[1, w]
            low = max(max(a0 + a1 * y, b0 + b1 * y), max(c0 + c1 * y, d0 + d1 * y))
            high = min(min(f0 + f1 * y, g0 + g1 * y), min(h0 + h1 * y, i0 + i1 * y))
            some |= cut(bits, s, w, max(low, e0 + e1 * y) - x, min(high, j0 + j1 * y) - x)
        return bool(some != NO)

    @bare
    def wall_on_stacks(bits: Arr, s: int, first: int, last: int, words: Arr, k: Arr, hanging: bool) -> None:
        """Darken stacks first to last where the forms of a wall are positive: only top and bottom ask for height."""
        a0, a1, a2 = np.float32(k[0, 0]), np.float32(k[0, 1]), np.float32(k[0, 2])
        b0, b1, b2 = np.float32(k[1, 0]), np.float32(k[1, 1]), np.float32(k[1, 2])
        c0, c1, c2 = np.float32(k[2, 0]), np.float32(k[2, 1]), np.float32(k[2, 2])
        d0, d1, d2 = np.float32(k[3, 0]), np.float32(k[3, 1]), np.float32(k[3, 2])
        e0, e1, e2 = np.float32(k[4, 0]), np.float32(k[4, 1]), np.float32(k[4, 2])
        for w in range(np.uint64(first), np.uint64(last)):
            x, y = words[0, w], words[1, w]
            top = d0 + d1 * x + d2 * y
            side = np.uint32(a0 + a1 * x + a2 * y >= 0) & np.uint32(b0 + b1 * x + b2 * y > 0)
            side &= np.uint32(c0 + c1 * x + c2 * y > 0)
            hit = np.uint32(words[2, w] <= top) | np.uint32(words[3, w] <= top) * np.uint32(2)
            hit |= np.uint32(words[4, w] <= top) * np.uint32(4) | np.uint32(words[5, w] <= top) * np.uint32(8)
            if hanging:
                low = -(e0 + e1 * x + e2 * y)
                over = np.uint32(words[2, w] >= low) | np.uint32(words[3, w] >= low) * np.uint32(2)
                over |= np.uint32(words[4, w] >= low) * np.uint32(4) | np.uint32(words[5, w] >= low) * np.uint32(8)
                hit &= over
            bits[s, w] &= ~np.uint32(hit * side)

    @bare
    def pane_on_stacks(bits: Arr, s: int, first: int, last: int, words: Arr, k: Arr) -> None:
        """Darken stacks first to last where all five forms are positive."""
        a0, a1, a2, a3 = np.float32(k[0, 0]), np.float32(k[0, 1]), np.float32(k[0, 2]), np.float32(k[0, 3])
        b0, b1, b2, b3 = np.float32(k[1, 0]), np.float32(k[1, 1]), np.float32(k[1, 2]), np.float32(k[1, 3])
        c0, c1, c2, c3 = np.float32(k[2, 0]), np.float32(k[2, 1]), np.float32(k[2, 2]), np.float32(k[2, 3])
        d0, d1, d2, d3 = np.float32(k[3, 0]), np.float32(k[3, 1]), np.float32(k[3, 2]), np.float32(k[3, 3])
        e0, e1, e2, e3 = np.float32(k[4, 0]), np.float32(k[4, 1]), np.float32(k[4, 2]), np.float32(k[4, 3])
        for w in range(np.uint64(first), np.uint64(last)):
            x, y = words[0, w], words[1, w]
            a, b, c, d = a0 + a1 * x + a2 * y, b0 + b1 * x + b2 * y, c0 + c1 * x + c2 * y, d0 + d1 * x + d2 * y
            e, dark = e0 + e1 * x + e2 * y, NO
            for level in range(4):
                z = words[2 + level, w]
                least = min(min(a + a3 * z, b + b3 * z), min(c + c3 * z, d + d3 * z))
                dark |= np.uint32(min(least, e + e3 * z) >= 0) * np.uint32(1 << level)
            bits[s, w] &= ~np.uint32(dark)

    @bare
    def some_left(bits: Arr, s: int) -> bool:
        """True when a point of row s is lit."""
        some = NO
        for w in range(np.uint64(0), np.uint64(bits.shape[1])):
            some |= bits[s, w]
        return bool(some != NO)

    @bare
    def facing(bits: Arr, s: int, present: Arr, normals: Arr, dx: float, dy: float, tan: float) -> bool:
        """Light in row s the words that look at the sun; present (w,), normals (3, w). True when there is one."""
        some = NO
        for w in range(np.uint64(0), np.uint64(present.shape[0])):
            toward = np.uint32(normals[0, w] * dx + normals[1, w] * dy + normals[2, w] * tan > 1e-9)
            left = np.uint32(present[w] * toward)
            bits[s, w] = left
            some |= left
        return bool(some != NO)

    @bare
    def spread_runs(row: Arr, bits: Arr, s: int, first: Arr, count: int) -> None:
        """Write the bits of each of `count` words as 0/1 from place first (w,) of row on: what comes too much is
        written over by the next word."""
        for w in range(np.uint64(0), np.uint64(count)):
            word, start = bits[s, w], first[w]
            for j in range(np.uint64(0), np.uint64(BITS)):
                row[start + j] = np.uint8((word >> np.uint32(j)) & np.uint32(1))

    @bare
    def spread_stacks(row: Arr, bits: Arr, s: int, first: Arr, count: int) -> None:
        """The same for words of four bits: a product puts each in a byte of its own."""
        for w in range(np.uint64(0), np.uint64(count)):
            four, start = np.uint32(bits[s, w] * np.uint32(0x00204081)) & np.uint32(0x01010101), first[w]
            row[start], row[start + np.uint64(1)] = np.uint8(four), np.uint8(four >> np.uint32(8))
            row[start + np.uint64(2)], row[start + np.uint64(3)] = (
                np.uint8(four >> np.uint32(16)), np.uint8(four >> np.uint32(24))
            )  # fmt: skip

else:

    def _cut(bits: Arr, s: int, words: Arr, low: Arr, high: Arr) -> bool:
        first, last = (np.clip(end - words[0], np.float32(0), PAST).astype(np.uint32) for end in (low, high))
        bits[s] &= ~((ALL << first) & ~(ALL << last))
        return bool(bits[s].any())

    def wall_on_runs(
        bits: Arr, s: int, words: Arr, turn: float, left: float, right: float, lean: float, near: float, far: float
    ) -> bool:
        """Darken runs where x lies between left + turn·y and right + turn·y, and between near + lean·y and far +
        lean·y, all in steps; True when a point is left."""
        side, depth = np.float32(turn) * words[1], np.float32(lean) * words[1]
        low, high = (np.array(ends, np.float32)[:, None] for ends in ((left, near), (right, far)))
        both = np.stack([side, depth])
        return _cut(bits, s, words, (low + both).max(axis=0), (high + both).min(axis=0))

    def pane_on_runs(bits: Arr, s: int, words: Arr, ends: Arr) -> bool:
        """Darken runs from the last of five lower ends to the first of five upper ones; True when a point is left."""
        place = ends[:, :1] + ends[:, 1:] * words[1]
        return _cut(bits, s, words, place[:5].max(axis=0), place[5:].min(axis=0))

    def _at_heights(hit: Any) -> Arr:
        """Which of four heights (4, w) are hit, as bits."""
        found: Arr = (hit.astype(np.uint32) << np.arange(4, dtype=np.uint32)[:, None]).sum(axis=0, dtype=np.uint32)
        return found

    def wall_on_stacks(bits: Arr, s: int, first: int, last: int, words: Arr, k: Arr, hanging: bool) -> None:
        """Darken stacks first to last where the forms of a wall are positive: only top and bottom ask for height."""
        x, y, z = words[0, first:last], words[1, first:last], words[2:, first:last]
        own = k.astype(np.float32)[:, :, None]
        f = own[:, 0] + own[:, 1] * x + own[:, 2] * y
        hit = (f[0] >= 0) & (f[1] > 0) & (f[2] > 0) & (z <= f[3])
        bits[s, first:last] &= ~_at_heights(hit & (z >= -f[4]) if hanging else hit)

    def pane_on_stacks(bits: Arr, s: int, first: int, last: int, words: Arr, k: Arr) -> None:
        """Darken stacks first to last where all five forms are positive."""
        x, y, z = words[0, first:last], words[1, first:last], words[2:, first:last]
        own = k.astype(np.float32)[:, :, None, None]
        f = own[:, 0] + own[:, 1] * x + own[:, 2] * y + own[:, 3] * z
        bits[s, first:last] &= ~_at_heights((f >= 0).all(axis=0))

    def some_left(bits: Arr, s: int) -> bool:
        """True when a point of row s is lit."""
        return bool(bits[s].any())

    def facing(bits: Arr, s: int, present: Arr, normals: Arr, dx: float, dy: float, tan: float) -> bool:
        """Light in row s the words that look at the sun; present (w,), normals (3, w). True when there is one."""
        bits[s] = np.where(normals[0] * dx + normals[1] * dy + normals[2] * tan > 1e-9, present, NO)
        return bool(bits[s].any())

    def spread_runs(row: Arr, bits: Arr, s: int, first: Arr, count: int) -> None:
        """Write the bits of each of `count` words as 0/1 from place first (w,) of row on: what comes too much is
        written over by the next word."""
        for w in range(count):
            row[first[w] : first[w] + BITS] = (bits[s, w] >> np.arange(BITS, dtype=np.uint32)) & 1

    def spread_stacks(row: Arr, bits: Arr, s: int, first: Arr, count: int) -> None:
        """The same for words of four bits."""
        for w in range(count):
            row[first[w] : first[w] + 4] = (bits[s, w] >> np.arange(4, dtype=np.uint32)) & 1
