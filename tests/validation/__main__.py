"""`python -m tests.validation [--only SUFFIX]`: each export by validators of others; writes docs/validation.md.

The plan in each of its fasen, and a street of panden whose form a file draws. With `GLTF_VALIDATOR` set to the folder
of the npm package `gltf-validator`, and node, the validator of Khronos too. `--only` shows and writes nothing.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import trimesh

from massastudie import kap
from massastudie.massa import build
from massastudie.plan import Plan
from massastudie.state import State
from massastudie.volumes import Massamodel
from modellen.export import SUFFIXES, export
from modellen.export.forms import forms
from modellen.reader import read_plan
from tests.export import model
from tests.export.test_forms import street
from tests.validation.checks import CHECKS, number

PAGE = Path(__file__).parents[2] / "docs" / "validation.md"
PLAN = Path(__file__).parents[2] / "modellen" / "koopmansplein"
HEAD = """# What validators of others say of the exports

Made by `python -m tests.validation`; not written by hand. Columns are the fasen of the Koopmansplein plan, and
*forms*: a made-up street of panden that a file of others draws with their roofs. `m³` is what each program measures
within the solids of the file; the first row is what the bouwlagen and kappen hold by area times height, and in
*forms* what the file holds. GLB and STL keep coordinates in 32 bits, IFC the rounding of its kernel.

Not checked by `cjval`, val3dity itself or the schema files of CityJSON, which could not be had: the strict reader
and our own check of the rules of val3dity (101–104, 201–208 by GEOS, 203, 301–303, 305–307) stand in for them. No
file was opened in AutoCAD, Revit, SketchUp or Google Earth.
"""


def subjects() -> Iterator[tuple[str, Massamodel, Plan]]:
    """Name, masses and plan of each column."""
    plan = read_plan(PLAN)
    for fase in plan.fasen:
        yield fase.id, build(plan, State(fase.id)), plan
    yield "forms", street(), model.plan()


def counted_m3(massa: Massamodel) -> float:
    """What the masses hold: bouwlagen by area times height, kappen, and of panden that a file draws that form."""
    found = 0.0
    for lichaam in massa.lichamen:
        if lichaam.facets is None:
            found += sum(v.bvo_m2 * (v.top_m - v.bottom_m) for v in lichaam.volumes)
            found += trimesh.Trimesh(*kap.solid(lichaam.kap)).volume if lichaam.kap is not None else 0.0
    return found + sum(form.volume_m3 for form in forms(massa).values() if form is not None)


def column(massa: Massamodel, plan: Plan, only: str | None) -> list[str]:
    """The answers of all checks on one subject."""
    with tempfile.TemporaryDirectory() as folder:
        paths = {suffix: Path(folder) / f"plan{suffix}" for suffix in SUFFIXES if only in (None, suffix)}
        for path in paths.values():
            export(massa, plan, path)
        found = [check.run(paths[check.suffix]) for check in CHECKS if check.suffix in paths]
    return [number(counted_m3(massa)), *found]


def table(columns: dict[str, list[str]], only: str | None) -> str:
    """The answers as a table in Markdown."""
    checks = [("all", "the masses themselves: m³"), *((c.suffix, c.by) for c in CHECKS if only in (None, c.suffix))]
    head = f"| format | checked by | {' | '.join(columns)} |\n|---|---|{'---|' * len(columns)}\n"
    rows = zip(checks, zip(*columns.values(), strict=True), strict=True)
    return head + "".join(f"| {suffix} | {by} | {' | '.join(cells)} |\n" for (suffix, by), cells in rows)


def main() -> None:
    """Run all checks; write the page, or with `--only` show one format."""
    parser = argparse.ArgumentParser(prog="python -m tests.validation")
    parser.add_argument("--only", choices=SUFFIXES, help="one format, shown and not written")
    only = parser.parse_args().only
    columns = {}
    for name, massa, plan in subjects():
        print(name, file=sys.stderr, flush=True)
        columns[name] = column(massa, plan, only)
    text = table(columns, only)
    if only is None:
        PAGE.write_text(f"{HEAD}\n{text}", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
