"""What can be said of the order of many places: which third each is in and how surely, and which stand out beyond chance."""

from statistics import NormalDist

import numpy as np
import pandas as pd

from ..words.errors import InputError
from .verdict import LEVELS, QUANTILES

SURE = 0.8  # chance from which on a place is said to be in a third
THIRDS = ("best", "middle", "last")
DRAWS = 400
TAILS = (0.95, 0.998)  # of the funnel's limits
BELL = 0.67449  # median distance from the middle of a normal distribution, in standard deviations
STEPS = 30  # of a search by halves
FALSE = 0.05  # of the places that are named, so many at most by chance


def thirds(table: pd.DataFrame, draws: int = DRAWS, seed: int = 0) -> pd.DataFrame:
    """Return which third of the places each is in, best first, and with what chance.

    Parameters
    ----------
    table : rows of one indicator and stratum, as :func:`kzplan.project_panel` gives them: ``place, direction, median`` and the
        ends of the intervals.
    draws, seed : of the true values that are ranked.

    Returns
    -------
    DataFrame
        ``place, median, lo80, hi80, third, chance, best, middle, last``, in order of the medians, the best first; ``best``,
        ``middle`` and ``last`` are the chances of each third, ``third`` the one of at least ``SURE``, blank where none has it.

    Raises
    ------
    InputError : several indicators, or one of which neither way is good.

    Notes
    -----
    True values are drawn from the quantiles told, straight between them in normal scores.
    """
    rows = table[table["median"].notna()]
    if len(rows[["indicator", "stratum"]].drop_duplicates()) != 1:
        raise InputError("thirds are of the places of one indicator and stratum; choose its rows")
    sign = {"up": -1.0, "down": 1.0}.get(rows["direction"].iloc[0])
    if sign is None:
        raise InputError(f"neither way is good of {rows['indicator'].iloc[0]!r}, so no place is in the best third")
    share = _shares(sign * _drawn(rows, draws, seed))
    surest = share.argmax(axis=1)
    chance = share[np.arange(len(rows)), surest]
    third = np.where(chance >= SURE, np.array(THIRDS)[surest], "")
    found = rows[["place", "median", "lo80", "hi80"]].assign(
        third=third, chance=chance, **dict(zip(THIRDS, share.T, strict=True))
    )
    return found.iloc[np.argsort(sign * found["median"].to_numpy(), kind="stable")].reset_index(drop=True)


def _shares(drawn):
    """The share of draws in which each place is in each third, array (places, 3); places that tie share what is left of one."""
    n, within = len(drawn), [np.zeros(len(drawn))]
    for first in (1, 2):
        size = -(-first * n // 3)  # of the first thirds, rounded up
        last = np.partition(drawn, size - 1, axis=0)[size - 1]
        before, tied = drawn < last, drawn == last
        left = (size - before.sum(axis=0)) / tied.sum(axis=0)
        within.append((before + tied * left).mean(axis=1))
    return np.diff([*within, np.ones(n)], axis=0).T


def _drawn(rows, draws, seed):
    """True values, array (places, draws)."""
    order = np.argsort(QUANTILES)
    names = np.array(["median", *(f"{end}{level}" for level in LEVELS for end in ("lo", "hi"))])[order]
    at, known = (
        np.array([NormalDist().inv_cdf(level) for level in np.array(QUANTILES)[order].tolist()]),
        rows[list(names)].to_numpy(),
    )
    z = np.clip(np.random.default_rng(seed).standard_normal((len(rows), draws)), at[0], at[-1])
    left = np.clip(np.searchsorted(at, z, side="right") - 1, 0, len(at) - 2)
    share = (z - at[left]) / (at[left + 1] - at[left])
    lines = np.arange(len(rows))[:, None]
    start = known[lines, left]
    return start + share * (known[lines, left + 1] - start)  # what cannot vary stays what it is: places at a limit tie


def funnel(rows: pd.DataFrame, per: float) -> pd.DataFrame:
    """Return each place's rate beside what chance in its number of events would make of the rate of all.

    Parameters
    ----------
    rows : one a place: ``place, numerator, denominator``.
    per : multiplier of the rate.

    Returns
    -------
    DataFrame
        ``place, denominator, rate, expected`` (the rate of all), ``low95, high95, low998, high998`` (limits of chance at that
        denominator), ``away`` (standard deviations) and ``named`` (whether it stands out: of the places named at most 5 % are by
        chance).

    Notes
    -----
    On the scale of square roots, where 2(√O − √E) has variance 1 by chance; that places differ by more adds E·τ², τ told by
    their median distance (a random effect, after Spiegelhalter, Statistics in Medicine 24, 2005). Names: Benjamini and Hochberg.

    >>> rows = pd.DataFrame({"place": [*range(29), "h"], "numerator": [*[4, 5, 6] * 9, 5, 5, 40], "denominator": 1000})
    >>> funnel(rows, 1000).query("named")["place"].tolist()
    ['h']
    """
    from scipy import special

    top, bottom = rows["numerator"].to_numpy(float), rows["denominator"].to_numpy(float)
    overall = top.sum() / bottom.sum()
    expected = overall * bottom
    away = 2 * (np.sqrt(top + 0.25) - np.sqrt(expected + 0.25))
    wide = np.sqrt(1 + expected * _spread(away, expected) ** 2)
    found = {
        "place": rows["place"].to_numpy(),
        "denominator": bottom,
        "rate": per * top / bottom,
        "expected": per * overall,
    }
    for tail, name in zip(TAILS, ("95", "998"), strict=True):
        reach = special.ndtri((1 + tail) / 2) * wide / 2
        root = np.sqrt(expected + 0.25)
        found[f"low{name}"] = per * np.maximum(np.maximum(root - reach, 0) ** 2 - 0.25, 0) / bottom
        found[f"high{name}"] = per * ((root + reach) ** 2 - 0.25) / bottom
    p = 2 * special.ndtr(-np.abs(away) / wide)
    order = np.argsort(p)
    below = np.flatnonzero(p[order] <= FALSE * np.arange(1, len(p) + 1) / len(p))
    named = np.zeros(len(p), bool)
    named[order[: below[-1] + 1 if len(below) else 0]] = True
    return pd.DataFrame(found | {"away": away / wide, "named": named})


def _spread(away, expected):
    """How far places differ beside chance, a standard deviation of logarithms: with it the median distance is that of a bell."""
    low, high = 0.0, 2.0
    for _ in range(STEPS):
        middle = (low + high) / 2
        typical = np.median(np.abs(away) / np.sqrt(1 + expected * middle**2))
        low, high = (middle, high) if typical > BELL else (low, middle)
    return low
