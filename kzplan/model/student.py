"""Student's t: chances and quantiles for many series at once, worked out once for degrees of freedom that they share."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ..indicator.bell import KEPT, LARGEST, areas


@dataclass(frozen=True)
class Student:
    """Student's t with the degrees of freedom of each of n series; made by :func:`student`.

    Parameters
    ----------
    df : tuple of the k distinct degrees of freedom.
    which : which of them each series has: an index array (n,), or 0 where all share one.

    Notes
    -----
    With x = √df·sinh u the chance beyond x is half the area under cosh(u)^-df beyond u, as a share of the whole:
    :mod:`kzplan.indicator.bell`. Beyond ``LARGEST`` degrees of freedom scipy is asked.
    """

    df: tuple[float, ...]
    which: int | np.ndarray

    def below(self, x: np.ndarray) -> np.ndarray:
        """Return the chance of a value at or below ``x``, array (n,).

        >>> student(3.0).below(np.array([-np.inf, -2.0, 0.0, 2.0])).round(6).tolist()
        [0.0, 0.069663, 0.5, 0.930337]
        """
        df = np.array(self.df)
        if df.max() > LARGEST:
            from scipy import special

            return special.stdtr(df[self.which], x)
        known = areas(self.df)
        with np.errstate(over="ignore"):  # what is too large to be squared has no area beyond
            ratio = np.abs(x) / np.sqrt(df)[self.which]
            beyond = known.beyond(np.log(ratio + np.sqrt(ratio * ratio + 1)), self.which)
        beyond *= (0.5 / known.whole)[self.which]
        return np.where(x < 0, beyond, 1 - beyond)

    def quantiles(self, levels: np.ndarray) -> np.ndarray:
        """Return the quantiles of m levels, array (n, m), or (m,) where all series share the degrees of freedom.

        >>> student(3.0).quantiles(np.array([0.05, 0.5, 0.975])).round(6).tolist()
        [-2.353363, 0.0, 3.182446]
        """
        return _quantiles(self.df, tuple(levels.tolist()))[self.which]


def student(df: float | np.ndarray) -> Student:
    """Return Student's t with these degrees of freedom: a number, or an array (n,), NaN where a series has none.

    >>> student(np.array([3.0, 5.0, 3.0])).which.tolist()
    [0, 1, 0]
    """
    if np.ndim(df) == 0:
        return Student((float(df),), 0)
    given = np.where(np.isnan(df), 1.0, df)  # any will do where nothing can be said
    known = np.unique(given)
    return Student(tuple(known.tolist()), np.searchsorted(known, given) if len(known) > 1 else 0)


@lru_cache(KEPT)
def _quantiles(df, levels):
    """Array (k, m)."""
    n, q = np.array(df)[:, None], np.array(levels)
    if n.max() > LARGEST:
        from scipy import special

        return special.stdtrit(n, q)
    known = areas(df)
    rows = np.broadcast_to(np.arange(len(df))[:, None], (len(df), len(levels)))
    u = known.where(np.minimum(q, 1 - q) * (2 * known.whole[:, None]), rows)
    return np.where(q < 0.5, -1.0, 1.0) * np.sqrt(n) * np.sinh(u)
