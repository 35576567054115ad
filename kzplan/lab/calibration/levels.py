"""How forecasts fared by where they started from: shares near their ends, and indicators near their ceiling."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from . import rivals
from .cases import LATE
from .fit import Fold
from .score import DIRECTIONS

SHARES = (0, 1, 5, 25, 50, 75, 95, 99, 100)  # per cent at the start
QUANTILES = (0, 0.25, 0.5, 0.65, 0.75, 0.85, 0.93, 1)  # of an indicator with a ceiling, where it starts
COLUMNS = ["of", "method", "era", "start_low", "start_high", "cases", "asked", "told", "came_true", "coverage80"]


def levels_of(folds: Mapping[str, Sequence[Fold]], cases: pd.DataFrame, targets: pd.DataFrame) -> pd.DataFrame:
    """Return what was told and what came true by the level ten-year forecasts started from.

    Parameters
    ----------
    folds : method ("shipped", the kind's set, or "indicator") → folds of the split by place.
    cases, targets : tables of :mod:`kzplan.lab.calibration.cases`.

    Returns
    -------
    DataFrame
        One row a bin of the latest value: ``of`` "proportion", or an indicator with a ceiling, which is asked for the
        median gain of all its cases; ``era`` "all", or "late" for forecasts made from 2000 on; cases count alike.
    """
    parts = [
        _told(cases, held, kind, parameters, targets).assign(method=method)
        for method, listed in folds.items()
        for kind, parameters, held, _ in listed
        if kind == "proportion" or np.isfinite(parameters.ceiling)
    ]
    if not parts:
        return pd.DataFrame(columns=COLUMNS)
    table = pd.concat(parts, ignore_index=True)
    both = pd.concat([table.assign(era="all"), table[table["late"]].assign(era="late")])
    groups = both.groupby(["of", "method", "era", "start_low", "start_high"])
    found = groups[["chance", "hit", "inside"]].mean().set_axis(["told", "came_true", "coverage80"], axis=1)
    return found.assign(cases=groups["first"].sum().astype(int), asked=groups["chance"].count()).reset_index()[COLUMNS]


def _told(cases, held, kind, parameters, targets):
    """One row a target of a case, or a case without one: its bin, the chance, whether it came true and fell inside the 80 %."""
    rows, capped = cases.loc[held], np.isfinite(parameters.ceiling)
    rows, parts, edges = rows[rows["horizon"] == 10], [], np.array(SHARES, dtype=float)
    if capped:
        alike = cases[(cases["indicator"] == rows["indicator"].iloc[0]) & (cases["horizon"] == 10)]
        edges, gain = np.round(alike["x1"].quantile(QUANTILES).to_numpy()), (alike["x2"] - alike["x1"]).median()
        edges[0], edges[-1] = np.floor(alike["x1"].min()), np.ceil(alike["x1"].max())
    for good, own in rows.groupby("good"):
        f, x = rivals.predict(own, kind, DIRECTIONS[int(good)], parameters, "none"), own["x2"].to_numpy(float)
        low, high = f.interval(0.8)
        base = pd.DataFrame(
            {"inside": ((low <= x) & (x <= high)) * 1.0, "start": own["x1"], "t1": own["t1"]}, own.index
        )
        if capped:
            goal = own["x1"] + gain
            asked = base.assign(chance=f.probability(goal.to_numpy(float), "up"), hit=(x >= goal) * 1.0, first=True)
        else:
            told = targets[targets["case"].isin(own.index)]
            place = pd.Series(np.arange(len(own)), own.index)[told["case"]].to_numpy()
            chance = f.take(place).probability(rivals.natural(told, "target"), DIRECTIONS[int(good)] or "up")
            asked = base.loc[told["case"]].assign(
                chance=chance, hit=told["hit"].to_numpy(), first=~told["case"].duplicated().to_numpy()
            )
            bare = base.drop(told["case"].unique()).assign(chance=np.nan, hit=np.nan, first=True)
            asked = pd.concat([asked, bare])
        parts.append(asked)
    table = pd.concat(parts) if parts else pd.DataFrame(columns=["inside", "start", "t1", "chance", "hit", "first"])
    bins = pd.cut(table["start"], np.unique(edges), include_lowest=True)
    return table.assign(
        of=rows["indicator"].iloc[0] if capped else "proportion",
        late=table["t1"] >= LATE - 10,
        start_low=bins.map(lambda b: max(b.left, 0), na_action="ignore").astype(float).round(1),
        start_high=bins.map(lambda b: b.right, na_action="ignore").astype(float),
    )
