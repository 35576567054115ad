"""Words of the review workbook, and back."""

import re
from dataclasses import replace

from ..indicator.rule import POINTS, Rule
from ..plan import period

PARTS = dict(zip(period.PARTS, ("妇女", "儿童"), strict=True))
GRADES = ("A", "B", "C", "D", "N")
KINDS = ("rate", "proportion", "positive", "count", "none")
DIRECTIONS = ("up", "down", "none")
STRATA = {"urban": "城镇", "rural": "农村"}
APART = {  # what the words that part two names are about
    "sex": "性别", "measure": "人数与比例", "rate": "参保与就业", "per": "每千人的基数", "death": "死亡与患病", "illness": "病种或环节",
    "head": "职务", "fitness": "优良与合格", "growth": "营养指标", "insurance": "险种", "scheme": "职工与居民", "place": "城镇与农村",
    "rung": "村、社区与乡镇", "body": "所在机构", "young": "年轻干部", "new": "新增与存量", "profession": "职业", "rank": "职称级别",
    "school": "学段", "general": "普通高中", "gross": "毛入学与净入学", "special": "特殊群体", "stage": "年龄段", "service": "服务环节",
    "disease": "病种", "water": "水与环境", "provider": "公办与普惠", "medic": "床位与人员", "harm": "伤害种类", "crime": "分母",
    "family": "家庭事项", "station": "机构种类", "time": "年限与时间", "work": "就业事项", "gap": "差距", "change": "增长与水平",
    "standard": "标准", "who": "孕产妇与儿童", "insured": "参保对象", "literate": "素养对象", "places": "厕位", "party": "党员与干部",
    "age": "年龄", "order": "男女次序", "level": "级别", "facility": "机构与人",
}  # fmt: skip
NARROWS = {  # what a word may narrow a name to
    "level": "级别",
    "rank": "职级",
    "age": "年龄",
    "unit": "单位性质",
    "cause": "原因",
    "body": "机构",
    "case": "病例或人群",
    "bound": "括号内的限定",
}
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
    >>> rule_in_words(parse_target("2025年达到90%，2030年达到95%")), rule_in_words(parse_target("较2020年降低20%"))
    ('2025年不小于90，期末不小于95', '比2020年降低20%')
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
    return _compared(rule, number)


def _compared(rule, number):
    """Rules that are measured by something else than a number, or by several."""
    points = re.search(r"[百千]分点", rule.text)
    amount = f"{100 * (rule.value or 0):.4g}%"
    if rule.unit == POINTS:
        amount = f"{number}个{points[0] if points else '单位'}"
    moved = f"{'提高' if rule.direction == 'up' else '降低'}{amount}"
    match rule.form:
        case "between":
            return f"{number}至{rule.value2:.6g}"
        case "relative":
            return f"比{f'{rule.year}年' if rule.year else '基期'}{moved}"
        case "per year":
            return f"每年{moved}"
        case "not worse than":
            return f"不{'低' if rule.direction == 'up' else '高'}于{rule.year}年"
        case "interim":
            first = rule_in_words(replace(rule, form=rule.bound, value2=None))
            return f"{f'{rule.year}年' if rule.year else '中期'}{first}，期末{rule_in_words(rule.final)}"
        case "strata":
            return "，".join(f"{STRATA.get(name, name)}{rule_in_words(one)}" for name, one in rule.strata.items())
    way = {"up": "（提高）", "down": "（降低）"}.get(rule.direction or "", "")
    return f"{_FORMS.get(rule.form, '其他写法')}{way}"
