"""What the user chose: a frozen, hashable State. The plan stays as it was; every wish is an override on top of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from .errors import StateError, check_option
from .frozen import Frozen
from .knobs import BOUWLAGEN, FASE_OBJECTS, KNOBS, Knob, Override, check_knob
from .parameters import VELD, check_parameter, check_shares, parameters
from .plan import Bouwblok, Plan, Straat
from .seizoen import Seizoen
from .tijd import ZONE, check_moment


class Kleuring(StrEnum):
    """How masses are coloured; by night, and as a drawing in lines, they have no colours that mean something."""

    MAQUETTE = "maquette"
    FUNCTIE = "functie"
    FASE = "fase"
    STATUS = "status"
    ZON = "zon"
    NACHT = "nacht"
    LIJN = "lijn"


class Layer(StrEnum):
    """Display layers that can be switched; they never change a figure."""

    BESTAAND = "bestaand"
    NIEUW = "nieuw"
    LATER = "later"
    GESLOOPT = "gesloopt"
    BOMEN = "bomen"
    NAMEN = "namen"
    GROND = "grond"
    PLANGRENS = "plangrens"
    GEBIEDSPROFIELEN = "gebiedsprofielen"
    SCHADUW = "schaduw"
    MENSEN = "mensen"


#: Layers switched on when a study starts.
DEFAULT_LAYERS = frozenset(
    {
        Layer.BESTAAND, Layer.NIEUW, Layer.LATER, Layer.BOMEN, Layer.NAMEN, Layer.GROND, Layer.PLANGRENS,
        Layer.SCHADUW, Layer.MENSEN,
    }
)  # fmt: skip
#: The moment a study opens with: the equinox, early afternoon, civil time.
DEFAULT_MOMENT = datetime(2026, 3, 21, 14, 0, tzinfo=ZONE)


@dataclass(frozen=True, slots=True)
class State:
    """Everything a user can choose. Compared and hashed by value, so undo and saved studies are plain values.

    `doorsteken` and `paviljoens` hold only what is forced against the fase (True = open / there); `profielen` a
    street's forced profile; `overrides` is keyed by (object id, field). `moment` is aware: when the sun is looked at.
    `seizoen` is how trees are shown (None: as on the day of `moment`).
    """

    fase: str
    doorsteken: Frozen[str, bool] = field(default_factory=Frozen)
    paviljoens: Frozen[str, bool] = field(default_factory=Frozen)
    profielen: Frozen[str, str] = field(default_factory=Frozen)
    accenten_aan: bool = True
    accenten_uit: frozenset[str] = frozenset()
    overrides: Frozen[tuple[str, str], Override] = field(default_factory=Frozen)
    layers: frozenset[str] = DEFAULT_LAYERS
    kleuring: Kleuring = Kleuring.MAQUETTE
    selectie: str | None = None
    moment: datetime = DEFAULT_MOMENT
    seizoen: Seizoen | None = None

    @classmethod
    def start(cls, plan: Plan) -> State:
        """The state a study opens with: the last fase (eindbeeld), nothing forced."""
        return cls(fase=plan.fasen[-1].id)

    @property
    def mass_key(self) -> State:
        """Only what masses depend on: a change of layer, colour, selection or parameter leaves it equal."""
        key = self.figures_key
        kept = {name: value for name, value in key.overrides.items() if name[1] != VELD}
        return key if len(kept) == len(key.overrides) else replace(key, overrides=Frozen(kept))

    @property
    def figures_key(self) -> State:
        """Only what figures depend on: the masses, and the parameters set by hand."""
        plain = State(self.fase)
        return replace(
            self, layers=plain.layers, kleuring=plain.kleuring, selectie=plain.selectie, moment=plain.moment,
            seizoen=None,
        )  # fmt: skip

    def with_doorsteek(self, doorsteek: str, is_open: bool | None) -> State:
        """Force a doorsteek open or closed; None gives it back to its fase."""
        return replace(self, doorsteken=self.doorsteken.put(doorsteek, is_open))

    def with_paviljoen(self, paviljoen: str, present: bool | None) -> State:
        """Force a pavilion there or away; None gives it back to its fase."""
        return replace(self, paviljoens=self.paviljoens.put(paviljoen, present))

    def with_profiel(self, straat: str, profiel: str | None) -> State:
        """Force the profile of a street; None gives it back to its fase."""
        return replace(self, profielen=self.profielen.put(straat, profiel))

    def with_accent(self, accent: str, on: bool) -> State:
        """Switch one accent."""
        off = self.accenten_uit - {accent} if on else self.accenten_uit | {accent}
        return replace(self, accenten_uit=off)

    def with_override(self, item: str, veld: str, waarde: Override | None) -> State:
        """Set a knob of an object; None resets it to the plan's own value."""
        return replace(self, overrides=self.overrides.put((item, veld), waarde))

    def with_layer(self, layer: str, on: bool) -> State:
        """Show or hide a display layer."""
        return replace(self, layers=self.layers | {layer} if on else self.layers - {layer})


def check_state(plan: Plan, state: State) -> State:
    """Return `state` when every wish in it fits `plan`; StateError naming the first that does not."""
    check_option("fase", state.fase, plan.fase_index)
    check_option("kleuring", state.kleuring, list(Kleuring))
    check_moment(state.moment)
    if state.seizoen is not None:
        check_option("seizoen", state.seizoen, list(Seizoen))
    check_yes_no("accenten_aan", state.accenten_aan)
    check_all("doorsteek", state.doorsteken, [d.id for d in plan.doorsteken])
    check_all("paviljoen", state.paviljoens, [p.id for p in plan.paviljoens])
    for name, choices in (("doorsteek", state.doorsteken), ("paviljoen", state.paviljoens)):
        for item, choice in choices.items():
            check_yes_no(f"{name} {item}", choice)
    check_all("accent", state.accenten_uit, [a.id for a in plan.accenten])
    check_all("laag", state.layers, list(Layer))
    for straat_id, profiel in state.profielen.items():
        check_profiel(plan, straat_id, profiel)
    for (item, veld), waarde in state.overrides.items():
        check_override(plan, item, veld, waarde)
    check_shares(plan, state)
    return state


def check_yes_no(name: str, value: object) -> None:
    """StateError unless `value` is True or False."""
    if not isinstance(value, bool):
        raise StateError(f"{name}: verwacht ja of nee, gevonden {value!r}")


def check_all(name: str, values: Any, allowed: list[Any]) -> None:
    """StateError at the first of `values` that is not allowed."""
    for value in values:
        check_option(name, value, allowed)


def check_profiel(plan: Plan, straat_id: str, profiel: str) -> None:
    """StateError unless this street exists and can carry this profile."""
    straten = {s.id: s for s in plan.straten if s.profielen}
    check_option("straat", straat_id, straten)
    check_option(f"profiel van {straat_id}", profiel, [k.profiel for k in straten[straat_id].profielen])


def check_override(plan: Plan, item_id: str, veld: str, waarde: Override) -> None:
    """StateError unless the object has this knob and the value is of its kind and within its range."""
    item = plan.by_id.get(item_id)
    if item is None and item_id in parameters(plan):
        check_parameter(plan, item_id, veld, waarde)
    elif item is None:
        item = parent_blok(plan, item_id)
        if item is None:
            kinds = "een bouwblok, pand, accent, doorsteek of parameter"
            raise StateError(f"'{item_id}' bestaat niet in dit plan; verwacht {kinds}")
        check_knob(item_id, BOUWLAGEN if veld == "bouwlagen" else None, veld, waarde)
    elif veld == "fase" and isinstance(item, FASE_OBJECTS):
        check_option(f"{item_id}.fase", waarde, plan.fase_index)
    else:
        knobs = {k.veld: k for k in KNOBS.get(type(item), ())}
        check_knob(item_id, knobs.get(veld), veld, waarde)


def parent_blok(plan: Plan, pand_id: str) -> Bouwblok | None:
    """The bouwblok of a new pand, read from its id (`BB3-07` belongs to `BB3`); None when there is none."""
    blok_id, _, number = pand_id.rpartition("-")
    item = plan.by_id.get(blok_id)
    return item if isinstance(item, Bouwblok) and _is_pand_number(number) else None


def _is_pand_number(text: str) -> bool:
    """True for 01, 02 ... 100: numbers as panden carry them."""
    return text.isascii() and text.isdigit() and int(text) > 0 and text == f"{int(text):02d}"


def knobs_of(plan: Plan, item_id: str) -> tuple[Knob, ...]:
    """The knobs that can be turned on this object (empty when none)."""
    item = plan.by_id.get(item_id)
    if item is None:
        return (BOUWLAGEN,) if parent_blok(plan, item_id) else ()
    return KNOBS.get(type(item), ())


def value_of(plan: Plan, state: State, item_id: str, veld: str) -> Any:
    """The value in force of a field: the override, else the plan's own."""
    key = (item_id, veld)
    return state.overrides[key] if key in state.overrides else getattr(plan.by_id[item_id], veld)


def profiel_of(plan: Plan, state: State, straat: Straat) -> str | None:
    """The profile a street carries now: the forced one, else the last whose fase has come, else None."""
    if straat.id in state.profielen:
        return state.profielen[straat.id]
    now = plan.fase_index[state.fase]
    reached = [k.profiel for k in straat.profielen if k.vanaf_fase and plan.fase_index[k.vanaf_fase] <= now]
    return reached[-1] if reached else None
