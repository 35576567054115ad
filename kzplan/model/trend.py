"""Project series to a target year: one call for one, two or a dozen observations.

The shipped set is the model of :mod:`kzplan.model.leveldrift`. The reference set is

    z(t+h) = z(t) + φ·h·r + σ·T_df,  σ = (h/10)^b · sqrt(s0² + k²·D²),  D = 10·r

with r the past change per year on the link scale. Every probability is a tail and every interval a
pair of quantiles of one distribution.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ..indicator import measure
from . import leveldrift
from .parameters import LevelDrift, Parameters, damped, parameter_sets, parameters_for, stacked
from .predictive import Forecast
from .prepare import prepared

__all__ = [
    "Forecast",
    "LevelDrift",
    "Parameters",
    "because",
    "damped",
    "forecast",
    "parameter_sets",
    "parameters_for",
    "stacked",
]


def forecast(
    years: ArrayLike,
    values: ArrayLike,
    at: ArrayLike,
    kind: str,
    direction: str | None = None,
    *,
    indicator: str | None = None,
    reference_change: ArrayLike | None = None,
    reference_places: ArrayLike | None = None,
    reference_spread: ArrayLike | None = None,
    reference_years: ArrayLike | None = None,
    reference_values: ArrayLike | None = None,
    reference_variances: ArrayLike | None = None,
    variances: ArrayLike | None = None,
    events: ArrayLike | None = None,
    denominators: ArrayLike | None = None,
    per: ArrayLike | None = None,
    subclass: str | None = None,
    parameters: str | LevelDrift | Parameters | None = None,
) -> Forecast:
    """Project n series to their target years.

    Parameters
    ----------
    years : array (k,) or (n, k).
    values : array (n, k) or (k,), NaN for gaps; proportions as 0–100.
    at : target year, a number or array (n,).
    kind : "rate", "proportion", "positive" or "count".
    direction : the good direction, "up", "down" or None (then both ways are treated alike).
    indicator : what is measured, by an indicator of the panel that the set was fitted on or by an id of
        ``kzplan/model/indicators.csv``: its own parameters, where the set has them for this kind; else those of
        the sub-class or the kind.
    reference_change : change per year of the reference class on the link scale of
        :func:`kzplan.indicator.measure.to_link` (without a ceiling), a number or (n,), NaN where there is none.
    reference_places : how many places ``reference_change`` is the mean of, a number or (n,). None: the class is the
        one that the place lies inside, as the nation of a district, and counts as ten. One place is a weaker
        witness, infinitely many are the mean of all. The reference set does not know it.
    reference_spread : how widely the places of the class parted: standard deviation of their past changes around their mean,
        less what chance adds, over the one that the parameters let expect (1: as widely, 0.5: half as widely), from 0 to 100,
        a number or (n,), NaN where it is not known. It counts as so many degrees of freedom of the scale as ``class_apart`` of the set says.
    reference_years, reference_values : the class's own values, (k,) or (n, k) years and (n, k) or (k,) values. A series
        without a value is projected from them alone: its level is the class's latest value, as uncertain as places stray from
        their class, and its drift the class's. Beside few events they say where the level is to be expected. The reference set
        does not know them.
    reference_variances : sampling variances of ``reference_values`` on the link scale, (k,) or (n, k); None: the class is large
        and its values are exact.
    variances : sampling variances on the link scale, (n, k).
    events, denominators : counts behind a rate, (n, k); their Poisson noise is modelled, and a year
        without an event counts where another year has one (the rate's multiplier is read off it) or
        ``per`` is given. Denominators alone, behind a proportion: the size of the body, which is told from
        0 or 100 % by half a person at best.
    per : multiplier of a rate with ``events`` (100_000), needed where no year has an event; a number or (n,),
        NaN where it is read off the years with events.
    subclass : sub-class of the parameters, where the set has one.
    parameters : name of a set, a :class:`LevelDrift` or :class:`Parameters`, or None (the shipped set).

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
    given = prepared(
        years,
        values,
        at,
        kind,
        direction,
        indicator=indicator,
        reference_change=reference_change,
        reference_places=reference_places,
        reference_spread=reference_spread,
        reference_years=reference_years,
        reference_values=reference_values,
        reference_variances=reference_variances,
        variances=variances,
        events=events,
        denominators=denominators,
        per=per,
        subclass=subclass,
        parameters=parameters,
    )
    with np.errstate(all="ignore"):  # rows that cannot be projected come out NaN
        return _reference_forecast(given, kind, direction) if _is_reference(given) else _forecast(given, kind)


def because(
    years: ArrayLike, values: ArrayLike, at: ArrayLike, kind: str, direction: str | None = None, **known: Any
) -> dict[str, np.ndarray]:
    """Return what moves each median from its latest value, on the link scale (logits for proportions).

    Parameters
    ----------
    years, values, at, kind, direction, **known : as for :func:`forecast`.

    Returns
    -------
    dict of arrays (n,) that sum to the median less the latest value (the class's, where a series has none): see
        :func:`kzplan.model.leveldrift.parts`. The reference set has an "own drift" alone.

    >>> parts = because([2010, 2020], [[60, 80]], 2030, "proportion", "up")
    >>> f = forecast([2010, 2020], [[60, 80]], 2030, "proportion", "up")
    >>> moved = measure.to_logit(f.median) - measure.to_logit([80])
    >>> bool(abs(sum(parts.values()) - moved)[0] < 1e-4)
    True
    """
    given = prepared(years, values, at, kind, direction, **known)
    with np.errstate(all="ignore"):
        if _is_reference(given):
            told = _reference_forecast(given, kind, direction)
            return {"own drift": told.center - leveldrift.latest(given.z, given.z)}
        return leveldrift.parts(*given.for_model)


def _is_reference(given):
    return isinstance(given.chosen, Parameters)


def _forecast(given, kind):
    """The forecast of the shipped form, in blocks: what is worked with on the way does not grow with the number of series."""
    starts = range(0, max(len(given.z), 1), leveldrift.BLOCK)
    parts = [_block(given.some(slice(start, start + leveldrift.BLOCK))) for start in starts]
    center, scale, df = parts[0] if len(parts) == 1 else map(np.concatenate, zip(*parts, strict=True))
    chosen, df = given.chosen, _common(df)
    if not given.edged:
        return Forecast(kind, center, scale, df, ceiling=chosen.ceiling)
    held = leveldrift.latest(given.z, given.held) if isinstance(given.held, np.ndarray) else given.held
    return Forecast(kind, center, scale, df, chosen.edge, held)


def _block(given):
    """Centre, scale and degrees of freedom of some series."""
    center, scale, df = leveldrift.project(*given.for_model, given.apart)
    if given.edged:
        # the median is a matter of logits; how far figures stray from it is alike at every level
        scale = scale / leveldrift.steepness(given.z, given.chosen)
        center = measure.stretch_logit(center, given.chosen.edge)
    return center, scale, df


def _reference_forecast(given, kind, direction):
    """The formula of the reference set, on the first and the last usable value of each series."""
    t, z, noise, at, chosen, reference = given.t, given.z, given.noise, given.at, given.chosen, given.reference
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
