"""Elevations: masses seen square on, as lines at true scale, with what is hidden left out."""
