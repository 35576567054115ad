"""Events and denominators: exact intervals, counts recovered behind printed rates, published figures."""

import math
from functools import cache

import numpy as np
from numpy.typing import ArrayLike

from ..words.errors import InputError
from ..words.given import shown, whole
from .arrays import number, numbers, together
from .recovery import SEARCHED, Recovery, misfit, recover_counts
from .target import Criterion

__all__ = [
    "Recovery",
    "events_allowed",
    "expected_events",
    "misfit",
    "published_rate_probability",
    "published_ratio_probability",
    "rate_interval",
    "ratio_variance",
    "recover_counts",
    "share_interval",
]

BYAR_FROM = 10  # events; below it the exact Poisson interval is used, as UKHSA does
LEAST, MOST, DIGITS = 1e-9, 1e12, 9  # what a multiplier or a number at risk may be, and digits after the point
FAR, FEWEST = 8.0, 25  # a count so many standard deviations and events above its mean has a chance below 1e-12
Z = 1.959963984540054  # standard deviations that hold 95 % of a normal distribution
FEW, SLIGHT = 100, 1e-9  # events and chance, within which Newton's method arrives
MANY = 500  # counts that are summed up; the chance of more is left to scipy, which takes long to load
COUNTED = 1e15  # events; whole numbers beyond are no longer told apart
COUNTLESS = 200_000  # events, from which on chance no longer shows in a rate
SHORT = 8  # numbers, from which on numpy adds them in another order
ABREAST = 500  # shares that are worked out at once
DRIFT_SD = 0.3  # prior standard deviation of the change per decade, log scale (backtest section 6)


def rate_interval(events: ArrayLike, denominator: ArrayLike, per: ArrayLike = 100000) -> tuple[np.ndarray, np.ndarray]:
    """Return the 95 % interval (low, high) of a rate from a count.

    Parameters
    ----------
    events, denominator : counts, scalars or arrays.
    per : the rate's multiplier.

    Returns
    -------
    (low, high) : floats or arrays, per ``per``; NaN where the denominator is not positive.

    Notes
    -----
    Exact Poisson limits χ²(α/2; 2x)/2 and χ²(1−α/2; 2x+2)/2 below ten events, else Byar's
    approximation (UKHSA technical guide on confidence intervals for public health data).

    >>> [round(float(limit), 4) for limit in rate_interval(1, 100)]
    [25.3178, 5571.6434]
    """
    x, n, per = together(events=events, denominator=denominator, per=per)
    valid = (x >= 0) & (n > 0) & np.isfinite(x) & np.isfinite(n)
    x, n = np.where(valid, x, 0.0), np.where(valid, n, 1.0)
    big, few = np.maximum(x, 1.0), x < BYAR_FROM
    byar_low = big * (1 - 1 / (9 * big) - Z / (3 * np.sqrt(big))) ** 3
    byar_high = (big + 1) * (1 - 1 / (9 * (big + 1)) + Z / (3 * np.sqrt(big + 1))) ** 3
    exact_low, exact_high = _exact_limits(np.where(few, x, 0.0))
    low = np.where(few, exact_low, byar_low) / n * per
    high = np.where(few, exact_high, byar_high) / n * per
    return np.where(valid, low, np.nan)[()], np.where(valid, high, np.nan)[()]


def _exact_limits(events):
    """The exact Poisson limits of fewer than ``BYAR_FROM`` events."""
    whole = events.astype(int)
    if (whole == events).all():
        known = np.array(_limits_of_whole())
        return known[0, whole], known[1, whole]
    from scipy import special

    low = np.where(events > 0, special.gammaincinv(np.maximum(events, LEAST), 0.025), 0.0)
    return low, special.gammaincinv(events + 1, 0.975)


@cache
def _limits_of_whole():
    """The same of 0, 1, … events: the means at which so many or more, and so many or fewer, have a chance of 2.5 %."""
    low = [0.0, *(mean_of(events - 1, 0.975) for events in range(1, BYAR_FROM))]
    return low, [mean_of(events, 0.025) for events in range(BYAR_FROM)]


def mean_of(most: int, chance: float) -> float:
    """Return the mean at which at most so many events have a chance.

    Parameters
    ----------
    most : events, a few: 0 to 100.
    chance : between 0 and 1, from 1e-9 to 1 - 1e-9.

    Raises
    ------
    InputError : anything else.

    Notes
    -----
    Newton's method from where that chance falls fastest.

    >>> round(mean_of(0, 0.5), 4)
    0.6931
    """
    most = whole("most", most, f"a whole number of events from 0 to {FEW}", range(FEW + 1))
    chance = number("chance", chance, SLIGHT, 1 - SLIGHT)
    mean = max(float(most), 0.01)
    for _ in range(30):
        terms = [math.exp(-mean) * mean**k / math.factorial(k) for k in range(most + 1)]
        mean += (math.fsum(terms) - chance) / terms[-1]
    return mean


def share_interval(events: ArrayLike, n: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Return the 95 % Wilson interval (low, high) of a share, as fractions.

    Parameters
    ----------
    events, n : counts, scalars or arrays; NaN comes back where 0 ≤ events ≤ n, n > 0 fails.

    Notes
    -----
    Wilson (1927), Journal of the American Statistical Association 22, 209–212.

    >>> [round(float(limit), 8) for limit in share_interval(1, 100)]
    [0.00176743, 0.0544862]
    """
    x, n = together(events=events, n=n)
    valid = (x >= 0) & (n > 0) & (x <= n)
    x, n = np.where(valid, x, 0.0), np.where(valid, n, 1.0)
    p = x / n
    centre = (p + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z * np.sqrt(p * (1 - p) / n + Z**2 / (4 * n**2)) / (1 + Z**2 / n)
    low = np.where(x == 0, 0.0, centre - half)
    high = np.where(x == n, 1.0, centre + half)
    return np.where(valid, low, np.nan)[()], np.where(valid, high, np.nan)[()]


def expected_events(
    years: ArrayLike, events: ArrayLike, denominators: ArrayLike, drift_sd: float = DRIFT_SD
) -> np.ndarray:
    """Return the events a smooth log-linear rate would expect each year.

    Parameters
    ----------
    years, events, denominators : arrays (n, k); NaN where a year has no observation.
    drift_sd : prior standard deviation of the change per decade on the log scale.

    Returns
    -------
    array (n, k) of expected events; NaN where a year is missing.

    Notes
    -----
    Posterior mode of a Poisson model log(rate) = a + d·(t − t̄)/10 with d ~ N(0, drift_sd²) and half
    an event added to the total, so that a year without an event is an observation like any other.

    >>> expected_events([[2010, 2020]], [[3, 0]], [[15000, 9000]]).round(1).tolist()
    [[2.3, 1.2]]
    """
    t, c, n = together(years=years, events=events, denominators=denominators)
    drift_sd = number("drift_sd", drift_sd, LEAST, MOST)
    if t.ndim != 2:
        raise InputError(f"years, events and denominators must be tables, one row a series; got shape {t.shape}")
    seen = np.isfinite(c) & (c >= 0) & (n > 0)
    c, n = np.where(seen, c, 0.0), np.where(seen, n, 0.0)
    count = np.maximum(seen.sum(axis=1, keepdims=True), 1)
    centred = np.where(seen, t, 0.0)
    centred = np.where(seen, (t - centred.sum(axis=1, keepdims=True) / count) / 10, 0.0)
    total = c.sum(axis=1) + 0.5
    slope, moving = np.zeros(len(c)), np.flatnonzero(count[:, 0] > 1)  # one value says nothing of a slope
    for _ in range(50):
        if not len(moving):
            break
        x, own, events = centred[moving], slope[moving], total[moving]
        shape = n[moving] * np.exp(own[:, None] * x)
        share = shape / np.maximum(_row_sums(shape), 1e-300)[:, None]
        mean = _row_sums(share * x)
        spread = _row_sums(share * x**2) - mean**2
        gradient = _row_sums(c[moving] * x) - events * mean - own / drift_sd**2
        step = gradient / (events * spread + 1 / drift_sd**2)
        slope[moving] = own + np.minimum(np.maximum(step, -1), 1)
        # each by itself: what is told of a series does not hang on its neighbours
        moving = moving[np.abs(step) >= 1e-13]
    shape = n * np.exp(slope[:, None] * centred)
    fitted = total[:, None] * shape / np.maximum(shape.sum(axis=1, keepdims=True), 1e-300)
    return np.where(seen, fitted, np.nan)


def _row_sums(x):
    """The sums of rows; numpy takes its time over many short ones."""
    if x.shape[1] >= SHORT:
        return x.sum(axis=1)
    total = x[:, 0].copy()
    for column in x.T[1:]:
        total += column
    return total


def events_allowed(denominators: ArrayLike, criterion: Criterion, per: float = 100000, decimals: int = 2) -> np.ndarray:
    """Return the most events whose published rate still meets an upper target (可容许死亡数).

    Parameters
    ----------
    denominators : events at risk, a number or array, for instance live births of one or several years.
    criterion : the target's :class:`~kzplan.indicator.target.Criterion`, with a finite upper end.
    per, decimals : how the rate is published.

    Returns
    -------
    array of whole numbers; −1 where not even a rate of zero meets it.

    Raises
    ------
    InputError : a criterion without an upper end.

    >>> from kzplan.indicator.target import Criterion
    >>> events_allowed([6625, 3 * 6625, 12500, 15514], Criterion(high=8, high_strict=True)).tolist()
    [0, 1, 0, 1]
    """
    _check(criterion)
    if not np.isfinite(criterion.high):
        raise InputError(f"no number of events is too many for a target without an upper end: {criterion}")
    n = np.atleast_1d(numbers("denominators", denominators))
    if n.ndim > 1 or not ((n > 0) & (n <= MOST)).all():
        raise InputError(f"denominators must be positive numbers, at most {MOST:g}; got {shown(denominators)}")
    per, decimals = number("per", per, LEAST, MOST), int(number("decimals", decimals, 0, DIGITS))
    return np.array([_most_allowed(births, criterion, per, decimals) for births in n.tolist()], dtype=int)


def _most_allowed(births, criterion, per, decimals):
    """The most events whose published rate does not lie above a target, found by halving; −1 where none of so many or fewer meets it."""
    upper = Criterion(high=criterion.high, high_strict=criterion.high_strict)
    most = (criterion.high + 10.0**-decimals) * births / per + 1  # rounding lets some more in
    if not most <= COUNTED:
        raise InputError(f"more events than can be counted would be allowed: {most:g} of {births:g}")

    def published(events: int) -> float:
        return round(events / births * per, decimals)

    below, above = -1, max(int(most) + 1, 0)  # none is above the target; so many are
    while above - below > 1:
        middle = (below + above) // 2
        below, above = (middle, above) if upper.met(published(middle)) else (below, middle)
    return below if below >= 0 and criterion.met(published(below)) else -1


def published_rate_probability(
    rates: ArrayLike, weights: ArrayLike, denominator: float, criterion: Criterion, per: float, decimals: int = 2
) -> float:
    """Return the chance that the figure published for one year meets a target.

    Parameters
    ----------
    rates, weights : arrays (m,): the true rate's predictive distribution as points and weights.
    denominator : events at risk that year, for instance live births.
    criterion : the target's :class:`~kzplan.indicator.target.Criterion`.
    per, decimals : how the rate is published.

    Notes
    -----
    Events are Poisson with mean rate·denominator/per; every count from 0 up to where the chance of
    more is below 1e-12 is published as round(count/denominator·per, decimals) and judged.

    >>> from kzplan import parse_target
    >>> below_8 = parse_target("＜8").criterion()
    >>> round(published_rate_probability([8.0], [1.0], 7000, below_8, 100_000), 2)  # the chance of no death at all
    0.57
    """
    points, w = _distribution("rates", rates, weights)
    denominator, per = number("denominator", denominator, LEAST, MOST), number("per", per, LEAST, MOST)
    decimals = int(number("decimals", decimals, 0, DIGITS))
    _check(criterion)
    with np.errstate(all="ignore"):  # what overflows is beyond all counting
        mean = points * denominator / per
        high = float(np.quantile(mean, 0.999))
    if not high <= COUNTLESS:  # more than can be counted, or beyond all bounds
        told = np.where(points < MOST, np.round(np.minimum(points, MOST), decimals), points)
        return float(np.dot(criterion.meets(told), w) / np.sum(w))
    counts = np.arange(int(high + FAR * high**0.5 + FEWEST) + 1)
    published = np.round(counts / denominator * per + 1e-12, decimals)
    chance = np.zeros_like(mean)
    for start, stop in _runs(criterion.meets(published)):
        # what is met at the highest count is met at every count above it
        chance += _poisson(mean, start, stop) if stop < len(counts) else 1 - _poisson(mean, 0, start)
    return float(np.clip(np.dot(chance, w) / np.sum(w), 0, 1))


def _poisson(mean, start, stop):
    """The chance of ``start`` to ``stop`` − 1 events."""
    if stop > MANY:
        from scipy import special

        return special.pdtr(stop - 1, mean) - (special.pdtr(start - 1, mean) if start else 0.0)
    chance, total = np.exp(-mean), np.zeros_like(mean)
    for events in range(stop):
        total += chance if events >= start else 0.0
        chance = chance * (mean / (events + 1))
    return total


def _binomial(share, births, first, last):
    """The chance of ``first`` to ``last`` boys among so many births."""
    if last - first > MANY:
        from scipy import special

        return special.bdtr(last, births, share) - special.bdtr(first - 1, births, share)
    boys, known = np.arange(first, last + 1), _log_factorials(births)
    ways, girls = known[births] - known[boys] - known[births - boys], births - boys
    # some at a time: a table of all is larger than what the processor has at hand
    parts = (share[i : i + ABREAST, None] for i in range(0, len(share), ABREAST))
    return np.concatenate([np.exp(ways + boys * np.log(p) + girls * np.log1p(-p)).sum(axis=1) for p in parts])


def _log_factorials(most):
    """log k! for k from 0 to ``most``."""
    return np.cumsum(np.log(np.maximum(np.arange(most + 1), 1)))


def published_ratio_probability(
    ratios: ArrayLike, weights: ArrayLike, births: float, criterion: Criterion, decimals: int = 2
) -> float:
    """Return the chance that a year's published sex ratio at birth meets a target.

    Parameters
    ----------
    ratios, weights : arrays (m,): the true ratio (boys per 100 girls) as points and weights.
    births : live births that year; boys are binomial among them.

    >>> from kzplan import parse_target
    >>> band = parse_target("103-107").criterion()
    >>> round(published_ratio_probability([105.0], [1.0], 7000, band), 1)
    0.6
    """
    points, w = _distribution("ratios", ratios, weights)
    births, decimals = int(number("births", births, 2, SEARCHED)), int(number("decimals", decimals, 0, DIGITS))
    _check(criterion)
    boys = np.arange(1, births)
    published = np.round(100 * boys / (births - boys), decimals)
    share = points / (100 + points)
    chance = np.zeros_like(share)
    for start, stop in _runs(criterion.meets(published)):
        chance += _binomial(share, births, boys[start], boys[stop - 1])
    return float(np.clip(np.dot(chance, w) / np.sum(w), 0, 1))


def _distribution(name, points, weights):
    """Points of a predictive distribution and their weights, as arrays (m,)."""
    x, w = (np.atleast_1d(part) for part in together(**{name: points, "weights": weights}))
    if x.ndim > 1 or not x.size or not (np.isfinite(x) & (x >= 0) & (w >= 0)).all() or not 0 < w.sum() < np.inf:
        raise InputError(f"{name} must be numbers, 0 or more, with weights that are not all 0; got {shown(points)}")
    return x, w


def _check(criterion):
    if not isinstance(criterion, Criterion):
        raise InputError(f"criterion must be what parse_target(text).criterion() returns; got {shown(criterion)}")


def _runs(met):
    """(start, stop) of the runs of True in an array."""
    return np.flatnonzero(np.diff(np.concatenate(([0], met.astype(int), [0])))).reshape(-1, 2)


def ratio_variance(births: float | np.ndarray, ratio: float = 105.0) -> float | np.ndarray:
    """Return the sampling variance of log(boys/girls) among so many births.

    Parameters
    ----------
    births : live births of the year, a number or an array of any shape.
    ratio : boys per 100 girls that is expected.

    Notes
    -----
    1/boys + 1/girls with boys and girls as expected at ``ratio``: the delta method for a binomial.

    >>> round(float(ratio_variance(9268)) ** 0.5, 4)
    0.0208
    """
    n, boys = together(births=births, ratio=ratio)
    if not ((n > 0) & (boys > 0)).all():
        raise InputError(f"births and ratio must be positive; got {shown(births)} and {shown(ratio)}")
    share = boys / (100 + boys)
    return (1 / (n * share) + 1 / (n * (1 - share)))[()]
