import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from kzplan.indicator import counts
from kzplan.indicator.target import Criterion
from kzplan.words.errors import InputError


@pytest.mark.parametrize(
    ("events", "n", "low", "high"),
    [(1, 100, 25.3178, 5571.6434), (0, 9000, 0, 40.99), (2, 9000, 2.69, 80.27), (1, 9000, 0.28, 61.91)],
)
def test_few_events_have_the_exact_poisson_interval(events, n, low, high):
    # 1 in 100: UKHSA's published worked value; the others: Poisson tables divided by 9,000
    assert counts.rate_interval(events, n) == (pytest.approx(low, abs=0.01), pytest.approx(high, abs=0.01))


def test_ten_events_or_more_have_byars_interval():
    low, high = counts.rate_interval(58, 9268, per=1000)
    assert low == pytest.approx(58 * (1 - 1 / (9 * 58) - 1.959964 / (3 * 58**0.5)) ** 3 / 9.268, rel=1e-6)
    assert high == pytest.approx(59 * (1 - 1 / (9 * 59) + 1.959964 / (3 * 59**0.5)) ** 3 / 9.268, rel=1e-6)


def test_a_share_has_wilsons_interval():
    assert counts.share_interval(1, 100) == (pytest.approx(0.00176743, abs=1e-8), pytest.approx(0.05448620, abs=1e-8))


@pytest.mark.parametrize(("events", "n"), [(1, 0), (-1, 10), (np.nan, 10), (1, np.nan), (1, -5)])
def test_impossible_counts_have_no_interval(events, n):
    assert np.isnan(counts.rate_interval(events, n)).all()
    assert np.isnan(counts.share_interval(events, n)).all()


@pytest.mark.parametrize(
    ("rates", "events", "low", "high"),
    [
        ([5.99, 8.64, 13.47, 19.34], (93, 134, 209, 3), 15513, 15515),
        ([2.37, 3.45, 6.26, 10.79], (22, 32, 58, 1), 9264, 9272),
    ],
)
def test_the_deaths_behind_the_printed_rates_are_recovered(rates, events, low, high):
    found = counts.recover_counts(rates, [1000, 1000, 1000, 100000])
    assert (found.events, found.low, found.high) == (events, low, high)
    # every other solution is a whole multiple of the first
    for other, _, _ in found.alternatives:
        assert other == tuple(e * (other[3] // events[3]) for e in events)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(births=st.integers(3000, 20000), seed=st.integers(0, 2**16))
def test_the_true_counts_are_among_the_solutions(births, seed):
    rng = np.random.default_rng(seed)
    deaths = rng.poisson(births * np.array([3e-3, 5e-3, 8e-3, 1.5e-4]))
    per = np.array([1000, 1000, 1000, 100000])
    found = counts.recover_counts(np.round(deaths / births * per, 2), per)
    every = [(found.events, found.low, found.high), *found.alternatives]
    assert any(events == tuple(deaths) and low <= births <= high for events, low, high in every)


def test_rates_that_no_denominator_explains_are_not_forced():
    assert counts.recover_counts([2.37, 50.123], [1000, 100000], decimals=3, high=50) is None


def test_expected_events_smooth_over_a_year_without_any():
    expected = counts.expected_events([[2010, 2020]], [[3, 0]], [[15000, 9000]])
    assert expected.sum() == pytest.approx(3.5) and (expected > 0.5).all()


def test_the_published_chance_is_the_poisson_sum():
    for rate, births in ((12.0, 9000), (10.4, 6625), (30.0, 40000)):
        allowed = [d for d in range(500) if round(d / births * 1e5, 2) < 8]
        expected = stats.poisson.pmf(allowed, rate * births / 1e5).sum()
        got = counts.published_rate_probability([rate], [1.0], births, Criterion(high=8, high_strict=True), 1e5)
        assert got == pytest.approx(expected, abs=1e-10)


def test_a_true_rate_at_its_target_meets_it_seven_times_in_ten():
    chance = counts.published_rate_probability([12.0], [1.0], 9000, Criterion(high=12), 1e5)
    assert chance == pytest.approx(0.706, abs=0.001)  # P(X <= 1), X ~ Poisson(1.08)


def test_a_published_sex_ratio_is_binomial():
    births, share = 2000, 106 / 206
    boys = [b for b in range(1, births) if 103 <= round(100 * b / (births - b), 2) <= 107]
    expected = stats.binom.pmf(boys, births, share).sum()
    got = counts.published_ratio_probability([106.0], [1.0], births, Criterion(low=103, high=107))
    assert got == pytest.approx(expected, abs=1e-9)


def test_deaths_allowed_are_the_most_whose_printed_rate_meets_the_target():
    below = Criterion(high=8, high_strict=True)
    assert counts.events_allowed([12500, 12501, 12508], below).tolist() == [0, 0, 1]  # 1/12508 prints 7.99
    assert counts.events_allowed([12500, 12492], Criterion(high=8)).tolist() == [1, 0]  # 1/12492 prints 8.01
    assert counts.events_allowed(9268, Criterion(high=2.5, high_strict=True), per=1000).tolist() == [23]


def test_no_number_of_deaths_is_allowed_where_not_even_none_would_do():
    assert counts.events_allowed([9000], Criterion(low=1, high=8)).tolist() == [-1]
    assert counts.events_allowed([9000], Criterion(high=0, high_strict=True)).tolist() == [-1]
    assert counts.events_allowed([9000], Criterion(high=0)).tolist() == [0]


@pytest.mark.parametrize(
    ("points", "weights"), [([-1.0], [1.0]), ([np.inf], [1.0]), ([8.0, 9.0], [2.0, -1.0]), ([8.0], [0.0]), ([], [])]
)
def test_a_distribution_that_cannot_be_one_is_refused(points, weights):
    with pytest.raises(InputError):
        counts.published_rate_probability(points, weights, 9000, Criterion(high=8), 1e5)
    with pytest.raises(InputError):
        counts.published_ratio_probability(points, weights, 9000, Criterion(low=103, high=107))


def test_a_point_without_weight_says_nothing():
    below = Criterion(high=8)
    alone = counts.published_rate_probability([10.0], [1.0], 9000, below, 1e5)
    assert counts.published_rate_probability([10.0, 1.0], [1.0, 0.0], 9000, below, 1e5) == pytest.approx(alone)


def test_the_search_for_counts_starts_at_one_and_ends_at_more_births_than_any_country_has():
    assert counts.recover_counts([0], [1000], high=9).low == 1
    with pytest.raises(InputError):
        counts.published_ratio_probability([105.0], [1.0], 20_000_001, Criterion(low=103, high=107))
    for rates in ([], [[2.37, 3.45]]):
        with pytest.raises(InputError):
            counts.recover_counts(rates, 1000)


def test_the_events_allowed_are_found_at_once_however_many_they_are():
    below = Criterion(high=8, high_strict=True)
    assert counts.events_allowed([900], below, 1e-5, 0).tolist() == [674_999_999]  # 7.5 is published as 8
    assert counts.events_allowed([500_000], Criterion(high=8), 1000, 0).tolist() == [
        4250
    ]  # 8.5 is still published as 8


def test_a_target_far_above_many_expected_events_is_not_sure_to_be_met():
    for events in (1035, 1060, 1100):
        got = counts.published_rate_probability([1000.0], [1.0], 1e5, Criterion(high=events), 1e5)
        assert got == pytest.approx(stats.poisson.cdf(events, 1000), abs=1e-10) and got < 1


def test_denominators_and_decimals_are_taken_up_to_their_ends_and_not_beyond():
    below = Criterion(high=8)
    assert len(counts.events_allowed([1e12], below, 1e5)) == 1
    for denominators, decimals in ([1.1e12], 2), ([0], 2), ([9000], -1), ([9000], 10):
        with pytest.raises(InputError):
            counts.events_allowed(denominators, below, 1e5, decimals)


@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(1000, 20000)), min_size=2, max_size=9),
    st.integers(1, 9),
)
def test_years_without_a_value_move_no_expected_number(known, gaps):
    years, (events, births) = list(range(2010, 2010 + len(known))), zip(*known, strict=True)
    beside = [np.nan] * gaps
    alone = counts.expected_events([years], [events], [births])
    among = counts.expected_events([[*years, *range(2020, 2020 + gaps)]], [[*events, *beside]], [[*births, *beside]])
    assert among[0, : len(known)] == pytest.approx(alone[0], rel=1e-9)
    assert np.isnan(among[0, len(known) :]).all()


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1000, 20000)), min_size=2, max_size=6), st.randoms())
def test_expected_numbers_do_not_hang_on_the_order_of_years(known, chance):
    rows = [(2010 + at, *one) for at, one in enumerate(known)]
    mixed = chance.sample(rows, len(rows))
    told = [
        counts.expected_events(*([list(column)] for column in zip(*table, strict=True)))[0] for table in (rows, mixed)
    ]
    assert dict(zip(rows, told[0], strict=True)) == pytest.approx(dict(zip(mixed, told[1], strict=True)), rel=1e-9)


def test_the_mean_of_a_hundred_events_is_worked_out_and_of_more_refused():
    assert counts.mean_of(100, 0.5) == pytest.approx(stats.gamma(101).median(), rel=1e-9)
    with pytest.raises(InputError, match="from 0 to 100"):
        counts.mean_of(101, 0.5)


def test_a_rate_that_must_be_high_needs_as_many_events_as_print_above_it():
    # 2 of 100,000 and more are met: all chance but that of no event and of one
    told = counts.published_rate_probability([1.0], [1.0], 100_000, Criterion(low=2), 100_000)
    assert told == pytest.approx(stats.poisson(1).sf(1), rel=1e-9)


def test_a_ratio_at_birth_of_0_has_no_variance():
    with pytest.raises(InputError, match="positive"):
        counts.ratio_variance(7000, 0)
