"""Columns of town and country, of boys and girls, in tables of targets and of past values: strata of the row's indicator."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzplan.importing.document import ABOVE, LEFT, Cell, Document, Paragraph, Table
from kzplan.importing.proposals import proposals_of

TITLE = "清溪县儿童发展规划（2021—2030年）"
ENGLISH = "Alder County Children's Development Plan (2021-2030)"
PAIRS = {("城镇", "农村"): ("urban", "rural"), ("城市", "乡村"): ("urban", "rural"), ("男", "女"): ("boys", "girls"), ("男童", "女童"): ("boys", "girls")}  # fmt: skip
SHAPES = [
    "{year}年{what}（{who}）",
    "{who}{year}年{what}",
    "{year}年{who}{what}",
    "{year}年{what}：{who}",
    "{year}年{what}{who}",
]


def proposed(heads, *rows, title=TITLE):
    cells = [[one if isinstance(one, Cell) else Cell(one) for one in row] for row in (*heads, *rows)]
    table = Table(cells, list(range(3, 3 + len(cells))))
    return proposals_of(Document("示例.docx", [Paragraph(title, 1), Paragraph("二、主要目标", 2), table]))


def targets(found):
    return {(goal.proposed.key[0], goal.stratum or "total"): goal.rule.value for goal in found.goals}


def values(found):
    return {(*one.proposed.key, year): text for one in found.past for year, text in one.values.items() if text}


@given(st.sampled_from(list(PAIRS)), st.sampled_from(SHAPES), st.booleans(), st.booleans())
@settings(deadline=None, max_examples=40)
def test_columns_of_strata_are_strata_of_the_rows_indicator(pair, shape, whole, turned):
    first, second = PAIRS[pair]
    heads = [
        shape.format(year=year, what=what, who=who) for year, what in ((2020, "数值"), (2030, "目标")) for who in pair
    ]
    heads += ["2030年目标"] if whole else []
    cells = ["5.1", "6.1", "3.1", "4.1"] + (["3.5"] if whole else [])
    if turned:
        heads, cells = heads[::-1], cells[::-1]
    found = proposed([["指标", *heads]], ["婴儿死亡率（‰）", *cells])
    assert targets(found) == {("infant_mortality", first): 3.1, ("infant_mortality", second): 4.1} | (
        {("infant_mortality", "total"): 3.5} if whole else {}
    )
    assert values(found) == {("infant_mortality", first, 2020): "5.1", ("infant_mortality", second, 2020): "6.1"}
    assert all(goal.baseline.proposed.key == goal.proposed.key for goal in found.goals if goal.stratum)
    assert not found.left


def test_strata_below_a_heading_of_their_year_are_read():
    heads = [
        [Cell("指标"), Cell("2030年目标"), Cell("", LEFT)],
        [Cell("", ABOVE), Cell("城镇"), Cell("农村")],
    ]
    assert targets(proposed(heads, ["婴儿死亡率（‰）", "3.1", "4.1"])) == {
        ("infant_mortality", "urban"): 3.1,
        ("infant_mortality", "rural"): 4.1,
    }


def test_strata_columns_in_english_are_read():
    heads = ["Indicator", "2020 urban", "2020 rural", "2030 target (urban)", "2030 target (rural)"]
    found = proposed([heads], ["Infant mortality rate (per 1,000)", "5.1", "6.1", "3.1", "4.1"], title=ENGLISH)
    assert targets(found) == {("infant_mortality", "urban"): 3.1, ("infant_mortality", "rural"): 4.1}
    assert values(found) == {("infant_mortality", "urban", 2020): "5.1", ("infant_mortality", "rural", 2020): "6.1"}


def test_strata_columns_of_past_values_are_read():
    found = proposed(
        [["指标", "2010年城镇", "2010年农村", "2020年城镇", "2020年农村"]], ["婴儿死亡率", "9.1", "9.2", "5.1", "6.1"]
    )
    assert {key[1:]: text for key, text in values(found).items()} == {
        ("urban", 2010): "9.1", ("rural", 2010): "9.2", ("urban", 2020): "5.1", ("rural", 2020): "6.1",
    }  # fmt: skip


@pytest.mark.parametrize(
    "heads",
    [
        ["2030年目标", "农村2025年目标"],  # of which no other stratum is of that year
        ["全市2030年目标", "农村2030年目标"],  # of another level
        ["2030年目标", "城镇男性2030年目标", "农村2030年目标", "农村2030年目标"],
        ["城镇", "农村"],  # of which year?
    ],
)
def test_a_column_of_a_stratum_that_is_not_certain_is_listed(heads):
    cells = [f"{at + 3}.1" for at in range(len(heads))]
    found = proposed([["指标", "2020年", *heads]], ["婴儿死亡率（‰）", "9.1", *cells])
    assert not [goal for goal in found.goals if goal.stratum]
    last = len(heads) - 1
    assert any(cells[last] in text for _, _, text, _, _ in found.left)


def test_a_row_that_asks_of_its_parts_only_keeps_its_own_value():
    found = proposed(
        [["指标", "2020年", "2030年目标（城镇）", "2030年目标（农村）"]], ["婴儿死亡率（‰）", "5.1", "3.1", "4.1"]
    )
    assert targets(found) == {("infant_mortality", "urban"): 3.1, ("infant_mortality", "rural"): 4.1}
    assert values(found) == {("infant_mortality", "total", 2020): "5.1"}


def test_bare_years_with_strata_are_dated_by_the_plan():
    heads = ["指标", "2020年\n（城镇）", "2020年\n（农村）", "2025年目标", "2030年（城镇）", "2030年（农村）"]
    found = proposed([heads], ["婴儿死亡率（‰）", "5.1", "6.1", "", "3.1", "4.1"])
    assert targets(found) == {("infant_mortality", "urban"): 3.1, ("infant_mortality", "rural"): 4.1}
    assert not found.left


def test_years_in_brackets_behind_base_middle_and_end_are_those_of_the_plan():
    found = proposed(
        [["指标", "基期（2020年）", "中期（2025年）", "终期（2030年）"]], ["婴儿死亡率（‰）", "5.1", "4.1", "≤3.1"]
    )
    assert targets(found) == {("infant_mortality", "total"): 3.1} and found.goals[0].interim == {2025: "4.1"}
    assert values(found) == {("infant_mortality", "total", 2020): "5.1"}
