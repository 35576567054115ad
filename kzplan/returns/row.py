"""One row of a returned form as an entry, and what in it cannot be read."""

import re
from collections.abc import Iterator

from ..plan import printed
from ..plan.breaks import mentions_definition
from ..plan.plan import Plan
from ..plan.target import Target
from ..words.both import Both
from . import layout, remarks
from .cells import Cell, written
from .heading import Form
from .numbers import plain, read_number, says_nothing
from .records import NUMBERS, Entry, Query, query

WRITTEN = ("source", "note")  # what is written there without a value would be lost
FIGURE = Both(
    "the year's value, or “无数据” or “未开展”", "本年值，或“无数据”“未开展”"
)  # what a row is expected to have
LEFT_OVER = re.compile(r"[0-9]{1,12}\.[0-9]{12,30}")  # 92.30000000000001, as programs write 92.3
BLANK = Both("blank", "空白")
SIGNATURE = re.compile("填报|审核|负责|日期|电话|年.*月")


def code_of(row: list[Cell], form: Form) -> str | None:
    """Return the target's code in a row, as the plan writes it, or None."""
    at = form.columns["code"]
    said = plain(row[at].content).upper() if at < len(row) else ""
    return form.codes.get(said)


def read_row(row: list[Cell], form: Form, plan: Plan) -> tuple[Entry | None, list[Query]]:
    """Read a row of a form.

    Parameters
    ----------
    row : its cells.
    form : the form.
    plan : a loaded :class:`~kzplan.plan.plan.Plan`.

    Returns
    -------
    (Entry or None, list of Query) : None where the row reports nothing that can be used; what is odd about it.
    """
    cells = {field: row[at] for field, at in form.columns.items() if at < len(row)}
    code = code_of(row, form)
    entry = _unread(code, cells, form)
    filled = _filled(cells, entry.texts)
    if code is None:
        return None, _without_target(cells, filled, entry)
    if form.sheet == "CSV" and _is_wider(row, form):
        return None, [_too_wide(row, form, entry)]
    if not filled:
        return None, [*_misplaced(entry, plan), *_status_query(entry)]
    found = [*_status_query(entry), *_changed(entry, plan), *_numbers(entry, cells, filled, plan.target(code))]
    return entry, [*found, *_remarks(entry, plan), *remarks.of_entry(entry, plan)]


def _unread(code, cells, form):
    """An entry whose numbers are not read yet."""
    texts = {field: _text(cell.content, field in NUMBERS) for field, cell in cells.items()}
    return Entry(
        code=code or texts.get("code", ""),
        year=form.year,
        status=layout.STATUSES[1] if plain(texts.get("status")).startswith("核定") else layout.STATUSES[0],
        numbers={},
        texts=texts,
        places={field: cell.place for field, cell in cells.items()},
        headings=form.headings,
        file=form.file,
        sheet=form.sheet,
        department=form.department,
        shown={field: cells[field].shown for field in NUMBERS if field in cells and cells[field].shown},
    )


def _text(content, numeric=False):
    """A cell's content as text; a number as people write it, also one that a program wrote out into a text file."""
    if isinstance(content, float) or (numeric and isinstance(content, str) and LEFT_OVER.fullmatch(content.strip())):
        return written(float(content))
    return "" if content is None else str(content).strip()


def _filled(cells, texts) -> list[str]:
    """Fields of numbers in which something stands; none where only dashes were drawn through the row."""
    filled = [
        field
        for field in NUMBERS
        if field in cells and (texts[field] or cells[field].uncalculated or cells[field].covered)
    ]
    drawn = all(field != "value" and says_nothing(texts[field]) and not cells[field].covered for field in filled)
    return [] if drawn else filled


def _is_wider(row, form):
    return any(cell.content for cell in row[len(form.columns) + len(form.others) :])


def _too_wide(row, form, entry):
    many = len(form.columns) + len(form.others)
    expected, found = Both(f"{many} columns", f"{many}栏"), Both(f"{len(row)} columns", f"{len(row)}栏")
    why = Both(
        "this row has a column more than the heading: there may be a comma without quotation marks in a number",
        "这一行比表头多一栏，数字里可能有未加引号的逗号",
    )
    return query(entry, "code", "certain", found, expected, why)


def _remarks(entry, plan) -> Iterator[Query]:
    """What a remark must say, or what one says that has to be asked about."""
    note = entry.texts.get("note", "")
    if plain(entry.texts.get("value")).strip("。()") == "未开展" and not note:
        expected = Both("why it was not done", "未开展的原因")
        why = Both(
            "where the work was not done, say in the remarks why, and what is planned",
            "工作未开展的，请在备注说明原因和计划",
        )
        yield query(entry, "note", "question", BLANK, expected, why)
    recorded = plan.breaks.get(entry.code)
    if mentions_definition(note) and (recorded is None or recorded.year != entry.year):
        record = f"kzplan break {entry.code} --year {entry.year} --why"
        why = Both(
            "the remark speaks of the definition: say what changed and, if you can, give earlier figures by the new one; a real "
            f"change is recorded by {record} “what changed”, and what was before is no longer compared",
            "备注提到口径，请说明变化并尽可能提供同口径的历史数据；确有调整的，用"
            f"{record} 调整内容 登记，此前数据即不再作比较",
        )
        yield query(entry, "note", "question", note, Both("defined as the year before", "与上年口径一致"), why)


def _numbers(entry: Entry, cells: dict[str, Cell], filled: list[str], target: Target) -> Iterator[Query]:
    """Read the numbers of a row into its entry; yield what cannot be read."""
    yield from _without_value(entry, filled)
    for field in filled:
        number, fault = read_number(cells[field], target, field)
        if fault:
            yield query(entry, field, "certain", *fault)
        elif number is not None:
            entry.numbers[field] = number
        note = cells[field].note
        if note and re.search(r"\d", note):
            why = Both(
                f"a note is attached to the cell (“{note[:40]}”), which is not read",
                f"单元格附有批注“{note[:40]}”，批注不会读入",
            )
            expected = Both("numbers in the cell itself", "数值写在单元格内")
            yield query(entry, field, "question", entry.texts[field], expected, why)
    yield from _one_of_two_counts(entry)
    if entry.numbers.get("denominator") == 0:
        del entry.numbers["denominator"]  # told here, and nothing is worked out with it
        why = Both(
            "nothing can be divided by a denominator of 0; leave it blank where there is none",
            "分母为0，算不出本年值；没有数据请留空",
        )
        yield query(entry, "denominator", "certain", entry.texts["denominator"], Both("above 0", "大于0的数"), why)


def _without_value(entry, filled):
    """Counts or strata were given, and the figure they belong to was not."""
    value = entry.texts.get("value", "")
    beside = any(field != "value" and not says_nothing(entry.texts[field]) for field in filled)
    if "value" not in filled:
        why = Both(
            "a numerator, a denominator or a group's figure, and no value of the year",
            "填了分子、分母或分组数而没有本年值",
        )
        yield query(entry, "value", "certain", BLANK, FIGURE, why)
    elif value and says_nothing(value) and beside:
        why = Both(
            "a numerator, a denominator or a group's figure, and yet no value of the year",
            "填了分子、分母或分组数，却没有本年值",
        )
        yield query(entry, "value", "certain", value, Both("the year's value", "本年值"), why)


def _one_of_two_counts(entry):
    """A numerator without its denominator or the other way round, which may be half of a number with a comma."""
    if ("numerator" in entry.numbers) == ("denominator" in entry.numbers):
        return
    lone = "numerator" if "numerator" in entry.numbers else "denominator"
    split = (
        entry.sheet == "CSV"
        and re.fullmatch(r"\d{1,3}", entry.texts["value"])
        and re.fullmatch(r"\d{3}(\.\d+)?", entry.texts[lone])
    )
    why = (
        Both(
            "a comma between thousands, without quotation marks, seems to have made two columns of one number",
            "像是未加引号的千分位逗号把一个数分成了两栏",
        )
        if split
        else Both("numerator and denominator go together", "分子、分母应同时填报")
    )
    expected = Both("numerator and denominator", "分子和分母")
    yield query(entry, lone, "certain" if split else "question", entry.texts[lone], expected, why)


def _without_target(cells, filled, entry) -> list[Query]:
    """A figure in a row whose code is gone or wrong belongs to some target and would be lost; signatures do not."""
    said, texts = entry.texts.get("code", ""), entry.texts
    if plain(said) == "代码":  # the heading, repeated on a later page
        return []
    numbers = [
        field
        for field in filled
        if cells[field].uncalculated or printed.parse_value(plain(cells[field].content) or "x")[0] is not None
    ]
    if numbers and said:
        why = Both("the code was changed, or the table is not this plan's", "代码被改动，或不是本规划的表")
        found, expected = Both(f"code “{said}”", f"代码“{said}”"), Both("a code of this plan", "本规划的指标代码")
        return [query(entry, "code", "certain", found, expected, why)]
    with_code = Both("a row with a code", "有代码的一行")
    if numbers:
        number = texts[numbers[0]] or Both("a formula", "公式")
        why = Both("a number in a row without a code", "该行填了数而没有指标代码")
        return [query(entry, numbers[0], "certain", number, with_code, why)]
    doubtful = [
        field for field in filled if re.search(r"\d", texts[field]) and not SIGNATURE.search(texts[field] + said)
    ]
    why = Both("something in a row without a code", "该行填了内容而没有指标代码")
    return [query(entry, field, "certain", texts[field], with_code, why) for field in doubtful[:1]]


def _misplaced(entry, plan) -> Iterator[Query]:
    """A number in a cell that is no place for one, in a row without any figure: typed one column off."""
    was = layout.shown(plan, entry.code, entry.year)
    elsewhere = (*WRITTEN, "filled_by", "checked_by", "last", "definition", "departments", *layout.guarded(plan))
    for field in ("status", *elsewhere):
        said = entry.texts.get(field, "")
        if said == was.get(field, ""):
            continue
        if printed.parse_value(said or "x")[0] is not None and not _same(said, was.get(field, "")):
            expected = Both("numbers in the column 本年值", "数值填在“本年值”")
            yield query(
                entry, field, "certain", said, expected, Both("a number in the wrong column?", "数值可能填错了栏")
            )
        elif field in WRITTEN and said:
            why = (
                Both("no value of the year, and something like one here", "没有填本年值，而这里像有数据")
                if re.search(r"\d", said)
                else Both(
                    "no value of the year: the row is not read; write “无数据” where there is none",
                    "没有填本年值，本行不会读入；没有数据请填“无数据”",
                )
            )
            yield query(entry, field, "question", said, FIGURE, why)


def _changed(entry, plan) -> Iterator[Query]:
    """Cells that the form shows and somebody wrote over: a figure may belong to another row, or be in another unit."""
    was = layout.shown(plan, entry.code, entry.year)
    for field in layout.guarded(plan):
        said = entry.texts.get(field, "")
        if not said or _same(said, was[field]) or any(_same(said, one) for one in layout.accepted(plan, was, field)):
            continue
        slid = field == "name" and any(plain(said) == plain(target.name.zh) for target in plan.by_code.values())
        why = {
            "unit": Both(
                "the unit was changed; report in the one that the form gives", "单位被改动，请按预填的单位填报"
            ),
            "name": Both("code and name do not go together: did rows slip?", "代码与指标名称对不上，可能串行")
            if slid
            else Both(
                "the name was changed; is this still the same indicator?", "指标名称被改动，请确认所填仍是原指标"
            ),
        }.get(
            field,
            Both(
                "what the form gives of the plan was changed; write objections as a remark and leave it",
                "预填的规划数据被改动；如有异议请写在备注，不要改动",
            ),
        )
        severity = "certain" if slid or field == "unit" else "question"
        yield query(entry, field, severity, said, was[field], why)


def _same(said, was):
    """Whether two texts are the same but for spaces and width, or the same number."""
    if said == was or plain(said) == plain(was):
        return True
    number = printed.parse_value(said)[0]
    return number is not None and number == printed.parse_value(was)[0]


def _status_query(entry) -> Iterator[Query]:
    said = entry.texts.get("status", "")
    if said and not plain(said).startswith(("核定", "初步")):
        expected = Both("初步数 (provisional) or 核定数 (final)", "初步数或核定数")
        yield query(entry, "status", "certain", said, expected, Both("there is no other status", "数据状态只有这两种"))
