"""A set of targets on one page: status, odds and evidence at a glance; the pace so far and the pace required."""

import numpy as np

from ..paper.style import BLUE, GREEN, GREY, canvas, sign, source_of_table, wrap
from ..words import labels
from ..words.errors import InputError
from .many import OUTLOOK_COLOURS

STATUS = {"met": ("●", GREEN), "not met": ("○", GREY), "no value": ("–", GREY), "cannot be judged": ("?", GREY)}
COLUMNS = {
    "target": (-0.47, "right", ("target", "区目标")),
    "latest": (-0.33, "right", ("latest", "最新值")),
    "status": (-0.22, "center", ("met", "达标")),
    "evidence": (-0.02, "right", ("evidence", "证据强度")),
}


def domain_page(table, lang=None, ax=None):
    """Draw targets row by row: target, latest value, whether it is met now, the evidence, and the odds or the reason.

    Parameters
    ----------
    table : outlook table, or rows of it.

    Returns
    -------
    Axes
    """
    lines = [
        wrap(
            row["name_zh" if labels.language(lang) == "zh" else "name_en"], 40 if labels.language(lang) == "en" else 22
        )
        for row in table.to_dict("records")
    ]
    ax, zh = canvas(ax, lang, (9.6, 0.33 * len(table) + 0.12 * sum("\n" in line for line in lines) + 1.5))
    lang = labels.language(lang)
    side = ax.get_yaxis_transform()
    for y, (row, name) in enumerate(zip(table.to_dict("records"), lines, strict=True)):
        ax.text(-1.12, y, row["code"], transform=side, fontsize=8.5, va="center", color=GREY)
        ax.text(-1.04, y, name, transform=side, fontsize=8.5, va="center", linespacing=0.95)
        status, colour = STATUS[labels.status(row)]
        cells = {
            "target": labels.target(row, lang),
            "latest": labels.number(row["latest_value"]),
            "status": status,
            "evidence": labels.word(row["evidence"], lang),
        }
        for column, (x, align, _) in COLUMNS.items():
            shade = colour if column == "status" else "black"
            text = wrap(cells[column], 13) if column == "target" else cells[column]
            ax.text(x, y, text, transform=side, fontsize=8.5, va="center", ha=align, color=shade, linespacing=0.95)
        _odds(ax, y, row, lang)
    for x, align, words in COLUMNS.values():
        ax.text(x, -0.8, words[zh], transform=side, fontsize=8, va="center", ha=align, color=BLUE)
    ax.text(
        0,
        -0.8,
        "2030年达标可能性，或不给概率的原因" if zh else "chance of meeting it in 2030, or why none is given",
        fontsize=8,
        va="center",
        color=BLUE,
    )
    ax.set(xlim=(0, 130), ylim=(len(table) - 0.4, -1.2), yticks=[], xticks=[0, 33, 66, 90, 100])
    ax.spines["left"].set_visible(False)
    ax.set_xticklabels(["0", "33", "66", "90", "100 %"], fontsize=8)
    given, met = table[table["outlook"] != ""], int((table["status"] == "met").sum())
    likely = int((given["p_reach"] >= 0.66).sum())
    title = (
        f"{len(table)}项目标：{len(given)}项可给出概率，其中{likely}项“可能”或更有把握；{met}项最新值已达标"
        if zh
        else f"{len(table)} targets: {len(given)} with odds, {likely} of them likely or better; {met} met at their latest value"
    )
    ax.text(-1.12, -1.9, title, transform=side, fontsize=11, va="bottom")
    ax.text(-1.12, len(table) + 0.5, source_of_table(table, lang), transform=side, fontsize=7.5, color=GREY, va="top")
    return ax


def _odds(ax, y, row, lang):
    if row["reason"]:
        ax.text(1, y, labels.word(row["reason"], lang), fontsize=8.5, va="center", color=GREY)
        return
    ax.barh(y, 100 * row["p_reach"], height=0.55, color=OUTLOOK_COLOURS[row["outlook"]])
    said = f"{labels.percent(row['p_reach'])} {labels.word(row['outlook'], lang)}"
    ax.text(100 * row["p_reach"] + 1.5, y, said, fontsize=8.5, va="center")


def pace(table, lang=None):
    """Draw the change per year so far against the change per year required, for targets not yet met.

    Parameters
    ----------
    table : outlook table, or rows of it; rows without odds or without both changes are left out.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError : no target is left to draw.
    """
    import matplotlib.pyplot as plt

    from ..paper.style import use_style

    use_style()
    lang = labels.language(lang)
    zh = lang == "zh"
    known = table["change_so_far"].notna() & table["change_required"].notna()
    shown = table[known & table["status"].eq("not met") & table["outlook"].ne("")]
    if not len(shown):
        raise InputError("no target with odds is still to be met: there is no pace to draw")
    groups = [(unit, rows) for unit, rows in shown.groupby("change_unit", sort=False)]
    figure, axes = plt.subplots(
        len(groups),
        1,
        figsize=(8.2, 0.34 * len(shown) + 1.1 * len(groups) + 1.2),
        squeeze=False,
        layout="constrained",
        height_ratios=[len(rows) + 1.5 for _, rows in groups],
    )
    for ax, (unit, rows) in zip(axes[:, 0], groups, strict=True):
        rows = rows.sort_values("acceleration", ascending=False, na_position="first")
        y = np.arange(len(rows))
        ax.hlines(y, rows["change_so_far"], rows["change_required"], color=GREY, lw=1)
        ax.plot(rows["change_so_far"], y, "o", color="black", ms=6, label="以往" if zh else "so far")
        ax.plot(rows["change_required"], y, "D", color=GREEN, ms=6, label="今后所需" if zh else "required from now")
        ax.axvline(0, color=GREY, lw=0.6)
        named = rows["name_zh" if zh else "name_en"]
        ax.set_yticks(y, [f"{name}  [{code}]" for name, code in zip(named, rows["code"], strict=True)], fontsize=8.5)
        ax.set_ylim(len(rows) - 0.4, -0.6)
        ax.set_xlabel(labels.word(unit, lang))
    axes[0, 0].legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=2)
    faster = int((shown["acceleration"].gt(1) | shown["acceleration"].isna()).sum())
    title = (
        f"未达标的{len(shown)}项中，{faster}项须快于以往"
        if zh
        else f"{faster} of {len(shown)} targets not yet met need a faster pace than so far"
    )
    figure.suptitle(title, x=0.01, ha="left", fontsize=11)
    sign(axes[-1, 0], source_of_table(table, lang), 38)
    return figure
