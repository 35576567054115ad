"""Of which year each column of a table is, by its heading and the years of the plan: 2020年 | 2025年 | 2030年."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from ..indicator.unit import per_how_many
from ..plan.printed import parse_value, written_unit
from .cells import dated_value, is_dated, is_of_row, year_column
from .columns import (
    ABOVE_TARGET,
    DEPARTMENT,
    DOMAIN,
    NAME,
    NATURE,
    NUMBER,
    OTHER,
    TARGET,
    UNIT,
    VALUE,
    YEAR,
    Column,
    is_midterm,
    of_levels,
    rank,
)
from .facts import Facts, own_words
from .spoken import asks, blanks_part, numbers
from .tables import Printed

_TERM = r"[中终]期|期[中末]|阶段|interim|mid-?term|end-?term|final"
_BARE = re.compile(rf"^(?:到|至)?(?:{_TERM})?\(?(?:19|20)\d\d年?(?:底|末)?\)?(?:{_TERM})?$", re.IGNORECASE)
_WITH_UNIT = re.compile(r"\s*([\d０-９][\d０-９.．,，]*)\s*([^\d０-９.．,，\s].*?)\s*")  # 5.1%, 1.9个, 9.5/10万
Left = tuple[int, int, str, str, str]
NOT_USED = (
    "stands in a column whose heading does not say that it is a target or a value of a year that the plan has",
    "所在列的表头没有写明是哪一年的目标或数据，没有读入",
)
OTHER_UNIT = (
    "stands in a column of another unit than its row's target",
    "所在列的单位与该行目标的单位不同，没有读入，请核对",
)
NO_NUMBER = (
    "is no single number; write the one value of the plan's own place in the review",
    "不是单独一个数，没有作为基期数据读入；请在核对表中填写本级的一个数值",
)


def date(tables: list[Printed], facts: Facts) -> None:
    """Give the columns of tables the years that their headings leave to the document, and bare years their kind.

    A bare year is of a target where it is the plan's last, of an interim target where it is that of the mid-term, of a value
    where it lies before the plan; others are not read.
    """
    for table in tables:
        table.columns = _once(of_levels([_dated(one, table, facts) for one in table.columns]))


def _dated(column: Column, table: Printed, facts: Facts) -> Column:
    heading = re.sub(r"\s", "", unicodedata.normalize("NFKC", column.heading))
    if column.kind in (TARGET, VALUE) and (above := _above(heading, facts)):
        column = replace(column, kind=ABOVE_TARGET if column.kind == TARGET and above > 0 else OTHER)
    ahead = _ahead(table, facts)
    if column.kind == TARGET and ahead and 0 < column.year < facts.first:  # what the last plan asked
        return replace(column, kind=OTHER)
    if column.kind in (TARGET, ABOVE_TARGET) and not column.year and ahead:
        return replace(column, year=facts.midterm if is_midterm(heading) else facts.last)
    if column.kind == VALUE and not column.year and ahead and facts.base:
        return replace(column, year=facts.base)
    if column.kind != VALUE or not facts.last or column.year < facts.first:
        return column
    own = own_words(facts)
    bare = re.sub(own, "", heading, flags=re.IGNORECASE) if own else heading
    said = re.search(_TERM, bare, re.IGNORECASE) or column.year in (facts.midterm, facts.last)
    return replace(column, kind=TARGET if _BARE.match(bare) and said and column.year <= facts.last else OTHER)


def _above(heading: str, facts: Facts) -> int:
    """By how many levels what a heading names lies above the plan's own; 0 where it names none, or the plan's own place."""
    own = rank(facts.own)
    others = heading.replace(facts.district, "") if facts.district else heading
    named = rank(re.sub(f"[全本我]{facts.own[-1]}", "", others) if facts.own else others)
    nations = named == rank("全国") and not own  # whose level is not known is no nation
    return named - own if named and own else int(nations)


def is_above(heading: str, facts: Facts) -> bool:
    """Whether a heading names a level above the plan's own.

    >>> is_above("全市目标", Facts(own="县")), is_above("全市目标", Facts(own="市")), is_above("National targets", Facts(own="县"))
    (True, False, True)
    """
    return _above(heading, facts) > 0 and rank(facts.title) < rank(heading)


def _ahead(table: Printed, facts: Facts) -> bool:
    """Whether a table is of the plan's own targets."""
    years = [one.year for one in table.columns if one.kind in (TARGET, VALUE) and one.year]
    return table.of_goals or any(facts.first <= year <= facts.last for year in years)


def _once(columns: list[Column]) -> list[Column]:
    """The columns without those of one kind and year: their place does not say which is meant.

    Of values, the one that names the year is (2020年实际), whatever stands beside it without one (完成情况).
    """
    often = Counter((one.kind, one.year) for one in columns if one.kind in (TARGET, VALUE, ABOVE_TARGET))
    named = Counter((one.kind, one.year) for one in columns if one.kind == VALUE and str(one.year) in one.heading)
    alone = [
        often[one.kind, one.year] <= 1 or (named[one.kind, one.year] == 1 and str(one.year) in one.heading)
        for one in columns
    ]
    return [one if sure else replace(one, kind=OTHER) for one, sure in zip(columns, alone, strict=True)]


def one_number(text: str, unit: str = "") -> str:
    """Return a cell of a value: without its row's unit, blank where only blanks part its numbers or it has another unit.

    >>> one_number("12.5"), one_number("12 10"), one_number("1.9个", "个"), one_number("9.5/10万", "1/10万"), one_number("5.1%", "‰")
    ('12.5', '', '1.9', '9.5', '')
    """
    if blanks_part(text):
        return ""
    found = _WITH_UNIT.fullmatch(text)
    said = written_unit(found[2]) if found else ""
    if not found or not unit.strip() or (found[2] in "%‰" and written_unit(unit) == said):  # stays as printed
        return text
    if written_unit(unit) == said:
        return found[1]
    return "" if said == "%" or per_how_many(said) else text


def not_used(table: Printed, facts: Facts) -> Iterator[Left]:
    """Yield (line, page, text, why in English and Chinese) of the cells with a number or a demand that no reading takes."""
    last = max((one.year for one in table.columns if one.kind == TARGET), default=0)
    years = {year_column(table, kind): kind for kind in (VALUE, TARGET) if year_column(table, kind) is not None}
    told = last or any(one.kind == VALUE and one.year in (facts.start, facts.base) for one in table.columns)
    shown = TARGET if table.of_goals else VALUE  # what a row's number is printed beside
    for row in table.rows:
        dated = dated_value(table, row) if table.of_goals else None
        of_row = is_of_row(dated, table.unit(row), facts.base)
        says = told and any(
            text.strip() for one, text in zip(table.columns, row.cells, strict=True) if one.kind == shown
        )
        for at, (one, text) in enumerate(zip(table.columns, row.cells, strict=True)):
            if of_row and dated and at in (dated.at, year_column(table, VALUE)):
                continue
            idle = (
                one.kind == OTHER
                or (one.kind == YEAR and years.get(at) != TARGET)
                or (one.kind == NUMBER and not says and "." in text)  # with what is read, a row's number is
                or (one.kind in (NATURE, DOMAIN, ABOVE_TARGET) and not table.of_goals)
                or (one.kind == ABOVE_TARGET and table.of_goals and one.year != last)
                or (one.kind == ABOVE_TARGET and not table.cell(row, TARGET, one.year).strip())  # of no target
                or (one.kind == VALUE and (not one.year or one.year not in (facts.start, facts.base)))
                or (one.kind == VALUE and is_dated(table, row, at))
                or (one.kind in (DEPARTMENT, UNIT) and not re.search(r"[^\W\d_]", text))  # a number is neither
            )
            if one.kind in (VALUE, TARGET) and numbers(text) and table.of_goals and table.is_of_another_unit(row, one):
                yield (row.line, row.page, _told(table, row, one, text), *OTHER_UNIT)
            elif idle and (numbers(text) or asks(text, True)):
                yield (row.line, row.page, _told(table, row, one, text), *NOT_USED)
            elif one.kind == VALUE and numbers(text) and parse_value(one_number(text, table.unit(row)))[0] is None:
                yield (row.line, row.page, _told(table, row, one, text), *NO_NUMBER)


def _told(table, row, column, text):
    return f"{table.cell(row, NAME).strip()}，{column.heading.strip()}：{text.strip()}"
