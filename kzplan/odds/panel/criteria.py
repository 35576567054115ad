"""What meets the target of each series of a block: an interval, each end strict or not."""

from dataclasses import dataclass, fields

import numpy as np

from ...indicator.rule import Rule
from ...indicator.target import FROM_BASE, IN_WORDS
from .asked import Asked
from .block import Block

DECIMALS = 4  # a figure is judged at
BY_WORDS = (*IN_WORDS, "not quantified")  # forms that are measured from a value of each series


@dataclass(frozen=True)
class Criteria:
    """The values that meet each of n targets, as :class:`~kzplan.indicator.target.Criterion`.

    Parameters
    ----------
    low, high : ends; infinite where there is none.
    low_strict, high_strict : whether an end itself fails.
    known : whether there is a criterion.
    """

    low: np.ndarray
    high: np.ndarray
    low_strict: np.ndarray
    high_strict: np.ndarray
    known: np.ndarray

    def take(self, rows: np.ndarray | slice) -> "Criteria":
        """Return those of some series."""
        return Criteria(*(getattr(self, field.name)[rows] for field in fields(self)))

    def met(self, x: np.ndarray) -> np.ndarray:
        """Return whether a value of each series meets its target; NaN does not, nor does anything where none is known."""
        with np.errstate(invalid="ignore"):
            above = np.where(self.low_strict, x > self.low, x >= self.low)
            below = np.where(self.high_strict, x < self.high, x <= self.high)
        return above & below & self.known

    def published(self, x: np.ndarray) -> np.ndarray:
        """Return whether figures meet the targets as they are judged, at four decimals; the halves as Python rounds them."""
        exact = np.round(x, DECIMALS)
        scaled = np.abs(x) * 10.0**DECIMALS
        with np.errstate(invalid="ignore"):
            near_half = np.flatnonzero(np.abs(scaled - np.floor(scaled) - 0.5) < 1e-4)
        exact[near_half] = [round(value, DECIMALS) for value in x[near_half].tolist()]
        return self.met(exact)


def criteria_of(block: Block, asked: Asked, above: bool = False) -> Criteria:
    """Return what meets the target of each series.

    Parameters
    ----------
    block, asked : the series, and what is asked of them.
    above : whether the target of the level above is meant.
    """
    n, rules = len(block), _rules(asked, above)
    ends, flags = (np.full(n, -np.inf), np.full(n, np.inf)), [np.zeros(n, bool) for _ in range(3)]
    found = Criteria(*ends, *flags)
    starts = _starts(block, asked, rules)
    values = _values_of(block, starts)
    for q, rule in enumerate(rules):
        rows = np.flatnonzero(block.question == q)
        for at, criterion in _of_question(rule, asked, rows, starts[rows], values[rows]) if len(rows) else ():
            if criterion is None:
                continue
            found.known[at] = True
            found.low[at], found.high[at] = criterion.low, criterion.high
            found.low_strict[at], found.high_strict[at] = criterion.low_strict, criterion.high_strict
    return found


def _rules(asked: Asked, above: bool) -> list[Rule]:
    """The rule of each question: of the own level, or of the one above."""
    return [one.above if above else one.rule for one in asked.questions]


def _of_question(rule, asked, rows, starts, values):
    """(series, their criterion) of one question; rules in words are measured from a value of each series."""
    if rule.form not in BY_WORDS:
        return [(rows, rule.criterion(None, asked.conventions))]
    known = ~np.isnan(values)
    alike = [(start, known & (starts == start)) for start in np.unique(starts[known]).tolist()]
    return [(rows[some], rule.measured(values[some], asked.at - start, asked.conventions)) for start, some in alike]


def _starts(block, asked, rules):
    """The year each series' rule is measured from, were it in words, (n,); as :meth:`Rule.starts` tells of one."""
    base, latest = asked.base, block.end(block.year, last=True)
    if base is None:  # a rule in words that names no year was read as one from the latest of any
        none = [one.form in FROM_BASE and one.year == asked.latest for one in rules]
        named = np.array([0 if no else one.year_from(0) for one, no in zip(rules, none, strict=True)])[block.question]
        return np.where(named > 0, named, latest)
    named = np.array([one.year_from(base) for one in rules], float)[block.question]
    first, later = named.copy(), np.flatnonzero(block.year > base)[::-1]
    first[block.series[later]] = block.year[later]  # the last one put in is the earliest
    moves = np.array([one.form in FROM_BASE for one in rules])[block.question] & np.isnan(_values_of(block, named))
    return np.where(moves, first, named)


def _values_of(block, years):
    """The value of each series in a year of its own, (n,); NaN where it has none."""
    found, at = np.full(len(block), np.nan), np.flatnonzero(block.year == years[block.series])
    found[block.series[at]] = block.value[at]
    return found


def starts_at_latest(block: Block, asked: Asked, above: bool = False) -> np.ndarray:
    """Return whether the latest value is the first one reported after the plan's base year, from which a rule in words measures."""
    if asked.base is None:
        return np.zeros(len(block), bool)
    rules = _rules(asked, above)
    words = np.array([one.form in BY_WORDS for one in rules])[block.question]
    latest = block.end(block.year, last=True)
    return words & (latest > asked.base) & (latest == _starts(block, asked, rules))


def at_limit(block: Block, asked: Asked, criteria: Criteria) -> np.ndarray:
    """Return whether each series' target is a natural limit of its kind, which any gap misses."""
    low, high = (np.array([one.kind.limits[end] for one in asked.questions])[block.question] for end in (0, 1))
    return criteria.known & ((criteria.low >= high) | (criteria.high <= low))
