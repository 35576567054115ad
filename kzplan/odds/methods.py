"""A plan's targets as the published methods see them: two values, a number to reach, a direction."""

import math

import numpy as np
import pandas as pd

from ..indicator.kind import Direction, Kind
from ..progress.change import DIRECTIONS, change_of
from ..progress.engine import Assessment, evaluate, judge, on_track
from ..progress.profile import profiles
from .case import Case

WORDS_ALONE = ("better", "better every year")  # forms that name no number


def inputs_of(case: Case) -> dict | None:
    """Return what the methods need of a :class:`~kzplan.odds.case.Case`, as a dict, or None where they do not apply.

    Notes
    -----
    They need two comparable values, a good direction, and a number to reach; for targets in words (提高, 降低)
    the methods without a target apply. Of 左右 they see the number alone.
    """
    first, latest, good = case.first, case.latest, case.target.direction
    goal = _goal(case)
    if not case.comparable or first is None or latest is None or good not in DIRECTIONS or goal is None:
        return None
    limit = {Kind.PROPORTION: 100.0, Kind.RATE: case.multiplier or math.nan}.get(case.kind, math.nan)
    return {
        "code": case.code,
        "x0": first.year,
        "y0": first.value,
        "x1": latest.year,
        "y1": latest.value,
        "target": goal,
        "target_year": case.at,
        "direction": str(good),
        "limit": limit,
    }


def evaluate_case(profile: str, case: Case) -> Assessment | None:
    """Return what a method says of a case as an :class:`~kzplan.progress.engine.Assessment`, or None where none applies."""
    given = inputs_of(case)
    if given is None:
        return None
    return evaluate(profile, **{name: value for name, value in given.items() if name != "code" and value == value})


def _goal(case):
    """The number to reach, NaN for a target in words, None where there is neither."""
    if case.rule.form in WORDS_ALONE:
        return math.nan
    if case.criterion is None:
        return None
    if case.rule.form == "about":
        return case.rule.value
    end = case.criterion.low if case.target.direction is Direction.UP else case.criterion.high
    return end if math.isfinite(end) else None


def verdicts_of(cases: list[Case]) -> pd.DataFrame:
    """Return every method's verdict on each case it applies to.

    Returns
    -------
    DataFrame
        ``code, profile, value, score, verdict, zh, en, on_track``, one row a target and method.
    """
    given = pd.DataFrame([found for found in map(inputs_of, cases) if found])
    if not len(given):
        return pd.DataFrame(columns=["code", "profile", "value", "score", "verdict", "zh", "en", "on_track"])
    arrays = {name: given[name].to_numpy() for name in given.columns if name != "code"}
    parts = [judge(name, **arrays).assign(code=given["code"], profile=name) for name in profiles()]
    table = pd.concat(parts, ignore_index=True)
    return table[["code", "profile", "value", "score", "verdict", "zh", "en", "on_track"]]


def tally(cases: list[Case]) -> list[str]:
    """Return how many methods say "on track", of those that apply: "3 of 8" a case, blank where none applies."""
    given = {i: found for i, case in enumerate(cases) if (found := inputs_of(case))}
    if not given:
        return [""] * len(cases)
    arrays = {name: [found[name] for found in given.values()] for name in next(iter(given.values())) if name != "code"}
    change = change_of(**arrays)
    said = np.array([on_track(profile, change) for profile in profiles().values() if profile.counted])
    yes, n = np.nansum(said, axis=0), np.isfinite(said).sum(axis=0)
    words = {code: f"{int(a)} of {b}" for code, a, b in zip(given, yes, n, strict=True) if b}
    return [words.get(i, "") for i in range(len(cases))]
