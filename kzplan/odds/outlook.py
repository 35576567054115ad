"""The outlook: one row per target, in code order."""

import math
from typing import Any

import pandas as pd

from ..indicator import measure
from ..plan.plan import Plan
from .assumptions import checked
from .case import Case, cases
from .columns import names
from .verdict import Verdict, judge

WHOLE = ("base_year", "latest_year", "attainment_year")  # columns of years, empty where there is none


def outlook(plan: Plan, **assumptions: Any) -> pd.DataFrame:
    """Return the outlook: one row per target, in code order.

    Parameters
    ----------
    plan : a loaded :class:`~kzplan.plan.plan.Plan`.
    **assumptions : fields of :class:`~kzplan.odds.assumptions.Assumptions`.

    Returns
    -------
    DataFrame
        The columns are those of ``kzplan/odds/columns.csv``, explained in ``data/README.md``. Each row has either an
        outlook word or a reason word. ``change_so_far`` and ``change_required`` are per year: percentage points for
        proportions, per cent otherwise.

    Raises
    ------
    InputError : an assumption that does not exist or is out of range.

    >>> from kzplan import load_plan
    >>> table = outlook(load_plan())
    >>> len(table), table.set_index("code").loc["W05a", "reason"]
    (93, 'not comparable')
    """
    listed = cases(plan, checked(assumptions, plan.period))
    return table_of(listed, [verdict for _, verdict in judge(listed)])


def table_of(listed: list[Case], verdicts: list[Verdict]) -> pd.DataFrame:
    """Return the outlook of cases that were judged.

    Parameters
    ----------
    listed : list of :class:`~kzplan.odds.case.Case`.
    verdicts : their :class:`~kzplan.odds.verdict.Verdict`.
    """
    rows = [row_of(case, verdict) for case, verdict in zip(listed, verdicts, strict=True)]
    table = pd.DataFrame(rows, columns=names()).astype(dict.fromkeys(WHOLE, "Int64"))
    if listed:  # what the figures of a table sign with
        table.attrs |= {"cite": listed[0].cite, "first": listed[0].period.first, "at": listed[0].at}
    return table


def row_of(case: Case, verdict: Verdict) -> dict:
    """Return one line of the outlook, in the order of its columns."""
    target = case.target
    first, latest = (case.first, case.latest) if case.comparable else (None, None)
    found = {
        "code": target.code,
        "name_zh": target.name.zh,
        "name_en": target.name.en,
        "plan": target.plan,
        "domain": target.domain,
        "department": target.department,
        "nature": target.nature,
        "kind": str(target.kind),
        "direction": str(target.direction),
        "rule": rule_words(case),
        "target": case.rule.text,
        "target_city": target.text_above,
        "base_year": pd.NA if first is None else first.year,
        "base_value": math.nan if first is None else first.value,
        "latest_year": pd.NA if latest is None else latest.year,
        "latest_value": math.nan if latest is None else latest.value,
        "comparability": str(case.comparability),
        "status_city": verdict.status_above,
        "p_city": verdict.p_above,
        "change_unit": measure.change_unit(case.kind) if case.kind.modelled else "",
        "note": target.reason.en,
    }
    return {name: found[name] if name in found else getattr(verdict, name) for name in names()}


def rule_words(case: Case) -> str:
    """Return the rule in words; a convention is named as one."""
    if case.rule.form != "not quantified" or case.criterion is None:
        return case.rule.words
    low, high = case.criterion.low, case.criterion.high
    return f"convention: >= {low:g}" if math.isfinite(low) else f"convention: <= {high:g}"
