"""Live births behind the printed death rates, for the rules that need a denominator."""

import math
from dataclasses import dataclass

from ..indicator import counts
from ..indicator.unit import multiplier
from ..plan import printed
from ..plan.births import REGISTERED, nearest

SEARCHED = 60_000  # births; no district has more
BY_REGISTER = 1.4  # births behind the rates and in the register of that year differ by less than this factor
BY_DECADE = 2.0  # births of one decade and the next differ by less than this factor


@dataclass(frozen=True, slots=True)
class Rates:
    """Printed rates of one year on live births, and the whole events behind them (None where none fit)."""

    year: int
    rows: tuple
    recovery: object


def birth_rates(book):
    """Return one :class:`Rates` a year with two or more rates on live births, latest year first."""
    rows = [_source(book, goal) for goal in book.goals if goal["counts"] == "live_births"]
    found, later = [], None
    for year in reversed(book.years):
        shown = [row for row in rows if row is not None and row.value(year) is not None]
        if len(shown) < 2:
            continue
        registered = book.outside.get(REGISTERED, {}).get(year)
        known, factor = (registered, BY_REGISTER) if registered else (later, BY_DECADE)
        low, high = (known / factor, known * factor) if known else (1, SEARCHED)
        values = [row.value(year) for row in shown]
        per = [multiplier(row.unit) for row in shown]
        digits = [printed.decimals(row.cells[year].text) for row in shown]
        recovery = counts.recover_counts(values, per, digits, max(int(low), 1), math.ceil(high))
        recovery = nearest(recovery, known)
        later = recovery.denominator if recovery else later
        found.append(Rates(year, tuple(shown), recovery))
    return found


def _source(book, goal):
    table, _, row = str(goal["source"]).partition(":")
    found = book.rows.get((table, int(row))) if row.isdecimal() else None
    return found if found is not None and multiplier(found.unit) else None


def births_by_year(book):
    """Return the live births of each year: behind the rates, or else in the register."""
    found = dict(book.outside.get(REGISTERED, {}))
    return found | {one.year: one.recovery.denominator for one in book.birth_rates if one.recovery}
