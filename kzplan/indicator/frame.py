"""A door for one's own series: from a long table to :class:`~kzplan.indicator.series.Series`, or a refusal that shows the rows."""

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from ..words.errors import InputError, UnknownNameError
from .kind import Direction, Kind
from .series import Series

NEEDED = ("year", "value")
OPTIONAL = {"indicator": "series", "stratum": "total", "numerator": np.nan, "denominator": np.nan}
SHOWN = 6  # rows that an error shows


class SeriesSet(Mapping[str, Series]):
    """Series by name, in the order they came in; made by :func:`series`.

    >>> s = series(pd.DataFrame({"indicator": "stunting", "year": [2012, 2022], "value": [9.1, 6.2]}), kind="proportion")
    >>> list(s), s["stunting"].latest.value
    (['stunting'], 6.2)
    """

    def __init__(self, found: Mapping[str, Series]):
        self._found = dict(found)

    def __getitem__(self, name: str) -> Series:
        if name not in self._found:
            raise UnknownNameError(f"no series {name!r}; there are {', '.join(self._found)}")
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def __repr__(self) -> str:
        return f"<{len(self)} series: {', '.join(self)}>"

    @property
    def only(self) -> Series:
        """The series, where there is just one."""
        if len(self) != 1:
            raise InputError(
                f"one series is asked for, and here are {len(self)}: {', '.join(self)}; choose one, as s[{next(iter(self))!r}]"
            )
        return next(iter(self._found.values()))


def series(
    frame: pd.DataFrame,
    kind: str | Mapping[str, str],
    direction: str | Mapping[str, str] | None = None,
    unit: str | Mapping[str, str] | None = None,
) -> SeriesSet:
    """Return the series of a long table of one's own.

    Parameters
    ----------
    frame : one row a value: ``year``, ``value`` and, if wanted, ``indicator``, ``stratum``, ``numerator``, ``denominator``.
        Shares as 0–100. Rows without a value are left out.
    kind : "rate", "proportion", "positive" or "count"; one for all, or by indicator.
    direction : the good direction, "up", "down" or None; one for all, or by indicator.
    unit : as "%", "‰" or "per 100,000"; one for all, or by indicator. For rates with counts it says per how many.

    Returns
    -------
    SeriesSet : series by indicator (``indicator:stratum`` for a stratum other than "total").

    Raises
    ------
    InputError : a column that is missing, text where numbers belong, a year that stands twice, values that cannot be, shares
        that all lie between 0 and 1 while no unit is said; with the rows.

    >>> frame = pd.DataFrame({"indicator": "anc", "year": [2012, 2017, 2022], "value": [88.0, 91.5, 93.0]})
    >>> series(frame, kind="proportion", direction="up", unit="%")["anc"]
    Series(indicator='anc', stratum='total', kind=<Kind.PROPORTION: 'proportion'>, direction=<Direction.UP: 'up'>, unit='%', years=array([2012, 2017, 2022]))
    """
    table = _numbers(_with_columns(frame))
    _refuse(
        table,
        table.duplicated(["indicator", "stratum", "year"], keep=False),
        "a year stands twice",
        "one value a year, indicator and stratum",
    )
    found = {}
    for (indicator, stratum), rows in table.groupby(["indicator", "stratum"], sort=False):
        own = Kind(_chosen("kind", kind, indicator, [one.value for one in Kind if one.modelled]))
        good = Direction(_chosen("direction", direction, indicator, ["up", "down", "none"]) or "none")
        said = unit.get(indicator) if isinstance(unit, Mapping) else unit
        _check_values(rows, own, said)
        one = Series.of(
            rows.assign(decimals=_decimals(rows["value"])), str(indicator), own, good, said or "", str(stratum)
        )
        found[one.name] = one
    return SeriesSet(found)


def _with_columns(frame):
    if not isinstance(frame, pd.DataFrame):
        raise InputError(
            f"a table is expected, a DataFrame with the columns {', '.join(NEEDED)}; got {type(frame).__name__}"
        )
    lacking = [name for name in NEEDED if name not in frame]
    if lacking:
        raise InputError(
            f"no column {lacking[0]!r}; expected {', '.join([*NEEDED, *OPTIONAL])}, got {', '.join(map(str, frame.columns))}"
        )
    table = frame.assign(**{name: default for name, default in OPTIONAL.items() if name not in frame})
    return table[[*NEEDED, *OPTIONAL]].reset_index(drop=True)


def _numbers(table):
    """The table with numbers as numbers and rows without a value left out."""
    for name in ("year", "value", "numerator", "denominator"):
        numbers = pd.to_numeric(table[name], errors="coerce").astype(float)
        _refuse(
            table,
            numbers.isna() & table[name].notna(),
            f"text where numbers belong, in column {name!r}",
            "numbers, or nothing",
        )
        table[name] = numbers
    _refuse(table, table["year"].isna() | (table["year"] % 1 != 0), "no year", "a whole year in each row")
    return table[table["value"].notna()].astype({"year": int})


def _chosen(what, given, indicator, known):
    """What is given for one indicator, checked against the words there are."""
    word = given.get(indicator) if isinstance(given, Mapping) else given
    if word is None and what == "direction":
        return None
    if word not in known:
        raise InputError(f"{what} of {indicator!r} must be one of {', '.join(known)}; got {word!r}")
    return word


def _check_values(rows, kind, unit):
    low, high = kind.limits
    values = rows["value"]
    _refuse(
        rows,
        (values < low) | (values > high) | ~np.isfinite(values),
        f"values that no {kind} can have",
        f"{low:g} to {high:g}",
    )
    if kind is Kind.PROPORTION and unit is None and len(values) and values.max() <= 1:
        told = "shares that all lie between 0 and 1"
        _refuse(rows, values <= 1, told, "shares of 100 (multiply by 100), or unit='%' where they are so small")


def _decimals(values):
    """How many decimals each value shows."""
    return [len(text.partition(".")[2]) if "." in (text := f"{value:.10g}") else 0 for value in values]


def _refuse(table, wrong, found, expected):
    if wrong.any():
        rows = table[wrong]
        more = f"\n… and {len(rows) - SHOWN} more" if len(rows) > SHOWN else ""
        raise InputError(f"{found}; expected {expected}:\n{rows.head(SHOWN).to_string()}{more}")
