"""Deaths behind the rates of an evaluation, beside the deaths that the targets allow."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from ..evaluation import Evaluation
from ..indicator import counts
from ..indicator.series import Series
from ..odds.case import Case
from ..odds.fan import same_deaths, target_words
from ..paper.style import GREEN, folded, footline, headline, panels
from ..plan.births import registered_births
from ..words import labels
from ..words.both import Both
from ..words.door import door
from ..words.errors import InputError
from .evaluation import returns_of, title_of

READ = Both(
    "Black: deaths with their 95 % interval, hollow: recovered from printed rates; green: deaths that the target allows.",
    "黑：死亡例数及95%区间，空心为由印发的率还原；绿：目标容许的例数。",
)
COMPUTED = Both("deaths allowed: computed by kzplan", "可容许数由kzplan计算")


@door
def deaths(evaluation: Evaluation, lang: str | None = None) -> Figure:
    """Draw reported deaths year by year, with their 95 % interval, beside the deaths that the target allows at that year's births.

    Parameters
    ----------
    evaluation : what is drawn.
    lang : "en", "zh" or None (language set).

    Returns
    -------
    Figure

    Raises
    ------
    InputError : no death rate comes with its deaths and births.

    >>> from kzplan import evaluate, load_plan
    >>> len(deaths(evaluate(load_plan(), 2025), "en").axes)  # maternal, newborn, infant, under five
    4
    """
    lang, told = labels.language(lang), with_counts(evaluation)
    if not told:
        raise InputError("no death rate comes with its deaths and births: there is nothing to draw")
    figure, axes = panels(1, len(told), (2.35 * len(told) + 0.4, 3.3))
    for ax, (case, seen, allowed) in zip(axes[0], told, strict=True):
        _panel(ax, case, seen, allowed, lang)
    axes[0, 0].set_ylabel(Both("deaths", "例").text(lang))
    said = finding(told)
    same = [
        Both(f"{case.target.name.en}: {one.en}", f"{case.target.name.zh}{one.zh}")
        for case, _, _ in told
        if (one := same_deaths(case)) is not None
    ]
    title = Both(
        said.en + "".join(f". {one.en}" for one in same),
        said.zh + "".join(f"；{one.zh}" for one in same),
    )
    headline(figure, folded(title, lang, en=max(40, 26 * len(told)), zh=max(20, 13 * len(told))))
    foot = source_of_deaths(evaluation, told, COMPUTED)
    foot = Both(f"{READ.en} {foot.en}", READ.zh + foot.zh)
    footline(figure, folded(foot, lang, en=40 * len(told), zh=24 * len(told)))
    return figure


def finding(told: list[tuple[Case, Series, np.ndarray]]) -> Both:
    """How often deaths exceed what the targets will allow: of one year rate by rate, of more by rates and years."""
    above = sum(int((seen.numerators > allowed).sum()) for _, seen, allowed in told)
    years, at = sorted({int(year) for _, seen, _ in told for year in seen.years}), told[0][0].at
    figures = sum(len(seen) for _, seen, _ in told)
    if len(years) == 1:
        return Both(
            f"In {years[0]}, deaths were more than the target for {at} will allow in {above} of {figures} rates",
            f"{years[0]}年，{figures}项死亡率中{above or '没有一'}项的死亡数多于{at}年目标所容许的例数",
        )
    return Both(
        f"Deaths were more than the target for {at} will allow in {above} of {figures} figures, "
        f"of {len(told)} rates in {years[0]}–{years[-1]}",
        f"{years[0]}—{years[-1]}年{len(told)}项死亡率的{figures}个数中，{above or '没有一'}个的死亡数多于{at}年目标所容许的例数",
    )


def source_of_deaths(evaluation: Evaluation, told: list[tuple[Case, Series, np.ndarray]], computed: Both) -> Both:
    """Return where the deaths come from, recovered, reported, or both; and how those allowed are ``computed``."""
    base, years = evaluation.plan.period.base, {int(year) for _, seen, _ in told for year in seen.years}
    parts = []
    if any(year <= base for year in years):
        parts.append(Both("deaths recovered from its printed rates", "由印发的率还原死亡数"))
    if any(year > base for year in years):
        parts.append(returns_of(evaluation))
    parts.append(computed)
    listed = "; ".join(part.en for part in parts), "；".join(part.zh for part in parts)
    return Both(f"Source: {evaluation.plan.cite.en}; {listed[0]}", f"来源：{title_of(evaluation)}；{listed[1]}")


def with_counts(evaluation: Evaluation) -> list[tuple[Case, Series, np.ndarray]]:
    """Death rates with their values that come with deaths and births, and the deaths that the target allows then."""
    # deaths recovered from printed rates are shown only where the register tells which births are the right ones
    known, base, found = list(registered_births(evaluation.plan)), evaluation.plan.period.base, []
    for case in (one.case for one in evaluation.told):
        series, criterion, per = case.series, case.criterion, case.multiplier
        if not case.target.of_deaths or criterion is None or per is None or not np.isfinite(criterion.high):
            continue
        counted = np.isfinite(series.numerators) & np.isfinite(series.denominators)
        seen = series.where(counted & ((series.years > base) | np.isin(series.years, known)))
        if len(seen):
            allowed = counts.events_allowed(seen.denominators, criterion, per, int(seen.decimals.max()))
            found.append((case, seen, allowed))
    return found


def marks(ax: Axes, case: Case, seen: Series, allowed: np.ndarray, bar: float = 17) -> None:
    """Draw deaths with their interval beside what is allowed, a bar of so many points, a place a year, without a word."""
    x, events = np.arange(len(seen)), seen.numerators
    low, high = counts.rate_interval(events, np.ones(len(seen)), 1)
    ax.yaxis.set_major_locator(MaxNLocator(integer=True))
    ax.errorbar(x, events, yerr=[events - low, high - events], fmt="o", color="black", ms=5, lw=1, capsize=3)
    recovered = seen.years <= case.period.base
    ax.plot(x[recovered], events[recovered], "o", mfc="white", mec="black", ms=5.5, zorder=4)
    ax.plot(x, allowed, "_", color=GREEN, ms=bar, mew=2.5)
    ax.set_ylim(bottom=min(-0.6, allowed.min() - 0.6))
    ax.set_xlim(-0.6, len(seen) - 0.4)


def _panel(ax: Axes, case: Case, seen: Series, allowed: np.ndarray, lang: str) -> None:
    marks(ax, case, seen, allowed)
    ax.set_xticks(np.arange(len(seen)), [f"{year}" for year in seen.years], rotation=90, fontsize=8)
    unit = labels.after_number(case.target.unit, lang)
    goal = f"target {target_words(case, lang)} {unit}" if lang == "en" else f"目标{aim(case, lang)}"
    ax.set_title(f"{folded(case.target.name, lang, en=26, zh=14)}\n{goal}", fontsize=9)


def aim(case: Case, lang: str) -> str:
    """Return the target of a rate with its unit."""
    return target_words(case, lang) + (labels.after_number(case.target.unit, lang) if lang == "zh" else "")
