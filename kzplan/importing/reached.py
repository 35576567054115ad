"""What a sentence says was reached: the figures it gives with their years, and what it leaves uncertain.

A figure is read where all of it is certain: of what it is, that it is the plan's own place's, and its year. All else is
left to a person.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..indicator.clauses import clauses
from ..indicator.shapes import CALENDAR as YEAR
from ..indicator.shapes import DIGITS, FIVE_YEAR, THINGS, YEAR_END
from ..indicator.tokens import five_year_ends
from ..words.numbers import plain
from .likeness import catalogue_names
from .spoken import blanks_part

NUMBER = rf"(?<![\d.]){DIGITS}(?![\d.])"
UNIT = rf"%|‰|1?/10万|1?/万|万?(?:{THINGS})"
_TO = r"达到了|达到|达|为|是|至|到"
_MOVED = r"(?:提高|提升|上升|增加|增长|升高|扩大|延长|下降|降低|减少|缩小|缩短|升|降|增)"
STATE = rf"(?:已|均|都|仅|已经)?(?:{_MOVED}?(?:{_TO})|稳定在|保持在|维持在|控制在)"
_OF = rf"(?:(?P<year{{0}}>{YEAR})年(?:底|末)?的?)?(?P<value{{0}}>{NUMBER})(?P<unit{{0}}>{UNIT})?"
_MUCH = "(?:大幅度?|明显|显著|稳步|逐步|持续|较快)*"
MOVE = re.compile(
    rf"(?P<name>.*?)(?:由|从|[较比](?={YEAR}年(?:底|末)?的)){_OF.format(0)}{_MUCH}{_MOVED}(?:{_TO}){_OF.format(1)}(?P<rest>.*)"
)
_THEN = re.compile(  # 18.6/10万,较2010年的32.4/10万大幅下降: of what was named before
    rf"(?:[比较与同]|相比)(?P<year>{YEAR})年(?:底|末)?(?:时?的|\()(?P<value>{NUMBER})(?P<unit>{UNIT})\)?(?:相比)?{_MUCH}(?:有所)?(?:{_MOVED}|高|低)?.*"
)
_SEVERAL = rf"{NUMBER}(?:{UNIT})?(?:[、和与及]{NUMBER}(?:{UNIT})?)+"
_MOVES = re.compile(  # A、B分别由2010年的9.6‰、12.1‰下降到4.3‰、5.9‰
    rf"(?P<names>.*?)(?:分别)?(?:由|从)(?:(?P<year0>{YEAR})年(?:底|末)?的?)?(?P<values0>{_SEVERAL})"
    rf"(?:分别)?{_MOVED}(?:{_TO})(?:(?P<year1>{YEAR})年(?:底|末)?的?)?(?P<values1>{_SEVERAL})"
)
_STATED = re.compile(rf"(?P<name>.*?)(?P<verb>{STATE})?(?P<value>{NUMBER})(?P<unit>{UNIT})")
_RATIO = re.compile(
    rf"(?P<name>.*性别比)(?P<verb>{STATE})?(?P<value>{NUMBER})(?P<unit>)"
)  # a number of boys to 100 girls
_SAID = re.compile(rf"(?P<name>.*?)(?:{STATE})?{NUMBER}(?:{UNIT})\D*$")
_DATED = re.compile(rf"(?:截至|截止|到|至|在)?(?P<year>{YEAR})年{YEAR_END}?[,的]?")
_PLANNED = re.compile(rf"{FIVE_YEAR}(?P<end>末)?期?间?[,的]?")
_COMPARED = re.compile(r"^(?:比(?!例|重)|较|与|同比|相比|高于|低于|高出|低出(?!生)|超过|优于)|相比|年均|平均水平")
_CHANGED = re.compile(
    rf"^(?P<name>.*?)(?:比.*?|较.*?)?(?:{_MOVED}|高|低)了?{NUMBER}(?:个百分点|个千分点|{UNIT})$|百分点|千分点"
)
_INEXACT = re.compile(r"(?:约|近|超|超过|接近|大约|不低于|不超过|以上|以下|以内|左右|多)$")
_AIM = re.compile(r"目标|力争|确保|计划|争取|预计|规定|要求|提前")
_MEASURED = re.compile(r"(?:率|比|比例|比重|占比|人数|数量|数|年限|寿命|时间|水平|面积)(?:\(.*\))?$")
_ANOTHER = re.compile(r"(?:全|我|本|该)(国|省|市|区|县|州|旗|盟)(?!域)")
_ELSEWHERE = re.compile(r"世界|全球|发达|东部|中部|西部|国家平均|(?:省|市|国)均")
_PLACE = re.compile(
    r"^[一-龥]{2,6}?(?:(?<!城)市|省|自治州|县|旗|(?<![城社地园校山市牧库景辖农林矿])区)(?!级|民|域|人大|政协)"
)
_CHANGE = re.compile(r"幅|增速|差距|同比|增长|下降|提高|降低|上升|减少|连续")
_SINCE = re.compile(rf"{YEAR}年?(?:以来|起|开始|至今|[-—~～至到]+{YEAR})")
_PLAN_YEARS = FIVE_YEAR.replace("?P<plan>", "?:")  # it may stand several times in one pattern
_WHEN = rf"(?:{YEAR}年(?!以来|起|开始|至今|[-—~～至到])|{_PLAN_YEARS})"
_THAN = re.compile(rf"(?:比|较|与|同|相对于){_WHEN}(?:底|末)?(?:相比)?|在?{_WHEN}(?:底|末)?[^在年]*?基础上")
_START = re.compile(  # the year of the value that something moved from is that value's alone
    rf"(?:由|从|自){_WHEN}|{YEAR}年(?:底|末)?的?{NUMBER}(?:{UNIT})?(?:分别)?{_MOVED}(?:{_TO})"
)
_PART_OF_YEAR = re.compile(  # 2020年6月, 2020年上半年, not 2020年12月
    rf"{YEAR}年(?:(?!12月|1[-—~～至到]+12月)\d{{1,2}}(?:[-—~～至到]+(?!12月)\d{{1,2}})?月|[上下]半年|第?前?[一二三四1234]个?季度|年[初中]|初)"
)
_SHARE = re.compile(  # 达到2020年的120%: a share of that year's value, which it does not say
    rf"(?:{STATE}|不[高低少多]于|不超过)(?:{_WHEN})(?:底|末)?的?{NUMBER}(?:%|倍|成)"
)
_FIGURE = re.compile(  # of which the verb may be left out behind a word that is measured: 平均预期寿命78.9岁
    rf"{NUMBER}(?:%|‰|1?/10?万)|{STATE}{NUMBER}(?:{UNIT})$|(?:率|比例|比重|占比|数量|[人位师生员户]数|年限|寿命|面积){NUMBER}(?:{UNIT})$|性别比(?:{STATE})?{NUMBER}$"
)


@dataclass(frozen=True, slots=True)
class Reached:
    """A figure: of what, of which year (0 where none is said), as printed, and the words it stands in."""

    name: str
    year: int
    value: str
    unit: str
    quote: str


@dataclass(frozen=True, slots=True)
class Unsure:
    """Words with a figure that is not read, and why, in English and Chinese."""

    quote: str
    en: str
    zh: str


OTHER_LEVEL = ("is another level's or place's figure", "是其他层级或其他地区的数据")
NO_YEAR = ("does not say of which year it is", "没有写明是哪一年的数据")
PART_OF_YEAR = ("is of a part of a year", "只是年内一段时间的数据")
NO_NAME = ("does not say plainly of what it is", "没有写明是哪项指标的数据")
NOT_EXACT = ("is no plain figure that was reached", "不是已达到的确切数据")


def own_place(text: str, own: str, district: str) -> tuple[str, bool | None]:
    """Return a text without the words for a place, and whether they are of the plan's own; None where there are none.

    >>> own_place("全县婴儿死亡率", "县", "示例县"), own_place("全市婴儿死亡率", "县", "示例县")
    (('婴儿死亡率', True), ('婴儿死亡率', False))
    """
    short = re.sub(r"^.*?(?:省|市|自治州|自治区|盟)(?=.{2})", "", district)
    bare = next((text.replace(one, "", 1) for one in (district, short) if one and one in text), text)
    levels = [match[1] for match in _ANOTHER.finditer(bare)]
    own_word = {"自治区": "区", "国家": "国"}.get(own, own)
    stripped = _ANOTHER.sub("", bare, count=1)
    if any(level != own_word for level in levels) or _ELSEWHERE.search(bare) or _PLACE.match(stripped):
        return stripped, False
    return stripped, (True if stripped != text else None)


class Reader:
    """Reads the clauses of a paragraph in their order; what one says of place, year and indicator holds for the next.

    Parameters
    ----------
    own, district : word of the plan's level, and its place.
    base : last year a figure may be of.
    year : year of what says none; 0 where that is not known.
    """

    def __init__(self, own: str, district: str, base: int, year: int):
        self._own, self._district, self._base = own, district, base
        self._year, self._name, self._mine = year, "", True
        self._last: Reached | None = None  # the figure that a comparison behind it is with

    def read(self, text: str) -> Iterator[Reached | Unsure]:
        """Yield what a paragraph says was reached, and what of it is not certain."""
        latest = 0
        for sentence in re.split(r"[。;；!?\n]", plain(text)):
            self._name, self._last = "", None
            if blanks_part(sentence):
                yield Unsure(sentence.strip(), *NOT_EXACT)
                continue
            said = re.sub(r"\s+", "", sentence)
            for clause in re.split(r"[,，](?![^()]*\))|(?<=[%‰])、(?=[^\d()]{3})", said):
                before = self._year
                for one in self._clause(clause):
                    self._last = one if isinstance(one, Reached) else None
                    yield one
                latest = max(latest, self._year)
                if before != self._year < latest and _DATED.sub("", clause):  # 2010年为9‰ looks back, 2010年，… begins
                    self._year = 0
            if self._year < latest:
                self._year = 0

    def _compared(self, clause: str) -> Iterator[Reached]:
        """The past value that the figure before is compared with, of the year that it names."""
        then, last = _THEN.fullmatch(clause), self._last
        if then and last and self._mine and int(then["year"]) < last.year:
            one = reached(last.name, int(then["year"]), then["value"], then["unit"], clause)
            if one.unit == last.unit:
                yield one

    def _clause(self, clause: str) -> Iterator[Reached | Unsure]:
        if _COMPARED.search(clause) and not MOVE.search(clause):
            yield from self._compared(clause)
            return
        bare, dated = self._dated(clause)
        begins = _ANOTHER.match(bare) or _ELSEWHERE.match(bare) or (_PLACE.match(bare) and not _ANOTHER.search(bare))
        bare, mine = own_place(bare, self._own, self._district)
        move, moves = MOVE.fullmatch(bare), _MOVES.fullmatch(bare)
        numbered = _FIGURE.search(bare)
        if mine or (mine is False and (begins or numbered)):  # 居全市首位 does not say whose the next figure is
            self._mine = mine
        if not dated and numbered:
            yield Unsure(clause, *(PART_OF_YEAR if _PART_OF_YEAR.search(clause) else NO_YEAR))
        elif not self._mine and numbered:
            said = _SAID.match(bare)
            self._name = named(_PLACE.sub("", said["name"])) if said else ""
            yield Unsure(clause, *OTHER_LEVEL)
        elif move:
            yield from self._moved(move, clause)
        elif moves:
            yield from self._each_moved(moves, clause)
        elif _SHARE.search(clause) and not _START.search(clause):
            self._name = ""
            yield Unsure(clause, *NOT_EXACT)
        elif changed := _CHANGED.search(bare):
            self._name = "" if _START.search(bare) else named(changed["name"] or "")
        elif numbered and _START.search(bare):
            self._name = ""
            yield Unsure(clause, *NOT_EXACT)
        elif numbered:
            yield from self._stated(bare, clause)

    def _dated(self, clause: str) -> tuple[str, bool]:
        """A clause without the year it begins with or names once; False where its year is not certain."""
        since = bool(_SINCE.search(clause[: _moves_at(clause)]))
        said = _THAN.sub("", clause[: _moves_at(clause)])
        planned = _PLANNED.search(said)
        if planned:
            year = five_year_ends()[planned["plan"]]
            self._year = year if planned["end"] or year == self._base else 0
            return clause.replace(planned[0], "", 1), 0 < self._year <= self._base
        years = re.findall(rf"{YEAR}(?=年)", said)
        if len(set(years)) > 1 or since or _PART_OF_YEAR.search(said):
            self._year = 0
            return clause, False
        if years:
            self._year = int(years[0]) if int(years[0]) <= self._base else 0
            return _DATED.sub("", clause, count=1).replace("()", ""), bool(self._year)
        return clause, True

    def _moved(self, move: re.Match, clause: str) -> Iterator[Reached | Unsure]:
        """Both ends of …由2015年的80.5%提高到91.2%."""
        name = named(move["name"])
        if not name or re.fullmatch(YEAR, move["value1"]) or move["rest"] or _AIM.search(clause) or not move["unit1"]:
            yield Unsure(clause, *(NO_NAME if not name else NOT_EXACT))
            return
        self._name = name
        then, now = int(move["year0"] or 0), int(move["year1"] or self._year)
        if not now or now > self._base or then >= now:
            yield Unsure(clause, *NO_YEAR)
            return
        yield reached(name, now, move["value1"], move["unit1"], clause)
        if then and move["unit0"] in (None, move["unit1"]):
            yield reached(name, then, move["value0"], move["unit1"], clause)

    def _each_moved(self, moves: re.Match, clause: str) -> Iterator[Reached | Unsure]:
        """Both ends of A、B分别由2010年的9.6‰、12.1‰下降到4.3‰、5.9‰, each of its own."""
        self._name = ""
        now_found, then_found = (_listed(f"{moves['names']}分别为{moves[values]}") for values in ("values1", "values0"))
        if not now_found or _AIM.search(clause):
            yield Unsure(clause, *NOT_EXACT)
            return
        then, now = int(moves["year0"] or 0), int(moves["year1"] or self._year)
        if not now or now > self._base or then >= now:
            yield Unsure(clause, *NO_YEAR)
            return
        for name, value, unit in now_found:
            yield reached(name, now, value, unit, clause)
        alike = [(name, unit) for name, _, unit in now_found] == [(name, unit) for name, _, unit in then_found]
        for name, value, unit in then_found if then and alike else ():
            yield reached(name, then, value, unit, clause)

    def _stated(self, bare: str, clause: str) -> Iterator[Reached | Unsure]:
        several = re.search(r"分别|均|都", bare)
        found = _listed(bare) if several else _single(bare, self._name)
        if not found or _AIM.search(clause):
            self._name = self._name if found else ""
            said = _SAID.match(bare)
            yield Unsure(clause, *(NO_NAME if said and not named(said["name"]) else NOT_EXACT))
            return
        self._name = found[0][0] if len(found) == 1 else ""
        for name, value, unit in found:
            if self._year:
                yield reached(name, self._year, value, unit, clause)
        if not self._year:
            yield Unsure(clause, *NO_YEAR)


def _moves_at(clause: str) -> int:
    """Where a clause begins to say from what something moved; its length where it says no such thing."""
    move = MOVE.fullmatch(clause)
    if move:
        return move.start("year0" if move["year0"] else "value0")
    found = _MOVES.fullmatch(clause) or _START.search(clause)
    if found is None:
        return len(clause)
    return found.end("names") if "names" in found.re.groupindex else found.start()


def _single(bare: str, before: str) -> list[tuple[str, str, str]]:
    """The one figure of a clause: …率为4.1%, …率4.1%, or 达到4.1% of what was named before."""
    whole = re.sub(r"\([^()]*\)$", "", bare)
    stated = _STATED.fullmatch(whole) or _RATIO.fullmatch(whole)
    if stated is None:
        return []
    name = named(stated["name"]) or (before if not stated["name"] and stated["verb"] else "")
    if not name or not _may_be(name, stated["value"], stated["unit"]):
        return []
    return [(name, stated["value"], stated["unit"])]


def _listed(bare: str) -> list[tuple[str, str, str]]:
    """Each of a list with its figure: A、B分别为4.9‰、6.8‰; none unless all of it is read."""
    found = []
    for one in clauses(bare):
        stated = re.fullmatch(rf"(?:{STATE})?(?P<value>{NUMBER})(?P<unit>{UNIT})", one.predicate)
        if one.rule is None or stated is None or not named(one.name) or re.fullmatch(YEAR, stated["value"]):
            return []
        found.append((named(one.name), stated["value"], stated["unit"]))
    return found


def _may_be(name: str, value: str, unit: str) -> bool:
    """Whether a number may be a value: years are those of a length of time, not the calendar's."""
    if re.fullmatch(YEAR, value):
        return False
    return unit not in ("年", "岁") or bool(re.search(r"年限|寿命|年龄|时间", name) and float(value) < 150)


def named(text: str) -> str:
    """Return the name of an indicator that a clause begins with, or "" where it is none for certain."""
    name = re.sub(
        r"^(?:其中|同时|此外|并且|目前|而)[:：]?|(?:已|已经|也|则|仅|只)+$", "", re.sub(r"^.*[:：]", "", text)
    )
    apart = (_INEXACT, _CHANGE, _ANOTHER, _ELSEWHERE, _PLACE)
    if (
        len(name) < 3
        or any(one.search(name) for one in apart)
        or re.search(rf"{YEAR}年|%|‰|\d\.\d|、|分别|由|比\d", name)
    ):
        return ""
    return name if _MEASURED.search(name) or catalogue_names().nearest(name, 1, 0.8) else ""


def reached(name: str, year: int, value: str, unit: str, quote: str) -> Reached:
    """Return a figure with its unit as tables have it: percent and per mille stay beside the number."""
    unit = re.sub(r"^/", "1/", unit)
    return Reached(name, year, value + (unit if unit in ("%", "‰") else ""), unit, quote)


def undated(clause: str) -> str:
    """Return a clause without the year it begins with.

    >>> undated("到2030年婴儿死亡率降至4‰")
    '婴儿死亡率降至4‰'
    """
    dated = _DATED.match(clause)
    return clause[dated.end() :] if dated else clause
