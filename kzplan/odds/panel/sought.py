"""What it would take, for many series at once: the least demanding value whose report would make each target likely.

The search of :mod:`kzplan.odds.needed` for one case tries a whole range of values; here the place where the chance passes two
thirds is closed in on from the target, and the range is tried only where a target can be missed on either side or no value
near it is enough.
"""

from dataclasses import dataclass, replace

import numpy as np

from ...indicator import measure
from ...indicator.kind import Kind
from ..needed import FARTHEST, LIKELY, POINTS, SPREAD
from .asked import Asked
from .criteria import Criteria
from .groups import Group

ROUNDS = 40  # of closing in; the last digit is settled long before
SLOPE = 1.7  # of the log odds over a standard deviation
OVER = 1.4  # a first step goes a little beyond, so that what is sought lies between
BENT = 0.02  # how far a straight line may miss, of the square of what it spans
HALVED = 9  # every so many rounds what is left is halved
EIGHTY = 2.563  # standard deviations between the ends of an 80 % interval
SMALLEST = 0.02  # of the first step on the link scale
REFINED = 2  # rounds around the highest chance of a range


@dataclass
class _Sought:
    """The values that m series are supposed to report, as whole steps from 0.

    Parameters
    ----------
    group : with the year in question as the last one.
    step : between two values that can be reported, (m,): a unit of the last digit, or one event among as many births as so far.
    digits : of the values.
    whole : whether a step is an event.
    slope : of the log odds over the link scale, about.
    known : what is told of the classes.
    criteria, at : what is asked, and of when.
    """

    group: Group
    step: np.ndarray
    digits: np.ndarray
    whole: np.ndarray
    slope: np.ndarray
    known: dict[str, np.ndarray]
    criteria: Criteria
    at: float

    def values(self, steps: np.ndarray, rows: np.ndarray) -> np.ndarray:
        """Return what is reported at so many steps."""
        scale = 10.0 ** self.digits[rows]
        return np.rint(steps * self.step[rows] * scale) / scale

    def chances(self, steps: np.ndarray, rows: np.ndarray) -> np.ndarray:
        """Return the chances of some series, were so many steps reported."""
        some, x = self.group.take(rows), self.values(steps, rows)
        values, tops = some.values.copy(), some.tops.copy()
        values[:, -1] = x
        tops[:, -1] = np.where(self.whole[rows], x * some.bottoms[:, -1] / some.per, np.nan)
        told = {name: value[rows] for name, value in self.known.items()}
        forecast = replace(some, values=values, tops=tops).forecast(np.full(len(rows), self.at), **told)
        return forecast.chance_between(self.criteria.low[rows], self.criteria.high[rows])


def needed(
    group: Group,
    asked: Asked,
    known: dict[str, np.ndarray],
    criteria: Criteria,
    digits: np.ndarray,
    eighty: tuple[np.ndarray, np.ndarray],
) -> np.ndarray:
    """Return the value that, reported for ``asked.next``, would give each series a chance of two thirds, array (n,).

    Parameters
    ----------
    group, asked : the series, and what is asked of the panel.
    known : what they are told of their class.
    criteria : what meets each one's target.
    digits : decimals of their values; where there are none, of the value sought.
    eighty : ends of their 80 % intervals, which tell how fast the chance rises.

    Returns
    -------
    array : NaN where no value would, or where nothing is asked.
    """
    found = np.full(len(group.chosen), np.nan)
    rows = np.flatnonzero(criteria.known & (np.isfinite(criteria.low) | np.isfinite(criteria.high)))
    if asked.next is None or not len(rows):
        return found
    told = {name: value[rows] for name, value in known.items()}
    ends = tuple(one[rows] for one in eighty)
    sought = _supposing(group.take(rows), asked, told, criteria.take(rows), digits[rows], ends)
    steps = _closed_in(sought)
    solved = np.isfinite(steps)
    found[rows[solved]] = sought.values(steps, np.arange(len(rows)))[solved]
    return found


def _supposing(group, asked, known, criteria, digits, eighty):
    """The series with one more year, whose value is to be tried."""
    n, empty = len(group.chosen), bool(np.isnan(group.values).all())
    latest = np.full(n, np.nan) if empty else group.bottoms[:, -1]
    whole = (group.asked.kind is Kind.RATE) & (latest > 0) & (group.per > 0)
    column = {"years": float(asked.next), "values": np.nan, "tops": np.nan, "bottoms": np.where(whole, latest, np.nan)}
    kept = {name: getattr(group, name)[:, : 0 if empty else None] for name in column}
    joined = {name: np.column_stack([kept[name], np.broadcast_to(column[name], n)]) for name in column}
    step = np.where(whole, group.per / np.where(whole, latest, 1.0), 10.0**-digits)
    low, high = (measure.to_link(end, group.asked.kind) for end in eighty)
    with np.errstate(divide="ignore"):
        slope = SLOPE * EIGHTY / np.where(high > low, high - low, EIGHTY)
    return _Sought(replace(group, **joined), step, digits, whole, slope, known, criteria, float(asked.at))


def _ends(sought):
    """The bad end, the target and the good end of what can be reported, in steps; and which way is good."""
    low, high = sought.criteria.low, sought.criteria.high
    both = np.isfinite(low) & np.isfinite(high)
    values = sought.group.values
    latest = values[:, -2] if values.shape[1] > 1 else np.full(len(low), -np.inf)
    falls = np.where(both, latest > high, np.isfinite(high))  # from which side the values that are enough are come to
    goal = np.where(both, (low + high) / 2, np.where(np.isfinite(low), low, high))
    if sought.group.asked.kind is Kind.PROPORTION:
        floor, top = np.zeros(len(low)), np.full(len(low), 100.0)
    else:
        reach = np.exp(FARTHEST)
        middle = np.maximum(goal, sought.step)
        floor, top = np.where(sought.whole, 0.0, np.maximum(middle / reach, sought.step)), middle * reach
    ceiling = np.broadcast_to(getattr(sought.group.parameters, "ceiling", np.inf), len(low))
    top = np.minimum(top, ceiling - sought.step)
    first, last = np.rint(floor / sought.step), np.rint(top / sought.step)
    near = np.clip(np.rint(goal / sought.step), first, last)
    return np.where(falls, last, first), near, np.where(falls, first, last), np.where(falls, -1.0, 1.0), both


@dataclass
class _Bracket:
    """What is known of m searches, each array (m,): steps and scores of the nearest tried on either side; NaN where none was.

    Parameters
    ----------
    bad, good : ends of what can be tried; ``way`` +1 where more steps are better, −1 where fewer are.
    short, enough : nearest that is not enough, and that is.
    short_score, enough_score : how far their chances lie beyond the one asked for.
    """

    bad: np.ndarray
    good: np.ndarray
    way: np.ndarray
    short: np.ndarray
    enough: np.ndarray
    short_score: np.ndarray
    enough_score: np.ndarray

    def learn(self, rows: np.ndarray, tried: np.ndarray, score: np.ndarray) -> np.ndarray:
        """Take note of what was tried; return which searches go on. NaN scores end one without a result."""
        sure = score >= 0
        self.enough[rows[sure]], self.enough_score[rows[sure]] = tried[sure], score[sure]
        self.short[rows[~sure]], self.short_score[rows[~sure]] = tried[~sure], score[~sure]
        ended = (tried == np.where(sure, self.bad[rows], self.good[rows])) | np.isnan(score)
        return ~ended & ~(np.abs(self.enough[rows] - self.short[rows]) <= 1)

    def next(self, rows: np.ndarray, turn: int, sought: _Sought) -> np.ndarray:
        """Return what to try next: where a straight line on the link scale is enough, or farther out."""
        short, enough, way = self.short[rows], self.enough[rows], self.way[rows]
        one, other = self.short_score[rows], self.enough_score[rows]
        between = np.isfinite(short) & np.isfinite(enough)
        start = np.where(np.isfinite(short), short, enough)
        u, score = _scale(start, rows, sought), np.where(np.isfinite(short), one, other)
        with np.errstate(invalid="ignore", divide="ignore"):
            share = 0.5 if turn % HALVED == HALVED - 1 else -one / (other - one)
            width = _scale(enough, rows, sought) - u
            # a little towards the middle, beyond what a straight line can miss: both ends come closer
            inside = u + width * (share + np.sign(0.5 - share) * np.minimum(BENT * np.abs(width), np.abs(0.5 - share)))
        beyond = u - way * OVER * 2.0 ** (turn // 2) * (score / sought.slope[rows] + np.sign(score) * SMALLEST)
        real = _back(np.where(between, inside, beyond), rows, sought)
        steps = np.where(way > 0, np.ceil(real), np.floor(real))
        # at least one step on, within the ends; between two, within them
        on = start + np.where(score < 0, way, -way)
        first, last = np.where(between, short + way, self.bad[rows]), np.where(between, enough - way, self.good[rows])
        steps = np.where(between | ((steps - on) * (on - start) >= 0), steps, on)
        return np.clip(steps, np.minimum(first, last), np.maximum(first, last))


def _closed_in(sought):
    """The first whole number of steps that is enough, coming from the bad end, (m,); NaN where none is."""
    bad, near, good, way, both = _ends(sought)
    none = np.full(len(near), np.nan)
    known = _Bracket(bad, good, way, *(none.copy() for _ in range(4)))
    _search(known, np.flatnonzero(~both), near, sought)
    lost = both | (np.isnan(known.enough) & ~np.isnan(known.short_score))
    rows = np.flatnonzero(lost)
    if len(rows):
        rows = rows[_ranged(known, rows, near[rows], sought)]
        _search(known, rows, known.next(rows, 0, sought), sought)
    return known.enough


def _search(known, left, tried, sought):
    """Close in on where the chance is enough, for the searches in ``left``; ``tried`` holds what each tries first, or all of them."""
    tried = tried if len(tried) == len(left) else tried[left]
    for turn in range(ROUNDS):
        if not len(left):
            break
        on = known.learn(left, tried, _score(sought.chances(tried, left)))
        left = left[on]
        tried = known.next(left, turn, sought)


def _ranged(known, rows, near, sought):
    """Try the whole range, most of it near the target; return which searches have found something to close in on."""
    u, (first, last) = _scale(near, rows, sought), (_scale(one[rows], rows, sought) for one in (known.bad, known.good))
    share = SPREAD[None, :]
    from_bad = np.where(share < 0, u[:, None] + (u - first)[:, None] * share, u[:, None] + (last - u)[:, None] * share)
    tried = np.rint(np.column_stack([_back(from_bad[:, i], rows, sought) for i in range(POINTS)]))
    tried[:, 0], tried[:, -1] = known.bad[rows], known.good[rows]
    found = np.zeros(len(rows), bool)
    for _ in range(1 + REFINED):
        left = np.flatnonzero(~found)
        if not len(left):
            break
        every = np.repeat(rows[left], tried.shape[1])
        score = _score(sought.chances(tried[left].ravel(), every)).reshape(len(left), -1)
        sure = score >= 0
        at = np.where(sure.any(axis=1), sure.argmax(axis=1), np.nan_to_num(score, nan=-np.inf).argmax(axis=1))
        here, before = np.arange(len(left)), np.maximum(at - 1, 0)
        some = sure.any(axis=1)
        own = rows[left[some]]
        known.enough[own], known.enough_score[own] = tried[left, at][some], score[here, at][some]
        known.short[own], known.short_score[own] = tried[left, before][some], score[here, before][some]
        found[left[some]] = True
        after = np.minimum(at + 1, tried.shape[1] - 1)
        narrow = np.linspace(tried[left, before], tried[left, after], POINTS // 2, axis=1)
        tried = np.zeros((len(rows), narrow.shape[1]))
        tried[left] = np.rint(narrow)
    return found & (np.abs(known.enough[rows] - known.short[rows]) > 1)


def _scale(steps, rows, sought):
    """Steps on the link scale; of nothing as far as half a step from it."""
    x, step = steps * sought.step[rows], sought.step[rows]
    if sought.group.asked.kind is Kind.PROPORTION:
        return measure.to_link(np.clip(x, 0, 100), Kind.PROPORTION)
    return np.log(x + step / 2)


def _back(u, rows, sought):
    step = sought.step[rows]
    if sought.group.asked.kind is Kind.PROPORTION:
        return measure.from_link(u, Kind.PROPORTION) / step
    return np.exp(u) / step - 0.5


def _score(p):
    """How far a chance lies beyond the one asked for, in log odds."""
    inside = np.clip(p, 1e-9, 1 - 1e-9)
    return np.log(inside / (1 - inside)) - np.log(LIKELY / (1 - LIKELY))
