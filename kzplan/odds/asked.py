"""What is asked, as cases: a plan's targets, or series of one's own with theirs."""

import warnings
from collections.abc import Mapping, Sequence
from typing import Any

from ..indicator.frame import SeriesSet
from ..indicator.series import Series
from ..plan.plan import Plan
from ..words.errors import InputError, Unsaid
from ..words.given import shown
from .assumptions import checked, known
from .case import Case, cases
from .own import cases_of, many_of

DECADE = 10  # years after the last value, where no target year is said


def cases_asked(
    of: Plan | Series | SeriesSet,
    targets: str | Mapping[str, str] | None,
    assumptions: Mapping,
    code: str | None = None,
) -> list[Case]:
    """Return the cases of a plan, or of series of one's own with their targets; see :func:`kzplan.outlook`.

    Parameters
    ----------
    of, targets : a plan, or series and name → target, or one target for all.
    assumptions : fields of :class:`~kzplan.odds.assumptions.Assumptions`.
    code : one target or series; None: all.

    Raises
    ------
    InputError : targets of a plan, which has its own; a target of a series that is not there.

    Warns
    -----
    Unsaid : no target year is given, and the series end in different years.
    """
    if isinstance(of, Plan):
        if targets is not None:
            raise InputError("a plan has its own targets; change one by kzplan.project(plan, code, target=…)")
        return cases(of, checked(dict(assumptions), of.period), None if code is None else [code])
    many: Mapping[str, Series] = many_of(of)
    if code is not None:
        many = {code: many[code]}
    given = dict(assumptions)
    for_all = given.pop("target", None)
    known(given)  # what is no assumption is refused by name
    if targets is not None and for_all is not None:
        raise InputError(f"targets and target are both given: {shown(targets)} and {shown(for_all)}; give one of them")
    targets = for_all if targets is None else targets
    told = {} if targets is None else dict.fromkeys(many, targets) if isinstance(targets, str) else targets
    if code is not None and isinstance(told, Mapping):
        told = {name: text for name, text in told.items() if name == code}
    at = given.pop("at", None)
    if at is None:
        at = _decade_after(many)
    return cases_of(many, told, at, **given)


def _decade_after(many):
    """The target year where none is said; a warning where it is not the same number of years after the end of each series."""
    ends = {name: int(one.years[-1]) for name, one in many.items() if len(one)}
    latest = max(ends.values(), default=0)  # series without a value are refused with the others
    apart = [name for name, end in ends.items() if end < latest]
    if apart:
        name, other, at = apart[0], max(ends, key=lambda one: ends[one]), latest + DECADE
        warnings.warn(
            Unsaid(
                f"no target year is given: all series are asked of {at}, {DECADE} years after the last value of any ({other} ends in "
                f"{latest}, {name} in {ends[name]}). Say the year that is meant, as at={at}",
                f"没有给出目标年份：所有序列均按{at}年测算，即最晚一期数据之后{DECADE}年（{other}止于{latest}年，{name}止于{ends[name]}年）。"
                f"请写明目标年份，如at={at}",
            ),
            stacklevel=4,
        )
    return latest + DECADE


def without_target(of: Any, listed: Sequence[Case]) -> bool:
    """Whether series of one's own are asked of, and no target of any is given."""
    return not isinstance(of, Plan) and all(case.rule.form == "none" for case in listed)


def need_a_target(of: Any, listed: Sequence[Case], asked: str) -> None:
    """Refuse series of one's own without any target, of which nothing could be told.

    Parameters
    ----------
    of, listed : what was asked of, and its cases.
    asked : name of the function.

    Raises
    ------
    InputError : showing how a target is given.
    """
    if without_target(of, listed):
        raise InputError(f"no target is given; kzplan.{asked} needs one, as targets={{{listed[0].code!r}: '≥95'}}")
