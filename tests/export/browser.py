"""A headless Chromium driven over the WebDriver protocol (W3C), with nothing but the standard library."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import ProxyHandler, Request, build_opener

DRIVER, BROWSER = shutil.which("chromedriver"), shutil.which("chromium") or shutil.which("google-chrome")
#: Opens nothing but this machine, whatever proxy it is set to.
OPENER = build_opener(ProxyHandler({}))
#: The key under which the protocol names an element.
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
FLAGS = ("--headless=new", "--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
         "--hide-scrollbars", "--force-prefers-reduced-motion", "--disable-dev-shm-usage")  # fmt: skip


class Browser:
    """One window."""

    def __init__(self, root: str, session: str) -> None:
        self._base = f"{root}/session/{session}"

    def open(self, path: Path) -> None:
        """Open a file from disk and wait until the page says that it is ready."""
        self.post("url", {"url": path.resolve().as_uri()})
        until = time.monotonic() + 60
        while time.monotonic() < until:
            if self.run("return document.documentElement.dataset.ready"):
                return
            time.sleep(0.1)
        raise AssertionError(f"page is not ready: {self.log('browser')}")

    def run(self, script: str, *args: Any) -> Any:
        """What a script in the page returns."""
        return self.post("execute/sync", {"script": script, "args": list(args)})

    def frames(self) -> None:
        """Wait until what was asked for is drawn."""
        script = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done(1)))"
        self.post("execute/async", {"script": script, "args": []})

    def size(self, width: int, height: int, dpr: float = 1.0) -> None:
        """Size of the page itself in pixels of CSS, as on a phone or laptop."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": dpr, "mobile": width < 600}
        self.post("goog/cdp/execute", {"cmd": "Emulation.setDeviceMetricsOverride", "params": metrics})

    def picture(self, selector: str | None = None) -> bytes:
        """PNG of the window, or of one element."""
        if selector is None:
            return base64.b64decode(self.get("screenshot"))
        return base64.b64decode(self.get(f"element/{self.find(selector)}/screenshot"))

    def find(self, selector: str) -> str:
        """The element of a CSS selector."""
        return str(self.post("element", {"using": "css selector", "value": selector})[ELEMENT])

    def click(self, selector: str) -> None:
        """Click an element as a hand does: fails when something lies over it."""
        self.post(f"element/{self.find(selector)}/click", {})

    def keys(self, selector: str, text: str) -> None:
        """Type into an element; WebDriver has codes of its own for keys without a letter."""
        self.post(f"element/{self.find(selector)}/value", {"text": text})

    def touch(self, selector: str, *places: tuple[int, int]) -> None:
        """One finger along `places`: pixels from the middle of an element; one place is a tap."""
        origin = {ELEMENT: self.find(selector)}
        moves = [
            {"type": "pointerMove", "duration": 60, "origin": origin, "x": x, "y": y, "width": 9, "height": 9}
            for x, y in places
        ]
        steps = [moves[0], {"type": "pointerDown", "button": 0}, *moves[1:], {"type": "pointerUp", "button": 0}]
        finger = {"type": "pointer", "id": "finger", "parameters": {"pointerType": "touch"}, "actions": steps}
        self.post("actions", {"actions": [finger]})

    def text(self, selector: str) -> str:
        """Text of an element as it is seen."""
        return str(self.get(f"element/{self.find(selector)}/text"))

    def log(self, kind: str) -> list[dict[str, Any]]:
        """Messages since the last time: `browser` (console) or `performance` (network among them)."""
        return list(self.post("se/log", {"type": kind}))

    def requests(self) -> list[str]:
        """Addresses that were asked for since the last time."""
        told = (json.loads(entry["message"])["message"] for entry in self.log("performance"))
        return [m["params"]["request"]["url"] for m in told if m["method"] == "Network.requestWillBeSent"]

    def get(self, path: str) -> Any:
        return _asked(Request(f"{self._base}/{path}"))

    def post(self, path: str, body: dict[str, Any]) -> Any:
        return _asked(_json(f"{self._base}/{path}", body))

    def close(self) -> None:
        _asked(Request(self._base, method="DELETE"))


def _json(url: str, body: dict[str, Any]) -> Request:
    return Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})


def _asked(request: Request) -> Any:
    with OPENER.open(request, timeout=120) as answer:
        return json.load(answer)["value"]


@contextmanager
def browser(folder: Path) -> Iterator[Browser]:
    """A browser with a profile of its own in `folder`."""
    assert DRIVER is not None
    command = [DRIVER, "--port=0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout is not None
            line = next(line for line in process.stdout if "port" in line and "successfully" in line)
            root = f"http://127.0.0.1:{line.rstrip().rstrip('.').split()[-1]}"
            flags = [*FLAGS, f"--user-data-dir={folder}"]
            options = {"goog:chromeOptions": {"args": flags, "binary": BROWSER},
                       "goog:loggingPrefs": {"performance": "ALL", "browser": "ALL"}}  # fmt: skip
            made = _asked(_json(f"{root}/session", {"capabilities": {"alwaysMatch": options}}))
            found = Browser(root, made["sessionId"])
            try:
                yield found
            finally:
                found.close()
        finally:
            process.terminate()
