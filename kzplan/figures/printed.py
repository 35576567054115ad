"""Figures of the Word reports, in Chinese and as large as they are printed: verdicts, tasks of departments, the schedule."""

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from ..evaluation import summary
from ..evaluation.engine import FEW, Evaluation
from ..paper.lines import ems, shortened
from ..paper.printed import KEYS, LETTERING, LINE, WIDTH, sheet
from ..paper.style import GREY
from ..returns.doubted import DOUBTED, doubts_of
from ..words import labels
from ..words.both import Both
from ..words.door import door
from ..words.errors import InputError
from .due import behind, bent, ways
from .evaluation import COLOURS, returns_of, share_met, task_cells, tasks, title_of
from .many import stacked_bars

ROW = 15.0  # points of a bar with its room
MOST = 16  # bars that half a page holds
LATE = 14  # of the schedule, which has an axis
HALF = 12  # departments from which on they stand in two columns
NAME, OFFICE = 20, 11  # ideographs of a target's name, of a department's
SPAN = (-50, 130)  # per cent of the way that the axis shows
ASIDE = 80  # per cent beside it, where the numbers of the longest lines stand


@door
def verdicts_in_print(evaluation: Evaluation) -> Figure:
    """Draw how many targets of each domain are met, nearly met, not met, cannot be judged or have no value.

    Parameters
    ----------
    evaluation : what is drawn.

    Returns
    -------
    Figure of a page's width, half a page tall at most; its least lettering is 小五.

    >>> from kzplan import evaluate, load_plan
    >>> verdicts_in_print(evaluate(load_plan(), 2025)).get_suptitle()
    '2025年93项目标：无可监测指标'
    """
    counted = summary.counts(evaluation.table, "domain")
    shown = counted.loc[counted["targets"].nlargest(MOST).index] if len(counted) > MOST else counted
    total = summary.counts(evaluation.table).loc["all"]
    part = f"（图示目标最多的{MOST}个领域）" if len(shown) < len(counted) else ""
    title = f"{evaluation.year}年{total['targets']:.0f}项目标：{share_met(total).zh}{part}"
    page = sheet(title, source(evaluation), ROW * len(shown))
    names = [labels.group(name, "zh") for name in shown.index]
    left = LETTERING * max(map(ems, names)) + 6
    ax = page.axes(left, 0, WIDTH - left, page.high - page.low)
    words = {name: labels.verdict(name, "zh") for name in COLOURS}
    stacked_bars(ax, shown, COLOURS, words, dark=("met", "not met"), size=LETTERING, room=WIDTH - left)
    ax.set(yticks=range(len(shown)), yticklabels=names, xticks=[], ylim=(len(shown) - 0.4, -0.6))
    ax.spines["bottom"].set_visible(False)
    page.keys([Patch(color=colour, label=words[name]) for name, colour in COLOURS.items()])
    return page.figure


@door
def departments_in_print(evaluation: Evaluation) -> Figure:
    """Draw the targets of each department by verdict as a heatmap, of many in two columns.

    Parameters
    ----------
    evaluation : what is drawn.

    Returns
    -------
    Figure of a page's width, half a page tall at most; its least lettering is 小五.

    >>> from kzplan import evaluate, load_plan
    >>> len(departments_in_print(evaluate(load_plan(), 2025)).axes)
    2
    """
    counted = tasks(evaluation)
    shown = counted[: 2 * MOST]
    columns = 2 if len(shown) > HALF else 1
    rows = -(-len(shown) // columns)
    head = 2 * LINE + 4
    few = f"（图示任务最多的{len(shown)}个）" if len(shown) < len(counted) else ""
    page = sheet(_open(counted) + few, source(evaluation), head + ROW * rows)
    row = (page.high - page.low - head) / rows
    page.write(0, 4 - KEYS, "单位：项；共同负责的目标分别计入各责任单位")
    names = [shortened(name, OFFICE) for name in shown.index]
    left = LETTERING * max(map(ems, names)) + 6
    wide = (WIDTH - 12 * (columns - 1)) / columns
    for column in range(columns):
        part = shown[column * rows : (column + 1) * rows]
        ax = page.axes(column * (wide + 12) + left, head, wide - left, row * len(part))
        task_cells(ax, part, shown.to_numpy().max())
        ax.set_yticks(np.arange(len(part)) + 0.5, names[column * rows : (column + 1) * rows])
        words = [labels.verdict(name, "zh") for name in part.columns]
        ax.set_xticks(np.arange(len(words)) + 0.5, [f"{one[:-2]}\n{one[-2:]}".strip() for one in words])
        ax.tick_params(top=True, bottom=False, labeltop=True, labelbottom=False, length=0)
    return page.figure


@door
def schedule_in_print(evaluation: Evaluation, doubts: Mapping[str, Both] | None = None) -> Figure:
    """Draw how much of the way from base to target is covered, of the targets farthest behind.

    Parameters
    ----------
    evaluation : what is drawn.
    doubts : what :func:`~kzplan.returns.doubted.doubts_of` says of it, where asked already; None: here.

    Returns
    -------
    Figure of a page's width, half a page tall at most; its least lettering is 小五.

    Raises
    ------
    InputError : no target has a value, a base and a number to reach.

    >>> from kzplan import evaluate, load_plan
    >>> schedule_in_print(evaluate(load_plan(), 2025))
    Traceback (most recent call last):
    kzplan.words.errors.InputError: no target has a value, a base and a number to reach: there is no schedule to draw
    """
    known = evaluation.table.dropna(subset=["covered"]).sort_values("covered", kind="stable")
    if not len(known):
        raise InputError("no target has a value, a base and a number to reach: there is no schedule to draw")
    shown, gone = known[:LATE][::-1], known["time_gone"].mode().iloc[0]
    paced = evaluation.table[evaluation.table["pace"] != ""]
    kind = "完成进度最低的" if len(shown) < len(known) else "基期尚未达标的"
    part = f"（图示{kind}{len(shown)}项）" if len(shown) < len(paced) else ""
    foot = 2 * LINE + 6
    page = sheet(behind(evaluation.table).zh + part, f"{source(evaluation)}；应达值为推算", ROW * len(shown) + foot)
    tall = page.high - page.low - foot
    doubts = doubts_of(evaluation) if doubts is None else doubts
    marks = [f"（{DOUBTED.zh}）" if code in doubts else "" for code in shown["code"]]
    named = zip(shown["name_zh"], shown["code"], marks, strict=True)
    names = [f"{shortened(name, NAME)} {code}{mark}" for name, code, mark in named]
    left = LETTERING * max(map(ems, names)) + 6
    ax = page.axes(left, 0, WIDTH - left, tall)
    ways(ax, shown, "zh", SPAN, LETTERING)
    ax.axvline(gone, color="black", lw=1, ls=":")
    ax.axvline(0, color=GREY, lw=0.6)
    ax.set_yticks(np.arange(len(shown)), names)
    ax.set(xlim=(SPAN[0] - ASIDE, SPAN[1] + ASIDE), ylim=(-0.6, len(shown) - 0.4), xticks=range(SPAN[0], SPAN[1], 50))
    few = f"；*：例数不足{FEW}例，单年波动大" if shown["few"].any() else ""
    stroke = "；竖短线：阶段目标应达" if bent(shown) else ""
    page.write(0, tall + LINE + 5, f"横轴：目标完成进度（%）；虚线：时间已过{gone:.0f}%{stroke}{few}")
    page.keys(ax.get_legend_handles_labels()[0])
    return page.figure


def source(evaluation: Evaluation) -> str:
    """Return the source of what was reported, as it is printed under a figure."""
    return f"来源：{title_of(evaluation)}；{returns_of(evaluation).zh}"


def _open(counted):
    """How many departments have targets still to be met, or without data."""
    still = int((counted["not met"] + counted["nearly met"]).gt(0).sum())
    waiting = int(counted["no value"].gt(0).sum())
    said = [f"{still}个有尚未达标的指标"] * bool(still) + [f"{waiting}个有缺数据的指标"] * bool(waiting)
    return f"{len(counted)}个责任单位中，{'，'.join(said)}" if said else f"{len(counted)}个责任单位的任务及判定"
