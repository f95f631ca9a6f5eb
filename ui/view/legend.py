"""Legend of a Scene: only the classes that are in sight, for each colouring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from massastudie.plan import Functie
from massastudie.scene import Role, Scene
from massastudie.state import Kleuring
from massastudie.volumes import Status, kept_with

from .. import style
from .look import LINES, look_of
from .tone import toned
from .words import word

Mark = Literal["box", "outline", "dashed", "ghost", "heading", "norm"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the legend; `code` is a letter in the box (functie)."""

    colour: str
    text: str
    mark: Mark = "box"
    code: str = ""


@kept_with
def roles_in(scene: Scene) -> frozenset[Role]:
    """What the masses of a scene are; asked at each painting, and a city has many."""
    return frozenset(item.role for item in scene.bodies)


@kept_with
def functies_in(scene: Scene) -> frozenset[Functie]:
    """What the masses of a scene are used for."""
    return frozenset(v.functie for item in scene.bodies for v in item.lichaam.volumes)


@kept_with
def has_accent(scene: Scene) -> bool:
    """Whether an accent is in sight."""
    return any(b.lichaam.accent for b in scene.bodies if b.role in (Role.NIEUW, Role.NIEUW_EERDER))


def legend(scene: Scene, language: str, fase_names: Mapping[str, str], day: str = "") -> list[Entry]:
    """Entries in a fixed order; `day` is the day of the sun hours, or of the change in them, in words."""
    roles = roles_in(scene)
    if scene.shade is not None:
        return [*_shade(scene, language), *_outlines(scene, roles, language)]
    if scene.heat:
        of_change = scene.heat[0].scale == "verschil"
        classes = _change(scene, language, day) if of_change else _hours(language, day)
        return [*classes, *_outlines(scene, roles, language)]
    if scene.kleuring == Kleuring.FUNCTIE:
        entries = _functies(scene, language)
    elif scene.kleuring == Kleuring.FASE:
        entries = _fasen(scene, language, fase_names)
    elif scene.kleuring == Kleuring.STATUS:
        entries = _statuses(roles, language)
    else:
        entries = _roles(scene, roles, language)
    return _styled(entries + _outlines(scene, roles, language), scene, language)


def _styled(entries: list[Entry], scene: Scene, language: str) -> list[Entry]:
    """As the style of the scene draws them: dark by night, and in ink without colour."""
    look = look_of(scene)
    marks = [replace(entry, colour=toned(entry.colour, look.marks)) for entry in entries if entry.mark != "box"]
    boxes = [entry for entry in entries if entry.mark == "box"]
    if look.windows:
        city = style.ROLE_COLOUR[Role.CONTEXT]
        boxes = [replace(e, colour=toned(e.colour, look.faces if e.colour == city else look.plan)) for e in boxes]
        boxes.append(Entry(style.LAMPS[1], word(language, "lamplicht")))
    return [*boxes, *marks]


def _hours(language: str, day: str) -> list[Entry]:
    """Classes of sun hours from much to little, with the norm as a line between two of them."""
    heading = word(language, "zonuren").format(day).strip()
    entries = [Entry(style.TEXT, heading, "heading")]
    bounds = [f"{b:g}" for b in style.HEAT_BREAKS_H]
    for place in reversed(range(len(bounds))):
        last = place == len(bounds) - 1
        text = f"> {bounds[place]}" if last else f"{bounds[place]}–{bounds[place + 1]}"
        entries.append(Entry(style.HEAT_COLOURS[place], f"{text} {word(language, 'uur')}"))
        if style.HEAT_BREAKS_H[place] == style.HEAT_NORM_H:
            entries.append(Entry(style.TEXT, word(language, "norm").format(bounds[place]), "norm"))
    return entries


def _change(scene: Scene, language: str, day: str) -> list[Entry]:
    """Classes of minutes gained, then of minutes lost, with what hardly differs between them."""
    heading = word(language, "verschil").format(day, scene.against)
    bounds = [f"{abs(b):g}" for b in style.CHANGE_BREAKS_MIN]
    middle = len(bounds) // 2
    entries = [Entry(style.TEXT, heading, "heading")]
    for place, colour in reversed(list(enumerate(style.CHANGE_COLOURS))):
        if place == middle:
            entries.append(Entry(colour, word(language, "gelijk").format(bounds[middle])))
            continue
        low, high = (place - 1, place) if place > middle else (place, place - 1)
        is_last = high in (-1, len(bounds))
        span = f"> {bounds[low]}" if is_last else f"{bounds[low]}–{bounds[high]}"
        entries.append(Entry(colour, word(language, "meer" if place > middle else "minder").format(span)))
    return entries


def _shade(scene: Scene, language: str) -> list[Entry]:
    """New shade and sun gained, with their areas as soon as these are known."""
    areas = {item.soort: f" {area(item.oppervlak_m2, language)}" for item in scene.shade or ()}
    return [
        Entry(style.TEXT, word(language, "schaduw_verschil").format(scene.against), "heading"),
        Entry(style.SHADE_NEW, word(language, "schaduw_nieuw").format(areas.get("nieuw", ""))),
        Entry(style.SHADE_GONE, word(language, "schaduw_vervallen").format(areas.get("vervallen", ""))),
        Entry(style.SHADE_SAME, word(language, "schaduw_zelfde")),
    ]


def area(value_m2: float, language: str) -> str:
    """Whole square metres, as readers of the language write them."""
    return f"{style.number(value_m2)} m²" if language == "nl" else f"{value_m2:,.0f} m²"


def _functies(scene: Scene, language: str) -> list[Entry]:
    seen = functies_in(scene)
    return [
        Entry(style.FUNCTIE_COLOUR[f], word(language, f.value), code=style.FUNCTIE_CODE[f])
        for f in Functie
        if f in seen
    ]


def _fasen(scene: Scene, language: str, names: Mapping[str, str]) -> list[Entry]:
    drawn = {Role.NIEUW, Role.NIEUW_EERDER, Role.BESTAAND_PLAN}
    seen = {item.lichaam.fase for item in scene.bodies if item.role in drawn}
    entries = []
    for place, fase in enumerate(scene.fase_order):
        if fase in seen:
            name = names.get(fase, fase)
            text = word(language, "bestaand_plan") if place == 0 else word(language, "gebouwd_in").format(name)
            entries.append(Entry(style.fase_colour(fase, scene.fase_order), text))
    return entries


def _statuses(roles: frozenset[Role], language: str) -> list[Entry]:
    entries = []
    if roles & {Role.NIEUW, Role.NIEUW_EERDER}:
        entries.append(Entry(style.STATUS_COLOUR[Status.NIEUW], word(language, "status_nieuw")))
    if Role.BESTAAND_PLAN in roles:
        entries.append(Entry(style.STATUS_COLOUR[Status.BESTAAND], word(language, "status_bestaand")))
    return entries


def _roles(scene: Scene, roles: frozenset[Role], language: str) -> list[Entry]:
    """What is new, what stands and the accents; in ink there are only lines, heavy for what is new."""
    look, order = look_of(scene), (Role.NIEUW, Role.NIEUW_EERDER, Role.BESTAAND_PLAN, Role.CONTEXT)
    if look is LINES:
        lines = dict(zip(order, (look.edge_plan, look.edge_plan, look.edge_standing, look.edge_context), strict=True))
        return [Entry(lines[r], word(language, r.value), "outline") for r in order if r in roles]
    entries = [Entry(style.ROLE_COLOUR[r], word(language, r.value)) for r in order if r in roles]
    if scene.kleuring == Kleuring.MAQUETTE and has_accent(scene):
        entries.insert(len(entries) - (Role.CONTEXT in roles) - (Role.BESTAAND_PLAN in roles),
                       Entry(style.ACCENT, word(language, "accent")))  # fmt: skip
    return entries


def _outlines(scene: Scene, roles: frozenset[Role], language: str) -> list[Entry]:
    entries = []
    if Role.GESLOOPT in roles:
        entries.append(Entry(style.ROLE_COLOUR[Role.GESLOOPT], word(language, "gesloopt"), "ghost"))
    if any(line.role == Role.LATER for line in scene.lines):
        entries.append(Entry(style.ROLE_COLOUR[Role.LATER], word(language, "later"), "outline"))
    if any(line.role == Role.PLANGRENS for line in scene.lines):
        entries.append(Entry(style.ROLE_COLOUR[Role.PLANGRENS], word(language, "plangrens"), "dashed"))
    return entries
