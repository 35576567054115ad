"""The table that a panel's page is made of, looked at before the page is: what its columns are, and what can stand in them."""

import numpy as np
import pandas as pd

from ...indicator.kind import Direction, Kind
from ...odds.verdict import LIKELIHOODS, REASONS
from ...words.errors import InputError
from ...words.given import shown, writable

TEXTS = (
    "place", "parent", "indicator", "stratum", "code", "name_zh", "name_en", "unit", "kind", "direction", "rule", "target", "outlook",
    "reason", "class_basis",
)  # fmt: skip
NUMBERS = (
    "median", "lo50", "hi50", "lo80", "hi80", "lo95", "hi95", "p_reach", "latest_numerator", "latest_denominator", "latest_value",
    "latest_year", "class_spread",
)  # fmt: skip
COLUMNS = (*TEXTS, *NUMBERS)
OUTLOOKS = tuple(word for _, word in LIKELIHOODS)
NAMES = ("place", "indicator", "stratum", "code")  # that are never blank
WORDS = {"kind": tuple(Kind), "direction": tuple(Direction), "outlook": (*OUTLOOKS, ""), "reason": (*REASONS, "")}
ONE_A_TARGET = ("code", "name_zh", "name_en", "unit", "kind", "direction")
SERIES = ["place", "indicator", "stratum"]
SHOWN = 3  # rows of a fault
MADE = "expected what kzplan panel writes (made by this version; run it again)"


def check_columns(names: list, of: str) -> None:
    """Refuse a table that lacks columns of the page, or has one twice.

    Parameters
    ----------
    names, of : its columns, and what it is called.

    Raises
    ------
    InputError : naming them.
    """
    lacking = [repr(name) for name in COLUMNS if name not in names]
    twice = [repr(name) for name in COLUMNS if names.count(name) > 1]
    faults = [f"no column {', '.join(lacking)}"] * bool(lacking) + [f"twice column {', '.join(twice)}"] * bool(twice)
    if faults:
        raise InputError(f"{of} has {' and '.join(faults)}; {MADE}")


def checked(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table, columns of numbers as such though they hold nothing; or refuse what no panel comes to.

    Parameters
    ----------
    table : the columns ``COLUMNS``.

    Raises
    ------
    InputError : all faults, each with the column, the first rows (from 1) and what is expected.
    """
    if not len(table):
        raise InputError("the table has no row: there is nothing to write a page about")
    faults = [fault for name in TEXTS for fault in _of_text(table, name)]
    faults += [fault for name in NUMBERS for fault in _of_number(table, name)]
    if not faults:  # rows can be told from each other
        faults = _of_rows(table)
    if faults:
        raise InputError("the table is no panel's; " + MADE + ":\n" + "\n".join(faults))
    empty = [name for name in NUMBERS if table[name].dtype.kind not in "iuf"]
    return table.astype(dict.fromkeys(empty, float))


def _of_text(table, name):
    column = table[name].astype(object)
    wrong = _no_text(column)
    if wrong.any():
        return _told(table, name, wrong, "text" if name in NAMES else "text, blank where there is none")
    if name in NAMES:
        return _told(table, name, column.isin([one for one in column.unique() if not one.strip()]), "a name")
    if name in WORDS:
        return _told(table, name, ~column.isin(WORDS[name]), f"one of {', '.join(map(repr, map(str, WORDS[name])))}")
    return []


def _no_text(column):
    """Which cells are no text, or none that can be written to a file."""
    if pd.api.types.infer_dtype(column, skipna=False) != "string" or column.isna().any():
        return np.array([not isinstance(one, str) for one in column])
    return column.isin([one for one in column.unique() if not writable(one)]).to_numpy()


def _of_number(table, name):
    column = table[name]
    if column.isna().all():
        return []
    if column.dtype.kind not in "iuf":
        return [f"column {name!r} holds {column.dtype}, as {shown(column.dropna().iloc[0])}; expected numbers"]
    numbers = column.astype("Float64").to_numpy(float, na_value=np.nan)
    known = ~np.isnan(numbers)
    within, expected = np.isfinite(numbers), "a number, or nothing"
    if name == "p_reach":
        within, expected = (numbers >= 0) & (numbers <= 1), "a chance from 0 to 1, or nothing"
    elif name == "latest_year":
        within, expected = (numbers % 1 == 0) & (numbers >= 1000) & (numbers < 10_000), "a year of 4 digits, or nothing"
    elif name in ("latest_numerator", "latest_denominator"):
        within, expected = within & (numbers >= 0), "a count, or nothing"
    elif name == "class_spread":
        within, expected = within & (numbers >= 0), "0 or more, or nothing"
    return _told(table, name, known & ~within, expected)


def _of_rows(table):
    """What cannot be of rows together: a series twice, a place in two areas, a target that is not one."""
    told = table["outlook"].ne("").to_numpy()
    faults = _told(table, "p_reach", told & table["p_reach"].isna().to_numpy(), "a chance where there is an outlook")
    twice = table.duplicated(SERIES, keep=False).to_numpy()
    faults += _told(table, "place", twice, "one row for each place, indicator and stratum; it stands twice")
    first = _first(table, ["place"])
    faults += _told(table, "parent", _differs(table, first, "parent"), "one area for a place")
    first = _first(table, SERIES[1:])
    for name in ONE_A_TARGET:
        faults += _told(table, name, _differs(table, first, name), "one for an indicator and stratum")
    return faults


def _first(table, by):
    """Position of the first row of each row's group."""
    _, at, group = np.unique(
        table.groupby(by, sort=False, observed=True).ngroup(), return_index=True, return_inverse=True
    )
    return at[group]


def _differs(table, first, name):
    """Which rows have another entry than the first of their group."""
    cells = table[name].to_numpy(object)
    return cells != cells[first]


def _told(table, name, wrong, expected):
    """What is wrong in a column, as a list of one line; none where nothing is."""
    rows = np.flatnonzero(wrong)
    if not len(rows):
        return []
    first = [table[name].iloc[i] for i in rows[:SHOWN]]
    plain = [shown(one.item() if isinstance(one, np.generic) else one) for one in first]
    cells = "; ".join(f"row {i + 1}: {one}" for i, one in zip(rows, plain, strict=False))
    more = f"; and {len(rows) - SHOWN} more" if len(rows) > SHOWN else ""
    return [f"column {name!r}, {cells}{more}; expected {expected}"]
