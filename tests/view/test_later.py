"""What comes later: a thin frame that stands on the ground, named in the legend."""

from __future__ import annotations

from dataclasses import replace

from massastudie.massa import build
from massastudie.plan import Plan
from massastudie.scene import LineItem, Role, resolve
from massastudie.state import State
from tests.view import toy
from ui.view.legend import legend


def test_a_block_to_come_is_a_frame_from_the_ground_to_its_roof(plan: Plan) -> None:
    state = replace(State.start(plan), fase=plan.fasen[0].id)
    massa = build(plan, state)
    frames = [line for line in resolve(plan, state, massa).lines if line.role is Role.LATER]
    assert len({line.id.partition(".")[0] for line in frames}) == len({item.blok for item in massa.later if item.blok})
    tops = {item.hoogte_m for item in massa.later}
    for frame in frames:
        heights = {z for _, _, z in frame.points}
        assert min(heights) == 0.0 and len(heights) == 2 and min(tops) <= max(heights) <= max(tops)
        down = [(a, b) for a, b in zip(frame.points, frame.points[1:], strict=False) if a[2] > b[2]]
        assert len(down) >= 4 and all(a[:2] == b[:2] for a, b in down)


def test_the_legend_names_it() -> None:
    frame = LineItem("BB9.later0", ((0.0, 0.0, 0.0), (0.0, 0.0, 12.0)), Role.LATER)
    scene = replace(toy.scene(), lines=(frame,))
    assert "komt later" in [entry.text for entry in legend(scene, "nl", {})]
    assert "komt later" not in [entry.text for entry in legend(toy.scene(), "nl", {})]
