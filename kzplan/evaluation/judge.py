"""Verdicts on one value: is the target met, nearly met, and is the value where the schedule wants it."""

import math
from itertools import pairwise

import numpy as np

from ..indicator.published import MOST
from ..indicator.target import Criterion

VERDICTS = ("met", "nearly met", "not met", "cannot be judged", "no value")
JUDGED = VERDICTS[:3]  # what 可监测 counts: a value and a measurable target
NO_TARGET = "no target"  # the city sets none
PACES = ("ahead", "held", "faster", "as expected", "behind")
NEAR_SHARE = 0.02  # of the target that 基本达标 may be short by (assumption A19)
NEAR_POINTS = 1.0  # percentage points; never more of a share
ON_SCHEDULE = 0.05  # of the time gone that 基本符合 allows either way (assumption A20)
IN_NUMBERS = ("at least", "at most", "between")  # forms that can be nearly met


def verdict(value: float | None, criterion: Criterion | None, form: str, kind: str) -> str:
    """Return the verdict on a value.

    Parameters
    ----------
    value : the year's value, or None.
    criterion : :class:`~kzplan.indicator.target.Criterion`, or None where the target cannot be measured.
    form : of the target's rule; "none" where there is no target.
    kind : of the indicator.

    Returns
    -------
    str : one of ``VERDICTS``, or ``NO_TARGET``. A missing value is never a target met.

    >>> from kzplan.indicator.target import Criterion
    >>> [verdict(value, Criterion(low=94), "at least", "proportion") for value in (94.0, 93.2, 92.0, None)]
    ['met', 'nearly met', 'not met', 'no value']
    """
    if form == "none":
        return NO_TARGET
    if value is None or math.isnan(value):
        return "no value"
    if criterion is None:
        return "cannot be judged"
    if criterion.met(value):
        return "met"
    return (
        "nearly met"
        if form in IN_NUMBERS and shortfall(value, criterion) <= _tolerance(criterion, kind) + 1e-9
        else "not met"
    )


def _tolerance(criterion, kind):
    end = criterion.low if math.isfinite(criterion.low) else criterion.high
    return min(NEAR_SHARE * abs(end), NEAR_POINTS if kind == "proportion" else math.inf)


def shortfall(value: float, criterion: Criterion) -> float:
    """Return how far a value is from meeting a target, in its unit; 0 where it meets it or stands on its bound.

    >>> from kzplan.indicator.target import Criterion
    >>> shortfall(10.5, Criterion(high=8, high_strict=True)), shortfall(7.0, Criterion(high=8))
    (2.5, 0.0)
    """
    return float(max(criterion.low - value, value - criterion.high, 0.0))


def way_covered(base: float, value: float, goal: float, kind: str) -> float:
    """Return the share of the way from base to goal that is covered, on the scale the schedule uses.

    Parameters
    ----------
    base, value, goal : numbers in the indicator's unit.
    kind : of the indicator; percentages go in equal steps, the rest at an equal rate.

    Returns
    -------
    float : 1 at the goal, negative where the value moved away; NaN where there is no way to go, or it
        cannot be measured at an equal rate (a value of 0).

    >>> way_covered(90.0, 92.0, 94.0, "proportion"), round(way_covered(16.0, 8.0, 4.0, "rate"), 2)
    (0.5, 0.5)
    """
    if kind != "proportion" and min(base, goal) > 0:
        if value <= 0:
            return math.nan
        base, value, goal = np.log([base, value, goal])
    return float((value - base) / (goal - base)) if goal != base else math.nan


def pace(value: float, due: float, half: float, covered: float, gone: float, met: bool, held: bool = False) -> str:
    """Return where a value stands against the schedule.

    Parameters
    ----------
    value, due : the year's value and the value due (应达值).
    half : half a unit of the value's last printed digit: within it the two are the same.
    covered, gone : shares of the way and of the time.
    met : whether the target is met already.
    held : whether it was met at the base: what is met since is ahead of time, what was met then is held.

    Returns
    -------
    str : one of ``PACES``.
    """
    if met:
        return "held" if held else "ahead"
    if abs(value - due) <= half + 1e-9:
        return "as expected"
    if math.isnan(covered) or covered < (1 - ON_SCHEDULE) * gone:
        return "behind"
    return "faster" if covered > (1 + ON_SCHEDULE) * gone else "as expected"


def every_year_better(values: dict[int, float], year: int, direction: str | None, base: int) -> bool | None:
    """Judge 逐年提高: better than the year before in every year after the base.

    Parameters
    ----------
    values : {year: value}, with the base year as the first to beat.
    year : last year looked at.
    direction : "up" or "down".
    base : the year to start from: the plan's base year, or the first one reported.

    Returns
    -------
    bool, or None where a year is missing and no fall is seen.

    >>> every_year_better({2020: 1, 2021: 2, 2022: 3}, 2022, "up", 2020), every_year_better({2020: 1, 2022: 3}, 2022, "up", 2020)
    (True, None)
    """
    sign = 1 if direction == "up" else -1
    known = [None if at not in values else round(values[at], MOST) for at in range(base, year + 1)]
    steps = [None if a is None or b is None else sign * (b - a) > 0 for a, b in pairwise(known)]
    if False in steps:
        return False
    return None if None in steps else True
