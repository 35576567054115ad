"""Gaps: between strata inside the district, and between the district and the nation."""

import matplotlib.pyplot as plt
import numpy as np

from ..paper.style import BLUE, GREY, ORANGE, canvas, sign, source_of, source_of_table, use_style, wrap
from ..words import labels
from ..words.errors import InputError

STRATA = {
    "girls": ("girls", "女童"),
    "boys": ("boys", "男童"),
    "women": ("women", "女"),
    "men": ("men", "男"),
    "rural": ("rural", "农村"),
    "urban": ("urban", "城镇"),
    "village": ("villages", "乡村"),
    "town": ("towns", "镇区"),
}
OUTSIDE = ("Nation: data/external.csv (open: read in reprints). ", "全国：data/external.csv（空心为转引）。")


def strata_gaps(table, lang=None, ax=None):
    """Draw two strata of each indicator, year by year.

    Parameters
    ----------
    table : rows of :func:`kzplan.evaluation.gaps.strata_gaps` in one unit and of one pair of strata.

    Returns
    -------
    Axes
    """
    if not len(table):
        raise InputError("no indicator has both strata printed: there is no gap to draw")
    ax, zh = canvas(ax, lang, (8.2, 0.42 * len(table) + 1.7))
    first, second = table["pair"].iloc[0].split("/")
    order = table.sort_values(["indicator", "year"], ascending=[True, True]).reset_index(drop=True)
    y = np.arange(len(order))
    ax.hlines(y, order["first"], order["second"], color=GREY, lw=1.4)
    ax.plot(order["first"], y, "o", color=ORANGE, ms=7, label=STRATA[first][zh])
    ax.plot(order["second"], y, "s", color=BLUE, ms=6, label=STRATA[second][zh])
    for i, row in order.iterrows():
        ax.annotate(
            f"{row['gap']:+.2f}".rstrip("0").rstrip("."),
            (max(row["first"], row["second"]), i),
            (7, 0),
            textcoords="offset points",
            va="center",
            fontsize=8,
        )
    name = "name_zh" if zh else "name_en"
    ax.set_yticks(
        y, [wrap(f"{row[name]}  {row['year']}", 52 if not zh else 26) for _, row in order.iterrows()], fontsize=8.5
    )
    ax.set_ylim(len(order) - 0.4, -0.6)
    ax.margins(x=0.1)
    unit = labels.unit(order["unit"].iloc[0], labels.language(lang))
    ax.set_xlabel(unit)
    both = order.groupby("indicator").filter(lambda rows: len(rows) > 1).groupby("indicator")["gap"]
    narrower = int((both.last().abs() < both.first().abs()).sum())
    title = (
        f"{STRATA[first][1]}与{STRATA[second][1]}：两期均有数据的{len(both)}项中，{narrower}项差距缩小"
        if zh
        else f"{STRATA[first][0].capitalize()} and {STRATA[second][0]}: the gap narrowed in {narrower} of {len(both)} indicators printed for both years"
    )
    ax.set_title(wrap(title, 76 if not zh else 40), pad=24)
    ax.legend(loc="lower left", bbox_to_anchor=(0, 0.99), ncols=2)
    sign(ax, source_of_table(table, labels.language(lang), projected=False))
    return ax


def district_and_nation(projections, outside, nation, lang=None):
    """Draw each target's values beside the nation's series, one panel each.

    Parameters
    ----------
    projections : list of :class:`~kzplan.odds.projection.Projection`; those without a national series are left out.
    outside : ``plan.tables["external"]``.
    nation : name of the nation there.

    Returns
    -------
    Figure
    """
    use_style()
    lang = labels.language(lang)
    zh = lang == "zh"
    named = set(outside.loc[outside["geo"].eq(nation) & outside["stratum"].eq(""), "indicator"])
    projections = [p for p in projections if p.case.target.outside in named and len(p.case.series.frame())]
    if not projections:
        raise InputError("no target here names a national series: there is nothing to set side by side")
    columns = min(3, len(projections))
    rows = -(-len(projections) // columns)
    figure, axes = plt.subplots(
        rows, columns, figsize=(3.1 * columns, 2.5 * rows + 0.8), squeeze=False, layout="constrained"
    )
    better = 0
    for ax, p in zip(axes.flat, projections, strict=False):
        target, values = p.case.target, p.case.series.frame()
        series = outside[
            outside["geo"].eq(nation) & outside["indicator"].eq(target.outside) & outside["stratum"].eq("")
        ]
        series = series.sort_values("year")
        ax.plot(series["year"], series["value"], "-", color=BLUE, lw=1.2)
        for second_hand, face in (("yes", "white"), ("", BLUE)):
            own = series[series["second_hand"].eq(second_hand)]
            ax.plot(own["year"], own["value"], "o", mfc=face, mec=BLUE, ms=4.5)
        ax.plot(values["year"], values["value"], "s-", color="black", ms=5, lw=1)
        ax.set_title(wrap(f"{p.code} {p.row['name_zh' if zh else 'name_en']}", 32 if not zh else 16), fontsize=9)
        ax.set_ylabel(labels.unit(target.unit, lang), fontsize=8)
        ax.tick_params(labelsize=8)
        ax.set(xticks=range(2010, 2026, 5), xlim=(2008.5, 2026))
        near = series.iloc[(series["year"] - values["year"].iloc[-1]).abs().argmin()]["value"]
        ahead = values["value"].iloc[-1] - near
        better += ahead > 0 if target.direction == "up" else ahead < 0
    for ax in axes.flat[len(projections) :]:
        ax.set_visible(False)
    title = (
        f"{len(projections)}项中，本地{better}项最新值好于全国相近年份（黑：本地，蓝：全国）"
        if zh
        else f"The district (black) is ahead of the nation (blue) in {better} of {len(projections)} at its latest value"
    )
    figure.suptitle(title, x=0.01, ha="left", fontsize=11)
    printed = source_of(projections[0].case.cite, lang)
    figure.supxlabel(wrap(OUTSIDE[zh] + printed, 120 if not zh else 60), x=0.01, ha="left", fontsize=7.5, color=GREY)
    return figure
