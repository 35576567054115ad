"""Forms as departments send them back, for tests: filled rightly, or with one figure changed."""

import datetime

from filling import fill_cells, fill_form, opened

from kzplan.returns import layout
from kzplan.returns.check import check

DAY = datetime.date(2026, 3, 1)
GOOD = {
    "W03": {"本年值": 13.0, "分子": 1, "分母": 7690},
    "C01": {"本年值": 2.1},
    "C02": {"本年值": 3.2},
    "C04": {"本年值": 5.5},
    "W04": {"本年值": "92.30", "分子": 7098, "分母": 7690, "城镇": 92.5, "农村": 92.1},
    "C09": {"本年值": "９３．５"},
    "C06": {"本年值": "0.42%"},
    "W07": {"本年值": "无数据"},
}
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


def filler(form, folder):
    """What fills a form with ``{code: {heading: value}}``, damaged as it may be, saves it in a folder and returns its path."""

    def filled(values, name="back.xlsx", damage=None):
        book, sheet, at = fill_form(form, values)
        if damage:
            damage(book, sheet, at)
        book.save(folder / name)
        return folder / name

    return filled


def changed(code, **cells):
    return {**GOOD, code: {**GOOD.get(code, {}), **cells}}


def typist(forms, folder, unsaved=None):
    """What fills cells of one row of a form, damaged as a person might, and returns its path.

    Plain texts and numbers are not saved where ``unsaved`` is given: the form's cells stand there by its path.
    """

    def written(code, cells, damage=None, name="back.xlsx", department=None):
        form = forms[department or DEPARTMENTS.get(code, "区卫生健康委")]
        if unsaved is not None and damage is None and all(type(value) in (str, int, float) for value in cells.values()):
            unsaved[folder / name] = fill_cells(form, {code: cells})
            return folder / name
        book = opened(form)
        sheet = book[layout.SHEET]
        at = {cell.value: cell.column for cell in sheet[3]}
        row = next(cells_[0].row for cells_ in sheet.iter_rows(min_row=4) if cells_[0].value == code)
        for heading, value in cells.items():
            cell = sheet.cell(row, at[heading])
            cell.value, cell.number_format = value if isinstance(value, tuple) else (value, cell.number_format)
        if damage:
            damage(book, sheet, at, row)
        book.save(folder / name)
        return folder / name

    return written


def queries_of(path, plan, **options):
    return check([path], plan, **options)[1]
