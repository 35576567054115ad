"""What people do to a workbook: columns moved, rows hidden, words beside the figures; nothing is lost without a word."""

import datetime

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from returned import queries_of, typist

from kzplan.returns import layout
from kzplan.returns.check import check


@pytest.fixture
def form(forms, tmp_path):
    return typist(forms, tmp_path)


RAISED = CellRichText("6.3", TextBlock(InlineFont(vertAlign="superscript"), "2"))


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


@pytest.mark.parametrize(
    "mark",
    ['{"form": "年度监测数据报送表", "year": [1]}', '{"form": "年度监测数据报送表", "year": "abc"}', "[" * 30000],
)
def test_a_tampered_mark_stops_nothing(form, plan, mark):
    def tampered(book, sheet, at, row):
        book[layout.MARK]["A1"].value = mark

    entries, _ = check([form("C08", {"本年值": 95.1}, tampered)], plan)
    assert entries[0].numbers == {"value": 95.1}


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
