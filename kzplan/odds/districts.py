"""Many districts at once: their plan folders as one panel, and each one's outlook with the others as its reference class."""

import os
import warnings
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..indicator import measure
from ..plan import load_plan
from ..plan.period import DICTIONARY
from ..plan.plan import Plan
from ..words import given
from ..words.errors import InputError, KzplanError, LeftOut
from .assumptions import Assumptions, checked
from .case import Case, cases
from .outlook import table_of
from .verdict import judge

MOST_WORKERS = 1024
COLUMNS = ["place", "parent", "indicator", "stratum", "year", "value", "numerator", "denominator"]
TAKEN = ("reference_change", "reference_class", "reference_places")  # what the sister districts give


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
    rows, seen = [], set()
    for case in cases(plan, Assumptions(reference_class=False)):
        key = case.target.indicator, case.target.stratum
        if case.projected and case.comparable and key not in seen:
            seen.add(key)
            rows += [(plan.district, parents.get(plan.district, ""), *key, *value) for value in _values(case)]
    return pd.DataFrame(rows, columns=COLUMNS)


def _values(case: Case) -> list[tuple[int, float, float, float]]:
    """Year, value and the counts behind it, as the model is told of them."""
    found = []
    for one in case.series:
        top, bottom = one.numerator, one.denominator
        if case.target.of_deaths and case.births and case.multiplier and not bottom > 0:
            top, bottom = one.value * case.births / case.multiplier, case.births
        found.append((one.year, one.value, top, bottom))
    return found


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
    _check(plans)
    own = pd.DataFrame({name: _changes(plan) for name, plan in plans.items()}).T
    known = own.notna()
    places = known.sum() - known
    others = own.fillna(0.0).sum() - own.fillna(0.0)
    return others.div(places.where(places > 0)), places.where(places > 0)


def _check(plans):
    """Refuse what is no dict of plans."""
    if not isinstance(plans, Mapping) or not all(isinstance(one, Plan) for one in plans.values()):
        raise InputError(f"plans must be a dict, district → kzplan.load_plan(folder); got {given.shown(plans)}")


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

    Notes
    -----
    Of the sisters their mean change enters, each as one place, not how widely they parted: from thirty others on
    :func:`kzplan.project_panel` of :func:`load` says more, with bands drawn to their spread (``class_spread``), and its odds differ.

    >>> from kzplan import load_plan
    >>> table = outlooks({"one": load_plan(), "the same": load_plan()})
    >>> table["district"].nunique(), len(table)
    (2, 186)
    """
    _check(plans)
    taken = sorted(set(TAKEN) & set(assumptions))
    if sisters and taken:
        raise InputError(f"{taken[0]} is what the sister districts give; with one of your own, use sisters=False")
    changes, places = sister_changes(plans) if sisters else (None, None)
    listed, named = [], []
    for name, plan in plans.items():
        told = {} if changes is None or places is None else _class_of(plan, changes.loc[name], places.loc[name])
        found = cases(plan, checked(told | assumptions, plan.period))
        listed, named = listed + found, named + [name] * len(found)
    table = table_of(listed, [verdict for _, verdict in judge(listed)]).assign(district=named)
    table.attrs = {}
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
