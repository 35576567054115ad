"""A plan's own last decade as evidence: a named view of the parameters, never the default."""

from dataclasses import replace

import numpy as np
import pandas as pd
from scipy import optimize

from ...indicator.kind import Direction, Kind
from ...model.parameters import LevelDrift
from ...odds.reference_class import national_changes
from ...plan.plan import Plan
from ...retrospect.hindcast import hindcast
from . import fit

MOVED = {"prior_drift": 1.0, "level": 0.5}  # what the decade may change, and how far: for the level on a log scale
STRENGTH = 0.02  # of the penalty that holds them near the shipped set
LEAST = 5  # pairs of values of a kind


def pairs_of(plan: Plan) -> pd.DataFrame:
    """Return the values at both ends of the last decade: the plan's own, and the nation's.

    Parameters
    ----------
    plan : a loaded :class:`~kzplan.plan.plan.Plan`.

    Returns
    -------
    DataFrame
        One row an indicator: ``kind, indicator, good, t1, x1, t2, x2``, and ``of``, "plan" or "nation".
    """
    own, start, base = hindcast(plan), plan.period.start, plan.period.base
    about = plan.decade
    tables = [next(name for name in plan.period.decade_tables if name.startswith(one)) for one in own["plan"]]
    signs = [Direction(about.loc[key, "direction"]).sign for key in zip(tables, own["row"], strict=True)]
    mine = pd.DataFrame(
        {
            "kind": own["kind"],
            "indicator": own["indicator"],
            "good": signs,
            "t1": float(start),
            "x1": own["value_first"],
            "t2": float(base),
            "x2": own["value_came"],
            "of": "plan",
        }
    )
    changes = national_changes(plan)
    targets = [plan.target(code) for code in changes["code"]]
    nation = pd.DataFrame(
        {
            "kind": [str(target.kind) for target in targets],
            "indicator": [target.outside for target in targets],
            "good": [target.direction.sign for target in targets],
            "t1": changes["from_year"].astype(float),
            "x1": changes["from_value"],
            "t2": changes["to_year"].astype(float),
            "x2": changes["to_value"],
            "of": "nation",
        }
    ).drop_duplicates(["indicator", "t1"])
    pairs = pd.concat([mine, nation], ignore_index=True)
    usable = (pairs["kind"] == str(Kind.PROPORTION)) | ((pairs["x1"] > 0) & (pairs["x2"] > 0))
    return pairs[usable & pairs["x1"].notna() & pairs["x2"].notna()].reset_index(drop=True)


def fit_decade(pairs: pd.DataFrame, shipped: pd.DataFrame) -> pd.DataFrame:
    """Return the shipped parameters with the drift and the spread that a decade's values ask for, held near what ships.

    Parameters
    ----------
    pairs : as :func:`pairs_of` returns them.
    shipped : the table of parameters that ship.

    Returns
    -------
    DataFrame : as ``shipped``. Every set of a kind is moved as its kind asks; a kind with fewer than ``LEAST`` pairs stays.

    Notes
    -----
    Administrative figures, reported by those who are judged by them, of one decade in one country: a sensitivity.
    """
    parts = []
    for kind, rows in shipped.groupby("kind", sort=False):
        own, moved = pairs[pairs["kind"] == kind], rows.copy()
        if len(own) >= LEAST:
            of_kind = rows[(rows["subclass"] == "") & (rows["indicator"] == "")]
            before = LevelDrift(**dict(zip(of_kind["parameter"], of_kind["value"], strict=True)))
            after = _moved(own, before)
            level, drift = moved["parameter"] == "level", moved["parameter"] == "prior_drift"
            moved.loc[level, "value"] *= after.level / before.level
            moved.loc[drift, "value"] += after.prior_drift - before.prior_drift
            moved["value"] = [float(f"{value:.4g}") for value in moved["value"]]
        source = f"What ships, moved by {len(own)} pairs of values of the plan's own decade and the nation's"
        parts.append(moved.assign(se=None, indicators=own["indicator"].nunique(), cases=len(own), source=source))
    return pd.concat(parts, ignore_index=True)


def _moved(pairs, shipped):
    """The shipped set with what the decade may change, fitted to its outcomes told from the first value alone."""
    cases = pairs.assign(x0=np.nan, t0=pairs["t1"] - 10)
    data = fit.data_of(cases, np.full(len(cases), 1 / len(cases)))

    def at(vector: np.ndarray) -> LevelDrift:
        return replace(shipped, prior_drift=float(vector[0]), level=shipped.level * float(np.exp(vector[1])))

    def loss(vector: np.ndarray) -> float:
        away = ((vector[0] - shipped.prior_drift) / MOVED["prior_drift"]) ** 2 + (vector[1] / MOVED["level"]) ** 2
        return float(STRENGTH * away - fit.log_score(at(vector), data) @ data.weight)

    return at(optimize.minimize(loss, np.array([shipped.prior_drift, 0.0]), method="Nelder-Mead").x)
