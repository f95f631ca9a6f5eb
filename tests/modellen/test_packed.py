"""A context goes from one program to another whole: every field of every pand, faces and shapes bit for bit."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import numpy as np

from massastudie.context import Context, ContextPand
from modellen.context import read_context
from modellen.context.packed import NAMES, packed, unpacked
from tests.fuzz.seeds import rich_city
from tests.modellen import city


def test_every_field_comes_through(tmp_path: Path) -> None:
    sent = read_context(city.write(tmp_path / "a.json", rich_city()))
    came = unpacked(packed(sent))
    assert {*NAMES, "polygon", "facets"} == {f.name for f in fields(ContextPand)}
    assert len(came.panden) == len(sent.panden) > 0
    for a, b in zip(sent.panden, came.panden, strict=True):
        assert a.polygon.equals_exact(b.polygon, 0.0)
        assert all(getattr(a, name) == getattr(b, name) for name in NAMES)
        assert (a.facets is None) == (b.facets is None)
        if a.facets is not None and b.facets is not None:
            assert np.array_equal(a.facets.triangles, b.facets.triangles)
            assert np.array_equal(a.facets.edges, b.facets.edges)
            assert (a.facets.casts, a.facets.closed) == (b.facets.casts, b.facets.closed)
    assert any(pand.facets is not None for pand in came.panden)
    rest = [f.name for f in fields(Context) if f.name not in ("panden", "raster")]
    assert [getattr(came, name) for name in rest] == [getattr(sent, name) for name in rest]


def test_one_without_panden_comes_through() -> None:
    sent = Context("ahn.tif", "GeoTIFF", "", "EPSG:28992", 0, (0.0,) * 6, 0.0)
    assert unpacked(packed(sent)).panden == ()
