"""What can be said of one target, in one plain sentence of either language."""

import math
from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING

import pandas as pd

from ..indicator.counts import events_allowed
from ..indicator.published import MOST
from ..indicator.showing import too_few_to_show
from ..words import labels
from ..words.both import Both
from ..words.door import door
from .assumptions import Assumptions
from .needed import LIKELY, digits_of
from .reading import Reading, bound, latest_of, met_now, reading
from .verdict import WITHHELD, likelihood, met_with_margin, withheld

if TYPE_CHECKING:
    from .case import Case
    from .projection import Projection

NOT_YET = {
    "no baseline": Both("the plan prints no earlier value of this indicator", "规划没有这一指标的历史数据"),
    "not comparable": Both("the earlier figures measure something else", "历史数据口径不同，不可比"),
    "defective baseline": Both("the printed baseline contradicts itself", "所印基线数据有误，待核"),
    "needs reference series": Both("the target refers to a series that is not printed", "目标所参照的数据规划未给出"),
    "not quantified": Both("the plan does not say what would count as success", "规划未说明怎样才算达标"),
    "ceiling target": Both(
        "the target is the natural limit, where any gap is a miss", "目标为上限值，任何缺口即未达标"
    ),
    "one value": Both("a single value shows no direction", "仅有一期数据，看不出方向"),
    "no model": Both("no model of this kind of change is honest on two values", "两期数据不足以支持这类推算"),
}
UNCOUNTED = Both(
    "The plan names no births, so the chance in few events is not counted, and this is less sure than it looks; give the "
    "year's live births in external.csv, or report numerator and denominator",
    "规划没有年活产数，以上未计入例数少的偶然波动，把握没有看上去那么大；请在external.csv中补充年活产数，或报送时填写分子、分母",
)
IDLE = Both(
    " (without effect here: births count only for an indicator of the catalogue that is of events or sexes at birth)",
    "（对本项无影响：只有指标目录中以活产或出生人口计的指标才用到出生数）",
)
UNTOLD = ("at", "target", "reference_change", "reference_places")  # assumptions that a sentence tells otherwise


@door
def sentence(projection: "Projection", lang: str) -> str:
    """Return one plain sentence that says nothing the numbers do not."""
    return SENTENCES.get(lang, _en)(projection) + _remarks(projection, lang)


def _remarks(p, lang):
    """What has to be said beside the values: a change of definition, a revised base; blank where there is nothing."""
    uncounted = [UNCOUNTED] * (p.case.chance_uncounted and not p.reason)
    told = [one.text(lang) for one in (*p.case.remarks, *uncounted)]
    if lang == "zh":
        return "".join(f"{one}。" for one in told)
    return "".join(f" {one[0].upper()}{one[1:]}." for one in told)


@door
def needed_sentence(case: "Case", row: Mapping | pd.Series, lang: str | None = None, *, now: float = math.nan) -> str:
    """Return what a line of :func:`~kzplan.odds.needed.needed` says, in one sentence; blank where nothing can be asked.

    Parameters
    ----------
    case : of the line's target.
    row : the line.
    lang : "en" or "zh"; None: the language that is set.
    now : the chance as things stand; NaN where there is none.

    Notes
    -----
    Which number stands in it, if any, is told in :func:`~kzplan.odds.reading.reading`.

    >>> from kzplan import load_plan
    >>> from kzplan.odds.needed import needed
    >>> from kzplan.odds.asked import cases_asked
    >>> plan = load_plan()
    >>> case = cases_asked(plan, None, {}, "C20")[0]
    >>> row = needed(plan, "C20", year=2026).iloc[0]
    >>> needed_sentence(case, {**row, "needed": case.criterion.low + 2}, "zh").split("（")[0]
    '据推算，2026年报告值即使刚达到目标'
    """
    zh = labels.language(lang) == "zh"
    how = reading(case, row, now)
    if how is Reading.NOTHING:
        return ""
    said = (_needed_zh if zh else _needed_en)(case, row, how, now) + _of_so_few(case, row, "zh" if zh else "en")
    if case.chance_uncounted:
        said += f"{UNCOUNTED.zh}。" if zh else f" {UNCOUNTED.en}."
    return said


def _of_so_few(case, row, lang):
    """What stands behind what is needed, where so few are counted in a year that even no event shows little."""
    seen = case.series.latest
    takes = None if seen is None else too_few_to_show(case.criterion.high, case.target.unit, seen.denominator)
    if takes is None or not pd.isna(row["events_allowed"]):  # births are told already
        return ""
    few = f"{seen.denominator:,.0f}"
    return Both(
        f" Among {few}, as in {seen.year}, even no event cannot show that the target is met: that takes {takes:,} or more, as of several years together.",
        f"{seen.year}年分母仅{few}，这样少的例数即使当年一例也没有，也不足以说明已达标；要说明，分母至少须有{takes:,}，可几年合并计算。",
    ).text(lang)


def _needed_en(case, row, how, now):
    year, chance = row["year"], _chance_words(row["chance"], "two thirds", "en")
    goal, odds = bound(case.criterion, case.target.unit, "en"), f"the chance of meeting the target in {case.at}"
    stands = f"As things stand, {odds} is {_least(chance, 'en')}"
    if how is Reading.NO_VALUE:
        figure = " (of the figure as printed)" if case.at_limit else ""
        best = labels.percent(row["best_chance"], "en")
        return f"No value for {year} would give a chance of {chance} of meeting the target in {case.at}: the highest is {best}{figure}."
    if how is Reading.VALUE:
        value = f"{labels.number(row['needed'], 4)} {labels.after_number(case.target.unit, 'en')}".strip()
        side = {"up": f"{value} or more", "down": f"{value} or less", "": f"about {value}"}[_side(case)]
        return f"If {side} is reported for {year}, {odds} is {_about(chance)}."
    if how is Reading.BEYOND:
        if now >= row["chance"]:
            return f"{stands}; a value for {year} that only just meets the target ({goal}) would leave it below that."
        return f"Even a value for {year} that only just meets the target ({goal}) would leave {odds} below {chance}."
    if not now >= row["chance"]:
        much = _about(chance) if case.criterion.met(row["needed"]) else _least(chance, "en")
        return f"If the value for {year} {'stays within' if met_now(case) else 'meets'} the target ({goal}{_deaths(case, 'en')}), {odds} is {much}."
    if met_now(case) or latest_of(case) is None:
        return f"{stands}; it is enough that the value for {year} {'stays' if met_now(case) else 'lies'} within the target ({goal})."
    return f"{stands}, but the target ({goal}) is still to be met."


def _needed_zh(case, row, how, now):
    year, chance = row["year"], _chance_words(row["chance"], "三分之二", "zh")
    goal, odds = bound(case.criterion, case.target.unit, "zh"), f"{case.at}年达标可能性"
    stands = f"据推算，按目前情况{odds}在{_least(chance, 'zh')}"
    if how is Reading.NO_VALUE:
        figure = "（按公布值计）" if case.at_limit else ""
        best = labels.about(row["best_chance"], "zh").replace("约为", "约")
        return f"据推算，{year}年无论报告何值，{odds}均不到{chance}，最高{best}{figure}。"
    if how is Reading.VALUE:
        value = f"{labels.number(row['needed'], 4)}{labels.after_number(case.target.unit, 'zh')}"
        side = {"up": f"不低于{value}", "down": f"不高于{value}", "": f"约为{value}"}[_side(case)]
        return f"据推算，{year}年报告值{side}时，{odds}{_about(chance, '约')}。"
    if how is Reading.BEYOND:
        if now >= row["chance"]:
            only = "退至刚达到" if met_now(case) else "仅刚达到"
            return f"{stands}；{year}年报告值若{only}目标（{goal}），则不到{chance}。"
        return f"据推算，{year}年报告值即使刚达到目标（{goal}），{odds}仍不到{chance}。"
    if not now >= row["chance"]:
        much = _about(chance, "约") if case.criterion.met(row["needed"]) else f"在{_least(chance, 'zh')}"
        return f"据推算，{year}年报告值{'保持在目标以内' if met_now(case) else '达到目标'}（{goal}{_deaths(case, 'zh')}）时，{odds}{much}。"
    if met_now(case) or latest_of(case) is None:
        return f"{stands}，{year}年报告值{'保持' if met_now(case) else ''}在目标以内（{goal}）即可。"
    return f"{stands}，但尚未达标（目标为{goal}），仍须继续改善。"


def _deaths(case, lang):
    """How many deaths the target itself allows at the births expected; blank where it is no rate of deaths on births."""
    if not (case.target.of_deaths and case.births and case.multiplier):
        return ""
    most = int(events_allowed(case.births, case.criterion, case.multiplier, digits_of(case))[0])
    if lang == "en":
        return f"; at {case.births:,.0f} births, {_deaths_en(most)}"
    return f"；按{case.births:,.0f}名活产计，{f'死亡不超过{most}例' if most else '即无死亡'}"


def _least(chance, lang):
    """A chance or more."""
    if chance.startswith(("<", ">")):
        return chance
    return f"{chance}以上" if lang == "zh" else f"{chance} or more"


def _chance_words(chance, two_thirds, lang):
    return two_thirds if math.isclose(chance, LIKELY) else labels.percent(chance, lang)


def _about(chance, word="about "):
    """A chance with the word for about, where it is not more or less than a number already."""
    return chance if chance.startswith(("<", ">")) else f"{word}{chance}"


def _deaths_en(deaths):
    return "no death" if not deaths else f"at most {deaths} death{'s' if deaths > 1 else ''}"


def _side(case):
    """Which way is better than the value needed; blank where a target can be missed on either side."""
    criterion = case.criterion
    if math.isfinite(criterion.low) and math.isfinite(criterion.high):
        return ""
    return "up" if math.isfinite(criterion.low) else "down"


def _target_words(p, lang):
    text, rule = p.case.rule.text, p.case.rule_words
    if not rule.startswith("convention"):
        return labels.target({"target": text, "rule": rule}, lang)
    criterion = rule.removeprefix("convention: ")
    return f"{text}（约定为{criterion}）" if lang == "zh" else f"{text} (by convention {criterion})"


def _called(p, both, lang):
    """Name and code, where a series of one's own does not bear one for the other."""
    name = p.case.target.name.text(lang)
    return name if name == p.code else both.format(name, p.code)


def _en(p):
    case, first, latest = p.case, p.case.first, p.case.latest
    unit = labels.after_number(case.target.unit, "en")
    name, target = _called(p, "{} ({})", "en"), _target_words(p, "en")
    if p.reason:
        return f"{name}, target {target}: no probability is given, because {NOT_YET[p.reason].en}.{_shown(p, 'en')}"
    if case.alone:
        near, geo = _nearest(case), case.around.name.en
        start = f"By analogy with {geo} ({labels.number(near[1])} {unit} in {near[0]}): {name} has no usable value of its own; ".replace(
            " )", ")"
        ).replace("  ", " ")
        as_what = f"judged by how {geo} may go on and how far places stray from it"
    else:
        history = f"went from {labels.number(first.value)} in {first.year} to" if first is not None else "was"
        start = (
            f"{name} {history} {labels.number(case.published, MOST)} {unit} in {latest.year}{_met(p, 'en')}; ".replace(
                "  ", " "
            )
        )
        as_what = "judged by how such series went on elsewhere" + ("" if first is not None else " (one value is known)")
    chance = (
        f"{as_what}, it is {p.outlook} ({labels.percent(p.p_reach, 'en')}{_why_less(p, 'en')}) that the true value "
        f"meets the target ({target}) in {case.at}"
    )
    if not math.isnan(p.p_published):
        births = f"{case.births:,.0f}"
        chance += f", and the chance that the published figure does is {labels.percent(p.p_published, 'en')} at {births} births"
    chance += _over_views(p, "en")
    return f"{start}{chance}.{_band(p, 'en')}{_class(p, 'en')}{_elected(p, 'en')}{_assumed(p, 'en')}"


def _zh(p):
    case, first, latest = p.case, p.case.first, p.case.latest
    unit = case.target.unit
    name, target = _called(p, "{}（{}）", "zh"), _target_words(p, "zh")
    if p.reason:
        return f"{name}，目标“{target}”：不给出概率，因为{NOT_YET[p.reason].zh}。{_shown(p, 'zh')}"
    if case.alone:
        near, geo = _nearest(case), case.around.name.zh
        start = f"按{geo}水平类推（{near[0]}年{geo}为{_measured(near[1], unit, 2)}），"
        as_what = f"{name}本地无可用数据，由{geo}今后的可能变化和各地与{geo}的差距推断"
    else:
        told = _measured(case.published, unit, MOST)
        moved = f"{latest.year}年为{told}"
        if first is not None:
            moved = f"由{first.year}年的{_measured(first.value, unit, 2)}变为{latest.year}年的{told}"
        start = f"{name}{moved}{_met(p, 'zh')}；"
        as_what = f"{'' if first is not None else '仅有一期数据，'}以其他地区同类指标以往的变化衡量"
    chance = (
        f"{as_what}，{case.at}年真实水平达到目标“{target}”的可能性"
        f"{labels.about(p.p_reach, 'zh')}（{labels.word(p.outlook, 'zh')}{_why_less(p, 'zh')}）"
    )
    if not math.isnan(p.p_published):
        chance += f"，按{case.births:,.0f}名活产计，当年公布值达标的可能性{labels.about(p.p_published, 'zh')}"
    chance += _over_views(p, "zh")
    return f"{start}{chance}。{_band(p, 'zh')}{_class(p, 'zh')}{_elected(p, 'zh')}{_assumed(p, 'zh')}"


def _measured(value, unit, digits):
    """A value with its unit, as Chinese has them, at most so many decimals; what only says what a number is of, or that it is of nothing, beside it."""
    number, after = labels.number(value, digits), labels.after_number(unit, "zh")
    return f"{number}{after}" if after else f"{number}（{unit or '无单位'}）"


def _why_less(p, lang):
    """Why a chance as high as that of "very likely" is not called so; blank elsewhere."""
    if not withheld(p.p_reach, p.outlook):
        return ""
    return f"，{WITHHELD.zh}" if lang == "zh" else f"; {WITHHELD.en}"


def _nearest(case):
    """Year and value of the area around that stand last."""
    return int(case.around.years[-1]), float(case.around.values[-1])


def _over_views(p, lang):
    """How far other evidence would move the chance, where another word would stand for it; blank elsewhere."""
    ends, margin = (p.verdict.p_low, p.verdict.p_high), met_with_margin(p.case)
    words = [likelihood(end, margin) for end in ends]
    if words[0] == words[1]:
        return ""
    if lang == "zh":
        told = [
            f"{labels.percent(end, lang)}（{labels.word(one, 'zh')}）" for end, one in zip(ends, words, strict=True)
        ]
        return f"；换用其他依据，真实水平达标的可能性在{'至'.join(told)}之间"
    low, high = (f"{labels.percent(end, lang)} ({one})" for end, one in zip(ends, words, strict=True))
    return f"; on other evidence the true value's chance would lie from {low} to {high}"


def _band(p, lang):
    """Of a target that can be missed on either side: on which side it may be; blank elsewhere."""
    criterion = p.case.criterion
    if criterion is None or not (math.isfinite(criterion.low) and math.isfinite(criterion.high)):
        return ""
    below = labels.percent(float(p.forecast.under(criterion.low)[0]), lang)
    above = labels.percent(1 - float(p.forecast.cdf(criterion.high)[0]), lang)
    ends = labels.number(criterion.low), labels.number(criterion.high)
    if lang == "zh":
        return f"以{'—'.join(ends)}计：低于的可能性{below}，高于的可能性{above}。"
    return f" Counted as {' to '.join(ends)}: the chance of less is {below}, of more {above}."


def _assumed(p, lang):
    """The assumptions that were changed, so that a quoted sentence does not hide them; blank as shipped."""
    shipped, mine = Assumptions(), p.case.assumptions
    names = [field.name for field in fields(Assumptions) if field.name not in UNTOLD]
    changed = [
        f"{name}={_plain(getattr(mine, name))}" for name in names if getattr(mine, name) != getattr(shipped, name)
    ]
    if mine.births is not None and not p.case.target.on_births:
        changed = [f"{one}{IDLE.text(lang)}" if one.startswith("births=") else one for one in changed]
    if not changed:
        return ""
    return f"假设另设：{'，'.join(changed)}。" if lang == "zh" else f" Assumed: {', '.join(changed)}."


def _plain(value):
    """A value as a person would write it: 9000, and not 9000.0."""
    return f"{value:.0f}" if isinstance(value, float) and value.is_integer() else repr(value)


def _met(p, lang):
    """That the latest value meets the target already; blank where it does not."""
    return ("，该值已达标" if lang == "zh" else ", which meets the target") if p.verdict.status == "met" else ""


def _shown(p, lang):
    """The chance that the printed figure shows a target at the natural limit; blank elsewhere."""
    chance = p.verdict.p_limit_shown
    if math.isnan(chance):
        return ""
    year, decimals = p.case.at, p.case.latest.decimals
    if lang == "zh":
        return f"{year}年公布值（保留{decimals}位小数）恰为该值的可能性{labels.about(chance, lang)}。"
    return f" The chance that the figure of {year}, printed with {decimals} decimals, shows it is {labels.percent(chance, lang)}."


def _elected(p, lang):
    """A body that is elected does not drift: what a sentence says of a value from before the last election."""
    election, latest = p.case.period.election, p.case.latest
    if not p.case.target.elected or election is None or latest is None or latest.year >= election:
        return ""
    year = latest.year
    if lang == "zh":
        return f"届别指标：届内不变，{year}年值属换届前。"
    return f" It moves only when the body is elected or appointed anew, and the value of {year} is a term old."


def _class(p, lang):
    """What the reference class adds to a sentence; blank where none enters."""
    nation, given = p.case.nation, p.case.given_change
    counted = p.case.class_places
    if given is not None:
        if lang == "zh":
            return f"参照类别年变化{given:+.3f}（连接尺度），其分量相当于{counted:g}个同类地区。"
        return f" A reference class's {given:+.3f} a year on the link scale counts in the odds as much as {_places(counted)} would."
    if nation is None or p.case.alone:
        return ""
    unit = labels.word(nation.change_unit, lang)
    if lang == "zh":
        moved = f"年均变化{nation.change:+.1f}{unit.removesuffix('/年')}"
        return f"参照全国相近年份（{nation.from_year}—{nation.to_year}年）{moved}，其分量相当于{counted:g}个同类地区。"
    span = f"{nation.from_year}–{nation.to_year}"
    return f" The nation moved by {nation.change:+.1f} {unit} ({span}); in the odds it counts as much as {_places(counted)} would."


def _places(counted):
    return "one other place" if counted == 1 else f"{counted:g} other places"


SENTENCES = {"en": _en, "zh": _zh}  # a language without its own sentence is told in English
