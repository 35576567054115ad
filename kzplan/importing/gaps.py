"""Lines of a printed page whose words stand apart: a table without rules, or at least no one number of two columns."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from .document import Cell
from .tables import NOTE, of_cells
from .text import HEADING

WIDE = 1.0  # of a sign's size: a gap that no two words of a line have
PITCH = 1.15  # of the distance of two rows: what stands nearer to a table may be a part of it
FEWEST = 3  # lines of a table: its heading and two rows, whose distance tells that of all
ENDS = ("。", "：", ":")  # of what stands before a table and is no part of it
PARTED = "｜"  # between what is no sentence
_FIGURE = re.compile(r"[\d＜<≤≥>＞±+\-—–.]")
Line = list[dict[str, Any]]


def pieces(line: Line) -> list[str]:
    """Return the texts of a line of signs from left to right, parted where it is blank for more than a sign's width.

    >>> at = lambda text, left: {"text": text, "x0": left, "x1": left + 10, "size": 10}
    >>> pieces([at("率", 0), at("9", 30), at("2", 40), at("95", 80)])
    ['率', '92', '95']
    """
    inked = [one for one in line if one["text"].strip()]
    if not inked:
        return []
    ends = [one["x0"] for before, one in pairwise(inked) if one["x0"] - before["x1"] > WIDE * one["size"]]
    found = [""]
    for one in line:
        if ends and one["text"].strip() and one["x0"] >= ends[0]:
            ends.pop(0)
            found.append("")
        found[-1] += one["text"]
    return [text.strip() for text in found]


def in_line(parts: list[str]) -> str:
    """Return pieces as one text; a number behind a gap is no part of what stands before it.

    >>> in_line(["孕产妇系统管理率", "92.5", "95"]), in_line(["1．", "孕产妇死亡率降至8/10万以下"])
    ('孕产妇系统管理率｜92.5｜95', '1． 孕产妇死亡率降至8/10万以下')
    """
    text = parts[0] if parts else ""
    for one in parts[1:]:
        text += (PARTED if _FIGURE.match(one) else " ") + one
    return text


def tables_in(lines: list[Line]) -> Iterator[tuple[int, int]]:
    """Yield (first, behind the last) of the lines that are a table of indicators without rules.

    Each line of it has as many pieces as its headings, its lines are equally far apart, and nothing stands so near that it may
    be the rest of a cell.
    """
    counts = [len(pieces(line)) for line in lines]
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and counts[end] == counts[at]:
            end += 1
        if counts[at] > 1 and end - at >= FEWEST and _is_table(lines, at, end):
            yield at, end
        at = end


def _is_table(lines, at, end):
    texts = [pieces(line) for line in lines[at:end]]
    downs = [_middle(line) for line in lines]
    steps = [below - above for above, below in pairwise(downs[at:end])]
    before = in_line(pieces(lines[at - 1])) if at else "。"
    near = [] if before.endswith(ENDS) or _apart(lines[at - 1]) else [downs[at] - downs[at - 1]]
    near += [downs[end] - downs[end - 1]] if end < len(lines) and not _apart(lines[end]) else []
    pitch = max(steps)
    even = pitch <= PITCH * min(steps) and all(one > PITCH * pitch for one in near)
    return even and of_cells([[Cell(text) for text in row] for row in texts])


def _middle(line):
    return (line[0]["top"] + line[0]["bottom"]) / 2


def _apart(line):
    """Whether a line begins something of its own: a heading, a caption, a note."""
    text = in_line(pieces(line))
    return bool(HEADING.match(text) or NOTE.match(text) or re.match(r"续?\s*表|专栏|单位[:：]", text))
