"""What a rule of the audit is, what it finds, and the register of all rules."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..plan.plan import Plan
from ..plan.target import Target
from ..words import labels
from .book import Book, Key, Row

SEVERITIES = ("certain", "question", "note")
DRAFTER = "规划编制单位"  # whom to ask about the text
ANY_LEVEL, ANY_ABOVE = "本级", "上级"  # words for the levels of any plan


@dataclass(frozen=True, slots=True)
class Line:
    """One printed row that a finding concerns.

    Parameters
    ----------
    key : (table, row) of the printed row.
    column : column of the cell.
    year : year it is of.
    printed : the cell as printed.
    expected : what it would have to be, where that can be said.
    """

    key: Key
    column: str
    year: int
    printed: str
    expected: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong or doubtful, with every row it concerns.

    Parameters
    ----------
    severity : "certain" (the cells contradict each other, or what the plan itself asks), "question" (ask),
        "note" (true, and limits use).
    evidence, action : (English, Chinese).
    lines : the rows concerned, the likeliest culprit first.
    ask : whom to ask, where it is not the departments of the rows.
    """

    severity: str
    evidence: tuple[str, ...]
    action: tuple[str, ...]
    lines: tuple[Line, ...]
    ask: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A named check; ``find(book)`` yields findings.

    Parameters
    ----------
    name, family : which it is, and what it is about.
    wording : its Chinese name in documents, with {own} and {above} where levels are named.
    find : the check.
    """

    name: str
    family: str
    wording: str
    find: Callable[[Book], Iterator[Finding]]

    def title(self, plan: Plan | None = None) -> str:
        """Return the Chinese name in a plan's words for its levels, or in words that fit any plan.

        >>> Rule("weaker", "targets", "{own}目标低于{above}目标", iter).title()
        '本级目标低于上级目标'
        """
        own, above = (ANY_LEVEL, ANY_ABOVE) if plan is None else (plan.levels.own.zh, plan.levels.above.zh)
        return self.wording.format(own=own, above=above)

    @property
    def reasoning(self) -> str:
        """Why the rule holds: its docstring."""
        return " ".join((self.find.__doc__ or "").split())


RULES: dict[str, Rule] = {}


def rule(family: str, wording: str) -> Callable:
    """Register a function of a :class:`~kzplan.findings.book.Book` as the rule of its name."""

    def register(function: Callable[[Book], Iterator[Finding]]) -> Callable[[Book], Iterator[Finding]]:
        RULES[function.__name__] = Rule(function.__name__, family, wording, function)
        return function

    return register


def printed_line(row: Row, year: int, expected: str = "") -> Line:
    """Return the line of a value cell."""
    return Line(row.key, f"value_{year}", year, row.cells[year].text, expected)


def target_line(book: Book, row: Row, expected: str = "") -> Line:
    """Return the line of a cell with the target that the base year had to meet."""
    period = book.plan.period
    return Line(row.key, period.past_target, period.base, row.target, expected)


def goal_line(book: Book, goal: Target, expected: str = "") -> Line:
    """Return the line of a cell with a target of the plan's last year."""
    return Line((goal.table, goal.row), "target_district", book.plan.period.last, goal.text, expected)


def number(value: float, digits: int = 2) -> str:
    """Return a number as evidence shows it: at most ``digits`` decimals, none that say nothing.

    >>> number(37.9747), number(8.0), number(9268.0)
    ('37.97', '8', '9268')
    """
    text = f"{value:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def where(row: Row, lang: str = "en") -> str:
    """Return where a row is printed, in words."""
    part, at = row.key[0].partition("_")[0], row.key[1]
    return f"{labels.word(part, 'zh')}表第{at}行" if lang == "zh" else f"{part}'s table row {at}"


def measured(text: str, unit: str) -> tuple[str, ...]:
    """Return a printed number with its unit, in English and Chinese.

    >>> measured("10.79", "1/10万"), measured("91", "%")
    (('10.79 per 100,000', '10.79/10万'), ('91 %', '91%'))
    """
    return f"{text} {labels.after_number(unit, 'en')}".strip(), f"{text}{labels.after_number(unit, 'zh')}"
