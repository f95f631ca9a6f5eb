"""The few words drawn in the picture itself, in Dutch and English."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "nl": {
        "nieuw": "nieuw in deze fase",
        "nieuw_eerder": "eerder gebouwd",
        "accent": "accent",
        "bestaand_plan": "bestaand, in het plan",
        "context": "bestaand, omgeving",
        "gesloopt": "gesloopt",
        "later": "komt later",
        "plangrens": "plangrens",
        "wonen": "wonen",
        "winkel": "winkel",
        "horeca": "horeca",
        "kantoor": "kantoor",
        "maatschappelijk": "maatschappelijk",
        "cultuur": "cultuur",
        "parkeren": "parkeren",
        "status_bestaand": "bestaand",
        "status_nieuw": "nieuw",
        "gebouwd_in": "gebouwd in {}",
        "noord": "RD-noord",
        "zonnestand": "zonshoogte {}° · azimut {}° (RD)",
        "klok": "{}.{} uur {}",
        "zonuren": "zonuren {}",
        "uur": "uur",
        "norm": "norm {} uur",
        "bouwlagen": "{} bouwlagen",
        "bouwlaag": "1 bouwlaag",
    },
    "en": {
        "nieuw": "new in this phase",
        "nieuw_eerder": "built earlier",
        "accent": "accent",
        "bestaand_plan": "existing, in the plan",
        "context": "existing, surroundings",
        "gesloopt": "demolished",
        "later": "comes later",
        "plangrens": "plan boundary",
        "wonen": "housing",
        "winkel": "shops",
        "horeca": "food and drink",
        "kantoor": "offices",
        "maatschappelijk": "community",
        "cultuur": "culture",
        "parkeren": "parking",
        "status_bestaand": "existing",
        "status_nieuw": "new",
        "gebouwd_in": "built in {}",
        "noord": "grid north (RD)",
        "zonnestand": "sun altitude {}° · azimuth {}° (RD)",
        "klok": "{}:{} {}",
        "zonuren": "sun hours {}",
        "uur": "h",
        "norm": "norm {} h",
        "bouwlagen": "{} storeys",
        "bouwlaag": "1 storey",
    },
}

MONTHS: dict[str, tuple[str, ...]] = {
    "nl": ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
           "november", "december"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
}  # fmt: skip


def word(language: str, key: str) -> str:
    """The word in this language (Dutch when the language is not there)."""
    return WORDS.get(language, WORDS["nl"])[key]
