"""What it would take: the value that, reported for a year, would make reaching the target likely."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from ..indicator import counts, measure
from ..indicator.frame import SeriesSet
from ..indicator.kind import Kind
from ..indicator.series import DECIMALS, Series
from ..indicator.target import Criterion
from ..plan.plan import Plan
from ..words import given
from ..words.errors import Refusal
from .asked import cases_asked, need_a_target
from .assumptions import takes_assumptions
from .batch import run
from .case import Case

LIKELY = 2 / 3  # the chance asked for unless another is
POINTS = 32  # values tried at once; each round parts what is left in about as many
CROWDED, FARTHEST = (
    5.0,
    3.0,
)  # how much closer the first ones lie near the target; how far they go, in natural logarithms
SPREAD = np.sinh(CROWDED * np.linspace(-1, 1, POINTS)) / np.sinh(CROWDED)
SMALL = 0.005  # differences of a highest chance that are not followed
CODE = "the code of a target or the name of a series (targets of series go by name: targets={'anc': '≥95'})"
COLUMNS = ["code", "year", "needed", "unit", "chance", "best_chance", "events_allowed"]


@takes_assumptions
def needed(
    of: Plan | Series | SeriesSet,
    code: str | None = None,
    *,
    year: int | None = None,
    chance: float = LIKELY,
    targets: str | Mapping[str, str] | None = None,
    **assumptions: Any,
) -> pd.DataFrame:
    """Return the values that, reported for a year, would make reaching the targets likely.

    Parameters
    ----------
    of : a loaded :class:`~kzplan.plan.plan.Plan`, or series that :func:`kzplan.series` made.
    code : one target of the plan by code, id or name, or one of the series; None: all.
    year : the year that a value is reported for, at most the target year; None: the one asked for next (:attr:`~kzplan.odds.case.Case.next_year`).
    chance : of the true value meeting the target in the target year, between 0 and 1.
    targets : of series of one's own, as for :func:`kzplan.outlook`; ``target`` is taken as well.
    **assumptions : fields of :class:`~kzplan.odds.assumptions.Assumptions`; of series of one's own ``at`` is ten years after the
        last value where it is not given.

    Returns
    -------
    DataFrame
        One row a target: ``code``, ``year``; ``needed``, the least demanding value that gives ``chance``, in ``unit``, with as many
        digits as the indicator is printed with; ``chance`` as asked; ``best_chance``, the highest that any value of that year
        would give; ``events_allowed``, of a rate on births the most events that ``needed`` allows. ``needed`` is empty where no
        value gives the chance, and ``best_chance`` too where the target is no number. Its ``attrs`` tell the target year as ``at``.

    Raises
    ------
    Refusal : a year after the target year, or one that every value asked of is known of already.
    InputError : a chance that is none, an assumption that is out of range, series of one's own without any target.

    Notes
    -----
    The model is run with each candidate as :func:`kzplan.project` runs it with ``values={year: value}``: beside the usable values,
    or as the only value where there is none; of a rate on births only with whole numbers of events at the births expected. The first value that gives the chance is taken, coming from the bad side; of a target that can be
    missed on either side, from the side of the latest value, or from below. A target at the natural limit has no chance of
    its true value (:func:`~kzplan.odds.verdict.reason`): ``best_chance`` is then that of the published figure, rounded to two
    decimals, and ``needed`` stays empty.

    >>> from kzplan import load_plan, project
    >>> plan = load_plan()
    >>> row = needed(plan, "C10b", year=2026).iloc[0]
    >>> bool(row["needed"] < 40), bool(project(plan, "C10b", values={2026: row["needed"]}).p_reach >= row["chance"])
    (True, True)
    """
    chance, code = given.between("chance", chance, 0, 1), given.text("code", code, CODE)
    year = None if year is None else given.year("year", year)
    listed = cases_asked(of, targets, assumptions, code)
    need_a_target(of, listed, "needed")
    years = [case.next_year if year is None else year for case in listed]
    if year is not None:
        _check_year(listed, year)
    table = table_of(listed, years, chance)
    table.attrs |= {"at": listed[0].at} if listed else {}
    return table


def _check_year(listed, year):
    """Refuse a year that no value can still be reported for: one after the target year, or before the last value of all."""
    for case in listed:
        first = case.period.start + 1
        if year not in range(first, case.at + 1):
            raise Refusal(
                f"year must be one from {first} to {case.at}, the target year; got {year}",
                f"报告年份应在{first}年至目标年份{case.at}年之间，现为{year}年",
            )
    known = [case.latest.year if case.comparable and case.latest is not None else 0 for case in listed]
    if listed and year < min(known):
        name, last, at = listed[0].code, known[0], listed[0].at
        raise Refusal(
            f"year must be one that a value is still to be reported for, and {year} is past: {name} is known to {last}; give one "
            f"from {last} to {at}",
            f"报告年份应是尚待报告的年份：{name}的数据已到{last}年，{year}年已经过去，请写{last}年至{at}年之间的年份",
        )


def table_of(listed: Sequence[Case], years: Sequence[int | None], chance: float = LIKELY) -> pd.DataFrame:
    """Return the table of :func:`needed` of cases, each with the year that a value is reported for."""
    values, best = solve(listed, years, chance)
    rows = [
        (case.code, year, value, case.target.unit, chance, top, _events(case, value))
        for case, year, value, top in zip(listed, years, values.tolist(), best.tolist(), strict=True)
    ]
    return pd.DataFrame(rows, columns=COLUMNS).astype({"year": "Int64", "events_allowed": "Int64"})


def _events(case, value):
    """The most events that a rate of ``value`` allows at the births expected."""
    if not (_in_events(case) and math.isfinite(value)):
        return pd.NA
    return int(counts.events_allowed(case.births, Criterion(high=value), case.multiplier, digits_of(case))[0])


def digits_of(case: Case) -> int:
    """Return the digits its values are printed with; where it has none, one more than its target's, up to the usual two."""
    if case.comparable and len(case.series):
        return int(case.series.decimals.max())
    printed = max(len(f"{end:.10g}".partition(".")[2]) for end in _ends(case.criterion))
    return max(printed, min(printed + 1, DECIMALS))


@dataclass
class _Search:
    """The values that are left between a bad and a good end, in whole steps.

    Parameters
    ----------
    case : with a value of the year in question, which is replaced by those tried.
    year, digits : of the values tried.
    step : between two values that can be reported: a unit of the last digit, or one event at the births expected.
    tried : array (m,) of numbers of steps, from bad to good.
    best, found : the highest chance so far, NaN where there is none; the least demanding that gives the chance, or None.
    """

    case: Case
    year: int
    digits: int
    step: float
    tried: np.ndarray
    best: float = math.nan
    found: int | None = None

    def values(self, steps: ArrayLike) -> np.ndarray:
        """Return what is reported at so many steps."""
        return np.round(np.asarray(steps) * self.step, self.digits)

    def narrow(self, chances: np.ndarray, chance: float) -> bool:
        """Learn the chances of what was tried; return whether to try what lies between."""
        if not np.isfinite(chances).all():  # its other values cannot be projected
            return False
        enough = np.flatnonzero(chances >= chance)
        at = int(enough[0]) if len(enough) else int(np.argmax(chances))
        self.best = float(np.fmax(self.best, chances.max()))
        before, after = max(at - 1, 0), at if len(enough) else min(at + 1, len(chances) - 1)
        bad, good = self.tried[[before, after]].tolist()
        if len(enough):
            self.found = int(self.tried[at])
            # where the chance is reached if it rises evenly: the last digit is mostly settled there
            share = (chance - chances[before]) / (chances[at] - chances[before]) if at > before else 0.0
            near = np.rint(bad + share * (good - bad)) + np.arange(-POINTS // 4, POINTS // 4)
        else:
            fall = self.best - float(chances[[before, after]].min())
            if fall < SMALL and self.best + fall < chance:
                return False
            near = np.array([])
        nearest = max(1.0, np.spacing(max(abs(bad), abs(good))))  # a step, or as near as numbers of many digits lie
        if np.abs(np.diff(self.tried[before : after + 1])).max(initial=0) <= nearest:
            return False
        between = np.unique(np.append(np.rint(np.linspace(bad, good, POINTS // 2)), near.clip(*sorted((bad, good)))))
        self.tried = between if good > bad else between[::-1]
        return True


def solve(listed: Sequence[Case], years: Sequence[int | None], chance: float = LIKELY) -> tuple[np.ndarray, np.ndarray]:
    """Return the values needed and the highest chances, arrays (n,): NaN where there is none.

    Parameters
    ----------
    listed, years : n cases, and the year that a value of each is reported for; None: nothing is asked.
    chance : asked for.
    """
    values, best = np.full(len(listed), np.nan), np.full(len(listed), np.nan)
    tried = {i: _search(case, year) for i, (case, year) in enumerate(zip(listed, years, strict=True))}
    searches = {i: search for i, search in tried.items() if search is not None}
    left = list(searches)
    while left:
        told = _chances([searches[i] for i in left])
        left = [i for i, chances in zip(left, told, strict=True) if searches[i].narrow(chances, chance)]
    for i, search in searches.items():
        best[i] = search.best
        if search.found is not None and not search.case.at_limit:
            values[i] = search.values(search.found)
    return values, best


def _search(case, year):
    """What is tried first: values of the whole range, most near the target, from the bad end on; None where nothing can be asked."""
    if year is None or case.criterion is None or not case.target.projected:
        return None
    supposed = case.supposing(year, math.nan)
    if supposed.criterion is None:
        return None
    ends, digits = _ends(supposed.criterion), digits_of(case)
    step, middle, whole = smallest_step(case), sum(ends) / len(ends), _in_events(case)
    if case.kind is Kind.PROPORTION:
        z, farthest = float(measure.to_logit(middle)), float(measure.to_logit(100))
        x = np.append(100 * measure.expit(z + SPREAD * (farthest + abs(z))), [0, 100])
    else:
        x = max(middle, step) * np.exp(FARTHEST * SPREAD)
        x = np.append(x, 0) if whole else x[x >= step]  # a year without a death is a year like any other
    tried = np.unique(np.rint(x[x < supposed.ceiling] / step))
    return _Search(supposed, year, digits, step, tried[::-1] if from_above(case, supposed.criterion) else tried)


def from_above(case: Case, criterion: Criterion) -> bool:
    """Return whether the bad side of a target, from which its value is sought, lies above it."""
    if math.isinf(criterion.low) or math.isinf(criterion.high):
        return math.isfinite(criterion.high)
    return bool(case.comparable and case.latest is not None and case.latest.value > criterion.high)


def smallest_step(case: Case) -> float:
    """Return what parts two values that can be reported: a unit of the last digit, or one event at the births expected."""
    if _in_events(case) and case.multiplier and case.births:
        return case.multiplier / case.births
    return 10.0 ** -digits_of(case)


def _in_events(case):
    return case.target.of_deaths and case.births and case.multiplier


def _ends(criterion):
    """The finite ends of what meets a target."""
    return [end for end in (criterion.low, criterion.high) if math.isfinite(end)]


def _chances(searches):
    """The chances of every value tried, one array a search; of the figure as printed where the target is a natural limit."""
    sizes = [len(search.tried) for search in searches]
    cases, of = [search.case for search in searches], np.repeat(np.arange(len(searches)), sizes)
    years = np.repeat([search.year for search in searches], sizes)
    values = np.concatenate([search.values(search.tried) for search in searches])
    batch = run(cases, np.repeat([case.at for case in cases], sizes), (years, values), of)
    low = np.repeat([case.criterion.low for case in cases], sizes)
    high = np.repeat([case.criterion.high for case in cases], sizes)
    shown = np.repeat([case.at_limit for case in cases], sizes)

    def _told(forecast, i):
        p = forecast.chance_between(low[i], high[i])
        for direction, goal in (("up", low[i]), ("down", high[i])):
            here = np.flatnonzero(shown[i] & np.isfinite(goal))
            if len(here):
                p[here] = forecast.take(here).probability(goal[here], direction, DECIMALS)
        return p

    found = batch.each(_told)
    return np.split(found, np.cumsum(sizes)[:-1])
