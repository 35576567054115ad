import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from kzplan import model
from kzplan.model.parameters import parameters_for

PROPERTY = settings(max_examples=60, deadline=None, derandomize=True)
# backtest section 1, typed again: phi improving, phi worsening, s0, k, b, df
SECTION_1 = {
    "rate": (0.60, 0.0, 0.20, 0.40, 0.60, 3),
    "proportion": (0.45, 0.0, 0.33, 0.42, 0.55, 3),
    "positive": (0.60, 0.0, 0.018, 0.30, 0.60, 2.5),
    "count": (0.80, 0.80, 0.06, 0.20, 0.80, 3),
}


def link(x, kind):
    return np.log((x + 0.5) / (100 - x + 0.5)) if kind == "proportion" else np.log(x)


def unlink(z, kind):
    if kind != "proportion":
        return np.exp(z)
    e = np.exp(z)
    return np.clip((100.5 * e - 0.5) / (1 + e), 0, 100)


CASES = [
    ("rate", 19.34, 10.79, "down", 10, 8.0),
    ("rate", 5.0, 7.0, "down", 10, 6.0),
    ("rate", 5.0, 7.0, None, 5, 9.0),
    ("proportion", 54.91, 90.72, "up", 10, 94.0),
    ("proportion", 86.2, 99.82, "up", 10, 100.0),
    ("proportion", 6.2, 7.06, "down", 10, 4.0),
    ("proportion", 0.73, 0.38, "down", 3, 1.0),
    ("positive", 77.5, 80.1, "up", 10, 82.3),
    ("positive", 101.15, 107.06, None, 10, 107.0),
    ("count", 42, 251, "up", 10, 300.0),
    ("count", 251, 42, "up", 10, 50.0),
]


@pytest.mark.parametrize(("kind", "x0", "x1", "direction", "h", "target"), CASES)
def test_two_points_give_exactly_the_formulas_of_the_reference(kind, x0, x1, direction, h, target):
    up, down, s0, k, b, df = SECTION_1[kind]
    z0, z1 = link(x0, kind), link(x1, kind)
    r = (z1 - z0) / 10
    improving = direction is None or (r > 0) == (direction == "up")
    centre = z1 + (up if improving else down) * h * r
    sigma = (h / 10) ** b * np.sqrt(s0**2 + k**2 * (10 * r) ** 2)
    f = model.forecast([2010, 2020], [[x0, x1]], 2020 + h, kind, direction, parameters="reference")
    assert f.median[0] == pytest.approx(unlink(centre, kind), rel=1e-9, abs=1e-9)
    for level in (0.5, 0.8, 0.95):
        ends = unlink(centre + sigma * stats.t.ppf([(1 - level) / 2, (1 + level) / 2], df), kind)
        assert np.ravel(f.interval(level)) == pytest.approx(ends, rel=1e-9, abs=1e-9)
    above = stats.t.sf((link(target, kind) - centre) / sigma, df)
    assert f.probability(target, "up")[0] == pytest.approx(above, abs=1e-9)
    assert f.probability(target, "down")[0] == pytest.approx(1 - above, abs=1e-9)


def test_gaps_count_in_years_and_not_in_columns():
    plain = model.forecast([2010, 2020], [[60, 80]], 2030, "proportion", "up")
    gappy = model.forecast([2010, 2013, 2015, 2020], [[60, np.nan, np.nan, 80]], 2030, "proportion", "up")
    assert plain.center == pytest.approx(gappy.center) and plain.scale == pytest.approx(gappy.scale)
    late = model.forecast([2015, 2020], [[60, 80]], 2030, "proportion", "up")
    assert late.median[0] > plain.median[0]


def test_many_series_at_once_are_the_same_as_one_by_one():
    values, at = np.array([[60, 80], [90, 70], [10, 50.0]]), np.array([2025, 2030, 2040])
    many = model.forecast([2010, 2020], values, at, "proportion", "up")
    for i in range(3):
        one = model.forecast([2010, 2020], values[i], at[i], "proportion", "up")
        assert (many.center[i], many.scale[i]) == pytest.approx((one.center[0], one.scale[0]))


shares = st.floats(0, 100)
rates = st.floats(0.01, 1000)


@PROPERTY
@given(x0=shares, x1=shares, a=shares, b=shares)
def test_a_harder_target_is_never_more_likely(x0, x1, a, b):
    f = model.forecast([2010, 2020], [[x0, x1]], 2030, "proportion", "up")
    easy, hard = min(a, b), max(a, b)
    assert f.probability(easy, "up")[0] >= f.probability(hard, "up")[0]
    assert f.probability(easy, "down")[0] <= f.probability(hard, "down")[0]
    both = f.probability(a, "up")[0] + f.probability(a, "down")[0]
    assert both == pytest.approx(1) or (both > 1 and a in (0, 100))  # what is held at a limit meets it both ways


@PROPERTY
@given(x0=shares, x1=shares)
def test_intervals_nest_within_the_natural_limits(x0, x1):
    f = model.forecast([2010, 2020], [[x0, x1]], 2030, "proportion", "up")
    q = f.quantile([0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975])[0]
    assert (np.diff(q) >= 0).all() and q[0] >= 0 and q[-1] <= 100


@PROPERTY
@given(x0=rates, x1=rates, target=rates, d0=st.integers(0, 200), d1=st.integers(0, 200))
def test_the_unit_of_a_rate_changes_nothing(x0, x1, target, d0, d1):
    for counts in ({}, {"events": [[d0, d1]], "denominators": [[9000, 8000]]}):
        thousand = model.forecast([2010, 2020], [[x0, x1]], 2030, "rate", "down", **counts)
        million = model.forecast([2010, 2020], [[x0 * 1000, x1 * 1000]], 2030, "rate", "down", **counts)
        a, b = thousand.probability(target, "down"), million.probability(target * 1000, "down")
        assert a == pytest.approx(b, abs=1e-9, nan_ok=True)


@PROPERTY
@given(x0=rates, x1=rates, p=st.floats(0.01, 0.99))
def test_a_quantile_is_where_the_distribution_says(x0, x1, p):
    f = model.forecast([2010, 2020], [[x0, x1]], 2030, "rate", "down")
    assert f.cdf(f.quantile(p))[0] == pytest.approx(p, abs=1e-6)


def test_targets_outside_the_natural_limits_are_certain_or_impossible():
    share = model.forecast([2010, 2020], [[60, 80]], 2030, "proportion", "up")
    assert share.probability(101, "up")[0] == 0 and share.probability(101, "down")[0] == 1
    assert share.probability(-1, "up")[0] == 1 and share.probability(-1, "down")[0] == 0
    rate = model.forecast([2010, 2020], [[6, 8]], 2030, "rate", "down")
    assert rate.probability(0, "down")[0] == 0 and rate.probability(-5, "up")[0] == 1
    assert rate.probability(np.inf, "down")[0] == 1 and np.isnan(rate.probability(np.nan, "down")[0])


def test_series_that_cannot_be_projected_do_not_disturb_the_others():
    values = [[60, 80], [np.nan, 80], [np.nan, np.nan], [-5, 80], [np.inf, 80], [60, 130]]
    for parameters, one_value in (("reference", False), ("shipped", True)):
        f = model.forecast([2010, 2020], values, 2030, "proportion", "up", parameters=parameters)
        assert np.isfinite(f.median).tolist() == [True, one_value] + [False] * 4
        assert np.isfinite(f.probability(90, "up")).tolist() == [True, one_value] + [False] * 4
    repeated = model.forecast([2020, 2020], [[60, 80]], 2030, "proportion", "up")
    assert np.isnan(repeated.median[0])
    assert np.isnan(model.forecast([2010, 2020], [[0, 8]], 2030, "rate", "down").median[0])


def test_a_year_without_an_event_is_an_observation():
    f = model.forecast([2010, 2020], [[19.34, 0]], 2030, "rate", "down", events=[[3, 0]], denominators=[[15514, 9268]])
    assert 1 < f.median[0] < 20 and 0 < f.probability(8, "down")[0] < 1


def test_few_events_widen_the_interval_and_damp_the_trend():
    args = ([2010, 2020], [[8.64, 3.45]], 2030, "rate", "down")
    bare = model.forecast(*args)
    many = model.forecast(*args, events=[[13400, 3200]], denominators=[[1551400, 926800]])
    few = model.forecast(*args, events=[[13, 3]], denominators=[[1551, 927]])
    assert bare.scale[0] < many.scale[0] < few.scale[0]
    assert bare.median[0] < few.median[0]
    assert many.median[0] == pytest.approx(bare.median[0], rel=0.02)


def test_a_reference_class_enters_with_the_weights_of_the_reference():
    f = model.forecast(
        [2010, 2020], [[10, 8], [10, 8]], 2030, "rate", "down", reference_change=[-0.05, np.nan], parameters="reference"
    )
    own = np.log(0.8) / 10
    assert f.center[0] == pytest.approx(np.log(8) + 10 * (0.25 * own + 0.70 * -0.05))
    assert f.center[1] == pytest.approx(np.log(8) + 10 * 0.6 * own)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "share"},
        {"direction": "sideways"},
        {"years": [2010, 2015, 2020]},
        {"at": [2030, 2031]},
        {"parameters": "nonesuch"},
        {"events": [[1, 2]]},
    ],
)
def test_wrong_arguments_are_refused(wrong):
    arguments = {"years": [2010, 2020], "values": [[60, 80]], "at": 2030, "kind": "rate", "direction": "up"} | wrong
    with pytest.raises(ValueError):
        model.forecast(**arguments)


def test_a_range_that_ends_at_a_natural_limit_loses_nothing_there():
    f = model.forecast([2010, 2020], [[0.73, 0.38], [75.62, 91.82]], 2030, "proportion", "down")
    assert f.chance_between(0, 1) == pytest.approx(f.probability(1, "down"))
    assert f.chance_between(92, 100) == pytest.approx(f.probability(92, "up"))
    assert f.chance_between(0, 100) == pytest.approx([1, 1]) and f.chance_between(101, 110) == pytest.approx([0, 0])


def test_a_value_that_cannot_vary_meets_a_target_it_equals_both_ways():
    still = model.forecast([2010, 2020], [[10, 8]], 2020, "rate", "down")
    assert still.probability(8, "up")[0] == still.probability(8, "down")[0] == 1


def test_a_rounded_target_at_a_limit_is_met_by_whatever_cannot_miss_it():
    f = model.forecast([2010, 2020], [[1, 0.5], [99, 99.5]], 2030, "proportion", "up")
    assert f.probability(0, "up", decimals=1).tolist() == [1, 1] and f.probability(0.3, "up", decimals=0).tolist() == [
        1,
        1,
    ]
    assert f.probability(100, "down", decimals=1).tolist() == [1, 1] and f.probability(
        99.8, "down", decimals=0
    ).tolist() == [1, 1]


def test_the_reference_set_refuses_what_the_shipped_one_refuses():
    for values, years in (
        ([[10, 8, 5]], [2010, 2020, 2020]),
        ([[10, -1, 8]], [2010, 2015, 2020]),
        ([[10, np.inf, 8]], [2010, 2015, 2020]),
    ):
        for parameters in ("reference", "shipped"):
            assert np.isnan(model.forecast(years, values, 2030, "rate", "down", parameters=parameters).median[0])
    with pytest.raises(ValueError, match="column"):
        model.forecast([], np.empty((3, 0)), 2030, "rate")


def test_sampling_variances_at_both_ends_enter_as_the_reference_says():
    p = parameters_for("rate", None, "reference")
    first, last, gap, horizon = 0.01, 0.04, 5, 10
    told = model.forecast(
        [2015, 2020], [[10, 8]], 2030, "rate", "down", variances=[first, last], parameters="reference"
    )
    rate = np.log(0.8) / gap
    reliability = p.tau**2 / (p.tau**2 + (first + last) * (10 / gap) ** 2)
    reach = p.phi_improving * reliability * horizon / gap
    spread = p.s0**2 + (p.k * 10 * rate) ** 2  # a decade ahead
    assert told.center[0] == pytest.approx(np.log(8) + p.phi_improving * reliability * rate * horizon)
    assert told.scale[0] ** 2 == pytest.approx(spread + (1 + reach) ** 2 * last + reach**2 * first)
