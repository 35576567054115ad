"""Words of the review workbook, and back."""

import re
from dataclasses import replace

from ..indicator.rule import POINTS, Rule
from ..plan import period
from ..words.both import Both

PARTS = dict(zip(period.PARTS, ("妇女", "儿童"), strict=True))
GRADES = ("A", "B", "C", "D", "N")
KINDS = ("rate", "proportion", "positive", "count", "none")
DIRECTIONS = ("up", "down", "none")
STRATA = {"urban": "城镇", "rural": "农村"}
APART = {  # what the words that part two names are about
    "sex": Both("women, men or all", "性别"),
    "measure": Both("a number or a share", "数量与比例"),
    "rate": Both("insured, employed or unemployed", "参保、就业与失业"),
    "per": Both("per how many of whom", "每千人的基数"),
    "death": Both("deaths or cases", "死亡与患病"),
    "illness": Both("disease or stage", "病种或环节"),
    "head": Both("post", "职务"),
    "fitness": Both("good or passed", "优良与合格"),
    "growth": Both("kind of nutrition", "营养指标"),
    "insurance": Both("insurance", "险种"),
    "scheme": Both("employees or residents", "职工与居民"),
    "place": Both("urban or rural", "城镇与农村"),
    "rung": Both("village, community or township", "村、社区与乡镇"),
    "body": Both("body", "所在机构"),
    "young": Both("young cadres", "年轻干部"),
    "new": Both("new or all", "新增与存量"),
    "profession": Both("profession", "职业"),
    "rank": Both("rank", "职称级别"),
    "school": Both("level of school", "学段"),
    "general": Both("general upper secondary", "普通高中"),
    "university": Both("university or school students", "大学生与中小学生"),
    "gross": Both("gross or net enrolment", "毛入学与净入学"),
    "step": Both("enrolment, retention or completion", "入学、巩固与毕业"),
    "special": Both("special group", "特殊群体"),
    "stage": Both("age of the child", "年龄段"),
    "service": Both("kind of service", "服务环节"),
    "when": Both("before or after", "婚前、孕前与产前后"),
    "vaccine": Both("one vaccine or all", "单种疫苗与全部疫苗"),
    "outside": Both("vaccine outside the programme", "免疫规划外疫苗"),
    "disease": Both("disease", "病种"),
    "cancers": Both("one cancer or both", "两癌与其中一种"),
    "water": Both("water or environment", "水与环境"),
    "provider": Both("public or affordable", "公办与普惠"),
    "medic": Both("beds or staff", "床位与人员"),
    "harm": Both("kind of harm", "伤害种类"),
    "crime": Both("denominator", "分母"),
    "case": Both("cases solved or all", "破获与全部案件"),
    "family": Both("family matter", "家庭事项"),
    "station": Both("kind of institution", "机构种类"),
    "time": Both("years or hours", "年限与时间"),
    "work": Both("kind of employment", "就业事项"),
    "gap": Both("a gap or a level", "差距"),
    "change": Both("a change or a level", "增长与水平"),
    "standard": Both("a standard per person", "标准"),
    "who": Both("mothers, children or others", "孕产妇、儿童与其他人群"),
    "whose": Both("older people or patients", "老年人、患者等人群"),
    "insured": Both("who is insured", "参保对象"),
    "literate": Both("whose literacy", "素养对象"),
    "narrow": Both("kind of health or literacy", "健康或素养的方面"),
    "places": Both("toilet places", "厕位"),
    "party": Both("members or cadres", "党员与干部"),
    "age": Both("age", "年龄"),
    "order": Both("men to women or women to men", "男女次序"),
    "level": Both("level of government", "级别"),
    "facility": Both("institutions or people", "机构与人"),
    "sight": Both("myopia or poor sight", "近视与视力不良"),
    "feeding": Both("kind of breastfeeding", "母乳喂养方式"),
    "births": Both("at birth or of all ages", "出生人口与全部人口"),
    "wording": Both("wording", "称谓"),
    "seats": Both("teams with a woman or the share of women", "配备率与比例"),
    "aid": Both("kind of assistance", "救助种类"),
}
NARROWS = {  # what a word may narrow a name to
    "level": Both("level", "级别"),
    "rank": Both("rank", "职级"),
    "age": Both("age", "年龄"),
    "unit": Both("kind of employer", "单位性质"),
    "cause": Both("cause", "原因"),
    "body": Both("body", "机构"),
    "case": Both("cases or group", "病例或人群"),
    "bound": Both("what stands in brackets", "括号内的限定"),
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
