"""What the printed tables reveal: births that fit, weights implied, findings by department, verdicts on the past targets."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ..findings import FAMILIES
from ..findings.strata import BREAK
from ..paper.style import (
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    canvas,
    figure_of,
    folded,
    footline,
    headline,
    sign,
    source_of,
    source_of_table,
    wrap,
    year_words,
)
from ..words import labels
from ..words.both import Both
from ..words.door import door
from ..words.english import agreed, many

BACK = {"fc": "white", "ec": "none", "pad": 1}  # behind words that lines run under
VERDICT_COLOURS = {
    "met": "#00507d",
    "about": "#56B4E9",
    "at the boundary": "#F0E442",
    "missed": "#E69F00",
    "moved the wrong way": "#D55E00",
    "already at the ceiling": "#8C8C8C",
    "not measurable": "#B4B4B4",
    "no baseline": "#D6D6D6",
}


@door
def births_that_fit(
    misfit: pd.DataFrame,
    fitting: tuple[int, int],
    registered: float | None = None,
    lang: str | None = None,
    ax: Axes | None = None,
    cite: Both | None = None,
) -> Axes:
    """Draw how far each printed death rate is from whole deaths, number of births by number of births.

    Parameters
    ----------
    misfit : index numbers of births, a column a rate: its distance from a whole number of deaths, in units of what
        rounding allows (:func:`kzplan.indicator.counts.misfit`).
    fitting : (low, high) births at which every rate is whole.
    registered : births in the register, drawn as a line where given.
    lang : "en", "zh" or None (language set).
    ax : None: a new figure.
    cite : the document the rates are printed in, as :attr:`kzplan.plan.plan.Plan.cite`.

    Returns
    -------
    Axes

    >>> import numpy as np
    >>> from kzplan import counts
    >>> births = np.arange(9200, 9401)
    >>> misfit = pd.DataFrame({"maternal": counts.misfit([10.79], [100_000], births)}, index=births)
    >>> ax = births_that_fit(misfit, (9267, 9270), lang="en")
    >>> len(ax.lines) >= 1  # one a rate
    True
    """
    ax, lang = canvas(ax, lang, (7.6, 4.0))
    for (name, distance), colour in zip(misfit.items(), (BLUE, ORANGE, GREEN, GREY), strict=False):
        ax.semilogy(misfit.index, distance.clip(lower=0.2), color=colour, lw=1.1, label=name)
    ax.axhspan(0.2, 1, color=GREY, alpha=0.15, lw=0)
    low, high, middle = misfit.index.min(), misfit.index.max(), sum(fitting) // 2
    _fitting(ax, fitting, middle)
    ax.text(low, 0.75, Both(" within rounding", "舍入误差之内").text(lang), fontsize=8.5, va="top", bbox=BACK)
    if registered:
        ax.axvline(registered, color="black", ls=":", lw=1.2)
        words = Both(f"register\n{registered:,.0f}", f"户籍出生\n{registered:,.0f}").text(lang)
        ax.annotate(words, (registered, 18), (-5, 0), textcoords="offset points", fontsize=8.5, ha="right")
    ax.set_xlim(low, high)
    ax.set_xlabel(Both("live births", "活产数").text(lang))
    distance = Both("distance from whole deaths\n(rounding error = 1)", "偏离整数例死亡\n（以舍入误差为1）")
    ax.set_ylabel(distance.text(lang))
    title = Both(
        f"From {low:,} to {high:,}, only about {middle:,} live births turn every printed death rate into whole deaths",
        f"{low:,}—{high:,}之间只有约{middle:,}例活产能使全部死亡率为整数例死亡",
    )
    ax.set_title(folded(title, lang, en=70, zh=36))
    ax.legend(loc="upper left", bbox_to_anchor=(0, -0.16), ncol=2)
    sign(ax, source_of(cite, lang), 84)
    return ax


def _fitting(ax, fitting, middle):
    """The births at which every rate is whole."""
    ax.axvline(middle, color="black", lw=1)
    ax.annotate(
        f"{fitting[0]:,}–{fitting[1]:,}",
        (middle, 0.26),
        (-6, 0),
        textcoords="offset points",
        fontsize=9,
        ha="right",
        bbox=BACK,
    )


@door
def implied_weights(
    weights: pd.DataFrame,
    registered: Mapping[int, float] | None = None,
    lang: str | None = None,
    ax: Axes | None = None,
    cite: Both | None = None,
) -> Axes:
    """Draw the urban share that totals imply, an interval an indicator and year.

    Parameters
    ----------
    weights : columns name, year, low, high (shares of 1), in drawing order.
    registered : {year: urban share of the registered population}.
    lang : "en", "zh" or None (language set).
    ax : None: a new figure.
    cite : the document the values are printed in, as :attr:`kzplan.plan.plan.Plan.cite`.

    Returns
    -------
    Axes

    >>> told = pd.DataFrame({"name": ["insured", "served"], "year": [2010, 2020], "low": [0.3, 0.41], "high": [0.35, 0.44]})
    >>> len(implied_weights(told, lang="en").get_yticks())
    2
    """
    ax, lang = canvas(ax, lang, (7.6, 0.55 * len(weights) + 1.5))
    colours = dict(zip(sorted(weights["year"].unique()), (BLUE, ORANGE), strict=False))
    for position, row in enumerate(weights.to_dict("records")):
        ends = [100 * row["low"], 100 * row["high"]]
        ax.plot(ends, [position] * 2, color=colours[row["year"]], lw=7, solid_capstyle="butt")
        ax.plot([sum(ends) / 2], [position], "|", color=colours[row["year"]], ms=9, mew=3)  # visible where it is exact
    for year, share in (registered or {}).items():
        at, top = 100 * share, len(weights) - 0.45
        ax.axvline(at, color="black", ls=":", lw=1.2)
        words = Both(f"registered urban population {year}: {at:.0f} %", f"{year}年户籍城镇人口 {at:.0f}%").text(lang)
        ax.annotate(words, (at, top), (4, 0), textcoords="offset points", fontsize=8.5, va="top")
    ax.set_yticks(range(len(weights)), [f"{row['name']}  {row['year']}" for row in weights.to_dict("records")])
    ax.set_ylim(-0.6, len(weights) - 0.2)
    ax.set_xlim(0, 100)
    axis = Both("urban share that total, urban and rural values imply (%)", "反推的城市占比（%）")
    ax.set_xlabel(axis.text(lang))
    ax.set_title(folded(_two_definitions(weights), lang, en=70, zh=40))
    sign(ax, source_of(cite, lang))
    return ax


def _two_definitions(weights):
    """The shares implied by the first year and by the last, and that they are not one definition's where they are too far apart."""
    two_sided = weights[weights["high"] - weights["low"] < 0.2]
    first, last = two_sided["year"].min(), two_sided["year"].max()
    before, after = (two_sided[two_sided["year"] == year] for year in (first, last))
    then = f"{100 * before['low'].min():.0f}–{100 * before['high'].max():.0f}"
    now, gap = f"{100 * after['high'].max():.0f}", last - first
    later = Both("ten years later", "十年后") if gap == 10 else Both(f"{gap} years later", f"{gap}年后")
    apart = max(after["low"].min() - before["high"].max(), before["low"].min() - after["high"].max()) > BREAK
    said = Both(": not one definition", "：城乡划分口径似已变更") if apart else Both("", "")
    return Both(
        f"Where both strata are printed, the urban share implied is {then} % and {later.en} {now} %{said.en}",
        f"反推的城市占比为{then}%，{later.zh}为{now}%{said.zh}",
    )


@door
def findings_map(found: pd.DataFrame, lang: str | None = None, ax: Axes | None = None) -> tuple[Axes, pd.DataFrame]:
    """Draw how many certain and questioned findings concern each department, family by family.

    Parameters
    ----------
    found : what :func:`kzplan.audit` returns.
    lang : "en", "zh" or None (language set).
    ax : None: a new figure.

    Returns
    -------
    (Axes, table of the counts drawn)

    >>> from kzplan import audit, load_plan
    >>> ax, drawn = findings_map(audit(load_plan()), "en")
    >>> bool(drawn.drop(columns="department").to_numpy().sum() > 100)
    True
    """
    import seaborn as sns

    asked = found[found["severity"] != "note"]
    pairs = asked.assign(department=asked["department"].str.split("、")).explode("department")
    pairs = pairs.drop_duplicates(["finding", "department"])
    counts = pairs.groupby(["department", "family"], sort=False).size().unstack(fill_value=0)
    counts = counts.reindex(columns=[name for name in FAMILIES if name in counts])
    counts = counts.loc[counts.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    ax, lang = canvas(ax, lang, (9.4, 0.3 * len(counts) + 2.0))
    drawn = counts.rename(
        columns=lambda name: labels.word(name, lang), index=lambda name: labels.department(name, lang)
    )
    said, inside = drawn.astype(str).where(drawn > 0, ""), {"in_layout": False}
    sns.heatmap(drawn, ax=ax, annot=said, annot_kws=inside, fmt="", cmap="Blues", cbar=False, linewidths=0.5)
    ax.set(xlabel="", ylabel="")
    ax.tick_params(axis="x", rotation=0, labelsize=8)
    ax.tick_params(axis="y", rotation=0)
    first, most, total = counts.index[0], counts.iloc[0].sum(), asked["finding"].nunique()
    title = Both(
        f"Of {many(total, 'finding')} that {agreed(total, 'is', 'are')} certain or to be asked about, {most} {agreed(most, 'goes', 'go')} to one department: {labels.department(first, 'en')}",
        f"{total}处确有问题或待核实，其中{most}处须问{first}",
    )
    headline(figure_of(ax), folded(title, lang, en=92, zh=48))
    read = Both("A finding on several departments' rows counts for each. ", "涉及几个责任单位的，分别计入。").text(lang)
    footline(figure_of(ax), read + source_of_table(found, lang, projected=False))
    return ax, counts.reset_index()


@door
def verdicts(counted: pd.DataFrame, lang: str | None = None, ax: Axes | None = None, base: int | None = None) -> Axes:
    """Draw the verdicts on the targets of the past plan, a bar a group, with the share met and its denominator.

    Parameters
    ----------
    counted : what :func:`kzplan.retrospect.counts` returns.
    lang : "en", "zh" or None (language set).
    ax : None: a new figure.
    base : the year the targets were for; None: as the table's ``attrs`` say, if they do.

    Returns
    -------
    Axes

    >>> from kzplan import load_plan, retrospect, review
    >>> ax = verdicts(retrospect.counts(review(load_plan()), "plan"), "en")
    >>> len(ax.get_yticks())
    2
    """
    table = counted.iloc[::-1]
    ax, lang = canvas(ax, lang, (8.2, 0.36 * len(table) + 2.0))
    left = np.zeros(len(table))
    for outcome, colour in VERDICT_COLOURS.items():
        width, name = table[outcome], labels.word(outcome, lang)
        ax.barh(range(len(table)), width, left=left, color=colour, edgecolor="white", lw=0.6, label=name)
        left += width.to_numpy()
    for position, row in enumerate(table.to_dict("records")):
        said = (
            f"{row['met_of_measurable']}/{row['measurable']} = {row['share_met']:.0f}{labels.PERCENT.text(lang)}"
            if row["measurable"]
            else "—"
        )
        ax.annotate(said, (row["targets"], position), (4, 0), textcoords="offset points", va="center", fontsize=8.5)
    ax.set_yticks(range(len(table)), [labels.group(name, lang) for name in table.index])
    ax.set_xlim(0, np.max(left) * 1.22)
    ax.set_xlabel(Both("targets; at the right met of measurable", "目标（项）；右侧为达标/可监测").text(lang))
    met, measurable = int(counted["met_of_measurable"].sum()), int(counted["measurable"].sum())
    year, share, rest = year_words(base or counted.attrs.get("base"), "for"), 100 * met / measurable, measurable - met
    title = Both(
        f"{met} of {many(measurable, 'measurable target')}{year.en} {agreed(met, 'was', 'were')} met ({share:.0f} %); {rest} {agreed(rest, 'was', 'were')} not",
        f"可监测的{measurable}项{year.zh}目标中，{met}项达标（{share:.0f}%），{rest}项没有",
    )
    headline(figure_of(ax), folded(title, lang, en=92, zh=48))
    ax.legend(
        ncols=4, loc="lower left", bbox_to_anchor=(-0.2, 1.0), borderaxespad=0.2, columnspacing=1.0, handlelength=1.3
    )
    footline(figure_of(ax), source_of_table(counted, lang, projected=False))
    return ax


@door
def missed_numbers(
    reviewed: pd.DataFrame,
    lang: str | None = None,
    ax: Axes | None = None,
    start: int | None = None,
    base: int | None = None,
) -> Axes:
    """Draw the shares that missed a number: the first value, the last and the target.

    Parameters
    ----------
    reviewed : rows of :func:`kzplan.review` in per cent, with a column ``goal`` (the target as a number).
    lang : "en", "zh" or None (language set).
    ax : None: a new figure.
    start, base : the years of ``base_value`` and of ``value``; None: as the table's ``attrs`` say, if they do.

    Returns
    -------
    Axes

    >>> from kzplan import load_plan, parse_target, review
    >>> missed = review(load_plan()).query("outcome == 'missed' and unit == '%'")
    >>> ax = missed_numbers(missed.assign(goal=[parse_target(text).value for text in missed["target"]]), "en")
    >>> len(ax.get_yticks()) == len(missed)
    True
    """
    table = reviewed.iloc[::-1]
    start, base = start or reviewed.attrs.get("start"), base or reviewed.attrs.get("base")
    ax, lang = canvas(ax, lang, (8.2, 0.42 * len(table) + 1.6))
    rows, year = np.arange(len(table)), year_words(base, "for")
    first = f"{start}" if start else Both("first value", "期初值").text(lang)
    last = f"{base}" if base else Both("last value", "期末值").text(lang)
    ax.hlines(rows, table["value"], table["goal"], color=ORANGE, lw=1.4, ls=":")
    ax.plot(table["base_value"], rows, "o", mfc="white", mec=BLUE, ms=7, label=first)
    ax.plot(table["value"], rows, "o", color=BLUE, ms=7, label=last)
    goal = Both(f"target{year.en}", f"{year.zh}目标").text(lang)
    ax.plot(table["goal"], rows, "|", color=ORANGE, ms=14, mew=2.4, label=goal)
    ax.set_yticks(rows, table["name_zh"] if lang == "zh" else [wrap(name, 46) for name in table["name_en"]])
    ax.set_xlim(0, 104)
    ax.set_ylim(-0.6, len(table) - 0.4)
    ax.set_xlabel("%")
    fell = int((table["moved"] == "wrong way").sum())
    title = Both(
        f"{many(len(table), 'share')} missed {agreed(len(table), 'its', 'their')} number, {fell} of them after moving the wrong way",
        f"{len(table)}项以百分比为目标的指标未达标，其中{fell}项反向变动",
    )
    ax.set_title(folded(title, lang, en=72, zh=40))
    ax.legend(loc="upper left", bbox_to_anchor=(0, -0.1), ncol=3)
    sign(ax, source_of_table(reviewed, lang, projected=False), 62)
    return ax
