"""Forecasts made in the past of series whose outcome is known, beside statsmodels' own."""

from collections.abc import Iterable, Mapping, Sequence

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


def paths(
    series: pd.Series, used: Mapping[str, Sequence[int]], at: Sequence[int], kind: str, direction: str
) -> dict[str, tuple[Sequence[int], pd.DataFrame]]:
    """Project a series from some of its values, once for each choice of them.

    Parameters
    ----------
    series : values by year.
    used : {words: the years that a projection may see}.
    at : years projected to.
    kind, direction : as for :func:`kzplan.model.trend.forecast`.

    Returns
    -------
    {words: (years used, table year, median, lo50 … hi95)}, as :func:`kzplan.figures.from_more_values` draws them.

    >>> told = paths(pd.Series({2010: 30.0, 2020: 16.9}), {"one": [2020], "two": [2010, 2020]}, [2030], "rate", "down")
    >>> {words: len(table) for words, (_, table) in told.items()}
    {'one': 1, 'two': 1}
    """
    told = {}
    for words, years in used.items():
        rows = np.tile(series.loc[list(years)].to_numpy(), (len(at), 1))
        forecast = model.forecast(list(years), rows, np.asarray(at), kind, direction)
        ends = {
            f"{side}{level}": end
            for level in (50, 80, 95)
            for side, end in zip(("lo", "hi"), forecast.interval(level / 100), strict=True)
        }
        told[words] = (years, pd.DataFrame({"year": at, "median": forecast.median, **ends}))
    return told


def together(told: Mapping[str, tuple[Sequence[int], pd.DataFrame]]) -> pd.DataFrame:
    """Return the tables of :func:`paths` as one, with a column ``values`` that says what each could see."""
    return pd.concat([path.assign(values=words) for words, (_, path) in told.items()])


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
