"""Documents: the HTML report, the workbook and the outlook as CSV; of an evaluation the reports and what goes back to offices."""

from typing import Any

__all__ = ["write_report"]


def __getattr__(name: str) -> Any:
    if name != "write_report":
        raise AttributeError(f"module 'kzplan.documents' has no attribute {name!r}")
    from .build import write_report  # an evaluation needs nothing of it

    return write_report
