"""Running the model: many cases at many years in as few calls as there are kinds and directions."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from .. import model
from ..indicator import counts
from ..indicator.kind import Behind, Kind
from ..model.predictive import Forecast
from .case import Case


@dataclass(frozen=True)
class Batch:
    """The forecasts of n pairs of a case and a year.

    Parameters
    ----------
    size : n.
    groups : (positions, :class:`~kzplan.model.predictive.Forecast`) of the pairs that were run together; pairs that no
        model is for are in none.
    """

    size: int
    groups: tuple

    @property
    def centers(self) -> np.ndarray:
        """Centres of all pairs on the scales of the model, array (n,); NaN where nothing can be projected."""
        return self.each(lambda forecast, _: forecast.center)

    def apart(self, first: int) -> list[Forecast | None]:
        """Return the forecast of each of so many pairs from the first on, or None where there is no model for it."""
        found: list[Forecast | None] = [None] * first
        for positions, forecast in self.groups:
            for row, i in enumerate(positions[positions < first].tolist()):
                found[i] = forecast.take(slice(row, row + 1))
        return found

    def quantiles(self, levels: ArrayLike, pairs: Sequence[int]) -> np.ndarray:
        """Return quantiles of some pairs, array (len(pairs), m) in the indicators' units; NaN where there is none."""
        wanted = np.asarray(levels, dtype=float)
        return self.told(pairs, lambda forecast, _: forecast.quantile(wanted), len(wanted))

    def told(
        self, pairs: Sequence[int] | np.ndarray, question: Callable[[Forecast, np.ndarray], np.ndarray], *shape: int
    ) -> np.ndarray:
        """Return what a question comes to of some pairs, one of which may stand several times.

        Parameters
        ----------
        pairs : positions of the pairs.
        question : takes the forecast of those of a group, and their places in ``pairs``.
        shape : of what it returns of each.

        Returns
        -------
        array (len(pairs), *shape), NaN where there is no model.
        """
        asked = np.asarray(pairs, dtype=int)
        found = np.full((len(asked), *shape), np.nan)
        for positions, forecast in self.groups:
            row = positions.searchsorted(asked)
            here = np.flatnonzero(positions.take(row, mode="clip") == asked)
            if len(here):
                found[here] = question(forecast.take(row[here]), here)
        return found

    def each(self, question: Callable[[Forecast, np.ndarray], np.ndarray]) -> np.ndarray:
        """Return a number of every pair, array (n,): ``question`` takes a group's forecast and its positions; NaN where there is none."""
        found = np.full(self.size, np.nan)
        for positions, forecast in self.groups:
            found[positions] = question(forecast, positions)
        return found


def run(
    cases: Sequence[Case],
    years: ArrayLike,
    reported: tuple[np.ndarray, np.ndarray] | None = None,
    of: np.ndarray | None = None,
) -> Batch:
    """Run the model for pairs of cases and years.

    Parameters
    ----------
    cases : list of :class:`~kzplan.odds.case.Case`; one may stand several times.
    years : n target years.
    reported : (years, values), arrays (n,): what stands in place of each case's own value of that year, which it must have.
    of : which of the cases each of n pairs is of, index array; None: one pair a case.

    Returns
    -------
    Batch
    """
    first: dict[int, int] = {}  # a case that stands for several years is read once
    places = np.array([first.setdefault(id(case), i) for i, case in enumerate(cases)], dtype=int)
    of, at = places if of is None else places[of], np.asarray(years, dtype=float)
    together: dict[tuple, list[int]] = {}
    for i in np.unique(of).tolist():
        if cases[i].projected:
            together.setdefault(_alike(cases[i]), []).append(i)
    groups = []
    for members in together.values():
        asked = np.zeros(len(cases), dtype=bool)
        asked[members] = True
        positions = np.flatnonzero(asked[of])
        rows = np.searchsorted(members, of[positions])
        told = None if reported is None else (reported[0][positions], reported[1][positions])
        groups.append((positions, _ask(model.forecast, [cases[i] for i in members], rows, at[positions], told)))
    return Batch(len(of), tuple(groups))


def _alike(case):
    """What cases that are run together share; each has its own parameters of the same form."""
    target, chosen = case.target, case.parameters
    form = chosen.damping if isinstance(chosen, model.LevelDrift) else chosen
    return target.kind, target.direction, target.behind is Behind.SEX_AT_BIRTH, form


def path(case: Case, years: ArrayLike) -> Forecast:
    """Return the projection of one case at several years, as a Forecast with one row a year."""
    at = np.asarray(years, dtype=float)
    return _ask(model.forecast, [case], np.zeros(len(at), dtype=int), at)


def parts_of(case: Case) -> pd.Series:
    """Return what moves a case's median from its last value, on the link scale; see :func:`kzplan.model.trend.because`."""
    parts = _ask(model.trend.because, [case], np.zeros(1, dtype=int), np.array([case.at], dtype=float))
    return pd.Series({name: float(part[0]) for name, part in parts.items()})


def _ask(question, cases, rows, at, reported=None):
    """Put a question of the model about cases of one kind, direction and form of parameters; ``rows``: which of them at each year."""
    target = cases[0].target
    years, (values, tops, bottoms) = _by_year(cases)
    values, tops, bottoms = values[rows], tops[rows], bottoms[rows]
    if reported is not None:
        values[np.arange(len(rows)), np.searchsorted(years, reported[0])] = reported[1]
    births = np.array([case.births if case.births and case.target.of_deaths else math.nan for case in cases])[rows]
    per = np.array([case.multiplier or math.nan for case in cases])[rows]
    extra = noise_behind(target.kind, target.behind, values, tops, bottoms, per, births)
    changes = np.array([case.class_change for case in cases])[rows]
    if np.isfinite(changes).any():
        places = np.array([case.class_places for case in cases])[rows]
        extra |= {"reference_change": changes, "reference_places": places}
    spread = np.array([case.class_spread for case in cases])[rows]
    if np.isfinite(spread).any():
        extra["reference_spread"] = spread
    if any(case.around is not None for case in cases):
        around, known, unsure = _around(cases)
        extra |= {"reference_years": around, "reference_values": known[rows], "reference_variances": unsure[rows]}
    good = target.direction.good
    chosen = cases[0].parameters
    if isinstance(chosen, model.LevelDrift):
        chosen = model.stacked([case.parameters for case in cases], rows)
    return question(years, values, at, target.kind, good, parameters=chosen, **extra)


def _around(cases):
    """Years of the areas around any of the cases, their values and variances, arrays (cases, years), NaN where there is none."""
    years = sorted({int(year) for case in cases if case.around is not None for year in case.around.years.tolist()})
    found, unsure = np.full((2, len(cases), len(years)), np.nan)
    for row, around in enumerate(case.around for case in cases):
        if around is not None:
            at = np.searchsorted(years, around.years)
            found[row, at], unsure[row, at] = around.values, 0.0 if around.variances is None else around.variances
    return years, found, unsure


def _by_year(cases):
    """Years of any of the cases, and their values, numerators and denominators, array (3, cases, years), NaN for gaps."""
    listed = [case.series for case in cases if not case.alone]  # what cannot be used is not shown
    years = sorted({year for series in listed for year in series.years.tolist()}) or [
        min(case.period.start for case in cases)
    ]
    position, found = {year: i for i, year in enumerate(years)}, np.full((3, len(cases), len(years)), np.nan)
    for row, case in enumerate(cases):
        series = case.series
        if case.alone:
            continue
        found[:, row, [position[year] for year in series.years.tolist()]] = (
            series.values,
            series.numerators,
            series.denominators,
        )
    return years, found


def noise_behind(
    kind: Kind,
    behind: Behind,
    values: np.ndarray,
    tops: np.ndarray,
    bottoms: np.ndarray,
    per: np.ndarray,
    births: np.ndarray | None = None,
) -> dict[str, np.ndarray]:
    """Return what the model is told of the noise of n series: arguments of :func:`kzplan.model.forecast`.

    Parameters
    ----------
    kind, behind : of all of them.
    values, tops, bottoms : arrays (n, k) of values, numerators and denominators; NaN where there is none.
    per : multipliers of rates, array (n,); NaN where there is none.
    births : births that a rate which is reported without them rests on, array (n,), NaN where none are known; None: of none.
    """
    if kind is Kind.PROPORTION:
        return {"denominators": bottoms}  # a body of few is told from 0 or 100 % by half a person
    if kind is Kind.RATE:
        expected = np.full(len(values), math.nan) if births is None else births
        bare = ~(bottoms > 0) & np.isfinite(expected)[:, None]
        denominators = np.where(bare, expected[:, None], bottoms)
        events = np.where(bare, values * denominators / per[:, None], tops)
        return {"events": events, "denominators": denominators, "per": per}
    if behind is Behind.SEX_AT_BIRTH:
        known = bottoms > 0
        return {"variances": np.where(known, counts.ratio_variance(np.where(known, bottoms, 1.0)), math.nan)}
    return {}
