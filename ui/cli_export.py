"""The command `massastudie export`: masses, ground and plan for other programs, by the suffix of the file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .cli_options import Wishes, load, shared
from .cli_sun import checked, day_of
from .cli_target import Target

if TYPE_CHECKING:
    from massastudie.plan import Plan
    from massastudie.state import State
    from modellen.export import Layers

#: As `modellen.export.SUFFIXES`, which takes longer to load; a test holds them equal.
EXPORTS = (
    ".geojson", ".wgs84.geojson", ".glb", ".obj", ".stl", ".ply", ".city.json", ".ifc", ".dxf", ".gpkg", ".kml",
    ".svg", ".pdf",
)  # fmt: skip


def known_name(context: click.Context, parameter: click.Parameter, path: Path) -> Path:
    """The path when its suffix is known; else wrong use."""
    if not path.name.lower().endswith(EXPORTS):
        found = f"'{path.suffix}'" if path.suffix else "none"
        raise click.BadParameter(f"{path}: expected a file name ending in {' or '.join(EXPORTS)}, got {found}")
    return path


@click.command(short_help="Masses for GIS, CAD, BIM, Blender, Google Earth, a 3D printer.")
@shared
@click.option("--fasen", type=click.Choice(["apart"]), help="apart: a file per fase of the plan, named after it.")
@click.option(
    "--schaal", type=click.IntRange(100, 10000), metavar="N", help="Scale 1:N of the .svg or .pdf; else 1:1000."
)
@click.option("--doorsneden", is_flag=True, help="With .svg: the section of each street with a profile too, 1:200.")
@click.option(
    "--zonpunten",
    metavar="D",
    callback=checked(day_of),
    help="With .gpkg, .geojson: a layer of sun on points of hoven, squares and terraces on this day, as 2026-03-21.",
)
@click.option(
    "--lagen", is_flag=True, help="With .geojson: panden, hoven, doorsteken … too, each in a file beside it."
)
@click.option(
    "--out", required=True, type=Target(), metavar="FILE", callback=known_name,
    help=f"File to write: {', '.join(EXPORTS)}.",
)  # fmt: skip
def export(
    plan: Path | None, wishes: Wishes, fasen: str | None, schaal: int | None, doorsneden: bool, zonpunten: date | None,
    lagen: bool, out: Path,
) -> None:  # fmt: skip
    """The masses of a fase for another program, by the suffix of the file.

    \b
      .geojson    volumes per storey in RD New (EPSG:28992), for QGIS and the like
      .wgs84.geojson  the same by RFC 7946: degrees in WGS84, for web maps
      .gpkg       volumes, panden, hoven, doorsteken, strips and plan boundary, a layer each, RD
      .city.json  CityJSON 2.0: buildings, parts and storeys, EPSG:7415
      .ifc        IFC4: site, buildings, storeys and spaces with quantities, placed in RD
      .dxf        meshes and outlines on layers per functie and fase, RD metres
      .kml        WGS84, heights above the ground, a folder per fase
      .svg, .pdf  plan at 1:1000 (or --schaal); in the .svg layers are groups
      .glb        glTF 2.0: a node per pand, a material per functie, metres, Y up
      .obj        the same with a .mtl beside it
      .ply, .stl  one mesh in metres, Z up; PLY with colours, STL for 3D printing

    \b
    Examples:
      massastudie export --out eindbeeld.geojson
      massastudie export --fase fase2 --doorsteek DS4=open --out fase2.glb
      massastudie export --fasen apart --out plan.ifc     # plan-bestaand.ifc, plan-fase1.ifc ...
      massastudie export --fase fase3 --zonpunten 2026-03-21 --out eindbeeld.gpkg
      massastudie export --schaal 500 --doorsneden --out plankaart.svg
    """
    from massastudie.massa import build
    from modellen.export import export as write

    check_kind(out, schaal is not None, "--schaal", "a drawing", ".svg", ".pdf")
    check_kind(out, doorsneden, "--doorsneden", "a drawing", ".svg")
    check_kind(out, zonpunten is not None, "--zonpunten", "GIS", ".gpkg", ".geojson")
    check_kind(out, lagen, "--lagen", "GeoJSON; a GeoPackage always has them", ".geojson")
    if fasen is not None and wishes.fase is not None:
        raise click.BadParameter("every fase gets a file: leave --fase out", param_hint="--fasen")
    found, state = load(plan, wishes)
    targets = {out: state} if fasen is None else per_fase(found, state, out)
    for path, shown in targets.items():
        extra = more_layers(found, shown, lagen, zonpunten)
        made = write(build(found, shown), found, path, schaal, extra or None)
        if doorsneden:
            from modellen.export.svg_sections import export_sections

            made += export_sections(build(found, shown), found, path)
        click.echo("\n".join(str(written) for written in made))


def check_kind(out: Path, asked: bool, option: str, what: str, *suffixes: str) -> None:
    """Wrong use when an option is asked for that another kind of file has no place for."""
    if asked and out.suffix.lower() not in suffixes:
        raise click.BadParameter(f"only for {what} ({', '.join(suffixes)})", param_hint=option)


def more_layers(plan: Plan, state: State, lagen: bool, zonpunten: date | None) -> Layers:
    """The layers asked for beside the volumes."""
    from massastudie.massa import build
    from modellen.export.lagen import beside_volumes

    return {
        **(beside_volumes(build(plan, state), plan) if lagen else {}),
        **({} if zonpunten is None else sun_layer(plan, state, zonpunten)),
    }


def sun_layer(plan: Plan, state: State, dag: date) -> Layers:
    """The layer of sun points of one day, worked out behind a progress line."""
    from massastudie.bezonning import Dag
    from massastudie.zonboek import fase_minutes
    from modellen.export.gpkg_zon import LAAG, OP, RASTER_M, zon_rows

    from .cli_sun_study import drained

    day = Dag(dag)
    points, minuten = drained(fase_minutes(plan, state, day, OP, RASTER_M))
    return {LAAG: zon_rows(plan, points, minuten, day)}


def per_fase(plan: Plan, state: State, out: Path) -> dict[Path, State]:
    """A file beside `out` for each fase, with the wishes laid on that fase: `plan-fase1.ifc`."""
    from massastudie.state import check_state
    from modellen.export import known_suffix

    size = len(known_suffix(out))
    stem, ending = out.name[:-size], out.name[-size:]
    states = {f.id: check_state(plan, replace(state, fase=f.id)) for f in plan.fasen}
    return {out.with_name(f"{stem}-{fase}{ending}"): shown for fase, shown in states.items()}
