"""Documents: the HTML report, the workbook and the outlook as CSV."""

from .build import write_report

__all__ = ["write_report"]
