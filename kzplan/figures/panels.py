"""Thousands of places: which third each is in, which stand out beyond chance, shares by likelihood, provinces side by side."""

import math

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator

from ..odds.ranks import SURE
from ..paper.style import BLUE, GREEN, GREY, ORANGE, canvas, figure_of, folded, footline, headline, panels, source_of
from ..plan.catalogue import known_indicators
from ..words import labels
from ..words.both import Both
from ..words.door import door
from ..words.english import agreed
from .many import kept_back, stacked_bars
from .pointed import OUTLOOK_COLOURS

THIRD_COLOURS = {"best": GREEN, "middle": BLUE, "last": ORANGE, "": "#C8C8C8"}
WIDE = 100  # sizes so many times the least: powers of ten are ticks enough
CROWD = 400  # points, from which on they are counted in cells
NAMED, APART = 8, (80, 14)  # places that are named, and how far from each other, in pixels
ABREAST, NARROWEST = 6, 5.4  # small panels; inches of a figure with few
WORDS = {
    "best": Both("best third", "前三分之一"),
    "middle": Both("middle third", "中间三分之一"),
    "last": Both("last third", "后三分之一"),
    "": Both("cannot be told", "排不出"),
}


@door
def caterpillar(
    ranked: pd.DataFrame, name: Both, unit: str = "", lang: str | None = None, ax: Axes | None = None, mark: str = ""
) -> Axes:
    """Draw the 80 % interval of every place in order of the medians, coloured by the third it is surely in.

    Parameters
    ----------
    ranked : as :func:`kzplan.odds.ranks.thirds` returns it.
    name, unit : of the indicator.
    lang : "en", "zh" or None (language set).
    ax : None: a new figure.
    mark : words before the title, 示例数据 where the values are invented.

    Returns
    -------
    Axes

    >>> ranked = pd.DataFrame({"median": [2.0, 3.0], "lo80": [1, 2], "hi80": [3, 5], "third": ["best", ""]})
    >>> caterpillar(ranked, Both("deaths", "死亡率"), lang="en").figure.get_suptitle()
    'deaths: 1 of 2 places is surely (80 %) in one third; the order of the others cannot be told'
    """
    ax, lang = canvas(ax, lang, (9.0, 4.4))
    at = np.arange(len(ranked))
    for third, colour in THIRD_COLOURS.items():
        rows = ranked["third"].eq(third).to_numpy()
        if rows.any():
            lines = at[rows], ranked["lo80"][rows], ranked["hi80"][rows]
            label = f"{WORDS[third].text(lang)} ({rows.sum():,})"
            ax.vlines(*lines, color=colour, lw=max(0.35, min(3, 400 / len(ranked))), label=label, rasterized=True)
    ax.plot(at, ranked["median"], color="black", lw=1)
    sure = int(ranked["third"].ne("").sum())
    title = Both(
        f"{name.en}: {sure:,} of {len(ranked):,} places {agreed(sure, 'is', 'are')} surely ({SURE:.0%}) in one third; the order of the others cannot be told".replace(
            "%", " %"
        ),
        f"{name.zh}：{len(ranked):,}地中{sure:,}地可有把握（{SURE:.0%}）归入某三分之一，其余先后排不出",
    )
    _signed(ax, title, mark, lang)
    ax.set(xlabel=Both("places, the best median first", "各地，中位数最好的在左").text(lang), ylabel=unit)
    ax.set_ylim(top=1.15 * float(ranked["hi80"].max()))  # room for the legend, above every line
    for line in ax.legend(ncols=len(THIRD_COLOURS), loc="upper left").get_lines():
        line.set_linewidth(3)  # its colour is seen, however thin those of the places are
    read = Both("Lines: 80 % intervals; black: medians. Projection: kzplan", "竖线为80%区间，黑线为中位数。kzplan推算")
    footline(figure_of(ax), read.text(lang))
    return ax


@door
def funnel_plot(
    found: pd.DataFrame, name: Both, unit: str = "", lang: str | None = None, ax: Axes | None = None, mark: str = ""
) -> Axes:
    """Draw rates by how many they rest on, with the limits of chance; places that stand out are named.

    Parameters
    ----------
    found : as :func:`kzplan.odds.ranks.funnel` returns it.
    name, unit, lang, ax, mark : as for :func:`caterpillar`.

    Returns
    -------
    Axes

    >>> from kzplan.odds.ranks import funnel
    >>> rows = pd.DataFrame({"place": [*range(29), "h"], "numerator": [*[4, 5, 6] * 9, 5, 5, 40], "denominator": 1000})
    >>> ax = funnel_plot(funnel(rows, 1000), Both("deaths", "死亡率"), "‰", "en")
    >>> [text.get_text() for text in ax.texts]
    ['h']
    """
    ax, lang = canvas(ax, lang, (8.0, 4.6))
    usual, named = found[~found["named"]], found[found["named"]]
    _crowd(ax, usual, float(found["rate"].quantile(0.995)), lang)
    ax.plot(named["denominator"], named["rate"], "o", color=ORANGE, ms=4)
    limits = found.sort_values("denominator")
    for tail, style in (("95", ":"), ("998", "--")):
        for end in ("low", "high"):
            ax.plot(limits["denominator"], limits[f"{end}{tail}"], color=BLUE, ls=style, lw=1)
    ax.axhline(found["expected"].iloc[0], color=BLUE, lw=1)
    _name(ax, named.loc[named["away"].abs().sort_values(ascending=False).index])
    title = Both(
        f"{name.en}: {len(named):,} of {len(found):,} places stand out beyond chance",
        f"{name.zh}：{len(found):,}地中{len(named):,}地超出偶然范围",
    )
    _signed(ax, title, mark, lang)
    close = found["denominator"].max() < WIDE * found["denominator"].min()
    ax.xaxis.set_major_locator(LogLocator(subs=(1, 2, 3, 5) if close else (1,)))
    ax.xaxis.set_major_formatter("{x:,.0f}")
    ax.xaxis.set_minor_formatter("")
    ax.set(
        xlabel=Both("births, or whom the rate is of (logarithmic)", "活产数（或人数，对数）").text(lang), ylabel=unit
    )
    read = Both(
        "Solid: rate of all; dotted, dashed: 95 and 99.8 % limits of chance around it. Orange: stands out; the farthest are named.",
        "实线：总体水平；点线、虚线：其95%、99.8%偶然范围。橙点：超出偶然范围，写明其中最远的。",
    )
    footline(figure_of(ax), read.text(lang))
    return ax


def _crowd(ax, usual, top, lang):
    """Draw places as points, or where points would cover each other as cells, darker for more."""
    if len(usual) > CROWD:
        cells = ax.hexbin(
            usual["denominator"],
            usual["rate"].clip(upper=top),
            gridsize=60,
            xscale="log",
            mincnt=1,
            cmap="Greys",
            lw=0,
        )
        ax.figure.colorbar(cells, ax=ax, label=Both("places in a cell", "每格地区数").text(lang))
    else:
        ax.plot(usual["denominator"], usual["rate"], "o", color=GREY, ms=3, alpha=0.6)
        ax.set_xscale("log")


def _name(ax, rows):
    """Write the names of the farthest places, but for one that would stand on another name or point."""
    points = ax.transData.transform(rows[["denominator", "rate"]].to_numpy(dtype=float))
    taken: list[np.ndarray] = []
    for at, row in zip(points, rows.itertuples(), strict=True):
        ahead = points - at  # a name stands to the right of its point
        covered = (ahead[:, 0] > 0) & (ahead[:, 0] < APART[0]) & (np.abs(ahead[:, 1]) < APART[1])
        clear = all((np.abs(at - other) > APART).any() for other in taken)
        if len(taken) < NAMED and clear and not covered.any():
            taken.append(at)
            side = (4, 3) if row.rate > row.expected else (4, -10)  # away from the limits
            box = {"fc": "white", "ec": "none", "pad": 0.5, "alpha": 0.8}  # what crowds there is seen through it
            ax.annotate(
                str(row.place), (row.denominator, row.rate), side, textcoords="offset points", fontsize=7.5, bbox=box
            )


@door
def likelihood_shares(
    table: pd.DataFrame, by: str = "indicator", lang: str | None = None, ax: Axes | None = None, mark: str = ""
) -> Axes:
    """Draw which share of the places has which outlook: a bar a target, or a province.

    Parameters
    ----------
    table : as :func:`kzplan.project_panel` returns it, or rows of it.
    by : column to group by, as "indicator" (those of the catalogue stand with their names) or one with the province.
    lang, ax, mark : as for :func:`caterpillar`.

    Returns
    -------
    Axes

    >>> table = pd.DataFrame({"indicator": ["a", "a", "b"], "outlook": ["likely", "unlikely", ""], "p_reach": [.7, .2, None]})
    >>> len(likelihood_shares(table, lang="en").patches)  # a bar and outlook each, none left out
    12
    """
    colours = {**OUTLOOK_COLOURS, "no probability": "#DCDCDC"}
    word = table["outlook"].where(table["outlook"] != "", "no probability")
    share = pd.crosstab(table[by], word, normalize="index").reindex(columns=list(colours), fill_value=0.0) * 100
    order = table.groupby(by, sort=False)["p_reach"].mean()
    # targets by chance; areas in the table's order, from above: one by chances would be read as a ranking
    share = _whole(share.loc[order.sort_values().index if by == "indicator" else order.index[::-1]])
    ax, lang = canvas(ax, lang, (8.6, 0.22 * len(share) + 1.6))
    words = {name: labels.word(name, lang) for name in colours}
    stacked_bars(ax, share, colours, words, dark=("very likely",), size=7.6, room=430)
    known = {indicator: one for (indicator, _), one in reversed(known_indicators().items())}
    names = [known[one].name.text(lang) if one in known else str(one) for one in share.index]
    ax.set_yticks(range(len(share)), names, fontsize=8)
    ax.margins(y=0.01)
    ax.set_xlabel(Both("share of places (%)", "地区占比（%）").text(lang))
    told = table[table["outlook"].ne("")]
    low = int((told["p_reach"] < 1 / 3).sum())
    likely = int(told["outlook"].isin(("likely", "very likely")).sum())
    title = Both(
        f"{low:,} of {len(told):,} odds are below one in three", f"{len(told):,}个达标概率中，{low:,}个不足三分之一"
    )
    if not low:  # what is there leads
        title = Both(
            f"{likely:,} of {len(told):,} odds are likely or better",
            f"{len(told):,}个达标概率中，{likely:,}个为“可能”及以上",
        )
    _signed(ax, title, mark, lang)
    ax.legend(
        ncols=6, loc="lower left", bbox_to_anchor=(-0.1, 1.0), borderaxespad=0.2, columnspacing=1.0, handlelength=1.3
    )
    footline(figure_of(ax), kept_back(table).text(lang) + source_of(None, lang))
    return ax


def _whole(share):
    """Shares as whole numbers that sum to 100: the largest remainders are rounded up."""
    down = np.floor(share.to_numpy())
    left = (100 - down.sum(axis=1)).round().astype(int)
    rank = np.argsort(np.argsort(down - share.to_numpy(), axis=1, kind="stable"), axis=1)
    return pd.DataFrame((down + (rank < left[:, None])).astype(int), share.index, share.columns)


@door
def provinces(table: pd.DataFrame, by: str, lang: str | None = None, mark: str = "") -> Figure:
    """Draw for each province how its places' chances of one target are spread, beside those of all places.

    Parameters
    ----------
    table : rows of one target, as :func:`kzplan.project_panel` returns them.
    by : column with the province.
    lang, mark : as for :func:`caterpillar`.

    Returns
    -------
    Figure

    >>> table = pd.DataFrame({"province": ["a", "a", "b"], "p_reach": [0.1, 0.7, 0.4]})
    >>> len(provinces(table, "province", "en").axes)
    2
    """
    told = table[table["p_reach"].notna()]
    groups = list(told.groupby(by, sort=False))  # in the table's order: one by chances would be read as a ranking
    columns = min(ABREAST, len(groups))
    rows = math.ceil(len(groups) / columns)
    wide = max(1.6 * columns + 0.6, NARROWEST)
    figure, grid = panels(rows, columns, (wide, 1.25 * rows + 0.9), sharex=True, sharey=True)
    lang, share = labels.language(lang), np.linspace(0, 100, 101)
    every = np.percentile(100 * told["p_reach"], share)
    for ax, (name, own) in zip(grid.flat, groups, strict=False):
        ax.plot(share, every, color=GREY, lw=0.8)
        ax.plot(share, np.percentile(100 * own["p_reach"], share), color=BLUE, lw=1.6)
        ax.set_title(f"{name} ({len(own)})", fontsize=8)
        ax.set(xlim=(0, 100), ylim=(0, 100), xticks=(0, 50, 100), yticks=(0, 50, 100))
    for ax in grid.flat[len(groups) :]:
        ax.remove()
    for ax in grid.flat[max(len(groups) - columns, 0) : len(groups)]:  # the lowest of each column
        ax.tick_params(labelbottom=True)
    medians = sorted(100 * own["p_reach"].median() for _, own in groups)
    low, high = medians[0], medians[-1]
    title = Both(
        f"The middle place's chance goes from {low:.0f} to {high:.0f} % by province",
        f"各省中位地区的可能性从{low:.0f}%到{high:.0f}%",
    )
    headline(figure, folded(_marked(title, mark), lang, en=int(10 * wide), zh=int(5.4 * wide)))
    read = Both(
        "Across: share of the province's places (%), their number in brackets; up: their chance at most (%); grey: all places. In the table's order, which is no ranking. Projection: kzplan",
        "横轴：该省地区占比（%），括号内为地区数；纵轴：可能性不超过（%）；灰线：全部地区。按表中次序排列，不分先后。kzplan推算",
    )
    footline(figure, folded(read, lang, en=int(16 * wide), zh=int(8 * wide)))
    return figure


def _marked(title, mark):
    return Both(f"{mark}: {title.en}", f"{mark}：{title.zh}") if mark else title


def _signed(ax, title, mark, lang):
    headline(figure_of(ax), folded(_marked(title, mark), lang, en=110, zh=60))
