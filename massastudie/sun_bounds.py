"""Bounds of the sun engine: what cannot matter to a tile is passed over, and never something that can.

A tile is a disc and a box: its points lie within `radius` of its middle and within half_x, half_y of it, between two
heights. Every test here asks whether *some* point of the tile may be shaded. A table of cells, faces or sun samples is
gone through without branches, division or trigonometry, so that a machine does several at a time; the index has no
sign, else the compiler guards against a negative one and does them one by one. Without a compiler: plain numpy.

Tables. tile (8): middle x, y, radius, lowest z, highest z, half_x, half_y. rays (4, s), by ascending azimuth: unit dx,
dy, tangent of the altitude, and the swing half_x·|dy| + half_y·|dx|: how far the points lie off the middle's beam.
still (s,) 1 where some point of the tile is still lit. cells, columns: see `casters.Grid`. Corners of a face are
given from the middle of the tile.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from .compiled import HAS_COMPILER, bare

Arr = npt.NDArray[Any]

#: Cells nearer than this go first; what they darken wholly is not asked of the others, metres.
NEAR_M = 45.0
NONE, FAR, NEAR = 0, 1, 2
#: A beam that meets a face at a flatter angle than this runs along it.
FLAT = -1e-9
#: Room for rounding where a side of a pane is compared, m²: a corner that stands there twice makes a side of nothing.
ROOM = 1e-6

if HAS_COMPILER:

    @bare
    def reach_cells(found: Arr, cells: Arr, tile: Arr, lowest: float) -> None:
        """Mark each cell (5, c) NONE, FAR or NEAR: NONE when its top stands below the lowest open sun."""
        x, y, radius, low = tile[0], tile[1], tile[2], tile[3]
        near = (NEAR_M + radius) ** 2
        for c in range(found.shape[0]):
            dx = max(0.0, max(cells[0, c] - x, x - cells[2, c]))
            dy = max(0.0, max(cells[1, c] - y, y - cells[3, c]))
            away = dx * dx + dy * dy
            rise = cells[4, c] - low + lowest * radius
            ok = np.uint8(rise > 0) & np.uint8(lowest * lowest * away <= rise * rise)
            found[c] = ok * (np.uint8(1) + np.uint8(away < near))

    @bare
    def reach_faces(found: Arr, columns: Arr, first: int, last: int, tile: Arr, lowest: float) -> None:
        """Mark which faces of first to last are seen from outside and stand above the lowest open sun."""
        x, y, radius, low, high, half_x, half_y = tile[0], tile[1], tile[2], tile[3], tile[4], tile[5], tile[6]
        for i in range(np.uint64(first), np.uint64(last)):
            dx = max(0.0, max(columns[0, i] - x, x - columns[2, i]))
            dy = max(0.0, max(columns[1, i] - y, y - columns[3, i]))
            nx, ny, nz = columns[5, i], columns[6, i], columns[7, i]
            rise = columns[4, i] - low
            reach = rise + lowest * radius
            front = nx * x + ny * y + abs(nx) * half_x + abs(ny) * half_y + columns[8, i]
            front += max(nz * low, nz * high)
            ok = np.uint8(rise > 0) & np.uint8(front > 0)
            found[i] = ok & np.uint8(lowest * lowest * (dx * dx + dy * dy) <= reach * reach)

    @bare
    def wall_samples(
        mask: Arr, rays: Arr, still: Arr, first: int, last: int, tile: Arr, ax: float, ay: float, bx: float, by: float,
        nx: float, ny: float, bottom: float, top: float,
    ) -> None:  # fmt: skip
        """Mark the open samples of first to last in which a wall may shade a point; a bottom of -inf stands."""
        offset, wall_swing = nx * ax + ny * ay, tile[5] * abs(nx) + tile[6] * abs(ny)
        rise, drop, farthest, nearest = top - tile[3], bottom - tile[4], offset + wall_swing, offset - wall_swing
        for s in range(np.uint64(first), np.uint64(last)):
            dx, dy, tan, swing = rays[0, s], rays[1, s], rays[2, s], rays[3, s]
            facing = nx * dx + ny * dy
            ok = still[s] & np.uint8(facing < FLAT)
            ok &= np.uint8(dx * ay - dy * ax + swing >= 0) & np.uint8(dy * bx - dx * by + swing >= 0)
            ok &= np.uint8(rise * facing <= tan * farthest) & np.uint8(tan * nearest <= drop * facing)
            mask[s] = ok

    @bare
    def pane_samples(
        mask: Arr, rays: Arr, still: Arr, first: int, last: int, tile: Arr, away: float, pane: Arr
    ) -> None:
        """Mark the open samples of first to last in which a pane (4, 3), so `away`, may shade a point."""
        low, high, half_x, half_y = tile[3], tile[4], tile[5], tile[6]
        a0, a1, a2, b0, b1, b2 = pane[0, 0], pane[0, 1], pane[0, 2], pane[1, 0], pane[1, 1], pane[1, 2]
        c0, c1, c2, d0, d1, d2 = pane[2, 0], pane[2, 1], pane[2, 2], pane[3, 0], pane[3, 1], pane[3, 2]
        rise = max(max(a2, b2), max(c2, d2)) - low
        ox, oy, oz = a1 * b2 - a2 * b1, a2 * b0 - a0 * b2, a0 * b1 - a1 * b0
        px, py, pz = b1 * c2 - b2 * c1, b2 * c0 - b0 * c2, b0 * c1 - b1 * c0
        qx, qy, qz = c1 * d2 - c2 * d1, c2 * d0 - c0 * d2, c0 * d1 - c1 * d0
        rx, ry, rz = d1 * a2 - d2 * a1, d2 * a0 - d0 * a2, d0 * a1 - d1 * a0
        nx, ny, nz = ox + px + qx + rx, oy + py + qy + ry, oz + pz + qz + rz
        tx, ty, tz, ux, uy, uz = b0 - a0, b1 - a1, b2 - a2, c0 - b0, c1 - b1, c2 - b2
        vx, vy, vz, wx, wy, wz = d0 - c0, d1 - c1, d2 - c2, a0 - d0, a1 - d1, a2 - d2
        for s in range(np.uint64(first), np.uint64(last)):
            x, y, t = rays[0, s], rays[1, s], rays[2, s]
            ok = still[s] & np.uint8(nx * x + ny * y + nz * t < 0) & np.uint8(t * away <= rise)
            up = y * tx - x * ty
            form = half_x * abs(t * ty - y * tz) + half_y * abs(x * tz - t * tx) + max(up * low, up * high)
            ok &= np.uint8(form >= x * ox + y * oy + t * oz - ROOM)
            up = y * ux - x * uy
            form = half_x * abs(t * uy - y * uz) + half_y * abs(x * uz - t * ux) + max(up * low, up * high)
            ok &= np.uint8(form >= x * px + y * py + t * pz - ROOM)
            up = y * vx - x * vy
            form = half_x * abs(t * vy - y * vz) + half_y * abs(x * vz - t * vx) + max(up * low, up * high)
            ok &= np.uint8(form >= x * qx + y * qy + t * qz - ROOM)
            up = y * wx - x * wy
            form = half_x * abs(t * wy - y * wz) + half_y * abs(x * wz - t * wx) + max(up * low, up * high)
            mask[s] = ok & np.uint8(form >= x * rx + y * ry + t * rz - ROOM)

else:

    def _square_away(table: Arr, tile: Arr) -> Arr:
        dx = np.maximum(0.0, np.maximum(table[0] - tile[0], tile[0] - table[2]))
        dy = np.maximum(0.0, np.maximum(table[1] - tile[1], tile[1] - table[3]))
        square: Arr = dx * dx + dy * dy
        return square

    def reach_cells(found: Arr, cells: Arr, tile: Arr, lowest: float) -> None:
        """Mark each cell (5, c) NONE, FAR or NEAR: NONE when its top stands below the lowest open sun."""
        away, rise = _square_away(cells, tile), cells[4] - tile[3] + lowest * tile[2]
        ok = (rise > 0) & (lowest * lowest * away <= rise * rise)
        found[:] = np.where(ok, np.where(away < (NEAR_M + tile[2]) ** 2, NEAR, FAR), NONE)

    def reach_faces(found: Arr, columns: Arr, first: int, last: int, tile: Arr, lowest: float) -> None:
        """Mark which faces of first to last are seen from outside and stand above the lowest open sun."""
        part = columns[:, first:last]
        nx, ny, nz = part[5:8]
        front = nx * tile[0] + ny * tile[1] + abs(nx) * tile[5] + abs(ny) * tile[6] + part[8]
        front += np.maximum(nz * tile[3], nz * tile[4])
        rise = part[4] - tile[3]
        near = lowest * lowest * _square_away(part, tile) <= (rise + lowest * tile[2]) ** 2
        found[first:last] = (rise > 0) & (front > 0) & near

    def wall_samples(
        mask: Arr, rays: Arr, still: Arr, first: int, last: int, tile: Arr, ax: float, ay: float, bx: float, by: float,
        nx: float, ny: float, bottom: float, top: float,
    ) -> None:  # fmt: skip
        """Mark the open samples of first to last in which a wall may shade a point; a bottom of -inf stands."""
        dx, dy, tan, swing = rays[:, first:last]
        offset, wall_swing = nx * ax + ny * ay, tile[5] * abs(nx) + tile[6] * abs(ny)
        facing = nx * dx + ny * dy
        ok = (facing < FLAT) & (dx * ay - dy * ax + swing >= 0) & (dy * bx - dx * by + swing >= 0)
        ok &= (top - tile[3]) * facing <= tan * (offset + wall_swing)
        if np.isfinite(bottom):
            ok &= tan * (offset - wall_swing) <= (bottom - tile[4]) * facing
        mask[first:last] = still[first:last] & ok

    def pane_samples(
        mask: Arr, rays: Arr, still: Arr, first: int, last: int, tile: Arr, away: float, pane: Arr
    ) -> None:
        """Mark the open samples of first to last in which a pane (4, 3), so `away`, may shade a point."""
        x, y, t = rays[:3, first:last]
        after = np.roll(pane, -1, axis=0)
        across, along = np.cross(pane, after), after - pane
        ok = (across.sum(axis=0) @ rays[:3, first:last] < 0) & (t * away <= pane[:, 2].max() - tile[3])
        for (ex, ey, ez), (px, py, pz) in zip(along, across, strict=True):
            up = y * ex - x * ey
            form = tile[5] * abs(t * ey - y * ez) + tile[6] * abs(x * ez - t * ex)
            form += np.maximum(up * tile[3], up * tile[4])
            ok &= form >= x * px + y * py + t * pz - ROOM
        mask[first:last] = still[first:last] & ok
