"""One word for one thing: identifiers of the core against massastudie/WOORDENLIJST.md."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, identifiers, modules, tree, words

GLOSSARY = ROOT / "massastudie" / "WOORDENLIJST.md"
COLUMNS = ["term", "plural", "identifiers", "definition", "source", "English", "avoid"]
#: English words in the records of the plan and the state: roles, adjectives, mathematics and units.
ENGLISH = {
    "and", "by", "default", "eq", "has", "high", "id", "index", "integer", "item", "key", "knob", "knobs", "layer",
    "layers", "low", "objects", "off", "options", "override", "overrides", "polygon", "state", "step", "values", "x",
    "y", "z", "bottom", "forced", "is", "open", "per", "top", "m", "deg", "kmh", "frozen", "data", "hash", "k", "v",
}  # fmt: skip


@dataclass(frozen=True)
class Term:
    """One line of the glossary: what it names, the words it stands for and the words it replaces."""

    term: str
    identifiers: tuple[str, ...]
    avoid: tuple[str, ...]


def split_list(cell: str) -> tuple[str, ...]:
    return tuple(word for word in cell.replace(",", " ").split() if word)


def read_terms(text: str) -> list[Term]:
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in text.splitlines() if "|" in line]
    terms = [row for row in rows if row != COLUMNS and not set(row[0]) <= {"-"}]
    return [Term(row[0], split_list(row[2]), split_list(row[6])) for row in terms]


TERMS = read_terms(GLOSSARY.read_text(encoding="utf-8"))
KNOWN = {word for term in TERMS for word in term.identifiers}


def avoided(identifier: str) -> str | None:
    """The glossary's word for what `identifier` calls by another, or None."""
    joined = "_" + "_".join(words(identifier)) + "_"
    for term in TERMS:
        if any(f"_{word}_" in joined for word in term.avoid):
            return ", ".join(term.identifiers)
    return None


def test_every_line_of_the_glossary_has_seven_cells() -> None:
    lines = [line for line in GLOSSARY.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    assert lines and all(line.count("|") == len(COLUMNS) + 1 for line in lines)


def test_no_word_is_both_chosen_and_avoided() -> None:
    assert not KNOWN & {word for term in TERMS for word in term.avoid}


@pytest.mark.parametrize("name", ["block_depth_m", "newCourtyard", "SunPosition", "n_storeys", "PHASE"])
def test_an_avoided_word_is_found(name: str) -> None:
    assert avoided(name) is not None


@pytest.mark.parametrize("name", ["bouwblok", "blocked", "hof_m2", "sun", "position_m"])
def test_other_words_pass(name: str) -> None:
    assert avoided(name) is None


@pytest.mark.parametrize("path", modules("massastudie"), ids=lambda path: path.stem)
def test_identifiers_use_the_words_of_the_glossary(path: Path) -> None:
    names = [(path.stem, 0), *identifiers(path)]
    wrong = [
        f"{path.name}:{line}: '{name}' holds a word to avoid; use {avoided(name)}"
        for name, line in names
        if avoided(name)
    ]
    assert not wrong, "\n".join(wrong)


def record_names(path: Path) -> set[str]:
    """Names of classes, their fields and enum members."""
    classes = [node for node in ast.walk(tree(path)) if isinstance(node, ast.ClassDef)]
    statements = [statement for node in classes for statement in node.body]
    targets = [s.target for s in statements if isinstance(s, ast.AnnAssign)]
    targets += [target for s in statements if isinstance(s, ast.Assign) for target in s.targets]
    names = {node.name for node in classes} | {target.id for target in targets if isinstance(target, ast.Name)}
    return {name for name in names if not name.startswith("__")}


@pytest.mark.parametrize("module", ["plan", "records", "maaiveld", "state", "volumes", "oppervlak", "definities"])
def test_every_word_of_a_record_is_english_or_in_the_glossary(module: str) -> None:
    names = record_names(ROOT / "massastudie" / f"{module}.py")
    unknown = {word for name in names for word in words(name)} - KNOWN - ENGLISH
    assert not unknown, f"not in {GLOSSARY.name}: {', '.join(sorted(unknown))}"
