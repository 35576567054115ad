"""Fill a return form as a department would, before a test damages it."""

import openpyxl

from kzplan.returns import layout


def fill_form(path, values):
    """Return (workbook, sheet, heading → column) of a form with ``values`` written in: code → {heading: content}."""
    book = openpyxl.load_workbook(path)
    sheet = book[layout.SHEET]
    at = {cell.value: cell.column for cell in sheet[3]}
    for row in list(sheet.iter_rows(min_row=4)):
        for heading, value in values.get(row[0].value, {}).items():
            sheet.cell(row[0].row, at[heading]).value = value
    return book, sheet, at
