"""Two lists that go out with the forms: 《缺项数据清单》 and 《目标任务分解表》."""

from pathlib import Path

from ..evaluation import missing, schedule
from ..paper.filenames import apart
from ..paper.sheet import LONGEST, open_workbook, sheet_name, source_line, write_table
from ..paper.whole import folder_at
from ..plan.plan import Plan
from ..words import labels
from ..words.door import door

ALL = "全部"
LACKING, SPLIT = "缺项数据清单", "目标任务分解表"
HELD = "保持"  # in the place of a value due, where the target was met at the base
LACKING_WIDTHS = {"代码": 6, "指标": 34, "单位": 8, "原因": 12, "规划所印（可用）": 26, "需补充": 44, "责任单位": 22}
ABOUT_LACKING = "下列指标没有可用于判断的数据；请责任单位按“需补充”一列提供，并附统计口径和来源。"


@door
def write_lists(plan: Plan, folder: str | Path) -> list[Path]:
    """Write both lists, a sheet for each department and one for all.

    Returns
    -------
    list of the two files; the same plan gives the same bytes.
    """
    folder = folder_at(folder)
    return [_write_lacking(plan, folder / f"{LACKING}.xlsx"), _write_split(plan, folder / f"{SPLIT}.xlsx")]


def _write_lacking(plan, path):
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
    return _write(
        plan, path, LACKING, LACKING, table[list(words)].rename(columns=words), LACKING_WIDTHS, {}, [ABOUT_LACKING]
    )


def _write_split(plan, path):
    period, goal = plan.period, f"{plan.period.last}年目标"
    years = [str(year) for year in period.years]
    words = {
        "code": "代码",
        "name_zh": "指标",
        "unit": "单位",
        "base_year": "基期年",
        "base_value": "基期值",
        "target": goal,
        **dict(zip(period.years, years, strict=True)),
        "department": "责任单位",
    }
    due = schedule.due_values(plan)
    widths = dict.fromkeys(years, 7) | {
        "代码": 6,
        "指标": 30,
        "单位": 8,
        "基期年": 7,
        "基期值": 8,
        goal: 9,
        "责任单位": 18,
    }
    kinds = dict.fromkeys((*years, "基期值", goal), "number") | {"基期年": "year"}
    formulas = schedule.formulas(plan)
    fixed = (
        "，规划定有阶段目标的年份即为该目标（基期已优于阶段目标的除外）"
        if any(target.interim for target in plan.by_code.values())
        else ""
    )
    about = [
        f"{years[0]}—{years[-1]}年各年数值均为推算的应达值，不是统计数据，也不是规划所定的年度目标{fixed}；"
        f"基期已达标的，各年均为“{HELD}”。",
        f"比例：{formulas['proportion']}。",
        f"死亡率及其他：{formulas['other']}。",
    ]
    for year in period.years:
        due[year] = due[year].astype(object).where(~due["held"].astype(bool), HELD)
    table = due[list(words)].rename(columns=words)
    return _write(plan, path, SPLIT, f"{SPLIT}（推算）", table, widths, kinds, about)


def _write(plan, path, title, head, table, widths, kinds, about):
    """One list as a workbook: a sheet for all, and one for each department's own rows."""
    departments = [names.split("、") for names in table["责任单位"]]
    footer, every = source_line(plan), dict.fromkeys(name for names in departments for name in names)
    sheets = apart([ALL, *every], sheet_name, LONGEST)
    with open_workbook(path, title) as (book, formats):
        write_table(book, formats, sheets[ALL], table.reset_index(drop=True), widths, footer, kinds, head, about)
        for department in every:
            own = table[[department in names for names in departments]].reset_index(drop=True)
            lines = [f"责任单位：{department}", *about]
            write_table(book, formats, sheets[department], own, widths, footer, kinds, head, lines)
    return path
