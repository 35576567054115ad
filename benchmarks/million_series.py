"""A million two-value series to medians, three intervals and a probability: how much does kzplan add?

Prints ratios only, all measured in one run on one machine:
the same arithmetic written out in bare numpy and scipy; a loop over statsmodels' random walk with drift, on a
sample; and statsforecast's random walk with drift, where it is installed.

    python benchmarks/million_series.py [number of series]
"""

import importlib.util
import sys
import time
import warnings

import numpy as np
from scipy import special

from kzplan import model

SAMPLE = 40
LEVELS = (0.5, 0.8, 0.95)


def with_kzplan(values):
    f = model.forecast([2010, 2020], values, 2030, "rate", "down")
    return f.median, *(f.interval(level) for level in LEVELS), f.probability(8.0, "down")


def with_numpy(values):
    """The two-value formula of kzplan.model.leveldrift, for one kind and direction and clean data."""
    p = model.parameters_for("rate")
    g = h = 10.0
    steps, drifts, noise = p.level**2, (p.drift * p.level) ** 2, (p.noise * p.level) ** 2
    mean = -p.prior_drift * p.level
    z0, z1 = np.log(values[:, 0]), np.log(values[:, 1])
    change = z1 - z0
    e = change - mean * g
    f = steps * g + drifts * g**2 + 2 * noise
    pull = (e - (1 - p.worsening) * np.maximum(change, 0)) / np.sqrt(1 + e**2 / (f * p.cap**2))
    center = z1 + mean * h - noise / f * e + h * drifts * g / f * pull
    ahead = steps * h + drifts * h**2 + 2 * noise - (drifts * g * h - noise) ** 2 / f
    df = p.df + 1
    scale = np.sqrt(ahead * (p.df + e**2 / f) / df)
    out = [np.exp(center)]
    for level in LEVELS:
        t = special.stdtrit(df, (1 + level) / 2)
        out.append((np.exp(center - t * scale), np.exp(center + t * scale)))
    return *out, special.stdtr(df, (np.log(8.0) - center) / scale)


def with_statsmodels(values):
    from statsmodels.tsa.statespace.structural import UnobservedComponents

    for row in values:
        model = UnobservedComponents(np.log(np.linspace(row[0], row[1], 11)), "rwdrift")
        ahead = model.filter([0.003, 0.0][: model.k_params]).get_forecast(10)
        for level in LEVELS:
            ahead.conf_int(alpha=1 - level)


def with_statsforecast(values):
    from statsforecast.models import RandomWalkWithDrift

    for row in values:
        RandomWalkWithDrift().forecast(y=np.log(np.linspace(row[0], row[1], 11)), h=10, level=[50, 80, 95])


def seconds_a_series(run, values):
    start = time.perf_counter()
    run(values)
    return (time.perf_counter() - start) / len(values)


def main(count=1_000_000):
    rng = np.random.default_rng(1)
    values = np.exp(rng.normal(2.0, 0.5, (count, 2)))
    for ours, bare in zip(with_kzplan(values[:100]), with_numpy(values[:100]), strict=True):
        np.testing.assert_allclose(ours, bare, rtol=1e-9)
    base = seconds_a_series(with_kzplan, values)
    print(f"{count:,} series, kzplan = 1")
    print(f"  the same arithmetic in bare numpy  {seconds_a_series(with_numpy, values) / base:.2f}")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        loop = seconds_a_series(with_statsmodels, values[:SAMPLE])
    print(f"  statsmodels, a loop ({SAMPLE} series)     {loop / base:,.0f}")
    if importlib.util.find_spec("statsforecast"):
        print(
            f"  statsforecast, a loop ({SAMPLE} series)   {seconds_a_series(with_statsforecast, values[:SAMPLE]) / base:,.0f}"
        )
    else:
        print("  statsforecast                      skipped: not installed")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
