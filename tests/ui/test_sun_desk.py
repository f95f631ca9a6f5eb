"""The desk of the sun and the controller, without Qt: a worker and a timer as stand-ins, the real plan behind them."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from massastudie import massa as massas
from massastudie.bezonning import Dag, Punten, study
from massastudie.casters import casters
from massastudie.meetpunten import meetpunten
from massastudie.plan import Plan
from massastudie.points_again import mask_again
from massastudie.state import DEFAULT_MOMENT, Kleuring, Layer, State
from massastudie.steps import drained
from massastudie.sun_takers import first_owner
from massastudie.zonboek import plaats_of
from massastudie.zonnestand import directions
from ui import sun_desk
from ui.controller import Controller
from ui.sun_desk import SunDesk, SunShown
from ui.sun_map import MapWish, map_job, points_of, within
from ui.sun_probe import ProbeWish, Target, probe_job

from .fakes import FakePicture, FakeRunner, FakeView


class Desk:
    """A controller with a desk, and everything it told."""

    def __init__(self, plan: Plan) -> None:
        self.runner, self.told, self.quiet = FakeRunner(), list[SunShown](), 0
        self.controller = Controller(plan, State.start(plan), lambda text: None)
        self.desk = SunDesk(self.runner, self._later, lambda name: name)
        self.picture, self.view = FakePicture(), FakeView()
        self.desk.connect(self.controller.redraw, self.told.append)
        self.controller.set_heat(self.desk)
        self.controller.add_view(self.desk)
        self.controller.follow_moments(self.desk)
        self.controller.add_view(self.view)
        self.controller.set_picture(self.picture)

    def _later(self, soon: bool) -> None:
        self.quiet += 1

    def end_job(self) -> None:
        """Let the newest job run to its end."""
        self.desk.finished(within(self.runner.jobs[-1][1], 60.0))


@pytest.fixture
def parts(plan: Plan) -> Desk:
    return Desk(plan)


@pytest.fixture
def slow(monkeypatch) -> None:
    """Nothing is done at once."""
    monkeypatch.setattr(sun_desk, "BUDGET_S", 0.0)


def test_the_desk_imports_no_qt() -> None:
    code = "import sys, ui.sun_desk; sys.exit(any(m.split('.')[0] in ('PySide6', 'vtkmodules') for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_moment_changes_the_sun_and_nothing_else(parts: Desk) -> None:
    views, scene = len(parts.view.parts), parts.picture.scenes[-1]
    parts.controller.set_moment(DEFAULT_MOMENT + timedelta(hours=2))
    later = parts.picture.scenes[-1]
    assert later.sun != scene.sun
    assert later.bodies is scene.bodies and later.trees is scene.trees and later.labels is scene.labels
    assert len(parts.view.parts) == views, "panels of figures are left alone"
    assert not parts.controller.shown.can_undo


def test_the_moment_stays_when_a_wish_is_undone(parts: Desk, plan: Plan) -> None:
    parts.controller.set_accent(plan.accenten[0].id, False)
    parts.controller.set_moment(DEFAULT_MOMENT + timedelta(hours=2))
    parts.controller.undo()
    assert parts.controller.state.moment == DEFAULT_MOMENT + timedelta(hours=2)
    parts.controller.redo()
    assert parts.controller.state.moment == DEFAULT_MOMENT + timedelta(hours=2)


def test_a_moment_out_of_range_is_refused_and_nothing_changes(plan: Plan) -> None:
    said: list[str] = []
    controller = Controller(plan, State.start(plan), said.append)
    controller.set_moment(DEFAULT_MOMENT.replace(year=1999))
    assert controller.state.moment == DEFAULT_MOMENT
    assert "1999" in said[0]


def test_shadows_are_a_layer(parts: Desk) -> None:
    parts.controller.set_layer(Layer.SCHADUW.value, False)
    assert parts.picture.scenes[-1].sun is None
    parts.controller.set_moment(DEFAULT_MOMENT + timedelta(hours=1))
    assert parts.picture.scenes[-1].sun is None


def test_only_the_colouring_zon_has_a_map(parts: Desk, slow: None) -> None:
    assert parts.picture.scenes[-1].heat == ()
    assert parts.runner.jobs == []
    parts.controller.set_kleuring("zon")
    assert len(parts.runner.jobs) == 1
    parts.end_job()
    assert {item.id for item in parts.picture.scenes[-1].heat} >= {"koopmansplein"}
    parts.controller.set_kleuring("maquette")
    assert parts.picture.scenes[-1].heat == ()


def test_an_old_map_never_shows_on_new_masses(parts: Desk, plan: Plan, slow: None) -> None:
    parts.controller.set_kleuring("zon")
    parts.end_job()
    old = parts.picture.scenes[-1].heat
    parts.controller.set_accent(plan.accenten[0].id, False)
    assert parts.picture.scenes[-1].heat == ()
    assert parts.told[-1].map is None and parts.told[-1].working == "map"
    parts.end_job()
    new = parts.picture.scenes[-1].heat
    assert new and new is not old


def test_an_answer_that_comes_too_late_is_not_shown(parts: Desk, plan: Plan, slow: None) -> None:
    parts.controller.set_kleuring("zon")
    first = parts.runner.jobs[-1][1]
    answer = within(first, 60.0)
    parts.controller.step_fase(-1)
    parts.desk.finished(answer)
    assert parts.picture.scenes[-1].heat == ()
    assert parts.runner.cancelled >= 1


def test_another_day_is_another_map_and_another_hour_is_not(parts: Desk, slow: None) -> None:
    parts.controller.set_kleuring("zon")
    parts.end_job()
    heat = parts.picture.scenes[-1].heat
    parts.controller.set_moment(DEFAULT_MOMENT + timedelta(hours=1))
    assert parts.picture.scenes[-1].heat is heat
    parts.controller.set_moment(DEFAULT_MOMENT + timedelta(days=90))
    assert parts.picture.scenes[-1].heat == ()


def test_a_quick_map_comes_with_the_toggle(parts: Desk, plan: Plan, monkeypatch) -> None:
    monkeypatch.setattr(sun_desk, "BUDGET_S", 60.0)
    monkeypatch.setattr(sun_desk, "is_ready", lambda: True)
    parts.controller.set_kleuring("zon")
    before = {item.id: item for item in parts.picture.scenes[-1].heat}
    parts.controller.set_accent(plan.accenten[0].id, False)
    after = {item.id: item for item in parts.picture.scenes[-1].heat}
    assert parts.runner.jobs == []
    kept = [key for key in after if after[key] is before[key]]
    assert kept and len(kept) < len(after), "surfaces the accent does not reach keep their very item"


def test_the_window_never_waits_for_the_compiler(parts: Desk, monkeypatch) -> None:
    monkeypatch.setattr(sun_desk, "is_ready", lambda: False)
    parts.controller.set_kleuring("zon")
    assert [name for name, _ in parts.runner.jobs] == ["preparing"]


def test_what_the_user_stops_stays_stopped_until_asked(parts: Desk, slow: None) -> None:
    parts.controller.set_kleuring("zon")
    parts.desk.stop()
    assert parts.told[-1].given_up and not parts.told[-1].working
    parts.desk.run_waiting()
    assert len(parts.runner.jobs) == 1
    parts.desk.again()
    assert len(parts.runner.jobs) == 2


def test_the_ledger_is_made_when_looked_at_and_holds_for_every_fase(parts: Desk, plan: Plan) -> None:
    parts.desk.run_waiting()
    assert parts.runner.jobs == []
    parts.desk.want_book(True)
    parts.desk.run_waiting()
    parts.end_job()
    book = parts.told[-1].book
    assert book is not None and book.fasen == tuple(f.id for f in plan.fasen)
    assert book.dag.stap_min == 1.0
    parts.controller.step_fase(-1)
    assert parts.told[-1].book is book
    parts.controller.set_accent(plan.accenten[0].id, False)
    assert parts.told[-1].book is None
    assert parts.told[-1].working in ("", "book")


def test_the_lowest_sun_makes_everything_out_of_date(parts: Desk, slow: None) -> None:
    parts.controller.set_kleuring("zon")
    parts.end_job()
    parts.desk.set_settings(min_hoogte_deg=10.0)
    assert parts.picture.scenes[-1].heat == ()
    parts.end_job()
    assert parts.told[-1].map is not None
    assert parts.told[-1].map.sun.dag.min_hoogte_deg == 10.0


@pytest.mark.parametrize("change", ["accent", "hoger", "doorsteek", "fase", "diepte", "later", "breedte"])
def test_a_map_from_the_one_before_equals_a_full_one(plan: Plan, change: str) -> None:
    start = State.start(plan)
    accent = plan.accenten[0].id
    after = {
        "accent": start.with_accent(accent, False),
        "hoger": start.with_override(accent, "bouwlagen", 9),
        "doorsteek": start.with_doorsteek(plan.doorsteken[0].id, False),
        "fase": replace(start, fase=plan.fasen[1].id),
        "diepte": start.with_override(plan.bouwblokken[0].id, "diepte_m", 14.0),
        "later": replace(start, fase=plan.fasen[2].id).with_override(plan.bouwblokken[0].id, "fase", plan.fasen[3].id),
        "breedte": start.with_override(plan.doorsteken[0].id, "breedte_m", 16.0),
    }[change]
    dag = Dag(DEFAULT_MOMENT.date(), 10.0)
    op = ("hoven", "pleinen", "terrassen", "straten")
    first = within(map_job(MapWish(plan, start.mass_key, dag, op), massas.build(plan, start), None), 60.0)
    massa = massas.build(plan, after)
    found = within(map_job(MapWish(plan, after.mass_key, dag, op), massa, first), 60.0)
    points = meetpunten(plan, after, massa, op)
    full = drained(study(casters(massa.lichamen), points.punten, dag, plaats_of(plan)))
    hours = np.concatenate([item.hours for item in found.items])
    assert np.array_equal(hours, full.minuten / 60.0, equal_nan=True)


def test_the_mask_is_asked_again_only_where_masses_changed(plan: Plan) -> None:
    start = State.start(plan)
    closed = start.with_doorsteek(plan.doorsteken[0].id, False)
    a, b = massas.build(plan, start), massas.build(plan, closed)
    wish = MapWish(plan, start.mass_key, Dag(DEFAULT_MOMENT.date(), 10.0), ("hoven", "pleinen", "straten"))
    punten = points_of(wish, a, None).punten
    again = meetpunten(plan, closed, b, wish.op).punten
    assert np.array_equal(mask_again(punten, a.lichamen, b.lichamen), again.binnen)


def test_a_click_tells_the_day_the_fasen_and_who_takes_the_sun(plan: Plan) -> None:
    start = State.start(plan)
    wish = ProbeWish(plan, start.mass_key, Dag(DEFAULT_MOMENT.date(), 5.0), Target(plan.bouwblokken[0].id))
    probe = within(probe_job(wish), 60.0)
    assert probe.punten > 100
    assert [fase for fase, _ in probe.per_fase] == [f.id for f in plan.fasen]
    assert dict(probe.per_fase)[plan.fasen[0].id] is None, "the hof is not there today"
    here = dict(probe.per_fase)[start.fase]
    assert here == pytest.approx(5.0 * float(probe.lit.sum()))
    names = {taker.naam for _, told in probe.takers for taker, _ in told}
    assert any(plan.bouwblokken[0].naam in name for name in names)
    assert all(sum(minutes for _, minutes in told) <= 60.0 + 1e-6 for _, told in probe.takers)


def test_a_mass_takes_the_sun_exactly_when_it_is_dark(plan: Plan) -> None:
    start = State.start(plan)
    massa = massas.build(plan, start)
    faces, place = casters(massa.lichamen), plaats_of(plan)
    punten = meetpunten(plan, start, massa, ("hoven", "pleinen")).punten
    free = np.flatnonzero(~punten.binnen)[::2500]
    few = Punten(punten.xyz[free])
    sun = drained(study(faces, few, Dag(DEFAULT_MOMENT.date(), 20.0), place))
    towards = directions(sun.moments, place)
    owners = np.stack([first_owner(faces, xyz, towards) for xyz in few.xyz], axis=1)
    assert np.array_equal(owners >= 0, sun.lit == 0)
    assert 0.2 < sun.lit.mean() < 0.9


def test_a_point_in_the_open_and_a_thing_that_is_not_there(plan: Plan) -> None:
    start = State.start(plan)
    dag = Dag(DEFAULT_MOMENT.date(), 5.0)
    point = within(probe_job(ProbeWish(plan, start.mass_key, dag, Target(xy_m=(0.0, 0.0)))), 60.0)
    assert point.punten == 1 and set(point.lit.tolist()) <= {0.0, 1.0}
    nothing = within(probe_job(ProbeWish(plan, start.mass_key, dag, Target("bestaat-niet"))), 60.0)
    assert nothing.punten == 0 and nothing.takers == ()


def test_what_is_selected_is_asked_after_where_sun_is_looked_at(parts: Desk, plan: Plan, slow: None) -> None:
    parts.controller.select(plan.bouwblokken[0].id)
    assert parts.told[-1].target is None
    parts.controller.set_kleuring(Kleuring.ZON.value)
    parts.controller.select(plan.bouwblokken[1].id)
    assert parts.told[-1].target == Target(plan.bouwblokken[1].id)


def test_another_plan_starts_with_nothing_asked(parts: Desk, plan: Plan, slow: None) -> None:
    parts.desk.ask_about(Target(plan.bouwblokken[0].id))
    assert parts.told[-1].target is not None
    other = replace(plan, id="ander")
    parts.controller.open_study(other, State.start(other))
    assert parts.told[-1].target is None


def test_nothing_starts_after_the_end(parts: Desk, slow: None) -> None:
    parts.desk.close()
    parts.desk.want_book(True)
    parts.desk.run_waiting()
    assert parts.runner.jobs == []


def test_maps_of_other_fasen_are_made_while_nothing_is_asked_and_give_way_to_a_wish(
    parts: Desk, plan: Plan, slow: None
) -> None:
    parts.desk.set_settings(op=("pleinen",))
    parts.controller.set_kleuring("zon")
    parts.end_job()
    pictures, jobs = len(parts.picture.scenes), len(parts.runner.jobs)
    parts.desk.run_quiet()
    for _ in plan.fasen[1:]:
        parts.end_job()
    names = [name for name, _ in parts.runner.jobs[jobs:]]
    assert names == [""] * (len(plan.fasen) - 1), "each other fase once, and told to nobody"
    assert len(parts.picture.scenes) == pictures
    parts.desk.set_settings(op=("hoven",))
    parts.end_job()
    parts.desk.run_quiet()
    cancelled, jobs = parts.runner.cancelled, len(parts.runner.jobs)
    parts.controller.set_accent(plan.accenten[0].id, False)
    assert parts.runner.cancelled == cancelled + 1
    assert [name for name, _ in parts.runner.jobs[jobs:]] == ["map"]
