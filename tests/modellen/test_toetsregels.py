"""Rules as data: the built-in files, a plan without rules of its own, and what is said of a file that is wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from massastudie.errors import FileError
from massastudie.plan import Plan
from massastudie.state import State
from massastudie.toetsing import Oordeel, toets
from massastudie.toetsing.metingen import METINGEN
from modellen.normen import norm_names
from modellen.reader import read_plan
from modellen.toetsregels import norms_of, rules_of
from modellen.writer import write_plan

from . import small_plan as small

ROOT = Path(__file__).resolve().parents[2]
#: Row ids of the vision (parts A, B, C, E) in their order; F is a text without rows.
ROWS = [*(f"A{n}" for n in range(1, 17)), *(f"B{n}" for n in range(1, 8)), *(f"C{n}" for n in range(1, 7))]
ROWS += [*(f"E{n}" for n in range(1, 5)), "F"]
GENERAL = {"dubbel", "sloop", "staand", "doorsteek", "profiel", "kopgevel", "hof"}
GOOD = """format_versie = 1
[[regel]]
id = "R1"
naam = "Hof"
gemeten = "het kleinste hof"
meting = "hof_per_blok"
grens = { minstens = 100 }
"""


def with_rules(folder: Path, text: str) -> Plan:
    small.write_small_plan(folder)
    (folder / "toets.toml").write_text(text, encoding="utf-8")
    return read_plan(folder)


def test_every_row_of_the_vision_is_a_rule_with_its_words(plan: Plan) -> None:
    regels = {r.id: r for r in rules_of(plan)}
    assert [i for i in regels if i in ROWS] == ROWS
    assert all(regels[i].citaat and regels[i].bron and regels[i].gemeten for i in ROWS)
    assert {i.partition("-")[2] for i in regels if i.startswith("fasering-")} == GENERAL


def test_a_limit_that_is_not_in_the_words_is_marked(plan: Plan) -> None:
    for regel in rules_of(plan):
        # one and two say "each" and "double", 100 (percent) says "all" or "not more than before"
        numbers = {n for n in regel.grens.values() if n > 2 and n != 100 and regel.id in ROWS}
        told = {float(n.replace(".", "")) for n in re.findall(r"\d[\d.]*", regel.citaat)}
        spelled = {4.0} if "vier" in regel.citaat else set()
        assert numbers <= told | spelled or regel.aanname, regel.id


def test_norms_are_found(plan: Plan) -> None:
    assert set(norms_of(rules_of(plan))) <= set(norm_names())


def test_a_plan_without_rules_gets_the_general_ones(tmp_path: Path) -> None:
    plan = read_plan(small.write_small_plan(tmp_path))
    assert {r.id for r in rules_of(plan)} == {f"fasering-{name}" for name in GENERAL} | {"zon-hof", "zon-gevel"}


def test_a_plan_adds_rules_and_replaces_general_ones(tmp_path: Path) -> None:
    own = GOOD + GOOD.partition("\n")[2].replace('"R1"', '"fasering-hof"')
    regels = rules_of(with_rules(tmp_path, own))
    assert [r.id for r in regels[:2]] == ["R1", "fasering-hof"]
    assert [r.meting for r in regels if r.id == "fasering-hof"] == ["hof_per_blok"]


def test_rules_go_along_with_a_written_plan(plan: Plan, tmp_path: Path) -> None:
    write_plan(plan, tmp_path / "kopie")
    copy = read_plan(tmp_path / "kopie")
    assert [(r.id, r.citaat, dict(r.grens)) for r in rules_of(copy)] == [
        (r.id, r.citaat, dict(r.grens)) for r in rules_of(plan)
    ]


WRONG = {
    "no toml": ("meting =", "meting", r"bestand toets.toml: verwacht geldige TOML"),
    "other version": ("format_versie = 1", "format_versie = 7", r"bestand toets.toml, veld format_versie: verwacht 1"),
    "no quote mark": ('naam = "Hof"', 'naam = ""', r"object 'R1', veld naam: verwacht een tekst die niet leeg is"),
    "unknown field": ('naam = "Hof"', 'naam = "Hof"\nkleur = 1', r"object 'R1', veld kleur: .*onbekende veld 'kleur'"),
    "unknown measure": ("hof_per_blok", "hoogte", r"object 'R1', veld meting: verwacht een van .*, gevonden 'hoogte'"),
    "limit missing": (
        "minstens = 100",
        "",
        r"object 'R1', veld grens.minstens: verwacht een waarde, gevonden geen veld",
    ),
    "limit unknown": ("100 }", "100, meer = 1 }", r"object 'R1', veld grens.meer: verwacht een van minstens"),
    "limit no number": ("= 100", '= "veel"', r"object 'R1', veld grens.minstens: verwacht .*, gevonden 'veel'"),
    "limit not finite": ("= 100", "= inf", r"object 'R1', veld grens.minstens: verwacht een eindig getal"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_file_is_told_with_file_rule_and_field(case: str, tmp_path: Path) -> None:
    old, new, told = WRONG[case]
    assert old in GOOD
    plan = with_rules(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(FileError, match=told):
        rules_of(plan)


def test_two_rules_with_one_id_are_told(tmp_path: Path) -> None:
    plan = with_rules(tmp_path, GOOD + GOOD.partition("\n")[2])
    with pytest.raises(FileError, match=r"object 'R1', veld id: verwacht een id dat één keer voorkomt"):
        rules_of(plan)


OVER = {
    "a square is no block": ("eerst", "blokken", "V1", "het id van een bouwblok"),
    "a block is no street": ("nieuw_front", "straten", "B1", "het id van een straat, plein of doorsteek"),
    "no such use": ("gestapeld", "functies", "kas", "een functie: wonen, winkel"),
}


@pytest.mark.parametrize("case", OVER)
def test_what_a_rule_is_about_has_to_be_there_and_of_its_kind(case: str, tmp_path: Path) -> None:
    meting, name, item, told = OVER[case]
    grens = "grens = { minstens = 100 }" if METINGEN[meting].grens else ""
    over = {"functies": f'type = ["t"], functies = ["{item}"]'}.get(name, f'{name} = ["{item}"]')
    text = GOOD.replace("hof_per_blok", meting).replace("grens = { minstens = 100 }", grens) + f"over = {{ {over} }}\n"
    plan = with_rules(tmp_path, text)
    with pytest.raises(FileError, match=rf"object 'R1', veld over.{name}: verwacht {told}.*, gevonden '{item}'"):
        rules_of(plan)


def test_a_rule_about_what_a_planner_took_away_cannot_be_tested_and_says_so(tmp_path: Path) -> None:
    text = (
        GOOD.replace("hof_per_blok", "nieuw_front") + 'over = { straten = ["hoofdstraat"] }\nnoten = { weg = "w" }\n'
    )
    plan = with_rules(tmp_path, text)
    found = toets(plan, State.start(plan), rules_of(plan)).slechtste.by_id("R1")
    assert found.oordeel is Oordeel.NIET_TE_TOETSEN
    assert found.uitkomst.reden == "de regel gaat over hoofdstraat: niet in dit plan"


def test_a_rule_about_nothing_is_told_unless_nothing_is_fine(tmp_path: Path) -> None:
    front = GOOD.replace("hof_per_blok", "nieuw_front") + "over = { straten = [] }\n"
    with pytest.raises(FileError, match=r"veld over.straten: verwacht minstens 1 keer .*, gevonden een lege lijst"):
        rules_of(with_rules(tmp_path / "a", front))
    cars = GOOD.replace("hof_per_blok", "autovrij_gebied").replace("minstens = 100", "hoogstens = 0, rand_m = 5")
    assert rules_of(with_rules(tmp_path / "b", cars + "over = { behalve = [] }\n"))


def test_the_manual_tells_every_measure_with_what_it_needs() -> None:
    text = (ROOT / "docs" / "toets.md").read_text(encoding="utf-8")
    told = {}
    for name, grens, over in re.findall(r"^\| `(\w+)` \|.*\|([\w, ]*)\|([\w, ]*)\|$", text, flags=re.MULTILINE):
        told[name] = tuple({w.strip() for w in part.split(",") if w.strip()} for part in (grens, over))
    assert told == {name: (set(m.grens), set(m.over)) for name, m in METINGEN.items()}
