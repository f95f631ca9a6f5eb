"""Screen text in Dutch and English: one small catalogue per language, the same keys in both."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

LANGUAGES = ("nl", "en")
_LOCALES = {
    "nl": (QLocale.Language.Dutch, QLocale.Country.Netherlands),
    "en": (QLocale.Language.English, QLocale.Country.UnitedKingdom),
}


def read_catalogue(language: str) -> dict[str, str]:
    """All texts of a language, keyed `section.name`."""
    text = resources.files(__package__).joinpath(f"{language}.toml").read_text(encoding="utf-8")
    sections = tomllib.loads(text)
    return {f"{section}.{name}": value for section, items in sections.items() for name, value in items.items()}


def system_language() -> str:
    """Dutch where the system speaks Dutch, else English."""
    return "nl" if QLocale.system().language() == QLocale.Language.Dutch else "en"


class QtTexts:
    """What Qt says itself (file dialogs, names of keys) in the language of the window."""

    def __init__(self) -> None:
        self._catalogue = QTranslator()

    def speak(self, language: str) -> None:
        """Speak this language from now on; where Qt has no texts for it, it speaks English."""
        QCoreApplication.removeTranslator(self._catalogue)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._catalogue.load(f"qtbase_{language}", folder):
            QCoreApplication.installTranslator(self._catalogue)


class Translator:
    """Gives every text and number of the screen in the language chosen last: `tr("menu.file")`."""

    def __init__(self, language: str = "nl") -> None:
        self.set_language(language)

    def set_language(self, language: str) -> None:
        """Speak this language from now on; an unknown one becomes Dutch."""
        self.language = language if language in LANGUAGES else "nl"
        self.locale = QLocale(*_LOCALES[self.language])
        self._texts = read_catalogue(self.language)

    def __call__(self, key: str, **values: Any) -> str:
        """The text of `key` with `{name}` places filled in; a key that is not there shows itself."""
        text = self._texts.get(key, key)
        return text.format(**values) if values else text

    def number(self, value: float, decimals: int = 0) -> str:
        """A number as it is written in this language: 61.240 or 61,240."""
        text = self.locale.toString(float(value), "f", decimals)
        return text.removeprefix("-") if float(f"{value:.{decimals}f}") == 0 else text

    def area(self, m2: float) -> str:
        """An area: 61.240 m²."""
        return f"{self.number(m2)} m²"

    def length(self, m: float, decimals: int = 1) -> str:
        """A length or height: 13,9 m."""
        return f"{self.number(m, decimals)} m"

    def change(self, value: float, decimals: int = 0) -> str:
        """A difference with its sign; `–` when there is none."""
        if float(f"{value:.{decimals}f}") == 0:
            return "–"
        return ("+" if value > 0 else "−") + self.number(abs(value), decimals)

    def storeys(self, count: int) -> str:
        """`1 bouwlaag`, `4 bouwlagen`."""
        return f"{count} {self('unit.storey' if count == 1 else 'unit.storeys')}"
