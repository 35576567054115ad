"""What a sentence says beside its targets that would change them: then none of them is taken for read."""

import re

from .rule import Rule

# numbers of an English sentence that are asked for: neither years nor multipliers, ages or parts of a name
_NOT_ASKED = re.compile(
    r"\b(?:19|20)\d\d\b"
    r"|\b(?:per|in|for every|out of)\s+\d[\d,. ]*\d"
    r"|\b(?:under|over|aged?|below age|above age)[- ]\d+(?:\s?[-–]\s?\d+)?(?![\d.]*\s*(?:%|‰|per\b))"
    r"|\(\d+ (?:years?|months?)\)"
    r"|\bfrom\s+\d[\d.]*\s*(?:%|per ?cent)?(?:\s+in\s+\d{4})?(?=\s+to\b)"
    r"|\b\d+\s?(?:-|–|to)\s?\d+[- ]?(?:years?|months?|year-olds?)"
    r"|\b\d+[- ](?:years?|months?|days?|weeks?)[- ](?:olds?|of age)"
    r"|\b\d+-(?:year|month|week|day)\b"
    r"|[A-Za-z]+-?\d+"
    r"|\bage of \d+|\bat (?:least )?(?:age )?\d+ (?:months|years)"
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_DOWN = re.compile(r"\b(?:reduc|lower|decreas|cut|halv|eliminat)\w*", re.IGNORECASE)
_UP = re.compile(r"\b(?:increas|rais|improv|expand|extend|doubl)\w*", re.IGNORECASE)
_BASE = re.compile(r"(?:以|与|比|较|同)(\d{4})年")
_LEVEL = re.compile(r"(?:县|乡|镇|村|省|市|区|城区|乡镇|街道|社区)(?:级)?")


def asks_more(sentence: str, rules: list[Rule | None]) -> bool:
    """Whether an English sentence asks for more numbers, or for other ways, than the rules read in it.

    Parameters
    ----------
    sentence : as printed.
    rules : of its clauses; None for one that is not read.

    >>> asks_more("Reduce stunting to below 15% and wasting to below 5%", [Rule("at most", value=5.0)])
    True
    >>> asks_more("Reduce under-5 mortality to 25 per 1,000 by 2030", [Rule("at most", value=25.0)])
    False
    """
    named = sum(number is not None for rule in rules if rule for number in (rule.value, rule.value2))
    asked = len(_NUMBER.findall(_NOT_ASKED.sub(" ", sentence)))
    both_ways = bool(_DOWN.search(sentence) and _UP.search(sentence)) and len(rules) < 2
    return asked > max(named, 1) or both_ways


def other_base(sentence: str, predicate: str, rule: Rule) -> bool:
    """Whether a change is measured from a year that stands elsewhere in the sentence than in its own words.

    >>> other_base("以2015年为基数,儿童伤害死亡率下降20%", "下降20%", Rule("relative", value=0.2, year=2020))
    True
    """
    years = {int(year) for year in _BASE.findall(sentence)}
    return rule.form in ("relative", "per year") and bool(years - {rule.year}) and not _BASE.search(predicate)


def is_a_level(name: str) -> bool:
    """Whether a name is no more than that of a level: 县、乡、村三级…建成率 are not the indicators 县 and 乡.

    >>> is_a_level("县"), is_a_level("县级公立医院")
    (True, False)
    """
    return _LEVEL.fullmatch(name) is not None
