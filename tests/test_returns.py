"""Returns: filled forms are checked by the audit's rules; what is in doubt is named with its cell."""

import datetime
from dataclasses import replace

import openpyxl
import pytest
from filling import fill_cells
from loading import reloaded
from returned import DAY, GOOD, changed, filler

from kzplan import cli
from kzplan.returns import layout
from kzplan.returns.check import check
from kzplan.returns.form import write_forms
from kzplan.returns.merge import Blocked, merge


@pytest.fixture
def fill(forms, tmp_path):
    return filler(forms["区卫生健康委"], tmp_path)


@pytest.fixture
def kept(plan, plan_copy):
    """The shipped plan as it stands in a copy of its folder, without reading it anew."""
    copy = replace(plan, folder=plan_copy)
    copy.__dict__.update(plan.__dict__, folder=plan_copy)  # with what is worked out already
    return copy


def test_a_clean_form_is_not_blocked_however_it_was_typed(fill, plan):
    entries, queries = check([fill(GOOD)], plan)
    assert {entry.code for entry in entries} == set(GOOD) and not len(queries)
    values = {entry.code: entry.numbers.get("value") for entry in entries}
    assert values["C09"] == 93.5 and values["C06"] == 0.42 and values["W07"] is None


def moved_down(book, sheet, at):
    sheet.insert_rows(1, 3)


def renamed(book, sheet, at):
    sheet.title = "Sheet1"


def another_column_order(book, sheet, at):
    sheet.insert_cols(1)


@pytest.mark.parametrize("damage", [moved_down, renamed, another_column_order], ids=lambda f: f.__name__)
def test_rows_columns_and_sheets_may_move(fill, plan, damage):
    entries, queries = check([fill(GOOD, damage=damage)], plan)
    assert {entry.code for entry in entries} == set(GOOD) and not len(queries)


FAULTS = {
    "words for a number": (changed("C09", 本年值="约九成"), "C09", "本年值"),
    "a formula without a result": (changed("C09", 本年值="=A1+1"), "C09", "本年值"),
    "a formula in error": (changed("C09", 本年值="#REF!"), "C09", "本年值"),
    "a date": (changed("C09", 本年值=datetime.date(2025, 9, 3)), "C09", "本年值"),
    "yes for a number": (changed("C09", 本年值=True), "C09", "本年值"),
    "two numbers in a cell": (changed("C09", 本年值="93.5/91.2"), "C09", "本年值"),
    "a share above everyone": (changed("C09", 本年值=935), "C09", "本年值"),
    "a share below nothing": (changed("C09", 本年值=-2), "C09", "本年值"),
    "a share against its counts": (changed("W04", 本年值="82.30"), "W04", "本年值"),
    "a share ten times too small": (changed("W04", 本年值="9.23"), "W04", "本年值"),
    "more than the whole": (changed("W04", 分子=8000, 分母=7690), "W04", None),
    "a rate in another unit": (changed("W03", 本年值=0.13), "W03", "本年值"),
    "a total outside its strata": (changed("W04", 城镇=95.0, 农村=96.0), "W04", None),
    "newborns above infants": (changed("C01", 本年值=4.1), "C01", "本年值"),
    "infants above under-fives": (changed("C02", 本年值=6.6), "C02", "本年值"),
    "words for a count": (changed("W03", 分子="一例"), "W03", "分子"),
}


FAULTS |= {
    f"{damage} in {code}": (changed(code, **{heading: written}), code, heading)
    for damage, written in {
        "a number and a remark": "93.5（预计）",
        "an ideographic number": "九十三点五",
        "a percent sign twice": "93.5%%",
        "two dots": "93.5.1",
        "a letter O for a nought": "9O.5",
        "a comma in a wrong place": "93,5",
        "a slash date": "2025/9/3",
        "a division by nothing": "#DIV/0!",
        "a name that is missing": "#NAME?",
        "see elsewhere": "详见附件",
        "same as last year": "同上年",
        "a unit of ten thousand": "93.5万",
        "a tilde": "~93.5",
        "a question mark": "93.5?",
        "more or less": "93.5左右",
        "greater than": ">93.5",
        "an exponent": "9.35e1 %",
        "a negative": "-93.5",
    }.items()
    for code, heading in (("C09", "本年值"), ("W04", "分母"))
    if not (damage == "more or less" and heading == "分母")
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_certain_fault_is_named_with_its_cell_and_changes_nothing(fill, forms, kept, plan_copy, name):
    values, code, heading = FAULTS[name]
    plan, path = kept, fill(values)
    before = path.read_bytes()
    with pytest.raises(Blocked) as refused:
        merge([path], plan, "区统计局", today=DAY)
    certain = refused.value.queries
    named = certain[certain["code"].eq(code) & (certain["heading"].eq(heading) if heading else True)]
    assert len(named) and named["place"].str.fullmatch("[A-Z]+[0-9]+").all()
    row = int(named["place"].iloc[0].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    assert fill_cells(forms["区卫生健康委"], {})[layout.SHEET].rows[row - 1][0].content == code
    assert not (plan_copy / "observations.csv").exists() and path.read_bytes() == before


def test_a_leap_is_asked_about_and_does_not_block(fill, plan_copy):
    plan = reloaded(plan_copy)
    path = fill(changed("C08", 本年值=9.25))
    queries = check([path], plan)[1]
    assert queries["severity"].tolist() == ["question"] and queries["code"].tolist() == ["C08"]
    assert merge([path], plan, "区统计局", today=DAY).added > 0


def test_departments_that_report_a_joint_target_differently_are_both_asked(plan, tmp_path):
    paths = []
    for department, value in (("区卫生健康委", 5.5), ("区公安局", 5.9)):
        path = write_forms(plan, 2025, tmp_path, department)[0]
        book = openpyxl.load_workbook(path)
        sheet = book[layout.SHEET]
        at = {cell.value: cell.column for cell in sheet[3]}
        row = next(row for row in sheet.iter_rows(min_row=4) if row[0].value == "C04")
        sheet.cell(row[0].row, at["本年值"]).value = value
        book.save(path)
        paths.append(path)
    queries = check(paths, plan)[1]
    assert (
        queries["severity"].tolist() == ["certain"] * 2
        and set(queries["code"]) == {"C04"}
        and queries["file"].nunique() == 2
    )
    assert not len(check(paths[:1], plan)[1])


def mark_gone_and_no_year(book, sheet, at):
    del book[layout.MARK]


def test_a_form_of_another_year_is_not_taken_for_this_one(fill, plan):
    certain = check([fill(GOOD)], plan, year=2024)[1].query("severity == 'certain'")
    assert certain["found"].tolist() == ["2025年的报送表"]


def test_a_note_on_the_definition_is_asked_about(fill, plan):
    queries = check([fill(changed("C09", 备注="今年口径调整为常住人口"))], plan)[1]
    assert queries["severity"].tolist() == ["question"] and "口径" in queries["found"][0]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig"])
def test_a_csv_with_the_two_headings_is_enough(plan, tmp_path, encoding):
    path = tmp_path / "returned.csv"
    path.write_bytes(
        '某表\n代码,指标,本年值,分子,分母,备注\nW04,孕产妇系统管理率,９２.３０％,"7,098",7690,\nC09,,未开展,,,明年开展\n'.encode(
            encoding
        )
    )
    entries, queries = check([path], plan, year=2025)
    assert [(entry.code, entry.numbers) for entry in entries] == [
        ("W04", {"value": 92.3, "numerator": 7098, "denominator": 7690}),
        ("C09", {}),
    ]
    assert not len(queries)


def test_merged_cells_read_by_their_first(fill, plan):
    def merged(book, sheet, at):
        sheet.merge_cells(start_row=6, end_row=6, start_column=at["数据来源"], end_column=at["备注"])

    entries, queries = check([fill(GOOD, damage=merged)], plan)
    assert {entry.code for entry in entries} == set(GOOD) and not len(queries)


def test_a_percentage_format_is_read_as_it_is_shown(fill, plan):
    def percent(book, sheet, at):
        for row in sheet.iter_rows(min_row=4):
            if row[0].value == "W04":
                cell = sheet.cell(row[0].row, at["本年值"])
                cell.value, cell.number_format = 0.923, "0.0%"

    entries, queries = check([fill(GOOD, damage=percent)], plan)
    assert not len(queries) and next(entry for entry in entries if entry.code == "W04").numbers["value"] == 92.3


def test_counts_without_their_value_and_values_in_another_column_are_not_lost(fill, plan):
    lonely = check(
        [fill({"W04": {"分子": 7098, "分母": 7690}, "W05a": {"数据来源": "65.3"}, "C09": {"数据状态": "93.5"}})], plan
    )[1]
    assert dict(zip(lonely["code"], lonely["severity"], strict=True)) == {
        "W04": "certain",
        "W05a": "certain",
        "C09": "certain",
    }


def test_whole_numbers_in_a_workbook_are_no_excuse(fill, plan):
    queries = check([fill({"C01": {"本年值": 4}, "C02": {"本年值": 3}, "C04": {"本年值": 5}})], plan)[1]
    assert "C01" in set(queries.query("severity == 'certain'")["code"])


def test_the_year_above_the_table_is_enough(fill, plan):
    entries, queries = check([fill(GOOD, damage=mark_gone_and_no_year)], plan)
    assert {entry.year for entry in entries} == {2025} and not len(queries)


def test_queries_never_overwrite_a_form(fill, plan, tmp_path, capsys):
    path = fill(GOOD)
    before = path.read_bytes()
    assert cli.main(["check", str(path), "-o", str(path)]) == 2 and path.read_bytes() == before
    assert cli.main(["check", str(path), "-o", str(tmp_path / "nowhere" / "q.xlsx")]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_an_empty_form_is_asked_about_and_rows_are_named_by_their_plan(fill, plan):
    assert check([fill({})], plan)[1]["severity"].tolist() == ["question"]
    queries = check([fill(changed("W04", 本年值="82.30", 城镇=95.0, 农村=96.0))], plan)[1]
    assert not queries["why"].str.contains("儿童表第W04").any()
