"""Figures as they are published: chance in the events adds to what the true value does."""

from functools import cache
from statistics import NormalDist

import numpy as np

from ...indicator import counts
from ...indicator.kind import Behind, Kind
from ...model.predictive import Forecast
from .criteria import Criteria
from .groups import Group

NODES = 20  # at which a chance is integrated
FEW = 6  # events, up to which the quantiles of a gamma distribution are exact
FIT = 4  # counts around a limit that rounding can let in


def chances_published(group: Group, forecast: Forecast, criteria: Criteria, digits: np.ndarray) -> np.ndarray:
    """Return the chances that the figures published meet the targets, array (n,); NaN where no counts stand behind the latest.

    Parameters
    ----------
    group, forecast : the series, and what is told of them.
    criteria, digits : what meets each one's target, and how many decimals its figures have.

    Notes
    -----
    The events of the target year are Poisson (boys among births: binomial) among as many births, or whoever the rate is of, as
    behind the latest value. At most K events at a true rate λ is as likely as that a gamma variable of shape K + 1 lies above
    λn: the chance is the mean of the predictive distribution over that variable's quantiles (of boys: a beta variable's, its
    log odds taken as normal). From 7 events on its quantiles are Wilson and Hilferty's (PNAS 17, 1931).
    """
    found = np.full(len(group.chosen), np.nan)
    bottom = group.bottoms[:, -1]
    on_births = group.asked.behind is Behind.SEX_AT_BIRTH
    rows = np.flatnonzero(
        (bottom > 0) & criteria.known & (on_births | ((group.asked.kind is Kind.RATE) & (group.per > 0)))
    )
    if not len(rows):
        return found
    own, body, per = criteria.take(rows), bottom[rows], group.per[rows]
    told = forecast.take(rows)
    highest, lowest = (
        _at_most(told, most, body, per, on_births) for most in _most(own, body, per, digits[rows], on_births)
    )
    found[rows] = np.clip(highest - lowest, 0, 1)
    return found


def _most(criteria, body, per, digits, on_births):
    """The most events whose figure meets the upper end, and the most whose figure does not meet the lower one yet."""
    whole = []
    for end, strict in ((criteria.high, criteria.high_strict), (criteria.low, ~criteria.low_strict)):
        edge = end + np.where(strict, -0.5, 0.5) * 10.0**-digits  # figures from here on are rounded beyond the end
        with np.errstate(invalid="ignore", over="ignore"):
            near = np.floor(body * edge / (100 + edge) if on_births else edge * body / per)
        known = np.isfinite(end)
        count = np.where(known, np.maximum(near, -1.0), -1.0) + FIT // 2
        for _ in range(FIT):
            figure = 100 * count / np.maximum(body - count, 1) if on_births else per * count / body
            shown = _rounded(figure, digits)
            beyond = known & (count >= 0) & np.where(strict, shown >= end, shown > end)
            count = np.where(beyond, count - 1, count)
        whole.append(np.where(known, count, np.where(end > 0, np.inf, -1.0)))
    return whole


def _rounded(values, digits):
    scale = 10.0**digits
    return np.rint((values + 1e-12) * scale) / scale


def _at_most(told, most, body, per, on_births):
    """The chance of at most so many events, array (n,)."""
    found = np.where(most < 0, 0.0, 1.0)
    rows = np.flatnonzero((most >= 0) & np.isfinite(most) & (most < body if on_births else True))
    if not len(rows):
        return found
    some, weights = told.take(rows), _nodes()[1]
    if on_births:
        a, b = most[rows] + 0.5, body[rows] - most[rows] - 0.5
        odds = np.log(a / b)[:, None] + np.sqrt(1 / a + 1 / b)[:, None] * _bell()
        points = 100 * np.exp(odds)
    else:
        points = _gamma(most[rows] + 1) * (per[rows] / body[rows])[:, None]
    found[rows] = sum(weight * some.cdf(points[:, i]) for i, weight in enumerate(weights))
    return found


@cache
def _nodes():
    """Levels and weights of a Gauss–Legendre rule from 0 to 1."""
    x, w = np.polynomial.legendre.leggauss(NODES)
    return (x + 1) / 2, w / 2


@cache
def _bell():
    """The normal quantiles of the levels."""
    return np.array([NormalDist().inv_cdf(level) for level in _nodes()[0].tolist()])


def _gamma(shape):
    """Quantiles of gamma variables at the levels, array (n, nodes)."""
    third = 1 / (9 * shape[:, None])
    found = shape[:, None] * np.maximum(1 - third + _bell() * np.sqrt(third), 0) ** 3
    few = shape <= FEW
    if few.any():
        found[few] = _exact()[shape[few].astype(int) - 1]
    return found


@cache
def _exact():
    """The same of whole shapes from 0 to ``FEW``: means at which fewer events than the shape have the chance left."""
    levels = _nodes()[0].tolist()
    return np.array([[counts.mean_of(shape - 1, 1 - level) for level in levels] for shape in range(1, FEW + 1)])


def chances_of_limit(group: Group, forecast: Forecast, criteria: Criteria, digits: np.ndarray) -> np.ndarray:
    """Return the chances that figures, rounded as so far, show a target that is a natural limit, array (n,)."""
    found = np.full(len(group.chosen), np.nan)
    for decimals in np.unique(digits).tolist():
        for direction, goal in (("up", criteria.low), ("down", criteria.high)):
            rows = np.flatnonzero((digits == decimals) & np.isfinite(goal) & np.isnan(found))
            if len(rows):
                found[rows] = forecast.take(rows).probability(goal[rows], direction, decimals)
    return found
