"""Targets that stand in sentences and lists."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from ..indicator.clauses import NOT_READ, Clause, Why, clauses
from ..indicator.rule import IN_WORDS, POINTS
from ..indicator.shapes import CALENDAR
from ..indicator.target import parse_target
from ..plan.catalogue import known_indicators
from ..words.errors import TargetError
from .document import Paragraph
from .gone import told_apart
from .likeness import PART, catalogue_names
from .naming import each_named, each_owned, full_width, in_its_place, written
from .reached import OTHER_LEVEL
from .sections import GOALS, OPEN, Placed
from .spoken import blanks_part, numbers, parts_of, restated

LEFT = tuple[int, int, str, str, str]
_MEASURED = re.compile(r"(?:率|比|比例|比重|占比|人数|数量|数|年限|寿命|时间|素养水平)(?:[（(].*[）)])?$")
_UNITS = (
    (r"\bper 100[, ]?000\b", "1/10万"),
    (r"\bper 10[, ]?000\b", "1/万"),
    (r"\bper 1[, ]?000\b", "‰"),
    (r"\bper ?cent\b", "%"),
    (r"百分点", "%"),
    (r"千分点", "‰"),
    (r"1?/10万|(?:十|10)万分之", "1/10万"),
    (r"1?/万|万分之", "1/万"),
    (r"‰|千分之", "‰"),
    (r"%", "%"),
    (r"分之|[一二两三四五六七八九]成|一半|过半|半数|\b(?:half|thirds?|quarters?|fifths?|tenths?)\b", "%"),
    (r"(?<=\d)(万人次|人次|万人|小时|[年岁人个张名件户所])", ""),
)
_LEVEL = re.compile(  # 全国文明城市 is what a place of any level may be called
    r"全[国省市州盟区县旗](?!域|文明|卫生|双拥|示范|先进|优秀|模范|百强|一级)|(?:国家|省|市|县)级?(?:目标|指标|要求)(?=[:：])"
)
_OWN = re.compile(r"^全[国省市州](.+)[我本全][省市州县区旗盟]$")  # 全国…率2020年为…,我县: of the own place
_HELD = re.compile(r"召开|举办|举行|组织|开展")
_TIMES = re.compile(r"\d(?:余|多)?(?:次|场|期|届)(?![^以]*率)")
_YEAR_FIRST = re.compile(rf"\D{{0,4}}({CALENDAR})年")
_HAPPENED = re.compile(r"^(?:已|达到了|提高了|下降了|降低了|增加了)")
UNMEASURED = Why("says nothing to be measured", "没有数字，也不是已知指标")
PAST = Why("tells of what has been", "说的是已有情况，不是目标")
EARLIER = Why("is due before the plan ends, and says nothing of its end", "只有规划末年以前的要求，没有规划末年的目标")
PARTED = Why(
    "has numbers with nothing but blanks between them, which may be of several columns; write it as a table or a sentence",
    "几个数字之间只有空格，可能是表格中的几列，请改用表格或写成句子",
)
AN_EVENT = Why("says how often something is held, which is no indicator", "说的是开会、办活动的次数，不是指标")
LATER = Why("is due after the plan ends", "要求的年份在规划末年以后")
STATED = Why(
    "says what is, of no year, outside the section of targets; write 'by YEAR' where it is a target",
    "说的是现状，没有年份，也不在目标部分；确属目标的请写明年份",
)
A_YEAR = Why("asks for a growth a year in per cent, which is not a value", "要求的是年均增速，不是指标的数值")

CHANGES = ("better", "better every year", "marked", "relative", "per year", "not worse than")  # rules without a level
_YEAR = r"(?:19|20)\d\d"
_CHANGED = re.compile(r"较|比|基数|增长|年均|每年|逐年")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A target said in a sentence.

    Parameters
    ----------
    part, line, page, quote : where it stands, and the sentence.
    domain : the heading it stands under.
    name, unit, target : its indicator, the unit the number has, and its predicate, as printed.
    department : who is named for it in brackets, or in a line of its own below.
    interim : what is asked of years before, as (year, predicate).
    """

    part: str
    line: int
    page: int
    quote: str
    domain: str
    name: str
    unit: str
    target: str
    department: str = ""
    interim: tuple[tuple[int, str], ...] = ()


def sentences_of(
    places: Iterable[Placed], first: int = 0, last: int = 0, higher: Callable[[str], bool] = lambda words: False
) -> tuple[list[Sentence], list[LEFT]]:
    """Return the targets in sentences, and what was left.

    Parameters
    ----------
    places : the paragraphs of a document with their places.
    first, last : years of the plan; 0 where they are not known.
    higher : whether words name a level above the plan's own.

    Returns
    -------
    (sentences, left) : left are (line, page, text, why in English and Chinese).
    """
    found: list[Sentence] = []
    left: list[LEFT] = []
    for paragraph, place in places:
        if place.heading or place.kind not in (GOALS, OPEN):
            continue
        said = paragraph.text[place.starts :]
        if blanks_part(said):
            left.append((paragraph.line, paragraph.page, said, *PARTED))
            continue
        before = ""
        for text, owners in each_owned(said):
            if owners and not text:
                _own(found, owners)
            for stretch, gone in told_apart(restated(text), first, last):
                left += _gone(paragraph, stretch, first) if gone else []
                for clause in () if gone else clauses(stretch):
                    clause = clause._replace(name=_OWN.sub(r"\1", in_its_place(clause.name, before)))
                    before = clause.name
                    why = _of_another(clause, higher) or _against(clause, first, last)
                    why = STATED if why is None and place.kind == OPEN and _states(stretch, clause) else why
                    if why is None:
                        found += [_sentence(paragraph, place, clause, name, owners) for name in each_named(clause.name)]
                    else:
                        asked = "，".join([*(one for _, one in clause.earlier), clause.predicate])
                        left.append((paragraph.line, paragraph.page, f"{clause.name}{asked}", *why))
    return found, left


def _gone(paragraph: Paragraph, stretch: str, first: int) -> list[LEFT]:
    """What is told of the past, or of a year on the way, as what was left."""
    told = EARLIER if (year := _YEAR_FIRST.match(stretch)) and 0 < first <= int(year[1]) else PAST
    return [(paragraph.line, paragraph.page, one, *told) for one in parts_of(stretch) if numbers(one)]


def _own(found: list[Sentence], owners: str) -> None:
    """Give the targets of the last paragraph so far the departments that the line below it names."""
    for at in range(len(found) - 1, -1, -1):
        if found[at].line != found[-1].line:
            return
        found[at] = replace(found[at], department=found[at].department or owners)


def _of_another(clause: Clause, higher: Callable[[str], bool]) -> Why | None:
    """Why a clause is no target of the plan's own place, or of no indicator."""
    level = _LEVEL.match(clause.name)
    if level and higher(level[0]):
        return Why(*OTHER_LEVEL)
    return AN_EVENT if _HELD.search(clause.name) and _TIMES.search(clause.predicate) else None


def _against(clause: Clause, first: int, last: int) -> Why | None:
    """Why a clause is no target of a plan of these years; None where it is one."""
    rule = clause.rule
    said = [] if rule is None else [rule.due] if rule.form in IN_WORDS else [rule.due, rule.year]
    years = [year for year in said if year is not None]
    years += [int(year) for year in re.findall(r"(\d{4})年", clause.name)] + [year for year, _ in clause.earlier]
    past = bool(first) and (bool(_HAPPENED.search(clause.predicate)) or any(year < first for year in years))
    if past and clause.why in (None, NOT_READ):
        return PAST
    if clause.why is not None:
        return clause.why
    if rule is None and _reads(clause.predicate):  # its words alone would say more than the sentence does
        return NOT_READ
    if last and years and max(years) != last:
        return EARLIER if max(years) < last else LATER
    if rule is not None and rule.form == "per year" and rule.unit != POINTS:
        return A_YEAR
    return None if _is_target(clause) else UNMEASURED


def _states(text: str, clause: Clause) -> bool:
    """Whether an English sentence outside the targets only says what is, of no year: prevalence is below 1%."""
    bare = clause.rule is not None and clause.rule.due is None and clause.name.isascii()
    said = (
        re.search(
            rf"{re.escape(clause.name)} (?:is|are) (?:\d|[<>≤≥]|below|above|under|over|at|less|more|fewer|no|not|about|around|between)",
            text,
        )
        if bare
        else None
    )
    return said is not None and not re.search(rf"\b(?:by|in) (?:the end of )?{_YEAR}", text)


def _reads(predicate: str) -> bool:
    try:
        return bool(parse_target(predicate))
    except TargetError:
        return False


def _is_target(clause: Clause) -> bool:
    """Whether a clause says something to be measured: it has a number, or its words are of an indicator."""
    if clause.rule is None or clause.rule.value is not None:
        return True
    kept = clause.rule.form == "not worse than" and clause.name.isascii()  # no increase in childhood overweight
    return kept or bool(_MEASURED.search(clause.name)) or bool(catalogue_names().nearest(clause.name, 1, 0.8))


def _sentence(paragraph, place, clause, name, owners):
    said = written(name.strip())
    unit = _unit(clause._replace(name=said))
    if "全覆盖" in clause.predicate and not _MEASURED.search(said):
        said, unit = f"{said}覆盖率", "%"
    named = (place.domain, said, unit, full_width(clause.predicate.strip()), owners)
    interim = tuple((year, full_width(asked)) for year, asked in clause.earlier)
    return Sentence(place.part, paragraph.line, paragraph.page, paragraph.text, *named, interim)


def _unit(clause: Clause) -> str:
    """The unit of what is measured; a change's number (增长10%) has another, so that is the catalogue's of a rate, or none.

    A catalogue's unit of a count is not taken: documents count in 人 and in 万人.
    """
    points = re.search(r"(百|千)分点", clause.predicate)
    if points:
        return "%" if points[1] == "百" else "‰"
    if clause.rule.form in CHANGES if clause.rule else _CHANGED.search(clause.predicate):
        like = catalogue_names().nearest(clause.name, 1, PART)
        known = known_indicators()[like[0].key] if like else None  # type: ignore[index]
        return known.unit if known and known.kind in ("rate", "proportion", "positive") else ""
    said = re.sub(r"(?:19|20)\d\d年", "", clause.predicate)
    found = ((re.search(pattern, said), name) for pattern, name in _UNITS)
    return next((name or match[1] for match, name in found if match), "")
