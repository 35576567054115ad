"""What a form says (an entry), and what is doubtful about it (a query)."""

from dataclasses import dataclass

from . import layout

NUMBERS = ("value", "numerator", "denominator", *layout.STRATA.values(), *layout.AGES.values())
COUNTED = ("numerator", "denominator")
HEADINGS = {column.field: column.heading for column in layout.columns(True)}


@dataclass(frozen=True)
class Query:
    """One doubtful cell of a returned file.

    Parameters
    ----------
    file, sheet, place : where; ``place`` as "K7", blank for a whole file or sheet.
    code, heading : target and column it concerns.
    severity : "certain" (blocks) or "question".
    found, expected, why : in Chinese, as the department reads them.
    """

    file: str
    sheet: str
    place: str
    code: str
    heading: str
    severity: str
    found: str
    expected: str
    why: str


@dataclass(frozen=True)
class Entry:
    """What a form says of one target in one year.

    Parameters
    ----------
    code, year, status : target, year reported on, 初步数 or 核定数 (初步数 where none is chosen).
    numbers : field → number, where one was written.
    texts : field → text as written, of numbers too.
    places : field → cell.
    file, sheet, department : where it came from.
    """

    code: str
    year: int
    status: str
    numbers: dict
    texts: dict
    places: dict
    file: str
    sheet: str
    department: str


def query(entry, field, severity, found, expected, why):
    """Return the :class:`Query` of one field of an entry."""
    return Query(
        entry.file,
        entry.sheet,
        entry.places.get(field, ""),
        entry.code,
        HEADINGS.get(field, ""),
        severity,
        found,
        expected,
        why,
    )
