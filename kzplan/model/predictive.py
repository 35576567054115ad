"""The predictive distribution of a projection: medians, quantiles and chances of one Student t."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ..indicator import measure
from ..words.errors import InputError
from ..words.given import shown
from .student import Student, student


@dataclass(frozen=True)
class Forecast:
    """The predictive distribution of n series at their target years.

    Parameters
    ----------
    kind : kind of the indicator, which sets the link and the natural limits.
    center, scale : arrays (n,) on the link scale; NaN where a series cannot be projected.
    df : degrees of freedom of the Student t, a number or array (n,).
    edge : exponent of the scale of :func:`kzplan.indicator.measure.stretch` that percentages are on; None: every kind
        is on its link scale. A number or (n,).
    told_apart : how near to 0 or 100, in points, a percentage can be told from them; a number or (n,).
    ceiling : what values on a log scale stay below, in the indicator's unit; infinite: no such limit. A number or (n,).

    Notes
    -----
    What lies beyond a natural limit, or cannot be told from it, is held at it.
    """

    kind: str
    center: np.ndarray
    scale: np.ndarray
    df: float | np.ndarray
    edge: float | np.ndarray | None = None
    told_apart: float | np.ndarray = measure.TOLD_APART
    ceiling: float | np.ndarray = np.inf

    def __len__(self):
        return len(self.center)

    def take(self, rows: np.ndarray | slice) -> "Forecast":
        """Return the forecast of some of the series; ``rows`` an index array or slice."""
        own: dict[str, Any] = {
            name: value[rows] if isinstance(value := getattr(self, name), np.ndarray) else value
            for name in ("center", "scale", "df", "edge", "told_apart", "ceiling")
        }
        return replace(self, **own)

    @cached_property
    def _student(self) -> Student:
        return student(self.df)

    @property
    def median(self) -> np.ndarray:
        """Medians, array (n,), in the indicator's unit."""
        return self.quantile(0.5)

    def quantile(self, q: ArrayLike) -> np.ndarray:
        """Return the quantile(s) ``q`` of each series: (n,) for a number, (n, m) for m numbers."""
        levels = np.asarray(q, dtype=float)
        if not ((levels > 0) & (levels < 1)).all():
            raise InputError(f"quantile levels must lie between 0 and 1, got {shown(q)}")
        return self._quantile(levels) if levels.ndim == 0 else self._quantile(np.ravel(levels))

    def interval(self, level: float) -> tuple[np.ndarray, np.ndarray]:
        """Return the central interval (low, high) of each series, arrays (n,); ``level`` as 0.8."""
        if not 0 < level < 1:
            raise InputError(f"level must lie between 0 and 1, got {shown(level)}")
        return self.quantile((1 - level) / 2), self.quantile((1 + level) / 2)

    def cdf(self, x: ArrayLike) -> np.ndarray:
        """Return P(value ≤ x) for each series; ``x`` a number or array (n,)."""
        return self._chance(x, strictly=False)

    def under(self, x: ArrayLike) -> np.ndarray:
        """Return P(value < x): as :meth:`cdf`, but for what is held at the natural limits."""
        return self._chance(x, strictly=True)

    def probability(self, target: ArrayLike, direction: str, decimals: int | None = None) -> np.ndarray:
        """Return the chance that the value is at least ("up") or at most ("down") ``target``.

        Parameters
        ----------
        target : a number or array (n,).
        direction : "up" or "down".
        decimals : digits the figure is published with: then it is the chance that the figure, rounded
            so, meets the target. A target of 100 % or 0 needs it: no share is 100 to the last digit. None:
            the limit is met by what one decimal cannot tell from it.

        >>> f = Forecast("proportion", np.array([2.8]), np.array([0.3]), 3.0, edge=0.5)
        >>> f.probability(100, "up").round(2).tolist(), f.probability(100, "up", decimals=2).round(2).tolist()
        ([0.23], [0.19])
        """
        if direction not in ("up", "down"):
            raise InputError(f"direction must be 'up' or 'down', got {shown(direction)}")
        if decimals is None:
            return self.cdf(target) if direction == "down" else 1 - self.under(target)
        half = 0.5 * 10.0**-decimals
        low, high = measure.limits(self.kind)
        x = np.asarray(target, dtype=float)
        possible = (x >= low) & (x <= high)
        if direction == "up":
            missed = self._chance(np.where(possible, x - half, x), strictly=True, told_apart=0.0)
            return 1 - np.where(possible & (x - half <= low), 0.0 * missed, missed)
        met = self._chance(np.where(possible, x + half, x), strictly=False, told_apart=0.0)
        return np.where(possible & (x + half >= high), 1.0 + 0.0 * met, met)

    def chance_between(self, low: ArrayLike, high: ArrayLike) -> np.ndarray:
        """Return the chance that the true value lies from ``low`` to ``high``, numbers or arrays (n,)."""
        # the part of the distribution beyond a natural limit is held at it, so an end there cuts nothing off
        floor, ceiling = measure.limits(self.kind)
        low, high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
        usable = np.where(self._usable, 1.0, np.nan)
        upper = np.where(high >= ceiling, usable, self.cdf(high)) if (high < ceiling).any() else usable
        lower = np.where(low <= floor, 0.0, self.under(low)) if (low > floor).any() else 0.0
        inside = (high >= floor) & (low <= ceiling)
        return np.where(inside, measure.within(upper - lower, 0, 1), 0.0) * usable

    @cached_property
    def _usable(self) -> np.ndarray:
        return np.isfinite(self.center) & np.isfinite(self.scale)

    def _chance(self, x, strictly, told_apart=None):
        """P(value < x) or P(value ≤ x): they differ at the natural limits and where nothing can vary."""
        low, high = measure.limits(self.kind)
        x = np.asarray(x, dtype=float)  # a number stays one until it meets the series
        held = self.told_apart if told_apart is None else told_apart
        if self.edge is not None:
            z = measure.stretch(measure.within(x, low + held, high - held), self.edge)
        else:
            z = measure.to_link(measure.within(x, low, high), self.kind, self.ceiling)
        if not np.isfinite(high):  # a log scale: nothing lies at or below zero, all below infinity or a ceiling
            z = np.where(x <= low, -np.inf, np.where(x >= self.ceiling, np.inf, z))
        chance = self._student.below(self._distance(z, strictly))
        if self.edge is not None:  # the reference set keeps to its formula, whose tail at a limit is what lies beyond
            chance = _held(chance, x <= low, 0.0) if strictly else _held(chance, x >= high, 1.0)
        chance = _held(_held(chance, x > high, 1.0), x < low, 0.0)
        return _held(chance, ~self._usable | np.isnan(x), np.nan)

    def _distance(self, z, strictly):
        """How many times its scale each series lies from ``z``; as far as can be where nothing can vary."""
        with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
            distance = (z - self.center) / self.scale
        still = ~(self.scale > 0)
        if still.any():
            fixed = np.where(z > self.center if strictly else z >= self.center, np.inf, -np.inf)
            distance = np.where(still, fixed, distance)
        return distance

    def _quantile(self, levels):
        """(n,) for one level, (n, m) for an array of m."""
        center, scale, held, edge, ceiling = (
            np.expand_dims(x, -1) if np.ndim(levels) and np.ndim(x) else x
            for x in (self.center, self.scale, self.told_apart, self.edge, self.ceiling)
        )
        t = self._student.quantiles(np.ravel(levels))
        with np.errstate(over="ignore", invalid="ignore"):
            z = center + scale * (t if np.ndim(levels) else t[..., 0])
        return measure.from_link(z, self.kind, ceiling) if edge is None else measure.unstretch(z, edge, held)


def _held(chance, where, value):
    """The chances with a value in some places; there are hardly ever any."""
    return np.where(where, value, chance) if where.any() else chance
