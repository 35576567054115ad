"""Columns by sex, by level and of years to come: of boys and girls in what is of children, of all where the level is the plan's, and no past values."""

import pytest

from kzplan.importing.proposals import proposals_of
from kzplan.importing.reading import read_document

COUNTY = "清溪县儿童发展规划（2021—2030年）"
WOMEN = "清溪县妇女发展规划（2021—2030年）"
BROOKFIELD = "Brookfield County Plan for the Development of Children (2021-2030)"


def read(tmp_path, title, *rows):
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    (tmp_path / "plan.html").write_text(f"<meta charset=utf-8><p>{title}</p><table>{body}</table>", encoding="utf-8")
    return proposals_of(read_document(tmp_path / "plan.html"))


@pytest.mark.parametrize(
    ("title", "name", "strata"),
    [
        (COUNTY, "儿童肥胖率（%）", ["boys", "girls"]),
        (COUNTY, "婴儿死亡率（‰）", ["boys", "girls"]),
        (COUNTY, "15岁以上文盲率（%）", ["men", "women"]),
        (WOMEN, "高中阶段毛入学率（%）", ["boys", "girls"]),
        (WOMEN, "平均预期寿命（岁）", ["men", "women"]),
    ],
)
def test_columns_by_sex_are_of_boys_and_girls_for_every_indicator_of_children(tmp_path, title, name, strata):
    found = read(tmp_path, title, ["指标", "2030年目标（男）", "2030年目标（女）"], [name, "9", "7"])
    assert [goal.stratum for goal in found.goals] == strata


def test_male_and_female_are_boys_and_girls_in_an_english_plan_of_children(tmp_path):
    found = read(
        tmp_path, BROOKFIELD, ["Indicator", "2030 target (male)", "2030 target (female)"], ["Obesity (%)", "9", "7"]
    )
    assert [goal.stratum for goal in found.goals] == ["boys", "girls"]


@pytest.mark.parametrize(
    "headings",
    [
        ["Indicator", "Baseline 2020", "Interim 2025", "Target 2030"],
        ["Indicator", "2020", "Mid-term 2025", "End-term 2030"],
        ["Indicator", "2020", "2025", "2030"],
    ],
)
def test_an_interim_year_is_of_a_target_and_no_past_value(tmp_path, headings):
    found = read(tmp_path, BROOKFIELD, headings, ["Obesity (%)", "9", "8.5", "8"])
    (goal,) = found.goals
    assert (goal.target, goal.interim) == ("8", {2025: "8.5"})
    assert [one.values for one in found.past] == [{2020: "9"}]


@pytest.mark.parametrize("interim", ["2025年阶段", "2025年中期", "2025年"])
def test_a_chinese_interim_year_is_of_a_target_too(tmp_path, interim):
    found = read(tmp_path, COUNTY, ["指标", "2020年", interim, "2030年"], ["儿童肥胖率（%）", "9", "8.5", "8"])
    assert found.goals[0].interim == {2025: "8.5"}
    assert [list(one.values) for one in found.past] == [[2020]]


def test_a_year_after_the_base_that_no_target_is_of_is_listed_and_no_past_value(tmp_path):
    found = read(
        tmp_path, COUNTY, ["指标", "2020年", "2023年监测值", "2030年目标"], ["儿童肥胖率（%）", "9", "8.7", "8"]
    )
    assert [one.values for one in found.past] == [{2020: "9"}]
    assert any("8.7" in text for _, _, text, *_ in found.left)


def test_years_over_levels_are_the_plans_own_only_where_the_level_is(tmp_path):
    heads = ["指标", "2020年全省", "2020年全县", "2025年全省", "2025年全县", "2030年全省", "2030年全县"]
    found = read(tmp_path, COUNTY, heads, ["婴儿死亡率（‰）", "4.5", "3.1", "4.2", "3", "4", "2.8"])
    (goal,) = found.goals
    assert (goal.target, goal.interim, goal.baseline.values) == ("2.8", {2025: "3"}, {2020: "3.1"})


@pytest.mark.parametrize(
    ("title", "whole", "urban", "rural"), [(COUNTY, "全县", "城镇", "农村"), (BROOKFIELD, "County", "Urban", "Rural")]
)
def test_the_plans_own_level_beside_town_and_country_is_of_all(tmp_path, title, whole, urban, rural):
    target = "2030年目标" if whole == "全县" else "2030 target"
    rows = [["指标" if whole == "全县" else "Indicator", f"{target}{whole}", f"{target}{urban}", f"{target}{rural}"]]
    name = "婴儿死亡率（‰）" if whole == "全县" else "Infant mortality (per 1,000)"
    found = read(tmp_path, title, *rows, [name, "4", "2.8", "4.5"])
    assert [(goal.stratum, goal.target) for goal in found.goals] == [("", "4"), ("urban", "2.8"), ("rural", "4.5")]


def test_the_unit_in_a_years_heading_goes_with_its_values(tmp_path):
    found = read(tmp_path, COUNTY, ["指标", "2020年（%）", "2030年目标（%）"], ["学前三年毛入园率", "90", "95"])
    (goal,) = found.goals
    assert (goal.unit, goal.name, goal.baseline.values, goal.baseline.unit) == (
        "%",
        "学前三年毛入园率（%）",
        {2020: "90"},
        "%",
    )


def test_a_value_in_another_unit_than_its_target_is_listed_and_no_baseline(tmp_path):
    found = read(tmp_path, COUNTY, ["指标", "2020年（‰）", "2030年目标（%）"], ["婴儿死亡率", "5.1", "0.45"])
    assert (found.goals[0].unit, found.goals[0].baseline) == ("%", None)
    assert any("5.1" in text and "another unit" in why for _, _, text, why, _ in found.left)


def test_a_unit_that_is_not_the_catalogues_is_marked_in_the_review(tmp_path):
    from kzplan.importing.review import _read_as

    (goal,) = read(tmp_path, COUNTY, ["指标", "2030年目标"], ["婴儿死亡率（%）", "4.5"]).goals
    assert "‰" in _read_as(goal, "zh") and "‰" in _read_as(goal, "en")
    (goal,) = read(tmp_path, COUNTY, ["指标", "2030年目标"], ["婴儿死亡率（‰）", "4.5"]).goals
    assert "请核对" not in _read_as(goal, "zh")
