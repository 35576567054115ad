"""How people really type figures: what is read as meant, what is named; nothing is read as another number or lost without a word."""

import datetime

import openpyxl
import pandas as pd
import pytest
from filling import opened
from loading import reloaded
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.formula import ArrayFormula

from kzplan.plan import store
from kzplan.returns import layout
from kzplan.returns.check import check
from kzplan.returns.merge import Blocked, merge

DAY = datetime.date(2026, 3, 1)
DEPARTMENTS = {
    "W41": "区妇联",
    "W48": "区公安局",
    "C27": "区残联",
    "W24": "区委组织部",
    "W36": "区人力社保局",
    "W43": "区城管局",
    "C11": "区教委",
    "W31": "区委组织部",
}


@pytest.fixture
def form(forms, tmp_path):
    """Write a form with cells of one row filled, damaged as a person might, and return its path."""

    def written(code, cells, damage=None, name="back.xlsx", department=None):
        book = opened(forms[department or DEPARTMENTS.get(code, "区卫生健康委")])
        sheet = book[layout.SHEET]
        at = {cell.value: cell.column for cell in sheet[3]}
        row = next(cells_[0].row for cells_ in sheet.iter_rows(min_row=4) if cells_[0].value == code)
        for heading, value in cells.items():
            cell = sheet.cell(row, at[heading])
            cell.value, cell.number_format = value if isinstance(value, tuple) else (value, cell.number_format)
        if damage:
            damage(book, sheet, at, row)
        book.save(tmp_path / name)
        return tmp_path / name

    return written


def queries_of(path, plan, **options):
    return check([path], plan, **options)[1]


STRUCK = CellRichText(TextBlock(InlineFont(strike=True), "12"), "15")
RAISED = CellRichText("6.3", TextBlock(InlineFont(vertAlign="superscript"), "2"))
CERTAIN = [
    ("W41", "3\n5"),
    ("W48", "12\n13"),
    ("C27", "2 80"),
    ("C08", "9 5.1"),
    ("C05", "6.3①"),
    ("C05", "6.3²"),
    ("W48", "12①"),
    ("C05", RAISED),
    ("W48", STRUCK),
    ("C05", "3.2‰"),
    ("C04", "0.31%"),
    ("C04", (0.0031, "0.00%")),
    ("W03", "0.1‰"),
    ("W24", "7人"),
    ("W06", "1例"),
    ("W36", "362000人"),
    ("W03", "1例"),
    ("C05", (3.2, '0.0"‰"')),
    ("W36", (231000, '0!.0,"万"')),
    ("W48", "一"),
    ("C08", ArrayFormula("L20", "=SUM(A1:A2)")),
    ("W43", (datetime.time(2, 3), "h:mm")),
]


@pytest.mark.parametrize(
    ("column", "said"), [("年份", "2023"), ("年度", "2023年"), ("地区", "万州区"), ("区县", "云阳县")]
)
def test_rows_of_another_year_or_place_are_not_merged(plan, tmp_path, column, said):
    path = tmp_path / "sent.csv"
    path.write_text(f"代码,本年值,{column}\nW04,92.1,{said}\n", encoding="utf-8")
    found = queries_of(path, plan, year=2024)
    assert "写明不是" in "".join(found.loc[found["severity"].eq("certain"), "why"])


@pytest.mark.parametrize("code, written", CERTAIN, ids=[f"{code} {written!s:.12}" for code, written in CERTAIN])
def test_what_could_be_another_number_is_named_and_not_read(form, plan, code, written):
    found = queries_of(form(code, {"本年值": written}), plan)
    assert (
        found["severity"].iloc[0] == "certain"
        and found["code"].iloc[0] == code
        and found["heading"].iloc[0] == "本年值"
    )


READ = [
    ("C27", "1 280", 1280),
    ("C27", "2８０", 280),
    ("W36", "23.1万", 23.1),
    ("W36", "23.1万人", 23.1),
    ("W48", "12起", 12),
    ("W03", "13.0/10万", 13.0),
    ("W43", "2:3", 0.6667),
    ("W43", "1∶1.5", 0.6667),
    ("W42", "106.5:100", 106.5),
    ("W03", "10.81/10万", 10.81),
    ("W03", "11/10万", 11),
    ("C27", "1 280人", 1280),
    ("C27", "280名", 280),
    ("C05", ".5", 0.5),
    ("C05", "6.3%。", 6.3),
    ("C05", (6.3, '0.0"%"'), 6.3),
    ("C05", (0.063, "0.0%"), 6.3),
    ("C05", "6.3\u200b", 6.3),
    ("C05", "6.3％", 6.3),
    ("C04", "4.2‰", 4.2),
]


@pytest.mark.parametrize("code, written, value", READ, ids=[f"{code} {written!s:.12}" for code, written, _ in READ])
def test_what_is_plainly_meant_is_read(form, plan, code, written, value):
    entries, found = check([form(code, {"本年值": written})], plan)
    assert not (found["severity"] == "certain").any() and entries[0].numbers["value"] == pytest.approx(value, abs=1e-4)


@pytest.mark.parametrize("written", ["–", "――", "─", "n/a", "不适用", "未开展。", "（未开展）", "无此数据", "暂缺"])
def test_no_figure_can_be_said_in_many_ways(form, plan, written):
    entries, found = check([form("C05", {"本年值": written, "备注": "2026年开展"})], plan)
    assert not len(found) and entries[0].numbers == {}


@pytest.mark.parametrize(
    "heading", ["最近一次报送", "2020年", "区2030年目标", "责任单位", "指标解释", "单位", "审核人", "数据来源"]
)
def test_a_number_one_column_off_is_named(form, plan, heading):
    found = queries_of(form("C05", {heading: 6.2}), plan)
    assert found["severity"].tolist() == ["certain"] and found["heading"].tolist() == [heading]


def second_value_column(book, sheet, at, row):
    sheet.insert_cols(at["本年值"])
    sheet.cell(3, at["本年值"]).value = "本年值（上报口径）"
    sheet.cell(row, at["本年值"]).value = 90.1


def renamed_column(book, sheet, at, row):
    sheet.cell(3, at["分子"]).value = "分子数"


def cleared_heading(book, sheet, at, row):
    sheet.cell(3, at["分子"]).value = None


def pushed_beyond(book, sheet, at, row):
    sheet.insert_rows(5, 2100)


def code_erased(book, sheet, at, row):
    sheet.cell(row, 1).value, sheet.cell(row, at["本年值"]).value = None, "约3.2"


def code_erased_beside_a_formula(book, sheet, at, row):
    sheet.cell(row, 1).value, sheet.cell(row, at["本年值"]).value = None, "=1+2"


def another_year_in_the_title(book, sheet, at, row):
    for line in sheet.iter_rows(max_row=2):
        for cell in line:
            if cell.value:
                cell.value = str(cell.value).replace("2025", "2024")


@pytest.mark.parametrize(
    "damage",
    [
        second_value_column,
        renamed_column,
        cleared_heading,
        pushed_beyond,
        code_erased,
        code_erased_beside_a_formula,
        another_year_in_the_title,
    ],
    ids=lambda f: f.__name__,
)
def test_nothing_is_lost_without_a_word(form, plan, damage):
    path = form("W03", {"本年值": 13.0, "分子": 1, "分母": 7690}, damage)
    assert (queries_of(path, plan)["severity"] == "certain").any()


def signed_below(book, sheet, at, row):
    sheet.cell(sheet.max_row + 2, 1).value = "填报人：张三"
    sheet.cell(sheet.max_row, at["本年值"]).value = "审核人：李四"
    sheet.cell(sheet.max_row + 1, 1).value = "填报日期"
    sheet.cell(sheet.max_row, at["分子"]).value = datetime.date(2026, 1, 5)


def heading_repeated(book, sheet, at, row):
    last = sheet.max_row + 1
    for heading, column in at.items():
        sheet.cell(last, column).value = heading


def numbered_column(book, sheet, at, row):
    sheet.insert_cols(1)
    sheet.cell(3, 1).value = "序号"


@pytest.mark.parametrize("damage", [signed_below, heading_repeated, numbered_column], ids=lambda f: f.__name__)
def test_signatures_repeated_headings_and_a_numbering_do_not_block(form, plan, damage):
    entries, found = check([form("W03", {"本年值": 13.0, "分子": 1, "分母": 7690}, damage)], plan)
    assert len(entries) == 1 and not len(found)


def csv_of(tmp_path, text, name="back.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "text, why",
    [
        ("代码,本年值,分子\nC23,1,234,\n", "没有未加引号"),
        ('代码,本年值,备注\nW04,92.1,"示例\nC08,95\n', "引号"),
        ("代码,本年值\n" + "".join(f"X{i},1\n" for i in range(2000)), "代码"),
        ("<table>代码</table>" + "y" * 300000, "报送表"),
    ],
    ids=["a comma too many", "a quotation mark too few", "another table", "a page of the web"],
)
def test_text_files_that_would_lose_rows_are_refused_in_one_line(plan, tmp_path, text, why):
    found = queries_of(csv_of(tmp_path, text), plan, year=2025)
    assert (found["severity"] == "certain").sum() == 1 and len(found) == 1


@pytest.mark.parametrize("year", [1999, 2035])
def test_a_year_outside_the_plan_is_refused(plan, tmp_path, year):
    assert "不在规划期内" in queries_of(csv_of(tmp_path, "代码,本年值\nC08,95\n"), plan, year=year)["why"].iloc[0]


def test_the_year_a_text_file_states_is_not_overruled(plan, tmp_path):
    path = csv_of(tmp_path, "报送年份：2024年\n代码,本年值\nC08,95\n")
    assert check([path], plan)[0][0].year == 2024
    assert (queries_of(path, plan, year=2025)["severity"] == "certain").all()


@pytest.mark.parametrize(
    "mark",
    ['{"form": "年度监测数据报送表", "year": [1]}', '{"form": "年度监测数据报送表", "year": "abc"}', "[" * 30000],
)
def test_a_tampered_mark_stops_nothing(form, plan, mark):
    def tampered(book, sheet, at, row):
        book[layout.MARK]["A1"].value = mark

    entries, _ = check([form("C08", {"本年值": 95.1}, tampered)], plan)
    assert entries[0].numbers == {"value": 95.1}


def test_a_share_typed_as_a_fraction_is_asked_about(form, plan):
    assert queries_of(form("C11", {"本年值": 0.66}), plan)["severity"].tolist() == ["question"]


def test_joint_targets_with_sources_of_their_own_settle(form, plan_copy):
    paths = [
        form("W31", {"本年值": 40, "数据来源": f"{name}台账"}, None, f"{name}.xlsx", name)
        for name in ("区委组织部", "区国资委")
    ]
    first = merge(paths, reloaded(plan_copy), "甲", today=DAY)
    assert (first.added, first.revised) == (1, 0)
    before = (plan_copy / "observations.csv").read_bytes()
    for _ in range(3):
        assert merge(paths, reloaded(plan_copy), "甲", today=DAY).revised == 0
    assert (plan_copy / "observations.csv").read_bytes() == before


def test_a_department_without_the_figure_does_not_take_anothers_away(form, plan_copy):
    paths = [
        form("W31", {"本年值": 40}, None, "a.xlsx", "区委组织部"),
        form("W31", {"本年值": "无数据"}, None, "b.xlsx", "区国资委"),
    ]
    assert check(paths, reloaded(plan_copy))[1]["severity"].tolist() == ["question"]
    for order in (paths, paths[::-1]):
        merge(order, reloaded(plan_copy), "甲", today=DAY)
        assert reloaded(plan_copy).returned["value"].tolist() == [40]
        (plan_copy / "observations.csv").unlink()
    for path in paths[::-1]:
        merge([path], reloaded(plan_copy), "甲", today=DAY)
    assert reloaded(plan_copy).returned["value"].tolist() == [40]


def test_strata_of_a_total_that_was_revised_without_them_are_withdrawn_but_kept_on_record(form, plan_copy):
    merge([form("C08", {"本年值": 95.0, "城镇": 95.5, "农村": 94.5})], reloaded(plan_copy), "甲", today=DAY)
    merge([form("C08", {"本年值": 90.0}, None, "b.xlsx")], reloaded(plan_copy), "甲", "重新核算", today=DAY)
    frame = store.read(plan_copy)[0]
    assert store.current(frame).dropna(subset=["value"])["stratum"].tolist() == ["total"]
    assert sorted(frame.dropna(subset=["value"])["value"]) == [90.0, 94.5, 95.0, 95.5]


def struck_whole(book, sheet, at, row):
    sheet.cell(row, at["本年值"]).font = openpyxl.styles.Font(strike=True)


def merged_down(book, sheet, at, row):
    sheet.merge_cells(start_row=row, end_row=row + 1, start_column=at["本年值"], end_column=at["本年值"])


def status_renamed(book, sheet, at, row):
    sheet.cell(3, at["数据状态"]).value, sheet.cell(row, at["数据状态"]).value = "状态", "核定数"


def words_under_a_renamed_heading(book, sheet, at, row):
    sheet.cell(3, at["分母"]).value, sheet.cell(row, at["分母"]).value = "分母数", "7690人"


def far_below(book, sheet, at, row):
    sheet.cell(30000, 1).value, sheet.cell(30000, at["本年值"]).value = "C08", 95


def hidden_copy(book, sheet, at, row):
    book.copy_worksheet(sheet).sheet_state = "hidden"


@pytest.mark.parametrize(
    "damage",
    [struck_whole, merged_down, status_renamed, words_under_a_renamed_heading, far_below, hidden_copy],
    ids=lambda f: f.__name__,
)
def test_what_the_eye_sees_in_a_workbook_is_seen(form, plan, damage):
    assert (queries_of(form("W05a", {"本年值": 85.0}, damage), plan)["severity"] == "certain").any()


def annotated(book, sheet, at, row):
    sheet.cell(row, at["本年值"]).comment = openpyxl.comments.Comment("应为92.1", "张三")


def corrected_beside(book, sheet, at, row):
    sheet.cell(3, sheet.max_column + 1).value = "修正后"
    sheet.cell(row, sheet.max_column).value = "96.2%左右"


@pytest.mark.parametrize("damage", [annotated, corrected_beside], ids=lambda f: f.__name__)
def test_a_second_figure_beside_the_value_is_asked_about(form, plan, damage):
    assert queries_of(form("C08", {"本年值": 95.13}, damage), plan)["severity"].tolist() == ["question"]


@pytest.mark.parametrize("note", ["本年值为95.1%", "95.1（初步）", "尚未统计"])
def test_what_stands_in_a_row_without_a_value_is_asked_about(form, plan, note):
    assert queries_of(form("C08", {"备注": note}), plan)["severity"].tolist() == ["question"]


DASHED = dict.fromkeys(("分子", "分母", "女性", "男性", "城镇", "农村"), "—")


@pytest.mark.parametrize(
    "cells", [{"本年值": "无数据", **DASHED}, dict.fromkeys(["本年值", *DASHED], "/"), {"本年值": 95.1, **DASHED}]
)
def test_dashes_drawn_through_a_row_do_not_block(form, plan, cells):
    assert not (queries_of(form("C08", cells), plan)["severity"] == "certain").any()


def ledger(book, sheet, at, row):
    for i in range(2500):
        book["工作情况"].cell(i + 20, 3).value = i


def struck_elsewhere(book, sheet, at, row):
    book["工作情况"].cell(row, at["本年值"]).value = RAISED


def note_above(book, sheet, at, row):
    sheet["C1"].value = str(sheet["C1"].value)
    sheet["A1"].value = "请对照2024年年度监测数据报送表填报"


@pytest.mark.parametrize("damage", [ledger, struck_elsewhere, note_above], ids=lambda f: f.__name__)
def test_what_stands_beside_the_form_does_not_block_it(form, plan, damage):
    entries, found = check([form("C08", {"本年值": 95.1}, damage)], plan)
    assert len(entries) == 1 and not len(found)


@pytest.mark.parametrize(
    "text",
    ["代码,本年值\nC08,95,,,\n", '代码,本年值,备注\nC08,95,"同公安局核对\nC04口径同"\n'],
    ids=["trailing commas", "a note of two lines"],
)
def test_legal_text_files_are_read(plan, tmp_path, text):
    entries, found = check([csv_of(tmp_path, text)], plan, year=2025)
    assert [entry.numbers for entry in entries] == [{"value": 95.0}] and not (found["severity"] == "certain").any()


def test_strata_are_withdrawn_once_however_many_totals_come_in(form, plan_copy):
    merge([form("C04", {"本年值": 5.5, "城镇": 5.0, "农村": 6.0})], reloaded(plan_copy), "甲", today=DAY)
    both = [
        form("C04", {"本年值": 2.0}, None, "a.xlsx"),
        form("C04", {"本年值": 2.0, "分子": 15, "分母": 7500}, None, "b.xlsx", "区公安局"),
    ]
    merge(both, reloaded(plan_copy), "甲", "重新核算", today=DAY)
    assert reloaded(plan_copy).returned.dropna(subset=["value"])["stratum"].tolist() == ["total"]
    with pytest.raises(ValueError, match="twice"):
        frame = store.read(plan_copy)[0]
        store.write(pd.concat([frame, frame]), plan_copy)


def test_a_stratum_that_is_now_said_to_have_no_figure_is_withdrawn(form, plan_copy):
    merge([form("C08", {"本年值": 95.0, "城镇": 95.5, "农村": 94.5})], reloaded(plan_copy), "甲", today=DAY)
    merge(
        [form("C08", {"本年值": 95.0, "城镇": "无数据", "农村": "无数据"}, None, "b.xlsx")],
        reloaded(plan_copy),
        "甲",
        "撤回",
        today=DAY,
    )
    assert reloaded(plan_copy).returned.dropna(subset=["value"])["stratum"].tolist() == ["total"]


def test_no_figure_after_a_figure_needs_a_reason_and_a_provisional_one_after_a_final_one_is_asked_about(
    form, plan_copy
):
    merge([form("C08", {"本年值": 95.0, "数据状态": "初步数"})], reloaded(plan_copy), "甲", today=DAY)
    silent = form("C08", {"本年值": "无数据", "数据状态": "核定数"}, None, "b.xlsx")
    assert "以前报送过95" in queries_of(silent, reloaded(plan_copy))["why"].iloc[0]
    with pytest.raises(Blocked, match="C08"):
        merge([silent], reloaded(plan_copy), "甲", today=DAY)
    merge([form("C08", {"本年值": 95.2, "数据状态": "核定数"}, None, "c.xlsx")], reloaded(plan_copy), "甲", today=DAY)
    later = form("C08", {"本年值": 92.2, "数据状态": "初步数"}, None, "d.xlsx")
    assert "入库而不采用" in queries_of(later, reloaded(plan_copy))["why"].iloc[0]


def test_a_plan_loaded_before_another_merge_does_not_hide_a_disagreement(form, plan_copy):
    plan = reloaded(plan_copy)
    merge([form("C04", {"本年值": 5.5})], plan, "甲", today=DAY)
    with pytest.raises(Blocked):
        merge([form("C04", {"本年值": 5.9}, None, "b.xlsx", "区公安局")], plan, "乙", "核对", today=DAY)
