"""One target's projection: numbers, path, sentence and picture in one object."""

import base64
import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ..indicator import counts
from ..indicator.arrays import numbers, refuse
from ..indicator.frame import SeriesSet
from ..indicator.series import Series
from ..model.predictive import Forecast
from ..plan.plan import Plan
from ..words import given, labels
from ..words.errors import InputError
from .assumptions import checked, known, takes_assumptions
from .batch import parts_of, path
from .case import Case, cases
from .needed import solve
from .outlook import row_of
from .own import OWN, case_of, many_of
from .sentence import sentence
from .values import checked_values, with_own
from .verdict import LEVELS, QUANTILES, Verdict, draws, judge

if TYPE_CHECKING:
    import altair as alt
    from matplotlib.axes import Axes

PATH = ["year", "median", *(f"{end}{level}" for level in LEVELS for end in ("lo", "hi"))]
TINY = 1e-12  # no draw is farther out than this quantile
MOST_DRAWS = 10_000_000
MOST_POOLED = 100  # years
POOLED = ["years", "births", "deaths_allowed", "p_at_median", "p_published"]


@dataclass(frozen=True)
class Projection:
    """A target projected to its year; made by :func:`project`.

    Parameters
    ----------
    case : the target with its values and rules.
    forecast : its predictive distribution in the target year, or None.
    verdict : what is said of it.
    """

    case: Case
    forecast: Forecast | None
    verdict: Verdict

    @cached_property
    def row(self) -> pd.Series:
        """Its line of the outlook table."""
        return pd.Series(row_of(self.case, self.verdict, float(solve([self.case], [self.case.next_year])[0][0])))

    @property
    def code(self) -> str:
        """Code of the target."""
        return self.case.code

    @property
    def median(self) -> float:
        """Median of the true value in the target year; NaN where it cannot be projected."""
        return self.verdict.median

    @property
    def p_reach(self) -> float:
        """Chance that the true value meets the target; NaN where ``reason`` says why not."""
        return self.verdict.p_reach

    @property
    def p_published(self) -> float:
        """Chance that the published figure meets it; NaN without births behind the rate."""
        return self.verdict.p_published

    @property
    def reason(self) -> str:
        """Why there is no probability; blank where there is one."""
        return self.verdict.reason

    @property
    def outlook(self) -> str:
        """Likelihood word; blank where ``reason`` says why not."""
        return self.verdict.outlook

    @property
    def drawn(self) -> bool:
        """Whether there is a projection to draw."""
        return not math.isnan(self.median)

    def __repr__(self):
        said = self.reason or f"{self.outlook}, {labels.percent(self.p_reach, 'en')}"
        return f"<Projection {self.code} {self.case.target.name.en}: {said}>"

    def _repr_html_(self) -> str:
        """What a notebook shows: the sentence, the picture, the numbers."""
        import matplotlib.pyplot as plt

        from ..paper.style import figure_of

        figure, buffer = figure_of(self.plot()), io.BytesIO()
        figure.savefig(buffer, format="png", dpi=90, metadata={"Software": None})
        plt.close(figure)
        picture = base64.b64encode(buffer.getvalue()).decode("ascii")
        said = escape(self.sentence())
        return f'<p>{said}</p><img alt="{said}" src="data:image/png;base64,{picture}">{self.summary().to_html()}'

    def interval(self, level: float = 0.8) -> tuple[float, float]:
        """Return the central interval (low, high) of the true value; ``level`` between 0 and 1."""
        level = given.between("level", level, 0, 1)
        if self.forecast is None or not self.drawn:
            return math.nan, math.nan
        low, high = self.forecast.interval(level)
        return float(low[0]), float(high[0])

    def path(self) -> pd.DataFrame:
        """Return the projection year by year: columns year, median, lo50, hi50, lo80, hi80, lo95, hi95."""
        if not self.drawn:
            return pd.DataFrame(columns=PATH, dtype=float)
        years = np.arange(self.case.drawn[-1].year, self.case.at + 1)
        told = path(self.case, years).quantile(QUANTILES)
        return pd.DataFrame({"year": years} | dict(zip(PATH[1:], told.T, strict=True)))

    def pooled(self, years: Sequence[int] = (1, 3, 5)) -> pd.DataFrame:
        """Return what the target allows over several years together: the way to judge a rate of few deaths.

        Parameters
        ----------
        years : numbers of years pooled, at the births expected each year.

        Returns
        -------
        DataFrame with columns years, births, deaths_allowed, p_at_median (the chance of so few at the
        median true rate) and p_published (over all true rates); empty without births behind the rate.
        """
        case, criterion, per = self.case, self.case.criterion, self.case.multiplier
        pooled = np.ravel(numbers("years", years))
        refuse(pooled, ~np.isin(pooled, range(1, MOST_POOLED + 1)), "no numbers of years", f"1 to {MOST_POOLED}")
        told = not self.reason and case.target.of_deaths and case.births
        if not told or self.forecast is None or criterion is None or per is None or not math.isfinite(criterion.high):
            return pd.DataFrame(columns=POOLED, dtype=float)
        births = case.births * pooled
        worlds = {"p_at_median": np.array([self.median]), "p_published": draws(self.forecast)}
        chances = {
            name: [counts.published_rate_probability(rates, np.ones(len(rates)), n, criterion, per) for n in births]
            for name, rates in worlds.items()
        }
        allowed = counts.events_allowed(births, criterion, per)
        return pd.DataFrame({"years": pooled.astype(int), "births": births, "deaths_allowed": allowed, **chances})[
            POOLED
        ]

    def draws(self, n: int = 1000, seed: int = 0) -> np.ndarray:
        """Return random draws of the true value in the target year, array (n,); the same seed gives the same draws.

        Raises
        ------
        InputError : there is no projection to draw from; the message says why. Or ``n`` is no number of draws.
        """
        n = given.whole(
            "n", n, f"a whole number of draws, at least 1 and at most {MOST_DRAWS:,}", range(1, MOST_DRAWS + 1)
        )
        seed = given.whole("seed", seed, "a whole number, 0 or more", range(2**63))
        if self.forecast is None or not self.drawn:
            raise InputError(f"{self.code} has no projection to draw from: {self.reason}")
        levels = np.random.default_rng(seed).uniform(size=n)
        return self.forecast.quantile(np.clip(levels, TINY, 1 - TINY))[0]

    def because(self) -> pd.Series:
        """Return what moves the median from the last value, on the link scale: parts that sum to the difference.

        Returns
        -------
        Series : "level" (the last figure is not taken at its word), "own drift", "drift of the kind", "class"; empty where
            there is no projection.
        """
        return parts_of(self.case) if self.drawn else pd.Series(dtype=float)

    def sentence(self, lang: str | None = None) -> str:
        """Return one plain sentence that says nothing the numbers do not."""
        return sentence(self, labels.language(lang))

    def plot(self, ax: "Axes | None" = None, lang: str | None = None) -> "Axes":
        """Draw history, projection, intervals and target; see :func:`kzplan.figures.fan`."""
        from .fan import fan

        return fan(self, ax=ax, lang=lang)

    def chart(self, lang: str | None = None) -> "alt.LayerChart":
        """Return the picture of the page, which answers when it is pointed at; see :func:`kzplan.odds.chart.chart`."""
        from .chart import chart

        return chart(self, labels.language(lang))

    def summary(self) -> pd.DataFrame:
        """Return the outlook line as a two-column table, empty cells left out."""
        shown = self.row[[not pd.isna(value) and value != "" for value in self.row]]
        return shown.rename("value").to_frame()


@takes_assumptions
def project(
    of: Plan | Series | SeriesSet,
    name: str | None = None,
    values: Mapping[int, float] | None = None,
    **assumptions: Any,
) -> Projection:
    """Project one target of a plan, or a series of one's own; any assumption changeable in one line.

    Parameters
    ----------
    of : a loaded :class:`~kzplan.plan.plan.Plan`, or a series that :func:`kzplan.series` made.
    name : code of a plan's target ("W03"), its indicator's id ("maternal_mortality"), or a name in either language.
    values : values of one's own by year, beside those that are known: ``{2023: 9.1, 2024: 0}``.
    **assumptions : fields of :class:`~kzplan.odds.assumptions.Assumptions`: births, damping, reference_class,
        reference_change, reference_places, reference_spread, base_year, target, tolerance, parameters, at, conventions. A series of one's own
        needs ``at``, and ``target`` for odds.

    Returns
    -------
    Projection

    Raises
    ------
    UnknownCodeError : no such target; the message names the nearest by spelling.
    InputError : an assumption that does not exist or is out of range.

    >>> from kzplan import load_plan
    >>> p = project(load_plan(), "W34a")
    >>> round(p.median, 1), p.outlook
    (30.9, 'about as likely as not')
    """
    if isinstance(of, Plan):
        if not isinstance(name, str):
            told = f"; got {given.shown(name)}. kzplan.outlook(plan) gives all" if name is not None else ""
            raise InputError(f"which target? Give its code or name, as kzplan.project(plan, 'W03'){told}")
        return projections(cases(of, checked(assumptions, of.period), [name], values))[0]
    known(assumptions)  # what is no assumption is refused by name
    many, name = many_of(of), given.text("name", name, "the name of a series")
    if isinstance(of, Series) and name not in (None, of.name):
        raise InputError(
            f"one series is given, {of.name}, and it is not called {given.shown(name)}; a target is given as target={given.shown(name)}"
        )
    own = many[name] if name is not None else many.only
    if values is not None:
        own = with_own(own, checked_values(values, own.name, own.kind), own.name, OWN.en)
    return projections([case_of(own, assumptions.pop("target", None), assumptions.pop("at", None), **assumptions)])[0]


def projections(listed: list[Case]) -> list[Projection]:
    """Return the projections of cases; the model runs once for all of them."""
    return [Projection(case, *told) for case, told in zip(listed, judge(listed), strict=True)]
