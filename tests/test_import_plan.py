"""From a plan as published to a plan folder: proposals, the review, what was confirmed in it."""

import filecmp
import json
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import reviewing

import kzplan as kz
from kzplan.cli import main
from kzplan.importing.confirmed import read_review
from kzplan.importing.folder import write_folder
from kzplan.importing.proposals import proposals_of
from kzplan.importing.reading import read_document
from kzplan.importing.review import write_review
from kzplan.importing.wanted import direction_of

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "sentences"
DATA = ROOT / "data"
# of one baseline's grade, and in words; the outlook's numbers rest on neither
IN_WORDS = ["comparability", "evidence", "reason", "note"]

# targets that the shipped plan measures otherwise than the document alone would, and what a person knew
SAID_BY_A_PERSON = {
    "W13": "the value of 2020 contradicts another table",
    "W18": "a share of the rows above it, whose name does not say so",
    "W22": "a row on deputies alone, usable with a note",
    "W23": "the district's row, not the municipality's, which is as like",
    "W24": "a row on another body: not to be used",
    "W31": "a row on other firms: not to be used",
    "W35": "a figure of the text under another name",
    "W36": "the sum of two rows",
    "W45": "the value of 2020 is defective",
    "C07": "the value of 2010 is defective",
    "C17": "the value of 2020 is defective",
    "C19": "the value of 2010 is defective",
}


def review_of(text, folder):
    (folder / "plan.txt").write_text(text, encoding="utf-8")
    found = proposals_of(read_document(folder / "plan.txt"))
    return write_review(found, folder / "review.xlsx"), found


def imported(text, folder, change=lambda sheet, row: {}):
    review, _ = review_of(text, folder)
    return write_folder(read_review(reviewing.fill(review, folder / "filled.xlsx", change)), folder / "made")


TITLE = "示例县妇女发展规划（2021—2030年）\n\n一、主要目标\n（一）妇女与健康\n"
BASED = (
    TITLE.replace("一、主要目标", "一、发展基础\n2020年，全县孕产妇死亡率为14.6/10万。\n二、主要目标")
    + "孕产妇死亡率控制在12/10万以下。\n"
)


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """The plan of the reference folder, imported with everything confirmed."""
    import os

    reference = os.environ.get("KZPLAN_REFERENCE")
    if not reference or not Path(reference).is_dir():
        pytest.skip("no reference folder (KZPLAN_REFERENCE)")
    folder = tmp_path_factory.mktemp("published")
    found = proposals_of(read_document(Path(reference) / "plan.txt"))
    review = write_review(found, folder / "review.xlsx")
    plan = write_folder(read_review(reviewing.fill(review, folder / "filled.xlsx")), folder / "made")
    return plan


def without_what_no_document_says(folder):
    """A copy of the shipped plan without outside series, corrections, references, terms of office."""
    for name in ("external", "corrections", "references", "classes"):
        path = folder / f"{name}.csv"
        path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    path = folder / "datapackage.json"
    dictionary = json.loads(path.read_text(encoding="utf-8"))
    del dictionary["period"]["election"]
    path.write_text(json.dumps(dictionary | {"nation": "", "areas": {}}, ensure_ascii=False), encoding="utf-8")
    return kz.load_plan(folder)


def measured_from(plan):
    return {
        code: (target.source, tuple(grade.usable for grade in target.grades.values()) if target.comparable else ())
        for code, target in plan.by_code.items()
    }


def test_the_printed_tables_of_the_imported_plan_are_those_of_the_shipped_one(published):
    for path in (DATA / "printed").glob("*.csv"):
        assert filecmp.cmp(path, published.folder / "printed" / path.name, shallow=False), path.name


def test_the_imported_plan_proposes_every_indicator_of_the_shipped_one(published, plan):
    for code, target in plan.by_code.items():
        other = published.by_code[code]
        assert (other.indicator, other.stratum, other.kind, other.direction) == (
            target.indicator,
            target.stratum,
            target.kind,
            target.direction,
        )


def test_the_imported_plan_has_the_outlook_of_the_shipped_one_where_they_are_measured_from_the_same_values(
    published, plan_copy
):
    shipped = without_what_no_document_says(plan_copy)
    ours, theirs = kz.outlook(shipped).set_index("code"), kz.outlook(published).set_index("code")
    mine, others = measured_from(shipped), measured_from(published)
    same = [code for code in mine if mine[code] == others[code]]
    columns = [name for name in ours if name not in IN_WORDS]
    pd.testing.assert_frame_equal(theirs.loc[same, columns], ours.loc[same, columns])
    assert set(mine) - set(same) == set(SAID_BY_A_PERSON)
    for code in SAID_BY_A_PERSON:
        one, other = shipped.by_code[code], published.by_code[code]
        assert (one.source, one.grades) != (other.source, other.grades)


def test_the_worked_example_is_what_its_document_gives(tmp_path):
    found = proposals_of(read_document(EXAMPLE / "规划.txt"))
    assert len(found.goals) == 20 and all(goal.rule and goal.proposed for goal in found.goals) and found.left == []
    review = write_review(found, tmp_path / "review.xlsx")
    plan = write_folder(
        read_review(reviewing.fill(review, tmp_path / "filled.xlsx", reviewing.departments)), tmp_path / "made"
    )
    made = sorted(path.relative_to(plan.folder) for path in plan.folder.rglob("*") if path.is_file())
    assert made == sorted(p.relative_to(EXAMPLE / "plan") for p in (EXAMPLE / "plan").rglob("*") if p.is_file())
    said = [path for path in made if path.suffix == ".csv"]
    assert filecmp.cmpfiles(plan.folder, EXAMPLE / "plan", said, shallow=False)[1:] == ([], [])
    shipped = kz.load_plan(EXAMPLE / "plan")
    assert (shipped.period, shipped.levels, shipped.title) == (plan.period, plan.levels, plan.title)
    assert plan.invented


def test_the_command_goes_from_the_document_to_forms(tmp_path, capsys):
    assert main(["import-plan", str(EXAMPLE / "规划.txt"), "-o", str(tmp_path / "review"), "--lang", "zh"]) == 0
    said = capsys.readouterr().out
    assert "目标20项" in said and "--confirm" in said
    filled = reviewing.fill(tmp_path / "review" / "导入核对表.xlsx", tmp_path / "filled.xlsx", reviewing.departments)
    folder = tmp_path / "district"
    assert main(["import-plan", "--confirm", str(filled), "-o", str(folder)]) == 0
    assert "20 targets, 13 with a baseline; 0 rows left out" in capsys.readouterr().out
    assert main(["outlook", "--plan", str(folder), "--csv", str(tmp_path / "outlook.csv")]) == 0
    assert main(["template", "--plan", str(folder), "--year", "2025", "-o", str(tmp_path / "forms")]) == 0
    assert len(list((tmp_path / "forms").glob("*县*.xlsx"))) == len(set(reviewing.WHO.values()))


def test_a_choice_stands_in_every_row_and_nothing_is_chosen_beforehand(tmp_path):
    review, _ = review_of(TITLE + "1．孕产妇死亡率控制在12/10万以下。\n", tmp_path)
    sheet = openpyxl.load_workbook(review)["目标"]
    lists = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation}
    assert '"确认,修改,删除"' in lists.values() and len(lists) >= 4
    with pytest.raises(kz.PlanError, match="no target confirmed"):
        read_review(review)


def test_what_is_not_decided_is_left_out_and_told(tmp_path):
    text = TITLE + "1．孕产妇死亡率控制在12/10万以下。\n2．孕产妇系统管理率达到95%以上。\n3．剖宫产率降至30%以下。\n"

    def change(sheet, row):
        drop = {"孕产妇系统管理率（%）": "删除", "孕产妇死亡率（1/10万）": ""}
        return {"指标决定": drop[row["指标名称"]]} if row.get("指标名称") in drop else {}

    review, _ = review_of(text, tmp_path)
    done = read_review(reviewing.fill(review, tmp_path / "filled.xlsx", change))
    assert [name for _, _, name in done.left] == ["孕产妇死亡率（1/10万）", "孕产妇系统管理率（%）"]
    plan = write_folder(done, tmp_path / "made")
    assert [(one.code, one.indicator) for one in plan.by_code.values()] == [("W01", "caesarean_section")]


def test_a_target_that_is_not_read_is_named_in_the_workbook_and_refused_until_it_is_rewritten(tmp_path):
    text = TITLE + "1．孕产妇死亡率控制在12/10万以下。\n2．孕产妇系统管理率力争接近95%的先进水平。\n"
    review, found = review_of(text, tmp_path)
    (unread,) = [goal for goal in found.goals if goal.rule is None]
    assert "孕产妇系统管理率" in unread.name
    rows = openpyxl.load_workbook(review)["目标"].iter_rows(values_only=True)
    assert any(str(cell).startswith("未能读出") for row in rows for cell in row)
    with pytest.raises(kz.PlanError, match="孕产妇系统管理率") as caught:
        imported(text, tmp_path)
    assert "未能读出" in caught.value.text("zh") and not (tmp_path / "made").exists()

    def mend(sheet, row):
        if sheet != "目标" or not str(row["读作"]).startswith("未能读出"):
            return {}
        return {
            "指标决定": "修改",
            "改为名称": "孕产妇系统管理率（%）",
            "改为目标": "≥95",
            "改为指标": "antenatal_management",
            "基期决定": "",
        }

    plan = imported(text, tmp_path, mend)
    assert plan.target("antenatal_management").rule.value == 95


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"指标决定": "好的"}, "确认, 修改, 删除"),
        ({"改为目标": "≥95"}, "but 指标决定 is 确认"),
        ({"指标决定": "修改", "改为指标": "Maternal deaths"}, "an id in small letters"),
        ({"指标决定": "修改", "改为类型": "ratio"}, "rate, proportion"),
        ({"指标决定": "修改", "改为名称": "孕产妇死亡率（‰）"}, "the target's unit"),
        ({"基期决定": "修改", "改为来源": "正文数据9"}, "that is confirmed"),
        ({"基期决定": "修改", "改为来源": "正文数据1", "改为可比性": "E"}, "A, B, C, D, N"),
    ],
)
def test_a_fault_of_the_review_is_named_with_its_cell_and_nothing_is_written(tmp_path, written, said):
    with pytest.raises(kz.PlanError, match=said) as caught:
        imported(BASED, tmp_path, lambda sheet, row: written if sheet == "目标" else {})
    assert caught.value.faults[0].row > 1 and caught.value.faults[0].column and not (tmp_path / "made").exists()


def test_an_indicator_of_ones_own_has_the_kind_and_direction_that_the_review_says(tmp_path):
    def own(sheet, row):
        if sheet != "目标":
            return {}
        return {"指标决定": "修改", "改为指标": "happy_families", "改为类型": "count", "改为方向": "up", "基期决定": ""}

    plan = imported(TITLE + "最美家庭数量达到120户。\n", tmp_path, own)
    target = plan.target("happy_families")
    assert (target.kind, target.direction, target.name.zh) == ("count", "up", "最美家庭数量")


def test_a_folder_that_is_there_already_is_not_touched(tmp_path):
    (tmp_path / "made").mkdir()
    (tmp_path / "made" / "kept.txt").write_text("x", encoding="utf-8")
    with pytest.raises(kz.Refusal, match="not empty"):
        imported(TITLE + "孕产妇死亡率控制在12/10万以下。\n", tmp_path)
    assert [path.name for path in (tmp_path / "made").iterdir()] == ["kept.txt"]


def test_the_number_of_an_item_is_no_part_of_its_name(tmp_path):
    items = [
        "1.5岁以下儿童贫血率降至10%以下。",
        "2.5岁以下儿童生长迟缓率降至5%以下。",
        "3．3岁以下儿童系统管理率达到90%以上。",
    ]
    _, found = review_of(TITLE.replace("妇女", "儿童") + "\n".join(items) + "\n", tmp_path)
    assert [goal.name for goal in found.goals] == [
        "5岁以下儿童贫血率（%）",
        "5岁以下儿童生长迟缓率（%）",
        "3岁以下儿童系统管理率（%）",
    ]
    assert {goal.domain for goal in found.goals} == {"儿童与健康"} and {goal.part for goal in found.goals} == {
        "children"
    }


def test_only_goals_are_read_not_the_measures_nor_what_was_reached(tmp_path):
    text = "示例县妇女发展规划（2021—2030年）\n一、妇女与健康\n主要目标：\n1．剖宫产率降至30%以下。\n策略措施：\n1．产前筛查率达到90%以上。\n"
    _, found = review_of(text, tmp_path)
    assert [(goal.name, goal.domain) for goal in found.goals] == [("剖宫产率（%）", "妇女与健康")]


def test_a_table_in_english_with_headings_of_two_rows_is_read(tmp_path):
    head = "<tr><th rowspan=2>Indicator</th><th rowspan=2>Unit</th><th rowspan=2>Baseline 2025</th><th colspan=2>Target 2035</th></tr><tr><th>Prefecture</th><th>County</th></tr>"
    body = (
        "<tr><td>Maternal mortality ratio</td><td>per 100,000</td><td>23.2</td><td>&lt; 12</td><td>below 14</td></tr>"
    )
    page = f"<h1>Plan for the development of women 2026-2035 of Example County</h1><table>{head}{body}</table>"
    (tmp_path / "plan.html").write_text(page, encoding="utf-8")
    found = proposals_of(read_document(tmp_path / "plan.html"))
    (goal,) = found.goals
    assert (goal.target, goal.above, goal.proposed.key) == ("below 14", "< 12", ("maternal_mortality", "total"))
    assert goal.baseline.values == {2025: "23.2"} and (found.facts.district, found.facts.last) == (
        "Example County",
        2035,
    )


def test_values_beside_the_targets_are_their_baseline_and_a_middle_column_an_interim_target(tmp_path):
    rows = [
        "示例市妇女发展规划（2021—2030年）",
        "妇女发展主要指标",
        "序号\t指标\t单位\t2020年\t2025年目标\t2030年目标\t属性\t责任单位",
        "1\t孕产妇死亡率\t1/10万\t9.8\t≤9\t≤8\t约束性\t市卫生健康委",
        "2\t孕产妇系统管理率\t%\t95.2\t≥95\t≥96\t预期性\t市卫生健康委",
    ]
    plan = imported("\n".join(rows) + "\n", tmp_path)
    target = plan.target("maternal_mortality")
    assert plan.period.interim == (2025,) and target.interim[2025].value == 9 and target.unit == "1/10万"
    assert plan.series_of(target.code).latest.value == 9.8 and plan.levels.own.zh == "市"


def test_a_printed_value_that_cannot_be_right_is_kept_out_of_trends_and_told(tmp_path, capsys):
    rows = ["示例县妇女发展规划（2021—2030年）", "妇女发展主要指标", "指标\t单位\t2020年\t2030年目标\t责任单位"]
    rows += ["孕产妇系统管理率\t%\t952\t≥96\t县卫生健康局", "孕产妇死亡率\t1/10万\t14.6\t≤12\t县卫生健康局"]
    review, _ = review_of("\n".join(rows) + "\n", tmp_path)
    filled = reviewing.fill(review, tmp_path / "filled.xlsx")
    assert main(["import-plan", "--confirm", str(filled), "-o", str(tmp_path / "made")]) == 0
    assert "set aside" in capsys.readouterr().out
    plan = kz.load_plan(tmp_path / "made")
    assert len(plan.series_of("W01")) == 0 and plan.series_of("W02").latest.value == 14.6


def test_no_input_is_changed_and_a_workbook_of_another_kind_is_refused(tmp_path):
    review, _ = review_of(TITLE + "孕产妇死亡率控制在12/10万以下。\n", tmp_path)
    before = review.read_bytes(), (tmp_path / "plan.txt").read_bytes()
    filled = reviewing.fill(review, tmp_path / "filled.xlsx")
    kept = filled.read_bytes()
    write_folder(read_review(filled), tmp_path / "made")
    assert (review.read_bytes(), (tmp_path / "plan.txt").read_bytes()) == before and filled.read_bytes() == kept
    book = openpyxl.Workbook()
    book.save(tmp_path / "other.xlsx")
    with pytest.raises(kz.Refusal, match="has no sheet"):
        read_review(tmp_path / "other.xlsx")


def test_the_command_refuses_in_a_sentence(tmp_path, capsys):
    assert main(["import-plan", "-o", str(tmp_path / "x")]) == 2
    assert "--confirm" in capsys.readouterr().err
    (tmp_path / "empty.txt").write_text("没有目标的文件。\n", encoding="utf-8")
    assert main(["import-plan", str(tmp_path / "empty.txt"), "-o", str(tmp_path / "x"), "--lang", "zh"]) == 2
    assert "没有找到目标" in capsys.readouterr().err and not (tmp_path / "x").exists()


def test_a_target_of_nothing_is_proposed_as_one_that_is_good_when_low(tmp_path):
    _, found = review_of(TITLE + "农村妇女贫困发生率为0。\n村内纠纷积压为0件。\n", tmp_path)
    assert [(goal.known, goal.rule.words) for goal in found.goals] == [(None, "<= 0")] * 2
    assert [direction_of(goal.name, goal.rule) for goal in found.goals] == ["down", "down"]
