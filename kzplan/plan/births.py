"""Live births: recovered behind the printed death rates, and expected in the target year."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from ..indicator import counts
from ..indicator.unit import converted, multiplier
from . import printed
from .tables import records

if TYPE_CHECKING:
    from .plan import Plan

REGISTERED = "出生人数(户籍,当年)"
LIVE = "活产数(当年)"  # as maternal and child health counts them, which the rates rest on
SEARCHED = 60_000  # births, where nothing is known of how many there were
BY_REGISTER = 1.4  # births behind the rates and in the register of that year differ by less than this factor
BY_DECADE = 2.0  # births of one decade and the next differ by less than this factor


def recover_births(plan: "Plan") -> dict[int, tuple[tuple[str, ...], counts.Recovery]]:
    """Recover whole deaths and live births behind the rates that share live births as denominator.

    Parameters
    ----------
    plan : a loaded :class:`~kzplan.plan.plan.Plan`.

    Returns
    -------
    dict
        {year: (codes, Recovery)} for years in which two or more such rates are printed and their births can be told, as
        :func:`counted_behind` says; the other solutions stand in ``Recovery.alternatives``.
    """
    rates = [target for target in plan.by_code.values() if target.of_deaths and multiplier(target.unit)]
    registered, found = registered_births(plan), {}
    sources = {(*target.source_rows, (None, None))[0] for target in rates}
    rows = {
        (table, row["row"]): row
        for table in {table for table, _ in sources} & set(plan.tables)
        for row in records(plan.tables[table])
    }
    later = None
    for column, year in reversed(plan.period.value_columns.items()):
        cells = {}
        for target in rates:
            table, row = (*target.source_rows, (None, None))[0]
            if table not in plan.tables or not target.grades[year].usable:
                continue
            text = rows[table, row][column]
            value = printed.parse_value(text)[0]
            if value is not None:
                cells[target.code] = (value, multiplier(target.unit), printed.decimals(text))
        if len(cells) < 2:
            continue
        values, per, digits = zip(*cells.values(), strict=True)
        recovery, _ = counted_behind(values, per, digits, registered.get(year), later)
        if recovery is not None:
            found[year] = tuple(cells), recovery
            later = recovery.denominator
    return dict(sorted(found.items()))


def counted_behind(
    rates: Sequence[float],
    per: Sequence[float],
    decimals: Sequence[int],
    given: float | None = None,
    near: float | None = None,
) -> tuple[counts.Recovery | None, bool]:
    """Return the whole events and births behind printed rates, and whether several numbers of births fit and none is taken.

    Parameters
    ----------
    rates, per, decimals : as :func:`kzplan.indicator.counts.recover_counts` takes them.
    given : births of that year, where they are known: the solution nearest to them is taken.
    near : births of another year of the plan, which bound the search; then, and where nothing is known at all, a solution
        is taken only if it is the only one.

    >>> counted_behind([3.4, 5.1], [1000, 1000], [1, 1])  # one decimal: hundreds of numbers fit
    (None, True)
    >>> counted_behind([3.4, 5.1], [1000, 1000], [1, 1], given=12_000_000)[0].events
    (40800, 61200)
    """
    if given is not None and counts.misfit(rates, per, [round(given)], list(decimals))[0] <= 1:
        births = round(given)
        events = tuple(round(rate * births / one) for rate, one in zip(rates, per, strict=True))
        return counts.Recovery(events, births, births), False
    known, factor = (given, BY_REGISTER) if given is not None else (near, BY_DECADE)
    low, high = (1, SEARCHED) if known is None else (max(int(known / factor), 1), math.ceil(known * factor))
    found = nearest(counts.recover_counts(rates, per, list(decimals), low, high), known)
    taken = found is not None and (given is not None or found.unique)
    return (found if taken else None), found is not None and not taken


def nearest(recovery: counts.Recovery | None, births: float | None) -> counts.Recovery | None:
    """Return a recovery with the solution nearest to the births known put first.

    Parameters
    ----------
    recovery : :class:`~kzplan.indicator.counts.Recovery`, or None where there is none.
    births : live births known from elsewhere, or None.
    """
    if recovery is None or births is None or recovery.unique:
        return recovery
    every = [(recovery.events, recovery.low, recovery.high), *recovery.alternatives]
    every.sort(key=lambda solution: abs((solution[1] + solution[2]) / 2 - births))
    (events, low, high), *others = every
    return counts.Recovery(events, low, high, tuple(others))


def registered_births(plan: "Plan") -> dict[int, float]:
    """Return births by year from ``external.csv``: live births where the folder has them, else as the household register counts them."""
    return _outside(plan, LIVE) or _outside(plan, REGISTERED)


def _outside(plan: "Plan", name: str) -> dict[int, float]:
    """Persons by year of a series of the plan's own area."""
    own = plan.outside_rows(name, str(plan.dictionary.get("geo")))
    births = {row["year"]: converted(row["value"], row["unit"], "人") for row in own}
    return {year: value for year, value in births.items() if value is not None}


def reported_births(plan: "Plan") -> dict[int, float]:
    """Return live births by year of the plan as departments reported them, the denominators of the births-based rates; the largest where they differ."""
    codes = {target.code for target in plan.by_code.values() if target.of_deaths}
    found: dict[int, float] = {}
    for row in plan.returned_rows:
        year, births = row["year"], row["denominator"]
        if row["code"] in codes and row["stratum"] == "total" and year > plan.period.base and pd.notna(births):
            found[year] = max(births, found.get(year, births))
    return dict(sorted(found.items()))


def expected_births(plan: "Plan") -> float | None:
    """Return the live births expected in the target year, or None where nothing is known (assumption A1).

    Notes
    -----
    Mean of the live births reported for the two latest years. Before any were reported: mean of the registered births of the two latest years, times the ratio of maternal-and-child-health
    live births to registered births in the latest year that has both, or as they are where no rate tells that ratio.
    Without registered births: the live births recovered for the latest year. Where the folder has live births, they stand for the registered ones.
    """
    reported = reported_births(plan)
    if reported:
        return float(sum(reported[year] for year in sorted(reported)[-2:]) / len(sorted(reported)[-2:]))
    registered, recovered = registered_births(plan), plan.recovered
    both = sorted(set(registered) & set(recovered))
    if recovered and not both:
        return float(recovered[max(recovered)][1].denominator)
    if not registered:
        return None
    ratio = recovered[both[-1]][1].denominator / registered[both[-1]] if both else 1.0
    recent = sorted(registered)[-2:]
    return float(ratio * sum(registered[year] for year in recent) / len(recent))
