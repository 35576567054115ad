"""The values that would be due year by year on the way to a target (应达值): every one of them is 推算."""

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from ..indicator.kind import Kind
from ..indicator.target import Criterion, Rule
from ..odds.assumptions import Assumptions
from ..odds.case import Case, cases
from ..plan.plan import Plan
from ..words.both import Both

MOVED = ("relative", "marked", "per year", "not worse than")  # forms whose number lies so far from an earlier value
FIXED = [
    "code",
    "name_zh",
    "department",
    "unit",
    "base_year",
    "base_value",
    "target",
    "held",
]  # columns before those of the years


@dataclass(frozen=True, slots=True)
class Schedule:
    """The way from a base to a target.

    Parameters
    ----------
    base_year, base_value : where it starts.
    goal : the number to reach.
    due : year → value due; NaN up to the base.
    held : whether the target is met at the base: the least that is due is its number, and what is asked is to hold.
    """

    base_year: int
    base_value: float
    goal: float
    due: dict[int, float]
    held: bool


def formulas(plan: Plan, lang: str = "zh") -> dict[str, str]:
    """Return the formulas of the values due as documents print them: "proportion" and "other".

    Parameters
    ----------
    plan : a loaded :class:`~kzplan.plan.plan.Plan`.
    lang : "zh" or "en".

    >>> from kzplan import load_plan
    >>> formulas(load_plan())["proportion"]
    '应达值＝基期值＋（目标值－基期值）×（年份－基期年）÷（2030－基期年）'
    >>> formulas(load_plan(), "en")["other"]
    'value due = base × (target ÷ base) to the power of (year − base year) ÷ (2030 − base year)'
    """
    last = plan.period.last
    interim = sorted({year for target in plan.by_code.values() for year in target.interim})
    zh, en = f"（年份－基期年）÷（{last}－基期年）", f"(year − base year) ÷ ({last} − base year)"
    bent = Both("", "")
    if interim:
        bent = Both(
            f", piece by piece through the interim targets ({', '.join(map(str, interim))}), but for those that the base is better than",
            f"，有阶段目标（{'、'.join(f'{year}年' for year in interim)}）的分段计算（基期已优于阶段目标的除外）",
        )
    told = {
        "proportion": Both(
            f"value due = base + (target − base) × {en}{bent.en}", f"应达值＝基期值＋（目标值－基期值）×{zh}{bent.zh}"
        ),
        "other": Both(
            f"value due = base × (target ÷ base) to the power of {en}{bent.en}",
            f"应达值＝基期值×（目标值÷基期值）的{zh}次方{bent.zh}",
        ),
    }
    return {name: one.text(lang) for name, one in told.items()}


def due_values(plan: Plan, base_year: int | None = None) -> pd.DataFrame:
    """Return the value due in each year of the plan for every target that is a number and has a base.

    Parameters
    ----------
    plan : a loaded :class:`~kzplan.plan.plan.Plan`.
    base_year : year the way starts from; the target's value of that year, or the last one before it. None: the
        plan's base year.

    Returns
    -------
    DataFrame
        One row a target: code, name_zh, department, unit, base year and value, target (its number), ``held``, and a
        column a year. A target that is met at the base asks only to be held (已达标，保持): ``held`` is true and no year
        has a value due, for a number short of the base would read as a path down to the target. Percentages go in equal steps, rates and positive quantities at an equal rate (:func:`formulas`), through
        the numbers of interim years where the plan has any.

    >>> from kzplan import load_plan
    >>> due = due_values(load_plan()).set_index("code")
    >>> float(round(due.loc["W04", 2025], 2)), float(due.loc["W04", 2030])
    (92.36, 94.0)
    """
    listed = cases(plan, Assumptions(reference_class=False))
    rows = []
    for case in listed:
        way = schedule_of(case, base_year)
        if way is not None:
            target = case.target
            fixed = [
                target.code,
                target.name.zh,
                target.department,
                target.unit,
                way.base_year,
                way.base_value,
                way.goal,
            ]
            due = [math.nan] * len(way.due) if way.held else way.due.values()
            rows.append([*fixed, way.held, *due])
    return pd.DataFrame(rows, columns=[*FIXED, *plan.period.years])


def schedule_of(case: Case, base_year: int | None = None) -> Schedule | None:
    """Return the way to a case's target, or None where it is no number or has no base."""
    base = case.base if base_year is None else case.series.latest_to(base_year)
    number = goal(case)
    if number is None or base is None or not case.comparable:
        return None
    years = np.array(case.period.years)
    held = case.criterion is not None and case.criterion.met(base.value)
    if held:
        due = np.full(len(years), number)
    else:
        due = _way(
            [(base.year, base.value), *_interim(case, base, number), (case.period.last, number)], years, case.kind
        )
    return Schedule(base.year, base.value, number, dict(zip(years.tolist(), due.tolist(), strict=True)), held)


def goal(case: Case) -> float | None:
    """Return the number a case is to reach, or None: one end of what counts, or the number named by 左右."""
    return number_of(case.rule, case.criterion)


def number_of(rule: Rule, criterion: Criterion | None) -> float | None:
    """Return the number a rule asks for, or None: one end of what counts, or the number named by 左右."""
    if rule.form == "about":
        return rule.value
    if criterion is None or rule.form not in ("at least", "at most", *MOVED):
        return None
    end = criterion.low if math.isfinite(criterion.low) else criterion.high
    return end if math.isfinite(end) else None


def _interim(case, base, goal):
    """(year, number) of the interim targets that are numbers; one that the base is beyond already leads nowhere."""
    known = case.series.by_year
    asked = [
        (
            year,
            number_of(rule, rule.criterion(known.get(start := rule.year_from(case.period.base)), years=year - start)),
        )
        for year, rule in sorted(case.target.interim.items())
        if year > base.year
    ]
    ahead = goal - base.value
    return [(year, number) for year, number in asked if number is not None and (number - base.value) * ahead >= 0]


def _way(points, years, kind):
    """Values due at years between the points; percentages in equal steps, the rest at an equal rate."""
    due = np.full(len(years), np.nan)
    for (start, base), (end, number) in pairwise(points):
        share = np.clip((years - start) / (end - start), 0, 1)
        if kind is Kind.PROPORTION or base <= 0 or number <= 0:
            way = base + (number - base) * share
        else:
            way = base * (number / base) ** share
        due = np.where(years > start, way, due)
    return due
