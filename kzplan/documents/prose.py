"""How official Chinese says a value, a change, a target and the distance from it; what the texts of the documents fill in."""

import math
import re
from collections.abc import Iterable

from ..indicator.kind import Direction, Kind
from ..indicator.target import Criterion, Rule
from ..words import labels

POINTS = {"%": "个百分点", "‰": "个千分点"}  # what a difference of two shares is counted in
ENDS = ("。", "！", "？", "!", "?")  # that close a sentence
OPEN = "；;，,、：: "  # that leave one open
STRICTLY = {
    "at most": "低于",
    "at least": "高于",
}  # a bound that is no part of the target: 以下 and 以上 would include it
QUALITY = ("岁", "年")  # of lives and of schooling: they rise, they do not multiply


def after_number(unit: str) -> str:
    """Return a unit as it stands after a number in Chinese; blank where it is a definition and no measure.

    >>> after_number("1/10万"), after_number("%"), after_number("女=100")
    ('/10万', '%', '')
    """
    return labels.after_number(unit, "zh")


def day(iso: str) -> str:
    """Return a date as Chinese text has it; blank where there is none.

    >>> day("2026-03-01"), day("")
    ('2026年3月1日', '')
    """
    return "{}年{}月{}日".format(*map(int, iso.split("-"))) if iso else ""


def quantity(value: float, unit: str, digits: int = 2) -> str:
    """Return a value with its unit.

    >>> quantity(10.79, "1/10万"), quantity(99.0, "%")
    ('10.79/10万', '99%')
    """
    return f"{labels.number(float(value), digits)}{after_number(unit)}"


def amount(difference: float, unit: str, digits: int = 2) -> str:
    """Return how far two values are apart: percentages in 个百分点, rates per thousand in 个千分点, the rest in its unit.

    >>> amount(-0.75, "%"), amount(0.23, "‰"), amount(7.15, "1/10万"), amount(-0.11, "万人")
    ('0.75个百分点', '0.23个千分点', '7.15/10万', '0.11万人')
    """
    return f"{labels.number(abs(float(difference)), digits)}{POINTS.get(unit, after_number(unit))}"


def verb(difference: float, unit: str, kind: str, direction: str) -> str:
    """Return the verb of a change: numbers of people or places grow, what is bad rises, what is good improves.

    >>> verb(1, "1/10万", "rate", "down"), verb(1, "%", "proportion", "up"), verb(-1, "万人", "positive", "up")
    ('上升', '提高', '减少')
    """
    if kind in (Kind.RATE, Kind.PROPORTION) or unit in QUALITY:
        good = Direction(direction) is not Direction.DOWN and kind != Kind.RATE
        return "下降" if difference < 0 else "提高" if good else "上升"
    return "减少" if difference < 0 else "增加"


def changed(difference: float, unit: str, kind: str, direction: str, digits: int = 2) -> str:
    """Return a change as a sentence has it after 比上年; blank where the change is too small to print.

    >>> changed(-0.3, "‰", "rate", "down"), changed(0.001, "%", "proportion", "up")
    ('下降0.3个千分点', '')
    """
    if not float(labels.number(abs(difference), digits)):
        return ""
    return f"{verb(difference, unit, kind, direction)}{amount(difference, unit, digits)}"


def since(earlier: str, difference: float, unit: str, kind: str, direction: str, digits: int = 2) -> str:
    """Return a change set against an earlier value.

    >>> since("上年", -0.3, "‰", "rate", "down"), since("2020年", 0, "%", "proportion", "up")
    ('比上年下降0.3个千分点', '与2020年持平')
    """
    told = changed(difference, unit, kind, direction, digits)
    return f"比{earlier}{told}" if told else f"与{earlier}持平"


def went(before: float, after: float, unit: str, kind: str, digits: int = 2) -> str:
    """Return the way from one value to another.

    >>> went(11.77, 15.15, "1/10万", "rate"), went(77, 90, "%", "proportion"), went(2.1, 2.5, "万人", "count")
    ('由11.77/10万升至15.15/10万', '由77%升至90%', '由2.1万人增至2.5万人')
    """
    first, last = quantity(before, unit, digits), quantity(after, unit, digits)
    if first == last:
        return f"保持在{last}"
    moves = kind in (Kind.RATE, Kind.PROPORTION) or unit in QUALITY
    up, down = ("升至", "降至") if moves else ("增至", "减至")
    return f"由{first}{up if after > before else down}{last}"


def goal(rule: Rule, unit: str, band: tuple[float, float] | None = None) -> str:
    """Return a target in words: 低于8/10万, 5‰以下, 94%以上, 50%左右; one that is printed in words as it is.

    以上 and 以下 include the number itself, so that a bound that is no part of the target is told by 高于 and 低于.

    Parameters
    ----------
    rule : the target.
    unit : of the indicator.
    band : the natural band of the sex ratio, where the rule is that.

    >>> from kzplan.indicator.target import parse_target
    >>> [goal(parse_target(text), "%") for text in ("≥94", "100", "50左右", "提高")]
    ['94%以上', '100%', '50%左右', '提高']
    >>> goal(parse_target("＜8"), "1/10万"), goal(parse_target("≤8"), "1/10万")
    ('低于8/10万', '8/10万以下')
    """
    value = 0.0 if rule.value is None else rule.value
    if rule.strict and rule.form in STRICTLY:
        return f"{STRICTLY[rule.form]}{quantity(value, unit)}"
    match rule.form:
        case "at least":
            return quantity(value, unit) + ("" if (value, unit) == (100, "%") else "以上")
        case "at most":
            return f"{quantity(value, unit)}以下"
        case "between":
            return f"{labels.number(value)}—{quantity(rule.value2 or value, unit)}"
        case "about":
            return f"{quantity(value, unit)}左右"
        case "ratio" if printed := re.search(r"\d+(?:\.\d+)?\s*[:：︰∶]\s*\d+(?:\.\d+)?", rule.text):
            return "".join(printed[0].split())
        case "natural band" if band:
            return f"{labels.number(band[0])}—{labels.number(band[1])}"
    return "".join(rule.text.split())


def short_of(value: float, gap: float, rule: Rule, unit: str, said: str, within: Criterion, digits: int = 2) -> str:
    """Return how a value falls short of its target.

    Parameters
    ----------
    value : reported.
    gap : distance from the target, in the unit.
    rule, said : the target, and the target in words.
    within : the values that meet it.

    >>> from kzplan.indicator.target import parse_target
    >>> short_of(15.15, 7.15, parse_target("＜8"), "1/10万", "低于8/10万", Criterion(high=8))
    '高于目标值（低于8/10万）7.15/10万'
    >>> short_of(99.25, 0.75, parse_target("100"), "%", "100%", Criterion(low=100))
    '距目标（100%）0.75个百分点'
    >>> short_of(37.06, 0.44, parse_target("40左右"), "%", "40%左右", Criterion(37.5, 42.5))
    '低于目标范围（37.5—42.5%）0.44个百分点'
    >>> short_of(8.0, 0.0, parse_target("＜8"), "1/10万", "低于8/10万", Criterion(high=8, high_strict=True))
    '未达到目标（低于8/10万）'
    """
    apart = amount(gap, unit, digits)
    if not float(labels.number(gap, digits)):  # it stands on a bound that is not part of the target
        return f"未达到目标（{said}）"
    if math.isfinite(within.low) and math.isfinite(within.high):
        said = f"{labels.number(within.low)}—{quantity(within.high, unit)}"
        return f"{'低于' if value < within.low else '高于'}目标范围（{said}）{apart}"
    if rule.form == "at most":
        return f"高于目标值（{said}）{apart}"
    if rule.form == "at least" and (rule.strict or said.endswith("以上")):
        return f"低于目标值（{said}）{apart}"
    return f"距目标（{said}）{apart}"


def apart(first: str, second: str, difference: float, unit: str, digits: int = 2) -> str:
    """Return how two groups stand to each other.

    >>> apart("农村", "城镇", -1.98, "%")
    '农村低于城镇1.98个百分点'
    """
    if not float(labels.number(abs(difference), digits)):
        return f"{first}与{second}持平"
    return f"{first}{'高于' if difference > 0 else '低于'}{second}{amount(difference, unit, digits)}"


def sentence(text: str) -> str:
    """Return what others wrote, or a run of it, with one stop at its end: their own where they set one.

    >>> sentence("高龄产妇增多。"), sentence("高龄产妇增多"), sentence("是否重复统计？"), sentence("高龄产妇增多；")
    ('高龄产妇增多。', '高龄产妇增多。', '是否重复统计？', '高龄产妇增多。')
    """
    return text.rstrip() if text.rstrip().endswith(ENDS) else f"{text.rstrip().rstrip(OPEN)}。"


def clause(text: str) -> str:
    """Return what others wrote without the stop at its end, as it stands before punctuation of ours.

    >>> clause("高龄产妇增多。"), clause("高龄产妇增多")
    ('高龄产妇增多', '高龄产妇增多')
    """
    return text.rstrip().rstrip(f"{OPEN}。．.")


def joined(names: Iterable[str]) -> str:
    """Return names in a row: parted by ； where one of them holds a 、 itself.

    >>> joined(["甲", "乙"]), joined(["甲", "乙、丙"])
    ('甲、乙', '甲；乙、丙')
    """
    listed = list(names)
    return ("；" if any("、" in one for one in listed) else "、").join(listed)
