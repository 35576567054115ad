import csv
import math
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzplan import TargetError, parse_target
from kzplan.indicator.unit import converted, multiplier, plain_unit
from kzplan.words.errors import InputError

HERE = Path(__file__).parent
DATA = HERE.parent / "data" / "printed"
REFERENCE = os.environ.get("KZPLAN_REFERENCE")

# printed text, form, number, strict, direction
TRUTH = [
    ("＜8", "at most", 8, True, None),
    ("≤1", "at most", 1, False, None),
    ("≥94", "at least", 94, False, None),
    ("＞98.5", "at least", 98.5, True, None),
    ("100", "at least", 100, False, None),
    ("≥90%", "at least", 90, False, None),
    ("＜１０", "at most", 10, True, None),
    ("50左右", "about", 50, False, None),
    ("高于2:3", "ratio", 2 / 3, True, "up"),
    ("不低于2:3", "ratio", 2 / 3, False, "up"),
    ("more than 2:3", "ratio", 2 / 3, True, "up"),
    ("提高", "better", None, False, "up"),
    ("增加", "better", None, False, "up"),
    ("逐步提高", "better", None, False, "up"),
    ("逐步\n提高", "better", None, False, "up"),
    ("提升", "better", None, False, "up"),
    ("稳步提高", "better", None, False, "up"),
    ("降低", "better", None, False, "down"),
    ("减少", "better", None, False, "down"),
    ("下降", "better", None, False, "down"),
    ("逐年提高", "better every year", None, False, "up"),
    ("逐年下降", "better every year", None, False, "down"),
    ("明显降低", "marked", None, False, "down"),
    ("大幅降低", "marked", None, False, "down"),
    ("以2010年为基数下降1/6", "relative", 1 / 6, False, "down"),
    ("较2020年下降20%", "relative", 0.2, False, "down"),
    ("比2020年提高5个百分点", "relative", 5, False, "up"),
    ("2︰3", "ratio", 2 / 3, False, None),
    ("1:1", "ratio", 1, False, None),
    ("趋于平衡", "natural band", None, False, None),
    ("不低于本地区党员总数中女性比例", "relative to series", None, False, "up"),
    ("与女职工比例相适应", "relative to series", None, False, "up"),
    ("高于全市平均水平", "relative to series", None, True, "up"),
    ("保持合理比例", "not quantified", None, False, None),
    ("得到控制", "not quantified", None, False, None),
    ("控制", "not quantified", None, False, None),
    ("巩固提高", "not quantified", None, False, None),
    ("—", "none", None, False, None),
    ("不低于30%", "at least", 30, False, None),
    ("95%以上", "at least", 95, False, None),
    ("达到100%", "at least", 100, False, None),
    ("控制在8/10万以下", "at most", 8, False, None),
    ("不超过1.5‰", "at most", 1.5, False, None),
    ("<10/10万", "at most", 10, True, None),
    ("103—107", "between", 103, False, None),
]


@pytest.mark.parametrize(("text", "form", "number", "strict", "direction"), TRUTH)
def test_a_printed_target_becomes_its_rule(text, form, number, strict, direction):
    rule = parse_target(text)
    assert (rule.form, rule.strict, rule.direction, rule.text) == (form, strict, direction, text)
    assert rule.value == (None if number is None else pytest.approx(number))


def test_every_target_of_the_plan_is_read():
    texts = set()
    for path in DATA.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                texts |= {row[c] for c in ("target_2020", "target_city", "target_district") if c in row}
    assert len(texts) > 40
    assert all(parse_target(text).form for text in texts)


@pytest.mark.parametrize("text", ["胡说", "8≤", "＞98%以下", "1/0", "每年提高1", "≥", "5:0", "消除贫困", "2030年"])
def test_an_unreadable_target_is_refused_by_name(text):
    with pytest.raises(TargetError, match="forms"):
        parse_target(text)


def test_a_number_without_a_sign_is_at_most_where_lower_is_better():
    assert parse_target("8", "down").form == "at most"
    assert parse_target("8", "up").form == parse_target("8").form == "at least"


@pytest.mark.parametrize(
    ("text", "value", "met"),
    [
        ("＜2", 2.0, False),
        ("≤2", 2.0, True),
        ("＞30", 30, False),
        ("30", 30, True),
        ("50左右", 47.5, True),
        ("50左右", 47.4, False),
        ("50左右", 52.6, False),
        ("趋于平衡", 107, True),
        ("趋于平衡", 107.06, False),
        ("103—107", 102.9, False),
    ],
)
def test_a_value_meets_its_target_or_not(text, value, met):
    assert parse_target(text).criterion().met(value) is met


def wordings(path):
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read(row):
    """What a wording is read as, in the columns of the table: form, value, value2, year, strict."""
    direction = row["direction"] if row["direction"] in ("up", "down") else None
    try:
        rule = parse_target(row["text"], direction, row["unit"] or None)
    except TargetError:
        return ["refused", None, None, None, False]
    return [rule.form, rule.value, rule.value2, rule.year, rule.strict]


def wanted(row):
    numbers = [None if row[name] == "" else pytest.approx(float(row[name]), abs=0.05) for name in ("value", "value2")]
    return [row["form"], *numbers, int(row["year"]) if row["year"] else None, row["strict"] == "yes"]


def read_otherwise(rows):
    """The wordings that are not read as they are meant, all of them, with what they are read as."""
    return [(row["text"], row["unit"], read(row)) for row in rows if read(row) != wanted(row)]


def test_every_wording_of_a_plan_is_read_as_it_is_meant_or_refused():
    rows = wordings(HERE / "wordings.csv")
    assert len(rows) > 2000
    assert read_otherwise(rows) == []


@pytest.mark.skipif(not REFERENCE, reason="KZPLAN_REFERENCE is not set")
def test_every_form_of_the_reference_is_read_as_it_says():
    rows = wordings(Path(REFERENCE) / "target_forms.csv")
    assert len(rows) > 50
    assert read_otherwise(rows) == []


def test_a_number_in_a_unit_of_its_own_is_converted_or_refused():
    assert parse_target("＜0.12‰", "down", "1/10万").value == 12
    assert parse_target("＜8/万", "down", "1/10万").value == 80
    assert parse_target("＜0.12‰", "down").value == 0.12
    with pytest.raises(TargetError, match="where the row is in"):
        parse_target("≥95%", "up", "1/10万")


@pytest.mark.parametrize(
    "unit", ["1/10万", "１／１０万", "1/100,000", "per 100 000", "/10万", "1/十万", "per 100,000 live births"]
)
def test_a_unit_is_one_however_it_is_written(unit):
    assert plain_unit(unit) == "1/10万" and multiplier(unit) == 100_000


@given(st.floats(0.001, 900), st.sampled_from(["‰", "1/万", "1/10万"]), st.sampled_from(["‰", "1/万", "1/10万"]))
def test_a_rate_turned_into_another_unit_and_back_is_the_same(value, unit, other):
    assert converted(converted(value, unit, other), other, unit) == pytest.approx(value, rel=1e-6)


@given(st.sampled_from("①②⑩¹²³⁴*※†"), st.integers(1, 99))
def test_the_mark_of_a_footnote_is_no_digit(mark, number):
    assert parse_target(f"≥{number}{mark}").value == number


def test_a_ratio_is_judged_the_way_its_words_or_its_indicator_say():
    assert parse_target("2:3", "down").criterion().met(0.6) and not parse_target("2:3", "down").criterion().met(0.7)
    assert parse_target("2:3", "up").criterion().met(0.7) and not parse_target("2:3", "up").criterion().met(0.6)
    assert parse_target("不低于2:3", "down").direction == "up"
    assert parse_target("2:3").criterion() is None


def test_a_text_with_two_years_asks_each_year_its_own_number():
    rule = parse_target("2025年达到90%，2030年达到95%")
    assert rule.at(2025).criterion().low == 90 and rule.at(2030).criterion().low == 95
    with pytest.raises(TargetError, match="due by 2030"):
        rule.at(2035)


def test_a_text_that_parts_town_and_country_is_no_target_of_one_row():
    rule = parse_target("城镇达到98%，农村达到92%")
    assert {name: one.criterion().low for name, one in rule.strata.items()} == {"urban": 98, "rural": 92}
    with pytest.raises(TargetError, match="two rows"):
        rule.at(2030)


def test_a_change_a_year_adds_up_over_the_years():
    assert parse_target("每年降低0.5个百分点").criterion(60, years=10).high == 55
    assert parse_target("年均下降3%").criterion(100, years=2).high == pytest.approx(94.09)
    assert parse_target("每年降低0.5个百分点").criterion(60) is None
    # what says no way moves the indicator's own
    assert parse_target("3% per annum", "up", "万人").criterion(100, years=2).low == pytest.approx(106.09)
    assert parse_target("0.5 percentage points a year", "down", "%").criterion(60, years=10).high == 55


def test_no_worse_than_a_year_is_met_by_the_value_of_that_year():
    assert parse_target("不超过2020年水平").criterion(12).met(12) and not parse_target("不超过2020年水平").criterion(
        12
    ).met(13)


def test_a_direction_measured_from_a_series_is_the_one_the_words_or_the_indicator_give():
    assert parse_target("达到全国平均水平", "down").beside(10).high == 10
    assert parse_target("达到全国平均水平", "up").beside(10).low == 10
    assert parse_target("达到全国平均水平").beside(10) is None


def test_a_refusal_says_why_in_both_languages():
    with pytest.raises(TargetError) as problem:
        parse_target("提高5%", "up", "%")
    en, zh = problem.value.text("en"), problem.value.text("zh")
    assert "percentage points? The forms" in en and "百分点" in zh.partition("可识别的写法")[0] and "？。" not in zh


def test_better_than_the_baseline_is_strict_and_needs_one():
    rule = parse_target("降低")
    assert rule.criterion() is None and rule.criterion(math.nan) is None
    assert not rule.criterion(9.1).met(9.1) and rule.criterion(9.1).met(9.0)


def test_a_relative_target_counts_from_its_base():
    assert parse_target("以2010年为基数下降1/6").criterion(12).high == pytest.approx(10)
    assert parse_target("比2020年提高5个百分点").criterion(40).low == pytest.approx(45)


def test_words_the_plan_does_not_quantify_are_judged_only_by_a_convention():
    rule = parse_target("保持合理比例")
    assert rule.criterion(40) is None
    assert rule.criterion(40, {"keep_reasonable": 2}).low == 38
    assert parse_target("得到控制").criterion(40, {"under_control": 10}).high == pytest.approx(44)


def test_rules_that_need_other_data_have_no_criterion():
    for text in ("逐年提高", "与女职工比例相适应", "—"):
        assert parse_target(text).criterion(40) is None


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("≥95 1", "%"),
        ("95 2", "%"),
        ("3 5%", "%"),
        ("8 10/10万", "1/10万"),
        ("80 82岁", "岁"),
        (".5%", "%"),
        ("9" * 20, "个"),
        ("三四个", "个"),
    ],
)
def test_a_number_in_pieces_or_without_end_is_no_number(text, unit):
    with pytest.raises(TargetError):
        parse_target(text, "up", unit)


def test_a_change_is_no_level_that_a_value_can_be_set_beside():
    texts = ["＞8", "45±2", "2025年达到90%，2030年达到95%", "比2020年提高10%", "每年提高0.5个百分点", "提高"]
    assert [parse_target(text, "up", "%").level for text in texts] == [8, 43, 95, None, None, None]


def test_two_wordings_that_ask_the_same_are_the_same_rule():
    assert parse_target("≥90") == parse_target("不低于90") and parse_target("≥90") != parse_target("＞90")


@pytest.mark.parametrize(
    "text", ["20% below 30", "20% below 2035", "20% below 2020人", "每年不少于2", "每年不低于30岁"]
)
def test_what_only_looks_like_a_year_or_a_count_a_year_is_refused(text):
    with pytest.raises(TargetError):
        parse_target(text, None if text.startswith("每年") else "down")


@pytest.mark.parametrize("asked", [{"direction": "x"}, {"direction": ""}, {"unit": 5}])
def test_what_is_no_direction_or_unit_is_refused(asked):
    with pytest.raises(InputError):
        parse_target("≥95", **asked)


@pytest.mark.parametrize("text", ["[90]", "〔95〕"])
def test_a_number_in_brackets_alone_is_not_passed_over(text):
    with pytest.raises(TargetError):
        parse_target(text, "up", "%")


@pytest.mark.parametrize("text", ["2:03", "02:03:00", "0.0854166666666667", "0.0854", "4.36111111"])
def test_a_ratio_that_a_spreadsheet_has_turned_into_a_time_is_refused_with_what_to_do(text):
    with pytest.raises(TargetError) as problem:
        parse_target(text, "up")
    assert "format the cell as text" in problem.value.text("en") and "设为文本" in problem.value.text("zh")


@pytest.mark.parametrize("text", ["1月6日", "2025-01-06", "2025/1/6", "6-Jan"])
def test_a_fraction_that_a_spreadsheet_has_turned_into_a_date_is_refused_with_what_to_do(text):
    with pytest.raises(TargetError, match="format the cell as text"):
        parse_target(text, "down", "%")


@given(st.integers(1, 9), st.integers(1, 9))
def test_a_ratio_is_read_as_printed_and_never_as_the_time_it_may_become(one, other):
    assert parse_target(f"{one}:{other}").value == pytest.approx(one / other)
    with pytest.raises(TargetError, match="time of day"):
        parse_target(repr((60 * one + other) / 1440 + 1e-17))


@pytest.mark.parametrize("text", ["新增100个", "累计新增200个", "新建50所"])
def test_what_is_added_is_no_level_and_is_refused_with_what_to_write(text):
    with pytest.raises(TargetError, match="write the number to reach"):
        parse_target(text, "up", "所" if "所" in text else "个")


@pytest.mark.parametrize("unit", ["件", "件/人", "%", None])
@pytest.mark.parametrize("text", ["0", "为0", "零", "为零", "降为0", "0.0", "保持为0", "2030年为0"])
def test_a_target_of_nothing_asks_that_none_be_left_and_is_not_met_by_some(text, unit):
    for direction in (None, "down"):
        rule = parse_target(text, direction, unit)
        assert (rule.form, rule.value) == ("at most", 0)
        assert rule.criterion().met(0) and not rule.criterion().met(0.1)


@pytest.mark.parametrize("text", ["0", "为0", "零", "降为0", "0%"])
def test_nothing_is_refused_as_a_target_of_what_should_rise(text):
    with pytest.raises(TargetError):
        parse_target(text, "up")


def test_a_bound_that_is_said_stays_as_it_is_said_at_zero_too():
    assert [parse_target(text).form for text in ("≥0", "不低于0", "0以上", "≤0")] == ["at least"] * 3 + ["at most"]
