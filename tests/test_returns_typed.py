"""How people really type figures: what is read as meant, what is named; nothing is read as another number or lost without a word."""

import datetime

import pytest
from filling import fill_cells, fill_form
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.formula import ArrayFormula
from returned import queries_of, typist

from kzplan.returns import layout
from kzplan.returns.check import check
from kzplan.returns.workbook import read_cells


@pytest.fixture
def cells():
    """Path of a form → its cells, for the forms that are filled and not saved."""
    return {}


@pytest.fixture
def form(forms, tmp_path, cells):
    return typist(forms, tmp_path, cells)


@pytest.fixture
def queries(cells, plan):
    """The queries of a filled form."""
    return lambda path: queries_of(path, plan, read=cells.get)


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
def test_what_could_be_another_number_is_named_and_not_read(form, queries, code, written):
    found = queries(form(code, {"本年值": written}))
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
def test_what_is_plainly_meant_is_read(form, cells, plan, code, written, value):
    entries, found = check([form(code, {"本年值": written})], plan, read=cells.get)
    assert not (found["severity"] == "certain").any() and entries[0].numbers["value"] == pytest.approx(value, abs=1e-4)


@pytest.mark.parametrize("written", ["–", "――", "─", "n/a", "不适用", "未开展。", "（未开展）", "无此数据", "暂缺"])
def test_no_figure_can_be_said_in_many_ways(form, cells, plan, written):
    entries, found = check([form("C05", {"本年值": written, "备注": "2026年开展"})], plan, read=cells.get)
    assert not len(found) and entries[0].numbers == {}


@pytest.mark.parametrize(
    "heading", ["最近一次报送", "2020年", "区2030年目标", "责任单位", "指标解释", "单位", "审核人", "数据来源"]
)
def test_a_number_one_column_off_is_named(form, queries, heading):
    found = queries(form("C05", {heading: 6.2}))
    assert found["severity"].tolist() == ["certain"] and found["heading"].tolist() == [heading]


def test_a_share_typed_as_a_fraction_is_asked_about(form, queries):
    assert queries(form("C11", {"本年值": 0.66}))["severity"].tolist() == ["question"]


@pytest.mark.parametrize("note", ["本年值为95.1%", "95.1（初步）", "尚未统计"])
def test_what_stands_in_a_row_without_a_value_is_asked_about(form, queries, note):
    assert queries(form("C08", {"备注": note}))["severity"].tolist() == ["question"]


DASHED = dict.fromkeys(("分子", "分母", "女性", "男性", "城镇", "农村"), "—")


@pytest.mark.parametrize(
    "cells", [{"本年值": "无数据", **DASHED}, dict.fromkeys(["本年值", *DASHED], "/"), {"本年值": 95.1, **DASHED}]
)
def test_dashes_drawn_through_a_row_do_not_block(form, queries, cells):
    assert not (queries(form("C08", cells))["severity"] == "certain").any()


def test_what_is_not_saved_is_read_as_it_would_be_from_a_file(forms, tmp_path):
    plain = [written for _, written, *_ in (*CERTAIN, *READ) if isinstance(written, str)] + [
        "—",
        "。",
        6.2,
        0.66,
        95.1,
        7.0,
    ]
    codes = [row[0].content for row in fill_cells(forms["区卫生健康委"], {})[layout.SHEET].rows[3:]]
    for at in range(0, len(plain), len(codes)):
        values = {code: {"本年值": one, "备注": one} for code, one in zip(codes, plain[at:], strict=False)}
        fill_form(forms["区卫生健康委"], values)[0].save(tmp_path / "back.xlsx")
        assert read_cells(tmp_path / "back.xlsx") == fill_cells(forms["区卫生健康委"], values)
