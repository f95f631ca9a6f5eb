"""Light and dark: the colours of the window itself. The picture of the plan keeps its own."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

Role, Group = QPalette.ColorRole, QPalette.ColorGroup
Scheme = Qt.ColorScheme

#: Colour of each role; `#AARRGGBB` where it is see-through.
LIGHT: dict[QPalette.ColorRole, str] = {
    Role.Window: "#EFEFEF", Role.WindowText: "#000000", Role.Base: "#FFFFFF", Role.AlternateBase: "#F7F7F7",
    Role.Text: "#000000", Role.PlaceholderText: "#80000000", Role.Button: "#EFEFEF", Role.ButtonText: "#000000",
    Role.BrightText: "#FFFFFF", Role.ToolTipBase: "#FFFFDC", Role.ToolTipText: "#000000", Role.Light: "#FFFFFF",
    Role.Midlight: "#CACACA", Role.Mid: "#B8B8B8", Role.Dark: "#9F9F9F", Role.Shadow: "#767676",
    Role.Highlight: "#308CC6", Role.HighlightedText: "#FFFFFF", Role.Link: "#0B57A4", Role.LinkVisited: "#6A3F9C",
    Role.Accent: "#308CC6",
}  # fmt: skip
DARK: dict[QPalette.ColorRole, str] = {
    Role.Window: "#2B2D30", Role.WindowText: "#E6E6E3", Role.Base: "#1F2123", Role.AlternateBase: "#26282B",
    Role.Text: "#E6E6E3", Role.PlaceholderText: "#A8E6E6E3", Role.Button: "#34373B", Role.ButtonText: "#E6E6E3",
    Role.BrightText: "#FFFFFF", Role.ToolTipBase: "#3D3A2C", Role.ToolTipText: "#F0EDE0", Role.Light: "#4A4E53",
    Role.Midlight: "#42454A", Role.Mid: "#5A5E64", Role.Dark: "#1A1B1D", Role.Shadow: "#101112",
    Role.Highlight: "#2F6FA3", Role.HighlightedText: "#FFFFFF", Role.Link: "#7FB7EA", Role.LinkVisited: "#B79BE0",
    Role.Accent: "#4A90C8",
}  # fmt: skip
#: What the frame of a box to tick follows from on a dark ground, and whose boxes these are.
FRAMES, FRAMED = "#A6ABB2", ("QCheckBox", "QTreeView")
#: Text of what cannot be used now.
OFF = {"licht": "#BEBEBE", "donker": "#74787D"}
SCHEMES = {"licht": Scheme.Light, "donker": Scheme.Dark, "systeem": Scheme.Unknown}
#: Least contrast of text with its ground (WCAG 2.2, 1.4.3, level AA).
CONTRAST = 4.5


def palette_of(theme: str) -> QPalette:
    """All colours of `licht` or `donker`; those of the system for anything else."""
    made = QPalette()
    for role, colour in {"licht": LIGHT, "donker": DARK}.get(theme, {}).items():
        made.setColor(role, QColor(colour))
    if theme in OFF:
        for role in (Role.Text, Role.WindowText, Role.ButtonText):
            made.setColor(Group.Disabled, role, QColor(OFF[theme]))
    return made


class Theme(QObject):
    """The theme in force. It is the system's until another one is chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name = "systeem"

    def take(self, name: str) -> None:
        """Draw every window in `licht`, `donker` or, with `systeem`, as the system does."""
        if name == self.name:
            return
        self.name = name
        QGuiApplication.styleHints().setColorScheme(SCHEMES[name])
        QApplication.setPalette(palette_of(name))
        if name == "donker":
            # Boxes to tick are framed in a darker tone of the window: on a dark ground no one would see them.
            framed = palette_of(name)
            framed.setColor(Role.Window, QColor(FRAMES))
            for kind in FRAMED:
                QApplication.setPalette(framed, kind)  # type: ignore[arg-type]  # text, not the bytes it is said to be


def contrast(a: QColor, b: QColor) -> float:
    """Contrast of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def readable(colour: str | QColor, ground: QColor) -> QColor:
    """The colour, lighter on a dark ground or darker on a light one until text in it can be read there."""
    made, lighter = QColor(colour), _luminance(ground) < 0.18
    for _ in range(20):
        if contrast(made, ground) >= CONTRAST:
            break
        made = QColor.fromHslF(made.hslHueF(), made.hslSaturationF(), min(1.0, made.lightnessF() + 0.04)) if lighter \
            else made.darker(108)  # fmt: skip
    return made
