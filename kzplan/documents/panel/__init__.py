"""The page of a panel: thousands of places on one page, from the table that a panel's projection gives."""

from .page import write_panel_report

__all__ = ["write_panel_report"]
