"""One 3D view that shows what another one shows: the same scene, words and viewpoint, without what is selected."""

from __future__ import annotations

from dataclasses import replace

from massastudie.scene import Scene

from .scene_view import SceneView


class Mirror:
    """Keeps `image` as `source` is, each time it is asked to; only what differs is drawn."""

    def __init__(self, source: SceneView, image: SceneView) -> None:
        self._source, self._image = source, image
        self._scene: Scene | None = None
        self._viewpoint: dict[str, object] = {}
        image.set_animated(False)

    def follow(self, subtitle: str) -> None:
        """Show what `source` shows now; `subtitle` stands under its title."""
        scene = self._source.overlay.scene
        if scene is None:
            return
        self._look()
        self._write(subtitle)
        if scene is not self._scene:
            self._scene = scene
            self._image.show_scene(replace(scene, selection=None) if scene.selection else scene)
        self._compare()

    def _look(self) -> None:
        viewpoint = self._source.viewpoint()
        if viewpoint != self._viewpoint:
            self._viewpoint = viewpoint
            self._image.set_viewpoint(viewpoint)

    def _write(self, subtitle: str) -> None:
        mine, own = self._image, self._source.overlay.caption
        now = mine.overlay.caption
        if (now.title, now.subtitle) != (own.title, subtitle):
            mine.set_title(own.title, subtitle)
        if (now.language, now.fase_names) != (own.language, own.fase_names):
            mine.set_language(own.language)
            mine.set_fase_names(own.fase_names)
        mine.set_moment(own.moment)
        if mine.overlay.mark != self._source.overlay.mark:
            mine.set_mark(self._source.overlay.mark)

    def _compare(self) -> None:
        beside, shown = self._source.beside, self._image.beside
        if beside is None:
            if shown is not None:
                self._image.compare(None)
            return
        if shown is None or shown.scene is not beside.scene or shown.title != beside.title:
            self._image.compare(beside.scene, beside.title)
        if self._image.beside is not None and self._image.beside.share != beside.share:
            self._image.set_split(beside.share)
