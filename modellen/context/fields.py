"""Which field of a table means what: height, bouwlagen, functie, fase, name and number, by the names in use."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any

from massastudie.plan import Functie

from .files import refuse

#: Names of fields in lower case, the best first. BAG and BGT (and their ten-character shapefile forms), 3DBAG, OSM.
ID = ("identificatie", "identifica", "identificatiebagpnd", "bag_id", "bagid", "pand_id", "pandid", "lokaalid",
      "lokaal_id", "id", "gml_id", "uuid")  # fmt: skip
HOOGTE = ("hoogte_m", "hoogte", "bouwhoogte", "measuredheight", "height", "gebouwhoogte")
ROOF_NAP, GROUND_NAP = ("b3_h_dak_70p", "h_dak_70p"), ("b3_h_maaiveld", "h_maaiveld")
BOUWLAGEN = ("bouwlagen", "aantal_bouwlagen", "b3_bouwlagen", "bouwlaag", "storeys", "levels", "building:levels",
             "storeysaboveground")  # fmt: skip
FUNCTIE = ("functie", "functie_boven", "gebruiksdoel", "gebruiksdo", "function", "usage")
FASE = ("fase", "phase")
BOUWJAAR = ("bouwjaar", "oorspronkelijkbouwjaar", "oorspronkelijk_bouwjaar", "yearofconstruction")
VERBLIJFSOBJECTEN = ("aantal_verblijfsobjecten", "verblijfsobjecten", "aantal_ver")
NAAM = ("naam", "name", "adres")
#: What a user can say of a field: role → the names it is known by.
ROLES = {"hoogte": HOOGTE, "bouwlagen": BOUWLAGEN, "functie": FUNCTIE, "fase": FASE, "naam": NAAM, "id": ID}
#: Functies of the BAG (gebruiksdoel, Catalogus BAG 2018) as those of a plan.
USES = {
    "woon": Functie.WONEN, "won": Functie.WONEN, "winkel": Functie.WINKEL, "kantoor": Functie.KANTOOR,
    "horeca": Functie.HORECA, "logies": Functie.HORECA, "bijeenkomst": Functie.CULTUUR, "cultuur": Functie.CULTUUR,
    "onderwijs": Functie.MAATSCHAPPELIJK, "gezondheid": Functie.MAATSCHAPPELIJK, "cel": Functie.MAATSCHAPPELIJK,
    "sport": Functie.MAATSCHAPPELIJK, "maatschappelijk": Functie.MAATSCHAPPELIJK, "parkeer": Functie.PARKEREN,
    "parkeren": Functie.PARKEREN, "garage": Functie.PARKEREN,
}  # fmt: skip
#: Fields that give a height together.
DERIVED = (*ROOF_NAP, *GROUND_NAP)
#: Instead of a field: the file has none for this role.
NONE = "-"
#: So many rows are shown before a file is read.
SAMPLE = 12
BAG_LENGTH = 16
BAG_FORM = re.compile(r"(?:NL\.IMBAG\.Pand\.)?(\d{14,16})(?:\.0+)?")
#: Higher than this is no building, m; more is no number of bouwlagen.
HIGHEST_M, MOST = 1000.0, 250
#: Years a pand can be of (Catalogus BAG 2018, 7.4.4: four digits), and more verblijfsobjecten than any has.
YEARS, MOST_UNITS = (1000, 2200), 10_000
#: What stands in the plint where dwellings are named with it.
BELOW = (Functie.WINKEL, Functie.HORECA)


@dataclass(frozen=True, slots=True)
class Row:
    """What one row says of a pand; None where it says nothing that can be used."""

    hoogte_m: float | None = None
    bouwlagen: int | None = None
    functie: Functie | None = None
    naam: str | None = None
    fase: str | None = None
    plint: Functie | None = None
    bouwjaar: int | None = None
    verblijfsobjecten: int | None = None


def mapped(path: Path, fields: Mapping[str, Sequence[Any]], velden: Mapping[str, str]) -> dict[str, Sequence[Any]]:
    """The fields with those a user named for a role in the place of the ones known by name.

    A role with the field `-` has none. FileError when the file has no such field, with those it has.
    """
    own = {name.lower(): name for name in fields}
    named = {role: name.lower() for role, name in velden.items() if name != NONE}
    for role, name in named.items():
        if name not in own:
            refuse(path, f"een veld '{velden[role]}' ({role})", ", ".join(fields)[:160] or "geen velden")
    taken = {known for role in velden for known in (*ROLES[role], *(DERIVED if role == "hoogte" else ()))}
    rest = {name: values for name, values in fields.items() if name.lower() not in taken}
    return {**rest, **{ROLES[role][0]: fields[own[name]] for role, name in named.items()}}


def taken_for(fields: Mapping[str, Sequence[Any]]) -> dict[str, str]:
    """Role → the field that is read for it when nothing else is said; a height in NAP by its roof field."""
    found = {role: chosen(fields, names) for role, names in ROLES.items()}
    if found["hoogte"] is None and chosen(fields, GROUND_NAP) is not None:
        found["hoogte"] = chosen(fields, ROOF_NAP)
    found["id"] = id_field(fields)
    return {role: name for role, name in found.items() if name is not None}


def samples(fields: Mapping[str, Sequence[Any]]) -> dict[str, tuple[str, ...]]:
    """The first values of each field as text."""
    return {name: tuple(text_of(value) or "" for value in values[:SAMPLE]) for name, values in fields.items()}


def chosen(fields: Mapping[str, Sequence[Any]], names: Sequence[str]) -> str | None:
    """The first of `names` that is there, as the file writes it."""
    own = {name.lower(): name for name in reversed(list(fields))}
    return next((own[name] for name in names if name in own), None)


def id_field(fields: Mapping[str, Sequence[Any]]) -> str | None:
    """The field that names rows: the first known one in which nearly every row has a value of its own."""
    own = {name.lower(): name for name in fields}
    for name in ID:
        values = [str(v) for v in fields[own[name]] if v not in (None, "")] if name in own else []
        if values and len(set(values)) >= 0.9 * len(fields[own[name]]):
            return own[name]
    return None


def repaired_bag_id(value: Any) -> tuple[str, bool]:
    """(text of an id, whether a BAG number had lost its leading zeros). BAG numbers have 16 digits (Catalogus BAG)."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = "" if value is None else str(value).strip()
    found = BAG_FORM.fullmatch(text)
    if found is None or len(found[1]) == BAG_LENGTH:
        return text[:120], False
    return text.replace(found[1], found[1].zfill(BAG_LENGTH)), True


def row_of(fields: Mapping[str, Sequence[Any]]) -> Callable[[int], Row]:
    """A function that reads row number i with the fields of this table."""
    hoogte, roof, ground = (chosen(fields, names) for names in (HOOGTE, ROOF_NAP, GROUND_NAP))
    bouwlagen, functie, fase, naam = (chosen(fields, names) for names in (BOUWLAGEN, FUNCTIE, FASE, NAAM))
    jaar, units = (chosen(fields, names) for names in (BOUWJAAR, VERBLIJFSOBJECTEN))

    def value(name: str | None, i: int) -> Any:
        return None if name is None else fields[name][i]

    def read(i: int) -> Row:
        high = number(value(hoogte, i))
        top, base = number(value(roof, i)), number(value(ground, i))
        if high is None and top is not None and base is not None:
            high = round(top - base, 3)
        plint, boven = stacked(uses_of(value(functie, i)))
        return Row(
            high if high is not None and 0 < high < HIGHEST_M else None, whole(value(bouwlagen, i), 1, MOST),
            boven, text_of(value(naam, i)), text_of(value(fase, i)), plint, whole(value(jaar, i), *YEARS),
            whole(value(units, i), 0, MOST_UNITS),
        )  # fmt: skip

    return read


def number(value: Any) -> float | None:
    """A finite number from a field, also from text with a decimal comma; else None."""
    if value is None or isinstance(value, bool):
        return None
    try:
        found = float(str(value).strip().replace(",", "."))
    except ValueError:
        return None
    return found if isfinite(found) else None


def text_of(value: Any) -> str | None:
    """A short text, None when empty."""
    text = "" if value is None else " ".join(str(value).split())
    return text[:120] or None


def whole(value: Any, low: int, high: int) -> int | None:
    """A whole number within bounds from a field; else None."""
    found = number(value)
    return int(found) if found is not None and low <= found <= high else None


def uses_of(value: Any) -> list[Functie]:
    """The functies a text names, in its order; none of those that are not known."""
    text = "" if value is None else str(value).lower()
    found = sorted((text.find(word), functie) for word, functie in USES.items() if word in text)
    return list(dict.fromkeys(functie for _, functie in found))


def stacked(uses: Sequence[Functie]) -> tuple[Functie | None, Functie | None]:
    """(plint, above) of the functies a register names: a shop or cafe below dwellings; else the first for all."""
    below = next((functie for functie in uses if functie in BELOW), None)
    if below is not None and Functie.WONEN in uses:
        return below, Functie.WONEN
    return None, uses[0] if uses else None
