"""A door for one's own series: from a long table to :class:`~kzplan.indicator.series.Series`, or a refusal that shows the rows."""

import unicodedata
import warnings
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from ..words.errors import InputError, TwoReadings, UnknownNameError
from ..words.given import is_key, is_number, shown, writable, written
from .fractions import FRACTION, OF_ONE, WHOLE, one_among_hundreds
from .kind import Direction, Kind
from .series import Series
from .unit import multiplier, plain_unit

NEEDED = ("year", "value")
OPTIONAL = {"indicator": "series", "stratum": "total", "numerator": np.nan, "denominator": np.nan, "source": ""}
SHOWN = 6  # rows that an error shows
DIGITS = 4  # of a year
# how many times all earlier values are all later ones, or the other way round, before another unit is asked about: of the series
# of nations we know none of a rate parts 9-fold, none of another quantity 50-fold; shares may leap with a service that begins
LEAPS = {Kind.RATE: 20, Kind.POSITIVE: 500, Kind.COUNT: 500}
KINDS = "rate (events per so many), proportion (a percentage), positive (any other quantity above 0) or count"


class SeriesSet(Mapping[str, Series]):
    """Series by name, in the order they came in; made by :func:`series`.

    >>> s = series(pd.DataFrame({"indicator": "stunting", "year": [2012, 2022], "value": [9.1, 6.2]}), kind="proportion")
    >>> list(s), s["stunting"].latest.value, "anc" in s
    (['stunting'], 6.2, False)
    """

    def __init__(self, found: Mapping[str, Series]):
        self._found = dict(found)

    def __getitem__(self, name: str) -> Series:
        if name not in self:
            raise UnknownNameError(f"no series {shown(name)}; there are {', '.join(self._found)}")
        return self._found[name]

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name in self._found

    def get(self, name: str, default: Any = None) -> Any:
        """Return the series of a name, or ``default``."""
        return self._found[name] if name in self else default

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
    frame : one row a value: ``year``, ``value`` and, if wanted, ``indicator``, ``stratum``, ``numerator``, ``denominator``
        and ``source``, which figures are signed with. Shares as 0–100. Rows without a value are left out. An indicator may be
        called anything; one that bears an id of :func:`kzplan.indicators` is projected as that one.
    kind : "rate", "proportion", "positive" or "count"; one for all, or by indicator.
    direction : the good direction, "up", "down" or None; one for all, or by indicator.
    unit : as "%", "‰" or "per 100,000"; one for all, or by indicator. For rates with counts it says per how many. "1" says
        that the shares are of 1: they are taken times 100, and everything from there on, targets too, is of 100.

    Returns
    -------
    SeriesSet : series by indicator (``indicator:stratum`` for a stratum other than "total").

    Raises
    ------
    InputError : a column that is missing, text where numbers belong, a year that stands twice, values that cannot be or do
        not agree with their counts, shares that all lie between 0 and 1 while no unit is said; with the rows.

    Warns
    -----
    TwoReadings : a leap as between two units, as from 1,900 to 19.

    >>> frame = pd.DataFrame({"indicator": "anc", "year": [2012, 2017, 2022], "value": [88.0, 91.5, 93.0]})
    >>> series(frame, kind="proportion", direction="up", unit="%")["anc"]
    <Series anc, proportion in %, up is good: 88 (2012), 91.5 (2017), 93 (2022)>
    """
    table = _numbers(_with_columns(frame))
    if table["stratum"].hasnans:
        table = table.assign(stratum=table["stratum"].fillna(OPTIONAL["stratum"]))
    for name in ("indicator", "stratum"):
        _refuse(table, [not _is_name(one) for one in table[name]], f"no {name}", "the name of one in each row")
        _refuse(
            table, _written_apart(table[name]), f"an {name} written in two ways", "one way, without blanks around it"
        )
    _named(table, frame.columns, kind=kind, direction=direction, unit=unit)
    _refuse(
        table,
        table.duplicated(["indicator", "stratum", "year"], keep=False),
        "a year stands twice",
        "one value a year, indicator and stratum",
    )
    found = {}
    for (indicator, stratum), rows in table.groupby(["indicator", "stratum"], sort=False):
        own = Kind(_chosen("kind", kind, indicator, [one.value for one in Kind if one.modelled], KINDS))
        good = Direction(
            _chosen(
                "direction", direction, indicator, ["up", "down", "none", None], "up (more is better), down or None"
            )
            or "none"
        )
        said = unit.get(indicator) if isinstance(unit, Mapping) else unit
        if said is not None and not isinstance(said, str):
            raise InputError(f"unit of {indicator!r} is text, as '%' or 'per 100,000'; got {shown(said)}")
        if own is Kind.PROPORTION and plain_unit(said or "") == OF_ONE:
            rows, said = _of_hundred(rows), "%"
        rows = rows.assign(decimals=_decimals(rows["value"]))
        if own is Kind.RATE and said and multiplier(said) is None:
            raise InputError(
                f"unit of {indicator!r} says per how many, as '‰' or 'per 100,000', for it is a rate; got {shown(said)}"
            )
        _check_values(rows, own, said)
        _check_counts(rows, own, said)
        one = Series.of(rows, str(indicator), own, good, said or "", str(stratum))
        _ask_leap(one)
        found[one.name] = one
    return SeriesSet(found)


def _is_name(one):
    """Whether something may be what a series is called: one text or number, of signs that can be written to a file."""
    return bool(pd.api.types.is_scalar(one) and not pd.isna(one) and writable(written(one)))


def _written_apart(names):
    """Which names are another's but for blanks, width or type (1 and "1"): two series would be made of one."""
    text = [unicodedata.normalize("NFKC", written(one)).strip() for one in names]
    ways: dict[str, set[tuple[str, str]]] = {}
    for plain, one in zip(text, names, strict=True):
        ways.setdefault(plain, set()).add((type(one).__name__, written(one)))
    return [len(ways[plain]) > 1 for plain in text]


def _with_columns(frame):
    if not isinstance(frame, pd.DataFrame):
        hint = (
            "; frame.rename('value').rename_axis('year').reset_index() makes one"
            if isinstance(frame, pd.Series)
            else ""
        )
        raise InputError(
            f"a table is expected, a DataFrame with the columns {', '.join(NEEDED)}; got {type(frame).__name__}{hint}"
        )
    odd = [name for name in frame.columns if not is_key(name)]
    if odd:
        raise InputError(f"a column is called {shown(odd[0])}, which is no name; expected texts")
    twice = frame.columns[frame.columns.duplicated()]
    if len(twice):
        raise InputError(
            f"column {shown(twice[0])} stands twice; expected each once, as frame.loc[:, ~frame.columns.duplicated()]"
        )
    lacking = [name for name in NEEDED if name not in frame]
    if not lacking:
        _refuse_near(frame)
    if lacking:
        raise InputError(
            f"no column {lacking[0]!r}; expected {', '.join([*NEEDED, *OPTIONAL])}, got {', '.join(map(written, frame.columns))}"
            f"{_remedy(frame, lacking)}"
        )
    table = frame.reindex(columns=[*NEEDED, *OPTIONAL]).reset_index(drop=True)  # with nothing where there is no column
    words = {name: said for name, said in OPTIONAL.items() if isinstance(said, str) and name not in frame}
    table = table.assign(**words) if words else table
    for name in [name for name, kind in table.dtypes.items() if kind.kind == "O"]:
        signals = [isinstance(one, Decimal) and one.is_snan() for one in table[name]]  # pandas cannot look at these
        _refuse(
            table,
            signals,
            f"Decimal('sNaN'), in column {name!r}",
            "something that can be compared, or nothing",
        )
    return table


def _remedy(frame, lacking):
    """What to do about a column that is missing, where the table shows it."""
    if "year" in lacking and "year" in frame.index.names:
        if "value" in lacking:
            return "; melt it: frame.melt(ignore_index=False, var_name='indicator').reset_index()"
        return "; the year is the index: frame.reset_index()"
    if {"numerator", "denominator"} <= set(frame) and lacking == ["value"]:
        return "; make it: frame.assign(value=100 * frame['numerator'] / frame['denominator']) for a percentage"
    renamed = _near(frame, lacking)
    return f"; rename: frame.rename(columns={renamed})" if renamed else ""


def _near(frame, lacking):
    """Columns that are called like those that are missing, but for case, blanks and width: {as it is: as it should be}."""
    alike = {unicodedata.normalize("NFKC", written(name)).strip().casefold(): name for name in frame.columns}
    near = {name: alike.get(name, alike.get(f"{name}s")) for name in lacking}
    return {found: name for name, found in near.items() if found is not None}


def _refuse_near(frame):
    """Refuse a column that may be left out, where one is called almost so: its values would be passed over without a word."""
    near = _near(frame, [name for name in OPTIONAL if name not in frame])
    if near:
        found, name = next(iter(near.items()))
        raise InputError(
            f"no column {name!r}, and {shown(found)} is called almost so; rename: frame.rename(columns={near}), or drop it where "
            "it is something else"
        )


def _named(table, columns, **given):
    """Refuse what is said of an indicator that is not in the table: it would be passed over without a word."""
    if not len(table):
        raise InputError("the table has no row with a value; one is the least")
    names = dict.fromkeys(table["indicator"])
    for what, told in given.items():
        stray = [name for name in told if name not in names] if isinstance(told, Mapping) else []
        if stray:
            listed = ", ".join(map(written, columns))
            alone = f". The table has no column 'indicator', so all its rows are one series; its columns are {listed}"
            raise InputError(
                f"{what} of {shown(stray[0])}, which is no indicator here; there are {', '.join(map(written, names))}"
                f"{'' if 'indicator' in columns else alone}"
            )


def _numbers(table):
    """The table with numbers as numbers and rows without a value left out."""
    if pd.api.types.is_datetime64_any_dtype(table["year"]) or isinstance(table["year"].dtype, pd.PeriodDtype):
        raise InputError("year holds dates; expected whole years, as frame['year'].dt.year gives them")
    for name in ("year", "value", "numerator", "denominator"):
        if table[name].dtype == float:  # as they are
            continue
        numbers = _floats(table[name])
        _refuse(
            table,
            numbers.isna() & table[name].notna(),
            f"text where numbers belong, in column {name!r}",
            "numbers, or nothing",
        )
        table[name] = numbers
    whole = (table["year"] % 1 == 0) & table["year"].between(10 ** (DIGITS - 1), 10**DIGITS - 1)
    _refuse(table, ~whole, "no year", f"a whole year of {DIGITS} digits in each row")
    table = table[table["value"].notna()]
    return table.assign(year=table["year"].astype(int))


def _floats(column):
    """A column as floats; NaN where there is nothing, or no number: a list, a date, a truth value, one beyond all bounds."""
    kind = pd.api.types
    if not kind.is_numeric_dtype(column.dtype) or kind.is_bool_dtype(column.dtype) or column.dtype.kind == "c":
        cells = column.astype(object)
        column = cells.where([isinstance(one, str | Decimal) or is_number(one) for one in cells])
    return pd.to_numeric(column, errors="coerce").astype(float)


def _chosen(what, given, indicator, known, explained):
    """What is given for one indicator, checked against the words there are."""
    word = given.get(indicator) if isinstance(given, Mapping) else given
    if not isinstance(word, str | None) or word not in known:
        raise InputError(f"{what} of {indicator!r} must be {explained}; got {shown(word)}")
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
    if kind is not Kind.PROPORTION or not len(values):
        return
    if plain_unit(unit or "") not in ("", "%"):
        raise InputError(
            f"unit of {rows['indicator'].iloc[0]!r} is '%', or '1' for shares of 1, for it is a proportion; got {shown(unit)}"
        )
    small = unit is None and values.min() <= 1 and values.max() <= FRACTION
    told = "shares that all lie between 0 and 1, or about 1"
    _refuse(
        rows,
        (values <= FRACTION) & small,
        told,
        "shares of 100: multiply by 100, or say unit='1'; unit='%' where they are so small",
    )
    told = "a share of 1 among shares of 100"
    _refuse(rows, _of_one(rows), told, "shares of 100, or the counts behind one that is so small")


def _ask_leap(one):
    """Warn of a leap so great that the values before and after it are likely in two units."""
    kept = one.values > 0
    years, values = one.years[kept], one.values[kept]
    for i in range(1, len(values)):
        before, after = values[:i], values[i:]
        times = max(before.min() / after.max(), after.min() / before.max())
        if times >= LEAPS.get(one.kind, np.inf):
            was, then, year, next_year = (f"{before[-1]:.6g}", f"{after[0]:.6g}", int(years[i - 1]), int(years[i]))
            warnings.warn(
                TwoReadings(
                    f"{one.name}: {was} in {year} and {then} in {next_year} are taken as values of one unit, though all before and "
                    f"all after part {times:.0f}-fold. Did the unit change? Then bring them to one",
                    f"{one.name}：{year}年的{was}与{next_year}年的{then}按同一单位计，前后相差{times:.0f}倍。如计量单位有变，请先统一单位",
                ),
                stacklevel=3,
            )
            return


def _of_hundred(rows):
    """Shares that are said to be of 1, as shares of 100."""
    values = rows["value"]
    _refuse(rows, ~values.between(0, 1), "values that no share of 1 can have", "0 to 1, for unit is '1'")
    return rows.assign(value=(WHOLE * values).round(10))


def _of_one(rows):
    """Which bare shares are like those of the years beside them times 100 (0.915 among 88 and 93)."""
    order = rows["year"].to_numpy().argsort()
    bare = np.where(rows["denominator"].to_numpy() > 0, np.nan, rows["value"].to_numpy())
    found = np.zeros(len(rows), dtype=bool)
    found[order] = one_among_hundreds(bare[order], np.arange(len(rows)) == 0)
    return found


def _check_counts(rows, kind, unit):
    """Refuse counts that cannot stand behind the values: the model would take its noise from them."""
    top, bottom = rows["numerator"], rows["denominator"]
    if not (top.notna() | bottom.notna()).any():
        return  # as of most
    _refuse(rows, (bottom <= 0) | (top < 0), "counts that cannot be", "numerators from 0 and denominators above 0")
    per = 100 if kind is Kind.PROPORTION else multiplier(unit or "") if kind is Kind.RATE else None
    if per:
        # a unit of the last digit shown, for some round and some cut
        apart = (rows["value"] - per * top / bottom).abs() > 1.001 * 10.0 ** -rows["decimals"]
        told = f"values that are not {per:,} × numerator / denominator"
        _refuse(rows, apart, told, "the counts of these values; leave the numerator out where a value is weighted")


def _decimals(values):
    """How many decimals each value shows."""
    return [len(text.partition(".")[2]) if "." in (text := f"{value:.10g}") else 0 for value in values]


def _refuse(table, wrong, found, expected):
    wrong = np.asarray(wrong, dtype=bool)
    if wrong.any():
        rows = table[wrong]
        more = f"\n… and {len(rows) - SHOWN} more" if len(rows) > SHOWN else ""
        raise InputError(f"{found}; expected {expected}:\n{_lines(rows.head(SHOWN))}{more}")


def _lines(rows):
    """Rows as an error shows them."""
    try:
        return rows.to_string()
    except Exception:  # of a number of thousands of digits, or a thing that cannot tell what it is
        return rows.map(lambda cell: cell if isinstance(cell, str) or is_number(cell) else shown(cell)).to_string()
