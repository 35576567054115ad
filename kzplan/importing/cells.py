"""Values beside targets whose own row says of which year they are: 95 (2019), or Baseline | Year."""

import re
from typing import NamedTuple

from ..indicator.shapes import CALENDAR
from ..plan.printed import parse_value, split_name, written_unit
from .columns import TARGET, VALUE, YEAR
from .figures import Figure
from .proposed import Goal
from .tables import Printed, Row

_HEADED = re.compile(rf"(?<!\d){CALENDAR}(?!\d)")
_ALONE = re.compile(rf"\s*({CALENDAR})\s*年?\s*")
_OF_A_CHANGE = re.compile(
    r"\b(?:by (?!20)|reduction|decrease|increase (?:of|from)|decline|rise|growth|points?|pp|baseline|annual\w*|a year|per year|halve|double)\b|[-+] ?\d",
    re.IGNORECASE,
)
_DATED = re.compile(
    rf"\s*(?P<value>\d[\d., ]*?)\s*(?P<unit>%|‰|per ?cent|(?:per|/) ?1[\d, ]*0\b[a-z ]*)?\s*[(（\[](?:in )?(?P<year>{CALENDAR})年?[)）\]]\s*",
    re.IGNORECASE,
)


class Dated(NamedTuple):
    """A value of a row, its column's place, its year and its unit; the unit blank where the cell names none."""

    at: int
    year: int
    value: str
    unit: str


def year_column(table: Printed, kind: str) -> int | None:
    """Return the place of the column that holds the years of the values, or of the targets, of a table; None where none does for certain."""
    bare, named = [], []
    for at, one in enumerate(table.columns):
        if one.kind == YEAR:
            said = {TARGET: r"target|milestone|目标", VALUE: r"base|reference|data|基|数据"}
            of = [of for of, words in said.items() if re.search(words, one.heading, re.IGNORECASE)]
            named += [at] if of == [kind] else []
            bare += [] if of else [at]
    if named or not bare:
        return named[0] if len(named) == 1 else None
    for step in (-1, 1):  # all behind what they date, or all before it
        beside = {at: _kind_at(table, at + step) for at in bare}
        if all(beside.values()):
            found = [at for at, one in beside.items() if one == kind]
            return found[0] if len(found) == 1 else None
    return None


def _kind_at(table: Printed, at: int) -> str:
    one = table.columns[at] if 0 <= at < len(table.columns) else None
    dated = one is None or one.kind not in (VALUE, TARGET) or _HEADED.search(one.heading)
    return "" if dated or one is None else one.kind


def dated_value(table: Printed, row: Row) -> Dated | None:
    """Return the value of a row whose year stands in its cell, or in a column of years; None where it has none, or several."""
    beside = year_column(table, VALUE)
    found = []
    for at, (one, text) in enumerate(zip(table.columns, row.cells, strict=True)):
        if one.kind != VALUE:
            continue
        own, headed = _DATED.fullmatch(text), _HEADED.search(one.heading)
        if own and (not headed or headed[0] == own["year"]):
            found.append(Dated(at, int(own["year"]), own["value"].strip(), written_unit(own["unit"] or "")))
        elif beside is not None and not headed and (year := _ALONE.fullmatch(row.cells[beside])):
            found.append(Dated(at, int(year[1]), text.strip(), ""))
    found = [one for one in found if parse_value(one.value)[0] is not None]
    return found[0] if len(found) == 1 else None


def is_of_row(dated: Dated | None, unit: str, base: int) -> bool:
    """Whether a dated value may be what a row's target is measured from: of a year before the plan, in the row's unit."""
    return dated is not None and dated.year <= base and (not dated.unit or unit_alike(dated.unit, unit))


def unit_alike(unit: str, of_row: str) -> bool:
    """Whether a cell's unit is that of its row, or its row names none."""
    return not of_row.strip() or written_unit(of_row) == unit


def figures_of_cells(table: Printed, goals: list[Goal], base: int) -> list[Figure]:
    """Return the values of a table that their rows date, each given to its target as the baseline.

    Parameters
    ----------
    table : whose rows are those of ``goals``, one each.
    goals : its targets.
    base : the last year a value may be of.
    """
    found = []
    for goal, row in zip(goals, table.rows, strict=True):
        dated = dated_value(table, row)
        if dated is None or not is_of_row(dated, table.unit(row), base):
            continue
        name, unit = split_name(goal.name)
        quote = f"{name}，{table.columns[dated.at].heading.strip()}：{row.cells[dated.at].strip()}"
        one = Figure(goal.part, goal.line, goal.page, quote, name, dated.unit or unit, {dated.year: dated.value})
        goal.baseline, goal.baseline_score = one, 1.0
        found.append(one)
    return found


def is_dated(table: Printed, row: Row, at: int) -> bool:
    """Whether only its row says of which year a value is: in its cell, or in a column of years where its heading names none."""
    said = _DATED.fullmatch(row.cells[at]) is not None
    return said or (year_column(table, VALUE) is not None and not _HEADED.search(table.columns[at].heading))


def unit_of_target(text: str) -> str:
    """Return the unit that an English target names for its number, where nothing else of its row names one; blank for a change.

    >>> unit_of_target("at least 40%"), unit_of_target("less than 70 per 100,000"), unit_of_target("30% reduction")
    ('%', '1/10万', '')
    """
    if not text.isascii() or _OF_A_CHANGE.search(text):
        return ""
    units = {
        written_unit(one)
        for one in re.findall(r"\d\s*(%|per 1[\d, ]*0)", text.replace("per cent", "%").replace("percent", "%"))
    }
    return units.pop() if len(units) == 1 else ""


def due_elsewhere(table: Printed, row: Row, last: int) -> bool:
    """Whether a column of years says that a row's target is due in another year than the plan's last."""
    at = year_column(table, TARGET)
    due = _ALONE.fullmatch(row.cells[at]) if at is not None else None
    return due is not None and int(due[1]) != last
