"""Figures as code: a set in `figures.toml`, what each figure shows, and whether a new one differs from the last."""

from .figuur import Figurenset, Figuur, Kaartwens, Plaat
from .lezen import FILE, read_set

__all__ = ["FILE", "Figurenset", "Figuur", "Kaartwens", "Plaat", "read_set"]
