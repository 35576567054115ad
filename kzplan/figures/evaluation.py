"""The figures of an evaluation: verdicts by group, tasks of departments, main indicators."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import QuadMesh
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from ..evaluation import Evaluation, judge, summary
from ..odds.fan import begun_elsewhere, draw_break, filled, target_words
from ..odds.projection import Projection
from ..paper.style import BLUE, GREY, canvas, figure_of, folded, footline, headline, panels, wrap
from ..returns.doubted import DOUBTED, doubts_of
from ..words import labels
from ..words.both import Both
from ..words.door import door
from ..words.english import agreed, many
from ..words.errors import InputError
from ..words.numbers import half_up
from .many import LIKELY, stacked_bars, target_lines

COLOURS = {
    "met": "#00507d",
    "nearly met": "#56B4E9",
    "not met": "#D55E00",
    "cannot be judged": "#8F8F8F",
    "no value": "#CFCFCF",  # a grey that is still seen on paper
}
MOST = 12  # panels of one figure
LIGHT = 0.408  # luminance from which on a number is written in dark


def source(evaluation: Evaluation, lang: str) -> str:
    """Return the source line of an evaluation's figures."""
    title, came = title_of(evaluation), returns_of(evaluation)
    at = evaluation.told[0].case.at if evaluation.told else evaluation.plan.period.last
    said = Both(
        f"Source: {evaluation.plan.cite.en}; {came.en}; values due, odds and {at} are kzplan's projections",
        f"来源：{title}；{came.zh}；应达值、可能性与{at}年值为kzplan推算",
    )
    return said.text(lang)


def title_of(evaluation: Evaluation) -> str:
    """Return the number of the document that the plan was printed in."""
    return next(iter(evaluation.plan.source.split()), "")


def returns_of(evaluation: Evaluation) -> Both:
    """Return up to when departments have reported, or that none has."""
    year = evaluation.year
    if not evaluation.plan.returned["year"].ge(evaluation.plan.period.first).any():
        return Both(f"no return of a department up to {year}", f"截至{year}年尚无责任单位报送")
    return Both(f"returns of departments up to {year}", f"责任单位报送，截至{year}年")


@door
def verdict_bars(evaluation: Evaluation, by: str = "domain", lang: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw how many targets of each group are met, nearly met, not met, cannot be judged or have no value.

    Parameters
    ----------
    evaluation : what is drawn.
    by : "plan", "domain", "nature" or "department".
    lang : "en", "zh" or None (language set).
    ax : None: a new figure.

    Returns
    -------
    Axes

    >>> from kzplan import evaluate, load_plan
    >>> verdict_bars(evaluate(load_plan(), 2025), by="nature", lang="en").get_title(loc="left")
    '2025: of 93 targets, none can be monitored'
    """
    counted = summary.counts(evaluation.table, by)[::-1]
    ax, lang = canvas(ax, lang, (8.4, 0.29 * len(counted) + 1.7))
    names = {name: labels.verdict(name, lang) for name in COLOURS}
    stacked_bars(ax, counted, COLOURS, names, dark=("met", "not met"))
    ax.set_yticks(range(len(counted)), [labels.group(name, lang) for name in counted.index])
    ax.set_xlabel(Both("number of targets", "目标数（项）").text(lang))
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    total = summary.counts(evaluation.table).loc["all"]
    year, number, met = evaluation.year, int(total["targets"]), share_met(total)
    title = Both(f"{year}: of {many(number, 'target')}, {met.en}", f"{year}年{number}项目标：{met.zh}")
    ax.set_title(folded(title, lang, en=70, zh=40), pad=24)
    ax.legend(
        ncols=5, loc="lower left", bbox_to_anchor=(0, 1.0), borderaxespad=0.2, columnspacing=1.2, handlelength=1.4
    )
    footline(figure_of(ax), wrap(source(evaluation, lang), 118))
    return ax


def share_met(total: pd.Series) -> Both:
    """Return "可监测55项，达标39项（70.9%）" of a line of counts; the share never stands without its denominator."""
    if not total["monitored"]:
        return Both("none can be monitored", "无可监测指标")
    met, monitored, share = f"{total['met']:.0f}", f"{total['monitored']:.0f}", half_up(total["share_met"], 1)
    return Both(
        f"{met} of {monitored} that can be monitored {agreed(total['met'], 'is', 'are')} met ({share} %)",
        f"可监测{monitored}项，达标{met}项（{share}%）",
    )


@door
def main_indicators(evaluation: Evaluation, codes: Iterable[str] | None = None, lang: str | None = None) -> Figure:
    """Draw the values of main indicators year by year, with median, 80 % interval and target.

    Parameters
    ----------
    evaluation : what is drawn.
    codes : of targets; None: the binding ones that can be projected, twelve at most. Those without a value of their own are left out.
    lang : "en", "zh" or None (language set).

    Returns
    -------
    Figure

    Raises
    ------
    InputError : no target can be projected.

    >>> from kzplan import evaluate, load_plan
    >>> figure = main_indicators(evaluate(load_plan(), 2025), ["W03", "C02"], "en")
    >>> len(figure.axes)
    2
    """
    lang = labels.language(lang)
    known = [one for one in evaluation.projections(codes) if not one.reason and len(one.case.series)]
    chosen = [one for one in known if codes is not None or one.case.target.nature == "binding"][:MOST]
    if not chosen:
        raise InputError("no target here can be projected: there is nothing to draw")
    columns = min(3, len(chosen))
    rows = -(-len(chosen) // columns)
    figure, axes = panels(rows, columns, (2.9 * columns, 2.25 * rows + 1.0))
    marks = {code: Both(f" ({DOUBTED.en})", f"（{DOUBTED.zh}）") for code in doubts_of(evaluation)}
    for ax, projection in zip(axes.flat, chosen, strict=False):
        _panel(ax, projection, evaluation.year, lang, marks.get(projection.code, Both("", "")))
    for ax in axes.flat[len(chosen) :]:
        ax.set_visible(False)
    likely, at = sum(one.p_reach >= LIKELY for one in chosen), chosen[0].case.at
    title = Both(
        f"{likely} of {len(chosen)} {agreed(likely, 'is', 'are')} likely or very likely to be met in {at}",
        f"{len(chosen)}项中{likely}项{at}年“可能”或“很可能”达标",
    )
    headline(figure, folded(title, lang, en=30 * columns, zh=18 * columns))
    begun = begun_elsewhere(chosen)
    read = Both(
        "Solid: reported; dashed: projected median; shaded: 80 % interval; dotted: target; upright: the year evaluated."
        + begun.en,
        "实线：报送值；虚线：推算中位数；阴影：80%区间；点线：目标；竖线：评估年份。" + begun.zh,
    )
    foot = f"{folded(read, lang, en=46 * columns, zh=26 * columns)}\n{wrap(source(evaluation, lang), 46 * columns)}"
    footline(figure, foot)
    return figure


def trajectory(ax: Axes, projection: Projection, year: int, ahead: bool = True) -> None:
    """Draw a target's values, median, 80 % interval and target, without a word.

    Parameters
    ----------
    ax : where to.
    projection : of the target.
    year : that is evaluated: a line across.
    ahead : whether median and interval are drawn.
    """
    case, path, period = projection.case, projection.path()[: None if ahead else 0], projection.case.period
    ax.fill_between(path["year"], path["lo80"], path["hi80"], color=BLUE, alpha=0.25, lw=0)
    ax.plot(path["year"], path["median"], color=BLUE, ls="--", lw=1.5)
    ax.plot(case.drawn.years, case.drawn.values, "o-k", mfc=filled(case), ms=3.5, lw=1.2)
    if case.criterion is not None:
        target_lines(ax, case.criterion, 1.3)
    ax.set(xticks=[period.start, period.base, case.at], xlim=(period.start - 1, case.at + 1))
    ax.axvline(year, color=GREY, lw=0.6)


def _panel(ax, projection, year, lang, doubt):
    trajectory(ax, projection, year)
    case = projection.case
    draw_break(ax, case, lang, 6.5)
    name = Both(f"{case.code} {case.target.name.en}{doubt.en}", f"{case.code} {case.target.name.zh}{doubt.zh}")
    target, chance = target_words(case, lang), labels.percent(projection.p_reach, lang)
    odds = Both(f"target {target}: chance {chance}", f"目标{target}，可能性{chance}").text(lang)
    ax.set_title(f"{folded(name, lang, en=34, zh=17)}\n{odds}", fontsize=8.5)
    ax.set_ylabel(labels.unit(case.target.unit, lang), fontsize=8)
    ax.tick_params(labelsize=8)


@door
def department_map(evaluation: Evaluation, lang: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw the tasks of each department: its targets by verdict, as a heatmap; a joint target counts for each.

    Parameters
    ----------
    evaluation : what is drawn.
    lang : "en", "zh" or None (language set).
    ax : None: a new figure.

    Returns
    -------
    Axes

    >>> from kzplan import evaluate, load_plan
    >>> ax = department_map(evaluate(load_plan(), 2025), "zh")
    >>> ax.get_yticklabels()[0].get_text()  # who has most targets
    '区卫生健康委'
    """
    counted = tasks(evaluation)
    ax, lang = canvas(ax, lang, (7.4, 0.29 * len(counted) + 1.6))
    mesh = task_cells(ax, counted, counted.to_numpy().max())
    bar = ax.figure.colorbar(
        mesh, ax=ax, label=Both("number of targets", "目标数（项）").text(lang), ticks=MaxNLocator(integer=True)
    )
    bar.outline.set_linewidth(0)
    names = [labels.verdict(name, lang) for name in judge.VERDICTS]
    names = [name.replace(" be ", " be\n") for name in names]
    ax.set_xticks(np.arange(len(names)) + 0.5, names, rotation=0, fontsize=9)
    offices = [labels.department(name, lang) for name in counted.index]
    ax.set_yticks(np.arange(len(counted)) + 0.5, offices, rotation=0, fontsize=9)
    ax.set(xlabel="", ylabel="")
    still = int((counted["not met"] + counted["nearly met"]).gt(0).sum())
    waiting = int(counted["no value"].gt(0).sum())
    title = Both(
        f"Of {many(len(counted), 'department')} {still} {agreed(still, 'has', 'have')} targets still to be met, {waiting or 'none'} {agreed(waiting or 1, 'has', 'have')} targets without data",
        f"{len(counted)}个责任单位中，{still}个有尚未达标的指标，{f'{waiting}个有' if waiting else '都没有'}缺数据的指标",
    )
    headline(figure_of(ax), folded(title, lang, en=88, zh=46))
    read = Both("A joint target counts for each department.", "共同负责的目标分别计入各责任单位。").text(lang)
    footline(figure_of(ax), f"{read}\n{wrap(source(evaluation, lang), 118)}")
    return ax


def tasks(evaluation: Evaluation) -> pd.DataFrame:
    """Return how many targets of each verdict every department has, who has most first; a joint target counts for each."""
    counted = summary.counts(evaluation.table, "department")
    return counted.sort_values("targets", ascending=False, kind="stable")[list(judge.VERDICTS)]


def task_cells(ax: Axes, counted: pd.DataFrame, most: int) -> QuadMesh:
    """Draw counts as shades of blue with their numbers, none where there is nothing to count; ``most`` is darkest."""
    shown = np.ma.masked_equal(counted.to_numpy(), 0)
    mesh = ax.pcolormesh(shown, cmap="Blues", vmin=0, vmax=most, linewidths=0.8, edgecolor="white")
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.set(xlim=(0, counted.shape[1]), ylim=(counted.shape[0], 0), facecolor="#F4F4F4")
    mesh.update_scalarmappable()
    shades = np.asarray(mesh.get_facecolor()).reshape(*counted.shape, 4)
    for row, column in zip(*counted.to_numpy().nonzero(), strict=True):
        colour = "0.15" if _luminance(shades[row, column]) > LIGHT else "white"
        number, place = str(counted.iat[row, column]), (column + 0.5, row + 0.5)
        ax.text(*place, number, color=colour, ha="center", va="center", fontsize=9, in_layout=False)
    return mesh


def _luminance(colour):
    """How bright a colour looks, from 0 to 1, as the guidelines on contrast of the web define it."""
    parts = np.where(colour[:3] <= 0.03928, colour[:3] / 12.92, ((colour[:3] + 0.055) / 1.055) ** 2.4)
    return parts @ (0.2126, 0.7152, 0.0722)
