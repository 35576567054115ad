"""Lists that offices work through: targets in doubt, what is missing, how old and new indicators meet, errata."""

import pandas as pd

from ... import findings
from ...evaluation import difficulties, missing
from ...evaluation.engine import Evaluation
from ...indicator.kind import Comparability
from ...indicator.published import MOST
from ...odds.case import Case
from ...plan.definitions import definitions
from ...words import labels
from ..errata import ERRATA
from ..gathering import TO_ASK, gathered
from ..names import names_of
from .table import CODE, NONE, Column, Official, distances, indicator_columns, table_of, verdict_words, words

NEEDS = {  # {} stands for the base year
    "no comparable value of the base year": "{}年可比的值",
    "a year's value is missing": "{}年起逐年的值",
    "the first report is the base": "下一年值（首次报送作为基期，下一年起判定）",
}
GRADES = {
    Comparability.A: "A 定义一致",
    Comparability.B: "B 可比，须加说明",
    Comparability.C: "C 定义不同，不用",
    Comparability.D: "D 数据有误，不用",
    Comparability.N: "N 无历史数据",
}


def hard_table(evaluation: Evaluation) -> Official:
    """Return the targets in doubt, with room for the departments' reasons."""
    found, names = difficulties(evaluation), names_of(evaluation.plan)
    columns = [
        *indicator_columns(found, 24),
        Column("属性", words(found["nature"]), 9),
        Column(f"{evaluation.year}年", found["value"].astype(float), 9, "value"),
        Column(names.target, found["target"], 9),
        Column("距目标", distances(found["gap"].astype(float), found["value"].astype(float)), 9, "value"),
        Column(names.chance, found["p_reach"].astype(float), 9, "share"),
        Column("列入依据", ["；".join(words(told)) for told in found["reasons"]], 24),
        Column("责任单位", found["department"], 14),
        Column("原因分析（责任单位填）", "", 18, "blank"),
        Column("措施（责任单位填）", "", 18, "blank"),
    ]
    return table_of("hard", "重点难点指标清单", columns)


def missing_table(evaluation: Evaluation) -> Official:
    """Return the targets that cannot be judged or have no value, and what would be needed."""
    table = evaluation.table[evaluation.table["verdict"].isin(["no value", "cannot be judged"])]
    last = [
        NONE if pd.isna(year) else f"{year}年：{labels.number(value, MOST)}"
        for year, value in zip(table["last_year"], table["last_value"], strict=True)
    ]
    lacking = needs(evaluation)
    columns = [
        *indicator_columns(table, 30, 8),
        Column("情况", verdict_words(table["verdict"]), 9),
        Column("最近的值", last, 14),
        Column("需补充", [lacking[code] for code in table["code"]], 40),
        Column("责任单位", table["department"], 18),
    ]
    return table_of("missing", "缺项数据清单", columns)


def needs(evaluation: Evaluation) -> dict[str, str]:
    """Return what is needed of each target that has no value or cannot be judged, by code."""
    table = evaluation.table[evaluation.table["verdict"].isin(["no value", "cannot be judged"])]
    without = missing.asked_of((one.case, one.verdict.reason, one.verdict.basis) for one in evaluation.told)
    asks = missing.to_collect(evaluation.plan, without).set_index("code")["collect_zh"].to_dict()
    told = zip(table["code"], table["verdict"], table["why_not_judged"], strict=True)
    base, value = evaluation.plan.period.base, f"{evaluation.year}年值"
    return {code: value if said == "no value" else _need(why, asks.get(code), base) for code, said, why in told}


def _need(why: str, asked: str | None, base: int) -> str:
    return NEEDS.get(why, "").format(base) or asked or labels.word(why, "zh")


def comparable_table(evaluation: Evaluation) -> Official:
    """Return how the targets meet the indicators printed before."""
    cases = {one.code: one.case for one in evaluation.told}
    shown = [cases[code] for code in evaluation.table["code"]]
    targets, before = [case.target for case in shown], names_of(evaluation.plan).before
    columns = [
        Column(CODE, [target.code for target in targets], 7),
        Column("指标", [target.name.zh for target in targets], 28),
        Column("单位", [target.unit or NONE for target in targets], 8),
        Column(before, [target.source_names for target in targets], 28),
        Column("可比性", [GRADES[case.earlier_grade] for case in shown], 16),
        Column("说明", [_met(case) for case in shown], 44),
    ]
    return table_of("comparable", "新旧指标衔接及可比性表", columns)


def _met(case: Case) -> str:
    """How the values of before the plan meet those of its years; of a change of definition since, that."""
    return case.target.reason.zh if case.broken is None else case.note.zh


def definitions_table(evaluation: Evaluation) -> Official:
    """Return what each indicator means and how it is worked out, where the plan folder says so."""
    known, names = definitions(evaluation.plan), evaluation.table.set_index("code")["name_zh"]
    told = [known[code] for code in evaluation.table["code"] if code in known]
    columns = [
        Column(CODE, [one.code for one in told], 7),
        Column("指标", [names[one.code] for one in told], 28),
        Column("定义", [one.text for one in told], 46),
        Column("计算公式", [one.formula for one in told], 34),
        Column("依据", [one.basis for one in told], 14),
    ]
    return table_of("definitions", "指标解释", columns)


def errata_table(evaluation: Evaluation) -> Official:
    """Return what the audit doubts in the printed tables: certain ones first."""
    found = findings.audit(evaluation.plan, lang="zh")
    asked = gathered(found[found["severity"].isin(TO_ASK)], evaluation.plan.period)
    columns = [
        Column("性质", words(asked["severity"]), 9),
        Column("问题", asked["title"], 16),
        Column("涉及指标（所印值）", asked["lines"], 52),
        Column("依据", asked["evidence"], 50),
        Column("处理", asked["action"], 28),
        Column("责任单位", ["、".join(names) for names in asked["departments"]], 20),
    ]
    return table_of("errata", ERRATA.zh, columns)
