"""Which form a file is: its table, year, department and columns, or what is wrong with the whole of it."""

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..plan.plan import Plan
from ..words.both import Both
from ..words.printable import unprintable
from . import layout
from .departments import sender
from .numbers import plain
from .records import SENDER, Query
from .workbook import ROWS, TOP, Cell, Sheet


@dataclass(frozen=True, slots=True)
class Form:
    """A form found in a file.

    Parameters
    ----------
    file, sheet : where it stands.
    year, department : reported on, and by whom (blank where the file does not say).
    rows : rows under the heading, lists of cells.
    columns : field → position.
    headings : field → heading, of every column that the plan's forms have.
    others : position → heading of columns that are not the form's.
    renamed : headings of the form that are not there.
    codes : the plan's, by the same in capitals.
    """

    file: str
    sheet: str
    year: int
    department: str
    rows: list[list[Cell]]
    columns: dict[str, int]
    headings: dict[str, str]
    others: dict[int, str]
    renamed: list[str]
    codes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet with 代码 and 本年值 in one row: its name, its rows, that row's position and headings."""

    sheet: str
    rows: list[list[Cell]]
    at: int
    headings: list[str]

    @property
    def above(self) -> list[list[Cell]]:
        """The rows above the heading."""
        return self.rows[: self.at]


def find_form(
    sheets: dict[str, Sheet], file: str, plan: Plan, year: int | None = None
) -> tuple[Form | None, list[Query]]:
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
    tables, mark = _tables(sheets), _mark(sheets)
    fault = next(_faults(tables, sheets, mark, plan, year), None)
    if fault is not None:
        sheet, *said = fault
        return None, [Query(file, sheet, "", "", "", "certain", *said)]
    form = _form(file, tables[0], mark, plan, year)
    told = sender(form.file, form.sheet, form.department, form.year, plan)
    return form, [*told, *_of_sender(form, mark)]


def _form(file, table, mark, plan, year):
    fields = {column.heading: column.field for column in layout.columns(plan, True)}
    known = {*fields, *layout.FORMER}
    columns = {fields[heading]: i for i, heading in enumerate(table.headings) if heading in fields}
    asked = [column for column in layout.columns(plan, _of_children(mark, plan)) if column.asked] if mark else []
    return Form(
        file=file,
        sheet=table.sheet,
        year=next(iter(_years(mark, table)), year),
        department=department_in_words(table.above) or mark.get("department", ""),
        rows=table.rows[table.at + 1 :],
        columns=columns,
        headings={field: heading for heading, field in fields.items()},
        others={i: heading or "空白" for i, heading in enumerate(table.headings) if heading not in known},
        renamed=[column.heading for column in asked if column.field not in columns],
        codes={code.upper(): code for code in plan.by_code},
    )


def _of_sender(form, mark) -> Iterator[Query]:
    """What stands above the table is what its sender sees; a form made for another department is asked about."""
    marked = mark.get("department") or form.department
    if plain(marked) != plain(form.department):
        why = Both(
            f"the form was made for {marked} and says {form.department}; what it says counts",
            f"模板是发给{marked}的，表上写的是{form.department}，按表上所写处理",
        )
        yield Query(form.file, form.sheet, "", "", SENDER, "question", form.department, marked, why)


def _of_children(mark, plan):
    """Whether a form was made with children's targets in it."""
    codes = {code for code in mark.get("codes", ()) if isinstance(code, str)}
    return any(target.plan == "children" for target in plan.by_code.values() if target.code in codes)


def _faults(tables, sheets, mark, plan, year) -> Iterator[tuple[str, str | Both, str | Both, str | Both]]:
    """What is wrong with the whole of a file as (sheet, found, expected, why); each only where those before it are not."""
    yield from _of_tables(tables, sheets)
    table = tables[0]
    if mark.get("district", plan.district) != plan.district:
        found = Both(f"a form of {mark['district']}", f"{mark['district']}的报送表")
        expected = Both(f"a form of {plan.district}", f"{plan.district}的报送表")
        why = Both(
            f"another district's form, or another plan than the one meant: it was checked by the plan in {plan.folder}; --plan DIR names another",
            f"可能误用了其他地区的表，或用错了规划：现按{plan.folder}中的规划审核，要用另一规划的请加--plan 规划文件夹",
        )
        yield table.sheet, found, expected, why
    if mark.get("version", layout.VERSION) > layout.VERSION:
        found = Both(f"a form of version {mark['version']}", f"第{mark['version']}版报送表")
        expected = Both(f"version {layout.VERSION} or earlier", f"第{layout.VERSION}版或更早的表")
        why = Both(
            "a newer kzplan made the form, and its columns may differ; upgrade kzplan, then read it",
            "表由更新版本的kzplan生成，各栏可能不同；请升级kzplan后再读",
        )
        yield table.sheet, found, expected, why
    for fault in _of_year(_years(mark, table), plan.period, year):
        yield table.sheet, *fault
    known = {column.heading for column in layout.columns(plan, True)}
    twice = sorted({heading for heading in table.headings if table.headings.count(heading) > 1 and heading in known})
    if twice:
        found = Both(f"two columns “{twice[0]}”", f"有两列“{twice[0]}”")
        why = Both("which of them counts cannot be told; delete the other", "不知以哪一列为准，请删去多余的列")
        yield table.sheet, found, Both("one column each", "每栏一列"), why


def _of_tables(tables, sheets):
    if not tables:
        expected = Both("a heading with 代码 and 本年值", "含“代码”和“本年值”两列的表头")
        why = Both(
            "an empty or another file, or its heading was deleted or changed",
            "可能是空文件或别的文件，或表头被删除、改名",
        )
        yield "", Both("no form found", "没有找到报送表"), expected, why
    if len(tables) > 1:
        others = [table.sheet for table in tables if sheets[table.sheet].hidden] or [tables[1].sheet]
        hidden = sheets[others[0]].hidden
        found = Both(
            f"another form{' (a hidden sheet: unhide it to see it)' if hidden else ''}",
            f"又一张报送表{'（隐藏的工作表，取消隐藏后可见）' if hidden else ''}",
        )
        why = Both("which of them counts cannot be told; delete the other", "不知以哪一张为准，请删去多余的表")
        yield others[0], found, Both("one form a file", "一个文件只有一张报送表"), why
    if sheets[tables[0].sheet].beyond:
        why = Both(
            "what follows is not read; delete the rows that are not the form's",
            "后面的内容不会读入，请删去报送表以外的行",
        )
        found = Both(f"something below row {ROWS}", f"第{ROWS}行以后还有内容")
        yield tables[0].sheet, found, Both("the rows of the form", "报送表的各行"), why


def _of_year(years, period, year):
    if len(years) > 1:
        found = Both(", ".join(map(str, sorted(years))), "、".join(f"{said}年" for said in sorted(years)))
        why = Both("the form names different years: an earlier year's form?", "表中写了不同的年份，可能误用了往年的表")
        yield found, Both("one year reported on", "一个报送年份"), why
    said = next(iter(years), None)
    if said is None and year is None:
        yield (
            Both("no year that it reports on", "看不出报送年份"),
            Both("the form itself, or its year by --year", "填报模板，或用--year注明年份"),
            Both("the form's hidden mark is missing", "隐藏的模板标记缺失"),
        )
    if year is not None and said not in (None, year):
        found, expected = (Both(f"a form of {one}", f"{one}年的报送表") for one in (said, year))
        yield found, expected, Both("an earlier year's form?", "可能误用了往年的表")
    if (
        year is not None and period.start <= year <= period.base
    ):  # printed values are revised only where that is asked for
        return
    if (said or year) not in period.years:
        revises = bool(said and said <= period.base)
        why = Both(
            "not a year of the plan"
            + (f"; to revise figures of {period.base} and before, give the year by --year" if revises else ""),
            "不在规划期内" + (f"；修订{period.base}年及以前的数，用--year注明年份" if revises else ""),
        )
        found = Both(f"{said or year}", f"{said or year}年")
        yield found, Both(f"{period.first}–{period.last}", f"{period.first}—{period.last}年"), why


def _tables(sheets):
    """Every sheet with 代码 and 本年值 in one row."""
    heads = {name: heading_row(sheet.rows) for name, sheet in sheets.items()}
    return [
        Table(name, sheets[name].rows, at, _headings(sheets[name].rows[at]))
        for name, at in heads.items()
        if at is not None
    ]


def heading_row(rows: list[list[Cell]]) -> int | None:
    """Return the position of the row that heads a return form, among the first of a sheet; None where there is none."""
    return next((at for at, row in enumerate(rows[:TOP]) if {"代码", "本年值"} <= set(_headings(row))), None)


def _headings(row):
    return [plain(cell.content).split("(")[0] for cell in row]


def _mark(sheets) -> dict[str, Any]:
    """What the hidden sheet says; nothing where it is not there or was damaged."""
    try:
        said = json.loads(sheets[layout.MARK].rows[0][0].content)
    except (KeyError, IndexError, TypeError, ValueError, RecursionError):
        return {}
    if not isinstance(said, dict) or said.get("form") != layout.SHEET:
        return {}
    kinds = {"year": int, "department": str, "district": str, "codes": list, "version": int}
    told = {name: said[name] for name, kind in kinds.items() if isinstance(said.get(name), kind)}
    return {name: one for name, one in told.items() if not (isinstance(one, str) and unprintable(one))}


def _years(mark, table):
    """The years that a form says it is of: in its mark, and above the table."""
    return {said for said in (mark.get("year"), *_years_in_words(table.above)) if said}


def _years_in_words(rows):
    """The years that stand above the table: 报送年份：2025年, 2025年年度监测数据报送表."""
    texts = [plain(cell.content) for row in rows for cell in row]
    found = [
        re.search(r"报送年份[:：]?(20\d\d)", text) or re.match(rf"(20\d\d)年{layout.SHEET}", text) for text in texts
    ]
    return [int(match[1]) for match in found if match]


def department_in_words(rows: list[list[Cell]]) -> str:
    """Return the department that stands above the table (报送单位：区教委　　报送年份…), or blank."""
    for row in rows:
        for cell in row:
            text = unicodedata.normalize("NFKC", str(cell.content or ""))
            match = re.search(
                r"报送单位[:：][\s_]*([^\s_:：(]+(?: [A-Za-z&][^\s_:：(]*)*)", text
            )  # Public Security Bureau
            if match and not match[1].startswith("报送年份"):  # a blank left for the name
                return match[1]
    return ""
