"""Shares of 1 where shares of 100 belong: what tells 0.62 for 62 % from a true 0.62 %. Nothing is ever rescaled unasked."""

from collections.abc import Iterable, Sequence

import numpy as np

from . import measure
from .rule import Rule

FRACTION = 1.5  # shares that are all below it may be of 1: what is counted may be more than all who were expected
ALIKE, APART, NEARLY_ALL = 0.7, 3.0, 2.2  # logits: shares that are like each other, far from each other, 90 %
RARE = -2.2  # 10 %: below, a share of 0.02 beside one of 1.97 is as likely as a share of 1
MANY = 10.0  # %: what lies above it is told of 100, and is not rare
OF_ONE = "1"  # the unit of shares of 1, where it is said
WHOLE = 100.0
NEAR_ALL = 0.5  # points: how far from 100 what is told as 1 is taken to lie
FAR_ABOVE = 10.0  # times the largest value: beyond, 100 times the value is nearer to the limit than the value is
LEAST = 1.0  # %: a limit below it speaks of what is rare
FINE = 3  # decimals that a percentage below 1 seldom has, and a share of 1 often
REMEDY = "multiply by 100, or say unit='1'; or give the counts behind values that are so small: numerator, denominator"


def may_be_of_one(values: np.ndarray) -> bool:
    """Whether percentages are all so small that they may be shares of 1; zeros alone tell nothing.

    >>> may_be_of_one(np.array([0.62, 0.71])), may_be_of_one(np.array([0.62, 7.1])), may_be_of_one(np.array([0.0]))
    (True, False, False)
    """
    return bool(len(values) and values.min() <= 1 and 0 < values.max() <= FRACTION)


def told_of_one(value: float, levels: Iterable[float], rules: Iterable[Rule] = ()) -> bool:
    """Return whether a small percentage speaks of a share of 1: times 100 it is far nearer to what is known beside it.

    Parameters
    ----------
    value : the largest of a series, at most ``FRACTION``.
    levels : percentages that the same indicator has elsewhere; they decide where they can.
    rules : its targets; one below ``MANY`` tells nothing, for what is rare may lie far below what is allowed.

    Notes
    -----
    Nearer by ``APART`` logits. A level near the value as it is says that it is so small, whatever is asked.

    >>> ninety, little = Rule("at least", value=90.0), Rule("at most", value=0.5)
    >>> told_of_one(0.62, [], [ninety]), told_of_one(0.3, [], [little]), told_of_one(0.3, [0.4], [ninety])
    (True, False, False)
    """
    nearer = [_nearer(value, level) for level in levels]
    if any(abs(one) > APART for one in nearer):
        return all(one > -APART for one in nearer)
    asked = [rule.final for rule in rules if rule.level is not None and rule.level >= MANY]
    return any(_nearer(value, rule.level, beyond=rule.form != "at most") > APART for rule in asked)


def known_so_small(values: np.ndarray, levels: Iterable[float]) -> bool:
    """Return whether the largest of some percentages is like one that the same indicator has elsewhere.

    >>> known_so_small(np.array([0.3, 0.2]), [0.38]), known_so_small(np.array([0.14, 0.07]), [0.73, 0.38])
    (True, False)
    """
    if not len(values):
        return False
    here = measure.to_logit(values.max())
    return any(abs(float(here - measure.to_logit(level))) < ALIKE for level in levels)


def may_mean_one(values: Sequence[float], rules: Iterable[Rule] = ()) -> bool:
    """Return whether percentages below 1 that nothing speaks against may still be shares of 1: a question, no refusal.

    Parameters
    ----------
    values : a series without counts.
    rules : its targets.

    Notes
    -----
    An upper limit many times above every value, as ＜5 above 0.141; of a target in words, most values with three decimals or more.

    >>> fifth, half = Rule("at most", value=5.0), Rule("at most", value=0.5)
    >>> may_mean_one([0.14, 0.07], [fifth]), may_mean_one([0.141, 0.068]), may_mean_one([0.3, 0.2], [half])
    (True, True, False)
    """
    rules = list(rules)
    if not len(values) or not 0 < max(values) < 1:
        return False
    if any(rule.level is not None for rule in rules):
        return far_below(max(values), rules)
    fine = [value for value in values if len(f"{value:.10g}".partition(".")[2]) >= FINE]
    return 2 * len(fine) > len(values)


def far_below(largest: float, rules: Iterable[Rule]) -> bool:
    """Return whether percentages of which ``largest`` is the largest lie below 1 and many times below what is allowed at most.

    >>> far_below(0.14, [Rule("at most", value=5.0)]), far_below(0.3, [Rule("at most", value=2.0)])
    (True, False)
    """
    limits = [rule.final.level for rule in rules if rule.final.form == "at most"]
    return largest < 1 and any(limit is not None and limit >= LEAST and limit > FAR_ABOVE * largest for limit in limits)


def _nearer(value, beside, beyond=False):
    """By how many logits a percentage would be nearer to another if it were a share of 1; what lies beyond may count as there."""
    as_is, scaled = logits(value)
    other = measure.to_logit(beside)
    return float(abs(as_is - other) - (max(other - scaled, 0) if beyond else abs(scaled - other)))


def logits(value: float) -> tuple[float, float]:
    """Return a small percentage as a logit, as it is and times 100."""
    return float(measure.to_logit(value)), float(measure.to_logit(min(WHOLE * value, WHOLE), NEAR_ALL))


def refused(found: str, remedy: str = REMEDY) -> str:
    """Return the message that refuses values that are told of 1.

    Parameters
    ----------
    found, remedy : which values, and what to do.

    >>> refused("the values of anc, 0.62 in 2020, beside the target ≥90,").partition(":")[0]
    'the values of anc, 0.62 in 2020, beside the target ≥90, look like shares of 1; expected percentages, 0 to 100'
    """
    return f"{found} look like shares of 1; expected percentages, 0 to 100: {remedy}"


def elsewhere(levels: Sequence[float]) -> list[str]:
    """Return in words the percentages that an indicator has elsewhere; nothing where none is known.

    >>> elsewhere([64.0, 87.92]), elsewhere([])
    (['64 to 87.92 elsewhere'], [])
    """
    return [f"{min(levels):g} to {max(levels):g} elsewhere"] if levels else []


def one_among_hundreds(values: np.ndarray, begins: np.ndarray, edge: float = RARE) -> np.ndarray:
    """Return which percentages would be like those of the years beside them times 100, and are far from them as they are.

    Parameters
    ----------
    values : array (m,), series one after another, each in order of the years; NaN where counts vouch for a value.
    begins : array (m,) of bool, where a series begins.
    edge : logit that the one year beside a first or last value must lie above: among very many series some begin small and grow.

    >>> one_among_hundreds(np.array([88.0, 0.915, 93.0]), np.array([True, False, False])).tolist()
    [False, True, False]
    """
    small = values <= 1
    if not small.any():
        return small
    here, scaled = (measure.to_logit(np.clip(one, 0, WHOLE)) for one in (values, WHOLE * values))
    found = np.zeros(len(values), bool)
    ends = np.append(begins[1:], True)
    least = np.where(begins | ends, edge, RARE)
    for beside in (np.where(begins, np.nan, np.roll(here, 1)), np.where(ends, np.nan, np.roll(here, -1))):
        with np.errstate(invalid="ignore"):
            like = ((np.abs(scaled - beside) < ALIKE) & (beside > least)) | ((values == 1) & (beside > NEARLY_ALL))
            found |= small & like & (np.abs(here - beside) > APART)
    return found
