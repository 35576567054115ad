"""The same quantity printed twice, and different quantities with the same value."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations

from ..indicator.kind import Kind
from .book import Book
from .relations import relations
from .rule import Finding, number, printed_line, rule, where

ALIKE = 0.5  # share of characters two names have in common to count as kin
_ASK = ("Ask which value holds, and print one.", "请核定一个数值，各表一致使用。")


def _pairs(book):
    """Rows that print one quantity: equal identity, or declared the same in ``relations.csv``."""
    for rows in book.by_identity.values():
        yield from combinations(rows, 2)
    for relation in relations("same"):
        for left in book.find(relation.left):
            for right in book.find(relation.right):
                yield left, right


def _of_one_unit(left, right):
    return left.unit == right.unit or left.kind is right.kind is Kind.COUNT


@rule("repetition", "同一指标数值不一")
def same_quantity_two_values(book: Book) -> Iterator[Finding]:
    """A quantity has one value a year, in whichever table and unit it is printed."""
    for left, right in _pairs(book):
        for year in book.years:
            if left.value(year) is None or right.value(year) is None or not _of_one_unit(left, right):
                continue
            a, b = left.cells[year], right.cells[year]
            if a.low <= b.high + 1e-9 and b.low <= a.high + 1e-9:
                continue
            evidence = (
                f"{a.text} in {where(left)}, {b.text} in {where(right)}, for one quantity in {year}",
                f"同一指标{year}年值，{where(left, 'zh')}为{a.text}，{where(right, 'zh')}为{b.text}",
            )
            yield Finding("certain", evidence, _ASK, (printed_line(left, year), printed_line(right, year)))


@rule("repetition", "一处有数一处空缺")
def known_in_one_place_only(book: Book) -> Iterator[Finding]:
    """A value that is printed in one row cannot be unknown in another row of the same quantity."""
    for left, right in _pairs(book):
        for year in book.years:
            known, unknown = (left, right) if right.value(year) is None else (right, left)
            if known.value(year) is None or unknown.value(year) is not None or not _of_one_unit(left, right):
                continue
            evidence = (
                f"{known.cells[year].text} stands in {where(known)}, and none here",
                f"{where(known, 'zh')}已有{known.cells[year].text}，此处空缺",
            )
            action = ("Fill it in, or say how the two differ.", "请补填，或说明两处口径的差别。")
            lines = (printed_line(unknown, year, known.cells[year].text), printed_line(known, year))
            yield Finding("question", evidence, action, lines)


@rule("repetition", "与统计公报不符")
def outside_value_differs(book: Book) -> Iterator[Finding]:
    """The plan's figure equals what the place's own statistical communiqué gives for the same year."""
    for relation in relations("outside_same"):
        series = book.outside.get(relation.right, {})
        for row in book.find(relation.left):
            for year in book.years:
                cell = row.cells[year]
                if cell.value is None or year not in series or cell.low <= series[year] <= cell.high:
                    continue
                evidence = (
                    f"printed {cell.text}; the communiqué of {year} says {number(series[year])} ({relation.right})",
                    f"所印{cell.text}，{year}年公报“{relation.right}”为{number(series[year])}",
                )
                yield Finding(relation.severity, evidence, _ASK, (printed_line(row, year, number(series[year])),))


@rule("repetition", "不同指标数值相同")
def different_quantities_one_value(book: Book) -> Iterator[Finding]:
    """Two quantities that share a telling value in one year were probably copied from one another: many
    digits and one department, or kindred names next to each other or in the two plans."""
    rows = [row for row in book.rows.values() if row.kind is not Kind.NONE]
    clusters = {}
    for year in book.years:
        groups = {}
        for row in rows:
            if _telling(row.value(year), row):
                groups.setdefault((round(row.value(year), 6), _measure(row)), []).append(row)
        for (value, _), found in groups.items():
            for cluster in _suspicious(book, found, value):
                clusters.setdefault(tuple(row.key for row in cluster), []).append(year)
    for keys, years in clusters.items():
        cluster = [book.rows[key] for key in keys]
        value, when = number(cluster[0].value(years[0]), 4), " and ".join(map(str, years))
        english = ", ".join(where(row) for row in cluster)
        names = "、".join(f"{where(row, 'zh')}{row.full_name}" for row in cluster)
        evidence = (
            f"the same value, {value}, stands for different quantities in {when}: {english}",
            f"{'、'.join(map(str, years))}年不同指标数值相同（{value}）：{names}",
        )
        action = ("Ask whether one was copied from the other.", "请核实是否误抄。")
        yield Finding("question", evidence, action, tuple(printed_line(row, year) for row in cluster for year in years))


def _telling(value, row):
    """Whether a value is worth comparing: not zero, not a round hundred, not a count of a few."""
    if value is None or value == 0 or value % 100 == 0:
        return False
    return value >= 20 if row.kind is Kind.COUNT else value % 5 != 0


def _measure(row):
    return "count" if row.kind is Kind.COUNT else row.unit


def _printed_digits(value):
    return len(re.sub(r"^[0.]+", "", f"{value:.4f}".rstrip("0").rstrip(".")).replace(".", ""))


def _digits(value, row):
    """How many digits of a value say something: near 0 or 100 % fewer do."""
    telling = min(value, 100 - value) if row.unit == "%" and value < 100 else value
    return _printed_digits(telling)


def _suspicious(book, rows, value):
    """Clusters of two or more rows whose equal value is unlikely to be chance or the same thing twice."""
    kept = []
    for left, right in combinations(rows, 2):
        if _one_thing(book, left, right, value):
            continue
        digits = _digits(value, left)
        kin = SequenceMatcher(None, left.full_name, right.full_name).ratio() >= ALIKE
        near = left.key[0] == right.key[0] and abs(left.key[1] - right.key[1]) <= 3
        across = left.key[0] != right.key[0] and left.indicator == right.indicator
        one_desk = left.department == right.department
        beside = near and abs(left.key[1] - right.key[1]) == 1 and left.block != right.block
        same_desk = one_desk and (digits >= 4 or (beside and digits >= 2 and _printed_digits(value) >= 3))
        if same_desk or (digits >= 2 and kin and near) or across:
            kept.append((left, right))
    while kept:
        cluster = list(kept.pop(0))
        for pair in list(kept):
            if set(map(id, pair)) & set(map(id, cluster)):
                cluster += [row for row in pair if row not in cluster]
                kept.remove(pair)
        yield tuple(sorted(cluster, key=lambda row: row.key))


def _one_thing(book, left, right, value):
    """Whether two rows may well have one value: one quantity, a part and its whole, vaccines given together."""
    identity = (left.indicator, left.stratum) == (right.indicator, right.stratum)
    family = right.key == left.parent or left.key == right.parent or (left.parent and left.parent == right.parent)
    together = left.block == right.block and left.unit == right.unit == "%" and value >= 95
    return identity or family or together or frozenset((left.key, right.key)) in _declared(book)


def _declared(book):
    """Pairs of rows that ``relations.csv`` says are one quantity."""
    return {
        frozenset((left.key, right.key))
        for relation in relations("same")
        for left in book.find(relation.left)
        for right in book.find(relation.right)
    }
