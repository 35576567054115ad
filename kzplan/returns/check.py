"""Checking what came in: the audit's own rules, over the returned figures beside those known before."""

import datetime
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from functools import cached_property
from pathlib import Path

import pandas as pd

from .. import findings
from ..findings.book import Book, Cell, Row
from ..findings.rule import Finding
from ..indicator.kind import Kind
from ..plan import printed
from ..plan.consistency import WHOLE_UNITS
from ..plan.plan import Plan
from ..words.both import Both
from ..words.door import door
from . import beside, departments, files, layout, slips
from .entries import read_form
from .numbers import plain
from .records import NUMBERS, Entry, Query, query
from .workbook import Sheet, Unreadable

FAMILIES = ("share", "strata", "nesting", "magnitude")  # what can be asked of two years of one form
ROUND = "round_beside_exact"  # a workbook shows 86.00 as 86: of a share its roundness says nothing
COUNTS = {"numerator": "分子", "denominator": "分母"}
ORDER = {"certain": 0, "question": 1}


@dataclass(frozen=True)
class ReturnBook(Book):
    """Returned figures as the audit reads printed ones."""

    @cached_property
    def years(self) -> list[int]:
        """The years with a value: those known before, and the one reported on."""
        return sorted({year for row in self.rows.values() for year in row.cells})


@door
def check(
    paths: Iterable[str | Path],
    plan: Plan,
    year: int | None = None,
    read: Callable[[Path], dict[str, Sheet] | None] = lambda path: None,
    why: str = "",
    today: datetime.date | None = None,
    lang: str = "zh",
) -> tuple[list[Entry], pd.DataFrame]:
    """Read returned files and check them.

    Parameters
    ----------
    paths : files as they were sent; they are only read.
    plan : a loaded :class:`~kzplan.plan.plan.Plan`.
    year : year reported on, for files without the form's hidden mark.
    read : how a file's cells are read; None: those of its form.
    why : the reason given for revisions; with one, a responsible department's correction settles a disagreement.
    today : the day it is checked on; None for today's.
    lang : language of the queries, "zh" as the departments read them, or "en"; headings and statuses stay the form's.

    Returns
    -------
    (list of :class:`~kzplan.returns.records.Entry`, DataFrame of queries) : columns as
        :class:`~kzplan.returns.records.Query`; "certain" ones block a merge, questions do not.
    """
    entries, queries = [], []
    for path, name in files.labels(map(Path, paths)).items():
        try:
            own, found = read_form(path, plan, year, read(path), name)
        except Unreadable as problem:
            expected = Both("a form (.xlsx, .xls, .ods or CSV)", "报送表（.xlsx、.xls、.ods或CSV）")
            own, found = [], [Query(name, "", "", "", "", "certain", problem.what, expected, problem.why)]
        entries += own
        queries += found
    queries += [*_to_come(entries, plan, today or datetime.date.today()), *questions(entries, plan)]
    queries += [*departments.responsible(entries, plan), *departments.agree(entries, plan, why)]
    names = [field.name for field in fields(Query)]
    told = sorted((one.told(lang) for one in queries), key=lambda one: ORDER[one.severity])
    return entries, pd.DataFrame([[getattr(one, name) for name in names] for one in told], columns=names)


def _to_come(entries, plan, today) -> Iterator[Query]:
    """Figures of a year that has not begun: the first of each form, and how many there are. An invented plan has no calendar."""
    forms: dict[tuple, list[Entry]] = {}
    for entry in entries:
        if entry.year > today.year and entry.numbers and not plan.invented:
            forms.setdefault((entry.file, entry.sheet, entry.year), []).append(entry)
    for (*_, year), own in forms.items():
        why = Both(
            f"{year} is still to come (today is {today.isoformat()}), and {len(own)} target(s) have figures; check the year reported on, and the computer's date",
            f"{year}年还没有到（今天是{today.isoformat()}），共{len(own)}个指标填了数；请核对报送年份，电脑日期不对的先校正",
        )
        field = next(field for field in NUMBERS if field in own[0].numbers)
        expected = Both(f"figures of {today.year} or before", f"{today.year}年及以前的数")
        yield query(own[0], field, "certain", own[0].texts[field], expected, why)


@door
def questions(entries: list[Entry], plan: Plan) -> list[Query]:
    """Return what has to be asked about entries beside each other, the plan and what was reported before.

    Parameters
    ----------
    entries : list of :class:`~kzplan.returns.records.Entry`.
    plan : a loaded :class:`~kzplan.plan.plan.Plan`.
    """
    slipped, found = list(slips.compare(entries, plan)), []
    for reported in sorted({entry.year for entry in entries}):
        found += _audited([entry for entry in entries if entry.year == reported], plan, reported)
    return slipped + slips.without_repeats(found + list(beside.compare(entries, plan)), slipped)


def _audited(entries, plan, year) -> list[Query]:
    """What the audit's rules say of the entries of one year."""
    rows, where = {}, {}
    for entry in entries:
        for row, field in _rows(entry, plan):
            if row.key not in rows:
                rows[row.key], where[row.key] = row, (entry, field)
    years = {at for row in rows.values() for at in row.cells}
    for row in rows.values():  # a row without a value has a blank cell, as in print
        for known in years - set(row.cells):
            row.cells[known] = Cell("", None, "blank", 0.0)
    book, queries = ReturnBook(plan, rows), []
    for name, one in findings.RULES.items():
        for found in one.find(book) if one.family in FAMILIES else ():
            if found.severity in ORDER and not (name == ROUND and rows[found.lines[0].key].kind is Kind.PROPORTION):
                queries += _queries(found, one.title(plan), where, year)
    return queries


def _queries(found: Finding, title: str, where: dict, year: int) -> list[Query]:
    """A finding as a query of the first returned cell that it concerns."""
    line = next((line for line in found.lines if line.key in where and line.year == year), None)
    if line is None:
        return []
    entry, field = where[line.key]
    place, heading = entry.places.get(field, ""), entry.headings[field]
    why = Both(
        f"{found.evidence[0]}. {found.action[0]}".replace("printed", "reported").removesuffix("."),
        f"{title}：{found.evidence[1]}。{found.action[1]}".replace("所印", "所填").removesuffix("。"),
    )
    cells = (found.severity, line.printed, line.expected, why)
    return [Query(entry.file, entry.sheet, place, entry.code, heading, *cells)]


def _rows(entry: Entry, plan: Plan) -> Iterator[tuple[Row, str]]:
    """The rows of one entry as the audit reads them, each with the form's field it comes from."""
    total = _total(entry, plan)
    home, year = total.key[0], entry.year
    keys = {field: (home, f"{entry.code}{words}") for field, words in COUNTS.items() if field in entry.numbers}
    if "value" in entry.numbers:
        whole = total.unit in WHOLE_UNITS and total.kind is Kind.COUNT
        cells = _known(plan, entry) | {year: _cell(entry, "value", whole)}
        top, bottom = keys.get("numerator"), keys.get("denominator")
        yield replace(total, numerator=top, denominator=bottom, cells=cells), "value"
    for field, key in keys.items():
        count = replace(total, key=key, unit="人", kind=Kind.COUNT, indicator=f"{entry.code} {field}", stratum=field)
        yield replace(count, cells={year: _cell(entry, field, whole=True)}), field
    for heading, stratum in (layout.STRATA | layout.AGES).items():
        if stratum in entry.numbers and "value" in entry.numbers:
            part = replace(total, key=(home, f"{entry.code}{heading}"), stratum=stratum, parent=total.key)
            yield replace(part, cells={year: _cell(entry, stratum)}), stratum


def _total(entry, plan):
    """The row of an entry's target, without any cell."""
    target = plan.target(entry.code)
    key = (f"{target.plan}_returns", entry.code)  # the audit names a row by its plan
    return Row(
        key=key,
        name=target.name.zh,
        full_name=target.name.zh,
        name_en=target.name.en,
        unit=target.unit,
        scale=1.0,
        indicator=target.indicator,
        stratum=target.stratum,
        kind=target.kind,
        direction=target.direction,
        parent=None,
        numerator=None,
        denominator=None,
        department=entry.department,
        block=key,
        target="",
        cells={},
    )


def _known(plan, entry):
    """The last value known before, by its year."""
    one = plan.series_of(entry.code).latest_to(entry.year - 1)
    return {} if one is None else {one.year: Cell(f"{one.value:g}", one.value, "", 0.5 * 10.0**-one.decimals)}


def _cell(entry, field, whole=False):
    text = re.match(r"[\d.,]*", plain(entry.texts[field]))[0] or f"{entry.numbers[field]:g}"
    # a workbook shows 4.00 as 4: a bare whole number is taken as one with a decimal
    return Cell(text, entry.numbers[field], "", 0.0 if whole else 0.5 * 10.0 ** -max(printed.decimals(text), 1))
