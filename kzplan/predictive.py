"""The predictive distribution of a projection: medians, quantiles and chances of one Student t."""

from dataclasses import dataclass, field

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
    bounded : whether the distribution ends at the natural limits; otherwise what lies beyond is held at
        them.
    """

    kind: str
    center: np.ndarray
    scale: np.ndarray
    df: float | np.ndarray
    bounded: bool = False
    _ends: tuple = field(default=None, init=False, repr=False, compare=False)

    def __len__(self):
        return len(self.center)

    def take(self, rows):
        """Return the forecast of some of the series; ``rows`` an index array or slice."""
        df = self.df if np.ndim(self.df) == 0 else self.df[rows]
        return Forecast(self.kind, self.center[rows], self.scale[rows], df, self.bounded)

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
        x = np.broadcast_to(np.asarray(x, dtype=float), self.center.shape)
        chance = self._below(measure.to_link(np.clip(x, low, high), self.kind))
        chance = np.where(x < low, 0.0, np.where(x > high, 1.0, chance))
        if not np.isfinite(high):  # a log scale: nothing lies at or below zero, all below infinity
            chance = np.where(x <= low, 0.0, np.where(np.isposinf(x), 1.0, chance))
        return np.where(self._usable() & ~np.isnan(x), chance, np.nan)

    def probability(self, target, direction, decimals=None):
        """Return the chance that the value is at least ("up") or at most ("down") ``target``.

        Parameters
        ----------
        target : a number or array (n,).
        direction : "up" or "down".
        decimals : digits the figure is published with: then it is the chance that the figure, rounded
            so, meets the target, which a target of 100 % or 0 needs: no share is 100 to the last digit.

        >>> f = Forecast("proportion", np.array([4.0]), np.array([0.8]), 3.0, bounded=True)
        >>> f.probability(100, "up").tolist(), f.probability(100, "up", decimals=1).round(3).tolist()
        ([0.0], [0.015])
        """
        if direction not in ("up", "down"):
            raise ValueError(f"direction must be 'up' or 'down', got {direction!r}")
        x = np.asarray(target, dtype=float)
        if decimals is not None:
            half = 0.5 * 10.0**-decimals
            low, high = measure.limits(self.kind)
            x = np.where((x < low) | (x > high), x, x - half if direction == "up" else x + half)
        below = self.cdf(x)
        return below if direction == "down" else 1 - below

    def chance_between(self, low, high):
        """Return the chance that the true value lies from ``low`` to ``high``."""
        # the part of the distribution beyond a natural limit is held at it, so an end there cuts nothing off
        floor, ceiling = measure.limits(self.kind)
        usable = np.where(self._usable(), 1.0, np.nan)
        upper = usable if high >= ceiling else self.cdf(high)
        lower = 0.0 * usable if low <= floor else self.cdf(low)
        inside = (high >= floor) & (low <= ceiling)
        return np.where(inside, np.clip(upper - lower, 0, 1), 0.0 * usable)

    def _usable(self):
        return np.isfinite(self.center) & np.isfinite(self.scale)

    def _limit_chances(self):
        """P(T below each natural limit) after turning every centre to the upper half, where tails are exact."""
        if self._ends is None:
            limit = float(measure.to_link(100.0, "proportion"))
            scale, center = np.where(self.scale > 0, self.scale, 1e-300), np.abs(self.center)
            ends = tuple(special.stdtr(self.df, (end - center) / scale) for end in (-limit, limit))
            object.__setattr__(self, "_ends", ends)
        return self._ends

    def _below(self, z):
        """P(Z ≤ z) on the link scale."""
        with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
            distance = np.where(self.scale > 0, (z - self.center) / np.where(self.scale > 0, self.scale, 1.0),
                                np.where(z >= self.center, np.inf, -np.inf))  # fmt: skip
        if not self._cut():
            return special.stdtr(self.df, distance)
        low, high = self._limit_chances()
        mirrored = self.center < 0
        chance = special.stdtr(self.df, np.where(mirrored, -distance, distance))
        chance = np.clip((chance - low) / np.maximum(high - low, 1e-300), 0, 1)
        return np.where(mirrored, 1 - chance, chance)

    def _quantile(self, level):
        if not self._cut():
            z = self.center + self.scale * special.stdtrit(self.df, level)
            return measure.from_link(z, self.kind)
        low, high = self._limit_chances()
        mirrored = self.center < 0
        chance = low + np.where(mirrored, 1 - level, level) * (high - low)
        z = np.abs(self.center) + self.scale * special.stdtrit(self.df, chance)
        x = measure.from_link(np.where(mirrored, -z, z), self.kind)
        return np.clip(x, np.nextafter(0.0, 1), np.nextafter(100.0, 0))

    def _cut(self):
        return self.bounded and self.kind == "proportion"
