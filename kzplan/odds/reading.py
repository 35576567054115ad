"""How a value that is needed is told: mostly by the target's own bound, for a number beyond it reads as leave to worsen, or as a task."""

import math
from collections.abc import Mapping
from enum import StrEnum

import pandas as pd

from ..indicator.target import Criterion
from ..words import labels
from .case import Case
from .needed import digits_of, from_above, smallest_step


class Reading(StrEnum):
    """What a line of :func:`~kzplan.odds.needed.needed` says to a reader."""

    NOTHING = ""  # nothing can be asked
    NO_VALUE = "no value"  # none gives the chance
    WITHIN = "within"  # a value that meets the target is enough
    BEYOND = "beyond"  # one that only just meets it is not
    VALUE = "value"  # short of the target, and better than what there is: a step on the way, told as a number


def reading(case: Case, row: Mapping | pd.Series, now: float = math.nan) -> Reading:
    """Return how the value needed is told.

    Parameters
    ----------
    case : of the line's target.
    row : the line of :func:`~kzplan.odds.needed.needed`.
    now : the chance as things stand; NaN where there is none.

    Notes
    -----
    A number is told only where the target is not likely as things stand, the number lies between the latest value and the
    target, and it is no rate of deaths: those are parts of each other, and numbers found one by one need not be.

    >>> from kzplan import load_plan, project
    >>> from kzplan.odds.needed import needed
    >>> plan = load_plan()
    >>> one, row = project(plan, "C10c"), needed(plan, "C10c", year=2026).iloc[0]
    >>> bool(row["needed"] > 60), str(reading(one.case, row, one.p_reach))
    (True, 'within')
    """
    value, criterion = row["needed"], case.criterion
    if math.isnan(row["best_chance"]) or criterion is None:
        return Reading.NOTHING
    if math.isnan(value):
        return Reading.NO_VALUE
    above, digits = from_above(case, criterion), digits_of(case)
    worse = round(value + (smallest_step(case) if above else -smallest_step(case)), digits)
    if criterion.met(value) and criterion.met(worse):
        return Reading.BEYOND
    if criterion.met(value) or now >= row["chance"] or case.target.of_deaths:
        return Reading.WITHIN
    latest = latest_of(case)
    on_the_way = latest is not None and (latest > value if above else latest < value)
    return Reading.VALUE if on_the_way else Reading.WITHIN


def latest_of(case: Case) -> float | None:
    """Return the latest value that the target can be set beside; None where there is none."""
    return case.latest.value if case.comparable and case.latest is not None else None


def met_now(case: Case) -> bool:
    """Return whether the latest value meets the target: only what has been reached can be held."""
    latest = latest_of(case)
    return latest is not None and case.criterion is not None and case.criterion.met(latest)


def bound(criterion: Criterion, unit: str, lang: str) -> str:
    """Return what meets a target in words: a bound that is no part of it is below or above.

    Parameters
    ----------
    criterion : the values that meet it.
    unit : of the indicator.
    lang : "en" or "zh".

    >>> strict = Criterion(high=1.5, high_strict=True)
    >>> bound(strict, "‰", "zh"), bound(strict, "‰", "en"), bound(Criterion(low=94), "%", "zh"), bound(Criterion(103, 107), "", "en")
    ('低于1.5‰', 'below 1.5 per 1,000', '不低于94%', '103 to 107')
    """
    low, high = (labels.number(end, 4) for end in (criterion.low, criterion.high))
    zh, after = lang == "zh", labels.after_number(unit, lang)
    after = after if zh or not after else f" {after}"
    if math.isfinite(criterion.low) and math.isfinite(criterion.high):
        return f"{low}{'—' if zh else ' to '}{high}{after}"
    if math.isfinite(criterion.low):
        told = f"{low}{after}"
        if criterion.low_strict:
            return f"高于{told}" if zh else f"above {told}"
        return f"不低于{told}" if zh else f"{told} or more"
    told = f"{high}{after}"
    if criterion.high_strict:
        return f"低于{told}" if zh else f"below {told}"
    return f"不高于{told}" if zh else f"{told} or less"
