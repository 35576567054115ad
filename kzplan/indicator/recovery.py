"""Whole events recovered behind printed rates that share one denominator."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ..words.errors import InputError
from .arrays import number, numbers, together

SEARCHED = 20_000_000  # denominators; more births than any country has


@dataclass(frozen=True)
class Recovery:
    """Whole events behind several printed rates that share one denominator.

    Parameters
    ----------
    events : tuple of whole numbers, one a rate, in the order given.
    low, high : smallest and largest denominator that print exactly these rates.
    alternatives : other solutions within the range searched, as (events, low, high).

    >>> found = recover_counts([5.99, 8.64, 13.47, 19.34], [1000, 1000, 1000, 100_000])
    >>> found.denominator, found.unique
    (15514, False)
    """

    events: tuple[int, ...]
    low: int
    high: int
    alternatives: tuple = ()

    @property
    def denominator(self) -> int:
        """The middle of the denominators that fit."""
        return (self.low + self.high) // 2

    @property
    def unique(self) -> bool:
        """Whether no other solution stands in the range searched."""
        return not self.alternatives


def misfit(rates: ArrayLike, per: ArrayLike, denominators: ArrayLike, decimals: int | Sequence[int] = 2) -> np.ndarray:
    """Return how far printed rates are from whole events, the worst of them at each denominator.

    Parameters
    ----------
    rates, per, decimals : as in :func:`recover_counts`.
    denominators : array (m,).

    Returns
    -------
    array (m,) in units of what rounding allows: every rate is a whole number of events where it is at most 1.

    >>> misfit([3.45, 10.79], [1000, 100000], [9268, 9300]).round(1).tolist()
    [0.5, 7.5]
    """
    rates, per, digits = (np.atleast_1d(part) for part in together(rates=rates, per=per, decimals=decimals))
    if rates.ndim > 1 or not rates.size:
        raise InputError(f"rates must be one or several numbers; got an array of shape {rates.shape}")
    rates, per, n = rates[:, None], per[:, None], np.ravel(numbers("denominators", denominators))
    # half a unit of the last digit; the small allowance covers either way of rounding a half
    slack = 0.5 * 10.0**-digits * (1 + 1e-9) + 1e-12
    return (np.abs(np.round(rates * n / per) / n * per - rates) / slack[:, None]).max(axis=0)


def recover_counts(
    rates: ArrayLike, per: ArrayLike, decimals: int | Sequence[int] = 2, low: int = 1, high: int = 60000
) -> Recovery | None:
    """Find the denominators for which every printed rate is a whole number of events.

    Parameters
    ----------
    rates : printed rates of one area and year on one denominator, for instance four death rates.
    per : multiplier of each rate (1,000, 100,000).
    decimals : digits the rates are printed with, one for all or one each.
    low, high : denominators to search.

    Returns
    -------
    Recovery or None
        The solution with the fewest events; None where no denominator fits.

    Notes
    -----
    A denominator n fits when round(d/n·per, decimals) gives back the printed rate for the nearest
    whole d, for all rates at once. Whole multiples of a solution nearly always fit as well, so the
    smallest is chosen and the rest are told; which is right must come from outside (births known).

    >>> found = recover_counts([5.99, 8.64, 13.47, 19.34], [1000, 1000, 1000, 100000])
    >>> found.events, found.low, found.high
    ((93, 134, 209, 3), 15513, 15515)
    """
    rates, per, digits = (np.atleast_1d(part) for part in together(rates=rates, per=per, decimals=decimals))
    if rates.ndim > 1 or not rates.size:
        raise InputError(f"rates must be one or several numbers; got an array of shape {rates.shape}")
    n = np.arange(number("low", low, 1, SEARCHED), number("high", high, 1, SEARCHED) + 1)
    for rate, own, places in zip(rates, per, digits, strict=True):
        n = n[misfit([rate], [own], n, places) <= 1]  # few fit the first rate, so the others are tried on those alone
    if not len(n):
        return None
    events = np.round(rates[:, None] * n / per[:, None]).astype(int)
    solutions: dict[tuple[int, ...], list[int]] = {}
    for fitting, denominator in zip(events.T.tolist(), n.astype(int).tolist(), strict=True):
        solutions.setdefault(tuple(fitting), []).append(denominator)
    ordered = [(found, min(ns), max(ns)) for found, ns in solutions.items()]
    ordered.sort(key=lambda solution: (sum(solution[0]), solution[1]))
    (first, first_low, first_high), *rest = ordered
    return Recovery(first, first_low, first_high, tuple(rest))
