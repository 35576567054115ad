"""What the picture of a target has in sight: years, values, and what of its projection is left out."""

import numpy as np
import pandas as pd

from ..indicator.kind import Kind
from ..words import labels
from ..words.both import Both
from .case import Case

LIFT = {1: 0.12, 2: 0.2}  # of the height, that a label of one or two lines takes


def target_ends(case: Case) -> list[float]:
    """Return the ends of what meets the target that can be drawn."""
    return [end for end in (case.criterion.low, case.criterion.high) if np.isfinite(end)] if case.criterion else []


def span(case: Case) -> tuple[float, float]:
    """Return the first and last year in sight, with room beside them."""
    earlier = case.earlier.years.tolist() if case.earlier is not None else []
    return min([case.period.start, *case.drawn.years.tolist(), *earlier]) - 1.6, case.at + 0.9


def limits(case: Case, path: pd.DataFrame) -> tuple[float, float] | None:
    """Return the ends of the axis of values; None where there is nothing but words.

    There is room for the 80 % interval, the values and the target; the 95 % band may leave the frame above (:func:`beyond`).
    """
    earlier = case.earlier.values if case.earlier is not None else []
    shown = np.concatenate([case.drawn.values, earlier, path["lo95"], path["hi80"], target_ends(case)]).astype(float)
    shown = shown[np.isfinite(shown)]
    if not len(shown):
        return None
    low, high = float(shown.min()), float(shown.max())
    pad = 0.09 * (high - low or max(2 * abs(high), 1))
    if len(case.drawn):  # room for a label above the highest value
        lift = LIFT[1 + bool(case.target.of_deaths)] * (high - low)
        high = max(high, float(np.nanmax(case.drawn.values)) + lift - pad)
    floor = 0 if case.kind is not Kind.POSITIVE else -np.inf
    ceiling = 101 if case.kind is Kind.PROPORTION else np.inf
    return max(low - pad, floor), min(high + pad, ceiling)


def beyond(case: Case, path: pd.DataFrame) -> Both | None:
    """Return that the 95 % interval goes on above what is in sight, how far and in which year; None where it does not.

    Parameters
    ----------
    case, path : of the projection.

    >>> from kzplan import load_plan, project
    >>> told = project(load_plan(), "W03")
    >>> beyond(told.case, told.path()).en
    'The 95 % interval goes on above the frame, to 27.4 in 2030.'
    """
    shown = limits(case, path)
    if shown is None or not len(path) or not path["hi95"].max() > shown[1]:
        return None
    highest = path.loc[path["hi95"].idxmax()]
    top, year = labels.number(highest["hi95"]), int(highest["year"])
    return Both(
        f"The 95 % interval goes on above the frame, to {top} in {year}.", f"95%区间上端超出图幅，{year}年至{top}。"
    )
