"""The predictive distribution of a projection: medians, quantiles and chances of one Student t."""

from dataclasses import dataclass

import numpy as np
from scipy import special

from . import measure


@dataclass(frozen=True)
class Forecast:
    """The predictive distribution of n series at their target years.

    Parameters
    ----------
    kind : kind of the indicator, which sets the link and the natural limits.
    center, scale : arrays (n,) on the link scale; NaN where a series cannot be projected.
    df : degrees of freedom of the Student t, a number or array (n,).
    edge : exponent of the scale of :func:`kzplan.measure.stretch` that percentages are on; None: every kind
        is on its link scale.

    Notes
    -----
    What lies beyond a natural limit, or cannot be told from it, is held at it.
    """

    kind: str
    center: np.ndarray
    scale: np.ndarray
    df: float | np.ndarray
    edge: float | None = None

    def __len__(self):
        return len(self.center)

    def take(self, rows):
        """Return the forecast of some of the series; ``rows`` an index array or slice."""
        df = self.df if np.ndim(self.df) == 0 else self.df[rows]
        return Forecast(self.kind, self.center[rows], self.scale[rows], df, self.edge)

    @property
    def median(self):
        """Medians, array (n,), in the indicator's unit."""
        return self.quantile(0.5)

    def quantile(self, q):
        """Return the quantile(s) ``q`` of each series: (n,) for a number, (n, m) for m numbers."""
        levels = np.asarray(q, dtype=float)
        if not ((levels > 0) & (levels < 1)).all():
            raise ValueError(f"quantile levels must lie between 0 and 1, got {q!r}")
        columns = [self._quantile(level) for level in np.ravel(levels)]
        return columns[0] if levels.ndim == 0 else np.stack(columns, axis=-1)

    def interval(self, level):
        """Return the central interval (low, high) of each series, arrays (n,); ``level`` as 0.8."""
        if not 0 < level < 1:
            raise ValueError(f"level must lie between 0 and 1, got {level!r}")
        return self.quantile((1 - level) / 2), self.quantile((1 + level) / 2)

    def cdf(self, x):
        """Return P(value ≤ x) for each series; ``x`` a number or array (n,)."""
        low, high = measure.limits(self.kind)
        x, chance = self._below(x)
        if self.edge is not None:
            chance = np.where(x >= high, 1.0, chance)
        return np.where(x < low, 0.0, np.where(x > high, 1.0, chance))

    def under(self, x):
        """Return P(value < x): as :meth:`cdf`, but for what is held at the natural limits."""
        low, high = measure.limits(self.kind)
        x, chance = self._below(x)
        if self.edge is not None:
            chance = np.where(x <= low, 0.0, chance)
        return np.where(x < low, 0.0, np.where(x > high, 1.0, chance))

    def probability(self, target, direction, decimals=None):
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
            raise ValueError(f"direction must be 'up' or 'down', got {direction!r}")
        if decimals is None:
            return self.cdf(target) if direction == "down" else 1 - self.under(target)
        half = 0.5 * 10.0**-decimals
        low, high = measure.limits(self.kind)
        x = np.asarray(target, dtype=float)
        end = np.where((x < low) | (x > high), x, np.clip(x - half if direction == "up" else x + half, low, high))
        end, chance = self._below(end, told_apart=0.0)
        chance = np.where(end < low, 0.0, np.where(end > high, 1.0, chance))
        return chance if direction == "down" else 1 - chance

    def chance_between(self, low, high):
        """Return the chance that the true value lies from ``low`` to ``high``."""
        # the part of the distribution beyond a natural limit is held at it, so an end there cuts nothing off
        floor, ceiling = measure.limits(self.kind)
        usable = np.where(self._usable(), 1.0, np.nan)
        upper = usable if high >= ceiling else self.cdf(high)
        lower = 0.0 * usable if low <= floor else self.under(low)
        inside = (high >= floor) & (low <= ceiling)
        return np.where(inside, np.clip(upper - lower, 0, 1), 0.0 * usable)

    def _usable(self):
        return np.isfinite(self.center) & np.isfinite(self.scale)

    def _below(self, x, told_apart=measure.TOLD_APART):
        """x of each series, and P(value < x) by the scale, NaN where a series cannot be projected."""
        low, high = measure.limits(self.kind)
        x = np.broadcast_to(np.asarray(x, dtype=float), self.center.shape)
        if self.edge is not None:
            z = measure.stretch(np.clip(x, low + told_apart, high - told_apart), self.edge)
        else:
            z = measure.to_link(np.clip(x, low, high), self.kind)
        if not np.isfinite(high):  # a log scale: nothing lies at or below zero, all below infinity
            z = np.where(x <= low, -np.inf, np.where(np.isposinf(x), np.inf, z))
        with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
            distance = np.where(self.scale > 0, (z - self.center) / np.where(self.scale > 0, self.scale, 1.0),
                                np.where(z >= self.center, np.inf, -np.inf))  # fmt: skip
        known = self._usable() & ~np.isnan(x)
        return np.where(known, x, np.nan), np.where(known, special.stdtr(self.df, distance), np.nan)

    def _quantile(self, level):
        z = self.center + self.scale * special.stdtrit(self.df, level)
        return measure.from_link(z, self.kind) if self.edge is None else measure.unstretch(z, self.edge)
