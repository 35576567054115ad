"""What a person does to a review outside the columns that are theirs is told, never taken in silence."""

import shutil
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import reviewing

import kzplan as kz
from kzplan.cli import main
from kzplan.importing.confirmed import read_review
from kzplan.importing.edited import ORIGINALS
from kzplan.importing.folder import write_folder
from kzplan.importing.proposals import proposals_of
from kzplan.importing.reading import read_document
from kzplan.importing.review import write_review
from kzplan.returns import layout

TEXT = (
    "示例县妇女发展规划（2021—2030年）\n\n一、发展基础\n2020年，全县孕产妇死亡率为14.6/10万。\n二、主要目标\n（一）妇女与健康\n"
    "1．孕产妇死亡率控制在12/10万以下。\n2．孕产妇系统管理率达到95%以上。\n"
)


@pytest.fixture(scope="module")
def untouched(tmp_path_factory):
    """The review as it is written; to be read only."""
    folder = tmp_path_factory.mktemp("review")
    (folder / "plan.txt").write_text(TEXT, encoding="utf-8")
    return write_review(proposals_of(read_document(folder / "plan.txt")), folder / "review.xlsx")


@pytest.fixture()
def review(untouched, tmp_path):
    return Path(shutil.copy(untouched, tmp_path))


def filled(review, change=lambda sheet, row: {}):
    return reviewing.fill(review, review.with_name("filled.xlsx"), change)


def written(column, text, sheet="目标", number="1"):
    return lambda name, row: {column: text} if name == sheet and row.get("序") == number else {}


@pytest.mark.parametrize(
    ("column", "text", "instead"),
    [
        ("目标", "控制在9/10万以下", "改为目标"),
        ("指标名称", "产妇死亡率（1/10万）", "改为名称"),
        ("拟用指标", "infant_mortality", "改为指标"),
        ("基期值", "2020年11", "正文数据"),
        ("读作", "不大于9", "改为目标"),
    ],
)
def test_a_printed_cell_that_was_written_over_is_a_fault_that_says_where_the_change_belongs(
    review, column, text, instead
):
    with pytest.raises(kz.PlanError) as caught:
        read_review(filled(review, written(column, text)))
    (fault,) = [one for one in caught.value.faults if one.column == column]
    assert instead in fault.text("zh") and "恢复" in fault.text("zh") and fault.row > 1


def test_a_formula_without_a_result_is_a_fault(review):
    change = {"指标决定": "修改", "改为目标": '="≤"&11'}
    with pytest.raises(kz.PlanError, match="formula") as caught:
        read_review(filled(review, lambda sheet, row: change if sheet == "目标" and row["序"] == "1" else {}))
    assert caught.value.faults[0].column == "改为目标"


def test_a_cell_that_has_no_column_for_its_change_is_taken_as_it_stands_and_told(review, tmp_path, capsys):
    done = filled(review, written("属性", "约束性"))
    assert [edit[2:] for edit in read_review(done).edited] == [("属性", "", "约束性")]
    assert main(["import-plan", "--confirm", str(done), "-o", str(tmp_path / "made"), "--lang", "zh"]) == 0
    assert "“属性”由“”改为“约束性”" in capsys.readouterr().out
    assert kz.load_plan(tmp_path / "made").target("W01").nature == "binding"


def test_a_row_taken_out_of_a_sheet_is_listed_as_left_out(review, tmp_path, capsys):
    done = filled(review)
    book = openpyxl.load_workbook(done)
    sheet = book["目标"]
    row = next(cell.row for line in sheet.iter_rows() for cell in line if cell.value == "孕产妇系统管理率（%）")
    sheet.delete_rows(row)
    book.save(done)
    assert main(["import-plan", "--confirm", str(done), "-o", str(tmp_path / "made"), "--lang", "zh"]) == 0
    assert "未写入：目标（该行已从表中删去） 孕产妇系统管理率" in capsys.readouterr().out


def test_a_review_without_the_rows_as_they_were_written_is_refused(review):
    book = openpyxl.load_workbook(review)
    assert book[ORIGINALS].sheet_state == "hidden"
    del book[ORIGINALS]
    book.save(review.with_name("other.xlsx"))
    with pytest.raises(kz.Refusal, match=ORIGINALS):
        read_review(review.with_name("other.xlsx"))


def test_columns_may_be_moved_and_rows_sorted(review):
    done = filled(review)
    book = openpyxl.load_workbook(done)
    sheet = book["目标"]
    top = next(cell.row for line in sheet.iter_rows() for cell in line if cell.value == "序")
    rows = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=top + 1)]
    for line, values in zip(sheet.iter_rows(min_row=top + 1), rows[::-1], strict=True):
        for cell, value in zip(line, values, strict=True):
            cell.value = value
    book.save(done)
    found = read_review(done)
    assert found.edited == [] and found.left == [] and len(found.goals) == 2


def test_a_figure_without_its_year_is_a_fault_with_its_cell(review):
    path = filled(review, written("年份", "", "正文数据"))
    with pytest.raises(kz.PlanError) as problem:
        read_review(path)
    assert problem.value.to_frame()[["file", "column"]].to_numpy().tolist() == [["正文数据", "年份"]]


def test_a_review_whose_hidden_sheet_was_damaged_is_refused(review):
    path = filled(review)
    book = openpyxl.load_workbook(path)
    sheet = book[ORIGINALS]
    sheet.cell(2, 3).value = sheet.cell(2, 3).value[:-4]
    book.save(path)
    with pytest.raises(kz.KzplanError, match=r"hidden sheet .* is damaged"):
        read_review(path)


def of_births(text):
    return lambda name, row: {"改为": text} if name == "规划" and row.get("项目") == "年活产数" else {}


def test_live_births_written_in_the_review_stand_in_the_folder_and_bring_chance_into_the_odds(review, tmp_path, capsys):
    bare, born = (
        write_folder(read_review(filled(review, of_births(text))), tmp_path / name)
        for name, text in (("bare", ""), ("born", "2023年7102；2024年7,528人"))
    )
    assert born.outside("活产数(当年)", "示例县")[["year", "value", "unit"]].values.tolist() == [
        [2023, 7102, "人"],
        [2024, 7528, "人"],
    ]
    without, known = (kz.project(plan, "W01") for plan in (bare, born))
    assert (without.case.births, known.case.births) == (None, 7315) and known.p_published > 0
    forms = [layout.needed(plan, 2025)["W01"] for plan in (bare, born)]
    assert "没有年活产数" in forms[0] and "分子、分母" in forms[0] and "名活产计" in forms[1]
    assert "没有年活产数" in without.sentence("zh") and "没有年活产数" not in known.sentence("zh")


@pytest.mark.parametrize("text", ["7102", "2023年7.1万", "2023年7102，2023年7201", "2023年0", "约七千"])
def test_live_births_that_are_not_years_and_numbers_are_a_fault_of_their_row(review, text):
    with pytest.raises(kz.PlanError) as caught:
        read_review(filled(review, of_births(text)))
    assert [(one.file, one.column) for one in caught.value.faults] == [("规划", "年活产数")]


def test_a_folder_without_births_is_told_when_it_is_written(review, tmp_path, capsys):
    done = filled(review)
    assert main(["import-plan", "--confirm", str(done), "-o", str(tmp_path / "made"), "--lang", "zh"]) == 0
    assert "注意：规划没有年活产数，孕产妇、儿童死亡率的推算未计入" in capsys.readouterr().out


def test_the_outlook_in_chinese_says_in_chinese_why_a_baseline_serves(review, tmp_path):
    write_folder(read_review(filled(review)), tmp_path / "made")
    notes = {}
    for lang in ("en", "zh"):
        main(["outlook", "--plan", str(tmp_path / "made"), "--csv", str(tmp_path / f"{lang}.csv"), "--lang", lang])
        notes[lang] = set(pd.read_csv(tmp_path / f"{lang}.csv")["note"])
    assert "导入核对时确认" in notes["zh"] and "Confirmed in the review of the document" in notes["en"]
    assert not any(text.isascii() for text in notes["zh"]) and all(text.isascii() for text in notes["en"])


def plan_of(done, tmp_path, *more):
    assert main(["import-plan", "--confirm", str(done), "-o", str(tmp_path / "made"), *more]) == 0
    return kz.load_plan(tmp_path / "made")


def test_a_baseline_that_a_person_writes_is_the_targets_own_with_its_reason(review, tmp_path):
    own = {"补充基期值": "91.2", "补充基期年份": "2020", "理由": "县卫生统计年报2020年"}
    change = lambda sheet, row: own if sheet == "目标" and row["序"] == "2" else {}  # noqa: E731
    plan = plan_of(filled(review, change), tmp_path)
    table = kz.outlook(plan).set_index("code")
    assert (table.loc["W02", "latest_value"], table.loc["W02", "latest_year"]) == (91.2, 2020)
    assert str(plan.target("W02").comparability) == "B"
    assert table.loc["W02", "note"] == plan.target("W02").reason.zh == own["理由"]


@pytest.mark.parametrize(
    ("own", "column"),
    [
        ({"补充基期值": "约九成"}, "补充基期值"),
        ({"补充基期年份": ""}, "补充基期年份"),
        ({"补充基期年份": "2024"}, "补充基期年份"),
        ({"基期决定": ""}, "基期决定"),
    ],
)
def test_what_is_wrong_with_a_baseline_that_a_person_writes_is_a_fault_of_its_cell(review, own, column):
    said = {"补充基期值": "91.2", "补充基期年份": "2020"} | own
    with pytest.raises(kz.PlanError) as problem:
        read_review(filled(review, lambda sheet, row: said if sheet == "目标" and row["序"] == "2" else {}))
    assert [(one.file, one.column) for one in problem.value.faults] == [("目标", column)]


@pytest.mark.parametrize(
    ("decision", "said"),
    [("", "已列出基期，导入核对时未确认"), ("删除", "导入核对时不采用所列基期"), ("确认", "导入核对时确认")],
)
def test_why_there_is_no_baseline_tells_what_was_not_offered_from_what_was_not_confirmed(
    review, tmp_path, decision, said
):
    plan = plan_of(filled(review, written("基期决定", decision)), tmp_path)
    assert plan.target("W01").reason.zh == said
    assert plan.target("W02").reason.zh == "规划文件中没有读到基期数据"


def test_a_persons_own_reason_stands_in_both_languages(review, tmp_path):
    plan = plan_of(filled(review, written("理由", "口径一致，数据来自妇幼年报")), tmp_path)
    assert {plan.target("W01").reason.en, plan.target("W01").reason.zh} == {"口径一致，数据来自妇幼年报"}


@pytest.mark.parametrize("text", ["NaN", "1e999", "九十", "98.5以上", "1:2"])
def test_a_value_written_in_the_place_of_one_read_must_be_a_number(review, text):
    def change(sheet, row):
        return {"指标决定": "修改", "改为数值": text} if sheet == "正文数据" and row["序"] == "1" else {}

    with pytest.raises(kz.PlanError) as refused:
        read_review(filled(review, change))
    assert [fault.column for fault in refused.value.faults] == ["改为数值"]


def test_the_command_that_is_told_can_be_typed_where_a_folder_has_a_space_in_its_name(tmp_path, capsys):
    path = tmp_path / "规 划.txt"
    path.write_text("到2030年，孕产妇死亡率控制在8/10万以下。", encoding="utf-8")
    assert main(["import-plan", str(path), "-o", str(tmp_path / "核 对"), "--lang", "zh"]) == 0
    told = capsys.readouterr().out.splitlines()
    written = next(line for line in told if line.endswith(".xlsx"))
    assert f'--confirm "{written}"' in told[-1]


def test_the_review_and_both_guides_say_that_the_sheets_of_figures_want_a_choice_too(review):
    book = openpyxl.load_workbook(review)
    about = {sheet.title: "".join(str(row[0].value or "") for row in sheet.iter_rows(max_row=25)) for sheet in book}
    assert "三张表都要选" in about["目标"] and "可直接填在“类别”“属性”两列" in about["目标"]
    for name in ("上期指标", "正文数据"):
        assert "没有确认的行，“目标”表中不能用作基期" in about[name]
    assert "本规划目标表中的现状值、基期值" in about["上期指标"]
    for guide in ("README.md", "README.zh.md"):
        text = (Path(__file__).parents[1] / guide).read_text(encoding="utf-8")
        step = next(line for line in text.splitlines() if line.startswith("2. ") and "基期决定" in line)
        assert "上期指标" in step and "正文数据" in step and "2020年" in step
