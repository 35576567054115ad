"""What others would say of the same targets: trend verdicts and the words of published progress methods."""

import numpy as np
import pandas as pd

from ... import model, progress
from ...indicator import measure
from ...model.parameters import LevelDrift, Parameters
from ...model.predictive import Forecast
from ...progress.change import FINAL_YEAR

# what a forecast is told: the change of others (a column of the cases), and of how many places; None: as it ships
TOLD: dict[str, tuple[str | None, float | None]] = {
    "none": (None, None),
    "one value": (None, None),
    "class": ("class_change", None),
    "one place": ("one_change", 1.0),
    "class as 1": ("class_change", 1.0),
    "class as 3": ("class_change", 3.0),
    "class as 10": ("class_change", 10.0),
    "class as many": ("class_change", np.inf),
}
Chosen = str | LevelDrift | Parameters  # name of a set, or parameters of the kind


def verdicts(targets: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return each method's words and whether they say "on track", for each target.

    Parameters
    ----------
    targets : as :func:`~kzplan.lab.calibration.cases.targets_of` gives them.

    Returns
    -------
    dict : method → DataFrame with columns verdict and on_track (0, 1; NaN where the method cannot judge).
        The published methods, and a straight line and a constant rate of change as "linear" and
        "log_linear".
    """
    good = targets["good"].to_numpy()
    x0, x1, goal = (natural(targets, name) for name in ("z0", "z1", "target"))
    h, gap = (targets["t2"] - targets["t1"]).to_numpy(), (targets["t1"] - targets["t0"]).to_numpy()
    z0, z1, z = (targets[name].to_numpy() for name in ("z0", "z1", "target"))
    told = {
        "linear": (x1 + (x1 - x0) / gap * h - goal) * good >= 0,
        "log_linear": (z1 + (z1 - z0) / gap * h - z) * good >= 0,
    }
    words = {
        name: targets[[]].assign(verdict=np.where(yes, "yes", "no"), on_track=yes * 1.0) for name, yes in told.items()
    }
    shift = FINAL_YEAR - targets["t2"].to_numpy()
    direction = np.where(good > 0, "up", "down")
    limit = np.where(targets["kind"] == "proportion", 100.0, np.nan)
    for name, profile in progress.profiles().items():
        if profile.counted:
            said = progress.judge(
                profile, targets["t0"] + shift, x0, targets["t1"] + shift, x1, goal, FINAL_YEAR, direction, limit
            )
            words[name] = said[["verdict", "on_track"]].astype({"on_track": float}).set_index(targets.index)
    return words


def natural(targets: pd.DataFrame, name: str) -> np.ndarray:
    """Return a column of link values in each indicator's own unit."""
    values = np.empty(len(targets))
    for kind in targets["kind"].unique():
        rows = (targets["kind"] == kind).to_numpy()
        values[rows] = measure.from_link(targets[name].to_numpy()[rows], kind)
    return values


def forecasts(targets: pd.DataFrame, cases: pd.DataFrame, parameters: Chosen, told: str) -> np.ndarray:
    """Return the chance that each target is met, by the public :func:`kzplan.model.trend.forecast`.

    Parameters
    ----------
    parameters : set name or parameters of the kind, for targets of one kind.
    told : a key of ``TOLD``.
    """
    rows = cases.loc[targets["case"]]
    kind, chance = rows["kind"].iloc[0], np.empty(len(targets))
    for direction, good in (("up", 1), ("down", -1)):
        at = (targets["good"] == good).to_numpy()
        if at.any():
            f = predict(rows[at], kind, direction, parameters, told)
            chance[at] = f.probability(natural(targets[at], "target"), direction)
    return chance


def class_change(rows: pd.DataFrame, told: str) -> np.ndarray:
    """Return the change per year of others that a forecast is told, by a key of ``TOLD``; NaN where it is told none."""
    column = TOLD[told][0]
    return np.full(len(rows), np.nan) if column is None else rows[column].to_numpy(float)


def predict(rows: pd.DataFrame, kind: str, direction: str | None, parameters: Chosen, told: str) -> Forecast:
    """Return the forecast of cases of one kind and direction."""
    values = rows[["x0", "x1"]].to_numpy(float)
    return model.forecast(
        rows[["t0", "t1"]].to_numpy(float),
        np.where([True, False], np.nan, values) if told == "one value" else values,
        rows["t2"].to_numpy(float),
        kind,
        direction,
        parameters=parameters,
        reference_change=class_change(rows, told),
        reference_places=TOLD[told][1],
    )
