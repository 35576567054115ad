"""Live births behind the printed death rates, for the rules that need a denominator."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..indicator import counts
from ..indicator.unit import multiplier
from ..plan import printed
from ..plan.births import REGISTERED, nearest

if TYPE_CHECKING:  # a book has these rates
    from .book import Book, Row

SEARCHED = 60_000  # births; no place of this kind has more
BY_REGISTER = 1.4  # births behind the rates and in the register of that year differ by less than this factor
BY_DECADE = 2.0  # births of one decade and the next differ by less than this factor


@dataclass(frozen=True, slots=True)
class Rates:
    """Printed rates of one year on live births, and the whole events behind them (None where none fit)."""

    year: int
    rows: "tuple[Row, ...]"
    recovery: counts.Recovery | None


def birth_rates(book: "Book") -> list[Rates]:
    """Return one :class:`Rates` a year with two or more rates on live births, latest year first."""
    sources = [book.base_row(goal) for goal in book.goals if goal.of_deaths]
    rows = [row for row in sources if row is not None and multiplier(row.unit)]
    found, later = [], None
    for year in reversed(book.years):
        shown = [row for row in rows if row.value(year) is not None]
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


def births_by_year(book: "Book") -> dict[int, float]:
    """Return the live births of each year: behind the rates, or else in the register."""
    found = dict(book.outside.get(REGISTERED, {}))
    return found | {one.year: one.recovery.denominator for one in book.birth_rates if one.recovery}
