"""How many targets have which verdict: all of them, by domain, by department."""

import pandas as pd

from ...evaluation import judge, summary
from ...evaluation.engine import Evaluation
from ...words import labels
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
    names, parts = names_of(evaluation.plan), []
    for which, own in (("verdict", f"{names.own}目标"), ("verdict_city", f"{names.above}目标")):
        whole = summary.counts(evaluation.table, None, which)
        if which == "verdict_city" and not whole["targets"].sum():
            continue  # nobody above sets any
        parts.append((whole, [f"{own}合计"]))
        for by, ending in (("plan", "规划"), ("nature", "")):
            counted = summary.counts(evaluation.table, by, which)
            counted = counted[counted.index != ""]  # not printed
            parts.append((counted, [f"{own}：{labels.group(name, 'zh')}{ending}" for name in counted.index]))
    return _tally("overall", "指标达标情况汇总表", "范围", parts)


def domains_table(evaluation: Evaluation) -> Official:
    """Return the counts by domain, and of all targets."""
    counted = summary.counts(evaluation.table, "domain")
    parts = [(counted, list(counted.index)), (summary.counts(evaluation.table), ["合计"])]
    return _tally("domains", "各领域指标达标情况", "领域", parts)


def departments_table(evaluation: Evaluation) -> Official:
    """Return the counts by department; a joint target counts for each."""
    counted = summary.counts(evaluation.table, "department")
    return _tally("departments", "各责任单位指标达标情况", "责任单位", [(counted, list(counted.index))])


def _tally(key: str, title: str, heading: str, parts: list[tuple[pd.DataFrame, list[str]]]) -> Official:
    """Several counts, one below the other, with what each line counts in the first column."""
    frame = pd.concat([part for part, _ in parts], ignore_index=True)
    columns = [Column(heading, [name for _, names in parts for name in names], 22)]
    for name, words in HEADINGS.items():
        columns.append(Column(words, frame[name], 9, "percent" if name == "share_met" else "year"))
    return table_of(key, title, columns)
