"""How many targets have which verdict: all of them, by domain, by department."""

import math

from ...evaluation import judge
from ...evaluation.engine import Evaluation
from ...words import labels
from ..counted import Counted, counted
from ..names import names_of
from .table import Column, Official, table_of

HEADINGS = {
    "targets": "目标（项）",
    "monitored": "可监测（项）",
    **{name: f"{labels.verdict(name, 'zh')}（项）" for name in judge.VERDICTS},
    "share_met": "达标率（%，占可监测）",
}


def overall_table(evaluation: Evaluation) -> Official:
    """Return the counts of all targets, for both levels, by plan and nature."""
    names, lines = names_of(evaluation.plan), []
    for which, own in (("verdict", f"{names.own}目标"), ("verdict_city", f"{names.above}目标")):
        [whole] = counted(evaluation.table, None, which)
        if which == "verdict_city" and not whole.targets:
            continue  # nobody above sets any
        lines.append((f"{own}合计", whole))
        for by, ending in (("plan", "规划"), ("nature", "")):
            groups = (one for one in counted(evaluation.table, by, which) if one.name)  # what is not printed is none
            lines += [(f"{own}：{labels.group(one.name, 'zh')}{ending}", one) for one in groups]
    return _tally("overall", "指标达标情况汇总表", "范围", lines)


def domains_table(evaluation: Evaluation) -> Official:
    """Return the counts by domain, and of all targets."""
    [whole] = counted(evaluation.table)
    lines = [*((one.name, one) for one in counted(evaluation.table, "domain")), ("合计", whole)]
    return _tally("domains", "各领域指标达标情况", "领域", lines)


def departments_table(evaluation: Evaluation) -> Official:
    """Return the counts by department; a joint target counts for each."""
    lines = [(one.name, one) for one in counted(evaluation.table, "department")]
    return _tally("departments", "各责任单位指标达标情况", "责任单位", lines)


def _tally(key: str, title: str, heading: str, lines: list[tuple[str, Counted]]) -> Official:
    """Counts, one below the other, with what each line counts in the first column."""
    columns = [Column(heading, [name for name, _ in lines], 22)]
    for name, words in HEADINGS.items():
        columns.append(
            Column(words, [_of(one, name) for _, one in lines], 9, "percent" if name == "share_met" else "year")
        )
    return table_of(key, title, columns)


def _of(one: Counted, name: str) -> float:
    """A number of a line; none where it is no share of anything."""
    number = dict(one.judged)[name] if name in judge.VERDICTS else getattr(one, name)
    return math.nan if number is None else number
