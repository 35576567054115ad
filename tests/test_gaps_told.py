"""Gaps between groups: each is told under the code and the name of the target whose parts they are, with its year."""

import pytest

import kzplan as kz
from kzplan.documents.line import lines_of
from kzplan.documents.official.beside import gaps_table
from kzplan.evaluation import gaps


@pytest.fixture(scope="module")
def told(full_2025):
    """The evaluation of 2025 of a fully reported district, and its table of gaps."""
    return full_2025.evaluation, gaps_table(full_2025.evaluation).frame


def test_a_gap_stands_under_the_code_and_the_name_that_every_other_table_has(told):
    evaluation, table = told
    names = evaluation.table.set_index("code")["name_zh"]
    assert len(table) > 30
    for code, name in zip(table["代码"], table["指标"], strict=True):
        assert code == "—" or names[code] == name


def test_the_town_and_the_country_of_girls_are_never_told_as_those_of_all_pupils(told):
    evaluation, table = told
    girls = table[table["代码"] == "W11"].iloc[0]
    assert "女" in girls["指标"] and "C21" not in set(table["代码"])
    assert girls["合计"] == evaluation.table.set_index("code").loc["W11", "value"]
    lines = {one.code: one for one in lines_of(evaluation).values()}
    assert lines["W11"].pairs and not lines["C21"].pairs


def test_the_total_beside_a_gap_is_the_value_judged_of_the_same_target(told):
    evaluation, table = told
    values = evaluation.table.set_index("code")["value"]
    own = table[(table["代码"] != "—") & (table["年份"] == 2025)]
    assert (own["合计"].to_numpy() == values[own["代码"]].to_numpy()).all()


def test_a_gap_of_another_year_says_its_year_below_those_of_the_year(partial_2025):
    table = gaps_table(partial_2025.evaluation).frame
    assert table["年份"].is_monotonic_decreasing
    printed = gaps_table(kz.evaluate(kz.load_plan(), 2025)).frame
    assert (printed["年份"] == 2020).all() and printed["备注"].str.contains("2020年数据，非2025年").all()


def test_a_pair_of_two_rows_with_names_of_their_own_is_told_by_both(plan):
    found = gaps.strata_gaps(plan).set_index(["indicator", "year"])
    assert found.loc[("subsistence_allowance_standard", 2020), "name_zh"] == "农村、城市居民最低生活保障平均标准"
    assert found.loc[("subsistence_allowance_standard", 2020), "name_en"].count("Average") == 2


def test_a_target_of_girls_keeps_the_pair_that_it_is_a_part_of(plan):
    rows = gaps.strata_gaps(plan).to_dict("records")
    for code in ("W11", "C21"):
        assert {row["pair"] for row in gaps.of_target(rows, plan.target(code))} == {"girls/boys"}
    assert "girls/boys" not in {row["pair"] for row in gaps.of_target(rows, plan.target("W01"))}
