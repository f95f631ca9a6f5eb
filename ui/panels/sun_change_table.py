"""What a state takes and gives in sun against its reference: a row per surface, over the day or at the moment."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from massastudie.zonverschil import Verschilcijfer
from ui.i18n import Translator
from ui.sun_desk import SunShown
from ui.sun_shade import ShadeMap

from .tables import fit_height, plain_table, put_cell
from .widgets import heading, note

KEY = Qt.ItemDataRole.UserRole
#: Columns of the two tables, beside the name.
DAY_COLUMNS = ("minder_m2", "meer_m2", "minuten")
MOMENT_COLUMNS = ("nieuw_m2", "vervallen_m2", "deel")


class SunChangeTable(QWidget):
    """Shows the difference of a SunShown; a click on a row asks for that surface."""

    surfaceRequested = Signal(str)

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self.title, self.about, self.table = heading(), note(), plain_table(4)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.cellClicked.connect(lambda row, _: self._clicked(row))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 4)
        for part in (self.title, self.about, self.table):
            box.addWidget(part)

    def _clicked(self, row: int) -> None:
        key = self.table.item(row, 0).data(KEY)
        if key:
            self.surfaceRequested.emit(str(key))

    def show_sun(self, sun: SunShown) -> None:
        """Show what is known; nothing old stands in place of what is being worked out."""
        self.setVisible(sun.settings.kind != "uren")
        difference = sun.map.difference if sun.map is not None and sun.settings.kind == "verschil" else None
        shade = sun.shade if sun.settings.kind == "schaduw" else None
        if sun.settings.kind == "uren":
            return
        self.title.setText(self._tr(f"sun_title.{sun.settings.kind}", naam=sun.against))
        self.table.setVisible(difference is not None or (shade is not None and not shade.verschil.te_laag))
        if difference is not None:
            changed = [figure for figure in difference.cijfers if figure.minder_m2 or figure.meer_m2]
            self._show_day((difference.totaal, *changed))
        elif shade is not None:
            self._show_moment(shade)
        else:
            self.about.setText(self._tr("sun_change.waiting"))

    def _show_day(self, figures: tuple[Verschilcijfer, ...]) -> None:
        tr = self._tr
        self.about.setText(tr("sun_change.about_verschil"))
        self._head(DAY_COLUMNS, len(figures))
        tip = tr("sun_change.tip_verschil")
        for row, figure in enumerate(figures):
            name = tr("sun_change.total") if figure.soort == "totaal" else figure.naam
            minutes = tr.change(figure.verschil_min) if figure.punten else "–"
            cells = (tr.number(figure.minder_m2), tr.number(figure.meer_m2), minutes)
            self._row(row, "" if figure.soort == "totaal" else figure.id, name, cells, tip)
        self._fit()

    def _show_moment(self, shade: ShadeMap) -> None:
        tr = self._tr
        if shade.verschil.te_laag:
            self.about.setText(tr("sun_change.too_low"))
            return
        self.about.setText(tr("sun_change.about_schaduw"))
        self._head(MOMENT_COLUMNS, 1 + len(shade.rows))
        tip = tr("sun_change.tip_schaduw")
        found = shade.verschil
        self._row(0, "", tr("sun_change.total"), (tr.number(found.nieuw_m2), tr.number(found.vervallen_m2), ""), tip)
        for number, row in enumerate(shade.rows, start=1):
            share = f"{tr.number(100 * row.nieuw_m2 / row.oppervlak_m2)}%"
            self._row(number, row.id, row.naam, (tr.number(row.nieuw_m2), tr.number(row.vervallen_m2), share), tip)
        self._fit()

    def _head(self, names: tuple[str, ...], rows: int) -> None:
        tr = self._tr
        self.table.setRowCount(rows)
        self.table.setHorizontalHeaderLabels([tr("sun.surface"), *(tr(f"sun_change.{name}") for name in names)])

    def _row(self, row: int, key: str, name: str, cells: tuple[str, ...], tip: str) -> None:
        put_cell(self.table, row, 0, short_name(name), name, bold=not key)
        self.table.item(row, 0).setData(KEY, key)
        for column, text in enumerate(cells, start=1):
            put_cell(self.table, row, column, text, tip, bold=not key)

    def _fit(self) -> None:
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(header.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, header.ResizeMode.Stretch)
        fit_height(self.table)


def short_name(name: str) -> str:
    """A name on one line: `Koopmansplein, oostkop`; that a hof is one is plain from its blok."""
    first, mark, rest = name.removeprefix("Hof ").partition(" (")
    return f"{first}, {rest.rstrip(')')}" if mark else first
