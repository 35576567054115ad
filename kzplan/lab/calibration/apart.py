"""How widely the places of a class parted so far: what it tells of how widely they will part, on indicators left out.

The one number, how many degrees of freedom the class's spread is worth to the scale, is fitted on countries, and scored on the
states, districts, counties and municipalities inside one, which had no part in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy import optimize

from ...model import leveldrift
from ...model.parameters import LevelDrift
from ...odds.panel import apart
from . import fit
from .cases import SEED
from .fit import Data, Fold
from .score import LEVELS, RESAMPLES

LEAST = 12  # places of one indicator and decade whose spread is told; states are no more
BOUNDS = (0.01, 30.0)  # degrees of freedom
COLUMNS = ["of", "indicators", "groups", "class_apart", "log_gain", "low", "high"]
COLUMNS += [f"{name}{level}" for name in ("coverage_without", "coverage") for level in LEVELS]


@dataclass(frozen=True)
class Group:
    """The places of one indicator whose three values are of the same years, told of the others.

    Parameters
    ----------
    indicator, inside : which, and whether its places lie inside one class.
    parameters : fitted without the indicator.
    data, spread : the cases with their class, and how widely the other places of each parted, squared.
    """

    indicator: str
    inside: bool
    parameters: LevelDrift
    data: Data
    spread: np.ndarray

    def scores(self, worth: float) -> np.ndarray:
        """Return the log score of each outcome where the spread is worth so many degrees of freedom."""
        told = replace(self.parameters, class_apart=worth)
        return fit.log_score(told, self.data, places=len(self.spread) - 1, apart=self.spread)

    def covered(self, worth: float) -> np.ndarray:
        """Return the share of the outcomes in each of the intervals ``LEVELS``, on the link scale."""
        told, data = replace(self.parameters, class_apart=worth), self.data
        noise, places = np.zeros_like(data.z), np.full(len(self.spread), len(self.spread) - 1.0)
        center, scale, df = leveldrift.project(
            data.t,
            data.z,
            noise,
            data.at,
            data.good,
            told,
            data.reference,
            places,
            data.kind == "proportion",
            apart=self.spread,
        )
        inside = np.abs(2 * fit.special.stdtr(df, (data.outcome - center) / scale) - 1)
        return np.array([(inside <= level / 100).mean() for level in LEVELS])


def groups_of(folds: Sequence[Fold], cases: pd.DataFrame) -> list[Group]:
    """Return the groups of at least ``LEAST`` places, each with the parameters of the fold that left its indicator out.

    Parameters
    ----------
    folds : of the split by indicator.
    cases : with the column ``inside``.
    """
    found = []
    for _, parameters, held, _ in folds:
        rows = cases.loc[held]
        rows = rows[rows["horizon"] == 10]
        for _, own in rows.groupby(["indicator", "t0", "t1", "t2"]):
            if len(own) < LEAST:
                continue
            n, data = len(own), fit.data_of(own, np.full(len(own), 1 / len(own)))
            gap = own["t1"].iloc[0] - own["t0"].iloc[0]
            change = (data.z[:, 1] - data.z[:, 0]) / gap
            others = (change.sum() - change) / (n - 1)
            data = replace(data, reference=others)
            spread = _spread(data, parameters, change, gap)
            found.append(Group(own["indicator"].iloc[0], bool(own["inside"].iloc[0]), parameters, data, spread))
    return found


def _spread(data, parameters, change, gap):
    """How widely the other places of each place parted, squared, as a panel has it."""
    steep = leveldrift.steepness(data.z, parameters) if data.kind == "proportion" else 1.0
    usual = apart.expected(parameters, leveldrift.DECADE)
    precision = np.broadcast_to(usual / apart.expected(parameters, gap, steep), change.shape)
    moved = change / np.sqrt(usual)
    sums = tuple(one.sum() - one for one in (precision, precision * moved, precision * moved**2))
    others = np.full(len(change), len(change) - 1.0)
    return apart.ratio(others, others, sums)


def apart_of(folds: Sequence[Fold], cases: pd.DataFrame) -> pd.DataFrame:
    """Return what a class's spread is worth, fitted on countries, and how forecasts told of it fared.

    Parameters
    ----------
    folds, cases : as for :func:`groups_of`.

    Returns
    -------
    DataFrame
        One row for places ``of`` "countries" (fitted on) and "inside" one (not fitted on): indicators, groups, ``class_apart``,
        the gain in log score a case over the model without it with its 95 % interval over indicators, and the coverage of the
        intervals without and with it. Each indicator counts the same. Empty where there are no countries.
    """
    groups = groups_of(folds, cases)
    fitted = [group for group in groups if not group.inside]
    if not fitted:
        return pd.DataFrame(columns=COLUMNS)
    bare = [group.scores(0.0).mean() for group in fitted]

    def loss(log_worth: float) -> float:
        gain = [g.scores(float(np.exp(log_worth))).mean() - b for g, b in zip(fitted, bare, strict=True)]
        return -float(_by_indicator(fitted, gain).mean())

    best = optimize.minimize_scalar(loss, bounds=np.log(BOUNDS), method="bounded", options={"xatol": 0.01})
    worth = float(np.exp(best.x)) if best.fun < 0 else 0.0
    parts = (("countries", fitted), ("inside", [group for group in groups if group.inside]))
    return pd.DataFrame([_row(of, own, worth) for of, own in parts if own], columns=COLUMNS)


def _by_indicator(groups, values):
    """Mean of the groups' values by indicator, array (indicators, …)."""
    table = pd.DataFrame(np.asarray(values)).groupby([group.indicator for group in groups]).mean()
    return table.to_numpy()


def _row(of, groups, worth):
    gain = _by_indicator(groups, [g.scores(worth).mean() - g.scores(0.0).mean() for g in groups])[:, 0]
    drawn = np.random.default_rng(SEED).integers(0, len(gain), (RESAMPLES, len(gain)))
    ends = np.quantile(gain[drawn].mean(1), [0.025, 0.975])
    covered = [_by_indicator(groups, [g.covered(one) for g in groups]).mean(0) for one in (0.0, worth)]
    return of, len(gain), len(groups), worth, gain.mean(), *ends, *np.concatenate(covered)
