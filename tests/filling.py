"""Fill a return form as a department would, before a test damages it."""

import io
import pickle
from dataclasses import replace
from functools import cache
from pathlib import Path

import openpyxl

from kzplan.returns import layout
from kzplan.returns.cells import LETTERS, Cell
from kzplan.returns.workbook import read_cells


def opened(path):
    """Return the workbook of a form; one that was opened before is copied, which takes a sixth of the time."""
    return pickle.loads(_opened(Path(path).read_bytes()))


@cache
def _opened(content):
    return pickle.dumps(openpyxl.load_workbook(io.BytesIO(content)))


def fill_form(path, values):
    """Return (workbook, sheet, heading → column) of a form with ``values`` written in: code → {heading: content}."""
    book = opened(path)
    sheet = book[layout.SHEET]
    at = {cell.value: cell.column for cell in sheet[3]}
    for row in list(sheet.iter_rows(min_row=4)):
        for heading, value in values.get(row[0].value, {}).items():
            sheet.cell(row[0].row, at[heading]).value = value
    return book, sheet, at


def fill_cells(path, values):
    """Return the cells of a form with ``values`` written in, as they are read from the file that ``fill_form`` makes: nothing is written."""
    sheets = pickle.loads(_cells_of(Path(path)))
    rows = sheets[layout.SHEET].rows
    at = {cell.content: column for column, cell in enumerate(rows[2])}
    for number, row in enumerate(rows[3:], start=4):
        written = {at[heading]: value for heading, value in values.get(row[0].content, {}).items()}
        row += [Cell(f"{LETTERS[column]}{number}", None) for column in range(len(row), max(written, default=0) + 1)]
        for column, value in written.items():
            whole = isinstance(value, float) and value.is_integer()  # a workbook knows one kind of number
            row[column] = replace(row[column], content=int(value) if whole else value)
    return sheets


@cache
def _cells_of(path):
    return pickle.dumps(read_cells(path))
