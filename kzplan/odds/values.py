"""Values of one's own beside those that are known: what is looked at before they enter."""

import warnings
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ..indicator import fractions
from ..indicator.kind import Kind
from ..indicator.series import Series
from ..indicator.target import Rule
from ..words.both import Both
from ..words.errors import InputError, TwoReadings
from ..words.given import YEARS, is_number, shown

if TYPE_CHECKING:
    from .case import Case


def checked_values(given: object, name: str, kind: Kind, until: int | None = None) -> dict[int, float]:
    """Return values of one's own by year, where each is a number within the natural limits of its kind and a whole year's.

    Parameters
    ----------
    given : year → value, a dict or a Series by year.
    name, kind : of what they are values.
    until : the last year that may stand there, the target year; None: any.

    Raises
    ------
    InputError : anything else; the message shows the first.

    >>> checked_values({2024: 97}, "C08", Kind.PROPORTION)
    {2024: 97.0}
    """
    low, high = kind.limits
    expected = f"a number from {low:g} to {high:g} by year, for example {{2024: 9.1}}"
    if not isinstance(given, Mapping | pd.Series):
        raise InputError(f"values of {name}: {shown(given)}; expected {expected}")
    for year, value in given.items():
        numbers = is_number(year) and is_number(value)
        if not numbers or year not in YEARS or not low <= value <= high:
            raise InputError(f"values of {name}: {shown(value)} for {shown(year)}; expected {expected}")
        if until is not None and year > until:
            raise InputError(f"values of {name}: {value!r} for {year}, which is after the target year {until}")
    return {int(year): float(value) for year, value in given.items()}


def with_own(series: Series, given: Mapping[int, float], name: str, source: str) -> Series:
    """Return a series with values of one's own, as :func:`checked_values` returns them.

    Parameters
    ----------
    series, name : what they stand beside, and what it is called in an error.
    given, source : year → value, and where they come from.

    Raises
    ------
    InputError : a share of 1 among shares of 100, as 0.915 among 88 and 93.
    """
    joined = series.with_values(given, source)
    if series.kind is Kind.PROPORTION:
        bare = np.where(joined.denominators > 0, np.nan, joined.values)
        small = fractions.one_among_hundreds(bare, np.arange(len(bare)) == 0)
        wrong = [year for year, one in zip(joined.years.tolist(), small.tolist(), strict=True) if one and year in given]
        if wrong:
            value = given[wrong[0]]
            raise InputError(
                f"values of {name}: {value:g} for {wrong[0]}, a share of 1 among shares of 100; expected 100 × as much"
            )
    return joined


def refuse_shares_of_one(case: "Case", levels: list[float]) -> None:
    """Refuse percentages that lie where they belong only if they are taken times 100, and a target of which that is true.

    Parameters
    ----------
    case : of values of one's own.
    levels : percentages that the same indicator has elsewhere.

    Raises
    ------
    InputError : showing the values, and what they were set beside.
    """
    series, asked = case.series, case.rule.level
    bare = case.kind is Kind.PROPORTION and not (series.denominators > 0).any()
    if (
        bare
        and fractions.may_be_of_one(series.values)
        and fractions.told_of_one(series.values.max(), levels, [case.rule])
    ):
        told = ", ".join(f"{value:g} in {year}" for year, value in series.by_year.items())
        beside = [*[f"the target {case.rule.text}"] * (asked is not None), *fractions.elsewhere(levels)]
        found = f"the values of {case.code}, {told}, beside {' and '.join(beside)},"
        raise InputError(fractions.refused(found))
    if case.kind is Kind.PROPORTION and len(series.values):
        refuse_target_of_one(case.rule, float(series.values.min()), case.code)


def ask_shares_of_one(case: "Case", levels: list[float]) -> None:
    """Warn of percentages below 1 that may be shares of 1, where nothing is known that would tell.

    Parameters
    ----------
    case, levels : as :func:`refuse_shares_of_one` takes them; a level near the values says that they are so small.

    Warns
    -----
    TwoReadings : naming both.
    """
    series = case.series
    if (
        case.kind is not Kind.PROPORTION
        or (series.denominators > 0).any()
        or fractions.known_so_small(series.values, levels)
    ):
        return
    values = series.values.tolist()
    if fractions.may_mean_one(values, [case.rule]):
        last, year = values[-1], int(series.years[-1])
        asked = Both(f" (target {case.rule.text})", f"（目标“{case.rule.text}”）") if case.rule.text else Both("", "")
        english, chinese = (
            f"{case.code}: {last:g} in {year} is taken as {last:g} %{asked.en}. Is it a share of 1, {100 * last:g} %? Then multiply by "
            "100, or say unit='1'; where it is so small, give numerator and denominator and nothing is asked",
            f"{case.code}：{year}年的{last:g}按{last:g}%计{asked.zh}。如为以1计的份额，即{100 * last:g}%，请乘以100，或写明unit='1'；"
            "确实这样小的，给出分子、分母即不再询问",
        )
        warnings.warn(TwoReadings(english, chinese), stacklevel=2)


def refuse_target_of_one(rule: Rule, lowest: float, name: str) -> None:
    """Refuse a target as ≥0.95 where all values are shares of 100.

    Parameters
    ----------
    rule, lowest, name : the target, the lowest value of any year, and of what they are.

    Raises
    ------
    InputError : quoting the target.
    """
    asked = rule.final
    if asked.form == "at least" and asked.level is not None and 0 < asked.level <= 1 and lowest >= fractions.MANY:
        raise InputError(
            f"the target {rule.text} of {name} looks like a share of 1, and all its values are shares of 100; expected a "
            "target of 100, as ≥95"
        )
