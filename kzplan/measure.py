"""Kinds of indicator: the scale each is modelled on, and its natural limits.

The link is z = log x for rates, counts and positive quantities and
z = log((p + ½) / (100 − p + ½)) for percentages, the half point keeping 0 and 100 finite.
"""

import numpy as np

KINDS = ("rate", "proportion", "positive", "count")
HALF_POINT = 0.5
CHANGE_UNITS = {"proportion": "points/year"}


def _check(kind):
    if kind not in KINDS:
        raise ValueError(f"kind {kind!r} is not one of {', '.join(KINDS)}")


def limits(kind):
    """Return the natural limits (low, high) of a kind, in its own unit.

    >>> limits("proportion")
    (0.0, 100.0)
    """
    _check(kind)
    return (0.0, 100.0) if kind == "proportion" else (0.0, np.inf)


def to_link(values, kind):
    """Return values on the link scale; NaN outside the natural limits, and at zero under a log.

    Parameters
    ----------
    values : array of any shape, in the indicator's unit (percentages as 0–100).
    kind : "rate", "proportion", "positive" or "count".

    >>> to_link([0, 50, 100], "proportion").round(3).tolist()
    [-5.303, 0.0, 5.303]
    """
    low, high = limits(kind)
    x = np.asarray(values, dtype=float)
    with np.errstate(invalid="ignore", divide="ignore"):
        if kind == "proportion":
            z = np.log((x + HALF_POINT) / (high - x + HALF_POINT))
            return np.where((x >= low) & (x <= high), z, np.nan)
        return np.where((x > low) & np.isfinite(x), np.log(np.where(x > low, x, 1.0)), np.nan)


def from_link(z, kind):
    """Return link-scale values in the indicator's unit, held within its natural limits.

    >>> from_link([-9.0, 0.0, 9.0], "proportion").tolist()
    [0.0, 50.0, 100.0]
    """
    low, high = limits(kind)
    z = np.asarray(z, dtype=float)
    if kind == "proportion":
        share = 0.5 * (1 + np.tanh(z / 2))
        return np.clip((high + 2 * HALF_POINT) * share - HALF_POINT, low, high)
    with np.errstate(over="ignore"):
        return np.exp(z)


def change_per_year(first, last, years, kind):
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


def change_unit(kind):
    """Return the unit of :func:`change_per_year` for a kind."""
    _check(kind)
    return CHANGE_UNITS.get(kind, "%/year")
