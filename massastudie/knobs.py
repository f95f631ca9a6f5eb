"""What of an object a user may set, within which range."""

from __future__ import annotations

from dataclasses import dataclass

from .errors import StateError
from .plan import Accent, Bouwblok, Doorsteek


@dataclass(frozen=True, slots=True)
class Knob:
    """One field of an object that can be overridden: its kind and the range that makes sense."""

    veld: str
    low: float
    high: float
    step: float
    eenheid: str
    integer: bool = False


BOUWLAGEN = Knob("bouwlagen", 1, 20, 1, "", integer=True)
KNOBS: dict[type, tuple[Knob, ...]] = {
    Bouwblok: (
        BOUWLAGEN,
        Knob("plint_m", 2.6, 8.0, 0.1, "m"),
        Knob("diepte_m", 6.0, 30.0, 0.5, "m"),
        Knob("verdieping_m", 2.6, 4.5, 0.05, "m"),
    ),
    Accent: (BOUWLAGEN,),
    Doorsteek: (Knob("breedte_m", 2.0, 20.0, 0.5, "m"), Knob("vrije_hoogte_m", 2.5, 20.0, 0.1, "m")),
}
#: Objects whose `fase` can be moved.
FASE_OBJECTS = (Bouwblok, Doorsteek)

Override = str | int | float


def check_knob(item_id: str, knob: Knob | None, veld: str, waarde: Override) -> None:
    """StateError unless `waarde` fits the knob."""
    if knob is None:
        raise StateError(f"{item_id}.{veld}: dit veld kan niet worden ingesteld")
    wrong_kind = isinstance(waarde, bool) or not isinstance(waarde, int if knob.integer else (int, float))
    if wrong_kind or not knob.low <= waarde <= knob.high:  # type: ignore[operator]
        kind = "een geheel getal" if knob.integer else "een getal"
        raise StateError(
            f"{item_id}.{veld}: verwacht {kind} van {knob.low:g} tot {knob.high:g} {knob.eenheid}".rstrip()
            + f", gevonden {waarde!r}"
        )
