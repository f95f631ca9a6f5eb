"""The handout: what its file holds against the core, and that it holds nothing that leaves it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from click.testing import CliRunner
from shapely.geometry import box

from massastudie.fasering import is_open
from massastudie.massa import build
from massastudie.oppervlak import kerncijfers
from massastudie.plan import Functie, Plan
from massastudie.scene import BodyItem, Role
from massastudie.schaduw import offset_per_m, sweeps
from massastudie.state import State
from massastudie.telling import figure_value
from massastudie.volumes import Lichaam, Status, Volume
from modellen.handout import tabel
from modellen.handout.cijfers import ALLE
from modellen.handout.gegevens import words
from modellen.handout.pagina import data_text, filled
from modellen.handout.pak import LEVEL_M, Mesh, body_meshes, packed, terrain_values
from modellen.handout.platen import key, platen
from tests.export.handout_page import DOORS, HOSTILE, house_on_a_slope, small_page
from ui.cli import cli


@pytest.fixture(scope="module")
def text(plan: Plan) -> str:
    return small_page(plan)


@pytest.fixture(scope="module")
def data(text: str) -> dict[str, Any]:
    return dict(json.loads(values_of(text)))


def scripts(text: str) -> list[str]:
    return re.findall(r"<script[^>]*>(.*?)</script>", text, re.DOTALL)


def values_of(text: str) -> str:
    """The values that the page holds, as JSON."""
    return text.split('<script type="application/json" id="gegevens">')[1].split("</script>")[0]


def present(data: dict[str, Any], kind: str, fase: int, bits: int) -> list[int]:
    """Numbers of the things of a kind under a set of doorsteken, read from the file as it is described."""
    rows = data["per_fase"][fase][kind]
    found = []
    for place, number in enumerate(rows["i"]):
        mask, sets = rows["s"].get(str(place), [0, [0]])
        if bits & mask in sets:
            found.append(number)
    return found


def value(data: dict[str, Any], fase: int, name: str, bits: int, profile: int = -1) -> float | None:
    own = data["per_fase"][fase]
    mask, values = own["waarden"][name]
    subsets = [n for n in range(1 << DOORS) if not n & ~mask]
    found = values[subsets.index(bits & mask)]
    return None if found is None else found + (own["profiel"][profile].get(name, 0) if profile >= 0 else 0)


def state_of(plan: Plan, fase: int, bits: int) -> State:
    return tabel.with_set(State(plan.fasen[fase].id), [d.id for d in plan.doorsteken[:DOORS]], bits)


def triangles_of(pack: dict[str, Any], number: int) -> np.ndarray[Any, Any]:
    """Triangles (t, 3, 3) of one packed mesh, metres."""
    points = np.frombuffer(base64.b64decode(pack["xyz"]), "<i2").reshape(-1, 3) * pack["step_m"]
    rows = np.frombuffer(base64.b64decode(pack["tri"]), "<u2").reshape(-1, 3)
    counts = np.array([[0, 0, 0], *pack["n"]]).cumsum(axis=0)
    first, last = counts[number], counts[number + 1]
    return points[first[0] : last[0]][rows[first[1] : last[1]]]


def test_masses_are_those_of_the_core_in_every_fase_and_set_of_doorsteken(plan: Plan, data: dict[str, Any]) -> None:
    for fase in range(len(plan.fasen)):
        for bits in range(1 << DOORS):
            standing = build(plan, state_of(plan, fase, bits)).lichamen
            found = present(data, "massas", fase, bits)
            told = sorted((data["massas"]["wat"][n][0], data["massas"]["wat"][n][2]) for n in found)
            assert told == sorted((item.naam, round(item.hoogte_m, 1)) for item in standing)


def test_figures_are_those_of_the_core_also_under_another_profile(plan: Plan, data: dict[str, Any]) -> None:
    for fase in range(len(plan.fasen)):
        for bits in range(1 << DOORS):
            for profile, variant in ((-1, ""), *enumerate(data["profielen"])):
                state = tabel.with_variant(plan, state_of(plan, fase, bits), variant)
                kern = kerncijfers(plan, state, build(plan, state))
                for name in ALLE:
                    assert value(data, fase, name, bits, profile) == pytest.approx(figure_value(kern, name), abs=0.02)


def test_page_opens_with_the_doorsteken_of_each_fase(plan: Plan, data: dict[str, Any]) -> None:
    for door, told in zip(plan.doorsteken, data["doorsteken"], strict=False):
        assert told["open"] == [is_open(plan, State(f.id), door) for f in plan.fasen]


def fallen(triangles: np.ndarray[Any, Any], slope: np.ndarray[Any, Any]) -> Any:
    """Ground under triangles (t, 3, 3) slid along the sunbeams: what the page paints as shade."""
    flat = triangles[..., :2] + slope * triangles[..., 2:]
    shapes = shapely.polygons(flat)
    return shapely.union_all(shapes[shapely.area(shapes) > 1e-6])


def test_shade_of_a_box_is_as_calculated_by_hand() -> None:
    """A box of 10 × 10 m and 12 m high, sun at 45° due south: 10 × (10 + 12) m with the ground under it."""
    volume = Volume("b.0", box(0, 0, 10, 10), 0.0, 12.0, 0, Functie.WONEN)
    item = Lichaam("b", "b", None, Status.NIEUW, "f", True, (volume,))
    pack = packed(body_meshes([BodyItem("b", item, Role.NIEUW, None)]))
    slope = offset_per_m(np.array([0.0, -np.sqrt(0.5), np.sqrt(0.5)]))
    assert fallen(triangles_of(pack, 0), slope).area == pytest.approx(220.0)


def test_shade_on_the_ground_is_that_of_the_core(plan: Plan, data: dict[str, Any]) -> None:
    """New masses of the last fase; coordinates in the file are whole steps, so outlines may differ by half a step."""
    last = len(plan.fasen) - 1
    standing = build(plan, state_of(plan, last, 0)).lichamen
    new = {item.naam for item in standing if item.status is Status.NIEUW}
    found = [n for n in present(data, "massas", last, 0) if data["massas"]["wat"][n][0] in new]
    slope = offset_per_m(np.array(data["momenten"][0]["zon"]))
    ours = fallen(np.concatenate([triangles_of(data["massas"], n) for n in found]), slope)
    core = shapely.union_all(sweeps([item for item in standing if item.naam in new], slope))
    assert ours.area == pytest.approx(core.area, rel=2e-3)
    assert ours.symmetric_difference(core).area < 0.004 * core.area


def test_sun_too_low_is_told_and_gives_no_shade(data: dict[str, Any]) -> None:
    """On 21 December the sun rises at Assen at about 8.50 (KNMI sunrise table for the north), so at 9.00 it is not 3°
    up; at noon it stands at 90 − 53.0 − 23.4 = 13.6° or a little less, clock noon being before solar noon."""
    by_time = {(m["maand"], m["dag"], m["tijd"]): m for m in data["momenten"]}
    assert by_time[12, 21, "09:00"]["zon"] is None
    assert by_time[12, 21, "12:00"]["hoogte_deg"] == pytest.approx(13.2, abs=0.5)
    assert all(m["zon"] is None or m["zon"][2] > 0 for m in data["momenten"])


def test_demolished_are_those_of_the_core(plan: Plan, data: dict[str, Any]) -> None:
    for fase in range(len(plan.fasen)):
        for bits in range(1 << DOORS):
            gone = build(plan, state_of(plan, fase, bits)).gesloopt
            assert len(present(data, "gesloopt", fase, bits)) == len(gone)


def test_sun_of_the_hoven_is_in_words_and_in_cells_the_same(plan: Plan, data: dict[str, Any]) -> None:
    """The cells of a fase (whole tenths of an hour, rounded down) have the means of its hoven, weighted by surface;
    the verdict is that of the norm's own share: BRE BR 209, half of the surface."""
    assert data["zonuren"]["norm"]["deel"] == 0.5
    for fase in data["zonuren"]["per_fase"][1:]:
        assert fase["hoven"] and all(hof["voldoet"] == (hof["deel"] >= 0.5) for hof in fase["hoven"])
        weight = [hof["oppervlak_m2"] for hof in fase["hoven"]]
        for day, packed_hours in enumerate(fase["uren"]):
            tenths = np.frombuffer(base64.b64decode(packed_hours), "u1")
            mean_h = float(tenths[tenths < 255].mean()) / 10 + 0.05
            told = np.average([hof["gemiddeld_h"][day] for hof in fase["hoven"]], weights=weight)
            assert mean_h == pytest.approx(told, abs=0.06)
    assert data["zonuren"]["per_fase"][0]["hoven"] == []


def test_corners_are_kept_to_half_a_step() -> None:
    corners = np.array([[[0.004, 600.0, 3.0], [1.0, 2.0, 3.0], [-400.123, 5.0, 6.0]]])
    mesh = Mesh(corners, np.zeros(1, np.int64), np.empty((0, 2, 3)), np.empty(0, np.int64))
    pack = packed([mesh])
    assert pack["step_m"] == 0.02
    assert np.abs(triangles_of(pack, 0) - corners).max() <= 0.5 * 0.02 + 0.005 + 1e-9


class Links(HTMLParser):
    """Everything in a page that names another place."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = ("src", "href", "srcset", "action", "data", "poster")
        self.found += [v or "" for k, v in attrs if k in names or k.startswith("on")]


def test_file_holds_no_address(text: str) -> None:
    links = Links()
    links.feed(text)
    assert links.found == ["data:,"]
    assert not re.search(r"https?:|wss?://|[\"'(]//[a-z0-9-]+\.[a-z]{2,}", text)
    assert not re.search(r"@import|url\(|importScripts|fetch\(|XMLHttpRequest|sendBeacon", "".join(scripts(text)[3:]))


def test_policy_lets_only_the_scripts_and_style_of_the_page_run(text: str) -> None:
    rules = text.split('Content-Security-Policy" content="')[1].split('"')[0].replace("&#x27;", "'")
    parts = {name: rest for name, _, rest in (one.strip().partition(" ") for one in rules.split(";"))}
    assert parts["default-src"] == "'none'"
    style = text.split("<style>")[1].split("</style>")[0]
    assert parts["style-src"] == sha(style)
    assert parts["script-src"].split() == [sha(script) for script in scripts(text) if script != values_of(text)]
    assert "unsafe" not in rules


def sha(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"


def test_licence_of_the_library_goes_along(text: str) -> None:
    assert "three.js authors" in text
    assert "The above copyright notice and this permission notice shall be included" in text


def test_hostile_names_stay_text(plan: Plan) -> None:
    assert json.loads(data_text({"naam": HOSTILE})) == {"naam": HOSTILE}
    assert not set("<>&\u2028") & set(data_text({"naam": HOSTILE}))
    assert filled("{{a}}|{{b}}", {"a": "{{b}}", "b": "1"}) == "{{b}}|1"


class Tables(HTMLParser):
    """The cells of all tables in a page, by their place."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
        self._open = tag in ("td", "th") or (self._open and tag == "span")

    def handle_endtag(self, tag: str) -> None:
        self._open = self._open and tag not in ("td", "th", "tr")

    def handle_data(self, data: str) -> None:
        if self._open:
            self.rows[-1][-1] += data


def test_table_without_script_holds_the_figures_of_every_fase(plan: Plan, text: str) -> None:
    """Once in each language: 83.743 and 83,743 are the same number as Dutch and English readers write it."""
    tables = Tables()
    tables.feed(text)
    for start, sign in (("BVO, m²", "."), ("Gross floor area, m²", ",")):
        row = next(row for row in tables.rows if row[0].startswith(start))
        whole = [kerncijfers(plan, s, build(plan, s)).totaal_m2 for s in (State(f.id) for f in plan.fasen)]
        assert row[1:] == [f"{value:,.0f}".replace(",", sign) for value in whole]
        assert row[0].split()[-1] in ("aanname", "assumption")


def test_pictures_are_in_the_page_once_with_fase_and_viewpoint_as_text(plan: Plan, data: dict[str, Any]) -> None:
    jpeg = b"\xff\xd8\xff picture"
    made = platen(data, "nl", {key(2, 1): jpeg})
    assert made.count("<img") == made.count(base64.b64encode(jpeg).decode()) == 1
    assert 'id="plaat2-1"' in made and f'alt="{plan.fasen[2].naam}: {plan.gezichten[1].naam}"' in made
    assert all(fase.naam in made for fase in plan.fasen)


def test_same_plan_and_moment_give_the_same_bytes(plan: Plan, text: str) -> None:
    assert small_page(plan) == text


def test_texts_are_there_in_both_languages() -> None:
    dutch, english = words()["nl"], words()["en"]
    assert set(dutch) == set(english) and set(dutch["functies"]) == set(english["functies"]) == set(Functie)
    assert len(dutch["maanden"]) == len(english["maanden"]) == 12


def test_command_says_what_is_wrong(tmp_path: Path) -> None:
    wrong = CliRunner().invoke(cli, ["handout", "--out", str(tmp_path / "x.pdf")])
    assert wrong.exit_code == 2 and ".html" in wrong.output
    nowhere = CliRunner().invoke(cli, ["handout", "--out", str(tmp_path / "weg" / "x.html")])
    assert nowhere.exit_code == 1 and "bestaat niet" in nowhere.output


def test_plan_with_nothing_to_switch_makes_a_page(plan: Plan) -> None:
    """One fase and one house: no doorsteken, profiles, viewpoints, trees or squares."""
    house = replace(plan.bestaand[0], sloop_voor=None, in_plan=True)
    small = Plan("klein", "Klein", 1, plan.oorsprong, plan.fasen[:1], house.polygon.buffer(20.0), (house,))
    found = json.loads(values_of(small_page(small)))
    assert found["doorsteken"] == found["profielen"] == found["gezichten"] == []
    assert found["per_fase"][0]["massas"]["i"] == [0]
    storeys = [v.bvo_m2 for item in build(small, State.start(small)).lichamen for v in item.volumes]
    assert found["per_fase"][0]["waarden"]["bvo_m2"][1] == [pytest.approx(sum(storeys), abs=0.01)]


def test_masses_and_ground_stand_on_a_slope(plan: Plan) -> None:
    """Ground of 1 in 20 is (x + 400) / 20 m high at x; the house stands on its lowest, which is its western corner."""
    sloping = house_on_a_slope(plan)
    found = json.loads(values_of(small_page(sloping)))
    west = sloping.bestaand[0].polygon.bounds[0]
    foot = found["massas"]["voet_m"][0]
    assert foot == pytest.approx((west + 400.0) / 20.0, abs=0.01)
    assert triangles_of(found["massas"], 0)[..., 2].min() == pytest.approx(foot, abs=0.02)
    square = triangles_of(found["vlakken"], 0).reshape(-1, 3)
    above = square[:, 2] - (square[:, 0] + 400.0) / 20.0
    assert above == pytest.approx(LEVEL_M * found["vlakken"]["niveau"][0], abs=0.03)
    assert fallen(triangles_of(found["vlakken"], 0), np.zeros(2)).area == pytest.approx(
        sloping.vlakken[0].polygon.area, rel=2e-3
    )
    assert "helling" in found["terrein"]["vermelding"]


def test_lattice_of_the_ground_is_that_of_the_plan(plan: Plan) -> None:
    terrein = house_on_a_slope(plan).terrein
    assert terrein is not None
    told = terrain_values(terrein, (0.0, 0.0))
    count = told["kolommen"]
    heights = np.frombuffer(base64.b64decode(told["cm"]), "<i2").reshape(count, count) / 100.0
    column = round((100.0 - told["x"]) / told["cel_m"])
    assert heights[count // 2, column] == pytest.approx((told["x"] + column * told["cel_m"] + 400.0) / 20.0, abs=0.006)
