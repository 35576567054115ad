import csv
import math
from pathlib import Path

import pytest

from kzplan import TargetError, parse_target

DATA = Path(__file__).parent.parent / "data" / "printed"

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
    ("不低于本地区党员总数中女性比例", "relative to series", None, False, None),
    ("与女职工比例相适应", "relative to series", None, False, None),
    ("高于全市平均水平", "relative to series", None, False, None),
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


@pytest.mark.parametrize("text", ["胡说", "8≤", "＞98%以下", "1/0", "每年提高1", "≥", "5:0", "基本消除"])
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
        ("2︰3", 0.6, True),
        ("103—107", 102.9, False),
    ],
)
def test_a_value_meets_its_target_or_not(text, value, met):
    assert parse_target(text).criterion().met(value) is met


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
