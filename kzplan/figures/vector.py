"""A fan chart as SVG, for pages and for controls that are moved: the picture of :func:`fan`, made a hundred times as fast."""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from ..odds import fan, window
from ..odds.case import Case
from ..odds.projection import Projection
from ..paper.placing import Label
from ..paper.style import BLUE, GREEN, GREY, folded, wrap
from ..paper.svg import Drawing, scale, text_width, ticks
from ..words import labels
from ..words.both import Both

WIDTH, HEIGHT = 648, 378
BOTTOM, RIGHT, TOP, LINE = 296, 645, 23, 16.5  # of the frame; a line of the title
TITLE, NORMAL, SMALL, SOURCE = 13.75, 11.25, 10.6, 9.4  # sizes of type
DASHED, DOTTED = "8.3 3.6", "1.6 2.7"
PIXELS = 1.25  # of a point
LEADING = 12.7  # from line to line of what is small
PART = 17  # length of a line in the legend

Place = Callable[[Sequence[float] | np.ndarray], np.ndarray]


def fan_drawing(projection: Projection, lang: str | None = None) -> Drawing:
    """Return the fan chart of a target: values, median, 50/80/95 % intervals, the target, and what the odds are.

    Parameters
    ----------
    projection : what is drawn. Of one without a value to draw, its sentence stands as a line of text.
    lang : "en", "zh" or None (language set).

    Returns
    -------
    Drawing

    >>> from kzplan import load_plan, project
    >>> fan_drawing(project(load_plan(), "W03"), "en").svg()[:4]
    '<svg'
    """
    lang = labels.language(lang)
    case, path = projection.case, projection.path()
    limits = window.limits(case, path)
    if limits is None or not projection.drawn:
        return _sentence(projection, lang)
    title, marks = fan.title(projection, lang), ticks(*limits)
    drawing = Drawing(WIDTH, HEIGHT, projection.sentence(lang))
    left = 30 + max(text_width(mark, NORMAL) for _, mark in marks)
    top = TOP + LINE * title.count("\n")
    first, last = window.span(case)
    across: Place = lambda years: scale(first, last, left, RIGHT, years)  # noqa: E731
    up: Place = lambda values: scale(*limits, BOTTOM, top, values)  # noqa: E731
    drawing.window(left, top, RIGHT - left, BOTTOM - top)
    _shapes(drawing, path, case, across, up)
    drawing.end_window()
    _break(drawing, case, across, up, top, lang)
    _frame(drawing, left, top, [(x, y) for (_, x), y in zip(marks, up([at for at, _ in marks]), strict=True)])
    _years(drawing, case, across)
    _values(drawing, case, across, up)
    _said_values(drawing, fan.value_places(case, path, lang, limits), case, across, up)
    if case.criterion is None:  # a target in words is written, for there is no number to draw it at
        words = folded(Both(*[_target(case, lang)] * 2), lang, en=40, zh=20)
        drawing.text(RIGHT - 6, top + 18 + 13.5 * words.count("\n"), words, NORMAL, GREEN, "end")
    drawing.text(left, top - 7.5, title, TITLE)
    drawing.text(13, (top + BOTTOM) / 2, fan.unit_words(case, lang), 11.9, anchor="middle", turned=True)
    _legend(drawing, case, left, lang)
    drawing.text(left, 371, fan.source_words(case, path, lang), SOURCE, GREY)
    return drawing


def _sentence(projection: Projection, lang: str) -> Drawing:
    said = projection.sentence(lang)
    words = wrap(said, 40 if lang == "zh" else 90)
    drawing = Drawing(WIDTH, 60 + LINE * words.count("\n"), said)
    drawing.text(4, 36 + LINE * words.count("\n"), words, TITLE)
    return drawing


def _shapes(drawing: Drawing, path: pd.DataFrame, case: Case, across: Place, up: Place) -> None:
    """What the frame cuts off: intervals, median, target."""
    years = across(path["year"])
    for level, alpha in fan.LEVEL_ALPHA.items():
        low, high = (list(zip(years, up(path[f"{end}{level}"]), strict=True)) for end in ("lo", "hi"))
        drawing.area([*low, *reversed(high)], BLUE, alpha)
    drawing.line(zip(years, up(path["median"]), strict=True), BLUE, 2.25, DASHED)
    ends = up(window.target_ends(case))
    if len(ends) == 2:
        drawing.area([(0, ends[0]), (WIDTH, ends[0]), (WIDTH, ends[1]), (0, ends[1])], GREEN, 0.18)
    for end in ends:
        drawing.line([(0, end), (WIDTH, end)], GREEN, 1.6, DOTTED)


def _frame(drawing: Drawing, left: float, top: float, marks: Sequence[tuple[str, float]]) -> None:
    """The two axes, and the marks of that of values."""
    drawing.line([(left, top), (left, BOTTOM), (RIGHT, BOTTOM)], "#000")
    for said, y in marks:
        drawing.line([(left - 4.4, y), (left, y)], "#000")
        drawing.text(left - 8.8, y + 4, said, NORMAL, anchor="end")


def _years(drawing: Drawing, case: Case, across: Place) -> None:
    years = range(case.period.start, case.at + 1, 5)
    for year, x in zip(years, across(years), strict=True):
        drawing.line([(x, BOTTOM), (x, BOTTOM + 4.4)], "#000")
        drawing.text(x, BOTTOM + 18, str(year), NORMAL, anchor="middle")


def _values(drawing: Drawing, case: Case, across: Place, up: Place) -> None:
    places = list(zip(across(case.drawn.years), up(case.drawn.values), strict=True))
    drawing.line(places, "#000", 1.75)
    for x, y in places:
        drawing.dot(x, y, fill=fan.filled(case))


def _said_values(drawing: Drawing, said: list[tuple[Label, str]], case: Case, across: Place, up: Place) -> None:
    """The labels of values: of each line of text the foot of its letters is told."""
    xs, ys = across(case.drawn.years), up(case.drawn.values)
    for label, words in said:
        lines = words.count("\n")  # beside the last, on whose foot a text stands
        low = {"bottom": 0.0, "center": 0.35 * SMALL + LEADING * lines / 2, "top": 0.8 * SMALL + LEADING * lines}[
            label.va
        ]
        x, y = xs[label.at] + PIXELS * label.across, ys[label.at] - PIXELS * label.up + low
        drawing.text(x, y, words, SMALL, anchor={"left": "start", "center": "middle", "right": "end"}[label.ha])


def _break(drawing: Drawing, case: Case, across: Place, up: Place, top: float, lang: str) -> None:
    """A change of definition: a line between the years, the values before it in grey and joined to none after it."""
    at = fan.break_at(case)
    if at is None or case.broken is None:
        return
    x = float(across([at])[0])
    drawing.line([(x, top), (x, BOTTOM)], GREY, 1.4, DASHED)
    drawing.text(x - 5, BOTTOM - 4, case.broken.mark.text(lang), SMALL, GREY, turned=True)
    if case.earlier is not None:
        places = list(zip(across(case.earlier.years), up(case.earlier.values), strict=True))
        drawing.line(places, GREY, 1.2)
        for px, py in places:
            drawing.dot(px, py, 3, GREY)


def _target(case: Case, lang: str) -> str:
    return f"{labels.word('target', lang)} {fan.target_words(case, lang)}"


def _legend(drawing: Drawing, case: Case, left: float, lang: str) -> None:
    """One line below: the median, the values, the target where it is drawn, the intervals."""
    y, x = 338.0, left + 10
    shown = [("projected median", BLUE, 2.25, DASHED), ("reported", "#000", 1.75, "")]
    shown += [("target", GREEN, 1.6, DOTTED)] if window.target_ends(case) else []
    for name, colour, width, dashes in shown:
        drawing.line([(x, y), (x + PART, y)], colour, width, dashes)
        if name == "reported":
            drawing.dot(x + PART / 2, y, fill=fan.filled(case))
        said = _target(case, lang) if name == "target" else labels.word(name, lang)
        said = fan.values_name(case, lang) if name == "reported" else said
        x = _said(drawing, x, y, said)
    drawing.area([(x, y - 3.7), (x + PART, y - 3.7), (x + PART, y + 3.7), (x, y + 3.7)], BLUE, 0.35)
    _said(drawing, x, y, labels.word("50 / 80 / 95 % interval", lang))


def _said(drawing: Drawing, x: float, y: float, said: str) -> float:
    """Write a name in the legend; where the next entry stands."""
    drawing.text(x + PART + 8, y + 3.8, said, SMALL)
    return x + PART + 8 + text_width(said, SMALL) + 14
