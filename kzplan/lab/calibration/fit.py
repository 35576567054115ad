"""Fit the parameters of one kind: penalised likelihood of ten-year outcomes, then out-of-fold widening."""

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
OF_CEILING = ("level", "noise", "edge")  # what means another thing below a ceiling than on a log scale
FROM_ONE = 0.25  # weight of the same outcomes told from the latest value alone
LOGS = ("level", "drift", "noise", "df", "cap", "edge", "class_level", "class_drift", "ceiling")
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
    "ceiling": (np.log(0.05), 0.2),  # above the highest value seen, as a share of it; held near: few come near it
}
PENALTY = 0.004
POOLED_PENALTY = 0.02  # a sub-class of a few indicators, or one, stays nearer to its kind
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
    """Arrays of the cases that a fit runs over, with their weights; ``z`` and ``outcome`` on the link scale."""

    kind: str
    x: np.ndarray
    t: np.ndarray
    at: np.ndarray
    good: np.ndarray
    weight: np.ndarray
    z: np.ndarray
    outcome: np.ndarray
    reference: np.ndarray | None = None

    def within(self, reference: np.ndarray) -> "Data":
        """Return the cases for which ``reference`` is known, with it."""
        rows = np.isfinite(reference)
        own = {name: getattr(self, name)[rows] for name in ("x", "t", "z", "at", "good", "outcome", "weight")}
        return replace(self, **own, reference=reference[rows])

    def followed_by(self, *others: "Data") -> "Data":
        """Return the cases with those of others after them; those told without a class know none."""
        parts = (self, *others)
        names = ("x", "t", "at", "good", "weight", "z", "outcome")
        known = [np.full(len(one.at), np.nan) if one.reference is None else one.reference for one in parts]
        x, t, at, good, weight, z, outcome = (np.concatenate([getattr(one, name) for one in parts]) for name in names)
        return Data(self.kind, x, t, at, good, weight, z, outcome, np.concatenate(known))

    def from_one(self) -> "Data":
        """Return the same cases without their first value."""
        return replace(
            self, z=np.where([True, False], np.nan, self.z), x=np.where([True, False, False], np.nan, self.x)
        )


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
    t, at, good = cases[["t0", "t1"]].to_numpy(float), cases["t2"].to_numpy(float), cases["good"].to_numpy(float)
    return _linked(Data(kind, x, t, at, good, weight, *np.empty((2, 0))), np.inf)


def _linked(data, ceiling):
    """The data with its values on the link scale that a ceiling gives."""
    z = measure.to_logit(data.x) if data.kind == "proportion" else measure.to_link(data.x, data.kind, ceiling)
    return replace(data, z=z[:, :2], outcome=z[:, 2])


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


def log_score(
    parameters: LevelDrift, data: Data, places: float | None = None, apart: np.ndarray | None = None
) -> np.ndarray:
    """Return the log predictive density of each outcome; of a share, the log chance of its printing."""
    share, known = data.kind == "proportion", np.asarray(np.inf if places is None else places, dtype=float)
    capped, reference = np.isfinite(parameters.ceiling), data.reference
    if capped:
        data = _linked(data, parameters.ceiling)
        reference = None if reference is None else reference / (1 - data.x[:, 1] / parameters.ceiling)
    center, scale, df = leveldrift.project(
        data.t,
        data.z,
        np.zeros_like(data.z),
        data.at,
        data.good,
        parameters,
        reference,
        known,
        share or bool(capped),
        apart=apart,
    )
    scale = np.maximum(scale, 1e-9)
    if share:
        return _log_chance_of_printing(center, scale, df, data, parameters)
    u = (data.outcome - center) / scale
    density = special.gammaln((df + 1) / 2) - special.gammaln(df / 2) - 0.5 * np.log(df * np.pi)
    # a density on a log scale, whatever the ceiling: scores of different ceilings can be compared
    return density - (df + 1) / 2 * np.log1p(u * u / df) - np.log(scale) - np.log1p(-data.x[:, 2] / parameters.ceiling)


def _log_chance_of_printing(center, scale, df, data, parameters):
    """The log chance that a share, printed to one decimal, shows the outcome."""
    middle = measure.stretch(100 * special.expit(center), parameters.edge)
    scale = scale / leveldrift.steepness(data.z, parameters)
    ends = data.x[:, 2] - measure.TOLD_APART, data.x[:, 2] + measure.TOLD_APART
    low, high = ((measure.stretch(end, parameters.edge) - middle) / scale for end in ends)
    low = np.where(ends[0] <= 0, -np.inf, low)  # what lies beyond a limit is held at it
    high = np.where(ends[1] >= 100, np.inf, high)
    above = low > 0  # in the upper tail the chance is taken from its own side, where it is exact
    low, high = np.where(above, -high, low), np.where(above, -low, high)
    return np.log(np.maximum(special.stdtr(df, high) - special.stdtr(df, low), 1e-300))


def fit_kind(
    cases: pd.DataFrame,
    kind: str,
    start: LevelDrift = START,
    towards: LevelDrift | None = None,
    highest: float | None = None,
) -> LevelDrift:
    """Return the parameters that make the outcomes of ``cases`` likeliest: from two values, from one, and with the class.

    Parameters
    ----------
    cases : cases of one kind.
    start : where to begin.
    towards : parameters of the kind that those of a sub-class or an indicator are held near to; None for a kind.
    highest : the highest value known of an indicator with a ceiling, which is then fitted too; None: it has none.
    """
    chosen = sample(cases, MOST)
    alone = data_of(chosen)
    parts = [alone, alone.from_one(), alone.within(chosen["class_change"].to_numpy(float))]
    every, ends = alone.followed_by(*parts[1:]), np.cumsum([0] + [len(data.weight) for data in parts])
    shares = [(share, slice(*ends[i : i + 2])) for i, share in enumerate((1.0, FROM_ONE, 1.0)) if len(parts[i].weight)]
    fixed = FIXED[kind] | {"witnesses": start.witnesses}
    capped = highest is not None
    first = start is START or capped
    if highest is not None:
        fixed = {name: value for name, value in fixed.items() if name not in OF_CEILING}
        start = replace(start, **{name: getattr(START, name) for name in OF_CEILING})
        start = replace(start, ceiling=(1 + np.exp(PRIOR["ceiling"][0])) * highest)
    free = [name for name in (*FITTED, *(["ceiling"] if capped else [])) if name not in fixed]
    start = replace(start, **fixed)
    pooled = [name for name in free if not (capped and name in ("ceiling", *OF_CEILING))]
    prior = PRIOR if towards is None else PRIOR | _near(towards, pooled)
    strength = PENALTY if towards is None else POOLED_PENALTY

    def loss(vector: np.ndarray) -> float:
        parameters = _parameters(vector, free, start, highest)
        score = log_score(parameters, every)  # of all parts at once
        total = sum(share * (score[rows] @ every.weight[rows]) for share, rows in shares)
        at = dict(zip(free, vector, strict=True))
        held = sum(((at[name] - centre) / width) ** 2 for name, (centre, width) in prior.items() if name in at)
        return strength * held - total

    if first:
        start = replace(start, level=_first_level(_linked(alone, start.ceiling), start))
    bounds = [(0, 2) if name == "class_scale" else (-12, 6) for name in free]
    with np.errstate(all="ignore"):
        found = optimize.minimize(
            loss, _vector(start, free, highest), method="L-BFGS-B", bounds=bounds, options={"maxiter": 200}
        )
    return _parameters(found.x, free, start, highest)


def _near(towards, names):
    """The penalty that holds parameters near those of their kind; the level, of no width of its own, the least."""
    values = _vector(towards, names)
    return {n: (v, PRIOR.get(n, (0, 1.0))[1]) for n, v in zip(names, values, strict=True)}


def _first_level(data, start):
    """A level that gives the median outcome about its size, so that any unit of spread is a fair start."""
    step = np.abs(data.outcome - data.z[:, 1]) / np.sqrt(data.at - data.t[:, 1])
    return max(float(np.median(step)), 1e-4)


def _vector(parameters, names, highest=None):
    """Parameters as the optimiser moves them: some by their logarithm, a ceiling by how far it lies above the highest value."""
    values = {n: getattr(parameters, n) for n in names}
    if "ceiling" in values:
        values["ceiling"] = values["ceiling"] / highest - 1
    return np.array([np.log(max(v, 1e-5)) if n in LOGS else v for n, v in values.items()])


def _parameters(vector, names, rest, highest):
    values = {n: float(np.exp(v)) if n in LOGS else float(v) for n, v in zip(names, vector, strict=True)}
    if "ceiling" in values:
        values["ceiling"] = (1 + values["ceiling"]) * highest
    return replace(rest, **values)


def widening(held_out: Sequence[tuple[LevelDrift, Data, Data]]) -> tuple[float, float]:
    """Return by how much outcomes held out ask the spread to be wider: without the class, and with it.

    Parameters
    ----------
    held_out : list of (parameters, Data without a class, Data with it) of the folds.
    """

    def worth(factor: float, with_class: bool) -> float:
        total = 0.0
        for fitted, alone, beside in held_out:
            data = beside if with_class else alone
            if len(data.weight):
                total -= log_score(widened(fitted, (factor, factor)), data) @ data.weight
        return total

    alone, beside = (
        float(optimize.minimize_scalar(worth, bounds=(0.7, 1.6), args=(with_class,), method="bounded").x)
        for with_class in (False, True)
    )
    return alone, beside


def widened(parameters: LevelDrift, factors: tuple[float, float]) -> LevelDrift:
    """Return parameters with the spread multiplied, without the class and with it; the drift stays what it is."""
    alone, beside = factors
    return replace(
        parameters,
        level=parameters.level * alone,
        prior_drift=parameters.prior_drift / alone,
        class_level=parameters.class_level * beside / alone,
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
