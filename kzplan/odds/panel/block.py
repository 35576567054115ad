"""A block of a panel, whole places, as arrays: which series there are, and their values in order of the years."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ...indicator.fractions import one_among_hundreds
from ...indicator.kind import Kind
from ...words.errors import InputError
from .asked import Asked, Question

if TYPE_CHECKING:  # a block of plans is made without it
    import pyarrow as pa

TEXTS = ("place", "parent", "indicator", "stratum")
NUMBERS = ("year", "value", "numerator", "denominator")
NEEDED = ("place", "indicator", "year", "value")
DIGITS = 4  # of a year
SHOWN = 6  # rows that an error shows
MOST_DECIMALS = 6  # that a value is taken to show


@dataclass(frozen=True)
class Block:
    """n series of whole places, and their m values.

    Parameters
    ----------
    place, question : arrays (n,): number of the place among ``places``, and of what is asked among the questions.
    places, parents : names, one a place; a parent is blank where none is known.
    first, count : arrays (n,): position of each series' first value, and how many it has.
    year, value, top, bottom : arrays (m,), each series' values together in order of the years; NaN where a count is not known.
    """

    place: np.ndarray
    question: np.ndarray
    places: list[str]
    parents: list[str]
    first: np.ndarray
    count: np.ndarray
    year: np.ndarray
    value: np.ndarray
    top: np.ndarray
    bottom: np.ndarray

    def __len__(self) -> int:
        return len(self.place)

    def rows(self, chosen: np.ndarray) -> np.ndarray:
        """Return positions of the values of some series of one length k, array (len(chosen), k)."""
        return self.first[chosen][:, None] + np.arange(self.count[chosen[0]])

    @property
    def series(self) -> np.ndarray:
        """Which series each value is of, array (m,)."""
        return np.repeat(np.arange(len(self)), self.count)

    def decimals(self) -> np.ndarray:
        """Return the most decimals that a value of each series shows, array (n,); 0 where it has none."""
        found = np.zeros(len(self), np.intp)
        known = self.count > 0
        if len(self.value):
            found[known] = np.maximum.reduceat(decimals_of(self.value), self.first[known])
        return found

    def end(self, of: np.ndarray, last: bool) -> np.ndarray:
        """Return the first or the last entry of each series, array (n,); NaN where it has no value."""
        at = self.first + (self.count - 1 if last else 0)
        known = self.count > 0
        return np.where(known, of[np.where(known, at, 0)] if len(of) else np.nan, np.nan)


def block_of(batch: pa.RecordBatch | pa.Table, asked: Asked) -> Block:
    """Return rows of whole places as a :class:`Block`; indicators that nothing is asked of are left out.

    Parameters
    ----------
    batch : columns place, indicator, year, value and, if wanted, parent, stratum, numerator, denominator.
    asked : what is asked.

    Raises
    ------
    InputError : text where numbers belong, a year twice, values that cannot be; with the rows.
    """
    place, places = _codes(batch, "place")
    question = _questions(batch, asked)
    kept = np.flatnonzero(question >= 0)
    year, value, top, bottom = (numbers(batch, name)[kept] for name in NUMBERS)
    parents = _parents(batch, place, places)
    place, question = place[kept], question[kept]
    told = lambda i: f"{places[place[i]]}, {asked.questions[question[i]].indicator}, {year[i]:g}: {value[i]:g}"  # noqa: E731
    refuse(
        ~((year % 1 == 0) & (year >= 10 ** (DIGITS - 1)) & (year < 10**DIGITS)),
        told,
        "no year",
        "a whole year of 4 digits",
    )
    value = _of_hundred(asked.questions, question, value, told)
    key = place.astype(np.int64) * len(asked.questions) + question
    order = _in_order(key * 10**DIGITS + year.astype(np.int64))
    if order is not None:
        place, question, year, value, top, bottom, key = (
            one[order] for one in (place, question, year, value, top, bottom, key)
        )
    begins = _begins(key)
    refuse(np.append(False, ~begins[1:] & (year[1:] == year[:-1])), told, "a year stands twice", "one value a year")
    known = ~np.isnan(value)
    _check_values(asked.questions, question, value, top, bottom, known, told)
    bare = np.array([one.kind is Kind.PROPORTION for one in asked.questions])[question] & ~(bottom > 0)
    small = one_among_hundreds(np.where(bare, value, np.nan)[known], _begins(key[known]), edge=0.0)  # half
    refuse(
        _spread(small, known), told, "a share of 1 among shares of 100", "0 to 100, or the counts behind one so small"
    )
    starts = np.flatnonzero(begins)
    count = np.add.reduceat(known.astype(np.intp), starts) if len(starts) else np.zeros(0, np.intp)
    found = (year[known], value[known], top[known], bottom[known])
    return Block(place[starts], question[starts], places, parents, np.cumsum(count) - count, count, *found)


def refuse(wrong: np.ndarray, told: Callable[[int], str], found: str, expected: str) -> None:
    """Refuse rows; ``told`` says one of them by its position.

    Raises
    ------
    InputError : showing the first rows.
    """
    rows = np.flatnonzero(wrong)
    if len(rows):
        more = f"\n… and {len(rows) - SHOWN} more" if len(rows) > SHOWN else ""
        shown = "\n".join(map(told, rows[:SHOWN]))
        raise InputError(f"{found}; expected {expected}:\n{shown}{more}")


def _begins(key):
    """Where another series begins than that of the row before."""
    return np.append(True, key[1:] != key[:-1]) if len(key) else np.zeros(0, bool)


def _spread(found, among):
    """What was found of some rows, as of all."""
    every = np.zeros(len(among), bool)
    every[among] = found
    return every


def _of_hundred(questions, question, value, told):
    """Values as shares of 100 where they are said to be shares of 1."""
    times = np.array([one.times for one in questions])[question]
    refuse(
        (times != 1) & ((value < 0) | (value > 1)),
        told,
        "values that no share of 1 can have",
        "0 to 1, for unit is '1'",
    )
    return np.where(times != 1, np.round(times * value, 10), value) if (times != 1).any() else value


def _in_order(key):
    """The order that sorts whole numbers, or None where they are in order."""
    return None if (key[1:] >= key[:-1]).all() else np.argsort(key, kind="stable")


def texts(column: pa.ChunkedArray | pa.Array) -> tuple[np.ndarray, list[str]]:
    """Return texts as (number of each among the names, names); a number of −1 where there is none."""
    import pyarrow as pa

    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    if not pa.types.is_dictionary(column.type):
        column = column.cast(pa.string()).dictionary_encode()
    names = column.dictionary.cast(pa.string()).to_pylist()
    return column.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.intp), names


def _codes(batch, name):
    codes, names = texts(batch.column(name))
    empty = np.isin(codes, [-1, *(i for i, one in enumerate(names) if not one)])
    refuse(empty, lambda i: f"row {i + 1} of the block", f"no {name}", "a name in each row")
    # by first appearance, whatever else the dictionary holds
    seen, at, codes = np.unique(codes, return_index=True, return_inverse=True)
    rank = np.empty(len(seen), np.intp)
    order = np.argsort(at, kind="stable")
    rank[order] = np.arange(len(seen))
    return rank[codes], [names[seen[i]] for i in order]


def _questions(batch, asked):
    """Number of what is asked of each row; −1 where nothing is."""
    indicator, indicators = texts(batch.column("indicator"))
    if "stratum" in batch.schema.names:
        stratum, strata = texts(batch.column("stratum"))
    else:
        stratum, strata = np.zeros(len(indicator), np.intp), ["total"]
    order = asked.order
    numbers = [[order.get((one, other or "total"), -1) for other in (*strata, "total")] for one in (*indicators, "")]
    return np.array(numbers, np.intp)[indicator, stratum]


def numbers(batch: pa.RecordBatch | pa.Table, name: str) -> np.ndarray:
    """Return a column of numbers as floats, NaN where there is none; a whole number beyond 2⁵³ is the nearest float."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if name not in batch.schema.names:
        return np.full(batch.num_rows, np.nan)
    column = batch.column(name)
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    return pc.fill_null(column.cast(pa.float64(), safe=False), float("nan")).to_numpy(zero_copy_only=False)


def _parents(batch, place, places):
    """Name of the area each place lies in, which is one."""
    if "parent" not in batch.schema.names:
        return [""] * len(places)
    parent, names = texts(batch.column("parent"))
    first = np.full(len(places), -1)
    first[place[::-1]] = parent[::-1]
    other = parent != first[place]
    told = lambda i: f"{places[place[i]]}: {names[parent[i]]}"  # noqa: E731
    refuse(other, told, "a place that lies in two areas", "one parent for a place")
    return [names[i] if i >= 0 else "" for i in first.tolist()]


def _check_values(questions, question, value, top, bottom, known, told):
    """Refuse values that no indicator of the kind can have, and counts that cannot stand behind them."""
    low, high = (np.array([one.kind.limits[end] for one in questions])[question] for end in (0, 1))
    refuse(
        known & ~((value >= low) & (value <= high) & np.isfinite(value)),
        told,
        "values that cannot be",
        "values within natural limits",
    )
    refuse((bottom <= 0) | (top < 0), told, "counts that cannot be", "numerators from 0 and denominators above 0")
    counted = np.array([one.kind is Kind.RATE for one in questions])[question] & (bottom > 0)
    bare = np.array([one.kind is not Kind.PROPORTION for one in questions])[question] & ~counted
    refuse(
        known & (value == 0) & bare,
        told,
        "a value of 0",
        "counts behind it: numerator, denominator and a unit as 'per 100,000'",
    )
    per = np.array([_per(one) for one in questions])[question]
    with np.errstate(invalid="ignore"):
        apart = np.abs(value - per * top / bottom)
        rows = np.flatnonzero(apart > 1e-9)
        wrong = np.zeros(len(value), bool)
        wrong[rows] = apart[rows] > 1.001 * 10.0 ** -decimals_of(value[rows])
    refuse(
        wrong,
        told,
        "values that are not their counts' rate",
        "the counts of these values; no numerator where a value is weighted",
    )


def _per(question: Question) -> float:
    if question.kind is Kind.PROPORTION:
        return 100.0
    return float(question.per or np.nan) if question.kind is Kind.RATE else np.nan


def decimals_of(values: np.ndarray) -> np.ndarray:
    """Return how many decimals each value shows, at most ``MOST_DECIMALS``.

    >>> decimals_of(np.array([3.0, 0.25])).tolist()
    [0, 2]
    """
    found = np.full(len(values), MOST_DECIMALS)
    for digits in range(MOST_DECIMALS - 1, -1, -1):
        shown = np.round(values, digits)
        found[np.abs(shown - values) <= 1e-12 * np.maximum(np.abs(values), 1)] = digits
    return found
