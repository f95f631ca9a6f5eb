"""The handout: one HTML file for phone and laptop that needs no network, with the masses in 3D, fasen and figures."""

from __future__ import annotations
