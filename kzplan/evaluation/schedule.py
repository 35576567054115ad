"""The values that would be due year by year on the way to a target (应达值): every one of them is 推算."""

import math

import numpy as np
import pandas as pd

from ..odds.assess import Assumptions, cases

FIRST, LAST = 2021, 2030
FORMULAS = {
    "proportion": "应达值＝基期值＋（目标值－基期值）×（年份－基期年）÷（2030－基期年）",
    "other": "应达值＝基期值×（目标值÷基期值）的（年份－基期年）÷（2030－基期年）次方",
}
COLUMNS = ["code", "name_zh", "department", "unit", "base_year", "base_value", "target", *range(FIRST, LAST + 1)]


def due_values(plan, base_year=2020):
    """Return the value due each year from 2021 to 2030 for every target that is a number and has a base.

    Parameters
    ----------
    plan : a loaded :class:`~kzplan.plan.plan.Plan`.
    base_year : year the way starts from; the target's value of that year, or the last one before it.

    Returns
    -------
    DataFrame
        One row a target: code, name_zh, department, unit, base year and value, target (its number), and a
        column a year. A target that is met at the base asks only to be held: its own number is due every
        year. Percentages go in equal steps, rates and positive quantities at an equal rate (``FORMULAS``).

    >>> from kzplan import load_plan
    >>> due = due_values(load_plan()).set_index("code")
    >>> float(round(due.loc["W04", 2025], 2)), float(due.loc["W04", 2030])
    (92.36, 94.0)
    """
    rows = []
    for case in cases(plan, Assumptions(reference_class=False)):
        seen = case.values[case.values["year"] <= base_year]
        number = goal(case)
        if number is None or not len(seen) or case.target["comparability"] not in ("A", "B"):
            continue
        base = seen.iloc[-1]
        years = np.arange(FIRST, LAST + 1)
        rows.append(
            [
                case.target["code"],
                case.target["name_zh"],
                case.target["department"],
                case.target["unit"],
                int(base["year"]),
                base["value"],
                number,
                *_way(case, base, number, years),
            ]
        )
    return pd.DataFrame(rows, columns=COLUMNS)


def goal(case):
    """Return the number a :class:`~kzplan.odds.assess.Case` is to reach, or None: one end of what counts, or the number named by 左右."""
    if case.rule.form == "about":
        return case.rule.value
    if case.criterion is None or case.rule.form not in ("at least", "at most", "relative", "marked"):
        return None
    end = case.criterion.low if math.isfinite(case.criterion.low) else case.criterion.high
    return end if math.isfinite(end) else None


def _way(case, base, number, years):
    if case.criterion is not None and case.criterion.met(base["value"]):
        return [number] * len(years)
    share = np.clip((years - base["year"]) / (LAST - base["year"]), 0, 1)
    if case.kind == "proportion" or base["value"] <= 0 or number <= 0:
        return base["value"] + (number - base["value"]) * share
    return base["value"] * (number / base["value"]) ** share
