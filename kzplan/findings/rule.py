"""What a rule of the audit is, what it finds, and the register of all rules."""

from dataclasses import dataclass

from ..words import labels

SEVERITIES = ("certain", "question", "note")
DRAFTER = "规划编制单位"  # whom to ask about the text
RULES = {}


@dataclass(frozen=True, slots=True)
class Line:
    """One printed row that a finding concerns.

    Parameters
    ----------
    key : (table, row) of the printed row.
    column : column of the cell.
    year : year it is of; 2030 for a target of the new plan.
    printed : the cell as printed.
    expected : what it would have to be, where that can be said.
    """

    key: tuple
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
    evidence: tuple
    action: tuple
    lines: tuple
    ask: str = ""


@dataclass(frozen=True)
class Rule:
    """A named check; ``find(book)`` yields findings, ``title`` is its Chinese name in documents."""

    name: str
    family: str
    title: str
    find: object

    @property
    def reasoning(self):
        """Why the rule holds: its docstring."""
        return " ".join((self.find.__doc__ or "").split())


def rule(family, title):
    """Register a function of a :class:`~kzplan.findings.book.Book` as the rule of its name."""

    def register(function):
        RULES[function.__name__] = Rule(function.__name__, family, title, function)
        return function

    return register


def printed_line(row, year, expected=""):
    """Return the line of a value cell."""
    return Line(row.key, f"value_{year}", year, row.cells[year].text, expected)


def target_line(row, expected=""):
    """Return the line of a 2020 target cell."""
    return Line(row.key, "target_2020", 2020, row.target, expected)


def number(value, digits=2):
    """Return a number as evidence shows it: at most ``digits`` decimals, none that say nothing.

    >>> number(37.9747), number(8.0), number(9268.0)
    ('37.97', '8', '9268')
    """
    text = f"{value:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def where(row, lang="en"):
    """Return where a row is printed, in words."""
    women = row.key[0].startswith("women")
    if lang == "zh":
        return f"{'妇女' if women else '儿童'}表第{row.key[1]}行"
    return f"{'women' if women else 'children'}'s table row {row.key[1]}"


def measured(text, unit):
    """Return a printed number with its unit, in English and Chinese.

    >>> measured("10.79", "1/10万"), measured("91", "%")
    (('10.79 per 100,000', '10.79/10万'), ('91 %', '91%'))
    """
    times = "× " if unit.startswith("万") else ""
    chinese = f"{text}{unit.removeprefix('1')}" if unit[:1] != "X" else text
    return f"{text} {times}{labels.unit(unit, 'en')}".strip(), chinese
