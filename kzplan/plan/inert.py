"""Texts that a spreadsheet would take for a formula, kept so that it does not; nothing is lost."""

import re

import pandas as pd

# how a cell begins that spreadsheets compute (CWE-1236), whatever number of apostrophes was set before it already
LIVE = r"'*[=+\-@\t\r]"
KEPT = r"'+[=+\-@\t\r]"


def inert(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table whose texts no spreadsheet computes: an apostrophe stands before those that it would.

    >>> inert(pd.DataFrame({"note": ["=1+1", "'=x", "plain", "-"]}))["note"].tolist()
    ["'=1+1", "''=x", 'plain', "'-"]
    """
    return _changed(table, LIVE, lambda text: "'" + text)


def as_said(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table as it was before :func:`inert`.

    >>> as_said(pd.DataFrame({"note": ["'=1+1", "''=x", "plain", "'tis"]}))["note"].tolist()
    ['=1+1', "'=x", 'plain', "'tis"]
    """
    return _changed(table, KEPT, lambda text: text[1:])


def _changed(table, pattern, change):
    """The table with every text changed that begins as the pattern says."""
    begins, columns = re.compile(pattern).match, {}
    for name, column in table.items():
        if pd.api.types.is_numeric_dtype(column):
            continue
        cells = column.tolist()
        live = {cell for cell in set(cells) if isinstance(cell, str) and begins(cell)}
        if live:
            changed = [change(cell) if cell in live else cell for cell in cells]
            columns[name] = pd.Series(changed, index=table.index, dtype=object)
    return table.assign(**columns) if columns else table
