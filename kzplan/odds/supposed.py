"""What a value would mean: the odds and the fan at any value that might be reported for a year, told at a few of them.

A page cannot run the model. It carries, for each target and year, the centre and the scale of the predictive distribution at
some values; between two of them both are read off a straight line. The values lie closer together where that would miss the
chance.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import scipy
from numpy.typing import ArrayLike

from ..indicator import measure
from ..indicator.kind import Kind
from ..indicator.series import DECIMALS
from .batch import run
from .case import Case
from .needed import digits_of
from .verdict import LEVELS

FIRST = 15  # values tried at first, from one end to the other
NEAR = 0.002  # of the chance: how much a straight line may miss it by
SMOOTH = 0.08  # of the scale: how much it may miss the centre by, which only the fan shows
ROUNDS = 6
SPLIT = 0.4  # where two neighbours are parted: not in the middle, where what bends both ways may cross the line
BELOW, ABOVE = 0.1, 5.0  # how far beyond what is known and asked a value may lie, as multiples
CLOSE = 0.1  # of what is left to a ceiling


@dataclass
class Supposed:
    """The predictive distribution of one target at values that might be reported for one year.

    Parameters
    ----------
    case : with a value of the year in question, which is replaced by those tried.
    year : of the values.
    low, high : the values that may be asked for, but for a year without an event.
    links : array (m,), the values on the scale of :meth:`link`, rising.
    horizons : three years: where the fan begins, the middle, the target year.
    centers, scales : arrays (m, 3) at those years, on the scale of the model.
    without : centre and scale at those years of a year without an event, array (2, 3); None where it cannot be asked for.
    df : degrees of freedom.
    ends : of what meets the target, on the scale of the model; infinite where there is none.

    Notes
    -----
    The centre moves evenly from year to year and the square of the scale as a quadratic, so that three years tell all of them.
    """

    case: Case
    year: int
    low: float
    high: float
    links: np.ndarray
    horizons: tuple[float, float, float]
    centers: np.ndarray = field(default_factory=lambda: np.empty((0, 3)))
    scales: np.ndarray = field(default_factory=lambda: np.empty((0, 3)))
    without: np.ndarray | None = None
    df: float = math.nan
    ends: tuple[float, float] = (-math.inf, math.inf)

    def link(self, values: ArrayLike) -> np.ndarray:
        """Return values on the scale they are told along: logits of shares, else logarithms, below a ceiling if there is one."""
        if self.case.kind is Kind.PROPORTION:
            return measure.to_logit(values)
        return measure.to_link(values, self.case.kind, self.case.ceiling)

    def values(self, links: ArrayLike) -> np.ndarray:
        """Return values on that scale in the indicator's unit."""
        if self.case.kind is Kind.PROPORTION:
            return 100 * scipy.special.expit(links)
        return measure.from_link(links, self.case.kind, self.case.ceiling)

    def chance(self, values: ArrayLike) -> np.ndarray:
        """Return the chance of meeting the target at values between ``low`` and ``high``, as a page reads it off."""
        links = self.link(values)
        center, scale = (np.interp(links, self.links, told[:, 2]) for told in (self.centers, self.scales))
        below, above = ((end - center) / scale for end in self.ends)
        return scipy.special.stdtr(self.df, above) - scipy.special.stdtr(self.df, below)

    @property
    def reach(self) -> tuple[float, ...]:
        """How far the ends of the intervals lie from the centre, in scales, the narrowest first."""
        return tuple(float(scipy.special.stdtrit(self.df, (1 + level / 100) / 2)) for level in LEVELS)

    @property
    def step(self) -> float | None:
        """What one event comes to at the births expected, in the indicator's unit; None where no events stand behind it."""
        return step_of(self.case)


def step_of(case: Case) -> float | None:
    """Return what one event comes to at the births expected, in the indicator's unit; None where no events stand behind it."""
    if case.target.of_deaths and case.births and case.multiplier:
        return case.multiplier / case.births
    return None


def sure_of(case: Case) -> tuple[float, float] | None:
    """Return the values that meet the target with margin (:func:`~kzplan.odds.verdict.met_with_margin`); None where none does."""
    if case.criterion is None:
        return None
    low, high = case.criterion.low, case.criterion.high
    below, above = case.kind.limits
    ends = measure.to_link([max(low, below), min(high, above)], case.kind, case.ceiling)
    inner = ends + np.array([1, -1]) * case.parameters.s0
    low, high = (
        float(measure.from_link(z, case.kind, case.ceiling)) if math.isfinite(end) else end
        for z, end in zip(inner, (low, high), strict=True)
    )
    return (low, high) if low <= high and below < high and low < above else None


def supposed(listed: Sequence[Case], years: Sequence[int]) -> list[Supposed]:
    """Return what is told of every case and year that a value can be asked for.

    Parameters
    ----------
    listed : cases.
    years : that a value may be reported for, before the target year.

    >>> from kzplan import load_plan
    >>> from kzplan.odds.asked import cases_asked
    >>> one = supposed(cases_asked(load_plan(), None, {}, "C20"), [2026])[0]
    >>> bool(one.chance(70) < 0.4), bool(one.chance(90) > 0.8)
    (True, True)
    """
    begun = [_begun(case, year) for year in years for case in listed if year < case.at]
    found = [one for one in begun if one is not None]
    if found:
        _fill(found)
    return found


def _begun(case, year):
    """Where the values begin to be told; None where nothing can be asked."""
    if case.criterion is None or not case.target.projected:
        return None
    imagined = case.supposing(year, math.nan)
    if imagined.criterion is None:
        return None
    low, high = _range(case, imagined)
    start = max(int(one) for one in imagined.series.years)
    horizons = (float(start), (start + case.at) / 2, float(case.at))
    begun = Supposed(imagined, year, low, high, np.empty(0), horizons)
    seen = case.series.values.tolist() if case.comparable else []
    inside = [one for one in [*seen, *_ends(imagined.criterion)] if low < one < high]
    begins, ends, *bends = begun.link([low, high, *inside]).tolist()
    begun.links = np.unique(np.append(np.linspace(begins, ends, FIRST), bends).round(4))
    return begun


def _range(case, imagined):
    """The lowest and the highest value that may be asked for; beside them there is the year without an event."""
    if case.kind is Kind.PROPORTION:
        return 0.0, 100.0
    known = [
        one
        for one in [*_ends(imagined.criterion), *(case.series.values.tolist() if case.comparable else [])]
        if one > 0
    ]
    low, high = BELOW * min(known), ABOVE * max(known)
    if math.isfinite(case.ceiling):
        low, high = min(known) / 2, case.ceiling - CLOSE * (case.ceiling - max(known))
    step = step_of(case)
    digits = digits_of(case)
    return round(max(low, step / 2 if step else 10.0**-digits), digits), round(high, digits)


def _ends(criterion):
    return [end for end in (criterion.low, criterion.high) if math.isfinite(end)]


def _fill(group):
    """Tell each of a group at values close enough together: all as rows of one table, ``of`` whom each row is."""
    links = np.concatenate([one.links for one in group])
    of = np.repeat(np.arange(len(group)), [len(one.links) for one in group])
    batch = _asked(group, of, links)
    known = np.column_stack((links, *_middles(batch)))
    told = zip(*(_apart(one, of) for one in (known, *_chances(batch, group, of))), strict=True)
    for one, (rows, df, below, above) in zip(group, told, strict=True):
        one.df = float(df[0])
        one.ends = tuple(_end(*rows[:, 1:].T, one.df, chances) for chances in (below, above))
    left = np.append(of[1:] == of[:-1], False)  # between a row and the next there may be more to tell
    for _ in range(ROUNDS):
        at = np.flatnonzero(left)
        if not len(at):
            break
        between = (known[at, 0] + SPLIT * (known[at + 1, 0] - known[at, 0])).round(4)
        rows = np.column_stack((between, *_middles(_asked(group, of[at], between))))
        missed = _missed(group, of[at], known[at], known[at + 1], rows)
        left = np.zeros(len(left), bool)
        left[at[missed]] = True
        known = np.insert(known, at[missed] + 1, rows[missed], axis=0)
        of, left = np.repeat(of, 1 + left), np.repeat(left, 1 + left)
    _over_years(group, of, known)


def _apart(told, of):
    """What is told of each, of rows in the order of whom they are of."""
    return np.split(told, np.flatnonzero(np.diff(of)) + 1)


def _missed(group, of, before, after, rows):
    """Where a straight line between two rows misses too much of the one between them; columns link, centre, scale."""
    middle, center, scale = rows.T
    share = (middle - before[:, 0]) / (after[:, 0] - before[:, 0])
    straight = (before + share[:, None] * (after - before))[:, 1:].T
    missed = np.abs(_chance(group, of, *straight) - _chance(group, of, center, scale)) > NEAR
    missed |= np.abs(straight[0] - center) > SMOOTH * scale
    return missed & (middle > before[:, 0]) & (middle < after[:, 0])


def _chance(group, of, center, scale):
    df = np.array([one.df for one in group])[of]
    below, above = ((end - center) / scale for end in np.array([one.ends for one in group])[of].T)
    return scipy.special.stdtr(df, above) - scipy.special.stdtr(df, below)


def _end(center, scale, df, chances):
    """Where an end of the target lies on the scale of the model: read off where it is about as likely as not to be below it."""
    at = int(np.abs(chances - 0.5).argmin())
    if not 0 < chances[at] < 1:
        return -math.inf if chances[at] <= 0 else math.inf
    return float(center[at] + scale[at] * scipy.special.stdtrit(df, chances[at]))


def _over_years(group, of, known):
    """Tell centre and scale of the years before the target's as well, and of a year without an event."""
    whole, horizons = np.flatnonzero([one.step is not None for one in group]), np.array([one.horizons for one in group])
    years = np.concatenate((horizons[of, 0], horizons[of, 1], horizons[whole].ravel()))
    values = _values(group, of, known[:, 0])
    values = np.concatenate((values, values, np.zeros(3 * len(whole))))
    batch = _run(group, np.concatenate((of, of, np.repeat(whole, 3))), values, years)
    n, middles = len(of), _middles(batch)
    centers, scales = (
        np.column_stack((told[:n], told[n : 2 * n], last)) for told, last in zip(middles, known[:, 1:].T, strict=True)
    )
    for one, *told in zip(group, *(_apart(part, of) for part in (known[:, 0], centers, scales)), strict=True):
        one.links, one.centers, one.scales = told
    for i, *told in zip(whole.tolist(), *(one[2 * n :].reshape(-1, 3) for one in middles), strict=True):
        group[i].without = np.array(told)


def _asked(group, of, links):
    """The model in the target year at values of each, as :meth:`Supposed.link` has them."""
    return _run(group, of, _values(group, of, links), np.array([one.case.at for one in group])[of])


def _values(group, of, links):
    """The values that rows of links stand for, in the units of those they are of."""
    listed = np.unique(of).tolist()
    return np.concatenate([group[i].values(part) for i, part in zip(listed, _apart(links, of), strict=True)])


def _run(group, of, values, years):
    """Run the model for rows of those of a group, each at a value that is reported and in a year."""
    reported = np.array([float(one.year) for one in group])[of]
    return run([one.case for one in group], years, (reported, values), of)


def _middles(batch):
    """The centres and the scales, arrays (n,)."""
    return batch.centers, batch.each(lambda forecast, i: forecast.scale)


def _chances(batch, group, of):
    """The degrees of freedom, and the chances of lying below both ends of the target, arrays (n,)."""
    low, high = np.array([(one.case.criterion.low, one.case.criterion.high) for one in group])[of].T
    shown = np.array([one.case.at_limit for one in group])[of]
    return (
        batch.each(lambda forecast, i: np.broadcast_to(forecast.df, len(i))),
        batch.each(lambda forecast, i: 1 - _met(forecast, low[i], np.inf, shown[i], "up")),
        batch.each(lambda forecast, i: _met(forecast, -np.inf, high[i], shown[i], "down")),
    )


def _met(forecast, low, high, shown, direction):
    """The chance of one side of the target; of the figure as printed where the target is a natural limit (as in ``needed``)."""
    p = forecast.chance_between(low, high)
    goal = low if direction == "up" else high
    here = np.flatnonzero(shown & np.isfinite(goal))
    if len(here):
        p[here] = forecast.take(here).probability(goal[here], direction, DECIMALS)
    return p
