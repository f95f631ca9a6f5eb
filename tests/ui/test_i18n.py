"""Screen text: the same keys in both languages, none missing, none left over."""

from __future__ import annotations

import ast
import string
from pathlib import Path

from massastudie.definities import DEFINITIES
from massastudie.knobs import KNOBS
from massastudie.plan import Functie, Plan
from massastudie.state import Kleuring, Layer
from massastudie.volumes import Status
from ui.actions import MOUSE, SPECS
from ui.files import HANDOUTS
from ui.i18n import LANGUAGES, Translator, read_catalogue
from ui.i18n.definities import english, told, told_assumption
from ui.panels.blok_tables import DENSITY, PROGRAMME, WEEFSEL, column_key
from ui.panels.field_choice import ROLES
from ui.panels.figure_rows import functie_row
from ui.panels.figures_panel import PARTS
from ui.panels.figures_tab import PAGES
from ui.panels.network_table import FIGURES as NETWORK
from ui.panels.order_dialogs import KINDS as FILM_KINDS
from ui.panels.parameters_panel import GROUPS as PARAMETER_GROUPS
from ui.panels.sun_change_table import DAY_COLUMNS, MOMENT_COLUMNS
from ui.panels.sun_clock import PRESETS
from ui.panels.toets_panel import GROUPS
from ui.panels.toets_rows import WORD
from ui.picture_dialog import SHAPES
from ui.sun_wishes import AGAINST, KINDS, MAP_KINDS, MAP_OP

UI = Path(__file__).resolve().parents[2] / "ui"


def test_both_languages_have_the_same_keys() -> None:
    assert read_catalogue("nl").keys() == read_catalogue("en").keys()


def places(code: str) -> dict[str, set[str | None]]:
    """What is filled in, by key, in the texts of a language."""
    parse = string.Formatter().parse
    return {key: {name for _, name, _, _ in parse(text)} for key, text in read_catalogue(code).items()}


def test_both_languages_fill_in_the_same_places() -> None:
    first, *others = map(places, LANGUAGES)
    assert others and all(other == first for other in others)


def test_no_text_is_empty() -> None:
    assert [k for code in LANGUAGES for k, text in read_catalogue(code).items() if not text.strip()] == []


def literal_keys() -> set[str]:
    """Every whole key that stands in the code of the window."""
    sections = {key.partition(".")[0] for key in read_catalogue("nl")}
    found = set()
    for path in [*UI.glob("*.py"), *UI.glob("panels/*.py"), *UI.glob("i18n/*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                section, dot, name = node.value.partition(".")
                if dot and section in sections and name.isidentifier():
                    found.add(node.value)
    return found


def built_keys() -> set[str]:
    """Keys put together from names elsewhere."""
    keys = {f"action.{spec.name}" for spec in SPECS} | {f"mouse.{m}{end}" for m in MOUSE for end in ("", "_does")}
    keys |= {"mouse.orbit_gis", "mouse.pan_gis"}
    keys |= {f"status.{kind}" for kind in HANDOUTS}
    keys |= {f"functie.{f.value}" for f in Functie} | {f"layer.{layer.value}" for layer in Layer}
    keys |= {f"status.{s.value}" for s in Status} | {f"action.kleuring_{k.value}" for k in Kleuring}
    keys |= {f"knob.{k.veld}{end}" for knobs in KNOBS.values() for k in knobs for end in ("", "_tip")}
    keys |= {row.text for _, rows, _, _ in PARTS for row in rows} | {functie_row(f).text for f in Functie}
    keys |= {column_key(name) for name, _ in (*PROGRAMME, *DENSITY, *WEEFSEL)}
    keys |= {f"page.{name}" for name in PAGES} | {f"parameter_group.{name}" for name in (*PARAMETER_GROUPS, "eigen")}
    keys |= {f"network.{name}" for name in NETWORK}
    keys |= {f"sensitivity.{how}" for how in ("working", "old", "stopped", "accent", "bouwlaag")}
    keys |= {f"part.{name}" for name, *_ in PARTS} | {f"scale.{name}" for name in ("plangebied", "eiland", "weefsel")}
    keys |= {f"part.{name}" for name in ("klein", "middel", "groot", "staan", "geplant", "gekapt", "saldo")}
    keys |= {f"dock.{name}" for name in ("tree", "inspector", "fase")}
    keys |= {f"field_role.{role}" for role in ROLES}
    keys |= {f"tab.{name}" for name in ("figures", "object", "profile", "sun", "toets")}
    keys |= {f"sun_{part}.{kind}" for kind in KINDS for part in ("job", "busy")}
    keys |= {f"sun_map.{kind}" for kind in MAP_KINDS} | {f"sun_against.{name}" for name in AGAINST}
    keys |= {f"sun_choice.{name}" for name in ("kind", "against", "op", "lowest")} | {"sun_job.kept"}
    keys |= {f"sun_title.{kind}" for kind in MAP_KINDS if kind != "uren"}
    keys |= {f"sun_change.{name}" for name in (*DAY_COLUMNS, *MOMENT_COLUMNS)}
    keys |= {f"sun_preset.{month}" for month, _ in PRESETS} | {f"sun_on.{name}" for name in MAP_OP}
    keys |= {f"sun_kind.{kind}" for kind in ("hof", "plein", "terras", "straat")} | {"sun_job.preparing"}
    keys |= {f"object.{n}" for n in ("totaal_m2", "footprint_m2", "hof_m2", "eiland_m2")}
    keys |= {f"kind.{n}" for n in ("blok", "accent", "doorsteek", "straat", "vlak", "paviljoen", "bestaand", "pand")}
    keys |= {f"toets.{word}" for word in WORD.values()} | {f"toets_group.{g}" for g in (*GROUPS, "eigen")}
    keys |= {f"compare.{n}{end}" for n in ("flip", "wipe", "close") for end in ("", "_tip")}
    keys |= {f"present.{n}{end}" for n in ("play", "compare", "end") for end in ("", "_tip")}
    keys |= {f"picture.{name}" for name in SHAPES}
    keys |= {f"order.{kind}{end}" for kind in FILM_KINDS for end in ("", "_file")}
    return keys | {f"menu.{n}" for n in ("file", "edit", "view", "present", "help")}


def variant_keys(plan: Plan) -> set[str]:
    return {f"profiel.{p.variant}" for p in plan.profielen}


def test_every_key_in_the_code_has_a_text(plan: Plan) -> None:
    assert (literal_keys() | built_keys() | variant_keys(plan)) - read_catalogue("nl").keys() == set()


def test_no_text_is_left_over(plan: Plan) -> None:
    assert read_catalogue("nl").keys() - literal_keys() - built_keys() - variant_keys(plan) == set()


def test_numbers_are_written_as_the_language_does() -> None:
    nl, en = Translator("nl"), Translator("en")
    assert (nl.area(61240), en.area(61240)) == ("61.240 m²", "61,240 m²")
    assert (nl.length(13.94), en.length(13.94)) == ("13,9 m", "13.9 m")
    assert nl.number(-0.2) == "0"
    assert [nl.change(v) for v in (18300, -1200, 0.3)] == ["+18.300", "−1.200", "–"]


def test_an_unknown_language_is_dutch_and_an_unknown_key_shows_itself() -> None:
    tr = Translator("xx")
    assert tr.language == "nl"
    assert tr("geen.tekst") == "geen.tekst"


def test_one_storey_is_singular() -> None:
    tr = Translator("nl")
    assert (tr.storeys(1), tr.storeys(4)) == ("1 bouwlaag", "4 bouwlagen")


def test_every_definition_is_there_in_english_with_the_mark_of_its_assumption() -> None:
    found = english()
    assert list(found) == [own.naam for own in DEFINITIES.values()]
    for own, other in zip(DEFINITIES.values(), found.values(), strict=True):
        assert (other.aanname is None) == (own.aanname is None) and other.bron == own.bron
        assert other.definitie != own.definitie and (other.aanname or "") != (own.aanname or " ")
        if own.aanname is not None:
            assert told_assumption(own.aanname, "en") == other.aanname
            assert told_assumption(own.aanname, "nl") == own.aanname
    assert told(DEFINITIES["fsi"], "nl") is DEFINITIES["fsi"]
    assert told_assumption("van het plan", "en") == "van het plan"
