"""Targets of an interim year, judged in that year: 2025年达到90%，2030年达到95% asks for 90 % in 2025."""

import math

from ..indicator.target import FROM_BASE, Criterion
from ..odds.case import Case
from . import judge


def criterion_of(case: Case, year: int) -> Criterion | None:
    """Return what is asked of a year that has an interim target; None where there is none, or it cannot be measured."""
    rule = case.target.interim.get(year)
    if rule is None:
        return None
    known = case.series.by_year if case.comparable else case.series.up_to(-1).by_year
    start = rule.starts(known, case.period.base)
    if rule.form in FROM_BASE and start == year:  # the first report, which nothing but itself stands beside
        return None
    return rule.criterion(known.get(start), years=year - start)


def at_interim(case: Case, value: float | None, year: int) -> dict[str, object]:
    """Return the columns of the evaluation that are about the year's interim target.

    Parameters
    ----------
    case : of the target.
    value : of the year, or None.
    year : evaluated.

    Returns
    -------
    dict : ``interim``, the target as printed; ``verdict_interim``, as of :func:`kzplan.evaluation.judge.verdict`, "no target"
        where the year has none; ``gap_interim``, the distance from it in the indicator's unit.
    """
    rule, criterion = case.target.interim.get(year), criterion_of(case, year)
    if rule is None or rule.form == "none":
        return {"interim": "", "verdict_interim": judge.NO_TARGET, "gap_interim": math.nan}
    told = judge.verdict(value, criterion, rule.form, case.kind)
    if value is None or criterion is None or told not in judge.JUDGED:
        gap = math.nan
    else:
        gap = round(judge.shortfall(value, criterion), 10)
    return {"interim": rule.text, "verdict_interim": told, "gap_interim": gap}
