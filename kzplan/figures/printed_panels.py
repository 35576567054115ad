"""Figures of the Word reports in panels, in Chinese and as large as they are printed: main indicators, deaths, the nation."""

import math
from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from ..evaluation import comparisons, summary
from ..evaluation.engine import Evaluation
from ..evaluation.prospects import prospect
from ..odds.case import Case
from ..odds.fan import begun_elsewhere, draw_break, target_words
from ..paper.lines import broken, shortened
from ..paper.printed import LETTERING, LINE, WIDTH, sheet
from ..paper.style import BLUE, GREEN, GREY
from ..returns.doubted import DOUBTED, doubts_of
from ..words import labels
from ..words.both import Both
from ..words.door import door
from ..words.errors import InputError
from .evaluation import share_met, trajectory
from .events import aim, finding, marks, source_of_deaths, with_counts
from .gaps import two_series, with_nation
from .many import LIKELY
from .printed import source

MOST = 6  # panels, three beside each other
ABREAST = 4  # panels of deaths beside each other
GAP, LEFT = 10.0, 32.0  # points: between panels, of the numbers beside an axis
UNDER, UPRIGHT = 14.0, 28.0  # of the years under it, lying and standing
YEARS = 15  # up to which every fifth is named
PLOT = 84.0  # height of what is drawn in a panel


@door
def main_indicators_in_print(evaluation: Evaluation, doubts: Mapping[str, Both] | None = None) -> Figure:
    """Draw the values of binding targets year by year, with the value projected, its 80 % interval and the target.

    Parameters
    ----------
    evaluation : what is drawn; of more than six binding targets those with the poorest prospects, once the plan's last year is over
        those not met.
    doubts : what :func:`~kzplan.returns.doubted.doubts_of` says of it, where asked already; None: here.

    Returns
    -------
    Figure of a page's width, half a page tall at most; its least lettering is 小五.

    Raises
    ------
    InputError : no binding target has values and a target to compare them with.

    >>> from kzplan import evaluate, load_plan
    >>> len(main_indicators_in_print(evaluate(load_plan(), 2025)).axes)
    6
    """
    known = [one for one in evaluation.told if not one.reason and len(one.case.series)]
    known = [one for one in known if one.case.target.nature == "binding"]
    if not known:
        raise InputError("no binding target here can be projected: there is nothing to draw")
    over = evaluation.year >= evaluation.plan.period.last
    verdicts = evaluation.table.set_index("code")["verdict"]
    shown = sorted(known, key=lambda one: verdicts[one.code] == "met" if over else one.p_reach)[:MOST]
    said = {one.code: labels.verdict(verdicts[one.code], "zh") if over else prospect(one.outlook).zh for one in shown}
    doubts = doubts_of(evaluation) if doubts is None else doubts
    heads = [
        [_named(one.case), f"目标{target_words(one.case, 'zh')}，{said[one.code]}", *_doubt(one.case, doubts)]
        for one in shown
    ]
    begun = "" if over else begun_elsewhere(shown).zh
    page, panels = _panels(heads, 3, _indicators_finding(evaluation, known, over), begun + source(evaluation))
    for ax, projection in zip(panels, shown, strict=True):
        trajectory(ax, projection, evaluation.year, ahead=not over)
        draw_break(ax, projection.case, "zh", LETTERING)
    reported = Line2D([], [], color="black", marker="o", ms=3.5, lw=1.2, label="实际值")
    median = Line2D([], [], color=BLUE, ls="--", lw=1.5, label="推算值")
    interval = Patch(color=BLUE, alpha=0.25, lw=0, label="推算区间（80%）")
    wanted = Line2D([], [], color=GREEN, ls=":", lw=1.3, label="目标")
    now = Line2D([], [], color=GREY, lw=0.6, label=f"{evaluation.year}年")
    page.keys([reported, *([] if over else [median, interval]), wanted, now])
    return page.figure


def _indicators_finding(evaluation, known, over):
    if over:
        part = f"（图示{MOST}项，未达标的在前）" if len(known) > MOST else ""
        return f"约束性指标：{share_met(summary.counts(evaluation.table, 'nature').loc['binding']).zh}{part}"
    good, at = sum(one.p_reach >= LIKELY for one in known), known[0].case.at
    part = f"（图示把握最小的{MOST}项）" if len(known) > MOST else ""
    return f"{len(known)}项可推算的约束性指标中，{good or '没有一'}项{at}年达标把握较大{part}"


@door
def deaths_in_print(evaluation: Evaluation, doubts: Mapping[str, Both] | None = None) -> Figure:
    """Draw reported deaths with their 95 % interval beside the deaths that the targets allow; of more than eight rates the first.

    Parameters
    ----------
    evaluation : what is drawn.
    doubts : what :func:`~kzplan.returns.doubted.doubts_of` says of it, where asked already; None: here.

    Returns
    -------
    Figure of a page's width, half a page tall at most; its least lettering is 小五.

    Raises
    ------
    InputError : no death rate comes with its deaths and births.

    >>> from kzplan import evaluate, load_plan
    >>> len(deaths_in_print(evaluate(load_plan(), 2025)).axes)
    4
    """
    told = with_counts(evaluation)[: 2 * ABREAST]
    if not told:
        raise InputError("no death rate comes with its deaths and births: there is nothing to draw")
    doubts = doubts_of(evaluation) if doubts is None else doubts
    heads = [
        [f"{case.code} {case.target.name.zh}", f"目标{aim(case, 'zh')}", *_doubt(case, doubts)] for case, _, _ in told
    ]
    computed = Both("deaths allowed: by target and births", "可容许数按目标和当年出生数计算")
    said = source_of_deaths(evaluation, told, computed).zh
    page, panels = _panels(heads, ABREAST, finding(told).zh, said, UPRIGHT)
    for ax, (case, seen, allowed) in zip(panels, told, strict=True):
        place = ax.get_position().width * WIDTH / (len(seen) + 0.2)  # points of a year
        marks(ax, case, seen, allowed, bar=min(17.0, 0.7 * place))
        every = math.ceil(LINE / place)  # years whose names have room
        ax.set_xticks(np.arange(len(seen))[::-every], [f"{year}" for year in seen.years[::-every]], rotation=90)
        ax.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    counted = Line2D([], [], color="black", marker="o", ms=5, lw=1, label="死亡数（例）及95%区间")
    recovered = Line2D([], [], color="black", marker="o", ms=5.5, mfc="white", lw=0, label="由印发的率还原")
    allowed_ = Line2D([], [], color=GREEN, lw=2.5, label="目标容许数")
    old = any((seen.years <= evaluation.plan.period.base).any() for _, seen, _ in told)
    page.keys([counted, recovered, allowed_] if old else [counted, allowed_])
    return page.figure


@door
def nation_in_print(evaluation: Evaluation, doubts: Mapping[str, Both] | None = None) -> Figure:
    """Draw values beside the nation's, of more than six targets those that are farthest behind it.

    Parameters
    ----------
    evaluation : what is drawn.
    doubts : what :func:`~kzplan.returns.doubted.doubts_of` says of it, where asked already; None: here.

    Returns
    -------
    Figure of a page's width, half a page tall at most; its least lettering is 小五.

    Raises
    ------
    InputError : no target has a national series of its group.

    >>> from kzplan import evaluate, load_plan
    >>> len(nation_in_print(evaluate(load_plan(), 2025)).axes)
    6
    """
    table = comparisons.nation(evaluation).set_index("code")
    table = table[~table["broken"]]
    known = with_nation(evaluation.projections(table.index), evaluation.plan)
    sign = {case.code: case.target.direction.sign for case, _ in known}
    lead = (table["difference"] / table["nation"].abs() * table.index.map(sign)).where(table["better"] != "")
    shown = sorted(known, key=lambda one: lead.fillna(math.inf)[one[0].code])[:MOST]
    part = f"（图示相对差距最不利的{MOST}项）" if len(shown) < len(known) else ""
    better = int((table["better"] == "yes").sum())
    title = f"有全国相近年份数据的{len(table)}项中，{better or '没有一'}项最近的值好于全国{part}"
    doubts = doubts_of(evaluation) if doubts is None else doubts
    page, panels = _panels(
        [[_named(case), *_doubt(case, doubts)] for case, _ in shown],
        3,
        title,
        f"{source(evaluation)}；全国数据的来源见附表",
    )
    years = [year for case, nation in shown for year in (*case.series.years, *(row["year"] for row in nation))]
    start, last = evaluation.plan.period.start, max(evaluation.plan.period.midterm, *map(int, years))
    for ax, (case, nation) in zip(panels, shown, strict=True):
        two_series(ax, case, nation)
        ax.set(
            xticks=range(start, last + 1, 5 if last - start <= YEARS else 10), xlim=(min(start, *years) - 1.5, last + 1)
        )
    page.keys(
        [
            Line2D([], [], color="black", marker="s", ms=5, lw=1, label="本地"),
            Line2D([], [], color=BLUE, marker="o", ms=4.5, lw=1.2, label="全国"),
            Line2D([], [], color=BLUE, marker="o", ms=4.5, lw=1.2, mfc="white", label="全国（转引）"),
        ]
    )
    return page.figure


def _named(case: Case) -> str:
    """Code, name and unit of a target."""
    unit = labels.unit(case.target.unit, "zh")
    return f"{case.code} {case.target.name.zh}" + (f"（{unit}）" if unit else "")


def _doubt(case: Case, doubts: Mapping[str, Both]) -> list[str]:
    """The line that says that the value of the year evaluated is asked about; none where it is not."""
    return [f"（所用值{DOUBTED.zh}）"] if case.code in doubts else []


def _panels(heads, abreast, title, source, under=UNDER):
    """Return (Sheet, Axes): a panel for each of ``heads``, whose lines are broken where they are longer than the panel is wide."""
    rows = -(-len(heads) // abreast)
    columns = -(-len(heads) // rows)
    wide = (WIDTH - GAP * (columns - 1)) / columns
    room = wide / LETTERING
    lines = [[line for said in head for line in broken(shortened(said, 2 * room - 2), room)] for head in heads]
    most = max(map(len, lines))
    page = sheet(title, source, rows * (most * LINE + PLOT + under + GAP) - GAP)
    tall = (page.high - page.low + GAP) / rows
    drawn = []
    for at, head in enumerate(lines):
        left, top = at % columns * (wide + GAP), at // columns * tall
        page.write(left, top + (most - len(head)) * LINE, "\n".join(head))
        above = most * LINE + 3
        ax = page.axes(left + LEFT, top + above, wide - LEFT - 6, tall - above - under - GAP)
        ax.yaxis.set_major_locator(MaxNLocator(4))
        drawn.append(ax)
    return page, drawn
