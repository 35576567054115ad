"""How many targets are met, with the denominator that the share is of."""

import math
from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np
import pandas as pd

from ..words.door import door
from . import judge


@door
def counts(table: pd.DataFrame, by: str | Sequence[str] | None = None, which: str = "verdict") -> pd.DataFrame:
    """Count the verdicts of an evaluation's table.

    Parameters
    ----------
    table : :attr:`Evaluation.table`, or rows of it.
    by : "plan", "domain", "nature" or "department", several of them, or None for all targets. A joint target counts for each of its departments.
    which : "verdict" (the district's targets) or "verdict_city" (targets that the city does not set are left out).

    Returns
    -------
    DataFrame
        One row a group in the plan's order (index named ``by``, or "all"): ``targets``; a column a verdict; ``monitored`` (可监测:
        a value and a measurable target), ``share_met`` (per cent of the monitored; empty where there are none). "Nearly met" is monitored and
        not met; "no value" and "cannot be judged" are neither.

    >>> from kzplan import load_plan
    >>> from kzplan.evaluation import evaluate
    >>> counts(evaluate(load_plan(), 2025).table).loc["all", ["targets", "monitored", "no value"]].astype(int).tolist()
    [93, 0, 93]
    """
    columns = _columns(by)
    counted = tallied(table, by, which)
    groups = pd.DataFrame(list(counted), columns=columns, dtype=table[which].dtype)
    index = pd.Index(groups[columns[0]]) if len(columns) == 1 else pd.MultiIndex.from_frame(groups)
    tallies = list(counted.values())
    monitored, share = zip(*map(share_met, tallies), strict=True) if tallies else ((), ())
    found = {"targets": [sum(tally.values()) for tally in tallies]}
    found |= {verdict: [tally[verdict] for tally in tallies] for verdict in judge.VERDICTS}
    table = pd.DataFrame(found | {"monitored": list(monitored)}, index=index, dtype="int64")
    return table.assign(share_met=np.array(share, float))


def tallied(
    table: pd.DataFrame, by: str | Sequence[str] | None = None, which: str = "verdict"
) -> dict[tuple[str, ...], dict[str, int]]:
    """Return how many targets of each group have which verdict, as :func:`counts` counts them.

    Parameters
    ----------
    table, by, which : as of :func:`counts`.
    """
    columns, counted = _columns(by), dict[tuple[str, ...], dict[str, int]]()
    if by is None:
        counted["all",] = dict.fromkeys(judge.VERDICTS, 0)  # the total of none is none
    for verdict, *names in zip(table[which].tolist(), *(_groups(table, column) for column in columns), strict=True):
        for group in product(*names) if verdict != judge.NO_TARGET else ():
            counted.setdefault(group, dict.fromkeys(judge.VERDICTS, 0))[verdict] += 1
    return counted


def share_met(tally: Mapping[str, int]) -> tuple[int, float]:
    """Return how many of a group can be monitored, and how many per cent of those are met; NaN where there are none.

    >>> share_met(dict.fromkeys(judge.VERDICTS, 1))[0] == len(judge.JUDGED)
    True
    """
    monitored = sum(tally[verdict] for verdict in judge.JUDGED)
    return monitored, 100 * tally["met"] / monitored if monitored else math.nan


def _columns(by):
    return ["all"] if by is None else [by] if isinstance(by, str) else list(by)


def _groups(table, column):
    """The groups that each target counts for."""
    if column == "all":
        return [("all",)] * len(table)
    names = table[column].tolist()
    return [name.split("、") for name in names] if column == "department" else [(name,) for name in names]
