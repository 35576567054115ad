"""Faults of a plan folder, told where a person can mend them: by sheet, row and column of the review."""

import re
from dataclasses import replace
from pathlib import Path

from ..words.errors import Fault, PlanError
from .confirmed import ROW, Confirmed
from .facts import NAMES, YEARS
from .review import CHANGE, DECIDE, SHEETS
from .tongue import faults_in_english

_COLUMNS = {  # of the folder's tables; the first of these headings that a person has written in, else the last
    "name": ("改为名称", "指标名称"),
    "target_district": ("改为目标", "目标"),
    "target_city": ("上级目标",),
    "indicator": ("改为指标", "拟用指标"),
    "stratum": ("改为分组", "分组"),
    "kind": ("改为类型", "类型"),
    "direction": ("改为方向", "良好方向"),
    "comparability": ("改为可比性", "拟定可比性"),
    "source": ("改为来源", "基期来源"),
    "source_name": ("来源名称",),
    "value": ("改为数值", "数值"),
    "department": ("补充责任单位", "责任单位"),
    "number": ("序号",),
    "domain": ("类别",),
    "nature": ("属性",),
    "unit": ("单位",),
    "year": ("年份",),
    "quote": ("原文",),
    "plan": ("改为规划", "规划"),
    "line": ("来源",),
    "reason_zh": ("理由",),
    "reason_en": ("理由",),
}
_BY_YEAR = (
    (r"interim_(\d{4})", "{}年目标"),
    (r"value_(\d{4})", "{}年值"),
    (r"grade_(\d{4})", "拟定可比性"),
    (r"target_(\d{4})", "规划目标"),
)


def in_review(problem: PlanError, done: Confirmed) -> PlanError:
    """Return the faults of the folder made of a review with the places they have in its workbook.

    Parameters
    ----------
    problem : what loading the folder raised.
    done : the review, its rows placed in the folder's tables.
    """
    faults = [_placed(fault, done) for fault in problem.faults]
    return PlanError(done.workbook, faults_in_english(faults) if done.in_english else faults)


def place_of(done: Confirmed, table: str, row: int) -> tuple[str, int]:
    """Return the sheet of a review and its row that a row of a printed table was made of; the table itself where there is none.

    Parameters
    ----------
    done : the review, its rows placed in the folder's tables.
    table, row : of the folder, as corrections.csv names them.
    """
    for sheet, rows in (("goals", done.goals), ("past", done.past)):
        for one in rows:
            if (one.get("table"), one.get("row")) == (table, int(row)):
                return SHEETS[sheet], one[ROW]
    return table, int(row)


def _placed(fault: Fault, done: Confirmed) -> Fault:
    if fault.file == "datapackage.json":
        return _of_facts(fault, done)
    name = Path(fault.file).stem
    for sheet, rows in _sources(name, done):
        if 0 <= fault.row - 2 < len(rows):
            row = rows[fault.row - 2]
            return replace(fault, file=SHEETS[sheet], row=row[ROW], column=_heading(fault.column, row))
    return fault


def _sources(name: str, done: Confirmed) -> list[tuple[str, list[dict]]]:
    """The sheet and the rows that a table's rows were made of, in its order."""
    goals, past, figures = ([row for row in rows if row["kept"]] for rows in (done.goals, done.past, done.figures))
    whole = {"targets": ("goals", goals), "baselines": ("goals", goals), "indicators": ("past", past)}
    whole |= {"prose": ("figures", figures)}
    printed = [
        (sheet, [row for row in rows if row["table"] == name]) for sheet, rows in (("goals", goals), ("past", past))
    ]
    return [whole[name]] if name in whole else printed


def _heading(column: str, row: dict) -> str:
    for pattern, heading in _BY_YEAR:
        match = re.fullmatch(pattern, column)
        if match:
            return heading.format(match[1]) if "{" in heading else heading
    headings = [one for one in _COLUMNS.get(column, ()) if one in row]
    written = [one for one in headings[:-1] if row[one].strip() and row[DECIDE].strip() == CHANGE]
    return written[0] if written else headings[-1] if headings else column


def _of_facts(fault: Fault, done: Confirmed) -> Fault:
    """A fault of the plan's years, in the words of their sheet."""
    remedy = ("Write the right one under 改为.", "请在“改为”列填写正确内容。")
    if fault.column != "period":
        return replace(fault, file=SHEETS["facts"], remedy=remedy)
    years = {name: getattr(done.facts, name) for name in YEARS}
    found = (
        ", ".join(f"{name} {year}" for name, year in years.items()),
        "，".join(f"{NAMES[name]}{year}" for name, year in years.items()),
    )
    return replace(fault, file=SHEETS["facts"], found=found, remedy=remedy, column="改为")
