"""The shipped model: a level that walks, a drift that is mostly shared, and a scale learned from the series.

On the link scale a level takes steps of variance s² a year and drifts by d a year, d ~ N(μ, τ²); a
year's figure adds its own variance η² + v. The scale is unknown, an inverse gamma worth ν degrees of
freedom. All this is conjugate: a Kalman filter gives the predictive distribution in closed form for any
number of observations of unequal precision, and it is a Student t.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .parameters import LevelDrift

DECADE = 10.0
BLOCK = 10_000  # series that are worked out at once
INSIDE = 10.0  # places that an area counts as for those inside it: more score no better than chance explains (scores/nation.csv)


def project(
    t: np.ndarray,
    z: np.ndarray,
    v: np.ndarray,
    at: np.ndarray,
    good: ArrayLike,
    parameters: LevelDrift,
    reference: np.ndarray | None = None,
    places: np.ndarray | None = None,
    edged: bool = False,
    around: np.ndarray | None = None,
    apart: np.ndarray | None = None,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return centre, scale and degrees of freedom of each series at its target year.

    Parameters
    ----------
    t, z, v : arrays (n, k) of years, link values (NaN for gaps) and their sampling variances; years
        rise along each row.
    at : array (n,) of target years.
    good : +1, −1 or 0: the good direction on the link scale, a number or (n,).
    parameters : :class:`~kzplan.model.parameters.LevelDrift`.
    reference : change per year of the reference class, (n,), NaN where there is none.
    places : how many places the class's change is the mean of, a number or (n,); None: the area the places lie inside, ``INSIDE``.
    edged : whether the level's steps grow towards the limits (proportions, and below a ceiling).
    around : where the class lets the first value be expected, (n,), NaN where it does not: the level of few events is
        drawn to it.
    apart : how widely the class's places parted: variance of their changes around their mean over that which the parameters
        let expect, (n,), NaN where it is not known.

    Returns
    -------
    center, scale, df : arrays (n,); NaN where a row has no value, or two of one year.

    Notes
    -----
    With two values, D = z₁ − z₀ over g years, e = D − μg, F = s²g + τ²g² + 2η² + v₀ + v₁ (West and
    Harrison, Bayesian Forecasting and Dynamic Models, 1997, chapter 4):

        centre = z₁ + μh − ((η² + v₁)/F)·e + h·(τ²g/F)·(e − (1 − ω)·min(D, 0))/√(1 + e²/(F c²))
        scale² = P·(ν + e²/F + κM² + αR)/(ν + 1 + α),  df = ν + 1 + α

    The drift's mean is μ = m + w·(q − m), m the usual drift of the set (``prior_drift``), q the class's change (0 where it
    went the bad way) and w its weight: ``class_weight``, less as the class counts as fewer places. P being the filter's
    variance at the target, R ``apart`` (α ``class_apart``, 0 where R is not known: places of one class tell of the unknown
    scale what the series' own surprise e²/F does, and count as so many), ω ``worsening`` (min(D, 0) stands for the part of D in the bad direction), c ``cap`` and M the class's change per decade in units of s√10. ω and c are the
    two departures from the linear filter: a worsening is not evidence for more of it, and a huge change
    is not evidence for a huge drift. Near a limit the same step is a larger one in logits: s is s₅₀·(4p(1 − p))^−e,
    p the latest share and e ``edge``; the prior drift keeps s₅₀, for a share near a limit hardly drifts. An
    innovation over less than a decade counts by its share of one:
    many figures of a smooth series do not make the next decade certain.

    >>> from kzplan.model.parameters import parameters_for
    >>> t, z = np.array([[2010.0, 2020.0]]), np.log([[10.0, 8.0]])
    >>> center, scale, df = project(t, z, np.zeros((1, 2)), np.array([2030.0]), -1, parameters_for("rate"))
    >>> bool(4 < np.exp(center[0]) < 8)
    True
    """
    if len(z) > BLOCK:  # so that what is worked with on the way does not grow with the number of series
        blocks = [slice(i, i + BLOCK) for i in range(0, len(z), BLOCK)]
        given = t, z, v, at, good, parameters, reference, places, edged, around, apart
        center, scale, df = zip(*(project(*(some(one, rows) for one in given)) for rows in blocks), strict=True)
        return np.concatenate(center), np.concatenate(scale), np.concatenate(df)
    prior = _prior(z, good, parameters, reference, places, edged)
    state = _filter(t, z, v, prior, _expected(z, parameters, around))
    return _predict(state, at, good, parameters, prior, apart)


def some(given: Any, rows: slice | np.ndarray) -> Any:
    """Return some rows of what is one a series, an array or parameters; whatever is one for all stays."""
    if isinstance(given, LevelDrift):
        own = {name: value[rows] for name, value in vars(given).items() if np.ndim(value)}
        return replace(given, **own) if own else given
    return given[rows] if np.ndim(given) else given


def parts(
    t: np.ndarray,
    z: np.ndarray,
    v: np.ndarray,
    at: np.ndarray,
    good: ArrayLike,
    parameters: LevelDrift,
    reference: np.ndarray | None = None,
    places: np.ndarray | None = None,
    edged: bool = False,
    around: np.ndarray | None = None,
) -> dict[str, np.ndarray]:
    """Return what moves each series' centre from its latest value, arrays (n,) that sum to the difference.

    Parameters
    ----------
    t, z, v, at, good, parameters, reference, places, edged, around : as for :func:`project`.

    Returns
    -------
    dict : "level" (the filter does not take the last figure at its word), "own drift", "drift of the kind", "class".
    """
    prior = _prior(z, good, parameters, reference, places, edged)
    state = _filter(t, z, v, prior, _expected(z, parameters, around))
    share, change = _class(len(z), parameters, reference, places)
    ahead, of_class = at - state.last, _class_drift(share, change, good, parameters)
    center = _predict(state, at, good, parameters, prior)[0]
    level, mean = state.a - latest(z, z), prior[3]
    return {
        "level": level,
        "own drift": center - state.a - mean * ahead,
        "drift of the kind": (mean - of_class) * ahead,
        "class": of_class * ahead,
    }


def _class(n, p, reference, places):
    """Row by row: how much the class counts, and its change per year."""
    if reference is None:
        return np.zeros(n), np.zeros(n)
    known = np.isfinite(reference)
    counted = INSIDE if places is None else places
    return known / (1 + p.witnesses / counted), np.where(known, reference, 0.0)


def _class_drift(share, change, good, p):
    """The part of the drift's mean that the class gives: its change, but for one in the bad direction."""
    return share * p.class_weight * np.where(good * change < 0, 0.0, change)


def _prior(z, good, p, reference, places, edged):
    """Row by row: s², τ², η², the drift's mean, and what the class says about the scale."""
    share, change = _class(len(z), p, reference, places)
    level = middle = p.level * p.class_level**share
    if edged:
        level = level * steepness(z, p)
    ratio = p.drift ** (1 - share) * p.class_drift**share
    mean = _class_drift(share, change, good, p) + (1 - share * p.class_weight) * p.prior_drift * middle * good
    told = share * p.class_scale * (DECADE * change / level) ** 2 / DECADE
    return level**2, (ratio * level) ** 2, (p.noise * level) ** 2, mean, told


def steepness(z: np.ndarray, parameters: LevelDrift) -> np.ndarray:
    """Return how much larger the level's steps are in logits at the latest share than at 50 %, array (n,).

    The share is that of the whole, or of the ceiling.
    """
    middle = np.log(np.where(np.equal(parameters.ceiling, np.inf), 1.0, parameters.ceiling))
    return np.cosh((latest(z, z) - middle) / 2) ** (2 * parameters.edge)  # cosh²(z/2) = 1 / 4p(1 − p)


def latest(z: np.ndarray, of: np.ndarray) -> np.ndarray:
    """Return the entry of ``of`` (n, k) at the latest value of each row of ``z``; 0 where there is none."""
    seen = np.isfinite(z)
    if seen[:, -1].all():
        return of[:, -1].copy()
    last = z.shape[1] - 1 - np.argmax(seen[:, ::-1], axis=1)
    return np.where(seen.any(axis=1), of[np.arange(len(z)), last], 0.0)


@dataclass(frozen=True, slots=True)
class _State:
    """What a filter knows after the last figure, arrays (n,): level ``a``, drift ``d``, their covariance, what was learned."""

    a: np.ndarray
    d: np.ndarray
    cov: tuple[np.ndarray, np.ndarray, np.ndarray]
    last: np.ndarray
    whole: tuple[np.ndarray, np.ndarray, np.ndarray]
    squares: np.ndarray
    count: np.ndarray
    valid: np.ndarray


def _expected(z, p, around):
    """Where the first value is expected and how surely, (n,): its variance is infinite where nothing is known."""
    if around is None:
        return np.zeros(len(z)), np.full(len(z), np.inf)
    known = np.isfinite(around)
    return np.where(known, around, 0.0), np.where(known & np.isfinite(p.spread), p.spread**2, np.inf)


def _filter(t, z, v, prior, expected):
    """Run the Kalman filter along the columns; level and drift, their covariance, and what was learned."""
    steps, drifts, noise, mean, _ = prior
    seen = np.isfinite(z)
    begun, at_first = seen.any(axis=1), _first(seen)
    last, z_first, v_first = (np.where(begun, one[at_first], np.nan) for one in (t, z, v))
    a, paa = _begin(z_first, np.where(begun, v_first, 0.0), noise, expected)
    first, d, pdd = last, mean.copy(), drifts.copy()
    pad, squares, count = (np.zeros(len(z)) for _ in range(3))
    valid, started = np.ones(len(z), dtype=bool), seen[:, 0].copy()
    for j in range(1, z.shape[1]):
        more = seen[:, j] & started
        started |= seen[:, j]
        if not more.any():
            continue
        # a year without a figure is one that nothing is learned from: no time passes, and its variance is infinite
        gap = np.where(more, t[:, j] - last, 0.0)
        valid &= ~(more & (gap <= 0))
        # the level and the drift at this year, before the figure is seen
        ahead = a + d * gap
        qaa = paa + 2 * gap * pad + gap**2 * pdd + steps * gap
        qad = pad + gap * pdd
        f = np.where(more, qaa + (noise + v[:, j]), np.inf)
        f = np.where(f > 0, f, 1.0)
        e = np.where(more, z[:, j] - ahead, 0.0)
        gain, pull = qaa / f, qad / f
        weight = np.minimum(gap / DECADE, 1.0)
        squares, count = squares + weight * e**2 / f, count + weight
        a, d = ahead + gain * e, d + pull * e
        paa, pad, pdd = qaa - gain * qaa, qad - gain * qad, pdd - pull * qad
        last = np.where(more, t[:, j], last)
    span = last - first
    z_last, v_last = latest(z, z), latest(z, v)
    variance = steps * span + drifts * span**2 + (noise + v_first) + (noise + v_last)
    whole = z_last - z_first, span, variance
    return _State(a, d, (paa, pad, pdd), last, whole, squares, count, valid)


def _begin(z_first, v_first, noise, expected):
    """The level at the first figure, and its variance."""
    some = v_first > 0
    if not some.any():  # figures that are exact are taken at their word
        return z_first, noise.copy()
    # a level that few events tell is drawn to its class
    trusted = 1 / (1 + v_first / expected[1])
    drawn = expected[0] + trusted * (z_first - expected[0])
    return np.where(some, drawn, z_first), noise + trusted * v_first


def _first(seen):
    """Where the first value of each row stands."""
    if seen[:, 0].all():
        return slice(None), 0
    return np.arange(len(seen)), np.argmax(seen, axis=1)


def _predict(state, at, good, p, prior, apart=None):
    steps, drifts, noise, mean, told = prior
    paa, pad, pdd = state.cov
    change, span, variance = state.whole
    h = at - state.last
    surprise = (change - mean * span) ** 2 / np.where(variance > 0, variance, 1.0)
    worse = np.where(good * change < 0, change, 0.0)
    own = state.d - mean - (1 - p.worsening) * drifts * span / np.where(variance > 0, variance, 1.0) * worse
    drift = mean + own / np.sqrt(1 + surprise / p.cap**2)
    if p.damping is not None:
        # one value has no past change to go on: what others say of it stays
        drift = np.where(span > 0, p.damping * change / np.where(span > 0, span, 1.0), drift)
    ahead = paa + 2 * h * pad + h**2 * pdd + steps * h + noise
    df, seen = p.df + state.count, state.squares + told
    if apart is not None:
        known = np.isfinite(apart)
        df, seen = df + p.class_apart * known, seen + np.where(known, p.class_apart * apart, 0.0)
    scale = np.sqrt(np.maximum(ahead, 0.0) * (p.df + seen) / df)
    usable = state.valid & np.isfinite(state.last) & (h >= 0)
    return tuple(np.where(usable, x, np.nan) for x in (state.a + drift * h, scale, df))
