"""The public door of the model: what people hand in is looked at before arrays are made of it."""

import inspect
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..indicator.arrays import SHOWN, numbers, refuse
from ..indicator.fractions import FRACTION
from ..words.errors import InputError
from ..words.given import shown
from . import trend
from .leveldrift import LevelDrift
from .parameters import Parameters
from .predictive import Forecast

TEXTS = ("kind", "direction", "indicator", "subclass")
ARRAYS = (
    "reference_change", "reference_places", "reference_spread", "reference_years", "reference_values", "reference_variances",
    "variances", "events", "denominators", "per",
)  # fmt: skip
UNIT = (
    'unit : "%" says that percentages which all lie below 1 are percentages; they are refused as fractions otherwise.'
)
REFUSED = "InputError : text, dates, pd.NA, a year twice, percentages that look like fractions; with the entries."
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
    for name in ("years", "values", "at", *(name for name in ARRAYS if asked.get(name) is not None)):
        asked[name] = numbers(name, asked[name])
    for name in TEXTS:
        if not isinstance(asked.get(name), str | None):
            raise InputError(f"{name} must be a text; got {shown(asked[name])}")
    if not isinstance(asked.get("parameters"), str | Path | LevelDrift | Parameters | None):
        raise InputError(f"parameters must be the name of a set, a path or a set; got {shown(asked['parameters'])}")
    years, values = np.asarray(asked["years"]), np.asarray(asked["values"])
    if years.ndim == 1:
        twice = pd.Series(years).duplicated(keep=False).to_numpy() & np.isfinite(years)
        expected = "one value a year; several indicators go through kzplan.series(frame, kind=…)"
        refuse(years, twice, "a year stands twice", expected)
    if asked["kind"] == "proportion" and not (unit is None or (isinstance(unit, str) and unit == "%")):
        raise InputError(f"unit must be '%' or None, for values are percentages; got {shown(unit)}")
    if asked["kind"] == "proportion" and unit is None:
        known = np.abs(values[np.isfinite(values)])
        fractions = known.size and known.max() <= FRACTION and ((known > 0) & (known < 1)).any()
        told, expected = (
            "percentages that all lie between 0 and 1, or about 1",
            "0 to 100, or unit='%' where they are so small",
        )
        refuse(values, fractions & np.isfinite(values).ravel(), told, expected)
    return trend.forecast(**asked)


forecast.__signature__ = _SIGNATURE.replace(  # type: ignore[attr-defined]
    parameters=[*_SIGNATURE.parameters.values(), _KEYWORD]
)
forecast.__doc__ = (  # without indentation, which Python takes away from 3.13 on
    inspect.cleandoc(trend.forecast.__doc__ or "")
    .replace("\n\nReturns\n", f"\n{UNIT}\n\nReturns\n", 1)
    .replace("\nRaises\n------\n", f"\nRaises\n------\n{REFUSED}\n", 1)
)
