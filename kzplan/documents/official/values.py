"""The values: of the year with its verdicts, against the schedule, of all years; and what departments did."""

import math

import pandas as pd

from ...evaluation import judge
from ...evaluation.engine import Evaluation
from ...odds.case import Case
from ...plan.goals import asked_above
from ...returns import layout
from .. import prose
from ..names import Names, names_of
from ..said import said_in
from .table import NONE, Column, Official, distances, due_column, indicator_columns, table_of, verdict_words, words

WHOLE_WAY, BEYOND = 100.05, "超过100"  # per cent of the way, that print as more than 100
NOT_INTRODUCED = "未开展"  # reported in the place of a value
SEEN = ("code", "year", "value")


def work_table(evaluation: Evaluation) -> Official:
    """Return what departments wrote of their work."""
    said = said_in(evaluation).reset_index(names="责任单位")
    owners = set(evaluation.table["department"].str.split("、").explode())
    said = said[said["责任单位"].isin(owners)] if evaluation.part else said
    texts = [Column(heading, said[heading], 34) for heading in layout.WORK_HEADINGS]
    return table_of("work", "各责任单位实施情况（原文）", [Column("责任单位", said["责任单位"], 12), *texts])


def complete_table(evaluation: Evaluation) -> Official:
    """Return every target with the year's value, its changes and both verdicts."""
    table, names = evaluation.table, names_of(evaluation.plan)
    introduced = ~table["said"].str.contains(NOT_INTRODUCED)
    columns = [
        *indicator_columns(table, 24, 8),
        Column("属性", words(table["nature"]), 8),
        Column("基期", _bases(table, names.base), 11),
        Column("基期值", table["base_value"].where(table["base_year"] >= names.base), 8, "value"),
        Column("上年", table["previous_value"], 8, "value"),
        Column(f"{evaluation.year}年", table["value"].astype(object).where(introduced, NOT_INTRODUCED), 8, "value"),
        Column("较基期", table["since_base"], 8, "difference"),
        Column("较上年", table["since_previous"], 8, "difference"),
        Column(names.target, table["target"], 10),
        Column(names.short_of, distances(table["gap"], table["value"]), 8, "value"),
        Column(names.judged, verdict_words(table["verdict"]), 8),
        *(_above(table, names) if asked_above(evaluation.plan) else ()),
        Column("数据状态", table["data_status"], 8),
        Column("责任单位", table["department"], 14),
    ]
    return table_of("complete", "主要指标完成情况一览表", columns)


def _above(table: pd.DataFrame, names: Names) -> list[Column]:
    """The targets of the level above and the verdicts on them."""
    return [
        Column(names.target_above, [text.strip() or NONE for text in table["target_city"]], 10),
        Column(names.judged_above, verdict_words(table["verdict_city"]), 8),
    ]


def _bases(table: pd.DataFrame, base: int) -> list[str]:
    """The base year of each target, marked where it is that of the first report."""
    marks = zip(table["base_year"], table["first_base"], table["break_year"], strict=True)
    told = [(base if pd.isna(year) or year < base else year, first, broken) for year, first, broken in marks]
    return [
        f"{year}年（首报）" if first else NONE if pd.notna(broken) and year < broken else f"{year}年"
        for year, first, broken in told
    ]


def interim_table(evaluation: Evaluation) -> Official:
    """Return the targets of which the plan asks something in this very year, with the verdict on that."""
    table, names, year = evaluation.table, names_of(evaluation.plan), evaluation.year
    table = table[table["verdict_interim"] != judge.NO_TARGET]
    targets = [evaluation.plan.target(code) for code in table["code"]]
    asked, last = (
        [prose.goal(rule, target.unit) for target, rule in zip(targets, rules, strict=True)]
        for rules in ([one.interim[year] for one in targets], [one.rule.final for one in targets])
    )
    columns = [
        *indicator_columns(table, 28),
        Column("基期值", table["base_value"], 9, "value"),
        Column(f"{year}年", table["value"], 9, "value"),
        Column(f"{year}年目标", asked, 12),
        Column(f"{year}年目标判定", verdict_words(table["verdict_interim"]), 10),
        Column(f"距{year}年目标", distances(table["gap_interim"], table["value"]), 9, "value"),
        Column(names.target, last, 12),
        Column("责任单位", table["department"], 14),
    ]
    return table_of("interim", f"{year}年阶段目标完成情况", columns)


def schedule_table(evaluation: Evaluation) -> Official:
    """Return the targets that have a schedule: what was due, how much of the way is gone."""
    table, names = evaluation.table, names_of(evaluation.plan)
    table = table[table["due"].notna() | table["held"] | table["realised"].notna()]
    columns = [
        *indicator_columns(table, 28),
        Column("基期年", table["base_year"], 9, "year"),
        Column("基期值", table["base_value"], 9, "value"),
        Column(names.target, table["target"], 9),
        Column(f"{evaluation.year}年应达值（推算）", due_column(table["due"], table["held"]), 10, "number"),
        Column(f"{evaluation.year}年", table["value"], 9, "value"),
        Column("目标完成进度（%）", [_beyond(one) for one in table["covered"]], 9, "percent"),
        Column("时间已过（%）", table["time_gone"], 9, "percent"),
        Column("目标实现程度（%）", table["realised"], 9, "percent"),
        Column("序时进度", [word or NONE for word in words(table["pace"])], 9),
    ]
    return table_of("schedule", "目标实现程度与序时进度测算表", columns)


def _beyond(covered: float) -> float | str:
    """The share of the way as it is printed: beyond the target it is no measure, for a short way makes it any number."""
    return BEYOND if covered > WHOLE_WAY else covered


def values_table(evaluation: Evaluation) -> Official:
    """Return every value that stands behind the report, year by year."""
    table, period = evaluation.table, evaluation.plan.period
    seen: dict[str, dict[int, float]] = {code: {} for code in table["code"]}
    for code, year, value in zip(*(evaluation.plan.seen[name].tolist() for name in SEEN), strict=True):
        if code in seen and year <= evaluation.year:
            seen[code][year] = value
    behind = {year for values in seen.values() for year in values}  # a figure of the text may be of any year
    years = sorted({period.start, period.base, *range(period.first, evaluation.year + 1), *behind})
    columns = [
        *indicator_columns(table, 30, 8),
        *(Column(f"{year}年", [one.get(year, math.nan) for one in seen.values()], 8, "value") for year in years),
        Column(f"{period.last}年目标", table["target"], 8),
        Column("是否用于推算", [_used(one.case, sorted(seen[one.code])) for one in evaluation.told], 8),
    ]
    return table_of("values", "各指标历年数据", columns)


def _used(case: Case, known: list[int]) -> str:
    """Whether the values of a target, of the years that are known, stand behind its odds; where only some do, which."""
    used = sorted(set(known) & set(case.series.by_year)) if case.comparable else []
    if len(used) in (0, len(known)):
        return "是" if used else "否"
    return (
        f"{used[0]}年起"
        if used == [year for year in known if year >= used[0]]
        else "、".join(f"{year}年" for year in used)
    )
