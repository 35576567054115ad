"""Many districts at once: their plan folders as one panel, and each one's outlook with the others as its reference class."""

import os
import warnings
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..indicator.kind import Comparability
from ..plan import load_plan
from ..plan.classes import ClassValues
from ..plan.period import DICTIONARY
from ..plan.plan import Plan
from ..words import given
from ..words.both import Both
from ..words.errors import InputError, KzplanError, LeftOut
from .assumptions import checked
from .case import cases
from .outlook import table_of
from .sisters import sisters as sisters_of
from .sisters import usable, values_of
from .verdict import judge

MOST_WORKERS = 1024
COLUMNS = ["place", "parent", "indicator", "stratum", "year", "value", "numerator", "denominator"]
TAKEN = (
    "reference_change",
    "reference_class",
    "reference_places",
    "reference_spread",
)  # what the sister districts give
OTHERS = Both("the other districts", "其他区县")


def load(folder: str | os.PathLike, workers: int = 1, parents: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Return the plan folders in a folder as one panel, as :func:`kzplan.project_panel` takes it.

    Parameters
    ----------
    folder : each folder in it that holds a ``datapackage.json`` is a plan.
    workers : processes that read.
    parents : district → the area it lies in; districts of which nothing is said lie in none.

    Returns
    -------
    DataFrame : one row a usable value, ``place`` (the district) ``parent, indicator, stratum, year, value, numerator,
        denominator``; districts meet by indicator and stratum, whatever their codes. Rates of deaths on live births that are
        printed without counts rest on the births expected. ``attrs["left_out"]``: folder → why it could not be read.

    Raises
    ------
    InputError : no plan in the folder, or two of one district.

    Warns
    -----
    LeftOut : a folder that cannot be read, by name; it is left out.

    >>> from kzplan.plan import data_folder
    >>> panel = load(data_folder().parent)
    >>> panel["place"].unique().tolist(), len(panel) > 50
    (['开州区'], True)
    """
    if not isinstance(folder, str | os.PathLike):
        raise InputError(f"folder must be the name of a folder of plan folders; got {given.shown(folder)}")
    workers = given.whole("workers", workers, "a number of processes, from 1 on", range(1, MOST_WORKERS + 1))
    if parents is not None:
        given.instance("parents", parents, Mapping, "a dict, district → the area it lies in")  # type: ignore[type-abstract]
    found = sorted(path.parent for path in Path(folder).glob(f"*/{DICTIONARY}"))
    if not found:
        raise InputError(f"no plan in {folder}: each is a folder with a {DICTIONARY}")
    with_parents = partial(_read, parents=dict(parents or {}))
    if workers > 1:
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            told = list(pool.map(with_parents, found))
    else:
        told = list(map(with_parents, found))
    left_out = {path.name: one for path, one in zip(found, told, strict=True) if isinstance(one, str)}
    for name, why in left_out.items():
        warnings.warn(LeftOut(f"left out: {name}: {why}", f"未计入：{name}：{why}"), stacklevel=2)
    kept = [one for one in told if not isinstance(one, str)]
    if not kept:
        raise InputError(f"no plan in {folder} can be read: {next(iter(left_out.values()))}")
    names = pd.Series([place for one in kept for place in one["place"].unique()])
    if names.duplicated().any():
        raise InputError(
            f"two folders in {folder} are of {names[names.duplicated()].iloc[0]!r}; expected one a district"
        )
    panel = pd.concat(kept, ignore_index=True)
    panel.attrs["left_out"] = left_out
    return panel


def _read(path: Path, parents: dict[str, str]) -> pd.DataFrame | str:
    """The values of one plan, or why it cannot be read."""
    try:
        plan = load_plan(path)
    except (KzplanError, OSError) as problem:
        return str(problem)
    rows = []
    for key, case in usable(plan).items():
        rows += [(plan.district, parents.get(plan.district, ""), *key, *value) for value in values_of(case)]
    return pd.DataFrame(rows, columns=COLUMNS)


def sister_changes(plans: dict[str, Plan]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return how each indicator changed in the other districts: the mean change per year on the link scale.

    Parameters
    ----------
    plans : dict of district name → loaded :class:`~kzplan.plan.plan.Plan`; their targets meet by indicator and stratum,
        whatever their codes.

    Returns
    -------
    (changes, places) : DataFrames, districts × (indicator, stratum); NaN where no other district has two comparable values.
        In ``places`` a district whose change may be chance, of few events, is a small part of one.

    Notes
    -----
    Worked out as the classes of a panel (:func:`kzplan.project_panel`), the district itself left out (backtest, section on
    reference classes).

    >>> from kzplan import load_plan
    >>> changes, places = sister_changes({"here": load_plan(), "there": load_plan()})
    >>> float(places.loc["here"].max()), bool(changes.loc["here", ("maternal_mortality", "total")] < 0)
    (1.0, True)
    """
    _check(plans)
    found = sisters_of(plans)
    changes, places = (
        pd.DataFrame({name: {key: getattr(one, of) for key, one in told.items()} for name, told in found.items()}).T
        for of in ("change", "places")
    )
    return changes, places


def _check(plans):
    """Refuse what is no dict of plans."""
    if not isinstance(plans, Mapping) or not all(isinstance(one, Plan) for one in plans.values()):
        raise InputError(f"plans must be a dict, district → kzplan.load_plan(folder); got {given.shown(plans)}")


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

    Notes
    -----
    The class is that of a panel of the same districts in one area (:func:`kzplan.project_panel` of :func:`load`), and so are
    the odds, but for published rates and values needed, which rest on the births that each plan expects: the mean change of the
    others, each by how little chance may have made of it; from thirty others on how widely they parted; and the rate of all
    others, near which few deaths are expected.

    >>> from kzplan import load_plan
    >>> table = outlooks({"one": load_plan(), "the same": load_plan()})
    >>> table["district"].nunique(), len(table)
    (2, 186)
    """
    _check(plans)
    given.instance("sisters", sisters, bool, "True or False")
    taken = sorted(set(TAKEN) & set(assumptions))
    if sisters and taken:
        raise InputError(f"{taken[0]} is what the sister districts give; with one of your own, use sisters=False")
    told = sisters_of(plans, **assumptions) if sisters else {}
    listed, named = [], []
    for name, plan in plans.items():
        chosen = checked(assumptions, plan.period)
        found = _beside(plan, chosen, told[name]) if sisters else cases(plan, chosen)
        listed, named = listed + found, named + [name] * len(found)
    table = table_of(listed, [verdict for _, verdict in judge(listed)]).assign(district=named)
    table.attrs = {}
    ends = {plan.period.last for plan in plans.values()}
    if len(ends) == 1:  # what the figures of the table name
        table.attrs["at"] = assumptions.get("at") or ends.pop()
    return table[["district", *(column for column in table if column != "district")]]


def _beside(plan, chosen, told):
    """The cases of a plan with the other districts as their class."""
    of = {code: told[target.indicator, target.stratum] for code, target in plan.by_code.items()}
    changes, places, spreads = (
        {code: getattr(one, name) for code, one in of.items() if np.isfinite(getattr(one, name))}
        for name in ("change", "places", "spread")
    )
    chosen = replace(
        chosen,
        reference_class=False,
        reference_change=changes,
        reference_places=places,
        reference_spread=spreads,
    )
    return [_near(case, of[case.code]) for case in cases(plan, chosen)]


def _near(case, told):
    """A case whose few events are expected near the rate of the other districts, where that is known."""
    if not (np.isfinite(told.level) and case.comparable and len(case.series)):
        return case
    years, values, variances = np.array([int(told.year)]), np.array([told.level]), np.array([told.unsure**2])
    about = "", case.target.indicator, OTHERS, Comparability.A, OTHERS
    around = ClassValues(*about, years, values, OTHERS.en, False, variances)
    return replace(case, around=around)
