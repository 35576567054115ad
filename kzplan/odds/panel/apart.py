"""How widely the places of a class part: the spread of their past changes, less what chance adds, over what the model expects."""

import numpy as np

from ... import model
from ...indicator import measure
from ...indicator.kind import Kind
from ...model.leveldrift import DECADE, steepness
from .groups import Group

LEAST_APART = 30  # other places whose spread tells how widely places of a class part
FARTHEST = 100.0  # a change counts at most, in standard deviations of a decade's


def expected(p: model.LevelDrift, gap: np.ndarray | float, steep: np.ndarray | float = 1.0) -> np.ndarray:
    """Return the variance of places' true changes per year around their class's, over ``gap`` years, that the parameters let expect.

    Parameters
    ----------
    p : parameters; those of a series whose class is known count.
    gap : years.
    steep : of the level's steps, as :func:`kzplan.model.leveldrift.steepness` has it.
    """
    return np.square(p.level * p.class_level * steep) * (1 / gap + p.class_drift**2 + 2 * p.noise**2 / gap**2)


def parted(group: Group, p: model.LevelDrift, change: np.ndarray, chance: np.ndarray) -> np.ndarray:
    """Return what each series gives to how widely its class parts, array (4, n).

    Parameters
    ----------
    group, p : series with two values or more, and their parameters.
    change : per year on the link scale, (n,); NaN where there is none.
    chance : its variance by chance, (n,).

    Returns
    -------
    array : the share of its variance that is not chance, and that over the variance expected (in units of a decade's at 50 %), by
        itself, times the change and times its square; 0 where nothing is told, and of indicators with a ceiling.
    """
    gap = group.years[:, -1] - group.years[:, 0]
    steep: np.ndarray | float = 1.0
    if group.asked.kind is Kind.PROPORTION:  # as the model has them
        z = measure.to_logit(group.values)
        change, steep = (z[:, -1] - z[:, 0]) / gap, steepness(z, p)
    usual, own = expected(p, DECADE), expected(p, gap, steep)
    trusted = np.where(np.isfinite(change) & np.isposinf(p.ceiling), own / (own + chance), 0.0)
    moved = np.clip(np.nan_to_num(change) / np.sqrt(usual), -FARTHEST, FARTHEST)
    precision = trusted * usual / own
    return np.stack([trusted, precision, precision * moved, precision * moved**2])


def spread(number: np.ndarray, trusted: np.ndarray, sums: tuple[np.ndarray, ...]) -> np.ndarray:
    """Return how widely the places of each class parted, 1 where as widely as the parameters let expect; NaN of fewer than ``LEAST_APART``.

    Parameters
    ----------
    number, trusted, sums : as for :func:`ratio`, whose root it is.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        found = np.sqrt(ratio(number, trusted, sums))
    return np.where((number >= LEAST_APART) & (sums[0] > 0), found, np.nan)


def ratio(number: np.ndarray, trusted: np.ndarray, sums: tuple[np.ndarray, ...]) -> np.ndarray:
    """Return the variance of places' true changes over the one that the parameters let expect.

    Parameters
    ----------
    number : of places with a change.
    trusted, sums : sums of what :func:`parted` returns, the first and the others.

    Notes
    -----
    A change of variance ρV + v, V the variance that the parameters let expect and v that of chance, has the weight w = V/(V + v);
    with c the changes, a = 1/V and m their mean weighted by wa

        ρ = (n/(n − 1)·Σwa(c − m)² − Σ(1 − w)) / Σw

    what the squares have beyond chance (the moments estimator of DerSimonian and Laird, Controlled Clinical Trials 7, 1986);
    below 0 it is 0.

    >>> moved = np.array([-1.0, 0.0, 1.0])
    >>> float(ratio(np.float64(3), np.float64(3), (3.0, moved.sum(), (moved**2).sum())))
    1.0
    """
    precision, moved, squares = sums
    away = (squares - moved**2 / precision) * number / (number - 1)
    return np.maximum((away - (number - trusted)) / trusted, 0.0)
