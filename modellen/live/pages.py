"""All pages of one box: `links` with rel=next are followed until there is none (OGC API Features part 1, §7.15)."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any
from urllib.parse import urljoin, urlsplit

from massastudie.errors import ServiceError
from massastudie.steps import under

from .request import Answer, get
from .services import Bbox, Limits, Service

Json = dict[str, Any]


def pages(source: Service, box: Bbox, limits: Limits) -> Generator[int, None, list[Answer]]:
    """The answers with the panden in a box (RD, m), one per page; yields how many panden came so far.

    Raises ServiceError when a page is no collection, leads round in a circle or to another host, or gives too many.
    """
    url: str | None = source.first_url(box)
    found: list[Answer] = []
    seen: set[str] = set()
    count = 0
    while url is not None:
        if url in seen:
            raise ServiceError(f"{source.shown}: verwacht een volgende bladzijde, gevonden een die al is gelezen")
        seen.add(url)
        answer = yield from under(get(source, url, limits), count)
        count += len(_features(source, answer.content))
        if count > limits.panden:
            raise ServiceError(f"{source.shown}: verwacht hoogstens {limits.panden} panden, gevonden meer; "
                               "kies een kleiner gebied")  # fmt: skip
        found.append(answer)
        url = _next(source, answer)
    return found


def _features(source: Service, content: Json) -> list[Any]:
    features = content.get("features")
    if content.get("type") != "FeatureCollection" or not isinstance(features, list):
        raise ServiceError(f"{source.shown}: verwacht een FeatureCollection met features, "
                           f"gevonden type {content.get('type')!r}"[:200])  # fmt: skip
    return features


def _next(source: Service, answer: Answer) -> str | None:
    """The address of the next page, on the host that was asked; None after the last."""
    links = answer.content.get("links")
    rows = [row for row in links if isinstance(row, dict)] if isinstance(links, list) else []
    href = next((row.get("href") for row in rows if row.get("rel") == "next"), None)
    if not isinstance(href, str) or not answer.content["features"]:
        return None
    here, there = urlsplit(answer.url), urlsplit(urljoin(answer.url, href))
    if there.netloc not in (here.netloc, urlsplit(source.adres).netloc):
        raise ServiceError(f"{source.shown}: verwacht een volgende bladzijde op hetzelfde adres, "
                           f"gevonden {there.netloc[:80]}")  # fmt: skip
    # a service behind a gateway names itself by http
    return there._replace(scheme=here.scheme).geturl()
