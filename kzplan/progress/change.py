"""A change and what it is judged against: arrays, one entry a series, that every statistic reads."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ..indicator.arrays import together, too_long
from ..words.errors import InputError
from ..words.given import shown

# of the 2030 Agenda, as ESCAP's indices take them; its last year is also what a target without a year is judged by
BASE_YEAR, CURRENT_YEAR, FINAL_YEAR = 2015, 2025, 2030
DIRECTIONS = {"up": 1.0, "down": -1.0}
Numbers = ArrayLike | None  # a number or an array of them


@dataclass(frozen=True)
class Change:
    """Two values of n series and their targets.

    Parameters
    ----------
    x0, y0, x1, y1 : arrays (n,) of years and values, first and latest.
    target, target_year : arrays (n,); NaN where there is no target.
    way : array (n,), +1 where higher is better and −1 where lower is.
    limit : array (n,), natural limit in the values' unit; NaN or 0 where there is none above.
    """

    x0: np.ndarray
    y0: np.ndarray
    x1: np.ndarray
    y1: np.ndarray
    target: np.ndarray
    target_year: np.ndarray
    way: np.ndarray
    limit: np.ndarray

    @property
    def met(self) -> np.ndarray:
        """Whether the latest value meets the target, array (n,); False without a target."""
        return self.way * (self.y1 - self.target) >= 0

    @property
    def met_at_start(self) -> np.ndarray:
        """Whether the first value met the target already."""
        return self.way * (self.y0 - self.target) >= 0


def change_of(
    x0: Numbers,
    y0: Numbers,
    x1: Numbers,
    y1: Numbers,
    target: Numbers = None,
    target_year: Numbers = None,
    direction: str | Sequence[str] | np.ndarray = "up",
    limit: Numbers = None,
) -> Change:
    """Return the :class:`Change` of numbers or arrays (n,); None stands for NaN, no target year for the 2030 Agenda's last.

    Raises
    ------
    InputError : a direction other than "up" and "down", years that are not in order, a negative limit, infinite numbers.

    >>> change_of(2010, 22, 2020, 12, 8, 2030, "down").met.tolist()
    [False]
    """
    year = FINAL_YEAR if target_year is None else target_year  # the methods judge progress towards the Agenda
    said = [direction] if isinstance(direction, str) else _listed(direction)
    wrong = [d for d in said if not isinstance(d, str) or d not in DIRECTIONS]
    if wrong or not said:
        raise InputError(f"direction must be 'up' or 'down', got {shown(wrong[0] if wrong else direction)}")
    way = np.array([DIRECTIONS[d] for d in said])
    arrays = together(x0=x0, y0=y0, x1=x1, y1=y1, target=target, limit=limit, target_year=year, direction=way)
    if arrays[0].ndim > 1:
        raise InputError(f"values must be numbers or lists of them, one a series; got shape {arrays[0].shape}")
    x0, y0, x1, y1, target, limit, year, way = (np.array(part) for part in arrays)
    if (x1 <= x0).any():
        at = int(np.argmax(x1 <= x0))
        raise InputError(f"the latest year must come after the first: got {x0[at]:g} and {x1[at]:g}")
    if np.isinf(np.concatenate([y0, y1, target, year])).any():
        raise InputError("values, targets and target years must be finite, or NaN where there is none")
    late = np.isfinite(target) & (year <= x0)
    if late.any():
        at = int(np.argmax(late))
        raise InputError(f"target_year must come after the first year: got {year[at]:g} and {x0[at]:g}")
    if (limit < 0).any():
        raise InputError("limit must not be negative: it is the natural limit, 100 for a percentage")
    return Change(x0, y0, x1, y1, target, year, way, limit)


def _listed(direction):
    """Directions as a list; what is no list of them is one that does not exist."""
    if too_long(direction):
        return [direction]
    try:
        return np.ravel(np.asarray(direction, dtype=object)).tolist()
    except ValueError:
        return [direction]
