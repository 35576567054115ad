"""Many districts at once: each one's outlook, with the others as its reference class."""

import numpy as np
import pandas as pd

from ..indicator import measure
from ..words.errors import InputError
from . import assess


def sister_changes(plans):
    """Return how each target changed in the other districts: the mean change per year on the link scale.

    Parameters
    ----------
    plans : dict of district name → loaded :class:`~kzplan.plan.plan.Plan`, with the same target codes.

    Returns
    -------
    (changes, places) : DataFrames, districts × codes; NaN where no other district has two comparable values.

    Notes
    -----
    The mean leaves the district itself out, as the panel's classes do (backtest, section on reference classes).
    """
    own = pd.DataFrame({name: _changes(plan) for name, plan in plans.items()}).T
    known = own.notna()
    places = known.sum() - known
    others = own.fillna(0.0).sum() - own.fillna(0.0)
    return others.div(places.where(places > 0)), places.where(places > 0)


def _changes(plan):
    """Change per year on the link scale of each target of a plan; NaN where there are not two comparable values."""
    found = {}
    for case in assess.cases(plan, assess.Assumptions(reference_class=False)):
        found[case.target["code"]] = np.nan
        if case.first is not None and case.kind in measure.KINDS and case.target["comparability"] in ("A", "B"):
            z = measure.to_link(np.array([case.first["value"], case.latest["value"]]), case.kind)
            found[case.target["code"]] = (z[1] - z[0]) / (case.latest["year"] - case.first["year"])
    return pd.Series(found, dtype=float)


def outlooks(plans, sisters=True, **assumptions):
    """Return the outlook of many districts, one under another.

    Parameters
    ----------
    plans : dict of district name → loaded plan, with the same target codes.
    sisters : whether each district's reference class is the other districts, in place of the nation; where
        no other has a change, none enters.
    **assumptions : fields of :class:`kzplan.odds.assess.Assumptions`.

    Returns
    -------
    DataFrame : the columns of :func:`kzplan.outlook` with ``district`` before them.

    >>> from kzplan import load_plan
    >>> table = outlooks({"one": load_plan(), "the same": load_plan()})
    >>> table["district"].nunique(), len(table)
    (2, 186)
    """
    taken = {"reference_change", "reference_places", "reference_class"} & set(assumptions)
    if sisters and taken:
        raise InputError(
            f"{sorted(taken)[0]} is what the sister districts give; with one of your own, use sisters=False"
        )
    parts = []
    changes, places = sister_changes(plans) if sisters else (None, None)
    for name, plan in plans.items():
        told = {}
        if sisters:
            known = changes.loc[name].dropna()
            told = {
                "reference_class": False,
                "reference_change": known.to_dict(),
                "reference_places": places.loc[name, known.index].to_dict(),
            }
        parts.append(assess.outlook(plan, **told, **assumptions).assign(district=name))
    table = pd.concat(parts, ignore_index=True)
    return table[["district", *(column for column in table if column != "district")]]
