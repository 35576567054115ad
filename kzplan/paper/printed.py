"""Figures as large as they are printed: every measure in points, so that lettering has its size on paper."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .leading import Figure as Leaded
from .lines import broken
from .style import GREY, use_style

WIDTH_CM, TALLEST_CM = 15.6, 11.0  # between the margins of an official document; half of its page
INCH = 72.0  # points
WIDTH, TALLEST = WIDTH_CM / 2.54 * INCH, TALLEST_CM / 2.54 * INCH
LETTERING, TITLE = 9.0, 10.5  # 小五, the least in a figure; 五号
LINE, TITLE_LINE, KEYS = 13.0, 15.0, 20.0  # heights of a line, of one of the title, of the line of keys


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
        for axis in (ax.xaxis, ax.yaxis):
            axis.set_label_coords(0, 0)  # there is no label, for which a drawing would look at every tick again
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
    figure = Leaded(figsize=(WIDTH / INCH, tall / INCH))
    figure.suptitle("\n".join(above), x=0, y=1 - 2 / tall, ha="left", va="top", fontsize=TITLE, linespacing=1.1)
    figure.supxlabel(
        "\n".join(below), x=0, y=1 / tall, ha="left", va="bottom", fontsize=LETTERING, color=GREY, linespacing=1.1
    )
    return Sheet(figure, foot, tall - head)
