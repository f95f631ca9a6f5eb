"""Wrong use ends with 2, what does not fit with 1; always a sentence that says what, never a traceback."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from .conftest import Run

#: Words typed, and what the answer has to name. {tmp} is an empty folder.
USAGE = [
    (["kerncijfer"], "kerncijfer"),
    (["kerncijfers", "--formaat", "json"], "--format"),
    (["kerncijfers", "--format", "xml"], "json"),
    (["kerncijfers", "a", "b"], "b"),
    (["kerncijfers", "--fase"], "--fase"),
    (["kerncijfers", "--doorsteek", "DS1"], "ID=open|dicht"),
    (["kerncijfers", "--doorsteek", "DS1=half"], "ID=open|dicht"),
    (["kerncijfers", "--doorsteek", "=open"], "ID=open|dicht"),
    (["kerncijfers", "--profiel", "weiersstraat_noord"], "STRAAT=NAAM"),
    (["kerncijfers", "--profiel", "weiersstraat_noord="], "STRAAT=NAAM"),
    (["kerncijfers", "--accenten", "ja"], "aan"),
    (["kerncijfers", "--set", "BB3=4"], "ID.veld=waarde"),
    (["kerncijfers", "--set", "BB3.bouwlagen"], "ID.veld=waarde"),
    (["kerncijfers", "--set", ".bouwlagen=4"], "ID.veld=waarde"),
    (["export"], "--out"),
    (["export", "--out", "{tmp}/x"], ".geojson"),
    (["export", "--out", "{tmp}/x.dwg"], ".glb"),
    (["beeld"], "--out"),
    (["beeld", "--out", "{tmp}/x.bmp"], ".png"),
    (["beeld", "--out", "{tmp}/x.png", "--size", "groot"], "WIDTHxHEIGHT"),
    (["beeld", "--out", "{tmp}/x.png", "--size", "0x100"], "WIDTHxHEIGHT"),
    (["beeld", "--out", "{tmp}/x.png", "--size", "1920x"], "WIDTHxHEIGHT"),
    (["beeld", "--out", "{tmp}/x.png", "--size", "99999x99999"], "12000"),
    (["beeld", "--out", "{tmp}/x.png", "--kleuring", "roze"], "functie"),
    (["film", "--out", "{tmp}/f.mp4"], "--phases"),
    (["film", "--phases", "--sun", "--out", "{tmp}/f.mp4"], "--phases"),
    (["film", "--phases", "--dag", "2026-03-21", "--out", "{tmp}/f.mp4"], "--sun"),
    (["film", "--phases", "--size", "1921x1081", "--out", "{tmp}/f.mp4"], "1922x1082"),
    (["film", "--phases", "--size", "5000x100", "--out", "{tmp}/f.mp4"], "4096"),
    (["film", "--phases", "--fps", "60", "--out", "{tmp}/f.gif"], "50"),
    (["film", "--phases", "--seconds", "0", "--out", "{tmp}/f.gif"], "0.2"),
    (["film", "--phases", "--out", "{tmp}/f.avi"], ".mp4"),
    (["film", "--path", ",", "--out", "{tmp}/f.mp4"], "alle"),
    (["--bestaat-niet"], "--bestaat-niet"),
    (["kerncijfers", "--out", "{tmp}/k.pdf"], ".xlsx"),
    (["loopnet", "--out", "{tmp}/l.xlsx"], ".csv"),
    (["verloop", "--out", "{tmp}/v.xlsx"], ".csv"),
    (["gevoeligheid", "--out", "{tmp}/g.xlsx"], ".csv"),
    (["telling", "--cijfer", "woningen", "--out", "{tmp}/t.csv"], ".json"),
    (["toets", "--out", "{tmp}/t.csv"], ".json"),
    (["bezonning", "--out", "{tmp}/z.xlsx"], ".csv"),
    (["zonnestand", "--moment", "2026-03-21T12:00", "--lat", "nan", "--lon", "5"], "--lat"),
]

MISFITS = [
    (["film", "--phases", "--view", "maan", "--out", "{tmp}/f.mp4"], "'maan' bestaat niet"),
    (["film", "--path", "hof,maan", "--out", "{tmp}/f.mp4"], "'maan' bestaat niet"),
    (["film", "--sun", "--out", "{tmp}/weg/f.mp4"], "bestaat niet"),
    (["zonnestand", "--moment", "0001-01-01T00:00"], "2020"),
    (["zonnestand", "--moment", "9999-12-31T23:59"], "2050"),
    (["kerncijfers", "--set", "BB3.bouwlagen=٣"], "geheel getal"),
    (["kerncijfers", "{tmp}/weg"], "weg"),
    (["kerncijfers", "{tmp}"], "plan.toml"),
    (["kerncijfers", "--fase", "fase9"], "fase3"),
    (["kerncijfers", "--doorsteek", "DS99=open"], "DS1"),
    (["kerncijfers", "--profiel", "dorpsstraat=entreeplein"], "weiersstraat_noord"),
    (["kerncijfers", "--profiel", "weiersstraat_noord=entreeplein"], "weierslaan_noord"),
    (["kerncijfers", "--set", "BB99.bouwlagen=4"], "BB99"),
    (["kerncijfers", "--set", "BB3.kleur=4"], "kleur"),
    (["kerncijfers", "--set", "BB3.bouwlagen=0"], "BB3.bouwlagen"),
    (["kerncijfers", "--set", "BB3.bouwlagen=4.5"], "geheel getal"),
    (["kerncijfers", "--set", "BB3.bouwlagen=veel"], "'veel'"),
    (["kerncijfers", "--set", "BB3.plint_m=nan"], "plint_m"),
    (["kerncijfers", "--set", "BB3.plint_m=1000"], "8"),
    (["kerncijfers", "--set", "BB3.fase=ooit"], "fase1"),
    (["kerncijfers", "--studie", "{tmp}/weg.json"], "weg.json"),
    (["kerncijfers", "--studie", "{tmp}"], "{tmp}"),
    (["kerncijfers", "--out", "{tmp}/weg/k.json"], "bestaat niet"),
    (["kerncijfers", "--out", "{tmp}"], "map"),
    (["export", "--out", "{tmp}/weg/v.geojson"], "bestaat niet"),
    (["export", "--fase", "fase9", "--out", "{tmp}/v.geojson"], "fase3"),
    (["beeld", "--fase", "fase9", "--out", "{tmp}/v.png"], "fase3"),
    (["beeld", "--out", "{tmp}/weg/v.png"], "bestaat niet"),
    (["beeld", "--view", "onderkant", "--out", "{tmp}/v.png"], "vogelvlucht"),
    (["open", "{tmp}/weg", "--fase", "fase1"], "weg"),
]


def words_in(words: list[str], tmp_path: Path) -> list[str]:
    return [word.replace("{tmp}", str(tmp_path)) for word in words]


@pytest.mark.parametrize(("words", "named"), USAGE, ids=[" ".join(w) for w, _ in USAGE])
def test_wrong_use_ends_with_2(run: Run, tmp_path: Path, words: list[str], named: str) -> None:
    result = run(*words_in(words, tmp_path))
    assert result.exit_code == 2
    assert named in result.stderr
    assert result.stdout == ""
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("words", "named"), MISFITS, ids=[" ".join(w) for w, _ in MISFITS])
def test_what_does_not_fit_ends_with_1_and_one_sentence(
    run: Run, tmp_path: Path, words: list[str], named: str
) -> None:
    result = run(*words_in(words, tmp_path))
    assert result.exit_code == 1
    assert named.replace("{tmp}", str(tmp_path)) in result.stderr
    assert result.stderr.startswith("massastudie: ")
    assert len(result.stderr.splitlines()) == 1
    assert result.stdout == ""
    assert not list(tmp_path.iterdir())


def test_damaged_plan_names_the_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text("naam = ", encoding="utf-8")
    result = run("kerncijfers", tmp_path)
    assert result.exit_code == 1
    assert "plan.toml" in result.stderr


def test_damaged_study_names_the_file(run: Run, tmp_path: Path) -> None:
    study = tmp_path / "s.massastudie.json"
    study.write_text('{"soort": ', encoding="utf-8")
    result = run("export", "--studie", study, "--out", tmp_path / "v.stl")
    assert result.exit_code == 1
    assert "s.massastudie.json" in result.stderr


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_folder_that_may_not_be_written(run: Run, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    result = run("kerncijfers", "--out", tmp_path / "k.json")
    tmp_path.chmod(0o700)
    assert result.exit_code == 1
    assert "kan niet worden geschreven" in result.stderr


def test_the_unexpected_is_a_sentence_that_tells_how_to_see_more(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("float division by zero")

    monkeypatch.setattr("modellen.reader.read_plan", broken)
    result = run("kerncijfers")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert "ZeroDivisionError" in result.stderr
    assert "MASSASTUDIE_DEBUG=1" in result.stderr


def test_with_debug_on_the_error_itself_comes_out(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MASSASTUDIE_DEBUG", "1")
    monkeypatch.setattr("modellen.reader.read_plan", lambda *_: 1 / 0)
    assert isinstance(run("kerncijfers").exception, ZeroDivisionError)
