"""Many targets at once: odds as a ladder, counts by domain, small multiples."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from ..paper.style import BLUE, GREEN, GREY, sign, source_of, source_of_table, use_style, wrap
from ..words import labels

OUTLOOK_COLOURS = {
    "very likely": "#00507d",
    "likely": "#56B4E9",
    "about as likely as not": "#999999",
    "unlikely": "#E69F00",
    "very unlikely": "#D55E00",
}


def ladder(table, lang=None, ax=None):
    """Draw the chance of each target that has one, most likely first, with its likelihood word.

    Parameters
    ----------
    table : outlook table, or rows of it.

    Returns
    -------
    Axes
    """
    use_style()
    lang = labels.language(lang)
    shown = table[table["outlook"] != ""].sort_values("p_reach")
    ax = ax or plt.subplots(figsize=(8.6, 0.34 * len(shown) + 1.7), layout="constrained")[1]
    height = np.arange(len(shown))
    colours = [OUTLOOK_COLOURS[word] for word in shown["outlook"]]
    ax.hlines(height, 0, 100 * shown["p_reach"], color=colours, lw=3)
    ax.scatter(
        100 * shown["p_reach"], height, color=colours, s=48, zorder=3, label=labels.word("true-rate chance", lang)
    )
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
    for edge in (10, 33, 66, 90):
        ax.axvline(edge, color=GREY, lw=0.6, ls=":")
    names = shown["name_zh"] if lang == "zh" else shown["name_en"]
    ax.set_yticks(
        height,
        [
            f"{wrap(name, 62 if lang == 'en' else 24)}  {labels.target(row, lang)}  [{row['code']}]"
            for name, (_, row) in zip(names, shown.iterrows(), strict=True)
        ],
        fontsize=8.5,
    )
    for y, (_, row) in zip(height, shown.iterrows(), strict=True):
        ax.annotate(
            f"{labels.percent(row['p_reach'])} {labels.word(row['outlook'], lang)}",
            (102, y),
            va="center",
            fontsize=8,
            annotation_clip=False,
        )
    ax.set_xlim(0, 100)
    ax.set_ylim(-0.7, len(shown) - 0.3)
    ax.set_xlabel(labels.word("chance of meeting the 2030 target", lang) + " (%)")
    above = int((shown["p_reach"] >= 0.66).sum())
    title = (
        f"{len(table)}项目标中{len(shown)}项可给出概率，其中{above}项达标“可能”或更有把握"
        if lang == "zh"
        else f"{len(shown)} of {len(table)} targets can be given odds; {above} of them are likely or better"
    )
    ax.set_title(wrap(title, 56 if lang == "en" else 34), x=0, loc="left")
    ax.legend(loc="lower right", fontsize=8)
    ax.annotate(
        source_of_table(table, lang),
        (0, 0),
        (0, -42),
        xycoords="axes fraction",
        textcoords="offset points",
        fontsize=7.5,
        color=GREY,
    )
    return ax


def overview(table, lang=None, ax=None, by="domain"):
    """Draw, group by group, how many targets have which outlook, and how many have none.

    Parameters
    ----------
    table : outlook table, or rows of it.
    by : column to group by: "domain", "nature" (binding, expected) or "department" (a joint target counts
        for each).

    Returns
    -------
    Axes
    """
    use_style()
    lang = labels.language(lang)
    order = [*OUTLOOK_COLOURS, "no probability"]
    counted = outlook_counts(table, by).reindex(columns=order, fill_value=0)[::-1]
    ax = ax or plt.subplots(figsize=(8.6, 0.27 * len(counted) + 1.6), layout="constrained")[1]
    left = np.zeros(len(counted))
    for name in order:
        width = counted[name].to_numpy()
        colour = OUTLOOK_COLOURS.get(name, "#E5E5E5")
        bars = ax.barh(
            range(len(counted)), width, left=left, color=colour, edgecolor="white", label=labels.word(name, lang)
        )
        dark = name in ("very likely", "very unlikely", "about as likely as not")
        ax.bar_label(
            bars,
            [f"{n}" if n else "" for n in width],
            label_type="center",
            fontsize=8.5,
            color="white" if dark else "black",
        )
        left += width
    ax.set_yticks(range(len(counted)), [labels.group(name, lang) for name in counted.index])
    ax.set_xlabel("目标数" if lang == "zh" else "number of targets")
    without = int((table["outlook"] == "").sum())
    title = (
        f"{len(table)}项2030年目标：{len(table) - without}项可给出达标概率，{without}项不能，原因逐项列明"
        if lang == "zh"
        else f"{len(table)} targets for 2030: {len(table) - without} can be given odds, {without} cannot, each for a stated reason"
    )
    ax.set_title(wrap(title, 76 if lang == "en" else 44), loc="left", pad=44)
    ax.legend(ncols=3, loc="lower left", bbox_to_anchor=(0, 1.0), borderaxespad=0.2)
    sign(ax, source_of_table(table, lang))
    return ax


def outlook_counts(table, by):
    """Return how many targets of each group have which outlook word or none: groups × words, in the plan's order."""
    word = table["outlook"].where(table["outlook"] != "", "no probability")
    groups = table[by].str.split("、") if by == "department" else table[by]
    each = pd.DataFrame({"group": groups, "word": word}).explode("group")
    return pd.crosstab(each["group"], each["word"]).loc[list(dict.fromkeys(each["group"]))]


def small_multiples(projections, lang=None):
    """Draw values, median, 80 % interval and target of many targets, one small panel each.

    Parameters
    ----------
    projections : list of :class:`~kzplan.odds.projection.Projection` with odds.

    Returns
    -------
    Figure
    """
    import seaborn as sns

    use_style()
    lang = labels.language(lang)
    paths = pd.concat([p.path().assign(code=p.code) for p in projections], ignore_index=True)
    grid = sns.FacetGrid(
        paths,
        col="code",
        col_wrap=min(6, len(projections)),
        height=1.6 if len(projections) > 6 else 2.3,
        aspect=1.1,
        sharey=False,
    )
    grid.map(plt.fill_between, "year", "lo80", "hi80", color=BLUE, alpha=0.25)
    grid.map(plt.plot, "year", "median", color=BLUE, ls="--", lw=1.4)
    for projection in projections:
        ax, values = grid.axes_dict[projection.code], projection.case.series.frame()
        ax.plot(values["year"], values["value"], "o-k", ms=3, lw=1)
        for end in (projection.case.criterion.low, projection.case.criterion.high):
            if np.isfinite(end):
                ax.axhline(end, color=GREEN, ls=":", lw=1.2)
        unit = labels.unit(projection.case.target.unit, lang)
        ax.set_title(f"{projection.code} {labels.target(projection.row, lang)} {unit}", fontsize=8.5)
    grid.set(xticks=[2010, 2020, 2030], xlabel="", ylabel="")
    inside = sum(0.1 < p.p_reach < 0.9 for p in projections)
    title = (
        f"{len(projections)}项中{inside}项达标可能性在10%—90%之间（实际值、推算中位数、80%区间、目标）"
        if lang == "zh"
        else f"{inside} of {len(projections)} have odds from 10 to 90 % (values, median, 80 % interval, target dotted)"
    )
    grid.figure.suptitle(title, x=0.02, ha="left", fontsize=11)
    grid.figure.text(
        0.02,
        0.005,
        source_of(projections[0].case.cite, lang, projections[0].case.period.first),
        fontsize=7.5,
        color=GREY,
    )
    grid.figure.tight_layout(rect=(0, 0.02, 1, 1))
    grid.figure.set_dpi(80)  # on the screen of a notebook; saved figures keep their own
    return grid.figure
