"""Forecasts made in the past of series whose outcome is known, beside statsmodels' own."""

import warnings
from collections.abc import Iterable

import numpy as np
import pandas as pd

from .. import model
from ..indicator import measure
from ..plan.plan import Plan
from ..words.errors import UnknownNameError

LEVEL = 0.8
COLUMNS = ["year", "observed", "median", "low", "high", "other_median", "other_low", "other_high"]


def national_series(plan: Plan, indicator: str) -> pd.Series:
    """Return a national series from ``external.csv`` as a Series by year.

    Parameters
    ----------
    plan : a loaded plan.
    indicator : its name in ``external.csv``.

    Raises
    ------
    UnknownNameError : where the nation has no such series.
    """
    found = plan.outside(indicator)
    if not len(found):
        raise UnknownNameError(f"no national series {indicator!r} in external.csv; there are {plan.outside_names()}")
    return pd.Series(found["value"].to_numpy(float), index=found["year"].astype(int)).sort_index()


def hindcast(
    series: pd.Series,
    fitted: Iterable[int],
    kind: str,
    direction: str | None = None,
    subclass: str | None = None,
) -> pd.DataFrame:
    """Forecast a series from some of its years and set what was published later beside it.

    Parameters
    ----------
    series : values by year.
    fitted : the years that the forecast may see.
    kind, direction, subclass : as for :func:`kzplan.model.trend.forecast`.

    Returns
    -------
    DataFrame
        One row per later year with a value: ``observed``, our ``median`` and 80 % interval ``low``,
        ``high``, and the same of statsmodels' random walk with drift on the link scale (``other_…``;
        NaN from fewer than three values, which it cannot take).

    >>> flat = hindcast(pd.Series({2010: 30.0, 2020: 16.9, 2023: 15.1}), [2010, 2020], "rate", "down")
    >>> flat["year"].tolist(), bool((flat["low"] < flat["observed"]).all())
    ([2023], True)
    """
    seen = series[series.index.isin(list(fitted))].dropna()
    later = series[series.index > seen.index.max()].dropna()
    repeated = np.tile(seen.to_numpy(), (len(later), 1))
    ours = model.forecast(
        seen.index.to_numpy(), repeated, later.index.to_numpy(float), kind, direction, subclass=subclass
    )
    low, high = ours.interval(LEVEL)
    table = pd.DataFrame(
        {"year": later.index, "observed": later.to_numpy(), "median": ours.median, "low": low, "high": high}
    )
    other = _random_walk(seen, later.index.max(), kind).reindex(later.index).to_numpy()
    table[["other_median", "other_low", "other_high"]] = other
    return table[COLUMNS]


def _random_walk(seen, until, kind):
    """Median and interval of statsmodels' random walk with drift, by year; gaps are missing values to it."""
    from statsmodels.tsa.statespace.structural import UnobservedComponents

    years = range(int(seen.index.max()) + 1, int(until) + 1)
    if len(seen) < 3:
        return pd.DataFrame(np.nan, index=years, columns=["median", "low", "high"])
    full = pd.Series(measure.to_link(seen.to_numpy(), kind), index=seen.index)
    full = full.reindex(range(int(seen.index.min()), int(seen.index.max()) + 1))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of few observations, which is the point
        fit = UnobservedComponents(full.to_numpy(), level="random walk with drift").fit(disp=False)
        frame = fit.get_forecast(len(years)).summary_frame(alpha=1 - LEVEL)
    link = frame[["mean", "mean_ci_lower", "mean_ci_upper"]].to_numpy()
    return pd.DataFrame(measure.from_link(link, kind), index=years, columns=["median", "low", "high"])
