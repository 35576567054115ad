"""Many series to medians, three intervals and a probability: kzplan and its peers in one run, in one environment.

Prints ratios only, processor time a series, kzplan = 1: pandas groupby-apply with the formula of a random walk with drift, a loop
over statsmodels (a line, and a random walk with drift), statsforecast's RandomWalkWithDrift and AutoETS. A peer that refuses so
few values says so; one that is not installed is skipped. statsforecast asks for an older pandas than the lock holds, so that it
has an environment of its own, where kzplan runs too:

    python -m venv peers && peers/bin/pip install pyarrow statsmodels statsforecast -e .
    peers/bin/python benchmarks/panel_peers.py [number of series]
"""

import importlib.util
import logging
import sys
import tempfile
import time
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import special

import kzplan as kz
from kzplan import model

LEVELS = (0.5, 0.8, 0.95)
AT, LAST = 2030, 2021
ASKED = 60.0  # per cent, to be reached
SLOW = 240  # series that a loop is measured on
QUANTILES = np.array([0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975])


def series(n, k):
    """(years, percentages, logits) of n series of k values."""
    years = np.linspace(2010, LAST, k).round().astype(int)
    z = np.cumsum(np.random.default_rng(1).normal(0.03, 0.1, (n, k)), axis=1)
    return years, np.round(100 / (1 + np.exp(-z)), 2), z


def with_kzplan(years, shares, z):
    told = model.forecast(years, shares, AT, "proportion", "up")
    return told.median, [told.interval(level) for level in LEVELS], told.probability(ASKED, "up")


def with_panel(years, shares, z):
    """The whole way from Parquet to Parquet, classes, views, needed values and verdicts in it."""
    n, k = shares.shape
    table = {
        "place": np.repeat([f"p{i // 20:05d}" for i in range(n)], k),
        "indicator": np.tile(np.repeat([f"i{i}" for i in range(20)], k), n // 20),
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "panel.parquet"
        pd.DataFrame(table | {"year": np.tile(years, n), "value": shares.ravel()}).to_parquet(path)
        start = time.process_time()
        kz.project_panel(
            path, f"≥{ASKED:g}", kind="proportion", direction="up", unit="%", at=AT, to=Path(folder) / "out.parquet"
        )
        return time.process_time() - start


def with_groupby_apply(years, shares, z):
    n, k = z.shape
    frame = pd.DataFrame({"id": np.repeat(np.arange(n), k), "year": np.tile(years, n), "z": z.ravel()})
    bell, asked = special.ndtri(QUANTILES), special.logit(ASKED / 100)

    def one(rows):
        x, y = rows["year"].to_numpy(), rows["z"].to_numpy()
        drift, ahead = (y[-1] - y[0]) / (x[-1] - x[0]), AT - x[-1]
        center, spread = y[-1] + drift * ahead, 0.1 * np.sqrt(ahead)
        return pd.Series([*(center + spread * bell), special.ndtr((center - asked) / spread)])

    return frame.groupby("id").apply(one)


def with_a_line(years, shares, z):
    import statsmodels.api as sm

    x, ahead = sm.add_constant(years.astype(float)), np.array([[1.0, AT]])
    for row in z:
        told = sm.OLS(row, x).fit().get_prediction(ahead)
        found = [told.conf_int(obs=True, alpha=1 - level) for level in LEVELS]
        if not np.isfinite(found).all():
            raise ValueError("no interval")


def with_a_walk(years, shares, z):
    from statsmodels.tsa.statespace.structural import UnobservedComponents

    for row in z:
        told = UnobservedComponents(row, "rwdrift").fit(disp=0).get_forecast(AT - LAST)
        found = [told.conf_int(alpha=1 - level) for level in LEVELS]
        if not np.isfinite(found).all():
            raise ValueError("no interval")


def with_statsforecast(name):
    def run(years, shares, z):
        from statsforecast import StatsForecast, models

        n, k = z.shape
        frame = pd.DataFrame(
            {"unique_id": np.repeat([f"s{i:06d}" for i in range(n)], k), "ds": np.tile(np.arange(k), n), "y": z.ravel()}
        )
        told = StatsForecast(models=[getattr(models, name)()], freq=1, n_jobs=1).forecast(
            df=frame, h=AT - LAST, level=[round(100 * level) for level in LEVELS]
        )
        ends = told.groupby("unique_id").tail(1).filter(regex="lo|hi")
        if not len(ends.columns) or not np.isfinite(ends.to_numpy()).any():
            raise ValueError("no interval")

    return run


PEERS = (
    ("pandas groupby-apply", "pandas", with_groupby_apply, 3000),
    ("statsmodels, a line, a loop", "statsmodels", with_a_line, SLOW),
    ("statsmodels, a random walk with drift, a loop", "statsmodels", with_a_walk, SLOW // 4),
    ("statsforecast RandomWalkWithDrift", "statsforecast", with_statsforecast("RandomWalkWithDrift"), 5000),
    ("statsforecast AutoETS", "statsforecast", with_statsforecast("AutoETS"), SLOW),
)


def cost(run, given, first=20):
    """Processor time a series; the first few, which load what is needed, do not count."""
    run(*(one[:first] if one.ndim > 1 else one for one in given))
    start = time.process_time()
    run(*given)
    return (time.process_time() - start) / len(given[1])


def main(count=60_000):
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    for k in (2, 12):
        given = series(count, k)
        own = cost(with_kzplan, given)
        print(f"{k} values a series, kzplan's arithmetic = 1")
        with_panel(*series(40, k))
        print(f"  kzplan, Parquet to Parquet with classes and verdicts  {with_panel(*given) / count / own:,.0f}")
        for name, needs, run, n in PEERS:
            if importlib.util.find_spec(needs) is None:
                print(f"  {name:52}  skipped: not installed")
                continue
            try:
                print(f"  {name:52}  {cost(run, series(n, k)) / own:,.0f}")
            except Exception as problem:  # whatever a peer says of so few values
                print(f"  {name:52}  refuses: {type(problem).__name__}: {str(problem)[:60]}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
