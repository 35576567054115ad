"""Judge progress by a method: its statistic, its cuts, its words."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from ..indicator.arrays import together
from ..words.both import Both
from ..words.errors import InputError
from ..words.given import instance, is_number, shown
from . import cautions
from .change import BASE_YEAR, CURRENT_YEAR, FINAL_YEAR, Change, Numbers, change_of
from .profile import Profile
from .profile import profile as chosen

ROUNDING = 1e-9  # a value that is a cut but for the last digits of its arithmetic counts as the cut
UNJUDGED = Both("cannot be judged", "无法评价")
NEEDS = {"target": "it judges progress towards one", "limit": "it works on a logit scale; 100 for percentages"}


@dataclass(frozen=True)
class Assessment:
    """What a method says of one series.

    Parameters
    ----------
    profile : name of the method.
    value : its statistic; NaN where there is none.
    score : its score, where it has one; NaN otherwise.
    verdict : its own word, as it publishes it.
    zh, en : the word as readers see it.
    on_track : whether that says the target will be, or is, met; None where it cannot judge.
    also : other figures of the method by name, as the rate that is required.
    cautions : names of what the verdict does not tell; see :func:`kzplan.progress.cautions.explain`.

    >>> found = evaluate("eurostat", 2015, 60, 2020, 70, target=90, target_year=2030, direction="up")
    >>> found.verdict, found.on_track
    ('significant_progress', True)
    """

    profile: str
    value: float
    score: float
    verdict: str
    zh: str
    en: str
    on_track: bool | None
    also: dict = field(default_factory=dict)
    cautions: tuple = ()


def evaluate(
    profile: str | Profile,
    x0: float,
    y0: float,
    x1: float,
    y1: float,
    target: float | None = None,
    target_year: float | None = None,
    direction: str = "up",
    limit: float | None = None,
) -> Assessment:
    """Judge one series by a published method, exactly as it is published.

    Parameters
    ----------
    profile : "canada", "eurostat", "un2023", "escap_current", "escap_anticipated", "sdsn", "cn_level",
        "cn_schedule", "aarr", "arr", or a :class:`~kzplan.progress.profile.Profile` of your own.
    x0, y0, x1, y1 : first year and value, latest year and value.
    target, target_year : None: no target; no target year: the last of the 2030 Agenda, which the methods are made for.
    direction : "up" or "down", the good direction.
    limit : natural limit in the values' unit (100 for percentages); the scale of ESCAP's logit.

    Returns
    -------
    Assessment

    Raises
    ------
    InputError : an unknown method or direction, years out of order, a method that needs a target or a
        limit and has none, values that are not finite.

    Notes
    -----
    Formulas and sources stand with each profile (``profiles.csv``) and statistic.

    >>> a = evaluate("canada", 2015, 14.5, 2023, 10.2, 7.25, 2030, "down")
    >>> round(a.value, 6), a.verdict, round(a.score, 5)
    (0.95259, 'substantial_progress', 2.51856)
    >>> evaluate("escap_anticipated", 2008, 24.3, 2014, 16.6, 5, 2030, "down", limit=100).verdict
    'Will meet target'
    """
    method = chosen(profile)
    given = {"x0": x0, "y0": y0, "x1": x1, "y1": y1, "target": target, "target_year": target_year, "limit": limit}
    if not isinstance(direction, str):
        raise InputError(f"direction must be 'up' or 'down', got {shown(direction)}")
    change = change_of(**_numbers(method, given), direction=direction)
    row = _judge(method, change).iloc[0]
    also = {statistic.__name__: float(statistic(change)[0]) for statistic in method.also}
    on_track = None if pd.isna(row["on_track"]) else bool(row["on_track"])
    found = tuple(name for name, applies in cautions.apply(change, on_track).items() if applies[0])
    return Assessment(
        method.name,
        float(row["value"]),
        float(row["score"]),
        row["verdict"],
        row["zh"],
        row["en"],
        on_track,
        also,
        found,
    )


def judge(
    profile: str | Profile,
    x0: Numbers,
    y0: Numbers,
    x1: Numbers,
    y1: Numbers,
    target: Numbers = None,
    target_year: Numbers = None,
    direction: str | Sequence[str] | np.ndarray = "up",
    limit: Numbers = None,
) -> pd.DataFrame:
    """Judge n series at once.

    Parameters
    ----------
    profile : name of a method, or a :class:`~kzplan.progress.profile.Profile`.
    x0, y0, x1, y1 : year and value of the base and of the latest figure, numbers or arrays (n,); NaN where there is none.
    target, target_year : number to reach and when, as numbers or arrays (n,); None or NaN for a series without.
    direction : the good direction, "up" or "down", one or n of them.
    limit : natural limit of the indicator, for methods that need one.

    Returns
    -------
    DataFrame
        One row a series: ``value, score, verdict, zh, en, on_track``; a series that the method cannot
        judge has NaN and the method's word for that, and ``on_track`` is missing.

    >>> judge("sdsn", 2010, [22, 22], 2020, [12, 21], 8, 2030, "down")["verdict"].tolist()
    ['on track', 'stagnating']
    """
    return _judge(chosen(profile), change_of(x0, y0, x1, y1, target, target_year, direction, limit))


def on_track(profile: str | Profile, change: Change) -> np.ndarray:
    """Return whether a method says that the target will be, or is, met: array (n,) of 1, 0 and NaN where it cannot judge.

    Parameters
    ----------
    profile : a method, or its name.
    change : n series, as :func:`kzplan.progress.change.change_of` returns them.

    >>> on_track("sdsn", change_of(2010, [22, 22], 2020, [12, 21], 8, 2030, "down")).tolist()
    [1.0, 0.0]
    """
    method = chosen(profile)
    change = instance("change", change, Change, "what kzplan.progress.change.change_of() returns")
    told = [float(verdict.on_track) for verdict in method.verdicts]
    return np.array([*told, np.nan])[_judged(method, _with_stand_in(method, change))[-1]]  # position −1: no verdict


def lacking(profile: str | Profile, target: float | None = None, limit: float | None = None) -> tuple[str, ...]:
    """Return what a method needs and is not given: names out of "target" and "limit".

    Parameters
    ----------
    profile : name of a method, or a :class:`~kzplan.progress.profile.Profile`.
    target, limit : as for :func:`evaluate`; None where there is none.

    >>> lacking("escap_current", target=5)
    ('limit',)
    """
    method = chosen(profile)
    limited = limit is not None and _finite("limit", limit) != 0
    found = {"target": target is None and method.value_without is None, "limit": method.on_logit and not limited}
    return tuple(name for name, missing in found.items() if missing)


def _numbers(method, given):
    """The numbers of one series as floats, None where there is none; each fault is told by its name."""
    numbers = {}
    for name, value in given.items():
        if value is None and name in ("x0", "y0", "x1", "y1"):
            raise InputError(f"{name} is missing: a method compares two values; an unknown one cannot be judged")
        number = _finite(name, value) if value is not None else None
        numbers[name] = number
    for name in lacking(method, numbers["target"], numbers["limit"]):
        raise InputError(f"{method.name} needs a {name}: {NEEDS[name]}")
    beyond = [numbers[name] for name in ("y0", "y1") if method.on_logit and not 0 <= numbers[name] <= numbers["limit"]]
    if beyond:
        raise InputError(
            f"{method.name} works on a logit scale: {beyond[0]:g} does not lie from 0 to the limit {numbers['limit']:g}"
        )
    if method.on_logit and numbers["target_year"] not in (None, FINAL_YEAR):
        years = f"{BASE_YEAR}, {CURRENT_YEAR} and {FINAL_YEAR}"
        raise InputError(f"{method.name} is tied to {years}: it has no target_year {numbers['target_year']:g}")
    return numbers


def _finite(name, value):
    number = float(value) if is_number(value) or (isinstance(value, Decimal) and not value.is_snan()) else np.nan
    if not np.isfinite(number):
        raise InputError(f"{name} must be a finite number, got {shown(value)}")
    return number


def _judge(method, change):
    return _worded(method, *_found(method, change))


def _found(method, change):
    """Which series have a target, the statistic, the score and the verdict's position, arrays (n,)."""
    change = _with_stand_in(method, change)
    aimed, value, positions = _judged(method, change)
    return aimed, value, _either(aimed, method.score_to_target, method.score_without, change), positions


def _with_stand_in(method, change):
    """What the method sees of the series: some put a small number in place of 0."""
    if method.zero_stand_in is None:
        return change
    y0, target = (np.where(x == 0, method.zero_stand_in, x) for x in (change.y0, change.target))
    return replace(change, y0=y0, target=target)


def _judged(method, change):
    """Which series have a target, the statistic and the verdict's position, arrays (n,)."""
    aimed = np.isfinite(change.target)
    value = judged = _either(aimed, method.value_to_target, method.value_without, change)
    if method.judged_to_target:
        judged = np.where(aimed, method.judged_to_target(change), value)
    if method.cuts_shrink is not None:
        judged = np.where(aimed, judged, _over_room(judged, method.cuts_shrink(change)))
    return aimed, value, _positions(method, aimed, aimed & change.met, judged)


def _over_room(judged, left):
    """A statistic over what is left to a natural limit, in place of cuts that shrink as it nears."""
    held = np.where(judged >= 0, np.inf, -np.inf)  # at the limit, whatever is not lost is as good as can be
    with np.errstate(all="ignore"):
        return np.where(left == 0, held, judged / left)


def _positions(method, aimed, met, judged):
    """Position of each series' verdict among the method's; −1 where it has none."""
    found = np.full(len(judged), -1)
    for i in range(len(method.verdicts) - 1, -1, -1):  # from the lowest up, so that the highest that holds stays
        verdict = method.verdicts[i]
        if verdict.least is None:
            continue
        above = judged > verdict.least + ROUNDING if verdict.strict else judged >= verdict.least - ROUNDING
        found = np.where((aimed == (verdict.basis == "target")) & above, i, found)
    of_met = [i for i, v in enumerate(method.verdicts) if (v.basis, v.verdict) == ("target", method.when_met)]
    return np.where(met, of_met[0], found) if of_met else found


def _either(aimed, to_target, without, change):
    """One statistic where there is a target and another where there is none."""
    nothing = np.full(len(aimed), np.nan)
    return np.where(aimed, to_target(change) if to_target else nothing, without(change) if without else nothing)


def _worded(method, aimed, value, score, positions):
    known = [method.verdicts[i] if i >= 0 else None for i in positions]
    applies = aimed | (method.value_without is not None)
    unknown = np.where(applies, method.when_unknown, "").tolist()  # blank: does not apply
    return pd.DataFrame(
        {
            "value": value,
            "score": score,
            "verdict": [v.verdict if v else word for v, word in zip(known, unknown, strict=True)],
            "zh": [v.zh if v else UNJUDGED.zh for v in known],
            "en": [v.en if v else UNJUDGED.en for v in known],
            "on_track": pd.array([v.on_track if v else pd.NA for v in known], dtype="boolean"),
        }
    )


def sdsn_score(value: ArrayLike, worst: ArrayLike, best: ArrayLike) -> float | np.ndarray:
    """Return SDSN's score from 0 (worst) to 100 (best).

    Parameters
    ----------
    value : what is scored, in the indicator's unit, a number or an array of any shape.
    worst, best : what scores 0 and 100, in the same unit, numbers or arrays of that shape.

    Raises
    ------
    InputError : no numbers, or ``worst`` and ``best`` that do not differ.

    Notes
    -----
    100·clip((y − worst)/(best − worst), 0, 1): SDG Index 2018, methodology section 1.5.3. Maternal
    mortality in Afghanistan, 396 between 814 and 3.4:

    >>> round(sdsn_score(396, 814, 3.4), 4)
    51.5667
    """
    y, low, high = together(value=value, worst=worst, best=best)
    if not (np.isfinite(low) & np.isfinite(high) & (low != high)).all():
        raise InputError("worst and best must be finite and differ")
    score = 100 * np.clip((y - low) / (high - low), 0, 1)
    return float(score) if score.ndim == 0 else score
