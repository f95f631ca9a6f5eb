"""What each figure means: unit, definition, source, and whether it rests on an assumption of ours. One place only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Definitie:
    """Meaning of one figure, as shown to a user. `aanname` says which assumption it rests on, if any."""

    naam: str
    eenheid: str
    definitie: str
    bron: str
    aanname: str | None = None


_OUTLINE = "omtrek, hoogte en bouwlagen zijn een reconstructie of een keuze van het model"

#: Figure → its definition, in the order of the tables.
DEFINITIES: dict[str, Definitie] = {
    "bvo_m2": Definitie(
        "BVO", "m²", "Bruto-vloeroppervlakte binnen de plangrens: som over de bouwlagen van het vloeroppervlak "
        "binnen de buitenomtrek; doorsteken en hoven tellen niet mee, een kap telt niet als bouwlaag.",
        "NEN 2580 (bruto-vloeroppervlakte), op massaniveau", _OUTLINE,
    ),
    "woningen": Definitie(
        "Woningen (nieuw)", "", "Nieuwe woningen: per bouwblok de BVO wonen gedeeld door de BVO per woning "
        "(GO per woning / verhouding GO : BVO), naar beneden afgerond.",
        "parameters go_per_woning_m2 en go_bvo_wonen van het plan", "woninggrootte en GO : BVO zijn kengetallen",
    ),
    "winkelunits": Definitie(
        "Winkelunits", "", "Panden binnen de plangrens met een winkel op de begane grond; panden die samen één grote "
        "unit vormen tellen als één.",
        "laag winkelunits en functie van de plint", "indeling van de plinten is een keuze van het model",
    ),
    "footprint_m2": Definitie(
        "Bebouwd oppervlak", "m²", "Grond binnen de plangrens onder een begane grond (bouwlaag 0).",
        "NEN 9300 / Spacematrix (B)", _OUTLINE,
    ),
    "hof_m2": Definitie(
        "Hof", "m²", "Oppervlak van de private hoven van de nieuwe bouwblokken, grond en daktuin samen.",
        "visie: “Het groene interieur van de blokken is privaat”", "volgt uit omtrek en blokdiepte",
    ),
    "gevel_m": Definitie(
        "Nieuwe gevel", "m", "Lengte van de rooilijnen van nieuwe bouwblokken aan straat, plein of doorsteek; een "
        "open doorsteek er dwars doorheen telt niet mee.",
        "visie: “nieuwe gevels en adressen aan de openbare ruimte”", _OUTLINE,
    ),
    "gesloopt_m2": Definitie(
        "Gesloopt", "m²", "BVO die er in de eerste fase binnen de plangrens staat en nu weg is.",
        "verschil van twee toestanden", _OUTLINE,
    ),
    "toegevoegd_m2": Definitie(
        "Toegevoegd", "m²", "BVO van wat er nieuw staat (bouwblokken en paviljoens).",
        "som over nieuwe volumes", _OUTLINE,
    ),
    "bouwlagen": Definitie("Bouwlagen", "", "Hoogste aantal bouwlagen van een pand in het blok.", "plan en knoppen"),
    "bouwlagen_gem": Definitie(
        "Gemiddeld aantal bouwlagen", "", "BVO gedeeld door bebouwd oppervlak, binnen de plangrens.",
        "NEN 9300 / Spacematrix (L)", _OUTLINE,
    ),
    "fsi": Definitie(
        "FSI", "", "Bebouwingsintensiteit F / A op de schaal van het eiland (blok met hof).",
        "NEN 9300 / Spacematrix", _OUTLINE,
    ),
    "gsi": Definitie(
        "GSI", "", "Bebouwd deel B / A op de schaal van het eiland (blok met hof).", "NEN 9300 / Spacematrix", _OUTLINE
    ),
    "l": Definitie("L", "", "Gemiddeld aantal bouwlagen F / B van het blok.", "NEN 9300 / Spacematrix", _OUTLINE),
    "osr": Definitie(
        "OSR", "", "Ruimtedruk (A − B) / F op de schaal van het eiland.", "NEN 9300 / Spacematrix", _OUTLINE
    ),
}  # fmt: skip
