"""Several indicators in one clause: a list of names, with one predicate for all or one for each."""

import re

from .clause import NOT_READ, Clause, rule_of
from .doubts import is_a_level
from .halves import halves
from .rule import Rule
from .tokens import tokens
from .years import of_each_year

# how a list of what is measured is parted, and what each of its members may begin with
_AND = re.compile(r"、|以及|和|与|及(?!以)")
WHO = (
    r"新生儿|婴儿|婴幼儿|孕产妇|孕妇|产妇|妇女|女性|女童|男童|男性|儿童|青少年|中小学生|小学生|初中生|高中生|学生|未成年人|残疾儿童|人口"
    r"|小学|初中|高中(?:阶段)?|学前(?:教育)?|义务教育|城镇|城市|农村|城乡|全国|全省|全市|全区|全县|适龄|职工|居民"
)
HEAD = re.compile(rf"(?:\d+(?:[-—~至]\d+)?(?:周?岁|个?月)(?:及?以[下上])?|{WHO}|的)+")
MEASURE = re.compile(r"(?:率|比|比例|比重|占比|数|人数|数量|年限|寿命|时间|指数|水平|面积|床位|规模|差距)$")


def shared(name: str, predicate: str, rule: Rule) -> list[Clause]:
    """Return one predicate for all that are named where it says so: …率和…率均达到95%."""
    all_of_them = re.search(r"(?:均|都)$", name) or re.match(r"(?:均|都)", predicate)
    name = re.sub(r"(?:均|都|应|要|力争|确保)+$", "", name)
    predicate = re.sub(r"^(?:均|都)", "", predicate)
    names = _names(_AND.split(name)) if all_of_them else [name]
    return [Clause(one, predicate, rule) for one in names]


def each(said: str, due: int | None) -> list[Clause]:
    """Return what 分别 asks, …分别降至3.1‰、4.1‰和5.1‰以下: one clause a name; one that is not read where names and numbers do not pair."""
    left, right = said.split("分别", 1)
    if (several := of_each_year(left, right)) is not None:
        return [several]
    years = re.fullmatch(r"(.+?),?((?:到|至)?\d{4}年(?:和|、|及)(?:到|至)?\d{4}年)", left)
    if years:
        return [Clause(years[1], f"{years[2]}分别{right}", rule_of(f"{years[2]}分别{right}", years[1]))]
    year = rule_of(f"分别{right}", left, due)
    if year is not None:
        return [Clause(left, f"分别{right}", year)]
    words = tokens(right) or ()
    match = re.fullmatch(r"([vud]?[gGlL]?)((?:n[st]?[,&])+n)([st]?)", "".join(word.letter for word in words))
    left = re.sub(r"(?:应|要|力争|确保)+$", "", left)
    names = halves(left) or _names(_AND.split(left))
    numbers = [word for word in words if word.letter == "n"]
    measured = [bool(MEASURE.search(name)) for name in names]
    if not match or len(names) != len(numbers) or (measured[-1] and not all(measured)):
        return [Clause(left, f"分别{right}", None, None if left else NOT_READ)]
    head = "".join(word.text for word in words[: len(match[1])])
    shared = words[-1].text if match[3] else ""
    found, groups = [], re.findall(r"n[st]?", match[2] + match[3])
    suffixes = iter(word.text for word in words if word.letter in "st")
    for name, number, group in zip(names, numbers, groups, strict=True):
        own = next(suffixes) if len(group) == 2 else shared if not re.search("[st]", match[2]) else ""
        predicate = f"{head}{number.text}{own}"
        found.append(Clause(name, predicate, rule_of(predicate, name, due)))
    return found


_SHARED = re.compile(
    r"(?:中的?|的)?(?:女性|妇女|女)(?:所占)?的?(?:比例|比重|占比)$|[\u4e00-\u9fff]{2}率$"
)  # 宫颈癌、乳腺癌筛查率


def _names(parts: list[str]) -> list[str]:
    """Names of a list with what they share.

    新生儿、婴儿和5岁以下儿童死亡率 and 村党组织成员、村委会成员中女性比例 all end as the last, 5岁以下儿童贫血率和生长迟缓率 begin as the first.
    """
    parts = [part for part in parts if part]
    if not parts:
        return []
    last, first = HEAD.match(parts[-1]), HEAD.match(parts[0])
    shared = None if any(map(is_a_level, parts)) else _SHARED.search(parts[-1])
    tail = parts[-1][last.end() :] if last else shared[0] if shared else ""
    head = first[0] if first else ""
    whole = [part if MEASURE.search(part) else part + tail for part in parts]
    return [name if position == 0 or HEAD.match(name) else head + name for position, name in enumerate(whole)]
