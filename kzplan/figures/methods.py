"""Published methods of judging progress: what each says of a plan's targets, and how often its words came true."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap

from .. import progress
from ..paper.style import BLUE, GREY, ORANGE, canvas, figure_of, folded, footline, headline, sign, source_of_table
from ..words import labels
from ..words.both import Both
from ..words.door import door
from ..words.english import many
from .many import LIKELY

SHORT = {
    "canada": Both("Canada", "加拿大"),
    "eurostat": Both("Eurostat", "Eurostat"),
    "un2023": Both("UN\nchart", "联合国"),
    "escap_current": Both("ESCAP\n2025", "亚太\n现状"),
    "escap_anticipated": Both("ESCAP\n2030", "亚太\n预期"),
    "sdsn": Both("SDSN", "SDSN"),
    "cn_schedule": Both("schedule", "时序\n进度"),
    "aarr": Both("AARR", "年均\n变化率"),
}  # the years are those that ESCAP's indices are tied to
WHERE = Both(
    "Real decades of other places, what a target ten years ahead came to (kzplan/model/scores/verdicts.csv)",
    "其他地区真实的十年：十年后是否达标（kzplan/model/scores/verdicts.csv）",
)
MARKS = ("✕", "✓", "–")  # not on track, on track, does not apply
SHADES = (ORANGE, BLUE, "#E6E6E6")
LEAST = 100  # targets behind a word that is shown


@door
def method_grid(table: pd.DataFrame, told: pd.DataFrame, lang: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw every method's yes or no on every target, beside the odds.

    Parameters
    ----------
    table : as :func:`kzplan.compare_methods` returns it.
    told : as :func:`kzplan.odds.methods.verdicts_of` returns it.
    lang : "en", "zh" or None (language set).
    ax : None: a new figure.

    Returns
    -------
    Axes

    >>> from kzplan import compare_methods, load_plan, project
    >>> from kzplan.odds.methods import verdicts_of
    >>> plan = load_plan()
    >>> told = verdicts_of([project(plan, code).case for code in ("W03", "C02")])
    >>> ax = method_grid(compare_methods(plan).query("code in ['W03', 'C02']"), told, "en")
    >>> len(ax.get_yticks())
    2
    """
    names = [name for name in SHORT if name in set(told["profile"])]
    said = told.pivot(index="code", columns="profile", values="on_track").astype("Float64")
    said = said.reindex(index=table["code"], columns=names).astype(float).to_numpy()
    ax, lang = canvas(ax, lang, (8.2, 0.34 * len(table) + 1.8))
    _marks(ax, np.where(np.isnan(said), 2, said).astype(int))
    _odds_beside(ax, table, len(names) - 0.35, lang)
    ax.set_xticks(range(len(names)), [SHORT[name].text(lang) for name in names])
    named = zip(table["code"], table["name_en"], table["name_zh"], strict=True)
    rows = [Both(f"{code} {en}", f"{code} {zh}") for code, en, zh in named]
    ax.set_yticks(range(len(table)), [folded(row, lang, en=46, zh=24) for row in rows], fontsize=8)
    ax.tick_params(length=0, top=True, labeltop=True, bottom=False, labelbottom=False)
    ax.set_xlim(-0.5, len(names) + 1.6)
    for side in ax.spines.values():
        side.set_visible(False)
    every = table["methods_on_track"].map(_all_yes)
    yes, unsure = int(every.sum()), int((every & (table["p_reach"] < LIKELY)).sum())
    title = Both(
        f"Of {many(len(table), 'target')}, all methods call {yes} on track; for {unsure} of them the odds are below two in three",
        f"{len(table)}项中{yes}项各方法一致判为“进展顺利”；其中{unsure}项达标可能性不到三分之二",
    )
    headline(figure_of(ax), folded(title, lang, en=88, zh=48))
    legend = Both("✓ on track, ✕ not, – does not apply. ", "✓ 进展顺利，✕ 否，– 不适用。").text(lang)
    footline(figure_of(ax), legend + source_of_table(table, lang))
    return ax


def _marks(ax, cells):
    """One square a target and method; ``cells`` are positions in ``MARKS``."""
    ax.imshow(cells, cmap=ListedColormap(SHADES), vmin=0, vmax=2, aspect="auto")
    for i, j in np.ndindex(cells.shape):
        colour = GREY if cells[i, j] == 2 else "white"
        ax.text(j, i, MARKS[cells[i, j]], ha="center", va="center", color=colour, fontsize=9, in_layout=False)


def _odds_beside(ax, table, x, lang):
    """Our odds, or why there are none, at the right of the squares."""
    for i, (p, reason) in enumerate(zip(table["p_reach"], table["reason"], strict=True)):
        odds = labels.word(reason, lang) if reason else labels.percent(p, lang)
        ax.text(x, i, odds, va="center", fontsize=9)
    ax.text(x, -0.85, Both("our odds", "本库：达标可能性").text(lang), va="center", fontsize=9, color=BLUE)


def _all_yes(words):
    yes, n = (int(part) for part in words.split(" of "))
    return yes == n


@door
def verdicts_came_true(words: pd.DataFrame, lang: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw how often targets came true by what each method had said.

    Parameters
    ----------
    words : the committed table of verdicts, see :func:`kzplan.model.scores.shipped_table`.
    lang : "en", "zh" or None (language set).
    ax : None: a new figure.

    Returns
    -------
    Axes

    >>> from kzplan.model.scores import shipped_table
    >>> ax = verdicts_came_true(shipped_table("verdicts"), "en")
    >>> "On track came true" in ax.get_title(loc="left")
    True
    """
    ax, lang = canvas(ax, lang, (8.2, 6.4))
    known = words[words["method"].isin(SHORT) & (words["targets"] >= LEAST)]
    position, ticks = 0.0, []
    for name in (n for n in SHORT if n in set(words["method"])):
        own = known[known["method"].eq(name)].sort_values("came_true", ascending=False)
        ticks += _method_bars(ax, own, name, position, lang)
        position += len(own) + 1.1
    ax.set_yticks(*zip(*ticks, strict=True), fontsize=8)
    ax.invert_yaxis()
    ax.tick_params(axis="y", length=0)
    ax.set_xlim(0, 1)
    ax.set_xlabel(Both("share of targets met ten years on", "十年后达标的比例").text(lang))
    yes = known.loc[known["on_track"].eq(1), "came_true"]
    low, high = f"{100 * yes.min():.0f}", f"{100 * yes.max():.0f}"
    title = Both(
        f"On track came true for {low} to {high} % of targets, depending on the method",
        f"“进展顺利”成真的比例因方法而异：{low}%至{high}%",
    )
    ax.set_title(folded(title, lang, en=84, zh=44))
    note = Both(
        "A thicker bar is a commoner verdict; blue ones say on track. ", "条越粗，该判断越常见；蓝色为“进展顺利”。"
    )
    sign(ax, folded(Both(note.en + WHERE.en, note.zh + WHERE.zh), lang, en=110, zh=60), 34)
    return ax


def _method_bars(ax, own, name, start, lang):
    """The bars of one method from ``start`` down; returns the (position, word) of each."""
    heading = SHORT[name].text(lang).replace("\n", "" if lang == "zh" else " ")
    side = ax.get_yaxis_transform()
    ax.text(-0.01, start - 0.75, heading, transform=side, ha="right", va="center", color=BLUE, fontsize=9)
    verdicts, ticks = progress.profiles()[name].verdicts, []
    for position, row in enumerate(own.to_dict("records")):
        share, at = row["came_true"], start + position
        colour, alpha = (BLUE, 0.9) if row["on_track"] == 1 else (GREY, 0.55)
        ax.barh(at, share, height=0.3 + 0.55 * row["share"], color=colour, alpha=alpha)
        ax.text(share + 0.008, at, f"{100 * share:.0f}{labels.PERCENT.text(lang)}", va="center", fontsize=8)
        verdict = next(v for v in verdicts if v.verdict == row["verdict"])
        ticks.append((at, Both(verdict.en, verdict.zh).text(lang)))
    return ticks
