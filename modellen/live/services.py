"""Which services give panden, where they are, and how patiently they are asked."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from massastudie.errors import ServiceError, check_option

Bbox = tuple[float, float, float, float]
TABLE = Path(__file__).with_name("diensten.toml")


@dataclass(frozen=True, slots=True)
class Service:
    """One service: `adres` its base address, `pad` where its panden are, `vorm` how it gives them ("cityjson":
    CityJSON features with a header, "geojson"), `limit` how many a page, `vermelding` the attribution it asks for."""

    id: str
    naam: str
    adres: str
    pad: str
    vorm: str
    limit: int
    vermelding: str
    parameters: Mapping[str, str]

    @property
    def shown(self) -> str:
        """How a sentence names it."""
        return f"dienst {self.naam} ({urlsplit(self.adres).netloc})"

    def first_url(self, box: Bbox) -> str:
        """The address of the first page of a box in RD, m."""
        asked = {**self.parameters, "bbox": ",".join(f"{v:.3f}" for v in box), "limit": str(self.limit)}
        return f"{self.adres}{self.pad}?{urlencode(asked, safe=',:/')}"


@dataclass(frozen=True, slots=True)
class Limits:
    """How patiently a service is asked: seconds to wait for an answer and for a whole page, attempts, the first pause
    between them (doubled each time), the longest pause a service may ask for, bytes a page, panden in all, side of the
    tiles in which an area is asked (m), and how many of those."""

    timeout_s: float = 30.0
    page_s: float = 90.0
    attempts: int = 4
    pause_s: float = 1.0
    longest_pause_s: float = 60.0
    page_bytes: int = 100_000_000
    panden: int = 100_000
    tile_m: float = 250.0
    tiles: int = 400


def names() -> tuple[str, ...]:
    """Ids of the services."""
    return tuple(_table())


def variable(name: str) -> str:
    """The environment variable with another address for this service."""
    return f"MASSASTUDIE_{name.upper()}_ADRES"


def service(name: str, adres: str | None = None) -> Service:
    """The service of this id, at `adres`, else where the environment says, else at its public address.

    Raises StateError for an unknown name, ServiceError for an address that is none.
    """
    check_option("dienst", name, names())
    own = _table()[name]
    given = (adres or os.environ.get(variable(name)) or own.adres).strip().rstrip("/")
    parts = urlsplit(given)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ServiceError(f"dienst {own.naam}: verwacht een adres dat met https:// begint, gevonden '{given[:80]}'")
    return replace(own, adres=given)


@lru_cache(maxsize=1)
def _table() -> dict[str, Service]:
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return {name: Service(id=name, **row) for name, row in rows.items()}
