"""The odds of many targets as a ladder: the likeliest at the top, each with how far it would move on other evidence."""

from typing import TYPE_CHECKING

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from ..paper.lines import broken, even
from ..paper.style import GREY, source_of_table, use_style, wrap, year_words
from ..words import labels
from ..words.both import Both
from ..words.door import door
from ..words.english import agreed, many
from .many import EDGES, LIKELY, UNLIKELY, kept_back
from .pointed import OUTLOOK_COLOURS, interactive_ladder

if TYPE_CHECKING:
    import altair as alt

ROW, LINE, SIZE = 14.5, 11.0, 9.0  # points: of a line of one row, of each line more, of the letters
CODE, NAME, TARGET, PLOT, RIGHT = 34.0, 172.0, 76.0, 180.0, 34.0  # widths of the columns
WORDS = (  # where the words stand over the plot, per cent
    (-1, "very unlikely"),
    (21.5, "unlikely"),
    (49.5, "about as likely as not"),
    (76, "likely"),
    (97, "very likely"),
)
HEADS = {
    "very unlikely": Both("very\nunlikely", "很不\n可能"),
    "unlikely": Both("unlikely", "不大\n可能"),
    "about as likely as not": Both("about as likely\nas not", "或许\n可能"),
    "likely": Both("likely", "可能"),
    "very likely": Both("very\nlikely", "很\n可能"),
}


@door
def ladder(
    table: pd.DataFrame, lang: str | None = None, ax: Axes | None = None, interactive: bool = False
) -> "Axes | alt.LayerChart":
    """Draw the chance of each target that has one, most likely first, under the likelihood word it has.

    Parameters
    ----------
    table : outlook table, or rows of it.
    lang : "en", "zh" or None (language set).
    ax : None: a new figure. In Axes that are given, columns stand at the left of them.
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
    use_style()
    lang, shown = labels.language(lang), table[table["outlook"] != ""].sort_values("p_reach", ascending=False)
    names = [_name(row, lang) for row in shown.to_dict("records")]
    units = table.attrs.get("units", {})
    targets = [wrap(labels.target_with_unit(row, units, lang), 17) for row in shown.to_dict("records")]
    lines = [max(len(name), 1 + target.count("\n")) for name, target in zip(names, targets, strict=True)]
    heights = [ROW + LINE * (n - 1) for n in lines]
    title, under = _title(table, shown, lang), _under(table, shown, lang)
    ax = ax or listed_axes(sum(heights), (CODE + NAME + TARGET, PLOT, RIGHT + 4), title, under, (40.0, 62.0))
    y = [sum(heights[:at]) + height / 2 for at, height in enumerate(heights)]
    ax.set(
        xlim=(0, 100), ylim=(sum(heights), 0), xticks=[0, *(round(100 * edge) for edge in sorted(EDGES.values())), 100]
    )
    _rungs(ax, shown, y)
    _columns(ax, shown, y, names, targets, lang)
    _heads(ax, table, lang)
    return ax


def listed_axes(
    tall: float, wide: tuple[float, float, float], title: str, under: str, room: tuple[float, float]
) -> Axes:
    """Return Axes of rows in a new figure whose measures are points, so that it is laid out alike on every machine.

    Parameters
    ----------
    tall : height of all rows.
    wide : widths of what stands at the left of the plot, of the plot, and at its right.
    title, under : broken into lines; they stand at the left edge, at the top and at the foot.
    room : between the title and the rows, between the rows and what stands under them.

    >>> listed_axes(200, (100, 200, 50), "a finding", "its source", (20, 20)).get_position().width.round(3).item()
    0.571
    """
    head, foot = 17.0 * (title.count("\n") + 1) + room[0], 13.0 * (under.count("\n") + 1) + room[1]
    across, high = sum(wide), tall + head + foot
    figure = plt.figure(figsize=(across / 72, high / 72))
    figure.text(0, 1 - 2 / high, title, fontsize=11.5, va="top", linespacing=1.25)
    figure.text(0, 2 / high, under, fontsize=8, va="bottom", color=GREY, linespacing=1.25)
    return figure.add_axes((wide[0] / across, foot / high, wide[1] / across, tall / high))


def _name(row, lang):
    return broken(row["name_zh"], 18) if lang == "zh" else even(row["name_en"], 36)


def _rungs(ax, shown, y):
    """The chance of the true rate with its range over the views, and of the published figure where there is one."""
    for edge in EDGES.values():
        ax.axvline(100 * edge, color=GREY, lw=0.6, ls=":", zorder=0)
    for at, row in zip(y, shown.to_dict("records"), strict=True):
        colour = OUTLOOK_COLOURS[row["outlook"]]
        ax.hlines(at, 100 * row["p_low"], 100 * row["p_high"], color=colour, lw=5, alpha=0.4, zorder=1)
        if row["p_published"] == row["p_published"]:
            ax.plot(100 * row["p_published"], at, "D", ms=4, mfc="white", mec="black", mew=0.8, zorder=2)
        face = "white" if row["basis"] == "class" else colour
        ax.plot(100 * row["p_reach"], at, "o", ms=7, mfc=face, mec=colour, mew=1.6, zorder=3)


def _columns(ax, shown, y, names, targets, lang):
    """Code, name and target at the left of the plot, the chance at its right."""
    beside = {"textcoords": "offset points", "va": "center", "fontsize": SIZE, "annotation_clip": False}
    place = ("axes fraction", "data")
    for at, row, name, target in zip(y, shown.to_dict("records"), names, targets, strict=True):
        ax.annotate(row["code"], (0, at), (-CODE - NAME - TARGET, 0), xycoords=place, color=GREY, **beside)
        ax.annotate("\n".join(name), (0, at), (-NAME - TARGET, 0), xycoords=place, linespacing=1.05, **beside)
        ax.annotate(target, (0, at), (-9, 0), xycoords=place, ha="right", linespacing=1.05, **beside)
        ax.annotate(labels.percent(row["p_reach"], lang), (1, at), (RIGHT, 0), xycoords=place, ha="right", **beside)
    ax.set_yticks(y, [""] * len(y))
    ax.tick_params(axis="y", length=0)
    ax.tick_params(axis="x", labelsize=SIZE)
    ax.spines["left"].set_visible(False)


def _heads(ax, table, lang):
    """What the columns are, and the likelihood words over the plot."""
    for at, word in WORDS:
        ax.annotate(
            HEADS[word].text(lang), (at / 100, 1), (0, 5), xycoords="axes fraction", textcoords="offset points",
            ha="center", va="bottom", fontsize=SIZE, linespacing=1.05,
        )  # fmt: skip
    ax.annotate(
        Both("target", "目标").text(lang), (0, 1), (-38, 5), xycoords="axes fraction", textcoords="offset points",
        ha="right", va="bottom", fontsize=SIZE, color=GREY,
    )  # fmt: skip
    year = year_words(table.attrs.get("at"))
    ax.set_xlabel(
        Both(f"chance of meeting the{year.en} target (%)", f"{year.zh}达标可能性（%）").text(lang), fontsize=SIZE
    )
    mark = {"ls": "", "marker": "o", "ms": 7, "mec": OUTLOOK_COLOURS["likely"], "mew": 1.6}
    handles = [
        Line2D([], [], mfc=OUTLOOK_COLOURS["likely"], label=Both("true value", "真实水平").text(lang), **mark),
        Line2D([], [], mfc="white", label=Both("by analogy alone", "仅凭类推").text(lang), **mark),
        Line2D(
            [], [], color=OUTLOOK_COLOURS["likely"], lw=5, alpha=0.4, label=labels.word("chances over the views", lang)
        ),
    ]
    if table["p_published"].notna().any():
        said = Both("published figure", "公布值").text(lang)
        handles.append(Line2D([], [], ls="", marker="D", ms=4, mfc="white", mec="black", mew=0.8, label=said))
    figure = ax.figure
    figure.legend(
        handles=handles, ncols=4, loc="lower left", fontsize=8.5, borderpad=0, columnspacing=1.2, handletextpad=0.4,
        borderaxespad=0, handlelength=1.4, bbox_to_anchor=(0.0, ax.get_position().y0 - 52 / (72 * figure.get_figheight())),
    )  # fmt: skip


def _title(table, shown, lang):
    likely, unlikely = int((shown["p_reach"] >= LIKELY).sum()), int((shown["p_reach"] < UNLIKELY).sum())
    year, n = year_words(table.attrs.get("at"), "for"), len(shown)
    said = Both(
        f"Of {many(len(table), 'target')}{year.en}, {n} can be given odds: {likely} of them are likely or better, {unlikely} unlikely",
        f"{len(table)}项{year.zh}目标中，{n}项可给出概率：{likely}项达标“可能”或更有把握，{unlikely}项不大可能",
    ).text(lang)
    return "\n".join(broken(said, 38) if lang == "zh" else even(said, 80))


def _under(table, shown, lang):
    """How it is read, and its source."""
    without = len(table) - len(shown)
    read = Both(
        "Line: range over other evidence. "
        + (
            f"The other {without} {agreed(without, 'has', 'have')} no odds, each for a stated reason. "
            if without
            else ""
        ),
        "横条：换用其他依据时的范围。" + (f"其余{without}项不给概率，原因逐项列明。" if without else ""),
    ).text(lang)
    read += kept_back(shown).text(lang)
    lines = (
        broken(said.strip(), 56) if lang == "zh" else even(said.strip(), 108)
        for said in (read, source_of_table(table, lang))
    )
    return "\n".join(line for said in lines for line in said)
