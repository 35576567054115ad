"""Fit the parameters of one kind: penalised likelihood of ten-year outcomes, then out-of-fold tempering."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import optimize, special

from ...indicator import measure
from ...model import leveldrift
from ...model.parameters import FITTED, LevelDrift
from .cases import LATE, sample

MOST = 100  # cases of an indicator and horizon that a fit uses
SHARES = {3: 0.1, 5: 0.1, 10: 0.8}  # weight of the horizons within an indicator
LOGS = ("level", "drift", "noise", "df", "cap", "edge", "class_level", "class_drift")
# centre and width of the penalty, on the log scale for LOGS; the level has none of its own
PRIOR = {
    "drift": (np.log(0.7), 0.7),
    "noise": (np.log(0.5), 0.7),
    "df": (np.log(2), 0.5),
    "prior_drift": (0, 0.5),
    "worsening": (0, 0.7),
    "cap": (np.log(1.5), 0.7),
    "edge": (np.log(0.4), 0.5),
    "class_weight": (0.8, 0.3),
    "class_level": (0, 0.5),
    "class_drift": (np.log(0.35), 0.7),
    "class_scale": (0, 0.3),
}
PENALTY = 0.004
SUBCLASS_PENALTY = 0.02  # a sub-class of a few indicators stays nearer to its kind
START = LevelDrift(0.05, 0.5, 0.6, 1.9, 0.2, -0.3, 2.0, 0.4, 0.8, 0.8, 0.3, 0.1, 2.0)
# not told apart by the panel: a year's own noise outside surveyed shares, an edge where there is no limit
FIXED = {
    "rate": {"noise": 0.0, "edge": 0.0, "class_scale": 0.0},
    "proportion": {},
    "positive": {"noise": 0.0, "edge": 0.0},
    "count": {"noise": 0.0, "edge": 0.0, "class_scale": 0.0, "prior_drift": 0.0, "worsening": 1.0},
}


@dataclass(frozen=True)
class Data:
    """Arrays of the cases that a fit runs over, with their weights."""

    kind: str
    t: np.ndarray
    z: np.ndarray
    at: np.ndarray
    good: np.ndarray
    outcome: np.ndarray
    printed: tuple[np.ndarray, np.ndarray]  # percentages between which a share printed like the outcome lies
    weight: np.ndarray
    reference: np.ndarray | None = None

    def within(self, reference: np.ndarray) -> "Data":
        """Return the cases for which ``reference`` is known, with it."""
        rows = np.isfinite(reference)
        own = {name: getattr(self, name)[rows] for name in ("t", "z", "at", "good", "outcome", "weight")}
        low, high = self.printed
        return replace(self, **own, printed=(low[rows], high[rows]), reference=reference[rows])


class Fold(NamedTuple):
    """Parameters of a kind fitted on some of its cases, and held against others.

    Parameters
    ----------
    kind, parameters : what was fitted.
    held, used : index of the cases held out, and of those fitted on.
    """

    kind: str
    parameters: LevelDrift
    held: pd.Index
    used: pd.Index


def data_of(cases: pd.DataFrame, weight: np.ndarray | None = None) -> Data:
    """Return the :class:`Data` of cases of one kind."""
    kind, weight = cases["kind"].iloc[0], weights(cases) if weight is None else weight
    x = cases[["x0", "x1", "x2"]].to_numpy(float)
    z = measure.to_logit(x) if kind == "proportion" else measure.to_link(x, kind)
    t, at, good = cases[["t0", "t1"]].to_numpy(float), cases["t2"].to_numpy(float), cases["good"].to_numpy(float)
    printed = (x[:, 2] - measure.TOLD_APART, x[:, 2] + measure.TOLD_APART)
    return Data(kind, t, z[:, :2], at, good, z[:, 2], printed, weight)


def weights(cases: pd.DataFrame) -> np.ndarray:
    """Equal weight for each indicator; within it by ``SHARES``, and the two eras alike where both are."""
    late = (cases["t2"] > LATE).rename("late")
    size = cases.groupby(["indicator", "horizon"])["z1"].transform("size")
    era = cases.groupby(["indicator", "horizon", late])["z1"].transform("size")
    eras = late.groupby([cases["indicator"], cases["horizon"]]).transform("nunique")
    share = cases["horizon"].map(SHARES)
    # an era of a few cases counts at most three times its size
    weight = np.minimum(share / era / eras, 3 * share / size)
    weight = weight / weight.groupby(cases["indicator"]).transform("sum")
    return (weight / weight.sum()).to_numpy()


def log_score(parameters: LevelDrift, data: Data, places: float | None = None) -> np.ndarray:
    """Return the log predictive density of each outcome on the link scale; of a share, the log chance of its printing."""
    edged, known = data.kind == "proportion", None if places is None else np.asarray(places, dtype=float)
    center, scale, df = leveldrift.project(
        data.t, data.z, np.zeros_like(data.z), data.at, data.good, parameters, data.reference, known, edged
    )
    scale = np.maximum(scale, 1e-9)
    if edged:
        return _log_chance_of_printing(center, scale, df, data, parameters)
    u = (data.outcome - center) / scale
    density = special.gammaln((df + 1) / 2) - special.gammaln(df / 2) - 0.5 * np.log(df * np.pi)
    return density - (df + 1) / 2 * np.log1p(u * u / df) - np.log(scale)


def _log_chance_of_printing(center, scale, df, data, parameters):
    """The log chance that a share, printed to one decimal, shows the outcome."""
    middle = measure.stretch(100 * special.expit(center), parameters.edge)
    scale = scale / leveldrift.steepness(data.z, parameters)
    low, high = ((measure.stretch(end, parameters.edge) - middle) / scale for end in data.printed)
    low = np.where(data.printed[0] <= 0, -np.inf, low)  # what lies beyond a limit is held at it
    high = np.where(data.printed[1] >= 100, np.inf, high)
    above = low > 0  # in the upper tail the chance is taken from its own side, where it is exact
    low, high = np.where(above, -high, low), np.where(above, -low, high)
    return np.log(np.maximum(special.stdtr(df, high) - special.stdtr(df, low), 1e-300))


def fit_kind(
    cases: pd.DataFrame, kind: str, start: LevelDrift = START, towards: LevelDrift | None = None
) -> LevelDrift:
    """Return the parameters that make the outcomes of ``cases`` likeliest, without and with the class.

    Parameters
    ----------
    cases : cases of one kind.
    start : where to begin.
    towards : parameters of the kind that those of a sub-class are held near to; None for a kind.
    """
    chosen = sample(cases, MOST)
    alone = data_of(chosen)
    beside = alone.within(chosen["class_change"].to_numpy(float))
    fixed = FIXED[kind] | {"witnesses": start.witnesses}
    free = [name for name in FITTED if name not in fixed]
    start = replace(start, **fixed)
    prior = (
        PRIOR
        if towards is None
        else {
            name: (value, PRIOR.get(name, (0, 1.0))[1])
            for name, value in zip(free, _vector(towards, free), strict=True)
        }
    )
    strength = PENALTY if towards is None else SUBCLASS_PENALTY

    def loss(vector: np.ndarray) -> float:
        parameters = _parameters(vector, free, start)
        total = log_score(parameters, alone) @ alone.weight
        if len(beside.weight):
            total = total + log_score(parameters, beside) @ beside.weight
        at = dict(zip(free, vector, strict=True))
        held = sum(((at[name] - centre) / width) ** 2 for name, (centre, width) in prior.items() if name in at)
        return strength * held - total

    if towards is None and start is not None:
        start = replace(start, level=_first_level(alone, start))
    bounds = [(0, 2) if name == "class_scale" else (-12, 6) for name in free]
    with np.errstate(all="ignore"):
        found = optimize.minimize(
            loss, _vector(start, free), method="L-BFGS-B", bounds=bounds, options={"maxiter": 200}
        )
    return _parameters(found.x, free, start)


def _first_level(data, start):
    """A level that gives the median outcome about its size, so that any unit of spread is a fair start."""
    if start is not START:
        return start.level
    step = np.abs(data.outcome - data.z[:, 1]) / np.sqrt(data.at - data.t[:, 1])
    return max(float(np.median(step)), 1e-4)


def _vector(parameters, names):
    values = (getattr(parameters, name) for name in names)
    return np.array([np.log(max(v, 1e-5)) if n in LOGS else v for n, v in zip(names, values, strict=True)])


def _parameters(vector, names, rest):
    values = {n: float(np.exp(v)) if n in LOGS else float(v) for n, v in zip(names, vector, strict=True)}
    return replace(rest, **values)


def temper(parameters: LevelDrift, held_out: Sequence[tuple[LevelDrift, Data, Data]]) -> LevelDrift:
    """Widen (or narrow) the spread to what out-of-fold outcomes ask for, without and with the class.

    Parameters
    ----------
    parameters : the fit on everything.
    held_out : list of (parameters, Data without a class, Data with it) of the folds.
    """

    def worth(factor: float, with_class: bool) -> float:
        total = 0.0
        for fitted, alone, beside in held_out:
            wide = replace(fitted, level=fitted.level * factor, prior_drift=fitted.prior_drift / factor)
            data = beside if with_class else alone
            if len(data.weight):
                total -= log_score(wide, data) @ data.weight
        return total

    factors = [
        float(optimize.minimize_scalar(worth, bounds=(0.7, 1.6), args=(with_class,), method="bounded").x)
        for with_class in (False, True)
    ]
    return replace(
        parameters,
        level=parameters.level * factors[0],
        prior_drift=parameters.prior_drift / factors[0],
        class_level=parameters.class_level * factors[1] / factors[0],
    )


def witnesses(parameters: LevelDrift, cases: pd.DataFrame) -> float:
    """Return the number of places at which a class has half its weight, from the worth of one other place."""
    chosen = sample(cases, MOST)
    data = data_of(chosen).within(chosen["one_change"].to_numpy(float))
    if not len(data.weight):
        return parameters.witnesses

    def loss(half: float) -> float:
        return -(log_score(replace(parameters, witnesses=float(half)), data, places=1.0) @ data.weight)

    return float(optimize.minimize_scalar(loss, bounds=(0.05, 30), method="bounded").x)
