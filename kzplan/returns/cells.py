"""Cells of whatever is sent, as its reader sees them."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

ROWS, COLUMNS = 2000, 80  # no form has more
TOP = 60  # rows in which a heading is looked for
LONG = 6  # decimals; more are what a formula left
Item = TypeVar("Item")
_PLAIN = re.compile(r"[#,]*0(?:\.([0#?]+))?(?:_.|\s)*(%)?(?:_.|\s)*")  # a format that shows a number and nothing else


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as sent.

    Parameters
    ----------
    place : as "C7".
    content : as its reader sees it.
    uncalculated : whether a formula stands there without a result.
    marked : whether it or some of its characters are raised, lowered or struck through.
    covered : whether a merged cell that begins in a row above covers it.
    note : text of the note attached to it.
    shown : the number as the cell shows it, where its format shows it rounded; else blank.
    """

    place: str
    content: object
    uncalculated: bool = False
    marked: bool = False
    covered: bool = False
    note: str = ""
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as sent: its rows of cells, whether it is hidden, and whether it goes on below what is read."""

    rows: list[list[Cell]]
    hidden: bool = False
    beyond: bool = False


def as_shown(value: object, style: str) -> object:
    """Return a cell's content as its reader sees it: 0.923 in a percentage format is shown as 92.3 %.

    Parameters
    ----------
    value : of the cell.
    style : its number format.

    >>> as_shown(0.923, "0.0%"), as_shown(6.3, '0.0"%"'), as_shown(6.3, "General")
    ('92.3%', '6.3%', 6.3)
    """
    form = style.split(";")[0]
    if not isinstance(value, float | int) or isinstance(value, bool) or not math.isfinite(value):
        return value
    # a sign in quotes or behind a backslash is only written there: 6.3 in the format 0.0"%" is 6.3 %
    signs = re.sub(r'"[^"]*"|\\.', "", form)
    if "%" in signs:
        return written(value * 100) + "%"
    if "万" in form or re.search(r"[0#?],+(?![0#?])", signs):
        return f"{plain_number(value)}（显示格式为{form}）"  # shown smaller than it is: nobody can say which was meant
    return plain_number(value) + ("‰" if "‰" in form else "%") if "‰" in form or "%" in form else value


def plain_number(value: float) -> str:
    """Return a number written out, without an exponent.

    >>> plain_number(0.00008), plain_number(92.30000000000001), plain_number(1e3)
    ('0.00008', '92.3', '1000')
    """
    return f"{round(value, 10):.10f}".rstrip("0").rstrip(".")


def written(value: float) -> str:
    """Return a number as people write it: what a formula left behind the sixth decimal is cut to four, of small ones to four digits.

    >>> written(7.999360051195904), written(0.00008), written(92.30000000000001), written(0.000123456789)
    ('7.9994', '0.00008', '92.3', '0.0001235')
    """
    text = plain_number(value)
    if len(text.partition(".")[2]) <= LONG:
        return text
    return plain_number(float(f"{value:.4f}" if abs(value) >= 1 else f"{value:.4g}"))


def rounded(value: object, style: str) -> str:
    """Return a number as a cell shows it, where its format shows fewer decimals than it has; else blank.

    Parameters
    ----------
    value : of the cell.
    style : its number format.

    >>> rounded(7.996, "0.00"), rounded(0.93996, "0.0%"), rounded(7.996, "General"), rounded(8.5, "#,##0.00")
    ('8.00', '94.0', '', '')
    """
    match = _PLAIN.fullmatch(style.split(";")[0])
    if not isinstance(value, float) or not match or not math.isfinite(value):
        return ""
    number = 100 * value if match[2] else value
    text = f"{number:.{len(match[1] or '')}f}"
    return text if abs(float(text) - number) > 1e-9 * max(abs(number), 1) else ""


def trimmed(items: list[Item], empty: Callable[[Item], bool]) -> list[Item]:
    """Return a list without what is empty at its end."""
    while items and empty(items[-1]):
        items.pop()
    return items


def _letters(at):
    """Letters of a column, counted from 0: 0 → A, 27 → AB."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


LETTERS = [_letters(at) for at in range(COLUMNS)]
