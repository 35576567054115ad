"""What is part of something else cannot exceed it."""

from collections.abc import Iterator
from itertools import pairwise

from ..indicator.kind import Kind
from .book import Book
from .relations import relations
from .rule import Finding, measured, number, printed_line, rule, where

_ASK = ("Ask which of the two is right.", "请核实两数孰误。")


def _exceeds(part, whole, factor=1.0):
    return part.value is not None and whole.value is not None and part.low > factor * whole.high + 1e-9


def _finding(severity, part, whole, year, reason=("", "")):
    a, b = part.cells[year], whole.cells[year]
    (english_a, chinese_a), (english_b, chinese_b) = measured(a.text, part.unit), measured(b.text, whole.unit)
    english = f"{english_a} exceeds the {english_b} of {where(whole)}"
    chinese = f"{chinese_a}大于{where(whole, 'zh')}的{chinese_b}"
    if reason[0]:
        english, chinese = f"{english}; {reason[0]}", f"{chinese}；{reason[1]}"
    limit = number(b.value / part.scale, 4)
    lines = (printed_line(part, year, f"≤ {limit}"), printed_line(whole, year))
    return Finding(severity, (english, chinese), _ASK, lines)


@rule("nesting", "部分大于总体")
def part_exceeds_whole(book: Book) -> Iterator[Finding]:
    """A count of a part is not larger than the whole it is printed under, nor a share's numerator than
    its denominator."""
    told = set()
    for row in book.rows.values():
        for part, whole in ((row.key, row.parent), (row.numerator, row.denominator)):
            if whole is None or part is None or (part, whole) in told or whole not in book.rows:
                continue
            told.add((part, whole))
            less, more = book.rows[part], book.rows[whole]
            for year in book.years if less.kind is more.kind is Kind.COUNT else ():
                if _exceeds(less.cells[year], more.cells[year]):
                    yield _finding("certain", less, more, year)


@rule("nesting", "包含关系颠倒")
def smaller_exceeds_larger(book: Book) -> Iterator[Finding]:
    """Some quantities contain others by definition (deaths before one year are among those before
    five); ``relations.csv`` lists the pairs."""
    for relation in relations("at_most"):
        for part in book.find(relation.left):
            # where the whole is printed twice, the one in the same table is its neighbour
            for whole in sorted(book.find(relation.right), key=lambda row: row.key[0] != part.key[0])[:1]:
                for year in book.years if _comparable(part, whole) else ():
                    if _exceeds(part.cells[year], whole.cells[year], relation.slack):
                        yield _finding(relation.severity, part, whole, year, (relation.reason_en, relation.reason_zh))


def _comparable(part, whole):
    return part.key != whole.key and (part.unit == whole.unit or part.kind is whole.kind is Kind.COUNT)


@rule("nesting", "推算例数超过总例数")
def cases_exceed_their_kind(book: Book) -> Iterator[Finding]:
    """A prevalence times the people examined is a number of cases; it cannot exceed all cases of that
    kind on record."""
    for relation in relations("cases_at_most"):
        for share in book.find(relation.left):
            for whole in book.find(relation.right):
                for year in book.years:
                    births = book.births.get(year)
                    if share.value(year) is None or whole.value(year) is None or not births:
                        continue
                    cases = share.value(year) / 100 * births
                    if cases <= whole.cells[year].high:
                        continue
                    evidence = (
                        f"{share.cells[year].text} % of some {births:,.0f} births would be {cases:,.0f} cases; "
                        f"{where(whole)} has {whole.cells[year].text} in all",
                        f"约{births:.0f}例活产的{share.cells[year].text}%即{cases:.0f}例，而{where(whole, 'zh')}总共{whole.cells[year].text}",
                    )
                    action = ("Ask for cases and persons examined.", "请报送感染人数与检测人数。")
                    yield Finding(
                        relation.severity, evidence, action, (printed_line(share, year), printed_line(whole, year))
                    )


@rule("nesting", "累计数增速超过当年数")
def cumulative_number_outruns_its_years(book: Book) -> Iterator[Finding]:
    """A cumulative number grows by the cases of each year, so between two years it cannot rise faster
    than the larger of the yearly numbers unless the years between were higher still."""
    for relation in relations("yearly_of"):
        for yearly in book.find(relation.left):
            for total in book.find(relation.right):
                for before, after in pairwise(book.years):
                    values = [total.value(before), total.value(after), yearly.value(before), yearly.value(after)]
                    if None in values:
                        continue
                    pace = (values[1] - values[0]) / (after - before)
                    if values[0] <= values[1] and pace <= 1.1 * max(values[2:]):
                        continue
                    evidence = (
                        f"the cumulative number changed by {number(pace, 1)} a year, while {number(values[2])} and "
                        f"{number(values[3])} were reported in {before} and {after}",
                        f"累计数年均增加{number(pace, 1)}，而{before}、{after}年当年报告数为{number(values[2])}、{number(values[3])}",
                    )
                    action = ("Ask for the yearly numbers in between.", "请提供其间各年数字。")
                    lines = (printed_line(total, after), printed_line(total, before), printed_line(yearly, after))
                    yield Finding(relation.severity, evidence, action, lines)
