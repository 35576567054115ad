"""Many targets at once: odds as a ladder, counts by domain, small multiples."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..indicator.target import Criterion
from ..odds.fan import draw_break, filled, target_words
from ..odds.projection import Projection
from ..odds.verdict import LIKELIHOODS
from ..paper.style import (
    BLUE,
    GREEN,
    GREY,
    canvas,
    folded,
    sign,
    source_of,
    source_of_table,
    use_style,
    year_words,
)
from ..words import labels
from ..words.both import Both
from .pointed import OUTLOOK_COLOURS, interactive_ladder

if TYPE_CHECKING:
    import altair as alt

EDGES = {word: least for least, word in LIKELIHOODS if least > 0}  # chances at which the words change
NUMERAL = 0.65  # of its height: width of a numeral with its room
LIKELY, UNLIKELY = EDGES["likely"], EDGES["about as likely as not"]


def ladder(
    table: pd.DataFrame, lang: str | None = None, ax: Axes | None = None, interactive: bool = False
) -> "Axes | alt.LayerChart":
    """Draw the chance of each target that has one, most likely first, with its likelihood word.

    Parameters
    ----------
    table : outlook table, or rows of it.
    lang : "en", "zh" or None (language set).
    ax : None: a new figure.
    interactive : whether it is the chart of the page, an Altair chart that answers when it is pointed at.

    Returns
    -------
    Axes, or altair.LayerChart

    >>> from kzplan import load_plan, outlook
    >>> table = outlook(load_plan())
    >>> len(ladder(table, "en").get_yticks()) == int(table["p_reach"].count())  # a line a target with odds
    True
    """
    if interactive:
        return interactive_ladder(table, labels.language(lang))
    shown = table[table["outlook"] != ""].sort_values("p_reach")
    ax, lang = canvas(ax, lang, (8.6, 0.34 * len(shown) + 1.7))
    _rungs(ax, shown, lang)
    for edge in EDGES.values():
        ax.axvline(100 * edge, color=GREY, lw=0.6, ls=":")
    _named_rungs(ax, shown, lang)
    ax.set_xlim(0, 100)
    ax.set_ylim(-0.7, len(shown) - 0.3)
    year = year_words(table.attrs.get("at"))
    ax.set_xlabel(Both(f"chance of meeting the{year.en} target (%)", f"{year.zh}达标可能性 (%)").text(lang))
    above = int((shown["p_reach"] >= LIKELY).sum())
    title = Both(
        f"{len(shown)} of {len(table)} targets can be given odds; {above} of them are likely or better",
        f"{len(table)}项目标中{len(shown)}项可给出概率，其中{above}项达标“可能”或更有把握",
    )
    ax.set_title(folded(title, lang, en=56, zh=34), x=0, loc="left")
    # under the names, where nothing is drawn
    ax.legend(loc="upper right", bbox_to_anchor=(0, -0.005), fontsize=8)
    sign(ax, source_of_table(table, lang), va="baseline")
    return ax


def _rungs(ax, shown, lang):
    """The chance of the true rate with its range over the views, and of the published figure where there is one."""
    height, reached = np.arange(len(shown)), 100 * shown["p_reach"]
    colours = [OUTLOOK_COLOURS[word] for word in shown["outlook"]]
    ax.hlines(height, 0, reached, color=colours, lw=3)
    ax.scatter(reached, height, color=colours, s=48, zorder=3, label=labels.word("true-rate chance", lang))
    low, high = 100 * shown["p_low"], 100 * shown["p_high"]
    ends = {"color": "black", "lw": 0.9, "zorder": 3.5}
    ax.hlines(height, low, high, label=labels.word("chances over the views", lang), **ends)
    ax.vlines(np.append(low, high), np.tile(height - 0.14, 2), np.tile(height + 0.14, 2), **ends)
    published = shown["p_published"].notna().to_numpy()
    ax.scatter(
        100 * shown["p_published"][published],
        height[published],
        marker="D",
        s=30,
        facecolor="white",
        edgecolor="black",
        zorder=4,
        label=labels.word("published chance", lang),
    )


def _named_rungs(ax, shown, lang):
    """Each target's name at the left, its chance and word at the right."""
    rows = shown.to_dict("records")
    names = [folded(Both(row["name_en"], row["name_zh"]), lang, en=62, zh=24) for row in rows]
    ticks = [f"{name}  {labels.target(row, lang)}  [{row['code']}]" for name, row in zip(names, rows, strict=True)]
    ax.set_yticks(np.arange(len(rows)), ticks, fontsize=8.5)
    for y, row in enumerate(rows):
        said = f"{labels.percent(row['p_reach'])} {labels.word(row['outlook'], lang)}"
        if row["basis"] == "class":
            said += Both(" (by analogy)", "（类推）").text(lang)
        ax.annotate(said, (102, y), va="center", fontsize=8, annotation_clip=False)


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
    colours = {**OUTLOOK_COLOURS, "no probability": "#E5E5E5"}
    counted = outlook_counts(table, by).reindex(columns=list(colours), fill_value=0)[::-1]
    ax, lang = canvas(ax, lang, (8.6, 0.27 * len(counted) + 1.6))
    dark = ("very likely", "very unlikely", "about as likely as not")
    stacked_bars(ax, counted, colours, {name: labels.word(name, lang) for name in colours}, dark)
    ax.set_yticks(range(len(counted)), [labels.group(name, lang) for name in counted.index])
    ax.set_xlabel(Both("number of targets", "目标数").text(lang))
    without = int((table["outlook"] == "").sum())
    given, year = len(table) - without, year_words(table.attrs.get("at"), "for")
    title = Both(
        f"{len(table)} targets{year.en}: {given} can be given odds, {without} cannot, each for a stated reason",
        f"{len(table)}项{year.zh}目标：{given}项可给出达标概率，{without}项不能，原因逐项列明",
    )
    ax.set_title(folded(title, lang, en=76, zh=44), loc="left", pad=44)
    ax.legend(ncols=3, loc="lower left", bbox_to_anchor=(0, 1.0), borderaxespad=0.2)
    sign(ax, source_of_table(table, lang))
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
    left, unit = np.zeros(len(counted)), room / counted[list(colours)].sum(axis=1).max()
    for part, colour in colours.items():
        width = counted[part].to_numpy()
        bars = ax.barh(range(len(counted)), width, left=left, color=colour, edgecolor="white", label=names[part])
        ax.bar_label(
            bars,
            [f"{n}" if n and n * unit > NUMERAL * size * len(f"{n}") else "" for n in width],
            label_type="center",
            fontsize=size,
            color="white" if part in dark else "black",
        )
        left += width


def outlook_counts(table: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return how many targets of each group have which outlook word or none: groups × words, in the plan's order."""
    word = table["outlook"].where(table["outlook"] != "", "no probability")
    groups = table[by].str.split("、") if by == "department" else table[by]
    each = pd.DataFrame({"group": groups, "word": word}).explode("group")
    return pd.crosstab(each["group"], each["word"]).loc[list(dict.fromkeys(each["group"]))]


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
    import seaborn as sns

    use_style()
    lang, number, case = labels.language(lang), len(projections), projections[0].case
    paths = pd.concat([p.path().assign(code=p.code) for p in projections], ignore_index=True)
    height = 1.6 if number > 6 else 2.3
    grid = sns.FacetGrid(paths, col="code", col_wrap=min(6, number), height=height, aspect=1.1, sharey=False)
    grid.map(plt.fill_between, "year", "lo80", "hi80", color=BLUE, alpha=0.25)
    grid.map(plt.plot, "year", "median", color=BLUE, ls="--", lw=1.4)
    for projection in projections:
        _small_panel(grid.axes_dict[projection.code], projection.case, lang)
    grid.set(xticks=[case.period.start, case.period.base, case.at], xlabel="", ylabel="")
    inside = sum(0.1 < p.p_reach < 0.9 for p in projections)
    around = (
        Both("", "")
        if all(len(p.case.series) for p in projections)
        else Both(", hollow: the area around", "、空心为上级地区")
    )
    title = Both(
        f"{inside} of {number} have odds from 10 to 90 % (values{around.en}; median, 80 % interval, target dotted)",
        f"{number}项中{inside}项达标可能性在10%—90%之间（实际值{around.zh}、推算中位数、80%区间、目标）",
    )
    grid.figure.suptitle(title.text(lang), x=0.02, ha="left", fontsize=11)
    grid.figure.text(0.02, 0.005, source_of(case.cite, lang, case.period.first), fontsize=7.5, color=GREY)
    grid.figure.tight_layout(rect=(0, 0.02, 1, 1))
    grid.figure.set_dpi(80)  # on the screen of a notebook; saved figures keep their own
    return grid.figure


def _small_panel(ax, case, lang):
    ax.plot(case.drawn.years, case.drawn.values, "o-k", mfc=filled(case), ms=3, lw=1)
    draw_break(ax, case, lang, 6.5)
    target_lines(ax, case.criterion, 1.2)
    unit = labels.unit(case.target.unit, lang)
    ax.set_title(f"{case.code} {target_words(case, lang)} {unit}", fontsize=8.5)


def target_lines(ax: Axes, criterion: Criterion, lw: float) -> None:
    """Draw the ends of what meets a target."""
    for end in (criterion.low, criterion.high):
        if np.isfinite(end):
            ax.axhline(end, color=GREEN, ls=":", lw=lw)
