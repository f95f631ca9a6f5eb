"""What each figure means: unit, definition, source, and whether it rests on an assumption of ours. One place only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Definitie:
    """Meaning of one figure, as shown to a user. `aanname` says which assumption it rests on, if any; `parameters`
    names the parameters of the plan it is worked out with."""

    naam: str
    eenheid: str
    definitie: str
    bron: str
    aanname: str | None = None
    parameters: tuple[str, ...] = ()


_OUTLINE = "omtrek, hoogte en bouwlagen zijn een reconstructie of een keuze van het model"
_ESTIMATE = "raming: BVO keer een verhouding die een kengetal of keuze van het model is"
_SHARES = ("aandeel_woningen_klein", "aandeel_woningen_middel")
_WONING = ("go_per_woning_m2", "go_bvo_wonen")
_LET = ("vvo_bvo_winkel", "vvo_bvo_horeca", "vvo_bvo_kantoor", "vvo_bvo_maatschappelijk", "vvo_bvo_cultuur")
_SIZES = ("klein", "middel", "groot")
_CAR = (*(f"auto_per_woning_{k}" for k in _SIZES), "auto_per_100m2_winkel", "auto_per_100m2_horeca")
_BIKE = (*(f"fiets_per_woning_{k}" for k in _SIZES), "fiets_bezoek_per_woning", "fiets_per_100m2_winkel")

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
        _WONING,
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
    "hoogte_m": Definitie(
        "Hoogte", "m", "Hoogste punt van een pand boven zijn eigen maaiveld: dakrand van de hoogste bouwlaag of nok "
        "van de kap; van een pand waarvan een bestand de dakvorm tekent het hoogste vlak daarvan, als dat hoger ligt.",
        "eigen regel; bij 3DBAG is dat b3_h_dak_max min b3_h_maaiveld", _OUTLINE,
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
        "Toegevoegd", "m²", "BVO van wat er nieuw staat binnen de plangrens (bouwblokken en paviljoens).",
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
    "mxi": Definitie("MXI", "", "Deel van de BVO dat wonen is.", "NEN 9300 / Spacematrix", _OUTLINE),
    "l": Definitie("L", "", "Gemiddeld aantal bouwlagen F / B van het blok.", "NEN 9300 / Spacematrix", _OUTLINE),
    "osr": Definitie(
        "OSR", "", "Ruimtedruk (A − B) / F op de schaal van het eiland.", "NEN 9300 / Spacematrix", _OUTLINE
    ),
    "eiland_m2": Definitie(
        "Eiland", "m²", "Grond van een blok, panden en hof samen, zonder de straten eromheen.",
        "NEN 9300 / Spacematrix (A)", _OUTLINE,
    ),
    "weefsel_m2": Definitie(
        "Weefsel", "m²", "Eiland met de helft van de straten en open doorsteken eromheen, tot hun as; pleinen tellen "
        "niet mee.", "NEN 9300 / Spacematrix", "de breedte van elke straat is getekend, niet gemeten",
    ),
    "weefsel": Definitie(
        "Dichtheid van het weefsel", "", "FSI, GSI, L, OSR en MXI van een blok met de helft van de straten eromheen; "
        "niet te vergelijken met die van het eiland of het plangebied.", "NEN 9300 / Spacematrix",
        "de breedte van elke straat is getekend, niet gemeten",
    ),
    "plangebied": Definitie(
        "Dichtheid van het plangebied", "", "FSI, GSI, L, OSR en MXI over alle grond binnen de plangrens, straten, "
        "pleinen en parkeergarages inbegrepen; niet te vergelijken met die van een eiland of weefsel.",
        "NEN 9300 / Spacematrix", _OUTLINE,
    ),
    "go_m2": Definitie(
        "GO wonen", "m²", "Gebruiksoppervlakte van alle woningen binnen de plangrens, bestaand en nieuw: BVO wonen × "
        "verhouding.", "NEN 2580 (gebruiksoppervlakte), als raming", _ESTIMATE, ("go_bvo_wonen",),
    ),
    "vvo_m2": Definitie(
        "VVO", "m²", "Verhuurbaar vloeroppervlak binnen de plangrens: per functie (behalve wonen en parkeren) BVO × "
        "verhouding.", "NEN 2580 (verhuurbaar vloeroppervlak), als raming", _ESTIMATE, _LET,
    ),
    "wvo_m2": Definitie(
        "WVO winkels", "m²", "Winkelvloeroppervlak binnen de plangrens, alle bouwlagen: BVO winkel × verhouding. Van "
        "een unit telt alleen de begane grond.", "visie: “circa 800 tot 1.200 m² wvo per winkelunit”", _ESTIMATE,
        ("wvo_bvo_winkel",),
    ),
    "klassen": Definitie(
        "Woningen naar grootte", "", "Nieuwe woningen klein (tot 75 m² BVO), middel (75–100 m²) en groot (meer dan "
        "100 m²): per bouwblok verdeeld naar hun aandeel, in hele woningen die samen alle woningen zijn. De GO per "
        "klasse is alleen een controle: gemiddeld hoort die de GO per woning te zijn.",
        "klassen: CROW parkeerkencijfers 2024", "het aandeel van elke klasse is een keuze van het model",
        (*_SHARES, *_WONING, *(f"go_woning_{k}_m2" for k in _SIZES)),
    ),
    "adressen": Definitie(
        "Adressen", "", "Nieuwe panden die met het langste deel van hun gevel aan deze straat, dit plein of deze "
        "doorsteek staan; hun woningen tellen hier mee.",
        "visie: “Aan de nieuwe straatjes ontstaan nieuwe woonadressen”",
        "verdeling in panden is een keuze van het model", _WONING,
    ),
    "horeca_m2": Definitie(
        "Horeca", "m²", "BVO horeca binnen de plangrens.", "NEN 2580 (bruto-vloeroppervlakte), op massaniveau",
        _OUTLINE,
    ),
    "openbaar_groen_m2": Definitie(
        "Openbaar groen", "m²", "Openbare groenvlakken binnen de plangrens en de groen- en boomstroken van de "
        "straatprofielen die er liggen, zonder overlap; hoven zijn privaat en tellen niet mee.",
        "lagen groen en straatprofielen",
        "omtrek van groenvlakken en breedte van stroken zijn een keuze van het model",
    ),
    "bomen": Definitie(
        "Bomen", "", "Bomen op de hele tekening: die er staan, geplant en gekapt sinds de eerste fase, en het saldo.",
        "laag bomen en de rijen van de straatprofielen", "plaats en aantal van bomen zijn een keuze van het model",
    ),
    "saldo_m2": Definitie(
        "Saldo", "m²", "Toegevoegd min gesloopt.", "verschil van twee toestanden", _OUTLINE
    ),
    "auto_saldo": Definitie(
        "Groei parkeervraag auto", "plaatsen", "Parkeerplaatsen voor nieuwe woningen, winkels en horeca min die van "
        "winkels en horeca die verdwijnen. Kantoor, maatschappelijk, cultuur en gesloopte woningen tellen niet mee.",
        "visie A13; normen zijn parameters", "parkeernormen zijn een aanname tot de gemeentelijke nota is ingevuld",
        (*_SHARES, *_WONING, *_CAR),
    ),
    "fiets_saldo": Definitie(
        "Groei parkeervraag fiets", "plaatsen", "Fietsplaatsen voor nieuwe woningen (met bezoek) en "
        "winkels min die van winkels die verdwijnen; horeca heeft geen norm en telt niet mee.",
        "normen zijn parameters", "fietsnormen zijn een aanname tot de gemeentelijke nota is ingevuld",
        (*_SHARES, *_WONING, *_BIKE),
    ),
    "capaciteit": Definitie(
        "Capaciteit garages", "plaatsen", "Capaciteit van de parkeergarages die de visie voor dit plan noemt; "
        "onbekend zodra een ervan onbekend is. Vrij: wat daarvan op het drukste uur over is; over of tekort: vrij min "
        "de groei van de vraag; beide zijn onbekend zolang de bezetting dat is.",
        "visie: “Parkeren wordt zoveel mogelijk opgenomen in de nabijgelegen bestaande parkeergarages”",
    ),
}  # fmt: skip
