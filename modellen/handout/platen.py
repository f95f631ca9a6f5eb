"""What a handout shows where nothing can be drawn in 3D, or no script runs: pictures drawn beforehand and a table.

Both hold for every fase as the plan has it, under the wishes the handout was made with.
"""

from __future__ import annotations

import base64
import html
from collections.abc import Mapping
from typing import Any

from massastudie.toetsing.woorden import getal

from .tabel import sets_within

Pictures = Mapping[str, bytes]
#: Roles whose colour is explained.
LEGEND = ("nieuw", "nieuw_eerder", "bestaand_plan", "context", "gesloopt")


def key(fase: int, view: int) -> str:
    """Which picture: place of the fase and of the viewpoint in the plan, from 0."""
    return f"{fase}-{view}"


def platen(found: Mapping[str, Any], taal: str, pictures: Pictures) -> str:
    """HTML of all pictures (JPEG by `key`), fase by fase; `found`: the values of the page."""
    words = found["woorden"][taal]
    views = [g["naam"] for g in found["gezichten"]] or [words["vogelvlucht"]]
    fasen = (_fase(place, fase, views, pictures) for place, fase in enumerate(found["fasen"]))
    return _legend(found, words) + "".join(fasen)


def _legend(found: Mapping[str, Any], words: Mapping[str, Any]) -> str:
    """What the colours mean, for where no script writes a legend."""
    rows = (f"<li>{_swatch(found['kleuren']['rol'][role])}{html.escape(words[role])}</li>" for role in LEGEND)
    return f'<ul class="zonder">{"".join(rows)}</ul>'


def _swatch(colour: str) -> str:
    return f'<svg viewBox="0 0 16 12" aria-hidden="true"><path fill="{colour}" d="M0 0h16v12H0z"/></svg>'


def _fase(place: int, fase: Mapping[str, Any], views: list[str], pictures: Pictures) -> str:
    title = " · ".join(filter(None, (fase["naam"], fase["jaren"])))
    figures = [
        _figure(key(place, nr), f"{fase['naam']}: {view}", view, pictures[key(place, nr)])
        for nr, view in enumerate(views)
        if key(place, nr) in pictures
    ]
    told = f"<h2>{html.escape(title)}</h2><p>{html.escape(fase['omschrijving'])}</p>"
    return f"<article>{told}{''.join(figures)}</article>"


def _figure(name: str, alt: str, caption: str, jpeg: bytes) -> str:
    source = f"data:image/jpeg;base64,{base64.b64encode(jpeg).decode('ascii')}"
    image = f'<img alt="{html.escape(alt)}" decoding="async" src="{source}">'
    return f'<figure id="plaat{name}">{image}<figcaption>{html.escape(caption)}</figcaption></figure>'


def tabel(found: Mapping[str, Any]) -> str:
    """HTML of the figures of every fase side by side, once in each language; the page shows that of its own."""
    return "".join(_table(found, taal) for taal in found["woorden"])


def _table(found: Mapping[str, Any], taal: str) -> str:
    words, fasen = found["woorden"][taal], found["fasen"]
    head = "".join(f'<th scope="col">{html.escape(fase["naam"])}</th>' for fase in fasen)
    rows = "".join(_row(found, figure, taal) for figure in found["figuren"])
    caption = html.escape(words["alle_fasen"])
    body = f"<caption>{caption}</caption><thead><tr><td></td>{head}</tr></thead><tbody>{rows}</tbody>"
    return f'<div class="breed" lang="{taal}"><table>{body}</table></div>'


def _row(found: Mapping[str, Any], figure: Mapping[str, Any], taal: str) -> str:
    words = found["woorden"][taal]
    name = words["figuren"].get(figure["id"], figure["naam"])
    unit = f", {figure['eenheid']}" if figure["eenheid"] else ""
    mark = f' <span class="merk">{html.escape(words["aanname"])}</span>' if figure["aanname"] else ""
    values = (planned(found, figure["id"], fase) for fase in range(len(found["fasen"])))
    cells = "".join(f"<td>{number(value, figure['decimalen'], taal)}</td>" for value in values)
    return f'<tr><th scope="row">{html.escape(name + unit)}{mark}</th>{cells}</tr>'


def planned(found: Mapping[str, Any], name: str, fase: int) -> float | None:
    """A figure of a fase with the doorsteken as the fase has them; None when it is not known."""
    mask, values = found["per_fase"][fase]["waarden"][name]
    own = sum(door["open"][fase] << place for place, door in enumerate(found["doorsteken"]))
    value: float | None = values[sets_within(mask).index(own & mask)]
    return value


def number(value: float | None, decimals: int, taal: str) -> str:
    """A number as readers of this language write it."""
    if value is None:
        return "?"
    return (getal(value, decimals) if taal == "nl" else f"{value:,.{decimals}f}").replace("-", "\N{MINUS SIGN}")
