"""The odds of a group under each view: other evidence that they could rest on; see :mod:`kzplan.odds.view`."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from ... import model
from ..view import views
from .asked import Asked
from .criteria import Criteria
from .groups import Group, one_a_series


def chances_seen(group: Group, asked: Asked, told: Mapping[str, np.ndarray], criteria: Criteria) -> np.ndarray:
    """Return the chances under each view, array (views, n); NaN where a view cannot judge, or is how they are told already.

    Parameters
    ----------
    group, asked : the series, and what is asked of the panel.
    told : what they are told of their class.
    criteria : what meets each one's target.
    """
    places, at = [view.assumed.get("reference_places") for view in views()], float(asked.at)
    found = np.full((len(places), len(group.chosen)), np.nan)
    for i, number in enumerate(places):
        for rows, seen in _with_other_sets(group, asked, i) if number is None else ():
            forecast = seen.forecast(np.full(len(rows), at), **{name: value[rows] for name, value in told.items()})
            found[i, rows] = forecast.chance_between(criteria.low[rows], criteria.high[rows])
    counted = {i: float(number) for i, number in enumerate(places) if number is not None}
    if counted and "reference_change" in told:  # all at once
        rows = np.tile(np.arange(len(group.chosen)), len(counted))
        known = {name: value[rows] for name, value in told.items()}
        known["reference_places"] = np.repeat(list(counted.values()), len(group.chosen))
        forecast = group.take(rows).forecast(np.full(len(rows), at), **known)
        chances = forecast.chance_between(criteria.low[rows], criteria.high[rows])
        found[list(counted)] = chances.reshape(len(counted), -1)
    return found


def _with_other_sets(group: Group, asked: Asked, view: int) -> Iterator[tuple[np.ndarray, Group]]:
    """(rows, the group with the parameters of a view); the reference form is one for all that are run together."""
    sets = [one.viewed[view] if one.projected else one.parameters for one in asked.questions]
    forms = {i: sets[i] for i in np.unique(group.question).tolist()}
    alike: dict[object, list[int]] = {}
    for i, one in forms.items():
        if isinstance(one, model.LevelDrift):
            alike.setdefault(model.LevelDrift, []).append(i)
        elif group.values.shape[1] > 1:  # it needs two values
            alike.setdefault(one, []).append(i)
    for questions in alike.values():
        rows = np.flatnonzero(np.isin(group.question, questions))
        some = group.take(rows)
        yield rows, replace(some, parameters=one_a_series(sets, some.question))
