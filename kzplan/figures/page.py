"""A set of targets on one page: status, odds and evidence at a glance; the pace so far and the pace required."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..indicator.published import MOST
from ..paper.style import (
    BLUE,
    GREEN,
    GREY,
    folded,
    footline,
    headline,
    panels,
    source_of_table,
    use_style,
    wrap,
    year_words,
)
from ..plan.period import Levels
from ..words import labels
from ..words.both import Both
from ..words.door import door
from ..words.english import agreed, many
from ..words.errors import InputError
from .ladder import listed_axes
from .many import LIKELY, OUTLOOK_COLOURS, kept_back

STATUS = {"met": ("●", GREEN), "not met": ("○", "#444444"), "no value": ("–", GREY), "cannot be judged": ("?", GREY)}
ROW, LINE, SIZE, WORDS = 15.0, 11.0, 9.0, 8.5  # points: of a row's first line, of each more, of letters, of headings
PLOT = 284.0  # width of the bars with their words
COLUMNS = {  # points from the bars to where a column stands
    "code": (-474, "left", Both("", "")),
    "name": (-438, "left", Both("", "")),
    "target": (-184, "right", Both("target", "{own}目标")),
    "latest": (-140, "right", Both("latest", "最新值")),
    "unit": (-136, "left", Both("unit", "单位")),
    "status": (-72, "center", Both("met", "达标")),
    "evidence": (-8, "right", Both("evidence", "证据强度")),
}
READ = Both(
    "● met, ○ not met, ? not to be judged at the latest value, – no value. Bars: chance of the true value, none where a reason stands.",
    "●、○、?：最新值已达标、未达标、无法评价，–：无数据。条：真实水平达标可能性；不给概率的写明原因。",
)


@door
def domain_page(
    table: pd.DataFrame, lang: str | None = None, ax: Axes | None = None, levels: Levels | None = None
) -> Axes:
    """Draw targets row by row: target, latest value, whether it is met now, the evidence, and the odds or the reason.

    Parameters
    ----------
    table : outlook table, or rows of it.
    lang : "en", "zh" or None (language set).
    ax : None: a new figure. In Axes that are given, columns stand at the left of them.
    levels : what the plan's level is called; None: as the table's ``attrs`` say, if they do.

    Returns
    -------
    Axes

    >>> from kzplan import load_plan, outlook
    >>> table = outlook(load_plan())
    >>> ax = domain_page(table[table["code"].isin(["W03", "C01"])], "en")
    >>> sum("W03" in text.get_text() for text in ax.texts)
    1
    """
    use_style()
    lang, rows = labels.language(lang), table.to_dict("records")
    cells = [_cells(row, table, lang) for row in rows]
    heights = [ROW + LINE * max(max(cell.count("\n") for cell in row.values()), 0) for row in cells]
    title = folded(_finding(table), lang, en=112, zh=60)
    under = f"{READ.text(lang)}\n{kept_back(table).text(lang)}{source_of_table(table, lang)}"
    ax = ax or listed_axes(sum(heights), (474.0, PLOT, 4.0), title, under, (20.0, 22.0))
    ax.set(xlim=(0, 150), ylim=(sum(heights), 0), yticks=[], xticks=[0, 33, 66, 90])
    ax.spines["left"].set_visible(False)
    ax.set_xticklabels(["0", "33", "66", f"90{labels.PERCENT.text(lang)}"], fontsize=WORDS)
    for at, (row, cell) in enumerate(zip(rows, cells, strict=True)):
        _row(ax, sum(heights[:at]) + heights[at] / 2, row, cell, lang)
    _headings(ax, levels or table.attrs.get("levels"), year_words(table.attrs.get("at"), "in"), lang)
    return ax


def _cells(row, table, lang):
    """What stands in the columns of one target; its latest value as published, where that is known."""
    said, code = table.attrs.get("published", {}).get(row["code"]), row["code"]
    latest = labels.number(row["latest_value"])
    if said is not None and row["latest_value"] == row["latest_value"]:
        latest = labels.number(said, MOST)
    return {
        "code": code,
        "name": folded(Both(row["name_en"], row["name_zh"]), lang, en=38, zh=20),
        "target": wrap(labels.target(row, lang), 14 if lang == "en" else 8),
        "latest": latest,
        "unit": wrap(labels.unit(table.attrs.get("units", {}).get(code, ""), lang), 11),
        "status": STATUS[labels.status(row)][0],
        "evidence": labels.word(row["evidence"], lang),
    }


def _row(ax, y, row, cells, lang):
    """The columns of one target at the left of the bars, its odds or the reason why there are none."""
    for column, (x, align, _) in COLUMNS.items():
        shade = {"status": STATUS[labels.status(row)][1], "code": GREY}.get(column, "black")
        ax.annotate(
            cells[column], (0, y), (x, 0), xycoords=("axes fraction", "data"), textcoords="offset points", va="center",
            ha=align, fontsize=SIZE, color=shade, linespacing=1.05, annotation_clip=False,
        )  # fmt: skip
    if row["reason"]:
        ax.text(1, y, labels.word(row["reason"], lang), fontsize=SIZE, va="center", color=GREY)
        return
    ax.barh(y, 100 * row["p_reach"], height=9, color=OUTLOOK_COLOURS[row["outlook"]])
    said = f"{labels.percent(row['p_reach'], lang)} {labels.word(row['outlook'], lang)}"
    ax.text(100 * row["p_reach"] + 1.5, y, said, fontsize=SIZE, va="center")


def _headings(ax, levels, year, lang):
    own = levels.own.text(lang) if levels else ""
    above = {"xycoords": "axes fraction", "textcoords": "offset points", "fontsize": WORDS, "color": BLUE}
    for x, align, words in COLUMNS.values():
        ax.annotate(words.text(lang).format(own=own), (0, 1), (x, 4), ha=align, va="bottom", **above)
    chance = Both(f"chance of meeting it{year.en}, or why none is given", f"{year.zh}达标可能性，或不给概率的原因")
    ax.annotate(chance.text(lang), (0, 1), (0, 4), va="bottom", **above)


def _finding(table):
    given, met = table[table["outlook"] != ""], int((table["status"] == "met").sum())
    likely = int((given["p_reach"] >= LIKELY).sum())
    return Both(
        f"{many(len(table), 'target')}: {len(given)} with odds, {likely or 'none'} of them likely or better; {met or 'none'} met at the latest value",
        f"{len(table)}项目标：{len(given)}项可给出概率，其中{f'{likely}项' if likely else '没有一项'}“可能”或更有把握；{f'{met}项' if met else '没有一项'}最新值已达标",
    )


@door
def pace(table: pd.DataFrame, lang: str | None = None) -> Figure:
    """Draw the change per year so far against the change per year required, for targets not yet met.

    Parameters
    ----------
    table : outlook table, or rows of it; rows without odds or without both changes are left out.
    lang : "en", "zh" or None (language set).

    Returns
    -------
    Figure

    Raises
    ------
    InputError : no target is left to draw.

    >>> from kzplan import load_plan, outlook
    >>> figure = pace(outlook(load_plan()), "en")
    >>> bool(figure.get_suptitle())
    True
    """
    lang = labels.language(lang)
    known = table["change_so_far"].notna() & table["change_required"].notna()
    shown = table[known & table["status"].eq("not met") & table["outlook"].ne("")]
    if not len(shown):
        raise InputError("no target with odds is still to be met: there is no pace to draw")
    groups = [(unit, rows) for unit, rows in shown.groupby("change_unit", sort=False)]
    heights = [len(rows) + 1.5 for _, rows in groups]
    size = (8.2, 0.34 * len(shown) + 1.1 * len(groups) + 1.2)
    figure, axes = panels(len(groups), 1, size, height_ratios=heights)
    words = _before_and_after(shown["latest_year"])
    for ax, (unit, rows) in zip(axes[:, 0], groups, strict=True):
        _paces(ax, rows.sort_values("acceleration", ascending=False, na_position="first"), unit, lang, words)
    axes[0, 0].legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=2)
    faster = int((shown["acceleration"].gt(1) | shown["acceleration"].isna()).sum())
    title = Both(
        f"{faster} of {many(len(shown), 'target')} not met at the latest value {agreed(faster, 'needs', 'need')} a faster pace after it than before",
        f"最新值未达标的{len(shown)}项中，{faster}项此后须快于此前",
    )
    headline(figure, folded(title, lang, en=92, zh=46))
    footline(figure, source_of_table(table, lang))
    return figure


def _before_and_after(years):
    """Words for the pace before the latest value and for that required after it; its year need not be near today."""
    if years.nunique() > 1:
        return Both("up to the latest value", "至最新值"), Both("required from the latest value on", "最新值之后所需")
    year = years.iloc[0]
    return Both(f"up to {year}", f"至{year}年"), Both(f"required from {year} on", f"{year}年起所需")


def _paces(ax, rows, unit, lang, words):
    """Targets whose change is told in one unit."""
    y, so_far, required = np.arange(len(rows)), rows["change_so_far"], rows["change_required"]
    ax.hlines(y, so_far, required, color=GREY, lw=1)
    ax.plot(so_far, y, "o", color="black", ms=6, label=words[0].text(lang))
    ax.plot(required, y, "D", color=GREEN, ms=6, label=words[1].text(lang))
    ax.axvline(0, color=GREY, lw=0.6)
    named = rows["name_zh" if lang == "zh" else "name_en"]
    ax.set_yticks(y, [f"{name}  [{code}]" for name, code in zip(named, rows["code"], strict=True)], fontsize=8.5)
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.set_xlabel(labels.word(unit, lang))
