"""What a form says (an entry), and what is doubtful about it (a query)."""

from dataclasses import dataclass, field, replace

from ..words.both import Both
from . import layout

COUNTED = ("numerator", "denominator")
FIGURES = ("value", *COUNTED)
SENDER = "报送单位"  # what a query on the name of a form's sender concerns
NUMBERS = (*FIGURES, *layout.STRATA.values(), *layout.AGES.values())


@dataclass(frozen=True, slots=True)
class Query:
    """One doubtful cell of a returned file.

    Parameters
    ----------
    file, sheet, place : where; ``place`` as "K7", blank for a whole file or sheet.
    code, heading : target and column it concerns.
    severity : "certain" (blocks) or "question".
    found, expected, why : what stands there, what should, and why it is asked; words in both languages, or what is
        the same in each, as a number.
    """

    file: str
    sheet: str
    place: str
    code: str
    heading: str
    severity: str
    found: str | Both
    expected: str | Both
    why: str | Both

    def told(self, lang: str) -> "Query":
        """Return the query in one language, "en" or "zh".

        >>> Query("a.xlsx", "", "K7", "W04", "本年值", "question", "0", Both("a figure", "有数的一格"), "").told("en").expected
        'a figure'
        """
        words = {name: text_of(getattr(self, name), lang) for name in ("found", "expected", "why")}
        return replace(self, **words)


def text_of(said: str | Both, lang: str) -> str:
    """Return words in one language, or what is the same in each."""
    return said.text(lang) if isinstance(said, Both) else said


@dataclass(frozen=True, slots=True)
class Entry:
    """What a form says of one target in one year.

    Parameters
    ----------
    code, year, status : target, year reported on, 初步数 or 核定数 (初步数 where none is chosen).
    numbers : field → number, where one was written.
    texts : field → text as written, of numbers too.
    places : field → cell.
    headings : field → heading of its column.
    file, sheet, department : where it came from.
    shown : field → number as its cell shows it, where a number format shows it rounded.
    """

    code: str
    year: int
    status: str
    numbers: dict[str, float]
    texts: dict[str, str]
    places: dict[str, str]
    headings: dict[str, str]
    file: str
    sheet: str
    department: str
    shown: dict[str, str] = field(default_factory=dict)


def query(entry: Entry, field: str, severity: str, found: str | Both, expected: str | Both, why: str | Both) -> Query:
    """Return the :class:`Query` of one field of an entry."""
    place, heading = entry.places.get(field, ""), entry.headings.get(field, "")
    return Query(entry.file, entry.sheet, place, entry.code, heading, severity, found, expected, why)
