"""What is written on a picture, where it stands, and what it stands on."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import Collection, LineCollection, PathCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Bbox

LEADING = 1.04  # of the size of the letters, that a line takes at least
NEAR = 1.0  # points by which boxes may overlap or stand out: they are wider than their glyphs
POINT = 72.0
SHAPE = ("_linespacing", "_horizontalalignment", "_verticalalignment", "_multialignment", "_parse_math")  # of a text


@dataclass(frozen=True)
class Written:
    """One text of a picture: its words, its size in points, its box in points from the lower left corner."""

    said: str
    size: float
    box: Bbox
    text: Text

    @property
    def backed(self) -> bool:
        """Whether it stands on a patch of its own, so that a line behind it is no matter."""
        return self.text.get_bbox_patch() is not None


@contextlib.contextmanager
def measured_once() -> Iterator[None]:
    """A text of one size and font is laid out once, and not for each picture anew; in the same process no font may change."""
    lay_out, known = Text._get_layout, {}

    def laid_out(self, renderer):
        if self.get_wrap() or self.get_usetex():  # rests on more than the text's own
            return lay_out(self, renderer)
        key = (
            self._text,
            hash(self._fontproperties),  # by which fonts are compared
            self.get_figure(root=True).dpi,
            self.get_rotation(),
            self.get_rotation_mode(),
            *[getattr(self, name) for name in SHAPE],
        )
        if (laid := known.get(key)) is None:
            laid = known[key] = lay_out(self, renderer)
        return laid

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Text, "_get_layout", laid_out)
        yield


def written_on(figure: Figure) -> list[Written]:
    """Return what is written on a picture, laid out as it will be drawn, without drawing it."""
    renderer, drawn = FigureCanvasAgg(figure).get_renderer(), []

    def draw(text, renderer):  # where it stands is asked below
        if text.get_visible() and text.get_text().strip():
            drawn.append(text)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Text, "draw", draw)
        for other in (Line2D, Patch, Collection):
            patch.setattr(other, "draw", lambda self, renderer: None)
        figure.draw(renderer)
    points = POINT / figure.dpi
    boxes = [(text, text.get_window_extent(renderer)) for text in drawn]
    return [Written(text.get_text(), text.get_fontsize(), Bbox(box.get_points() * points), text) for text, box in boxes]


def overlaps(written: list[Written]) -> list[tuple[str, str]]:
    """Return the pairs of texts that lie on each other."""
    low, high = (np.array([getattr(one.box.padded(-NEAR / 2), end) for one in written]) for end in ("min", "max"))
    if not len(written):
        return []
    meet = ((low[:, None] <= high) & (low <= high[:, None])).all(axis=2)
    return [(written[i].said, written[j].said) for i, j in zip(*np.nonzero(np.triu(meet, 1)), strict=True)]


def cut_off(figure: Figure, written: list[Written]) -> list[str]:
    """Return the texts that stand out of the picture."""
    wide, high = figure.get_size_inches() * POINT
    return [
        one.said
        for one in written
        if one.box.x0 < -NEAR or one.box.y0 < -NEAR or one.box.x1 > wide + NEAR or one.box.y1 > high + NEAR
    ]


def squeezed(written: list[Written]) -> list[str]:
    """Return the texts of several Chinese lines that leave no room between them."""
    lines = [one for one in written if "\n" in one.said and any("\u4e00" <= sign <= "\u9fff" for sign in one.said)]
    high = [one.box.width if one.text.get_rotation() == 90 else one.box.height for one in lines]
    return [
        one.said
        for one, tall in zip(lines, high, strict=True)
        if tall < LEADING * one.size * (one.said.count("\n") + 1)
    ]


def missing_glyphs(written: list[Written]) -> set[str]:
    """Return the characters that no font of the style has."""
    known = _glyphs(tuple(mpl.rcParams["font.family"]))
    return {sign for one in written for sign in one.said if ord(sign) not in known and not sign.isspace()}


@cache
def _glyphs(families):
    fonts = [font_manager.get_font(font_manager.findfont(family)) for family in families]
    return frozenset(sign for font in fonts for sign in font.get_charmap())


def crossed(figure: Figure, written: list[Written]) -> list[str]:
    """Return the labels in a plot that a line or a mark of it runs through."""
    points, found = POINT / figure.dpi, []
    for ax in figure.axes:
        labels = [one for one in written if one.text in ax.texts and not one.backed]
        paths, marks = _lines(ax, points), _marks(ax, points)
        for one in labels:
            box = one.box.padded(-NEAR)
            through = any(path.intersects_bbox(box, filled=False) for path in paths)
            on = len(marks) and bool(((marks > box.min) & (marks < box.max)).all(axis=1).any())
            if through or on:
                found.append(one.said)
    return found


def _lines(ax, points):
    """The lines drawn in Axes, in points."""
    listed = [line for line in ax.lines if line.get_linestyle() not in ("None", "") and line.get_visible()]
    paths = [line.get_transform().transform_path(line.get_path()) for line in listed]
    for group in (one for one in ax.collections if isinstance(one, LineCollection)):
        paths += [group.get_transform().transform_path(path) for path in group.get_paths()]
    return [_scaled(path, points) for path in paths if len(path.vertices)]


def _scaled(path, points):
    return Path(path.vertices * points, path.codes)


def _marks(ax, points):
    """The centres of the marks drawn in Axes, in points."""
    places = [
        line.get_transform().transform(line.get_xydata())
        for line in ax.lines
        if line.get_marker() not in ("None", "", None)
    ]
    places += [
        one.get_offset_transform().transform(one.get_offsets())
        for one in ax.collections
        if isinstance(one, PathCollection)
    ]
    return np.concatenate(places) * points if places else np.empty((0, 2))
