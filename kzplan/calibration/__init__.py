"""Fit the projection's parameters on a panel of real histories, and score them on what they never saw."""

from .panel import read_panel
from .run import calibrate
from .score import came_true, shipped_table

__all__ = ["calibrate", "came_true", "read_panel", "shipped_table"]
