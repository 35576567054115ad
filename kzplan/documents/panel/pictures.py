"""The pictures of a panel's page, as SVG that takes the page's colours: light, dark and on paper; what they show stands in tables beside them."""

from collections.abc import Iterable
from html import escape

import numpy as np
import pandas as pd

from ...odds.ranks import THIRDS
from ...paper.svg import scale, ticks

WIDTH, LEFT, RIGHT = 640.0, 54.0, 634.0
LINES = 96  # intervals drawn; of more places each stands for several
ACROSS, UP = 32, 20  # cells that points are counted in
QUANTILES = np.linspace(0, 100, 9)
SMALL = (200.0, 140.0)  # of a small picture
HIGHEST, ZERO = 10.0, 214.0  # of a funnel: its frame's top, and where a place without an event stands
CELL = (ZERO - HIGHEST) / (UP - 1)  # height of a cell; the lowest has zero in its middle, so that all of it is seen
FEWEST_TICKS, APART = 3, 70.0  # labels of sizes, and how far from each other: a phone's letters are large


def intervals(ranked: pd.DataFrame) -> str:
    """Return 80 % intervals in order of the medians, and under them which share of the places is surely in which third.

    Parameters
    ----------
    ranked : as :func:`kzplan.odds.ranks.thirds` returns it. Of more than ``LINES`` places as many stand for one line as it takes; ends
        and medians are then means.
    """
    n = min(len(ranked), LINES)
    part = np.arange(len(ranked)) * n // len(ranked)
    ends = ranked[["lo80", "median", "hi80"]].groupby(part).mean().to_numpy()
    third = [ranked["third"].eq(name).groupby(part).mean().to_numpy() for name in THIRDS]
    low, high = float(ends.min()), float(ends.max())
    high += (high == low) * max(abs(high), 1.0)
    marks = ticks(low, high)
    x = LEFT + (np.arange(n) + 0.5) * (RIGHT - LEFT) / n
    y = scale(low, high, 200, 12, ends)
    wide = 0.72 * (RIGHT - LEFT) / n
    path = "".join(f"M{_n(at)} {_n(one[0])}V{_n(one[2])}" for at, one in zip(x, y, strict=True))
    parts = [_axis(marks, scale(low, high, 200, 12, [one for one, _ in marks]))]
    parts.append(
        f'<path class="reach" stroke-width="{_n(wide)}" d="{path}"/><polyline class="line" points="{_points(x, y[:, 1])}"/>'
    )
    base = np.zeros(n)
    edge = np.append(x - (RIGHT - LEFT) / n / 2, RIGHT)
    for name, share in zip(THIRDS, third, strict=True):
        parts.append(_steps(name, edge, 240 - 24 * base, 240 - 24 * (base + share)))
        base = base + share
    parts.append(f'<path class="frame" d="M{LEFT} 216H{RIGHT}M{LEFT} 240H{RIGHT}"/>')
    return _svg(250, parts)


def _steps(name, edge, low, high):
    """Boxes side by side, those of no height left out."""
    path = "".join(
        f"M{_n(a)} {_n(under)}H{_n(b)}V{_n(over)}H{_n(a)}Z"
        for a, b, under, over in zip(edge[:-1], edge[1:], low, high, strict=True)
        if under - over > 0.05
    )
    return f'<path class="{name}" d="{path}"/>' if path else ""


def funnel(found: pd.DataFrame) -> str:
    """Return rates by how many they rest on, counted in cells, with the limits of chance; places that stand out are dots.

    Parameters
    ----------
    found : as :func:`kzplan.odds.ranks.funnel` returns it.
    """
    named, usual = found[found["named"]], found[~found["named"]]
    top = float(
        max(found["rate"].quantile(0.998), named["rate"].max() if len(named) else 0, found["expected"].iloc[0] * 1.2)
    )
    size = np.log10(found["denominator"].to_numpy())
    first, last = float(size.min()), float(size.max()) + (size.max() == size.min())
    across = lambda values: scale(first, last, LEFT, RIGHT, np.log10(values))  # noqa: E731
    up = lambda values: scale(0, top, ZERO, HIGHEST, values)  # noqa: E731
    marks = ticks(0, top)
    parts = [_axis(marks, up([one for one, _ in marks]))]
    parts.append(_cells(across(usual["denominator"]), up(np.minimum(usual["rate"], top))))
    parts.append(_limits(found, across, up))
    dots = zip(across(named["denominator"]), up(named["rate"]), named["place"], strict=True)
    parts.append(
        "".join(
            f'<circle class="out" cx="{_n(a)}" cy="{_n(b)}" r="3.5"><title>{_text(who)}</title></circle>'
            for a, b, who in dots
        )
    )
    parts.append(
        "".join(
            f'<text x="{_n(float(across(one)))}" y="{ZERO + 24:g}" text-anchor="middle">{one:,.0f}</text>'
            for one in _sizes(first, last)
        )
    )
    return _svg(ZERO + 30, parts)


def _limits(found, across, up):
    """The rate of all and the limits of chance around it; what lies above the frame is cut off by it, not drawn along it."""
    limits = found.sort_values("denominator").iloc[np.unique(np.linspace(0, len(found) - 1, 40).astype(int))]
    x = across(limits["denominator"])
    lines = "".join(
        f'<polyline class="limit t{tail}" points="{_points(x, up(limits[f"{end}{tail}"]))}"/>'
        for tail in ("95", "998")
        for end in ("low", "high")
    )
    height = ZERO + CELL / 2 - HIGHEST
    frame = f"{LEFT:g} {HIGHEST:g} {RIGHT - LEFT:g} {_n(height)}"
    x, y, wide, tall = frame.split()
    within = f'<svg x="{x}" y="{y}" width="{wide}" height="{tall}" viewBox="{frame}">{lines}</svg>'
    return within + f'<path class="limit" d="M{LEFT:g} {_n(float(up(found["expected"].iloc[0])))}H{RIGHT:g}"/>'


def _sizes(first, last):
    """Round numbers between two powers of ten: the fewer there are, the closer, but none whose label would stand on another's."""
    found: list[float] = []
    for steps in ((1, 3), (1, 2, 5), range(1, 10)):
        found = [
            10.0**k * m
            for k in range(int(first), int(last) + 1)
            for m in steps
            if first <= np.log10(10.0**k * m) <= last
        ]
        if len(found) >= FEWEST_TICKS:
            break
    apart = APART * (last - first) / (RIGHT - LEFT)
    kept: list[float] = []
    for one in found:
        if not kept or np.log10(one / kept[-1]) >= apart:
            kept.append(one)
    return kept


def _cells(x, y):
    """How many points lie in each cell of a grid: the more, the darker."""
    wide, tall, above = (RIGHT - LEFT) / ACROSS, CELL, HIGHEST - CELL / 2
    column = np.minimum(((x - LEFT) / wide).astype(int), ACROSS - 1)
    row = np.minimum(((y - above) / tall).astype(int), UP - 1)
    counted = np.zeros((UP, ACROSS))
    np.add.at(counted, (row, column), 1)
    level = np.ceil(4 * np.sqrt(counted / max(counted.max(), 1))).astype(int)
    paths = []
    for one in range(1, 5):
        boxes = "".join(
            f"M{_n(LEFT + c * wide)} {_n(above + r * tall)}h{_n(wide)}v{_n(tall)}h-{_n(wide)}z"
            for r, c in np.argwhere(level == one)
        )
        if boxes:
            paths.append(f'<path class="cell c{one}" d="{boxes}"/>')
    return "".join(paths)


def every(chances: np.ndarray, key: str) -> str:
    """Return the quantiles of all places' chances, to stand behind those of each area; ``key`` is what it is called by."""
    return f'<polyline id="{key}" points="{_quantiles(chances)}"/>'


def spread(chances: np.ndarray, key: str) -> str:
    """Return the quantiles of some places' chances as a small picture, beside those of all.

    Parameters
    ----------
    chances : 0–1.
    key : what those of all are called by.
    """
    width, height = SMALL
    return (
        f'<svg viewBox="0 0 {width:g} {height:g}"><use href="#{key}"/><polyline points="{_quantiles(chances)}"/></svg>'
    )


def _quantiles(chances):
    width, height = SMALL
    y = scale(0, 100, height - 1, 1, np.percentile(100 * chances, QUANTILES))
    return " ".join(f"{a:.0f},{b:.0f}" for a, b in zip(scale(0, 100, 1, width - 1, QUANTILES), y, strict=True))


def _svg(height, parts: Iterable[str]) -> str:
    return f'<svg class="panel" viewBox="0 0 {WIDTH:g} {height:g}" aria-hidden="true">{"".join(parts)}</svg>'


def _axis(marks, places):
    lines = "".join(f"M{LEFT:g} {_n(y)}H{RIGHT:g}" for y in places)
    words = "".join(
        f'<text x="{LEFT - 6:g}" y="{_n(y + 4)}" text-anchor="end">{said}</text>'
        for (_, said), y in zip(marks, places, strict=True)
    )
    return f'<path class="grid" d="{lines}"/>{words}'


def _points(x, y):
    return " ".join(f"{_n(a)},{_n(b)}" for a, b in zip(x, y, strict=True))


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _text(said: object) -> str:
    return escape(str(said), quote=False)
