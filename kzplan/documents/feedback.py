"""What goes back to a department first: what was accepted of its report, what is asked of it, what the next year would have to show."""

import math
from collections.abc import Collection, Mapping
from dataclasses import replace

import pandas as pd

from ..evaluation import schedule
from ..evaluation.engine import Evaluation
from ..odds.case import Case
from ..odds.projection import Projection
from ..odds.sentence import needed_sentence
from ..plan import store
from ..plan.counted import standing
from ..plan.tables import records
from ..returns.departments import unlike
from ..returns.doubted import DOUBTED, doubts_of
from ..returns.reported import asked_of
from ..words import labels
from ..words.both import Both
from .line import Line, lines_of
from .official.lists import needs
from .official.table import ABSENT, HELD, NONE, Column, Official, indicator_columns, table_of, verdict_words
from .texts import figure

TITLE = "反馈单"


def feedback(evaluation: Evaluation, doubts: Mapping[str, Both] | None = None) -> dict[str, Official]:
    """Return the feedback to each department, a table of its own targets.

    Parameters
    ----------
    evaluation : :class:`~kzplan.evaluation.Evaluation`.
    doubts : what :func:`~kzplan.returns.doubted.doubts_of` says of it; None: asked here.

    Returns
    -------
    dict : department → table; what is asked repeats the questions of ``kzplan check`` that the stored reports still raise.
    """
    targets = evaluation.plan.by_code.values()
    doubts = doubts_of(evaluation) if doubts is None else doubts
    said, rows = _said(evaluation, doubts), evaluation.rows
    reports = (row for row in evaluation.plan.returned_rows if row["year"] == evaluation.year)
    by_code = {row["code"]: row for row in reports if row["stratum"] == "total"}
    return {
        department: _table(evaluation, department, said, rows, by_code)
        for department in dict.fromkeys(name for target in targets for name in target.departments)
    }


def _said(evaluation: Evaluation, doubts: Mapping[str, Both]) -> dict[str, Mapping[str, str]]:
    """By code: what is asked, what the target still lacks, what is due and what is needed in the next year."""
    asked: dict[str, str] = {}
    for one in asked_of(evaluation.plan, evaluation.year):
        asked[one.code] = "；".join(filter(None, (asked.get(one.code, ""), f"{one.heading}{one.found}：{one.why}")))
    for code, why in _unlike(evaluation).items():
        asked[code] = "；".join(filter(None, (asked.get(code, ""), why)))
    asked = {code: f"{DOUBTED.zh}：{why.zh}" for code, why in doubts.items()} | asked
    return {
        "doubted": {code: why.zh for code, why in doubts.items()},
        "asked": asked,
        "lacking": needs(evaluation),
        "due": _due(evaluation, doubts),
        "needed": _needed(evaluation, doubts),
    }


def _unlike(evaluation: Evaluation) -> dict[str, str]:
    """By code: what departments report differently of the year, told to each of them."""
    plan = evaluation.plan
    reported = standing(records(plan.tables["observations"]), plan.departments)
    told = {code: unlike(reports) for (code, year), reports in reported.items() if year == evaluation.year}
    return {code: why.zh for code, why in told.items() if why is not None}


def _due(evaluation: Evaluation, doubts: Collection[str]) -> dict[str, str]:
    following, period = evaluation.year + 1, evaluation.plan.period
    if following > period.last:
        return {}
    table = schedule.due_values(evaluation.plan)
    rows = zip(table["code"], table["held"], table[following], strict=True)
    own = {one.code: one.case for one in evaluation.told}
    return {
        code: HELD
        if held
        else labels.number(due)
        + (f"（{evaluation.year}年已达到）" if _reached(own[code], due, evaluation.year, doubts) else "")
        for code, held, due in rows
    }


def _reached(case: Case, asked: float, year: int, doubts: Collection[str]) -> bool:
    """Whether a year's value, where nobody doubts it, is as good as what is asked for the next, or better."""
    value, criterion = case.series.by_year.get(year, math.nan), case.criterion
    if case.code in doubts or criterion is None or math.isfinite(criterion.low) == math.isfinite(criterion.high):
        return False  # a target that can be missed on either side asks for no more or less
    return value >= asked if math.isfinite(criterion.low) else value <= asked


def _needed(evaluation: Evaluation, doubts: Mapping[str, Both]) -> dict[str, str]:
    """What the next year would have to report, in a sentence; in the plan's last year the target itself."""
    following, period = evaluation.year + 1, evaluation.plan.period
    if following >= period.last:
        return {one.code: f"达到目标：{one.case.rule.text}" for one in evaluation.told if following == period.last}
    lines, rows = lines_of(evaluation, doubts), records(evaluation.following)
    return {
        one.code: _told(one, row, lines[one.code]) or _in_words(one.case, row)
        for one, row in zip(evaluation.told, rows, strict=True)
    }


def _told(one: Projection, row: Mapping, line: Line) -> str:
    """How the year's value stands to the target, where nobody doubts it, and what the next would have to be."""
    said = needed_sentence(one.case, row, "zh", now=one.p_reach)
    if not said or line.value is None or line.year is not None or line.doubt:
        return said
    stands = "已达标" if line.verdict == "met" else f"{line.shortfall}{'，为基本达标' if line.near else ''}"
    return f"{row['year'] - 1}年{line.said}，{stands}。{said}"


def _in_words(case, row):
    """What a target without odds asks of the next year, where that can be said at all."""
    rule, base = case.rule, case.base
    if rule.form == "relative to series":
        return f"{row['year']}年{rule.text}（同年的数）"
    if rule.form in ("better", "better every year") and case.comparable and base is not None:
        than = case.latest if rule.form == "better every year" else base
        side = "高于" if rule.direction == "up" else "低于"
        return f"{row['year']}年{side}{than.year}年的{figure(than.value)}"
    return NONE


def _table(
    evaluation: Evaluation,
    department: str,
    said: dict[str, Mapping[str, str]],
    rows: list[dict],
    by_code: dict[str, dict],
) -> Official:
    """The table of a department; ``rows``: those of the evaluation, ``by_code``: the reports of its year."""
    own = {code for code, target in evaluation.plan.by_code.items() if department in target.departments}
    rows, following = [row for row in rows if row["code"] in own], evaluation.year + 1
    columns = [
        *indicator_columns({name: [row[name] for row in rows] for name in ("code", "name_zh", "unit")}, 26, 8),
        Column(f"{evaluation.year}年采用值", [row["value"] for row in rows], 9, "value"),
        Column("判定", verdict_words(row["verdict"] for row in rows), 9),
        Column("采用情况", [_accepted(row, by_code.get(row["code"]), department, evaluation) for row in rows], 20),
        Column("请核实、补报", [_asked(row, said) for row in rows], 44),
    ]
    if following <= evaluation.plan.period.last:
        columns += [
            Column(f"{following}年应达值（推算）", [said["due"].get(row["code"], NONE) for row in rows], 10),
            Column(
                f"{following}年报告值参考（推算，不是任务数）",
                [said["needed"].get(row["code"], NONE) for row in rows],
                36,
            ),
        ]
    doubted = dict.fromkeys(said["doubted"], evaluation.year)
    return replace(table_of("feedback", TITLE, columns), doubted={f"{evaluation.year}年采用值": doubted})


def _accepted(row, report, department, evaluation):
    """What became of a department's report of one target."""
    if report is None:
        return f"未收到{evaluation.year}年数" + (f"，采用{row['value_year']}年的" if row["older"] else "")
    if pd.isna(report["value"]):
        return f"已收到：{report['printed'] or ABSENT}"
    whose = "" if report["department"] in ("", department) else f"{report['department']}所报的"
    again = f"第{report['revision']}次修订的" if report["revision"] > 1 else ""
    return f"已采用{whose}{again}{report['status']}"


def _asked(row, said):
    """What a department is asked to do about one target."""
    asked = [said["asked"].get(row["code"], "")]
    if row["verdict"] in ("no value", "cannot be judged"):
        asked.append(f"请补充：{said['lacking'][row['code']]}")
    if row["data_status"] and row["data_status"] != store.FINAL:
        asked.append("核定后请再报送")
    return "；".join(filter(None, asked)) or NONE
