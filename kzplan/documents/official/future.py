"""What is still to come and what moves by chance: the odds, rates of few cases, the values due year by year."""

import math

import pandas as pd

from ...evaluation import schedule
from ...evaluation.engine import Evaluation
from ...evaluation.prospects import PROSPECTS
from ...indicator import counts
from ...indicator.unit import multiplier
from ...odds.reading import Reading, reading
from ...plan.tables import records
from ...words import labels
from ..line import to_show
from ..names import names_of
from .table import HELD_NARROW, Column, Official, due_column, indicator_columns, table_of, verdict_words

IN_WORDS = {Reading.WITHIN: "目标以内", Reading.BEYOND: "刚达标仍不足"}


def chances_table(evaluation: Evaluation) -> Official:
    """Return the chance of every target, or why there is none."""
    table, names = evaluation.table, names_of(evaluation.plan)
    columns = [
        *indicator_columns(table, 30, 10),
        Column(names.target, table["target"], 10),
        Column("推算中位数", table["median"], 10, "number"),
        Column("80%区间下限", table["lo80"], 10, "number"),
        Column("80%区间上限", table["hi80"], 10, "number"),
        Column("达标可能性", table["p_reach"], 10, "share"),
        Column("上年底的可能性", table["p_before"], 10, "share"),
        Column("变化（百分点）", moves(table), 10, "points"),
        Column("展望，或暂不预测的原因", _judged(table), 13),
        *_needed_columns(evaluation),
    ]
    return table_of("chances", names.chances, columns)


def moves(table: pd.DataFrame) -> list[float]:
    """Return how far each chance moved in a year, in whole points between the two that are printed."""
    return [labels.points(*pair) for pair in zip(table["p_reach"], table["p_before"], strict=True)]


def _judged(table: pd.DataFrame) -> list[str]:
    """What officials call the odds of each target, or the reason why there are none; what is said by analogy is marked."""
    named = {word: name.zh for name, words in PROSPECTS.items() for word in words}
    said = [
        named.get(word) or labels.word(reason, "zh")
        for word, reason in zip(table["outlook"], table["reason"], strict=True)
    ]
    return [f"{word}（类推）" if basis == "class" else word for word, basis in zip(said, table["basis"], strict=True)]


def _needed_columns(evaluation: Evaluation) -> list[Column]:
    """What the next year's value would have to be, and the best chance that any would give; none where the plan is over."""
    following = evaluation.year + 1
    if following >= evaluation.plan.period.last:
        return []
    lines = zip(evaluation.told, records(evaluation.following), strict=True)
    told = [_needed(row["needed"], reading(one.case, row, one.p_reach)) for one, row in lines]
    return [
        Column(f"{following}年报告值参考", told, 10, "number"),
        Column("最高可能性", evaluation.following["best_chance"].tolist(), 10, "share"),
    ]


def _needed(value, how):
    """A number only where it is a step on the way to the target: any other reads as leave to worsen, or as a task."""
    return value if how is Reading.VALUE else IN_WORDS.get(how, math.nan)


def small_table(evaluation: Evaluation) -> Official:
    """Return the rates of few cases, with the interval that chance alone gives them."""
    takes, names = _to_show(evaluation), names_of(evaluation.plan)
    table = evaluation.table[evaluation.table["few"] | evaluation.table["code"].isin(takes)]
    low, high = _intervals(table)
    columns = [
        *indicator_columns(table, 30),
        Column("例数", table["numerator"], 9, "year"),
        Column("分母", table["denominator"], 9, "year"),
        Column(f"{evaluation.year}年", table["value"], 9, "value"),
        Column("95%区间下限", low, 9, "number"),
        Column("95%区间上限", high, 9, "number"),
        Column(names.target, table["target"], 9),
        Column(names.judged, verdict_words(table["verdict"]), 9),
        Column("无一例时说明达标所需分母", [takes.get(code) for code in table["code"]], 12, "year"),
    ]
    return table_of("small", "小样本指标说明", columns)


def _to_show(evaluation):
    """Code → among how many no event would show that a target is met, where those of the year are too few."""
    told = zip(evaluation.rows, evaluation.told, strict=True)
    takes = {row["code"]: to_show(row, one.case) for row, one in told}
    return {code: number for code, number in takes.items() if number is not None}


def _intervals(table: pd.DataFrame) -> tuple:
    if not len(table):
        return [], []
    per = pd.Series([multiplier(unit) for unit in table["unit"]], index=table.index, dtype=float)
    return counts.rate_interval(table["numerator"].astype(float), table["denominator"].astype(float), per)


def split_table(evaluation: Evaluation) -> Official:
    """Return the values due in every year of the plan, for the departments."""
    due = schedule.due_values(evaluation.plan)
    due = due[due["code"].isin(evaluation.table["code"])]
    columns = [
        *indicator_columns(due, 28, 7),
        Column("基期年", due["base_year"], 7, "year"),
        Column("基期值", due["base_value"], 7, "value"),
        *(
            Column(f"{year}年", due_column(due[year], due["held"], HELD_NARROW), 7, "number")
            for year in evaluation.plan.period.years
        ),
        Column("责任单位", due["department"], 16),
    ]
    return table_of("split", "目标任务分解表（推算）", columns)
