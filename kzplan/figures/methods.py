"""Published methods of judging progress: what each says of a plan's targets, and how often its words came true."""

import numpy as np
from matplotlib.colors import ListedColormap

from .. import progress
from ..paper.style import BLUE, GREY, ORANGE, canvas, sign, source_of_table, wrap
from ..words import labels

SHORT = {
    "canada": ("Canada", "加拿大"),
    "eurostat": ("Eurostat", "Eurostat"),
    "un2023": ("UN\nchart", "联合国"),
    "escap_current": ("ESCAP\n2025", "亚太\n现状"),
    "escap_anticipated": ("ESCAP\n2030", "亚太\n预期"),
    "sdsn": ("SDSN", "SDSN"),
    "cn_schedule": ("schedule", "时序\n进度"),
    "aarr": ("AARR", "年均\n变化率"),
}
WHERE = (
    "Real decades of other places, what a target ten years ahead came to (kzplan/calibration/verdicts.csv)",
    "其他地区真实的十年：十年后是否达标（kzplan/calibration/verdicts.csv）",
)

LEAST = 100  # targets behind a word that is shown


def method_grid(table, told, lang=None, ax=None):
    """Draw every method's yes or no on every target, beside the odds.

    Parameters
    ----------
    table : as :func:`kzplan.compare_methods` returns it.
    told : as :func:`kzplan.odds.methods.verdicts_of` returns it.

    Returns
    -------
    Axes
    """
    names = [name for name in SHORT if name in set(told["profile"])]
    said = told.pivot(index="code", columns="profile", values="on_track").astype("Float64")
    said = said.reindex(index=table["code"], columns=names).astype(float).to_numpy()
    cells = np.where(np.isnan(said), 2, said)
    ax, zh = canvas(ax, lang, (8.2, 0.34 * len(table) + 1.8))
    ax.imshow(cells, cmap=ListedColormap([ORANGE, BLUE, "#E6E6E6"]), vmin=0, vmax=2, aspect="auto")
    marks = {0: "✕", 1: "✓", 2: "–"}
    for i, j in np.ndindex(cells.shape):
        ax.text(
            j,
            i,
            marks[int(cells[i, j])],
            ha="center",
            va="center",
            color=GREY if cells[i, j] == 2 else "white",
            fontsize=9,
        )
    for i, row in enumerate(table.to_dict("records")):
        odds = (
            labels.percent(row["p_reach"]) if row["reason"] == "" else labels.word(row["reason"], labels.language(lang))
        )
        ax.text(len(names) - 0.35, i, odds, va="center", fontsize=9)
    ax.text(len(names) - 0.35, -0.85, "本库：达标可能性" if zh else "our odds", va="center", fontsize=9, color=BLUE)
    ax.set_xticks(range(len(names)), [SHORT[name][zh] for name in names])
    named = "name_zh" if zh else "name_en"
    ax.set_yticks(
        range(len(table)),
        [wrap(f"{c} {n}", 46 if not zh else 24) for c, n in zip(table["code"], table[named], strict=True)],
        fontsize=8,
    )
    ax.tick_params(length=0, top=True, labeltop=True, bottom=False, labelbottom=False)
    ax.set_xlim(-0.5, len(names) + 1.6)
    for side in ax.spines.values():
        side.set_visible(False)
    yes = int((table["methods_on_track"].map(_all_yes)).sum())
    unsure = int((table["methods_on_track"].map(_all_yes) & (table["p_reach"] < 0.66)).sum())
    title = (
        f"{len(table)}项中{yes}项各方法一致判为“进展顺利”；其中{unsure}项达标可能性不到三分之二"
        if zh
        else f"Of {len(table)} targets, all methods call {yes} on track; for {unsure} of these the odds are below two in three"
    )
    ax.set_title(wrap(title, 84 if not zh else 44), pad=34)
    sign(
        ax,
        wrap(
            ("✓ 进展顺利，✕ 否，– 不适用。" if zh else "✓ on track, ✕ not, – does not apply. ")
            + source_of_table(table, "zh" if zh else "en"),
            110,
        ),
        8,
    )
    return ax


def _all_yes(words):
    yes, n = (int(part) for part in words.split(" of "))
    return yes == n


def verdicts_came_true(words, lang=None, ax=None):
    """Draw how often targets came true by what each method had said.

    Parameters
    ----------
    words : the committed table of verdicts, see :func:`kzplan.model.scores.shipped_table`.

    Returns
    -------
    Axes
    """
    ax, zh = canvas(ax, lang, (8.2, 6.4))
    known, position, ticks = progress.profiles(), 0, []
    for name in (n for n in SHORT if n in set(words["method"])):
        own = words[words["method"].eq(name) & (words["targets"] >= LEAST)].sort_values("came_true", ascending=False)
        ax.text(
            -0.01,
            position - 0.75,
            SHORT[name][zh].replace("\n", "" if zh else " "),
            transform=ax.get_yaxis_transform(),
            ha="right",
            va="center",
            color=BLUE,
            fontsize=9,
        )
        for row in own.to_dict("records"):
            verdict = next(v for v in known[name].verdicts if v.verdict == row["verdict"])
            yes = row["on_track"] == 1
            ax.barh(
                position,
                row["came_true"],
                height=0.3 + 0.55 * row["share"],
                color=BLUE if yes else GREY,
                alpha=0.9 if yes else 0.55,
            )
            ax.text(row["came_true"] + 0.008, position, f"{100 * row['came_true']:.0f} %", va="center", fontsize=8)
            ticks.append((position, verdict.zh if zh else verdict.en))
            position += 1
        position += 1.1
    ax.set_yticks(*zip(*ticks, strict=True), fontsize=8)
    ax.invert_yaxis()
    ax.tick_params(axis="y", length=0)
    ax.set_xlim(0, 1)
    ax.set_xlabel("十年后达标的比例" if zh else "share of targets met ten years on")
    yes = words[words["on_track"].eq(1) & words["method"].isin(SHORT) & (words["targets"] >= LEAST)]["came_true"]
    title = (
        f"“进展顺利”成真的比例：{100 * yes.min():.0f}%至{100 * yes.max():.0f}%"
        if zh
        else f"On track came true for {100 * yes.min():.0f} to {100 * yes.max():.0f} % of targets, depending on the method"
    )
    ax.set_title(wrap(title, 84 if not zh else 44))
    note = (
        "条越粗，该判断越常见；蓝色为“进展顺利”。"
        if zh
        else "A thicker bar is a commoner verdict; blue ones say on track. "
    )
    sign(ax, wrap(note + WHERE[zh], 110 if not zh else 60), 34)
    return ax
