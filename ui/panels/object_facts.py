"""What there is to say about one selected thing, as plain values; no widget here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from massastudie.knobs import FASE_OBJECTS, Knob
from massastudie.plan import Accent, BestaandPand, Bouwblok, Doorsteek, Paviljoen, Straat, Vlak
from massastudie.state import knobs_of, value_of
from massastudie.straatnamen import naam_of
from massastudie.volumes import Lichaam
from ui.controller import Shown, bouwlagen_of
from ui.i18n import Translator

from .tree_rows import accent_name


@dataclass(frozen=True, slots=True)
class KnobValue:
    """A knob with its value now (None: not limited, open to the sky) and whether it was changed by hand."""

    knob: Knob
    value: float | None
    changed: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """The selected thing: title, kind, knobs, fase (None: not movable), figures as (name, text, tooltip key).

    `opens`: its figures are those of a bouwblok, whose parts can be told.
    """

    id: str
    title: str
    kind: str
    knobs: tuple[KnobValue, ...]
    fase: str | None
    fase_changed: bool
    forced: bool
    rows: tuple[tuple[str, str, str], ...]
    bron: str | None
    aanname: str | None
    opens: bool = False


def facts_of(shown: Shown, tr: Translator) -> Facts | None:
    """Facts of the selection; None when nothing (that still exists) is selected."""
    item_id = shown.state.selectie
    if item_id is None:
        return None
    item = shown.plan.by_id.get(item_id)
    lichaam = find_lichaam(shown, item_id)
    if item is None and lichaam is None:
        return None
    herkomst = getattr(item, "herkomst", None)
    movable = isinstance(item, FASE_OBJECTS)
    return Facts(
        id=item_id, title=title_of(shown, item_id), kind=_kind(item, tr), knobs=_knobs(shown, item_id),
        fase=str(value_of(shown.plan, shown.state, item_id, "fase")) if movable else None,
        fase_changed=(item_id, "fase") in shown.state.overrides,
        forced=item_id in shown.state.doorsteken,
        rows=_rows(shown, tr, item, lichaam),
        bron=herkomst.bron if herkomst else (lichaam.bron if lichaam else None),
        aanname=herkomst.aanname if herkomst else (lichaam.aanname if lichaam else None),
        opens=isinstance(item, Bouwblok),
    )  # fmt: skip


def find_lichaam(shown: Shown, item: str) -> Lichaam | None:
    """The mass of this id: standing, pulled down, or of a later fase."""
    found = shown.massa.by_id.get(item)
    if found is not None:
        return found
    return next((m for m in (*shown.massa.gesloopt, *shown.massa.later) if m.id == item), None)


def title_of(shown: Shown, item: str) -> str:
    """The name a user knows it by."""
    own = shown.plan.by_id.get(item)
    lichaam = find_lichaam(shown, item)
    if isinstance(own, Accent):
        return accent_name(shown.plan, own)
    named = naam_of(shown.plan, item) or getattr(own, "adres", None)
    return str(named or (lichaam.naam if lichaam and lichaam.naam else item))


def _kind(item: object, tr: Translator) -> str:
    kinds = {Bouwblok: "blok", Accent: "accent", Doorsteek: "doorsteek", Straat: "straat", Vlak: "vlak",
             Paviljoen: "paviljoen", BestaandPand: "bestaand"}  # fmt: skip
    return tr(f"kind.{kinds.get(type(item), 'pand')}")


def _knobs(shown: Shown, item: str) -> tuple[KnobValue, ...]:
    values = []
    for knob in knobs_of(shown.plan, item):
        changed = (item, knob.veld) in shown.state.overrides
        if item in shown.plan.by_id:
            value = value_of(shown.plan, shown.state, item, knob.veld)
        else:
            value = bouwlagen_of(shown, item)
        if value is not None or knob.veld == "vrije_hoogte_m":
            values.append(KnobValue(knob, None if value is None else float(value), changed))
    return tuple(values)


def _rows(shown: Shown, tr: Translator, item: object, lichaam: Lichaam | None) -> tuple[tuple[str, str, str], ...]:
    if isinstance(item, Bouwblok):
        return _blok_rows(shown, tr, item)
    if isinstance(item, Doorsteek):
        return _doorsteek_rows(shown, tr, item)
    if isinstance(item, Straat):
        return ((tr("object.width"), tr.length(item.breedte_m), ""),)
    if isinstance(item, Vlak):
        return ((tr("object.area"), tr.area(item.polygon.area), ""), (tr("object.use"), item.inrichting or "–", ""))
    if isinstance(item, Accent):
        return _accent_rows(shown, tr, item)
    return _lichaam_rows(shown, tr, lichaam) if lichaam is not None else ()


def _blok_rows(shown: Shown, tr: Translator, item: Bouwblok) -> tuple[tuple[str, str, str], ...]:
    found = next((b for b in shown.kern.blokken if b.id == item.id), None)
    rows: list[tuple[str, str, str]] = [(tr("object.type"), item.type, "")]
    if found is None or not found.staat:
        return (*rows, (tr("object.stands"), tr("object.not_yet"), ""))
    rows += [(tr(f"functie.{f.value}"), tr.area(m2), f"bvo_m2.{f}") for f, m2 in found.bvo_m2.items() if m2 > 0]
    for name in ("totaal_m2", "footprint_m2", "hof_m2", "eiland_m2"):
        rows.append((tr(f"object.{name}"), tr.area(getattr(found, name)), name))
    rows += [(tr("figures.woningen"), tr.number(found.woningen), "woningen"),
             (tr("figures.winkelunits"), tr.number(found.winkelunits), "winkelunits")]  # fmt: skip
    rows += [(tr(f"column.{n}"), _ratio(tr, getattr(found, n)), n) for n in ("fsi", "gsi", "l", "osr")]
    return tuple(rows)


def _ratio(tr: Translator, value: float | None) -> str:
    return "–" if value is None else tr.number(value, 2)


def _doorsteek_rows(shown: Shown, tr: Translator, item: Doorsteek) -> tuple[tuple[str, str, str], ...]:
    now = next((d for d in shown.massa.doorgangen if d.id == item.id), None)
    is_open = now.is_open if now else False
    text = tr("object.open" if is_open else "object.closed")
    forced = item.id in shown.state.doorsteken
    rows = [(tr("object.now"), f"{text}  ⚑ {tr('object.forced')}" if forced else text, "")]
    rows.append((tr("object.length"), tr.length(item.lijn.length), ""))
    if item.verbindt:
        rows.append((tr("object.connects"), item.verbindt, ""))
    return tuple(rows)


def _accent_rows(shown: Shown, tr: Translator, item: Accent) -> tuple[tuple[str, str, str], ...]:
    on = shown.state.accenten_aan and item.id not in shown.state.accenten_uit
    rows = [(tr("object.now"), tr("object.on" if on else "object.off"), "")]
    raised = [m for m in shown.massa.lichamen if m.accent == item.id]
    if raised:
        rows.append((tr("object.height"), tr.length(max(m.hoogte_m for m in raised)), ""))
    if item.reden:
        rows.append((tr("object.reason"), item.reden, ""))
    return tuple(rows)


def _lichaam_rows(shown: Shown, tr: Translator, lichaam: Lichaam) -> tuple[tuple[str, str, str], ...]:
    rows = [
        (tr("object.status"), tr(f"status.{lichaam.status.value}"), ""),
        (tr("object.height"), tr.length(lichaam.hoogte_m), "hoogte_m"),
        (tr("object.footprint_m2"), tr.area(lichaam.footprint_m2), "footprint_m2"),
    ]
    accent = shown.plan.by_id.get(lichaam.accent or "")
    if isinstance(accent, Accent):
        rows.append((tr("kind.accent"), accent_name(shown.plan, accent), ""))
    if bouwlagen_of(shown, lichaam.id) is None:
        rows.insert(2, (tr("object.bouwlagen"), str(lichaam.bouwlagen), "bouwlagen"))
    rows += [(tr(f"functie.{f.value}"), tr.area(m2), "bvo_m2") for f, m2 in lichaam.bvo_m2.items() if m2 > 0]
    rows.append((tr("object.totaal_m2"), tr.area(sum(lichaam.bvo_m2.values())), "totaal_m2"))
    return (*rows, *_register_rows(shown, tr, lichaam))


def _register_rows(shown: Shown, tr: Translator, lichaam: Lichaam) -> Iterator[tuple[str, str, str]]:
    """What the BAG says of a standing pand."""
    pand = shown.plan.by_id.get(lichaam.id.removesuffix(".sloop"))
    if not isinstance(pand, BestaandPand):
        return
    for text, value in (
        (tr("object.bouwjaar"), pand.bouwjaar),
        (tr("object.verblijfsobjecten"), pand.verblijfsobjecten),
    ):
        if value is not None:
            yield text, str(value), ""
