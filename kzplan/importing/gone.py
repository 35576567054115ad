"""Which words of a paragraph tell of the time before the plan, and how far that holds: “十三五”时期, 过去五年, 目前."""

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from ..indicator.shapes import CALENDAR
from ..indicator.tokens import five_year_ends
from .spoken import numbers

_SENTENCE = re.compile(r"(?<=[。!?！？\n])")
_SEGMENT = re.compile(r"(?<=[,，;；])(?!\d{3}(?!\d))(?![^()（）]*[)）])")
_NUMBERING = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）).．、]|[-—·●○■◆]+)?\s*")
_PERIOD = re.compile(
    r"^(?:在|到|至|截至|截止)?[“\"]?(?P<plan>十[一二三四五六七]五)[”\"]?(?:规划|计划)?(?:时期|期间|期内|以来|期?末|时|实施)"
    r"|^(?:在|到|至|截至|截止)?第(?P<nth>十[一二三四五六七])个五年"
)
_DATE = re.compile(rf"^(?:截至|截止|到|至|在)?(?P<year>{CALENDAR})年(?:底|末)?(?!的?基础|水平|基数|相比|的)")
_BARE_DATE = re.compile(rf"^(?P<year>{CALENDAR})年(?:底|末)?(?!的?基础|水平|基数|相比|的|[、和与及])")  # 到2022年 asks
_COMPARED = re.compile(rf"^(?:与|同|比|较)(?P<year>{CALENDAR})年(?:底|末)?(?:相比|比较)?[,，]$")
_BACK = re.compile(
    r"^(?:在)?(?:过去|最近|近)的?[几一二两三四五六七八九十\d多个]*年|^[几一二两三四五六七八九十\d]+多?年[来间]|^上一?个?(?:轮|周期|期|阶段|规划|五年|十年)"
    r"|(?:以来|年来)[,，;；]$|^(?:目前|当前|现在|迄今|至今|如今|现阶段|(?:截至|截止)(?:目前|当前))"
    r"|已(?:经|建[成立]|实现|完成|达[到\d]|有(?!的?基础)|超[过额]|全面|基本|成立|开展|设立|配备|提前|累计|连续)(?!的)"
)
_AHEAD = re.compile(
    r"^(?:力争|争取|确保(?!了)|要|应|今后|未来|下一步|展望|本规划|规划期|主要目标|发展目标|目标[是为:：])"
)


def told_apart(text: str, first: int, last: int) -> Iterator[tuple[str, bool]]:
    """Yield the stretches of a paragraph in their order, each with whether it tells of the time before the plan.

    Parameters
    ----------
    text : a paragraph, or a part of it.
    first, last : years of the plan; 0 where they are not known.

    What a sentence says of a time holds for its clauses and for the sentences behind it, until words turn to what is to come.

    >>> list(told_apart("“十三五”时期，参保率达到95%，入学率达到98%。到2025年，参保率达到97%。", 2021, 2025))
    [('“十三五”时期，参保率达到95%，入学率达到98%。', True), ('到2025年，参保率达到97%。', False)]
    """
    past = False
    told = []
    for sentence in filter(None, _SENTENCE.split(text)):
        found = []
        for segment in filter(None, _SEGMENT.split(sentence)):
            said = _NUMBERING.sub("", segment)
            past = _is_past(said, first, last, past)
            found.append((segment, past))
        dated = _DATE.match(_NUMBERING.sub("", sentence))
        looks_back = (
            dated is not None and int(dated["year"]) < first and not any(_ahead(one, first) for one, _ in found)
        )
        told += found if _is_several(found) else [(segment, False) for segment, _ in found]
        past = past or looks_back  # this sentence says its own year; those behind it do not
    for gone, segments in groupby(told, key=lambda one: one[1]):
        yield "".join(segment for segment, _ in segments), gone


def _is_past(said: str, first: int, last: int, before: bool) -> bool:
    dated = _BARE_DATE.match(said)
    if dated and first and int(dated["year"]) != last and int(dated["year"]) % 5:
        return True  # of a year gone by, or of one on the way: neither is what the plan asks of its last
    if _ahead(said, first):
        return False
    period = _PERIOD.match(said)
    if period:
        return five_year_ends().get(period["plan"] or f"{period['nth']}五", first) < first
    compared = _COMPARED.match(said)  # with the year before the plan targets are compared
    return before or bool(_BACK.search(said)) or (compared is not None and int(compared["year"]) < first - 1)


def _ahead(said: str, first: int) -> bool:
    """Whether words are of what is to come: the plan's own years and five years, 力争, 今后."""
    years = [int(year) for year in re.findall(rf"(?<!\d)({CALENDAR})年", said)]
    return bool(_AHEAD.match(said)) or (bool(first) and any(year >= first for year in years))


def _is_several(found: list[tuple[str, bool]]) -> bool:
    """Whether a sentence is to be cut where it turns: one figure of the past before a target is of the same indicator, and read with it."""
    turns = any(past and not after for (_, past), (_, after) in pairwise(found))
    return not turns or sum(past and bool(numbers(segment)) for segment, past in found) > 1
