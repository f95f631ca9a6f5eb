"""What stands in the tree, as plain rows: one pure function from what is shown; no widget here."""

from __future__ import annotations

from dataclasses import dataclass, field

from massastudie.knobs import FASE_OBJECTS, KNOBS
from massastudie.plan import Accent, Bouwblok, Doorsteek, Plan, Straat
from massastudie.state import Layer, profiel_of, value_of
from massastudie.volumes import Lichaam
from ui.controller import Shown
from ui.i18n import Translator

FORCED, CHANGED = "⚑", "↺"


@dataclass(frozen=True, slots=True)
class Row:
    """One line: `check` None means no tick box; `mark` is ⚑ (forced against its fase) or ↺ (changed by hand)."""

    kind: str
    id: str
    text: str
    value: str = ""
    check: bool | None = None
    mark: str = ""
    bold: bool = False
    dim: bool = False
    tip: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    choice: str | None = None
    children: tuple[Row, ...] = field(default=(), compare=False)


def tree_rows(shown: Shown, tr: Translator) -> tuple[Row, ...]:
    """The sections of the tree, in the order of the screen."""
    sections = (
        Row("section", "fasen", tr("tree.fasen"), children=_fasen(shown, tr)),
        Row("section", "doorsteken", tr("tree.doorsteken"), children=_doorsteken(shown, tr)),
        Row("section", "straten", tr("tree.straten"), children=_straten(shown, tr)),
        Row("section", "bouwblokken", tr("tree.bouwblokken"), children=_blokken(shown, tr)),
        Row("accenten", "accenten", tr("tree.accenten"), check=shown.state.accenten_aan,
            tip=tr("tree.accenten_tip"), children=_accenten(shown, tr)),
        Row("section", "paviljoens", tr("tree.paviljoens"), children=_paviljoens(shown, tr)),
        Row("section", "lagen", tr("tree.lagen"), tip=tr("tree.lagen_tip"), children=_lagen(shown, tr)),
    )  # fmt: skip
    return tuple(row for row in sections if row.children)


def short_name(naam: str) -> str:
    """A name without what stands behind it in brackets; the whole name is in the tooltip."""
    return naam.partition(" (")[0] or naam


def straat_names(shown: Shown) -> dict[str, str]:
    """id → name of each street that can carry a profile; stretches of one street are told apart by their id's end."""
    straten = [s for s in shown.plan.straten if s.profielen]
    names = [s.naam for s in straten]
    return {s.id: f"{s.naam}, {s.id.rpartition('_')[2]}" if names.count(s.naam) > 1 else s.naam for s in straten}


def _fasen(shown: Shown, tr: Translator) -> tuple[Row, ...]:
    return tuple(
        Row("fase", f.id, f.naam, value=f.jaren, bold=f.id == shown.state.fase, tip=f.omschrijving)
        for f in shown.plan.fasen
    )


def fase_text(shown: Shown, item: str) -> str:
    """The years of the fase in force of a bouwblok, doorsteek or accent's blok."""
    return shown.plan.fase(str(value_of(shown.plan, shown.state, item, "fase"))).jaren


def _changed(shown: Shown, item: Bouwblok | Doorsteek) -> bool:
    names = [knob.veld for knob in KNOBS[type(item)]] + (["fase"] if isinstance(item, FASE_OBJECTS) else [])
    return any((item.id, name) in shown.state.overrides for name in names)


def _doorsteken(shown: Shown, tr: Translator) -> tuple[Row, ...]:
    by_id = {d.id: d for d in shown.massa.doorgangen}
    rows = []
    for item in shown.plan.doorsteken:
        now = by_id.get(item.id)
        forced = item.id in shown.state.doorsteken
        mark = FORCED if forced else (CHANGED if _changed(shown, item) else "")
        rows.append(
            Row("doorsteek", item.id, short_name(item.naam), value=fase_text(shown, item.id), mark=mark,
                bold=bool(mark), check=now.is_open if now else False, tip=_doorsteek_tip(shown, item, tr, forced))
        )  # fmt: skip
    return tuple(rows)


def _doorsteek_tip(shown: Shown, item: Doorsteek, tr: Translator, forced: bool) -> str:
    fase = shown.plan.fase(str(value_of(shown.plan, shown.state, item.id, "fase")))
    follows = tr("tree.doorsteek_tip", naam=item.naam, fase=f"{fase.naam} ({fase.jaren})")
    return f"{follows}\n{tr('tree.forced_tip')}" if forced else follows


def variant_text(tr: Translator, variant: str, naam: str) -> str:
    """The short name of a profile in a list: its variant in words, else its own name."""
    key = f"profiel.{variant}"
    text = tr(key)
    return naam if text == key else text


def profile_choices(shown: Shown, straat: Straat, tr: Translator) -> tuple[tuple[str, str], ...]:
    """(id, text) of each profile a street can carry."""
    profielen = [shown.plan.profiel_by_id[k.profiel] for k in straat.profielen]
    return tuple((p.id, variant_text(tr, p.variant, p.naam)) for p in profielen)


def _straten(shown: Shown, tr: Translator) -> tuple[Row, ...]:
    rows, names = [], straat_names(shown)
    for straat in (s for s in shown.plan.straten if s.profielen):
        forced = straat.id in shown.state.profielen
        tip = f"{names[straat.id]}\n{tr('tree.forced_tip' if forced else 'tree.straat_tip')}"
        choices, choice = profile_choices(shown, straat, tr), profiel_of(shown.plan, shown.state, straat)
        rows.append(
            Row("straat", straat.id, names[straat.id], value=f"{dict(choices).get(choice or '', '–')} ▾",
                mark=FORCED if forced else "", bold=forced, tip=tip, choices=choices, choice=choice)
        )  # fmt: skip
    return tuple(rows)


def _blokken(shown: Shown, tr: Translator) -> tuple[Row, ...]:
    panden: dict[str, list[Lichaam]] = {}
    for lichaam in shown.massa.lichamen:
        if lichaam.blok is not None:
            panden.setdefault(lichaam.blok, []).append(lichaam)
    standing = {b.id for b in shown.kern.blokken if b.staat}
    return tuple(_blok(shown, tr, b, panden.get(b.id, []), b.id in standing) for b in shown.plan.bouwblokken)


def _blok(shown: Shown, tr: Translator, blok: Bouwblok, panden: list[Lichaam], stands: bool) -> Row:
    changed = _changed(shown, blok)
    lagen = int(value_of(shown.plan, shown.state, blok.id, "bouwlagen"))
    value = tr("tree.lagen_value", n=lagen) if stands else fase_text(shown, blok.id)
    tip = tr("tree.blok_tip" if stands else "tree.blok_later_tip", fase=fase_text(shown, blok.id))
    rows = tuple(_pand(shown, tr, pand) for pand in panden)
    return Row("blok", blok.id, short_name(blok.naam), value=value, mark=CHANGED if changed else "", bold=changed,
               dim=not stands, tip=f"{blok.naam}\n{tip}", children=rows)  # fmt: skip


def _pand(shown: Shown, tr: Translator, pand: Lichaam) -> Row:
    changed = (pand.id, "bouwlagen") in shown.state.overrides
    name = pand.naam.rpartition(" · ")[2] or pand.id
    return Row("pand", pand.id, name, value=tr("tree.lagen_value", n=pand.bouwlagen),
               mark=CHANGED if changed else "", bold=changed, tip=tr.length(pand.hoogte_m))  # fmt: skip


def accent_name(plan: Plan, accent: Accent) -> str:
    """Blok and place: several accents can stand at one street."""
    blok = short_name(getattr(plan.by_id[accent.blok], "naam", accent.blok))
    return f"{blok}, {accent.plek}" if accent.plek else f"{blok}, {accent.id}"


def _accenten(shown: Shown, tr: Translator) -> tuple[Row, ...]:
    rows = []
    for item in shown.plan.accenten:
        changed = (item.id, "bouwlagen") in shown.state.overrides
        lagen = int(value_of(shown.plan, shown.state, item.id, "bouwlagen"))
        on, full = item.id not in shown.state.accenten_uit, accent_name(shown.plan, item)
        alone = sum(other.blok == item.blok for other in shown.plan.accenten) == 1
        name = full.partition(", ")[0] if alone else full
        rows.append(
            Row("accent", item.id, name, value=tr("tree.lagen_value", n=lagen), check=on,
                mark=CHANGED if changed else "", bold=changed, dim=not shown.state.accenten_aan,
                tip=f"{full}\n{item.reden}".strip())
        )  # fmt: skip
    return tuple(rows)


def _paviljoens(shown: Shown, tr: Translator) -> tuple[Row, ...]:
    rows = []
    for item in shown.plan.paviljoens:
        forced = item.id in shown.state.paviljoens
        due = shown.plan.fase_index[item.fase] <= shown.plan.fase_index[shown.state.fase]
        rows.append(
            Row("paviljoen", item.id, item.naam, value=fase_text(shown, item.id), mark=FORCED if forced else "",
                bold=forced, check=shown.state.paviljoens.get(item.id, due),
                tip=tr("tree.forced_tip") if forced else "")
        )  # fmt: skip
    return tuple(rows)


def _lagen(shown: Shown, tr: Translator) -> tuple[Row, ...]:
    on = shown.state.layers
    return tuple(Row("laag", layer, tr(f"layer.{layer.value}"), check=layer in on) for layer in Layer)
