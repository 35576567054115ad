"""Shares against the headcounts they are made of."""

import math
from collections.abc import Iterator

from ..indicator.kind import Kind
from ..plan.printed import decimals
from .book import Book
from .rule import Finding, number, printed_line, rule, where

SMALL_BODY = 50  # below it one person is more than two points

_ASK = ("Ask which of the cells is right.", "请核实比例与人数孰误。")


def _sibling(book, row, side):
    """The row of a share's numerator or denominator, borrowed from the same share printed elsewhere."""
    for other in [row, *book.by_identity[(row.indicator, row.stratum)]]:
        key = getattr(other, side)
        if key in book.rows:
            return book.rows[key]
    return None


def _shares(book):
    """Every printed share with its numerator and denominator cells: (row, year, top row, bottom row)."""
    for row in book.rows.values():
        if row.unit != "%":
            continue
        bottom = _sibling(book, row, "denominator")
        if bottom is None:
            continue
        top = _sibling(book, row, "numerator")
        for year in book.years:
            if row.value(year) is not None and bottom.value(year) is not None:
                yield row, year, top, bottom


def _known(book):
    for row, year, top, bottom in _shares(book):
        if top is not None and top.value(year) is not None and bottom.value(year) > 0:
            yield row, year, top, bottom


def _computed(top, bottom):
    """Smallest and largest share (%) that two headcount cells allow."""
    least = bottom.high if bottom.high > 0 else bottom.value
    return 100 * top.low / least, 100 * top.high / max(bottom.low, 1e-9)


def _fit(cell, low, high):
    """How a printed share fits what its headcounts allow: "rounded", "cut" (truncated) or ""."""
    slack = 1e-9
    if cell.low - slack <= high and low <= cell.high + slack:
        return "rounded"
    cut_low, cut_high = cell.value, cell.value + 2 * cell.half
    return "cut" if cut_low - slack <= high and low < cut_high - slack else ""


def _power(cell, low, high):
    """The power of ten by which the printed share is off, or 0."""
    for power in (1, -1, 2, -2, 3, -3):
        factor = 10.0**power
        # three per mille of slack: a share printed with two digits still shows its factor
        width = max(cell.half * factor, 0.003 * abs(high))
        if low - width <= cell.value * factor <= high + width and cell.value > 0:
            return power
    return 0


@rule("share", "比例与人数不符")
def share_against_headcounts(book: Book) -> Iterator[Finding]:
    """A printed share equals its numerator over its denominator, within the rounding of all three cells;
    where it does not, one of the three cells is wrong, and a power of ten between them shows a slipped
    decimal point."""
    for row, year, top, bottom in _known(book):
        cell, part, whole = row.cells[year], top.cells[year], bottom.cells[year]
        low, high = _computed(part, whole)
        if _fit(cell, low, high):
            continue
        share = 100 * part.value / whole.value
        sums = f"{part.text} / {whole.text}"
        english = f"{sums} is {number(share)} %, printed {cell.text}"
        chinese = f"{sums}={number(share)}%，所印为{cell.text}"
        if power := _power(cell, low, high):
            english += f"; off by a factor of {10 ** abs(power)}"
            chinese += f"；相差{10 ** abs(power)}倍，疑为小数点错位"
        elif (fitting := _whole_denominator(cell, part)) is not None:
            english += f"; {part.text} of {fitting} would be exactly that, so the denominator may be wrong"
            chinese += f"；若总数为{fitting}则正好，疑为总数有误"
        lines = (printed_line(row, year, number(share)), printed_line(top, year), printed_line(bottom, year))
        yield Finding("certain", (english, chinese), _ASK, lines)


def _whole_denominator(cell, part):
    """The one whole denominator that gives exactly the printed share, or None."""
    if not cell.value or part.half or part.value <= 0:
        return None
    exact = 100 * part.value / cell.value
    return round(exact) if abs(exact - round(exact)) < 1e-6 else None


@rule("share", "比例截尾未四舍五入")
def share_cut_not_rounded(book: Book) -> Iterator[Finding]:
    """Cutting digits off instead of rounding makes a share look lower by up to one unit of its last
    digit; harmless alone, it decides a verdict at the boundary."""
    for row, year, top, bottom in _known(book):
        cell = row.cells[year]
        low, high = _computed(top.cells[year], bottom.cells[year])
        if _fit(cell, low, high) != "cut":
            continue
        share = 100 * top.value(year) / bottom.value(year)
        digits = decimals(cell.text)
        rounded = f"{share:.{digits}f}"
        sums = f"{top.cells[year].text} / {bottom.cells[year].text} = {share:.{digits + 2}f}"
        evidence = (
            f"{sums} %; rounded it is {rounded}, printed {cell.text}",
            f"{sums}%，四舍五入应为{rounded}，所印{cell.text}为截尾",
        )
        yield Finding("note", evidence, ("Round it.", "请按四舍五入填写。"), (printed_line(row, year, rounded),))


@rule("share", "比例乘总数不是整数")
def share_of_no_whole_number(book: Book) -> Iterator[Finding]:
    """A share of a body is a whole number of its members; where only the body is printed, share times
    body must come near one."""
    for row, year, top, bottom in _shares(book):
        cell, whole = row.cells[year], bottom.cells[year]
        if (top is not None and top.value(year) is not None) or whole.half or whole.value <= 0:
            continue
        # one more digit upwards, in case the share was cut and not rounded
        low, high = cell.low * whole.value / 100, (cell.value + 2 * cell.half) * whole.value / 100
        if math.floor(high + 1e-9) >= math.ceil(low - 1e-9) and not (cell.value > 0 and high < 1):
            continue
        members = number(cell.value * whole.value / 100)
        english = f"{cell.text} % of {whole.text} is {members} persons, not a whole number"
        chinese = f"{whole.text}的{cell.text}%为{members}，不是整数"
        if (other := _as_fraction(book, row, year, bottom)) is not None:
            count, body = other
            english += f"; as a fraction it is {count} of the {number(body.value(year))} in {where(body)}"
            chinese += f"；若为小数而非百分数，则恰为{where(body, 'zh')}{number(body.value(year))}中的{count}"
        lines = (printed_line(row, year), printed_line(bottom, year))
        yield Finding("certain", (english, chinese), _ASK, lines)


def _as_fraction(book, row, year, bottom):
    """(members, body) where a printed per cent, read as a fraction, is whole in this or a sister body; or None."""
    cell = row.cells[year]
    sisters = [
        other
        for other in book.rows.values()
        if other.department == row.department
        and other.kind is Kind.COUNT
        and not other.parent
        and other.cells[year].value
        and not other.cells[year].half
    ]
    for body in [bottom, *sisters]:
        low, high = cell.low * body.value(year), cell.high * body.value(year)
        if math.floor(high) == math.ceil(low) >= 1:
            return math.ceil(low), body
    return None


@rule("share", "总数过小")
def small_body(book: Book) -> Iterator[Finding]:
    """In a body of a few dozen one person moves the share by points, so its change says little."""
    for row in book.rows.values():
        bottom = _sibling(book, row, "denominator") if row.unit == "%" else None
        if bottom is None:
            continue
        sizes = {year: bottom.value(year) for year in book.years if (bottom.value(year) or 0) >= 2}
        few = {year: size for year, size in sizes.items() if size < SMALL_BODY}
        lines = tuple(printed_line(row, year) for year in few if row.value(year) is not None)
        if not lines:
            continue
        least = min(few.values())
        evidence = (
            f"of {number(least)} in all, one is {number(100 / least, 1)} points",
            f"总数仅{number(least)}，一人（个）即{number(100 / least, 1)}个百分点",
        )
        action = (
            "Report the headcounts beside the share; do not read a small change as progress.",
            "报送时同列人数，小幅变动不作进退判断。",
        )
        yield Finding("note", evidence, action, lines)
