"""A small made-up city block for the export tests: two new panden, one cut in two, and an old house with a roof."""

from __future__ import annotations

from dataclasses import replace

from shapely.geometry import LineString, Polygon, box

from massastudie.plan import Dak, Fase, Functie, Plan
from massastudie.volumes import Kap, Lichaam, Massamodel, Status, Volume

EAST, NORTH = 233778.0, 557095.0


def plan() -> Plan:
    """A plan with an origin and one fase; its masses are given by hand in `massa`."""
    fasen = (Fase("nu", "Nu", "2021"),)
    return Plan("proef", "Proefplan", 1, (EAST, NORTH), fasen, plangrens=box(-50, -50, 50, 50))


def volume(pand: str, layer: int, polygon: Polygon, functie: Functie, part: str = "") -> Volume:
    """A bouwlaag: 4.5 m for the plint, 3 m above it."""
    bottom = 0.0 if layer == 0 else 4.5 + 3.0 * (layer - 1)
    top = 4.5 if layer == 0 else bottom + 3.0
    return Volume(f"{pand}.{layer}{part}", polygon, bottom, top, layer, functie)


def corner() -> Lichaam:
    """A concave pand with a hole (a light well) and three bouwlagen."""
    shape = Polygon([(0, 0), (20, 0), (20, 10), (10, 10), (10, 18), (0, 18)], [[(3, 3), (3, 6), (6, 6), (6, 3)]])
    functies = (Functie.WINKEL, Functie.WONEN, Functie.WONEN)
    layers = tuple(volume("BB1-01", i, shape, f) for i, f in enumerate(functies))
    return Lichaam("BB1-01", "Hoek", "BB1", Status.NIEUW, "nu", True, layers, aanname="vorm is een schets")


def gate() -> Lichaam:
    """A pand over a covered passage: two pieces on the ground, whole above."""
    ground = (box(20, 0, 24, 10), box(28, 0, 32, 10))
    pieces = tuple(volume("BB1 02", 0, g, Functie.HORECA, f".{i}") for i, g in enumerate(ground))
    above = volume("BB1 02", 1, box(20, 0, 32, 10), Functie.KANTOOR)
    return Lichaam("BB1 02", "Poort", "BB1", Status.NIEUW, "nu", True, (*pieces, above), bron="visie")


def house() -> Lichaam:
    """An old house outside the plan with a pitched roof."""
    shape = box(-12.346, 0, -4.0, 9.123)
    ridge = LineString([(-8.173, 0), (-8.173, 9.123)])
    kap = Kap(shape, 7.5, 11.0, Dak("zadel", 7.5, ridge))
    layers = (volume("P1", 0, shape, Functie.WINKEL), volume("P1", 1, shape, Functie.WONEN))
    return Lichaam("P1", "Huis «Vaart»", None, Status.BESTAAND, "nu", False, layers, kap, bron="kaart")


def tricky() -> Massamodel:
    """A house whose texts hold what XML, DXF, STEP, SQL or a spreadsheet would trip over."""
    text = """Huis <Vaart> & "Zn" 'n |;=1+1 ]]> \\X2\\ %%d {\\P} § é 中 \x07\n\ttweede regel"""
    return Massamodel("nu", (replace(house(), naam=text, aanname=text, bron=text),))


def massa() -> Massamodel:
    """Everything that stands, and one demolished shed that must not be exported."""
    ground = volume("P9", 0, box(0, 30, 5, 35), Functie.WONEN)
    shed = Lichaam("P9", "Schuur", None, Status.GESLOOPT, "nu", True, (ground,))
    return Massamodel("nu", (corner(), gate(), house()), gesloopt=(shed,))
