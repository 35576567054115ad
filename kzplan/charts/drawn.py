"""The charts: each takes tables, or the names of tables that a page fills in, and carries no word of its own.

Colours are parameters (``COLOURS``), so that a page can set them for light and dark; what a chart says when it is pointed at
stands in the column ``tip`` of its table.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

import pandas as pd

if TYPE_CHECKING:
    import altair as alt

Window: TypeAlias = tuple[float, float, float, float]
Table: TypeAlias = "pd.DataFrame | str"  # a table, or the name of one that is filled in later
COLOURS = {
    "ink": "#1d2733",
    "soft": "#5b6672",
    "accent": "#00507d",
    "good": "#007f5f",
    "mark": "#b34700",
    "paper": "#ffffff",
}
WINDOW = ("from", "until", "lowest", "highest")  # what a fan shows, as parameters
BANDS = {95: 0.13, 80: 0.2, 50: 0.34}  # per cent of the interval: how dark it is
RUNG, BAR = 26, 30  # pixels: height of a line of the ladder, of a bar


def fan(
    path: Table, values: Table, goals: Table, supposed: Table, window: Window = (0, 1, 0, 1), height: int = 300
) -> "alt.LayerChart":
    """Return history, projection with its intervals, and target.

    Parameters
    ----------
    path : columns year, median, lo50, hi50, lo80, hi80, lo95, hi95, tip.
    values : columns year, value, tip, joined (values of one name are joined by a line), hollow (0 or 1).
    goals : columns low, high, tip: the ends of what meets the target, once each, or both ends of a band in one row.
    supposed : columns year, value, tip: a value that is tried; before it the last value known, without a tip.
    window : first and last year, lowest and highest value in sight; a page sets them.
    height : pixels.

    >>> empty = pd.DataFrame(columns=["year"])
    >>> fan(empty, empty, empty, empty).to_dict()["layer"][0]["mark"]["type"]
    'area'
    """
    import altair as alt

    x = alt.X("year:Q", title=None, axis=_years(), scale=alt.Scale(zero=False, domain=[_set("from"), _set("until")]))
    y = alt.Y("value:Q", title=None, scale=alt.Scale(domain=[_set("lowest"), _set("highest")], nice=False, zero=False))
    layers: list[alt.Chart] = []
    projected = alt.Chart(_table(path))
    for level, dark in BANDS.items():
        band = projected.mark_area(color=_set("accent"), opacity=dark, clip=True)
        layers.append(band.encode(x, alt.Y(f"lo{level}:Q", title=None), alt.Y2(f"hi{level}:Q")))
    goal = alt.Chart(_table(goals))
    layers.append(goal.mark_rect(color=_set("good"), opacity=0.16, clip=True).encode(alt.Y("low:Q"), alt.Y2("high:Q")))
    for end in ("low", "high"):
        line = goal.mark_rule(color=_set("good"), strokeDash=[2, 3], strokeWidth=2, clip=True)
        layers.append(line.encode(alt.Y(f"{end}:Q"), tooltip="tip:N"))
    median = projected.mark_line(color=_set("accent"), strokeDash=[7, 4], strokeWidth=2.5, clip=True)
    layers.append(median.encode(x, alt.Y("median:Q")))
    near = projected.mark_rule(opacity=0, strokeWidth=14)  # what is pointed at: a year of the projection
    layers.append(near.encode(x, tooltip="tip:N"))
    seen = alt.Chart(_table(values))
    layers.append(seen.mark_line(color=_set("ink"), strokeWidth=1.75).encode(x, y, detail="joined:N"))
    dots = seen.mark_point(stroke=_set("ink"), strokeWidth=1.75, size=60, opacity=1)
    paint = alt.condition("datum.hollow", alt.value(_set("paper")), alt.value(_set("ink")))
    layers.append(dots.encode(x, y, tooltip="tip:N", fill=paint))
    tried = alt.Chart(_table(supposed))
    layers.append(tried.mark_line(color=_set("mark"), strokeDash=[3, 3], strokeWidth=1.75).encode(x, y))
    diamond = tried.mark_point(
        shape="diamond", filled=True, color=_set("mark"), stroke=_set("paper"), size=170, opacity=1
    )
    layers.append(diamond.encode(x, y, tooltip="tip:N").transform_filter("isValid(datum.tip)"))
    return _finished(layers, height, dict(zip(WINDOW, window, strict=True)))


def ladder(rungs: Table, edges: Sequence[float] = ()) -> "alt.LayerChart":
    """Return the chance of each target with its range over other evidence, a line a target.

    Parameters
    ----------
    rungs : columns name, chance, low, high, published (per cent), colour, code, tip; in the order they are drawn.
    edges : chances at which the words change, per cent.

    >>> ladder("rungs", (33, 66)).to_dict()["data"]
    {'name': 'rungs'}
    """
    import altair as alt

    axis = alt.Axis(labelLimit=420, ticks=False, domain=False, labelPadding=8, title=None)
    y = alt.Y("name:N", sort=None, title=None, axis=axis, scale=alt.Scale(padding=0.2))
    across = alt.Axis(
        orient="top",
        values=[0, *edges, 100],
        grid=True,
        domain=False,
        labelOverlap=False,
    )
    x = alt.X("chance:Q", title=None, scale=alt.Scale(domain=[0, 100]), axis=across)
    drawn = alt.Chart(_table(rungs))
    colour = alt.Color("colour:N", scale=None)
    reach = drawn.mark_bar(height=7, opacity=0.28).encode(alt.X("low:Q"), alt.X2("high:Q"), y, colour, tooltip="tip:N")
    dots = drawn.mark_point(filled=True, size=110, opacity=1, cursor="pointer").encode(x, y, colour, tooltip="tip:N")
    shown = drawn.mark_point(
        shape="diamond", size=44, strokeWidth=1.5, stroke=_set("ink"), fill=_set("paper"), opacity=1
    )
    figure = shown.encode(alt.X("published:Q"), y, tooltip="tip:N").transform_filter("isValid(datum.published)")
    return _finished([reach, dots, figure], alt.Step(RUNG))


def bars(parts: Table) -> "alt.LayerChart":
    """Return counts laid end to end, a bar a group.

    Parameters
    ----------
    parts : columns group, n, place (of the part in its bar), colour, on (colour of the number), tip; groups in their order.

    >>> bars("parts").to_dict()["layer"][1]["mark"]["type"]
    'text'
    """
    import altair as alt

    axis = alt.Axis(labelLimit=320, ticks=False, domain=False, labelPadding=8, title=None)
    y = alt.Y("group:N", sort=None, title=None, axis=axis)
    drawn = alt.Chart(_table(parts)).encode(y, order=alt.Order("place:Q"))
    length = alt.X("n:Q", stack="zero", title=None, axis=None)
    bar = drawn.mark_bar(height=20, stroke=_set("paper"), strokeWidth=1)
    layers = [bar.encode(length, alt.Color("colour:N", scale=None), tooltip="tip:N")]
    middle = alt.X("n:Q", stack="zero", bandPosition=0.5, axis=None)
    number = drawn.mark_text(fontSize=12).encode(middle, alt.Color("on:N", scale=None), text="n:Q", tooltip="tip:N")
    layers.append(number.transform_filter("datum.n > 0"))
    return _finished(layers, alt.Step(BAR))


def beside(lines: Table, height: int = 260) -> "alt.LayerChart":
    """Return several series in one field; who is who, a page says beside it.

    Parameters
    ----------
    lines : columns year, value, who, colour, shape, tip.
    height : pixels.

    >>> beside("lines").to_dict()["layer"][0]["mark"]["type"]
    'line'
    """
    import altair as alt

    x = alt.X("year:Q", title=None, axis=_years(), scale=alt.Scale(zero=False, nice=False, padding=12))
    y = alt.Y("value:Q", title=None, scale=alt.Scale(zero=False, nice=False, padding=12))
    drawn = alt.Chart(_table(lines)).encode(x, y, color=alt.Color("colour:N", scale=None), detail="who:N")
    dots = drawn.mark_point(filled=True, size=50, opacity=1).encode(
        tooltip="tip:N", shape=alt.Shape("shape:N", scale=None)
    )
    return _finished([drawn.mark_line(strokeWidth=2), dots], height)


def curve(points: Table, marks: Table, edges: Sequence[float] = (), height: int = 210) -> "alt.LayerChart":
    """Return the chance of meeting a target at each value that might be reported.

    Parameters
    ----------
    points : columns value, chance (per cent), tip.
    marks : columns value, colour, dash, tip: values that stand out.
    edges : chances at which the words change, per cent.
    height : pixels.

    A page sets ``sign``, what stands after a number of per cent.

    >>> curve("points", "marks").to_dict()["layer"][1]["mark"]["type"]
    'line'
    """
    import altair as alt

    x = alt.X("value:Q", title=None, scale=alt.Scale(zero=False, nice=False), axis=alt.Axis(grid=False, tickCount=6))
    up = alt.Axis(values=[0, *edges, 100], labelExpr="datum.label + sign")
    y = alt.Y("chance:Q", title=None, scale=alt.Scale(domain=[0, 100]), axis=up)
    stood = alt.Chart(_table(marks))
    rules = stood.mark_rule(strokeWidth=2).encode(
        x, alt.Color("colour:N", scale=None), alt.StrokeDash("dash:N", scale=None), tooltip="tip:N"
    )
    drawn = alt.Chart(_table(points))
    near = drawn.mark_rule(opacity=0, strokeWidth=8).encode(x, tooltip="tip:N")
    return _finished(
        [rules, drawn.mark_line(color=_set("accent"), strokeWidth=2.5).encode(x, y), near], height, {"sign": " %"}
    )


def _table(of):
    import altair as alt

    return alt.NamedData(of) if isinstance(of, str) else of


def _set(name):
    """What a page sets from outside."""
    import altair as alt

    return alt.ExprRef(name)


def _finished(layers, height, more=None):
    """The layers as one chart, as wide as there is room, with what a page may set."""
    import altair as alt

    return alt.layer(*layers).properties(height=height, width="container").add_params(*_params(more))


def _params(more=None):
    import altair as alt

    return [alt.param(name=name, value=value) for name, value in [*COLOURS.items(), *(more or {}).items()]]


def _years():
    import altair as alt

    return alt.Axis(format="d", tickMinStep=1, grid=False, tickCount=6)
