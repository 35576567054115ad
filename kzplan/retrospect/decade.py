"""Which targets for 2020 were really met: one verdict a target, from the plan's own tables."""

import math

import numpy as np
import pandas as pd

from ..indicator.target import parse_target
from ..plan import printed
from ..words import labels
from ..words.errors import InputError

YEARS = (2020,)
BASE, VALUE, TARGET = "value_2010", "value_2020", "target_2020"
OUTCOMES = (
    "met",
    "about",
    "at the boundary",
    "missed",
    "moved the wrong way",
    "already at the ceiling",
    "not measurable",
    "no baseline",
)
MET = ("met", "about")
NOT_MET = ("at the boundary", "missed", "moved the wrong way")
MEASURABLE = MET + NOT_MET
COLUMNS = [
    "plan",
    "table",
    "row",
    "indicator",
    "name_zh",
    "name_en",
    "unit",
    "domain",
    "department",
    "target",
    "rule",
    "base_value",
    "value",
    "printed",
    "moved",
    "outcome",
    "note_en",
    "note_zh",
]


def review(plan, year=2020):
    """Return the verdict on every printed target for a year.

    Parameters
    ----------
    plan : a loaded :class:`~kzplan.plan.plan.Plan`.
    year : a year with printed targets and values; 2020 for plans of 2011–2020.

    Returns
    -------
    DataFrame
        One row a target, in printed order, with ``outcome`` one of ``OUTCOMES``: met; about (左右, within
        the stated tolerance); at the boundary (equal to a number the target excludes: 2.00 is not ＜ 2);
        missed; moved the wrong way (a target in words, and the value went the other way); already at
        the ceiling (提高 from the natural limit, and held there); not measurable (控制); no baseline.
        ``moved`` says how the value went where both are printed. A value with a second reading
        in ``corrections.csv`` is judged in both, and is not measurable where they disagree; a base set aside
        without one is no base.

    Raises
    ------
    ValueError : for a year without printed targets and values.

    >>> from kzplan import load_plan
    >>> table = review(load_plan()).set_index(["plan", "row"])
    >>> table.loc[("children", 21), "outcome"], table.loc[("women", 164), "outcome"]
    ('at the boundary', 'missed')
    """
    if year not in YEARS:
        raise InputError(f"no targets with values are printed for {year}; there are for {', '.join(map(str, YEARS))}")
    corrected = plan.tables["corrections"].set_index(["table", "row", "column"])
    records = []
    for (table, row), line in plan.decade.to_dict("index").items():
        way = line["direction"] if line["direction"] in ("up", "down") else None
        rule = parse_target(line[TARGET], way)
        if rule.form != "none":
            readings = _readings(line, (table, row), corrected)
            records.append(_record((table, row), line, rule, _judged(rule, line, readings, way, plan)))
    reviewed = pd.DataFrame(records, columns=COLUMNS)
    reviewed.attrs["cite"] = plan.cite
    return reviewed


def _readings(line, key, corrected):
    """Every (base, value) the two cells may stand for: as printed, and as corrections.csv has it."""
    options = []
    for column in (BASE, VALUE):
        values = [printed.parse_value(line[column])[0]]
        cell = (*key, column)
        if cell in corrected.index:
            other = corrected.loc[cell, "corrected"]
            if not math.isnan(other):
                values.append(float(other))
            elif column == BASE:
                values = [None]  # a base that is set aside is none
        options.append(values)
    return [(base, value) for base in options[0] for value in options[1]]


def _judged(rule, line, readings, way, plan):
    """(outcome, moved, notes) of a target, the same in every reading or not measurable."""
    introduced = printed.parse_value(line[BASE])[1] == "not yet introduced"
    found = [_outcome(rule, base, value, line, introduced, plan) for base, value in readings]
    moved = _moved(*readings[0], way or rule.direction)
    if len({outcome for outcome, *_ in found}) > 1:
        note = ("its printed and its corrected value lead to different verdicts", "所印值与更正值结论不同")
        return "not measurable", moved, note
    outcome, *note = found[0]
    return outcome, moved, note


def _moved(base, value, way):
    if base is None or value is None:
        return ""
    if base == value:
        return "unchanged"
    if way is None:
        return "up" if value > base else "down"
    return "right way" if (value > base) == (way == "up") else "wrong way"


def _outcome(rule, base, value, line, introduced, plan):
    """(outcome, note in English, note in Chinese) for one reading of the two cells."""
    if rule.form in ("not quantified", "relative to series"):
        return "not measurable", "the target says no amount", "目标未量化"
    if value is None:
        return "not measurable", "no value is printed for 2020", "2020年无数据"
    if rule.form == "about":
        return _about(rule, value, plan)
    if rule.form == "better every year" and base is not None and _moved(base, value, rule.direction) != "right way":
        return _not_better(rule, base, value, line["unit"])
    if rule.form in ("better", "marked", "relative") and base is None:
        if introduced and rule.direction == "up" and value > 0:
            return "met", "not yet introduced in 2010", "2010年未开展"
        if printed.parse_value(line[BASE])[0] is not None:
            return (
                "no baseline",
                f"the value for 2010 ({line[BASE]}) is set aside as defective",
                f"2010年值（{line[BASE]}）有误，不采用",
            )
        return "no baseline", "no value is printed for 2010", "2010年无数据"
    criterion = rule.criterion(base, plan.conventions)
    if criterion is None:
        return "not measurable", "it needs the values of every year", "须有逐年数据"
    if criterion.met(value):
        return "met", "", ""
    if rule.form == "better":
        return _not_better(rule, base, value, line["unit"])
    if rule.strict and value == rule.value:
        shown = line[VALUE].strip()
        return "at the boundary", f"{shown} is not {rule.words}", f"{shown}不满足“{rule.text}”"
    gap = labels.number(abs(value - (rule.value if rule.value is not None else criterion.low)), 4)
    return "missed", f"short by {gap}", f"相差{gap}"


def _about(rule, value, plan):
    tolerance, off = plan.conventions["about_tolerance"], abs(value - rule.value)
    note = (
        f"{labels.number(off)} from {labels.number(rule.value)}; the tolerance is {labels.number(tolerance)}",
        f"与{labels.number(rule.value)}相差{labels.number(off)}，容差{labels.number(tolerance)}",
    )
    return ("about" if off <= tolerance else "missed"), *note


def _not_better(rule, base, value, unit):
    limit = 100.0 if rule.direction == "up" and unit == "%" else 0.0 if rule.direction == "down" else None
    if value == base == limit:
        return "already at the ceiling", "nothing is left to gain", "已达极限值"
    if value == base:
        return "missed", "unchanged", "没有变化"
    return "moved the wrong way", "", ""


def _record(key, line, rule, judged):
    outcome, moved, (note_en, note_zh) = judged
    values = [printed.parse_value(line[column])[0] for column in (BASE, VALUE)]
    base, value = (np.nan if one is None else one for one in values)
    plan, _, table = key[0].partition("_")
    return {
        "plan": plan,
        "table": table,
        "row": key[1],
        "target": line[TARGET],
        "rule": rule.words,
        "base_value": base,
        "value": value,
        "printed": line[VALUE].strip(),
        "moved": moved,
        "outcome": outcome,
        "note_en": note_en,
        "note_zh": note_zh,
        **{name: line[name] for name in ("indicator", "name_zh", "name_en", "unit", "domain", "department")},
    }


def counts(reviewed, by=None):
    """Count the verdicts of a review, with the share met among the measurable and its denominator.

    Parameters
    ----------
    reviewed : what :func:`review` returns.
    by : "domain", "department" or "plan", several of them, or None for one total.

    Returns
    -------
    DataFrame
        One row a group, a column an outcome, then ``targets``, ``measurable``, ``met_of_measurable`` and
        ``share_met`` (per cent; empty where nothing is measurable). A target with several departments
        counts for each. "Already at the ceiling" counts neither as met nor as measurable.

    >>> from kzplan import load_plan
    >>> total = counts(review(load_plan())).loc["all"]
    >>> bool(total["met_of_measurable"] < total["measurable"] < total["targets"])
    True
    """
    frame = reviewed.assign(all="all")
    columns = ["all"] if by is None else [by] if isinstance(by, str) else list(by)
    if "department" in columns:
        frame = frame.assign(department=frame["department"].str.split("、")).explode("department")
    table = frame.groupby([*columns, "outcome"], sort=False).size().unstack(fill_value=0)
    table = table.reindex(columns=list(OUTCOMES), fill_value=0)
    table["targets"] = table.sum(axis=1)
    table["measurable"] = table[list(MEASURABLE)].sum(axis=1)
    table["met_of_measurable"] = table[list(MET)].sum(axis=1)
    table["share_met"] = (100 * table["met_of_measurable"] / table["measurable"]).where(table["measurable"] > 0)
    table.attrs |= reviewed.attrs
    return table
