"""Words of the review workbook, and back."""

from ..indicator.target import Rule
from ..plan import period

PARTS = dict(zip(period.PARTS, ("妇女", "儿童"), strict=True))
GRADES = ("A", "B", "C", "D", "N")
KINDS = ("rate", "proportion", "positive", "count", "none")
DIRECTIONS = ("up", "down", "none")
_FORMS = {
    "better": "优于基期",
    "better every year": "逐年改善",
    "marked": "明显改善",
    "natural band": "进入正常范围",
    "relative to series": "与另一指标相比",
    "not quantified": "未量化",
    "none": "没有目标",
}


def rule_in_words(rule: Rule) -> str:
    """Return a rule as a person reads it.

    >>> from kzplan import parse_target
    >>> rule_in_words(parse_target("＜8")), rule_in_words(parse_target("逐步提高"))
    ('小于8', '优于基期（提高）')
    """
    number = "" if rule.value is None else f"{rule.value:.6g}"
    match rule.form:
        case "at least":
            return f"{'大于' if rule.strict else '不小于'}{number}"
        case "at most":
            return f"{'小于' if rule.strict else '不大于'}{number}"
        case "about":
            return f"{number}左右"
        case "ratio":
            return f"比值{number}"
    way = {"up": "（提高）", "down": "（降低）"}.get(rule.direction or "", "")
    return f"{_FORMS[rule.form]}{way}" if rule.form in _FORMS else f"{rule.form}：{rule.words}"
