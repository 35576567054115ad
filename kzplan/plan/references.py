"""Targets that are measured from another target's figure of the same year: 不低于本地区党员总数中女性比例."""

from collections.abc import Iterator, Mapping

import pandas as pd

from ..words.both import Both
from ..words.errors import Fault
from .tables import LINE

FILE = "references.csv"


def references_of(tables: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Return the code of the target that each of ``references.csv`` is measured from, which a plan need not have.

    >>> references_of({"references": pd.DataFrame({"code": ["W21"], "reference": ["W20"]})})
    {'W21': 'W20'}
    """
    rows = tables["references"].to_dict("records") if "references" in tables else []
    return {row["code"]: row["reference"] for row in rows}


def reference_faults(tables: Mapping[str, pd.DataFrame]) -> Iterator[Fault]:
    """Yield the faults of ``references.csv``: targets that are not there, or that are measured from themselves."""
    if "references" not in tables or "targets" not in tables:
        return
    codes = set(tables["targets"]["code"])
    remedy = Both("Correct the cell, or remove the row.", "请更正该单元格，或删去该行。")
    for row in tables["references"].to_dict("records"):
        for column in ("code", "reference"):
            if row[column] in codes and not (column == "reference" and row["reference"] == row["code"]):
                continue
            found = Both(f"{row[column]!r}", f"“{row[column]}”")
            expected = Both("a code of targets.csv, of another target", "targets.csv中另一指标的编码")
            yield Fault(FILE, found, expected, remedy, row[LINE], column)
