"""Laws of reading targets in English: what a wording is made of says what it asks, whatever it is combined with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzplan import TargetError, parse_target
from kzplan.indicator.phrases import without_names

numbers = st.integers(10, 990).map(lambda tenths: tenths / 10)


@pytest.fixture(scope="module", autouse=True)
def patterns_made():
    """The long patterns are made when first asked for, which no example is to wait for."""
    without_names("coverage of at least 95% of women")


@given(
    numbers,
    st.sampled_from(
        [
            ("at least", "up"),
            ("no less than", "up"),
            ("not below", "up"),
            ("greater than or equal to", "up"),
            ("at most", "down"),
            ("no more than", "down"),
            ("do not exceed", "down"),
            ("less than or equal to", "down"),
        ]
    ),
    st.sampled_from(["", "maintain ", "to ", "reach ", "should be "]),
    st.sampled_from(["", " by 2030", " in 2030", " (2030)", " by the end of 2030"]),
)
def test_an_english_bound_is_what_its_signs_say(number, sign, verb, due):
    rule = parse_target(f"{verb}{sign[0]} {number:g}%{due}", sign[1], "%")
    assert (rule.form, rule.value, rule.strict) == ({"up": "at least", "down": "at most"}[sign[1]], number, False)
    assert rule.due == (2030 if due else None)


@given(numbers, st.sampled_from(["", "to ", "reduce to ", "keep "]), st.sampled_from(["", " by 2030"]))
def test_up_to_is_a_ceiling_of_what_should_be_low_and_else_refused(number, verb, due):
    text = f"{verb}up to {number:g}%{due}"
    assert (rule := parse_target(text, "down", "%")).form == "at most" and rule.value == number and not rule.strict
    for direction in ("up", None):
        with pytest.raises(TargetError):
            parse_target(text, direction, "%")


@given(
    st.integers(2010, 2030),
    st.sampled_from(
        [("not lower than", "up"), ("no higher than", "down"), ("no worse than", "up"), ("not below", "up")]
    ),
    st.sampled_from(["%", "人"]),
)
def test_a_bare_year_behind_a_comparison_is_that_year_s_value_or_refused(year, sign, unit):
    text, direction = f"{sign[0]} {year}", sign[1]
    if year <= 2020 and (unit == "%" or "worse" in text):
        rule = parse_target(text, direction, unit)
        assert (rule.form, rule.year, rule.direction) == ("not worse than", year, direction)
    else:
        with pytest.raises(TargetError):
            parse_target(text, direction, unit)


@given(
    st.integers(1, 300),
    st.sampled_from(["{}% of {}", "{}% of the {} level", "at least {}% of {}"]),
    st.integers(2010, 2020),
)
def test_a_share_of_a_year_s_value_is_a_change_from_it(share, wording, year):
    way = "up" if share > 100 else "down"
    text = wording.format(share, year)
    if share == 100 or (way == "down" and "least" in text):
        with pytest.raises(TargetError):
            parse_target(text, way, "人")
        return
    rule = parse_target(text, way, "人")
    assert (rule.form, rule.direction, rule.year) == ("relative", way, year)
    assert rule.value == pytest.approx(abs(share - 100) / 100)
    with pytest.raises(TargetError):
        parse_target(text, "down" if way == "up" else "up", "人")


@given(
    st.sampled_from(["coverage", "coverage among women", "share of women", "enrolment rate of girls"]),
    st.sampled_from(["below", "under", "less than", "at most", "nearly", "almost", "minus", "without", "within"]),
    st.integers(5, 95),
)
def test_a_word_between_an_english_name_and_its_number_is_never_passed_over(name, word, number):
    with pytest.raises(TargetError):
        parse_target(f"{name} {word} {number}%", "up", "%")
