"""Which targets of the decade up to the base year were really met: one verdict a target, from the plan's own tables."""

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..indicator.kind import Direction
from ..indicator.target import Rule
from ..plan import printed
from ..plan.once import worked_out
from ..plan.plan import Plan
from ..plan.tables import records
from ..words import given, labels
from ..words.door import door
from ..words.errors import InputError

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


@dataclass(frozen=True, slots=True)
class Past:
    """A target that the base year had to meet.

    Parameters
    ----------
    plan : the plan it is printed in.
    key : (table, row) of its printed row.
    line : the row, as :attr:`~kzplan.plan.plan.Plan.decade` has it.
    rule : what it asks.
    """

    plan: Plan
    key: tuple[str, int]
    line: dict
    rule: Rule

    @property
    def columns(self) -> tuple[str, str]:
        """Columns of the first year and of the base year."""
        first, last = self.plan.period.value_columns
        return first, last

    @property
    def first_text(self) -> str:
        """The cell of the first year as printed."""
        return self.line[self.columns[0]]

    @property
    def last_text(self) -> str:
        """The cell of the base year as printed."""
        return self.line[self.columns[1]]

    @property
    def way(self) -> str | None:
        """The good direction, or the one that the words name."""
        return Direction(self.line["direction"]).good or self.rule.direction


def review(plan: Plan, year: int | None = None) -> pd.DataFrame:
    """Return the verdict on every printed target for the base year.

    Parameters
    ----------
    plan : a loaded :class:`~kzplan.plan.plan.Plan`.
    year : a year with printed targets and values: the plan's base year; None for it.

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
    base = given.instance("plan", plan, Plan, "a plan, as kzplan.load_plan() returns it").period.base
    if year is not None and given.whole("year", year, f"{base} or None") != base:
        raise InputError(f"no targets with values are printed for {year}; there are for {base}")
    reviewed = pd.DataFrame(verdicts_of(plan), columns=COLUMNS)
    reviewed.attrs |= {"cite": plan.cite, "start": plan.period.start, "base": plan.period.base}
    return reviewed


def verdicts_of(plan: Plan) -> list[dict]:
    """Return the rows of :func:`review`, which no annual value changes; not to be changed."""
    return worked_out(plan, "_verdicts", _verdicts)


def _verdicts(plan):
    cells = records(plan.tables["corrections"])
    corrected = {(one["table"], one["row"], one["column"]): one["corrected"] for one in cells}
    listed = [
        Past(plan, key, plan.decade_rows[key], rule) for key, rule in plan.past_rules.items() if rule.form != "none"
    ]
    return [_record(past, *_judged(past, _readings(past, corrected))) for past in listed]


def _readings(past, corrected):
    """Every (base, value) the two cells may stand for: as printed, and as corrections.csv has it."""
    options = []
    for column in past.columns:
        values = [printed.parse_value(past.line[column])[0]]
        cell = (*past.key, column)
        if cell in corrected:
            other = corrected[cell]
            if not math.isnan(other):
                values.append(float(other))
            elif column == past.columns[0]:
                values = [None]  # a base that is set aside is none
        options.append(values)
    return [(base, value) for base in options[0] for value in options[1]]


def _judged(past, readings):
    """(outcome, moved, notes) of a target, the same in every reading or not measurable."""
    found = [_outcome(past, base, value) for base, value in readings]
    moved = _moved(*readings[0], past.way)
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


def _outcome(past, base, value):
    """(outcome, note in English, note in Chinese) for one reading of the two cells."""
    rule, plan = past.rule, past.plan
    if rule.form in ("not quantified", "relative to series"):
        return "not measurable", "the target says no amount", "目标未量化"
    if value is None:
        year = plan.period.base
        return "not measurable", f"no value is printed for {year}", f"{year}年无数据"
    if rule.form == "about":
        return _about(rule, value, plan)
    if rule.form == "better every year" and base is not None and _moved(base, value, rule.direction) != "right way":
        return _not_better(rule, base, value, past.line["unit"])
    if rule.form in ("better", "marked", "relative", "not worse than", "per year") and base is None:
        return _without_base(past, value)
    criterion = rule.criterion(base, plan.conventions, plan.period.base - plan.period.start)
    if criterion is None:
        return "not measurable", "it needs the values of every year", "须有逐年数据"
    if criterion.met(value):
        return "met", "", ""
    if rule.form == "better":
        return _not_better(rule, base, value, past.line["unit"])
    if rule.strict and value == rule.value:
        shown = past.last_text.strip()
        return "at the boundary", f"{shown} is not {rule.words}", f"{shown}不满足“{rule.text}”"
    gap = labels.number(abs(value - (rule.value if rule.value is not None else criterion.low)), 4)
    return "missed", f"short by {gap}", f"相差{gap}"


def _without_base(past, value):
    """The outcome of a target that is measured from a base and has none."""
    start, text = past.plan.period.start, past.first_text
    number, note = printed.parse_value(text)
    if note == "not yet introduced" and past.rule.direction == "up" and value > 0:
        return "met", f"not yet introduced in {start}", f"{start}年未开展"
    if number is not None:
        return (
            "no baseline",
            f"the value for {start} ({text}) is set aside as defective",
            f"{start}年值（{text}）有误，不采用",
        )
    return "no baseline", f"no value is printed for {start}", f"{start}年无数据"


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


def _record(past, outcome, moved, notes):
    values = [printed.parse_value(text)[0] for text in (past.first_text, past.last_text)]
    base, value = (np.nan if one is None else one for one in values)
    part, _, table = past.key[0].partition("_")
    note_en, note_zh = notes
    return {
        "plan": part,
        "table": table,
        "row": past.key[1],
        "target": past.line[past.plan.period.past_target],
        "rule": past.rule.words,
        "base_value": base,
        "value": value,
        "printed": past.last_text.strip(),
        "moved": moved,
        "outcome": outcome,
        "note_en": note_en,
        "note_zh": note_zh,
        **{name: past.line[name] for name in ("indicator", "name_zh", "name_en", "unit", "domain", "department")},
    }


@door
def counts(reviewed: pd.DataFrame, by: str | list[str] | None = None) -> pd.DataFrame:
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
    if by is None:
        table = table.reindex(["all"], fill_value=0).rename_axis("all")  # the total of none is none
    table["targets"] = table.sum(axis=1)
    table["measurable"] = table[list(MEASURABLE)].sum(axis=1)
    table["met_of_measurable"] = table[list(MET)].sum(axis=1)
    table["share_met"] = (100 * table["met_of_measurable"] / table["measurable"]).where(table["measurable"] > 0)
    table.attrs |= reviewed.attrs
    return table
