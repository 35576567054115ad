"""Tables whose year stands in the caption or the sentence above them, not in their headings."""

import pytest

from kzplan.importing.captions import dated
from kzplan.importing.document import LEFT, Cell, Document, Paragraph, Table
from kzplan.importing.proposals import proposals_of

TITLE = "清溪县儿童发展规划（2021—2030年）"
HEADS = ["指标", "单位", "全县", "城镇", "农村"]
ROWS = [["新生儿死亡率", "‰", "2.9", "2.1", "3.6"], ["农村卫生厕所普及率", "%", "—", "—", "78.9"]]
READ = {
    ("neonatal_mortality", "total", 2020): "2.9",
    ("neonatal_mortality", "urban", 2020): "2.1",
    ("neonatal_mortality", "rural", 2020): "3.6",
    ("rural_sanitary_toilets", "total", 2020): "78.9",
}
GOAL = "1．新生儿死亡率控制在2.5‰以下，农村控制在3‰以下。"


def proposed(*above, heads=HEADS, rows=ROWS, within=(), title=TITLE):
    cells = [*within, *([Cell(one) for one in row] for row in (heads, *rows))]
    table = Table(cells, list(range(20, 20 + len(cells))))
    said = [Paragraph(text, at) for at, text in enumerate([title, "一、发展现状", *above], start=1)]
    goals = [Paragraph("二、主要目标", 40), Paragraph(GOAL, 41)]
    return proposals_of(Document("示例.docx", [*said, table, *goals]))


def values(found):
    return {(*one.proposed.key, year): text for one in found.past for year, text in one.values.items()}


@pytest.mark.parametrize(
    "above",
    [
        ["2020年主要健康指标城乡情况（示例）："],
        ["表1　2020年城乡情况", "单位：%"],
        ["我县城乡发展更加均衡。2020年城乡情况见下表："],
        ["截至2020年底，全县主要指标如下："],
    ],
)
def test_a_table_is_of_the_year_of_the_caption_or_the_sentence_above_it(above):
    found = proposed(*above)
    assert values(found) == READ
    assert [(goal.baseline.values[2020], goal.comparability) for goal in found.goals] == [("2.9", "A"), ("3.6", "A")]
    assert not any("表头" in one[-1] for one in found.left)


@pytest.mark.parametrize("said", ["2020年城乡情况", "2020年主要指标情况"])
def test_a_table_is_of_the_year_of_a_caption_in_its_first_row(said):
    assert values(proposed(within=[[Cell(said), *[Cell("", LEFT)] * 4]])) == READ


def test_a_caption_of_targets_dates_columns_of_targets():
    found = proposed("2030年目标分城乡如下：", rows=ROWS[:1])
    asked = {(goal.proposed.key, goal.rule.value) for goal in found.goals if not goal.quote}
    assert asked == {(("neonatal_mortality", where), float(text)) for (_, where, _), text in list(READ.items())[:3]}


@pytest.mark.parametrize(
    "above",
    [
        ["2010年和2020年城乡情况："],
        ["2011—2020年城乡情况："],
        ["城乡情况："],
        ["2020年城乡情况：", "以下为分城乡数据。"],
    ],
)
def test_a_table_without_one_year_above_it_is_listed_as_not_read(above):
    found = proposed(*above)
    assert not found.past and sum("表头" in one[-1] for one in found.left) == len(ROWS)


def test_a_level_above_beside_the_plans_own_keeps_strata_unread():
    """Of which of the two places town and country are, nobody can say."""
    found = proposed("2020年情况：", heads=["指标", "单位", "全市", "全县", "城镇", "农村"], rows=[["新生儿死亡率", "‰", "3.1", "2.9", "2.1", "3.6"]])  # fmt: skip
    assert values(found) == {("neonatal_mortality", "total", 2020): "2.9"}


def test_english_captions_date_tables_too():
    assert dated(["Indicator", "Unit", "Total", "Urban"], ["Main health indicators in 2020"])[2:] == [
        "2020年Total",
        "2020年Urban",
    ]
