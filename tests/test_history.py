import warnings
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from kzplan.lab import beside, history


def test_a_forecast_of_the_past_sees_only_the_years_it_may_see(plan):
    series = history.national_series(plan, "5岁以下儿童死亡率")
    table = history.hindcast(series, range(2013, 2020), "rate", "down", "mortality")
    changed = series.copy()
    changed[changed.index > 2019] = 99.0
    again = history.hindcast(changed, range(2013, 2020), "rate", "down", "mortality")
    columns = ["median", "low", "high", "other_median", "other_low", "other_high"]
    pd.testing.assert_frame_equal(table[columns], again[columns])
    assert (again["observed"] == 99).all() and table["year"].min() == 2020


@pytest.mark.parametrize("fitted", [range(2013, 2020), [2010, 2013, 2014, 2017, 2019]], ids=["even", "with gaps"])
@pytest.mark.parametrize("indicator", ["孕产妇死亡率", "婴儿死亡率"])
def test_the_other_forecast_is_what_statsmodels_estimates(plan, indicator, fitted):
    from statsmodels.tsa.statespace.structural import UnobservedComponents

    series = history.national_series(plan, indicator)
    seen = series[series.index.isin(fitted)].dropna()
    table = history.hindcast(series, fitted, "rate", "down")
    full = np.log(seen).reindex(range(seen.index.min(), seen.index.max() + 1)).to_numpy()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of few observations
        fit = UnobservedComponents(full, level="random walk with drift").fit(disp=False)
    frame = fit.get_forecast(int(table["year"].max() - seen.index.max())).summary_frame(alpha=1 - history.LEVEL)
    theirs = np.exp(frame[["mean", "mean_ci_lower", "mean_ci_upper"]].to_numpy())[table["year"] - seen.index.max() - 1]
    np.testing.assert_allclose(table[["other_median", "other_low", "other_high"]], theirs, rtol=1e-4)


def test_a_random_walk_forecasts_an_exact_line_exactly_and_two_values_not_at_all():
    years = range(2000, 2016)
    line = pd.Series([100 * 0.95 ** (year - 2000) for year in years], index=years)
    table = history.hindcast(line, range(2000, 2011), "rate", "down")
    assert np.allclose(table["other_median"], table["observed"], rtol=1e-3)
    assert history.hindcast(line, [2000, 2010], "rate", "down")[["other_median", "other_low"]].isna().all(axis=None)


def test_an_unknown_national_series_names_those_there_are(plan):
    with pytest.raises(LookupError, match="孕产妇死亡率"):
        history.national_series(plan, "空气质量")


def test_published_values_of_other_places_stand_beside_what_the_nation_alone_would_have_told(plan):
    found = beside.places_beside_class(plan)
    told = found["value"].between(found["lo80"], found["hi80"])
    assert len(found) and (told == found["inside"]).all()
    assert not found.duplicated(["code", "geo"]).any()


def test_a_nation_that_published_later_tells_nothing_of_an_earlier_value(plan):
    later = plan.tables["external"].assign(year=2100)
    assert not len(beside.places_beside_class(replace(plan, tables={**plan.tables, "external": later})))


def test_every_value_of_another_place_says_where_it_is_from_and_belongs_to_a_target(plan):
    rows = pd.read_csv(beside.PLACES)
    assert set(rows["code"]) <= set(plan.by_code)
    assert rows["source_title"].str.strip().ne("").all() and rows["comparability"].isin(["A", "B"]).all()
    assert rows["value"].ge(0).all() and rows["year"].between(2005, 2026).all()
