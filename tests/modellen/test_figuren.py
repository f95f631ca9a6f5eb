"""A set of figures as a file: the built-in one, and what is said of one that is wrong."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from massastudie.errors import FileError
from massastudie.plan import Plan
from modellen.figuren import FILE, Figurenset, read_set
from modellen.figuren.blad import VELLEN, scale_at_least, vakken
from modellen.figuren.lijst import Regel, Uitkomst, digest, read_list, uitkomst, write_list

VIEWS = ("vogelvlucht", "plan", "ooghoogte")
GOOD = """format_versie = 1
grootte_px = [640, 360]
[[figuur]]
id = "a"
titel = "Fase 1"
fase = "fase1"
moment = 2026-03-21T14:00:00
[[figuur]]
id = "b"
titel = "Plan"
fase = "fase3"
gezicht = "plan"
parallel = true
kaart = { soort = "zonuren", dag = 2026-06-21, op = ["hoven"] }
[[blad]]
id = "c"
titel = "Blad"
figuren = ["a", "b"]
"""


def read(folder: Path, text: str, plan: Plan) -> Figurenset:
    path = folder / "set.toml"
    path.write_text(text, encoding="utf-8")
    return read_set(path, plan, VIEWS)


def test_the_built_in_set_shows_what_a_plan_is_presented_with(plan: Plan) -> None:
    found = read_set(Path(plan.map) / FILE, plan, VIEWS)
    assert len(found.figuren) >= 10
    seen = {(f.gezicht, f.state.fase) for f in found.figuren}
    assert {("vogelvlucht", fase.id) for fase in plan.fasen} <= seen
    assert {"koopmansplein", "weierslaan", "entreeplein", "hof", "groen_plein"} <= {f.gezicht for f in found.figuren}
    assert {"zonuren", "schaduwverschil"} <= {f.kaart.soort for f in found.figuren if f.kaart}


def test_a_figure_takes_what_it_does_not_say_from_set_and_program(plan: Plan, tmp_path: Path) -> None:
    found = read(tmp_path, GOOD, plan)
    first = found.figuren[0]
    assert (first.grootte_px, first.gezicht, first.vorm) == ((640, 360), "vogelvlucht", "png")
    # 21 March is before the clock goes forward (29 March 2026): CET, an hour ahead of UTC.
    assert first.state.moment.utcoffset() == timedelta(hours=1)
    assert found.platen[0].figuren == ("a", "b")


def test_a_camera_is_told_in_rd(plan: Plan, tmp_path: Path) -> None:
    camera = "camera = { punt = [233788.0, 557090.0], afstand_m = 90.0, azimut_deg = 180.0, elevatie_deg = 30.0 }\n"
    own = read(tmp_path, GOOD.replace('fase = "fase1"\n', f'fase = "fase1"\n{camera}'), plan).figuren[0].camera
    # The plan's origin is RD (233778, 557095), see its plan.toml.
    assert own is not None and (own.x_m, own.y_m) == (10.0, -5.0)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('id = "b"', 'id = "a"', ("object 'a'", "één keer")),
        ('id = "a"', 'id = "../a"', ("object '../a'", "veld id", "letters, cijfers")),
        ('fase = "fase1"', 'fase = "fase9"', ("object 'a'", "fase9", "kies uit bestaand")),
        ('fase = "fase1"\n', "", ("object 'a'", "veld fase", "geen veld")),
        ('titel = "Fase 1"', "titel = 3", ("object 'a'", "veld titel", "een tekst")),
        ("T14:00:00", "T14:00:00\ncamer = 1", ("object 'a'", "camer")),
        ("2026-03-21T14", "2026-03-29T02", ("object 'a'", "veld moment", "kloktijd die bestaat")),
        ("2026-03-21T14", "1999-03-21T14", ("object 'a'", "2020 tot 2050")),
        ('gezicht = "plan"', 'gezicht = "maan"', ("object 'b'", "veld gezicht", "vogelvlucht", "'maan'")),
        ('op = ["hoven"]', 'op = ["maan"]', ("object 'b'", "veld kaart.op", "maan")),
        ("dag = 2026-06-21", "dag = 3", ("object 'b'", "veld kaart.dag", "een datum")),
        ('soort = "zonuren"', 'soort = "zonuren", ten_opzichte_van = "fase1"', ("object 'b'", "een verschil")),
        ('soort = "zonuren"', 'soort = "zonverschil", ten_opzichte_van = "f"', ("ten_opzichte_van", "fase2", "'f'")),
        ('soort = "zonuren"', 'soort = "schaduwverschil"', ("veld kaart.dag", "geen dag")),
        ('dag = 2026-06-21', "periode = [2026-06-21, 2026-03-21]", ("kaart.periode", "eerst de eerste dag")),
        ('["a", "b"]', '["a", "z"]', ("object 'c'", "veld figuren", "'z'")),
        ("[640, 360]", "[640, 36]", ("grootte_px.2", "64 of meer")),
        ("format_versie = 1", "format_versie = 2", ("veld format_versie", "gevonden 2")),
        ("[[blad]]", "[[blad", ("geldige TOML",)),
    ],
)  # fmt: skip
def test_a_mistake_is_one_sentence_with_its_place(
    plan: Plan, tmp_path: Path, old: str, new: str, words: tuple[str, ...]
) -> None:
    assert old in GOOD
    with pytest.raises(FileError) as error:
        read(tmp_path, GOOD.replace(old, new, 1), plan)
    assert all(word in str(error.value) for word in ("bestand set.toml", *words)), str(error.value)


def test_a_difference_is_held_against_the_first_fase_when_it_does_not_say(plan: Plan, tmp_path: Path) -> None:
    kaart = read(tmp_path, GOOD.replace('soort = "zonuren"', 'soort = "zonverschil"'), plan).figuren[1].kaart
    assert kaart is not None and kaart.ten_opzichte_van == "bestaand"


def test_a_set_that_is_not_there(plan: Plan, tmp_path: Path) -> None:
    with pytest.raises(FileError, match="geen bestand met die naam"):
        read_set(tmp_path / "weg.toml", plan, VIEWS)


def test_pictures_lie_beside_each_other_on_paper() -> None:
    """By hand, A3: (420 − 2·10 − 5) / 2 = 197.5 wide; (297 − 2·10 − 40 − 5 − 5) / 2 − 11 = 102.5 high."""
    places = vakken(VELLEN["A3"], 4)
    assert [(p.x_mm, p.y_mm) for p in places] == [(10.0, 21.0), (212.5, 21.0), (10.0, 139.5), (212.5, 139.5)]
    assert {(p.breed_mm, p.hoog_mm) for p in places} == {(197.5, 102.5)}
    assert [scale_at_least(n) for n in (0.0, 500.0, 1300.0, 1e9)] == [200, 500, 1500, 50000]


def test_the_list_tells_what_changed(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"1")
    assert uitkomst(tmp_path, "a.png", "x", {}) is Uitkomst.GEWIJZIGD
    write_list(tmp_path, {"plan": "p"}, {"a.png": Regel("a", "A", "x", digest(b"1"))})
    before = read_list(tmp_path)
    assert uitkomst(tmp_path, "a.png", "x", before) is Uitkomst.GELIJK
    assert uitkomst(tmp_path, "a.png", "y", before) is Uitkomst.GEWIJZIGD
    assert uitkomst(tmp_path, "b.png", "x", before) is Uitkomst.NIEUW
    (tmp_path / "a.png").write_bytes(b"2")
    assert uitkomst(tmp_path, "a.png", "x", before) is Uitkomst.GEWIJZIGD


@pytest.mark.parametrize("text", ["", "[]", '{"figuren": 3}', '{"figuren": [{}]}'])
def test_a_list_that_cannot_be_read_counts_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "figuren.json").write_text(text, encoding="utf-8")
    assert read_list(tmp_path) == {}
