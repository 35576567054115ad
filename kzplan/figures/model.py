"""How the projection behaves and how good its odds are: values, history, calibration, rivals."""

import matplotlib.pyplot as plt
import numpy as np

from ..paper.style import BLUE, GREEN, GREY, ORANGE, canvas, sign, use_style, wrap
from ..words import labels

PANEL = (
    "Scores: kzplan calibrate on histories of other places, on what the fit did not see (kzplan/calibration/scores.csv)",
    "得分：kzplan calibrate，其他地区历史数据中未参与拟合的部分（kzplan/calibration/scores.csv）",
)
METHODS = {
    "shipped": ("kzplan", "kzplan"),
    "reference": ("kzplan, reference set", "kzplan参考参数"),
    "no_trend": ("no change", "不变"),
    "eurostat_bands": ("Eurostat's bands, as odds", "Eurostat分档（折成概率）"),
    "sdsn_bands": ("SDSN's bands, as odds", "SDSN分档（折成概率）"),
    "log_linear_verdict": ("log-linear trend, yes/no", "对数线性外推，是/否"),
    "linear_verdict": ("linear trend, yes/no", "线性外推，是/否"),
    "sdsn_verdict": ("SDSN, yes/no", "SDSN，是/否"),
    "eurostat_verdict": ("Eurostat, yes/no", "Eurostat，是/否"),
}


def from_more_values(forecasts, series, at, unit, lang=None):
    """Draw what one, two and many values of a series can say of a later year.

    Parameters
    ----------
    forecasts : {words for the values used: (years used, DataFrame year, median, lo50 … hi95)}.
    series : all values by year.
    at : the year projected to.
    unit : words for the axis.

    Returns
    -------
    Figure
    """
    use_style()
    lang = labels.language(lang)
    figure, axes = plt.subplots(
        1, len(forecasts), figsize=(3.1 * len(forecasts), 3.6), sharey=True, layout="constrained"
    )
    widths = []
    for ax, (words, (used, path)) in zip(axes, forecasts.items(), strict=True):
        for level, alpha in ((95, 0.14), (80, 0.24), (50, 0.38)):
            ax.fill_between(path["year"], path[f"lo{level}"], path[f"hi{level}"], color=BLUE, alpha=alpha, lw=0)
        ax.plot(path["year"], path["median"], color=BLUE, ls="--")
        ax.plot(series.index, series, "o", mfc="white", mec=GREY, ms=4)
        ax.plot(used, series.loc[used], "o", color="black", ms=5)
        ax.set_title(words, fontsize=10)
        ax.set_xticks(range(series.index.min(), at + 1, 10))
        last = path.iloc[-1]
        widths.append(last["hi80"] / last["lo80"])
    axes[0].set_ylabel(unit)
    axes[0].set_ylim(0, series.max() * 1.15)
    ends = f"{widths[0]:.1f}", f"{widths[-1]:.1f}"
    title = (
        f"{at}年80%区间上下限之比由{ends[0]}收窄至{ends[1]}"
        if lang == "zh"
        else f"From one value to {len(used)}, the ends of the 80 % interval for {at} come from {ends[0]} to {ends[1]} times apart"
    )
    figure.suptitle(wrap(title, 78 if lang == "en" else 44), x=0.01, ha="left", fontsize=11)
    sign(
        axes[0],
        "来源：external.csv 所列全国数据；推算：kzplan"
        if lang == "zh"
        else "Source: national values listed in external.csv; projection: kzplan",
        30,
    )
    return figure


def hindcasts(tables, history, units, lang=None):
    """Draw forecasts made in the past against what was published, ours and statsmodels' side by side.

    Parameters
    ----------
    tables : {(series name, words for the years used): table of :func:`kzplan.lab.history.hindcast`}.
    history : {series name: (all values by year)}.
    units : {series name: unit}.

    Returns
    -------
    (Figure, share of published values inside our 80 % interval, inside statsmodels')
    """
    use_style()
    lang = labels.language(lang)
    zh = lang == "zh"
    names = list(dict.fromkeys(name for name, _ in tables))
    bases = list(dict.fromkeys(base for _, base in tables))
    figure, axes = plt.subplots(
        len(bases), len(names), figsize=(3.0 * len(names), 2.7 * len(bases)), squeeze=False, layout="constrained"
    )
    inside, other_inside = [], []
    for (name, base), table in tables.items():
        ax, series = axes[bases.index(base), names.index(name)], history[name]
        before = series[series.index < table["year"].min()]
        ax.fill_between(table["year"], table["low"], table["high"], color=BLUE, alpha=0.25, lw=0)
        ax.plot(table["year"], table["median"], color=BLUE, ls="--", label="kzplan")
        ax.plot(table["year"], table["other_median"], color=ORANGE, ls=":", lw=1.8, label="statsmodels")
        ax.plot(table["year"], table["other_low"], color=ORANGE, lw=0.9)
        ax.plot(table["year"], table["other_high"], color=ORANGE, lw=0.9)
        ax.plot(before.index, before, "o", mfc="white", mec=GREY, ms=4)
        ax.plot(table["year"], table["observed"], "o", color="black", ms=4, label="公布值" if zh else "published")
        ax.set_title(f"{name}\n{base}", fontsize=9.5)
        ax.set_ylabel(units[name], fontsize=8.5)
        ax.set_ylim(0)
        ax.set_xticks([2010, 2015, 2020, 2025])
        inside += table["observed"].between(table["low"], table["high"]).tolist()
        seen = table["other_low"].notna()
        other_inside += table["observed"].between(table["other_low"], table["other_high"])[seen].tolist()
    axes[0, -1].legend(loc="upper right", fontsize=7.5)
    ours, theirs = np.mean(inside), np.mean(other_inside)
    title = (
        f"事后公布的{len(inside)}个数中，{sum(inside)}个落在kzplan的80%区间内；statsmodels为{len(other_inside)}个中{sum(other_inside)}个"
        if zh
        else f"Of {len(inside)} figures published later, {sum(inside)} fell in kzplan's 80 % interval; of {len(other_inside)} that statsmodels "
        f"can forecast, {sum(other_inside)} in its own"
    )
    figure.suptitle(wrap(title, 92 if not zh else 50), x=0.01, ha="left", fontsize=11)
    sign(axes[-1, 0], "来源：external.csv 所列全国数据" if zh else "Source: national values listed in external.csv", 26)
    return figure, float(ours), float(theirs)


def reliability(table, lang=None, ax=None):
    """Draw how often targets came true, by the chance they were given, one line a split.

    Parameters
    ----------
    table : rows of ``reliability.csv`` of one method, with columns split, chance, came_true, targets.

    Returns
    -------
    Axes
    """
    ax, zh = canvas(ax, lang, (5.6, 5.0))
    words = {
        "place": ("unseen places", "未见过的地区"),
        "indicator": ("unseen indicators", "未见过的指标"),
        "decade": ("a later decade", "之后的十年"),
    }
    ax.plot([0, 100], [0, 100], color=GREY, lw=1, ls=":")
    for (split, name), colour in zip(words.items(), (BLUE, GREEN, ORANGE), strict=True):
        rows = table[table["split"] == split]
        ax.plot(100 * rows["chance"], 100 * rows["came_true"], "o-", color=colour, ms=5, label=name[zh])
    ax.axvspan(66, 100, color=GREY, alpha=0.08, lw=0)
    ax.text(67, 3, "“可能”" if zh else "“likely”", fontsize=9)
    ax.set(xlim=(0, 100), ylim=(0, 100))
    ax.set_xlabel("给出的概率（%）" if zh else "chance given (%)")
    ax.set_ylabel("实际达标的比例（%）" if zh else "share that came true (%)")
    likely = table[(table["low"] >= 0.66) & table["split"].isin(["place", "indicator"])]
    share = 100 * np.average(likely["came_true"], weights=likely["targets"])
    late = table[(table["low"] >= 0.66) & (table["split"] == "decade")]
    share_late = 100 * np.average(late["came_true"], weights=late["targets"])
    title = (
        f"称为“可能”以上的，在未见过的地区和指标中有{share:.0f}%成真，在之后的十年为{share_late:.0f}%"
        if zh
        else f"Of targets called likely, {share:.0f} % came true in unseen places and indicators, {share_late:.0f} % in a later decade"
    )
    ax.set_title(wrap(title, 52 if not zh else 30))
    ax.legend(loc="upper left")
    sign(ax, wrap(PANEL[zh], 84), 40)
    return ax


def skills(scores, lang=None, ax=None):
    """Draw the Brier skill of each method against climatology: right of zero is better than ignoring the series.

    Parameters
    ----------
    scores : rows of ``scores.csv`` of one split without the class, with columns method, brier_skill.

    Returns
    -------
    Axes
    """
    table = scores[scores["method"].isin(METHODS)].sort_values("brier_skill")
    ax, zh = canvas(ax, lang, (7.4, 3.9))
    colours = [
        BLUE if method == "shipped" else ORANGE if skill < 0 else GREY
        for method, skill in zip(table["method"], table["brier_skill"], strict=True)
    ]
    bars = ax.barh([METHODS[method][zh] for method in table["method"]], table["brier_skill"], color=colours)
    ax.bar_label(bars, [f"{skill:+.2f}" for skill in table["brier_skill"]], fontsize=8.5, padding=3)
    ax.axvline(0, color="black", lw=0.8)
    ax.set_xlim(table["brier_skill"].min() - 0.12, table["brier_skill"].max() + 0.12)
    ax.set_xlabel(
        "Brier技巧得分（0为只看历史频率）"
        if zh
        else "Brier skill (0: what the record of all series says, whatever this one did)"
    )
    worse = int((table["brier_skill"] < 0).sum())
    title = (
        f"{worse}种是/否判断都不如不看数据；概率优于全部"
        if zh
        else f"All {worse} yes/no verdicts do worse than ignoring the series; odds do better"
    )
    ax.set_title(wrap(title, 70 if not zh else 40))
    sign(ax, wrap(PANEL[zh], 100), 42)
    return ax
