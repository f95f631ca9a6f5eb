"""From checked properties and geometry to the frozen records of `massastudie.plan`, layer by layer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from shapely.geometry import LineString

from massastudie.errors import PlanError
from massastudie.plan import (
    Accent,
    BestaandPand,
    Bestemming,
    Boom,
    Bouwblok,
    Dak,
    Doorsteek,
    Garage,
    Gezicht,
    Herkomst,
    Paviljoen,
    ProfielKeuze,
    Rooilijn,
    Straat,
    Straatprofiel,
    Strook,
    Vlak,
    Winkelunit,
)

from . import schema
from .schema_tables import BestemmingTable, GarageTable, GezichtTable, HerkomstTable, ProfielTable

R = TypeVar("R")
Origin = tuple[float, float]
#: A layer as read: its properties and geometry, feature by feature.
Rows = Sequence[tuple[Any, Any]]


def herkomst(item: schema.Sourced | HerkomstTable) -> Herkomst:
    """Source and assumption of one feature."""
    return Herkomst(item.bron, item.aanname)


def made(file: str, rows: Rows, make: Callable[[Any, Any], R]) -> tuple[R, ...]:
    """One record per row; a record that refuses its own values is named with its file (PlanError)."""
    return tuple(_guarded(file, rows, make))


def _guarded(file: str, rows: Rows, make: Callable[[Any, Any], R]) -> Iterator[R]:
    for props, shape in rows:
        try:
            yield make(props, shape)
        except PlanError as error:
            raise PlanError(f"bestand {file}, object {error}") from error


def local_line(points: Sequence[Sequence[float]] | None, origin: Origin) -> LineString | None:
    """A line of RD points (metres) in the local frame; None stays None."""
    if points is None:
        return None
    return LineString([(x - origin[0], y - origin[1]) for x, y in points])


def bestaand_pand(origin: Origin) -> Callable[[schema.BestaandProps, Any], BestaandPand]:
    """Maker of existing buildings whose ridge lines are shifted by `origin`."""

    def make(p: schema.BestaandProps, shape: Any) -> BestaandPand:
        return BestaandPand(
            p.id, shape, p.functie_plint, p.functie_boven, p.bouwlagen, p.hoogte_m, p.plint_m,
            Dak(p.dak, p.goot_m, local_line(p.noklijn, origin)), p.naam, p.adres, p.straat, p.deel, p.in_plan,
            p.sloop_voor, herkomst(p), None, p.bouwjaar, p.verblijfsobjecten,
        )  # fmt: skip

    return make


def rooilijn(p: schema.RooilijnProps, shape: Any) -> Rooilijn:
    """One building line."""
    return Rooilijn(p.id, p.blok, shape, p.aan, p.functie_plint, herkomst(p))


def bouwblok(lines: dict[str, list[Rooilijn]]) -> Callable[[schema.BouwblokProps, Any], Bouwblok]:
    """Maker of blocks that each get their own building lines."""

    def make(p: schema.BouwblokProps, shape: Any) -> Bouwblok:
        low, high = p.pandbreedte_m
        return Bouwblok(
            p.id, p.naam, p.fase, shape, p.diepte_m, p.bouwlagen, p.plint_m, p.verdieping_m, p.functie_plint,
            p.functie_boven, tuple(lines.get(p.id, ())), (low, high), p.zaad, p.lager_kans, p.kap_m, p.dakrand_m,
            BLOK_TYPES.get(p.vorm, p.vorm), p.reden_vorm, herkomst(p),
        )  # fmt: skip

    return make


#: `vorm` in the file → type of block in the plan; another word is kept as it is.
BLOK_TYPES = {"gesloten": "gesloten bouwblok", "U": "bouwblok in U-vorm", "L": "bouwblok in L-vorm"}


def winkelunit(p: schema.WinkelunitProps, shape: Any) -> Winkelunit:
    """One large shop."""
    return Winkelunit(p.id, p.naam, p.blok, shape, p.fase, herkomst(p))


def accent(p: schema.AccentProps, shape: Any) -> Accent:
    """One place for a higher pand."""
    return Accent(p.id, p.blok, shape, p.bouwlagen, p.plek, p.reden, herkomst(p))


def doorsteek(p: schema.DoorsteekProps, shape: Any) -> Doorsteek:
    """One passage."""
    return Doorsteek(
        p.id, p.naam, shape, p.breedte_m, p.fase, p.vrije_hoogte_m, p.autovrij, p.verbindt, herkomst(p)
    )  # fmt: skip


def straat(origin: Origin) -> Callable[[schema.StraatProps, Any], Straat]:
    """Maker of streets whose section points are shifted by `origin`."""

    def make(p: schema.StraatProps, shape: Any) -> Straat:
        keuzes = tuple(ProfielKeuze(k.profiel, k.vanaf_fase) for k in p.profielen or ())
        snede = local_line(p.snede, origin)
        return Straat(
            p.id, p.naam, shape, p.breedte_m, p.soort, p.autovrij, p.fase, keuzes, snede, herkomst(p)
        )  # fmt: skip

    return make


def vlak(soort: Any) -> Callable[[Any, Any], Vlak]:
    """Maker of surfaces of one `soort`; None: each feature says its own."""

    def make(p: Any, shape: Any) -> Vlak:
        return Vlak(
            p.id, p.naam, soort or p.soort, shape, p.fase, p.tot_fase, p.openbaar, p.autovrij, p.evenement,
            p.inrichting, herkomst(p),
        )  # fmt: skip

    return make


def boom(p: schema.BoomProps, shape: Any) -> Boom:
    """One tree."""
    return Boom(
        p.id, shape, p.kroon_m, p.hoogte_m, p.stam_m, p.fase, p.kapfase, p.soort, p.plek, p.profiel, herkomst(p)
    )  # fmt: skip


def paviljoen(p: schema.PaviljoenProps, shape: Any) -> Paviljoen:
    """One pavilion."""
    return Paviljoen(p.id, p.naam, shape, p.fase, p.bouwlagen, p.hoogte_m, p.functie, herkomst(p))


def straatprofiel(p: ProfielTable) -> Straatprofiel:
    """One cross-section."""
    stroken = tuple(Strook(s.naam, s.soort, s.breedte_m) for s in p.stroken)
    return Straatprofiel(
        p.id, p.naam, p.variant, stroken, p.van, p.tot, p.boomafstand_m, p.boom_kroon_m, p.boom_hoogte_m,
        p.snelheid_kmh, p.auto, p.evenementvlak_m2, herkomst(p),
    )  # fmt: skip


def gezicht(p: GezichtTable, origin: Origin) -> Gezicht:
    """One viewpoint, in the local frame."""
    x_m, y_m = p.punt[0] - origin[0], p.punt[1] - origin[1]
    return Gezicht(p.id, p.naam, x_m, y_m, p.hoogte_m, p.afstand_m, p.azimut_deg, p.elevatie_deg)


def garage(p: GarageTable, origin: Origin) -> Garage:
    """One car park, in the local frame."""
    x_m, y_m = p.punt[0] - origin[0], p.punt[1] - origin[1]
    return Garage(p.id, p.naam, x_m, y_m, p.capaciteit, p.fietsplaatsen, p.bezetting, p.voor_plan, herkomst(p))


def bestemming(p: BestemmingTable, origin: Origin) -> Bestemming:
    """One named place, in the local frame."""
    return Bestemming(p.id, p.naam, p.punt[0] - origin[0], p.punt[1] - origin[1], herkomst(p))
