"""The report as it is printed: read back from the PDF by other programs (pypdf for words, pdfplumber for lengths)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from massastudie.bezonning import Dag
from massastudie.definities import DEFINITIES
from massastudie.errors import FileError
from massastudie.gevoeligheid import Gevoeligheid, Winst
from massastudie.loopnet import loopnet
from massastudie.massa import build
from massastudie.oppervlak import per_fase
from massastudie.plan import Plan
from massastudie.state import State
from massastudie.steps import drained
from massastudie.tijd import ZONE
from massastudie.toetsing import toets
from massastudie.zonboek import Zonboek, zonboek
from modellen.rapport.gegevens import FORMATEN, Bundel, bundel
from modellen.rapport.zetten import typeset
from modellen.tabellen import dossier
from modellen.toetsregels import rules_of
from ui.report import sheet_colours

pypdf = pytest.importorskip("pypdf", reason="pypdf reads the words of the report")
MADE = datetime(2026, 11, 24, 12, 0, tzinfo=ZONE)
MM_PER_PT = 25.4 / 72
#: One change, made up: 0.145 h is 8.7 minutes, 0.575 h is 34.5.
CHANGES = Gevoeligheid(
    "fase3", Dag(date(2026, 3, 21), stap_min=5.0), 1.0, 10057.0,
    (Winst("accent", "AC4", "Noord: 7 bouwlagen", "BB8", 1103.0, 11, 0.145, "BB8", 0.575, (("BB8", 0.575),)),),
)  # fmt: skip


def ledger(plan: Plan, state: State) -> Zonboek:
    return drained(zonboek(plan, state, Dag(date(2026, 3, 21), stap_min=30.0), ("hoven",), raster_m=4.0))


@pytest.fixture(scope="module")
def made(plan: Plan) -> Bundel:
    """What the template gets, without pictures: those need a drawing library."""
    state = State.start(plan)
    found = dossier(plan, state, MADE, zon=ledger(plan, state), toets=toets(plan, state, rules_of(plan)))
    *_, last = bundel(found, FORMATEN["A3"], sheet_colours(), dict, CHANGES)
    assert isinstance(last, Bundel)
    return last


@pytest.fixture(scope="module")
def pdf(made: Bundel) -> bytes:
    return typeset(made)


@pytest.fixture(scope="module")
def pages(pdf: bytes) -> list[str]:
    """The words of each page, without breaks."""
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(BytesIO(pdf)).pages]


def dutch(value: float, decimals: int = 0) -> str:
    """Dutch notation, written here on its own: points between thousands, a comma, a real minus."""
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.-", ".,−"))


def test_the_paper_has_its_size(pdf: bytes) -> None:
    """A3 landscape, ISO 216: 420 × 297 mm."""
    for page in pypdf.PdfReader(BytesIO(pdf)).pages:
        size = [float(length) * MM_PER_PT for length in (page.mediabox.width, page.mediabox.height)]
        assert size == pytest.approx([420.0, 297.0], abs=0.1)


def test_course_towards_the_targets(pages: list[str], plan: Plan) -> None:
    """Visie D1: some 700 dwellings; D2: from 100,000 to 60,000 m² of shops. So 498 dwellings are 71 % of the task."""
    (page,) = [text for text in pages if "Verloop naar de streefgetallen" in text]
    found = per_fase(plan, State.start(plan))
    new, shops = found[-1].woningen, found[-1].ruimte.wvo_m2 - found[0].ruimte.wvo_m2
    assert f"+{dutch(new)} {dutch(new)} {100 * new / 700:.0f} %" in page
    assert f"{dutch(shops)} {dutch(100000 + shops)} {100 * shops / -40000:.0f} %" in page
    assert "Onbekend: het plan noemt hiervoor geen aantal." in page and "zo'n 700 woningen nodig" in page


def test_what_a_change_brings_and_costs(pages: list[str], plan: Plan) -> None:
    (page,) = [text for text in pages if "Gevoeligheid van Eindbeeld" in text]
    assert f"accent AC4 Noord: 7 bouwlagen +1.103 +11 8,7 {plan.by_id['BB8'].naam} 35" in page  # type: ignore[attr-defined]
    assert "over alle hoven samen (10.057 m²)" in page and "bomen niet meegenomen" in page


def test_walking_network_of_every_fase(pages: list[str], plan: Plan) -> None:
    (page,) = [text for text in pages if "Lopen, langs het net" in text]
    states = [State(fase.id) for fase in plan.fasen]
    nets = [loopnet(plan, state, build(plan, state)) for state in states]
    assert f"Lengte binnen de plangrens (m) {' '.join(dutch(net.lengte_m) for net in nets)}" in page
    walk = [net.afstanden[0] for net in nets]
    assert f"{walk[0].naam} * {' '.join(dutch(a.lengte_m or 0) for a in walk)}" in page
    assert "De plaats is een aanname." in page


def test_every_page_says_version_hash_date_and_zone(pages: list[str], made: Bundel) -> None:
    code = made.data["stempel"]["code"]
    assert len(code) == 12
    assert all(f"versie 1 · {code} · 24-11-2026 12:00 CET" in text for text in pages)


def test_the_figures_are_those_of_the_program(pages: list[str], plan: Plan) -> None:
    (page,) = [text for text in pages if "Kerncijfers per fase" in text]
    found = per_fase(plan, State.start(plan))
    rows = {
        "BVO totaal (m²)": [dutch(c.totaal_m2) for c in found],
        "Woningen (nieuw)": [dutch(c.woningen) for c in found],
        "Gesloopt (m²)": [dutch(c.gesloopt_m2) for c in found],
        "Saldo (m²)": [dutch(c.saldo_m2) for c in found],
        "FSI (plangebied)": [dutch(c.plangebied.fsi, 2) for c in found],
        "Bomen geplant": [dutch(c.bomen.geplant) for c in found],
    }
    for name, values in rows.items():
        assert f"{name} {' '.join(values)}" in page


def test_every_block_and_every_rule_is_there(pages: list[str], plan: Plan) -> None:
    text = " ".join(pages)
    blokken = per_fase(plan, State.start(plan))[-1].blokken
    assert all(dutch(b.totaal_m2) in text and b.id in text for b in blokken)
    rules = " ".join(page for page in pages if "gevonden" in page)
    assert all(f"{regel.id} " in rules for regel in rules_of(plan))
    assert all(d.naam in text for d in DEFINITIES.values())


def test_parts_that_a_reader_looks_for(pages: list[str]) -> None:
    text = " ".join(pages)
    for part in ("Zonboek", "Schaduwset", "Toets aan de visie", "Dwarsprofielen", "Definities", "Parameters"):
        assert part in text
    assert "omen niet meegenomen" in text and "go_bvo_wonen" in text
    assert "21-06-2026, 12:00 CEST" in text and "21-12-2026, 12:00 CET" in text
    assert "De zon staat te laag" in text  # 21 December, 9:00: below 3 degrees


@pytest.fixture(scope="module")
def drawn(pdf: bytes, pages: list[str]) -> Iterator[Any]:
    """The page with the map of the last fase; that one only, since finding all its lines takes seconds a page."""
    pdfplumber = pytest.importorskip("pdfplumber", reason="pdfplumber measures lines in the report")
    last = max(n for n, text in enumerate(pages, start=1) if "schaal 1:1.500" in text and "plangrens" in text)
    with pdfplumber.open(BytesIO(pdf), pages=[last]) as document:
        yield document.pages[0]


def test_the_map_has_the_scale_it_says(drawn: Any, plan: Plan) -> None:
    """1 : 1.500: the plan boundary, measured on paper with a ruler that knows nothing of the program."""
    x0, y0, x1, y1 = plan.plangrens.bounds
    paper = [((x1 - x0) / 1.5, (y1 - y0) / 1.5)]
    sizes = [((c["x1"] - c["x0"]) * MM_PER_PT, (c["bottom"] - c["top"]) * MM_PER_PT) for c in drawn.curves]
    assert [s for s in sizes if s == pytest.approx(paper[0], abs=0.05)]


def test_the_scale_bar_is_true(drawn: Any) -> None:
    """50 m at 1 : 1.500 is 33.33 mm, in four equal parts."""
    bar = [r for r in drawn.rects if (r["bottom"] - r["top"]) * MM_PER_PT == pytest.approx(1.3, abs=0.02)]
    assert len(bar) == 4
    assert (max(r["x1"] for r in bar) - min(r["x0"] for r in bar)) * MM_PER_PT == pytest.approx(100 / 3, abs=0.02)


def test_a_template_of_ones_own_is_used(made: Bundel, tmp_path: Path) -> None:
    own = tmp_path / "eigen.typ"
    own.write_text('#let d = json("data.json")\n#set page(width: 100mm, height: 50mm)\nEigen blad: #d.plan.naam')
    (page,) = pypdf.PdfReader(BytesIO(typeset(made, own))).pages
    assert "Eigen blad: Masterplan Koopmansplein" in " ".join(page.extract_text().split())


@pytest.mark.parametrize("text", ["#d.geen", "#let x = ", '#image("weg.png")'])
def test_a_template_that_is_wrong_is_named(made: Bundel, tmp_path: Path, text: str) -> None:
    own = tmp_path / "eigen.typ"
    own.write_text(text)
    with pytest.raises(FileError, match=r"eigen\.typ: kan niet worden gezet"):
        typeset(made, own)


def test_a_template_that_is_not_there(made: Bundel, tmp_path: Path) -> None:
    with pytest.raises(FileError, match="kan niet worden gelezen"):
        typeset(made, tmp_path / "weg.typ")


def test_text_of_a_plan_is_only_text(made: Bundel) -> None:
    """Marks of the typesetting language in a name are shown, not obeyed."""
    name = '#panic("x") *vet* $x$ @bron <b>'
    data = {**made.data, "plan": {**made.data["plan"], "naam": name}}
    first = pypdf.PdfReader(BytesIO(typeset(Bundel(data, made.files)))).pages[0].extract_text()
    assert name in " ".join(first.split())


def test_figures_that_rest_on_an_assumption_carry_the_mark(pages: list[str], plan: Plan) -> None:
    """The definitions say which do: floor area does, the capacity of the garages (counted by the RDW) does not."""
    (page,) = [text for text in pages if "Kerncijfers per fase" in text]
    last = per_fase(plan, State.start(plan))[-1]
    assert f"{dutch(last.toegevoegd_m2)} * Saldo" in page
    assert "Capaciteit garages" in page.rpartition("*")[0].rpartition("*")[2]
    assert "* rust op een aanname" in page
