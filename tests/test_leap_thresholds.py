"""The thresholds of the rule ``leap`` are percentiles of real ten-year changes; recomputed where the panel is at hand."""

import numpy as np
import pandas as pd
import pytest

from kzplan.findings import magnitude


@pytest.fixture(scope="module")
def changes(reference):
    panel = pd.read_csv(reference / "panel.csv")
    pairs = panel.merge(panel, on=["indicator", "unit_kind", "geo"], suffixes=("_from", "_to"))
    return pairs[(pairs["year_to"] - pairs["year_from"]).between(9, 11)]


def percentile(changes, kind, size, level):
    """A percentile of ``size`` over the pairs of a kind, each indicator with equal weight."""
    rows = changes[changes["unit_kind"] == kind]
    values = size(rows["value_from"], rows["value_to"]).to_numpy()
    weight = 1 / rows.groupby("indicator")["indicator"].transform("size").to_numpy()
    seen = np.isfinite(values)
    order = np.argsort(values[seen])
    cumulative = np.cumsum(weight[seen][order])
    return values[seen][order][np.searchsorted(cumulative, level * weight[seen].sum())]


def ratio(before, after):
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.exp(np.abs(np.log(after / before)))


def test_the_thresholds_of_a_leap_are_the_panels_percentiles(changes):
    assert (
        pytest.approx(percentile(changes, "proportion", lambda a, b: (b - a).abs(), 0.995), rel=0.05)
        == magnitude.POINTS
    )
    assert pytest.approx(percentile(changes, "rate", ratio, 0.995), rel=0.05) == magnitude.RATE_FACTOR
    assert pytest.approx(percentile(changes, "proportion", ratio, 0.999), rel=0.05) == magnitude.SHARE_FACTOR
