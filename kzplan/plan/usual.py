"""At what level an indicator usually lies, and in which plan: what the shipped plan, or another, knows of it."""

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
        known = known_indicators().get((indicator, stratum))
        return usual_levels(indicator, stratum, _shipped()) if known and known.origin == "plan" else []
    found: list[float] = []
    for target in plan.by_code.values():
        if (target.indicator, target.stratum) == (indicator, stratum) and target.comparable:
            around = plan.class_of(target.code)
            found += plan.series_of(target.code).values.tolist()
            found += [] if around is None else around.values.tolist()
    return [value for value in found if np.isfinite(value)]


def usual_part(indicator: str, stratum: str) -> str:
    """Return which of the two plans that ship has an indicator, women or children; "" where neither has it.

    Parameters
    ----------
    indicator, stratum : what is measured, of whom; where only other strata are asked for, theirs counts.

    >>> usual_part("maternal_mortality", "total"), usual_part("mine", "total")
    ('women', '')
    """
    found = {one.stratum: one.plan for one in _shipped().by_code.values() if one.indicator == indicator}
    return found.get(stratum) or next(reversed(found.values()), "")


@cache
def _shipped() -> Plan:
    """The plan that ships, loaded when an indicator that it knows is first asked for."""
    return load_plan()
