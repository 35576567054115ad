"""One row a target for one year: value, changes, verdicts, schedule, and the chance for 2030 then and a year before."""

import math
from dataclasses import dataclass, field

import pandas as pd

from ..odds import assess
from ..odds.projection import Projection
from ..words.errors import InputError
from . import judge, schedule
from .schedule import FIRST, LAST

BASE = 2020
FEW = 10  # events; a rate that rests on fewer moves by chance
COLUMNS = [
    "code",
    "name_zh",
    "name_en",
    "plan",
    "domain",
    "department",
    "nature",
    "unit",
    "kind",
    "direction",
    "decimals",
    "target",
    "target_city",
    "base_year",
    "base_value",
    "previous_value",
    "value",
    "value_year",
    "data_status",
    "numerator",
    "denominator",
    "since_base",
    "since_base_pct",
    "since_previous",
    "since_previous_pct",
    "gap",
    "gap_city",
    "verdict",
    "verdict_city",
    "why_not_judged",
    "due",
    "covered",
    "time_gone",
    "pace",
    "realised",
    "p_reach",
    "p_before",
    "p_change",
    "lo80",
    "hi80",
    "median",
    "outlook",
    "reason",
    "change_so_far",
    "change_required",
    "acceleration",
    "change_unit",
    "few",
    "older",
    "said",
    "first_report",
    "last_year",
    "last_value",
]


@dataclass(frozen=True)
class Evaluation:
    """What the returns of a year say of every target.

    Parameters
    ----------
    plan : the plan as known at the end of the year: later annual values are left out.
    year : year evaluated.
    max_age : how many years old a value may be and still count for the year.
    table : one row a target in code order, columns ``COLUMNS``; see :func:`evaluate`.
    cases : the :class:`~kzplan.odds.assess.Case` of each target.
    outlook : the outlook table as known at the end of the year.
    """

    plan: object
    year: int
    max_age: int
    table: pd.DataFrame = field(repr=False)
    cases: list = field(repr=False)
    outlook: pd.DataFrame = field(repr=False)

    def projections(self, codes=None):
        """Return the :class:`~kzplan.odds.projection.Projection` of each target, or of ``codes``."""
        rows = self.outlook.set_index("code", drop=False)
        return [
            Projection(case, rows.loc[case.target["code"]])
            for case in self.cases
            if codes is None or case.target["code"] in codes
        ]


def evaluate(plan, year, max_age=0):
    """Evaluate every target of a plan for a year.

    Parameters
    ----------
    plan : a loaded :class:`~kzplan.plan.plan.Plan`.
    year : 2021 to 2030.
    max_age : how many years old a value may be and still count for the year (a survey every third year);
        0: only the year's own. ``value_year`` says which year a value is of; an older value is set beside the
        year before its own, and against what was due in its own year.

    Returns
    -------
    Evaluation
        Its table has a row a target. ``verdict`` and ``verdict_city`` are "met", "nearly met" (within
        assumption A19), "not met", "cannot be judged" (there is a value, but no measurable target:
        ``why_not_judged``) or "no value"; the city's may be "no target". ``since_base`` and
        ``since_previous`` are differences from 2020 and from the year before in the indicator's unit, the
        same with ``_pct`` in per cent of the earlier value. ``due`` is the value due that year (推算),
        ``covered`` and ``time_gone`` the shares of the way and of the time since the base (%), ``pace`` one of
        "ahead", "faster", "as expected", "behind". ``realised`` is 实现程度 (%). ``p_reach`` is the chance for
        2030 as known at the end of the year, ``p_before`` a year earlier; neither once there is a value of 2030. ``few`` marks rates on fewer than ten
        events. ``older`` marks values of an earlier year, ``first_report`` targets without a value of 2021 or
        later before this year; ``said`` is what was written in place of a value (无数据, 未开展). ``last_year`` and ``last_value`` are the latest known at all, where the year has none.

    Raises
    ------
    ValueError : for another year.

    Notes
    -----
    实现程度 is value over target, or target over value where lower is better, at most 100 %: the usual way of
    writing it. The schedule is :func:`kzplan.evaluation.schedule.due_values`.

    >>> from kzplan import load_plan
    >>> found = evaluate(load_plan(), 2025).table.set_index("code")
    >>> found.loc["W03", "verdict"], float(found.loc["W03", "base_value"]), round(float(found.loc["W03", "due"]), 2)
    ('no value', 10.79, 9.29)
    """
    if year not in range(FIRST, LAST + 1):
        raise InputError(f"year must be one of the plan's, {FIRST} to {LAST}; got {year}")
    if max_age < 0:
        raise InputError(f"max_age counts years, 0 or more; got {max_age}")
    known = plan.known_to(year)
    chances = assess.outlook(known).set_index("code")
    earlier = assess.outlook(plan.known_to(year - 1)).set_index("code")
    due = schedule.due_values(known).set_index("code")
    cases = assess.cases(known, assess.Assumptions())
    reported = known.returned[known.returned["stratum"].eq("total")].set_index(["code", "year"])
    rows = [
        _row(case, year, max_age, due, chances.loc[case.target["code"]], earlier.loc[case.target["code"]], reported)
        for case in cases
    ]
    table = pd.DataFrame(rows, columns=COLUMNS)
    whole = ("base_year", "value_year", "last_year")
    return Evaluation(known, year, max_age, table.astype(dict.fromkeys(whole, "Int64")), cases, chances.reset_index())


def _row(case, year, max_age, due, chance, earlier, reported):
    target, kind = case.target, case.kind
    fit = target["comparability"] in ("A", "B")
    values = case.values.set_index("year") if fit else case.values.iloc[:0].set_index("year")
    known = values["value"].to_dict()
    seen = next((at for at in range(year, max(year - max_age, FIRST) - 1, -1) if at in known), None)
    value, last = known.get(seen), max(known, default=None)
    row = {
        name: target[name]
        for name in (
            "code",
            "name_zh",
            "name_en",
            "plan",
            "domain",
            "department",
            "nature",
            "unit",
            "kind",
            "direction",
            "target_city",
        )
    }
    row |= {
        "target": case.rule.text,
        "value": value,
        "value_year": seen,
        "previous_value": known.get((seen or year) - 1),
        "last_year": last,
        "last_value": known.get(last),
        "decimals": int(values["decimals"].max()) if len(values) else 0,
        "data_status": reported["status"].get((target["code"], seen), ""),
        "said": "" if seen is not None else str(reported["printed"].get((target["code"], year), "")),
        "first_report": not any(FIRST <= at < year for at in known),
    }
    for name in ("numerator", "denominator"):
        row[name] = values.loc[seen, name] if seen is not None else math.nan
    row["older"] = seen is not None and seen != year
    row["few"] = bool(kind == "rate" and row["numerator"] < FEW)
    for name, before in (("base", known.get(BASE)), ("previous", row["previous_value"])):
        row[f"since_{name}"], row[f"since_{name}_pct"] = _change(before, value)
    row |= _verdicts(case, known, seen, kind) | _on_schedule(
        case, value, seen or year, due, values.loc[seen, "decimals"] if seen else 0
    )
    p, before = chance["p_reach"], earlier["p_reach"]
    row |= {"p_reach": p, "p_before": before, "p_change": p - before}
    row |= {
        name: chance[name]
        for name in (
            "lo80",
            "hi80",
            "median",
            "outlook",
            "reason",
            "change_so_far",
            "change_required",
            "acceleration",
            "change_unit",
        )
    }
    if LAST in known:  # what happened needs no odds
        row |= dict.fromkeys(
            ("p_reach", "p_before", "p_change", "lo80", "hi80", "median", "change_required", "acceleration"), math.nan
        )
        row |= {"outlook": "", "reason": "the year has come"}
    return row


def _change(before, value):
    """(difference, the same in per cent of the earlier value); NaN where either is missing."""
    if before is None or value is None:
        return math.nan, math.nan
    return round(value - before, 10), 100 * (value - before) / before if before else math.nan


def _verdicts(case, known, seen, kind):
    """The verdicts for district and city, how far it is to go, and why a value could not be judged."""
    found = {"why_not_judged": ""}
    for name, rule, criterion in (
        ("", case.rule, case.criterion),
        ("_city", case.target["rule_city"], case.criterion_city),
    ):
        value = known.get(seen)
        told = judge.verdict(value, criterion, rule.form, kind)
        if told == "cannot be judged" and rule.form == "better every year":
            better = judge.every_year_better(known, seen, rule.direction)
            told = told if better is None else "met" if better else "not met"
        found[f"verdict{name}"] = told
        judged = told in judge.JUDGED and criterion is not None
        found[f"gap{name}"] = judge.shortfall(value, criterion) if judged else math.nan
    if found["verdict"] == "cannot be judged":
        found["why_not_judged"] = _why(case.rule.form)
    return found


def _why(form):
    if form in ("better", "marked", "relative"):
        return "no comparable value of the base year"
    if form == "better every year":
        return "a year's value is missing"
    return "needs reference series" if form == "relative to series" else "not quantified"


def _on_schedule(case, value, year, due, decimals):
    """Value due, shares of way and time, pace, degree of realisation; empty where there is no number to reach."""
    code, empty = (
        case.target["code"],
        {
            "base_year": None,
            "base_value": math.nan,
            "due": math.nan,
            "covered": math.nan,
            "time_gone": math.nan,
            "pace": "",
            "realised": math.nan,
        },
    )
    if code not in due.index:
        base = (
            case.values[case.values["year"] <= BASE]
            if case.target["comparability"] in ("A", "B")
            else case.values.iloc[:0]
        )
        if len(base):
            empty |= {"base_year": int(base.iloc[-1]["year"]), "base_value": base.iloc[-1]["value"]}
        goal = schedule.goal(case)
        return empty | ({"realised": _realised(case, value, goal)} if value is not None and goal is not None else {})
    line = due.loc[code]
    gone = (year - line["base_year"]) / (LAST - line["base_year"])
    found = {
        "base_year": int(line["base_year"]),
        "base_value": line["base_value"],
        "due": line[year],
        "covered": math.nan,
        "time_gone": 100 * gone,
        "pace": "",
        "realised": math.nan,
    }
    if value is None:
        return found
    covered = judge.way_covered(line["base_value"], value, line["target"], case.kind)
    met = case.criterion.met(value)
    if (
        case.rule.form == "about" and covered > 1 and not met
    ):  # beyond the band on the other side: no schedule leads there
        return found
    if case.criterion.met(line["base_value"]):
        covered = math.nan  # the target was met at the base: there is no way to go, only ground to hold
    half = 0.5 * 10.0 ** -int(decimals)
    return found | {
        "covered": 100 * covered,
        "pace": judge.pace(value, line[year], half, covered, gone, met),
        "realised": _realised(case, value, line["target"]),
    }


def _realised(case, value, goal):
    """实现程度 in per cent; NaN for targets that have no good direction."""
    if case.target["direction"] not in ("up", "down") or case.criterion is None or case.rule.form == "about":
        return math.nan
    if case.criterion.met(value):
        return 100.0
    above, below = (value, goal) if case.target["direction"] == "up" else (goal, value)
    return min(100.0, 100.0 * above / below) if below > 0 else math.nan
