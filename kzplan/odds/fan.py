"""One target: its fan chart, and the deaths it allows."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np

from ..indicator.kind import Kind
from ..paper.style import BLUE, GREEN, GREY, source_of, use_style, wrap
from ..words import labels

LEVEL_ALPHA = {95: 0.14, 80: 0.24, 50: 0.38}


def fan(projection, ax=None, lang=None):
    """Draw one target: values, median, 50/80/95 % intervals, the target, and what the odds are.

    Parameters
    ----------
    projection : :class:`~kzplan.odds.projection.Projection`.
    ax : Axes, or None for a new figure.
    lang : "en", "zh" or None (language set).

    Returns
    -------
    Axes
    """
    use_style()
    lang = labels.language(lang)
    path = projection.path()
    ax = ax or plt.subplots(figsize=(7.2, 4.2), layout="constrained")[1]
    for level, alpha in LEVEL_ALPHA.items():
        ax.fill_between(path["year"], path[f"lo{level}"], path[f"hi{level}"], color=BLUE, alpha=alpha, lw=0)
    ax.plot(path["year"], path["median"], color=BLUE, ls="--", lw=1.8, label=labels.word("projected median", lang))
    values = projection.case.series
    ax.plot(values.years, values.values, "o-", color="black", ms=6, lw=1.4, label=labels.word("reported", lang))
    _label_values(ax, values, projection.case.target, lang)
    _draw_target(ax, projection, lang)
    _limit_y(ax, projection, path)
    ax.set_xlim(min(values.years.min(), projection.case.period.start) - 1.6, projection.case.at + 0.9)
    ax.set_xticks(range(projection.case.period.start, projection.case.at + 1, 5))
    unit = labels.unit(projection.case.target.unit, lang)
    ax.set_ylabel(unit or ("boys per 100 girls" if lang == "en" else "女=100"))
    ax.set_title(wrap(_fan_title(projection, lang), 62 if lang == "en" else 36))
    handles = [mpl.patches.Patch(color=BLUE, alpha=0.35, label=labels.word("50 / 80 / 95 % interval", lang))]
    ax.legend(
        handles=[*ax.get_legend_handles_labels()[0], *handles],
        loc="upper left",
        bbox_to_anchor=(0, -0.1),
        ncols=4,
        columnspacing=1.2,
        handlelength=1.6,
    )
    ax.annotate(
        source_of(projection.case.cite, lang, projection.case.period.first),
        (0, 0),
        (0, -60),
        xycoords="axes fraction",
        textcoords="offset points",
        fontsize=7.5,
        color=GREY,
    )
    return ax


def _label_values(ax, values, target, lang):
    for seen in values:
        text = labels.number(seen.value)
        if target.of_deaths and seen.numerator == seen.numerator:
            text += f"\n({_deaths(seen.numerator, lang)})"
        ax.annotate(text, (seen.year, seen.value), (0, 8), ha="center", textcoords="offset points", fontsize=8.5)


def _deaths(number, lang):
    if lang == "zh":
        return f"{number:.0f}例"
    return f"{number:.0f} death{'' if number == 1 else 's'}"


def _draw_target(ax, projection, lang):
    criterion = projection.case.criterion
    if criterion is None:
        return
    ends = [end for end in (criterion.low, criterion.high) if np.isfinite(end)]
    if len(ends) == 2:
        ax.axhspan(*ends, color=GREEN, alpha=0.18, lw=0)
    name = f"{labels.word('target', lang)} {labels.target(projection.row, lang)}"
    for i, end in enumerate(ends):
        ax.axhline(end, color=GREEN, lw=1.3, ls=":", label=name if i == 0 else None)


def _limit_y(ax, projection, path):
    """Room for the 80 % interval, the values and the target; the 95 % band may leave the frame above."""
    criterion = projection.case.criterion
    ends = [e for e in (criterion.low, criterion.high) if np.isfinite(e)] if criterion else []
    shown = np.concatenate([projection.case.series.values, path["lo95"], path["hi80"], ends])
    low, high = np.nanmin(shown), np.nanmax(shown)
    pad = 0.09 * (high - low or 1)
    floor = 0 if projection.case.kind is not Kind.POSITIVE else -np.inf
    ceiling = 101 if projection.case.kind is Kind.PROPORTION else np.inf
    ax.set_ylim(max(low - pad, floor), min(high + pad, ceiling))


def _fan_title(projection, lang):
    row = projection.row
    name = projection.case.target.name.text(lang)
    at = projection.case.at
    if projection.reason:
        reason = labels.word(projection.reason, lang)
        return f"{name}：{reason}，不给出达标概率" if lang == "zh" else f"{name}: no probability ({reason})"
    p, words = labels.percent(projection.p_reach), labels.word(projection.outlook, lang)
    if lang == "zh":
        return f"{name}：{at}年达到{row['target']}{words}（{p}）"
    return f"{name}: meeting {labels.target(row, lang)} in {at} is {words} ({p})"


def deaths_allowed(projection, births, lang=None, ax=None):
    """Draw the deaths that would meet the target at several numbers of births.

    Parameters
    ----------
    projection : of a births-based rate with an upper target.
    births : numbers of live births, drawn as given.

    Returns
    -------
    Axes
    """
    from ..indicator.counts import events_allowed, published_rate_probability

    use_style()
    lang = labels.language(lang)
    per = projection.case.multiplier
    median = np.array([projection.median])
    chance = [100 * published_rate_probability(median, np.ones(1), n, projection.case.criterion, per) for n in births]
    most = events_allowed(births, projection.case.criterion, per)
    ax = ax or plt.subplots(figsize=(7.2, 3.9), layout="constrained")[1]
    bars = ax.bar(range(len(births)), chance, color=BLUE, alpha=0.75)
    most_words = "最多" if lang == "zh" else "at most "
    ax.bar_label(bars, [most_words + _deaths(n, lang) for n in most], fontsize=8.5, padding=2)
    ax.set_xticks(range(len(births)), [f"{n:,.0f}" for n in births])
    ax.set_xlabel("活产数" if lang == "zh" else "live births in the year")
    ax.set_ylabel("公布值达标的可能性（%）" if lang == "zh" else "chance the published figure meets it (%)")
    ax.set_ylim(0, 100)
    rate = labels.number(projection.median, 1)
    title = (
        f"真实水平为{rate}时，当年公布值低于目标{projection.row['target']}主要靠运气"
        if lang == "zh"
        else f"At a true rate of {rate}, whether a year's figure meets {labels.target(projection.row, lang)} is largely chance"
    )
    ax.set_title(title, loc="left")
    ax.annotate(
        source_of(projection.case.cite, lang, projection.case.period.first),
        (0, 0),
        (0, -42),
        xycoords="axes fraction",
        textcoords="offset points",
        fontsize=7.5,
        color=GREY,
    )
    return ax
