"""Cases made of series of one's own: the same object that a plan's targets become."""

from collections.abc import Mapping
from typing import Any

from ..indicator import fractions
from ..indicator.frame import SeriesSet
from ..indicator.kind import Comparability, Kind
from ..indicator.series import Series
from ..indicator.target import DEFAULT_CONVENTIONS, parse_target
from ..plan.catalogue import Known, known_indicators
from ..plan.period import Period
from ..plan.target import Target
from ..plan.usual import usual_levels
from ..words.both import Both
from ..words.errors import InputError
from ..words.given import shown
from .assumptions import FARTHEST, Assumptions, checked, known, refuse_stray
from .case import Case
from .values import ask_shares_of_one, refuse_shares_of_one

OWN = Both("own series", "自有数据")


def many_of(of: object) -> SeriesSet:
    """Return series of one's own by name, one or many.

    Raises
    ------
    InputError : a table, or anything else that is no series.

    >>> import pandas as pd
    >>> many_of(pd.DataFrame())
    Traceback (most recent call last):
    kzplan.words.errors.InputError: a plan or series are expected; got DataFrame. Make series of a table: kzplan.series(frame, kind=…)
    """
    if isinstance(of, Series):
        return SeriesSet({of.name: of})
    if isinstance(of, Mapping) and not len(of):
        raise InputError("no series is given; one is the least")
    if isinstance(of, SeriesSet):
        return of
    if isinstance(of, Mapping) and all(isinstance(one, Series) for one in of.values()):
        return SeriesSet(of)
    told = "Load a plan: kzplan.load_plan(folder)" if isinstance(of, str) else ""
    told = told or "Make series of a table: kzplan.series(frame, kind=…)"
    raise InputError(f"a plan or series are expected; got {type(of).__name__}. {told}")


def case_of(series: Series, target: str | None, at: int | None, **assumptions: Any) -> Case:
    """Return the :class:`~kzplan.odds.case.Case` of a series of one's own.

    Parameters
    ----------
    series : as :func:`kzplan.series` makes them.
    target : in any form that :func:`kzplan.parse_target` reads; None: none, and then there are no odds.
    at : target year.
    **assumptions : fields of :class:`~kzplan.odds.assumptions.Assumptions`.

    Raises
    ------
    InputError : no value, no target year after the last value, shares of 1 under a target of shares of 100, or an assumption
        that is out of range.
    """
    given = known({**assumptions, "at": at})
    at, latest = given["at"], series.latest
    if latest is None:
        raise InputError(f"{series.name} has no value; one is the least")
    if at is None:
        asked = f"at={latest.year + 10}; a year after {latest.year}, the last value of {series.name}, and at most {FARTHEST} later"
        raise InputError(f"no target year is given: say the year by which the target is to be reached, as {asked}")
    if not latest.year < at <= latest.year + FARTHEST:
        last = f"the last value of {series.name}, and at most {FARTHEST} later"
        raise InputError(f"at must be a year after {latest.year}, {last}; got {shown(at)}")
    period = Period(int(series.years[0]), latest.year, latest.year + 1, at, at)
    chosen = checked(given, period)
    if chosen.base_year is not None and chosen.base_year > latest.year:
        raise InputError(f"no value of {series.name} from {chosen.base_year} on; the last is of {latest.year}")
    case = _case(series, target, chosen, period)
    _refuse_zeros(case)
    small = case.kind is Kind.PROPORTION and fractions.may_be_of_one(series.values)
    levels = usual_levels(series.indicator, series.stratum) if small else []
    refuse_shares_of_one(case, levels)
    ask_shares_of_one(case, levels)
    return case


def cases_of(many: Mapping[str, Series], targets: Mapping[str, str], at: int | None, **assumptions: Any) -> list[Case]:
    """Return the cases of several series, each with its target; a series without one has none.

    Raises
    ------
    InputError : a target of a series that is not there.
    """
    if not isinstance(targets, Mapping):
        raise InputError(
            f"targets go by name, as {{{next(iter(many))!r}: '≥95'}}, or are one for all; got {shown(targets)}"
        )
    stray = [name for name in targets if name not in many]
    if stray:
        raise InputError(f"a target of {shown(stray[0])}, which is no series here; there are {', '.join(many)}")
    refuse_stray(assumptions, many)
    return [case_of(series, targets.get(name), at, **assumptions) for name, series in many.items()]


def _case(series: Series, text: str | None, chosen: Assumptions, period: Period) -> Case:
    if text is not None and not isinstance(text, str):
        raise InputError(f"the target of {series.name} is text, as '＜8' or '≥95'; got {shown(text)}")
    target = _target(series, text, period)
    conventions = dict(DEFAULT_CONVENTIONS)
    if chosen.tolerance is not None:
        conventions["about_tolerance"] = float(chosen.tolerance)
    start = target.rule.year_from(period.base)
    criterion = target.rule.criterion(series.by_year.get(start), conventions, period.last - start)
    used = series if chosen.base_year is None else series.since(chosen.base_year)
    about = (Comparability.A, target.rule, criterion, None, chosen.births, chosen, period, period.base, None)
    return Case(target, used, *about, _cite(used))


def _target(series: Series, text: str | None, period: Period) -> Target:
    """The target of a series of one's own, which stands in no table."""
    named = Known(series.indicator, series.stratum, Both(series.name, series.name))
    told = known_indicators().get((series.indicator, series.stratum), named)
    return Target(
        code=series.name,
        plan="",
        table="",
        row=0,
        name=told.name,
        unit=series.unit,
        indicator=series.indicator,
        stratum=series.stratum,
        kind=series.kind,
        direction=series.direction,
        subclass=told.subclass,
        behind=told.behind,
        domain="",
        nature="",
        departments=(),
        comparability=Comparability.A,
        grades={},
        source="",
        source_name="",
        reason=Both("", "") if text else Both("no target is given", "没有给出目标"),
        outside="",
        text=text or "",
        text_above="",
        rule=parse_target(text or "—", series.direction.good, series.unit, period.base).at(period.last),
        rule_above=parse_target("—"),
    )


def _cite(series):
    """What figures are signed with: the sources of the values, where they are said."""
    named = list(dict.fromkeys(source for source in series.sources if isinstance(source, str) and source.strip()))
    each = [OWN if source == OWN.en else Both(source, source) for source in named] or [OWN]
    return Both("; ".join(one.en for one in each), "；".join(one.zh for one in each))


def _refuse_zeros(case):
    """Refuse a value of 0 that has no counts behind it: there is no logarithm of it."""
    series = case.series
    counted = (series.denominators > 0) | bool(case.births and case.target.of_deaths)
    zeros = series.years[(series.values == 0) & ~(counted & (case.kind is Kind.RATE))]
    if case.kind is not Kind.PROPORTION and len(zeros):
        raise InputError(
            f"{series.name} is 0 in {', '.join(map(str, zeros))}, which a {case.kind} cannot be without its counts; a rate "
            "takes numerator, denominator and unit='per …'"
        )
