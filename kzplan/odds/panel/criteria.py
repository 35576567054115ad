"""What meets the target of each series of a block: an interval, each end strict or not."""

from dataclasses import dataclass, fields

import numpy as np

from ...indicator.rule import Rule
from ...indicator.target import FROM_BASE, IN_WORDS
from .asked import Asked, Question
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
    n = len(block)
    ends, flags = (np.full(n, -np.inf), np.full(n, np.inf)), [np.zeros(n, bool) for _ in range(3)]
    found = Criteria(*ends, *flags)
    for q, question in enumerate(asked.questions):
        rows = np.flatnonzero(block.question == q)
        for at, criterion in _of_question(block, asked, rule_of(question, above), rows) if len(rows) else ():
            if criterion is None:
                continue
            found.known[at] = True
            found.low[at], found.high[at] = criterion.low, criterion.high
            found.low_strict[at], found.high_strict[at] = criterion.low_strict, criterion.high_strict
    return found


def rule_of(question: Question, above: bool) -> Rule:
    """Return the rule of the own level, or of the one above."""
    return question.above if above else question.rule


def _of_question(block, asked, rule, rows):
    """(series, their criterion) of one question; rules in words are measured from a value of each series."""
    if rule.form not in BY_WORDS:
        return [(rows, rule.criterion(None, asked.conventions))]
    found = []
    for i in rows.tolist():
        by_year = block.by_year(i)
        latest = max(by_year, default=asked.at)
        if asked.base is not None:
            start = rule.starts(by_year, asked.base)
        else:  # a rule in words that names no year was read as one from the latest of any
            start = latest if rule.form in FROM_BASE and rule.year == asked.latest else rule.year_from(latest)
        found.append((i, rule.criterion(by_year.get(start), asked.conventions, asked.at - start)))
    return found


def starts_at_latest(block: Block, asked: Asked, above: bool = False) -> np.ndarray:
    """Return whether the latest value is the first one reported after the plan's base year, from which a rule in words measures."""
    found, base = np.zeros(len(block), bool), asked.base
    if base is None:
        return found
    rules = [rule_of(one, above) for one in asked.questions]
    words = np.array([one.form in BY_WORDS for one in rules])
    for i in np.flatnonzero(words[block.question] & (block.count > 0)).tolist():
        by_year = block.by_year(i)
        found[i] = max(by_year) == rules[block.question[i]].starts(by_year, base) > base
    return found


def at_limit(block: Block, asked: Asked, criteria: Criteria) -> np.ndarray:
    """Return whether each series' target is a natural limit of its kind, which any gap misses."""
    low, high = (np.array([one.kind.limits[end] for one in asked.questions])[block.question] for end in (0, 1))
    return criteria.known & ((criteria.low >= high) | (criteria.high <= low))
