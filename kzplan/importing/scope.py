"""What a name of an indicator is of: the words that make a part of the whole, which a likeness of signs does not weigh.

Women among deputies of a county and of a province, among senior staff and senior staff of public units, illiteracy of all
women and of the young: alike in all but a word, and not the same.
"""

import re
import unicodedata
from functools import cache

_BODIES = "人大|人民代表大会|政协|人民政治协商会议|党代会|党代表|党委|党政|政府|领导班子|[四五]套班子"
_LEVELS = (  # as a word for a level stands before its body; the longer word first where one holds another
    ("nation", "全国|国家"),
    ("province", "省|自治区|直辖市"),
    ("village", "村|社区"),
    ("city", "地区|市(?!辖)|州|盟"),
    ("county", r"县\(市、区\)|区\(县\)|县\([市区]\)|区县|县市区|县区|县|区|旗"),
    ("township", r"乡\(镇\)|乡镇|乡|镇|街道"),
)
_LEVEL = re.compile(
    "|".join(f"(?P<{name}>{words})" for name, words in _LEVELS).join(("(?:", rf")级?(?:各级)?(?={_BODIES})"))
)
_NARROWING = {  # what narrows → the words for it
    "rank": r"正高级|副高级|(?<!中)高级|中高级|中级|初级|[厅处科]级|正职|副职",
    "age": r"青壮年|中老年|老年|中青年|青年|育龄|\d+(?:-\d+)?(?:周?岁|个?月龄?)",
    "unit": r"公有制|公有经济|非公|民营|企事业|事业单位|企业|机关",
    "cause": r"意外|非故意",
    "body": r"常委|常务委员",
    "case": r"早期(?=新生儿)|初产妇|经产妇|神经管|先天性心脏病",
}
_BOUND = re.compile(r"\((?P<bound>[^()]{3,}|城区|县城|乡村|农村)\)(?=$|[,，])")  # (三类区县:…), (用于…) behind a name
_ANOTHER_NAME = re.compile(
    r"(?:率|比|比例|比重|占比|数|人数|人次数?)$|^以[下上]$|^\d[-\d]*(?:周?岁|个?月)|[%‰]$|/10?万$|^单位"
)
_WHOLE = re.compile(r"(?:0-1[78]|1[78])(?:周?岁)(?:以下|及以下|以内)?(?=的?(?:儿童|未成年|人))")  # of all children
_DASH = re.compile(r"(?<=\d)[~—–至到](?=\d)")


@cache
def _text(name: str) -> str:
    return _WHOLE.sub("", _DASH.sub("-", unicodedata.normalize("NFKC", name)))


@cache
def levels(name: str) -> frozenset[str]:
    """Return the levels whose bodies a name speaks of.

    >>> sorted(levels("县（市、区）人大代表中女性比例")), sorted(levels("自治区政协委员中女性比例")), sorted(levels("人大代表"))
    (['county'], ['province'], [])
    """
    return frozenset(str(match.lastgroup) for match in _LEVEL.finditer(_text(name)))


@cache
def narrowed(name: str) -> dict[str, frozenset[str]]:
    """Return the words of a name that narrow what it is of, by what they are about.

    >>> {about: set(words) for about, words in narrowed("女性青壮年文盲率").items() if words}
    {'age': {'青壮年'}}
    """
    text = _text(name)
    bounds = (re.sub(r"\s", "", one) for one in _BOUND.findall(text))
    words = {about: frozenset(re.findall(words, text)) for about, words in _NARROWING.items()}
    return words | {"bound": frozenset(one for one in bounds if not _ANOTHER_NAME.search(one))}


def levels_differ(one: str, other: str) -> bool:
    """Whether two names are each of a level, and not of the same.

    >>> levels_differ("县人大代表中女性比例", "省人大代表中女性比例"), levels_differ("县人大代表中女性比例", "人大代表中女性比例")
    (True, False)
    """
    mine, theirs = levels(one), levels(other)
    return bool(mine and theirs and not mine & theirs)


def differing(one: str, other: str) -> tuple[str, ...]:
    """Return what two names may differ in: "level", "rank", "age", "unit", "cause", "body", "case", "bound" (in brackets behind it); of a name in English nothing is known.

    >>> differing("女性文盲率", "女性青壮年文盲率（15—50岁）"), differing("18岁以下儿童伤害死亡率", "儿童意外伤害死亡率")
    (('age',), ('cause',))
    >>> differing("农村卫生厕所普及率", "农村卫生厕所普及率（三类区县：山区片区）"), differing("净入学率", "净入学率（小学入学率）")
    (('bound',), ())
    """
    if one.isascii() or other.isascii():
        return ()
    mine, theirs = narrowed(one), narrowed(other)
    found = tuple(about for about in mine if mine[about] != theirs[about])
    return ("level", *found) if levels(one) != levels(other) else found
