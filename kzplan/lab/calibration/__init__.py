"""Fit the projection's parameters on a panel of real histories, and score them on what they never saw."""

from ...model.scores import came_true, shipped_table
from .panel import read_panel
from .run import calibrate

__all__ = ["calibrate", "came_true", "read_panel", "shipped_table"]
