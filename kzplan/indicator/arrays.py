"""What is handed in as numbers, looked at before it is worked with."""

import math
from numbers import Number, Real

import numpy as np
import pandas as pd

from ..words.errors import InputError
from ..words.given import shown

SHOWN = 6  # entries that an error shows
LONGEST = 10_000_000  # entries of a sequence that is no array yet


def numbers(name: str, given: object) -> np.ndarray:
    """Return what was given as an array of floats; None and pandas' empty cells of a column of numbers are NaN.

    Parameters
    ----------
    name : what it is, for the error.
    given : a number, a list, an array or a column.

    Raises
    ------
    InputError : text, dates, truth values, rows of unequal length; with the entries. More than 10 million entries of
        what is no array yet.

    >>> numbers("values", [9.1, None]).tolist()
    [9.1, nan]
    """
    column = isinstance(getattr(given, "dtype", None), pd.api.extensions.ExtensionDtype)
    if column and pd.api.types.is_numeric_dtype(given):
        return given.to_numpy(dtype=float, na_value=np.nan)  # type: ignore[attr-defined]
    if too_long(given):
        raise InputError(
            f"{name} has more than {LONGEST:,} entries; got {shown(given)}; hand in so many as a numpy array"
        )
    try:
        array = np.asarray(given)
    except ValueError:
        raise InputError(f"{name} has rows of unequal length; expected a rectangle, NaN for gaps") from None
    except Exception:  # whatever a thing in it raises when it is asked what it is
        raise InputError(f"{name} must be numbers; got {shown(given)}") from None
    if array.dtype.kind in "UO":  # one text among numbers made text of all
        array = _objects(name, given)
        wrong = [
            not (one is None or (isinstance(one, Number) and isinstance(one, Real))) for one in array.ravel().tolist()
        ]
        refuse(array, np.array(wrong, dtype=bool), f"no numbers, in {name}", "numbers, and NaN for gaps")
    elif array.dtype.kind == "M":
        raise InputError(f"{name} holds dates; expected whole years, as the attribute .year of dates gives them")
    elif array.dtype.kind not in "fiub":
        raise InputError(f"{name} must be numbers; got {shown(given)}")
    try:
        return array.astype(float)
    except (OverflowError, ValueError, TypeError):
        raise InputError(f"{name} holds a number that is too large, or none; got {shown(given)}") from None


def too_long(given: object) -> bool:
    """Whether a sequence, or one in it, has more entries than an array is made of here.

    >>> too_long([1, 2]), too_long(range(10**12)), too_long([range(10**12)])
    (False, True, True)
    """
    if isinstance(given, range):
        return bool(given[LONGEST:])
    if not isinstance(given, list | tuple):
        return False
    return len(given) > LONGEST or any(isinstance(one, range | list | tuple) and too_long(one) for one in given)


def _objects(name, given):
    try:
        return np.asarray(given, dtype=object)
    except ValueError:
        raise InputError(f"{name} has rows of unequal length; expected a rectangle, NaN for gaps") from None


def together(**given: object) -> list[np.ndarray]:
    """Return what was given as arrays of floats of one shape.

    Raises
    ------
    InputError : no numbers, or arrays whose shapes do not fit.

    >>> [part.tolist() for part in together(events=[1, 2], per=1000)]
    [[1.0, 2.0], [1000.0, 1000.0]]
    """
    arrays = {name: numbers(name, part) for name, part in given.items()}
    try:
        return list(np.broadcast_arrays(*arrays.values()))
    except ValueError:
        shapes = ", ".join(f"{name} {array.shape}" for name, array in arrays.items())
        raise InputError(f"the shapes do not fit: {shapes}; expected arrays of one shape, or numbers") from None


def number(name: str, given: object, least: float = -math.inf, most: float = math.inf) -> float:
    """Return what was given as one finite number within bounds.

    Raises
    ------
    InputError : anything else.

    >>> number("births", 9268, 1, 1e9)
    9268.0
    """
    array = numbers(name, given)
    if array.size != 1 or not (math.isfinite(array.item()) and least <= array.item() <= most):
        bounds = f", from {least:g} to {most:g}" if (least, most) != (-math.inf, math.inf) else ""
        raise InputError(f"{name} must be one finite number{bounds}; got {shown(given)}")
    return float(array.item())


def refuse(array: np.ndarray, wrong: np.ndarray, found: str, expected: str) -> None:
    """Refuse an array with the entries that are wrong.

    Parameters
    ----------
    array, wrong : what was given, and which of it is wrong, flat.
    found, expected : what it is and what it should be.

    Raises
    ------
    InputError : where any is.

    >>> refuse(np.array([1.0]), np.array([False]), "no numbers", "numbers")
    """
    if wrong.any():
        where = np.flatnonzero(wrong)
        places = [
            "row {}, column {}".format(*np.unravel_index(i, array.shape)) if array.ndim == 2 else f"entry {i}"
            for i in where
        ]
        told = [shown(one) for one in array.ravel()[where].tolist()]
        rows = pd.Series(told, index=places, dtype=object)
        more = f"\n… and {len(rows) - SHOWN} more" if len(rows) > SHOWN else ""
        raise InputError(f"{found}; expected {expected}:\n{rows.head(SHOWN).to_string()}{more}")
