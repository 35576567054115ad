"""At what level an indicator usually lies: what the shipped plan, or another, knows of it."""

from functools import cache

import numpy as np

from .catalogue import known_indicators
from .load import load_plan
from .plan import Plan


def usual_levels(indicator: str, stratum: str, plan: Plan | None = None) -> list[float]:
    """Return the values that a plan has of an indicator, and those of the area around it; none where it has no target of it.

    Parameters
    ----------
    indicator, stratum : what is measured, of whom.
    plan : None: the one that ships.

    >>> usual_levels("under3_management", "total"), usual_levels("mine", "total")
    ([64.0, 87.92], [])
    """
    if plan is None:
        return _shipped(indicator, stratum)
    found: list[float] = []
    for target in plan.by_code.values():
        if (target.indicator, target.stratum) == (indicator, stratum) and target.comparable:
            around = plan.class_of(target.code)
            found += plan.series_of(target.code).values.tolist()
            found += [] if around is None else around.values.tolist()
    return [value for value in found if np.isfinite(value)]


@cache
def _shipped(indicator, stratum):
    known = known_indicators().get((indicator, stratum))
    return usual_levels(indicator, stratum, load_plan()) if known and known.origin == "plan" else []
