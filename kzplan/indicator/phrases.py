"""Targets that name what they are of: the words that only name it are left out."""

import re

from .shapes import CJK

_CHANGE = "reduction|decrease|decline|increase|rise|improvement|drop"
_MOVED = (  # words of a demand, which no name holds
    r"reduc\w*|increas\w*|rais\w*|ris(?:e|es|ing)|lower\w*|cut\w*|decreas\w*|declin\w*|fall\w*|drop\w*|halv\w*|doubl\w*"
    r"|improv\w*|gr(?:ow|owth|owing)|chang\w*|gap|half|third|quarter|twice|annual\w*|average|baseline|levels?|values?|figures?"
    r"|current|existing|total|target|goal|plan|men|boys|males?|per|than|at (?:least|most)|no|not|by|since|countries|districts|counties|provinces|regions|places|compared|relative|between|versus|against"
    r"|less|more|fewer|exceed\w*|up to|minimum|maximum|within|without|minus|plus|beyond|about|around|approximately|roughly|nearly|almost|some|only|missing|down"
)
_THEN = (  # of another time, or only thought of
    r"last|previous|prior|preceding|past|former|earlier|historical|initial|original|starting|pre-\w+|planned|expected|projected|estimated|forecast|budgeted"
)
_OTHERS = (  # of another place, another time, or a distance: not the indicator itself
    rf"{_THEN}|old|required|desired|national|provincial|municipal|regional|urban|rural|migrants?|neighbouring|mean|median|norms?|standards?"
    r"|disparit\w+|inequalit\w+|inequit\w+|differences?|shortfalls?|deficits?|excess|uncovered|unmet|trends?|demand|needs?|capacity"
)
_BOUNDED = (
    r"(?:under|over|below|above)(?! (?:five\b|\d+(?![\d.]*(?:\s*%|\s+per\b|$))))"  # an age may follow, a bound not
)
_WORD = rf"(?!(?:{_MOVED}|{_OTHERS}|{_BOUNDED})(?![\w-])|from (?:the|its|baseline|\d)|to (?:at|no|not|less|more|fewer|below|under|above|over|about|half|zero|one|two|three|\d))(?:\(?[a-z][a-z'’/-]*\)?|(?<=under )\d+|(?<=aged )\d+(?:[-–]\d+)?|(?<=under-)\d+)"
_WORDS = rf"{_WORD}(?:,? {_WORD}){{0,14}}"
_ENDS = r"(?=\s*(?:$|[,;(]| (?:by|in|from|since|over|compared|relative|between|versus|against)\b))"
_YEAR = r"(?:the end of )?20\d\d"
_BOUND = r"about|around|approximately|exceeding|minimum|maximum|at (?:least|most)|no (?:more|less|fewer|higher|lower) |not |below|under|above|over|less|more|fewer|[≥≤<>]|\d[\d.]*\s*(?:%|per\b|$)"
# whom or what a share is of; of anything else it may be a share of a number, as of last year's coverage
_WHOLE = (
    r"(?:the )?(?:(?:all|live|pregnant|married|eligible|school-age|young|adult) ){0,2}(?:births|population|people|persons|adults|children|women|girls"
    r"|adolescents|youth|infants|newborns|mothers|pupils|students|teachers|members|households|families|residents|facilities|schools|villages)(?: (?:aged \d+(?:\s?[-–]\s?\d+| to \d+)?|under (?:\d+|five))(?: years| months)?)?"
    rf"(?: (?:have|are|with|who|receive|attend|complete|use) {_WORDS})?"
)
_NOUNS = "index|ratio|rate|share|proportion|coverage|prevalence|mortality|literacy|enrolment|incidence"
_VERBS = "reduce|lower|cut|decrease|increase|raise|improve|expand|bring|keep|maintain|limit"
_TAILS = (
    re.compile(rf"\b({_CHANGE}) (?:in|of) {_WORDS}{_ENDS}", re.IGNORECASE),
    re.compile(rf"(%|\bper ?cent) of {_WHOLE}(?=\s*(?:$|[,;(]| by {_YEAR}\b))", re.IGNORECASE),
    re.compile(
        rf"(\bby (?:at least )?(?:\d[\d.]*(?:%| per ?cent)|(?:an? |one[ -]|two[ -]|three[ -])?(?:half|third|quarter|fifth)s?)) (?:the )?{_WORDS}{_ENDS}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^((?:\w+ly )?(?:{_VERBS}|halve|double)) the (?:number|proportion|percentage|rate|share|prevalence|incidence) of {_WORDS}{_ENDS}",
        re.IGNORECASE,
    ),
)
_MIDDLE = re.compile(
    rf"^(?P<verb>{_VERBS})(?: and (?:maintain|keep|sustain))? {_WORDS}(?P<up> up)?(?= (?:to|by|from|at (?:least|most|or)|below|above|within) )",
    re.IGNORECASE,
)
_HEAD = re.compile(
    rf"^(?:(?:an?|the) )?(?:{_WORD} ){{0,8}}?(?:{_NOUNS})s?(?: (?:at birth|(?:of|among|for|in) {_WORDS}))?(?: of|:| is)?(?= (?:{_BOUND}))",
    re.IGNORECASE,
)


# a Chinese name before what is asked: one indicator, of the whole, and no change of it
_NAME = re.compile(
    rf"(?P<when>(?:到|至)20\d\d年底?,?|20\d[05]年底?,?(?!.*(?:为|是)))?(?:(?:力争|确保|争取)?(?:将|把|使))?"
    rf"(?P<of>(?:[{CJK}]|\d+岁(?:及?以[下上])?|\d+[-—~]\d+岁|\d+个月(?:以?内)?|\([{CJK}]{{1,4}}\)){{2,24}}?)"
    "(?:率|比例|比重|占比|性别比|预期寿命|受教育年限|天数(?!比|占))(?:均|应|要)?:?(?=[^的])"
)
_NO_NAME = re.compile(
    r"^(?:农村|乡村|城镇|城市|城乡|城区|男|女童|其中|各|流动|残疾|新增|年均|目标|任务|规划|计划)"
    r"|[不比较与和及至到由从以将使把每达为约年增]|(?<![人平])均|提高|提升|增加|增长|上升|下降|降低|减少|缩小|扩大|改善|控制|保持|稳定|实现|高于|低于|超过"
    r"|目前|当前|现(?!代|场)|原(?!发)|基期|同期|规定|要求|预[计期测估]|历[年史]|以往|往年|[去上前昨今]年|[去上]一|十[一二三四五六七]五|已|曾|[本我][省市州]"
    r"|农村|乡村|城镇|城市|城区|县城|乡镇|山区|民族|男童|男婴|女童|女婴|流动|残疾|留守|随迁|外来|困境|贫困|高龄|部分|试点|个别|重点|[半多少大]数|邻|全[国省市州]"
    r"|未|非(?!传染|婚|义务|物质)|无(?!障碍|害化|烟|创|偿)|漏"
    r"|新[建设开]|基本|力争|确保|逐步|明显|显著|增速|增幅|降幅|递增|递减|一半|半数|[一二三四五六七八九十百千万两]+(?:成|分之)"
)
_ONLY_NAMES = re.compile(  # words of names that look like such of a demand
    r"\d+岁及?以[下上]|\d+个月以?内|[九十二三六]+年(?=义务|制|一贯)|[少青老中成壮]年|年(?=龄)|未成年|基本(?=医疗|养老|公共|生活)|城镇(?=单位|职工|登记|新增)"
    "|城乡(?=居民)|各(?=级)|达(?=标)|控制$"
)


def _without_name(text: str) -> str:
    """A Chinese text without the name of the one indicator at its head."""
    match = _NAME.match(text)
    if match is None or "差距" in text or _NO_NAME.search(_ONLY_NAMES.sub("", match["of"])):
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
    figure = rf"(?:%|\bper ?cent) of (?:the )?(?:{_OTHERS})\b(?:.* )?(?:{_NOUNS}|average|level|number|figure|value|pay|wages?)\b"
    return any(
        re.search(shape, text, re.IGNORECASE) for shape, text in ((rf"^(?:{_THEN})\b", name), (figure, sentence))
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
    for tail in _TAILS:
        text = tail.sub(r"\1", text)
    text = _MIDDLE.sub(r"\g<verb>", text)
    return _HEAD.sub("", text).strip()
