import numpy as np
import pandas as pd
import pytest

from kzplan.lab import history


def test_a_forecast_of_the_past_sees_only_the_years_it_may_see(plan):
    series = history.national_series(plan, "5岁以下儿童死亡率")
    table = history.hindcast(series, range(2013, 2020), "rate", "down", "mortality")
    changed = series.copy()
    changed[changed.index > 2019] = 99.0
    again = history.hindcast(changed, range(2013, 2020), "rate", "down", "mortality")
    columns = ["median", "low", "high", "other_median", "other_low", "other_high"]
    pd.testing.assert_frame_equal(table[columns], again[columns])
    assert (again["observed"] == 99).all() and table["year"].min() == 2020


def test_statsmodels_forecasts_an_exact_line_exactly_and_two_values_not_at_all():
    years = range(2000, 2016)
    line = pd.Series([100 * 0.95 ** (year - 2000) for year in years], index=years)
    table = history.hindcast(line, range(2000, 2011), "rate", "down")
    assert np.allclose(table["other_median"], table["observed"], rtol=1e-3)
    assert history.hindcast(line, [2000, 2010], "rate", "down")[["other_median", "other_low"]].isna().all(axis=None)


def test_an_unknown_national_series_names_those_there_are(plan):
    with pytest.raises(LookupError, match="孕产妇死亡率"):
        history.national_series(plan, "空气质量")
