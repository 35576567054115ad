"""Several indicators in one clause: a list of names, with one predicate for all or one for each."""

import re

from .behind import PART, of_part
from .clause import NO_NAME, NOT_READ, Clause, rule_of
from .doubts import is_a_level
from .halves import halves
from .rule import Rule
from .tokens import base_year, five_year_ends, tokens
from .years import of_each_year

# how a list of what is measured is parted, and what each of its members may begin with
_AND = re.compile(r"、|以及|和|与|及(?!以)")
WHO = (
    r"新生儿|婴儿|婴幼儿|孕产妇|孕妇|产妇|妇女|女性|女童|男童|男性|儿童|青少年|中小学生|小学生|初中生|高中生|学生|未成年人|残疾儿童|人口"
    r"|小学|初中|高中(?:阶段)?|学前(?:教育)?|义务教育|城镇|城市|农村|城乡|全国|全省|全市|全区|全县|全体|总体|适龄|职工|居民"
)
HEAD = re.compile(rf"(?:\d+(?:[-—~至]\d+)?(?:周?岁|个?月)(?:及?以[下上])?|{WHO}|的)+")
MEASURE = re.compile(r"(?:率|比|比例|比重|占比|数|人数|数量|年限|寿命|时间|指数|水平|面积|床位|规模|差距)$")


_N = r"\d+(?:\.\d+)?(?:%|‰|1?/10?万)(?:以[上下内])?"
_SO_MANY_OF_THEM = re.compile(r"(?:等|这)*(?P<many>[两三四五六二2-6])(?:个|项)?(?:率|者|指标)$")  # …率和…率两率均
_OF_ALL = re.compile(r"(?:^|(?<=\d年)|(?<=\d年[底末]))(?:均|都)")  # 均达到, 到2030年均达到
_MANY = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}


def shared(name: str, predicate: str, rule: Rule) -> list[Clause]:
    """Return one predicate for all that are named where it says so: …率和…率均达到95%; one that is not read where it is not sure which they are."""
    all_of_them = re.search(r"(?:均|都)$", name) or _OF_ALL.search(predicate)
    name = re.sub(r"(?:均|都|应|要|力争|确保)+$", "", name)
    predicate = _OF_ALL.sub("", predicate)
    own = [part for part in _AND.split(name) if part]
    if not all_of_them and not (len(own) > 1 and all(re.search("(?:率|比例|占比|比重)$", part) for part in own)):
        return [Clause(name, predicate, rule)]
    counted = _SO_MANY_OF_THEM.search(name)
    parts = [part for part in _AND.split(name[: counted.start()] if counted else name) if part]
    names = _names(parts)
    if counted and len(names) != (_MANY.get(counted["many"]) or int(counted["many"])):
        return [Clause(name, predicate, None, NO_NAME)]
    dated = len(names) > 1 and re.match(r"(?:到|至)?\d{4}年", name)  # 2028年…率和…率: the year is of both
    if dated or not _all_measured(names):
        return [Clause(name, predicate, None, NOT_READ)]
    return [Clause(one, predicate, rule) for one in names]


def _all_measured(names: list[str]) -> bool:
    """Whether a list whose last member is a measure has no member that is none."""
    bare = [re.sub(r"\([^()]*\)$", "", name) for name in names]
    return not names or not MEASURE.search(names[-1]) or all(map(MEASURE.search, bare))


_YEAR = (
    r"(?:(?:19|20)\d{2}年(?:年?底|年?末)?|[“\"]?十[一二三四五六七]五[”\"]?(?:规划|计划)?(?:时?期)?(?:期?末)?时?"
    r"|规划(?:中期|末期|期末|终期))"
)
_HOPE = r"(?:力争|确保|争取|努力|应|要|将)*"
_LISTS = re.compile(rf"(?:(?:到|至|截至)?{_YEAR},?)?(?P<names>.+?),?(?:(?:到|至|在|于|截至)?{_YEAR})?{_HOPE}分别")
_NAMELESS = re.compile(rf"{_HOPE}(?P<year>(?:(?:到|至|在|于|截至)?{_YEAR})?),?{_HOPE}分别(?P<asked>.+)")


def carried(segments: list[str], before: str = "") -> tuple[list[str], str]:
    """Return clauses of which those that ask 分别 of what an earlier one lists name it themselves, and the last list.

    Parameters
    ----------
    segments : clauses without a comma.
    before : the list that stood last before them; blank where there is none.

    >>> carried(["A率、B率2025年分别为1%、2%", "2030年分别为3%、4%"])[0][1]
    'A率、B率2030年分别为3%、4%'
    """
    said, names = [], before
    for segment in segments:
        nameless, lists = _NAMELESS.fullmatch(segment), _LISTS.match(segment)
        if nameless and names:
            segment = f"{names}{nameless['year']}分别{nameless['asked']}"
        elif lists and not nameless and _AND.search(lists["names"]):
            names = lists["names"]
        said.append(segment)
    return said, names


_OWN_YEAR = re.compile(rf"(?P<when>到|至|截至|在|于|)(?P<year>{_YEAR})$")
_STRATA = re.compile(rf"(?P<name>.+(?:率|比例|比重|占比|寿命|年限))(?:在|中)?(?P<strata>{PART}(?:[、和与及]{PART})+)")
_PLACE = r"(?:城镇|城市|城区|农村|乡村)(?:地区)?"


def _in_strata(left: str, right: str, due: int | None) -> list[Clause]:
    """What is asked of strata that stand behind the name: …死亡率城市和农村分别; nothing where none do."""
    match = _STRATA.fullmatch(left)
    if match is None:
        return []
    strata = _AND.split(match["strata"])
    if len(strata) == 2 and all(re.fullmatch(_PLACE, one) for one in strata):
        asked = f"{match['strata']}分别{right}"
        return [Clause(match["name"], asked, rule_of(asked, match["name"], due))]
    return _paired([of_part(match["name"], one) for one in strata], right, due)


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
    left = re.sub(r"(?:应|要|力争|确保)+$", "", left)
    own = _OWN_YEAR.search(left)
    when = _year(own["year"]) if own else None
    past = when and when <= base_year() and own and own["when"] in ("", "在", "于") and re.match("[为是]", right)
    if past or (own and when is None) or re.match(r"\d{4}年", left):  # 2020年分别为 is what was
        return [Clause(left, f"分别{right}", None, NOT_READ)]
    if own:
        left, due = left[: own.start()].rstrip(","), when
    both = halves(left)
    found = (both and _paired(both, right, due)) or _in_strata(left, right, due)
    if not found and not _STRATA.fullmatch(left):  # whose parts are no names
        found = _paired(_names(_AND.split(left)), right, due)
    return found or [Clause(left, f"分别{right}", None, None if left else NOT_READ)]


_LIST = rf"(?P<names>[^,]+[、和与及][^,]+?)(?P<verb>达到|[降提][到至高升低]+[到至]?|不[低高]于|控制在|稳定在|保持在)(?P<numbers>{_N}(?:[、和与]{_N})+[^\d,]*)"


def in_turn(said: str, due: int | None) -> list[Clause]:
    """Return what a list of names asks with a list of as many numbers, A率、B率达到90%、95%以上; nothing where they do not pair.

    >>> [(one.name, one.predicate) for one in in_turn("婚检率、产前筛查率达到90%、95%以上", None)]
    [('婚检率', '达到90%以上'), ('产前筛查率', '达到95%以上')]
    """
    match = re.fullmatch(_LIST, said)
    names = _names(_AND.split(match["names"])) if match else []
    alike = len(names) > 1 and all(map(MEASURE.search, names)) and not re.search(r"\d{4}年", said)
    return _paired(names, f"{match['verb']}{match['numbers']}", due) if match and alike else []


def _year(said: str) -> int | None:
    """The year that words name; None for the middle and the end of a plan whose years are not known."""
    plan = re.search("十[一二三四五六七]五", said)
    return int(said[:4]) if said[:4].isdigit() else five_year_ends()[plan[0]] if plan else None


ALIKE = 4  # signs at the end of names of one rate, of which one number may be for each


def _paired(names: list[str], right: str, due: int | None) -> list[Clause]:
    """One clause a name and its number; nothing where they do not pair."""
    words = tokens(right) or ()
    match = re.fullmatch(r"([vud]?[gGlL]?)((?:n[st]?[,&])+n)([st]?)", "".join(word.letter for word in words))
    numbers = [word for word in words if word.letter == "n"]
    if len(numbers) == 1 and len(names) > 1 and len({name[-ALIKE:] for name in names}) == 1:  # 分别不低于70%
        return [Clause(name, right, rule_of(right, name, due)) for name in names]
    if not match or len(names) != len(numbers) or not _all_measured(names):
        return []
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
    r"(?:中的?|的)?(?:女性|妇女|女)(?:所占)?的?(?:比例|比重|占比)$|(?:患者|病人|人群)[\u4e00-\u9fff]*率$"
    r"|(?:患者|人群)?(?:母婴传播|健康管理|系统管理|规范管理|规范治疗|健康检查|医学检查|定期筛查|疫苗接种|早诊早治|[\u4e00-\u9fff]{2})率$"
)  # 宫颈癌、乳腺癌筛查率
_SHORT = re.compile(r"[\u4e00-\u9fff]{2}率")
_HOW_WELL = re.compile(r"(?:优良|优秀|合格|及格|达标|知晓|覆盖|普及|满意|治疗|管理|控制|参与)率$")
# who has these rates of their own, and what names another's: 孕产妇死亡率和剖宫产率 is no 孕产妇剖宫产率
_AT_BIRTH = re.compile("(?:新生儿|婴儿|孕产妇|孕妇|产妇)+")
_OF_THEM = re.compile("(?:死亡|贫血|患病|发病|感染|(?:系统|健康|规范)?管理|访视|建档|(?:听力|疾病)?筛查)率")
_NAMED_PLACE = r"[一-龥]{1,7}?(?:(?<!城)市|省|自治州|县|旗|(?<![城社地园校山市牧库景辖农林矿])区)(?![级民域])"
_STAGE = r"小学|初中|高中(?:阶段)?|学前(?:教育)?|义务教育"


def _tail(parts: list[str]) -> str:
    """What the last member of a list ends with for those before it that are no measure by themselves."""
    last, others = parts[-1], [part for part in parts[:-1] if not MEASURE.search(part)]
    for kind in (_PLACE, _STAGE, _NAMED_PLACE):  # 城市、农村婴儿死亡率: the one differs from the other by no more
        if others and all(re.fullmatch(kind, part) for part in others) and (own := re.match(kind, last)):
            return last[own.end() :]
    if others and all(re.fullmatch(_NAMED_PLACE, part) for part in others):
        return ""  # 临县、示例小区筛查率: whose all the rest is nobody knows
    for length in range(min(map(len, others), default=0) - 1, 1, -1):  # 流动儿童、留守儿童健康管理率
        ends = {part[-length:] for part in others}
        at = last.find(next(iter(ends)), 1) if len(ends) == 1 else -1
        if at > 0:
            return last[at + length :]
    if head := HEAD.match(last):
        return last[head.end() :]
    common = None if any(map(is_a_level, parts)) else _SHARED.search(last)
    before = common.start() if common else 0  # 学校、幼儿园食品安全管理率: no school's 管理率
    alike = common is None or not _SHORT.fullmatch(common[0]) or before <= max(map(len, others), default=before) + 1
    return common[0] if common and alike else ""


def _names(parts: list[str]) -> list[str]:
    """Names of a list with what they share.

    新生儿、婴儿和5岁以下儿童死亡率 and 村党组织成员、村委会成员中女性比例 all end as the last, 5岁以下儿童贫血率和生长迟缓率 begin as the first.
    """
    parts = [part for part in parts if part]
    if not parts:
        return []
    tail, first = _tail(parts), HEAD.match(parts[0])
    head = first[0] if first else ""
    whole = [part if MEASURE.search(part) else part + tail for part in parts]

    how_well = _HOW_WELL.search(whole[0])

    def begun(name: str) -> str:
        if how_well and how_well.start() and _HOW_WELL.fullmatch(name):  # 体质健康合格率、优良率
            return whole[0][: how_well.start()] + name
        own = HEAD.match(name) or (_AT_BIRTH.fullmatch(head) and not _OF_THEM.fullmatch(name))
        return name if own else head + name

    return [whole[0], *map(begun, whole[1:])]
