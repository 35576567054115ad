"""One target's line of the outlook as a reader of Chinese has it: headings, words and numbers."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from ..odds.projection import Projection
    from ..plan import Plan
    from ..plan.target import Target

IN_ENGLISH = ("name_en", "rule")  # columns that hold English alone; what is asked stands in the target as printed
DIRECTIONS = {"up": "越高越好", "down": "越低越好", "none": "无优劣方向"}
KINDS = {"rate": "率", "proportion": "比例", "positive": "正数", "count": "计数", "none": "不推算"}


def in_chinese(projection: "Projection", plan: "Plan") -> Iterator[tuple[str, str]]:
    """Yield heading and cell of each column that is not empty.

    Parameters
    ----------
    projection, plan : of the target, and the plan that it is of.

    >>> from kzplan import load_plan, project
    >>> told = dict(in_chinese(project(load_plan(), "W03"), load_plan()))
    >>> told["达标状况（区目标）"], told["变化单位"], told["真实水平达标可能性（区目标）"]
    ('未达标', '%/年', '39%')
    """
    from ..odds.columns import columns

    row = projection.row
    unsaid = {*IN_ENGLISH, *not_asked(projection.case.target)}
    for column in columns():
        cell = row[column.name]
        if column.name not in unsaid and not pd.isna(cell) and cell != "":
            yield column.headed(plan.levels, plan.period).zh, _cell(column, row, projection)


def not_asked(target: "Target") -> tuple[str, ...]:
    """Return the columns on the target of the level above, where that asks for nothing: as of the nation.

    >>> from kzplan import load_plan
    >>> not_asked(load_plan().target("W03"))
    ()
    """
    return () if target.text_above.strip("—–- ") else ("target_city", "status_city")


def _cell(column, row, projection):
    from ..words import labels

    cell = row[column.name]
    if column.kind == "share":
        return labels.percent(cell, "zh")
    if column.kind == "year":
        return str(int(cell))
    if column.kind == "number":
        return labels.number(cell, 4)
    if column.name.startswith("status"):
        return labels.word(labels.status({**row, "status": cell}), "zh")
    of_text = {"direction": DIRECTIONS, "kind": KINDS}.get(column.name)
    if of_text:
        return of_text[str(cell)]
    if column.name == "methods_on_track":
        return labels.methods(cell, "zh")
    if column.name == "note":
        return projection.case.target.reason.zh or str(cell)
    return labels.word(str(cell), "zh") if column.kind == "word" else str(cell)
