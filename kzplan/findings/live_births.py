"""Live births behind the printed death rates, for the rules that need a denominator."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..indicator import counts
from ..indicator.unit import multiplier
from ..plan import printed
from ..plan.births import LIVE, REGISTERED, counted_behind

if TYPE_CHECKING:  # a book has these rates
    from .book import Book, Row


@dataclass(frozen=True, slots=True)
class Rates:
    """Printed rates of one year on live births, and the whole events behind them (None where none fit, or ``several`` do)."""

    year: int
    rows: "tuple[Row, ...]"
    recovery: counts.Recovery | None
    several: bool = False


def birth_rates(book: "Book") -> list[Rates]:
    """Return one :class:`Rates` a year with two or more rates on live births, latest year first."""
    sources = [book.base_row(goal) for goal in book.goals if goal.of_deaths]
    rows = [row for row in sources if row is not None and multiplier(row.unit)]
    found, later = [], None
    for year in reversed(book.years):
        shown = [row for row in rows if row.value(year) is not None]
        if len(shown) < 2:
            continue
        registered = _outside(book).get(year)
        values = [row.value(year) for row in shown]
        per = [multiplier(row.unit) for row in shown]
        digits = [printed.decimals(row.cells[year].text) for row in shown]
        recovery, several = counted_behind(values, per, digits, registered, later)
        later = recovery.denominator if recovery else later
        found.append(Rates(year, tuple(shown), recovery, several))
    return found


def births_by_year(book: "Book") -> dict[int, float]:
    """Return the live births of each year: behind the rates, or else in the register."""
    found = _outside(book)
    return found | {one.year: one.recovery.denominator for one in book.birth_rates if one.recovery}


def _outside(book):
    """Births by year from outside the plan: live births where there are any, else the registered ones."""
    return dict(book.outside.get(LIVE) or book.outside.get(REGISTERED, {}))
