"""The only object that knows the Study and the views. It imports no Qt: views and dialogs come in as Protocols.

One road: a view asks (a method here) -> the Study changes -> `_changed` works out what follows -> each view is handed
its part. Undo, a shortcut and a loaded study take the same road.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import cast

from massastudie import massa as massas
from massastudie import scene
from massastudie.errors import MassastudieError
from massastudie.frozen import Frozen
from massastudie.knobs import Override
from massastudie.parameters import VELD, parameters
from massastudie.plan import Accent, Bouwblok, Plan
from massastudie.scene import Scene
from massastudie.state import Kleuring, Layer, State, parent_blok, value_of
from massastudie.study import Study

from .lit import lit_scene
from .shown import WISHES, Heat, Picture, Shown, View

__all__ = ["WISHES", "Controller", "Heat", "Picture", "Shown", "View", "bouwlagen_of"]

Report = Callable[[str], None]


class Controller:
    """Turns what a user asks into a change of the Study, and a change of the Study into what is shown."""

    def __init__(self, plan: Plan, state: State, report: Report) -> None:
        """`report` gets one clear sentence when a wish cannot be met; the state is then as it was."""
        self._report = report
        self._views: list[View] = []
        self._moment_views: list[View] = []
        self._heat: Heat | None = None
        self._lit: frozenset[str] = frozenset()
        self._scene: Scene | None = None
        self._picture: Picture | None = None
        self._shown: Shown | None = None
        self._study = Study(plan, state)
        self._study.observe(self._changed)

    @property
    def plan(self) -> Plan:
        """The plan looked at."""
        return self._study.plan

    @property
    def state(self) -> State:
        """What was chosen last."""
        return self._study.state

    @property
    def shown(self) -> Shown:
        """What the views show now; worked out at the first call."""
        if self._shown is None:
            self._shown = self._work_out(self._study.state)
        return self._shown

    def add_view(self, view: View) -> None:
        """Hand this view its part now and after every change."""
        self._views.append(view)
        view.show_part(self.shown)

    def follow_moments(self, view: View) -> None:
        """Hand this view its part also when nothing but the moment changes, which happens many times a second."""
        self._moment_views.append(view)

    def set_heat(self, heat: Heat) -> None:
        """Ask here for the sun hours that the colouring "zon" shows."""
        self._heat = heat

    def set_picture(self, picture: Picture) -> None:
        """Draw in this 3D view from now on."""
        self._picture = picture
        self._draw(self.shown)

    def open_study(self, plan: Plan, state: State) -> None:
        """Go on with another plan or a study read from a file; its history starts empty."""
        study = Study(plan, state)
        study.observe(self._changed)
        self._study = study
        self.refresh()

    def lay_plan(self, plan: Plan) -> None:
        """Go on with this form of the plan (other surroundings) as one step that can be undone."""
        self._try(lambda: self._study.lay(plan))

    def refresh(self) -> None:
        """Show everything again (another language, a new plan)."""
        self._shown = self._work_out(self._study.state)
        self._hand_out(self._shown)

    def light(self, items: Iterable[str]) -> None:
        """Outline these in the picture, beside what is selected, until something else is asked; none: put out."""
        lit = frozenset(items)
        if lit != self._lit:
            self._lit = lit
            self._draw(self.shown)

    def redraw(self) -> None:
        """Draw again: the sun hours of what is shown have come in."""
        self._draw(self.shown)

    # --- wishes -----------------------------------------------------------------------------------------------

    def set_fase(self, fase: str) -> None:
        """Go to this fase."""
        self._wish(lambda s: replace(s, fase=fase))

    def step_fase(self, steps: int) -> None:
        """Go `steps` fasen further (negative: back); stops at the first and the last."""
        fasen = self.plan.fasen
        place = self.plan.fase_index[self.state.fase] + steps
        self.set_fase(fasen[min(max(place, 0), len(fasen) - 1)].id)

    def set_doorsteek(self, doorsteek: str, is_open: bool | None) -> None:
        """Force a doorsteek open or closed; None, or what its fase says anyway, gives it back to the fase."""
        own = self._follows_fase(doorsteek)
        self._wish(lambda s: s.with_doorsteek(doorsteek, None if is_open == own else is_open))

    def set_paviljoen(self, paviljoen: str, present: bool | None) -> None:
        """Force a pavilion there or away; None, or what its fase says anyway, gives it back to the fase."""
        own = self._follows_fase(paviljoen)
        self._wish(lambda s: s.with_paviljoen(paviljoen, None if present == own else present))

    def set_profiel(self, straat: str, profiel: str | None) -> None:
        """Choose the cross-section of a street; None gives it back to the fase."""
        self._wish(lambda s: s.with_profiel(straat, profiel))

    def set_accent(self, accent: str, on: bool) -> None:
        """Switch one accent."""
        self._wish(lambda s: s.with_accent(accent, on))

    def set_accenten(self, on: bool) -> None:
        """Switch all accents together."""
        self._wish(lambda s: replace(s, accenten_aan=on))

    def set_layer(self, layer: str, on: bool) -> None:
        """Show or hide a display layer."""
        self._wish(lambda s: s.with_layer(layer, on))

    def set_kleuring(self, kleuring: str) -> None:
        """Colour the masses another way; who looks at the colouring may compare it with `is`."""
        chosen = next((k for k in Kleuring if k.value == kleuring), cast(Kleuring, kleuring))
        self._wish(lambda s: replace(s, kleuring=chosen))

    def select(self, item: str | None) -> None:
        """Select a thing everywhere at once; None (or nothing) deselects."""
        self._look(selectie=item or None)

    def set_moment(self, moment: datetime) -> None:
        """Look at another moment; it is not part of the history of wishes."""
        self._look(moment=moment)

    def set_knob(self, item: str, veld: str, waarde: Override | None) -> None:
        """Turn a knob; None, or the plan's own value, resets it."""
        own = self._own_value(item, veld)
        same = isinstance(waarde, (int, float)) and isinstance(own, (int, float)) and abs(waarde - own) < 1e-9
        self._wish(lambda s: s.with_override(item, veld, None if same or waarde == own else waarde))

    def reset_item(self, item: str) -> None:
        """Give every knob of one thing its own value again."""
        kept = {key: waarde for key, waarde in self.state.overrides.items() if key[0] != item}
        self._wish(lambda s: replace(s, overrides=Frozen(kept)))

    def reset_parameters(self) -> None:
        """Give every parameter its own value again, as one step."""
        kept = {key: waarde for key, waarde in self.state.overrides.items() if key[1] != VELD}
        self._wish(lambda s: replace(s, overrides=Frozen(kept)))

    def step_bouwlagen(self, steps: int) -> None:
        """Make what is selected `steps` storeys higher (negative: lower); nothing selected: nothing happens."""
        item = self.state.selectie
        now = None if item is None else bouwlagen_of(self.shown, item)
        if item is not None and now is not None:
            self.set_knob(item, "bouwlagen", now + steps)

    def reset_all(self) -> None:
        """Give every forced thing back to its fase and every knob its own value; the fase and layers stay."""
        start = State.start(self.plan)
        own = {name: getattr(start, name) for name in WISHES}
        self._wish(lambda s: replace(s, **own))

    def apply(self, state: State) -> None:
        """Take over a whole state as one step that can be undone."""
        self._wish(lambda _: state)

    def undo(self) -> None:
        """One step back; the moment looked at stays."""
        self._study.undo()

    def redo(self) -> None:
        """One step forward again; the moment looked at stays."""
        self._study.redo()

    # --- what follows -----------------------------------------------------------------------------------------

    def _wish(self, make: Callable[[State], State]) -> None:
        self._try(lambda: self._study.apply(make(self._study.state)))

    def _look(self, **fields: object) -> None:
        self._try(lambda: self._study.look(**fields))

    def _try(self, change: Callable[[], object]) -> None:
        try:
            change()
        except MassastudieError as error:
            self._hand_out(self.shown)  # the widget that asked shows the state as it is again
            self._report(str(error))

    def _changed(self, old: State, new: State) -> None:
        is_same_plan = self._shown is not None and self._shown.plan is self.plan
        self._shown = self._work_out(new)
        if is_same_plan and replace(new, moment=old.moment) == old:
            self._draw_moment(self._shown)
            _show(self._moment_views, self._shown)
        else:
            self._hand_out(self._shown)

    def _work_out(self, state: State) -> Shown:
        massa = massas.build(self.plan, state)
        return Shown(self.plan, state, massa, self._study.can_undo, self._study.can_redo)

    def _hand_out(self, shown: Shown) -> None:
        self._draw(shown)
        if self._picture is not None:
            self._picture.paint_now()  # the panels, with figures of every fase, take longer than the picture
        _show(self._views, shown)

    def _draw(self, shown: Shown) -> None:
        if self._picture is not None:
            self._picture.set_title(shown.titel)
            self._picture.set_moment(shown.state.moment)
            bare = scene.resolve(shown.plan, shown.state, shown.massa)
            self._scene = lit_scene(self._with_sun(bare, shown), shown, self._lit)
            self._picture.show_scene(self._scene)

    def _draw_moment(self, shown: Shown) -> None:
        """Nothing but the moment differs: all else in the scene is the very same, so this is quick."""
        if self._picture is not None and self._scene is not None:
            bare = replace(shown.state, layers=shown.state.layers & {Layer.SCHADUW})
            now = scene.resolve(shown.plan, bare, shown.massa)
            moved = replace(self._scene, sun=now.sun, seizoen=now.seizoen, dag=now.dag)
            self._scene = self._with_sun(moved, shown)
            self._picture.set_moment(shown.state.moment)
            self._picture.show_scene(self._scene)

    def _with_sun(self, bare: Scene, shown: Shown) -> Scene:
        """The scene with the map that the colouring "zon" shows."""
        heat = self._heat
        if heat is None or shown.state.kleuring != Kleuring.ZON:
            return bare
        return replace(bare, heat=heat.heat_of(shown), shade=heat.shade_of(shown), against=heat.against)

    def _follows_fase(self, item: str) -> bool:
        """Whether the fase shown holds this doorsteek or paviljoen when nothing is forced."""
        if item not in self.plan.by_id:
            return False
        return self.plan.fase_index[str(value_of(self.plan, self.state, item, "fase"))] <= self._now

    @property
    def _now(self) -> int:
        return self.plan.fase_index[self.state.fase]

    def _own_value(self, item: str, veld: str) -> object:
        own = self.plan.by_id.get(item) or parameters(self.plan).get(item)
        return getattr(own, veld, None)


def _show(views: list[View], shown: Shown) -> None:
    for view in views:
        view.show_part(shown)


def bouwlagen_of(shown: Shown, item: str) -> int | None:
    """The bouwlagen in force of a new pand, bouwblok or accent; None for what has no such knob."""
    own = shown.plan.by_id.get(item)
    if isinstance(own, Bouwblok | Accent):
        return int(value_of(shown.plan, shown.state, item, "bouwlagen"))
    lichaam = shown.massa.by_id.get(item)
    return lichaam.bouwlagen if own is None and lichaam is not None and parent_blok(shown.plan, item) else None
