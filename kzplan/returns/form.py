"""Forms out: one workbook a department, 《年度监测数据报送表》, prefilled with its targets."""

import json
from collections.abc import Mapping
from pathlib import Path

from ..paper.filenames import LONGEST, apart, file_name
from ..paper.sheet import LINE_HEIGHT, open_workbook
from ..paper.whole import folder_at
from ..plan.goals import called
from ..plan.plan import Plan
from ..words.door import door
from ..words.errors import Refusal
from . import layout

GUIDE = (
    "1. 只填写浅黄色单元格；灰色单元格已按规划和历次报送预填，不能修改。如有错误，请在“备注”中说明。",
    "2. “本年值”按“单位”栏填报，只填数字：比例以百分数填（如91.20），死亡率按所示单位填（如1/10万、‰）。",
    "3. 有分子、分母的请一并填报；分子为符合条件的人（例）数，分母为应统计的全部人数或活产数。",
    "4. 没有数据的，“本年值”填“无数据”；工作未开展的填“未开展”，并在“备注”说明原因。不要留空，也不要填0代替。",
    "5. “数据状态”选“初步数”或“核定数”，不选按初步数。核定后再次报送即可，先前的数保留备查。",
    "6. “本年值与达标可能性”是统计模型的推算，供参考，不是任务数；请如实填报。",
    "7. 分性别、城乡、年龄组有数据的请填，没有的留空；统计口径与以往不同的，请在“备注”写明“口径调整”及内容。",
    "8. 请勿增删列、改动代码。行可以调整顺序。填好后保存为xlsx格式报送{office}。",
)
GUIDE_WIDTH = 72
PAGE = 104  # characters across an A4 page at full size
OPEN = "＿＿＿＿"  # what an office writes in
HEAD = 2  # row of the headings, from 0; the entries begin under it


@door
def write_forms(
    plan: Plan,
    year: int,
    folder: str | Path,
    department: str | None = None,
    filled: Mapping[str, Mapping[str, float | str]] | None = None,
) -> list[Path]:
    """Write the return forms of a year.

    Parameters
    ----------
    plan : a loaded :class:`~kzplan.plan.plan.Plan`.
    year : year reported on.
    folder : where to; made if it is not there.
    department : one department, or None for all.
    filled : {code: {heading: number or text}}, what stands already where departments write; None: nothing.

    Returns
    -------
    list of the files, one a department; the same plan gives the same bytes.

    Raises
    ------
    Refusal : a year outside the plan's, or a department that has no target; the message lists those that have.
    """
    plan.period.refuse_outside(year)
    plan = plan.known_to(year)  # departments as they are called in that year
    all_ = list(dict.fromkeys(name for target in plan.by_code.values() for name in target.departments))
    if department is not None and department not in all_:
        raise Refusal(
            f"no target of {department!r}; there are {'、'.join(all_)}",
            f"没有“{department}”负责的指标；有指标的单位：{'、'.join(all_)}",
        )
    folder = folder_at(folder)
    chosen, needed = all_ if department is None else [department], layout.needed(plan, year)
    files = apart(all_, file_name, LONGEST)
    paths = {name: folder / f"{year}年_{files[name]}_{layout.SHEET}.xlsx" for name in chosen}
    return [_write(plan, year, name, needed, filled or {}, path) for name, path in paths.items()]


def _write(plan, year, department, needed, filled, path):
    own = [target for target in plan.by_code.values() if department in target.departments]
    with open_workbook(path, f"{year}年{layout.SHEET}（{department}）") as (book, formats):
        formats["text"].set_bg_color("#EEEEEE")
        formats["blank"].set_locked(False)
        formats["blank"].set_border(1)
        _guide(book, formats, plan, year, department)
        _entries(book, formats, plan, year, department, own, needed, filled)
        _work(book, formats, year, called(plan), department)
        _mark(book, plan, year, department, own)
    return path


def _guide(book, formats, plan, year, department):
    sheet = book.add_worksheet(layout.GUIDE)
    sheet.set_column(0, 0, GUIDE_WIDTH)
    sheet.write_string(0, 0, f"{year}年{layout.SHEET}", formats["title"])
    guide = [line.format(office=plan.levels.statistics.zh) for line in GUIDE]
    lines = [f"报送单位：{department}", f"规划：{plan.title}", *guide]
    for row, line in enumerate(lines, start=1):
        sheet.write_string(row, 0, line, formats["about"])
        sheet.set_row(row, LINE_HEIGHT * -(-2 * len(line) // (GUIDE_WIDTH - 8)))
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)
    sheet.protect()


def _entries(book, formats, plan, year, department, own, needed, filled):
    shown = layout.shown_columns(plan)
    columns = layout.columns(plan, any(target.plan == "children" for target in own))
    sheet = book.add_worksheet(layout.SHEET)
    _head(sheet, formats, plan, shown, columns, year, department)
    for row, target in enumerate(own, start=HEAD + 1):
        known = layout.shown(plan, target.code, year) | {"needed": needed[target.code]}
        _row(sheet, formats, row, columns, known, filled.get(target.code, {}))
    _validate(sheet, columns, len(own))
    _page(sheet, columns, len(shown))
    sheet.protect(options={"format_columns": True, "format_rows": True, "sort": True})
    sheet.activate()


def _head(sheet, formats, plan, shown, columns, year, department):
    about = f"报送单位：{department}　　报送年份：{year}年　　浅黄色单元格由报送单位填写\n{_issued(plan)}"
    # the first two columns are printed on every page, so the heading stands beside them
    sheet.merge_range(0, 2, 0, len(shown) - 1, f"{year}年{layout.SHEET}", formats["title"])
    sheet.set_row(0, 28)
    sheet.merge_range(1, 2, 1, len(shown) - 1, about, formats["about"])
    sheet.set_row(1, 2 * LINE_HEIGHT)
    for at, column in enumerate(columns):
        sheet.write_string(HEAD, at, column.heading, formats["head"])
        sheet.set_column(at, at, column.width)
    sheet.set_row(HEAD, 2 * LINE_HEIGHT)


def _issued(plan):
    """Who issues the form, under which number, until when it is due and whom to call: what the plan folder does not say is left open."""
    said = plan.dictionary.get("form", {})
    number, due, call = (said.get(name) or OPEN for name in ("number", "due", "telephone"))
    issuer = f"{plan.levels.committee.zh}、{plan.levels.statistics.zh}"
    return f"表号：{number}　　制定机关：{issuer}　　报送期限：{due}　　联系电话：{call}"


def _row(sheet, formats, row, columns, known, filled):
    """What is known of a target, and room for what is asked."""
    for at, column in enumerate(columns):
        if column.asked:
            sheet.write(row, at, filled.get(column.heading), formats["blank"])
        else:
            sheet.write_string(row, at, known[column.field], formats["text"])
    lines = [-(-2 * len(known[column.field]) // column.width) for column in columns if not column.asked]
    sheet.set_row(row, LINE_HEIGHT * max(2, *lines))


def _page(sheet, columns, shown):
    """Two pages wide, each with code and name: what is known (the first ``shown`` columns), then what is asked."""
    sheet.freeze_panes(HEAD + 1, 2)
    sheet.repeat_rows(HEAD)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(0.3, 0.3, 0.4, 0.5)
    sheet.repeat_columns(0, 1)
    sheet.set_v_pagebreaks([shown])
    known, asked = (
        sum(column.width for column in page) for page in (columns[:shown], (*columns[:2], *columns[shown:]))
    )
    sheet.set_print_scale(int(100 * PAGE / max(asked, known)))
    sheet.set_footer("&L填报人：　　　　审核人：　　　　单位负责人：&R第&P页/共&N页")


def _validate(sheet, columns, number):
    """A drop-down for the status; elsewhere a word of help, for a refusal would also refuse 无数据."""
    said = "只填数字；没有数据填“无数据”，未开展填“未开展”"
    rules = {
        "status": {"validate": "list", "source": list(layout.STATUSES)},
        "value": {"validate": "any", "input_title": "本年值", "input_message": said},
    }
    for at, column in enumerate(columns):
        if column.field in rules:
            sheet.data_validation(HEAD + 1, at, HEAD + number, at, rules[column.field])


def _work(book, formats, year, kind, department):
    sheet = book.add_worksheet(layout.WORK)
    sheet.set_column(0, 0, GUIDE_WIDTH)
    sheet.write_string(0, 0, f"{year}年妇女、儿童发展{kind}实施情况（{department}）", formats["title"])
    for i, heading in enumerate(layout.WORK_HEADINGS):
        sheet.write_string(1 + 2 * i, 0, heading, formats["head"])
        sheet.write_blank(2 + 2 * i, 0, None, formats["blank"])
        sheet.set_row(2 + 2 * i, 180)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)
    sheet.protect()


def _mark(book, plan, year, department, own):
    """What a machine reads: which form this is. Hidden, and not needed by those who fill it."""
    sheet = book.add_worksheet(layout.MARK)
    mark = {
        "form": layout.SHEET,
        "version": layout.VERSION,
        "district": plan.district,
        "title": plan.title,
        "year": year,
        "department": department,
        "codes": [target.code for target in own],
    }
    sheet.write_string(0, 0, json.dumps(mark, ensure_ascii=False, sort_keys=True))
    sheet.very_hidden()
    sheet.protect()
