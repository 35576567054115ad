"""Every published method's verdict on every target, beside our probability."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ..indicator.frame import SeriesSet
from ..indicator.series import Series
from ..odds.asked import cases_asked, need_a_target
from ..odds.assumptions import takes_assumptions
from ..odds.methods import inputs_of, verdicts_of
from ..odds.outlook import table_of
from ..odds.verdict import judge
from ..plan.plan import Plan
from ..progress.profile import profiles

OURS = ["code", "name_zh", "name_en", "p_reach", "outlook", "reason", "methods_on_track"]
FIRST = [*OURS[:3], "x0", "y0", "x1", "y1", "target", "direction", *OURS[3:]]


@takes_assumptions
def compare_methods(
    of: Plan | Series | SeriesSet, targets: str | Mapping[str, str] | None = None, **assumptions: Any
) -> pd.DataFrame:
    """Set every method's verdict on every target beside our probability.

    Parameters
    ----------
    of, targets : as for :func:`kzplan.outlook`.
    **assumptions : fields of :class:`kzplan.odds.assumptions.Assumptions`.

    Returns
    -------
    DataFrame
        One row a target that the methods apply to, in code order: the two values and years they see, the
        number to reach (NaN for a target in words), ``p_reach``, ``outlook``, ``reason``,
        ``methods_on_track`` ("3 of 8"), and a column a method with its own word, blank where it cannot judge. Its ``attrs``
        tell the target year as ``at``.

    Raises
    ------
    InputError : as :func:`kzplan.outlook`, and series of one's own without any target.

    >>> from kzplan import load_plan
    >>> table = compare_methods(load_plan()).set_index("code")
    >>> table.loc["W03", ["canada", "cn_schedule", "cn_level"]].tolist()
    ['substantial_progress', '达到预期进度', '未达标']
    """
    listed = cases_asked(of, targets, assumptions)
    need_a_target(of, listed, "compare_methods")
    seen = pd.DataFrame([found for found in map(inputs_of, listed) if found])
    if not len(seen):
        return pd.DataFrame(columns=[*FIRST, *profiles()])
    rows = table_of(listed, [verdict for _, verdict in judge(listed)])[OURS]
    words = verdicts_of(listed).pivot(index="code", columns="profile", values="verdict")
    words = words.reindex(columns=list(profiles())).fillna("")
    table = seen.drop(columns=["target_year", "limit"], errors="ignore").merge(rows, on="code")
    found = table[FIRST].merge(words, left_on="code", right_index=True, how="left")
    found.attrs |= rows.attrs
    return found
