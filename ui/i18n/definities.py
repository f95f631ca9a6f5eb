"""Definitions of figures in the language of the window. Those of the core are Dutch; sources stay as quoted."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from importlib import resources

from massastudie.definities import DEFINITIES, Definitie


@cache
def english() -> dict[str, Definitie]:
    """Dutch name of a figure → its definition in English."""
    text = resources.files(__package__).joinpath("definities_en.toml").read_text(encoding="utf-8")
    return {DEFINITIES[key].naam: replace(DEFINITIES[key], **words) for key, words in tomllib.loads(text).items()}


def told(found: Definitie, language: str) -> Definitie:
    """The same definition in this language; as it is where there is none."""
    return english().get(found.naam, found) if language == "en" else found


def told_assumption(text: str, language: str) -> str:
    """An assumption of a definition in this language; one of the plan itself as it was written."""
    if language != "en":
        return text
    known = {own.aanname: english()[own.naam].aanname for own in DEFINITIES.values() if own.naam in english()}
    return known.get(text) or text
