"""Values too large, too small, too fast, too round or too steady to be what they say."""

from collections.abc import Iterator
from itertools import pairwise

from ..indicator.kind import Kind
from ..plan.printed import decimals
from .book import Book
from .relations import bounds, relations
from .rule import Finding, measured, number, printed_line, rule, where

# 99.5th percentiles of the change over ten years in the panel of the backtest (assumption A15);
# tests/test_leap_thresholds.py recomputes them
POINTS = 42.0  # percentage points
RATE_FACTOR = 4.7  # rates
# 99.9th percentile of the ratio of percentages, for those too small to move by many points
SHARE_FACTOR = 17.0
SMALL_SHARE = 20.0  # per cent
COUNT_FACTOR = 8.0  # the panel's counts are populations, which move less; chosen
FEW_FACTOR = 30.0  # the same for counts that start from a few; chosen
ROUND = 1000
LONGEST_LIFE = 125  # years
STEADY = 5  # years after which an unchanged count is odd; from one year to the next it is not

_ASK = ("Ask for the value and its unit.", "请核实数值与单位。")


@rule("magnitude", "数值超出合理范围")
def outside_plausible_range(book: Book) -> Iterator[Finding]:
    """Some indicators cannot take certain values in their unit; ``bounds.csv`` lists ranges with reasons,
    and a value outside usually has a wrong unit or a slipped decimal point."""
    for bound in bounds():
        for row in book.rows.values():
            if row.indicator != bound.indicator or row.unit != bound.unit:
                continue
            outside = [
                year
                for year in book.years
                if row.value(year) is not None
                and (row.cells[year].high < bound.low or row.cells[year].low > bound.high)
            ]
            if not outside:
                continue
            span, shown = f"{bound.low:g}–{bound.high:g}", ", ".join(row.cells[year].text for year in outside)
            english, chinese = measured(shown, row.unit)
            evidence = (f"{english}, outside {span}: {bound.reason_en}", f"{chinese}，超出{span}：{bound.reason_zh}")
            yield Finding("question", evidence, _ASK, tuple(printed_line(row, year, span) for year in outside))


@rule("magnitude", "高于相关比率")
def above_a_related_rate(book: Book) -> Iterator[Finding]:
    """A rate that is part of another known for the place cannot exceed it, in the nearest year on record."""
    for relation in relations("outside_at_most"):
        series = book.outside.get(relation.right, {})
        for row in book.find(relation.left):
            for year in book.years if series else ():
                cell = row.cells[year]
                near = min(series, key=lambda known: abs(known - year))
                if cell.value is None or cell.low <= series[near]:
                    continue
                english, chinese = measured(cell.text, row.unit)
                evidence = (
                    f"{english} exceeds the {number(series[near])} of {relation.right} ({near}): {relation.reason_en}",
                    f"{chinese}高于{near}年{relation.right}{number(series[near])}：{relation.reason_zh}",
                )
                yield Finding(
                    relation.severity, evidence, _ASK, (printed_line(row, year, f"≤ {number(series[near])}"),)
                )


@rule("magnitude", "人数超过总人口")
def more_than_the_population(book: Book) -> Iterator[Finding]:
    """Persons are at most the registered population; more is a unit mistaken by ten thousand."""
    people = book.outside.get("年末户籍总人口", {})
    for row in book.rows.values():
        for year in book.years if people and row.unit in ("人", "万人") else ():
            near = min(people, key=lambda known: abs(known - year))
            if row.value(year) is None or row.cells[year].low <= 1.2 * people[near] * 10_000:
                continue
            english, chinese = measured(row.cells[year].text, row.unit)
            evidence = (
                f"{english}, more than the registered population of {people[near]:g} × 10,000 ({near})",
                f"{chinese}，超过{near}年户籍人口{people[near]:g}万人",
            )
            yield Finding("certain", evidence, _ASK, (printed_line(row, year),))


@rule("magnitude", "不可能的数值")
def impossible_value(book: Book) -> Iterator[Finding]:
    """A share lies between 0 and 100 %, a rate per 1,000 is at most 1,000, nobody lives beyond 125 years or
    sleeps beyond 24 hours a day, and counts are whole and not negative."""
    for row in book.rows.values():
        for year in book.years:
            cell = row.cells[year]
            if cell.value is None or (problem := _impossible(row, cell)) is None:
                continue
            yield Finding("certain", problem, _ASK, (printed_line(row, year),))


def _impossible(row, cell):
    value = cell.value
    if row.unit == "%" and "毛入" not in row.name and not 0 <= value <= 100:
        return (f"{cell.text} % is not a share", f"{cell.text}%不可能是比例")
    if row.unit == "‰" and abs(value) > 1000:
        return (f"{cell.text} ‰ is more than everyone", f"{cell.text}‰超过全体")
    if row.unit == "岁" and value > LONGEST_LIFE:
        return (f"{cell.text} is longer than anybody lives", f"{cell.text}岁超过人的寿命")
    if row.unit == "小时" and "每天" in row.name and value > 24:
        return (f"{cell.text} hours is longer than a day", f"{cell.text}小时超过一天")
    if row.kind is Kind.COUNT and value < 0:
        return (f"{cell.text} is below zero", f"{cell.text}为负数")
    if row.kind is Kind.COUNT and abs(value - round(value)) > 1e-6 and cell.half == 0:
        return (f"{cell.text} {row.unit} is not a whole number", f"{cell.text}{row.unit}不是整数")
    return None


@rule("magnitude", "变幅异常")
def leap(book: Book) -> Iterator[Finding]:
    """A change over ten years beyond nearly all that places elsewhere have seen is asked about: the unit,
    the definition or the base value may have changed."""
    totals = {row.key for relation in relations("yearly_of") for row in book.find(relation.right)}  # grow by design
    for row in book.rows.values():
        for before, after in pairwise(book.years):
            x, y = row.value(before), row.value(after)
            if x is None or y is None or not _leaps(row.kind, x, y, row.unit):
                continue
            if row.key in totals or row.denominator:  # a share with its headcounts is checked against them
                continue
            a, b = row.cells[before].text, row.cells[after].text
            times = f", {y / x:.1f} times" if row.kind is not Kind.PROPORTION and x else ""
            english, chinese = measured(b, row.unit)
            evidence = (
                f"{a} → {english} in {after - before} years{times}, a faster change than in almost any place on record",
                f"{after - before}年间由{a}变为{chinese}",
            )
            action = ("Ask whether definition, unit or scope changed.", "请说明口径、单位或范围有无变化。")
            yield Finding("question", evidence, action, (printed_line(row, before), printed_line(row, after)))


def _leaps(kind, x, y, unit):
    ratio = max(x, y) / min(x, y) if min(x, y) > 0 else 1.0
    if kind is Kind.PROPORTION:
        return abs(y - x) > POINTS or (max(x, y) < SMALL_SHARE and ratio > SHARE_FACTOR)
    if kind is Kind.COUNT or unit.startswith("元"):
        return (ratio > COUNT_FACTOR and min(x, y) >= 20) or (ratio > FEW_FACTOR and max(x, y) >= 100)
    return ratio > RATE_FACTOR and kind in (Kind.RATE, Kind.POSITIVE)


@rule("magnitude", "疑为估计整数")
def round_beside_exact(book: Book) -> Iterator[Finding]:
    """A count of whole thousands beside exact ones, or a whole per cent beside values with two decimals,
    looks estimated."""
    for row in book.rows.values():
        for year in book.years:
            beside = _exact_neighbour(book, row, year)
            if beside is None:
                continue
            other, when = beside
            english, chinese = measured(row.cells[year].text, row.unit)
            evidence = (
                f"{english} stands beside {other.cells[when].text} in {where(other)} ({when})",
                f"{chinese}为整数，而{where(other, 'zh')}{when}年为{other.cells[when].text}",
            )
            action = ("Ask whether it is an estimate.", "请说明是否为估计数。")
            yield Finding("question", evidence, action, (printed_line(row, year),))


def _exact_neighbour(book, row, year):
    """A cell beside which this one is suspiciously round: (row, year), or None."""
    cell = row.cells[year]
    if not cell.value or (row.kind is Kind.PROPORTION and cell.value == 100):
        return None
    parent = book.rows.get(row.parent)
    if row.kind is Kind.COUNT and row.scale > 1:
        return _finer(row, parent, year)
    if row.kind is Kind.COUNT:
        exact = (
            parent is not None and parent.value(year) and parent.scale == row.scale == 1 and parent.value(year) % 100
        )
        return (parent, year) if exact and cell.value % ROUND == 0 else None
    if row.kind is not Kind.PROPORTION or decimals(cell.text) or row.denominator:
        return None
    twins = [
        twin for twin in book.by_identity[(row.indicator, row.stratum)] if twin is not row and twin.key in book.parts
    ]
    if twins:
        return None  # its twin has strata to be set beside
    strata = [part for part in book.parts.get(row.key, ()) if decimals(part.cells[year].text) >= 2]
    if strata:
        return strata[0], year
    others = [when for when in book.years if when != year and decimals(row.cells[when].text) >= 2]
    return (row, others[0]) if others else None


def _finer(row, parent, year):
    """A cell of 万 printed to one decimal or none beside one printed to three or more, or None."""
    if decimals(row.cells[year].text) > 1:
        return None
    beside = [(row, when) for when in row.cells if when != year] + ([(parent, year)] if parent is not None else [])
    return next(((other, when) for other, when in beside if decimals(other.cells[when].text) >= 3), None)


@rule("magnitude", "十年未变")
def unchanged_for_ten_years(book: Book) -> Iterator[Finding]:
    """A quantity of three digits or more that is the same after ten years was probably carried over."""
    for row in book.rows.values():
        for before, after in pairwise(book.years):
            x, y = row.value(before), row.value(after)
            if (
                x is None
                or x != y
                or row.kind is not Kind.COUNT
                or abs(x) < 100
                or _bodies(row)
                or after - before < STEADY
            ):
                continue
            english, chinese = measured(row.cells[after].text, row.unit)
            evidence = (f"{english} in {before} and in {after}", f"{before}年与{after}年均为{chinese}")
            action = ("Ask whether the value was carried over.", "请核实是否沿用旧数。")
            yield Finding("question", evidence, action, (printed_line(row, before), printed_line(row, after)))


def _bodies(row):
    """Counts of villages, schools or bodies may well stay as they are."""
    return row.unit in ("个", "所", "处")
