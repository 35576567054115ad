"""How many published methods say that a series is on track, for many at once; see :mod:`kzplan.odds.methods`."""

import numpy as np

from ...indicator.kind import Kind
from ...progress.change import DIRECTIONS, change_of
from ...progress.engine import on_track
from ...progress.profile import profiles
from ..methods import WORDS_ALONE
from .asked import Asked
from .block import Block
from .criteria import Criteria


def tally(block: Block, asked: Asked, criteria: Criteria) -> tuple[np.ndarray, list[str]]:
    """Return "3 of 8" of each series, as (numbers among some words, the words); blank where no method applies."""
    of = lambda test: np.array([test(one) for one in asked.questions])[block.question]  # noqa: E731
    goal, named = _goals(asked, criteria, of)
    rows = np.flatnonzero((block.count > 1) & named & of(lambda one: str(one.direction) in DIRECTIONS))
    found = np.zeros(len(block), np.intp)
    if not len(rows):
        return found, [""]
    ends = {
        f"{of_what}{i}": block.end(getattr(block, name), bool(i))[rows]
        for i in (0, 1)
        for of_what, name in (("x", "year"), ("y", "value"))
    }
    limit = of(lambda one: {Kind.PROPORTION: 100.0, Kind.RATE: float(one.per or np.nan)}.get(one.kind, np.nan))
    at = np.full(len(rows), float(asked.at))
    change = change_of(
        **ends, target=goal[rows], target_year=at, direction=of(lambda one: str(one.direction))[rows], limit=limit[rows]
    )
    said = np.array([on_track(profile, change) for profile in profiles().values() if profile.counted])
    yes, n = np.nansum(said, axis=0).astype(np.intp), np.isfinite(said).sum(axis=0)
    most = len(said) + 1
    told = yes * most + n
    known = np.unique(np.append(0, told))
    found[rows] = np.searchsorted(known, told)
    return found, ["" if not one % most else f"{one // most} of {one % most}" for one in known.tolist()]


def _goals(asked, criteria, of):
    """The number each series is to reach, NaN for a target in words; and whether there is either."""
    up, about = of(lambda one: str(one.direction) == "up"), of(lambda one: one.rule.form == "about")
    end = np.where(up, criteria.low, criteria.high)
    goal = np.where(about, of(lambda one: float(one.rule.value or np.nan)), end)
    in_words = of(lambda one: one.rule.form in WORDS_ALONE)
    return np.where(in_words, np.nan, goal), in_words | criteria.known & np.isfinite(goal)
