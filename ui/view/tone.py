"""Tones: what a style makes of the colours of a picture by day, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
#: Colours (n, 3) or (n, 4) to as many; what is see-through stays so.
Tone = Callable[[Bytes], Bytes]

#: Share of red, green and blue that is left by night: of the city, of the plan in it, and of marks over it.
CITY = np.array([0.19, 0.23, 0.34])
PLAN = np.array([0.38, 0.36, 0.39])
MARKS = np.array([0.85, 0.85, 0.85])
#: Weights of red, green and blue in a grey (luma of ITU-R BT.709).
LUMA = np.array([0.2126, 0.7152, 0.0722])


def plain(colours: Bytes) -> Bytes:
    """As it is."""
    return colours


def dimmed(shares: NDArray[np.float64], colours: Bytes) -> Bytes:
    """So much left of each channel."""
    made = colours.copy()
    made[:, :3] = (colours[:, :3] * shares + 0.5).astype(np.uint8)
    return made


night = partial(dimmed, CITY)
night_plan = partial(dimmed, PLAN)
night_marks = partial(dimmed, MARKS)


def grey(colours: Bytes) -> Bytes:
    """As light as it was, without its hue."""
    made = colours.copy()
    made[:, :3] = (colours[:, :3] @ LUMA + 0.5).astype(np.uint8)[:, None]
    return made


def flat(value: int) -> Tone:
    """One grey, whatever the colour was."""
    return partial(_flat, value)


def _flat(value: int, colours: Bytes) -> Bytes:
    made = colours.copy()
    made[:, :3] = value
    return made


def toned(colour: str, tone: Tone) -> str:
    """A hex colour in a tone."""
    rgb = np.array([[int(colour[i : i + 2], 16) for i in (1, 3, 5)]], dtype=np.uint8)
    red, green, blue = tone(rgb)[0].tolist()
    return f"#{red:02X}{green:02X}{blue:02X}"
