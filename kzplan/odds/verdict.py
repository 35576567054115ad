"""What a case's forecast comes to: status, chances, the word for them, or the reason why there are none."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from ..indicator import counts, measure
from ..indicator.kind import Behind, Kind
from ..indicator.target import IN_WORDS, Criterion
from ..model.predictive import Forecast
from ..words.both import Both
from .batch import Batch, run
from .case import Case
from .methods import tally
from .view import seen

LEVELS = (50, 80, 95)  # of the central intervals that are told, in per cent
QUANTILES = (0.5, *(end for level in LEVELS for end in ((1 - level / 100) / 2, (1 + level / 100) / 2)))
BEYOND = 15  # years after the target year up to which a median attainment is looked for
DRAWS = 4000  # equally likely points of the predictive distribution, for published figures
DRAWN = (np.arange(DRAWS) + 0.5) / DRAWS  # their quantile levels
FEW_EVENTS, SMALL_BODY, LONG = 10, 100, 5  # below which a figure moves by chance; values that make a history strong
LIKELIHOODS = (
    (0.90, "very likely"),
    (0.66, "likely"),
    (0.33, "about as likely as not"),
    (0.10, "unlikely"),
    (-1.0, "very unlikely"),
)
WITHHELD = Both(
    "called very likely only once met with margin", "已达标且有余地的才称“很可能”"
)  # beside a word that is less
REASONS = (
    "no baseline",
    "not comparable",
    "defective baseline",
    "needs reference series",
    "not quantified",
    "ceiling target",
    "one value",
    "no model",
)
EVIDENCE = ("very limited", "limited", "moderate", "strong")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of one target; numbers are NaN where there is none.

    Parameters
    ----------
    reason, outlook : why there is no probability, or its word; one of them is blank.
    evidence : grade of what it rests on.
    status, status_above : whether the latest value meets the target of the plan's own level and of the level above.
    median, lo50, hi50, lo80, hi80, lo95, hi95 : of the true value in the target year.
    p_reach, p_above : chances that it meets either target.
    p_views, p_low, p_high : the first under each of :func:`~kzplan.odds.view.views`; the lowest and highest of them and itself.
    p_published, p_limit_shown : chances of the published figure, where births stand behind it or the target is a limit.
    change_so_far, change_required, acceleration : per year, and the second over the first.
    attainment_year : first year whose median meets the target.
    methods_on_track : how many published methods say so, "3 of 8".
    basis : what the odds rest on (:attr:`~kzplan.odds.case.Case.basis`); blank where there are none.
    """

    reason: str
    outlook: str
    evidence: str
    status: str
    status_above: str
    median: float
    lo50: float
    hi50: float
    lo80: float
    hi80: float
    lo95: float
    hi95: float
    p_reach: float
    p_above: float
    p_published: float
    p_limit_shown: float
    change_so_far: float
    change_required: float
    acceleration: float
    attainment_year: float
    methods_on_track: str
    basis: str
    p_views: tuple[float, ...]
    p_low: float
    p_high: float


NUMBERS = [field.name for field in fields(Verdict) if field.name.startswith(("median", "lo", "hi"))]


def judge(cases: list[Case]) -> list[tuple[Forecast | None, Verdict]]:
    """Run the model once for a table of cases and judge each.

    Parameters
    ----------
    cases : list of :class:`~kzplan.odds.case.Case`.

    Returns
    -------
    list of (:class:`~kzplan.model.predictive.Forecast` or None, :class:`Verdict`)
    """
    asked = [i for i, case in enumerate(cases) if _asked(case)]
    seen_as = [(i, view) for i, each in zip(asked, seen([cases[i] for i in asked]), strict=True) for view in each]
    ahead = [(case, year) for case in cases for year in _years_ahead(case)]
    pairs = [(case, case.at) for case in (*cases, *(view for _, view in seen_as))] + ahead
    batch = run([case for case, _ in pairs], [year for _, year in pairs])
    n, start = len(cases), len(pairs) - len(ahead)
    found, middle = batch.quantiles(QUANTILES, range(n)), batch.quantiles([0.5], range(start, len(pairs)))
    medians = dict(zip([(id(case), year) for case, year in ahead], middle[:, 0], strict=True))
    asks = [case.criterion for case, _ in pairs[:start]] + [
        case.criterion_above if case.judged else None for case in cases
    ]
    told = chances(asks, batch, [*range(start), *range(n)])
    counted = [i for i, case in enumerate(cases) if _counted(case)]
    drawn, views = dict(zip(counted, batch.quantiles(DRAWN, counted), strict=True)), {}
    for (i, _), p in zip(seen_as, told[n:start].tolist(), strict=True):
        views.setdefault(i, []).append(p)
    return [
        (
            forecast,
            _verdict(
                case, forecast, found[i], medians, methods, (told[i], told[start + i]), views.get(i, ()), drawn.get(i)
            ),
        )
        for i, (case, forecast, methods) in enumerate(zip(cases, batch.apart(n), tally(cases), strict=True))
    ]


def reached(cases: list[Case]) -> list[float]:
    """Return ``p_reach`` of each case as :func:`judge` tells it, where nothing else of the verdicts is asked for.

    Parameters
    ----------
    cases : list of :class:`~kzplan.odds.case.Case`.
    """
    batch = run(cases, [case.at for case in cases])
    told = chances([case.criterion for case in cases], batch).tolist()
    return [
        math.nan if reason(case, center) else p
        for case, center, p in zip(cases, batch.centers.tolist(), told, strict=True)
    ]


def _asked(case):
    """Whether its target may have odds."""
    return case.judged and case.criterion is not None and case.projected and not case.at_limit


def chances(criteria: list[Criterion | None], batch: Batch, pairs: Sequence[int] | None = None) -> np.ndarray:
    """Return the chances that true values meet a criterion each, array (n,); NaN for None.

    Parameters
    ----------
    criteria, batch : n criteria, and the forecasts.
    pairs : whose true values are meant, n pairs of the batch; None: the first ones.
    """
    of = range(len(criteria)) if pairs is None else pairs
    known = [(i, one.low, one.high) for i, one in zip(of, criteria, strict=True) if one is not None]
    found = np.full(len(criteria), math.nan)
    if known:
        asked, low, high = map(np.array, zip(*known, strict=True))
        found[[one is not None for one in criteria]] = batch.told(
            asked, lambda forecast, i: forecast.chance_between(low[i], high[i])
        )
    return found


def _verdict(case, forecast, quantiles, medians, methods, told, views, drawn):
    fit, why = case.comparable, reason(case, math.nan if forecast is None else float(forecast.center[0]))
    value = case.published if case.latest is not None and fit else None
    own, above = (None if case.starts_at_latest(rule) else value for rule in (case.rule, case.target.rule_above))
    p, above_p = math.nan if why else float(told[0]), float(told[1])
    seen_as = [one for one in (p, *views) if not math.isnan(one)]
    from_itself = case.first is None and case.target.rule_above.form in IN_WORDS  # a direction asked of one value
    shown = case.judged and forecast is not None
    so_far, required, factor = _changes(case) if fit else (math.nan,) * 3
    return Verdict(
        reason=why,
        outlook="" if why else likelihood(p, met_with_margin(case)),
        evidence=evidence(case) if fit or not why else "",
        status=_status(own, case.criterion),
        status_above=_status(above, case.criterion_above),
        **dict(zip(NUMBERS, quantiles.tolist() if shown else [math.nan] * len(NUMBERS), strict=True)),
        p_reach=p,
        p_above=math.nan if from_itself else above_p,
        p_published=math.nan if why or drawn is None else _chance_published(case, drawn),
        p_limit_shown=chance_limit_shown(case, forecast) if why == "ceiling target" else math.nan,
        change_so_far=so_far,
        change_required=required,
        acceleration=factor,
        attainment_year=math.nan if why else _attainment_year(case, medians),
        methods_on_track=methods,
        basis="" if why else case.basis,
        p_views=() if why else tuple(views),
        p_low=math.nan if why else min(seen_as, default=math.nan),
        p_high=math.nan if why else max(seen_as, default=math.nan),
    )


def reason(case: Case, center: float) -> str:
    """Return the first reason, in the order of ``REASONS``, why no probability is given; blank where one is.

    Parameters
    ----------
    case : a target.
    center : of its forecast, on the scale of the model; NaN where it has none.
    """
    grade, form, unprojected = case.comparability, case.rule.form, math.isnan(center)
    unknown = not case.alone or unprojected  # else the area around speaks in place of its own values
    reasons = {
        "no baseline": grade == "N" and unknown,
        "not comparable": grade == "C" and unknown,
        "defective baseline": grade == "D" and unknown,
        "needs reference series": form == "relative to series",
        "not quantified": form in ("not quantified", "none") and case.criterion is None,
        "ceiling target": case.at_limit,
        "one value": unknown and case.first is None and (form in IN_WORDS or unprojected),
        "no model": unprojected or case.criterion is None,
    }
    return next((name for name in REASONS if reasons[name]), "")


def _counted(case):
    """Whether births stand behind the figure that is published for a target in numbers."""
    known = case.multiplier is not None or case.target.behind is Behind.SEX_AT_BIRTH
    return bool(case.target.on_births and case.births and case.criterion is not None and len(case.series) and known)


def _chance_published(case, true_values):
    """The chance that the published figure meets the target, of equally likely true values."""
    criterion, per, weights = case.criterion, case.multiplier, np.ones(DRAWS)
    digits = int(case.series.decimals.max())
    if case.target.behind is Behind.SEX_AT_BIRTH:
        return counts.published_ratio_probability(true_values, weights, case.births, criterion, digits)
    return counts.published_rate_probability(true_values, weights, case.births, criterion, per, digits)


def chance_limit_shown(case: Case, forecast: Forecast | None) -> float:
    """Return the chance that the figure, rounded as printed so far, shows a target at the natural limit; else NaN."""
    criterion = case.criterion
    if forecast is None or criterion is None:
        return math.nan
    up = math.isfinite(criterion.low)
    goal, direction = (criterion.low, "up") if up else (criterion.high, "down")
    return float(forecast.probability(goal, direction, case.series[-1].decimals)[0])


def draws(forecast: Forecast) -> np.ndarray:
    """Return equally likely true values of the target year, in rising order: array (``DRAWS``,)."""
    return forecast.quantile(DRAWN)[0]


def likelihood(p: float, with_margin: bool) -> str:
    """Return the likelihood word of a probability (IPCC scale).

    Parameters
    ----------
    p : probability.
    with_margin : whether the latest value meets the target with margin; without it nothing is
        called "very likely", which the model has not earned out of sample.

    >>> likelihood(0.95, True), likelihood(0.95, False), likelihood(0.5, False)
    ('very likely', 'likely', 'about as likely as not')
    """
    word = next(word for least, word in LIKELIHOODS if p >= least)
    return "likely" if word == "very likely" and not with_margin else word


def withheld(p: float, outlook: str) -> bool:
    """Return whether a chance is high enough for "very likely", and the word is not given: see :func:`likelihood`.

    >>> withheld(0.95, "likely"), withheld(0.95, "very likely"), withheld(0.7, "likely")
    (True, False, False)
    """
    return p >= LIKELIHOODS[0][0] and outlook == LIKELIHOODS[1][1]


def met_with_margin(case: Case) -> bool:
    """Return whether the latest value meets the target by at least the spread of a decade without change."""
    if case.latest is None or case.criterion is None or not case.criterion.met(case.latest.value):
        return False
    finite = [end for end in (case.criterion.low, case.criterion.high) if math.isfinite(end)]
    z = measure.to_link([case.latest.value, *finite], case.kind, case.ceiling)
    return bool((np.abs(z[1:] - z[0]) >= case.parameters.s0).all())


def evidence(case: Case) -> str:
    """Grade what an assessment rests on: strong, moderate, limited or very limited.

    Notes
    -----
    One value is very limited, two are moderate, five or more strong. One step down each for: comparability B; a horizon
    longer than the history; fewer than ten events expected behind the latest rate, or a body of fewer
    than a hundred.
    """
    first, latest = case.first, case.latest
    if case.alone:
        return EVIDENCE[0]
    if first is None or latest is None:
        return "" if latest is None or not case.projected else EVIDENCE[0]
    steps = 3 if len(case.series) >= LONG else 2
    steps -= "B" in case.series.grades
    steps -= case.at - latest.year > latest.year - first.year
    few = latest.numerator < FEW_EVENTS if case.kind is Kind.RATE else latest.denominator < SMALL_BODY
    return EVIDENCE[max(steps - bool(few), 0)]


def _status(value, criterion):
    return "no value" if value is None or criterion is None else "met" if criterion.met(value) else "not met"


def _changes(case):
    """Change so far, change required from now, acceleration; NaN where there is none."""
    first, latest = case.first, case.latest
    if first is None or not case.kind.modelled:
        return math.nan, math.nan, math.nan
    so_far = float(measure.change_per_year(first.value, latest.value, latest.year - first.year, case.kind))
    left = case.at - latest.year
    if case.criterion is None or left <= 0:
        return so_far, math.nan, math.nan
    goal = min(max(latest.value, case.criterion.low), case.criterion.high)
    required = float(measure.change_per_year(latest.value, goal, left, case.kind))
    same_way = required == 0 or required * so_far > 0
    return so_far, required, abs(required / so_far) if same_way and so_far else math.nan


def _years_ahead(case):
    """The years in which a median might first meet the target; none where it is met already or nothing can be asked."""
    if case.criterion is None or not case.projected or case.alone or not case.comparable:
        return ()
    if case.criterion.met(case.latest.value):
        return ()
    return range(case.latest.year + 1, case.period.last + BEYOND)


def _attainment_year(case, medians):
    """The first year whose median meets the target, the latest year if met; NaN if none is found."""
    if case.latest is None or case.alone:
        return math.nan
    if case.criterion.met(case.latest.value):
        return float(case.latest.year)
    met = (year for year in _years_ahead(case) if case.criterion.met(medians[id(case), year]))
    return float(next(met, math.nan))
