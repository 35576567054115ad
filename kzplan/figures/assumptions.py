"""What moves a projection, and what an assumption changes: the parts of a median, scenarios side by side."""

import re
from itertools import cycle, islice

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import offset_copy

from .. import model
from ..indicator import measure
from ..indicator.kind import Kind
from ..odds.fan import target_words
from ..odds.projection import Projection
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
    panels,
    source_of,
    source_of_table,
    year_words,
)
from ..words import labels
from ..words.both import Both
from ..words.door import door
from ..words.english import many
from ..words.errors import InputError
from .many import EDGES

READ = Both(
    "Read from the top: each part moves the value from where the one before left it; parts on the log or logit scale.",
    "自上而下：各部分依次把数值移到新的位置；各部分为对数或logit尺度上的值。",
)
PARTS = {
    "level": Both("chance in the last figure", "末期数值中的偶然成分"),
    "own drift": Both("its own drift", "自身趋势"),
    "drift of the kind": Both("drift of its kind elsewhere", "其他地区同类指标的趋势"),
    "class": Both("the class", "参照类别"),
}
NEAR = 0.09  # of the width: nearer ticks and labels would touch
FEW = 4  # targets that are drawn with their values; of more, the odds alone
BACK = {"fc": "white", "ec": "none", "pad": 0.5}  # behind numbers that lines run under
COLUMN = 100  # targets in one column
COLOURS = (BLUE, ORANGE, GREEN, "#CC79A7", "black", "#56B4E9", "#E69F00")  # Okabe–Ito
MARKS = "osD^vPX*"
NUMBER = re.compile(r"^(<|<=|>|>=) ([\d.]+)$")  # rules that are one number


@door
def because(projection: Projection, lang: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw how the median comes about: from the last value, part by part, to the target year.

    Parameters
    ----------
    projection : with a median; its parts are those of :meth:`~kzplan.odds.projection.Projection.because`.
    lang : "en", "zh" or None (language set).
    ax : None: a new figure.

    Returns
    -------
    Axes : the link scale (log, logits), labelled in the indicator's unit.

    Raises
    ------
    InputError : there is no projection.

    >>> from kzplan import load_plan, project
    >>> ax = because(project(load_plan(), "W03"), "en")
    >>> len(ax.patches)  # one bar a part
    4
    """
    if not projection.drawn:
        raise InputError(f"{projection.code} has no projection to take apart: {projection.reason}")
    parts, case = projection.because(), projection.case
    parts = parts[parts != 0]  # a class that does not enter
    to, back = _scale(case)
    end = float(to(projection.median))
    ends = end - parts.sum() + np.concatenate([[0.0], parts.cumsum()])
    ax, lang = canvas(ax, lang, (7.2, 0.52 * len(parts) + 2.3))
    span = to(np.array(projection.interval(0.8)))
    _steps(ax, parts, ends, case.target.direction.sign)
    bottom = len(parts) + 1
    ax.plot(ends[0], 0, "o", color="black", ms=6)
    ax.hlines(bottom, *span, color=BLUE, alpha=0.35, lw=7, label=Both("80 % interval", "80%区间").text(lang))
    ax.plot(end, bottom, "o", color=BLUE, ms=6)
    _target(ax, case, to, [*ends, *span], lang)
    _name_steps(ax, projection, parts, lang)
    _own_ticks(ax, to, back)
    ax.set_xlabel(labels.unit(case.target.unit, lang))
    headline(figure_of(ax), _moved(projection, parts, lang))
    _colours_told(ax, case.target.direction.sign, lang)
    footline(figure_of(ax), f"{READ.text(lang)}\n{source_of(case.cite, lang, case.projected_from)}")
    return ax


def _colours_told(ax, good, lang):
    """The legend, with what the colours of the bars mean where one way is good."""
    handles = ax.get_legend_handles_labels()[0]
    ways = Both("the good way", "向好"), Both("the other way", "反向")
    if good:
        handles += [Patch(color=colour, label=way.text(lang)) for colour, way in zip((BLUE, ORANGE), ways, strict=True)]
    below = offset_copy(ax.transAxes, ax.figure, x=-90, y=-36, units="points")
    ax.legend(
        handles=handles,
        ncols=4,
        columnspacing=1.0,
        handlelength=1.4,
        loc="upper left",
        bbox_to_anchor=(0, 0),
        bbox_transform=below,
    )


def _scale(case):
    """The link scale of the parts and its inverse."""
    chosen = model.parameters_for(case.kind, case.target.subclass or None, case.assumptions.parameters)
    if case.kind is Kind.PROPORTION and isinstance(chosen, model.LevelDrift):
        return measure.to_logit, lambda z: 100 * measure.expit(z)
    kind, ceiling = case.kind, case.ceiling
    return (lambda x: measure.to_link(x, kind, ceiling)), (lambda z: measure.from_link(z, kind, ceiling))


def _steps(ax, parts, ends, good):
    """A bar a part from where the one before it ended, in the colour of the way it goes."""
    for i, (part, start) in enumerate(zip(parts, ends[:-1], strict=True), start=1):
        colour = GREY if not good * part else BLUE if good * part > 0 else ORANGE
        ax.barh(i, part, left=start, height=0.5, color=colour)
        ax.plot([start, start], [i - 1, i], color=GREY, lw=0.7, zorder=0)
        beyond = max(start, start + part)
        ax.annotate(
            f"{part:+.3f}" if round(abs(part), 3) else "0",
            (beyond, i),
            (4, 0),
            textcoords="offset points",
            va="center",
            fontsize=8.5,
            bbox=BACK,
        )
    ax.plot([ends[-1]] * 2, [len(parts), len(parts) + 1], color=GREY, lw=0.7, zorder=0)


def _target(ax, case, to, shown, lang):
    """The number to reach, where it lies near what is drawn."""
    low, high = np.nanmin(shown), np.nanmax(shown)
    room = 0.25 * (high - low or 1.0)
    ax.set_xlim(low - room, high + room)
    ends = [end for end in (case.criterion.low, case.criterion.high) if 0 < end < np.inf] if case.criterion else []
    near = [at for at in map(float, map(to, ends)) if low - room < at < high + room]
    words = f"{labels.word('target', lang)} {target_words(case, lang)}"
    for i, at in enumerate(near):
        ax.axvline(at, color=GREEN, ls=":", lw=1.3, label=words if i == 0 else None)


def _name_steps(ax, projection, parts, lang):
    case, latest = projection.case, projection.case.drawn.latest
    last = Both(f"{latest.year}: {labels.number(latest.value)}", f"{latest.year}年：{labels.number(latest.value)}")
    median = labels.number(projection.median, 2)
    then = Both(f"{case.at}: median {median}", f"{case.at}年：中位数{median}")
    names = [last, *(PARTS.get(name, Both(name, name)) for name in parts.index), then]
    ax.set_yticks(range(len(names)), [name.text(lang) for name in names])
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(len(names) - 0.5, -0.6)


def _own_ticks(ax, to, back):
    """Ticks at round numbers of the indicator's own unit, none so near the last that they would touch."""
    low, high = ax.get_xlim()
    kept = []
    for value in MaxNLocator(7).tick_values(*back(np.array([low, high]))):
        at = float(to(value)) if value > 0 else np.nan
        if low <= at <= high and (not kept or at - kept[-1][0] > NEAR * (high - low)):
            kept.append((at, value))
    ax.set_xticks([at for at, _ in kept], [labels.number(value, 2) for _, value in kept])


def _moved(projection, parts, lang):
    """The finding: how far the median lies from the last value, and which part moves it most."""
    name, latest, at = projection.case.target.name, projection.case.drawn.latest, projection.case.at
    last, median = labels.number(latest.value), labels.number(projection.median, 2)
    first = Both(
        f"{name.en}: {last} in {latest.year}, median {median} in {at}",
        f"{name.zh}：{latest.year}年{last}，{at}年推算中位数{median}",
    )
    lines = [folded(first, lang, en=74, zh=40)]
    if len(parts):
        key = str(parts.abs().idxmax())
        most = PARTS.get(key, Both(key, key))
        lines.append(Both(f"what moves it most is {most.en}", f"影响最大的是{most.zh}").text(lang))
    return "\n".join(lines)


@door
def scenarios(table: pd.DataFrame, lang: str | None = None) -> Figure:
    """Draw what assumptions change: values and intervals of a few targets, the odds alone of more.

    Parameters
    ----------
    table : as :func:`kzplan.scenarios` returns it, or rows of it.
    lang : "en", "zh" or None (language set).

    Returns
    -------
    Figure

    Raises
    ------
    InputError : another table, or one without a projection.

    >>> from kzplan import load_plan, scenarios as run
    >>> table = run(load_plan(), {"slow": {"damping": 0.3}, "fast": {"damping": 1}})
    >>> figure = scenarios(table, "en")
    >>> 2 * len(figure.axes[0].get_yticks()) == int(table["p_reach"].count())  # a line a target with odds
    True
    """
    if "scenario" not in table:
        raise InputError("the table of kzplan.scenarios is expected; got one without a column 'scenario'")
    drawn = table[table["median"].notna()]
    if not len(drawn):
        raise InputError("no scenario has a projection to draw; the column reason says why")
    lang = labels.language(lang)
    if drawn["code"].nunique() <= FEW:
        figure = _with_values(drawn, lang)
    else:
        figure = _odds_alone(table[table["p_reach"].notna()], table, lang)
    footline(figure, source_of_table(table, lang))
    return figure


def _styles(table):
    """A colour and a mark for each scenario, in the order of the table."""
    names = list(dict.fromkeys(table["scenario"]))
    return dict(zip(names, islice(zip(cycle(COLOURS), cycle(MARKS), strict=False), len(names)), strict=False))


def _with_values(drawn, lang):
    codes = list(dict.fromkeys(drawn["code"]))
    each = drawn.groupby("code", sort=False).size().max()
    figure, axes = panels(len(codes), 1, (7.6, len(codes) * (0.34 * each + 1.25) + 0.7))
    for ax, code in zip(axes[:, 0], codes, strict=True):
        _bars_of_one(ax, drawn[drawn["code"].eq(code)], _styles(drawn), lang)
    headline(figure, folded(_most_moved(drawn), lang, en=84, zh=44))
    return figure


def _bars_of_one(ax, rows, styles, lang):
    """Median, 50 and 80 % interval of one target in each scenario, with its odds at the right."""
    for y, row in enumerate(rows.to_dict("records")):
        colour, mark = styles[row["scenario"]]
        ax.hlines(y, row["lo80"], row["hi80"], color=colour, alpha=0.3, lw=7)
        ax.hlines(y, row["lo50"], row["hi50"], color=colour, alpha=0.45, lw=7)
        ax.plot(row["median"], y, mark, color=colour, ms=6)
        said = labels.word(row["reason"], lang) if row["reason"] else labels.percent(row["p_reach"], lang)
        ax.annotate(said, (1.01, y), xycoords=("axes fraction", "data"), va="center", fontsize=8.5)
    first = rows.iloc[0]
    found = NUMBER.match(first["rule"])
    if found:
        ax.axvline(float(found[2]), color=GREEN, ls=":", lw=1.3)
    ax.set_yticks(range(len(rows)), rows["scenario"])
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    name = Both(first["name_en"], first["name_zh"]).text(lang)
    told = Both("median, 50 and 80 % interval, odds at the right", "中位数、50%和80%区间，右侧为达标可能性")
    target = f"{labels.word('target', lang)} {labels.target(first, lang)}" if first["target"] else ""
    ax.set_xlabel(labels.unit(rows.attrs.get("units", {}).get(first["code"], ""), lang))
    ax.set_title(" · ".join(part for part in (name, target, told.text(lang)) if part), fontsize=9)


def _odds_alone(known, table, lang):
    """A line a target from its lowest odds to its highest, with a mark for each scenario."""
    order = known.groupby("code")["p_reach"].mean().sort_values(ascending=False).index
    columns = -(-len(order) // COLUMN)
    rows = -(-len(order) // columns)
    figure, axes = panels(1, columns, (8.2 * columns, 0.31 * rows + 1.9))
    styles = _styles(table)
    for i, ax in enumerate(axes[0]):
        _ranges(ax, known, order[i * rows : (i + 1) * rows], styles, lang)
        ax.set_ylim(rows - 0.3, -0.7)
    axes[0][0].legend(*_keys(styles), ncols=4, loc="lower left", bbox_to_anchor=(0, 1.0), borderaxespad=0.2)
    words = known.groupby("code")["outlook"].nunique()
    year = year_words(table.attrs.get("at"), "for")
    n, changed, runs = len(order), int((words > 1).sum()), len(styles)
    title = Both(
        f"For {changed} of {many(n, 'target')}{year.en} with odds, the likelihood word depends on which of {runs} scenarios holds",
        f"{n}项给出{year.zh}达标可能性的目标中，{changed}项的可能性用语随{runs}种情景而变",
    )
    headline(figure, folded(title, lang, en=88, zh=46))
    return figure


def _keys(styles):
    marks = [Line2D([], [], color=colour, marker=mark, ls="") for colour, mark in styles.values()]
    return marks, list(styles)


def _ranges(ax, known, codes, styles, lang):
    names, place, own = [], {code: y for y, code in enumerate(codes)}, known.groupby("code", sort=False)
    told = 100 * own["p_reach"].agg(["min", "max"]).loc[list(codes)]
    ax.hlines(range(len(told)), told["min"], told["max"], color=GREY, lw=1.4, zorder=1)
    for scenario, (colour, mark) in styles.items():
        rows = known[known["scenario"].eq(scenario) & known["code"].isin(place)]
        ax.plot(100 * rows["p_reach"], rows["code"].map(place), mark, color=colour, ms=6, alpha=0.85)
    for code, first in own.head(1).set_index("code", drop=False).loc[list(codes)].iterrows():
        name = folded(Both(first["name_en"], first["name_zh"]), lang, en=52, zh=22)
        names.append(f"{name}  {labels.target(first, lang)}" + (f"  [{code}]" if code != first["name_en"] else ""))
    for edge in EDGES.values():
        ax.axvline(100 * edge, color=GREY, lw=0.6, ls=":", zorder=0)
    ax.set_yticks(range(len(names)), names, fontsize=8)
    ax.set_xlim(0, 100)
    ax.set_xlabel(
        Both("chance of meeting the target (%);\ndotted: the word changes", "达标可能性 (%)；虚线处用语改变").text(lang)
    )


def _most_moved(drawn):
    """The finding of a few targets: between which scenarios the odds lie farthest apart."""
    known = drawn[drawn["p_reach"].notna()]
    if not len(known):
        return Both(
            "Medians and intervals under each assumption; no target has odds",
            "各情景的中位数和区间；均不给出达标可能性",
        )
    spread = known.groupby("code", sort=False)["p_reach"].agg(lambda p: p.max() - p.min())
    rows = known[known["code"].eq(spread.idxmax())]
    low, high = rows.loc[rows["p_reach"].idxmin()], rows.loc[rows["p_reach"].idxmax()]
    least, most = (labels.percents(row["p_reach"]) for row in (low, high))
    return Both(
        f"{low['name_en']}: the odds run from {least.en} ({low['scenario']}) to {most.en} ({high['scenario']})",
        f"{low['name_zh']}：达标可能性从{least.zh}（{low['scenario']}）到{most.zh}（{high['scenario']}）",
    )
