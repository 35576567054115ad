"""Checking what came in: the audit's own rules, over the returned figures beside those known before."""

import re
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path

import pandas as pd

from .. import findings
from ..findings.book import Book, Cell, Row
from ..plan import printed
from ..plan.consistency import WHOLE_UNITS
from . import beside, layout
from .entries import read_form
from .numbers import plain
from .records import Query
from .workbook import Unreadable

FAMILIES = ("share", "strata", "nesting", "magnitude")  # what can be asked of two years of one form
COUNTS = {"numerator": "分子", "denominator": "分母"}


@dataclass(frozen=True)
class ReturnBook(Book):
    """Returned figures as the audit reads printed ones."""

    @cached_property
    def years(self):
        """The years with a value: those known before, and the one reported on."""
        return sorted({year for row in self.rows.values() for year in row.cells})


def check(paths, plan, year=None):
    """Read returned files and check them.

    Parameters
    ----------
    paths : files as they were sent; they are only read.
    plan : a loaded :class:`~kzplan.plan.plan.Plan`.
    year : year reported on, for files without the form's hidden mark.

    Returns
    -------
    (list of :class:`~kzplan.returns.entries.Entry`, DataFrame of queries) : columns as
        :class:`~kzplan.returns.entries.Query`; "certain" ones block a merge, questions do not.
    """
    entries, queries = [], []
    for path in map(Path, paths):
        try:
            own, found = read_form(path, plan, year)
        except Unreadable as problem:
            queries.append(
                Query(path.name, "", "", "", "", "certain", problem.what, "报送表（.xlsx或CSV）", problem.zh)
            )
            continue
        entries += own
        queries += found
    for reported in sorted({entry.year for entry in entries}):
        queries += _audited([entry for entry in entries if entry.year == reported], plan, reported)
    queries += beside.compare(entries, plan)
    table = pd.DataFrame(
        [[getattr(one, field.name) for field in fields(Query)] for one in queries],
        columns=[f.name for f in fields(Query)],
    )
    order = table["severity"].map({"certain": 0, "question": 1})
    return entries, table.assign(order=order).sort_values("order", kind="stable").drop(columns="order").reset_index(
        drop=True
    )


def _audited(entries, plan, year):
    """What the audit's rules say of the entries of one year."""
    rows, where = {}, {}
    for entry in entries:
        for row, field in _rows(entry, plan):
            if row.key not in rows:
                rows[row.key], where[row.key] = row, (entry, field)
    for row in rows.values():  # a row without a value has a blank cell, as in print
        for known in {at for one in rows.values() for at in one.cells} - set(row.cells):
            row.cells[known] = Cell("", None, "blank", 0.0)
    book, queries = ReturnBook(plan, rows), []
    for one in findings.RULES.values():
        for found in one.find(book) if one.family in FAMILIES else ():
            if found.severity in ("certain", "question"):
                queries += _queries(found, one, where, year)
    return queries


def _queries(found, one, where, year):
    """A finding as a query of the first returned cell that it concerns."""
    for line in found.lines:
        if line.key in where and line.year == year:
            entry, field = where[line.key]
            heading = next(column.heading for column in layout.columns(True) if column.field == field)
            why = f"{one.title}：{found.evidence[1]}。{found.action[1]}".replace("所印", "所填").removesuffix("。")
            return [
                Query(
                    entry.file,
                    entry.sheet,
                    entry.places.get(field, ""),
                    entry.code,
                    heading,
                    found.severity,
                    line.printed,
                    line.expected,
                    why,
                )
            ]
    return []


def _rows(entry, plan):
    """The rows of one entry as the audit reads them, each with the form's field it comes from."""
    target = plan.target(entry.code)
    home = f"{target.plan}_returns"  # the audit names a row by its plan
    total = (home, entry.code)
    keys = {field: (home, f"{entry.code}{words}") for field, words in COUNTS.items() if field in entry.numbers}
    unit = target.unit
    common = {
        "name": target.name.zh,
        "full_name": target.name.zh,
        "name_en": target.name.en,
        "scale": 1.0,
        "indicator": target.indicator,
        "direction": target.direction,
        "department": entry.department,
        "block": total,
        "target": "",
    }
    if "value" in entry.numbers:
        cells = _known(plan, entry) | {
            entry.year: _cell(entry, "value", whole=unit in WHOLE_UNITS and target.kind == "count")
        }
        yield (
            Row(
                key=total,
                unit=unit,
                stratum=target.stratum,
                kind=target.kind,
                parent=None,
                numerator=keys.get("numerator"),
                denominator=keys.get("denominator"),
                cells=cells,
                **common,
            ),
            "value",
        )
    for field, key in keys.items():
        yield (
            Row(
                key=key,
                unit="人",
                stratum=field,
                kind="count",
                parent=None,
                numerator=None,
                denominator=None,
                cells={entry.year: _cell(entry, field, whole=True)},
                **common | {"indicator": f"{entry.code} {field}"},
            ),
            field,
        )
    for heading, stratum in (layout.STRATA | layout.AGES).items():
        if stratum in entry.numbers and "value" in entry.numbers:
            yield (
                Row(
                    key=(home, f"{entry.code}{heading}"),
                    unit=unit,
                    stratum=stratum,
                    kind=target.kind,
                    parent=total,
                    numerator=None,
                    denominator=None,
                    cells={entry.year: _cell(entry, stratum)},
                    **common,
                ),
                stratum,
            )


def _known(plan, entry):
    """The last value known before, by its year."""
    seen = plan.observations[(plan.observations["code"] == entry.code) & (plan.observations["year"] < entry.year)]
    return {
        int(one["year"]): Cell(f"{one['value']:g}", one["value"], "", 0.5 * 10.0 ** -one["decimals"])
        for one in seen.tail(1).to_dict("records")
    }


def _cell(entry, field, whole=False):
    text = re.match(r"[\d.,]*", plain(entry.texts[field]))[0] or f"{entry.numbers[field]:g}"
    # a workbook shows 4.00 as 4: a bare whole number is taken as one with a decimal
    return Cell(text, entry.numbers[field], "", 0.0 if whole else 0.5 * 10.0 ** -max(printed.decimals(text), 1))
