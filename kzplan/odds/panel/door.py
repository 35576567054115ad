"""What is handed in about a panel, looked at before the work begins; the panel itself is looked at as it is read."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from ...plan.plan import Plan
from ...words import given
from ...words.errors import InputError

MOST_WORKERS = 1024
NEEDED = ("classes", "workers")  # arguments that are never None
NAMES = ("string", "categorical", "integer", "floating", "empty")  # what pandas calls a column that may hold names
BY_NAME = "one for all, or a dict by indicator"


def check(asked: Mapping[str, Any]) -> None:
    """Refuse arguments of :func:`kzplan.project_panel` that are not what they are for.

    Parameters
    ----------
    asked : name of the argument → what was given.

    Raises
    ------
    InputError : naming the first.

    >>> check({"workers": "x"})
    Traceback (most recent call last):
    kzplan.words.errors.InputError: workers must be a number of processes, from 1 to 1024; got 'x'
    """
    for name, look in LOOKS.items():
        if name in asked and (asked[name] is not None or name in NEEDED):
            look(name, asked[name])


def check_table(data: object) -> None:
    """Refuse a frame whose columns stand twice or hold what is neither text nor number.

    Raises
    ------
    InputError : naming the column.

    >>> check_table(pd.DataFrame({"place": ["a"], "year": [2020]}))
    """
    if not isinstance(data, pd.DataFrame):
        return
    odd = [name for name in data.columns if name is pd.NA or not given.is_key(name)]
    if odd:
        raise InputError(f"a column is called {given.shown(odd[0])}, which is no name; expected texts")
    twice = data.columns[data.columns.duplicated()]
    if len(twice):
        raise InputError(f"column {given.shown(twice[0])} stands twice; expected each once")
    for name in ("place", "parent", "indicator", "stratum"):
        kind = pd.api.types.infer_dtype(data[name]) if name in data else "string"
        if kind not in NAMES:
            raise InputError(f"column {name!r} must hold names; it holds {kind} of pandas")
    for name in ("year", "value", "numerator", "denominator"):
        kind = data[name].dtype.kind if name in data else "f"
        if kind in "Mmcb" or isinstance(data.get(name, pd.Series(dtype=float)).dtype, pd.PeriodDtype | pd.SparseDtype):
            raise InputError(f"column {name!r} holds {data[name].dtype}; expected numbers, years of 4 digits")


def _target(name, told):
    if not isinstance(told, Plan):
        _said(name, told)


def _said(name, told):
    if not isinstance(told, str | Mapping):
        raise InputError(f"{name} must be a text, {BY_NAME}; got {given.shown(told)}")
    for key, one in told.items() if isinstance(told, Mapping) else ():
        given.text(f"{name} of {given.shown(key)}", one)


def _parents(name, told):
    areas = given.instance(name, told, Mapping, "a dict, area → the area it lies in")
    for key, one in areas.items():
        given.text(f"{name} of {given.shown(key)}", one, "the name of an area")
        given.text(name, key, "a dict, area → the area it lies in")


def _where(name, told):
    if not isinstance(told, str | os.PathLike) or not str(told) or "\0" in str(told):
        raise InputError(f"{name} must be a Parquet file or a folder; got {given.shown(told)}")


def check_apart(data: object, to: object) -> None:
    """Refuse an outlook that would be written over the panel that it is made of, or among its files.

    Raises
    ------
    InputError : naming the place.
    """
    if isinstance(data, str | os.PathLike) and isinstance(to, str | os.PathLike):
        panel, made = Path(data).resolve(), Path(to).resolve()
        if made == panel or panel in made.parents:
            raise InputError(f"to must be another place than the panel's own, {data}; got {given.shown(os.fspath(to))}")


LOOKS: dict[str, Callable[[str, Any], object]] = {
    "targets": _target,
    "kind": _said,
    "direction": _said,
    "unit": _said,
    "at": given.year,
    "classes": lambda name, told: given.instance(name, told, bool, "True or False"),
    "parents": _parents,
    "to": _where,
    "engine": lambda name, told: given.one_of(name, told, ("dask",), "None (this machine) or 'dask'"),
    "workers": lambda name, told: given.whole(
        name, told, f"a number of processes, from 1 to {MOST_WORKERS}", range(1, MOST_WORKERS + 1)
    ),
    "progress": lambda name, told: given.instance(name, told, Callable, "a function of two numbers"),  # type: ignore
}
