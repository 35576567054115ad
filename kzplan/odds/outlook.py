"""The outlook: one row per target, in code order."""

import math
import warnings
from collections.abc import Mapping
from typing import Any

import pandas as pd

from ..indicator import measure
from ..indicator.frame import SeriesSet
from ..indicator.series import Series
from ..plan.plan import Plan
from ..words.errors import Unsaid
from ..words.fixed import Fixed
from .asked import cases_asked, without_target
from .assumptions import takes_assumptions
from .case import Case
from .columns import names
from .needed import solve
from .verdict import Verdict, judge

WHOLE = ("base_year", "latest_year", "attainment_year", "needed_year")  # columns of years, empty where there is none


@takes_assumptions
def outlook(
    of: Plan | Series | SeriesSet, targets: str | Mapping[str, str] | None = None, **assumptions: Any
) -> pd.DataFrame:
    """Return the outlook: one row per target of a plan in code order, or per series of one's own.

    Parameters
    ----------
    of : a loaded :class:`~kzplan.plan.plan.Plan`, or series that :func:`kzplan.series` made.
    targets : of series of one's own: name → target, or one for all (which may be given as ``target``, too).
    **assumptions : fields of :class:`~kzplan.odds.assumptions.Assumptions`. Series of one's own need ``at``; without it the
        target year is ten years after the last value of any.

    Returns
    -------
    DataFrame
        The columns are those of ``kzplan/odds/columns.csv``, explained in ``data/README.md``. Each row has either an
        outlook word or a reason word. ``change_so_far`` and ``change_required`` are per year: percentage points for
        proportions, per cent otherwise. Its ``attrs`` tell the target year as ``at``.

    Raises
    ------
    InputError : an assumption that does not exist or is out of range, or a target of a series that is not there.

    Warns
    -----
    Unsaid : of series of one's own no target is given; or no target year, and they end in different years.

    >>> from kzplan import load_plan
    >>> table = outlook(load_plan())
    >>> len(table), table.set_index("code").loc["W05a", "reason"]
    (93, 'not comparable')
    """
    listed = cases_asked(of, targets, assumptions)
    if without_target(of, listed):
        like = f"targets={{{listed[0].code!r}: '≥95'}}"
        en = f"no target is given, so there are no odds; give one, as {like}"
        warnings.warn(Unsaid(en, f"没有给出目标，因而没有达标可能性；请写明目标，如{like}"), stacklevel=2)
    table = table_of(listed, [verdict for _, verdict in judge(listed)])
    if isinstance(of, Plan):
        table.attrs["levels"] = of.levels
    return table


def table_of(listed: list[Case], verdicts: list[Verdict]) -> pd.DataFrame:
    """Return the outlook of cases that were judged.

    Parameters
    ----------
    listed : list of :class:`~kzplan.odds.case.Case`.
    verdicts : their :class:`~kzplan.odds.verdict.Verdict`.
    """
    values = solve(listed, [case.next_year for case in listed])[0].tolist()
    rows = [row_of(*told) for told in zip(listed, verdicts, values, strict=True)]
    columns: dict[str, Any] = {name: [row[name] for row in rows] for name in names()}
    table = pd.DataFrame(columns | {name: pd.array(columns[name], dtype="Int64") for name in WHOLE})
    if listed:  # what the figures of a table sign with
        table.attrs |= {"cite": listed[0].cite, "first": listed[0].period.first, "at": listed[0].at}
        table.attrs["published"] = Fixed((case.code, case.published) for case in listed)
        table.attrs["units"] = Fixed((case.code, case.target.unit) for case in listed)
    return table


def row_of(case: Case, verdict: Verdict, needed_value: float) -> dict:
    """Return one line of the outlook, in the order of its columns."""
    target = case.target
    first, latest = (case.first, case.latest) if case.comparable else (None, None)
    found = {
        **target.named,
        "kind": str(target.kind),
        "direction": str(target.direction),
        "rule": case.rule_words,
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
        "needed_year": pd.NA if math.isnan(needed_value) else case.next_year,
        "needed_value": needed_value,
    }
    return {name: found[name] if name in found else getattr(verdict, name) for name in names()}
