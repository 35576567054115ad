"""Where each paragraph of a plan stands: in what was reached, in the goals, or in what is to be done."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..indicator.clauses import clauses
from .document import Document, Paragraph
from .parts import heading_part, named_part
from .spoken import asks, numbers, restated

REACHED, BEFORE, GOALS, OTHERS, OPEN = "reached", "before", "goals", "others", "open"
SHORT, LONGEST = 30, 120  # characters of a heading; of one with its number and in English
DEEPEST = 9  # rank of a heading without a number
_NUMBERING = re.compile(
    r"^(?:\d+(?:\.\d+)+[.、]?(?=\s)|第[一二三四五六七八九十百\d]+[编篇章节]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、]|(?:part|chapter|section)? ?[IVX]+[.:]?(?= )|(?:part|chapter|section) \d+[.:]?(?= ))\s*",
    re.IGNORECASE,
)
_PLAIN_NUMBER = re.compile(r"\d{1,2}\s+(?=[A-Z][a-z])")  # 1 Where we stand
_RANKS = (  # how headings are numbered, the highest first
    r"第.+[编篇章]|(?i:part|chapter)|[IVX]+[.:]?$",
    r"第.+节|(?i:section)",
    r"[一二三四五六七八九十]+、",
    r"[（(][一二三四五六七八九十]+[）)]",
    r"\d+[.．、]",
    r"[（(]\d+[）)]",
)
_DOTTED = re.compile(r"^\s*\d{1,2}(?:\.\d{1,2})+[.、]?\s+(?=\D)")  # 2.1 Reduce …
_ITEM = re.compile(r"^\s*(\d{1,2})\s*(．|、|\.)\s*")
_AGE_OR_YEAR = re.compile(
    r"\d{1,2}(?:[-—–~～至]+\d{1,2})?(?:周?岁|个月|价|型|孩)|(?:19|20)\d\d年"
)  # none of which has decimals
_GOALS = re.compile(
    r"主要目标|发展目标|总体目标|具体目标|目标任务|^目标$|主要指标|objectives|targets|goals", re.IGNORECASE
)
_REACHED = re.compile(
    r"背景|(?:发展|工作|现实)基础|现状|回顾|形势|成[就效]|成绩|基本情况|background|situation|progress|achievements|accomplishments|where (?:we|things|the \w+) (?:stand|are)s?|current (?:status|state)|starting point|baseline|\bthe (?:last|past) (?:decade|ten years)|\breview of",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"策略措施|主要措施|重点任务|主要任务|指导思想|基本原则|总体思路|总体要求|组织实施|保障措施|监测评估|实施保障|重点工程|measures|strateg|monitoring|principles",
    re.IGNORECASE,
)
_PAST = re.compile(  # what the last plan reached, whatever else the heading says: 主要目标完成情况
    r"上(?:一|一个|个)?(?:轮|期|周期|规划期|阶段|个?五年)|(?:完成|实施|执行|落实|实现)情况$|过去.{0,3}年|存在.{0,4}问题|^(?:主要)?问题(?:[与和]不足)?$"
    r"|\b(?:previous|last|past) (?:plan|programme|period|decade|ten years)\b|\blessons\b|\bchallenges$|\boutcomes by\b",
    re.IGNORECASE,
)
_KINDS = ((REACHED, _PAST), (GOALS, _GOALS), (OTHERS, _OTHERS), (REACHED, _REACHED))
_OF_LEVEL = re.compile(  # National targets, 全省情况
    r"(?:the )?(?:global|international|national|provincial|prefectural|city|municipal)(?:'s)? (?:targets|goals|objectives|situation|levels?)"
    r"|(?:国家|全国|中国|全省|省级?|全市|市级?|上级)的?(?:主要|发展|规划)?(?:目标|指标|情况|状况|现状|水平|形势)",
    re.IGNORECASE,
)
_WITH_STOP = re.compile(r"[^。；，]{2,8}。")  # （三）主要目标。
_DOMAIN = re.compile(r"(?:妇女|女性|儿童|青少年)(?:[与和及的]|参与)[^。；，]{2,12}。")  # （四）妇女参与决策和管理。
_CAPTION = re.compile(
    r"^(?:专栏|附[件表图]|[续]?表|图|Table|Annex|Figure|Box)\s*[\d一二三四五六七八九十]+", re.IGNORECASE
)
_PLAN = re.compile(r"(?:规划|纲要)(?:[（(].*[）)])?$|^[^.]*\b(?:plan|outline|programme)\b", re.IGNORECASE)
_ASKS = re.compile(r"提[高升]|增[加长]|扩大|延长|降低|下降|减少|缩小|控制|保持|稳定|覆盖|消除|杜绝|达到|实现")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph stands.

    Parameters
    ----------
    part : women or children; blank where no heading above says.
    domain : the heading it stands under; blank where there is none.
    kind : REACHED, GOALS or OTHERS (measures, principles and the like) by a heading; BEFORE in front of the goals; OPEN where
        no heading says.
    starts : where its text begins, behind an item's number.
    heading : whether it is a heading.
    """

    part: str
    domain: str
    kind: str
    starts: int = 0
    heading: bool = False


@dataclass(frozen=True, slots=True)
class _Heading:
    part: str
    title: bool  # of a plan
    kind: str  # that it opens by its words; "" where they say none
    rank: int
    numbered: bool


Placed = tuple[Paragraph, Place]


class _Parts:
    """Of which plan what stands under the headings so far is; a heading's word holds as far as the heading does."""

    def __init__(self):
        self._open: list[tuple[float, str]] = []  # rank and plan of the headings that name one
        self._rank = -1.0  # of the last heading with a number

    @property
    def now(self) -> str:
        """The plan that is spoken of; blank where no heading says."""
        return self._open[-1][1] if self._open else ""

    def at(self, head: _Heading | None, named: str) -> str:
        """Return the plan from a paragraph on; ``named`` by its words, where it is a heading."""
        part = (head.part if head else "") or named
        if head and head.title:
            self._open, self._rank = [], -1.0
        if head and head.numbered:
            self._rank = rank = float(head.rank)
        else:
            beside = (rank for rank, _ in self._open if rank % 1)  # of another without a number, as 妇女发展目标
            rank = next(beside, self._rank + 0.5)  # else it stands under the last that has one
        if part or (head and head.numbered):
            self._open = [one for one in self._open if one[0] < rank] + [(rank, part)] * bool(part)
        return self.now


def placed(document: Document, higher: Callable[[str], bool] = lambda heading: False) -> Iterator[Placed]:
    """Yield each paragraph with the place it stands in, headings too; ``higher``: whether a heading is of a level above the plan's."""
    paragraphs = document.paragraphs
    heads = {at: head for at in range(len(paragraphs)) if (head := _heading(paragraphs, at, higher))}
    leads = {at: lead for at, one in enumerate(paragraphs) if at not in heads and (lead := _lead(one.text))}
    says = any(head.kind == GOALS for head in heads.values()) or any(kind == GOALS for kind, _ in leads.values())
    begins = _begins(heads)
    domain, kind, item = "", BEFORE if says else OPEN, 0
    parts = _Parts()
    over = opened = (
        DEEPEST + 1
    )  # ranks of the last heading of a domain, and of the one that the kind of section is from
    for at, one in enumerate(paragraphs):
        if _CAPTION.match(one.text) and _is_short(one.text):
            yield one, Place(parts.now, domain, kind, heading=True)
            continue
        head = heads.get(at)
        part = parts.at(head, heading_part(one.text))
        if head is None:
            kind, begin = leads.get(at, (kind, 0))
            item, starts = (item, begin) if begin else _item(one.text, item)
            yield one, Place(part, domain, kind, starts)
            continue
        if head.title:
            domain, kind, item, over, opened = "", BEFORE if says else OPEN, 0, DEEPEST + 1, DEEPEST + 1
        elif head.kind:
            kind, item, opened = head.kind, 0, head.rank if head.numbered else over
            under = head.rank > over if head.numbered else kind == GOALS
            domain = domain if under else ""  # else it stands beside the last heading of a domain, not under it
        elif head.numbered or head.part:
            domain, over = _NUMBERING.sub("", one.text).strip().rstrip("。"), head.rank
            if head.rank <= opened:
                kind, opened = _under(kind, at in begins, says), head.rank
        number = _PLAIN_NUMBER.match(one.text)
        yield one, Place(part, domain, kind, number.end() if number else 0, heading=True)


def _under(kind: str, begins: bool, says: bool) -> str:
    """The kind of what stands under a heading that names none, beside or over the one that the kind so far is from."""
    if begins:
        return BEFORE
    return OPEN if kind in (REACHED, BEFORE) or (kind == OTHERS and not says) else kind


def _lead(text: str) -> tuple[str, int] | None:
    """The kind of section that a paragraph opens in its first words, as 主要目标：…, and where these end."""
    numbering = _NUMBERING.match(text)
    starts = numbering.end() if numbering else 0
    match = re.match(r"([^：:，。；]{2,10})[：:]\s*(?=\S)", text[starts:])
    kinds = [kind for kind, pattern in _KINDS if match and pattern.search(match[1])]
    return (kinds[0], starts + match.end()) if match and kinds else None


def _begins(heads: dict[int, _Heading]) -> set[int]:
    """The headings of a domain under which goals open before the next heading of their rank."""
    found: set[int] = set()
    waiting: list[int] = []  # headings under which nothing has opened yet, those of a lower rank behind
    apart = False  # whether goals of one plan have a heading without a number, as 儿童发展目标: the next plan's stand beside it
    for at, head in sorted(heads.items()):
        if head.title:
            waiting, apart = [], False
        elif head.kind:
            under = [one for one in waiting if not head.numbered or head.rank > heads[one].rank]
            alone = bool(head.part) and not head.numbered
            found |= set(under) if head.kind == GOALS and not (apart and alone) else set()
            waiting, apart = [], apart or alone
        else:
            while waiting and heads[waiting[-1]].rank >= head.rank:
                waiting.pop()
            waiting.append(at)
    return found


def _heading(paragraphs: list[Paragraph], at: int, higher: Callable[[str], bool]) -> _Heading | None:
    text = paragraphs[at].text
    if len(text) > LONGEST:
        return None
    numbering = _NUMBERING.match(text)
    if numbering and _stops(_NUMBERING.sub("", text)):
        text = text.rstrip("。")
    rank = _rank(numbering[0].strip()) if numbering else DEEPEST
    bare = _NUMBERING.sub("", text).strip(" ：:")
    kind = next((kind for kind, pattern in _KINDS if pattern.search(bare)), "")
    kind = OTHERS if _OF_LEVEL.fullmatch(bare) and higher(bare) else kind
    part = heading_part(text) or (named_part(text) if kind == GOALS else "")
    title = bool(_PLAN.search(text.strip()) and not numbering and not kind)
    if not (title or kind or numbering or part) or not _is_heading(text) or _in_a_list(paragraphs, at):
        return None
    return _Heading(part, title, kind, rank, bool(numbering))


def _stops(bare: str) -> bool:
    """Whether a heading has a full stop behind it, as the national outlines print theirs."""
    return bool(_WITH_STOP.fullmatch(bare) or (_DOMAIN.fullmatch(bare) and not asks(bare)))


def _rank(numbering: str) -> int:
    return next((rank for rank, pattern in enumerate(_RANKS) if re.match(pattern, numbering)), DEEPEST)


def _item(text: str, last: int) -> tuple[int, int]:
    """The number of an item of a list and where its text begins; 2.5岁 is item 2, of 5岁, and 2.5% is so behind item 1."""
    match = _DOTTED.match(text)
    if match is not None:
        return last, match.end()
    match = _ITEM.match(text)
    if match is None:
        return last, 0
    number = int(match[1])
    rest = text[match.end() :]
    if match[2] == "." and rest[:1].isdigit() and number not in (last + 1, 1) and not _AGE_OR_YEAR.match(rest):
        return last, 0
    return number, match.end()


def item_of(text: str) -> bool:
    """Whether a paragraph is an item of a numbered list.

    >>> item_of("1．婴儿死亡率降至5‰以下。"), item_of("妇女健康水平提高。")
    (True, False)
    """
    return bool(_ITEM.match(text) or _DOTTED.match(text))


def _in_a_list(paragraphs: list[Paragraph], at: int) -> bool:
    """Whether a paragraph that asks for something is an item of a list: the next or the one before is numbered as it is."""
    match = _ITEM.match(paragraphs[at].text)
    if match is None or not _ASKS.search(paragraphs[at].text):
        return False
    beside = {
        step: int(other[1])
        for step in (-1, 1)
        if 0 <= at + step < len(paragraphs) and (other := _ITEM.match(paragraphs[at + step].text))
    }
    return any(beside.get(step) == int(match[1]) + step for step in (-1, 1))


def _is_short(text: str) -> bool:
    return len(text) <= 2 * SHORT and not re.search("[。；]", text)


def _is_heading(text: str) -> bool:
    """Whether a paragraph is a heading: short, no sentence, nothing asked in it by a number."""
    bare = _NUMBERING.sub("", text)
    if bare.isascii():
        return len(bare) <= 3 * SHORT and not re.search(r"[.;]$|\d\s*(?:%|per\b)", bare) and not _is_item(bare)
    return len(bare) <= SHORT and not re.search(r"[。；;，,]|\d\s*(?:%|‰|/)|\.$", bare) and not _is_item(bare)


def _is_item(bare: str) -> bool:
    """Whether it asks for something all the same: an item of a list without a full stop."""
    if not (numbers(bare) or asks(bare, True)):
        return False
    asked = [clause.rule for clause in clauses(restated(bare))]
    return any(rule is not None and rule.value is not None for rule in asked) or (None in asked and bool(numbers(bare)))
