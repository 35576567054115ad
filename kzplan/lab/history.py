"""Forecasts made in the past of series whose outcome is known, beside statsmodels' own."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
import scipy

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
        NaN from fewer than three values: two leave no step to estimate its spread from).

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
    """Median and interval of a random walk with drift, by year; years without a value say nothing to it.

    It is what statsmodels' ``UnobservedComponents`` estimates, level and drift being diffuse, in closed form: an optimiser's
    last digits are the machine's. The drift is that from end to end, the variance that of the steps about it, and the
    forecast's variance h years ahead that of h steps and of the drift over the years seen: s²(h + h²/g).
    """
    years = range(int(seen.index.max()) + 1, int(until) + 1)
    if len(seen) < 3:
        return pd.DataFrame(np.nan, index=years, columns=["median", "low", "high"])
    steps, gaps = np.diff(measure.to_link(seen.to_numpy(), kind)), np.diff(seen.index.to_numpy(float))
    drift = steps.sum() / gaps.sum()
    variance = ((steps - drift * gaps) ** 2 / gaps).sum() / (len(steps) - 1)
    ahead = np.arange(1, len(years) + 1)
    median = measure.to_link(seen.to_numpy()[-1], kind) + drift * ahead
    half = scipy.special.ndtri((1 + LEVEL) / 2) * np.sqrt(variance * (ahead + ahead**2 / gaps.sum()))
    link = np.stack([median, median - half, median + half], axis=1)
    return pd.DataFrame(measure.from_link(link, kind), index=years, columns=["median", "low", "high"])


def beside_class(plan: Plan) -> pd.DataFrame:
    """Return the plan's own values of the base year beside the band that the nation's values alone would have given.

    Parameters
    ----------
    plan : a loaded :class:`~kzplan.plan.plan.Plan`.

    Returns
    -------
    DataFrame
        One row a target with a usable value of the base year, a national series up to then, and a kind whose class alone has
        skill: ``code, name_zh, name_en, own, lo80, hi80, inside``. A check of plausibility, which nothing is fitted to.

    >>> from kzplan import load_plan
    >>> set(beside_class(load_plan()).columns) >= {"own", "lo80", "hi80", "inside"}
    True
    """
    base, rows = plan.period.base, []
    for code, target in plan.by_code.items():
        own = plan.series_of(code).at(base)
        if own is None or not target.outside or not target.comparable or not target.projected:
            continue
        known = plan.outside(target.outside)
        known = known[known["year"] <= base]
        if not len(known):
            continue
        years, values = known["year"].to_numpy(float), known["value"].to_numpy(float)
        chosen = model.parameters_for(target.kind, target.subclass or None, None, target.indicator)
        told = model.forecast(
            [base], [[np.nan]], base, target.kind, target.direction.good, parameters=chosen,
            reference_years=years, reference_values=[values],
        )  # fmt: skip
        low, high = (float(end[0]) for end in told.interval(0.8))
        if np.isfinite(low):
            rows.append((code, target.name.zh, target.name.en, own.value, low, high, low <= own.value <= high))
    return pd.DataFrame(rows, columns=["code", "name_zh", "name_en", "own", "lo80", "hi80", "inside"])
