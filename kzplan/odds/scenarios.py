"""Several assumptions at once, in one table."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ..indicator.frame import SeriesSet
from ..indicator.series import Series
from ..plan.plan import Plan
from ..words.errors import InputError
from ..words.given import is_number, shown
from .assumptions import known, takes_assumptions
from .outlook import outlook


@takes_assumptions
def scenarios(
    of: Plan | Series | SeriesSet,
    named: Mapping[str, Mapping[str, Any]],
    targets: str | Mapping[str, str] | None = None,
    **assumptions: Any,
) -> pd.DataFrame:
    """Return the outlook under several assumptions, one under another.

    Parameters
    ----------
    of, targets : as for :func:`kzplan.outlook`.
    named : name of a scenario → its assumptions, fields of :class:`~kzplan.odds.assumptions.Assumptions`.
    **assumptions : of all scenarios; a scenario's own come first.

    Returns
    -------
    DataFrame : the columns of the outlook with ``scenario`` before them.

    Raises
    ------
    InputError : no scenario, or an assumption that is out of range.

    >>> from kzplan import load_plan
    >>> table = scenarios(load_plan(), {"slow": dict(damping=0.3), "fast": dict(damping=1)})
    >>> table.groupby("scenario")["p_reach"].count().to_dict() == {"fast": 33, "slow": 33}
    True
    """
    if not (isinstance(named, Mapping) and named and all(isinstance(told, Mapping) for told in named.values())):
        expected = "a dict of dicts, as {'slow': {'damping': 0.3}, 'fast': {'damping': 1}}"
        raise InputError(f"scenarios are assumptions by name; expected {expected}, got {shown(named)}")
    odd = [name for name in named if not (is_number(name) or isinstance(name, str))]
    if odd:
        raise InputError(f"a scenario's name is a text, as 'slow'; got {shown(odd[0])}")
    asked = {name: known({**assumptions, **told}) for name, told in named.items()}
    parts = [outlook(of, targets, **told).assign(scenario=name) for name, told in asked.items()]
    table = pd.concat(parts, ignore_index=True)
    table.attrs |= parts[0].attrs
    if len({part.attrs["at"] for part in parts}) > 1:  # no one year to sign a figure with
        del table.attrs["at"]
    return table[["scenario", *(column for column in table if column != "scenario")]]
