"""The public door of the model: what people hand in is looked at before arrays are made of it."""

import inspect
from numbers import Number
from typing import Any

import numpy as np
import pandas as pd

from ..words.errors import InputError
from . import trend
from .predictive import Forecast

SHOWN = 6  # entries that an error shows
UNIT = '    unit : "%" says that percentages which all lie below 1 are percentages; they are refused as fractions otherwise.'
REFUSED = "    InputError : text, dates, pd.NA, a year twice, percentages that look like fractions; with the entries."
_KEYWORD = inspect.Parameter("unit", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=str | None)
_SIGNATURE = inspect.signature(trend.forecast)


# not functools.wraps: what reads signatures would look through it, and not see ``unit``
def forecast(*given: Any, unit: str | None = None, **named: Any) -> Forecast:
    if given and isinstance(given[0], pd.DataFrame):
        rows = given[0].head(SHOWN).to_string()
        raise InputError(
            f"a table is no array of years; a long table goes through kzplan.series(frame, kind=…):\n{rows}"
        )
    asked = _SIGNATURE.bind(*given, **named).arguments
    for name in ("years", "values", "at"):
        asked[name] = _numbers(name, asked[name])
    years, values = np.asarray(asked["years"]), np.asarray(asked["values"])
    if years.ndim == 1:
        twice = pd.Series(years).duplicated(keep=False).to_numpy() & np.isfinite(years)
        expected = "one value a year; several indicators go through kzplan.series(frame, kind=…)"
        _refuse(years, twice, "a year stands twice", expected)
    if asked["kind"] == "proportion" and unit is None:
        known = np.abs(values[np.isfinite(values)])
        fractions = known.size and known.max() <= 1 and ((known > 0) & (known < 1)).any()
        told, expected = "percentages that all lie between 0 and 1", "0 to 100, or unit='%' where they are so small"
        _refuse(values, fractions & np.isfinite(values).ravel(), told, expected)
    return trend.forecast(**asked)


forecast.__signature__ = _SIGNATURE.replace(  # type: ignore[attr-defined]
    parameters=[*_SIGNATURE.parameters.values(), _KEYWORD]
)
forecast.__doc__ = (
    (trend.forecast.__doc__ or "")
    .replace("\n\n    Returns\n", f"\n{UNIT}\n\n    Returns\n", 1)
    .replace("\n    Raises\n    ------\n", f"\n    Raises\n    ------\n{REFUSED}\n", 1)
)


def _numbers(name, given):
    """What was given as an array of floats, None and pandas' empty cells of a column of numbers NaN."""
    column = isinstance(getattr(given, "dtype", None), pd.api.extensions.ExtensionDtype)
    if column and pd.api.types.is_numeric_dtype(given):
        return given.to_numpy(dtype=float, na_value=np.nan)
    try:
        array = np.asarray(given)
    except ValueError:
        raise InputError(f"{name} has rows of unequal length; expected a rectangle, NaN for gaps") from None
    if array.dtype.kind == "U":  # one text among numbers made text of all
        array = np.asarray(given, dtype=object)
    if array.dtype.kind == "M":
        raise InputError(f"{name} holds dates; expected whole years, as the attribute .year of dates gives them")
    if array.dtype.kind not in "fiub":
        wrong = [not isinstance(one, Number | None) for one in array.ravel().tolist()]
        _refuse(array, np.array(wrong, dtype=bool), f"no numbers, in {name}", "numbers, and NaN for gaps")
    return array.astype(float)


def _refuse(array, wrong, found, expected):
    if wrong.any():
        where = np.flatnonzero(wrong)
        places = [
            "row {}, column {}".format(*np.unravel_index(i, array.shape)) if array.ndim == 2 else f"entry {i}"
            for i in where
        ]
        told = [repr(one) if isinstance(one, str) else one for one in array.ravel()[where].tolist()]
        rows = pd.Series(told, index=places, dtype=object)
        more = f"\n… and {len(rows) - SHOWN} more" if len(rows) > SHOWN else ""
        raise InputError(f"{found}; expected {expected}:\n{rows.head(SHOWN).to_string()}{more}")
