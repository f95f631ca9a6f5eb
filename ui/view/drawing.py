"""Draws a Scene into a renderer: compares with what it shows and writes only the groups that differ.

The same class draws on screen and off-screen. It never renders by itself.
"""

from __future__ import annotations

import numpy as np
from vtkmodules.vtkRenderingCore import vtkRenderer

from massastudie.mesh import prepare
from massastudie.scene import BodyItem, Role, Scene, SurfaceItem
from massastudie.steps import drained

from .. import style
from . import ground, light, outlines, relief
from .batch import Batch
from .bodies import merge
from .body_layer import BodyLayer, split
from .camera import Viewpoint
from .exact_shade import MANY, ExactShade, Shaded, ShadeWish, middle
from .facades import FacadeShade
from .heat import HeatMap
from .look import casts, is_quiet, look_of, people_of
from .people import People
from .quick import QuickShade
from .relief import GroundBatch
from .season import share_through
from .shade_change import ShadeChange
from .styling import Styling
from .tree_layer import TreeLayer


class Drawing:
    """Everything a Scene asks for, as a handful of actors.

    `show` follows the sun in the quick way: light on masses and ground, and a coarse shade on the ground. `settle`
    makes shade exact, on the ground, on decks, facades and roofs, and turns the light on the trees.
    """

    def __init__(self, renderer: vtkRenderer) -> None:
        self.renderer = renderer
        self.sun = light.sun_vector()
        self.context, self.plan = BodyLayer(renderer, True), BodyLayer(renderer, False)
        self.ground, (self.surfaces, self.shade) = Batch(renderer), (GroundBatch(renderer) for _ in range(2))
        self.trees = TreeLayer(renderer, self.sun)
        self.far, self.sky = Batch(renderer), Batch(renderer)
        for batch in (self.far, self.sky):
            # Ambient occlusion leaves unlit actors alone: no stripes at the horizon.
            batch.actor.GetProperty().LightingOff()
        self.lines, self.later = GroundBatch(renderer, "lines", 2.2), Batch(renderer, "lines", 1.0)
        self.ghost, self.ghost_edge = Batch(renderer), Batch(renderer, "lines", 1.6)
        self.selection = Batch(renderer, "lines", 3.4, -12.0)
        self.quick, self.facades, self.heat = QuickShade(renderer), FacadeShade(renderer), HeatMap(renderer)
        self.change, self.people = ShadeChange(renderer), People(renderer)
        self.styling = Styling(renderer)
        self.exact = ExactShade(self.shade, self.facades, self.sun)
        self.scene: Scene | None = None
        self._groups = split(())
        self.surface_owner = np.zeros(0, dtype=np.int64)
        self._surface_points = np.zeros((0, 3))
        self._last: dict[str, tuple[object, ...]] = {}

    def batches(self) -> list[Batch]:
        """Every batch, in drawing order."""
        layers = [b for layer in (self.context, self.plan) for b in (layer.faces, layer.outline, layer.storeys)]
        rest = [self.sky, self.far, self.ground, self.surfaces, self.shade, *self.trees.batches]
        rest += [self.lines, self.later]
        sunny = [self.quick.batch, self.facades.batch, *self.heat.batches, self.change.batch, self.change.faces]
        sunny += self.people.batches
        marks = [self.ghost, self.ghost_edge, self.selection]
        return [*layers, self.context.plint, self.plan.plint, *rest, *sunny, *self.styling.batches, *marks]

    @property
    def occluded(self) -> bool:
        """Whether corners are darkened in the style shown."""
        return self.styling.look is None or self.styling.look.occluded

    @property
    def is_large(self) -> bool:
        """Whether the scene holds a whole city."""
        return self.scene is not None and len(self.scene.bodies) > MANY

    def scale_lines(self, scale: float) -> None:
        """Widths of lines for a picture drawn `scale` times as large."""
        for batch in self.batches():
            batch.scale_lines(scale)

    def look_from(self, view: Viewpoint, still: bool = True) -> None:
        """Draw what depends on where one stands; the costly part only when that stands `still`."""
        self.people.look_from(view)
        if still:
            self.styling.look_from(view.afstand_m)

    def show(self, scene: Scene) -> bool:
        """Draw this scene, all but its exact shadows; True when the picture differs from the one before."""
        if scene is self.scene:
            return False
        if self.scene is None or scene.bodies is not self.scene.bodies:  # not at each step of the sun
            prepare([item.lichaam for item in scene.bodies])
            self._groups = split(scene.bodies)
        groups = self._groups
        first = self.scene is None or middle(self.scene) != middle(scene)
        moved = self._turn(scene)
        changed = [
            moved,
            (self._on_terrain(scene) or first) and self._show_ground(scene),
            self.context.show(groups["context"], scene, self.sun, middle(scene)),
            self.plan.show(groups["plan"], scene, self.sun, middle(scene)),
            self._surfaces(scene.surfaces, scene),
            self.trees.show(scene, middle(scene)),
            self.people.show(people_of(scene), scene.terrein),
            self._lines(scene),
            self._ghosts(groups["gesloopt"]),
            self.show_selection(scene),
            self.heat.show(scene.heat),
            self.change.show(scene.shade or ()),
            self._styled(scene, groups),
        ]
        self.scene = scene
        self._quick_shade(scene, moved)
        return any(changed)

    def _styled(self, scene: Scene, groups: dict[str, tuple[BodyItem, ...]]) -> bool:
        """Draw in the style of the scene; True when that was another."""
        if not self.styling.show(scene, (*groups["context"], *groups["plan"]), middle(scene)):
            return False
        look, ground_and_sky = look_of(scene), [self.ground, self.surfaces, self.far, self.sky]
        tones = dict.fromkeys((*ground_and_sky, self.context.faces, *self.trees.batches), look.faces)
        tones |= {self.plan.faces: look.plan, self.shade: look.shade, self.facades.batch: look.shade}
        tones |= dict.fromkeys((self.lines, self.later, self.ghost, self.ghost_edge), look.marks)
        for batch in self.batches():
            if batch is not self.selection and batch not in self.styling.batches:
                batch.set_tone(tones.get(batch, look.other))
        return True

    def _turn(self, scene: Scene) -> bool:
        """Take the sun of the scene, a fixed light when there is none; True when light or shadows change."""
        sun = light.sun_vector() if scene.sun is None or not look_of(scene).casts else np.array(scene.sun)
        casting = casts(scene)
        before = self.scene
        moved = before is not None and (not np.array_equal(sun, self.sun) or casting != casts(before))
        self.sun = sun
        return moved

    def _quick_shade(self, scene: Scene, moved: bool) -> None:
        """Until all is quiet: coarse shade on the ground when the sun moved, else the exact one that still holds."""
        if not casts(scene) or moved:
            self.facades.hide()
            self.people.hide_shade()
            self.shade.actor.SetVisibility(False)
            self.exact.forget()
        if not casts(scene):
            self.quick.hide()
        elif moved and not look_of(scene).outlined:
            self.quick.show(self.exact.casters(scene), scene.surfaces, self.sun, middle(scene))
        else:
            self.facades.show(scene, self.sun, middle(scene))

    def set_coarse(self, on: bool) -> None:
        """Leave out the fine lines of the city while every millisecond counts."""
        self.context.outline.actor.SetVisibility(not on and self.context.outline.data.GetNumberOfCells() > 0)

    def set_lit(self, on: bool) -> None:
        """Lit is what ambient occlusion asks for; unlit looks the same without it and is drawn a quarter quicker."""
        for batch in self.batches():
            if batch not in (self.far, self.sky, *self.people.batches):
                batch.actor.GetProperty().SetLighting(on)

    def settle(self) -> None:
        """Bring light on trees and all shadows up to date: the costly part, left until nothing changes any more."""
        self.shade_now(self.relight())

    def relight(self) -> ShadeWish | None:
        """Turn the light on the trees; the shade that is then still to be worked out, None when it is there."""
        if self.scene is None:
            return None
        self._light(self.scene)
        return self.exact.due(self.scene, self.sun)

    def shade_now(self, wish: ShadeWish | None) -> None:
        """Work out the shade that `relight` says is still to come, and draw it before the caller goes on."""
        self.finish(None if wish is None else drained(self.exact.steps(wish)))

    def finish(self, found: Shaded | None) -> None:
        """Draw what was found; then all shade is exact: the coarse one goes, people get their light."""
        if self.scene is not None:
            if found is not None:
                self.exact.take(found, self.scene)
            if casts(self.scene):
                self.quick.hide()
            self._people(self.scene)

    def _differs(self, name: str, *parts: tuple[object, ...]) -> bool:
        known = self._last.get(name)
        now = tuple(x for part in parts for x in (len(part), *part))
        if (
            known is not None
            and len(known) == len(now)
            and all(a is b or (isinstance(a, int) and a == b) for a, b in zip(known, now, strict=True))
        ):
            return False
        self._last[name] = now
        return True

    def _show_ground(self, scene: Scene) -> bool:
        self.ground.write(*relief.base(middle(scene), self.sun, scene.terrein))
        self.sky.write(*ground.sky(middle(scene)))
        self.far.write(*ground.disc(middle(scene), self.sun, ground.FAR_RADII_M, relief.lowest_m(scene.terrein)))
        return True

    def _on_terrain(self, scene: Scene) -> bool:
        """Lay what lies on the ground on that of this scene; True when that was another."""
        if self.surfaces.terrein is scene.terrein:
            return False
        for batch in (self.surfaces, self.shade, self.lines, self.change.batch, self.quick.batch):
            batch.terrein = scene.terrein
        self.exact.forget()
        for name in ("surfaces", "lines"):
            self._last.pop(name, None)
        return True

    def _surfaces(self, items: tuple[SurfaceItem, ...], scene: Scene) -> bool:
        if self._differs("surfaces", items, (is_quiet(scene),)):
            points, colours, self.surface_owner = ground.surfaces(items, self.sun, is_quiet(scene))
            self._surface_points = points
            self.surfaces.write(points, light.hazed(colours, points, middle(scene)))
            return True
        return False

    def _people(self, scene: Scene) -> None:
        """Light on people as it falls where they stand."""
        places, casting = self.people.places, casts(scene)
        share = self.exact.ground.lit_share(places, share_through(scene)) if casting else np.ones(len(places))
        self.people.light(self.sun, share, casting, middle(scene))

    def _light(self, scene: Scene) -> None:
        """Turn the light on trees and ground when the sun has moved."""
        if not self.trees.light(self.sun, middle(scene)):
            return
        self._show_ground(scene)
        if len(self._surface_points):
            colours = ground.colours_of([item.role for item in scene.surfaces], self.sun, 1.0, is_quiet(scene))
            points = self._surface_points
            spread = np.repeat(colours[self.surface_owner], 3, axis=0)
            self.surfaces.recolour(light.hazed(spread, points, middle(scene)))

    def _lines(self, scene: Scene) -> bool:
        if not self._differs("lines", scene.lines):
            return False
        later = [line for line in scene.lines if line.role is Role.LATER]
        self.lines.write(*ground.lines([line for line in scene.lines if line.role is not Role.LATER]))
        self.later.write(*ground.lines(later))
        return True

    def _ghosts(self, items: tuple[BodyItem, ...]) -> bool:
        if not self._differs("ghost", items):
            return False
        group = merge(items)
        colour = style.ROLE_COLOUR[Role.GESLOOPT]
        fill = np.full((len(group.points), 1), 31, dtype=np.uint8)
        self.ghost.write(group.points, np.hstack([ground.paint(colour, len(group.points)), fill]))
        edges = ground.dashes(group.outline.reshape(-1, 2, 3).astype(np.float64), 1.6, 1.1).reshape(-1, 3)
        self.ghost_edge.write(edges, ground.paint(colour, len(edges)))
        return True

    def show_selection(self, scene: Scene) -> bool:
        """Outline what is selected; True when that changed."""
        chosen = outlines.selected(scene)
        if not self._differs("selection", chosen):
            return False
        points = outlines.points(chosen)
        self.selection.write(points, ground.paint(style.SELECTION, len(points)))
        return True

    def preview(self, points: light.Floats) -> None:
        """Show a wish while it is dragged: segments (2k, 3) in the colour of the selection."""
        self.selection.write(points, ground.paint(style.SELECTION, len(points)))
        self._last.pop("selection", None)
