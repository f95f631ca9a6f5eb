"""GeoJSON as RFC 7946 has it: degrees in WGS84, for web maps."""

from __future__ import annotations

from collections.abc import Mapping

from massastudie.plan import Plan
from massastudie.volumes import Massamodel

from . import geojson
from .geojson import Row


def encode(
    massa: Massamodel, plan: Plan, stem: str, extra: Mapping[str, list[Row]] | None = None
) -> dict[str, bytes]:  # fmt: skip
    """As `geojson.encode`, in degrees."""
    return geojson.encode(massa, plan, stem, extra, wgs84=True)
