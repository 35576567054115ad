"""The outlook's workbook has every column of ``columns.csv``, under headings that name the plan's own levels and years."""

import openpyxl
import pandas as pd
import pytest

import kzplan as kz
from kzplan.documents import workbook
from kzplan.odds import columns
from kzplan.odds.columns import Column
from kzplan.words.both import Both

NEW = {
    "word": ("likely", "可能"),
    "text": ("as it is", "as it is"),
    "number": (1.25, 1.25),
    "share": (0.5, 0.5),
    "year": (2031, 2031),
}


@pytest.fixture(scope="module")
def outlook(plan):
    return kz.outlook(plan)


@pytest.mark.parametrize("width", [0, 12])
@pytest.mark.parametrize("kind", NEW)
def test_one_more_column_of_the_outlook_reaches_the_workbook(plan, outlook, tmp_path, monkeypatch, kind, width):
    added = Column("added", kind, Both("added for {last}", "{own}{last}年新增列"), "", width)
    listed = (*columns.columns(), added)
    monkeypatch.setattr(columns, "columns", lambda: listed)
    given, shown = NEW[kind]
    workbook.write(outlook.assign(added=given), plan, tmp_path / "outlook.xlsx")
    short, full, _ = openpyxl.load_workbook(tmp_path / "outlook.xlsx").worksheets
    for sheet, expected in ((short, bool(width)), (full, True)):
        headings = {cell.value: cell.column for cell in sheet[1]}
        assert ("区2030年新增列" in headings) == expected
        if expected:
            values = {sheet.cell(row, headings["区2030年新增列"]).value for row in range(2, sheet.max_row + 1)}
            assert values == {shown}


def test_every_column_has_a_heading_and_its_numbers_stay_numbers(plan, outlook, tmp_path):
    workbook.write(outlook, plan, tmp_path / "outlook.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "outlook.xlsx").worksheets[1]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [cell.value for cell in sheet[1]] == [one.headed(plan.levels, plan.period).zh for one in columns.columns()]
    for at, column in enumerate(columns.columns()):
        if column.kind in ("number", "share", "year"):
            for row, value in zip(rows, outlook[column.name], strict=True):
                assert row[at] is None if pd.isna(value) else row[at] == pytest.approx(float(value))
