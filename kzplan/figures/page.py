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
    canvas,
    folded,
    headline,
    panels,
    sign,
    source_of_table,
    wrap,
    year_words,
)
from ..plan.period import Levels
from ..words import labels
from ..words.both import Both
from ..words.errors import InputError
from .many import LIKELY, OUTLOOK_COLOURS

STATUS = {"met": ("●", GREEN), "not met": ("○", GREY), "no value": ("–", GREY), "cannot be judged": ("?", GREY)}
CODE, NAME = -1.12, -1.04  # where columns stand, in widths of the axes
COLUMNS = {
    "target": (-0.47, "right", Both("target", "{own}目标")),
    "latest": (-0.33, "right", Both("latest", "最新值")),
    "status": (-0.22, "center", Both("met", "达标")),
    "evidence": (-0.02, "right", Both("evidence", "证据强度")),
}


def domain_page(
    table: pd.DataFrame, lang: str | None = None, ax: Axes | None = None, levels: Levels | None = None
) -> Axes:
    """Draw targets row by row: target, latest value, whether it is met now, the evidence, and the odds or the reason.

    Parameters
    ----------
    table : outlook table, or rows of it.
    lang : "en", "zh" or None (language set).
    ax : None: a new figure.
    levels : what the plan's level is called; None: as the table's ``attrs`` say, if they do.

    Returns
    -------
    Axes

    >>> from kzplan import load_plan, outlook
    >>> table = outlook(load_plan())
    >>> ax = domain_page(table[table["code"].isin(["W03", "C01"])], "en")
    >>> sum("[W03]" in text.get_text() or "W03" in text.get_text() for text in ax.texts)
    1
    """
    lang, rows = labels.language(lang), table.to_dict("records")
    names = [folded(Both(row["name_en"], row["name_zh"]), lang, en=40, zh=22) for row in rows]
    ax, lang = canvas(ax, lang, (9.6, 0.33 * len(table) + 0.12 * sum("\n" in name for name in names) + 1.5))
    for y, (row, name) in enumerate(zip(rows, names, strict=True)):
        said = table.attrs.get("published", {}).get(row["code"])
        _facts(ax, y, row, name, lang, None if row["latest_value"] != row["latest_value"] else said)
        _odds(ax, y, row, lang)
    _headings(ax, levels or table.attrs.get("levels"), year_words(table.attrs.get("at"), "in"), lang)
    ax.set(xlim=(0, 130), ylim=(len(table) - 0.4, -1.2), yticks=[], xticks=[0, 33, 66, 90, 100])
    ax.spines["left"].set_visible(False)
    ax.set_xticklabels(["0", "33", "66", "90", "100 %"], fontsize=8)
    side = ax.get_yaxis_transform()
    ax.text(CODE, -1.9, _finding(table).text(lang), transform=side, fontsize=11, va="bottom")
    ax.text(CODE, len(table) + 0.5, source_of_table(table, lang), transform=side, fontsize=7.5, color=GREY, va="top")
    return ax


def _facts(ax, y, row, name, lang, said):
    """Code, name and the columns of one target, at the left of the axes; ``said``: its latest value as published, where it is known."""
    side = ax.get_yaxis_transform()
    ax.text(CODE, y, row["code"], transform=side, fontsize=8.5, va="center", color=GREY)
    ax.text(NAME, y, name, transform=side, fontsize=8.5, va="center", linespacing=0.95)
    status, colour = STATUS[labels.status(row)]
    cells = {
        "target": wrap(labels.target(row, lang), 13),
        "latest": labels.number(row["latest_value"]) if said is None else labels.number(said, MOST),
        "status": status,
        "evidence": labels.word(row["evidence"], lang),
    }
    for column, (x, align, _) in COLUMNS.items():
        shade = colour if column == "status" else "black"
        ax.text(x, y, cells[column], transform=side, fontsize=8.5, va="center", ha=align, color=shade, linespacing=0.95)


def _odds(ax, y, row, lang):
    if row["reason"]:
        ax.text(1, y, labels.word(row["reason"], lang), fontsize=8.5, va="center", color=GREY)
        return
    ax.barh(y, 100 * row["p_reach"], height=0.55, color=OUTLOOK_COLOURS[row["outlook"]])
    said = f"{labels.percent(row['p_reach'])} {labels.word(row['outlook'], lang)}"
    ax.text(100 * row["p_reach"] + 1.5, y, said, fontsize=8.5, va="center")


def _headings(ax, levels, year, lang):
    own, side = levels.own.text(lang) if levels else "", ax.get_yaxis_transform()
    for x, align, words in COLUMNS.values():
        said = words.text(lang).format(own=own)
        ax.text(x, -0.8, said, transform=side, fontsize=8, va="center", ha=align, color=BLUE)
    chance = Both(f"chance of meeting it{year.en}, or why none is given", f"{year.zh}达标可能性，或不给概率的原因")
    ax.text(0, -0.8, chance.text(lang), fontsize=8, va="center", color=BLUE)


def _finding(table):
    given, met = table[table["outlook"] != ""], int((table["status"] == "met").sum())
    likely = int((given["p_reach"] >= LIKELY).sum())
    return Both(
        f"{len(table)} targets: {len(given)} with odds, {likely} of them likely or better; {met} met at their latest value",
        f"{len(table)}项目标：{len(given)}项可给出概率，其中{likely}项“可能”或更有把握；{met}项最新值已达标",
    )


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
        f"{faster} of {len(shown)} targets not met at their latest value need a faster pace after it than before",
        f"最新值未达标的{len(shown)}项中，{faster}项此后须快于此前",
    )
    headline(figure, folded(title, lang, en=92, zh=46))
    sign(axes[-1, 0], source_of_table(table, lang), 38)
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
