"""What would have to be collected before a target can be followed: 《缺项数据清单》."""

from collections.abc import Iterable

import pandas as pd

from ..odds.assumptions import Assumptions
from ..odds.batch import run
from ..odds.case import Case, cases
from ..odds.verdict import reason
from ..plan.plan import Plan
from ..words.both import Both

COLUMNS = ["code", "name_zh", "name_en", "department", "unit", "reason", "known", "collect_zh", "collect_en"]
ASKS = {  # {start}, {base}, {first} and {last} stand for the plan's years
    "no baseline": Both(
        "the value of {base} with numerator, denominator and source; {start} where it exists",
        "{base}年值及其分子、分母、来源，有的补{start}年值",
    ),
    "not comparable": Both(
        "the value of {base} in the definition of the target, with numerator and denominator",
        "按{last}年指标口径重算的{base}年值及其分子、分母",
    ),
    "defective baseline": Both(
        "the values of {start} and {base}, checked, with numerator and denominator",
        "核实后的{start}年、{base}年值及其分子、分母",
    ),
    "needs reference series": Both("the share that the target refers to, year by year", "目标所参照的比例（同年度）"),
    "one value": Both(
        "a value of an earlier year in the same definition, or the yearly ones from {first}",
        "{base}年以前同口径的值，或{first}年起的年度值",
    ),
    "no model": Both("the yearly values from {first}", "{first}年起的年度值"),
    "not quantified": Both("what would count as success, in a number", "怎样算达标的说明"),
}


def to_collect(plan: Plan, table: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return what would have to be collected for each target without odds, by department.

    Parameters
    ----------
    plan : a loaded :class:`~kzplan.plan.plan.Plan`.
    table : outlook table, or rows of it; None: the plan's.

    Returns
    -------
    DataFrame
        One row a target without odds, or with odds by analogy only, whose reason can be mended by data or a definition, with what is printed so far
        (used or not) and what to collect in both languages; joint departments stand together as printed.

    >>> from kzplan import load_plan
    >>> asked = to_collect(load_plan()).set_index("code")
    >>> asked.loc["W07", "collect_en"][:17]
    'the value of 2020'
    """
    table = _without_odds(plan) if table is None else table
    # odds by analogy do not stand in for a value of one's own
    by_analogy = table["basis"] == "class"
    lacking = table[table["reason"].isin(ASKS) | by_analogy]
    period = plan.period
    years = {"start": period.start, "base": period.base, "first": period.first, "last": period.last}
    unusable = {"N": "no baseline", "C": "not comparable", "D": "defective baseline"}
    reasons = lacking["reason"].where(~by_analogy, lacking["comparability"].map(unusable))
    asks = [ASKS[reason] for reason in reasons]
    found = lacking.assign(
        reason=reasons,
        unit=[plan.target(code).unit for code in lacking["code"]],
        known=[_known(plan, code) for code in lacking["code"]],
        collect_zh=[ask.zh.format(**years) for ask in asks],
        collect_en=[ask.en.format(**years) for ask in asks],
    )
    return pd.DataFrame(found).reset_index(drop=True)[COLUMNS]


def _without_odds(plan):
    """What of the plan's outlook is asked here: why a target has no odds, or what they rest on; no odds are worked out."""
    listed = cases(plan, Assumptions())
    centers = run(listed, [case.at for case in listed]).centers.tolist()
    reasons = [reason(case, center) for case, center in zip(listed, centers, strict=True)]
    return asked_of((case, why, "" if why else case.basis) for case, why in zip(listed, reasons, strict=True))


def asked_of(told: Iterable[tuple[Case, str, str]]) -> pd.DataFrame:
    """Return what :func:`to_collect` asks of an outlook's rows.

    Parameters
    ----------
    told : of each target its case, why it has no odds, and what they rest on where it has.
    """
    rows = []
    for case, why, basis in told:
        target = case.target
        names = (target.code, target.name.zh, target.name.en, target.department)
        rows.append((*names, why, basis, str(case.comparability)))
    return pd.DataFrame(rows, columns=["code", "name_zh", "name_en", "department", "reason", "basis", "comparability"])


def _known(plan, code):
    """What is printed for a target so far, used or not, as "2010: 0.02, 2020: 1.97"; blank where nothing is."""
    seen = plan.series_of(code)
    if len(seen):
        return ", ".join(f"{year}: {value:g}" for year, value in seen.by_year.items())
    lines = [plan.decade.loc[key] for key in plan.target(code).source_rows]
    columns = plan.period.value_columns
    return ", ".join(f"{columns[name]}: {line[name]}" for line in lines for name in columns if line[name])
