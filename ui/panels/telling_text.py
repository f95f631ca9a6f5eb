"""The words of one figure opened up: title, value, how it is divided, definition, parameters and assumptions."""

from __future__ import annotations

from html import escape

from massastudie.state import Layer
from massastudie.telling import ParameterWaarde, Telling
from ui.controller import Shown
from ui.i18n import Translator
from ui.i18n.definities import told, told_assumption

#: Figures that are no whole number, with their decimals.
DECIMALS = {"fsi": 2, "gsi": 2, "l": 2, "osr": 2, "mxi": 2, "bouwlagen_gem": 1}
#: Parts of the name of a figure that are an index of density.
INDICES = ("fsi", "gsi", "l", "osr", "mxi")
ASSUMED = "aanname"


def decimals_of(figuur: str) -> int:
    """Decimals a figure is shown with."""
    return DECIMALS.get(figuur.rpartition(".")[2], 0)


def scale_of(figuur: str, blok: str | None) -> str:
    """The scale a density is measured at; empty for another figure."""
    head, _, index = figuur.rpartition(".")
    if index not in INDICES:
        return ""
    return head or ("eiland" if blok else "plangebied")


def title_text(found: Telling, shown: Shown, tr: Translator) -> str:
    """Name of the figure with its part and scale, the bouwblok or the plan, and the fase."""
    parts = [told(found.definitie, tr.language).naam]
    head, _, part = found.figuur.rpartition(".")
    scale = scale_of(found.figuur, found.blok)
    if scale:
        parts = [part.upper(), tr(f"scale.{scale}")]
    elif head == "bvo_m2":
        parts.append(tr(f"functie.{part}"))
    elif head:
        parts.append(tr(f"part.{part}"))
    if found.blok is not None:
        parts.append(next(b.naam for b in shown.plan.bouwblokken if b.id == found.blok))
    return " · ".join([*parts, shown.plan.fase(shown.state.fase).naam])


def number_text(found: Telling, value: float | None, tr: Translator) -> str:
    """The figure with its unit; unknown when it is not known."""
    if value is None:
        return tr("figures.unknown")
    return f"{tr.number(value, decimals_of(found.figuur))} {found.definitie.eenheid}".rstrip()


def sum_text(found: Telling, tr: Translator) -> str:
    """How the parts make the figure."""
    total = sum(part.waarde for part in found.geteld)
    if not found.deler:
        return tr("telling.sum", n=tr.number(len(found.geteld)))
    return tr("telling.ratio", som=tr.number(total), noemer=tr.number(found.noemer), deler=found.deler)


def about_text(found: Telling, shown: Shown, tr: Translator) -> str:
    """Definition, source, parameters and assumptions, as rich text."""
    meant = told(found.definitie, tr.language)
    parts = [f"<p>{escape(meant.definitie)}</p>"]
    parts.append(f"<p><i>{tr('object.source')}: {escape(meant.bron)}</i></p>")
    if found.figuur.startswith(("gesloopt", "saldo")) and Layer.GESLOOPT not in shown.state.layers:
        parts.append(f'<p><a href="gesloopt">{tr("telling.show_demolished")}</a></p>')
    if found.parameters:
        parts.append(f'<p><b>{tr("telling.parameters")}</b> · <a href="parameters">{tr("telling.change")}</a></p>')
        parts.append("".join(parameter_text(p, tr) for p in found.parameters))
    if found.aannamen:
        rows = "".join(f"<li>{escape(told_assumption(text, tr.language))}</li>" for text in found.aannamen)
        parts.append(f"<p><b>* {tr('telling.assumptions')}</b></p><ul>{rows}</ul>")
    return "".join(parts)


def parameter_text(p: ParameterWaarde, tr: Translator) -> str:
    """One parameter: value in force, what it is, status and source."""
    value = f"{plain_number(p.waarde, tr)} {escape(p.eenheid)}"
    own = f" ({tr('parameter.own')})" if p.eigen else ""
    star = " *" if p.status == ASSUMED else ""
    return (
        f"<p><b>{value}</b>{own}: {escape(p.omschrijving)}{star}<br>"
        f"<small>{escape(p.status)} · {escape(p.bron)}</small></p>"
    )


def plain_number(value: float, tr: Translator) -> str:
    """A parameter with as many decimals as it has, at most three."""
    decimals = next((d for d in range(3) if abs(value - round(value, d)) < 1e-9), 3)
    return tr.number(value, decimals)
