"""Panden from a service: pages, trouble and patience, against a server on this machine that behaves like theirs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import pytest

from massastudie.errors import MassastudieError, ServiceError, StateError
from massastudie.steps import drained
from modellen.live.fetch import (
    PATIENT,
    ROUND_LEAST_M,
    ROUND_M,
    ROUND_MOST_M,
    Fetched,
    check_box,
    fetch,
    read_fetched,
    tiles,
)
from modellen.live.services import Limits, names, service
from ui.cli_context import context
from ui.cli_live import SERVICES

from . import service as local
from .service import Server, breaks_off, city_of, fails, hangs, header, pand, send, serving

X, Y = 233800.0, 557100.0
BOX = (X - 5, Y - 5, X + 190, Y + 50)
QUICK = Limits(timeout_s=0.4, page_s=2.0, attempts=3, pause_s=0.01, longest_pause_s=0.5, tile_m=1000.0)
Ask = Callable[..., Fetched]


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """Fetch the box from this server, with pages of three."""

    def call(server: Server, name: str = "3dbag", box: Any = BOX, limits: Limits = QUICK, **more: Any) -> Fetched:
        source = replace(service(name, server.adres), limit=3)
        return drained(fetch(source, box, limits=limits, folder=tmp_path / "cache", **more))

    return call


@pytest.fixture
def city() -> Iterator[Server]:
    with serving(city_of(8, X, Y)) as server:
        yield server


def test_all_pages_are_read_and_each_pand_once(city: Server, ask: Ask) -> None:
    found = ask(city)
    read = read_fetched(found)
    assert (found.aantal, len(read.panden)) == (8, 8)
    assert len(city.asked) == 3  # pages of 3, 3 and 2
    assert {p.hoogte_m for p in read.panden} == {6.0}
    # 8 panden of 10 × 8 m (see `service.pand`), 6 m high
    assert read.oppervlakte_m2 == pytest.approx(640.0)
    assert read.volume_m3["1.2"] == pytest.approx(3840.0)
    assert read.panden[0].polygon.bounds == (X, Y, X + 10, Y + 8)


def test_the_attribution_names_makers_licence_and_day(city: Server, ask: Ask) -> None:
    read = read_fetched(ask(city))
    assert read.bron.startswith("3DBAG © 3D geoinformation TU Delft / 3DGI (CC BY 4.0), opgehaald ")
    assert read.bron.endswith(f"{datetime.now(UTC):%Y}")


def test_the_service_is_asked_with_what_it_knows_only(city: Server, ask: Ask) -> None:
    """The 3DBAG answers 400 to any parameter beside bbox, limit, offset, crs and bbox-crs (its own source)."""
    ask(city)
    assert city.asked[0] == "/collections/pand/items?bbox=233795.000,557095.000,233990.000,557150.000&limit=3"


def test_a_second_time_nothing_is_asked_but_when_fresh(city: Server, ask: Ask) -> None:
    ask(city)
    again = ask(city)
    assert len(city.asked) == 3
    assert (again.kept, again.tiles) == (1, 1)
    assert again.age_text(again.oudste) == "8 panden van 3DBAG; 1 van 1 tegels uit de cache, vandaag"
    assert "vers opgehaald" in ask(city, fresh=True).age_text(again.oudste)
    assert len(city.asked) == 6


def test_a_damaged_cache_is_asked_again(city: Server, ask: Ask) -> None:
    found = ask(city)
    (kept,) = (found.path.parent / "3dbag").glob("*.json")
    kept.write_bytes(b"{half")
    assert ask(city).aantal == 8


def test_tiles_lie_on_a_grid_and_a_pand_on_their_edge_counts_once(city: Server, ask: Ask) -> None:
    found = ask(city, limits=replace(QUICK, tile_m=100.0))
    assert (found.tiles, found.aantal) == (6, 8)
    assert tiles((0.0, 0.0, 250.0, 100.0), 100.0) == [(0.0, 0, 100.0, 100.0), (100.0, 0, 200.0, 100.0),
                                                      (200.0, 0, 250.0, 100.0)]  # fmt: skip


def test_pages_with_another_transform_end_in_one_place(ask: Ask) -> None:
    moved = (X + 0.5, Y, 1.0)
    server = city_of(1, X, Y)
    other = pand(9, X + 20, Y, moved)
    with serving(server):
        ask(server)  # the first tile is kept, the second comes with another transform
        server.panden, server.metadata = [(X + 20, Y, other)], header(moved)
        limits = replace(QUICK, tile_m=1000.0)
        found = ask(server, box=(X + 15, Y, X + 60, Y + 20), limits=limits)
        read = read_fetched(found)
    assert read.panden[0].polygon.bounds == pytest.approx((X + 20, Y, X + 30, Y + 8))
    from modellen.live.join import joined

    rows, _ = joined(found.source, [
        {"features": [pand(1, X, Y, (X, Y, 0.0))], "header": header((X, Y, 0.0)), "crs": None},
        {"features": [other], "header": header(moved), "crs": None},
    ])  # fmt: skip
    assert rows[1]["vertices"][0] == [20_000, 0, 2_000]


@pytest.mark.parametrize("trouble", [
    [fails(500)], [fails(503), fails(502)], [fails(429, Retry_After="0")], [hangs(0.6)], [breaks_off],
    [lambda to: to.connection.close() or True],
], ids=["500", "503 and 502", "429", "silence", "half a page", "hung up"])  # fmt: skip
def test_passing_trouble_is_waited_out(city: Server, ask: Ask, trouble: list[Any]) -> None:
    city.troubles = list(trouble)
    assert ask(city).aantal == 8


@pytest.mark.parametrize(("trouble", "said"), [
    ([fails(500)] * 3, "gevonden fout 500 (even niet) na 3 pogingen"),
    ([fails(400)], "gevonden fout 400 (even niet)"),
    ([fails(429, Retry_After="3600")], "gevonden fout 429"),
    ([breaks_off] * 3, "JSON met een fout"),
    ([hangs(0.6)] * 3, "geen antwoord binnen 0.4 s na 3 pogingen"),
    ([lambda to: send(to, 200, b"[1]")], "gevonden JSON van soort list"),
    ([lambda to: send(to, 200, b'{"type": "x"}')], "een FeatureCollection met features, gevonden type 'x'"),
    ([lambda to: send(to, 200, b" " * 50_000)], "een bladzijde van meer dan 0.04 MB"),
    ([lambda to: send(to, 302, Location="ftp://127.0.0.1/x")], "een doorverwijzing weg van https, naar ftp:"),
], ids=["500", "400", "429 for an hour", "half pages", "silence", "list", "no rows", "huge", "to ftp"])  # fmt: skip
def test_lasting_trouble_is_one_sentence(city: Server, ask: Ask, trouble: list[Any], said: str) -> None:
    city.troubles = list(trouble)
    with pytest.raises(ServiceError) as caught:
        ask(city, limits=replace(QUICK, page_bytes=40_000))
    assert str(caught.value).startswith("dienst 3DBAG (127.0.0.1:")
    assert said in str(caught.value)


def test_a_redirect_on_the_service_is_followed(city: Server, ask: Ask) -> None:
    city.troubles = [lambda to: send(to, 307, Location=f"{city.adres}{to.path}")]
    assert ask(city).aantal == 8


def test_a_page_that_leads_elsewhere_or_in_a_circle_is_refused(city: Server, ask: Ask) -> None:
    def lead(href: str) -> Callable[..., bool]:
        page = {"type": "FeatureCollection", "features": [{}], "links": [{"rel": "next", "href": href}]}
        return lambda to: send(to, 200, local.json.dumps(page).encode())

    city.troubles = [lead("https://elders.example/items")]
    with pytest.raises(ServiceError, match=r"op hetzelfde adres, gevonden elders\.example"):
        ask(city)
    city.troubles = [lead(city.adres + "/x"), lead(city.adres + "/x")]
    with pytest.raises(ServiceError, match="gevonden een die al is gelezen"):
        ask(city)


def test_nothing_there_is_said(ask: Ask) -> None:
    with serving(Server()) as empty, pytest.raises(ServiceError, match=r"verwacht panden in .*, gevonden geen"):
        ask(empty)


def test_more_than_can_be_held_is_refused(city: Server, ask: Ask) -> None:
    with pytest.raises(ServiceError, match="hoogstens 4 panden"):
        ask(city, limits=replace(QUICK, panden=4))


@pytest.mark.parametrize("crs", ["https://www.opengis.net/def/crs/EPSG/0/4979", "EPSG:123456"])
def test_another_coordinate_system_than_that_of_the_coordinates_is_refused(ask: Ask, crs: str) -> None:
    server = city_of(2, X, Y)
    server.metadata = header((X, Y, 0.0), crs)
    with serving(server):
        found = ask(server)
    with pytest.raises(MassastudieError, match="verwacht"):
        read_fetched(found)


def outline(number: int, x: float, status: str) -> dict[str, Any]:
    ring = [[x, Y], [x + 10, Y], [x + 10, Y + 8], [x, Y + 8], [x, Y]]
    properties = {"identificatie": f"{number:016d}", "status": status, "gebruiksdoel": "winkelfunctie"}
    return {"type": "Feature", "id": f"{number}", "properties": properties,
            "geometry": {"type": "Polygon", "coordinates": [ring]}}  # fmt: skip


def test_bag_panden_that_do_not_stand_are_left_out_and_told(ask: Ask) -> None:
    names = ["Pand in gebruik", "Verbouwing pand", "Bouwvergunning verleend", "Pand gesloopt"]
    rows = [(X + 20 * i, Y, outline(i, X + 20 * i, name)) for i, name in enumerate(names)]
    with serving(Server(panden=rows)) as server:
        read = read_fetched(ask(server, "bag"))
    assert "bbox-crs=http://www.opengis.net/def/crs/EPSG/0/28992" in server.asked[0]
    assert len(read.panden) == 2
    assert {str(p.functie) for p in read.panden} == {"winkel"}
    assert [reason for _, reason in read.overgeslagen] == ["staat er niet: 'Bouwvergunning verleend'",
                                                           "staat er niet: 'Pand gesloopt'"]  # fmt: skip
    assert read.bron.startswith("BAG, Kadaster via PDOK (CC0), opgehaald ")


def test_a_stop_is_obeyed_while_the_service_is_silent(city: Server, tmp_path: Path) -> None:
    city.troubles = [hangs(0.5)]
    work = fetch(service("3dbag", city.adres), BOX, limits=replace(PATIENT, tile_m=1000.0), folder=tmp_path)
    next(work)
    next(work)  # asks, and waits one step
    before = time.monotonic()
    work.close()
    assert time.monotonic() - before < 0.2  # the bound of the issue; the silence lasts longer


def test_the_address_comes_from_the_option_or_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MASSASTUDIE_3DBAG_ADRES", "https://eigen.example/3dbag/")
    assert service("3dbag").adres == "https://eigen.example/3dbag"
    assert service("3dbag", "http://ander.example").adres == "http://ander.example"
    for wrong in ("file:///etc", "ander.example", "ftp://x"):
        with pytest.raises(ServiceError, match="verwacht een adres dat met https:// begint"):
            service("3dbag", wrong)


@pytest.mark.parametrize("box", [(5.0, 52.0, 5.1, 52.1), (X, Y, X, Y + 10), (X, Y, X + 60_000, Y + 50_000)])
def test_an_area_that_cannot_be_asked_is_wrong(box: Any) -> None:
    with pytest.raises(StateError, match="gebied: verwacht"):
        check_box(box)


def test_the_command_line_knows_the_same_services_and_reach() -> None:
    reach = next(p for p in context.params if p.name == "afstand")
    assert isinstance(reach.type, click.FloatRange)
    assert names() == SERVICES
    assert (reach.default, reach.type.min, reach.type.max) == (ROUND_M, ROUND_LEAST_M, ROUND_MOST_M)
