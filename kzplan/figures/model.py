"""How the projection behaves and how good its odds are: values, history, calibration, rivals."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..odds.fan import bands
from ..paper.style import BLUE, GREEN, GREY, ORANGE, canvas, folded, headline, panels, sign
from ..words import labels
from ..words.both import Both
from ..words.door import door
from ..words.errors import InputError
from .many import LIKELY

PANEL = Both(
    "Scores: kzplan calibrate on histories of other places, on what the fit did not see (kzplan/model/scores/scores.csv)",
    "得分：kzplan calibrate，其他地区历史数据中未参与拟合的部分（kzplan/model/scores/scores.csv）",
)
NATIONAL = Both("Source: national values listed in external.csv", "来源：external.csv 所列全国数据")
METHODS = {
    "indicator": Both("kzplan, by indicator", "kzplan，分指标"),
    "shipped": Both("kzplan, by kind", "kzplan，分类型"),
    "reference": Both("kzplan, reference set", "kzplan参考参数"),
    "no_trend": Both("no change", "不变"),
    "eurostat_bands": Both("Eurostat's bands, as odds", "Eurostat分档（折成概率）"),
    "sdsn_bands": Both("SDSN's bands, as odds", "SDSN分档（折成概率）"),
    "log_linear_verdict": Both("log-linear trend, yes/no", "对数线性外推，是/否"),
    "linear_verdict": Both("linear trend, yes/no", "线性外推，是/否"),
    "sdsn_verdict": Both("SDSN, yes/no", "SDSN，是/否"),
    "eurostat_verdict": Both("Eurostat, yes/no", "Eurostat，是/否"),
}
SPLITS = {
    "place": (Both("unseen places", "未见过的地区"), BLUE),
    "indicator": (Both("unseen indicators", "未见过的指标"), GREEN),
    "decade": (Both("a later decade", "之后的十年"), ORANGE),
}


@door
def from_more_values(
    forecasts: Mapping[str, tuple[Sequence[int], pd.DataFrame]],
    series: pd.Series,
    at: int,
    unit: str,
    lang: str | None = None,
) -> Figure:
    """Draw what one, two and many values of a series can say of a later year.

    Parameters
    ----------
    forecasts : {words for the values used: (years used, table year, median, lo50 … hi95)}.
    series : all values by year.
    at : the year projected to.
    unit : words for the axis.
    lang : "en", "zh" or None (language set).

    Returns
    -------
    Figure

    >>> import kzplan as kz
    >>> known = pd.Series({2010: 60.0, 2020: 80.0})
    >>> path = kz.project(kz.series(known.rename_axis("year").rename("value").reset_index(), kind="positive"), at=2030).path()
    >>> len(from_more_values({"two values": ([2010, 2020], path)}, known, 2030, "points", "en").axes)
    1
    """
    lang = labels.language(lang)
    figure, axes = panels(1, len(forecasts), (3.1 * len(forecasts), 3.6), sharey=True)
    for ax, (words, (used, path)) in zip(axes[0], forecasts.items(), strict=True):
        bands(ax, path)
        ax.plot(path["year"], path["median"], color=BLUE, ls="--")
        ax.plot(series.index, series, "o", mfc="white", mec=GREY, ms=4)
        ax.plot(used, series.loc[used], "o", color="black", ms=5)
        ax.set_title(words, fontsize=10)
        ax.set_xticks(range(series.index.min(), at + 1, 10))
    axes[0, 0].set_ylabel(unit)
    axes[0, 0].set_ylim(0, series.max() * 1.15)
    last = [path.iloc[-1] for _, path in forecasts.values()]
    widths = [f"{end['hi80'] / end['lo80']:.1f}" for end in (last[0], last[-1])]
    most = len(list(forecasts.values())[-1][0])
    title = Both(
        f"From one value to {most}, the ends of the 80 % interval for {at} come from {widths[0]} to {widths[1]} times apart",
        f"{at}年80%区间上下限之比由{widths[0]}收窄至{widths[1]}",
    )
    headline(figure, folded(title, lang, en=78, zh=44))
    sign(axes[0, 0], Both(f"{NATIONAL.en}; projection: kzplan", f"{NATIONAL.zh}；推算：kzplan").text(lang), 30)
    return figure


@door
def hindcasts(
    tables: Mapping[tuple[str, str], pd.DataFrame],
    history: Mapping[str, pd.Series],
    units: Mapping[str, str],
    lang: str | None = None,
) -> tuple[Figure, float, float]:
    """Draw forecasts made in the past against what was published, ours beside a random walk with drift, as statsmodels fits it.

    Parameters
    ----------
    tables : {(series name, words for the years used): table of :func:`kzplan.lab.history.hindcast`}.
    history : {series name: all values by year}.
    units : {series name: unit}.
    lang : "en", "zh" or None (language set).

    Returns
    -------
    (Figure, share of published values inside our 80 % interval, inside the random walk's)

    >>> from kzplan import load_plan
    >>> from kzplan.lab import history
    >>> known = history.national_series(load_plan(), "婴儿死亡率")
    >>> table = history.hindcast(known, range(2013, 2020), "rate", "down")
    >>> figure, ours, theirs = hindcasts({("IMR", "2013–2019"): table}, {"IMR": known}, {"IMR": "‰"}, "en")
    >>> 0 <= ours <= 1
    True
    """
    if not tables:
        raise InputError("hindcasts: there is no table of forecasts to draw")
    lang = labels.language(lang)
    names, bases = (list(dict.fromkeys(part)) for part in zip(*tables, strict=True))
    figure, axes = panels(len(bases), len(names), (3.0 * len(names), 2.7 * len(bases)))
    ticks = _round_years(history.values())
    for (name, base), table in tables.items():
        ax = axes[bases.index(base), names.index(name)]
        _hindcast(ax, table, history[name], lang)
        ax.set_title(f"{name}\n{base}", fontsize=9.5)
        ax.set_ylabel(units[name], fontsize=8.5)
        ax.set_ylim(0)
        ax.set_xticks(ticks)
    axes[0, -1].legend(loc="upper right", fontsize=7.5)
    every = pd.concat(tables.values())
    inside = every["observed"].between(every["low"], every["high"])
    seen = every[every["other_low"].notna()]
    other_inside = seen["observed"].between(seen["other_low"], seen["other_high"])
    held = width_words(int(sum(inside)), len(inside))
    title = Both(
        f"Of {len(inside)} figures published later, {sum(inside)} fell in kzplan's 80 % interval: {held.en}; of the "
        f"{len(other_inside)} told from three values or more, {sum(other_inside)} in that of a random walk with drift",
        f"事后公布的{len(inside)}个数中，{sum(inside)}个落在kzplan的80%区间内：{held.zh}；"
        f"由三个以上的值推算的{len(other_inside)}个中，{sum(other_inside)}个落在带漂移随机游走的80%区间内",
    )
    headline(figure, folded(title, lang, en=92, zh=50))
    sign(axes[-1, 0], NATIONAL.text(lang), 26)
    return figure, float(inside.mean()), float(other_inside.mean())


def width_words(inside: int, figures: int, level: float = 0.8) -> Both:
    """Return what it says of intervals that ``inside`` of ``figures`` fell in them, of which ``level`` should.

    >>> width_words(27, 27).en, width_words(8, 10).en
    ('wider than these series need', 'as wide as these series need')
    """
    if abs(inside - level * figures) < 1:
        return Both("as wide as these series need", "宽度与这些序列相称")
    if inside > level * figures:
        return Both("wider than these series need", "对这些序列偏宽")
    return Both("too narrow for these series", "对这些序列偏窄")


def _hindcast(ax, table, series, lang):
    years, before = table["year"], series[series.index < table["year"].min()]
    ax.fill_between(years, table["low"], table["high"], color=BLUE, alpha=0.25, lw=0)
    ax.plot(years, table["median"], color=BLUE, ls="--", label="kzplan")
    ax.plot(
        years, table["other_median"], color=ORANGE, ls=":", lw=1.8, label=Both("random walk", "随机游走").text(lang)
    )
    ax.plot(years, table["other_low"], color=ORANGE, lw=0.9)
    ax.plot(years, table["other_high"], color=ORANGE, lw=0.9)
    ax.plot(before.index, before, "o", mfc="white", mec=GREY, ms=4)
    ax.plot(years, table["observed"], "o", color="black", ms=4, label=Both("published", "公布值").text(lang))


def _round_years(series):
    """Every fifth year, from before the first value of any series to after the last."""
    years = [year for one in series for year in one.index]
    return range(min(years) // 5 * 5, max(years) + 5, 5)


@door
def reliability(table: pd.DataFrame, lang: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw how often targets came true, by the chance they were given, one line a split.

    Parameters
    ----------
    table : rows of ``reliability.csv`` of one method, with columns split, low, chance, came_true, targets.
    lang : "en", "zh" or None (language set).
    ax : None: a new figure.

    Returns
    -------
    Axes

    >>> from kzplan.model.scores import shipped_table
    >>> known = shipped_table("reliability").query("method == 'shipped' and not reference_class")
    >>> "came true" in reliability(known, "en").get_title(loc="left")
    True
    """
    ax, lang = canvas(ax, lang, (5.6, 5.0))
    ax.plot([0, 100], [0, 100], color=GREY, lw=1, ls=":")
    for split, (name, colour) in SPLITS.items():
        rows = table[table["split"] == split]
        ax.plot(100 * rows["chance"], 100 * rows["came_true"], "o-", color=colour, ms=5, label=name.text(lang))
    ax.axvspan(100 * LIKELY, 100, color=GREY, alpha=0.08, lw=0)
    ax.text(100 * LIKELY + 1, 3, Both("“likely”", "“可能”").text(lang), fontsize=9)
    ax.set(xlim=(0, 100), ylim=(0, 100))
    ax.set_xlabel(Both("chance given (%)", "给出的概率（%）").text(lang))
    ax.set_ylabel(Both("share that came true (%)", "实际达标的比例（%）").text(lang))
    likely = table[table["low"] >= LIKELY]
    share, late = _came_true(likely, "place", "indicator"), _came_true(likely, "decade")
    title = Both(
        f"Of targets called likely, {share:.0f} % came true in unseen places and indicators, {late:.0f} % in a later decade",
        f"称为“可能”以上的，在未见过的地区和指标中有{share:.0f}%成真，在之后的十年为{late:.0f}%",
    )
    ax.set_title(folded(title, lang, en=52, zh=30))
    ax.legend(loc="upper left")
    read = Both("On the dotted line, odds come true as given.", "落在虚线上即与所给概率相符。").text(lang)
    sign(ax, f"{read}\n{folded(PANEL, lang, en=80, zh=40)}", 40)
    return ax


def _came_true(rows, *splits):
    own = rows[rows["split"].isin(splits)]
    return 100 * np.average(own["came_true"], weights=own["targets"])


@door
def skills(scores: pd.DataFrame, lang: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw the Brier skill of each method against climatology: right of zero is better than ignoring the series.

    Parameters
    ----------
    scores : rows of ``scores.csv`` of one split without the class, with columns method, brier_skill.
    lang : "en", "zh" or None (language set).
    ax : None: a new figure.

    Returns
    -------
    Axes

    >>> from kzplan.model.scores import shipped_table
    >>> known = shipped_table("scores").query("split == 'indicator' and kind == 'all' and not reference_class")
    >>> "odds do better" in skills(known, "en").get_title(loc="left").replace(chr(10), " ")
    True
    """
    table = scores[scores["method"].isin(METHODS)].sort_values("brier_skill")
    ax, lang = canvas(ax, lang, (7.4, 3.9))
    skill = table["brier_skill"]
    colours = [
        BLUE if method in ("indicator", "shipped") else ORANGE if gain < 0 else GREY
        for method, gain in zip(table["method"], skill, strict=True)
    ]
    bars = ax.barh([METHODS[method].text(lang) for method in table["method"]], skill, color=colours)
    ax.bar_label(bars, [f"{gain:+.2f}" for gain in skill], fontsize=8.5, padding=3)
    ax.axvline(0, color="black", lw=0.8)
    ax.set_xlim(skill.min() - 0.12, skill.max() + 0.12)
    axis = Both(
        "Brier skill (0: what the record of all series says, whatever this one did)",
        "Brier技巧得分（0为只看历史频率）",
    )
    ax.set_xlabel(axis.text(lang))
    yes_no = table["method"].str.endswith("_verdict")
    worse, better = int((skill[yes_no] < 0).sum()), int((skill[~yes_no] > 0).sum())
    title = Both(
        f"{worse} of {yes_no.sum()} yes/no verdicts do worse than ignoring the series; {better} of {(~yes_no).sum()} odds do better",
        f"{yes_no.sum()}种是/否判断中{worse}种不如不看数据；{(~yes_no).sum()}种概率中{better}种优于不看数据",
    )
    ax.set_title(folded(title, lang, en=70, zh=40))
    sign(ax, folded(PANEL, lang, en=84, zh=48), 42)
    return ax
