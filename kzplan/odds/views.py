"""The odds under each view, in one table."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ..indicator.frame import SeriesSet
from ..indicator.series import Series
from ..plan.plan import Plan
from .asked import cases_asked, need_a_target
from .assumptions import takes_assumptions
from .verdict import judge
from .view import views as all_views


@takes_assumptions
def views(
    of: Plan | Series | SeriesSet, targets: str | Mapping[str, str] | None = None, **assumptions: Any
) -> pd.DataFrame:
    """Return how far the odds move with the evidence they rest on: one row a target with odds, a column a view.

    Parameters
    ----------
    of, targets, **assumptions : as for :func:`kzplan.outlook`.

    Returns
    -------
    DataFrame
        ``code``, ``name_zh``, ``name_en``, ``p_reach`` as told, then the chance under each of :data:`kzplan.odds.view.VIEWS`
        (NaN where the view cannot judge, as the reference set on one value), ``p_low`` and ``p_high``, the lowest and highest of
        all of them. Its ``attrs`` tell the target year as ``at``.

    Raises
    ------
    InputError : as :func:`kzplan.outlook`, and series of one's own without any target.

    >>> from kzplan import load_plan
    >>> table = views(load_plan()).set_index("code")
    >>> bool(table.loc["C02", "class_1"] < table.loc["C02", "class_10"] <= table.loc["C02", "p_high"])
    True
    """
    listed = cases_asked(of, targets, assumptions)
    need_a_target(of, listed, "views")
    keys = [view.key for view in all_views()]
    rows = [
        {
            "code": case.code,
            "name_zh": case.target.name.zh,
            "name_en": case.target.name.en,
            "p_reach": verdict.p_reach,
            **dict(zip(keys, verdict.p_views, strict=True)),
            "p_low": verdict.p_low,
            "p_high": verdict.p_high,
        }
        for case, (_, verdict) in zip(listed, judge(listed), strict=True)
        if not verdict.reason
    ]
    table = pd.DataFrame(rows, columns=["code", "name_zh", "name_en", "p_reach", *keys, "p_low", "p_high"])
    table.attrs |= {"at": listed[0].at} if listed else {}
    return table
