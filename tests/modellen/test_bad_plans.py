"""A catalogue of broken plan folders: each gives one sentence that names file, object, field, expected and found."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from massastudie.errors import FileError, MassastudieError, PlanError
from modellen.reader import read_plan

from . import small_plan as small

Break = Callable[[Path], object]


def props(layer: str, **changes: Any) -> Break:
    """Change properties of the first feature; a value of `...` takes the field out."""

    def change(content: dict[str, Any]) -> None:
        own = content["features"][0]["properties"]
        own.update(changes)
        for name in [n for n, value in changes.items() if value is ...]:
            del own[name]

    return lambda folder: small.edit_layer(folder, layer, change)


def geometry(layer: str, kind: str, coordinates: Any) -> Break:
    """Give the first feature another geometry."""
    shape = {"type": kind, "coordinates": coordinates}
    return lambda folder: small.edit_layer(folder, layer, lambda c: c["features"][0].update(geometry=shape))


def layer(name: str, change: Callable[[dict[str, Any]], Any]) -> Break:
    """Change a whole FeatureCollection."""
    return lambda folder: small.edit_layer(folder, name, change)


def text(name: str, old: str, new: str) -> Break:
    """Replace text in a file."""
    return lambda folder: small.edit_text(folder, name, old, new)


def content(name: str, data: bytes) -> Break:
    """Replace a whole file."""
    return lambda folder: (folder / name).write_bytes(data)


def missing(name: str) -> Break:
    """Take a file away."""
    return lambda folder: (folder / name).unlink()


def no_geometry(collection: dict[str, Any]) -> None:
    collection["features"][0]["geometry"] = None


def twice(collection: dict[str, Any]) -> None:
    collection["features"] *= 2


def empty(collection: dict[str, Any]) -> None:
    collection["features"] = []


def crs(name: str) -> Callable[[dict[str, Any]], None]:
    return lambda collection: collection["crs"]["properties"].update(name=name)


def nan_text(folder: Path) -> None:
    small.edit_text(folder, "bestaand.geojson", '"hoogte_m": 9.0', '"hoogte_m": NaN')


RING = [[233800.0, 557100.0], [233810.0, 557100.0], [233810.0, 557110.0], [233800.0, 557110.0], [233800.0, 557100.0]]
BOW = [[233800.0, 557100.0], [233810.0, 557110.0], [233810.0, 557100.0], [233800.0, 557110.0], [233800.0, 557100.0]]

#: name → what is broken, and what the message must hold (in any order).
CATALOGUE: dict[str, tuple[Break, tuple[str, ...]]] = {
    "plan.toml missing": (missing("plan.toml"), ("plan.toml", "geen bestand")),
    "layer missing": (missing("bomen.geojson"), ("bomen.geojson", "geen bestand")),
    "layer is a folder": (
        lambda f: ((f / "bomen.geojson").unlink(), (f / "bomen.geojson").mkdir()),
        ("bomen.geojson", "een map"),
    ),
    "TOML broken": (text("plan.toml", "versie = 1", "versie = = 1"), ("plan.toml", "TOML")),
    "TOML empty": (content("plan.toml", b""), ("plan.toml", "format_versie")),
    "JSON broken": (content("water.geojson", b'{"type": '), ("water.geojson", "JSON")),
    "JSON empty": (content("water.geojson", b""), ("water.geojson", "leeg bestand")),
    "JSON is a list": (content("water.geojson", b"[]"), ("water.geojson", "FeatureCollection")),
    "features no list": (layer("water", lambda c: {**c, "features": 3}), ("water.geojson", "features")),
    "feature no object": (layer("water", lambda c: {**c, "features": [7]}), ("water.geojson", "Feature", "7")),
    "properties missing": (
        layer("bestaand", lambda c: c["features"][0].update(properties=None)),
        ("bestaand.geojson", "nr. 1", "niets"),
    ),
    "not UTF-8": (content("plan.toml", "naam = 'café'".encode("latin-1")), ("plan.toml", "UTF-8")),
    "no block": (layer("bouwblokken", empty), ("bouwblokken.geojson", "minstens 1", "0 objecten")),
    "no boundary": (layer("plangrens", empty), ("plangrens.geojson", "minstens 1", "0 objecten")),
    "two boundaries": (layer("plangrens", twice), ("plangrens.geojson", "hoogstens 1", "2 objecten")),
    "text for a number": (props("bestaand", hoogte_m="9"), ("bestaand.geojson", "'P1'", "hoogte_m", "getal", "'9'")),
    "bool for a number": (props("bestaand", hoogte_m=True), ("'P1'", "hoogte_m", "getal", "True")),
    "NaN": (nan_text, ("bestaand.geojson", "'P1'", "hoogte_m", "eindig getal", "nan")),
    "fraction for a count": (props("bestaand", bouwlagen=2.5), ("'P1'", "bouwlagen", "geheel getal", "2.5")),
    "zero storeys": (props("bouwblokken", bouwlagen=0), ("'B1'", "bouwlagen", "1 of meer", "0")),
    "a billion storeys": (props("bouwblokken", bouwlagen=10**9), ("'B1'", "bouwlagen", "200 of minder")),
    "storeys of five centimetres": (props("bouwblokken", verdieping_m=0.05), ("'B1'", "verdieping_m", "1 of meer")),
    "panden of a millimetre": (
        props("bouwblokken", pandbreedte_m=[0.001, 0.002]),
        ("'B1'", "pandbreedte_m", "1 of meer"),
    ),
    "negative width": (props("doorsteken", breedte_m=-1.0), ("'D1'", "breedte_m", "groter dan 0", "-1")),
    "text for a flag": (props("doorsteken", autovrij="ja"), ("'D1'", "autovrij", "true of false", "'ja'")),
    "unknown functie": (props("bestaand", functie_plint="shop"), ("'P1'", "functie_plint", "'winkel'", "'shop'")),
    "field missing": (props("bouwblokken", diepte_m=...), ("'B1'", "diepte_m", "geen veld")),
    "id missing": (props("bouwblokken", id=...), ("bouwblokken.geojson", "nr. 1", "veld id")),
    "field unknown": (props("bestaand", dakvorm="plat"), ("'P1'", "dakvorm", "onbekende veld")),
    "one width of two": (props("bouwblokken", pandbreedte_m=[7.0]), ("'B1'", "pandbreedte_m", "minstens 2")),
    "widths swapped": (props("bouwblokken", pandbreedte_m=[9.0, 7.0]), ("bouwblokken", "'B1'", "pandbreedte_m")),
    "plint above the roof": (props("bestaand", plint_m=20.0), ("bestaand.geojson", "'P1'", "plint_m")),
    "no geometry": (layer("bestaand", no_geometry), ("bestaand.geojson", "'P1'", "geometry", "niets")),
    "geometry of another kind": (geometry("bomen", "LineString", [[1, 2], [3, 4]]), ("'T1'", "Point", "LineString")),
    "MultiPolygon": (
        geometry("bestaand", "MultiPolygon", [[RING], [RING]]),
        ("'P1'", "Polygon", "MultiPolygon van 2 delen"),
    ),
    "no rings": (geometry("bestaand", "Polygon", []), ("'P1'", "lege geometrie")),
    "empty ring": (geometry("bestaand", "Polygon", [[]]), ("'P1'", "lege ring")),
    "two points": (geometry("bestaand", "Polygon", [[*RING[:2], RING[0]]]), ("'P1'", "vier of meer", "3 punten")),
    "open ring": (geometry("bestaand", "Polygon", [RING[:-1]]), ("'P1'", "gesloten ring")),
    "crossing ring": (geometry("bestaand", "Polygon", [BOW]), ("'P1'", "kruist")),
    "line of one point": (geometry("straten", "LineString", [RING[0]]), ("'S1'", "twee of meer", "1 punt")),
    "text coordinate": (geometry("bomen", "Point", ["233800", 557100.0]), ("'T1'", "twee getallen", "'233800'")),
    "nested too deep": (geometry("bomen", "Point", [[233800.0, 557100.0]]), ("'T1'", "twee getallen")),
    "flat ring": (geometry("bestaand", "Polygon", [1.0, 2.0]), ("'P1'", "ring")),
    "degrees": (geometry("bomen", "Point", [6.56, 52.99]), ("'T1'", "RD", "6.56")),
    "x and y swapped": (geometry("bomen", "Point", [557100.0, 233800.0]), ("'T1'", "RD")),
    "WGS84": (layer("bomen", crs("urn:ogc:def:crs:OGC:1.3:CRS84")), ("bomen.geojson", "crs", "28992", "CRS84")),
    "other CRS": (layer("bomen", crs("EPSG:4326")), ("bomen.geojson", "crs", "28992", "4326")),
    "crs no object": (layer("bomen", lambda c: {**c, "crs": "RD"}), ("bomen.geojson", "crs", "'RD'")),
    "id twice in a layer": (layer("bomen", twice), ("bomen.geojson", "'T1'", "één keer")),
    "id twice in the plan": (props("bomen", id="P1"), ("bomen.geojson", "'P1'", "bestaand.geojson")),
    "fase unknown": (props("bouwblokken", fase="fase9"), ("bouwblokken.geojson", "'B1'", "fase", "'fase9'")),
    "kapfase unknown": (props("bomen", kapfase="fase9"), ("bomen.geojson", "'T1'", "kapfase", "'fase9'")),
    "blok unknown": (props("rooilijnen", blok="B9"), ("rooilijnen.geojson", "'R1'", "blok", "'B9'")),
    "aan unknown": (props("rooilijnen", aan="nergens"), ("rooilijnen.geojson", "'R1'", "aan", "'nergens'")),
    "sloop_voor unknown": (props("bestaand", sloop_voor="B9"), ("bestaand.geojson", "'P1'", "sloop_voor", "'B9'")),
    "tree profile unknown": (props("bomen", profiel="x"), ("bomen.geojson", "'T1'", "profiel", "'x'")),
    "street profile unknown": (
        props("straten", profielen=[{"profiel": "x"}]),
        ("straten.geojson", "'S1'", "profielen", "'x'"),
    ),
    "fase of a profile unknown": (
        props("straten", profielen=[{"profiel": "huidig", "vanaf_fase": "x"}]),
        ("straten.geojson", "'S1'", "'x'"),
    ),
    "profile wider than the street": (props("straten", breedte_m=9.9), ("'S1'", "'huidig'", "9.90", "10.00")),
    "profile wider than the section": (
        props("straten", snede=[[233800.0, 557090.0], [233800.0, 557099.9]]),
        ("'S1'", "'huidig'", "9.90", "10.00"),
    ),
    "strips do not add up": (
        text("profielen.toml", "breedte_m = 10.0", "breedte_m = 11.0"),
        ("profielen.toml", "'huidig'", "10.00", "11.00"),
    ),
    "strip of unknown kind": (
        text("profielen.toml", 'soort = "voet"', 'soort = "stoep"'),
        ("profielen.toml", "'huidig'", "stroken.1.soort", "'stoep'"),
    ),
    "rooilijn off its eiland": (
        geometry("rooilijnen", "LineString", [[233800.0, 557100.0], [233860.0, 557101.0]]),
        ("rooilijnen.geojson", "'R1'", "omtrek van 'B1'", "0.98 m"),
    ),
    "fase twice": (text("plan.toml", 'id = "later"', 'id = "bestaand"'), ("plan.toml", "'bestaand'", "één keer")),
    "no fase": (text("plan.toml", "[[fase]]", "[[fasen]]"), ("plan.toml", "fasen", "onbekende veld")),
    "parameter is a text": (text("plan.toml", "0.78", '"0,78"'), ("plan.toml", "'go_bvo_wonen'", "waarde", "'0,78'")),
    "parameter to divide by is nothing": (text("plan.toml", "0.78", "0.0"), ("'go_bvo_wonen'", "waarde", "of meer")),
    "parameter that overflows": (text("plan.toml", "0.78", "1e308"), ("'go_bvo_wonen'", "waarde", "1e+09 of minder")),
    "coordinate of sixty digits": (geometry("bomen", "Point", [10**60, 557100.0]), ("'T1'", "twee getallen")),
    "a length to the moon": (props("bestaand", hoogte_m=3.8e8), ("'P1'", "hoogte_m", "100000 of minder")),
    "a name without end": (props("bestaand", **{"x" * 9000: 1}), ("'P1'", "onbekende veld", "…")),
    "parameter infinite": (text("plan.toml", "0.78", "inf"), ("plan.toml", "'go_bvo_wonen'", "eindig getal")),
    "origin is a text": (text("plan.toml", "233778.0", '"x"'), ("plan.toml", "oorsprong.1", "getal", "'x'")),
    "parameter outside its own range": (
        text("plan.toml", "waarde = 0.78", "waarde = 0.78\nlaagste = 0.8"),
        ("plan.toml", "'go_bvo_wonen'", "waarde", "minstens 0.8", "0.78"),
    ),
    "walk to nowhere": (
        text("plan.toml", "[[parameter]]", '[[looproute]]\nid = "L"\nvan = "x"\nnaar = "y"\n\n[[parameter]]'),
        ("plan.toml", "'L'", "van", "een bestemming of garage", "'x'"),
    ),
    "garage that is more than full": (
        text(
            "plan.toml",
            "[[parameter]]",
            '[[garage]]\nid = "G"\nnaam = "G"\npunt = [233800.0, 557100.0]\nbezetting = 1.2\n\n[[parameter]]',
        ),
        ("plan.toml", "'G'", "bezetting", "1.2"),
    ),
    "parameter without id": (text("plan.toml", 'id = "go_bvo_wonen"', ""), ("plan.toml", "'parameter 1'", "veld id")),
    "TOML nested without end": (content("plan.toml", b"a = " + b"[" * 100_000), ("plan.toml", "TOML")),
    "layer is a pipe": (
        lambda f: ((f / "bomen.geojson").unlink(), os.mkfifo(f / "bomen.geojson")),
        ("bomen.geojson", "een pijp of apparaat"),
    ),
    "JSON nested without end": (content("water.geojson", b"[" * 100_000), ("water.geojson", "JSON")),
    "origin outside RD": (text("plan.toml", "557095.0", "52.99"), ("plan.toml", "oorsprong", "RD", "52.99")),
    "plan in another CRS": (text("plan.toml", "EPSG:28992", "EPSG:4326"), ("plan.toml", "crs", "'EPSG:4326'")),
    "newer format": (
        text("plan.toml", "format_versie = 1", "format_versie = 2"),
        ("plan.toml", "format_versie", "hoogstens 1", "2"),
    ),
    "older format": (text("plan.toml", "format_versie = 1", "format_versie = 0"), ("format_versie", "0")),
    "version is a text": (text("plan.toml", "format_versie = 1", 'format_versie = "1"'), ("format_versie", "'1'")),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small plan, whole."""
    return small.write_small_plan(tmp_path / "plan")


def test_the_small_plan_itself_is_good(folder: Path) -> None:
    assert [b.id for b in read_plan(folder).bouwblokken] == ["B1"]


@pytest.mark.parametrize("name", CATALOGUE)
def test_broken_plan_gives_one_clear_sentence(name: str, folder: Path) -> None:
    broken, parts = CATALOGUE[name]
    broken(folder)
    with pytest.raises(MassastudieError) as caught:
        read_plan(folder)
    message = str(caught.value)
    assert isinstance(caught.value, FileError | PlanError)
    assert "\n" not in message and len(message) < 400
    assert "verwacht" in message and "gevonden" in message
    assert not [part for part in parts if part not in message], message


def test_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="nergens"):
        read_plan(tmp_path / "nergens")


def test_file_instead_of_folder(folder: Path) -> None:
    with pytest.raises(FileError, match="een map met plan"):
        read_plan(folder / "plan.toml")


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid"), reason="rights are not POSIX here")
def test_file_without_permission(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locked = folder / "bomen.geojson"
    if os.geteuid() == 0:
        refuse_reading(locked, monkeypatch)
    else:
        locked.chmod(0)
    with pytest.raises(FileError, match=r"bomen\.geojson.*geen toegang"):
        read_plan(folder)


def refuse_reading(locked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may read everything, so let the operating system's refusal come from here."""
    real = Path.read_bytes

    def read_bytes(path: Path) -> bytes:
        if path == locked:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)


def test_absent_crs_is_accepted_in_rd_range_only(folder: Path) -> None:
    small.edit_layer(folder, "bomen", lambda c: c.pop("crs") and None)
    assert read_plan(folder).bomen[0].punt.x == pytest.approx(small.X + 5 - 233778.0)
    geometry("bomen", "Point", [6.56, 52.99])(folder)
    with pytest.raises(FileError, match="RD"):
        read_plan(folder)


@pytest.mark.parametrize(
    "name", ["EPSG:28992", "urn:ogc:def:crs:EPSG::7415", "http://www.opengis.net/def/crs/EPSG/0/28992"]
)
def test_names_of_rd_new(folder: Path, name: str) -> None:
    small.edit_layer(folder, "bomen", crs(name))
    assert len(read_plan(folder).bomen) == 1


def test_heights_in_coordinates_are_left_out(folder: Path) -> None:
    geometry("bestaand", "Polygon", [[[*xy, 11.5] for xy in RING]])(folder)
    assert not read_plan(folder).bestaand[0].polygon.has_z


def test_empty_fields_and_byte_order_mark_of_other_programs(folder: Path) -> None:
    props("bestaand", naam=None, sloop_voor=None)(folder)
    path = folder / "bestaand.geojson"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert read_plan(folder).bestaand[0].naam is None


def test_a_layer_saved_by_a_gis_is_the_same_plan(folder: Path) -> None:
    """QGIS and GDAL write a row number, null for what other features have, and real numbers for whole ones."""
    before = read_plan(folder)

    def as_gis(collection: dict[str, Any]) -> None:
        for number, feature in enumerate(collection["features"], start=1):
            row = feature["properties"]
            whole = {k: float(v) for k, v in row.items() if isinstance(v, int) and not isinstance(v, bool)}
            row.update(whole, fid=number, dakrand_m=row.get("dakrand_m"), lager_kans=row.get("lager_kans"))

    layer("bouwblokken", as_gis)(folder)
    assert read_plan(folder).bouwblokken == before.bouwblokken


def test_clockwise_outlines_and_reversed_building_lines_are_turned(folder: Path) -> None:
    def turn(collection: dict[str, Any]) -> None:
        collection["features"][0]["geometry"]["coordinates"][0].reverse()

    expected = read_plan(folder).bouwblokken[0]
    small.edit_layer(folder, "bouwblokken", turn)
    geometry("rooilijnen", "LineString", [[233860.0, 557100.0], [233800.0, 557100.0]])(folder)
    found = read_plan(folder).bouwblokken[0]
    assert found.eiland.exterior.is_ccw and found.eiland.equals(expected.eiland)
    assert found.rooilijnen[0].lijn == expected.rooilijnen[0].lijn


def test_extra_files_do_not_matter(folder: Path) -> None:
    shutil.copy(folder / "bomen.geojson", folder / "schets.geojson")
    assert len(read_plan(folder).bomen) == 1
