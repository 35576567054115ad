"""Which form a file is: its table, year, department and columns, or what is wrong with the whole of it."""

import json
import re
import unicodedata
from dataclasses import dataclass

from . import layout
from .numbers import plain
from .records import Query
from .workbook import ROWS, TOP


@dataclass(frozen=True)
class Form:
    """A form found in a file.

    Parameters
    ----------
    file, sheet : where it stands.
    year, department : reported on, and by whom (blank where the file does not say).
    rows : rows under the heading, lists of cells.
    columns : field → position.
    others : position → heading of columns that are not the form's.
    renamed : headings of the form that are not there.
    """

    file: str
    sheet: str
    year: int
    department: str
    rows: list
    columns: dict
    others: dict
    renamed: list


def find_form(sheets, file, plan, year=None):
    """Find the form among the sheets of a file.

    Parameters
    ----------
    sheets : as :func:`~kzplan.returns.workbook.read_cells` returns them, the form's whole.
    file : its name.
    plan : a loaded :class:`~kzplan.plan.plan.Plan`.
    year : year reported on, for files that do not say.

    Returns
    -------
    (Form or None, list of :class:`~kzplan.returns.records.Query`) : None with the reason.
    """

    def fault(sheet, found, expected, why):
        return None, [Query(file, sheet, "", "", "", "certain", found, expected, why)]

    tables = _tables(sheets)
    if not tables:
        return fault("", "没有找到报送表", "含“代码”和“本年值”两列的表头", "可能是空文件或别的文件，或表头被删除、改名")
    if len(tables) > 1:
        others = [name for name, _, _ in tables if sheets[name].hidden] or [tables[1][0]]
        hidden = "（隐藏的工作表，取消隐藏后可见）" if sheets[others[0]].hidden else ""
        return fault(others[0], f"又一张报送表{hidden}", "一个文件只有一张报送表", "不知以哪一张为准，请删去多余的表")
    sheet, at, headings = tables[0]
    rows, mark = sheets[sheet].rows, _mark(sheets)
    if sheets[sheet].beyond:
        return fault(sheet, f"第{ROWS}行以后还有内容", "报送表的各行", "后面的内容不会读入，请删去报送表以外的行")
    if mark.get("district", plan.district) != plan.district:
        return fault(sheet, f"{mark['district']}的报送表", f"{plan.district}的报送表", "可能误用了其他地区的表")
    years = {said for said in (mark.get("year"), *_years_in_words(rows[:at])) if said}
    if len(years) > 1:
        return fault(
            sheet,
            "、".join(f"{said}年" for said in sorted(years)),
            "一个报送年份",
            "表中写了不同的年份，可能误用了往年的表",
        )
    said = next(iter(years), None)
    if said is None and year is None:
        return fault(sheet, "看不出报送年份", "填报模板，或用--year注明年份", "隐藏的模板标记缺失")
    if year is not None and said not in (None, year):
        return fault(sheet, f"{said}年的报送表", f"{year}年的报送表", "可能误用了往年的表")
    if (said or year) not in plan.period.years:
        return fault(sheet, f"{said or year}年", f"{plan.period.first}—{plan.period.last}年", "不在规划期内")
    known = {column.heading: column.field for column in layout.columns(True)}
    twice = sorted({heading for heading in headings if headings.count(heading) > 1 and heading in known})
    if twice:
        return fault(sheet, f"有两列“{twice[0]}”", "每栏一列", "不知以哪一列为准，请删去多余的列")
    columns = {known[heading]: i for i, heading in enumerate(headings) if heading in known}
    asked = layout.columns(any(code.startswith("C") for code in mark.get("codes", []))) if mark else ()
    lacking = [column.heading for column in asked if column.asked and column.field not in columns]
    others = {i: heading or "空白" for i, heading in enumerate(headings) if heading not in known}
    department = mark.get("department") or _department_in_words(rows[:at])
    return Form(file, sheet, said or year, department, rows[at + 1 :], columns, others, lacking), []


def _tables(sheets):
    """(sheet, index of the heading row, headings) of every sheet with 代码 and 本年值 in one row."""
    found = []
    for name, sheet in sheets.items():
        at = heading_row(sheet.rows)
        if at is not None:
            found.append((name, at, _headings(sheet.rows[at])))
    return found


def heading_row(rows):
    """Return the position of the row that heads a return form, among the first of a sheet; None where there is none."""
    return next((at for at, row in enumerate(rows[:TOP]) if {"代码", "本年值"} <= set(_headings(row))), None)


def _headings(row):
    return [plain(cell.content).split("(")[0] for cell in row]


def _mark(sheets):
    """What the hidden sheet says; nothing where it is not there or was damaged."""
    try:
        said = json.loads(sheets[layout.MARK].rows[0][0].content)
    except (KeyError, IndexError, TypeError, ValueError, RecursionError):
        return {}
    if not isinstance(said, dict) or said.get("form") != layout.SHEET:
        return {}
    kinds = {"year": int, "department": str, "district": str, "codes": list}
    return {name: said[name] for name, kind in kinds.items() if isinstance(said.get(name), kind)}


def _years_in_words(rows):
    """The years that stand above the table: 报送年份：2025年, 2025年年度监测数据报送表."""
    texts = [plain(cell.content) for row in rows for cell in row]
    found = [
        re.search(r"报送年份[:：]?(20\d\d)", text) or re.match(rf"(20\d\d)年{layout.SHEET}", text) for text in texts
    ]
    return [int(match[1]) for match in found if match]


def _department_in_words(rows):
    """The department that stands above the table (报送单位：区教委　　报送年份…), or blank."""
    for row in rows:
        for cell in row:
            match = re.search(r"报送单位[:：]\s*([^\s:：]+)", unicodedata.normalize("NFKC", str(cell.content or "")))
            if match:
                return match[1]
    return ""
