"""Counting lit moments per day, in machine code where there is a compiler."""

from __future__ import annotations

from typing import Any

import numpy.typing as npt

from .compiled import HAS_COMPILER, compiled

Arr = npt.NDArray[Any]

if HAS_COMPILER:

    @compiled
    def count_rows(counts: Arr, lit: Arr, day: Arr) -> None:
        """Add each row of lit (s, n) 0/1 to the row of counts (d, n) of its day (s,)."""
        for s in range(lit.shape[0]):
            row, into = lit[s], counts[day[s]]
            for i in range(row.shape[0]):
                into[i] += row[i]

else:

    def count_rows(counts: Arr, lit: Arr, day: Arr) -> None:
        """Add each row of lit (s, n) 0/1 to the row of counts (d, n) of its day (s,)."""
        for s in range(lit.shape[0]):
            counts[day[s]] += lit[s]
