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
    shown = views()
    found = np.full((len(shown), len(group.chosen)), np.nan)
    at = np.full(len(group.chosen), float(asked.at))
    for i, view in enumerate(shown):
        places = view.assumed.get("reference_places")
        if places is None:
            for rows, seen in _with_other_sets(group, asked, i):
                forecast = seen.forecast(at[rows], **{name: value[rows] for name, value in told.items()})
                found[i, rows] = forecast.chance_between(criteria.low[rows], criteria.high[rows])
        elif "reference_change" in told:
            forecast = group.forecast(at, **{**told, "reference_places": np.full(len(at), float(places))})
            found[i] = forecast.chance_between(criteria.low, criteria.high)
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
