"""Project series to a target year: one call for one, two or a dozen observations.

The shipped set is the model of :mod:`kzplan.model.leveldrift`. The reference set is

    z(t+h) = z(t) + φ·h·r + σ·T_df,  σ = (h/10)^b · sqrt(s0² + k²·D²),  D = 10·r

with r the past change per year on the link scale. Every probability is a tail and every interval a
pair of quantiles of one distribution.
"""

from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import ArrayLike

from ..indicator import counts, measure
from ..words.errors import InputError
from . import leveldrift
from .parameters import LevelDrift, Parameters, damped, parameter_sets, parameters_for
from .predictive import Forecast

__all__ = ["Forecast", "LevelDrift", "Parameters", "because", "damped", "forecast", "parameter_sets", "parameters_for"]


def forecast(
    years: ArrayLike,
    values: ArrayLike,
    at: ArrayLike,
    kind: str,
    direction: str | None = None,
    *,
    reference_change: ArrayLike | None = None,
    variances: ArrayLike | None = None,
    events: ArrayLike | None = None,
    denominators: ArrayLike | None = None,
    subclass: str | None = None,
    parameters: str | LevelDrift | Parameters | None = None,
    reference_places: ArrayLike | None = None,
    per: ArrayLike | None = None,
) -> Forecast:
    """Project n series to their target years.

    Parameters
    ----------
    years : array (k,) or (n, k).
    values : array (n, k) or (k,), NaN for gaps; proportions as 0–100.
    at : target year, a number or array (n,).
    kind : "rate", "proportion", "positive" or "count".
    direction : the good direction, "up", "down" or None (then both ways are treated alike).
    reference_change : change per year of the reference class on the link scale of
        :func:`kzplan.indicator.measure.to_link`, a number or (n,), NaN where there is none.
    variances : sampling variances on that scale, (n, k).
    events, denominators : counts behind a rate, (n, k); their Poisson noise is modelled, and a year
        without an event counts where another year has one (the rate's multiplier is read off it) or
        ``per`` is given. Denominators alone, behind a proportion: the size of the body, which is told from
        0 or 100 % by half a person at best.
    subclass : sub-class of the parameters, where the set has one.
    parameters : name of a set, a :class:`LevelDrift` or :class:`Parameters`, or None (the shipped set).
    reference_places : how many places ``reference_change`` is the mean of, a number or (n,); None: very
        many. One place is a weaker witness. The reference set does not know it.
    per : multiplier of a rate with ``events`` (100_000), needed where no year has an event; a number or (n,),
        NaN where it is read off the years with events.

    Returns
    -------
    Forecast of n series. NaN, row by row, where no value stands at or before ``at``, where one is
    impossible (infinite, outside the natural limits, zero under a logarithm without counts) and where
    two stand for one year. The reference set needs two values.

    Raises
    ------
    ValueError : shapes that do not fit, an unknown kind, direction or set, negative variances.

    Notes
    -----
    Gaps count in years. With one value the spread is that of the kind. Shipped set: formula and source in
    :func:`kzplan.model.leveldrift.project`. Reference set: backtest sections 1 and 6; the first and last usable
    value count, and with v the sampling variances at both ends and g the years between, φ is multiplied
    by the reliability τ²/(τ² + v_D), v_D = (v_first + v_last)(10/g)², and (1 + φh/g)²·v_last +
    (φh/g)²·v_first is added to σ².

    >>> f = forecast([2010, 2020], [[60, 80]], 2030, "proportion", "up", parameters="reference")
    >>> f.median.round(2).tolist(), f.probability(85, "up").round(3).tolist()
    ([86.21], [0.566])
    """
    given = _prepared(
        years,
        values,
        at,
        kind,
        direction,
        reference_change,
        variances,
        events,
        denominators,
        subclass,
        parameters,
        reference_places,
        per,
    )
    with np.errstate(all="ignore"):  # rows that cannot be projected come out NaN
        if isinstance(given.chosen, Parameters):
            return _reference_forecast(
                given.t, given.z, given.noise, given.at, kind, direction, given.chosen, given.reference
            )
        center, scale, df = leveldrift.project(*given.for_model)
        if not given.edged:
            return Forecast(kind, center, scale, _common(df))
        # the median is a matter of logits; how far figures stray from it is alike at every level
        middle = measure.stretch(100 * scipy.special.expit(center), given.chosen.edge)
    held = leveldrift.latest(given.z, given.held) if isinstance(given.held, np.ndarray) else given.held
    scale = scale / leveldrift.steepness(given.z, given.chosen)
    return Forecast(kind, middle, scale, _common(df), given.chosen.edge, held)


def because(
    years: ArrayLike,
    values: ArrayLike,
    at: ArrayLike,
    kind: str,
    direction: str | None = None,
    *,
    reference_change: ArrayLike | None = None,
    variances: ArrayLike | None = None,
    events: ArrayLike | None = None,
    denominators: ArrayLike | None = None,
    subclass: str | None = None,
    parameters: str | LevelDrift | Parameters | None = None,
    reference_places: ArrayLike | None = None,
    per: ArrayLike | None = None,
) -> dict[str, np.ndarray]:
    """Return what moves each median from its latest value, on the link scale (logits for proportions).

    Parameters
    ----------
    years, values, … : as for :func:`forecast`.

    Returns
    -------
    dict of arrays (n,) that sum to the median less the latest value: see :func:`kzplan.model.leveldrift.parts`. The
        reference set has an "own drift" alone.

    >>> parts = because([2010, 2020], [[60, 80]], 2030, "proportion", "up")
    >>> f = forecast([2010, 2020], [[60, 80]], 2030, "proportion", "up")
    >>> moved = measure.to_logit(f.median) - measure.to_logit([80])
    >>> bool(abs(sum(parts.values()) - moved)[0] < 1e-4)
    True
    """
    given = _prepared(
        years,
        values,
        at,
        kind,
        direction,
        reference_change,
        variances,
        events,
        denominators,
        subclass,
        parameters,
        reference_places,
        per,
    )
    with np.errstate(all="ignore"):
        if isinstance(given.chosen, Parameters):
            told = _reference_forecast(
                given.t, given.z, given.noise, given.at, kind, direction, given.chosen, given.reference
            )
            return {"own drift": told.center - leveldrift.latest(given.z, given.z)}
        return leveldrift.parts(*given.for_model)


@dataclass(frozen=True)
class _Prepared:
    """Series as the model takes them: link values and noise in order of the years, what cannot be left NaN."""

    t: np.ndarray
    z: np.ndarray
    noise: np.ndarray
    at: np.ndarray
    good: float
    chosen: LevelDrift | Parameters
    reference: np.ndarray | None
    places: np.ndarray | None
    edged: bool
    held: float | np.ndarray

    @property
    def for_model(self) -> tuple:
        """The arguments of :func:`kzplan.model.leveldrift.project`."""
        return self.t, self.z, self.noise, self.at, self.good, self.chosen, self.reference, self.places, self.edged


def _prepared(
    years,
    values,
    at,
    kind,
    direction,
    reference_change,
    variances,
    events,
    denominators,
    subclass,
    parameters,
    reference_places,
    per,
):
    chosen = parameters_for(kind, subclass, parameters)
    if direction not in ("up", "down", None):
        raise InputError(f"direction must be 'up', 'down' or None, got {direction!r}")
    if events is not None and kind != "rate":
        raise InputError(f"events and denominators stand behind rates, not behind a {kind}; give variances instead")
    t, x, horizon = _shapes(years, values, at)
    reference, places = _reference_class(reference_change, reference_places, len(x))
    later = t > horizon[:, None]  # what comes after the target year is not known yet
    x = np.where(later, np.nan, x)
    edged = kind == "proportion" and isinstance(chosen, LevelDrift)
    held = _told_apart(x, denominators) if edged else measure.TOLD_APART
    z = measure.to_logit(x, held) if edged else measure.to_link(x, kind)
    z, noise = _noise(z, x, variances)
    if events is not None:
        z, noise = _counted(t, x, z, noise, events, denominators, later, per)
    dropped = np.isposinf(_like("variances", variances, z)) if variances is not None else np.zeros(z.shape, bool)
    impossible = (~np.isnan(x) & ~np.isfinite(z) & ~dropped).any(axis=1) | ~np.isfinite(horizon)
    z = np.where(np.isfinite(t) & (t <= horizon[:, None]) & ~impossible[:, None], z, np.nan)
    order = np.argsort(t, axis=1, kind="stable")
    if (order != np.arange(t.shape[1])).any():
        t, z, noise = (np.take_along_axis(a, order, axis=1) for a in (t, z, noise))
        held = np.take_along_axis(held, order, axis=1) if isinstance(held, np.ndarray) else held
    good = {"up": 1.0, "down": -1.0, None: 0.0}[direction]
    return _Prepared(t, z, noise, horizon, good, chosen, reference, places, edged, held)


def _reference_forecast(t, z, noise, at, kind, direction, chosen, reference):
    """The formula of the reference set, on the first and the last usable value of each series."""
    first, last, usable = _ends(t, z, at)
    usable &= ~_repeated(t, z)
    rows = np.arange(len(z))
    gap = np.where(usable, t[rows, last] - t[rows, first], np.nan)
    horizon = np.where(usable, at - t[rows, last], np.nan)
    v_first, v_last = noise[rows, first], noise[rows, last]
    rate = (z[rows, last] - z[rows, first]) / gap
    reliability = chosen.tau**2 / (chosen.tau**2 + (v_first + v_last) * (10 / gap) ** 2)
    phi = _phi(rate, direction, chosen) * reliability
    drift = phi * rate
    if reference is not None:
        shared = chosen.own_weight * reliability * rate + chosen.class_weight * reference
        drift = np.where(np.isfinite(reference), shared, drift)
        phi = np.where(np.isfinite(reference), chosen.own_weight * reliability, phi)
    reach = phi * horizon / gap
    variance = (horizon / 10) ** (2 * chosen.b) * (chosen.s0**2 + (chosen.k * 10 * rate) ** 2)
    variance = variance + (1 + reach) ** 2 * v_last + reach**2 * v_first
    return Forecast(kind, z[rows, last] + drift * horizon, np.sqrt(variance), chosen.df)


def _common(df):
    """One number where all series share it: a quantile of Student's t is then worked out once."""
    known = df[np.isfinite(df)]
    return float(known[0]) if len(known) and (known == known[0]).all() else df


def _per_series(name, values, n):
    if values is None:
        return None
    values = np.asarray(values, dtype=float)
    if values.shape not in ((), (n,)):
        raise InputError(f"{name} has shape {values.shape}; expected a number or one for each of {n} series")
    return np.broadcast_to(values, n)


def _reference_class(change, places, n):
    """The class's change and its number of places, one a series; either may be None."""
    change, places = _per_series("reference_change", change, n), _per_series("reference_places", places, n)
    if change is not None and np.isinf(change).any():
        raise InputError("reference_change must be finite, or NaN where there is no reference class")
    if places is not None and not (places > 0)[np.isfinite(change) if change is not None else slice(None)].all():
        raise InputError("reference_places must be above 0: the number of places behind reference_change")
    return change, places


def _shapes(years, values, at):
    x = np.atleast_2d(np.asarray(values, dtype=float))
    t = np.asarray(years, dtype=float)
    if t.shape not in (x.shape, x.shape[1:]):
        raise InputError(f"years has shape {t.shape}; expected {x.shape[1:]} or {x.shape} to go with values")
    if not x.shape[1]:
        raise InputError("values has no column; expected at least one year")
    at = np.asarray(at, dtype=float)
    if at.shape not in ((), x.shape[:1]):
        raise InputError(f"at has shape {at.shape}; expected a year or one for each of {len(x)} series")
    return np.broadcast_to(t, x.shape), x, np.broadcast_to(at, len(x))


def _told_apart(x, denominators):
    """Points from 0 or 100 at which a share can be told from them: its printing, or half a person of its body."""
    if denominators is None:
        return measure.TOLD_APART
    body = _like("denominators", denominators, x)
    return np.where(
        body > 0, np.maximum(measure.TOLD_APART, 50 / (np.where(body > 0, body, 1.0) + 1)), measure.TOLD_APART
    )


def _noise(z, x, variances):
    """Link values and their noise, without what is infinitely uncertain: that is as good as not there."""
    if variances is None:
        return z, np.zeros_like(z)
    noise = _like("variances", variances, z)
    if (noise < 0).any():
        raise InputError("variances must not be negative; leave an unknown one NaN")
    z = np.where(np.isposinf(noise) & ~np.isnan(x), np.nan, z)
    return z, np.where(np.isfinite(noise), noise, 0.0)


def _counted(t, x, z, noise, events, denominators, later, per):
    """Add the noise of the counts behind a rate, and the modelled rate of a year without an event."""
    if denominators is None:
        raise InputError("events need their denominators")
    c, n = _like("events", events, z), _like("denominators", denominators, z)
    known = np.isfinite(c) & (n > 0) & np.isfinite(n) & ~later
    expected = counts.expected_events(t, np.where(known, c, np.nan), np.where(known, n, np.nan))
    noise = np.where(known, noise + 1 / (np.where(known, expected, 1.0) + 0.5), noise)
    with np.errstate(invalid="ignore", divide="ignore"):
        multiplier = _multiplier(x, c, n, known)
        if per is not None:
            given = _per_series("per", per, len(x))[:, None]
            multiplier = np.where(np.isfinite(given), given, multiplier)
        # one step of a Poisson regression from the modelled rate: no event is less than was expected, and says so
        modelled = np.log(expected / n * multiplier) - expected / (expected + 0.5)
    return np.where(known & (c == 0), modelled, z), noise


def _multiplier(x, c, n, known):
    """Per how many the rates are, from the years with events; NaN where there is none."""
    seen = known & np.isfinite(x)
    total = np.where(seen, c, 0.0).sum(axis=1, keepdims=True)
    scaled = np.where(seen, x * n, 0.0).sum(axis=1, keepdims=True)
    return np.where(total > 0, scaled / total, np.nan)


def _like(name, values, z):
    values = np.asarray(values, dtype=float)
    if values.shape not in ((), z.shape, z.shape[1:]):
        raise InputError(f"{name} has shape {values.shape}; expected {z.shape} to go with values")
    return np.broadcast_to(values, z.shape)


def _ends(t, z, at):
    """Columns of the earliest and the latest usable value up to the target year, and whether they differ."""
    usable = np.isfinite(z) & np.isfinite(t) & (t <= at[:, None])
    first = np.argmin(np.where(usable, t, np.inf), axis=1)
    last = np.argmax(np.where(usable, t, -np.inf), axis=1)
    rows = np.arange(len(z))
    return first, last, usable.any(axis=1) & (t[rows, last] > t[rows, first])


def _repeated(t, z):
    """Whether two usable values stand for one year; years rise along each row."""
    years = np.where(np.isfinite(z), t, np.nan)
    seen = np.fmax.accumulate(years, axis=1)
    return (years[:, 1:] == seen[:, :-1]).any(axis=1)


def _phi(rate, direction, chosen):
    if direction is None:
        return np.full_like(rate, chosen.phi_improving)
    improving = rate > 0 if direction == "up" else rate < 0
    return np.where(improving, chosen.phi_improving, chosen.phi_worsening)
