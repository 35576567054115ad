"""What the printed tables reveal: births that fit, weights implied, findings by department, verdicts on 2020."""

import numpy as np
import seaborn as sns

from ..findings import FAMILIES
from ..paper.style import BLUE, GREEN, GREY, ORANGE, canvas, sign, source_of, source_of_table, wrap
from ..words import labels

VERDICT_COLOURS = {
    "met": "#00507d",
    "about": "#56B4E9",
    "at the boundary": "#F0E442",
    "missed": "#E69F00",
    "moved the wrong way": "#D55E00",
    "already at the ceiling": "#BBBBBB",
    "not measurable": "#DDDDDD",
    "no baseline": "#EEEEEE",
}


def births_that_fit(misfit, fitting, registered=None, lang=None, ax=None, cite=None):
    """Draw how far each printed death rate is from whole deaths, number of births by number of births.

    Parameters
    ----------
    misfit : DataFrame, index numbers of births, a column a rate: its distance from a whole number of
        deaths, in units of what rounding allows (:func:`kzplan.indicator.counts.misfit`).
    fitting : (low, high) births at which every rate is whole.
    registered : births in the register, drawn as a line where given.
    cite : the document the rates are printed in, as :attr:`kzplan.plan.plan.Plan.cite`.

    Returns
    -------
    Axes
    """
    middle = sum(fitting) // 2
    ax, zh = canvas(ax, lang, (7.6, 4.0))
    for (name, distance), colour in zip(misfit.items(), (BLUE, ORANGE, GREEN, GREY), strict=False):
        ax.semilogy(misfit.index, distance.clip(lower=0.2), color=colour, lw=1.1, label=name)
    ax.axhspan(0.2, 1, color=GREY, alpha=0.15, lw=0)
    ax.axvline(middle, color="black", lw=1)
    ax.annotate(
        f"{fitting[0]:,}–{fitting[1]:,}",
        (middle, 0.26),
        (-6, 0),
        textcoords="offset points",
        fontsize=9,
        ha="right",
        bbox={"fc": "white", "ec": "none", "pad": 1},
    )
    ax.text(misfit.index.min(), 0.75, "舍入误差之内" if zh else " within rounding", fontsize=8.5, va="top")
    if registered:
        ax.axvline(registered, color="black", ls=":", lw=1.2)
        words = f"户籍出生\n{registered:,.0f}" if zh else f"register\n{registered:,.0f}"
        ax.annotate(words, (registered, 18), (-5, 0), textcoords="offset points", fontsize=8.5, ha="right")
    ax.set_xlim(misfit.index.min(), misfit.index.max())
    ax.set_xlabel("活产数" if zh else "live births")
    ax.set_ylabel("偏离整数例死亡\n（以舍入误差为1）" if zh else "distance from whole deaths\n(rounding error = 1)")
    title = (
        f"{misfit.index.min():,}—{misfit.index.max():,}之间只有约{middle:,}例活产能使全部死亡率为整数例死亡"
        if zh
        else f"From {misfit.index.min():,} to {misfit.index.max():,}, only about {middle:,} live births turn every printed death rate into whole deaths"
    )
    ax.set_title(wrap(title, 70 if not zh else 36))
    ax.legend(loc="upper left", bbox_to_anchor=(0, -0.16), ncol=2)
    sign(ax, source_of(cite, "zh" if zh else "en"), 84)
    return ax


def implied_weights(weights, registered=None, lang=None, ax=None, cite=None):
    """Draw the urban share that totals imply, an interval an indicator and year.

    Parameters
    ----------
    weights : DataFrame with columns name, year, low, high (shares of 1), in drawing order.
    registered : {year: urban share of the registered population}.
    cite : the document the values are printed in, as :attr:`kzplan.plan.plan.Plan.cite`.

    Returns
    -------
    Axes
    """
    ax, zh = canvas(ax, lang, (7.6, 0.55 * len(weights) + 1.5))
    colours = dict(zip(sorted(weights["year"].unique()), (BLUE, ORANGE), strict=False))
    for position, row in enumerate(weights.to_dict("records")):
        ends = [100 * row["low"], 100 * row["high"]]
        ax.plot(ends, [position] * 2, color=colours[row["year"]], lw=7, solid_capstyle="butt")
        ax.plot([sum(ends) / 2], [position], "|", color=colours[row["year"]], ms=9, mew=3)  # visible where it is exact
    for year, share in (registered or {}).items():
        ax.axvline(100 * share, color="black", ls=":", lw=1.2)
        words = (
            f"{year}年户籍城镇人口 {100 * share:.0f}%"
            if zh
            else f"registered urban population {year}: {100 * share:.0f} %"
        )
        ax.annotate(
            words, (100 * share, len(weights) - 0.45), (4, 0), textcoords="offset points", fontsize=8.5, va="top"
        )
    ax.set_yticks(range(len(weights)), [f"{row['name']}  {row['year']}" for row in weights.to_dict("records")])
    ax.set_ylim(-0.6, len(weights) - 0.2)
    ax.set_xlim(0, 100)
    ax.set_xlabel("反推的城市占比（%）" if zh else "urban share that total, urban and rural values imply (%)")
    two_sided = weights[weights["high"] - weights["low"] < 0.2]
    before, after = (
        two_sided[two_sided["year"] == year] for year in (two_sided["year"].min(), two_sided["year"].max())
    )
    ends = f"{100 * before['low'].min():.0f}–{100 * before['high'].max():.0f}", f"{100 * after['high'].max():.0f}"
    title = (
        f"两项指标反推的城市占比为{ends[0]}%，十年后为{ends[1]}%：城乡划分口径似已变更"
        if zh
        else f"Where both strata are printed, the urban share implied is {ends[0]} % and ten years later {ends[1]} %: not one definition"
    )
    ax.set_title(wrap(title, 70 if not zh else 40))
    sign(ax, source_of(cite, "zh" if zh else "en"))
    return ax


def findings_map(found, lang=None, ax=None):
    """Draw how many certain and questioned findings concern each department, family by family.

    Parameters
    ----------
    found : what :func:`kzplan.audit` returns.

    Returns
    -------
    (Axes, DataFrame of the counts drawn)
    """
    asked = found[found["severity"] != "note"]
    pairs = asked.assign(department=asked["department"].str.split("、")).explode("department")
    pairs = pairs.drop_duplicates(["finding", "department"])
    counts = pairs.groupby(["department", "family"], sort=False).size().unstack(fill_value=0)
    counts = counts.reindex(columns=[name for name in FAMILIES if name in counts])
    counts = counts.loc[counts.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    ax, zh = canvas(ax, lang, (7.8, 0.3 * len(counts) + 1.6))
    drawn = counts.rename(columns=lambda name: labels.word(name, lang))
    sns.heatmap(
        drawn, ax=ax, annot=drawn.astype(str).where(drawn > 0, ""), fmt="", cmap="Blues", cbar=False, linewidths=0.5
    )
    ax.set(xlabel="", ylabel="")
    ax.tick_params(axis="x", rotation=30)
    first, total = counts.index[0], asked["finding"].nunique()
    title = (
        f"{total}处确有问题或待核实，其中{counts.iloc[0].sum()}处须问{first}"
        if zh
        else f"Of {total} findings that are certain or to be asked about, {counts.iloc[0].sum()} go to {first}"
    )
    ax.set_title(wrap(title, 70 if not zh else 40))
    sign(ax, source_of_table(found, "zh" if zh else "en", projected=False), 62)
    return ax, counts.reset_index()


def verdicts(counted, lang=None, ax=None):
    """Draw the verdicts on the targets for 2020, a bar a group, with the share met and its denominator.

    Parameters
    ----------
    counted : what :func:`kzplan.retrospect.counts` returns.

    Returns
    -------
    Axes
    """
    table = counted.iloc[::-1]
    ax, zh = canvas(ax, lang, (8.2, 0.36 * len(table) + 2.0))
    left = np.zeros(len(table))
    for outcome, colour in VERDICT_COLOURS.items():
        ax.barh(
            range(len(table)),
            table[outcome],
            left=left,
            color=colour,
            edgecolor="white",
            lw=0.6,
            label=labels.word(outcome, lang),
        )
        left += table[outcome].to_numpy()
    for position, row in enumerate(table.to_dict("records")):
        share = (
            "—"
            if not row["measurable"]
            else f"{row['met_of_measurable']}/{row['measurable']} = {row['share_met']:.0f} %"
        )
        ax.annotate(share, (row["targets"], position), (4, 0), textcoords="offset points", va="center", fontsize=8.5)
    ax.set_yticks(range(len(table)), [labels.group(name, lang) for name in table.index])
    ax.set_xlim(0, left.max() * 1.22)
    ax.set_xlabel("目标（项）；右侧为达标/可监测" if zh else "targets; at the right met of measurable")
    met, measurable = int(counted["met_of_measurable"].sum()), int(counted["measurable"].sum())
    title = (
        f"可监测的{measurable}项2020年目标中，{met}项达标（{100 * met / measurable:.0f}%），{measurable - met}项没有"
        if zh
        else f"{met} of {measurable} measurable targets for 2020 were met ({100 * met / measurable:.0f} %); "
        f"{measurable - met} were not"
    )
    ax.set_title(wrap(title, 72 if not zh else 40))
    ax.legend(loc="lower right")
    sign(ax, source_of_table(counted, "zh" if zh else "en", projected=False))
    return ax


def missed_numbers(reviewed, lang=None, ax=None):
    """Draw the shares that missed a number: 2010, 2020 and the target.

    Parameters
    ----------
    reviewed : rows of :func:`kzplan.review` in per cent, with a column ``goal`` (the target as a number).

    Returns
    -------
    Axes
    """
    table = reviewed.iloc[::-1]
    ax, zh = canvas(ax, lang, (8.2, 0.42 * len(table) + 1.6))
    rows = np.arange(len(table))
    ax.hlines(rows, table["value"], table["goal"], color=ORANGE, lw=1.4, ls=":")
    ax.plot(table["base_value"], rows, "o", mfc="white", mec=BLUE, ms=7, label="2010")
    ax.plot(table["value"], rows, "o", color=BLUE, ms=7, label="2020")
    ax.plot(table["goal"], rows, "|", color=ORANGE, ms=14, mew=2.4, label="2020年目标" if zh else "target for 2020")
    ax.set_yticks(rows, table["name_zh" if zh else "name_en"] if zh else [wrap(name, 46) for name in table["name_en"]])
    ax.set_xlim(0, 104)
    ax.set_ylim(-0.6, len(table) - 0.4)
    ax.set_xlabel("%")
    fell = int((table["moved"] == "wrong way").sum())
    title = (
        f"{len(table)}项以百分比为目标的指标未达标，其中{fell}项反向变动"
        if zh
        else f"{len(table)} shares missed their number, {fell} of them after moving the wrong way"
    )
    ax.set_title(wrap(title, 72 if not zh else 40))
    ax.legend(loc="upper left", bbox_to_anchor=(0, -0.1), ncol=3)
    sign(ax, source_of_table(reviewed, "zh" if zh else "en", projected=False), 62)
    return ax
