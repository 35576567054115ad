"""The area under cosh(u)^-n, which Student's t and the stretched scale of percentages are both made of.

With x = √n·sinh u the density of Student's t with n degrees of freedom is in proportion to cosh(u)^-n du; with u half a
logit the scale of :func:`kzplan.indicator.measure.stretch` is 2·∫cosh(u)^-n du, n twice its exponent. For each n the area
beyond many nodes is summed up once; between them it is read off a quintic with the curve's own slopes and curvatures.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

NODES = 20  # in the length over which the curve falls by e, and at least so many in a length of 1
OVER, SHORTEST, LONGEST = 24.0, 3.0, 20.0  # the nodes end where the area beyond is about e^-24, between these
LARGEST = 100.0  # exponent: more nodes than it needs are not worth while
GAUSS = 0.6**0.5  # where the rule of Gauss with three points looks
TERMS = 6  # of the series for the area beyond the nodes
KEPT, SETS = 128, 16  # exponents whose pieces are kept, and sets of exponents
NEWTON = 6  # steps


@dataclass(frozen=True)
class Areas:
    """The areas under cosh^-n for k exponents n; made by :func:`areas`.

    Parameters
    ----------
    powers : array (k,) of exponents.
    steps, counts, firsts : arrays (k,): length, number and first of each exponent's pieces.
    pieces : array (6, sum of the counts): coefficients of the quintics.

    Notes
    -----
    Relative errors stay below 1e-11, and what is told of a number does not hang on what stands beside it.
    """

    powers: np.ndarray
    steps: np.ndarray
    counts: np.ndarray
    firsts: np.ndarray
    pieces: np.ndarray

    @property
    def whole(self) -> np.ndarray:
        """The area from 0 to infinity, array (k,)."""
        return self.pieces[0][self.firsts]

    def beyond(self, u: np.ndarray, which: int | np.ndarray = 0) -> np.ndarray:
        """Return the area beyond each ``u``, numbers from 0 to infinity, or NaN; ``which`` of the exponents is meant.

        >>> areas([2.0]).beyond(np.array([0.0, 0.5, np.inf])).round(9).tolist()  # 1 − tanh u
        [1.0, 0.537882843, 0.0]
        """
        shape, u = np.shape(u), np.atleast_1d(u)
        at, count = u / self.steps[which], self.counts[which]
        cell = np.fmin(at, count - 1).astype(np.intp)
        along = np.minimum(at - cell, 1.0)
        cell += self.firsts[which]
        found = self.pieces[5].take(cell)
        for coefficients in self.pieces[4::-1]:
            found *= along
            found += coefficients.take(cell)
        far = at > count
        if far.any():
            found[far] = _far(u[far], np.broadcast_to(self.powers[which], u.shape)[far])
        return found.reshape(shape)

    def where(self, wanted: np.ndarray, which: int | np.ndarray = 0) -> np.ndarray:
        """Return the u beyond which the area is ``wanted``, numbers from 0 to the whole: :meth:`beyond` turned round.

        >>> areas([2.0]).where(np.array([1.0, 0.5, 0.0])).round(9).tolist()
        [0.0, 0.549306144, inf]
        """
        n = self.powers[which]
        with np.errstate(divide="ignore", invalid="ignore"):
            told = np.log(wanted)
            u = np.maximum(self.whole[which] - wanted, -(np.log(n) + told) / n)  # the curve lies above both
            for _ in range(NEWTON):  # in the logarithm, which is concave
                there = self.beyond(u, which)
                u = u + np.where(wanted > 0, (np.log(there) - told) * there * np.cosh(u) ** n, 0.0)
        return u


def areas(powers: Iterable[float]) -> Areas:
    """Return the areas for some exponents, each above 0 and at most ``LARGEST``; NaN gives NaN.

    >>> areas([1.0, 2.0]).whole.round(6).tolist()  # π/2, 1
    [1.570796, 1.0]
    """
    return _joined(tuple(powers))


@lru_cache(SETS)
def _joined(powers):
    steps, pieces = zip(*map(_pieces, powers), strict=True)
    counts = np.array([len(one[0]) for one in pieces])
    return Areas(np.array(powers), np.array(steps), counts, np.cumsum(counts) - counts, np.hstack(pieces))


@lru_cache(KEPT)
def _pieces(n):
    """(length, array (6, m)) of the quintics from 0 on, in the share of a piece that lies before a number."""
    if np.isnan(n):
        return 1.0, np.full((6, 1), np.nan)
    step = 1 / (NODES * max(n, 1.0))
    end = min(max(OVER / n, SHORTEST), LONGEST)
    u = step * np.arange(round(end / step) + 1)
    low, middle, high = (np.cosh(u[:-1] + step * (1 + at) / 2) ** -n for at in (-GAUSS, 0.0, GAUSS))
    inside = (5 * low + 8 * middle + 5 * high) * (step / 18)
    beyond = np.cumsum(np.append(inside, _far(u[-1:], np.array([n])))[::-1])[::-1]
    slope = -step * np.cosh(u) ** -n
    bend = -step * n * np.tanh(u) * slope
    # the quintic with these areas, slopes and curvatures at both ends
    rest = -inside - slope[:-1] - bend[:-1] / 2
    turn, curve = slope[1:] - slope[:-1] - bend[:-1], bend[1:] - bend[:-1]
    return step, np.array(
        [
            beyond[:-1],
            slope[:-1],
            bend[:-1] / 2,
            10 * rest - 4 * turn + curve / 2,
            -15 * rest + 7 * turn - curve,
            6 * rest - 3 * turn + curve / 2,
        ]
    )


def _far(u, n):
    """The area beyond a large ``u``: cosh^-n as a series of exponentials."""
    term, total = 2**n * np.exp(-n * u), 0.0
    for k in range(TERMS):
        total = total + term / (n + 2 * k)
        term = term * -(n + k) / (k + 1) * np.exp(-2 * u)
    return total
