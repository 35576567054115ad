"""A set of parameters for each indicator, pooled towards its kind."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from ...model.parameters import FITTED, LevelDrift
from . import fit
from .cases import LATE

LEAST_CASES = 10  # of a decade, for an indicator to have a set of its own


@dataclass(frozen=True)
class Own:
    """What was fitted indicator by indicator of one kind.

    Parameters
    ----------
    sets : indicator → parameters.
    errors : indicator → parameter → half the difference between the fits on either half of the places.
    folds : split → folds, one an indicator.
    """

    sets: dict[str, LevelDrift]
    errors: dict[str, dict[str, float]]
    folds: dict[str, list[fit.Fold]]


def fit_each(
    cases: pd.DataFrame,
    kind: str,
    chosen: LevelDrift,
    folds: Mapping[str, Sequence[fit.Fold]],
    half: Mapping[str, int],
    capped: set[str],
) -> Own:
    """Fit every indicator of a kind that has cases enough, on all of it and on the parts that the splits leave.

    Parameters
    ----------
    cases : of one kind.
    chosen : the kind's set, which the indicators' are held near to.
    folds : the kind's own folds by split, "place" and "decade": what is held near to there.
    half : place → 0 or 1, the half it is in.
    capped : indicators with a ceiling.

    Notes
    -----
    The spread is multiplied by what the halves held out ask for, one factor a kind: a handful of parameters fitted to one
    indicator is surer of itself than it has a right to be.
    """
    near = {split: [fold.parameters for fold in folds[split] if fold.kind == kind] for split in ("place", "decade")}
    side, sets, own = cases["geo"].map(half), {}, {"place": [], "decade": []}
    unseen = []
    for name, rows in cases.groupby("indicator"):
        if (rows["horizon"] == 10).sum() < LEAST_CASES:
            continue
        refit = _fitter(kind, float(rows[["x0", "x1", "x2"]].max().max()) if name in capped else None)
        sets[name] = refit(rows, chosen)
        for i, towards in enumerate(near["place"]):
            used, held = rows[side[rows.index] == i], rows[side[rows.index] != i]
            if len(used) and len(held):
                fold = fit.Fold(kind, refit(used, towards), held.index, used.index)
                own["place"].append(fold)
                unseen.append(_held_out(fold.parameters, held))
        used, held = rows[rows["t2"] <= LATE], rows[rows["t1"] >= LATE]
        if near["decade"] and (used["horizon"] == 10).sum() >= LEAST_CASES and len(held):
            own["decade"].append(fit.Fold(kind, refit(used, near["decade"][0]), held.index, used.index))
    factors = fit.widening(unseen) if unseen else (1.0, 1.0)
    errors = {name: _spread(own["place"], cases.loc[cases["indicator"] == name].index) for name in sets}
    wide = {
        split: [fold._replace(parameters=fit.widened(fold.parameters, factors)) for fold in listed]
        for split, listed in own.items()
    }
    return Own({name: fit.widened(found, factors) for name, found in sets.items()}, errors, wide)


def _fitter(kind: str, highest: float | None) -> Callable[[pd.DataFrame, LevelDrift], LevelDrift]:
    return lambda rows, towards: fit.fit_kind(rows, kind, start=towards, towards=towards, highest=highest)


def _held_out(parameters, held):
    chosen = fit.sample(held, fit.MOST)
    alone = fit.data_of(chosen)
    return parameters, alone, alone.within(chosen["class_change"].to_numpy(float))


def _spread(folds, index):
    """Half the difference between the two halves' fits, by parameter; none where only one half has cases."""
    found = [fold.parameters for fold in folds if fold.used[0] in index]
    if len(found) < 2:
        return {}
    return {name: abs(getattr(found[0], name) - getattr(found[1], name)) / 2 for name in (*FITTED, "ceiling")}
