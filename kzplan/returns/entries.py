"""A returned form as entries: which target, which year, what was written in which cell; and what cannot be read."""

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from ..plan import printed
from ..plan.plan import Plan
from ..words.both import Both
from ..words.printable import printable, unprintable
from . import exchanged, remarks
from .heading import department_in_words, find_form, heading_row
from .numbers import plain
from .records import Entry, Query, query, text_of
from .row import code_of, read_row
from .work import has_work, read_work
from .workbook import Cell, Sheet, read_cells

MOST_SIGNS = 20  # characters that cannot be printed, of which a file is told
FEW = 3  # rows of unknown codes named one by one; more are another table
YEARS = (
    "年份",
    "年度",
    "数据年份",
    "报告年份",
    "报送年份",
    "year",
)  # headings of columns that say of which year a row is
PLACES = ("地区", "区县", "县区", "区（县）", "行政区", "行政区划", "地区名称")  # and of which place


def read_form(
    path: Path,
    plan: Plan,
    year: int | None = None,
    sheets: dict[str, Sheet] | None = None,
    name: str | None = None,
) -> tuple[list[Entry], list[Query]]:
    """Read a returned form.

    Parameters
    ----------
    path : workbook or CSV as it was sent.
    sheets : its cells, where they were read already; None: read here.
    plan : a loaded :class:`~kzplan.plan.plan.Plan`.
    year : year reported on, for files without the form's hidden mark.
    name : what the file is called where it is named; None: its name.

    Returns
    -------
    (list of :class:`~kzplan.returns.records.Entry`, list of :class:`~kzplan.returns.records.Query`) : rows
        without any entry are left out; every cell that cannot be read is a query.

    Raises
    ------
    Unreadable : a file that is no form at all.
    """
    sheets = read_cells(path, lambda rows: heading_row(rows) is not None) if sheets is None else sheets
    name, parts = name or printable(path.name), apart(sheets)
    signs = list(islice(_unprintable(sheets, name), MOST_SIGNS))
    if len(parts) > 1:
        read = [_read_one(name, plan, year, part) for part in parts]
        own, queries = ([one for part in read for one in part[at]] for at in (0, 1))
        return own, [*signs, *queries, *_work_beside(sheets, name)]
    own, queries = _read_one(name, plan, year, sheets)
    return own, [*signs, *queries]


def _unprintable(sheets: dict[str, Sheet], file: str) -> Iterator[Query]:
    """Characters that no report could print, in what is read of a file: forms and what is said of the work."""
    read = (name for name, sheet in sheets.items() if heading_row(sheet.rows) is not None or has_work(sheet.rows))
    for name in read:
        for cell in (cell for row in sheets[name].rows for cell in row):
            sign = unprintable(cell.content) if isinstance(cell.content, str) else ""
            if sign:
                found = Both(f"a control character that is not seen ({sign})", f"不可见的控制字符（{sign}）")
                why = Both(
                    "usually copied from another system; delete it, or write the cell again",
                    "多为从其他系统复制时带入，请删除该字符或重新录入本格",
                )
                expected = Both("text without control characters", "不含控制字符的文字")
                yield Query(file, name, cell.place, "", "", "certain", found, expected, why)


def apart(sheets: dict[str, Sheet]) -> list[dict[str, Sheet]]:
    """Return the sheets of a file as they stand for one form each: more than one where every form says which department's it is.

    One workbook with a sheet for each department is as many forms; two sheets of one department, or one that is hidden,
    are not parted, for nobody can say which of them counts.
    """
    heads = {name: heading_row(sheet.rows) for name, sheet in sheets.items()}
    forms = {name: sheets[name].rows[:at] for name, at in heads.items() if at is not None}
    said = [department_in_words(rows) for rows in forms.values()]
    if len(forms) < 2 or not all(said) or len(set(said)) < len(said) or any(sheets[name].hidden for name in forms):
        return [sheets]
    return [{name: sheets[name]} for name in forms]


def _work_beside(sheets, file) -> list[Query]:
    """What is written of the work in a workbook of several departments cannot be told apart."""
    if not read_work(sheets):
        return []
    why = Both(
        "forms of several departments in one workbook: whose work it is cannot be told, and it is not read; send them apart",
        "一个工作簿有几个单位的表，分不清工作情况是哪个单位的，不会读入；请各单位分别报送",
    )
    expected = Both("a file for each department", "每个单位一个文件")
    return [Query(file, "", "", "", "", "question", "工作情况", expected, why)]


def _read_one(name, plan, year, sheets):
    """The entries and queries of one form."""
    form, queries = find_form(sheets, name, plan, year)
    if form is None:
        return [], queries
    entries, found, signed = _read_rows(form, plan)
    queries = [*queries, *_strangers_together(found, form)]
    if not entries and not queries:
        empty, filled = Both("an empty form", "空表"), Both("a form that is filled in", "已填的报送表")
        why = Both("nothing is filled in", "没有填任何数据")
        queries.append(_of_form(form, "", "", "question", empty, filled, why))
    queries += remarks.below((row for row in form.rows if code_of(row, form) is None), form.file, form.sheet, form.year)
    if signed and entries:
        queries.append(_signed_without_figures(signed, form))
    return entries, [*queries, *_statuses_left_blank(entries), *_of_columns(form, plan)]


def _of_columns(form, plan) -> Iterator[Query]:
    """What is odd about a form's columns."""
    yield from _foreign_columns(form, plan)
    yield from _of_another(form, plan)
    yield from exchanged.of_headings(form, plan)


def _read_rows(form, plan) -> tuple[list[Entry], list[Query], list[Cell]]:
    """The entries of a form's rows, the queries, and the codes' cells of rows that are only signed."""
    entries, queries, signed = {}, [], []
    for row in form.rows:
        entry, found = read_row(row, form, plan)
        queries += found
        if entry is None:
            signed += [] if found else _signed_alone(row, form)
        elif entry.code in entries:
            first = entries[entry.code].places["code"]
            said = Both(f"{entry.code} again (first in {first})", f"{entry.code}重复（首见{first}）")
            expected, why = Both("one row a code", "每个代码一行"), Both("two rows of one target", "同一指标填了两行")
            queries.append(query(entry, "code", "certain", said, expected, why))
        else:
            entries[entry.code] = entry
    return list(entries.values()), queries, signed


def _of_form(form, place, heading, severity, found, expected, why):
    """A query of a form that is not of one target."""
    return Query(form.file, form.sheet, place, "", heading, severity, found, expected, why)


def _signed_alone(row, form) -> list[Cell]:
    """The code's cell of a row that somebody signed and left without a figure."""
    written = [form.columns[field] for field in ("status", "filled_by", "checked_by") if field in form.columns]
    if code_of(row, form) and any(at < len(row) and row[at].content for at in written):
        return [row[form.columns["code"]]]
    return []


def _signed_without_figures(signed, form):
    codes = "、".join(cell.content for cell in signed)
    expected = Both("the year's value, or “无数据” or “未开展”", "本年值，或“无数据”“未开展”")
    why = Both("signed, or with a status, and without a value", "填了填报人、审核人或数据状态而没有本年值")
    return _of_form(form, signed[0].place, "填报人", "question", codes, expected, why)


def _statuses_left_blank(entries) -> Iterator[Query]:
    """Where some entries of a form say what they are and others do not, the others may have been forgotten."""
    blank = [entry for entry in entries if entry.numbers and not entry.texts.get("status")]
    if blank and len(blank) < sum(bool(entry.numbers) for entry in entries):
        codes = [entry.code for entry in blank]
        why = Both(
            f"some targets have no status and are taken as provisional: {', '.join(codes)}",
            f"部分指标未选数据状态，按初步数入库：{'、'.join(codes)}",
        )
        expected = Both("初步数 (provisional) or 核定数 (final)", "初步数或核定数")
        yield query(blank[0], "status", "question", Both("blank", "空白"), expected, why)


def _foreign_columns(form, plan) -> Iterator[Query]:
    """Columns that are not the form's and hold numbers: nothing in them is read, which must not go unsaid.

    Where a column of the form is missing as well, it was renamed, and what stands in it would be lost.
    """
    for at, heading in form.others.items():
        akin = [name for name in form.renamed if heading in name or name in heading]
        for row in form.rows:
            cell = row[at] if at < len(row) else None
            said = "" if cell is None or code_of(row, form) is None else plain(cell.content)
            if cell is None or not said or not (akin or re.search(r"\d", said)):
                continue
            lost = akin or (form.renamed and printed.parse_value(said)[0] is not None)
            severity = "certain" if lost else "question"
            expected = (
                f"“{'”“'.join(akin or form.renamed)}”" if lost else Both("the columns of the form", "报送表的各栏")
            )
            why = (
                Both(
                    "a heading was changed or deleted: what is in this column is not read",
                    "表头被改名或删除，该栏内容不会读入",
                )
                if lost
                else Both(
                    "the form has no such column: what is in it is not read", "报送表没有这一栏，该栏内容不会读入"
                )
            )
            found = Both(f"column “{heading}”", f"栏目“{heading}”")
            yield _of_form(form, cell.place, heading, severity, found, expected, why)
            break


def _of_another(form, plan) -> Iterator[Query]:
    """Columns that say of which year or of which place a row is: what is another's is not this return's."""
    for at, heading in form.others.items():
        asked = f"{form.year}年" if heading in YEARS else plan.district if heading in PLACES else ""
        for row in form.rows if asked else ():
            said = plain(row[at].content) if at < len(row) and code_of(row, form) is not None else ""
            if said and not (said in asked or asked.removesuffix("年") in said):
                why = Both(
                    f"the row says that it is not of {asked}; send several years or places apart",
                    f"本行写明不是{asked}的数据；多年、多地的数据请分开报送",
                )
                yield _of_form(form, row[at].place, heading, "certain", said, asked, why)
                break


def _strangers_together(queries, form) -> list[Query]:
    """Many rows with unknown codes are one fault: another table was sent."""
    strangers = [one for one in queries if text_of(one.found, "zh").startswith("代码“")]
    if len(strangers) <= FEW:
        return queries
    first, why = strangers[0], Both("no code is this plan's: another table?", "代码都不是本规划的，可能不是本表")
    found = Both(
        f"{text_of(first.found, 'en')} and more, {len(strangers)} rows",
        f"{text_of(first.found, 'zh')}等{len(strangers)}行",
    )
    expected = Both("codes of this plan", "本规划的指标代码")
    whole = _of_form(form, first.place, "代码", "certain", found, expected, why)
    return [one for one in queries if one not in strangers] + [whole]
