"""Panels: the same targets in many places, from Parquet to Parquet; see :func:`project_panel`."""

from .projecting import project_panel

__all__ = ["project_panel"]
