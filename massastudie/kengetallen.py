"""The numbers that figures rest on when a plan does not bring its own: each with its unit, range, source and status.

`kengetal` is a common ratio, `aanname` a choice of ours that still has to be held against a local norm. A parameter of
the same id in the plan takes the place of the one here; `laagste` and `hoogste` bound what a user may set.
"""

from __future__ import annotations

from .records import Parameter

_NOTA = "nog te toetsen aan de Nota Parkeernormen van de gemeente"
_CROW = "klassen: CROW parkeerkencijfers 2024, appartementen tot 75, 75–100 en meer dan 100 m² BVO"


def _ratio(item: str, waarde: float, what: str, usual: str, status: str = "kengetal") -> Parameter:
    kind = "GO" if item.startswith("go") else item[:3].upper()
    return Parameter(item, waarde, f"m² {kind} per m² BVO", what, f"kengetal massastudie, {usual}", status, 0.5, 1.0)


def _norm(item: str, waarde: float, eenheid: str, what: str, usual: str, hoogste: float) -> Parameter:
    return Parameter(item, waarde, eenheid, what, f"{usual}; {_NOTA}", "aanname", 0.0, hoogste)


def _share(item: str, waarde: float, what: str) -> Parameter:
    bron = f"keuze van het model, zo dat het gemiddelde bij 75 m² GO per woning past; {_CROW}"
    return Parameter(item, waarde, "deel van de woningen", what, bron, "aanname", 0.0, 1.0)


def _size(item: str, waarde: float, what: str, usual: str) -> Parameter:
    return Parameter(item, waarde, "m² GO", what, f"{usual}; {_CROW}", "aanname", 20.0, 250.0)


#: Every parameter a figure can ask for, in the order of the tables.
KENGETALLEN: tuple[Parameter, ...] = (
    _ratio("go_bvo_wonen", 0.78, "gebruiksoppervlakte per bruto-vloeroppervlakte, appartementen aan een portiek",
           "gangbaar 0,74–0,82; aan een galerij of gang 0,70–0,80"),
    Parameter("go_per_woning_m2", 75.0, "m² GO", "gemiddelde gebruiksoppervlakte van een appartement",
              "kengetal massastudie; V&D-plan 2021: 55–75 m², Koopmanstaete: 43–92 m²", "kengetal", 25.0, 250.0),
    _share("aandeel_woningen_klein", 0.20, "deel van de nieuwe woningen dat klein is (tot 75 m² BVO)"),
    _share("aandeel_woningen_middel", 0.50, "deel van de nieuwe woningen van middelgrote maat (75–100 m² BVO); "
           "de rest is groot"),
    _size("go_woning_klein_m2", 50.0, "gebruiksoppervlakte van een kleine woning", "gangbaar 30–58 m²"),
    _size("go_woning_middel_m2", 70.0, "gebruiksoppervlakte van een middelgrote woning", "gangbaar 58–78 m²"),
    _size("go_woning_groot_m2", 100.0, "gebruiksoppervlakte van een grote woning", "gangbaar 78–120 m²"),
    _ratio("vvo_bvo_winkel", 0.90, "verhuurbaar vloeroppervlak van winkels in de plint", "gangbaar 0,85–0,95"),
    _ratio("vvo_bvo_horeca", 0.90, "verhuurbaar vloeroppervlak van horeca in de plint", "als een winkel in de plint",
           "aanname"),
    _ratio("vvo_bvo_kantoor", 0.83, "verhuurbaar vloeroppervlak van kantoren", "gangbaar 0,78–0,88"),
    _ratio("vvo_bvo_maatschappelijk", 0.83, "verhuurbaar vloeroppervlak van maatschappelijke functies",
           "als een kantoor", "aanname"),
    _ratio("vvo_bvo_cultuur", 0.83, "verhuurbaar vloeroppervlak van cultuur", "als een kantoor", "aanname"),
    _ratio("wvo_bvo_winkel", 0.80, "winkelvloeroppervlak van winkels", "gangbaar 0,70–0,85, supermarkt circa 0,75"),
    _norm("auto_per_woning_klein", 1.0, "plaatsen per woning", "parkeerplaatsen van een kleine woning, met bezoek",
          "gangbaar in een centrum 1,0 bij koop, 0,7 bij sociale huur", 3.0),
    _norm("auto_per_woning_middel", 1.2, "plaatsen per woning",
          "parkeerplaatsen van een middelgrote woning, met bezoek", "gangbaar in een centrum 1,2 bij koop", 3.0),
    _norm("auto_per_woning_groot", 1.4, "plaatsen per woning", "parkeerplaatsen van een grote woning, met bezoek",
          "gangbaar in een centrum 1,4 bij koop", 3.0),
    _norm("auto_per_100m2_winkel", 3.25, "plaatsen per 100 m² BVO", "parkeerplaatsen van winkels",
          "gangbaar in een centrum 2,5–4", 12.0),
    _norm("auto_per_100m2_horeca", 6.5, "plaatsen per 100 m² BVO", "parkeerplaatsen van horeca",
          "gangbaar in een centrum 5–8", 20.0),
    _norm("fiets_per_woning_klein", 2.0, "plaatsen per woning", "fietsplaatsen van een kleine woning",
          "gangbaar 2 tot 50 m², 3 bij 50–75 m²", 8.0),
    _norm("fiets_per_woning_middel", 3.0, "plaatsen per woning", "fietsplaatsen van een middelgrote woning",
          "gangbaar 3 bij 50–75 m², 4 bij 75–100 m²", 8.0),
    _norm("fiets_per_woning_groot", 4.0, "plaatsen per woning", "fietsplaatsen van een grote woning",
          "gangbaar 4 bij 75–100 m², 5 daarboven", 8.0),
    _norm("fiets_bezoek_per_woning", 0.5, "plaatsen per woning", "fietsplaatsen voor bezoek", "gangbaar 0,5", 2.0),
    _norm("fiets_per_100m2_winkel", 2.75, "plaatsen per 100 m² BVO", "fietsplaatsen van winkels",
          "gangbaar in een centrum 2,5–3", 10.0),
)  # fmt: skip
