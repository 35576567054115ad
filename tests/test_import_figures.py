"""Figures of a document's text: whose they are, of which year, and what is told of those that are not certain."""

import openpyxl
import pytest
import reviewing

import kzplan as kz
from kzplan.importing.confirmed import read_review
from kzplan.importing.folder import write_folder
from kzplan.importing.proposals import proposals_of
from kzplan.importing.reading import read_document
from kzplan.importing.review import write_review

TITLE = "示例县妇女发展规划（2021—2030年）\n\n一、主要目标\n（一）妇女与健康\n"
BASED = (
    TITLE.replace("一、主要目标", "一、发展基础\n2020年，全县孕产妇死亡率为14.6/10万。\n二、主要目标")
    + "孕产妇死亡率控制在12/10万以下。\n"
)


def found_in(text, folder):
    (folder / "plan.txt").write_text(text, encoding="utf-8")
    return proposals_of(read_document(folder / "plan.txt"))


def review_of(text, folder):
    found = found_in(text, folder)
    return write_review(found, folder / "review.xlsx"), found


def imported(text, folder, change):
    review, _ = review_of(text, folder)
    return write_folder(read_review(reviewing.fill(review, folder / "filled.xlsx", change)), folder / "made")


def figures_in(said, tmp_path, goals="孕产妇死亡率控制在12/10万以下。"):
    text = f"示例县儿童发展规划（2021—2030年）\n一、发展基础\n{said}\n二、主要目标\n（一）儿童与健康\n{goals}\n"
    found = found_in(text, tmp_path)
    return {(one.full, year, value) for one in found.figures for year, value in one.values.items()}, found


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("全市2020年孕产妇死亡率为9.1/10万，我县为12.4/10万。", {("孕产妇死亡率", 2020, "12.4")}),
        ("全国小学生近视率为35.6%。", set()),
        ("2020年，婴儿死亡率为4.5‰，全市为5.1‰，全省为5.5‰。", {("婴儿死亡率", 2020, "4.5‰")}),
        ("2020年，邻水县孕产妇死亡率为9.1/10万。", set()),
        ("2020年，全市妇女健康水平明显提高，孕产妇死亡率为9.1/10万。", set()),
        ("2020年，重庆市孕产妇死亡率为9.1/10万，全国婴儿死亡率为5.4‰，5岁以下儿童死亡率为7.5‰。", set()),
    ],
)
def test_a_figure_of_another_level_is_never_the_places_own(said, read, tmp_path):
    figures, found = figures_in(said, tmp_path)
    assert figures == read
    assert any("其他层级" in why for *_, why in found.left)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        (
            "截至2020年底，婴儿死亡率由2015年的6.1‰下降到4.5‰。",
            {("婴儿死亡率", 2020, "4.5‰"), ("婴儿死亡率", 2015, "6.1‰")},
        ),
        (
            "2010年，婴儿死亡率为9.8‰，2020年达到4.5‰。",
            {("婴儿死亡率", 2010, "9.8‰"), ("婴儿死亡率", 2020, "4.5‰")},
        ),
        (
            "2020年，贫血率由2010年的31%下降到2020年的6.5%。九年义务教育巩固率达96.1%。",
            {("贫血率", 2020, "6.5%"), ("贫血率", 2010, "31%"), ("九年义务教育巩固率", 2020, "96.1%")},
        ),
        ("2015年以来，婴儿死亡率为4.5‰。", set()),
        ("婴儿死亡率较2015年下降了1.6个千分点，降至4.5‰。", set()),
        ("“十二五”末，婴儿死亡率为6.1‰。“十三五”末，婴儿死亡率为4.5‰。", {("婴儿死亡率", 2015, "6.1‰"), ("婴儿死亡率", 2020, "4.5‰")}),
        ("婴儿死亡率由6.1‰下降到2020年。", set()),
    ],
)  # fmt: skip
def test_a_figure_has_the_year_that_is_said_of_it_or_is_not_read(said, read, tmp_path):
    assert figures_in(said, tmp_path)[0] == read


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("2020年，低出生体重发生率4.1%，村委会成员中女性比例25.3%。", {("低出生体重发生率", 2020, "4.1%"), ("村委会成员中女性比例", 2020, "25.3%")}),
        ("2020年，婴儿死亡率、5岁以下儿童死亡率分别为4.9‰、6.8‰。", {("婴儿死亡率", 2020, "4.9‰"), ("5岁以下儿童死亡率", 2020, "6.8‰")}),
        ("2020年，婴儿死亡率、5岁以下儿童死亡率、新生儿死亡率分别为4.9‰、6.8‰。", set()),
        ("2020年，婴儿死亡率降幅达到20%，小学生近视率超过35%，贫血率达到5%以下。", set()),
    ],
)  # fmt: skip
def test_figures_without_a_verb_and_in_lists_are_read_whole_or_not_at_all(said, read, tmp_path):
    assert figures_in(said, tmp_path)[0] == read


MOVED = "婴儿死亡率、5岁以下儿童死亡率分别由2010年的9.6‰、12.1‰下降到4.3‰、5.9‰"
ENDS = {("婴儿死亡率", 2020, "4.3‰"), ("5岁以下儿童死亡率", 2020, "5.9‰"), ("婴儿死亡率", 2010, "9.6‰"), ("5岁以下儿童死亡率", 2010, "12.1‰")}  # fmt: skip


@pytest.mark.parametrize(
    ("said", "read", "unread"),
    [
        (f"2020年，{MOVED}。", ENDS, 0),
        ("婴儿死亡率、5岁以下儿童死亡率由2010年的9.6‰和12.1‰分别下降到2020年的4.3‰和5.9‰。", ENDS, 0),
        (f"{MOVED}，2020年有所改善。", set(), 1),
        (f"2020年，{MOVED}。".replace("、5岁", "、新生儿死亡率、5岁"), set(), 1),
        (f"2020年，全市{MOVED}。", set(), 1),
        (f"2020年，力争{MOVED}。", set(), 1),
    ],
)
def test_two_indicators_that_moved_have_each_its_own_two_ends_or_none(said, read, unread, tmp_path):
    figures, found = figures_in(said, tmp_path)
    assert figures == read
    assert len(found.left) == unread


@pytest.mark.parametrize(
    "before",
    [
        MOVED,
        MOVED.replace("由", "自"),
        MOVED.replace("、5.9‰", ""),
        "孕产妇死亡率从2010年的12/10万持续下降",
        "孕产妇死亡率由“十二五”末的12/10万下降到9/10万",
        "孕产妇死亡率较“十二五”末下降了3个百分点",
        "孕产妇死亡率在2010年的基础上下降了3个百分点",
        "婴儿死亡率2010年的9.6‰降到4.3‰",
    ],
)
@pytest.mark.parametrize("sign", ["，", "。"])
def test_the_year_that_something_moved_from_is_not_that_of_what_follows(before, sign, tmp_path):
    text = (
        f"2020年，全县孕产妇死亡率为11.8/10万，{before}{sign}九年义务教育巩固率达到96.4%，高中阶段毛入学率达到92.7%。"
    )
    goals = "1．九年义务教育巩固率达到98%以上。\n2．高中阶段毛入学率达到95%以上。"
    _, found = figures_in(text, tmp_path, goals)
    assert [goal.baseline.values for goal in found.goals] == [{2020: "96.4%"}, {2020: "92.7%"}]


@pytest.mark.parametrize("sign", ["，", "。"])
def test_what_follows_a_look_back_at_an_earlier_year_has_no_year_that_is_sure(sign, tmp_path):
    figures, found = figures_in(f"2020年，贫血率为5%。2010年婴儿死亡率为9.6‰{sign}巩固率为95%。", tmp_path)
    assert figures == {("贫血率", 2020, "5%"), ("婴儿死亡率", 2010, "9.6‰")}
    assert [(text, why) for _, _, text, _, why in found.left] == [("巩固率为95%", "没有写明是哪一年的数据")]


@pytest.mark.parametrize(
    ("goal", "read"),
    [
        ("农村自来水普及率由2020年的84%提高到95%。", {2020: "84%"}),
        ("农村自来水普及率由2020年的84%提高到2030年的95%以上。", {2020: "84%"}),
        ("农村自来水普及率达到95%以上（2020年为84%）。", {2020: "84%"}),
        ("农村自来水普及率达到95%以上（全市2020年为84%）。", None),
        ("农村自来水普及率由84%提高到95%。", None),
    ],
)
def test_the_figure_a_target_starts_from_is_its_baseline(goal, read, tmp_path):
    _, found = figures_in("2020年，全县工作取得成效。", tmp_path, f"1．{goal}")
    (one,) = [goal for goal in found.goals if goal.name.startswith("农村自来水普及率")][:1]
    assert (one.baseline.values if one.baseline else None) == read
    assert bool(found.left) == (read is None)


@pytest.mark.parametrize(
    ("goal", "unit"),
    [
        ("女职工生育保险参保人数较2020年增长10%。", ""),
        ("青少年自杀死亡率比2020年下降。", ""),
        ("儿童总体近视率每年降低0.5个百分点以上。", "%"),
        ("新生儿死亡率较2020年下降20%。", "‰"),
        ("女性平均受教育年限达到10.5年。", "年"),
    ],
)
def test_the_unit_is_the_indicators_and_not_that_of_a_change(goal, unit, tmp_path):
    review, found = review_of(TITLE + f"1．{goal}\n", tmp_path)
    assert [one.unit for one in found.goals] == [unit]
    cells = [str(cell) for row in openpyxl.load_workbook(review)["目标"].iter_rows(values_only=True) for cell in row]
    assert any("指标单位未写明" in cell for cell in cells) == (not unit)


def test_the_readings_of_targets_stand_in_chinese(tmp_path):
    goals = "高中阶段毛入学率到2025年达到93%以上，2030年达到95%以上。\n新生儿死亡率较2020年下降20%。\n儿童总体近视率每年降低0.5个百分点以上。\n7岁以下儿童健康管理率城市不低于95%，农村不低于90%。\n"
    review, _ = review_of(TITLE + goals, tmp_path)
    rows = [row for row in openpyxl.load_workbook(review)["目标"].iter_rows(values_only=True) if any(row)]
    at = next(row for row in rows if "读作" in row).index("读作")
    said = [row[at] for row in rows if isinstance(row[0], str) and row[0].isdigit()]
    assert len(said) == 4 and not any(sign.isascii() and sign.isalpha() for text in said for sign in text)


def test_what_the_folder_cannot_hold_is_told_by_the_reviews_sheet_row_and_column(tmp_path):
    def without_unit(sheet, row):
        return {"指标决定": "修改", "改为名称": "孕产妇死亡率"} if sheet == "目标" else {}

    with pytest.raises(kz.PlanError) as caught:
        imported(BASED, tmp_path, without_unit)
    (fault,) = caught.value.faults
    filled = openpyxl.load_workbook(tmp_path / "filled.xlsx")["目标"]
    headings = next(
        [cell.value for cell in row] for row in filled.iter_rows() if any(c.value == "改为名称" for c in row)
    )
    assert (fault.file, fault.column) == ("目标", "改为名称") and str(tmp_path) not in caught.value.text("zh")
    assert filled.cell(fault.row, headings.index("改为名称") + 1).value == "孕产妇死亡率"
    assert caught.value.folder == "filled.xlsx" and not (tmp_path / "made").exists()


def test_years_that_do_not_follow_each_other_are_told_by_the_sheet_they_stand_in(tmp_path):
    with pytest.raises(kz.PlanError) as caught:
        imported(BASED, tmp_path, lambda sheet, row: {"改为": "2035"} if row.get("项目") == "规划首年" else {})
    assert caught.value.faults[0].file == "规划" and "规划首年2035" in caught.value.text("zh")


def test_a_rank_among_others_does_not_say_whose_the_next_figure_is(tmp_path):
    said = "2020年，我县婴儿死亡率为4.5‰，居全市首位，孕产妇死亡率为12/10万。"
    assert figures_in(said, tmp_path)[0] == {("婴儿死亡率", 2020, "4.5‰"), ("孕产妇死亡率", 2020, "12")}


def test_a_number_that_is_a_year_is_no_value(tmp_path):
    assert figures_in("婴儿入托率为2020‰，女性平均受教育年限为2020年。", tmp_path)[0] == set()


def test_the_latest_year_of_a_figure_is_proposed(tmp_path):
    said = "2010年，婴儿死亡率为9.8‰，2020年达到4.5‰。"
    _, found = figures_in(said, tmp_path, "婴儿死亡率降至4‰以下。")
    assert found.goals[0].baseline.values == {2020: "4.5‰"}


def test_a_level_is_no_baseline_of_a_gap(tmp_path):
    _, found = figures_in(
        "2020年，学前教育毛入园率为90.2%。", tmp_path, "城乡学前教育毛入园率差距缩小到3个百分点以内。"
    )
    assert [goal.baseline for goal in found.goals] == [None]


def test_a_figure_of_a_place_with_a_longer_name_is_its_own(tmp_path):
    text = TITLE.replace("示例县", "示例市青禾区").replace(
        "一、主要目标", "一、发展基础\n2020年，青禾区产前筛查率为82.4%，示例市为85%。\n二、主要目标"
    )
    _, found = review_of(text + "产前筛查率达到90%以上。\n", tmp_path)
    assert [one.values for one in found.figures] == [{2020: "82.4%"}]


def test_a_name_that_the_catalogue_does_not_know_stands_without_its_unit_in_english_too(tmp_path):
    def change(sheet, row):
        return {"指标决定": "修改", "改为指标": "own_1", "补充责任单位": "卫健委"} if sheet == "目标" else {}

    imported(TITLE + "家庭医生签约居民满意率达到90%以上。\n", tmp_path, change)
    target = kz.load_plan(tmp_path / "made").target("W01")
    assert (target.name.en, target.name.zh, target.unit) == ("家庭医生签约居民满意率", "家庭医生签约居民满意率", "%")


@pytest.mark.parametrize("share", ["达到2020年的120%", "是2020年的80%", "保持在2015年的90%"])
def test_a_share_of_a_years_value_is_not_the_value_of_that_year(share, tmp_path):
    read, _ = figures_in(f"女职工技能培训率{share}。", tmp_path, f"女职工技能培训率{share}。")
    assert read == set()
    text = f"示例县妇女发展规划（2021—2030年）\n健康\n女职工技能培训率{share}。\n"
    (tmp_path / "规划.txt").write_text(text, encoding="utf-8")
    found = proposals_of(read_document(tmp_path / "规划.txt"))
    assert found.figures == [] and all(goal.baseline is None for goal in found.goals)


def test_both_ends_of_what_moved_are_values_of_their_years(tmp_path):
    read, _ = figures_in("产前筛查率由2015年的80%提高到2020年的95%。", tmp_path)
    assert read == {("产前筛查率", 2015, "80%"), ("产前筛查率", 2020, "95%")}


@pytest.mark.parametrize(
    "when",
    [
        "2020年6月，",
        "2020年上半年，",
        "截至2020年9月底，",
        "2020年1—6月",
        "2020年第三季度",
        "2020年前三季度，",
        "2020年初，",
    ],
)
def test_a_figure_of_a_part_of_a_year_is_not_that_years(when, tmp_path):
    read, found = figures_in(f"{when}全县婴儿死亡率为4.5‰。", tmp_path)
    assert read == set()
    assert any("4.5" in text for _, _, text, *_ in found.left)


@pytest.mark.parametrize("when", ["截至2020年12月底，", "2020年1—12月，", "2020年底，", "2020年，"])
def test_a_figure_of_the_end_of_a_year_is_that_years(when, tmp_path):
    assert figures_in(f"{when}全县婴儿死亡率为4.5‰。", tmp_path)[0] == {("婴儿死亡率", 2020, "4.5‰")}


def test_a_figure_that_does_not_say_of_whom_it_is_is_no_baseline_of_a_target_that_does(tmp_path):
    said = "2020年，5岁以下儿童生长迟缓率由4.1%降至2.6%，贫血率由12%降至8%。"
    read, found = figures_in(said, tmp_path, "孕产妇贫血率降至10%以下。\n5岁以下儿童生长迟缓率降至2%以下。")
    assert ("贫血率", 2020, "8%") in read  # a person may choose it
    assert [goal.baseline and goal.baseline.values for goal in found.goals] == [None, {2020: "2.6%"}]
