"""What the columns of a plan's table are, by their headings."""

import re
import unicodedata
from dataclasses import dataclass, replace

from ..indicator.unit import per_how_many
from ..plan.printed import written_unit

NUMBER, DOMAIN, NAME, UNIT, NATURE, DEPARTMENT, OTHER = (
    "number",
    "domain",
    "name",
    "unit",
    "nature",
    "department",
    "other",
)
VALUE, TARGET, ABOVE_TARGET, YEAR = "value", "target", "above", "year"
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
# levels from the lowest; of two columns of targets the lower level's is the plan's own
_SPAN = re.compile(r"(?:19|20)\d\d年?(?:[-—–―~～至到/]+|to)(?:19|20)\d\d")
_LEVELS = (
    r"乡镇|街道",
    r"(?<!自治)(?<!地)[区县旗](?!域)|本级|district|county",
    r"市|州|盟|地区|city|municipal|prefecture",
    r"省|自治区|直辖|provinc",
    r"国|nation|上级",
)
_KINDS = (
    (
        YEAR,  # of the value or target beside it
        r"^(?:targets?|milestones?|(?:base(?:line)?|reference|data)(?:value)?)?years?$|^yearof(?:the)?(?:baseline|data|target)$|^(?:基期|基准|数据|目标)?年份$",
    ),
    (NUMBER, r"^(?:序号|编号|序|号|no\.?|#)$"),
    (DEPARTMENT, r"责任|牵头|主管|单位名称|部门|department|responsible|lead agency"),
    (NATURE, r"属性|性质|nature"),
    (UNIT, r"^(?:计量|指标)?单位$|^units?$"),
    (DOMAIN, r"类别|领域|类型|分类|^domain$|^area$|^field$"),
    (TARGET, r"目标|[规计]划值|规划$|预期(?!寿命)|阶段值|[中终]期值|target|goal|milestone"),
    (VALUE, r"统计值|完成|实际|现状|实现|基期|基数|基线|基准|监测值|^(?:19|20)\d\d年?$|数据|value|baseline|status"),
    (NAME, r"指标|名称|项目|indicator|name"),
)
_PLACES = (
    r"(?:(?!农村|乡村|城[镇乡市]|[男女年目标值比较])[一-龥]){0,6}[省市州盟县区旗](?:级|平均)?|[全中]?国家?(?:平均)?|[本上]级|地区|乡镇|街道"
    r"|(?:(?!urban|rural|male|girl|boy)[a-z])*(?:county|district|city|municipal(?:ity)?|prefecture|provinc(?:e|ial)|nation(?:al)?)(?:average)?"
)
_SAID = r"\d{4}年?度?|[底末]|妇女|儿童|发展|规划|纲要|计划|指标|数?值|水平|情况|要求|阶段|[中终]期|期末|期|十[一二三四五]五|1?/10?万|\((?:单位:?)?(?:[个人名岁年所张件户]|万[人元]|人次)\)"
_SAID_EN = r"year|term|mid|end|interim|final|values?|levels?|plan(?:ned)?|the|of|by|in|at|for"
_PLAIN = {  # what a heading of a value or a target may say; any other word may change whose or what it is
    TARGET: re.compile(rf"{_PLACES}|{_SAID}|(?:主要)?目标(?:任务)?|预期|{_SAID_EN}|targets?|goals?|milestones?"),
    VALUE: re.compile(
        rf"{_PLACES}|{_SAID}|统计|完成|实际|现状|现|实现|基期|基数|基线|基准|底数|监测|评估|数据|数"
        rf"|{_SAID_EN}|baseline|base|status|actual|current|observed|data"
    ),
}
_ALL = ("合计", "全体", "小计", "总体", "总计", "total")
_STRATUM = re.compile(  # of whom a column is: a word of its own in the heading, brackets around it
    r"[:,、-]?\(?(?:其中:?|ofwhich:?)?(城镇|城市|城区|农村|乡村|男[性童孩生]|(?<!妇)女[性童孩生]|男|(?<!妇)女|urban|rural|girls|boys|female|male|women|men"
    rf"|{'|'.join(_ALL)})(?:地区|居民|areas?)?\)?"
)
_GOAL = re.compile(r"(?:主要|发展|具体|量化|预期)?目标(?:名称|内容|任务)?|targets?|goals?")  # what a target is called
_MIDTERM = re.compile(r"中期|mid-?term|interim")


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds.

    Parameters
    ----------
    kind : number, domain, name, unit, nature, department, value, target, above (the target of the level above), year (of the
        value or target beside it) or other.
    year : of values and targets; 0 where the heading names none.
    heading : as printed.
    stratum : the word for town or country, boys or girls that the heading adds, "total" for all; blank where there is none.
    """

    kind: str
    year: int = 0
    heading: str = ""
    stratum: str = ""


def columns_of(headings: list[str]) -> list[Column] | None:
    """Return what each column is, or None where the headings are not those of a table of indicators.

    >>> [one.kind for one in columns_of(["序号", "指标名称（单位）", "市规划2030年目标值", "示例区2030年目标值", "指标属性", "责任单位"])]
    ['number', 'name', 'above', 'target', 'nature', 'department']
    >>> columns_of(["姓名", "职务"]) is None
    True
    """
    found = _named([_column(text) for text in headings])
    names = [at for at, one in enumerate(found) if one.kind == NAME]
    if not names or not any(one.kind in (VALUE, TARGET) for one in found) or _side_by_side(found, names):
        return None
    goals = [at for at, one in enumerate(found) if one.kind == TARGET]
    for at in goals if max(goals, default=0) > names[0] else ():
        if at < names[0] and not found[at].year:  # Target | Indicator | Baseline | Target 2030: what the row belongs to
            found[at] = Column(OTHER, heading=found[at].heading)
    for kind in (NAME, NUMBER, UNIT, DEPARTMENT, NATURE, DOMAIN):
        for at in [at for at, one in enumerate(found) if one.kind == kind][1:]:
            found[at] = Column(OTHER, heading=found[at].heading)
    return of_levels(found)


def name_at(headings: list[str]) -> int | None:
    """Return which of the headings of a row is that of the names; None where none is.

    >>> name_at(["序号", "指标名称", "单位"]), name_at(["主要目标", "2020年", "2030年"]), name_at(["领域", "主要目标", "责任单位"])
    (1, 0, None)
    """
    plain = [_plain(text) for text in headings]
    found = [at for at, text in enumerate(plain) if re.search("指标|indicator", text)]
    goals = [at for at, text in enumerate(plain) if _GOAL.fullmatch(text)]
    dated = any(_YEAR.search(text) for text in plain)
    return found[0] if found else goals[0] if len(goals) == 1 and dated else None


def _named(columns):
    """The columns, that of the targets' names as such where they stand under 主要目标 and their values under years."""
    at = name_at([one.heading for one in columns])
    if at is not None and columns[at].kind == TARGET and not any(one.kind == NAME for one in columns):
        columns[at] = Column(NAME, heading=columns[at].heading)
    return columns


def _side_by_side(found, names):
    """Whether two tables stand beside each other: each name has values or targets of its own."""
    ends = [*names[1:], len(found)]
    own = [any(one.kind in (VALUE, TARGET) for one in found[at:end]) for at, end in zip(names, ends, strict=True)]
    return sum(own) > 1


def _column(heading):
    text = _plain(heading)
    words = _STRATUM.findall(text)
    whole = _of_all(heading, text)
    if whole.kind != OTHER or len(words) != 1:
        return whole
    found = _of_all(heading, bare_heading(heading))
    if found.kind not in _PLAIN:
        return whole
    return replace(found, stratum="total" if words[0] in _ALL else words[0])


def kind_of(heading: str) -> str:
    """Return what a column of a heading holds, whatever stands beside it.

    >>> kind_of("责任单位"), kind_of("序号"), kind_of("备注")
    ('department', 'number', 'other')
    """
    return _column(heading).kind


def _of_all(heading, text):
    """What a column is by the words of its heading."""
    years = [int(year) for year in _YEAR.findall(text)]
    kind = next((kind for kind, pattern in _KINDS if re.search(pattern, text)), OTHER)
    if kind == OTHER and years:
        kind = VALUE
    if kind == VALUE and _SPAN.search(text):  # a mean of several years is no value of the last
        kind = OTHER
    if kind in _PLAIN and re.search(r"[^\W_]", _PLAIN[kind].sub(" ", text)):
        kind = OTHER
    return Column(kind, max(years, default=0) if kind in (VALUE, TARGET) else 0, heading)


def unit_in(heading: str) -> str:
    """Return the unit that a heading of values or targets names in brackets; blank where it names none.

    >>> unit_in("2020年（‰）"), unit_in("2030 target (per 1,000)"), unit_in("2030年目标（1/10万）"), unit_in("2030年目标（农村）")
    ('‰', '‰', '1/10万', '')
    """
    found = re.findall(r"[(（](?:单位[:：]?)?([^()（）]*)[)）]", heading)
    units = [written_unit(one) for one in found if written_unit(one) == "%" or per_how_many(written_unit(one))]
    return units[0] if len(units) == 1 else ""


def bare_heading(heading: str) -> str:
    """Return a heading without its word for a stratum, without white space.

    >>> bare_heading("2030年目标（农村）"), bare_heading("Rural 2030 target"), bare_heading("妇女2030年目标")
    ('2030年目标', '2030target', '妇女2030年目标')
    """
    return _STRATUM.sub("", _plain(heading))


def is_stratum(heading: str) -> bool:
    """Whether a heading is no more than a word for a stratum."""
    return _STRATUM.fullmatch(_plain(heading)) is not None


def is_of_all(word: str) -> bool:
    """Whether a word for a stratum is of all of them.

    >>> is_of_all("Total"), is_of_all("农村")
    (True, False)
    """
    return _plain(word) in _ALL


def of_levels(columns: list[Column]) -> list[Column]:
    """Return the columns, of two of targets for one year that of the higher level as the level above's; none where no level tells them apart.

    >>> [one.kind for one in of_levels([Column(TARGET, 2030, "市2030年目标"), Column(TARGET, 2030, "县2030年目标")])]
    ['above', 'target']
    >>> [one.kind for one in of_levels([Column(TARGET, 2030, "2030年目标"), Column(TARGET, 2030, "2030年目标值")])]
    ['other', 'other']
    """
    for year, midterm in {
        (one.year, is_midterm(one.heading)) for one in columns if one.kind == TARGET and not one.stratum
    }:
        places = [
            at
            for at, one in enumerate(columns)
            if (one.kind, one.year, is_midterm(one.heading)) == (TARGET, year, midterm) and not one.stratum
        ]
        ranks = [rank(columns[at].heading) or 1 for at in places]
        own = places[ranks.index(min(ranks))] if ranks.count(min(ranks)) == 1 else None
        others = [at for at in places if at != own] if len(places) > 1 else []
        for at in others:
            above = own is not None and at == others[-1]
            columns[at] = Column(ABOVE_TARGET if above else OTHER, year, columns[at].heading)
    return columns


def is_midterm(heading: str) -> bool:
    """Whether a heading is of the middle of a plan.

    >>> is_midterm("中期目标"), is_midterm("Mid-term target"), is_midterm("终期目标")
    (True, True, False)
    """
    return bool(_MIDTERM.search(_plain(heading)))


def rank(heading: str) -> int:
    """Return the level that a heading names, 1 of a county and 4 of the nation; 0 where it names none but a township's.

    >>> rank("2020年全市平均"), rank("示例县2030年目标"), rank("2030年目标")
    (2, 1, 0)
    """
    found = [at for at, pattern in enumerate(_LEVELS) if re.search(pattern, _plain(heading))]
    return min(found, default=0)


def _plain(heading: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", heading)).casefold()
