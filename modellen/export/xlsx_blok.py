"""Formulas of the sheets Per blok and Per fase that rest on parameters: GO, VVO, WVO, dwellings, places asked for."""

from __future__ import annotations

from massastudie.plan import Functie
from massastudie.programma import KLASSEN, VERHUURBAAR

from .xlsx_formules import Blad, Formule, defined_name

GO, PER_WONING, WVO = (defined_name(n) for n in ("go_bvo_wonen", "go_per_woning_m2", "wvo_bvo_winkel"))
KLEIN, MIDDEL = (defined_name(f"aandeel_woningen_{k}") for k in KLASSEN[:2])


def ruimte(own: Blad) -> dict[str, Formule]:
    """GO, VVO and WVO from BVO per functie of the same row."""
    let = [(str(f), defined_name(f"vvo_bvo_{f}")) for f in VERHUURBAAR]
    return {
        "go_m2": lambda r: f"={own.cell('wonen', r)}*{GO}",
        "vvo_m2": lambda r: "=" + "+".join(f"{own.cell(f, r)}*{name}" for f, name in let),
        "wvo_m2": lambda r: f"={own.cell('winkel', r)}*{WVO}",
    }


def ruimte_of_floor(own: Blad) -> dict[str, Formule]:
    """The same for a row of one functie."""

    def when(r: int, functie: str, name: str, other: str) -> str:
        return f'IF({own.cell("functie", r)}="{functie}",{own.cell("bvo_m2", r)}*{name},{other})'

    def let(r: int) -> str:
        text = "0"
        for functie in reversed(VERHUURBAAR):
            text = when(r, functie, defined_name(f"vvo_bvo_{functie}"), text)
        return f"={text}"

    return {
        "go_m2": lambda r: "=" + when(r, Functie.WONEN, GO, "0"),
        "vvo_m2": let,
        "wvo_m2": lambda r: "=" + when(r, Functie.WINKEL, WVO, "0"),
    }


def woningen(own: Blad) -> dict[str, Formule]:
    """Dwellings of a block, rounded down, and divided over the size classes (largest remainders; the first of equals).

    Parts are rounded at the ninth decimal, so that what is equal on paper is equal here.
    """
    found: dict[str, Formule] = {"woningen": lambda r: f"=INT({own.cell('wonen', r)}*{GO}/{PER_WONING}+1E-9)"}
    for place, klasse in enumerate(KLASSEN):
        found[f"woningen_{klasse}"] = _klasse(own, place)
    return found


def _klasse(own: Blad, place: int) -> Formule:
    def formula(r: int) -> str:
        n = own.cell("woningen", r)
        exact = [f"ROUND({n}*{share},9)" for share in (KLEIN, MIDDEL, f"MAX(0,1-{KLEIN}-{MIDDEL})")]
        rest = [f"ROUND({x}-INT({x}),9)" for x in exact]
        ahead = [
            f"({rest[other]}{'>=' if other < place else '>'}{rest[place]})" for other in range(3) if other != place
        ]
        left = f"{n}-" + "-".join(f"INT({x})" for x in exact)
        return f"=INT({exact[place]})+IF({'+'.join(ahead)}<{left},1,0)"

    return formula


def dichtheid(own: Blad, schaal: str, ground: Formule) -> dict[str, Formule]:
    """FSI, GSI, L, OSR and MXI of a row at one scale; `ground` gives the built part B of the row (no `=`)."""

    def area(r: int) -> str:
        return own.cell(f"grond_{schaal}_m2", r)

    def total(r: int) -> str:
        return own.cell("totaal_m2", r)

    def ratio(top: str, bottom: str) -> str:
        return f"=IF({bottom}=0,0,({top})/{bottom})"

    return {
        f"fsi_{schaal}": lambda r: ratio(total(r), area(r)),
        f"gsi_{schaal}": lambda r: ratio(ground(r), area(r)),
        f"l_{schaal}": lambda r: ratio(total(r), ground(r)),
        f"osr_{schaal}": lambda r: ratio(f"{area(r)}-{ground(r)}", total(r)),
        f"mxi_{schaal}": lambda r: ratio(own.cell("wonen", r), total(r)),
    }


def parkeervraag(own: Blad, nieuw: dict[Functie, Formule], weg: dict[Functie, Formule]) -> dict[str, Formule]:
    """Places asked for by new dwellings and floors, and no longer by what is gone (`nieuw`, `weg`: BVO of a row)."""

    def shops(r: int, bvo: dict[Functie, Formule], soort: str, functies: tuple[Functie, ...]) -> str:
        return "+".join(f"({bvo[f](r)})/100*{defined_name(f'{soort}_per_100m2_{f}')}" for f in functies)

    def homes(r: int, soort: str, visit: str) -> str:
        names = [(own.cell(f"woningen_{k}", r), defined_name(f"{soort}_per_woning_{k}")) for k in KLASSEN]
        return "+".join(f"{cell}*({name}{visit})" for cell, name in names)

    car, visit = (Functie.WINKEL, Functie.HORECA), f"+{defined_name('fiets_bezoek_per_woning')}"
    return {
        "auto": lambda r: f"={homes(r, 'auto', '')}+{shops(r, nieuw, 'auto', car)}",
        "auto_vervallen": lambda r: f"={shops(r, weg, 'auto', car)}",
        "fiets": lambda r: f"={homes(r, 'fiets', visit)}+{shops(r, nieuw, 'fiets', car[:1])}",
        "fiets_vervallen": lambda r: f"={shops(r, weg, 'fiets', car[:1])}",
    }
