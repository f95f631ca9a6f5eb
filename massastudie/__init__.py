"""Massastudie: masses, phases and figures of an urban plan, as pure functions of a plan and a state."""

__version__ = "0.1.0"
