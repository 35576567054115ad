"""The projection model: a damped trend on the link scale with heavy tails, vectorised over series.

z(t+h) = z(t) + φ·h·r + σ·T_df,  σ = (h/10)^b · sqrt(s0² + k²·D²),  D = 10·r

with r the past change per year on the link scale. Every probability is a tail and every interval a
pair of quantiles of this one distribution.
"""

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from scipy import special

from . import counts, measure

DEFAULT_SET = "reference"


@dataclass(frozen=True)
class Parameters:
    """One row of the parameter table; see ``kzplan/parameters.csv`` for the source of each.

    Parameters
    ----------
    phi_improving, phi_worsening : share of the past change per year that goes on.
    s0 : spread per decade on the link scale of a series that did not move.
    k : added spread per unit of past change per decade.
    b : exponent of the horizon in decades.
    df : degrees of freedom of the tails.
    own_weight, class_weight : weights of a series' own change and of its reference class's.
    tau : standard deviation of true changes per decade, for the reliability of a noisy one.
    """

    phi_improving: float
    phi_worsening: float
    s0: float
    k: float
    b: float
    df: float
    own_weight: float
    class_weight: float
    tau: float


@cache
def _table():
    import csv

    path = Path(__file__).with_name("parameters.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def parameter_sets():
    """Return the names of the parameter sets that ship.

    >>> parameter_sets()
    ('reference',)
    """
    return tuple(dict.fromkeys(row["set"] for row in _table()))


def parameters_for(kind, subclass=None, parameters=None):
    """Return the :class:`Parameters` of a kind, by sub-class where the set has one.

    Parameters
    ----------
    kind : "rate", "proportion", "positive" or "count".
    subclass : name of a sub-class, or None; unknown ones fall back on the kind.
    parameters : name of a set, a :class:`Parameters` that is returned as it is, or None (default set).

    >>> parameters_for("rate").phi_improving
    0.6
    """
    if isinstance(parameters, Parameters):
        return parameters
    name = parameters or DEFAULT_SET
    if name not in parameter_sets():
        raise ValueError(f"no parameter set {name!r}; there is: {', '.join(parameter_sets())}")
    measure.limits(kind)
    rows = {row["subclass"]: row for row in _table() if row["set"] == name and row["kind"] == kind}
    row = rows.get(subclass or "", rows[""])
    return Parameters(**{field: float(row[field]) for field in Parameters.__dataclass_fields__})


def damped(parameters, damping):
    """Return parameters in which both φ are ``damping`` (0: the past does not go on, 1: undamped)."""
    return replace(parameters, phi_improving=float(damping), phi_worsening=float(damping))


@dataclass(frozen=True)
class Forecast:
    """The predictive distribution of n series at their target years.

    Parameters
    ----------
    kind : kind of the indicator, which sets the link and the natural limits.
    center, scale : arrays (n,) on the link scale; NaN where a series cannot be projected.
    df : degrees of freedom of the Student t.
    """

    kind: str
    center: np.ndarray
    scale: np.ndarray
    df: float

    @property
    def median(self):
        """Medians, array (n,), in the indicator's unit."""
        return measure.from_link(self.center, self.kind)

    def quantile(self, q):
        """Return the quantile(s) ``q`` of each series: (n,) for a number, (n, m) for m numbers."""
        levels = np.asarray(q, dtype=float)
        if not ((levels > 0) & (levels < 1)).all():
            raise ValueError(f"quantile levels must lie between 0 and 1, got {q!r}")
        t = special.stdtrit(self.df, levels)
        z = self.center + self.scale * t if t.ndim == 0 else self.center[:, None] + self.scale[:, None] * t
        return measure.from_link(z, self.kind)

    def interval(self, level):
        """Return the central interval (low, high) of each series, arrays (n,); ``level`` as 0.8."""
        ends = self.quantile([(1 - level) / 2, (1 + level) / 2])
        return ends[:, 0], ends[:, 1]

    def cdf(self, x):
        """Return P(value ≤ x) for each series; ``x`` a number or array (n,)."""
        low, high = measure.limits(self.kind)
        x = np.broadcast_to(np.asarray(x, dtype=float), self.center.shape)
        z = measure.to_link(np.clip(x, low, high), self.kind)
        with np.errstate(invalid="ignore", divide="ignore"):
            distance = np.where(self.scale > 0, (z - self.center) / np.where(self.scale > 0, self.scale, 1.0),
                                np.where(z >= self.center, np.inf, -np.inf))  # fmt: skip
        chance = special.stdtr(self.df, distance)
        chance = np.where(x < low, 0.0, np.where(x > high, 1.0, chance))
        if not np.isfinite(high):  # a log scale: nothing lies at or below zero, all below infinity
            chance = np.where(x <= low, 0.0, np.where(np.isposinf(x), 1.0, chance))
        usable = np.isfinite(self.center) & np.isfinite(self.scale) & ~np.isnan(x)
        return np.where(usable, chance, np.nan)

    def probability(self, target, direction):
        """Return the chance that the true value is at least ("up") or at most ("down") ``target``."""
        if direction not in ("up", "down"):
            raise ValueError(f"direction must be 'up' or 'down', got {direction!r}")
        below = self.cdf(target)
        return below if direction == "down" else 1 - below

    def chance_between(self, low, high):
        """Return the chance that the true value lies from ``low`` to ``high``."""
        # the part of the distribution beyond a natural limit is held at it, so an end there cuts nothing off
        floor, ceiling = measure.limits(self.kind)
        usable = np.where(np.isfinite(self.center) & np.isfinite(self.scale), 1.0, np.nan)
        upper = usable if high >= ceiling else self.cdf(high)
        lower = 0.0 * usable if low <= floor else self.cdf(low)
        inside = (high >= floor) & (low <= ceiling)
        return np.where(inside, np.clip(upper - lower, 0, 1), 0.0 * usable)


def forecast(
    years,
    values,
    at,
    kind,
    direction=None,
    *,
    reference_change=None,
    variances=None,
    events=None,
    denominators=None,
    subclass=None,
    parameters=None,
):
    """Project n series to their target years.

    Parameters
    ----------
    years : array (k,) or (n, k).
    values : array (n, k) or (k,), NaN for gaps; proportions as 0–100.
    at : target year, a number or array (n,).
    kind : "rate", "proportion", "positive" or "count".
    direction : the good direction, "up", "down" or None (then φ applies both ways).
    reference_change : change per year of the reference class on the link scale, a number or (n,), NaN
        where there is none.
    variances : sampling variances on the link scale, (n, k).
    events, denominators : counts behind a rate, (n, k); their Poisson noise is modelled, and a year
        without an event counts.
    subclass : sub-class of the parameters, where the set has one.
    parameters : name of a set, a :class:`Parameters`, or None.

    Returns
    -------
    Forecast of n series; NaN, row by row, where fewer than two usable values stand before ``at``.

    Raises
    ------
    ValueError : shapes that do not fit, an unknown kind, direction or set.

    Notes
    -----
    The first and the last usable value of a series are used; gaps count in years. Noise: with
    v the sampling variances at both ends and g the years between, φ is multiplied by the reliability
    τ²/(τ² + v_D), v_D = (v_first + v_last)(10/g)², and (1 + φh/g)²·v_last + (φh/g)²·v_first is added
    to σ². Parameters: backtest section 1; noise: backtest section 6.

    >>> f = forecast([2010, 2020], [[60, 80]], 2030, "proportion", "up")
    >>> f.median.round(2).tolist(), f.probability(85, "up").round(3).tolist()
    ([86.21], [0.566])
    """
    chosen = parameters_for(kind, subclass, parameters)
    if direction not in ("up", "down", None):
        raise ValueError(f"direction must be 'up', 'down' or None, got {direction!r}")
    t, x, at = _shapes(years, values, at)
    z, noise = _link_values(t, x, kind, variances, events, denominators)
    first, last, usable = _ends(t, z, at)
    rows = np.arange(len(z))
    gap = np.where(usable, t[rows, last] - t[rows, first], np.nan)
    horizon = np.where(usable, at - t[rows, last], np.nan)
    v_first, v_last = noise[rows, first], noise[rows, last]
    rate = (z[rows, last] - z[rows, first]) / gap
    reliability = chosen.tau**2 / (chosen.tau**2 + (v_first + v_last) * (10 / gap) ** 2)
    phi = _phi(rate, direction, chosen) * reliability
    drift = phi * rate
    if reference_change is not None:
        reference = np.broadcast_to(np.asarray(reference_change, dtype=float), rate.shape)
        shared = chosen.own_weight * reliability * rate + chosen.class_weight * reference
        drift = np.where(np.isfinite(reference), shared, drift)
        phi = np.where(np.isfinite(reference), chosen.own_weight * reliability, phi)
    reach = phi * horizon / gap
    variance = (horizon / 10) ** (2 * chosen.b) * (chosen.s0**2 + (chosen.k * 10 * rate) ** 2)
    variance = variance + (1 + reach) ** 2 * v_last + reach**2 * v_first
    return Forecast(kind, z[rows, last] + drift * horizon, np.sqrt(variance), chosen.df)


def _shapes(years, values, at):
    x = np.atleast_2d(np.asarray(values, dtype=float))
    t = np.asarray(years, dtype=float)
    if t.shape not in (x.shape, x.shape[1:]):
        raise ValueError(f"years has shape {t.shape}; expected {x.shape[1:]} or {x.shape} to go with values")
    at = np.asarray(at, dtype=float)
    if at.shape not in ((), x.shape[:1]):
        raise ValueError(f"at has shape {at.shape}; expected a year or one for each of {len(x)} series")
    return np.broadcast_to(t, x.shape), x, np.broadcast_to(at, len(x))


def _link_values(t, x, kind, variances, events, denominators):
    """Values on the link scale and their noise; counts give both where they are known."""
    z = measure.to_link(x, kind)
    noise = np.zeros_like(z)
    if variances is not None:
        noise = np.broadcast_to(np.asarray(variances, dtype=float), z.shape)
        noise = np.where(np.isfinite(noise), noise, 0.0)
    if events is None:
        return z, noise
    if denominators is None:
        raise ValueError("events need their denominators")
    c = np.broadcast_to(np.asarray(events, dtype=float), z.shape)
    n = np.broadcast_to(np.asarray(denominators, dtype=float), z.shape)
    known = np.isfinite(c) & (n > 0)
    expected = counts.expected_events(t, np.where(known, c, np.nan), np.where(known, n, np.nan))
    noise = np.where(known, noise + 1 / (np.where(known, expected, 1.0) + 0.5), noise)
    # the rate's multiplier (per 1,000, per 100,000) is not told: it follows from the years with events
    seen = known & np.isfinite(x)
    total = np.where(seen, c, 0.0).sum(axis=1, keepdims=True)
    scaled = np.where(seen, x * n, 0.0).sum(axis=1, keepdims=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        modelled = np.log(expected / n * np.where(total > 0, scaled / total, np.nan))
    return np.where(known & (c == 0), modelled, z), noise


def _ends(t, z, at):
    """Columns of the earliest and the latest usable value up to the target year, and whether they differ."""
    usable = np.isfinite(z) & np.isfinite(t) & (t <= at[:, None])
    first = np.argmin(np.where(usable, t, np.inf), axis=1)
    last = np.argmax(np.where(usable, t, -np.inf), axis=1)
    rows = np.arange(len(z))
    return first, last, usable.any(axis=1) & (t[rows, last] > t[rows, first])


def _phi(rate, direction, chosen):
    if direction is None:
        return np.full_like(rate, chosen.phi_improving)
    improving = rate > 0 if direction == "up" else rate < 0
    return np.where(improving, chosen.phi_improving, chosen.phi_worsening)
