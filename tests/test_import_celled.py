"""Targets in sentences that stand in the cells of a table, and plans that are not of women's or children's development alone."""

import pytest

from kzplan.importing.celled import as_sentences
from kzplan.importing.document import Cell, Document, Paragraph, Table
from kzplan.importing.proposals import proposals_of
from kzplan.importing.titles import plan_title

TITLE = Paragraph("示例县妇女发展规划（2021—2030年）", 1)


def table(*rows, line=3):
    return Table([[Cell(text) for text in row] for row in rows], list(range(line, line + len(rows))))


def read(*blocks):
    return proposals_of(Document("示例.docx", as_sentences(list(blocks))))


@pytest.mark.parametrize("heads", [("主要目标", "责任单位"), ("目标任务", "牵头单位"), ("工作目标", "责任部门")])
def test_sentences_in_the_cells_of_a_table_of_targets_are_read_with_their_departments(heads):
    found = read(
        TITLE,
        table(
            heads,
            ("1．孕产妇死亡率降至10/10万以下。2．婚检率达到80%以上。", "县卫生健康委、县妇联"),
            ("产前筛查率由2020年的70%提高到85%", "县卫生健康委"),
        ),
    )
    assert [(one.rule.value, one.department) for one in found.goals] == [
        (10, "县卫生健康委、县妇联"),
        (80, "县卫生健康委、县妇联"),
        (85, "县卫生健康委"),
    ]
    assert [one.values for one in found.figures] == [{2020: "70%"}]


def test_sentences_beside_a_column_that_may_change_them_are_listed():
    found = read(TITLE, table(("主要目标", "完成时限"), ("婚检率达到80%以上。", "2025年")))
    assert not found.goals
    assert any("婚检率达到80%以上" in text for _, _, text, *_ in found.left)


@pytest.mark.parametrize("heading", ["责任单位", "单位"])
def test_a_number_that_is_no_department_and_no_unit_is_listed(heading):
    found = read(TITLE, table(("指标", heading, "2030年目标"), ("婚检率（%）", "104.25", "80")))
    assert [one.rule.value for one in found.goals] == [80]
    assert any("104.25" in text for _, _, text, *_ in found.left)


@pytest.mark.parametrize(
    ("title", "place", "own", "years"),
    [
        ("示例县“十四五”卫生健康发展规划", "示例县", "县", (2021, 2025)),
        ("示例市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要", "示例市", "市", (2021, 2025)),
        ("示例省“十三五”老龄事业发展和养老体系建设规划", "示例省", "省", (2016, 2020)),
        ("示例市社区服务体系建设规划（2021—2025年）", "示例市", "市", (2021, 2025)),
        ("示例市示例区城市更新规划（2023—2027年）", "示例市示例区", "区", (2023, 2027)),
    ],
)
def test_a_plan_of_another_subject_has_its_place_level_and_years_from_its_title(title, place, own, years):
    found = read(Paragraph(title, 1), Paragraph("一、主要目标", 2), Paragraph("全科医生达标率达到90%。", 3))
    facts = found.facts
    assert (facts.district, facts.own, (facts.first, facts.last)) == (place, own, years)
    assert facts.title.startswith(title)


def test_what_another_plan_is_called_in_the_text_is_not_the_plan_s_own_title():
    lines = [
        "示例县“十四五”卫生健康发展规划",
        "一、主要目标",
        "落实《示例省妇女发展规划（2021—2030年）》。",
        "婚检率达到80%。",
    ]
    found = read(*(Paragraph(text, at) for at, text in enumerate(lines, 1)))
    assert (found.facts.district, found.facts.last) == ("示例县", 2025)


def test_what_was_reached_in_a_plan_of_another_subject_is_its_own_level_s():
    lines = ["示例县“十四五”卫生健康发展规划", "一、发展基础", "2020年，全县婚检率达到71.2%，全市婚检率达到75%。", "二、主要目标", "婚检率达到80%。"]  # fmt: skip
    found = read(*(Paragraph(text, at) for at, text in enumerate(lines, 1)))
    assert [one.values for one in found.figures] == [{2020: "71.2%"}]


@pytest.mark.parametrize(
    "text",
    ["全县养老服务规划", "关于示例县养老规划的通知", "示例县养老服务体系建设规划已印发，请遵照执行。", "老龄规划"],
)
def test_a_line_that_is_no_title_names_no_place(text):
    assert plan_title([text]) is None


@pytest.mark.parametrize(
    ("text", "read_"),
    [("全国文明城市测评达标率达到95%。", [95]), ("全国婚检率达到95%。", []), ("全省婚检率达到95%。", [])],
)
def test_an_honour_of_the_nation_s_is_a_place_s_own_and_a_rate_of_the_nation_s_is_not(text, read_):
    found = read(TITLE, Paragraph("一、主要目标", 2), Paragraph(f"1．{text}", 3))
    assert [one.rule.value for one in found.goals] == read_
