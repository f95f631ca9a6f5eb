"""The outcome of the rules as text: one row per rule and one column per fase, and the same as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.table import Table

from massastudie.plan import Plan
from massastudie.state import State
from massastudie.toetsing import Oordeel, Regeloordeel, Toetsing, Toetsregel, toets, toets_met_zon
from massastudie.toetsing.woorden import aantal, getal, lijst
from modellen.toetsregels import norms_of, rules_of

from .cli_form import as_json
from .cli_sun_study import drained
from .cli_sun_table import printed
from .cli_table import heading

#: Columns of the table when it does not go to a terminal.
WIDTH = 120
SIGNS = {Oordeel.VOLDOET: "✓", Oordeel.VOLDOET_NIET: "✗", Oordeel.NIET_TE_TOETSEN: "–"}


def tested(plan: Plan, state: State, fase: str | None, zon: str) -> Toetsing:
    """The outcome of all fasen, or of one, with the sun norms asked for (`geen`, `hoven`, `alles`)."""
    regels, fasen = rules_of(plan), None if fase is None else (fase,)
    normen = {} if zon == "geen" else norms_of(regels)
    asked = {name: norm for name, norm in normen.items() if zon == "alles" or norm.op == "hoven"}
    if not asked:
        return toets(plan, state, regels, fasen)
    return drained(toets_met_zon(plan, state, regels, asked, fasen))


def json_text(plan: Plan, result: Toetsing) -> str:
    """The outcome as one JSON object, indented."""
    return as_json(toets_dict(plan, result))


def toets_dict(plan: Plan, result: Toetsing) -> dict[str, Any]:
    """Every rule of every fase, the fase in which most rules fail, and per rule the fase in which it does worst."""
    worst = result.slechtste
    return {
        "plan": plan.id,
        "fasen": [
            {"id": f.fase, "naam": plan.fase(f.fase).naam, "jaren": plan.fase(f.fase).jaren,
             "regels": [regel_dict(r) for r in f.regels]}
            for f in result.fasen
        ],
        "slechtste": {
            "fase": worst.fase, "voldoet_niet": worst.count(Oordeel.VOLDOET_NIET),
            "per_regel": {r.id: result.slechtste_van(r.id)[0] for r in result.regels},
        },
    }  # fmt: skip


def regel_dict(found: Regeloordeel) -> dict[str, Any]:
    """One rule with its outcome; numbers are plain, a limit is told in words and as numbers."""
    regel, uitkomst = found.regel, found.uitkomst
    value = uitkomst.waarde
    return {
        "id": regel.id, "naam": regel.naam, "citaat": regel.citaat, "bron": regel.bron, "gemeten": regel.gemeten,
        "grens": regel.grens_text, "grenzen": dict(regel.grens),
        "waarde": None if value is None else round(value, 3) + 0.0, "eenheid": regel.eenheid,
        "oordeel": uitkomst.oordeel.value, "reden": uitkomst.reden, "objecten": list(uitkomst.objecten),
        "aanname": regel.aanname, "toelichting": regel.toelichting,
    }  # fmt: skip


def table_text(plan: Plan, state: State, result: Toetsing) -> str:
    """The table, what fails and why, what cannot be tested and why, and what the limits rest on."""
    tail = [*failing(plan, result), *untested(result), *notes(plan, result)]
    return printed([heading(plan, state), regel_table(plan, result), *tail], wide=WIDTH)


def regel_table(plan: Plan, result: Toetsing) -> Table:
    """A row per rule, a column per fase."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("regel", no_wrap=True)
    table.add_column("naam", max_width=33)
    table.add_column("grens", max_width=23)
    for one in result.fasen:
        fase = plan.fase(one.fase)
        table.add_column(f"{fase.naam}\n{fase.jaren}", no_wrap=True)
    for number, regel in enumerate(result.regels):
        cells = [cell(f.regels[number]) for f in result.fasen]
        table.add_row(regel.id + ("*" if regel.aanname else ""), label(regel), regel.grens_text, *cells)
    totals = [f"{f.count(Oordeel.VOLDOET)} ✓ {f.count(Oordeel.VOLDOET_NIET)} ✗" for f in result.fasen]
    table.add_section()
    table.add_row("totaal", "", "", *totals, style="bold")
    return table


def label(regel: Toetsregel) -> str:
    """Name of a rule, with the unit where its limit does not say it."""
    told = not regel.eenheid or regel.eenheid in regel.grens_text or regel.eenheid == "jaar"
    return regel.naam if told else f"{regel.naam} ({regel.eenheid})"


def cell(found: Regeloordeel) -> str:
    """Sign and value."""
    value, sign = found.uitkomst.waarde, SIGNS[found.oordeel]
    return sign if value is None else f"{sign} {shown(found.regel, value)}"


def shown(regel: Toetsregel, value: float) -> str:
    """A value in Dutch notation, short; its unit stands with the limit or the name."""
    if regel.eenheid == "jaar":
        return f"{value:.0f}"
    return getal(value, 0) if abs(value) >= 100 else getal(round(value, 1) + 0.0)


def failing(plan: Plan, result: Toetsing) -> list[str]:
    """Per rule that fails: in which fase it does worst, and why."""
    rows = []
    for regel in result.regels:
        fase, found = result.slechtste_van(regel.id)
        if found.oordeel is Oordeel.VOLDOET_NIET:
            rows += [f"✗ {regel.id} · {plan.fase(fase).naam}: {found.uitkomst.reden}.", *named(plan, found)]
    return ["Voldoet niet (in de slechtste fase):", *rows, ""] if rows else ["Alle getoetste regels voldoen.", ""]


def named(plan: Plan, found: Regeloordeel) -> list[str]:
    """The objects a rule fails on by the name people know them by, in one line; none where they have no name."""
    items = (plan.by_id.get(i) for i in found.uitkomst.objecten)
    names = [f"{item.id} {naam}" for item in items if item is not None and (naam := getattr(item, "naam", None))]
    return [f"  {lijst(names)}"] if names else []


def untested(result: Toetsing) -> list[str]:
    """Rules that no fase could test, together per reason."""
    worst = (result.slechtste_van(regel.id)[1] for regel in result.regels)
    reasons = grouped((r.uitkomst.reden, r.regel.id) for r in worst if r.oordeel is Oordeel.NIET_TE_TOETSEN)
    rows = [f"– {', '.join(ids)}: {reden}." for reden, ids in reasons.items()]
    return ["Niet te toetsen:", *rows, ""] if rows else []


def grouped(pairs: Iterable[tuple[str | None, str]]) -> dict[str, list[str]]:
    """Sentence → the ids it is said of; without a sentence an id is left out."""
    found: dict[str, list[str]] = {}
    for sentence, item in pairs:
        if sentence:
            found.setdefault(sentence, []).append(item)
    return found


def notes(plan: Plan, result: Toetsing) -> list[str]:
    """The worst interim state, what the signs mean, and what a star rests on."""
    worst = result.slechtste
    count = worst.count(Oordeel.VOLDOET_NIET)
    told = aantal(count, "regel voldoet", "regels voldoen")
    head = f"Slechtste fase: {plan.fase(worst.fase).naam}, {told} niet."
    signs = "✓ voldoet, ✗ voldoet niet, – niet te toetsen (in deze fase). Toetsing is indicatief."
    stars = [f"* {', '.join(ids)}: {why}." for why, ids in grouped((r.aanname, r.id) for r in result.regels).items()]
    return [*([head] if count else []), signs, "Citaten en objecten per regel: --format json.", "", *stars]
