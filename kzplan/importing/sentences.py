"""Targets that stand in sentences and lists."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..indicator.clauses import NOT_READ, Clause, Why, clauses
from ..indicator.rule import IN_WORDS, POINTS
from ..indicator.target import parse_target
from ..plan.catalogue import known_indicators
from ..plan.period import PARTS
from ..words.errors import TargetError
from .document import Document, Paragraph
from .likeness import PART, catalogue_names
from .naming import each_named, each_owned, full_width, in_its_place, written
from .parts import heading_part

SHORT = 30  # characters of a heading
LEFT = tuple[int, int, str, str, str]
_NUMBERING = re.compile(
    r"^(?:第[一二三四五六七八九十]+[章节]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、])\s*"
)
_ITEM = re.compile(r"^\s*(\d{1,2})\s*(．|、|\.)\s*")
_GOALS = re.compile(
    r"主要目标|发展目标|总体目标|具体目标|目标任务|^目标$|主要指标|objectives|targets|goals", re.IGNORECASE
)
_OTHERS = re.compile(
    r"策略措施|主要措施|重点任务|主要任务|背景|(?:发展|工作|现实)基础|现状|回顾|形势|成[就效]|成绩|指导思想|基本原则|总体思路|总体要求|组织实施|保障措施|监测评估|实施保障|重点工程"
    r"|background|measures|strateg|monitoring|principles",
    re.IGNORECASE,
)
_PLAN = re.compile(r"(?:规划|纲要)(?:[（(].*[）)])?$")  # the title of a plan, from which its sections are counted anew
_MEASURED = re.compile(r"(?:率|比|比例|比重|占比|人数|数量|数|年限|寿命|时间|素养水平)(?:[（(].*[）)])?$")
_UNITS = (
    (r"\bper 100[, ]?000\b", "1/10万"),
    (r"\bper 10[, ]?000\b", "1/万"),
    (r"\bper 1[, ]?000\b", "‰"),
    (r"\bper ?cent\b", "%"),
    (r"百分点", "%"),
    (r"千分点", "‰"),
    (r"1?/10万", "1/10万"),
    (r"1?/万", "1/万"),
    (r"‰", "‰"),
    (r"%", "%"),
    (r"(?<=\d)(万人|小时|[年岁人个张名件户所])", ""),
)
_HAPPENED = re.compile(r"^(?:已|达到了|提高了|下降了|降低了|增加了)")
TABLED = Why("its plan has a table of targets", "所属规划另有指标表，以表为准")
UNMEASURED = Why("says nothing to be measured", "没有数字，也不是已知指标")
PAST = Why("tells of what has been", "说的是已有情况，不是目标")
EARLIER = Why("is due before the plan ends, and says nothing of its end", "只有规划末年以前的要求，没有规划末年的目标")
LATER = Why("is due after the plan ends", "要求的年份在规划末年以后")
A_YEAR = Why("asks for a growth a year in per cent, which is not a value", "要求的是年均增速，不是指标的数值")

CHANGES = ("better", "better every year", "marked", "relative", "per year", "not worse than")  # rules without a level
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


@dataclass(frozen=True, slots=True)
class _Place:
    part: str
    domain: str
    goals: bool
    starts: int  # where its text begins, behind an item's number


def sentences_of(
    document: Document, tabled: set[str], first: int = 0, last: int = 0
) -> tuple[list[Sentence], list[LEFT]]:
    """Return the targets in sentences, and what was left.

    Parameters
    ----------
    document : as read.
    tabled : plans whose targets stand in a table; their sentences are not read again.
    first, last : years of the plan; 0 where they are not known.

    Returns
    -------
    (sentences, left) : left are (line, page, text, why in English and Chinese).
    """
    found: list[Sentence] = []
    left: list[LEFT] = []
    for paragraph, place in _placed(document):
        if not place.goals:
            continue
        before = ""
        for text, owners in each_owned(paragraph.text[place.starts :]):
            if owners and not text:
                _own(found, owners)
            for clause in clauses(text):
                clause = clause._replace(name=in_its_place(clause.name, before))
                before = clause.name
                why = _against(clause, first, last)
                if place.part in tabled:
                    if clause.rule is not None and clause.rule.value is None:
                        continue
                    why = TABLED
                if why is None:
                    found += [_sentence(paragraph, place, clause, name, owners) for name in each_named(clause.name)]
                else:
                    left.append((paragraph.line, paragraph.page, f"{clause.name}{clause.predicate}", *why))
    return found, left


def _own(found: list[Sentence], owners: str) -> None:
    """Give the targets of the last paragraph so far the departments that the line below it names."""
    for at in range(len(found) - 1, -1, -1):
        if found[at].line != found[-1].line:
            return
        found[at] = replace(found[at], department=found[at].department or owners)


def _against(clause: Clause, first: int, last: int) -> Why | None:
    """Why a clause is no target of a plan of these years; None where it is one."""
    rule = clause.rule
    said = [] if rule is None else [rule.due] if rule.form in IN_WORDS else [rule.due, rule.year]
    years = [year for year in said if year is not None]
    years += [int(year) for year in re.findall(r"(\d{4})年", clause.name)]
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


def _reads(predicate: str) -> bool:
    try:
        return bool(parse_target(predicate))
    except TargetError:
        return False


def _placed(document: Document) -> Iterator[tuple[Paragraph, _Place]]:
    """Each paragraph with the part, the domain and the kind of section it stands in."""
    sections = any(_is_heading(one.text) and _GOALS.search(one.text) for one in document.paragraphs)
    part, domain, above, goals, item = PARTS[0], "", "", not sections, 0
    for one in document.paragraphs:
        head = _is_heading(one.text)
        part = heading_part(one.text) or part
        if head and heading_part(one.text) and _PLAN.search(one.text.strip()) and not _NUMBERING.match(one.text):
            domain, goals, item = "", not sections, 0
        elif head and (_OTHERS.search(one.text) or _GOALS.search(one.text)):
            goals = bool(_GOALS.search(one.text)) or (not sections and not _OTHERS.search(one.text))
            beside = _numbered(one.text) and _numbered(one.text) == above  # no heading over it, but one before it
            domain, item = (domain if goals and not beside else ""), 0
        elif head and _NUMBERING.match(one.text):
            domain, above = _NUMBERING.sub("", one.text).strip(), _numbered(one.text)
        elif not head or not heading_part(one.text):
            item, starts = _item(one.text, item)
            yield one, _Place(part, domain, goals, starts)


def _numbered(text: str) -> str:
    """How a heading is numbered, whatever its number: 一、 and 二、 are of one rank."""
    match = _NUMBERING.match(text)
    return re.sub(r"[一二三四五六七八九十\d]+", "1", match[0].strip()) if match else ""


def _item(text: str, last: int) -> tuple[int, int]:
    """The number of an item of a list and where its text begins; 2.5岁 behind item 1 is item 2, of 5岁."""
    match = _ITEM.match(text)
    if match is None:
        return last, 0
    number = int(match[1])
    if match[2] == "." and text[match.end() :][:1].isdigit() and number not in (last + 1, 1):
        return last, 0
    return number, match.end()


def _is_heading(text: str) -> bool:
    """Whether a paragraph is a heading: short, no sentence, no number in it that a target could have."""
    bare = _NUMBERING.sub("", text)
    return len(bare) <= SHORT and not re.search(r"[。；;，,]|\d\s*(?:%|‰|/)|\.$", bare) and not _is_item(bare)


def _is_item(bare):
    """Whether it says a target all the same: an item of a list without a full stop."""
    return any(clause.rule is not None and clause.rule.value is not None for clause in clauses(bare))


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
    return Sentence(place.part, paragraph.line, paragraph.page, paragraph.text, *named)


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
