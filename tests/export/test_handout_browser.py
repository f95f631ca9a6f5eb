"""The handout in a real browser, opened from disk: fase, doorsteken, moment, keys, phone, and no request at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from massastudie.massa import build
from massastudie.oppervlak import kerncijfers
from massastudie.plan import Plan
from massastudie.state import State
from modellen.handout.platen import key
from tests.export.browser import BROWSER, DRIVER, Browser, browser
from tests.export.handout_page import DOT, HOSTILE, house_on_a_slope, small_page

pytestmark = pytest.mark.skipif(not (DRIVER and BROWSER), reason="no chromium with chromedriver on this machine")
FIGURES = """return [...document.querySelectorAll('#cijfers details')].map(
  d => [d.dataset.id, d.querySelector('.waarde').textContent])"""
CHOOSE = "const s = document.getElementById(arguments[0]); s.value = arguments[1]; s.onchange()"
#: Of each control: its place among those Tab reaches, and how long its name is.
CONTROLS = """return [...document.querySelectorAll('button, select, input, #beeld, summary')].map(one => {
  const labels = [...(one.labels || [])].map(l => l.textContent).join('');
  return [one.tabIndex, (one.ariaLabel || one.textContent.trim() || labels).length];
})"""
TOO_SMALL = """return [...document.querySelectorAll('button, select')].filter(
  b => b.offsetParent && b.offsetHeight < 44).map(b => b.textContent)"""
PICTURES = {key(fase, view): DOT for fase in range(4) for view in range(6)}
#: Of the pictures drawn beforehand that are seen: which one, and whether it could be read.
SEEN = """return [...document.querySelectorAll('#platen figure')].filter(f => f.querySelector('img').offsetParent)
  .map(f => [f.id, f.querySelector('img').naturalWidth])"""
NO_3D = "HTMLCanvasElement.prototype.getContext = () => null"
PLACE = "const b = document.querySelector('#fasen').getBoundingClientRect(); return [b.left, b.bottom, b.right]"


@pytest.fixture(scope="module")
def page(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("browser") / "handout.html"
    made.write_text(small_page(plan, pictures=PICTURES), encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def window(page: Path) -> Iterator[Browser]:
    with browser(page.with_name("profile")) as found:
        found.size(1280, 800)
        found.post("url", {"url": "about:blank"})
        found.requests()
        found.open(page)
        found.frames()
        yield found


def pixels(png: bytes) -> np.ndarray[Any, Any]:
    image = pytest.importorskip("PIL.Image", reason="Pillow is not installed")
    return np.asarray(image.open(BytesIO(png)).convert("RGB")).astype(int)


def differs(before: bytes, after: bytes) -> float:
    """Share of the pixels that changed visibly."""
    return float((np.abs(pixels(before) - pixels(after)).max(axis=2) > 12).mean())


def figures(window: Browser) -> dict[str, str]:
    return dict(window.run(FIGURES))


def dutch(number: float) -> str:
    return f"{number:,.0f}".replace(",", ".")


def test_picture_and_figures_follow_the_fase(window: Browser, plan: Plan) -> None:
    before = window.picture("#toneel")
    assert len(np.unique(pixels(before).reshape(-1, 3), axis=0)) > 200
    for fase in (1, 3):
        window.click(f"#fasen button:nth-child({fase + 1})")
        window.frames()
        after = window.picture("#toneel")
        assert differs(before, after) > 0.03
        before = after
        state = State(plan.fasen[fase].id)
        kern = kerncijfers(plan, state, build(plan, state))
        assert figures(window)["bvo_m2"] == f"{dutch(kern.totaal_m2)} m²"
        assert figures(window)["woningen"] == dutch(kern.woningen)
        assert plan.fasen[fase].naam in window.text("#nu")


def test_closing_a_doorsteek_changes_masses_and_figures(window: Browser, plan: Plan) -> None:
    window.click("#fasen button:nth-child(4)")
    window.frames()
    before = window.picture("#toneel")
    window.click("#doorsteek0")
    window.frames()
    state = State(plan.fasen[3].id).with_doorsteek(plan.doorsteken[0].id, False)
    kern = kerncijfers(plan, state, build(plan, state))
    assert figures(window)["bvo_m2"] == f"{dutch(kern.totaal_m2)} m²"
    assert differs(before, window.picture("#toneel")) > 0.001
    window.click("#terug")
    window.frames()
    assert differs(before, window.picture("#toneel")) < 1e-4


def test_moment_moves_the_shade_and_profile_the_street(window: Browser) -> None:
    before = window.picture("#toneel")
    for control, choice, change in (("moment", "1", 0.02), ("profiel", "0", 0.001), ("kleuren", "functie", 0.02)):
        window.run(CHOOSE, control, choice)
        window.frames()
        after = window.picture("#toneel")
        assert differs(before, after) > change
        before = after


def test_sun_hours_colour_the_hoven_as_long_as_the_doorsteken_are_those_of_the_fase(window: Browser) -> None:
    window.click("#fasen button:nth-child(4)")
    window.run(CHOOSE, "zonuren", "0")
    assert window.run("return document.querySelectorAll('#zon_hoven li').length") == 9
    assert "zonuren 21 maart" in window.text("#nu") and "uur zon" in window.text("#legenda")
    window.click("#doorsteek0")
    assert "zonuren" not in window.text("#nu") and "zelf gezet" in window.text("#zon_los")
    window.click("#terug")
    window.run(CHOOSE, "zonuren", "-1")


def test_keys_work_on_the_picture(window: Browser) -> None:
    page_up, left = "\ue00e", "\ue012"
    window.click("#fasen button:nth-child(4)")
    window.keys("#beeld", page_up)
    assert window.run("return document.querySelector('#fasen [aria-pressed=true]').textContent").startswith("Fase 2")
    before = window.picture("#toneel")
    window.keys("#beeld", left)
    window.frames()
    assert differs(before, window.picture("#toneel")) > 0.05


def test_a_finger_turns_the_picture_and_a_tap_tells_what_stands_there(window: Browser) -> None:
    before = window.picture("#toneel")
    window.touch("#beeld", (0, 0), (90, -30))
    window.frames()
    assert differs(before, window.picture("#toneel")) > 0.2
    window.click("#gezichten button:nth-child(1)")
    window.frames()
    window.touch("#beeld", (-300, 180))
    assert "De Nieuwe Kolk" in window.text("#wat") and " m hoog" in window.text("#wat")


def test_every_control_has_a_name_and_can_be_reached(window: Browser) -> None:
    found = window.run(CONTROLS)
    assert len(found) > 20 and all(index >= 0 and name > 0 for index, name in found)


def test_language_can_be_switched(window: Browser) -> None:
    window.click("#taal")
    assert window.text("#paneel h2") == "Figures" and window.run("return document.documentElement.lang") == "en"
    window.click("#taal")
    assert window.text("#paneel h2") == "Cijfers"


def test_phone_shows_all_without_scrolling_sideways(window: Browser) -> None:
    window.size(390, 844, 2.0)
    window.frames()
    assert window.run("return document.documentElement.scrollWidth") == 390
    assert window.run(TOO_SMALL) == []
    box_px = window.run(PLACE)
    assert box_px[0] >= 0 and box_px[1] <= 844 and box_px[2] <= 390
    window.size(1280, 800)


def test_no_request_leaves_the_file_and_nothing_is_reported(window: Browser) -> None:
    """Everything the tests before it did is in these logs; those after it look at other pages."""
    asked = [url for url in window.requests() if not url.startswith("data:")]
    assert len(asked) == 1 and asked[0].startswith("file:") and asked[0].endswith("handout.html")
    assert [m for m in window.log("browser") if m["level"] in ("SEVERE", "WARNING")] == []


def test_without_3d_there_is_a_picture_of_each_fase_and_viewpoint(window: Browser, plan: Plan, page: Path) -> None:
    own = window.post(
        "goog/cdp/execute", {"cmd": "Page.addScriptToEvaluateOnNewDocument", "params": {"source": NO_3D}}
    )
    window.open(page)
    assert window.run(SEEN) == [[f"plaat{plan.fase_index[State.start(plan).fase]}-0", 1]]
    window.click("#fasen button:nth-child(3)")
    window.click("#gezichten button:nth-child(2)")
    window.keys("#platen", "\ue00f")  # Page Down
    assert window.run(SEEN) == [["plaat3-1", 1]]
    kern = kerncijfers(plan, State(plan.fasen[3].id), build(plan, State(plan.fasen[3].id)))
    assert figures(window)["bvo_m2"] == f"{dutch(kern.totaal_m2)} m²" and "WebGL" in window.text("#plat_uitleg")
    assert window.run("return document.getElementById('kop_weergave').offsetParent") is None
    assert [m for m in window.log("browser") if m["level"] in ("SEVERE", "WARNING")] == []
    window.post("goog/cdp/execute", {"cmd": "Page.removeScriptToEvaluateOnNewDocument", "params": own})


def test_without_script_all_pictures_and_figures_are_there(window: Browser, page: Path) -> None:
    off = {"cmd": "Emulation.setScriptExecutionDisabled", "params": {"value": True}}
    window.post("goog/cdp/execute", off)
    window.post("url", {"url": page.as_uri()})
    text = window.text("main")
    off["params"] = {"value": False}
    window.post("goog/cdp/execute", off)
    assert "er draait geen script" in text and "Alle fasen zoals gepland" in text and "Cijfers" not in text
    assert len(window.run(SEEN)) == len(PICTURES)


def test_ground_that_is_not_flat_is_drawn(window: Browser, plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "slope.html").write_text(small_page(house_on_a_slope(plan)), encoding="utf-8")
    window.open(tmp_path / "slope.html")
    window.frames()
    lit = window.picture("#toneel")
    window.run(CHOOSE, "moment", "-1")
    window.frames()
    assert differs(lit, window.picture("#toneel")) > 0.001
    assert "helling" in window.text("#uitleg_zon")
    assert [m for m in window.log("browser") if m["level"] in ("SEVERE", "WARNING")] == []


def test_hostile_plan_is_shown_as_text(plan: Plan, tmp_path: Path) -> None:
    fasen = (replace(plan.fasen[0], naam=HOSTILE), *plan.fasen[1:])
    doors = (replace(plan.doorsteken[0], naam=HOSTILE), *plan.doorsteken[1:])
    hostile = replace(plan, naam=HOSTILE, fasen=fasen, doorsteken=doors)
    (tmp_path / "x.html").write_text(small_page(hostile, 1), encoding="utf-8")
    with browser(tmp_path / "profile") as found:
        found.open(tmp_path / "x.html")
        assert "<script>" in found.run("return document.title")
        assert found.run("return document.querySelectorAll('img').length") == 0
        assert "</script>" in found.text("#fasen")
        assert [m for m in found.log("browser") if m["level"] == "SEVERE"] == []
