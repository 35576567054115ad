"""What a class alone says of a place inside it: how far places stray from their class, and whether odds from it have skill."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from scipy import optimize

from ... import model
from ...indicator import measure
from ...model.parameters import LevelDrift
from ...model.predictive import Forecast
from .cases import LEAST, SEED
from .fit import Fold
from .score import DIRECTIONS, RESAMPLES

BOUNDS = (0.005, 3.0)  # of the spread of places around their class, on the link scale
REPEATS = 5  # targets drawn for each case
# of a target from the class's value, in ten years of its pace: plans ask for what the nation has already, and for more
AWAY = {"both sides": (-2.0, 2.0), "beyond": (0.2, 2.0)}
COLUMNS = [
    "kind",
    "asked",
    "indicators",
    "cases",
    "spread",
    "told",
    "came_true",
    "coverage80",
    "brier_skill",
    "low",
    "high",
]


def classes_of(cases: pd.DataFrame) -> pd.DataFrame:
    """Return the ten-year cases of places inside a class, with the class's two values: the mean of the others.

    Parameters
    ----------
    cases : with the column ``inside``.

    Returns
    -------
    DataFrame
        The cases of which ``LEAST`` places share indicator and years, with ``y0, y1``, the class's values in the
        indicator's unit.
    """
    inside = cases[cases["inside"] & (cases["horizon"] == 10)]
    groups = inside.groupby(["indicator", "t0", "t1", "t2"])
    size = groups["z0"].transform("size")
    for i in "01":
        mean = (groups[f"z{i}"].transform("sum") - inside[f"z{i}"]) / (size - 1).clip(lower=1)
        inside = inside.assign(**{f"y{i}": mean})
    inside = inside[size >= LEAST]
    for kind, rows in inside.groupby("kind"):
        for i in "01":
            inside.loc[rows.index, f"y{i}"] = measure.from_link(rows[f"y{i}"].to_numpy(float), kind)
    return inside


def predict(rows: pd.DataFrame, kind: str, good: float, parameters: LevelDrift) -> Forecast:
    """Return the forecast of places of which nothing is known but their class."""
    nothing = np.full((len(rows), 2), np.nan)
    classes = rows[["y0", "y1"]].to_numpy(float)
    t, at = rows[["t0", "t1"]].to_numpy(float), rows["t2"].to_numpy(float)
    direction = DIRECTIONS[int(good)]
    return model.forecast(
        t, nothing, at, kind, direction, parameters=parameters, reference_years=t, reference_values=classes
    )


def spread_of(rows: pd.DataFrame, parameters: LevelDrift) -> float:
    """Return the spread of places around their class under which their outcomes are likeliest; each indicator counts alike."""

    def loss(log_spread: float) -> float:
        wide = replace(parameters, spread=float(np.exp(log_spread)), alone=1.0)
        return -float(np.mean([_log_score(own, wide) for _, own in rows.groupby("indicator")]))

    found = optimize.minimize_scalar(loss, bounds=np.log(BOUNDS), method="bounded")
    return float(np.exp(found.x))


def _log_score(rows, parameters):
    """Mean log chance of the outcomes, to a decimal of a percentage or a hundredth of anything else."""
    f = predict(rows, rows["kind"].iloc[0], rows["good"].iloc[0], parameters)
    x = rows["x2"].to_numpy(float)
    near = measure.TOLD_APART if rows["kind"].iloc[0] == "proportion" else x / 200
    return np.log(np.maximum(f.cdf(x + near) - f.under(x - near), 1e-300)).mean()


def alone_of(folds: Sequence[Fold], cases: pd.DataFrame) -> pd.DataFrame:
    """Return how odds from the class alone fared on places held out, kind by kind.

    Parameters
    ----------
    folds : of the split by place; the spread is fitted on the half that the kind's set was fitted on.
    cases : with the column ``inside``.

    Returns
    -------
    DataFrame
        One row a kind and way of setting targets, ``asked`` (``AWAY``: at the class's value and so many times its pace):
        ``spread`` (mean of the halves), ``told`` and ``came_true``, ``coverage80``, and the Brier skill against the frequency in the other half with its 95 %
        interval over indicators. Each indicator counts the same.
    """
    inside = classes_of(cases)
    parts = []
    for kind, parameters, held, used in folds:
        past, here = inside.loc[inside.index.intersection(used)], inside.loc[inside.index.intersection(held)]
        if len(past) and len(here):
            wide = replace(parameters, spread=spread_of(past, parameters), alone=1.0)
            for asked, away in AWAY.items():
                usual = _asked(past, wide, away)["hit"].mean()
                told = _asked(here, wide, away)
                parts.append(told.assign(kind=kind, way=asked, spread=wide.spread, usual=usual))
    if not parts:
        return pd.DataFrame(columns=COLUMNS)
    groups = pd.concat(parts).groupby(["kind", "way"])
    return pd.DataFrame([_row(kind, asked, rows) for (kind, asked), rows in groups], columns=COLUMNS)


def _asked(rows, parameters, away):
    """Targets set on cases: the chance from the class alone, whether they came true, whether the outcome lay in the 80 %."""
    rng, parts = np.random.default_rng(SEED), []
    for (kind, good, _), own in rows.groupby(["kind", "good", "indicator"]):
        f, x = predict(own, kind, good, parameters), own["x2"].to_numpy(float)
        low, high = f.interval(0.8)
        z = [measure.to_link(own[f"y{i}"].to_numpy(float), kind) for i in "01"]
        pace, ahead = np.abs(z[1] - z[0]) / (own["t1"] - own["t0"]).to_numpy(), (own["t2"] - own["t1"]).to_numpy()
        for _ in range(REPEATS):
            goal = measure.from_link(z[1] + good * rng.uniform(*away, len(own)) * pace * ahead, kind)
            told = f.probability(goal, DIRECTIONS[int(good)] or "up")
            hit = (x >= goal) if good >= 0 else (x <= goal)
            inside = (low <= x) & (x <= high)
            parts.append(own[["indicator"]].assign(asked=good != 0, chance=told, hit=hit * 1.0, inside=inside * 1.0))
    return pd.concat(parts)


def _row(kind, way, rows):
    asked = rows[rows["asked"]]
    told = asked.assign(brier=(asked["chance"] - asked["hit"]) ** 2, base=(asked["usual"] - asked["hit"]) ** 2)
    each = told.groupby("indicator")[["chance", "hit", "brier", "base"]].mean()
    own, base = each[["brier", "base"]].to_numpy().T
    drawn = np.random.default_rng(SEED).integers(0, max(len(own), 1), (RESAMPLES, len(own)))
    low, high = np.quantile(1 - own[drawn].mean(1) / base[drawn].mean(1), [0.025, 0.975]) if len(own) else (np.nan,) * 2
    covered = rows.groupby("indicator")["inside"].mean().mean()
    skill = 1 - own.mean() / base.mean() if len(own) else np.nan
    means = each["chance"].mean(), each["hit"].mean(), covered, skill
    return kind, way, len(each), len(rows) // REPEATS, rows["spread"].mean(), *means, low, high
