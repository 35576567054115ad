"""What an assessment rests on and a user may change in one line."""

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from pathlib import Path

from .. import model
from ..model.prepare import WIDEST
from ..plan.period import Period
from ..words import given as said
from ..words.errors import InputError

FASTEST = 0.5  # per year on the link scale; no class of places moves faster
NUMBERS = ("at", "damping", "births", "base_year", "tolerance")  # assumptions that are numbers
YEARS = ("at", "base_year")
KINDS = {
    "parameters": (str | Path | model.LevelDrift | model.Parameters | None, "the name of a set, a path or a set"),
    "reference_class": (bool | None, "True or False"),
    "conventions": (bool | None, "True or False"),
    "target": (str | None, "a text, such as ＜8"),
}
BY_CODE = ("reference_change", "reference_places", "reference_spread")  # assumptions that may be a dict
FARTHEST = 30  # years after the plan's last that a target year may lie
MOST_BIRTHS = 1_000_000_000  # a year; more than the world has


@dataclass(frozen=True)
class Assumptions:
    """What an assessment rests on and a user may change in one line.

    Parameters
    ----------
    at : target year; None: the plan's last.
    parameters : name of a parameter set, path of one that ``kzplan calibrate`` wrote, a set's row, or None
        for the one that ships.
    damping : share of a series' own past change that goes on, in place of the set's φ; where there is one value, nothing changes.
    births : live births expected in the target year; None: from the registers (assumption A1).
    reference_class : whether the nation's change in the nearest years enters, where it is known, and the values of the
        area around; never with the reference set.
    reference_change : a reference class's change per year on the link scale (about −0.05 for a rate that
        falls by 5 % a year), in place of the nation's; or a dict of it by target code.
    reference_places : how many places the class counts as, or a dict by target code; None: it is the area the place lies
        inside, which counts as ten.
    reference_spread : how widely the class's places parted, over what the set lets expect (1: as widely), from 0 to 100, or a dict by
        target code; None: it is not known.
    base_year : first year used; earlier values are left out.
    target : a target in the plan's own forms, in place of the printed one.
    tolerance : half-width of 左右, in points.
    conventions : True judges 保持合理比例, 得到控制 and 巩固提高 by ``data/conventions.csv``.
    """

    at: int | None = None
    parameters: str | model.LevelDrift | model.Parameters | None = None
    damping: float | None = None
    births: float | None = None
    reference_class: bool = True
    reference_change: float | dict | None = None
    reference_places: float | dict | None = None
    reference_spread: float | dict | None = None
    base_year: int | None = None
    target: str | None = None
    tolerance: float | None = None
    conventions: bool = False

    def of_code(self, name: str, code: str) -> float | None:
        """Return what they give for one target: one of those in ``BY_CODE``, which may be dicts by code."""
        told = getattr(self, name)
        told = told.get(code) if isinstance(told, dict) else told
        return None if told is None else float(told)


def takes_assumptions(function: Callable) -> Callable:
    """Show the fields of :class:`Assumptions` in a function's signature in place of ``**assumptions``, so that they complete."""
    shown = inspect.signature(function)
    own = [one for one in shown.parameters.values() if one.kind is not inspect.Parameter.VAR_KEYWORD]
    kind = inspect.Parameter.KEYWORD_ONLY
    named = [inspect.Parameter(one.name, kind, default=one.default, annotation=one.type) for one in fields(Assumptions)]
    function.__signature__ = shown.replace(parameters=[*own, *named])  # type: ignore[attr-defined]
    return function


def known(given: dict) -> dict:
    """Return keyword arguments as they are, years as whole numbers, where each is an assumption and numbers are numbers.

    Parameters
    ----------
    given : name → value.

    Raises
    ------
    InputError : an assumption that does not exist, or text where a number belongs.

    >>> known({"at": 2035.0})
    {'at': 2035}
    """
    names = dict.fromkeys(field.name for field in fields(Assumptions))
    stray = [name for name in given if name not in names]
    if stray:
        raise InputError(f"no assumption {said.shown(stray[0])}; there are {', '.join(names)}")
    plain = {name: said.number(name, given[name]) for name in NUMBERS if given.get(name) is not None}
    for name, (kinds, expected) in KINDS.items():
        if not isinstance(given.get(name), kinds):
            raise InputError(f"{name} must be {expected}; got {said.shown(given[name])}")
    years = {name: said.whole(name, plain[name], "a whole year") for name in YEARS if name in plain}
    return {**given, **plain, **years}


def refuse_stray(given: dict, codes: Iterable[str]) -> None:
    """Refuse assumptions by code for a code that is not there: they would be passed over without a word.

    Parameters
    ----------
    given : name → value.
    codes : of the targets or series there are.

    Raises
    ------
    InputError : naming the first.

    >>> refuse_stray({"reference_change": {"W03": -0.05}}, ["W03"])
    """
    for name in BY_CODE:
        told = given.get(name)
        stray = [code for code in told if code not in codes] if isinstance(told, dict) else []
        if stray:
            raise InputError(f"{name} of {said.shown(stray[0])}, which is no target or series here")


def checked(given: dict, period: Period) -> Assumptions:
    """Return the assumptions that keyword arguments give.

    Parameters
    ----------
    given : name → value, fields of :class:`Assumptions`.
    period : the plan's years.

    Raises
    ------
    InputError : an assumption that does not exist or is out of range.

    >>> checked({"damping": 0.5}, Period(2010, 2020, 2021, 2030, 2025)).damping
    0.5
    """
    chosen = Assumptions(**known(given))
    if chosen.births is not None and not 1 <= chosen.births <= MOST_BIRTHS:
        raise InputError(f"births must be a number of live births, from 1 to {MOST_BIRTHS:,}; got {chosen.births!r}")
    if chosen.target is not None and not str.strip(chosen.target):
        raise InputError(
            "target is blank; write it as a plan does, such as ＜8 or ≥95, or leave it out for the plan's own"
        )
    changes = chosen.reference_change
    for change in changes.values() if isinstance(changes, dict) else [changes]:
        if change is not None and not (said.is_number(change) and abs(change) <= FASTEST):
            raise InputError(
                f"reference_change is the change per year on the link scale, from {-FASTEST} to {FASTEST} (−0.05 for a rate "
                f"that falls by 5 % a year); got {said.shown(chosen.reference_change)}"
            )
    places = chosen.reference_places
    for number in places.values() if isinstance(places, dict) else [places]:
        if number is not None and not (said.is_number(number) and number >= 0):
            raise InputError(f"reference_places must be a number of places; got {said.shown(places)}")
    spread = chosen.reference_spread
    for number in spread.values() if isinstance(spread, dict) else [spread]:
        if number is not None and not (said.is_number(number) and 0 <= number <= WIDEST):
            raise InputError(
                f"reference_spread must lie between 0 and {WIDEST:g} (1: as widely as the set lets expect); got {said.shown(spread)}"
            )
    if chosen.damping is not None and not 0 <= chosen.damping <= 1.5:
        raise InputError(f"damping must lie between 0 (no trend) and 1.5 (1: undamped); got {chosen.damping!r}")
    if chosen.tolerance is not None and not chosen.tolerance >= 0:
        raise InputError(f"tolerance must not be negative; got {chosen.tolerance!r}")
    if chosen.at is not None and not period.first <= chosen.at <= period.last + FARTHEST:
        raise InputError(f"at must be a year from {period.first} to {period.last + FARTHEST}; got {chosen.at!r}")
    return chosen
