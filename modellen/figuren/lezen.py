"""Reading a set of figures; every mistake is one sentence with file, figure, field, expected and found."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from massastudie.errors import FileError, StateError
from massastudie.plan import Gezicht, Plan
from massastudie.state import State, check_state

from ..schema_errors import fail, shown, validate_table, where
from ..studie import state_of
from ..text_file import read_toml
from .figuur import Figurenset, Figuur, Kaartwens, Plaat
from .schema import BladRow, CameraRow, FiguurRow, KaartRow, SetFile

#: Name of the set in a plan folder.
FILE = "figures.toml"
#: Seen from here when a figure does not say from where.
VIEW = "vogelvlucht"


def read_set(path: Path, plan: Plan, views: Sequence[str]) -> Figurenset:
    """The set in a file, checked against the plan; `views` are the viewpoints of the program beside those of the plan.

    Raises FileError naming file, figure, field, expected and found.
    """
    found: SetFile = validate_table(SetFile, read_toml(path), path.name)
    rows: list[FiguurRow | BladRow] = [*found.figuur, *found.blad]
    for place, row in enumerate(rows):
        if row.id in {other.id for other in rows[:place]}:
            fail(where(path.name, row.id, "id"), "een id dat één keer voorkomt", shown(row.id))
    known = [*views, *(g.id for g in plan.gezichten)]
    figuren = tuple(_figuur(path.name, row, plan, found.grootte_px, known) for row in found.figuur)
    return Figurenset(figuren, tuple(_plaat(path.name, row, figuren) for row in found.blad))


def _figuur(file: str, row: FiguurRow, plan: Plan, size: Sequence[int], views: Sequence[str]) -> Figuur:
    """One figure; its state, viewpoint and map fit the plan."""
    gezicht = row.gezicht or VIEW
    if row.gezicht is not None and row.camera is not None:
        fail(where(file, row.id, "camera"), "een gezicht of een camera", "beide")
    if gezicht not in views:
        fail(where(file, row.id, "gezicht"), f"een van {', '.join(dict.fromkeys(views))}", shown(gezicht))
    wide, high = row.grootte_px or size
    return Figuur(
        row.id, row.titel, row.toelichting, _state(file, row, plan), gezicht, _camera(row.camera, row, plan),
        row.parallel, _kaart(file, row.id, row.kaart, plan), row.vorm, row.formaat, (wide, high), row.legenda,
    )  # fmt: skip


def _state(file: str, row: FiguurRow, plan: Plan) -> State:
    try:
        return check_state(plan, state_of(row))
    except StateError as error:
        raise FileError(f"{where(file, row.id)}: {error}") from error


def _camera(camera: CameraRow | None, row: FiguurRow, plan: Plan) -> Gezicht | None:
    if camera is None:
        return None
    x_m, y_m = (camera.punt[k] - plan.oorsprong[k] for k in (0, 1))
    return Gezicht(
        row.id, row.titel, x_m, y_m, camera.hoogte_m, camera.afstand_m, camera.azimut_deg, camera.elevatie_deg
    )


def _kaart(file: str, figuur: str, row: KaartRow | None, plan: Plan) -> Kaartwens | None:
    if row is None:
        return None
    if row.periode is not None and (row.dag is not None or row.soort != "zonuren"):
        fail(where(file, figuur, "kaart.periode"), "alleen bij zonuren, zonder dag", "een periode")
    if row.periode is not None and row.periode[0] > row.periode[1]:
        fail(where(file, figuur, "kaart.periode"), "eerst de eerste dag", f"{row.periode[0]} tot {row.periode[1]}")
    against = row.ten_opzichte_van
    if row.soort == "zonuren" and against is not None:
        fail(where(file, figuur, "kaart.ten_opzichte_van"), "alleen bij een verschil", shown(against))
    if against is not None and against not in plan.fase_index:
        fail(where(file, figuur, "kaart.ten_opzichte_van"), f"een van {', '.join(plan.fase_index)}", shown(against))
    if row.soort == "schaduwverschil" and row.dag is not None:
        fail(where(file, figuur, "kaart.dag"), "geen dag: schaduw is van het moment van de figuur", str(row.dag))
    if row.soort != "zonuren":
        against = against or plan.fasen[0].id
    periode = None if row.periode is None else (row.periode[0], row.periode[1])
    return Kaartwens(row.soort, row.dag, periode, row.op, against)


def _plaat(file: str, row: BladRow, figuren: Sequence[Figuur]) -> Plaat:
    known = [f.id for f in figuren]
    for name in row.figuren:
        if name not in known:
            fail(where(file, row.id, "figuren"), f"figuren van deze set: {', '.join(known)}", shown(name))
    return Plaat(row.id, row.titel, row.toelichting, row.formaat, tuple(row.figuren))
