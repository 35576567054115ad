"""Figures: fan chart of one target, probabilities of many, deaths a target allows; saved with their data."""

from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib import font_manager

from . import labels

BLUE, ORANGE, GREY, GREEN = "#0072B2", "#D55E00", "#666666", "#009E73"  # Okabe–Ito, colour-blind-safe
SOURCE = {
    "en": "Source: Kaizhou plan (开州府发〔2023〕4号, 9 February 2023); projection: kzplan, reference parameters",
    "zh": "来源：开州府发〔2023〕4号（2023年2月9日）；2021年起为kzplan推算（参考参数）",
}
LEVEL_ALPHA = {95: 0.14, 80: 0.24, 50: 0.38}
OUTLOOK_COLOURS = {"very likely": "#00507d", "likely": "#56B4E9", "about as likely as not": "#999999",
                   "unlikely": "#E69F00", "very unlikely": "#D55E00"}  # fmt: skip


def use_style():
    """Set fonts and defaults: a Chinese font that travels with kzplan, no reliance on the machine's."""
    import pylopdf_fonts_zh_cn

    folder = Path(pylopdf_fonts_zh_cn.__file__).parent
    if "Noto Sans SC" not in {font.name for font in font_manager.fontManager.ttflist}:
        font_manager.fontManager.addfont(str(folder / "NotoSansSC-Regular.otf"))
    mpl.rcParams.update(
        {
            "font.family": ["Noto Sans SC", "DejaVu Sans"],
            "axes.unicode_minus": False,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.titlelocation": "left",
            "axes.titlesize": 11,
            "axes.labelsize": 9.5,
            "xtick.labelsize": 9,
            "ytick.labelsize": 9,
            "legend.frameon": False,
            "legend.fontsize": 8.5,
            "figure.dpi": 110,
            "savefig.dpi": 150,
        }
    )


def fan(projection, ax=None, lang=None):
    """Draw one target: values, median, 50/80/95 % intervals, the target, and what the odds are.

    Parameters
    ----------
    projection : :class:`~kzplan.projection.Projection`.
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
    values = projection.case.values
    ax.plot(values["year"], values["value"], "o-", color="black", ms=6, lw=1.4, label=labels.word("reported", lang))
    _label_values(ax, values, projection.case.target["counts"], lang)
    _draw_target(ax, projection, lang)
    _limit_y(ax, projection, path)
    ax.set_xlim(min(values["year"].min(), 2010) - 1.6, projection.case.assumptions.at + 0.9)
    ax.set_xticks(range(2010, projection.case.assumptions.at + 1, 5))
    unit = labels.unit(projection.case.target["unit"], lang)
    ax.set_ylabel(unit or ("boys per 100 girls" if lang == "en" else "女=100"))
    ax.set_title(_wrap(_fan_title(projection, lang), 62 if lang == "en" else 36))
    handles = [mpl.patches.Patch(color=BLUE, alpha=0.35, label=labels.word("50 / 80 / 95 % interval", lang))]
    ax.legend(handles=[*ax.get_legend_handles_labels()[0], *handles], loc="upper left", bbox_to_anchor=(0, -0.1),
              ncols=4, columnspacing=1.2, handlelength=1.6)  # fmt: skip
    ax.annotate(SOURCE[lang], (0, 0), (0, -60), xycoords="axes fraction", textcoords="offset points", fontsize=7.5, color=GREY)
    return ax


def _label_values(ax, values, behind, lang):
    for _, seen in values.iterrows():
        text = labels.number(seen["value"])
        if behind == "live_births" and seen["numerator"] == seen["numerator"]:
            text += f"\n({_deaths(seen['numerator'], lang)})"
        ax.annotate(text, (seen["year"], seen["value"]), (0, 8), ha="center", textcoords="offset points", fontsize=8.5)


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
    shown = np.concatenate([projection.case.values["value"], path["lo95"], path["hi80"], ends])
    low, high = np.nanmin(shown), np.nanmax(shown)
    pad = 0.09 * (high - low or 1)
    floor = 0 if projection.case.kind != "positive" else -np.inf
    ceiling = 101 if projection.case.kind == "proportion" else np.inf
    ax.set_ylim(max(low - pad, floor), min(high + pad, ceiling))


def _fan_title(projection, lang):
    row = projection.row
    name = row["name_zh"] if lang == "zh" else row["name_en"]
    at = projection.case.assumptions.at
    if projection.reason:
        reason = labels.word(projection.reason, lang)
        return f"{name}：{reason}，不给出达标概率" if lang == "zh" else f"{name}: no probability ({reason})"
    p, words = labels.percent(projection.p_reach), labels.word(projection.outlook, lang)
    if lang == "zh":
        return f"{name}：{at}年达到{row['target']}{words}（{p}）"
    return f"{name}: meeting {labels.target(row, lang)} in {at} is {words} ({p})"


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
    ax.scatter(100 * shown["p_reach"], height, color=colours, s=48, zorder=3, label=labels.word("true-rate chance", lang))
    published = shown["p_published"].notna().to_numpy()
    ax.scatter(100 * shown["p_published"][published], height[published], marker="D", s=30, facecolor="white",
               edgecolor="black", zorder=4, label=labels.word("published chance", lang))  # fmt: skip
    for edge in (10, 33, 66, 90):
        ax.axvline(edge, color=GREY, lw=0.6, ls=":")
    names = shown["name_zh"] if lang == "zh" else shown["name_en"]
    ax.set_yticks(height, [f"{name}  {labels.target(row, lang)}  [{row['code']}]" for name, (_, row)
                           in zip(names, shown.iterrows(), strict=True)], fontsize=8.5)  # fmt: skip
    for y, (_, row) in zip(height, shown.iterrows(), strict=True):
        ax.annotate(f"{labels.percent(row['p_reach'])} {labels.word(row['outlook'], lang)}", (102, y), va="center",
                    fontsize=8, annotation_clip=False)  # fmt: skip
    ax.set_xlim(0, 100)
    ax.set_ylim(-0.7, len(shown) - 0.3)
    ax.set_xlabel(labels.word("chance of meeting the 2030 target", lang) + " (%)")
    above = int((shown["p_reach"] >= 0.66).sum())
    title = (f"{len(table)}项目标中{len(shown)}项可给出概率，其中{above}项达标“可能”或更有把握" if lang == "zh"
             else f"{len(shown)} of {len(table)} targets can be given odds; {above} of them are likely or better")  # fmt: skip
    ax.set_title(title, x=0, loc="left")
    ax.legend(loc="lower right", fontsize=8)
    ax.annotate(SOURCE[lang], (0, 0), (0, -42), xycoords="axes fraction", textcoords="offset points", fontsize=7.5,
                color=GREY)  # fmt: skip
    return ax


def overview(table, lang=None, ax=None):
    """Draw, domain by domain, how many targets have which outlook, and how many have none and why.

    Returns
    -------
    Axes
    """
    use_style()
    lang = labels.language(lang)
    order = [*OUTLOOK_COLOURS, "no probability"]
    word = table["outlook"].where(table["outlook"] != "", "no probability")
    counted = pd.crosstab(table["domain"], word).reindex(columns=order, fill_value=0)
    counted = counted.loc[list(dict.fromkeys(table["domain"]))[::-1]]
    ax = ax or plt.subplots(figsize=(8.6, 5.6), layout="constrained")[1]
    left = np.zeros(len(counted))
    for name in order:
        width = counted[name].to_numpy()
        colour = OUTLOOK_COLOURS.get(name, "#E5E5E5")
        bars = ax.barh(range(len(counted)), width, left=left, color=colour, edgecolor="white",
                       label=labels.word(name, lang))  # fmt: skip
        dark = name in ("very likely", "very unlikely", "about as likely as not")
        ax.bar_label(bars, [f"{n}" if n else "" for n in width], label_type="center", fontsize=8.5,
                     color="white" if dark else "black")  # fmt: skip
        left += width
    ax.set_yticks(range(len(counted)), [labels.domain(name, lang) for name in counted.index])
    ax.set_xlabel("目标数" if lang == "zh" else "number of targets")
    without = int((word == "no probability").sum())
    title = (f"{len(table)}项2030年目标：{len(table) - without}项可给出达标概率，{without}项不能，原因逐项列明"
             if lang == "zh" else
             f"{len(table)} targets for 2030: {len(table) - without} can be given odds, {without} cannot, each for a stated reason")  # fmt: skip
    ax.set_title(_wrap(title, 76 if lang == "en" else 44), loc="left")
    ax.legend(ncols=3, loc="upper left", bbox_to_anchor=(0, -0.11))
    ax.annotate(SOURCE[lang], (0, 0), (0, -76), xycoords="axes fraction", textcoords="offset points", fontsize=7.5,
                color=GREY)  # fmt: skip
    return ax


def small_multiples(projections, lang=None):
    """Draw values, median, 80 % interval and target of many targets, one small panel each.

    Parameters
    ----------
    projections : list of :class:`~kzplan.projection.Projection` with odds.

    Returns
    -------
    Figure
    """
    import seaborn as sns

    use_style()
    lang = labels.language(lang)
    paths = pd.concat([p.path().assign(code=p.code) for p in projections], ignore_index=True)
    grid = sns.FacetGrid(paths, col="code", col_wrap=6, height=1.6, aspect=1.1, sharey=False)
    grid.map(plt.fill_between, "year", "lo80", "hi80", color=BLUE, alpha=0.25)
    grid.map(plt.plot, "year", "median", color=BLUE, ls="--", lw=1.4)
    for projection in projections:
        ax, values = grid.axes_dict[projection.code], projection.case.values
        ax.plot(values["year"], values["value"], "o-k", ms=3, lw=1)
        for end in (projection.case.criterion.low, projection.case.criterion.high):
            if np.isfinite(end):
                ax.axhline(end, color=GREEN, ls=":", lw=1.2)
        unit = labels.unit(projection.case.target["unit"], lang)
        ax.set_title(f"{projection.code} {labels.target(projection.row, lang)} {unit}", fontsize=8.5)
    grid.set(xticks=[2010, 2020, 2030], xlabel="", ylabel="")
    inside = sum(0.1 < p.p_reach < 0.9 for p in projections)
    title = (f"{len(projections)}项中{inside}项可能达标也可能不达标（实际值、推算中位数、80%区间、目标）" if lang == "zh" else
             f"{inside} of {len(projections)} could go either way (values, median, 80 % interval, target dotted)")  # fmt: skip
    grid.figure.suptitle(title, x=0.02, ha="left", fontsize=11)
    grid.figure.text(0.02, 0.005, SOURCE[lang], fontsize=7.5, color=GREY)
    grid.figure.tight_layout(rect=(0, 0.02, 1, 1))
    return grid.figure


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
    from .counts import published_rate_probability
    from .printed import multiplier

    use_style()
    lang = labels.language(lang)
    per = multiplier(projection.case.target["unit"])
    median = np.array([projection.median])
    chance = [100 * published_rate_probability(median, np.ones(1), n, projection.case.criterion, per) for n in births]
    most = [_most_deaths(n, projection.case.criterion, per) for n in births]
    ax = ax or plt.subplots(figsize=(7.2, 3.9), layout="constrained")[1]
    bars = ax.bar(range(len(births)), chance, color=BLUE, alpha=0.75)
    most_words = "最多" if lang == "zh" else "at most "
    ax.bar_label(bars, [most_words + _deaths(n, lang) for n in most], fontsize=8.5, padding=2)
    ax.set_xticks(range(len(births)), [f"{n:,.0f}" for n in births])
    ax.set_xlabel("活产数" if lang == "zh" else "live births in the year")
    ax.set_ylabel("公布值达标的可能性（%）" if lang == "zh" else "chance the published figure meets it (%)")
    ax.set_ylim(0, 100)
    rate = labels.number(projection.median, 1)
    title = (f"真实水平为{rate}时，当年公布值低于目标{projection.row['target']}主要靠运气" if lang == "zh" else
             f"At a true rate of {rate}, whether a year's figure meets {labels.target(projection.row, lang)} is largely chance")  # fmt: skip
    ax.set_title(title, loc="left")
    ax.annotate(SOURCE[lang], (0, 0), (0, -42), xycoords="axes fraction", textcoords="offset points", fontsize=7.5,
                color=GREY)  # fmt: skip
    return ax


def _most_deaths(births, criterion, per):
    deaths = 0
    while criterion.met(round((deaths + 1) / births * per, 2)):
        deaths += 1
    return deaths


def _wrap(text, width):
    import textwrap

    if " " in text:
        return "\n".join(textwrap.wrap(text, width))
    return "\n".join(text[i : i + width] for i in range(0, len(text), width))


def save_figure(fig, name, data, folder="figures"):
    """Save a figure as PNG beside a CSV of the numbers it shows; both are byte-identical on a re-run.

    Parameters
    ----------
    fig : Figure, or an Axes of it.
    name : file name without ending.
    data : DataFrame with the numbers drawn.
    folder : where to; made if it is not there.

    Returns
    -------
    Path of the PNG.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.png"
    getattr(fig, "figure", fig).savefig(path, dpi=150, bbox_inches="tight", metadata={"Software": None})
    data.to_csv(path.with_suffix(".csv"), index=False, encoding="utf-8", lineterminator="\n", float_format="%.6g")
    return path
