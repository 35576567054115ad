"""Among how many a rate must be counted before no event at all can show that it is low enough."""

import math

from ..words.given import between
from .unit import multiplier

SURE = 0.95  # chance with which it is shown


def at_risk_to_show(share: float, chance: float = SURE) -> int:
    """Return the fewest at risk among whom no event shows that the true share lies below a bound.

    Parameters
    ----------
    share : the bound, between 0 and 1.
    chance : with which it is shown.

    Raises
    ------
    InputError : anything else.

    Notes
    -----
    The smallest n with (1 − share)ⁿ ≤ 1 − chance: the exact binomial bound behind the rule of three (Hanley and
    Lippman-Hand, If nothing goes wrong, is everything all right?, JAMA 1983).

    >>> at_risk_to_show(0.02), at_risk_to_show(8 / 100_000)
    (149, 37446)
    """
    return math.ceil(math.log(1 - between("chance", chance, 0, 1)) / math.log1p(-between("share", share, 0, 1)))


def too_few_to_show(high: float, unit: str, at_risk: float | None) -> int | None:
    """Return how many at risk it would take where those that were counted cannot show a target met even without an event.

    Parameters
    ----------
    high : the most that a target allows, in ``unit``.
    unit : of the target.
    at_risk : the denominator that was reported; None or NaN: not known.

    Returns
    -------
    int; None where they are enough, or where nothing can be said.

    >>> too_few_to_show(2.0, "%", 12), too_few_to_show(2.0, "%", 149), too_few_to_show(95.0, "岁", 12)
    (149, None, None)
    """
    per = multiplier(unit)
    if per is None or at_risk is None or not at_risk > 0 or not 0 < high < per:
        return None
    needed = at_risk_to_show(high / per)
    return needed if at_risk < needed else None
