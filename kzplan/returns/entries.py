"""A returned form as entries: which target, which year, what was written in which cell; and what cannot be read."""

import re

from ..plan import printed
from . import layout
from .heading import find_form, heading_row
from .numbers import plain, read_number, says_nothing
from .records import NUMBERS, Entry, Query, query
from .workbook import read_cells

FEW = 3  # rows of unknown codes named one by one; more are another table
PREFILLED = (
    "name",
    "unit",
    "value_2010",
    "value_2020",
    "target",
    "target_city",
)  # what a form shows and is not to be changed
WRITTEN = ("source", "note")  # what is written there without a value would be lost
ELSEWHERE = (
    "source",
    "note",
    "filled_by",
    "checked_by",
    "last",
    "reason",
    "departments",
    *PREFILLED,
)  # no place for a value
SIGNATURE = re.compile("填报|审核|负责|日期|电话|年.*月")


def read_form(path, plan, year=None):
    """Read a returned form.

    Parameters
    ----------
    path : workbook or CSV as it was sent.
    plan : a loaded :class:`~kzplan.plan.plan.Plan`.
    year : year reported on, for files without the form's hidden mark.

    Returns
    -------
    (list of :class:`~kzplan.returns.records.Entry`, list of :class:`~kzplan.returns.records.Query`) : rows
        without any entry are left out; every cell that cannot be read is a query.

    Raises
    ------
    Unreadable : a file that is no form at all.
    """
    form, queries = find_form(read_cells(path, lambda rows: heading_row(rows) is not None), path.name, plan, year)
    if form is None:
        return [], queries
    entries, seen, signed = [], {}, []
    for row in form.rows:
        entry, found = _entry(row, form, plan)
        queries += found
        signed += _signed_alone(row, form, plan) if entry is None and not found else []
        if entry is None:
            continue
        if entry.code in seen:
            queries.append(
                query(
                    entry,
                    "code",
                    "certain",
                    f"{entry.code}重复（首见{seen[entry.code]}）",
                    "每个代码一行",
                    "同一指标填了两行",
                )
            )
            continue
        seen[entry.code] = entry.places["code"]
        entries.append(entry)
    queries = _strangers_together(queries, form)
    if not entries and not queries:
        queries.append(Query(form.file, form.sheet, "", "", "", "question", "空表", "已填的报送表", "没有填任何数据"))
    if signed and entries:
        first = signed[0]
        queries.append(
            Query(
                form.file,
                form.sheet,
                first.place,
                "",
                "填报人",
                "question",
                "、".join(cell.content for cell in signed),
                "本年值，或“无数据”“未开展”",
                "填了填报人、审核人或数据状态而没有本年值",
            )
        )
    return entries, [*queries, *_statuses_left_blank(entries), *_foreign_columns(form, plan)]


def _signed_alone(row, form, plan):
    """The code's cell of a row that somebody signed and left without a figure."""
    written = [form.columns[field] for field in ("status", "filled_by", "checked_by") if field in form.columns]
    if _code(row, form, plan) and any(at < len(row) and row[at].content for at in written):
        return [row[form.columns["code"]]]
    return []


def _statuses_left_blank(entries):
    """Where some entries of a form say what they are and others do not, the others may have been forgotten."""
    blank = [entry for entry in entries if entry.numbers and not entry.texts.get("status")]
    if blank and len(blank) < sum(bool(entry.numbers) for entry in entries):
        codes = "、".join(entry.code for entry in blank)
        yield query(
            blank[0], "status", "question", "空白", "初步数或核定数", f"部分指标未选数据状态，按初步数入库：{codes}"
        )


def _foreign_columns(form, plan):
    """Columns that are not the form's and hold numbers: nothing in them is read, which must not go unsaid.

    Where a column of the form is missing as well, it was renamed, and what stands in it would be lost.
    """
    for at, heading in form.others.items():
        akin = [name for name in form.renamed if heading in name or name in heading]
        for row in form.rows:
            cell = row[at] if at < len(row) else None
            said = "" if cell is None or _code(row, form, plan) is None else plain(cell.content)
            if not said or not (akin or re.search(r"\d", said)):
                continue
            lost = akin or (form.renamed and printed.parse_value(said)[0] is not None)
            severity = "certain" if lost else "question"
            expected = f"“{'”“'.join(akin or form.renamed)}”" if lost else "报送表的各栏"
            why = "表头被改名或删除，该栏内容不会读入" if lost else "报送表没有这一栏，该栏内容不会读入"
            yield Query(form.file, form.sheet, cell.place, "", heading, severity, f"栏目“{heading}”", expected, why)
            break


def _strangers_together(queries, form):
    """Many rows with unknown codes are one fault: another table was sent."""
    strangers = [one for one in queries if one.found.startswith("代码“")]
    if len(strangers) <= FEW:
        return queries
    first = strangers[0]
    whole = Query(
        form.file,
        form.sheet,
        first.place,
        "",
        "代码",
        "certain",
        f"{first.found}等{len(strangers)}行",
        "本规划的指标代码",
        "代码都不是本规划的，可能不是本表",
    )
    return [one for one in queries if one not in strangers] + [whole]


def _code(row, form, plan):
    """The target's code in a row, as the plan writes it, or None."""
    at = form.columns["code"]
    said = plain(row[at].content).upper() if at < len(row) else ""
    return {code.upper(): code for code in plan.targets.index}.get(said)


def _entry(row, form, plan):
    """(Entry or None, queries) of a row."""
    cells = {field: row[at] for field, at in form.columns.items() if at < len(row)}
    code = _code(row, form, plan)
    texts = {field: "" if cell.content is None else str(cell.content).strip() for field, cell in cells.items()}
    filled = [
        field
        for field in NUMBERS
        if field in cells and (texts[field] or cells[field].uncalculated or cells[field].covered)
    ]
    if all(field != "value" and says_nothing(texts[field]) and not cells[field].covered for field in filled):
        filled = []  # dashes drawn through a row say nothing
    places = {field: cell.place for field, cell in cells.items()}
    entry = Entry(
        code or texts.get("code", ""),
        form.year,
        _status(texts),
        {},
        texts,
        places,
        form.file,
        form.sheet,
        form.department,
    )
    if code is None:
        return None, _without_target(cells, filled, entry)
    if form.sheet == "CSV" and any(cell.content for cell in row[len(form.columns) + len(form.others) :]):
        return None, [
            query(
                entry,
                "code",
                "certain",
                f"{len(row)}栏",
                f"{len(form.columns) + len(form.others)}栏",
                "这一行比表头多一栏，数字里可能有未加引号的逗号",
            )
        ]
    if not filled:
        return None, [*_misplaced(entry, plan), *_status_query(entry)]
    queries = [*_status_query(entry), *_changed(entry, plan), *_numbers(entry, cells, filled, plan.target(code))]
    if plain(texts.get("value")).strip("。()") == "未开展" and not texts.get("note"):
        queries.append(query(entry, "note", "question", "空白", "未开展的原因", "工作未开展的，请在备注说明原因和计划"))
    if re.search(r"口径(?!一致|未变|不变|相同|无变化)", texts.get("note", "")) and "同口径" not in texts["note"]:
        queries.append(
            query(
                entry,
                "note",
                "question",
                texts["note"],
                "与上年口径一致",
                "备注提到口径，请说明变化并尽可能提供同口径的历史数据",
            )
        )
    return entry, queries


def _numbers(entry, cells, filled, target):
    """Read the numbers of a row into its entry; yield what cannot be read."""
    texts, others = (
        entry.texts,
        [field for field in filled if field != "value" and not says_nothing(entry.texts[field])],
    )
    if "value" not in filled:
        yield query(
            entry, "value", "certain", "空白", "本年值，或“无数据”“未开展”", "填了分子、分母或分组数而没有本年值"
        )
    elif texts["value"] and says_nothing(texts["value"]) and others:
        yield query(entry, "value", "certain", texts["value"], "本年值", "填了分子、分母或分组数，却没有本年值")
    for field in filled:
        number, fault = read_number(cells[field], target, field)
        if fault:
            yield query(entry, field, "certain", *fault)
        elif number is not None:
            entry.numbers[field] = number
        if cells[field].note and re.search(r"\d", cells[field].note):
            yield query(
                entry,
                field,
                "question",
                texts[field],
                "数值写在单元格内",
                f"单元格附有批注“{cells[field].note[:40]}”，批注不会读入",
            )
    if ("numerator" in entry.numbers) != ("denominator" in entry.numbers):
        lone = "numerator" if "numerator" in entry.numbers else "denominator"
        split = (
            entry.sheet == "CSV"
            and re.fullmatch(r"\d{1,3}", texts["value"])
            and re.fullmatch(r"\d{3}(\.\d+)?", texts[lone])
        )
        why = "像是未加引号的千分位逗号把一个数分成了两栏" if split else "分子、分母应同时填报"
        yield query(entry, lone, "certain" if split else "question", texts[lone], "分子和分母", why)
    if entry.numbers.get("denominator") == 0:
        del entry.numbers["denominator"]  # told here, and nothing is worked out with it
        yield query(
            entry, "denominator", "certain", texts["denominator"], "大于0的数", "分母为0，算不出本年值；没有数据请留空"
        )


def _without_target(cells, filled, entry):
    """A figure in a row whose code is gone or wrong belongs to some target and would be lost; signatures do not."""
    said = entry.texts.get("code", "")
    if plain(said) == "代码":  # the heading, repeated on a later page
        return []
    numbers = [
        field
        for field in filled
        if cells[field].uncalculated or printed.parse_value(plain(cells[field].content) or "x")[0] is not None
    ]
    if numbers and said:
        return [query(entry, "code", "certain", f"代码“{said}”", "本规划的指标代码", "代码被改动，或不是本规划的表")]
    if numbers:
        return [
            query(
                entry,
                numbers[0],
                "certain",
                entry.texts[numbers[0]] or "公式",
                "有代码的一行",
                "该行填了数而没有指标代码",
            )
        ]
    doubtful = [
        field
        for field in filled
        if re.search(r"\d", entry.texts[field]) and not SIGNATURE.search(entry.texts[field] + said)
    ]
    return (
        [query(entry, doubtful[0], "certain", entry.texts[doubtful[0]], "有代码的一行", "该行填了内容而没有指标代码")]
        if doubtful
        else []
    )


def _misplaced(entry, plan):
    """A number in a cell that is no place for one, in a row without any figure: typed one column off."""
    was = layout.shown(plan, entry.code, entry.year)
    for field in ("status", *ELSEWHERE):
        said = entry.texts.get(field, "")
        if printed.parse_value(said or "x")[0] is not None and not _same(said, was.get(field, "")):
            yield query(entry, field, "certain", said, "数值填在“本年值”", "数值可能填错了栏")
        elif field in WRITTEN and said:
            why = (
                "没有填本年值，而这里像有数据"
                if re.search(r"\d", said)
                else "没有填本年值，本行不会读入；没有数据请填“无数据”"
            )
            yield query(entry, field, "question", said, "本年值，或“无数据”“未开展”", why)


def _changed(entry, plan):
    """Cells that the form shows and somebody wrote over: a figure may belong to another row, or be in another unit."""
    was, others = layout.shown(plan, entry.code, entry.year), set(plan.targets["name_zh"].map(plain))
    for field in PREFILLED:
        said = entry.texts.get(field, "")
        if not said or _same(said, was[field]):
            continue
        slid = field == "name" and plain(said) in others
        why = {
            "unit": "单位被改动，请按预填的单位填报",
            "name": "代码与指标名称对不上，可能串行" if slid else "指标名称被改动，请确认所填仍是原指标",
        }
        severity = "certain" if slid or field == "unit" else "question"
        yield query(
            entry,
            field,
            severity,
            said,
            was[field],
            why.get(field, "预填的规划数据被改动；如有异议请写在备注，不要改动"),
        )


def _same(said, was):
    """Whether two texts are the same but for spaces and width, or the same number."""
    numbers = [printed.parse_value(text)[0] for text in (said, was)]
    return plain(said) == plain(was) or (numbers[0] is not None and numbers[0] == numbers[1])


def _status_query(entry):
    said = entry.texts.get("status", "")
    if said and not plain(said).startswith(("核定", "初步")):
        yield query(entry, "status", "certain", said, "初步数或核定数", "数据状态只有这两种")


def _status(texts):
    return layout.STATUSES[1] if plain(texts.get("status")).startswith("核定") else layout.STATUSES[0]
