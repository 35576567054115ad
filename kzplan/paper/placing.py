"""Where labels beside marks stand: clear of lines, of marks and of each other; the same on every machine."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from .lines import ems

Point = tuple[float, float]
GAP, FAR = 6.0, 14.0  # points between a mark and its label, at first and where that is not clear
TALL = 1.3  # heights of a letter that a line takes
CLEAR = 3.0  # points around a mark


@dataclass(frozen=True)
class Label:
    """A label that has its place.

    Parameters
    ----------
    at : which of the marks it belongs to.
    across, up : points from the mark to the label's corner or middle that ``ha`` and ``va`` name.
    ha, va : as matplotlib's.
    clear : whether no line, mark or other label runs through it.
    """

    at: int
    across: float
    up: float
    ha: str
    va: str
    clear: bool = True


def places(
    marks: Sequence[Point],
    words: Sequence[str],
    size: float,
    lines: Iterable[Sequence[Point]],
    frame: Point,
    always: Iterable[int] = (),
) -> list[Label]:
    """Return the labels that have room, those ``always`` wanted first and then from the last mark to the first.

    Parameters
    ----------
    marks : (across, up) of each, in points from the lower left corner of the frame.
    words : of each mark; more than one line where they hold line ends.
    size : of the letters, points.
    lines : points of each line that no label may lie on.
    frame : (width, height) in points.
    always : marks whose labels are written even where no place is clear.

    >>> [label.va for label in places([(50, 50), (52, 50)], ["1.2", "1.3"], 9, [[(50, 50), (52, 50)]], (100, 100))]
    ['bottom', 'top']
    """
    first = list(dict.fromkeys(always))
    order = [*first, *(at for at in reversed(range(len(marks))) if at not in first)]
    pieces = [piece for line in lines for piece in pairwise(line)]
    found: list[Label] = []
    boxes: list[np.ndarray] = []
    for at in order:
        tried = list(_around(at, marks[at], words[at], size))
        clear = [one for one in tried if _free(one[1], marks, pieces, boxes, frame)]
        if not clear and at in first:
            label, box = min(tried, key=lambda one: _faults(one[1], marks, pieces, boxes, frame))
            clear = [(replace(label, clear=False), box)]
        if clear:
            found.append(clear[0][0])
            boxes.append(clear[0][1])
    return found


def _around(at, mark, words, size):
    """Every place tried for a label, the best first, with the box it would take: left, low, right, high."""
    said = words.split("\n")
    wide, high = size * max(map(ems, said)), TALL * size * len(said)
    for gap in (GAP, FAR):
        for right, over in ((0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (-1, 1), (1, -1), (-1, -1)):
            across, up = right * gap * (0.7 if over else 1.0), over * gap * (0.7 if right else 1.0)
            left = mark[0] + across - wide * (1 - right) / 2
            low = mark[1] + up - high * (1 - over) / 2
            ha, va = ("right", "center", "left")[right + 1], ("top", "center", "bottom")[over + 1]
            yield Label(at, across, up, ha, va), np.array([left, low, left + wide, low + high])


def _free(box, marks, pieces, boxes, frame):
    return _faults(box, marks, pieces, boxes, frame) == 0


def _faults(box, marks, pieces, boxes, frame):
    """How many things a box lies on; to stand out of the frame is as bad as many of them."""
    left, low, right, high = box
    out = left < 2 or low < 2 or right > frame[0] - 2 or high > frame[1] - 2
    on = sum(left - CLEAR < x < right + CLEAR and low - CLEAR < y < high + CLEAR for x, y in marks)
    met = sum(left < b[2] + 2 and right + 2 > b[0] and low < b[3] and high > b[1] for b in boxes)
    return 20 * out + on + 3 * met + sum(_through(box, *piece) for piece in pieces)


def _through(box, one, other):
    """Whether a straight line runs through a box: what is left of it once it is cut at each side."""
    start, step, begin, end = one, (other[0] - one[0], other[1] - one[1]), 0.0, 1.0
    for axis in (0, 1):
        low, high = box[axis] - 1, box[axis + 2] + 1
        if step[axis] == 0:
            if not low < start[axis] < high:
                return False
            continue
        near, far = sorted(((low - start[axis]) / step[axis], (high - start[axis]) / step[axis]))
        begin, end = max(begin, near), min(end, far)
    return bool(begin < end)
