"""Many targets at once: counts by domain, small multiples."""

import math
from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..indicator.target import Criterion
from ..odds.fan import begun_elsewhere, draw_break, filled
from ..odds.projection import Projection
from ..odds.verdict import LIKELIHOODS, WITHHELD, withheld
from ..paper.style import (
    BLUE,
    GREEN,
    GREY,
    canvas,
    figure_of,
    folded,
    footline,
    headline,
    source_of,
    source_of_table,
    use_style,
    year_words,
)
from ..words import labels
from ..words.both import Both
from ..words.door import door
from ..words.english import agreed, many
from ..words.errors import InputError
from .pointed import OUTLOOK_COLOURS

EDGES = {word: least for least, word in LIKELIHOODS if least > 0}  # chances at which the words change
ABREAST = 5  # small panels
NUMERAL = 0.65  # of its height: width of a numeral with its room
LIKELY, UNLIKELY = EDGES["likely"], EDGES["about as likely as not"]


def kept_back(table: pd.DataFrame) -> Both:
    """Return why some chances of 90 % and more are called less than very likely; blank where none is.

    >>> from kzplan import load_plan, outlook
    >>> kept_back(outlook(load_plan())).en
    'At 90 % and more: called very likely only once met with margin. '
    """
    if not any(map(withheld, table["p_reach"], table["outlook"])):
        return Both("", "")
    least = labels.percents(EDGES["very likely"])
    return Both(f"At {least.en} and more: {WITHHELD.en}. ", f"{least.zh}以上的，{WITHHELD.zh}。")


@door
def overview(table: pd.DataFrame, lang: str | None = None, ax: Axes | None = None, by: str = "domain") -> Axes:
    """Draw, group by group, how many targets have which outlook, and how many have none.

    Parameters
    ----------
    table : outlook table, or rows of it.
    lang : "en", "zh" or None (language set).
    ax : None: a new figure.
    by : column to group by: "domain", "nature" (binding, expected) or "department" (a joint target counts
        for each).

    Returns
    -------
    Axes

    >>> from kzplan import load_plan, outlook
    >>> ax = overview(outlook(load_plan()), "en", by="nature")
    >>> round(sum(bar.get_width() for bar in ax.patches))  # every target once
    93
    """
    colours = {**OUTLOOK_COLOURS, "no probability": "#DCDCDC"}
    counted = outlook_counts(table, by).reindex(columns=list(colours), fill_value=0)[::-1]
    ax, lang = canvas(ax, lang, (8.6, 0.27 * len(counted) + 1.6))
    stacked_bars(ax, counted, colours, {name: labels.word(name, lang) for name in colours}, dark=("very likely",))
    ax.set_yticks(range(len(counted)), [labels.group(name, lang) for name in counted.index])
    ax.set_xlabel(Both("number of targets", "目标数").text(lang))
    without = int((table["outlook"] == "").sum())
    given, year = len(table) - without, year_words(table.attrs.get("at"), "for")
    title = Both(
        f"{many(len(table), 'target')}{year.en}: {given} can be given odds, {without} cannot, each for a stated reason",
        f"{len(table)}项{year.zh}目标：{given}项可给出达标概率，{without}项不能，原因逐项列明",
    )
    figure = figure_of(ax)
    headline(figure, folded(title, lang, en=100, zh=52))
    ax.legend(
        ncols=6, loc="lower left", bbox_to_anchor=(-0.25, 1.0), borderaxespad=0.2, columnspacing=1.0, handlelength=1.3
    )
    joint = (
        Both("A joint target counts for each department. ", "共同负责的目标分别计入各责任单位。")
        if by == "department"
        else Both("", "")
    )
    read = Both("Numbers in the bars: targets. ", "条内数字为目标数。").text(lang) + joint.text(lang)
    footline(figure, read + source_of_table(table, lang))
    return ax


def stacked_bars(
    ax: Axes,
    counted: pd.DataFrame,
    colours: dict[str, str],
    names: dict[str, str],
    dark: Sequence[str],
    size: float = 8.5,
    room: float = math.inf,
) -> None:
    """Draw counts as bars laid end to end, a bar a row, each part with its number.

    Parameters
    ----------
    ax : where to.
    counted : rows × parts.
    colours, names : of each part, in drawing order; the name stands in the legend.
    dark : parts whose number is written in white.
    size : of the numbers, points.
    room : points of the longest bar; a part too narrow for its number has none.
    """
    rows, left, unit = range(len(counted)), np.zeros(len(counted)), room / counted[list(colours)].sum(axis=1).max()
    for part, colour in colours.items():
        width = counted[part].to_numpy()
        ax.barh(rows, width, left=left, color=colour, edgecolor="white", label=names[part])
        ink = "white" if part in dark else "black"
        for row, n, start in zip(rows, width, left, strict=True):
            if n and n * unit > NUMERAL * size * len(f"{n}"):
                place = (start + n / 2, row)  # within the Axes, so the figure's layout need not measure it
                ax.text(*place, f"{n}", ha="center", va="center", fontsize=size, color=ink, in_layout=False)
        left += width


def outlook_counts(table: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return how many targets of each group have which outlook word or none: groups × words, in the plan's order."""
    word = table["outlook"].where(table["outlook"] != "", "no probability")
    groups = table[by].str.split("、") if by == "department" else table[by]
    each = pd.DataFrame({"group": groups, "word": word}).explode("group")
    return pd.crosstab(each["group"], each["word"]).loc[list(dict.fromkeys(each["group"]))]


@door
def small_multiples(projections: Sequence[Projection], lang: str | None = None) -> Figure:
    """Draw values, median, 80 % interval and target of many targets, one small panel each.

    Parameters
    ----------
    projections : of targets with odds.
    lang : "en", "zh" or None (language set).

    Returns
    -------
    Figure

    >>> from kzplan import load_plan, project
    >>> plan = load_plan()
    >>> len(small_multiples([project(plan, code) for code in ("C01", "C02", "C04")], "en").axes)
    3
    """
    if not projections:
        raise InputError("small_multiples: there is no projection to draw")
    use_style()
    lang, number, case = labels.language(lang), len(projections), projections[0].case
    paths = pd.concat([p.path().assign(code=p.code) for p in projections], ignore_index=True)
    wide, high = (1.75, 1.9) if number > 6 else (2.6, 3.0)
    grid = _panels(paths, {"col_wrap": min(ABREAST, number), "height": high, "aspect": wide / high})
    for projection in projections:
        _small_panel(grid.axes_dict[projection.code], projection.case, lang, wide)
    _same_years(grid, projections, paths)
    inside, columns = sum(0.1 < p.p_reach < 0.9 for p in projections), min(ABREAST, number)
    title = Both(
        f"{inside} of {number} {agreed(inside, 'has', 'have')} odds from 10 to 90 %",
        f"{number}项中{inside}项达标可能性在10%—90%之间",
    )
    hollow = (
        Both("", "")
        if all(len(p.case.series) for p in projections)
        else Both(" (hollow: the area around)", "（空心为上级地区）")
    )
    begun, first = begun_elsewhere(projections), max(p.case.projected_from for p in projections)
    read = Both(
        f"Points: values{hollow.en}; dashed: median; shaded: 80 % interval; dotted: target.{begun.en} {source_of(case.cite, 'en', first)}",
        f"点：实际值{hollow.zh}；虚线：推算中位数；阴影：80%区间；点线：目标。{begun.zh}{source_of(case.cite, 'zh', first)}",
    )
    foot = folded(read, lang, en=int(18 * wide * columns), zh=int(9 * wide * columns))
    tall, lines = grid.figure.get_figheight() * 72, foot.count("\n") + 1
    grid.figure.suptitle(title.text(lang), x=0.01, y=1 - 4 / tall, va="top", ha="left", fontsize=11)
    grid.figure.text(0.01, 2 / tall, foot, fontsize=7.5, color=GREY, va="bottom")
    grid.figure.tight_layout(rect=(0, (4 + 11 * lines) / tall, 1, 1 - 20 / tall))
    return grid.figure


def _panels(paths, shape):
    """seaborn's grid of panels, laid out once everything stands in it and not after each layer."""
    import seaborn as sns

    class Grid(sns.FacetGrid):
        def tight_layout(self) -> None:
            """Leave the panels where they are."""

    # panels that share an axis look each other up at every stroke
    grid = Grid(paths, col="code", sharex=False, sharey=False, **shape)
    grid.map(plt.fill_between, "year", "lo80", "hi80", color=BLUE, alpha=0.25)
    return grid.map(plt.plot, "year", "median", color=BLUE, ls="--", lw=1.4)


def _same_years(grid, projections, paths):
    """Show the years of all in each panel, and name them under the lowest."""
    case = projections[0].case
    years = np.concatenate([paths["year"], *(p.case.drawn.years for p in projections)])
    room = plt.rcParams["axes.xmargin"] * np.ptp(years)
    ticks = [case.period.start, case.period.base, case.at]
    grid.set(xticks=ticks, xlim=(years.min() - room, years.max() + room), xlabel="", ylabel="")
    for ax in grid._not_bottom_axes:
        ax.tick_params(labelbottom=False)


def _small_panel(ax, case, lang, wide):
    ax.plot(case.drawn.years, case.drawn.values, "o-k", mfc=filled(case), ms=3, lw=1)
    draw_break(ax, case, lang, 7.5)
    target_lines(ax, case.criterion, 1.2)
    name = folded(
        Both(f"{case.code} {case.target.name.en}", f"{case.code} {case.target.name.zh}"),
        lang,
        int(13.5 * wide),
        int(7 * wide),
    )
    row = {"code": case.code, "target": case.rule.text, "rule": case.rule_words}
    ax.set_title(
        f"{name}\n{labels.target_with_unit(row, {case.code: case.target.unit}, lang)}", fontsize=8, linespacing=1.1
    )


def target_lines(ax: Axes, criterion: Criterion, lw: float) -> None:
    """Draw the ends of what meets a target."""
    for end in (criterion.low, criterion.high):
        if np.isfinite(end):
            ax.axhline(end, color=GREEN, ls=":", lw=lw)
