"""Targets that name what they are of: the words that only name it are left out.

The patterns are long and are made when a target first needs them, not when the library is loaded.
"""

import re
from functools import cache

from .shapes import CJK


def _any_of(*rows: str) -> str:
    """One choice of the choices of several rows."""
    return "|".join(rows)


# what English says of any name; a name in Chinese is at the end
_MOVED = _any_of(  # words of a demand, which no name holds
    r"reduc\w*|increas\w*|rais\w*|ris(?:e|es|ing)|lower\w*|cut\w*|decreas\w*|declin\w*|fall\w*|drop\w*|halv\w*|doubl\w*",
    r"improv\w*|gr(?:ow|owth|owing)|chang\w*",
    r"gap|half|third|quarter|twice|annual\w*|average|baseline|levels?|values?|figures?",
    r"current|existing|total|target|goal|plan",
    r"men|boys|males?",
    r"per|than|at (?:least|most)|no|not|by|since",
    r"countries|districts|counties|provinces|regions|places",
    r"compared|relative|between|versus|against",
    r"less|more|fewer|exceed\w*|up to|minimum|maximum|within|without|minus|plus|beyond",
    r"about|around|approximately|roughly|nearly|almost|some|only|missing|down",
)
_THEN = _any_of(  # of another time, or only thought of
    r"last|previous|prior|preceding|past|former|earlier|historical|initial|original|starting|pre-\w+",
    r"planned|expected|projected|estimated|forecast|budgeted",
)
_OTHERS = _any_of(  # of another place, another time, or a distance: not the indicator itself
    _THEN,
    r"old|required|desired",
    r"national|provincial|municipal|regional|urban|rural|migrants?|neighbouring",
    r"mean|median|norms?|standards?",
    r"disparit\w+|inequalit\w+|inequit\w+|differences?|shortfalls?|deficits?|excess",
    r"uncovered|unmet|trends?|demand|needs?|capacity",
)
# an age may follow, a bound not
_BOUNDED = r"(?:under|over|below|above)(?! (?:five\b|\d+(?![\d.]*(?:\s*%|\s+per\b|$))))"
_TOWARDS = _any_of(
    r"at|no|not|less|more|fewer|below|under|above|over|about",
    r"half|zero|one|two|three|\d",
)
_NOT_OF_A_NAME = _any_of(
    rf"(?:{_MOVED}|{_OTHERS}|{_BOUNDED})(?![\w-])",
    r"from (?:the|its|baseline|\d)",
    rf"to (?:{_TOWARDS})",
)
_WORD_OR_AGE = _any_of(
    r"\(?[a-z][a-z'’/-]*\)?",
    r"(?<=under )\d+",
    r"(?<=aged )\d+(?:[-–]\d+)?",
    r"(?<=under-)\d+",
)
_WORD = rf"(?!{_NOT_OF_A_NAME})(?:{_WORD_OR_AGE})"
_WORDS = rf"{_WORD}(?:,? {_WORD}){{0,14}}"
_ENDS = r"(?=\s*(?:$|[,;(]| (?:by|in|from|since|over|compared|relative|between|versus|against)\b))"
_YEAR = r"(?:the end of )?20\d\d"
_BOUND = _any_of(
    r"about|around|approximately|exceeding|minimum|maximum|at (?:least|most)",
    r"no (?:more|less|fewer|higher|lower) |not |below|under|above|over|less|more|fewer",
    r"[≥≤<>]|\d[\d.]*\s*(?:%|per\b|$)",
)
# whom or what a share is of; of anything else it may be a share of a number, as of last year's coverage
_WHICH = "all|live|pregnant|married|eligible|school-age|young|adult"
_WHOM = _any_of(
    r"births|population|people|persons|adults|children|women|girls",
    r"adolescents|youth|infants|newborns|mothers|pupils|students|teachers|members|households|families|residents",
    r"facilities|schools|villages",
)
_AGED = r"(?: (?:aged \d+(?:\s?[-–]\s?\d+| to \d+)?|under (?:\d+|five))(?: years| months)?)?"
_DOING = rf"(?: (?:have|are|with|who|receive|attend|complete|use) {_WORDS})?"
_WHOLE = rf"(?:the )?(?:(?:{_WHICH}) ){{0,2}}(?:{_WHOM}){_AGED}{_DOING}"
_NOUNS = "index|ratio|rate|share|proportion|coverage|prevalence|mortality|literacy|enrolment|incidence"
_VERBS = "reduce|lower|cut|decrease|increase|raise|improve|expand|bring|keep|maintain|limit"
_CHANGE = "reduction|decrease|decline|increase|rise|improvement|drop"
_PARTS = r"(?:an? |one[ -]|two[ -]|three[ -])?(?:half|third|quarter|fifth)s?"
_COUNTED = "number|proportion|percentage|rate|share|prevalence|incidence"


@cache
def _tails() -> tuple[re.Pattern, ...]:
    """What may be followed by a name: a change in …, % of …, by a third …, reduce the number of …; the first group stays."""
    shapes = (
        rf"\b({_CHANGE}) (?:in|of) {_WORDS}{_ENDS}",
        rf"(%|\bper ?cent) of {_WHOLE}(?=\s*(?:$|[,;(]| by {_YEAR}\b))",
        rf"(\bby (?:at least )?(?:\d[\d.]*(?:%| per ?cent)|{_PARTS})) (?:the )?{_WORDS}{_ENDS}",
        rf"^((?:\w+ly )?(?:{_VERBS}|halve|double)) the (?:{_COUNTED}) of {_WORDS}{_ENDS}",
    )
    return tuple(re.compile(shape, re.IGNORECASE) for shape in shapes)


@cache
def _middle() -> re.Pattern:
    """A name between a verb and what is asked: reduce … to below 12."""
    asked = "to|by|from|at (?:least|most|or)|below|above|within"
    shape = rf"^(?P<verb>{_VERBS})(?: and (?:maintain|keep|sustain))? {_WORDS}(?P<up> up)?(?= (?:{asked}) )"
    return re.compile(shape, re.IGNORECASE)


@cache
def _head() -> re.Pattern:
    """A name before a bound: the gender parity index of at least 0.97."""
    whose = rf"(?: (?:at birth|(?:of|among|for|in) {_WORDS}))?"
    shape = rf"^(?:(?:an?|the) )?(?:{_WORD} ){{0,8}}?(?:{_NOUNS})s?{whose}(?: of|:| is)?(?= (?:{_BOUND}))"
    return re.compile(shape, re.IGNORECASE)


@cache
def _chinese_name() -> re.Pattern:
    """A Chinese name before what is asked: one indicator, of the whole, and no change of it."""
    when = r"(?:到|至)20\d\d年底?,?|20\d[05]年底?,?(?!.*(?:为|是))"
    ages = _any_of(r"\d+岁(?:及?以[下上])?", r"\d+[-—~]\d+岁", r"\d+个月(?:以?内)?")
    words = _any_of(f"[{CJK}]", ages, rf"\([{CJK}]{{1,4}}\)")
    ends = "率|比例|比重|占比|性别比|预期寿命|受教育年限|天数(?!比|占)"
    return re.compile(
        rf"(?P<when>{when})?(?:(?:力争|确保|争取)?(?:将|把|使))?(?P<of>(?:{words}){{2,24}}?)(?:{ends})(?:均|应|要)?:?(?=[^的])"
    )


@cache
def _no_name() -> re.Pattern:
    """What no Chinese name of the whole says: a part of it, another place, another time, a change, a demand."""
    return re.compile(
        _any_of(
            r"^(?:农村|乡村|城镇|城市|城乡|城区|男|女童|其中|各|流动|残疾|新增|年均|目标|任务|规划|计划)",
            r"[不比较与和及至到由从以将使把每达为约年增]|(?<![人平])均",
            r"提高|提升|增加|增长|上升|下降|降低|减少|缩小|扩大|改善|控制|保持|稳定|实现|高于|低于|超过",
            r"目前|当前|现(?!代|场)|原(?!发)|基期|同期|规定|要求|预[计期测估]|历[年史]|以往|往年|[去上前昨今]年|[去上]一",
            r"十[一二三四五六七]五|已|曾|[本我][省市州]",
            r"农村|乡村|城镇|城市|城区|县城|乡镇|山区|民族|男童|男婴|女童|女婴|流动|残疾|留守|随迁|外来|困境|贫困|高龄",
            r"部分|试点|个别|重点|[半多少大]数|邻|全[国省市州]",
            r"未|非(?!传染|婚|义务|物质)|无(?!障碍|害化|烟|创|偿)|漏",
            r"新[建设开]|基本|力争|确保|逐步|明显|显著|增速|增幅|降幅|递增|递减",
            r"一半|半数|[一二三四五六七八九十百千万两]+(?:成|分之)",
        )
    )


@cache
def _only_names() -> re.Pattern:
    """Words of Chinese names that look like words of a demand."""
    return re.compile(
        _any_of(
            r"\d+岁及?以[下上]|\d+个月以?内",
            r"[九十二三六]+年(?=义务|制|一贯)|[少青老中成壮]年|年(?=龄)|未成年",
            r"基本(?=医疗|养老|公共|生活)",
            r"城镇(?=单位|职工|登记|新增)|城乡(?=居民)|各(?=级)|达(?=标)|控制$",
        )
    )


def _without_name(text: str) -> str:
    """A Chinese text without the name of the one indicator at its head."""
    match = _chinese_name().match(text)
    if match is None or "差距" in text or _no_name().search(_only_names().sub("", match["of"])):
        return text
    return (match["when"] or "") + text[match.end() :]


def of_another(name: str, sentence: str) -> bool:
    """Return whether an English name is that of another time's figure, or of one that a sentence asks a share of.

    Parameters
    ----------
    name, sentence : the name, and the sentence it stands in.

    >>> of_another("previous coverage", "Previous coverage of 95%"), of_another("national rate", "Achieve 80% of the national rate")
    (True, True)
    >>> of_another("national literacy rate", "Raise the national literacy rate to 95%")
    False
    """
    figures = rf"{_NOUNS}|average|level|number|figure|value|pay|wages?"
    share_of_it = rf"(?:%|\bper ?cent) of (?:the )?(?:{_OTHERS})\b(?:.* )?(?:{figures})\b"
    return any(
        re.search(shape, text, re.IGNORECASE) for shape, text in ((rf"^(?:{_THEN})\b", name), (share_of_it, sentence))
    )


def without_names(text: str) -> str:
    """Return a target without the words that say what it is of: all of an English one, the one name at the head of a Chinese one.

    Parameters
    ----------
    text : in signs of one width.

    >>> without_names("孕产妇死亡率降至8/10万以下"), without_names("农村孕产妇死亡率降至8/10万以下")
    ('降至8/10万以下', '农村孕产妇死亡率降至8/10万以下')

    >>> without_names("gender parity index of at least 0.97"), without_names("40% reduction in the number of stunted children by 2030")
    ('at least 0.97', '40% reduction by 2030')
    >>> without_names("half the rate of 2015"), without_names("80% of the 2015 level")
    ('half the rate of 2015', '80% of the 2015 level')
    """
    if re.search(f"[{CJK}]", text):
        return _without_name(text)
    for tail in _tails():
        text = tail.sub(r"\1", text)
    text = _middle().sub(r"\g<verb>", text)
    return _head().sub("", text).strip()
