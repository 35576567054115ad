"""Gaps: between strata inside the district, and between the district and the nation."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..evaluation import comparisons
from ..odds.case import Case
from ..odds.projection import Projection
from ..paper.style import (
    BLUE,
    GREY,
    ORANGE,
    canvas,
    folded,
    footline,
    headline,
    panels,
    sign,
    source_of,
    source_of_table,
)
from ..plan.plan import Plan
from ..words import labels
from ..words.both import Both
from ..words.door import door
from ..words.english import many
from ..words.errors import InputError

STRATA = {
    "girls": Both("girls", "女童"),
    "boys": Both("boys", "男童"),
    "women": Both("women", "女"),
    "men": Both("men", "男"),
    "rural": Both("rural", "农村"),
    "urban": Both("urban", "城镇"),
    "village": Both("villages", "乡村"),
    "town": Both("towns", "镇区"),
}
FEW = 9  # panels that are drawn large
OUTSIDE = Both("Nation: data/external.csv (open: read in reprints). ", "全国：data/external.csv（空心为转引）。")


@door
def strata_gaps(table: pd.DataFrame, lang: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw two strata of each indicator, year by year.

    Parameters
    ----------
    table : rows of :func:`kzplan.evaluation.gaps.strata_gaps` in one unit and of one pair of strata.
    lang : "en", "zh" or None (language set).
    ax : None: a new figure.

    Returns
    -------
    Axes

    >>> from kzplan import load_plan
    >>> from kzplan.evaluation import gaps
    >>> printed = gaps.strata_gaps(load_plan()).query("pair == 'girls/boys' and not contradicted")
    >>> strata_gaps(printed, "en").get_title(loc="left").replace(chr(10), " ")
    'Girls and boys: the gap narrowed in 4 of 4 indicators printed for both years'
    """
    if not len(table):
        raise InputError("no indicator has both strata printed: there is no gap to draw")
    ax, lang = canvas(ax, lang, (8.2, 0.42 * len(table) + 1.7))
    pair = [STRATA[name] for name in table["pair"].iloc[0].split("/")]
    order = table.sort_values(["indicator", "code", "year"]).reset_index(drop=True)
    _pairs(ax, order, pair, lang)
    named = zip(order["name_en"], order["name_zh"], order["year"], strict=True)
    rows = [Both(f"{en}  {year}", f"{zh}  {year}") for en, zh, year in named]
    ax.set_yticks(np.arange(len(order)), [folded(row, lang, en=52, zh=26) for row in rows], fontsize=8.5)
    ax.set_ylim(len(order) - 0.4, -0.6)
    ax.margins(x=0.1)
    ax.set_xlabel(labels.unit(order["unit"].iloc[0], lang))
    ax.set_title(folded(_finding(order, *pair), lang, en=64, zh=34), pad=24)
    ax.legend(loc="lower left", bbox_to_anchor=(0, 0.99), ncols=2)
    sign(ax, source_of_table(table, lang, projected=False))
    return ax


def _pairs(ax, order, pair, lang):
    """Both strata of each line, joined, with how far they are apart."""
    y, first, second = np.arange(len(order)), order["first"], order["second"]
    ax.hlines(y, first, second, color=GREY, lw=1.4)
    ax.plot(first, y, "o", color=ORANGE, ms=7, label=pair[0].text(lang))
    ax.plot(second, y, "s", color=BLUE, ms=6, label=pair[1].text(lang))
    for i, gap in enumerate(order["gap"]):
        said, end = f"{gap:+.2f}".rstrip("0").rstrip("."), max(first[i], second[i])
        ax.annotate(said, (end, i), (7, 0), textcoords="offset points", va="center", fontsize=8)


def _finding(order, first, second):
    """In how many indicators the gap narrowed; of those whose strata were redrawn between the years none is compared."""
    twice = order.groupby(["indicator", "code"]).filter(lambda rows: len(rows) > 1)
    both = twice[~twice["broken"]].groupby(["indicator", "code"])["gap"]
    if not len(both):
        why = Both(", since the line between the two was redrawn", "，因分组口径已变更") if len(twice) else Both("", "")
        return Both(
            f"{first.en.capitalize()} and {second.en}: no gap can be compared between the years{why.en}",
            f"{first.zh}与{second.zh}：差距不作纵向比较{why.zh}",
        )
    number, comparable = int((both.last().abs() < both.first().abs()).sum()), Both("", "")
    if twice["broken"].any():
        comparable = Both(" in one definition", "且分组口径未变")
    return Both(
        f"{first.en.capitalize()} and {second.en}: the gap narrowed in {number or 'none'} of {many(len(both), 'indicator')} printed for both years{comparable.en}",
        f"{first.zh}与{second.zh}：两期均有数据{comparable.zh}的{len(both)}项中，{f'{number}项' if number else '没有一项'}差距缩小",
    )


@door
def district_and_nation(projections: Sequence[Projection], plan: Plan, lang: str | None = None) -> Figure:
    """Draw each target's values beside the nation's series of the same group, one panel each.

    Parameters
    ----------
    projections : those without values or without a national series are left out, and those of a group whose national series is
        that of the whole (girls beside all pupils).
    plan : the plan they are of.
    lang : "en", "zh" or None (language set).

    Returns
    -------
    Figure

    Raises
    ------
    InputError : none is left.

    >>> from kzplan import load_plan, project
    >>> plan = load_plan()
    >>> len(district_and_nation([project(plan, "W03"), project(plan, "C02")], plan, "en").axes)
    2
    """
    lang = labels.language(lang)
    shown = with_nation(projections, plan)
    columns = min(3 if len(shown) <= FEW else 4, len(shown))
    rows = -(-len(shown) // columns)
    wide, high = (3.1, 2.5) if len(shown) <= FEW else (2.5, 2.1)
    figure, axes = panels(rows, columns, (wide * columns, high * rows + 0.8))
    last = max(plan.period.midterm, *(int(max(case.series.years[-1], nation[-1]["year"])) for case, nation in shown))
    for ax, (case, nation) in zip(axes.flat, shown, strict=False):
        _beside(ax, case, nation, lang, large=len(shown) <= FEW)
        ax.set(xticks=range(plan.period.start, last + 1, 5), xlim=(plan.period.start - 1.5, last + 1))
    for ax in axes.flat[len(shown) :]:
        ax.set_visible(False)
    headline(figure, folded(_standing(shown, plan.levels.own.en), lang, en=34 * columns, zh=20 * columns))
    under = Both(OUTSIDE.en + source_of(plan.cite, "en"), OUTSIDE.zh + source_of(plan.cite, "zh"))
    footline(figure, folded(under, lang, en=48 * columns, zh=24 * columns))
    return figure


def with_nation(projections: Sequence[Projection], plan: Plan) -> list[tuple[Case, list[dict]]]:
    """Return the cases with values and a national series of their group, and that series; an InputError where there is none."""
    cases = [one.case for one in projections if one.case.target.outside and len(one.case.series)]
    shown = [(case, nation) for case in cases if (nation := comparisons.beside(plan, case.target))]
    if not shown:
        raise InputError("no target here names a national series of its group: there is nothing to set side by side")
    return shown


def _standing(shown, own):
    """In how many the latest value is better than the nation's, of those of which that can be said."""
    told = [_ahead(case, nation) for case, nation in shown]
    better, known = told.count("yes"), len(told) - told.count("")
    rest = len(told) - known
    left = f"not counted: {rest} without a better side, with no national value within {comparisons.NEAR} years, or newly defined"
    left_zh = f"另{rest}项无优劣方向、{comparisons.NEAR}年内无全国数据或口径已调整，不计"
    return Both(
        f"The {own} (black) is ahead of the nation (blue) in {better} of {known} at its latest value{f' ({left})' if rest else ''}",
        f"{known}项中，本地{better}项最新值好于全国相近年份{f'，{left_zh}' if rest else ''}（黑：本地，蓝：全国）",
    )


def two_series(ax: Axes, case: Case, nation: list[dict]) -> None:
    """Draw the nation's values, open where they were read in a reprint, and the plan's own, without a word."""
    ax.plot([row["year"] for row in nation], [row["value"] for row in nation], "-", color=BLUE, lw=1.2)
    for second_hand, face in ((True, "white"), (False, BLUE)):
        own = [row for row in nation if (row["second_hand"] == "yes") == second_hand]
        ax.plot([row["year"] for row in own], [row["value"] for row in own], "o", mfc=face, mec=BLUE, ms=4.5)
    ax.plot(case.series.years, case.series.values, "s-", color="black", ms=5, lw=1)


def _beside(ax, case, nation, lang, large):
    two_series(ax, case, nation)
    name = Both(f"{case.code} {case.target.name.en}", f"{case.code} {case.target.name.zh}")
    ax.set_title(folded(name, lang, en=32 if large else 28, zh=16 if large else 13), fontsize=9 if large else 8.5)
    ax.set_ylabel(labels.unit(case.target.unit, lang), fontsize=8)
    ax.tick_params(labelsize=8)


def _ahead(case, nation):
    """Whether the latest value is better than the nation's of the nearest year, "yes" or "no"; blank where that cannot be said."""
    latest = case.series.latest
    near = comparisons.nearest(nation, latest.year)
    return (
        ""
        if near is None or case.broken is not None
        else comparisons.better(round(latest.value - near["value"], 10), case.target.direction)
    )
