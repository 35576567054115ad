"""How shares near 0 or 100 % fared: the chance given to staying at the limit, and how often it came true."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ...indicator import measure
from . import rivals
from .fit import Fold
from .score import DIRECTIONS

STARTS = (0, measure.TOLD_APART, 0.5, 1, 2, 5)  # points from the nearer limit
WITHIN = (measure.TOLD_APART, 1)  # points from the same limit ten years on; the first prints as the limit itself
OTHERS: dict[str, dict[str, rivals.Chosen]] = {"shipped": {"reference": "reference"}, "indicator": {}}
COLUMNS = [
    "split",
    "limit",
    "method",
    "start_low",
    "start_high",
    "within",
    "indicators",
    "cases",
    "chance",
    "came_true",
]


def edges_of(folds: Sequence[Fold], cases: pd.DataFrame, split: str, method: str = "shipped") -> pd.DataFrame:
    """Return how often shares near a limit were as near ten years later, and the chance they were given.

    Parameters
    ----------
    folds : see :class:`~kzplan.lab.calibration.fit.Fold`.
    cases : as :func:`~kzplan.lab.calibration.cases.cases_of` returns them.
    split : name of the split.
    method : what the folds' parameters are called: "shipped", beside which the reference set stands, or "indicator".

    Returns
    -------
    DataFrame
        One row a ``limit`` (0 or 100), method, distance of the latest value from it (above ``start_low``, up
        to ``start_high`` points) and distance ``within`` which the outcome lay of it. Cases count alike: few
        indicators come near a limit.
    """
    told = [
        _told(cases.loc[held], {method: parameters} | OTHERS[method])
        for kind, parameters, held, _ in folds
        if kind == "proportion"
    ]
    if not told:
        return pd.DataFrame(columns=COLUMNS)
    table = pd.concat(told, ignore_index=True)
    bins = pd.cut(table["start"], STARTS, include_lowest=True)
    table = table.assign(
        start_low=bins.map(lambda b: max(b.left, 0)).astype(float), start_high=bins.map(lambda b: b.right).astype(float)
    )
    groups = table.groupby(["limit", "method", "start_low", "start_high", "within"])
    out = groups[["chance", "came_true"]].mean()
    out = out.assign(indicators=groups["indicator"].nunique(), cases=groups.size(), split=split)
    return out.reset_index()[COLUMNS]


def _told(held, sets):
    x1 = held["x1"].to_numpy(float)
    near = (held["horizon"].to_numpy() == 10) & (np.minimum(x1, 100 - x1) <= STARTS[-1])
    rows, parts = held[near], []
    for method, chosen in sets.items():
        for good, group in rows.groupby("good"):
            f = rivals.predict(group, "proportion", DIRECTIONS[int(good)], chosen, "none")
            start, end = group["x1"].to_numpy(float), group["x2"].to_numpy(float)
            high = start > 50
            for within in WITHIN:
                chance = np.where(high, f.probability(100 - within, "up"), f.probability(within, "down"))
                came = np.where(high, end >= 100 - within - 1e-9, end <= within + 1e-9)
                parts.append(
                    pd.DataFrame(
                        {
                            "method": method,
                            "limit": np.where(high, 100, 0),
                            "indicator": group["indicator"].to_numpy(),
                            "within": within,
                            "start": np.minimum(start, 100 - start),
                            "chance": chance,
                            "came_true": came * 1.0,
                        }
                    )
                )
    return (
        pd.concat(parts)
        if parts
        else pd.DataFrame(columns=["limit", "method", "indicator", "within", "start", "chance", "came_true"])
    )
