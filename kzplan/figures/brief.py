"""Four small figures for one sheet of paper: verdicts, pace, prospects, where the targets in doubt are."""

import pandas as pd
from matplotlib.axes import Axes

from ..evaluation import difficulties, judge, summary
from ..evaluation.engine import Evaluation
from ..evaluation.prospects import prospects
from ..paper.printed import LETTERING
from ..paper.style import canvas
from ..words import labels
from ..words.both import Both
from ..words.door import door
from .evaluation import COLOURS
from .many import stacked_bars

SIZE = (2.95, 1.85)  # inches, as printed: two beside each other on a sheet
BARS = 125  # points that they have beside their names
BLUE = "#00507d"
MOST = 5  # bars


@door
def verdicts_in_brief(evaluation: Evaluation, lang: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw the verdicts by plan, and of the binding targets.

    Parameters
    ----------
    evaluation : what is drawn.
    lang : "en", "zh" or None (language set).
    ax : None: a new figure of ``SIZE``.

    >>> from kzplan import evaluate, load_plan
    >>> verdicts_in_brief(evaluate(load_plan(), 2025), "zh").get_title(loc="left")
    '目标判定（项）'
    """
    binding = summary.counts(evaluation.table, "nature").filter(["binding"], axis=0)  # a plan may name none
    counted = pd.concat([summary.counts(evaluation.table, "plan"), binding])[::-1]
    ax, lang = canvas(ax, lang, SIZE)
    stacked_bars(
        ax,
        counted,
        COLOURS,
        {name: labels.verdict(name, lang) for name in COLOURS},
        dark=("met", "not met"),
        size=LETTERING,
        room=BARS,
    )
    ax.set_yticks(range(len(counted)), [labels.group(name, lang) for name in counted.index])
    ax.legend(
        ncols=3, loc="upper center", bbox_to_anchor=(0.4, -0.05), handlelength=1, columnspacing=0.8, handletextpad=0.4
    )
    ax.set_xticks([])
    return _plain(ax, Both("Verdicts (targets)", "目标判定（项）").text(lang))


@door
def pace_in_brief(evaluation: Evaluation, lang: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw how many targets are ahead of, on and behind schedule.

    Parameters
    ----------
    evaluation : what is drawn.
    lang : "en", "zh" or None (language set).
    ax : None: a new figure of ``SIZE``.

    >>> from kzplan import evaluate, load_plan
    >>> len(pace_in_brief(evaluate(load_plan(), 2025), "zh").patches)
    5
    """
    lang = labels.language(lang)
    paces = evaluation.table["pace"]
    bars = [(labels.word(name, lang), int((paces == name).sum())) for name in judge.PACES]
    return _bars(bars, Both("Pace (targets)", "序时进度（项）").text(lang), lang, ax)


@door
def prospects_in_brief(evaluation: Evaluation, lang: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw how many targets have which prospect for the plan's last year.

    Parameters
    ----------
    evaluation : what is drawn.
    lang : "en", "zh" or None (language set).
    ax : None: a new figure of ``SIZE``.

    >>> from kzplan import evaluate, load_plan
    >>> prospects_in_brief(evaluate(load_plan(), 2025), "zh").get_title(loc="left")
    '2030年目标展望（项）'
    """
    lang = labels.language(lang)
    bars = [(name.text(lang), len(rows)) for name, rows in prospects(evaluation.table).items()]
    last = evaluation.plan.period.last
    return _bars(bars, Both(f"Prospects for {last} (targets)", f"{last}年目标展望（项）").text(lang), lang, ax)


@door
def doubts_in_brief(evaluation: Evaluation, lang: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw the domains with most targets in doubt.

    Parameters
    ----------
    evaluation : what is drawn.
    lang : "en", "zh" or None (language set).
    ax : None: a new figure of ``SIZE``.

    >>> from kzplan import evaluate, load_plan
    >>> doubts_in_brief(evaluate(load_plan(), 2025), "zh").get_title(loc="left")
    '重点难点指标（项）'
    """
    lang, doubtful = labels.language(lang), difficulties(evaluation)["code"]
    domains = evaluation.table.loc[evaluation.table["code"].isin(doubtful), "domain"].value_counts(sort=False)
    most = domains.sort_values(ascending=False, kind="stable")[:MOST]
    bars = [(labels.domain(name, lang), int(n)) for name, n in most.items()]
    some = Both(f", {MOST} domains with most", f"，前{MOST}个领域") if len(domains) > MOST else Both("", "")
    some = Both(some.en.replace(", ", ",\n"), some.zh)
    title = Both(f"Targets in doubt{some.en}", f"重点难点指标（项{some.zh}）")
    return _bars(bars, title.text(lang), lang, ax)


def _bars(bars: list[tuple[str, int]], title: str, lang: str, ax: Axes | None) -> Axes:
    """Counts as bars, the first at the top, each with its number."""
    ax, _ = canvas(ax, lang, SIZE)
    drawn = ax.barh(range(len(bars)), [n for _, n in bars], color=BLUE, height=0.6)
    ax.bar_label(drawn, padding=3, fontsize=LETTERING)
    ax.set_yticks(range(len(bars)), [name for name, _ in bars])
    ax.invert_yaxis()
    ax.set_xlim(0, 1.15 * max([1, *(n for _, n in bars)]))
    ax.set_xticks([])
    return _plain(ax, title)


def _plain(ax: Axes, title: str) -> Axes:
    ax.set_title(title, fontsize=LETTERING)
    ax.spines["bottom"].set_visible(False)
    ax.tick_params(labelsize=LETTERING, length=0)
    legend = ax.get_legend()
    for text in legend.get_texts() if legend else ():
        text.set_fontsize(LETTERING)
    return ax
