"""The shipped model: one, two and many values, against numbers by hand and against statsmodels."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from kzplan import model
from kzplan.indicator import measure
from kzplan.model import leveldrift, trend
from kzplan.model.parameters import LevelDrift, parameters_for
from kzplan.model.prepare import prepared
from kzplan.model.scores import shipped_table

PROPERTY = settings(max_examples=60, deadline=None, derandomize=True)
PLAIN = LevelDrift(0.1, 0.5, 0.4, 2.0, 0.3, -0.2, 1.5, 0.0, 0.8, 0.9, 0.3, 0.2, 2.0)
LINEAR = replace(PLAIN, worsening=1.0, cap=1e9)
KINDS = st.sampled_from(["rate", "proportion", "positive", "count"])
WAYS = st.sampled_from(["up", "down", None])


def one(values, kind="rate", direction="down", years=(2010, 2020), at=2030, **more):
    return model.forecast(list(years), [values], at, kind, direction, **more)


def test_one_value_has_the_spread_of_its_kind():
    # level 0.1 a root year, drift sd 0.05, noise sd 0.04, prior drift −0.03 a year over ten years
    f = one([np.nan, 8], parameters=PLAIN)
    variance = 0.1**2 * 10 + 0.05**2 * 100 + 2 * 0.04**2
    assert f.center[0] == pytest.approx(np.log(8) - 0.3) and f.scale[0] == pytest.approx(np.sqrt(variance))
    assert f.df == 2.0
    assert one([np.nan, 8], direction=None, parameters=PLAIN).median[0] == pytest.approx(8)


def test_two_values_by_hand():
    # D = ln 0.8 = −0.22314, μg = −0.3, e = 0.07686, F = 0.1 + 0.25 + 0.0032 = 0.3532
    f = one([10, 8], parameters=PLAIN)
    e, variance = np.log(0.8) + 0.3, 0.3532
    pull = e / np.sqrt(1 + e**2 / variance / 1.5**2)
    centre = np.log(8) - 0.3 - 0.0016 / variance * e + 10 * 0.0025 * 10 / variance * pull
    ahead = 0.1 + 0.25 + 0.0032 - (0.25 - 0.0016) ** 2 / variance
    assert f.center[0] == pytest.approx(centre)
    assert f.scale[0] == pytest.approx(np.sqrt(ahead * (2 + e**2 / variance) / 3)) and f.df == 3.0
    ends = np.exp(centre + f.scale[0] * stats.t.ppf([0.1, 0.9], 3))
    assert np.ravel(f.interval(0.8)) == pytest.approx(ends)


def test_a_worsening_is_partly_made_good():
    # e = D + 0.3 with D = ln 1.25; the pull sees −0.2 D in place of D
    f = one([8, 10], parameters=replace(PLAIN, cap=1e9))
    change = np.log(1.25)
    pull = -0.2 * change + 0.3
    centre = np.log(10) - 0.3 - 0.0016 / 0.3532 * (change + 0.3) + 0.25 / 0.3532 * pull
    assert f.center[0] == pytest.approx(centre)
    assert one([8, 10], parameters=replace(PLAIN, worsening=1.0)).median[0] > f.median[0]


def test_a_class_moves_the_centre_and_one_place_moves_it_less():
    known = one([10, 8], parameters=PLAIN, reference_change=-0.1, reference_places=np.inf)
    single = one([10, 8], parameters=PLAIN, reference_change=-0.1, reference_places=1)
    none = one([10, 8], parameters=PLAIN, reference_change=np.nan)
    assert (
        known.median[0] < single.median[0] < none.median[0] == pytest.approx(one([10, 8], parameters=PLAIN).median[0])
    )
    # one value: the class's change per year and the prior drift by the class's weight, ten years long
    alone = one([np.nan, 8], parameters=PLAIN, reference_change=-0.02, reference_places=1e9)
    assert alone.center[0] == pytest.approx(np.log(8) - (0.8 * 0.02 + 0.2 * 0.3 * 0.09) * 10)
    # a third of the weight at witnesses = 2
    third = one([np.nan, 8], parameters=PLAIN, reference_change=-0.02, reference_places=1)
    level = 0.1 * 0.9 ** (1 / 3)
    assert third.center[0] == pytest.approx(np.log(8) - (0.016 / 3 + (1 - 0.8 / 3) * 0.3 * level) * 10)


def test_what_moves_a_median_is_told_part_by_part():
    # by the numbers of the two tests above: one value on its own, and with the class of very many places
    alone = trend.because([2010, 2020], [[np.nan, 8]], 2030, "rate", "down", parameters=PLAIN)
    assert {name: part[0] for name, part in alone.items()} == pytest.approx(
        {"level": 0, "own drift": 0, "drift of the kind": -0.3, "class": 0}
    )
    known = {"reference_change": -0.02, "reference_places": 1e9, "parameters": PLAIN}
    beside = trend.because([2010, 2020], [[np.nan, 8]], 2030, "rate", "down", **known)
    assert beside["class"] == pytest.approx(-0.8 * 0.02 * 10)
    assert beside["drift of the kind"] == pytest.approx(-0.2 * 0.3 * 0.09 * 10)
    assert beside["own drift"] == pytest.approx(0, abs=1e-12)
    e = np.log(0.8) + 0.3
    two = trend.because([2010, 2020], [[10, 8]], 2030, "rate", "down", parameters=PLAIN)
    assert two["level"] == pytest.approx(-0.0016 / 0.3532 * e) and two["drift of the kind"] == pytest.approx(-0.3)
    assert two["own drift"] == pytest.approx(0.25 / 0.3532 * e / np.sqrt(1 + e**2 / 0.3532 / 1.5**2))
    assert sum(two.values()) == pytest.approx(one([10, 8], parameters=PLAIN).center - np.log(8))


def test_damping_takes_the_past_change_as_it_is():
    half = model.damped(PLAIN, 0.5)
    assert one([10, 8], parameters=half).median[0] == pytest.approx(8 * np.sqrt(0.8), rel=0.01)
    # one value has no past change: what is expected of such a series stays as it is
    assert one([np.nan, 8], parameters=half).median[0] == one([np.nan, 8], parameters=PLAIN).median[0]


def test_long_even_series_agree_with_statsmodels():
    from statsmodels.tsa.statespace.structural import UnobservedComponents

    rng = np.random.default_rng(3)
    z = 3 + np.cumsum(rng.normal(-0.03, 0.06, 40)) + rng.normal(0, 0.02, 40)
    p = replace(LINEAR, level=0.06, noise=0.02 / 0.06, drift=1e4, prior_drift=0.0, df=1e9)
    years = np.arange(1980, 2020)
    smooth = UnobservedComponents(z, irregular=True, level=True, stochastic_level=True, trend=True)
    ahead = smooth.filter([0.02**2, 0.06**2]).get_forecast(10)
    f = model.forecast(years, np.exp(z)[None], 2029, "rate", None, parameters=p)
    assert f.center[0] == pytest.approx(ahead.predicted_mean[-1], rel=1e-4)
    assert f.scale[0] == pytest.approx(ahead.se_mean[-1], rel=1e-3)


def test_gaps_agree_with_statsmodels():
    from statsmodels.tsa.statespace.structural import UnobservedComponents

    z = np.log([20.0, 18, np.nan, np.nan, 15, 16, np.nan, 12, 11, np.nan, np.nan, 9])
    p = replace(LINEAR, level=0.06, noise=0.5, drift=1e4, prior_drift=0.0, df=1e9)
    ahead = UnobservedComponents(z, "lldtrend").filter([0.03**2, 0.06**2]).get_forecast(5)
    f = model.forecast(np.arange(2010, 2022), np.exp(z)[None], 2026, "rate", None, parameters=p)
    assert f.center[0] == pytest.approx(ahead.predicted_mean[-1], rel=1e-4)
    assert f.scale[0] == pytest.approx(ahead.se_mean[-1], rel=1e-3)


def test_the_filter_is_generalised_least_squares():
    t, v = np.array([2010.0, 2013, 2014, 2020]), np.array([0.01, 0.0, 0.04, 0.002])
    z, at, p = np.log([10.0, 9, 9.5, 7]), 2026.0, LINEAR
    s, tau, eta = 0.1**2, 0.05**2, 0.04**2
    both, prior = np.append(t, at), -0.03
    cov = s * np.minimum.outer(both - 2010, both - 2010) + tau * np.outer(both - 2010, both - 2010)
    cov += np.diag(np.append(v, 0)) + eta * np.eye(5) + 1e7  # a flat prior of the first level
    mean = prior * (both - 2010)
    weight = np.linalg.solve(cov[:4, :4], cov[:4, 4])
    center, scale, df = leveldrift.project(t[None], z[None], v[None], np.array([at]), -1, p)
    assert center[0] == pytest.approx(mean[4] + weight @ (z - mean[:4]), abs=1e-5)
    assert df[0] == pytest.approx(3.0)  # ten years of history: one decade's worth
    told = scale[0] ** 2 * 3 / (cov[4, 4] - weight @ cov[:4, 4])
    assert 2 < told < 3


def test_order_and_missing_columns_change_nothing():
    whole = one([10, np.nan, 9, 8], years=(2010, 2012, 2015, 2020))
    mixed = one([8, 10, 9], years=(2020, 2010, 2015))
    assert whole.center == pytest.approx(mixed.center) and whole.scale == pytest.approx(mixed.scale)


def test_more_figures_of_a_smooth_series_do_not_make_the_future_certain():
    two = one([10, 8])
    many = model.forecast(np.arange(2010, 2021), [np.geomspace(10, 8, 11)], 2030, "rate", "down")
    assert many.median[0] == pytest.approx(two.median[0], rel=0.02)
    assert 0.6 < many.scale[0] / two.scale[0] < 1.4


def test_a_noisy_last_value_counts_less():
    calm = one([10, 10, 4], years=(2010, 2015, 2020))
    noisy = one([10, 10, 4], years=(2010, 2015, 2020), variances=[[0, 0, 0.3]])
    assert calm.median[0] < noisy.median[0]


@PROPERTY
@given(x=st.lists(st.floats(0, 100), min_size=1, max_size=6), way=WAYS, near=st.booleans())
def test_shares_stay_inside_their_limits(x, way, near):
    values = np.array(x) if not near else 100 - np.array(x) / 100
    f = model.forecast(np.arange(2005, 2005 + 3 * len(x), 3), [values], 2035, "proportion", way)
    q = f.quantile([0.001, 0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975, 0.999])[0]
    assert q[0] >= 0 and q[-1] <= 100 and (np.diff(q) >= 0).all()
    assert f.under(0)[0] == 0 and f.cdf(100)[0] == 1
    assert f.probability(0, "up")[0] == 1 and f.probability(100, "down")[0] == 1


@PROPERTY
@given(x=st.floats(0, 100), y=st.floats(0, 100), target=st.floats(0, 100), way=WAYS)
def test_the_higher_a_share_stands_the_higher_it_is_expected(x, y, target, way):
    f = model.forecast([2020], [[min(x, y)], [max(x, y)]], 2030, "proportion", way)
    assert np.diff(f.median)[0] >= -1e-9
    assert np.diff(f.median)[0] == 0 or abs(x - y) < 1e-6 or f.median[1] > f.median[0]


@PROPERTY
@given(start=st.floats(50, 99.9), way=WAYS)
def test_the_chance_to_show_a_limit_grows_with_nearness_to_it(start, way):
    f = model.forecast([2020], [[start], [(start + 100) / 2], [100]], 2030, "proportion", way)
    assert (np.diff(f.probability(100, "up")) >= 0).all()


@PROPERTY
@given(
    kind=KINDS,
    x=st.lists(st.floats(0.5, 99.5), min_size=1, max_size=5),
    p=st.floats(0.01, 0.99),
    way=WAYS,
    change=st.one_of(st.none(), st.floats(-0.1, 0.1)),
)
def test_quantile_and_distribution_are_inverse(kind, x, p, way, change):
    f = model.forecast(np.arange(2000, 2000 + 5 * len(x), 5), [x], 2030, kind, way, reference_change=change)
    q = f.quantile(p)
    if kind != "proportion" or 0.01 < q[0] < 99.99:
        assert f.cdf(q)[0] == pytest.approx(p, abs=1e-5)


@PROPERTY
@given(x=st.lists(st.floats(0.01, 1000), min_size=1, max_size=5), factor=st.floats(0.001, 1000), way=WAYS)
def test_units_of_rates_change_nothing(x, factor, way):
    years = np.arange(2000, 2000 + 5 * len(x), 5)
    a = model.forecast(years, [x], 2030, "rate", way)
    b = model.forecast(years, [np.array(x) * factor], 2030, "rate", way)
    assert b.quantile([0.1, 0.5, 0.9]) == pytest.approx(a.quantile([0.1, 0.5, 0.9]) * factor, rel=1e-6)


@PROPERTY
@given(x0=st.floats(0.1, 99.9), x1=st.floats(0.1, 99.9), kind=KINDS, way=WAYS)
def test_a_mirrored_series_has_the_mirrored_answer(x0, x1, kind, way):
    if kind != "proportion":
        return
    other = {"up": "down", "down": "up", None: None}[way]
    a = model.forecast([2010, 2020], [[x0, x1]], 2030, kind, way)
    b = model.forecast([2010, 2020], [[100 - x0, 100 - x1]], 2030, kind, other)
    assert a.median[0] == pytest.approx(100 - b.median[0], abs=1e-6)


def test_a_target_at_the_limit_is_the_chance_that_the_figure_shows_it():
    f = one([86.2, 99.82], "proportion", "up")
    shown = [f.probability(100, "up", decimals=n)[0] for n in (0, 1, 2, 3)]
    assert (
        (np.diff(shown) < 0).all() and shown[-1] > 0 and shown[0] < one([86.2, 99.82], "proportion", "up").cdf(100)[0]
    )
    assert f.probability(100, "up")[0] == pytest.approx(shown[1]) == 1 - f.cdf(99.96)[0]
    assert (
        f.probability(100, "up")[0]
        < one([86.2, 99.82], "proportion", "up", parameters="reference").probability(100, "up")[0]
    )
    low = one([0.73, 0.38], "proportion", "down")
    assert low.probability(0, "down", decimals=2)[0] < low.probability(0, "down")[0] == pytest.approx(low.cdf(0.05)[0])
    assert f.probability(101, "up", decimals=0)[0] == 0 and f.probability(-1, "up", decimals=0)[0] == 1


def test_what_lies_near_a_limit_stays_in_sight_of_it():
    f = one([86.2, 99.82], "proportion", "up")
    low, high = f.interval(0.95)
    assert 85 < low[0] < 99.82 <= f.median[0] <= 100 == high[0]
    # the smallest body that can be told from 100 %: half a person of twenty is 2.4 points
    body = one([90, 100], "proportion", "up", denominators=[[20, 20]])
    assert body.interval(0.8)[0][0] < one([90, 100], "proportion", "up").interval(0.8)[0][0]
    assert np.isfinite(one([0, 100], "proportion", "up", denominators=1).median[0])


def test_the_shipped_odds_at_a_limit_come_nearer_to_what_happened_than_those_of_the_reference():
    edges = shipped_table("edges")
    shown = edges[(edges["within"] < 1) & (edges["start_high"] <= 2)]
    miss = (shown["chance"] - shown["came_true"]).abs().groupby([shown["split"], shown["method"]]).mean().unstack()
    assert (miss["shipped"] < miss["reference"]).all()
    kept = shown[shown["split"].eq("indicator") & shown["method"].eq("shipped") & shown["limit"].eq(100)]
    assert (kept["chance"] - kept["came_true"]).abs().max() < 0.17


def test_without_any_event_the_multiplier_must_be_told():
    silent = {"events": [[0, 0]], "denominators": [[9000, 7000]]}
    assert np.isnan(one([0, 0], **silent).median[0])
    told = one([0, 0], per=100_000, **silent)
    assert 0 < told.median[0] < 20 and 0 < told.probability(8, "down")[0] < 1
    # where a year has events, what is told and what is read off the rate agree
    counts_ = {"events": [[3, 0]], "denominators": [[15514, 9268]]}
    assert one([19.34, 0], per=100_000, **counts_).median[0] == pytest.approx(
        one([19.34, 0], **counts_).median[0], rel=1e-3
    )


def test_hostile_numbers_answer_nan_row_by_row_without_warnings():
    values = [[60, 80], [np.nan, 80], [60, 130], [-1, 80], [np.inf, 80], [np.nan, np.nan], [0, 100], [80, 80]]
    f = model.forecast([2010, 2020], values, 2030, "proportion", "up")
    assert np.isfinite(f.median).tolist() == [True, True, False, False, False, False, True, True]
    assert np.isfinite(f.probability(90, "up")).tolist() == np.isfinite(f.interval(0.8)[1]).tolist()
    assert np.isfinite(f.probability(80, "up")[7])  # a target equal to the base
    rates = model.forecast([2010, 2020], [[5, 8], [0, 8], [-5, 8], [1e-300, 1e300]], 2030, "rate", "down")
    assert np.isfinite(rates.median)[:3].tolist() == [True, False, False]
    zero = one([19.34, 0], events=[[3, 0]], denominators=[[15514, 1]])
    assert np.isfinite(zero.median[0])
    assert np.isnan(one([60, 80], "proportion", "up", years=(2020, 2020)).median[0])
    assert np.isnan(one([60, 80], "proportion", "up", at=2005).median[0])
    assert np.isnan(one([60, 80], "proportion", "up", at=np.nan).median[0])
    now = one([60, 80], "rate", "up", at=2020)
    assert np.isfinite(now.median[0]) and 0 <= now.probability(80, "up")[0] <= 1


@pytest.mark.parametrize(
    "wrong",
    [{"variances": [[-0.1, 0.1]]}, {"reference_change": [0.1, 0.2]}, {"reference_change": 0.1, "reference_places": 0}],
)
def test_wrong_arguments_say_what_is_allowed(wrong):
    with pytest.raises(ValueError, match=r"variances|reference"):
        one([60, 80], **wrong)


def test_the_kinds_are_shipped_and_unknown_subclasses_fall_back():
    for kind in ("rate", "proportion", "positive", "count"):
        p = parameters_for(kind)
        assert isinstance(p, LevelDrift) and parameters_for(kind, "nonesuch") == p
        assert 1 < p.df < 10 and 0 < p.class_weight < 1.2 and p.witnesses > 0
    with pytest.raises(ValueError, match="shipped, reference"):
        parameters_for("rate", parameters="nonesuch")


def test_what_comes_after_the_target_year_does_not_enter():
    counts = {"events": [[3, 0, 10]], "denominators": [[15000, 10000, 20000]]}
    with_later = model.forecast([2010, 2020, 2035], [[20, 0, 50]], 2030, "rate", "down", **counts)
    counts = {name: [row[0][:2]] for name, row in counts.items()}
    without = model.forecast([2010, 2020], [[20, 0]], 2030, "rate", "down", **counts)
    assert with_later.median == pytest.approx(without.median) and with_later.scale == pytest.approx(without.scale)
    assert np.isfinite(model.forecast([2010, 2020, 2035], [[20, 15, np.inf]], 2030, "rate").median).all()


def test_events_stand_behind_rates_only():
    with pytest.raises(ValueError, match="rates"):
        model.forecast([2010, 2020], [[60, 0]], 2030, "proportion", events=[[6, 0]], denominators=[[10, 10]])


def test_an_infinitely_uncertain_value_is_as_good_as_absent():
    dropped = model.forecast([2010, 2020], [[60, 70]], 2030, "proportion", "up", variances=[[np.inf, 0.01]])
    absent = model.forecast([2010, 2020], [[np.nan, 70]], 2030, "proportion", "up", variances=[[0, 0.01]])
    assert dropped.median == pytest.approx(absent.median) and dropped.scale == pytest.approx(absent.scale)


@pytest.mark.parametrize(
    "extra",
    [
        {"at": np.inf},
        {"reference_change": -0.05, "reference_places": np.inf},
        {"reference_change": [np.nan], "reference_places": [np.nan]},
        {"events": [[3, 2]], "denominators": [[np.inf, 9000]]},
    ],
)
def test_an_infinite_or_missing_extra_is_answered_without_a_warning(extra):
    arguments = {"at": 2030} | extra
    forecast = model.forecast([2010, 2020], [[20, 15]], arguments.pop("at"), "rate", "down", **arguments)
    assert len(forecast.median) == 1


@pytest.mark.parametrize(
    "wrong", [{"reference_change": np.inf}, {"variances": [[1, 2, 3]]}, {"events": [[1]], "denominators": [[9]]}]
)
def test_what_cannot_be_meant_is_refused_with_what_was_expected(wrong):
    with pytest.raises(ValueError, match=r"expected|finite"):
        model.forecast([2010, 2020], [[20, 15]], 2030, "rate", **wrong)


@pytest.mark.parametrize("subclass", [None, "education", "women_in_office", "health_services"])
def test_a_share_far_from_its_limit_is_not_expected_to_fly_there(subclass):
    low = np.linspace(0, 10, 41)
    f = model.forecast([2010, 2020], np.column_stack([low, low]), 2030, "proportion", "up", subclass=subclass)
    assert (np.diff(f.median) > -1e-9).all() and (f.median < 3 * low + 2).all()


def test_a_small_body_that_stands_at_a_limit_can_stay_there():
    sizes = (1, 3, 10, 100, 10_000)
    f = model.forecast(
        [2010, 2020], [[100, 100]] * 5, 2030, "proportion", "up", denominators=np.array(sizes)[:, None] * np.ones(2)
    )
    assert (f.probability(100, "up") > 0.4).all() and (f.median == 100).all()


def test_quantiles_of_shares_are_read_off_closely_enough():
    f = model.forecast([2010, 2020], [[60, 80], [97, 98.2], [3, 2]], 2030, "proportion", "up")
    levels = np.linspace(0.01, 0.99, 99)
    back = np.array([f.cdf(q) for q in f.quantile(levels).T])
    inside = (f.quantile(levels).T > 0.06) & (f.quantile(levels).T < 99.94)
    assert np.abs(back - levels[:, None])[inside].max() < 1e-6


def test_a_small_body_is_told_from_its_limit_by_half_a_person():
    # Laplace's half of one in n + 1, and never nearer than one decimal tells
    bodies = [[9.0], [99.0], [1e9], [np.nan], [0.0]]
    told = prepared([2020], [[100.0]] * 5, 2030, "proportion", "up", denominators=bodies).held
    assert np.ravel(told) == pytest.approx([5, 0.5, *[measure.TOLD_APART] * 3])
