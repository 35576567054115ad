"""A public door: what is handed in must be of the kind that its annotation names, and a table must have the columns it is read for."""

import inspect
import types
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache, wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, Union, get_args, get_origin

from .errors import InputError
from .given import is_number, shown

P = ParamSpec("P")
R = TypeVar("R")
MADE_BY = {  # class → who makes one
    "Plan": "a plan, as kzplan.load_plan() returns it",
    "Evaluation": "an evaluation, as kzplan.evaluate() returns it",
    "Projection": "a projection, as kzplan.project() returns it",
    "DataFrame": "a table (pandas.DataFrame)",
    "Series": "a column of numbers (pandas.Series)",
    "Figure": "a figure of matplotlib",
    "Axes": "axes of matplotlib",
    "Path": "the name of a file or folder",
}


def door(function: Callable[P, R]) -> Callable[P, R]:
    """Return a function that refuses, in a sentence, what its annotations do not allow and tables without the columns it needs.

    Parameters
    ----------
    function : annotated; what cannot be told of an annotation is let through.

    >>> @door
    ... def twice(said: str) -> str:
    ...     return said * 2
    >>> twice(5)
    Traceback (most recent call last):
    ...
    kzplan.words.errors.InputError: twice: said must be a text; got 5
    """
    bound = _binding(inspect.signature(function))

    @wraps(function)
    def entered(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            given = bound(args, kwargs)
        except TypeError:  # too many or too few: Python says so itself
            return function(*args, **kwargs)
        for name, hint in _hints(function).items():
            if name in given and not (type(given[name]) is hint is str or _fits(given[name], hint)):
                raise InputError(f"{function.__name__}: {name} must be {_called(hint)}; got {shown(given[name])}")
        try:
            return function(*args, **kwargs)
        except (KeyError, AttributeError) as problem:
            missing = _column(problem, given)
            if missing is None:
                raise
            raise InputError(
                f"{function.__name__}: the table has no {missing}; give the table that {function.__name__} is documented for"
            ) from problem

    return entered


def _binding(signature: inspect.Signature) -> Callable[[tuple, dict], Mapping[str, Any]]:
    """(args, kwargs) → parameter → what is given; of what is given by place alone without the round that Python takes."""
    parameters = list(signature.parameters.values())
    names = [one.name for one in parameters]
    needed = sum(one.default is one.empty for one in parameters)
    by_place = all(one.kind is one.POSITIONAL_OR_KEYWORD for one in parameters)

    def bound(args: tuple, kwargs: dict) -> Mapping[str, Any]:
        if by_place and not kwargs and needed <= len(args) <= len(names):
            return dict(zip(names, args, strict=False))
        return signature.bind(*args, **kwargs).arguments

    return bound


@cache
def _hints(function):
    """Parameter → its annotation, where that can be told."""
    told = {}
    for name, parameter in inspect.signature(function).parameters.items():
        hint = parameter.annotation
        if isinstance(hint, str):
            hint = vars(inspect.getmodule(function)).get(hint, hint)  # a class that is not loaded is known by its name
        if hint is not inspect.Parameter.empty and parameter.kind not in (
            parameter.VAR_POSITIONAL,
            parameter.VAR_KEYWORD,
        ):
            told[name] = hint
    return told


def _fits(given, hint):
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return any(_fits(given, one) for one in parts)
    if isinstance(hint, str):
        return not hint.isidentifier() or hint in (one.__name__ for one in type(given).__mro__)
    if hint in (None, types.NoneType):
        return given is None
    if hint is Any:
        return True
    if hint in (int, float):
        return is_number(given)
    if isinstance(hint, type) and origin is None:
        return hint is object or hint.__module__ == "numpy" or isinstance(given, hint)
    if origin is Callable:
        return callable(given)
    if not isinstance(origin, type):
        return True
    if (
        not isinstance(given, origin) or getattr(given, "shape", True) == ()
    ):  # an array without a dimension holds nothing
        return False
    if issubclass(origin, Mapping):
        return len(parts) != 2 or all(_fits(key, parts[0]) and _fits(one, parts[1]) for key, one in given.items())
    if origin is tuple and Ellipsis not in parts:
        return len(given) == len(parts) and all(map(_fits, given, parts))
    if (
        not issubclass(origin, Iterable) or not parts or not isinstance(given, Collection)
    ):  # what is read once is not looked at
        return True
    return all(_fits(one, parts[0]) for one in ([""] if isinstance(given, str) else given))


def _called(hint):
    """What an annotation asks for, in words."""
    if get_origin(hint) in (Union, types.UnionType):
        return " or ".join(
            dict.fromkeys(_called(one) for one in get_args(hint) if not (one is str and Path in get_args(hint)))
        )
    if get_origin(hint) is Callable:
        return "a function"
    if get_origin(hint) is not None:
        several = f"{get_origin(hint).__name__.lower()}"
        inner = [_called(one) for one in get_args(hint) if one is not Ellipsis and not isinstance(one, TypeVar)]
        return f"a {several} of {' and '.join(inner)}" if inner else f"a {several}"
    if isinstance(hint, str):
        return MADE_BY.get(hint, f"a {hint}")
    if hint in (None, types.NoneType):
        return "None"
    plain = {str: "a text", int: "a number", float: "a number", bool: "True or False"}
    return plain.get(hint) or MADE_BY.get(getattr(hint, "__name__", "")) or f"a {getattr(hint, '__name__', hint)}"


def _column(problem, given):
    """What a table among the arguments lacks, in words; None where the error is of something else."""
    tables = [one for one in given.values() if hasattr(one, "columns") and hasattr(one, "itertuples")]
    name = problem.args[0] if isinstance(problem, KeyError) and problem.args else getattr(problem, "name", None)
    if isinstance(problem, AttributeError):
        read = problem.obj
        if not any(read is table for table in tables) and type(read).__name__ not in ("DataFrame", "Pandas"):
            return None
    if not tables or not isinstance(name, str):
        return None
    if "[columns]" in name or "not in index" in name:
        return f"columns: {' '.join(name.split())}"
    return f"column {name!r}" if any(name not in table.columns for table in tables) else None
