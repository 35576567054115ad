"""The statistics that published methods of judging progress rest on, vectorised over series.

Each takes a :class:`~kzplan.progress.change.Change` and returns an array (n,), NaN where it does not exist.
"""

from collections.abc import Callable
from functools import wraps

import numpy as np

from ..indicator import measure
from .change import BASE_YEAR, CURRENT_YEAR, FINAL_YEAR, Change

CURVE = 4.44  # how sdg-build's cuts shrink towards a natural limit
NEAR_LIMIT = 1.0  # points: the UN chart counts a target of 0 or 100 % as met from here


def _quiet(function: Callable[[Change], np.ndarray]) -> Callable[[Change], np.ndarray]:
    """What does not exist comes out NaN, without numpy's warnings."""

    @wraps(function)
    def wrapped(change: Change) -> np.ndarray:
        with np.errstate(all="ignore"):
            return function(change)

    return wrapped


def _compound(first, last, years):
    """Compound growth a year; none from nothing, and none across zero."""
    return np.where((first != 0) & (last / first >= 0), (last / first) ** (1 / years) - 1, np.nan)


@_quiet
def compound_ratio(c: Change) -> np.ndarray:
    """Observed over required compound annual growth, signed by the good direction (sdg-build, method 2)."""
    required = _compound(c.y0, c.target, c.target_year - c.x0)
    return compound_growth(c) / np.abs(required)


@_quiet
def compound_growth(c: Change) -> np.ndarray:
    """Compound annual growth, signed by the good direction (sdg-build, method 1)."""
    return np.sign(c.y0) * c.way * _compound(c.y0, c.y1, c.x1 - c.x0)


@_quiet
def anticipated_share(c: Change) -> np.ndarray:
    """Share of the way from base to target gone by the target year at the compound rate so far (UN chart 2023)."""
    expected = c.y1 * (1 + _compound(c.y0, c.y1, c.x1 - c.x0)) ** (c.target_year - c.x1)
    return (expected - c.y0) / (c.target - c.y0)


def _logit_index(c, year):
    """10 × share of the way gone from 2015 to ``year``, both on a straight line of logits; 10 once reached.

    The indices are tied to the years of the 2030 Agenda: there is none for another target year.
    """
    z0, z1 = (np.log(y / (c.limit - y)) for y in (c.y0, c.y1))
    base, then = (c.limit * measure.expit(z1 + (z1 - z0) / (c.x1 - c.x0) * (t - c.x1)) for t in (BASE_YEAR, year))
    index = 10 * c.way * (then - base) / np.abs(c.target - base)
    reached = np.where(np.isnan(then), c.met, c.way * (then - c.target) >= 0)
    return np.where(c.target_year == FINAL_YEAR, np.where(reached, 10.0, index), np.nan)


@_quiet
def current_status(c: Change) -> np.ndarray:
    """ESCAP's current status index of 2025."""
    return _logit_index(c, CURRENT_YEAR)


@_quiet
def anticipated_progress(c: Change) -> np.ndarray:
    """ESCAP's anticipated progress index of 2030."""
    return _logit_index(c, FINAL_YEAR)


@_quiet
def linear_ratio(c: Change) -> np.ndarray:
    """Observed over required change a year, both on a straight line from the base (SDSN; 时序进度)."""
    return ((c.y1 - c.y0) / (c.x1 - c.x0)) / ((c.target - c.y0) / (c.target_year - c.x0))


@_quiet
def score_ratio(c: Change) -> np.ndarray:
    """As :func:`linear_ratio`; where the target is met, rising is 1, level ∞ and falling −∞, and so is losing it (SDSN)."""
    moved = c.way * (c.y1 - c.y0)
    told = np.select([moved > 0, moved == 0], [1.0, np.inf], -np.inf)
    return np.where(c.met | c.met_at_start, told, linear_ratio(c))


@_quiet
def schedule_ratio(c: Change) -> np.ndarray:
    """As :func:`linear_ratio`; ∞ where the target is met before its year, −∞ where one that was met is lost (时序进度)."""
    return np.select([c.met & (c.x1 < c.target_year), c.met, c.met_at_start], [np.inf, 1.0, -np.inf], linear_ratio(c))


@_quiet
def change(c: Change) -> np.ndarray:
    """Latest less first value."""
    return c.y1 - c.y0


@_quiet
def annual_rate(c: Change) -> np.ndarray:
    """Average annual rate of change in the good direction, compound (AARR where lower is better)."""
    return np.where(c.y1 > 0, c.way * _compound(c.y0, c.y1, c.x1 - c.x0), np.nan)


@_quiet
def required_annual_rate(c: Change) -> np.ndarray:
    """Compound annual rate in the good direction that the target requires from the latest value."""
    return _ahead(c, c.way * _compound(c.y1, c.target, c.target_year - c.x1))


def _ahead(c, required):
    """A required rate, where there are years left and a target that a rate can reach."""
    return np.where((c.target_year > c.x1) & (c.target > 0), required, np.nan)


@_quiet
def continuous_rate(c: Change) -> np.ndarray:
    """Annual rate of change in the good direction, continuous: ln(y1/y0) over years (ARR)."""
    return np.where((c.y0 > 0) & (c.y1 > 0), c.way * np.log(c.y1 / c.y0) / (c.x1 - c.x0), np.nan)


@_quiet
def required_continuous_rate(c: Change) -> np.ndarray:
    """Continuous annual rate in the good direction that the target requires from the latest value."""
    return _ahead(c, c.way * np.log(c.target / c.y1) / (c.target_year - c.x1))


@_quiet
def realised(c: Change) -> np.ndarray:
    """实现程度: the part of the target's level that is reached, at most 1."""
    part = np.where(c.way > 0, c.y1 / c.target, c.target / c.y1)
    return np.where(c.met, 1.0, np.minimum(part, 1.0))


@_quiet
def room(c: Change) -> np.ndarray:
    """How sdg-build's cuts shrink as the base nears a natural limit: 1 far from it, 0 at it."""
    base = np.abs(c.y0)
    share = np.where(base <= c.limit, base / c.limit, (2 * c.limit - base) / c.limit)
    return np.where((c.limit > 0) & (base < 2 * c.limit), np.abs(1 - share**CURVE), 1.0)


@_quiet
def score_to_target(c: Change) -> np.ndarray:
    """Statistics Canada's score −5…5 of a series with a target."""
    return _two_slopes(c, (7.1429, -4.2857), (4.1667, -2.5))


@_quiet
def score_to_target_eurostat(c: Change) -> np.ndarray:
    """EUSTAT's score −5…5 of a series with a target: the same lines, their slopes not rounded."""
    return _two_slopes(c, (50 / 7, -30 / 7), (25 / 6, -2.5))


def _two_slopes(c, above, below):
    ratio = compound_ratio(c)
    steep, flat = (np.clip(slope * ratio + start, -5, 5) for slope, start in (above, below))
    return np.where(c.met, 5.0, np.where(ratio >= 0.6, steep, flat))


@_quiet
def score_of_growth(c: Change) -> np.ndarray:
    """Statistics Canada's score −5…5 of a series without a target."""
    v, left = compound_growth(c), room(c)
    steps = np.select(
        [v >= 0.015 * left, v >= 0.005 * left],
        [np.minimum(500 * v / left - 5, 5), 250 * v / left - 1.25],
        500 * v / left - 2.5,
    )
    return np.where(v < 0, np.maximum(125 * v - 2.5, -5), np.where(left == 0, 5.0, steps))


@_quiet
def score_of_growth_eurostat(c: Change) -> np.ndarray:
    """EUSTAT's score −5…5 of a series without a target."""
    v, left = compound_growth(c), room(c)
    return np.where(left == 0, np.where(v < 0, -5.0, 5.0), np.clip(250 * v / left, -5, 5))


@_quiet
def anticipated_share_or_near_limit(c: Change) -> np.ndarray:
    """As :func:`anticipated_share`; a target of 0 or 100 % counts as met within a point of it (UN chart 2023).

    A base that met the target already leaves no way to go: losing it is a regression.
    """
    at_limit = ((c.target == 0) | (c.target == 100)) & (c.limit == 100)
    near = at_limit & (np.abs(c.y1 - c.target) <= NEAR_LIMIT)
    return np.select([near, c.met_at_start & ~c.met], [np.inf, -np.inf], anticipated_share(c))


@_quiet
def annual_rate_ratio(c: Change) -> np.ndarray:
    """Achieved over required compound annual rate; without a rate to make good the sign alone counts."""
    return _over(annual_rate(c), required_annual_rate(c))


@_quiet
def continuous_rate_ratio(c: Change) -> np.ndarray:
    """Achieved over required continuous annual rate."""
    return _over(continuous_rate(c), required_continuous_rate(c))


def _over(achieved, required):
    return np.where(
        required > 0, achieved / required, np.where(np.isfinite(required), np.sign(achieved) * np.inf, np.nan)
    )
