"""Two lists that go out with the forms: 《缺项数据清单》 and 《目标任务分解表》."""

from pathlib import Path

from ..evaluation import missing, schedule
from ..paper.filenames import apart
from ..paper.sheet import LONGEST, open_workbook, sheet_name, source_line, write_table
from ..paper.whole import folder_at
from ..plan.plan import Plan
from ..words import labels
from ..words.both import Both
from ..words.door import door

ALL, DEPARTMENT = Both("All", "全部"), Both("department", "责任单位")
LACKING, SPLIT = Both("Data that are missing", "缺项数据清单"), Both("Values due year by year", "目标任务分解表")
HELD = Both("hold", "保持")  # in the place of a value due, where the target was met at the base
CODE, UNIT = Both("code", "代码"), Both("unit", "单位")
LACKING_COLUMNS = (  # where it comes from, heading, width
    ("code", CODE, 6),
    ("name", Both("indicator", "指标"), 34),
    ("unit", UNIT, 8),
    ("reason", Both("reason", "原因"), 12),
    ("known", Both("printed in the plan (usable)", "规划所印（可用）"), 26),
    ("collect", Both("to be supplied", "需补充"), 44),
    ("department", DEPARTMENT, 22),
)
ABOUT_LACKING = Both(
    "These targets have no data to judge them by; departments supply what the column “to be supplied” names, with definition and source.",
    "下列指标没有可用于判断的数据；请责任单位按“需补充”一列提供，并附统计口径和来源。",
)


@door
def write_lists(plan: Plan, folder: str | Path, lang: str = "zh") -> list[Path]:
    """Write both lists, a sheet for each department and one for all.

    Parameters
    ----------
    plan : a loaded :class:`~kzplan.plan.plan.Plan`.
    folder : where to; made if it is not there.
    lang : "zh", as the departments read them, or "en"; departments are called as the plan calls them.

    Returns
    -------
    list of the two files; the same plan gives the same bytes.
    """
    folder = folder_at(folder)
    return [_write_lacking(plan, folder, lang), _write_split(plan, folder, lang)]


def _write_lacking(plan, folder, lang):
    found = missing.to_collect(plan)
    table = found.assign(
        name=found[f"name_{lang}"],
        collect=found[f"collect_{lang}"],
        reason=[labels.word(reason, lang) for reason in found["reason"]],
        known=found["known"].where(found["known"] != "", Both("none", "无").text(lang)),
    )
    about = [ABOUT_LACKING.text(lang)]
    return _write(plan, folder, LACKING, LACKING, table, LACKING_COLUMNS, {}, about, lang)


def _write_split(plan, folder, lang):
    period, due = plan.period, schedule.due_values(plan)
    goal = Both(f"target for {period.last}", f"{period.last}年目标")
    columns = (
        ("code", CODE, 6),
        ("name", Both("indicator", "指标"), 30),
        ("unit", UNIT, 8),
        ("base_year", Both("base year", "基期年"), 7),
        ("base_value", Both("base value", "基期值"), 8),
        ("target", goal, 9),
        *((year, Both(str(year), str(year)), 7) for year in period.years),
        ("department", DEPARTMENT, 18),
    )
    kinds = dict.fromkeys((*period.years, "base_value", "target"), "number") | {"base_year": "year"}
    for year in period.years:
        due[year] = due[year].astype(object).where(~due["held"].astype(bool), HELD.text(lang))
    due["name"] = due["name_zh"] if lang == "zh" else [plan.target(code).name.en for code in due["code"]]
    title = Both(f"{SPLIT.en} (projected)", f"{SPLIT.zh}（推算）")
    return _write(plan, folder, SPLIT, title, due, columns, kinds, _about_split(plan, lang), lang)


def _about_split(plan, lang):
    """What stands above the values due: that they are no tasks, and how they are worked out."""
    years, formulas = plan.period.years, schedule.formulas(plan, lang)
    fixed = Both("", "")
    if any(target.interim for target in plan.by_code.values()):
        fixed = Both(
            ", but for the interim targets of the plan (unless the base is better)",
            "，规划定有阶段目标的年份即为该目标（基期已优于阶段目标的除外）",
        )
    return [
        Both(
            f"The values of {years[0]} to {years[-1]} are projected, neither statistics nor targets that the plan sets for the "
            f"year{fixed.en}; where the target was met at the base, every year says “{HELD.en}”.",
            f"{years[0]}—{years[-1]}年各年数值均为推算的应达值，不是统计数据，也不是规划所定的年度目标{fixed.zh}；"
            f"基期已达标的，各年均为“{HELD.zh}”。",
        ).text(lang),
        Both(f"Percentages: {formulas['proportion']}.", f"比例：{formulas['proportion']}。").text(lang),
        Both(f"Rates and others: {formulas['other']}.", f"死亡率及其他：{formulas['other']}。").text(lang),
    ]


def _write(plan, folder, title, head, found, columns, kinds, about, lang):
    """One list as a workbook: a sheet for all, and one for each department's own rows."""
    headings = {name: heading.text(lang) for name, heading, _ in columns}
    widths = {heading.text(lang): width for _, heading, width in columns}
    table = found[list(headings)].rename(columns=headings)
    kinds = {headings[name]: kind for name, kind in kinds.items()}
    departments = [names.split("、") for names in found["department"]]
    footer, every = source_line(plan), dict.fromkeys(name for names in departments for name in names)
    all_, path = ALL.text(lang), folder / f"{title.text(lang)}.xlsx"
    sheets = apart([all_, *every], sheet_name, LONGEST)
    with open_workbook(path, title.text(lang)) as (book, formats):
        write_table(
            book, formats, sheets[all_], table.reset_index(drop=True), widths, footer, kinds, head.text(lang), about
        )
        for department in every:
            own = table[[department in names for names in departments]].reset_index(drop=True)
            lines = [Both(f"Department: {department}", f"责任单位：{department}").text(lang), *about]
            write_table(book, formats, sheets[department], own, widths, footer, kinds, head.text(lang), lines)
    return path
