"""Room between the lines of a Chinese text: the font's own line height sets ideographs solid."""

import re
from typing import Any

from matplotlib import figure
from matplotlib.text import Text

LEADING = 1.2  # of the size of the letters
OWN = "normal"  # what matplotlib, from 3.11 on, calls the line height of the font; before, it took as much as LEADING
LINES = re.compile("[\u4e00-\u9fff].*\n|\n.*[\u4e00-\u9fff]")


class Figure(figure.Figure):  # as notebooks call it
    """A figure whose Chinese texts of several lines have room between them, where no other room is asked for."""

    def draw(self, renderer: Any) -> None:
        """Draw it; the room is there before the figure is laid out."""
        self.lead()
        super().draw(renderer)

    def lead(self) -> None:
        """Put the room between the lines of the texts that are there."""
        for ax in self.axes:
            ax.get_xticklabels(), ax.get_yticklabels()  # which are made when they are asked for
        for text in self.findobj(Text):
            if getattr(text, "_linespacing", OWN) == OWN and LINES.search(text.get_text()):
                text.set_linespacing(LEADING)
