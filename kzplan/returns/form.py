"""Forms out: one workbook a department, 《年度监测数据报送表》, prefilled with its targets."""

import json
from pathlib import Path

from ..paper.sheet import LINE_HEIGHT, open_workbook
from ..words.errors import Refusal
from . import layout

GUIDE = (
    "1. 只填写浅黄色单元格；灰色单元格已按规划和历次报送预填，不能修改。如有错误，请在“备注”中说明。",
    "2. “本年值”按“单位”栏填报，只填数字：比例以百分数填（如91.20），死亡率按所示单位填（如1/10万、‰）。",
    "3. 有分子、分母的请一并填报；分子为符合条件的人（例）数，分母为应统计的全部人数或活产数。",
    "4. 没有数据的，“本年值”填“无数据”；工作未开展的填“未开展”，并在“备注”说明原因。不要留空，也不要填0代替。",
    "5. “数据状态”选“初步数”或“核定数”，不选按初步数。核定后再次报送即可，先前的数保留备查。",
    "6. 分性别、城乡、年龄组有数据的请填，没有的留空。",
    "7. 请勿增删列、改动代码。行可以调整顺序。填好后保存为xlsx格式报送区统计局。",
)
GUIDE_WIDTH = 72
PAGE = 104  # characters across an A4 page at full size


def write_forms(plan, year, folder, department=None):
    """Write the return forms of a year.

    Parameters
    ----------
    plan : a loaded :class:`~kzplan.plan.plan.Plan`.
    year : year reported on.
    folder : where to; made if it is not there.
    department : one department, or None for all.

    Returns
    -------
    list of the files, one a department; the same plan gives the same bytes.

    Raises
    ------
    Refusal : a year outside 2021–2030, or a department that has no target; the message lists those that have.
    """
    if year not in plan.period.years:
        raise Refusal(
            f"year must be one of the plan's, {plan.period.first} to {plan.period.last}; got {year}",
            f"年份应在{plan.period.first}—{plan.period.last}年之间，所给为{year}",
        )
    all_ = list(dict.fromkeys(name for names in plan.targets["departments"] for name in names))
    if department is not None and department not in all_:
        raise Refusal(
            f"no target of {department!r}; there are {'、'.join(all_)}",
            f"没有“{department}”负责的指标；有指标的单位：{'、'.join(all_)}",
        )
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    chosen = all_ if department is None else [department]
    return [_write(plan, year, name, folder / f"{year}年_{name}_{layout.SHEET}.xlsx") for name in chosen]


def _write(plan, year, department, path):
    own = plan.targets[[department in names for names in plan.targets["departments"]]]
    book, formats = open_workbook(path, f"{year}年{layout.SHEET}（{department}）")
    formats["text"].set_bg_color("#EEEEEE")
    formats["blank"].set_locked(False)
    formats["blank"].set_border(1)
    with book:
        _guide(book, formats, plan, year, department)
        _entries(book, formats, plan, year, department, own)
        _work(book, formats, year, department)
        _mark(book, plan, year, department, own)
    return path


def _guide(book, formats, plan, year, department):
    sheet = book.add_worksheet(layout.GUIDE)
    sheet.set_column(0, 0, GUIDE_WIDTH)
    sheet.write_string(0, 0, f"{year}年{layout.SHEET}", formats["title"])
    lines = [f"报送单位：{department}", f"规划：{plan.dictionary.get('title', '')}", *GUIDE]
    for row, line in enumerate(lines, start=1):
        sheet.write_string(row, 0, line, formats["about"])
        sheet.set_row(row, LINE_HEIGHT * -(-2 * len(line) // (GUIDE_WIDTH - 8)))
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)
    sheet.protect()


def _entries(book, formats, plan, year, department, own):
    sheet, columns = book.add_worksheet(layout.SHEET), layout.columns((own["plan"] == "children").any())
    # the first two columns are printed on every page, so the heading stands beside them
    sheet.merge_range(0, 2, 0, len(layout.SHOWN) - 1, f"{year}年{layout.SHEET}", formats["title"])
    sheet.set_row(0, 28)
    sheet.merge_range(
        1,
        2,
        1,
        len(layout.SHOWN) - 1,
        f"报送单位：{department}　　报送年份：{year}年　　浅黄色单元格由报送单位填写",
        formats["about"],
    )
    for at, column in enumerate(columns):
        sheet.write_string(2, at, column.heading, formats["head"])
        sheet.set_column(at, at, column.width)
    sheet.set_row(2, 2 * LINE_HEIGHT)
    for row, code in enumerate(own.index, start=3):
        shown = layout.shown(plan, code, year)
        for at, column in enumerate(columns):
            if column.asked:
                sheet.write_blank(row, at, None, formats["blank"])
            else:
                sheet.write_string(row, at, shown[column.field], formats["text"])
        sheet.set_row(row, LINE_HEIGHT * max(2, *(-(-2 * len(shown[c.field]) // c.width) for c in layout.SHOWN)))
    _validate(sheet, columns, len(own))
    sheet.freeze_panes(3, 2)
    sheet.repeat_rows(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(0.3, 0.3, 0.4, 0.5)
    sheet.repeat_columns(0, 1)  # two pages wide, each with code and name: what is known, then what is asked
    sheet.set_v_pagebreaks([len(layout.SHOWN)])
    asked = sum(column.width for column in (*columns[:2], *columns[len(layout.SHOWN) :]))
    sheet.set_print_scale(int(100 * PAGE / max(asked, sum(column.width for column in layout.SHOWN))))
    sheet.set_footer("&L填报人：　　　　审核人：　　　　单位负责人：&R第&P页/共&N页")
    sheet.protect(options={"format_columns": True, "format_rows": True, "sort": True})
    sheet.activate()


def _validate(sheet, columns, number):
    """A drop-down for the status; elsewhere a word of help, for a refusal would also refuse 无数据."""
    for at, column in enumerate(columns):
        if column.field == "status":
            sheet.data_validation(3, at, 2 + number, at, {"validate": "list", "source": list(layout.STATUSES)})
        elif column.field == "value":
            said = "只填数字；没有数据填“无数据”，未开展填“未开展”"
            sheet.data_validation(
                3, at, 2 + number, at, {"validate": "any", "input_title": "本年值", "input_message": said}
            )


def _work(book, formats, year, department):
    sheet = book.add_worksheet(layout.WORK)
    sheet.set_column(0, 0, GUIDE_WIDTH)
    sheet.write_string(0, 0, f"{year}年妇女、儿童发展规划实施情况（{department}）", formats["title"])
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
        "title": plan.dictionary.get("title", ""),
        "year": year,
        "department": department,
        "codes": own.index.tolist(),
    }
    sheet.write_string(0, 0, json.dumps(mark, ensure_ascii=False, sort_keys=True))
    sheet.very_hidden()
    sheet.protect()
