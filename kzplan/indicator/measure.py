"""Kinds of indicator: the scale each is modelled on, and its natural limits.

The link is z = log x for rates, counts and positive quantities and
z = log((p + ½) / (100 − p + ½)) for percentages, the half point keeping 0 and 100 finite. What cannot go
on growing, as years of life, has a ceiling c: z = log(x / (1 − x/c)).
"""

from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike

from ..words.errors import InputError
from ..words.given import shown
from .bell import KEPT, areas

KINDS = ("rate", "proportion", "positive", "count")
HALF_POINT = 0.5
TOLD_APART = 0.05  # points: half a unit of one decimal, the usual printing of a percentage
ROUNDING = 1e-6  # points
PIECES = 2_500  # of the curve that turns the stretched scale back
CHANGE_UNITS = {"proportion": "points/year"}


def _check(kind):
    if kind not in KINDS:
        raise InputError(f"kind {shown(kind)} is not one of {', '.join(KINDS)}")


def limits(kind: str) -> tuple[float, float]:
    """Return the natural limits (low, high) of a kind, in its own unit.

    >>> limits("proportion")
    (0.0, 100.0)
    """
    _check(kind)
    return (0.0, 100.0) if kind == "proportion" else (0.0, np.inf)


def to_link(values: ArrayLike, kind: str, ceiling: ArrayLike = np.inf) -> np.ndarray:
    """Return values on the link scale; NaN outside the natural limits, and at zero under a log.

    Parameters
    ----------
    values : array of any shape, in the indicator's unit (percentages as 0–100).
    kind : "rate", "proportion", "positive" or "count".
    ceiling : what a value on a log scale stays below, in its unit: growth slows down towards it. A number, or an array
        that goes with the values.

    >>> to_link([0, 50, 100], "proportion").round(3).tolist()
    [-5.303, 0.0, 5.303]
    >>> np.diff(to_link([60, 63, 80, 83], "positive", ceiling=95)).round(2).tolist()  # three years of life at 60 and at 80
    [0.14, 1.0, 0.26]
    """
    low, high = limits(kind)
    x = np.asarray(values, dtype=float)
    with np.errstate(invalid="ignore", divide="ignore"):
        if kind == "proportion":
            z = np.log((x + HALF_POINT) / (high - x + HALF_POINT))
            return np.where((x >= low) & (x <= high), z, np.nan)
        top = np.asarray(ceiling, dtype=float)
        inside = np.where((x > low) & (x < top), x, np.nan)
        z = np.log(inside)
        return z if (top == np.inf).all() else z - np.log1p(-inside / top)


def from_link(z: ArrayLike, kind: str, ceiling: ArrayLike = np.inf) -> np.ndarray:
    """Return link-scale values in the indicator's unit, held within its natural limits; see :func:`to_link`.

    >>> from_link([-9.0, 0.0, 9.0], "proportion").tolist()
    [0.0, 50.0, 100.0]
    """
    low, high = limits(kind)
    z = np.asarray(z, dtype=float)
    if kind == "proportion":
        return within((high + 2 * HALF_POINT) * expit(z) - HALF_POINT, low, high)
    top = np.asarray(ceiling, dtype=float)
    open_ended = top == np.inf
    with np.errstate(over="ignore"):
        if open_ended.all():
            return np.exp(z)
        reach = np.where(open_ended, 1.0, top)
        return np.where(open_ended, np.exp(z), reach * expit(z - np.log(reach)))


def within(x: np.ndarray, low: ArrayLike, high: ArrayLike) -> np.ndarray:
    """Return numbers held between two ends, as ``np.clip`` does, which takes its time over few.

    >>> within(np.array([-1.0, 0.5, np.nan]), 0, 1).tolist()
    [0.0, 0.5, nan]
    """
    return np.minimum(np.maximum(x, low), high)


def expit(z: np.ndarray) -> np.ndarray:
    """Return the shares of some logits.

    >>> expit(np.array([-800.0, 0.0, 800.0])).tolist()
    [0.0, 0.5, 1.0]
    """
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))


def to_logit(values: ArrayLike, told_apart: ArrayLike = TOLD_APART) -> np.ndarray:
    """Return percentages as logits; NaN outside 0–100.

    Parameters
    ----------
    values : array of any shape, 0–100.
    told_apart : how near to 0 or 100, in points, a printed figure can be told from them: a number or an
        array of the values' shape. What lies nearer is taken to lie there.

    >>> to_logit([0, 50, 99.95, 100]).round(3).tolist()
    [-7.6, 0.0, 7.6, 7.6]
    """
    x, held = np.asarray(values, dtype=float), np.asarray(told_apart, dtype=float)
    with np.errstate(invalid="ignore"):
        x = within(np.where((x >= 0) & (x <= 100), x, np.nan), held, 100 - held)
    share = x / 100
    return np.log(share / (1 - share))


def stretch(values: ArrayLike, edge: float | np.ndarray) -> np.ndarray:
    """Return percentages on the scale on which a step is as likely near a limit as at 50 %.

    Parameters
    ----------
    values : array, 0–100.
    edge : exponent e from 0 (a logit) to 1 (no change of scale); a number, or an array that goes with the values.

    Notes
    -----
    w(p) = 4^e ∫ (p(1 − p))^(e−1) dp from ½, an incomplete beta function: dw = (4p(1 − p))^e d logit p. With
    e = ½ it is the angle 2·arcsin(2p − 1) that steadies the variance of a binomial share. Unlike a logit it
    is finite at 0 and 100.

    >>> stretch([0, 50, 100], 0.5).round(4).tolist()
    [-3.1416, 0.0, 3.1416]
    """
    share = within(np.asarray(values, dtype=float) / 100, 0, 1)
    with np.errstate(divide="ignore"):
        return stretch_logit(np.log(share / (1 - share)), edge)


def stretch_logit(z: np.ndarray, edge: float | np.ndarray) -> np.ndarray:
    """Return the percentages of some logits on the scale of :func:`stretch`.

    >>> stretch_logit(np.array([-np.inf, 0.0, np.inf]), 0.5).round(4).tolist()
    [-3.1416, 0.0, 3.1416]
    """
    if np.ndim(edge) == 0 and edge == 0:
        return z
    powers, which = _distinct(edge)
    known = areas(powers)
    # the area from the middle, with u half the logit: 4p(1 − p) = cosh(u)^-2
    z, which = np.broadcast_arrays(z, which) if np.ndim(which) else (np.asarray(z), which)
    return np.copysign(2 * (known.whole[which] - known.beyond(np.abs(z) / 2, which)), z)


def _distinct(edge):
    """(the distinct exponents of the areas, which of them each has)."""
    if np.ndim(edge) == 0:
        return (2 * float(edge),), 0
    known = np.unique(edge)
    return tuple((2 * known).tolist()), np.searchsorted(known, edge)


@lru_cache(KEPT)
def _unstretched(edge):
    """(length, array (4, m)) of cubics that give a percentage from 50 up by its place on the scale of :func:`stretch`.

    Errors stay below 1e-7; the exponent is above 0 and at most 1.
    """
    known = areas((2 * edge,))
    whole = known.whole[0]
    w = np.linspace(0, 1, PIECES + 1)
    share = expit(2 * known.where((1 - w) * whole))
    step = 2 * whole / PIECES
    slope = step * 4**-edge * (share * (1 - share)) ** (1 - edge)
    rise = np.diff(share)
    cubic = share[:-1], slope[:-1], 3 * rise - 2 * slope[:-1] - slope[1:], slope[:-1] + slope[1:] - 2 * rise
    return step, 100 * np.array(cubic)


def unstretch(w: ArrayLike, edge: float | np.ndarray, told_apart: ArrayLike = TOLD_APART) -> np.ndarray:
    """Return the percentages of :func:`stretch`; what cannot be told from 0 or 100 is 0 or 100.

    >>> unstretch([-9, 0, 1.5], 0.5).round(2).tolist()
    [0.0, 50.0, 84.08]
    """
    w, held = np.asarray(w, dtype=float), np.asarray(told_apart, dtype=float)
    if np.ndim(edge) == 0:
        x = _unstretch(w, float(edge))
    else:
        edges, x = np.broadcast_to(edge, w.shape), np.empty(w.shape)
        for one in np.unique(edges):
            here = edges == one
            x[here] = _unstretch(w[here], float(one))
    held = held - ROUNDING  # a figure that can just be told from a limit stays told from it
    return np.where(x >= 100 - held, 100.0, np.where(x <= held, 0.0, x))


def _unstretch(w, edge):
    """:func:`unstretch` with one exponent, up to the limits."""
    if edge == 0:
        return 100 * expit(w)
    away = np.abs(w)
    if edge > 1:
        known = areas((2 * edge,))
        upper = 100 * expit(2 * known.where(np.maximum(known.whole[0] - away / 2, 0.0)))
    else:
        step, pieces = _unstretched(edge)
        at = np.minimum(away / step, PIECES)  # beyond the limits nothing changes any more
        cell = np.fmin(at, PIECES - 1).astype(np.intp)
        along = at - cell
        upper = pieces[3].take(cell)
        for coefficients in pieces[2::-1]:
            upper *= along
            upper += coefficients.take(cell)
    return np.where(w < 0, 100 - upper, upper)


def change_per_year(first: ArrayLike, last: ArrayLike, years: ArrayLike, kind: str) -> np.ndarray:
    """Return the change per year: percentage points for proportions, per cent a year otherwise.

    Parameters
    ----------
    first, last : values at both ends, in the indicator's unit.
    years : years between them.

    Notes
    -----
    Compound annual rate of change 100·((last/first)^(1/years) − 1) except for proportions.

    >>> float(round(change_per_year(19.34, 10.79, 10, "rate"), 2))
    -5.67
    """
    first, last = np.asarray(first, dtype=float), np.asarray(last, dtype=float)
    with np.errstate(invalid="ignore", divide="ignore"):
        if kind == "proportion":
            return (last - first) / years
        ratio = np.where((first > 0) & (last > 0), last / np.where(first > 0, first, np.nan), np.nan)
        return 100 * (ratio ** (1 / np.asarray(years, dtype=float)) - 1)


def change_unit(kind: str) -> str:
    """Return the unit of :func:`change_per_year` for a kind."""
    _check(kind)
    return CHANGE_UNITS.get(kind, "%/year")
