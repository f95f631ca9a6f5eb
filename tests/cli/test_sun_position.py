"""`massastudie zonnestand` as a user types it."""

from __future__ import annotations

import csv
import json
from io import StringIO

import pytest

from .conftest import Run


def test_noon_of_the_equinox(run: Run) -> None:
    found = json.loads(run("zonnestand", "--moment", "2026-03-21T12:00", "--format", "json").stdout)
    assert found["azimut_deg"] == pytest.approx(167.2, abs=0.1)
    assert found["zonshoogte_deg"] == pytest.approx(36.7, abs=0.1)
    assert found["azimut_rd_deg"] == pytest.approx(found["azimut_deg"] - 0.932, abs=0.002)
    assert (found["utc_offset_h"], found["zone"], found["zone_aangenomen"]) == (1.0, "Europe/Amsterdam", True)


def test_several_moments_come_back_as_a_list_in_their_order(run: Run) -> None:
    words = ("2026-06-21T13:36", "2026-03-21T11:00Z", "2026-03-21T12:00+01:00")
    moments = [w for word in words for w in ("--moment", word)]
    june, zulu, offset = json.loads(run("zonnestand", *moments, "--format", "json").stdout)
    assert june["utc_offset_h"] == 2.0 and june["zone_aangenomen"]
    assert (zulu["utc_offset_h"], zulu["zone"]) == (0.0, "UTC+00:00")
    assert (offset["utc_offset_h"], offset["zone"], offset["zone_aangenomen"]) == (1.0, "UTC+01:00", False)
    assert zulu["azimut_deg"] == offset["azimut_deg"]


def test_elsewhere_there_is_no_grid(run: Run) -> None:
    words = ("--lat", "40.4", "--lon", "-3.7", "--moment", "2026-03-21T12:00Z", "--format", "json")
    found = json.loads(run("zonnestand", *words).stdout)
    assert found["azimut_rd_deg"] is None and found["convergentie_deg"] is None
    assert (found["lat"], found["lon"]) == (40.4, -3.7)


def test_table_and_csv(run: Run) -> None:
    table = run("zonnestand", "--moment", "2026-03-21T12:00").stdout
    assert "167,21" in table and "Europe/Amsterdam" in table and "ware noorden" in table
    rows = list(csv.DictReader(StringIO(run("zonnestand", "--moment", "2026-03-21T12:00", "--format", "csv").stdout)))
    assert len(rows) == 1 and float(rows[0]["zonshoogte_deg"]) == pytest.approx(36.65, abs=0.05)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ([], "--moment"),
        (["--moment", "gisteren"], "gisteren"),
        (["--moment", "2026-03-21T12:00", "--lat", "53"], "--lon"),
        (["--moment", "2026-03-21T12:00", "--lat", "99", "--lon", "6"], "99"),
        (["--moment", "2026-03-29T02:30"], "does not exist"),
    ],
)
def test_wrong_use(run: Run, words: list[str], named: str) -> None:
    result = run("zonnestand", *words)
    assert result.exit_code == 2
    assert named in result.output


def test_a_year_outside_the_algorithm_is_refused(run: Run) -> None:
    result = run("zonnestand", "--moment", "1999-03-21T12:00")
    assert result.exit_code == 1
    assert "2020 tot 2050" in result.output
