"""The schedule of an evaluation: how much of the way is covered, and how much of the time is gone."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ..evaluation import Evaluation
from ..evaluation.engine import FEW
from ..paper.style import GREY, canvas, figure_of, folded, footline, headline, wrap
from ..returns.doubted import DOUBTED, doubts_of
from ..words import labels
from ..words.both import Both
from ..words.door import door
from ..words.english import agreed, many
from ..words.errors import InputError
from ..words.numbers import half_up
from .evaluation import source

PACE_COLOURS = {
    "ahead": "#00507d",
    "held": "#009E73",
    "faster": "#56B4E9",
    "as expected": "#999999",
    "behind": "#D55E00",
}
SHOWN = (-60, 160)  # per cent of the way that the axis shows
APART = 0.5  # per cent of the way, by which what is asked differs from the time gone


@door
def schedule(evaluation: Evaluation, lang: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw how much of the way from base to target is covered, against the share of the time that is gone.

    Parameters
    ----------
    evaluation : what is drawn.
    lang : "en", "zh" or None (language set).
    ax : None: a new figure.

    Returns
    -------
    Axes

    Raises
    ------
    InputError : no target has a value, a base and a number to reach.

    >>> from dataclasses import replace
    >>> from kzplan import evaluate, load_plan
    >>> found = evaluate(load_plan(), 2025)
    >>> table = found.table.head(2).assign(covered=[20.0, 60.0], time_gone=50.0, to_cover=50.0, pace=["behind", "faster"])  # invented
    >>> len(schedule(replace(found, table=table), "en").get_yticks())
    2
    """
    shown = evaluation.table.dropna(subset=["covered"]).sort_values("covered", kind="stable")
    if not len(shown):
        raise InputError("no target has a value, a base and a number to reach: there is no schedule to draw")
    ax, lang = canvas(ax, lang, (8.4, 0.3 * len(shown) + 1.9))
    ways(ax, shown, lang)
    gone = shown["time_gone"].mode().iloc[0]
    ax.axvline(gone, color="black", lw=1, ls=":")
    ax.axvline(0, color=GREY, lw=0.6)
    ax.set_yticks(np.arange(len(shown)), _names(shown, evaluation, lang), fontsize=8.5)
    ax.set(xlim=(SHOWN[0] - 35, SHOWN[1] + 35), ylim=(-0.7, len(shown) - 0.3))
    few = Both(f"; *: fewer than {FEW} cases, chance moves it", f"；*：例数不足{FEW}例，单年波动大")
    few = few if shown["few"].any() else Both("", "")
    ax.set_xlabel(Both("share of the way from base to target covered (%)", "目标完成进度（%）").text(lang))
    stroke = Both("; upright strokes: what interim targets ask", "；竖短线：按阶段目标应达的进度")
    stroke = stroke if bent(shown) else Both("", "")
    dotted = Both(
        f"Dotted: {gone:.0f} % of the time is gone{stroke.en}; arrows: beyond the axis{few.en}",
        f"虚线：时间已过{gone:.0f}%{stroke.zh}；箭头：超出坐标范围{few.zh}",
    )
    paced, late = int((evaluation.table["pace"] != "").sum()), behind(evaluation.table)
    part = Both(f" (drawn: the {len(shown)} not met at the base)", f"（图示基期尚未达标的{len(shown)}项）")
    part = part if len(shown) != paced else Both("", "")
    figure = figure_of(ax)
    headline(figure, folded(Both(late.en + part.en, late.zh + part.zh), lang, en=92, zh=50))
    ax.legend(ncols=4, loc="lower left", bbox_to_anchor=(0, 1.0), borderaxespad=0.2)
    footline(figure, f"{dotted.text(lang)}\n{wrap(source(evaluation, lang), 120)}")
    return ax


def bent(shown: pd.DataFrame) -> bool:
    """Return whether interim targets ask any of these for another share of the way than of the time."""
    return bool(((shown["to_cover"] - shown["time_gone"]).abs() > APART).any())


def ways(ax: Axes, shown: pd.DataFrame, lang: str, span: tuple[float, float] = SHOWN, size: float = 8) -> None:
    """Draw one line a target from 0 to the share covered, with the share; an arrow where that lies beyond ``span``.

    Where interim targets ask for another share of the way than of the time, a stroke stands at what they ask.

    Parameters
    ----------
    ax : where to.
    shown : rows of :attr:`Evaluation.table` with a share covered.
    lang : of the legend's words.
    span : per cent of the way that the axis shows.
    size : of the numbers, points.
    """
    y, drawn = np.arange(len(shown)), shown["covered"].clip(*span).to_numpy()
    ax.hlines(y, 0, drawn, color=[PACE_COLOURS[name] for name in shown["pace"]], lw=2.5)
    strokes = ((shown["to_cover"] - shown["time_gone"]).abs() > APART).to_numpy()
    ax.plot(shown["to_cover"].clip(*span)[strokes], y[strokes], "|", color="black", ms=11, mew=1.6, zorder=4)
    for name, colour in PACE_COLOURS.items():
        own = shown["pace"].eq(name).to_numpy()
        if own.any():
            ax.scatter(drawn[own], y[own], color=colour, s=34, zorder=3, label=labels.word(name, lang))
    for at, (covered, few) in enumerate(zip(shown["covered"], shown["few"], strict=True)):
        forward = covered >= 0
        ax.annotate(
            _share(covered, few, lang, beyond=covered != drawn[at]),
            (drawn[at], at),
            (6 if forward else -6, 0),
            textcoords="offset points",
            va="center",
            ha="left" if forward else "right",
            fontsize=size,
            bbox={"fc": "white", "ec": "none", "pad": 0.5},  # some stand on a line across
        )


def _share(covered, few, lang, beyond):
    arrow = "" if not beyond else "→ " if covered > 0 else "← "
    share = ">100" if covered >= 100.5 else half_up(covered, 0) if np.isfinite(covered) else ""  # beyond, no measure
    return arrow + (f"{share}{labels.PERCENT.text(lang)}" if share else "—") + ("*" if few else "")


def _names(shown, evaluation, lang):
    plan, doubts = evaluation.plan, doubts_of(evaluation)
    told = Both(f" ({DOUBTED.en})", f"（{DOUBTED.zh}）").text(lang)
    mark = {code: told if code in doubts else "" for code in shown["code"]}
    if lang == "zh":
        asked = {code: plan.target(code).rule for code in shown["code"]}
        said = {code: labels.target({"target": rule.text, "rule": rule.words}, lang) for code, rule in asked.items()}
        named = zip(shown["name_zh"], shown["code"], strict=True)
        return [f"{name}  {said[code]}  [{code}]{mark[code]}" for name, code in named]
    return [f"{name}  [{code}]{mark[code]}" for name, code in zip(shown["name_en"], shown["code"], strict=True)]


def behind(table: pd.DataFrame) -> Both:
    """Return how many of the targets with a schedule are behind it."""
    paced = table[table["pace"] != ""]
    late = int(paced["pace"].eq("behind").sum())
    return Both(
        f"{late} of {many(len(paced), 'target')} with a schedule {agreed(late, 'is', 'are')} behind it",
        f"{len(paced)}项可测算序时进度的指标中，{late or '没有一'}项滞后于预期",
    )
