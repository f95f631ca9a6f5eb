"""A server on this machine that behaves as the services do: pages with links, and every kind of trouble on demand.

Shape of the answers: OGC API Features part 1 (§7.14–7.16), CityJSONFeature (CityJSON 2.0 §9), as the 3DBAG gives them.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from .city import RD, box_points, building, solid

Json = dict[str, Any]
SCALE = 0.001


def pand(number: int, x: float, y: float, translate: tuple[float, float, float]) -> Json:
    """A CityJSONFeature of 10 × 8 m, 6 m high, on ground at 2 m NAP; south-west corner (x, y) in RD."""
    name = f"NL.IMBAG.Pand.{number:016d}"
    points = box_points(x, y, 2.0, 10.0, 8.0, 6.0)
    vertices = [[round((v - t) / SCALE) for v, t in zip(p, translate, strict=True)] for p in points]
    attributes = {"identificatie": name, "b3_h_maaiveld": 2.0, "b3_h_dak_70p": 8.0, "b3_bouwlagen": 2}
    objects = {name: building(children=[f"{name}-0"], attributes=attributes),
               f"{name}-0": {"type": "BuildingPart", "parents": [name], "geometry": [solid()]}}  # fmt: skip
    return {"type": "CityJSONFeature", "id": name, "CityObjects": objects, "vertices": vertices}


def header(translate: tuple[float, float, float], crs: str | None = RD) -> Json:
    """The metadata of a page: a CityJSON header."""
    return {"type": "CityJSON", "version": "2.0", "transform": {"scale": [SCALE] * 3, "translate": list(translate)},
            "metadata": {"referenceSystem": crs} if crs else {}}  # fmt: skip


@dataclass
class Server:
    """What it answers. `answers` are the panden as (x, y, feature); `troubles` are taken one by one before that."""

    panden: list[tuple[float, float, Json]] = field(default_factory=list)
    metadata: Json | None = None
    troubles: list[Callable[[BaseHTTPRequestHandler], bool]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    adres: str = ""

    def page(self, query: dict[str, list[str]]) -> Json:
        """One page of what lies in the box; `offset` counts from 1."""
        x0, y0, x1, y1 = (float(v) for v in query["bbox"][0].split(","))
        limit, offset = int(query["limit"][0]), int(query.get("offset", ["1"])[0])
        hits = [item for x, y, item in self.panden if x0 <= x + 10 and x <= x1 and y0 <= y + 8 and y <= y1]
        rows = hits[offset - 1 : offset - 1 + limit]
        links: list[Json] = [{"rel": "self", "href": self.adres}]
        if offset - 1 + limit < len(hits):
            more = f"bbox={query['bbox'][0]}&offset={offset + limit}&limit={limit}"
            links.append({"rel": "next", "href": f"{self.adres}/collections/pand/items?{more}"})
        found: Json = {"type": "FeatureCollection", "numberMatched": 2 * len(hits), "numberReturned": len(rows),
                       "links": links, "features": rows}  # fmt: skip
        return {**found, "metadata": self.metadata} if self.metadata and rows else found


class _Quiet(ThreadingHTTPServer):
    """Ends with its handlers; says nothing of a client that went away."""

    daemon_threads = False

    def __init__(self, *where: Any) -> None:
        super().__init__(*where)
        self.ending = threading.Event()

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass


@contextmanager
def serving(server: Server) -> Iterator[Server]:
    """The server on a free port of this machine, until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.asked.append(self.path)
            if server.troubles and server.troubles.pop(0)(self):
                return
            send(self, 200, json.dumps(server.page(parse_qs(urlsplit(self.path).query))).encode())

        def log_message(self, format: str, *args: Any) -> None:
            pass

    made = _Quiet(("127.0.0.1", 0), Handler)
    server.adres = f"http://127.0.0.1:{made.server_address[1]}"
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        made.ending.set()
        made.shutdown()
        thread.join()
        made.server_close()
        for asking in [t for t in threading.enumerate() if t.name == "massastudie-dienst"]:
            asking.join(2.0)


def send(to: BaseHTTPRequestHandler, code: int, body: bytes = b"{}", **headers: str) -> bool:
    """Answer with this; True: nothing more is to be said."""
    to.send_response(code)
    for name, value in {"Content_Type": "application/json", "Content_Length": str(len(body)), **headers}.items():
        to.send_header(name.replace("_", "-"), value)
    to.end_headers()
    to.wfile.write(body)
    return True


def fails(code: int, body: bytes = b'{"description": "even niet"}', **headers: str) -> Callable[..., bool]:
    """A trouble: this status."""
    return lambda to: send(to, code, body, **headers)


def hangs(seconds: float) -> Callable[..., bool]:
    """A trouble: silence, then the answer."""

    def wait(to: BaseHTTPRequestHandler) -> bool:
        assert isinstance(to.server, _Quiet)
        to.server.ending.wait(seconds)
        return False

    return wait


def breaks_off(to: BaseHTTPRequestHandler) -> bool:
    """A trouble: half a page."""
    return send(to, 200, b'{"type": "FeatureCollection", "features": [{"ty')


def city_of(count: int, x: float, y: float, apart_m: float = 20.0, **more: Any) -> Server:
    """A server with a row of panden from (x, y) eastward."""
    translate = (x, y, 0.0)
    rows = [(x + i * apart_m, y, pand(i + 1, x + i * apart_m, y, translate)) for i in range(count)]
    return Server(panden=rows, metadata=header(translate), **more)
