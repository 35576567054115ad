"""One target: its fan chart, and the deaths it allows."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ..indicator import counts
from ..indicator.kind import Behind
from ..indicator.published import told_apart
from ..indicator.series import Observation
from ..paper.placing import Label, places
from ..paper.style import BLUE, GREEN, GREY, canvas, folded, sign, source_of
from ..words import labels
from ..words.both import LANGUAGES, Both
from ..words.door import door
from ..words.errors import InputError
from .case import Case
from .verdict import WITHHELD, withheld
from .window import beyond, limits, span, target_ends

if TYPE_CHECKING:
    from .projection import Projection

LEVEL_ALPHA = {95: 0.14, 80: 0.24, 50: 0.38}
SAME, FEW = 3, 9  # years of as many deaths, and how many at most, that a rate rises without
FRAME = (480.0, 205.0)  # points: what the lines of a chart of its own size stand in
NO_DEATH = Both("no death", "无死亡")
SIZE = 8.5  # of the values' labels
BACKED = {"fc": "white", "ec": "none", "pad": 0.3, "alpha": 0.75}  # behind one that a line cannot but run through


@door
def fan(projection: "Projection", ax: Axes | None = None, lang: str | None = None) -> Axes:
    """Draw one target: values, median, 50/80/95 % intervals, the target, and what the odds are.

    Where there is no projection, values and target are drawn, and the reason stands in the title.

    Parameters
    ----------
    projection : what is drawn.
    ax : None: a new figure.
    lang : "en", "zh" or None (language set).

    Returns
    -------
    Axes

    >>> from kzplan import load_plan, project
    >>> fan(project(load_plan(), "W03"), lang="en").get_ylabel()
    'per 100,000'
    """
    whole = ax is None
    ax, lang = canvas(ax, lang, (7.2, 4.2))
    case, path = projection.case, projection.path()
    if projection.drawn:
        bands(ax, path)
        ax.plot(path["year"], path["median"], color=BLUE, ls="--", lw=1.8, label=labels.word("projected median", lang))
    _draw_values(ax, case, lang)
    draw_break(ax, case, lang)
    _draw_target(ax, case, lang)
    shown = limits(case, path)
    if shown is None:  # nothing but words
        ax.set_yticks([])
    else:
        ax.set_ylim(*shown)
        points = 72 / ax.figure.dpi  # of Axes that were given, where they stand now
        frame = FRAME if whole else (float(ax.bbox.width * points), float(ax.bbox.height * points))
        _label_values(ax, case, path, lang, shown, frame)
    ax.set_xlim(*span(case))
    ax.set_xticks(range(case.period.start, case.at + 1, 5))
    ax.set_ylabel(unit_words(case, lang))
    ax.set_title(title(projection, lang))
    _legend(ax, projection.drawn, lang)
    sign(ax, source_words(case, path, lang), 60, va="baseline")
    return ax


def bands(ax: Axes, path: pd.DataFrame) -> None:
    """Shade the 95, 80 and 50 % intervals of a path, as :meth:`~kzplan.odds.projection.Projection.path` returns it."""
    for level, alpha in LEVEL_ALPHA.items():
        ax.fill_between(path["year"], path[f"lo{level}"], path[f"hi{level}"], color=BLUE, alpha=alpha, lw=0)


def target_words(case: Case, lang: str) -> str:
    """Return a case's target as printed, or in English words where it is printed in Chinese ones."""
    return labels.target({"target": case.rule.text, "rule": case.rule_words}, lang)


def unit_words(case: Case, lang: str) -> str:
    """Return what stands beside the axis of values."""
    ratio = Both("boys per 100 girls", "女=100").text(lang) if case.target.behind is Behind.SEX_AT_BIRTH else ""
    return labels.unit(case.target.unit, lang) or ratio


def title(projection: "Projection", lang: str) -> str:
    """Return the finding that a fan chart states, in lines."""
    said = [_finding(projection), same_deaths(projection.case), begins(projection.case, projection.path())]
    return "\n".join(folded(line, lang, en=78, zh=42) for line in said if line is not None)


def begins(case: Case, path: pd.DataFrame) -> Both | None:
    """Return why a projection does not begin at the latest value, where it visibly does not; None elsewhere.

    Parameters
    ----------
    case, path : of the projection; where the value lies within the 50 % interval of its own year, nothing need be said.

    >>> from kzplan import load_plan, project
    >>> told = project(load_plan(), "W03")
    >>> begins(told.case, told.path()).en
    "Projected from 13.74, not 10.79: a year's figure (1 death) is partly chance, so earlier years and Chongqing count too"
    """
    latest = case.latest
    if latest is None or case.alone or not len(path) or path["year"].iloc[0] != latest.year:
        return None
    first = path.iloc[0]
    apart = told_apart(first["median"], latest.value)
    if first["lo50"] <= latest.value <= first["hi50"] or apart is None:
        return None
    start, value = apart
    counted = case.target.of_deaths and np.isfinite(latest.numerator)
    deaths = Both(*(_deaths(latest.numerator, lang) for lang in LANGUAGES)) if counted else None
    few = Both(f" ({deaths.en})", f"（{deaths.zh}）") if deaths else Both("", "")
    area = case.around.name if counted and case.around is not None else None
    more = Both(f" and {area.en}", f"和{area.zh}") if area else Both("", "")
    return Both(
        f"Projected from {start}, not {value}: a year's figure{few.en} is partly chance, so earlier years{more.en} count too",
        f"推算起点取{start}，未取最新值{value}：单年数值{few.zh}偶然性较大，已结合往年{more.zh}数据",
    )


def begun_elsewhere(projections: Iterable["Projection"]) -> Both:
    """Return why some of several projections do not begin at their latest values; blank where all do.

    >>> from kzplan import load_plan, project
    >>> begun_elsewhere([project(load_plan(), "W04")]).zh
    ''
    """
    if all(begins(one.case, one.path()) is None for one in projections):
        return Both("", "")
    return Both(
        " A projection may begin off the latest value: a year's figure is partly chance.",
        "推算起点可与最新值不同：单年数值有偶然性。",
    )


def same_deaths(case: Case) -> Both | None:
    """Return what a rate must not be read as: of the same few deaths every year on falling births; None where it is not so.

    >>> from kzplan import load_plan, project
    >>> same_deaths(project(load_plan(), "W03").case) is None
    True
    """
    seen = [one for one in case.drawn if np.isfinite(one.numerator) and np.isfinite(one.denominator)]
    while seen and seen[0].numerator != seen[-1].numerator:
        seen = seen[1:]
    births = [one.denominator for one in seen]
    if (
        not case.target.of_deaths
        or len(seen) < SAME
        or seen[-1].numerator > FEW
        or births != sorted(births, reverse=True)
    ):
        return None
    if len({one.numerator for one in seen}) > 1:
        return None
    number, years = seen[-1].numerator, (seen[0].year, seen[-1].year)
    return Both(
        f"{_deaths(number, 'en')} in each year {years[0]}–{years[1]}: the rate rises because births fall",
        f"{years[0]}—{years[1]}年每年均为{_deaths(number, 'zh')}，率上升是出生数减少所致",
    )


def value_words(case: Case, seen: Observation, lang: str) -> str:
    """Return what stands beside a value: the number, and the deaths behind a rate of them."""
    text = labels.number(seen.value)
    if case.target.of_deaths and np.isfinite(seen.numerator):
        text += f"\n({_deaths(seen.numerator, lang)})"
    return text


def values_name(case: Case, lang: str) -> str:
    """Return what the values in sight are called: reported, or the area they are of."""
    return case.around.name.text(lang) if case.alone and case.around is not None else labels.word("reported", lang)


def filled(case: Case) -> str:
    """Return the colour inside a mark: values of the area around are hollow."""
    return "white" if case.alone else "black"


def _legend(ax, drawn, lang):
    shade = mpl.patches.Patch(color=BLUE, alpha=0.35, label=labels.word("50 / 80 / 95 % interval", lang))
    handles = [*ax.get_legend_handles_labels()[0], *([shade] if drawn else [])]
    if handles:
        below = {"loc": "upper left", "bbox_to_anchor": (0, -0.1)}
        ax.legend(handles=handles, ncols=4, columnspacing=1.2, handlelength=1.6, **below)


def _draw_values(ax, case, lang):
    series = case.drawn
    if not len(series):
        nothing = Both("no value that may be used", "没有可用的数据").text(lang)
        ax.annotate(nothing, (0.5, 0.4), xycoords="axes fraction", ha="center", va="center", color=GREY)
        return
    ax.plot(
        series.years, series.values, "o-", mfc=filled(case), color="black", ms=6, lw=1.4, label=values_name(case, lang)
    )


def _label_values(ax, case, path, lang, shown, frame):
    for place, text in value_places(case, path, lang, shown, frame):
        seen = list(case.drawn)[place.at]
        offset = {"textcoords": "offset points", "ha": place.ha, "va": place.va, "fontsize": SIZE}
        box = None if place.clear else BACKED
        ax.annotate(text, (seen.year, seen.value), (place.across, place.up), linespacing=1.1, bbox=box, **offset)


def value_places(
    case: Case, path: pd.DataFrame, lang: str, shown: tuple[float, float], frame: tuple[float, float] = FRAME
) -> list[tuple[Label, str]]:
    """Return where the labels of values stand, clear of every line, and what they say; of values that lie close some have none.

    Parameters
    ----------
    case, path : what is drawn.
    lang : "en" or "zh".
    shown : ends of the axis of values, see :func:`limits`.
    frame : width and height of what they frame, points.
    """
    first, last = span(case)

    def placed(years: Iterable[float], values: Iterable[float]) -> list[tuple[float, float]]:
        across = frame[0] * (np.array(list(years), float) - first) / (last - first)
        up = frame[1] * (np.array(list(values), float) - shown[0]) / (shown[1] - shown[0])
        return list(zip(across.tolist(), up.tolist(), strict=True))

    marks = placed(case.drawn.years, case.drawn.values)
    lines = [marks, placed(path["year"], path["median"])]
    lines += [placed([first, last], [end, end]) for end in target_ends(case)]
    if (broken := break_at(case)) is not None:
        lines.append(placed([broken, broken], shown))
    if case.earlier is not None:
        lines.append(placed(case.earlier.years, case.earlier.values))
    words = [value_words(case, seen, lang) for seen in case.drawn]
    ends = [len(marks) - 1, 0] if marks else []
    return [(one, words[one.at]) for one in places(marks, words, SIZE, lines, frame, ends)]


def break_at(case: Case) -> float | None:
    """Return where on the axis of years a change of definition stands: between its year and the one before; None without one."""
    return None if case.broken is None else case.broken.year - 0.5


def draw_break(ax: Axes, case: Case, lang: str, size: float = 8.5) -> None:
    """Draw a change of definition: a line between the years, the values before it in grey and joined to none after it."""
    at = break_at(case)
    if at is None or case.broken is None:
        return
    ax.axvline(at, color=GREY, lw=1.1, ls="-.")
    said, above = case.broken.mark.text(lang), ax.get_xaxis_transform()
    ax.text(at - 0.15, 0.02, said, transform=above, ha="right", va="bottom", rotation=90, fontsize=size, color=GREY)
    if case.earlier is not None:
        ax.plot(case.earlier.years, case.earlier.values, "o-", color=GREY, mfc="white", ms=4, lw=1)


def _deaths(number, lang):
    return Both(f"{number:.0f} death{'' if number == 1 else 's'}", f"{number:.0f}例").text(lang)


def _draw_target(ax, case, lang):
    if case.criterion is None:  # a target in words is written, for there is no number to draw it at
        words = f"{labels.word('target', lang)} {target_words(case, lang)}"
        place = {"xycoords": "axes fraction", "ha": "right", "va": "top"}
        ax.annotate(folded(Both(words, words), lang, en=40, zh=20), (0.99, 0.97), color=GREEN, fontsize=9, **place)
        return
    ends = target_ends(case)
    if len(ends) == 2:
        ax.axhspan(*ends, color=GREEN, alpha=0.18, lw=0)
    name = f"{labels.word('target', lang)} {target_words(case, lang)}"
    for i, end in enumerate(ends):
        ax.axhline(end, color=GREEN, lw=1.3, ls=":", label=name if i == 0 else None)


def _finding(projection):
    case = projection.case
    name = case.target.name
    if projection.reason:
        en, zh = (labels.word(projection.reason, lang) for lang in ("en", "zh"))
        return Both(f"{name.en}: no probability ({en})", f"{name.zh}：{zh}，不给出达标概率")
    chance = labels.percents(projection.p_reach)
    if withheld(projection.p_reach, projection.outlook):
        chance = Both(f"{chance.en}; {WITHHELD.en}", f"{chance.zh}，{WITHHELD.zh}")
    en, zh = (labels.word(projection.outlook, lang) for lang in ("en", "zh"))
    by_en = by_zh = ""
    if case.alone and case.around is not None:
        by_en, by_zh = f"by analogy with {case.around.name.en}, ", f"按{case.around.name.zh}水平类推，"
    return Both(
        f"{name.en}: {by_en}meeting {_reaching(case).en} in {case.at} is {en} ({chance.en})",
        f"{name.zh}：{by_zh}{case.at}年{zh}{_reaching(case).zh}（{chance.zh}）",
    )


def _reaching(case):
    """What a target in words alone asks for is said as words."""
    en, zh = (target_words(case, lang) for lang in LANGUAGES)
    numbers = any(sign.isdigit() for sign in en + zh)
    return Both(en, f"达到{zh}") if numbers else Both(f"the target ({en})", f"达到“{zh}”的目标")


def source_words(case: Case, path: pd.DataFrame, lang: str) -> str:
    """Return what the picture of a case signs with: the plan, what else its values are of, and what the frame cuts off."""
    told = [source_of(case.cite, lang, case.projected_from)]
    if case.alone and case.around is not None:
        told.append(f"{case.around.name.text(lang)}{'：' if lang == 'zh' else ': '}external.csv")
    said, cut = ("；" if lang == "zh" else "; ").join(told), beyond(case, path)
    return said if cut is None else f"{cut.text(lang)}\n{said}"


@door
def deaths_allowed(
    projection: "Projection", births: Sequence[float], lang: str | None = None, ax: Axes | None = None
) -> Axes:
    """Draw the deaths that would meet the target at several numbers of births.

    Parameters
    ----------
    projection : of a births-based rate with an upper target.
    births : numbers of live births, drawn as given.
    lang : "en", "zh" or None (language set).
    ax : None: a new figure.

    Returns
    -------
    Axes

    Raises
    ------
    InputError : another target.

    >>> from kzplan import load_plan, project
    >>> ax = deaths_allowed(project(load_plan(), "W03"), [5000, 9000, 13000], "en")
    >>> len(ax.patches)
    3
    """
    case, criterion, per = projection.case, projection.case.criterion, projection.case.multiplier
    if criterion is None or per is None or not case.target.of_deaths:
        raise InputError(f"{case.code} is no death rate with a number to stay below: it allows no number of deaths")
    ax, lang = canvas(ax, lang, (7.2, 3.9))
    median, one = np.array([projection.median]), np.ones(1)
    chances = [100 * counts.published_rate_probability(median, one, n, criterion, per) for n in births]
    bars = ax.bar(range(len(births)), chances, color=BLUE, alpha=0.75)
    allowed = counts.events_allowed(births, criterion, per)
    most = [Both(f"at most {_deaths(n, 'en')}", f"最多{_deaths(n, 'zh')}") if n else NO_DEATH for n in allowed]
    ax.bar_label(bars, [said.text(lang) for said in most], fontsize=8.5, padding=2)
    ax.set_xticks(range(len(births)), [f"{n:,.0f}" for n in births])
    ax.set_xlabel(Both("live births in the year", "活产数").text(lang))
    ax.set_ylabel(Both("chance the published figure meets it (%)", "公布值达标的可能性（%）").text(lang))
    ax.set(ylim=(0, 112), yticks=range(0, 101, 20))
    rate, target = labels.number(projection.median, 1), target_words(case, lang)
    title = Both(
        f"At a true rate of {rate}, a year's figure meets {target} with a chance of {min(chances):.0f} to {max(chances):.0f} %, by births",
        f"真实水平为{rate}时，当年公布值达到{target}的可能性随活产数在{min(chances):.0f}%至{max(chances):.0f}%之间",
    )
    ax.set_title(folded(title, lang, en=78, zh=42), loc="left")
    sign(ax, source_of(case.cite, lang, case.projected_from), 42, va="baseline")
    return ax
