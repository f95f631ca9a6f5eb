"""The sun of a picture in words: day, clock time with its zone, altitude and azimuth."""

from __future__ import annotations

from datetime import datetime

import numpy as np

from massastudie.scene import Scene

from .. import style
from .look import casts, trees_of
from .nearby import MOST, some_only
from .season import bare_percent
from .words import MONTHS, word


def day_text(moment: datetime, language: str) -> str:
    """`21 maart 2026`."""
    return f"{moment.day} {MONTHS.get(language, MONTHS['nl'])[moment.month - 1]} {moment.year}"


def clock_text(moment: datetime, language: str) -> str:
    """`14.00 uur CET`, in the zone of the moment."""
    return word(language, "klok").format(f"{moment:%H}", f"{moment:%M}", f"{moment:%Z}").strip()


def sun_text(scene: Scene, moment: datetime | None, language: str) -> str:
    """When and where the sun of the scene stands; empty when the picture has no cast shadows and no moment."""
    if not casts(scene) or scene.sun is None:
        return ""
    x, y, z = scene.sun
    altitude, azimuth = np.degrees(np.arcsin(z)), np.degrees(np.arctan2(x, y)) % 360.0
    when = f"{day_text(moment, language)}, {clock_text(moment, language)} · " if moment is not None else ""
    stands = word(language, "zonnestand").format(degrees(altitude, language), degrees(azimuth, language))
    return when + stands + crown_text(scene, language)


def crown_text(scene: Scene, language: str) -> str:
    """How much sun comes through the crowns drawn, when they are bare; empty in leaf and without trees."""
    bare = bare_percent(scene) if trees_of(scene) else 0.0
    return f" · {word(language, 'bomen_kaal').format(f'{bare:.0f}')}" if bare else ""


def limit_text(scene: Scene, language: str) -> str:
    """That only a part of a very large city throws shade; empty when all of it does, or nothing."""
    if not casts(scene) or not some_only(scene):
        return ""
    most = f"{MOST:,}".replace(",", "." if language == "nl" else ",")
    return word(language, "schaduw_naaste").format(most)


def degrees(value: float, language: str) -> str:
    """One decimal, with the comma or point of the language."""
    return style.number(value, 1) if language == "nl" else f"{value:.1f}"
