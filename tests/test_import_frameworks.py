"""Indicator frameworks in English: baselines with years of their own, headings in two rows, columns of sex or residence, notes."""

import pytest
import reviewing

from kzplan.importing.confirmed import read_review
from kzplan.importing.folder import write_folder
from kzplan.importing.proposals import proposals_of
from kzplan.importing.reading import read_document
from kzplan.importing.review import write_review

TITLE = "Health sector strategic plan 2021-2030 of Lindow County"


@pytest.fixture
def read(tmp_path):
    def reading(*rows, title=TITLE):
        path = tmp_path / "plan.txt"
        table = "\n".join("\t".join(row) for row in rows)
        path.write_text(f"{title}\n\nResults framework\n\n{table}\n", encoding="utf-8")
        return proposals_of(read_document(path))

    return reading


def asked(found):
    return [(goal.name, goal.rule.words) for goal in found.goals if goal.rule]


def based(found):
    return [(goal.baseline.full, goal.baseline.unit, goal.baseline.values) for goal in found.goals if goal.baseline]


def listed(found):
    return [text for _, _, text, *_ in found.left]


@pytest.mark.parametrize(
    ("unit", "cell", "value", "in_unit"),
    [
        ("per 100,000", "95 (2019)", "95", "1/10万"),
        ("per 100,000", "95 [2019]", "95", "1/10万"),
        ("per 100,000", "95 per 100,000 live births (2019)", "95", "1/10万"),
        ("%", "62.5% (2019)", "62.5", "%"),
        ("", "1,200 (2019)", "1,200", ""),
    ],
)
def test_a_baseline_with_its_year_in_brackets_is_of_that_year(read, unit, cell, value, in_unit):
    found = read(["Indicator", "Unit", "Baseline", "Target 2030"], ["Mortality from burns", unit, cell, "≤ 70"])
    assert based(found) == [("Mortality from burns", in_unit, {2019: value})]
    assert listed(found) == []


@pytest.mark.parametrize(
    "cell", ["95 per 1,000 (2019)", "95 (2024)", "95 (2019), 80 (2018)", "95 in 2019", "95 [2024]"]
)
def test_a_baseline_of_another_unit_or_a_year_of_the_plan_or_of_two_years_is_listed(read, cell):
    found = read(["Indicator", "Baseline", "Target 2030"], ["Mortality from burns (per 100,000)", cell, "≤ 70"])
    assert based(found) == []
    assert listed(found) == [f"Mortality from burns (per 100,000)，Baseline：{cell}"]


def test_a_heading_with_a_year_is_not_overruled_by_a_cell(read):
    found = read(["Indicator", "Baseline 2020", "Target 2030"], ["Stunting (%)", "28 (2018)", "18"])
    assert based(found) == []
    assert listed(found) == ["Stunting (%)，Baseline 2020：28 (2018)"]


@pytest.mark.parametrize(
    "headings",
    [
        ["Indicator", "Baseline", "Year", "Target", "Year"],
        ["Indicator", "Baseline", "Baseline year", "Target", "Target year"],
        ["Indicator", "Baseline value", "Year of baseline", "Target", "Year of target"],
    ],
)
def test_a_column_of_years_dates_the_baselines_beside_it(read, headings):
    found = read(
        headings,
        ["Maternal mortality ratio (per 100,000)", "95", "2019", "70", "2030"],
        ["Stunting (%)", "28", "2018", "18", "2030"],
    )
    assert based(found) == [("Maternal mortality ratio", "1/10万", {2019: "95"}), ("Stunting", "%", {2018: "28"})]
    assert [words for _, words in asked(found)] == ["<= 70", "<= 18"]
    assert listed(found) == []


def test_columns_of_years_may_stand_before_what_they_date(read):
    found = read(["Indicator", "Year", "Baseline", "Year", "Target"], ["Stunting (%)", "2018", "28", "2030", "18"])
    assert based(found) == [("Stunting", "%", {2018: "28"})]
    assert asked(found) == [("Stunting (%)", "<= 18")]


def test_a_target_due_in_another_year_by_its_column_is_listed_and_not_read(read):
    found = read(
        ["Indicator", "Baseline", "Year", "Target", "Year"],
        ["Stunting (%)", "28", "2018", "18", "2030"],
        ["Wasting (%)", "9", "2018", "5", "2027"],
    )
    assert asked(found) == [("Stunting (%)", "<= 18")]
    assert "Wasting (%)；9；2018；5；2027" in listed(found)


def test_a_baseline_whose_year_is_left_blank_beside_years_is_not_taken_for_the_base_years(read):
    found = read(
        ["Indicator", "Baseline", "Year", "Target 2030"],
        ["Stunting (%)", "28", "", "18"],
        ["Wasting (%)", "9", "2018", "≤ 5"],
    )
    assert based(found) == [("Wasting", "%", {2018: "9"})]
    assert "Stunting (%)，Baseline：28" in listed(found)


def test_headings_in_two_rows_without_joined_cells_are_read_column_by_column(read):
    found = read(
        ["Indicator", "Baseline", "", "Targets", "", ""],
        ["", "Value", "Year", "2024", "2027", "2030"],
        ["Stunting (%)", "28", "2018", "25", "22", "18"],
    )
    assert asked(found) == [("Stunting (%)", "<= 18")]
    assert based(found) == [("Stunting", "%", {2018: "28"})]


def test_what_a_row_belongs_to_is_no_target_though_its_column_is_headed_so(read):
    found = read(
        ["Goal / Target", "Indicator", "Baseline", "Target"],
        ["Goal 3. Good health", "Stunting (%)", "28 (2018)", "18"],
        ["", "Wasting (%)", "9 (2018)", "≤ 5"],
    )
    assert asked(found) == [("Stunting (%)", "<= 18"), ("Wasting (%)", "<= 5")]
    assert based(found) == [("Stunting", "%", {2018: "28"}), ("Wasting", "%", {2018: "9"})]


def test_rows_of_men_and_women_are_parts_of_the_indicator_that_the_first_names(read):
    found = read(
        ["Indicator", "Sex", "Baseline 2020", "Target 2030"],
        ["Adult literacy rate (%)", "Male", "92", "97"],
        ["", "Female", "81", "95"],
        ["Stunting (%)", "Total", "28", "18"],
        ["", "Girls", "26", "16"],
    )
    assert asked(found) == [
        ("Adult literacy rate, Male (%)", ">= 97"),
        ("Adult literacy rate, Female (%)", ">= 95"),
        ("Stunting (%)", "<= 18"),
        ("Stunting, Girls (%)", "<= 16"),
    ]
    assert [values for _, _, values in based(found)] == [{2020: "92"}, {2020: "81"}, {2020: "28"}, {2020: "26"}]


def test_rows_of_other_groups_are_listed_and_none_stands_for_all(read):
    found = read(
        ["Indicator", "Disaggregation", "Baseline 2020", "Target 2030"],
        ["Stunting (%)", "Poorest quintile", "41", "25"],
        ["", "Richest quintile", "12", "8"],
        ["Wasting (%)", "All children", "9", "≤ 5"],
    )
    assert asked(found) == [("Wasting (%)", "<= 5")]
    assert [text for text in listed(found) if "quintile" in text] == [
        "Stunting (%)；Poorest quintile；41；25",
        "Richest quintile；12；8",
    ]


def test_a_target_names_the_unit_that_its_row_does_not(read):
    found = read(
        ["Indicator", "Baseline", "Target 2030"],
        ["Seats held by women", "24% (2020)", "above 40%"],
        ["Deaths from burns", "9 per 100,000 (2020)", "less than 7 per 100,000"],
        ["Low birth weight", "11% (2020)", "30% reduction"],
    )
    assert [(goal.name, goal.unit, goal.rule.words) for goal in found.goals] == [
        ("Seats held by women（%）", "%", "> 40"),
        ("Deaths from burns（1/10万）", "1/10万", "< 7"),
        ("Low birth weight", "", "down by 0.3 of it from 2020"),
    ]
    assert [(unit, values) for _, unit, values in based(found)] == [
        ("%", {2020: "24"}), ("1/10万", {2020: "9"}), ("%", {2020: "11"}),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "heading", ["Baseline (2018-2020)", "2018–2020 baseline", "Baseline 2018/2020", "2018 to 2020"]
)
def test_a_value_of_several_years_is_not_taken_for_the_last_of_them(read, heading):
    found = read(["Indicator", heading, "Target 2030"], ["Stunting (%)", "28", "18"])
    assert (based(found), asked(found)) == ([], [("Stunting (%)", "<= 18")])
    assert listed(found) == [f"Stunting (%)，{heading}：28"]


def test_a_row_that_says_it_is_due_in_another_year_is_not_the_last_years_target(read):
    found = read(
        ["Indicator", "Baseline 2020", "Target 2030"],
        ["Stunting (%)", "28", "< 18 by 2030"],
        ["Wasting (%)", "9", "< 5 by 2028"],
    )
    assert [goal.rule and goal.rule.words for goal in found.goals] == ["< 18", None]
    assert "another year" in found.goals[1].amiss.en


def test_notes_and_group_headings_below_a_table_are_no_targets_and_marks_hide_no_unit(read):
    found = read(
        ["Indicator", "Baseline 2020", "Target 2030"],
        ["Outcome 1: Children thrive", "", ""],
        ["Stunting (%)¹", "28.4²", "18*"],
        ["¹ National survey. ² Weighted.", "", ""],
        ["Source: household survey", "", ""],
    )
    assert [(goal.name, goal.unit, goal.domain) for goal in found.goals] == [
        ("Stunting (%)¹", "%", "Outcome 1: Children thrive")
    ]
    assert based(found) == [("Stunting", "%", {2020: "28.4²"})]


def test_a_figure_cites_an_english_plan_by_its_title_and_a_chinese_one_in_english_by_its_place(tmp_path):
    def written(text, name, change):
        path = tmp_path / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        review = write_review(proposals_of(read_document(path)), tmp_path / f"{name}.xlsx")
        filled = reviewing.fill(review, tmp_path / f"{name}_filled.xlsx", change)
        return write_folder(read_review(filled), tmp_path / name).cite

    title = "Results framework of the health strategy 2021-2030 of Lindow County"
    said = f"{title} (draft)\n\nTargets\n\n1. Reduce stunting to 5% by 2030.\n"
    assert written(said, "english", lambda sheet, row: {}).en == title
    chinese = "示例数据：鹿城县儿童发展规划（2021—2030年）\n\n主要目标\n\n1. 5岁以下儿童生长迟缓率控制在5%以下。\n"
    named = written(
        chinese, "chinese", lambda sheet, row: {"改为": "Lucheng County"} if row.get("项目") == "地区英文名" else {}
    )
    assert named.en == "Plan of Lucheng County, 2021-2030"
    assert "鹿城县" in named.zh or "示例" in named.zh
