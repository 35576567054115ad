"""Figures as large as they are printed: every measure in points, so that lettering has its size on paper."""

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .style import GREY, use_style

WIDTH_CM, TALLEST_CM = 15.6, 11.0  # between the margins of an official document; half of its page
INCH = 72.0  # points
WIDTH, TALLEST = WIDTH_CM / 2.54 * INCH, TALLEST_CM / 2.54 * INCH
LETTERING, TITLE = 9.0, 10.5  # 小五, the least in a figure; 五号
LINE, TITLE_LINE, KEYS = 13.0, 15.0, 20.0  # heights of a line, of one of the title, of the line of keys
NARROW = 0.6  # of the width of an ideograph: letters and digits, generously
# what is not parted: a word or a number, with the marks that may not end a line and those that may not begin one
PIECE = re.compile(r"[（“《〔【＜≥≤＞]*(?:[!-~‰]+|.)[）”》〕】，。；：、！？％‰…]*")


def ems(text: str) -> float:
    """Return how wide a text is, in ideographs; generously, and the same on every machine.

    >>> ems("婴儿死亡率"), round(ems("C02"), 1)
    (5.0, 1.8)
    """
    return sum(1.0 if unicodedata.east_asian_width(one) in "WFA" else NARROW for one in text)


def broken(text: str, room: float) -> list[str]:
    """Return a text in lines of at most ``room`` ideographs; no word or number is parted, no closing mark begins a line.

    Lines are about equally long: a last line of one character looks like a mistake.

    >>> broken("竖线为95%区间，空心为还原值", 8)
    ['竖线为95%区间，', '空心为还原值']
    """
    lines = _filled(text, room)
    while len(lines) > 1 and len(closer := _filled(text, room - 1)) == len(lines):
        lines, room = closer, room - 1
    return lines


def _filled(text: str, room: float) -> list[str]:
    lines = [""]
    for piece in PIECE.findall(text):
        if lines[-1] and ems(lines[-1] + piece) > room:
            lines.append("")
        lines[-1] = (lines[-1] + piece).lstrip()
    return lines


def shortened(text: str, room: float) -> str:
    """Return a name in at most ``room`` ideographs: of a longer one the middle is left out, for its end says what is counted.

    >>> shortened("抓获刑事案件犯罪嫌疑人中未成年人占比", 13)
    '抓获刑事案件…未成年人占比'
    """
    if ems(text) <= room:
        return text
    tail = ""
    while ems(tail + text[-len(tail) - 1]) <= (room - 1) / 2:
        tail = text[-len(tail) - 1 :]
    head = ""
    while ems(head + text[len(head)] + "…" + tail) <= room:
        head += text[len(head)]
    return f"{head}…{tail}"


@dataclass(frozen=True)
class Sheet:
    """A figure of the width of a page's text: finding and keys at the top, source at the foot, room for Axes between.

    Parameters
    ----------
    figure : what is drawn on.
    low, high : where the room for Axes begins and ends, in points from the foot.
    """

    figure: Figure
    low: float
    high: float

    def axes(self, left: float, top: float, width: float, height: float) -> Axes:
        """Return new Axes; points from the left edge, from the top of the room, and their size."""
        tall = self.figure.get_figheight() * INCH
        ax = self.figure.add_axes((left / WIDTH, (self.high - top - height) / tall, width / WIDTH, height / tall))
        ax.tick_params(labelsize=LETTERING, length=2, pad=2)
        return ax

    def write(self, left: float, top: float, text: str) -> None:
        """Write text whose upper left corner is there, in points as in :meth:`axes`."""
        tall = self.figure.get_figheight() * INCH
        place = (left / WIDTH, (self.high - top) / tall)
        self.figure.text(*place, text, fontsize=LETTERING, va="top")

    def keys(self, handles: Sequence[Artist]) -> None:
        """Say above the room what colours and marks stand for."""
        self.figure.legend(
            handles=handles,
            loc="lower left",
            bbox_to_anchor=(0, self.high / (self.figure.get_figheight() * INCH)),
            ncols=len(handles),
            fontsize=LETTERING,
            borderpad=0,
            borderaxespad=0.5,
            handlelength=1.4,
            handletextpad=0.4,
            columnspacing=1.2,
        )


def sheet(title: str, source: str, room: float = math.inf) -> Sheet:
    """Return a figure of a page's width with its finding and its source.

    Parameters
    ----------
    title, source : broken into lines as they need.
    room : points for what is drawn; as many as half a page leaves where it is more.

    >>> drawn = sheet("15项中9项好于全国", "来源：示例数据")
    >>> round(float(drawn.figure.get_figheight()) * 2.54, 6)
    11.0
    """
    use_style()
    above, below = broken(title, WIDTH / TITLE), broken(source, WIDTH / LETTERING)
    head, foot = len(above) * TITLE_LINE + KEYS, len(below) * LINE + 4
    tall = min(head + room + foot, TALLEST)
    figure = Figure(figsize=(WIDTH / INCH, tall / INCH))
    figure.suptitle("\n".join(above), x=0, y=1 - 2 / tall, ha="left", va="top", fontsize=TITLE, linespacing=1.1)
    figure.supxlabel(
        "\n".join(below), x=0, y=1 / tall, ha="left", va="bottom", fontsize=LETTERING, color=GREY, linespacing=1.1
    )
    return Sheet(figure, foot, tall - head)
