"""The page itself: template, style, scripts and data in one file that no request leaves."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Callable, Generator, Mapping
from datetime import datetime
from importlib.resources import files
from typing import Any

from massastudie.plan import Plan
from massastudie.state import State

from .gegevens import gegevens
from .platen import Pictures, platen, tabel

#: Scripts of the page after three.js, in the order in which they build on each other.
SCRIPTS = (
    "keuze.js", "massa.js", "beeld.js", "relief.js", "zon.js", "beweging.js", "namen.js", "zonlijst.js", "plaat.js",
    "scherm.js", "afdruk.js", "bediening.js",
)  # fmt: skip
#: Run before anything is drawn: from here on the page is one that a script runs.
BEGIN = "begin.js"
FOLDER = files(__package__)


def handout(
    plan: Plan, state: State, gemaakt: datetime, kleuren: Mapping[str, Any], taal: str = "nl",
    pictures: Callable[[], Pictures] = dict,
) -> Generator[tuple[int, int], None, bytes]:  # fmt: skip
    """The handout as UTF-8; yields (done, total) on the way. `gemaakt` is aware; `taal` (of `gegevens.WORDS`) is what
    the page begins in; `pictures`, asked last, gives those of `platen.platen`, or none.

    `kleuren`: hex colours `rol` and `functie` (by name), `bomen` and `bomen_stil` (several), `dak`, `lijn`,
    `lijn_stil`, `laaglijn`, `later`, `stam`, `lucht`, `horizon`; `warmte` and `warmte_h`: colours of sun hours from
    few to many, and the hours from which each holds. Same plan, state, moment, colours, pictures: same bytes.
    """
    found = yield from gegevens(plan, state, gemaakt, kleuren)
    found["start"]["taal"] = taal
    library = (FOLDER / "three" / "three.min.js").read_text("utf-8")
    own = "\n".join(["(() => {", '"use strict";', *(_read(name) for name in SCRIPTS), "})();"])
    begin, style = _read(BEGIN), _read("handout.css")
    parts = {
        "taal": taal, "titel": html.escape(plan.naam), "stijl": style, "begin": begin, "bibliotheek": library,
        "regels": html.escape(policy([begin, library, own], style)), "gegevens": data_text(found), "programma": own,
        "platen": platen(found, taal, pictures()), "tabel": tabel(found),
        "geen_script": html.escape(found["woorden"][taal]["geen_script"]),
        "stempel": html.escape(found["stempel"]),
    }  # fmt: skip
    return filled(_read("handout.html"), parts).encode("utf-8")


def _read(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")


def filled(template: str, parts: Mapping[str, str]) -> str:
    """The template with each `{{name}}` replaced once; what is put in is not looked at again."""
    pieces = template.split("{{")
    made = [pieces[0]]
    for piece in pieces[1:]:
        name, _, rest = piece.partition("}}")
        made += [parts[name], rest]
    return "".join(made)


def data_text(values: Mapping[str, Any]) -> str:
    """JSON that can stand in a script element whatever names hold: no `<`, and nothing that ends a line in it."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def policy(scripts: list[str], style: str) -> str:
    """What the page may do: run these very scripts and this style, and nothing else; no request of any kind."""
    allowed = " ".join(f"'sha256-{digest(script)}'" for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'sha256-{digest(style)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def digest(text: str) -> str:
    """SHA-256 as a content security policy names it."""
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
