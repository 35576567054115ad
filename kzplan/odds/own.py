"""Cases made of series of one's own: the same object that a plan's targets become."""

from collections.abc import Mapping
from typing import Any

from ..indicator.kind import Behind, Comparability
from ..indicator.series import Series
from ..indicator.target import DEFAULT_CONVENTIONS, parse_target
from ..plan.known import Known, known_indicators
from ..plan.period import Period
from ..plan.target import Target
from ..words.both import Both
from ..words.errors import InputError
from .assumptions import Assumptions, checked
from .case import Case

OWN = Both("own series", "自有数据")


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
    InputError : no value, no target year after the last value, or an assumption that is out of range.
    """
    latest = series.latest
    if latest is None:
        raise InputError(f"{series.name} has no value; one is the least")
    if at is None or at <= latest.year:
        raise InputError(f"at must be a year after {latest.year}, the last value of {series.name}; got {at!r}")
    period = Period(int(series.years[0]), latest.year, latest.year + 1, at, at)
    return _case(series, target, checked({**assumptions, "at": at}, period), period)


def cases_of(many: Mapping[str, Series], targets: Mapping[str, str], at: int | None, **assumptions: Any) -> list[Case]:
    """Return the cases of several series, each with its target; a series without one has none.

    Raises
    ------
    InputError : a target of a series that is not there.
    """
    stray = [name for name in targets if name not in many]
    if stray:
        raise InputError(f"a target of {stray[0]!r}, which is no series here; there are {', '.join(many)}")
    return [case_of(series, targets.get(name), at, **assumptions) for name, series in many.items()]


def _case(series: Series, text: str | None, chosen: Assumptions, period: Period) -> Case:
    rule = parse_target(text or "—", series.direction.good)
    known = known_indicators().get(
        (series.indicator, series.stratum), Known(Both(series.name, series.name), "", Behind.NOTHING)
    )
    target = Target(
        code=series.name,
        plan="",
        table="",
        row=0,
        name=known.name,
        unit=series.unit,
        indicator=series.indicator,
        stratum=series.stratum,
        kind=series.kind,
        direction=series.direction,
        subclass=known.subclass,
        behind=known.behind,
        domain="",
        nature="",
        departments=(),
        comparability=Comparability.A,
        grades={},
        source="",
        source_name="",
        reason=Both("", ""),
        outside="",
        text=text or "",
        text_above="",
        rule=rule,
        rule_above=parse_target("—"),
    )
    conventions = dict(DEFAULT_CONVENTIONS)
    if chosen.tolerance is not None:
        conventions["about_tolerance"] = float(chosen.tolerance)
    criterion = rule.criterion(series.by_year.get(rule.base_year or period.base), conventions)
    used = series if chosen.base_year is None else series.since(chosen.base_year)
    return Case(
        target, used, Comparability.A, rule, criterion, None, chosen.births, chosen, period, period.base, None, OWN
    )
