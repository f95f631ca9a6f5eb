"""One request to a service: read in a thread of its own, so that a stop is obeyed at once; asked again after a pause.

Only http and https are spoken; a redirect away from https is refused. What arrives is bounded in bytes and in time.
"""

from __future__ import annotations

import email.utils
import http.client
import threading
import time
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any
from urllib import request
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

import orjson

from massastudie import __version__
from massastudie.errors import ServiceError

from .services import Limits, Service

#: How long a step takes, s: after each a stop is obeyed.
STEP_S = 0.05
CHUNK = 65_536
#: Answers after which asking again may help (RFC 9110): a time-out there, too many requests, trouble at the server.
AGAIN = (408, 425, 429, 500, 502, 503, 504)
Waiting = Generator[None, None, None]


@dataclass(frozen=True, slots=True)
class Answer:
    """A JSON object, the address it came from after redirects, and the coordinate system its headers name."""

    content: dict[str, Any]
    url: str
    crs: str | None


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why there is no answer, in words; whether asking again may help, and after how many seconds the service says."""

    found: str
    again: bool = True
    wait_s: float | None = None


class _StayOnHttps(request.HTTPRedirectHandler):
    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        scheme = urlsplit(newurl).scheme
        if scheme not in ("http", "https") or (scheme == "http" and req.full_url.startswith("https:")):
            raise _RefusedError(f"een doorverwijzing weg van https, naar {newurl[:80]}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class _RefusedError(Exception):
    """What came is not taken, and will not get better; its text says what came."""


def get(source: Service, url: str, limits: Limits) -> Generator[None, None, Answer]:
    """Ask for a JSON object, waiting in short steps. ServiceError (service, expected, found) when none comes."""
    trouble = Trouble("geen antwoord")
    for attempt in range(1, limits.attempts + 1):
        outcome = yield from _once(url, limits)
        if isinstance(outcome, Answer):
            return outcome
        trouble = outcome
        pause_s = limits.pause_s * 2 ** (attempt - 1) if trouble.wait_s is None else trouble.wait_s
        if not trouble.again or attempt == limits.attempts or pause_s > limits.longest_pause_s:
            break
        yield from _pause(pause_s)
    often = f" na {attempt} pogingen" if attempt > 1 else ""
    raise ServiceError(f"{source.shown}: verwacht een antwoord in JSON, gevonden {trouble.found}{often}")


def _pause(seconds: float) -> Waiting:
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        time.sleep(min(STEP_S, left))
        yield


def _once(url: str, limits: Limits) -> Generator[None, None, Answer | Trouble]:
    call = _Call(url, limits)
    end = time.monotonic() + limits.page_s
    call.start()
    try:
        while call.is_alive():
            call.join(STEP_S)
            if time.monotonic() > end:
                return Trouble(f"geen heel antwoord binnen {limits.page_s:g} s")
            yield
    finally:
        call.stop.set()  # a thread that hangs in the network ends by its own time-out
    return call.outcome


class _Call(threading.Thread):
    """Asks once; leaves an answer or the reason why there is none."""

    def __init__(self, url: str, limits: Limits) -> None:
        super().__init__(daemon=True, name="massastudie-dienst")
        self._url, self._limits = url, limits
        self.stop = threading.Event()
        self.outcome: Answer | Trouble = Trouble("geen antwoord")

    def run(self) -> None:
        try:
            self.outcome = self._ask()
        except HTTPError as error:
            self.outcome = _http_trouble(error)
        except (URLError, OSError, http.client.HTTPException) as error:
            self.outcome = Trouble(_reason(error, self._limits))
        except orjson.JSONDecodeError as error:
            self.outcome = Trouble(f"JSON met een fout ({error})"[:120])
        except (_RefusedError, ValueError) as error:  # also an address that the library cannot read
            self.outcome = Trouble(str(error)[:160], again=False)

    def _ask(self) -> Answer | Trouble:
        agent = {"Accept": "application/city+json, application/geo+json, application/json",
                 "User-Agent": f"Massastudie/{__version__}"}  # fmt: skip
        asked = request.Request(self._url, headers=agent)
        with _opener().open(asked, timeout=self._limits.timeout_s) as stream:
            data = self._read(stream)
            content = orjson.loads(data)
            crs = stream.headers.get("Content-Crs")
            if not isinstance(content, dict):
                return Trouble(f"JSON van soort {type(content).__name__}", again=False)
            return Answer(content, stream.geturl(), crs.strip("<> ") if crs else None)

    def _read(self, stream: Any) -> bytes:
        parts, size = [], 0
        while not self.stop.is_set() and (part := stream.read1(CHUNK)):
            size += len(part)
            if size > self._limits.page_bytes:
                raise _RefusedError(f"een bladzijde van meer dan {self._limits.page_bytes / 1e6:g} MB")
            parts.append(part)
        return b"".join(parts)


def _opener() -> request.OpenerDirector:
    """Speaks http and https only: no files, no ftp."""
    made = request.OpenerDirector()
    for handler in (request.ProxyHandler, request.HTTPHandler, request.HTTPSHandler, request.HTTPDefaultErrorHandler,
                    _StayOnHttps, request.HTTPErrorProcessor, request.UnknownHandler):  # fmt: skip
        made.add_handler(handler())
    return made


def _http_trouble(error: HTTPError) -> Trouble:
    with error:
        said = _said(error.read1(CHUNK) if error.fp is not None else b"")
    found = f"fout {error.code}{f' ({said})' if said else ''}"
    return Trouble(found, error.code in AGAIN, _retry_after(error.headers.get("Retry-After")))


def _said(data: bytes) -> str:
    """What a service says of its error, from the JSON of OGC API Features (`description`) or problem+json."""
    try:
        content = orjson.loads(data)
    except orjson.JSONDecodeError:
        return ""
    texts = [content.get(name) for name in ("description", "detail", "title")] if isinstance(content, dict) else []
    return next((" ".join(t.split())[:100] for t in texts if isinstance(t, str) and t.strip()), "")


def _retry_after(text: str | None) -> float | None:
    """Seconds from a `Retry-After` header: a number or a moment (RFC 9110 §10.2.3); None when it says neither."""
    if text is None:
        return None
    if text.strip().isdigit():
        return float(text)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(text).timestamp() - time.time())
    except ValueError:
        return None


def _reason(error: Exception, limits: Limits) -> str:
    inner = error.reason if isinstance(error, URLError) and isinstance(error.reason, Exception) else error
    if isinstance(inner, TimeoutError):
        return f"geen antwoord binnen {limits.timeout_s:g} s"
    if isinstance(inner, ConnectionRefusedError):
        return "niets dat luistert op dat adres"
    return f"geen verbinding ({getattr(inner, 'strerror', None) or inner})"[:160]
