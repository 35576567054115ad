"""What is wrong or doubtful in a plan's tables: general rules, each named, reasoned and able to be switched off."""

from collections.abc import Iterable
from difflib import get_close_matches

import pandas as pd

from ..plan.descriptor import imported
from ..plan.plan import Plan
from ..words import labels
from ..words.both import LANGUAGES
from ..words.errors import InputError, UnknownNameError
from ..words.fixed import Fixed
from ..words.given import instance, shown, written
from . import coding, magnitude, nesting, prose, reconstruction, repeats, shares, strata, targets
from .book import read_book
from .rule import DRAFTER, RULES, SEVERITIES

__all__ = ["COLUMNS", "FAMILIES", "RULES", "SEVERITIES", "audit", "audits", "rules"]

COLUMNS = [
    "finding",
    "rule",
    "family",
    "severity",
    "plan",
    "table",
    "row",
    "column",
    "year",
    "name",
    "printed",
    "expected",
    "evidence",
    "action",
    "department",
    "set_aside",
]
# each room registers its rules when it is imported; the families in the order findings are listed
_ROOMS = (shares, repeats, strata, nesting, reconstruction, magnitude, coding, targets, prose)
FAMILIES = ("share", "repetition", "strata", "nesting", "reconstruction", "magnitude", "coding", "targets", "text")


def rules() -> pd.DataFrame:
    """Return the rules as a table: rule, family, title (Chinese, in words for the levels of any plan), reasoning.

    >>> rules().set_index("rule").loc["total_outside_strata", "family"]
    'strata'
    """
    return pd.DataFrame(
        [(one.name, one.family, one.title(), one.reasoning) for one in RULES.values()],
        columns=["rule", "family", "title", "reasoning"],
    )


def audit(plan: Plan, skip: Iterable[str] = (), lang: str | None = None) -> pd.DataFrame:
    """Return what is wrong or doubtful in a plan's tables.

    Parameters
    ----------
    plan : a loaded :class:`~kzplan.plan.plan.Plan`.
    skip : names of rules to leave out; :func:`rules` lists them.
    lang : language of name, evidence and action, "en" or "zh"; None for the one that is set.

    Returns
    -------
    DataFrame
        One line per printed row concerned; the lines of one finding share its number ``finding``, certain
        ones first, and in each the likeliest culprit. Columns ``rule``, ``family``, ``severity`` (certain: the cells contradict
        each other or what the plan itself asks; question: to be asked about; note: true, and limits what can be said), ``plan``,
        ``table`` (its years, as 2011_2020 or 2021_2030, or text), ``row`` and ``column`` as in ``data/printed/`` (the line,
        for text), ``year``, ``name``, ``printed``, ``expected``, ``evidence``, ``action``, ``department`` whom to ask,
        ``set_aside`` whether ``corrections.csv`` already keeps the cell out of trends. ``attrs["titles"]`` has the
        rules' Chinese titles in the plan's words, ``attrs["imported"]`` whether its rows were written by the import of a document.

    Raises
    ------
    LookupError : for a name in ``skip`` that is no rule.

    >>> from kzplan import load_plan
    >>> found = audit(load_plan())
    >>> boards = found[found["rule"].eq("share_against_headcounts") & found["row"].eq(139)].iloc[0]
    >>> boards["printed"], boards["expected"], boards["severity"]
    ('0.8', '8', 'certain')
    """
    plan = instance("plan", plan, Plan, "a plan, as kzplan.load_plan() returns it")
    skip = _known(skip)
    lang = labels.language(lang)
    return _tables(plan, skip, (lang,))[lang]


def audits(plan: Plan) -> dict[str, pd.DataFrame]:
    """Return what :func:`audit` tells in each language, looked for once.

    Parameters
    ----------
    plan : a loaded :class:`~kzplan.plan.plan.Plan`.

    >>> from kzplan import load_plan
    >>> found = audits(load_plan())
    >>> list(found), found["en"]["finding"].equals(found["zh"]["finding"])
    (['en', 'zh'], True)
    """
    return _tables(instance("plan", plan, Plan, "a plan, as kzplan.load_plan() returns it"), (), LANGUAGES)


def _tables(plan, skip, languages):
    """The findings of all rules but those to skip, as a table for each language."""
    book = read_book(plan)
    chosen = [one for one in RULES.values() if one.name not in skip]
    every = [(one, found) for one in chosen for found in one.find(book)]
    every.sort(key=lambda pair: (SEVERITIES.index(pair[1].severity), FAMILIES.index(pair[0].family)))
    return {lang: _table(plan, book, every, lang) for lang in languages}


def _table(plan, book, every, lang):
    """The lines of all findings in one language."""
    position, goals = int(lang == "zh"), {(goal.table, goal.row): goal for goal in book.goals}
    records = [
        (number, *_record(one, found, line, position, book, goals))
        for number, (one, found) in enumerate(every, start=1)
        for line in found.lines
    ]
    table = pd.DataFrame(records, columns=COLUMNS)
    table.attrs |= {"cite": plan.cite, "titles": Fixed((one.name, one.title(plan)) for one in RULES.values())}
    table.attrs |= {"imported": imported(plan.dictionary)}
    return table


def _known(skip):
    """Names of rules as they are given, none unknown."""
    names = []
    try:
        for name in instance("skip", skip, Iterable, "names of rules"):
            if not isinstance(name, str) or name not in RULES:  # the first is enough: there may be no end to them
                raise _unknown(name)
            names.append(name)
    except TypeError as problem:  # what says that it can be gone through, and cannot: an array without a dimension
        raise InputError(f"skip must be names of rules; got {shown(skip)}") from problem
    return names


def _unknown(name):
    near = get_close_matches(written(name), RULES, n=3, cutoff=0.3)
    return UnknownNameError(f"no rule {shown(name)}. Nearest: {', '.join(near)}. kzplan.findings.rules() lists all.")


def _record(one, found, line, position, book, goals):
    """One line of the table after its number; ``position`` 0 for English, 1 for Chinese."""
    part, table, names, department = _about(line, book, goals)
    return (
        one.name,
        one.family,
        found.severity,
        part,
        table,
        line.key[1],
        line.column,
        line.year,
        names[position],
        line.printed,
        line.expected,
        found.evidence[position],
        found.action[position],
        found.ask or department,
        (*line.key, line.column) in book.set_aside,
    )


def _about(line, book, goals):
    """(plan, table, (English name, Chinese name), department) of a line."""
    part, _, table = line.key[0].partition("_")
    if line.key in book.rows:
        row = book.rows[line.key]
        return part, table, (row.name_en, row.full_name), row.department
    if line.key in goals:
        goal = goals[line.key]
        return part, table, goal.name, goal.department
    return part, table, ("text", "正文"), DRAFTER
