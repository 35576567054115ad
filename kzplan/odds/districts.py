"""Many districts at once: each one's outlook, with the others as its reference class."""

from typing import Any

import numpy as np
import pandas as pd

from ..indicator import measure
from ..plan.plan import Plan
from ..words.errors import InputError
from .assumptions import Assumptions
from .case import cases
from .outlook import outlook

TAKEN = ("reference_change", "reference_class", "reference_places")  # what the sister districts give


def sister_changes(plans: dict[str, Plan]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return how each indicator changed in the other districts: the mean change per year on the link scale.

    Parameters
    ----------
    plans : dict of district name → loaded :class:`~kzplan.plan.plan.Plan`; their targets meet by indicator and stratum,
        whatever their codes.

    Returns
    -------
    (changes, places) : DataFrames, districts × (indicator, stratum); NaN where no other district has two comparable values.

    Notes
    -----
    The mean leaves the district itself out, as the panel's classes do (backtest, section on reference classes).

    >>> from kzplan import load_plan
    >>> changes, places = sister_changes({"here": load_plan(), "there": load_plan()})
    >>> float(places.loc["here"].max()), bool(changes.loc["here", ("maternal_mortality", "total")] < 0)
    (1.0, True)
    """
    own = pd.DataFrame({name: _changes(plan) for name, plan in plans.items()}).T
    known = own.notna()
    places = known.sum() - known
    others = own.fillna(0.0).sum() - own.fillna(0.0)
    return others.div(places.where(places > 0)), places.where(places > 0)


def _changes(plan):
    """Change per year on the link scale of each target of a plan; NaN where there are not two comparable values."""
    found = {}
    for case in cases(plan, Assumptions(reference_class=False)):
        first, latest, key = case.first, case.latest, (case.target.indicator, case.target.stratum)
        found[key] = np.nan
        if first is not None and case.kind.modelled and case.comparable:
            z = measure.to_link(np.array([first.value, latest.value]), case.kind)
            found[key] = (z[1] - z[0]) / (latest.year - first.year)
    return pd.Series(found, dtype=float)


def outlooks(plans: dict[str, Plan], sisters: bool = True, **assumptions: Any) -> pd.DataFrame:
    """Return the outlook of many districts, one under another.

    Parameters
    ----------
    plans : dict of district name → loaded plan.
    sisters : whether each district's reference class is the other districts, in place of the nation; where
        no other has a change, none enters.
    **assumptions : fields of :class:`~kzplan.odds.assumptions.Assumptions`.

    Returns
    -------
    DataFrame : the columns of :func:`kzplan.outlook` with ``district`` before them.

    >>> from kzplan import load_plan
    >>> table = outlooks({"one": load_plan(), "the same": load_plan()})
    >>> table["district"].nunique(), len(table)
    (2, 186)
    """
    taken = sorted(set(TAKEN) & set(assumptions))
    if sisters and taken:
        raise InputError(f"{taken[0]} is what the sister districts give; with one of your own, use sisters=False")
    changes, places = sister_changes(plans) if sisters else (None, None)
    parts = []
    for name, plan in plans.items():
        told = {} if changes is None or places is None else _class_of(plan, changes.loc[name], places.loc[name])
        parts.append(outlook(plan, **told, **assumptions).assign(district=name))
    table = pd.concat(parts, ignore_index=True)
    ends = {plan.period.last for plan in plans.values()}
    if len(ends) == 1:  # what the figures of the table name
        table.attrs["at"] = assumptions.get("at") or ends.pop()
    return table[["district", *(column for column in table if column != "district")]]


def _class_of(plan, changes, places):
    """The other districts' changes as assumptions, by the plan's own codes."""
    known = changes.dropna()
    keys = {code: (target.indicator, target.stratum) for code, target in plan.by_code.items()}
    given = {code: key for code, key in keys.items() if key in known.index}
    return {
        "reference_class": False,
        "reference_change": {code: known[key] for code, key in given.items()},
        "reference_places": {code: places[key] for code, key in given.items()},
    }
