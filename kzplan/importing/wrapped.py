"""Numbers that the end of a line cuts in two: 控制在5 and .2‰ on the next line. Half of a number is none."""

import re
import unicodedata
from collections.abc import Iterable

from ..indicator.shapes import CALENDAR, CJK
from .document import BEGINS, Paragraph, Table

CUT = (
    "has a number that the end of a line cuts in two; put it on one line and import again",
    "有数字被换行断成两截，没有读入；请将该数字放在同一行后重新导入",
)
_ENDS = re.compile(r"\d[./]?$|\d,$")
_GOES_ON = re.compile(r"\d|[.,]\d|[%‰/]")
_WHOLE = re.compile(  # a number that ends with its line: an English year, a plan's last, an item's, a caption's
    rf"^[^{CJK}]*(?<!\d){CALENDAR}[.,]?$|{CALENDAR}\s*[-—–―~～至到]+\s*{CALENDAR}$|^\W*\d{{1,2}}[.、)]$|^(?:专栏|附[件表图]|[续]?表|图|第|Table|Annex|Figure|Box|Part|Chapter)\s*\d+\.?$",
    re.IGNORECASE,
)
_BEGINS_EN = re.compile(r"\d{1,2}(?:\.\d{1,2})*[.)]?\s+[A-Z]")  # 2 What we aim at
_STOPS = ("。", "；", "：", ".", ";", ":")
FEWEST, FULL = 3, 0.9  # lines that go on, and their share of the widest line, of a text with wrapped lines
LEAST = 20  # signs of a line that may be wrapped


def whole(
    blocks: Iterable[Paragraph | Table],
) -> tuple[list[Paragraph | Table], list[tuple[int, int, str]]]:
    """Return blocks without half numbers, and (line, page, text) of the lines left out for them.

    Two lines are joined where the document's lines are wrapped; else neither is read.

    >>> whole([Paragraph("婴儿死亡率控制在5", 1), Paragraph(".2‰以内。", 2), Paragraph("近视率控制在38%以内。", 3)])
    ([Paragraph(text='近视率控制在38%以内。', line=3, page=0)], [(1, 0, '婴儿死亡率控制在5'), (2, 0, '.2‰以内。')])
    """
    blocks = list(blocks)
    widest = _widest([one.text for one in blocks if isinstance(one, Paragraph)])
    found: list[Paragraph | Table] = []
    left: dict[int, Paragraph] = {}  # by line
    before: Paragraph | None = None  # the line before, as printed
    for one in blocks:
        if not isinstance(one, Paragraph):
            before = None
            found.append(one)
            continue
        if before is None or not cut(before.text, one.text):
            found.append(one)
        elif before.line not in left and widest and len(before.text) >= FULL * widest and _joins(before.text, one.text):
            found[-1] = before = before._replace(text=before.text + one.text)
            continue
        else:
            if found and found[-1] is before:
                found.pop()
            left |= {before.line: before, one.line: one}
        before = one
    return found, [(one.line, one.page, one.text) for one in left.values()]


def cut(line: str, after: str) -> bool:
    """Whether a number may begin in one line and end in the next.

    >>> cut("控制在5", ".2‰以内"), cut("is 12 per 100,", "000 live births"), cut("达到95", "%以上"), cut("达到9", "5%")
    (True, True, True, True)
    >>> cut("by 2030.", "95% of births"), cut("托位数达到1000", "2．近视率"), cut("附件1", "2021年工作"), cut("By 2025,", "95%")
    (False, False, False, False)
    """
    ends, goes_on = _plain(line).rstrip(), _plain(after).lstrip()
    if line.rstrip().endswith("，") or not _ENDS.search(ends) or not _GOES_ON.match(goes_on):
        return False
    if BEGINS.match(goes_on) or _BEGINS_EN.match(goes_on) or _WHOLE.search(ends):
        return False
    return not ends.endswith(",") or bool(re.match(r"\d{3}(?!\d)", goes_on))


def _joins(line: str, after: str) -> bool:
    """Whether two lines are one where lines are wrapped: English ones are so at blanks, which may part two numbers."""
    return bool(re.search(f"[{CJK}]", line)) or line.endswith(",") or not after[:1].isdecimal()


def _widest(lines: list[str]) -> int:
    """Signs of the widest line of a text whose lines are wrapped; 0 of any other."""
    widest = max(map(len, lines), default=0)
    go_on = [line for line in lines if len(line) >= LEAST and not line.rstrip().endswith((*_STOPS, "）", ")"))]
    full = [line for line in go_on if len(line) >= FULL * widest]
    return widest if len(full) >= FEWEST and 2 * len(full) > len(go_on) else 0


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)
