"""A returned form as entries: which target, which year, what was written in which cell; and what cannot be read."""

import json
import re
import unicodedata
from dataclasses import dataclass

from .. import printed
from . import layout
from .workbook import read_cells

NONE_WORDS = ("无数据", "未开展", "暂无数据", "暂无", "—", "——", "-", "--", "无", "/", "N/A", "NA", "")
NUMBERS = ("value", "numerator", "denominator", *layout.STRATA.values(), *layout.AGES.values())
COUNTED = ("numerator", "denominator")
UNITS = "人名例个件户张所家处项次岁年"  # written behind a number by hand
PREFILLED = ("name", "unit", "value_2010", "value_2020", "target", "target_city")  # what a form shows and is not to be changed


@dataclass(frozen=True)
class Query:
    """One doubtful cell of a returned file.

    Parameters
    ----------
    file, sheet, place : where; ``place`` as "K7", blank for a whole file or sheet.
    code, heading : target and column it concerns.
    severity : "certain" (blocks) or "question".
    found, expected, why : in Chinese, as the department reads them.
    """

    file: str
    sheet: str
    place: str
    code: str
    heading: str
    severity: str
    found: str
    expected: str
    why: str


@dataclass(frozen=True)
class Entry:
    """What a form says of one target in one year.

    Parameters
    ----------
    code, year, status : target, year reported on, 初步数 or 核定数 (初步数 where none is chosen).
    numbers : field → number, where one was written.
    texts : field → text as written, of numbers too.
    places : field → cell.
    file, sheet, department : where it came from.
    """

    code: str
    year: int
    status: str
    numbers: dict
    texts: dict
    places: dict
    file: str
    sheet: str
    department: str


def read_form(path, plan, year=None):
    """Read a returned form.

    Parameters
    ----------
    path : workbook or CSV as it was sent.
    plan : a loaded :class:`~kzplan.plan.Plan`.
    year : year reported on, for files without the form's hidden mark.

    Returns
    -------
    (list of :class:`Entry`, list of :class:`Query`) : rows without any entry are left out; every cell that
        cannot be read is a query.

    Raises
    ------
    Unreadable : a file that is no form at all.
    """
    sheets = read_cells(path)
    mark = _mark(sheets)
    other = year is not None and mark.get("year") not in (None, year)
    year = year if year is not None else mark.get("year")
    name, rows, head, columns, several = _table(sheets)
    if name is None:
        return [], [Query(path.name, "", "", "", "", "certain", "没有找到报送表", "含“代码”和“本年值”两列的表头", "表头可能被删除或改名")]
    year = year if year is not None else _year_in_words(rows[:head])
    department = mark.get("department") or _department_in_words(rows[:head])
    if several:
        return [], [Query(path.name, several, "", "", "", "certain", "又一张报送表", "一个文件只有一张报送表", "不知以哪一张为准，请删去多余的表")]
    if mark.get("district", plan.district) != plan.district:
        return [], [Query(path.name, name, "", "", "", "certain", f"{mark['district']}的报送表", f"{plan.district}的报送表", "可能误用了其他地区的表")]
    if year is None:
        return [], [Query(path.name, name, "", "", "", "certain", "看不出报送年份", "填报模板，或用--year注明年份", "隐藏的模板标记缺失")]
    entries, queries, seen = [], [], {}
    if other:
        queries.append(Query(path.name, name, "", "", "", "certain", f"{mark['year']}年的报送表", f"{year}年的报送表", "可能误用了往年的表"))
    for row in rows[head + 1:]:
        entry, found = _entry(row, columns, year, (path.name, name, department), plan)
        queries += found
        if entry is None:
            continue
        if entry.code in seen:
            queries.append(query(entry, "code", "certain", f"{entry.code}重复（首见{seen[entry.code]}）", "每个代码一行", "同一指标填了两行"))
            continue
        seen[entry.code] = entry.places["code"]
        entries.append(entry)
    if not entries and not queries:
        queries.append(Query(path.name, name, "", "", "", "question", "空表", "已填的报送表", "没有填任何数据"))
    return entries, queries + list(_statuses_left_blank(entries))


def _statuses_left_blank(entries):
    """Where some entries of a form say what they are and others do not, the others may have been forgotten."""
    blank = [entry for entry in entries if entry.numbers and not entry.texts.get("status")]
    if blank and len(blank) < sum(bool(entry.numbers) for entry in entries):
        codes = "、".join(entry.code for entry in blank)
        yield query(blank[0], "status", "question", "空白", "初步数或核定数", f"部分指标未选数据状态，按初步数入库：{codes}")


def _mark(sheets):
    """What the hidden sheet says; nothing where it is not there or was damaged."""
    try:
        said = json.loads(sheets[layout.MARK][0][0].content)
        return said if isinstance(said, dict) and said.get("form") == layout.SHEET else {}
    except (KeyError, IndexError, TypeError, ValueError):
        return {}


def _table(sheets):
    """(sheet, rows, index of the heading row, field → column, name of a second such sheet): found by headings."""
    fields = {column.heading: column.field for column in layout.columns(True) if column.field}
    found = []
    for name, rows in sheets.items():
        for at, row in enumerate(rows[:60]):
            headings = [_plain(cell.content).split("(")[0] for cell in row]
            if "代码" in headings and "本年值" in headings:
                columns = {fields[heading]: i for i, heading in enumerate(headings) if heading in fields}
                found.append((name, rows, at, columns))
                break
    if not found:
        return None, [], 0, {}, ""
    return *found[0], found[1][0] if len(found) > 1 else ""


def _year_in_words(rows):
    """The year that stands above the table (报送年份：2025年), or None."""
    for row in rows:
        for cell in row:
            match = re.search(r"报送年份[:：]?(20\d\d)", _plain(cell.content))
            if match:
                return int(match[1])
    return None


def _department_in_words(rows):
    """The department that stands above the table (报送单位：区教委　　报送年份…), or blank."""
    for row in rows:
        for cell in row:
            match = re.search(r"报送单位[:：]\s*([^\s:：]+)", unicodedata.normalize("NFKC", str(cell.content or "")))
            if match:
                return match[1]
    return ""


def _plain(content):
    """A cell's content as plain text: full-width signs narrowed, spaces and line breaks gone."""
    return "".join(unicodedata.normalize("NFKC", "" if content is None else str(content)).split())


def _entry(row, columns, year, where, plan):
    cells = {field: row[at] for field, at in columns.items() if at < len(row)}
    code = _code(cells, plan)
    texts = {field: "" if cell.content is None else str(cell.content).strip() for field, cell in cells.items()}
    filled = [field for field in NUMBERS if field in cells and (texts[field] or cells[field].uncalculated)]
    file, sheet, department = where
    places = {field: cell.place for field, cell in cells.items()}
    if not texts.get("code"):
        return None, _orphans(cells, filled, Entry("", int(year), "", {}, texts, places, file, sheet, department))
    if code is None and not filled:
        return None, []
    entry = Entry(code or texts["code"], int(year), _status(texts), {}, texts, places, file, sheet, department)
    if code is None:
        return None, [query(entry, "code", "certain", f"代码“{texts['code']}”", "本规划的指标代码", "代码被改动，或不是本规划的表")]
    misplaced = [field for field in ("source", "note", "filled_by") if printed.parse_value(texts.get(field) or "x")[0] is not None]
    if not filled:
        return None, [query(entry, field, "certain", texts[field], "数值填在“本年值”", "数值可能填错了栏") for field in misplaced] + _status_query(entry)
    queries = [*_status_query(entry), *_changed(entry, plan)]
    if not texts.get("value") and not (("value" in cells) and cells["value"].uncalculated):
        queries.append(query(entry, "value", "certain", "空白", "本年值，或“无数据”“未开展”", "填了分子、分母或分组数而没有本年值"))
    elif _plain(texts["value"]) in NONE_WORDS and len(filled) > 1:
        queries.append(query(entry, "value", "certain", texts["value"], "本年值", "填了分子、分母或分组数，却没有本年值"))
    for field in filled:
        number, fault = _number(cells[field], plan.target(code)["unit"])
        if fault:
            queries.append(query(entry, field, "certain", *fault))
        elif number is not None:
            entry.numbers[field] = number
    queries += _no_denominator(entry)
    if _plain(texts.get("value")) == "未开展" and not texts.get("note"):
        queries.append(query(entry, "note", "question", "空白", "未开展的原因", "工作未开展的，请在备注说明原因和计划"))
    if "口径" in texts.get("note", ""):
        queries.append(query(entry, "note", "question", texts["note"], "与上年口径一致", "备注提到口径，请说明变化并尽可能提供同口径的历史数据"))
    return entry, queries


def _orphans(cells, filled, entry):
    """A number in a row whose code is gone belongs to some target and would be lost."""
    written = [field for field in filled if _number(cells[field])[0] is not None]
    return [query(entry, written[0], "certain", entry.texts[written[0]], "有代码的一行", "该行填了数而没有指标代码")] if written else []


def _changed(entry, plan):
    """Cells that the form shows and somebody wrote over: a figure may belong to another row, or be in another unit."""
    was, others = layout.shown(plan, entry.code, entry.year), set(plan.targets["name_zh"].map(_plain))
    for field in PREFILLED:
        said = entry.texts.get(field, "")
        if not said or _same(said, was[field]):
            continue
        slid = field == "name" and _plain(said) in others
        why = {"unit": "单位被改动，请按预填的单位填报", "name": "代码与指标名称对不上，可能串行" if slid else "指标名称被改动，请确认所填仍是原指标"}
        severity = "certain" if slid or field == "unit" else "question"
        yield query(entry, field, severity, said, was[field], why.get(field, "预填的规划数据被改动；如有异议请写在备注，不要改动"))


def _same(said, was):
    """Whether two texts are the same but for spaces and width, or the same number."""
    numbers = [printed.parse_value(text)[0] for text in (said, was)]
    return _plain(said) == _plain(was) or (numbers[0] is not None and numbers[0] == numbers[1])


def _no_denominator(entry):
    """A denominator of nought is told here, and nothing is worked out with it."""
    if entry.numbers.get("denominator") != 0:
        return []
    del entry.numbers["denominator"]
    return [query(entry, "denominator", "certain", entry.texts["denominator"], "大于0的数", "分母为0，算不出本年值；没有数据请留空")]


def _status_query(entry):
    said = entry.texts.get("status", "")
    unknown = said and not _plain(said).startswith(("核定", "初步"))
    return [query(entry, "status", "certain", said, "初步数或核定数", "数据状态只有这两种")] if unknown else []


def _code(cells, plan):
    said = _plain(cells["code"].content).upper() if "code" in cells else ""
    known = {code.upper(): code for code in plan.targets.index}
    return known.get(said)


def _status(texts):
    said = _plain(texts.get("status"))
    return layout.STATUSES[1] if said.startswith("核定") else layout.STATUSES[0]


def _number(cell, unit=""):
    """(number or None, fault or None) of a cell that something was written in; its unit may stand behind the number."""
    content = cell.content
    if cell.uncalculated:
        return None, ("公式没有计算结果", "数字", "请在Excel中重新计算并保存，或直接填数字")
    if isinstance(content, bool) or hasattr(content, "year"):
        return None, (f"“{content}”", "数字", "单元格被识别为日期或逻辑值")
    if isinstance(content, int | float):
        return _not_negative(float(content), content)
    text = _plain(content)
    if text in NONE_WORDS:
        return None, None
    if text.startswith("#"):
        return None, (f"“{content}”", "数字", "公式出错")
    number, _ = printed.parse_value(_bare(text, unit))
    if number is None:
        return None, (f"“{content}”", "数字，或“无数据”“未开展”", "不能识别为数字")
    return _not_negative(number, content)


def _bare(text, unit):
    """A number without the unit somebody wrote behind it, and out of the form 1.2E+03 that spreadsheets write into CSV.

    >>> _bare("20个", "个"), _bare("1例", "1/10万"), _bare("93.5例", "%"), _bare("1.02E+04", "")
    ('20', '1', '93.5例', '10200')
    """
    if unit and len(unit) <= 2 and text.endswith(unit) and unit not in printed.MULTIPLIERS:
        return text.removesuffix(unit)
    if text[-1] in UNITS and text[:-1].isdigit():  # whole things are counted; a share of 93.5 cases is none
        return text[:-1]
    if re.fullmatch(r"\d(\.\d+)?E[+-]?\d{1,2}", text):
        return f"{float(text):.10f}".rstrip("0").rstrip(".")
    return text


def _not_negative(number, content):
    """No value, count or body of these forms lies below zero."""
    return (None, (f"“{content}”", "不小于0的数", "不可能为负数")) if number < 0 else (number, None)


def query(entry, field, severity, found, expected, why):
    """Return the :class:`Query` of one field of an entry."""
    headings = {column.field: column.heading for column in layout.columns(True)}
    return Query(entry.file, entry.sheet, entry.places.get(field, ""), entry.code, headings.get(field, ""), severity, found, expected, why)
