"""Two lists that go out with the forms: 《缺项数据清单》 and 《目标任务分解表》."""

from pathlib import Path

from ..evaluation import missing, schedule
from ..paper.sheet import open_workbook, source_line, write_table

LACKING, SPLIT = "缺项数据清单", "目标任务分解表"
WIDTHS = {"代码": 6, "指标": 34, "单位": 8, "原因": 12, "规划所印（可用）": 26, "需补充": 44, "责任单位": 22}


def write_lists(plan, folder):
    """Write both lists, a sheet for each department and one for all.

    Returns
    -------
    list of the two files; the same plan gives the same bytes.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{LACKING}.xlsx", folder / f"{SPLIT}.xlsx"]
    _write(
        plan,
        paths[0],
        LACKING,
        _lacking(plan),
        WIDTHS,
        {},
        ["下列指标没有可用于判断的数据；请责任单位按“需补充”一列提供，并附统计口径和来源。"],
    )
    table = _split(plan)
    years = [name for name in table if name.isdigit()]
    widths = {
        "代码": 6,
        "指标": 30,
        "单位": 8,
        "基期年": 7,
        "基期值": 8,
        "2030年目标": 9,
        **dict.fromkeys(years, 7),
        "责任单位": 18,
    }
    kinds = {"基期年": "year", "基期值": "number", **dict.fromkeys(years, "number"), "2030年目标": "number"}
    about = [
        "2021—2030年各年数值均为推算的应达值，不是统计数据，也不是规划所定的年度目标；基期已达标的，各年为保持目标值。",
        f"比例：{schedule.formulas(plan.period)['proportion']}。",
        f"死亡率及其他：{schedule.formulas(plan.period)['other']}。",
    ]
    _write(plan, paths[1], SPLIT, table, widths, kinds, about)
    return paths


def _lacking(plan):
    from ..words import labels

    found = missing.to_collect(plan)
    words = {
        "code": "代码",
        "name_zh": "指标",
        "unit": "单位",
        "reason": "原因",
        "known": "规划所印（可用）",
        "collect_zh": "需补充",
        "department": "责任单位",
    }
    table = found.assign(
        reason=[labels.word(reason, "zh") for reason in found["reason"]],
        known=found["known"].where(found["known"] != "", "无"),
    )
    return table[list(words)].rename(columns=words)


def _split(plan):
    due = schedule.due_values(plan)
    words = {
        "code": "代码",
        "name_zh": "指标",
        "unit": "单位",
        "base_year": "基期年",
        "base_value": "基期值",
        "target": "2030年目标",
    }
    table = due.rename(
        columns={
            **words,
            "department": "责任单位",
            **{year: str(year) for year in plan.period.years},
        }
    )
    order = [*words.values(), *(str(year) for year in plan.period.years), "责任单位"]
    return table[order]


def _write(plan, path, title, table, widths, kinds, about):
    book, formats = open_workbook(path, title)
    departments = dict.fromkeys(name for names in table["责任单位"] for name in names.split("、"))
    with book:
        for department in (None, *departments):
            own = (
                table if department is None else table[[department in names.split("、") for names in table["责任单位"]]]
            )
            head = f"{title}（推算）" if title == SPLIT else title
            lines = about if department is None else [f"责任单位：{department}", *about]
            write_table(
                book,
                formats,
                department or "全部",
                own.reset_index(drop=True),
                widths,
                source_line(plan),
                kinds,
                head,
                lines,
            )
