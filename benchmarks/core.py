"""How long one change takes: a new state in, masses and figures out, on the whole built-in plan.

`python benchmarks/core.py [--json] [--rounds N]`. Every round asks for values not asked for before, so that the
answer does not come out of a cache. Drawing is not counted.
"""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from massastudie.massa import build
from massastudie.oppervlak import kerncijfers
from massastudie.plan import Plan
from massastudie.state import State, check_state
from modellen.reader import default_plan_path, read_plan

#: Every change is to take less than this.
LIMIT_MS = 20.0
Change = Callable[[Plan, State, int], State]


def doorsteek(plan: Plan, state: State, n: int) -> State:
    """Close or open one, at a width nobody asked for yet."""
    item = plan.doorsteken[n % len(plan.doorsteken)]
    return state.with_override(item.id, "breedte_m", 3.0 + n * 0.013).with_doorsteek(item.id, n % 2 == 0)


def profiel(plan: Plan, state: State, n: int) -> State:
    """Another combination of profiles: n counted in the number of choices of each street."""
    for straat in (s for s in plan.straten if s.profielen):
        n, choice = divmod(n, len(straat.profielen))
        state = state.with_profiel(straat.id, straat.profielen[choice].profiel)
    return state


def accent(plan: Plan, state: State, n: int) -> State:
    """Switch one off, another to a new height."""
    off, other = (plan.accenten[(n + i) % len(plan.accenten)] for i in (0, 1))
    return state.with_accent(off.id, False).with_override(other.id, "bouwlagen", 5 + n % 15)


def bouwlagen(plan: Plan, state: State, n: int) -> State:
    """Another number of storeys for a block."""
    blok = plan.bouwblokken[n % len(plan.bouwblokken)]
    return state.with_override(blok.id, "bouwlagen", 1 + (n * 7) % 20).with_override(
        blok.id, "plint_m", 4.0 + n * 0.007
    )


def diepte(plan: Plan, state: State, n: int) -> State:
    """Another depth: ring, panden and hof are made anew."""
    blok = plan.bouwblokken[n % len(plan.bouwblokken)]
    return state.with_override(blok.id, "diepte_m", 9.0 + n * 0.037)


def fase(plan: Plan, state: State, n: int) -> State:
    """Another fase, in a study in which one storey height was changed before."""
    state = state.with_override(plan.bouwblokken[-1].id, "verdieping_m", 2.7 + n * 0.011)
    return replace(state, fase=plan.fasen[n % len(plan.fasen)].id)


def alles(plan: Plan, state: State, n: int) -> State:
    """Every block anew, in the eindbeeld: more than one change can ask for."""
    for blok in plan.bouwblokken:
        state = state.with_override(blok.id, "verdieping_m", 2.705 + n * 0.011)
    return state


CHANGES: dict[str, Change] = {
    "doorsteek": doorsteek, "profiel": profiel, "accent": accent, "bouwlagen en plint": bouwlagen, "diepte": diepte,
    "fase": fase, "alle blokken tegelijk": alles,
}  # fmt: skip


def measured(plan: Plan, change: Change, rounds: int) -> Iterator[float]:
    """Milliseconds of each change, on top of the eindbeeld."""
    start = State.start(plan)
    for n in range(1, rounds + 1):
        state = check_state(plan, change(plan, start, n))
        before = perf_counter()
        kerncijfers(plan, state, build(plan, state))
        yield (perf_counter() - before) * 1000.0


def measure(rounds: int) -> dict[str, dict[str, float]]:
    """Median and slowest of each kind of change, ms; `eerste keer` is what opening costs, reading apart."""
    before = perf_counter()
    plan = read_plan(default_plan_path())
    read = perf_counter()
    kerncijfers(plan, State.start(plan), build(plan, State.start(plan)))
    first = perf_counter()
    gc.collect()
    gc.freeze()  # as ui/app.py does once the window stands: what is read is never looked through again
    found = {"lezen": once(read - before), "eerste keer": once(first - read)}
    for name, change in CHANGES.items():
        times = list(measured(plan, change, rounds))
        found[name] = {"mediaan_ms": statistics.median(times), "hoogste_ms": max(times)}
    return found


def once(seconds: float) -> dict[str, float]:
    """A time measured one time."""
    return {"mediaan_ms": seconds * 1000.0, "hoogste_ms": seconds * 1000.0}


def main() -> None:
    """Print the times, as a table or as JSON."""
    parser = argparse.ArgumentParser(description="Time of one change: masses and figures, whole plan.")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--rounds", type=int, default=30, help="changes of each kind (default 30)")
    args = parser.parse_args()
    found = measure(args.rounds)
    if args.json:
        print(json.dumps({"grens_ms": LIMIT_MS, "wijzigingen": found}, ensure_ascii=False, indent=2))
        return
    print(f"{'wijziging':<28}{'mediaan ms':>12}{'hoogste ms':>12}   grens {LIMIT_MS:g} ms per wijziging")
    for name, times in found.items():
        print(f"{name:<28}{times['mediaan_ms']:>12.1f}{times['hoogste_ms']:>12.1f}")


if __name__ == "__main__":
    main()
