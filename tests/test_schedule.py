"""What would be due each year, and the two lists that go out with the forms."""

import itertools
import re
from dataclasses import FrozenInstanceError, replace

import openpyxl
import pytest

import kzplan as kz
from kzplan.evaluation import schedule
from kzplan.indicator.target import Rule, parse_target
from kzplan.returns.lists import LACKING, SPLIT, write_lists


@pytest.fixture(scope="module")
def due(plan):
    return schedule.due_values(plan).set_index("code")


def test_the_way_ends_at_the_target_and_starts_next_to_the_base(plan, due):
    for code, row in due.iterrows():
        steps = [row["base_value"], *(row[year] for year in range(2021, 2031))]
        case = kz.project(plan, code).case
        assert row["held"] == case.criterion.met(row["base_value"])
        if row["held"]:  # a number short of the base would be a path down to the target
            assert all(step != step for step in steps[1:])
        else:
            assert row[2030] == pytest.approx(row["target"]), code
            signs = {b > a for a, b in itertools.pairwise(steps)}
            assert len(signs) == 1, code


def test_shares_go_in_equal_steps_and_rates_at_an_equal_rate(due):
    share, rate = due.loc["C08"], due.loc["W03"]
    assert share[2025] - share[2024] == pytest.approx((94 - 87.92) / 10)
    assert rate[2025] / rate[2024] == pytest.approx((8 / 10.79) ** 0.1)


def test_only_numbers_with_a_base_are_due(plan, due):
    assert "W07" not in due.index and "W22" not in due.index and "W34b" in due.index and due.loc["W34b", 2030] == 50
    assert set(due.index) <= set(plan.targets.index) and len(due) > 15


def test_the_lists_mark_what_is_projected_and_leave_no_blank(plan, tmp_path):
    lacking, split = write_lists(plan, tmp_path)
    assert (lacking.stem, split.stem) == (LACKING.zh, SPLIT.zh)
    book = openpyxl.load_workbook(split)
    first = book["全部"]
    assert "推算" in first["A1"].value and "应达值" in first["A3"].value
    for sheet in openpyxl.load_workbook(lacking):
        for row in sheet.iter_rows(min_row=3):
            cells = [cell.value for cell in row]
            if str(cells[0]) in plan.targets.index:
                assert all(cells[i] for i in (0, 1, 3, 4, 5, 6)), (sheet.title, cells)
    for path in write_lists(plan, tmp_path / "again"):
        assert path.read_bytes() == (tmp_path / path.name).read_bytes()


def test_the_lists_in_english_hold_no_chinese_but_names(plan, tmp_path):
    lacking, split = write_lists(plan, tmp_path, "en")
    assert (lacking.stem, split.stem) == (LACKING.en, SPLIT.en)
    for path in (lacking, split):
        sheet = openpyxl.load_workbook(path)["All"]
        said = [
            str(cell.value) for row in sheet.iter_rows(max_row=sheet.max_row - 1) for cell in row[:-1] if cell.value
        ]
        units = {target.unit for target in plan.by_code.values()}
        assert [one for one in said if re.search("[\u4e00-\u9fff]", one) and one not in units] == []


@pytest.mark.parametrize(
    ("text", "direction", "base", "number"),
    [
        ("50左右", None, None, 50),
        ("≥90", None, None, 90),
        ("＜8", None, None, 8),
        ("以2010年为基数下降1/6", None, 12.0, 10),
        ("明显下降", None, 12.0, 10.8),
        ("每年降低0.5个百分点", None, 60.0, 55),
        ("每年提高0.5个百分点", None, 60.0, 65),
        ("不超过2020年水平", None, 12.0, 12),
        ("以2010年为基数下降1/6", None, None, None),  # from a base that is not known
        ("40%—45%", None, None, None),
        ("提高", "up", 50.0, None),
        ("1:1.5", "up", None, None),
        ("—", None, None, None),
    ],
)
def test_a_way_leads_to_the_number_a_target_names_and_to_none_where_it_names_none(text, direction, base, number):
    rule = parse_target(text, direction)
    told = schedule.number_of(rule, rule.criterion(base, years=10))
    assert told is None if number is None else told == pytest.approx(number)


def test_a_way_from_an_earlier_year_starts_at_the_last_value_there_is(plan):
    case = kz.project(plan, "W03").case
    way = schedule.schedule_of(case, 2015)
    assert (way.base_year, way.base_value, way.goal, way.held) == (2010, 19.34, 8, False)
    assert way.due == pytest.approx({year: 19.34 * (8 / 19.34) ** ((year - 2010) / 20) for year in range(2021, 2031)})
    assert schedule.schedule_of(case, 2009) is None


def test_a_way_bends_at_the_number_of_an_interim_year(plan):
    for code, first in (("W04", "≥93"), ("W03", "≤9.5")):
        case = kz.project(plan, code).case
        bent = replace(case, target=replace(case.target, interim={2025: parse_target(first)}))
        base, middle, goal = case.base.value, parse_target(first).value, schedule.goal(case)
        way = schedule.schedule_of(bent).due
        assert (way[2025], way[2030]) == (middle, goal)
        if code == "W04":
            assert way[2021] - base == pytest.approx((middle - base) / 5)
            assert way[2027] == pytest.approx(middle + (goal - middle) * 0.4)
        else:
            assert way[2021] == pytest.approx(base * (middle / base) ** 0.2)
            assert way[2027] == pytest.approx(middle * (goal / middle) ** 0.4)


@pytest.mark.parametrize(("code", "weak"), [("W04", "≥85"), ("W03", "≤15")])
def test_a_way_does_not_turn_back_to_an_interim_number_that_the_base_is_beyond(plan, code, weak):
    case = kz.project(plan, code).case
    asked = replace(case, target=replace(case.target, interim={2025: parse_target(weak)}))
    assert schedule.schedule_of(asked).due == schedule.schedule_of(case).due


def test_nothing_falls_to_none_at_an_equal_rate_so_it_goes_in_equal_steps(plan):
    case = kz.project(plan, "W03").case
    for number in (0.0, -2.0):
        rule = Rule("at most", value=number)
        way = schedule.schedule_of(replace(case, rule=rule, criterion=rule.criterion()))
        assert way.due[2025] == pytest.approx((case.base.value + number) / 2) and way.due[2030] == number


def test_a_target_that_is_met_at_the_base_is_a_level_to_hold(plan):
    case = kz.project(plan, "W03").case
    easy = replace(case, rule=parse_target("≤20"), criterion=parse_target("≤20").criterion())
    way = schedule.schedule_of(easy)
    assert way.held and set(way.due.values()) == {20} and way.goal == 20
    with pytest.raises(FrozenInstanceError):  # what reports print is what was worked out
        way.goal = 8


def test_an_interim_change_a_year_adds_up_from_the_base(plan):
    case = kz.project(plan, "W04").case
    slowly = replace(case, target=replace(case.target, interim={2025: parse_target("每年提高0.2个百分点")}))
    assert schedule.schedule_of(slowly).due[2025] == pytest.approx(case.base.value + 1)


def test_a_rate_below_1_is_reached_at_an_equal_rate_as_any_other(plan):
    case, rule = kz.project(plan, "W03").case, Rule("at most", value=0.5)
    way = schedule.schedule_of(replace(case, rule=rule, criterion=rule.criterion()))
    assert way.due[2025] == pytest.approx((case.base.value * 0.5) ** 0.5)
