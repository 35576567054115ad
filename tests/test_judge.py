"""Verdicts on one value: met, nearly met, how much of the way is covered, and where the schedule wants it."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzplan.evaluation import judge
from kzplan.indicator.target import Criterion, parse_target

NUMBERS = st.floats(0.1, 99, allow_nan=False)


@given(value=NUMBERS, goal=NUMBERS, better=st.floats(0, 20))
def test_a_better_value_is_never_judged_worse(value, goal, better):
    order = {"not met": 0, "nearly met": 1, "met": 2}
    for sign, criterion, form in ((1, Criterion(low=goal), "at least"), (-1, Criterion(high=goal), "at most")):
        told = [judge.verdict(max(v, 0.0), criterion, form, "proportion") for v in (value, value + sign * better)]
        assert order[told[0]] <= order[told[1]]
        assert judge.shortfall(value, criterion) >= judge.shortfall(value + sign * better, criterion)


@given(base=NUMBERS, goal=NUMBERS, share=st.floats(-1, 2))
def test_the_way_covered_is_0_at_the_base_and_1_at_the_goal(base, goal, share):
    for kind in ("proportion", "rate"):
        if abs(goal - base) > 1e-3:
            assert judge.way_covered(base, base, goal, kind) == 0 and judge.way_covered(
                base, goal, goal, kind
            ) == pytest.approx(1)
            value = base + share * (goal - base) if kind == "proportion" else base * (goal / base) ** share
            assert judge.way_covered(base, value, goal, kind) == pytest.approx(share, abs=1e-6)


@given(
    value=st.one_of(st.none(), st.just(math.nan)),
    text=st.sampled_from(["≥90", "＜8", "提高", "50左右", "保持合理比例", "逐年提高"]),
)
def test_nothing_is_met_without_a_value(value, text):
    rule = parse_target(text, "down" if text == "＜8" else "up")
    assert judge.verdict(value, rule.criterion(50.0), rule.form, "proportion") == "no value"


def test_a_value_that_is_due_is_as_expected_and_one_that_meets_2030_is_ahead():
    assert judge.pace(92.0, 92.0, 0.005, 0.5, 0.5, False) == "as expected"
    assert judge.pace(92.004, 92.0, 0.005, 0.1, 0.5, False) == "as expected"
    assert [judge.pace(1, 2, 0.005, covered, 0.5, False) for covered in (0.3, 0.49, 0.51, 0.6)] == [
        "behind",
        "as expected",
        "as expected",
        "faster",
    ]
    assert (
        judge.pace(95, 92, 0.005, 1.2, 0.5, True) == "ahead"
        and judge.pace(89, 90, 0.05, math.nan, 0.5, False) == "behind"
    )


@pytest.mark.parametrize(
    ("value", "criterion", "form", "kind", "told"),
    [
        (93.0, Criterion(low=94), "at least", "proportion", "nearly met"),  # a point short of a share, and no more
        (92.9, Criterion(low=94), "at least", "proportion", "not met"),
        (9.8, Criterion(low=10), "at least", "proportion", "nearly met"),  # 2 % of a small target is less than a point
        (9.7, Criterion(low=10), "at least", "proportion", "not met"),
        (196.0, Criterion(low=200), "at least", "positive", "nearly met"),
        (195.9, Criterion(low=200), "at least", "positive", "not met"),
        (8.16, Criterion(high=8), "at most", "rate", "nearly met"),
        (8.17, Criterion(high=8), "at most", "rate", "not met"),
        (8.0, Criterion(high=8, high_strict=True), "at most", "rate", "nearly met"),
        (39.5, Criterion(low=40, high=60), "between", "proportion", "nearly met"),
        (60.9, Criterion(low=40, high=60), "between", "proportion", "not met"),  # 2 % of the lower end
        (49.9, Criterion(low=50, low_strict=True), "better", "proportion", "not met"),  # words are met or not
        (7.0, None, "none", "rate", judge.NO_TARGET),
        (7.0, None, "not quantified", "rate", "cannot be judged"),
    ],
)
def test_a_target_is_nearly_met_within_2_per_cent_and_never_more_than_a_point_of_a_share(
    value, criterion, form, kind, told
):
    assert judge.verdict(value, criterion, form, kind) == told


def test_how_far_a_value_is_from_its_target_is_told_on_either_side():
    band = Criterion(low=103, high=107)
    assert [judge.shortfall(value, band) for value in (101.5, 103.0, 105.0, 107.0, 110.0)] == [1.5, 0, 0, 0, 3.0]


def test_where_nothing_is_to_be_gone_or_a_rate_cannot_be_followed_no_way_is_covered():
    assert math.isnan(judge.way_covered(90.0, 92.0, 90.0, "proportion"))
    assert math.isnan(judge.way_covered(16.0, 0.0, 4.0, "rate"))
    assert judge.way_covered(16.0, 4.0, 0.0, "rate") == 0.75  # nothing falls to 0 at an equal rate: equal steps
    assert judge.way_covered(0.0, 4.0, 16.0, "rate") == 0.25
    assert judge.way_covered(90.0, 0.0, 95.0, "proportion") == -18


def test_pace_allows_a_twentieth_of_the_time_gone_either_way():
    told = [judge.pace(1, 2, 0.5, covered, 0.4, False) for covered in (0.379, 0.381, 0.419, 0.421)]
    assert told == ["behind", "as expected", "as expected", "faster"]
    assert [judge.pace(1, 2, 0.5, covered, 1.0, False) for covered in (0.95, 1.05)] == ["as expected"] * 2
    assert judge.pace(2.5, 2.0, 0.5, 0.0, 0.4, False) == "as expected"  # half a unit of the last digit is none
    assert judge.pace(2.6, 2.0, 0.5, 0.0, 0.4, False) == "behind"


@pytest.mark.parametrize(
    ("values", "direction", "told"),
    [
        ({2020: 1, 2021: 2, 2022: 3}, "up", True),
        ({2020: 1, 2021: 2, 2022: 2}, "up", False),  # level is no better
        ({2020: 3, 2021: 2, 2022: 1}, "down", True),
        ({2020: 3, 2021: 2, 2022: 1}, "up", False),
        ({2020: 1, 2022: 3}, "up", None),
        ({2021: 3, 2022: 2}, "up", False),  # a fall is seen, whatever is missing
        ({2020: 1, 2021: 2, 2022: 3, 2023: 0}, "up", True),  # what comes later does not count
        ({2019: 9, 2020: 1, 2021: 2, 2022: 3}, "up", True),  # nor what came before
    ],
)
def test_better_every_year_is_asked_of_every_year_after_the_base(values, direction, told):
    assert judge.every_year_better(values, 2022, direction, 2020) is told


def test_the_year_that_is_judged_is_one_of_those_that_must_be_better():
    for last in (2021, 2022, 2023, 2024):
        rising = {year: year - 2000.0 for year in range(2020, last)}
        assert judge.every_year_better({**rising, last: 0.0}, last, "up", 2020) is False
        assert judge.every_year_better(rising, last, "up", 2020) is None


def test_a_target_is_monitored_where_a_value_was_judged_and_nowhere_else():
    assert judge.JUDGED == ("met", "nearly met", "not met")


def test_values_below_0_go_their_way_in_equal_steps():
    assert judge.way_covered(-4.0, -2.0, 0.0, "count") == 0.5
    assert judge.way_covered(-4.0, -3.0, -2.0, "count") == 0.5
