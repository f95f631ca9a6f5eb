"""`python -m tests.fuzz.reading FORMAT FROM TO MB [FILE...]`: read damaged files one after the other; a line for each.

A line is number, outcome (used, refused, wrong), seconds, highest memory in MB, and what was said. Memory is bounded:
what the interpreter and its libraries have when they are loaded, and MB more.
"""

from __future__ import annotations

import os
import random
import resource
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path

import massastudie.oppervlak  # noqa: F401  (loaded before memory is bounded)
from massastudie.errors import MassastudieError
from massastudie.massa import build
from massastudie.omgeving import with_context
from massastudie.oppervlak import kerncijfers
from massastudie.plan import Plan
from massastudie.state import State
from modellen.context import read_context
from modellen.context.apart import INSIDE
from modellen.reader import read_plan
from modellen.studie import read_kept, read_presentatie, read_study, study_plan
from tests.fuzz.mutations import mutated
from tests.fuzz.seeds import FORMATS, Files
from tests.modellen import small_plan

#: A sentence longer than this is none.
LONGEST = 500
Use = Callable[[Path], None]


def use_context(plan: Plan) -> Use:
    """Read a file of others and stand its panden round the plan."""

    def use(path: Path) -> None:
        found = read_context(path)
        if found.crs is not None and found.panden:
            build(with_context(plan, found), State.start(plan))

    return use


def use_plan(path: Path) -> None:
    """Read a plan, build each fase of it and count."""
    plan = read_plan(path.parent)
    for fase in plan.fasen:
        state = State(fase.id)
        kerncijfers(plan, state, build(plan, state))


def use_study(plan: Plan) -> Use:
    """Read all of a study and build what it asks for."""

    def use(path: Path) -> None:
        state, _ = read_study(path, plan)
        read_kept(path, plan)
        read_presentatie(path, plan)
        study_plan(path)
        build(plan, state)

    return use


def outcome(use: Use, path: Path) -> tuple[str, str]:
    """What came of one file: used, refused with a sentence, or wrong with what went wrong."""
    try:
        use(path)
    except MassastudieError as error:
        text = str(error)
        is_sentence = "\n" not in text and len(text) < LONGEST and text.isprintable()
        return ("refused" if is_sentence else "wrong"), text
    except Exception:
        return "wrong", traceback.format_exc()
    return "used", ""


def damaged(seeds: list[Files], name: str, number: int) -> Files:
    """Seed files with one of them damaged; the same for the same number."""
    rng = random.Random(f"{name}/{number}")
    seed = dict(seeds[number % len(seeds)])
    main = next(iter(seed))
    chosen = main if name == "plan" or rng.random() < 0.7 else rng.choice(list(seed))
    seed[chosen] = mutated(seed[chosen], rng)
    return seed


def seeds_of(name: str, files: list[Path]) -> list[Files]:
    """Sound files of a format, and files of others."""
    with tempfile.TemporaryDirectory() as folder:
        own = FORMATS[name](Path(folder))
    return own + [{path.name: path.read_bytes()} for path in files]


def highest_mb() -> float:
    """Most memory this process has had since it was last asked, MB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = int(status.partition("VmHWM:")[2].split()[0]) / 1024
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return peak


def bound_memory(more_mb: int) -> None:
    """Let no file take more than this above what is taken now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    limit = pages * resource.getpagesize() + more_mb * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def use_of(name: str, folder: Path) -> Use:
    """What is done with a file of this format."""
    if name == "plan":
        return use_plan
    plan = read_plan(small_plan.write_small_plan(folder / "naast"))
    return use_study(plan) if name == "study" else use_context(plan)


def main(arguments: list[str]) -> None:
    """Read the files FROM up to TO of a format."""
    name, first, last, more_mb = arguments[0], *(int(text) for text in arguments[1:4])
    os.environ[INSIDE] = "1"
    warnings.simplefilter("ignore")
    seeds = seeds_of(name, [Path(text) for text in arguments[4:]])
    with tempfile.TemporaryDirectory() as place:
        use = use_of(name, Path(place))
        for seed in seeds:
            run(use, seed, Path(place))  # loads every library
        bound_memory(more_mb)
        highest_mb()
        for number in range(first, last):
            print(number, "start", flush=True)
            began = time.perf_counter()
            kind, said = run(use, damaged(seeds, name, number), Path(place))
            took = time.perf_counter() - began
            print(number, kind, f"{took:.3f}", f"{highest_mb():.0f}", repr(said), flush=True)


def run(use: Use, files: Files, place: Path) -> tuple[str, str]:
    """Write the files to a folder of their own, use the first and throw all away."""
    with tempfile.TemporaryDirectory(dir=place) as folder:
        for name, data in files.items():
            (Path(folder) / name).write_bytes(data)
        return outcome(use, Path(folder) / next(iter(files)))


if __name__ == "__main__":
    main(sys.argv[1:])
