"""Shapes of plans: where earlier figures stand, tables of both plans, tables headed by years alone, sentences beside a table."""

import openpyxl
import pytest
import reviewing

from kzplan.importing.confirmed import read_review
from kzplan.importing.document import Cell, Document, Paragraph, Table
from kzplan.importing.folder import write_folder
from kzplan.importing.proposals import proposals_of
from kzplan.importing.review import write_review
from kzplan.words.errors import PlanError

WOMEN, CHILDREN, BOTH = (f"清溪县{whose}发展规划（2021—2030年）" for whose in ("妇女", "儿童", "妇女儿童"))


def read(*blocks):
    """What is proposed for paragraphs (texts) and tables (lists of rows)."""
    found, line = [], 1
    for block in blocks:
        if isinstance(block, str):
            found.append(Paragraph(block, line))
            line += 1
        else:
            found.append(Table([[Cell(text) for text in row] for row in block], [*range(line, line + len(block))]))
            line += len(block)
    return proposals_of(Document("示例.txt", found))


def bases(found):
    return {goal.name.partition("（")[0]: goal.baseline and goal.baseline.values for goal in found.goals}


def why(found):
    return {text: zh for _, _, text, _, zh in found.left}


FIRST = (
    WOMEN,
    "一、妇女与健康",
    "2020年，全县孕产妇死亡率为12.5/10万。",
    "主要目标",
    "1．孕产妇死亡率下降到10/10万以下。",
)
INFANTS = ("2020年，婴儿死亡率为4.2‰。", "主要目标", "1．婴儿死亡率降至5.0‰以下。")


@pytest.mark.parametrize("before", [(CHILDREN, "一、儿童与健康"), (CHILDREN,), ("二、儿童与健康",)])
def test_earlier_figures_under_the_title_or_a_later_heading_are_read_as_those_of_the_first(before):
    found = read(*FIRST, *before, *INFANTS)
    assert bases(found) == {"孕产妇死亡率": {2020: "12.5"}, "婴儿死亡率": {2020: "4.2‰"}}
    assert found.left == []


def test_a_domain_without_a_heading_of_goals_of_its_own_goes_on_with_the_goals():
    found = read(*FIRST, "二、妇女与教育", "1．高中阶段毛入学率达到97%。")
    assert [goal.name for goal in found.goals] == ["孕产妇死亡率（1/10万）", "高中阶段毛入学率（%）"]
    assert {one.full for one in found.figures} == {"孕产妇死亡率"}


def test_a_target_is_never_read_as_a_value_of_the_base_where_no_heading_says_what_is_told():
    found = read(WOMEN, "高中阶段毛入学率达到97%。", "2020年，高中阶段毛入学率为95.2%。")
    assert [(goal.target, goal.baseline.values) for goal in found.goals] == [("达到97%", {2020: "95.2%"})]
    assert found.left == []


def test_what_covers_all_is_a_target_of_full_coverage():
    (goal,) = read(CHILDREN, "主要目标", "1．儿童之家覆盖所有村（社区）").goals
    assert (goal.name, goal.rule.value, goal.quote) == ("儿童之家覆盖率（%）", 100, "1．儿童之家覆盖所有村（社区）")


def test_a_figure_without_a_verb_is_read():
    found = read(
        WOMEN, "一、发展基础", "2020年，妇女平均预期寿命78.9岁。", "二、主要目标", "妇女平均预期寿命达到80岁。"
    )
    assert bases(found) == {"妇女平均预期寿命": {2020: "78.9"}}


HEAD = ["序号", "指标", "单位", "2020年", "2025年目标", "2030年目标"]
ROWS = [
    ["1", "孕产妇死亡率", "1/10万", "12.5", "11", "10以下"],
    ["", "其中：农村", "1/10万", "14.1", "13", "12以下"],
    ["2", "5岁以下儿童死亡率", "‰", "6.1", "≤6", "≤5.5"],
    ["", "#流动儿童", "‰", "8.0", "≤7.5", "≤6.5"],
    ["3", "女性平均受教育年限", "年", "8.9", "9.5", "10"],
    ["4", "孤儿保障覆盖率", "%", "100", "100", "100"],
]


def test_each_row_of_a_table_of_both_plans_is_of_the_plan_its_name_or_indicator_speaks_of():
    found = read(BOTH, "主要指标表", [HEAD, *ROWS])
    assert [goal.part for goal in found.goals] == ["women"] * 2 + ["children"] * 2 + ["women", "children"]
    assert [row.part for row in found.past] == [goal.part for goal in found.goals]
    assert found.goals[3].name == "5岁以下儿童死亡率，流动儿童（‰）"


def test_a_table_of_one_plan_stays_whole():
    assert {goal.part for goal in read(BOTH, WOMEN, "主要指标表", [HEAD, *ROWS]).goals} == {"women"}


def test_columns_headed_by_years_alone_are_value_interim_target_and_target():
    found = read(BOTH, [["指标", "单位", "2020年", "2025年", "2030年"], *[row[1:] for row in ROWS]])
    assert [(goal.target, goal.interim) for goal in found.goals][:1] == [("10以下", {2025: "11"})]
    assert bases(found)["孕产妇死亡率"] == {2020: "12.5"} and (found.facts.base, found.facts.last) == (2020, 2030)


def test_a_column_of_a_year_that_is_neither_is_listed_and_not_read():
    found = read(BOTH, [["指标", "单位", "2020年", "2022年", "2030年"], ["婴儿死亡率", "‰", "5", "4.5", "4"]])
    (goal,) = found.goals
    assert (goal.target, goal.interim, goal.baseline.values) == ("4", {}, {2020: "5"})
    assert list(why(found)) == ["婴儿死亡率，2022年：4.5"]


def test_a_table_without_the_plans_last_year_is_no_table_of_its_targets():
    found = read(BOTH, [["指标", "单位", "2020年", "2025年目标"], ["婴儿死亡率", "‰", "5", "4"]])
    assert found.goals == [] and any("规划末年" in zh for zh in why(found).values())


def test_a_target_or_value_whose_column_names_no_year_is_of_the_plans_last_year_or_its_base():
    found = read(BOTH, [["指标", "单位", "基期值", "2025年目标", "目标值"], ["婴儿死亡率", "‰", "5", "4.5", "4"]])
    (goal,) = found.goals
    assert (goal.target, goal.interim, goal.baseline.values) == ("4", {2025: "4.5"}, {2020: "5"})


def test_sentences_beside_a_table_are_targets_unless_a_row_asks_the_same():
    table = [
        ["指标", "单位", "2020年", "2030年目标"],
        ["孕产妇死亡率", "1/10万", "12.5", "≤10"],
        ["婚前医学检查率", "%", "71", "≥80"],
    ]
    found = read(
        WOMEN, "主要目标", "1．孕产妇死亡率控制在10/10万以内。", "2．婚前医学检查率达到85%以上。", "3．高中阶段毛入学率达到97%。",
        "4．县人大代表中女性比例逐步提高。", "妇女健康素养水平不断提高。", "妇女发展主要指标", table,
    )  # fmt: skip
    assert [goal.name.partition("（")[0] for goal in found.goals] == [
        *("孕产妇死亡率", "婚前医学检查率", "高中阶段毛入学率", "县人大代表中女性比例"),
    ]
    told = why(found)
    assert "同一目标" in told["孕产妇死亡率控制在10/10万以内"] and "两处写法不同" in told["婚前医学检查率达到85%以上"]
    assert "没有数值" in told["妇女健康素养水平不断提高"]


def test_a_person_gives_a_row_to_the_other_plan_and_its_value_beside_it_goes_with_it(tmp_path):
    found = read(BOTH, "主要指标表", [HEAD, *ROWS])
    review = write_review(found, tmp_path / "review.xlsx")
    lists = [one.formula1 for one in openpyxl.load_workbook(review)["目标"].data_validations.dataValidation]
    assert '"妇女,儿童"' in lists

    def change(sheet, row):
        if sheet != "目标":
            return {}
        own = {} if row["拟用指标"] else {"改为指标": f"example_{row['序']}"}
        other = {"改为规划": "妇女"} if row["指标名称"].startswith("孤儿") else {}
        return {"指标决定": "修改", **own, **other} if own or other else {}

    plan = write_folder(read_review(reviewing.fill(review, tmp_path / "filled.xlsx", change)), tmp_path / "made")
    (orphans,) = [one for one in plan.by_code.values() if one.name.zh.startswith("孤儿")]
    assert orphans.code.startswith("W") and plan.series_of(orphans.code).latest.value == 100
    assert orphans.source.startswith("women_")


@pytest.mark.parametrize("written", [{"改为规划": "老人", "指标决定": "修改"}, {"改为规划": "儿童"}, {"规划": "儿童"}])
def test_a_plan_that_is_none_or_is_changed_elsewhere_is_a_fault_with_its_cell(tmp_path, written):
    review = write_review(read(BOTH, "主要指标表", [HEAD, ROWS[0]]), tmp_path / "review.xlsx")
    filled = reviewing.fill(review, tmp_path / "filled.xlsx", lambda sheet, row: written if sheet == "目标" else {})
    with pytest.raises(PlanError) as problem:
        read_review(filled)
    assert [fault.column for fault in problem.value.faults] == [next(iter(written))]


def test_a_value_for_so_many_people_need_not_be_whole(tmp_path):
    rows = [["每千人口拥有3岁以下婴幼儿托位数", "个", "1.9", "4.5"], ["儿童福利机构社会工作者数", "人", "12", "30"]]
    review = write_review(read(CHILDREN, [["指标", "单位", "2020年", "2030年目标"], *rows]), tmp_path / "review.xlsx")
    plan = write_folder(read_review(reviewing.fill(review, tmp_path / "filled.xlsx")), tmp_path / "made")
    assert plan.tables["corrections"].empty
    assert [plan.series_of(code).latest.value for code in plan.by_code] == [1.9, 12]


def test_definitions_speak_of_bodies_of_the_plans_own_level(tmp_path):
    review = write_review(read(WOMEN, "主要目标", "1．县人大代表中女性比例达到30%以上。"), tmp_path / "review.xlsx")
    plan = write_folder(read_review(reviewing.fill(review, tmp_path / "filled.xlsx")), tmp_path / "made")
    (text,) = plan.tables["definitions"]["definition"]
    assert text.startswith("县人大代表、县人大常委会委员") and "开州" not in (
        plan.folder / "datapackage.json"
    ).read_text("utf-8")


@pytest.mark.parametrize(
    "goals",
    [
        ("二、妇女与健康", "1．高中阶段毛入学率达到97%。"),  # no heading says that these are goals
        ("二、主要目标：高中阶段毛入学率达到97%；婚前医学检查率达到80%。",),
        ("二、发展目标", "高中阶段毛入学率达到97%。"),
    ],
)
def test_a_target_behind_a_section_on_what_was_reached_is_no_value_of_the_base(goals):
    found = read(WOMEN, "一、发展基础", "高中阶段毛入学率为95.2%。", *goals)
    assert [(goal.target, goal.baseline and goal.baseline.values) for goal in found.goals][:1] == [
        ("达到97%", {2020: "95.2%"})
    ]
    assert [one.values for one in found.figures] == [{2020: "95.2%"}]


def test_what_stands_before_goals_without_a_heading_or_a_year_has_no_year_that_is_sure():
    found = read(WOMEN, "（一）妇女与健康", "高中阶段毛入学率达到97%。", "主要目标", "1．高中阶段毛入学率达到98%。")
    assert found.figures == [] and why(found) == {"高中阶段毛入学率达到97%": "没有写明是哪一年的数据"}


def test_measures_in_the_words_behind_a_colon_are_no_targets():
    found = read(WOMEN, "主要目标：婚前医学检查率达到80%。", "策略措施：1．产前筛查率达到90%以上。")
    assert [goal.target for goal in found.goals] == ["达到80%"] and len(found.left) == 1


def test_chapters_and_their_sections_are_told_apart():
    chapter = ("第一节 主要目标", "婴儿死亡率控制在5‰以内。", "第二节 策略措施", "加强健康教育。")
    found = read(
        CHILDREN,
        "第一章 儿童与健康",
        *chapter,
        "第二章 儿童与教育",
        "2020年学前教育毛入园率为88%。",
        "第一节 主要目标",
        "学前教育毛入园率达到92%。",
    )
    assert [(goal.domain, goal.baseline and goal.baseline.values) for goal in found.goals] == [
        ("儿童与健康", None),
        ("儿童与教育", {2020: "88%"}),
    ]


def test_a_target_tells_what_of_its_passage_is_not_read(tmp_path):
    found = read(WOMEN, "主要目标", "1．县人大代表中女性比例逐步提高，到2030年均达到30%以上。")
    review = write_review(found, tmp_path / "review.xlsx")
    cells = [str(cell) for row in openpyxl.load_workbook(review)["目标"].iter_rows(values_only=True) for cell in row]
    assert any("同段另有未读入的：到2030年均达到30%以上" in cell for cell in cells)


def test_ratios_without_a_unit_and_numbers_of_things_without_a_verb_are_read():
    said = "2020年，全州孕产妇死亡率15.2/10万，出生人口性别比为109.8，每千人口拥有托位数2.1个。"
    goals = ("（二）目标", "1．出生人口性别比降至107以下。", "2．每千人口拥有3岁以下婴幼儿托位数达到4.5个。")
    found = read("示例州妇女发展规划（2021—2030年）", "一、妇女与健康", "（一）现状", said, *goals)
    assert [(goal.domain, goal.baseline.values) for goal in found.goals] == [
        ("妇女与健康", {2020: "109.8"}),
        ("妇女与健康", {2020: "2.1"}),
    ]
    assert (found.facts.own, found.left) == ("州", []) and len(found.figures) == 3


def of_columns(*headings, title=CHILDREN):
    """What is read of one row under these headings, with the numbers 1, 2, 3 … below them: target, interim, level above, base; and what is listed."""
    cells = ["婴儿死亡率", *(str(at) for at in range(1, len(headings) + 1))]
    found = read(title, [["指标（‰）" if title == CHILDREN else "Indicator", *headings], cells])
    listed = {text.rpartition("：")[2] for _, _, text, *_ in found.left}
    goal = found.goals[0] if found.goals else None
    if goal is None:
        return None, listed
    base = goal.baseline.values if goal.baseline else {}
    return (goal.target, goal.interim, goal.above, base), listed


@pytest.mark.parametrize(
    ("headings", "read_as", "listed"),
    [
        (("2020年", "中期目标", "终期目标"), ("3", {2025: "2"}, "—", {2020: "1"}), set()),
        (("2020年", "2025年阶段值", "2030年目标值"), ("3", {2025: "2"}, "—", {2020: "1"}), set()),
        (("2020年基数", "2025年预期", "2030年预期"), ("3", {2025: "2"}, "—", {2020: "1"}), set()),
        (("2020年", "2025年计划值", "2030年计划值"), ("3", {2025: "2"}, "—", {2020: "1"}), set()),
        (("2020年", "全市2030年目标", "清溪县2030年目标"), ("3", {}, "2", {2020: "1"}), set()),
        (("2020年", "2030年目标", "上级2030年目标"), ("2", {}, "3", {2020: "1"}), set()),
        (("上期目标", "2020年", "2030年目标"), ("3", {}, "—", {2020: "2"}), {"1"}),
        (("2020年目标", "2020年实际", "2030年目标"), ("3", {}, "—", {2020: "2"}), {"1"}),
        (("2020年", "2030年目标", "2030年比2020年下降目标"), ("2", {}, "—", {2020: "1"}), {"3"}),
        (("2020年", "2030年目标", "年均增速目标"), ("2", {}, "—", {2020: "1"}), {"3"}),
        (("2020年全市", "2020年本县", "2030年目标"), ("3", {}, "—", {2020: "2"}), {"1"}),
        (("2020年全国", "2020年", "2030年目标"), ("3", {}, "—", {2020: "2"}), {"1"}),
        (("2020年", "2020年全省平均", "2030年目标"), ("3", {}, "—", {2020: "1"}), {"2"}),
        (("2020年全市平均", "2030年目标"), ("2", {}, "—", {}), {"1"}),
        (
            ("2020年农村", "2020年城镇", "2030年目标"),
            ("3", {}, "—", {}),
            set(),
        ),  # values of parts are none of the whole
        (("2020年（男）", "2020年（女）", "2030年目标"), ("3", {}, "—", {}), set()),
        (("2020年", "2020年现状", "2030年目标"), ("3", {}, "—", {}), {"1", "2"}),
        (("2020年", "2030年目标（城镇）", "2030年目标（农村）"), ("2", {}, "—", {}), set()),
        (("2020年", "2030年底线目标", "2030年奋斗目标"), None, {"2", "3"}),
        (("2020年", "2030年目标", "2030年目标值"), None, {"2", "3"}),
    ],
)
def test_a_column_is_what_its_heading_says_and_none_by_its_place(headings, read_as, listed):
    assert of_columns(*headings) == (read_as, listed)


@pytest.mark.parametrize(
    ("headings", "read_as", "listed"),
    [
        (("Baseline 2020", "Mid-term target", "End target"), ("3", {2025: "2"}, "—", {2020: "1"}), set()),
        (("2020 (national)", "2020", "2030 target"), ("3", {}, "—", {2020: "2"}), {"1"}),
        (("2020", "2020 national average", "2030 target"), ("3", {}, "—", {2020: "1"}), {"2"}),
        (("Baseline 2020", "Target 2030 (urban)", "Target 2030 (rural)"), ("2", {}, "—", {}), set()),
        (("Baseline 2020", "Target 2030", "Stretch target 2030"), ("2", {}, "—", {2020: "1"}), {"3"}),
    ],
)
def test_a_column_in_english_is_what_its_heading_says(headings, read_as, listed):
    assert of_columns(*headings, title="Children's Development Plan of Hill County (2021-2030)") == (read_as, listed)


def test_years_in_a_row_below_the_headings_are_of_the_heading_above_them():
    rows = [
        ["指标", "单位", "2020年", "目标值", ""],
        ["", "", "", "2025年", "2030年"],
        ["婴儿死亡率", "‰", "4.2", "4", "3.8"],
    ]
    table = Table([[Cell(text) for text in row] for row in rows], [3, 4, 5])
    table.rows[0][4] = Cell("", "left")
    goal = proposals_of(Document("规划.docx", [Paragraph(CHILDREN, 1), table])).goals[0]
    assert (goal.target, goal.interim, goal.above) == ("3.8", {2025: "4"}, "—")


def test_two_tables_side_by_side_are_listed_and_not_read():
    found = read(
        BOTH, [["指标", "2030年目标", "指标", "2030年目标"], ["女党员比例（%）", "30", "婴儿死亡率（‰）", "4"]]
    )
    assert found.goals == []
    assert any("婴儿死亡率" in text for text in why(found))


@pytest.mark.parametrize("cell", ["18.2 / 35.6", "37.6／全市40.1", "4.2（2019年）", "12 10", "100 200"])
def test_a_base_cell_of_several_numbers_is_no_value_and_is_listed(cell):
    found = read(CHILDREN, [["指标（‰）", "2020年", "2030年目标"], ["婴儿死亡率", cell, "2"]])
    assert found.goals[0].baseline is None
    assert [text for text in why(found) if cell in text] == [f"婴儿死亡率，2020年：{cell}"]


def test_a_target_of_numbers_that_blanks_part_is_not_read():
    goal = read(CHILDREN, [["指标（‰）", "2020年", "2030年目标"], ["婴儿死亡率", "4.2", "4 3"]]).goals[0]
    assert goal.rule is None and "空格" in goal.amiss.zh


def test_a_note_to_a_table_is_listed_and_no_target():
    note = "注：①为2019年数据，农村为2018年数据。"
    rows = [["指标（‰）", "2020年", "2030年目标"], ["婴儿死亡率", "4.2①", "4"]]
    for found in (read(CHILDREN, [*rows, [note, "", ""]]), read(CHILDREN, rows, note)):
        assert [goal.name for goal in found.goals] == ["婴儿死亡率"]
        assert note in why(found)


def test_an_empty_cell_of_a_department_stays_empty_and_a_merged_one_is_of_all_it_covers():
    rows = [["指标", "2030年目标", "责任单位"], ["女党员比例（%）", "30", "县委组织部"], ["婴儿死亡率（‰）", "4", ""]]
    assert [goal.department for goal in read(BOTH, rows).goals] == ["县委组织部", ""]
    merged = [[Cell(text) for text in row] for row in rows]
    merged[2][2] = Cell("", "above")
    found = proposals_of(Document("规划.docx", [Paragraph(BOTH, 1), Table(merged, [2, 3, 4])]))
    assert [goal.department for goal in found.goals] == ["县委组织部", "县委组织部"]


def test_a_bullet_before_a_name_is_none_of_it():
    rows = [["指标", "2030年目标"], ["——女党员比例（%）", "30"], ["―― 剖宫产率（%）", "35"]]
    assert [goal.name for goal in read(WOMEN, rows).goals] == ["女党员比例（%）", "剖宫产率（%）"]


def test_targets_in_per_cent_that_look_like_shares_of_one_are_not_read():
    rows = [
        ["指标", "单位", "2020年", "2030年目标"],
        ["产前筛查率", "%", "0.78", "0.85"],
        ["剖宫产率", "%", "0.38", "0.35"],
    ]
    rates = [["孕产妇死亡率", "1/10万", "9", "8"], ["妇女常见病筛查率", "%", "78", "85"]]
    found = read(WOMEN, [*rows, *rates])
    assert [goal.rule and goal.rule.words for goal in found.goals] == [None, None, "<= 8", ">= 85"]
    assert "百分数" in found.goals[0].amiss.zh


@pytest.mark.parametrize(("unit", "target"), [("%", "≤0.5"), ("%", "0.5%以上"), ("‰", "≥0.5"), ("", "≥0.5")])
def test_small_targets_that_are_plain_are_read(unit, target):
    found = read(WOMEN, [["指标", "单位", "2020年", "2030年目标"], ["艾滋病母婴传播比例", unit, "0.6", target]])
    assert found.goals[0].rule.value == 0.5


def test_a_share_of_one_that_is_confirmed_unchanged_is_a_fault(tmp_path):
    found = read(WOMEN, [["指标", "单位", "2020年", "2030年目标"], ["产前筛查率", "%", "0.78", "0.85"]])
    review = write_review(found, tmp_path / "review.xlsx")
    with pytest.raises(PlanError) as caught:
        read_review(reviewing.fill(review, tmp_path / "filled.xlsx"))
    assert "“0.85”未能读出" in caught.value.text("zh")
