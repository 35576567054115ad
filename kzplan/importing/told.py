"""What English prose says was reached, each figure with its year: in sections on the past, and in a sentence of its own beside a target."""

import re
from collections.abc import Iterator

from ..indicator.shapes import CALENDAR as YEAR
from ..plan.printed import written_unit
from ..words.numbers import plain
from .places import Places
from .reached import NO_NAME, NO_YEAR, NUMBER, OTHER_LEVEL, Reached, Unsure
from .spoken import numbers, parts_of

IN_ENGLISH = (
    "is English prose that is not read; write it as a sentence of its own (In YEAR, the … was 5.2 per 1,000), or in brackets behind its target",
    "英文叙述中的数据没有读；请单独写成一句（In YEAR, the … was 5.2 per 1,000），或在目标之后用括号写明年份和数值",
)
_UNIT = r"\s?(?:%|‰|per ?cent\b|years?\b|per \d+(?: (?:live births|people|population|children|women))?)"
_VALUE = rf"(?P<value{{0}}>{NUMBER})(?P<unit{{0}}>{_UNIT})?(?:,? (?:in|by) (?P<year{{0}}>{YEAR}))?"
_STOOD = r"was|were|stood at|reached|had reached|has reached|amounted to|was estimated at|is|are"
_MOVED = r"(?:(?:has|had|have) )?(?:fell|fallen|dropped|declined|decreased|rose|risen|increased|grew|grown|climbed|improved|(?:was|were|been) (?:reduced|lowered|raised|increased|cut|brought down))"
_VERB = rf"(?:{_STOOD}|{_MOVED}(?: from {_VALUE.format(0)})? to)"
_THAN = rf"(?:,? (?:down|up|compared (?:with|to)|against)(?: from)? {_VALUE.format(2)})?"
_CLAUSE = re.compile(rf"(?:the )?(?P<name>[a-z][\w' ()-]*?) {_VERB} {_VALUE.format(1)}{_THAN}", re.IGNORECASE)
_DATED = re.compile(
    rf"(?:In|By|As of|At the end of|By the end of|In the year) (?P<year>{YEAR}),? (?:the )?", re.IGNORECASE
)
_NEXT = re.compile(
    rf"(?:,? (?:and|while|whereas)|,) (?=(?:the )?[a-z][\w' ()-]*? (?:{_STOOD}|{_MOVED}) )", re.IGNORECASE
)
_BARE = re.compile(  # words that stand for what was named before
    r"(?:this|it|that|(?:the|this|that|its) )?(?:rate|ratio|share|proportion|coverage|figure|level|value|number|prevalence|mortality)?",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"\d|\b(?:and|or|but|which|while|from|than|nation|national|nationally|nationwide|province|provincial|average|target|goal|gap|decrease|increase)\b",
    re.IGNORECASE,
)


def prose(text: str, base: int, sure: bool = False, places: Places | None = None) -> Iterator[Reached | Unsure]:
    """Yield what English prose says was reached, and the sentences with numbers that are not read.

    Parameters
    ----------
    text : a paragraph.
    base : the year it is of where it names none, and the last that a figure may be of.
    sure : whether a figure must say its year; then what is not read is left to others.
    places : by which words of another place are told; None where all are of the plan's own.

    >>> [(one.name, one.year, one.value) for one in prose("In 2020, infant mortality was 4.1 per 1,000 and enrolment had risen to 81.2%.", 2020)]
    [('infant mortality', 2020, '4.1'), ('enrolment', 2020, '81.2')]
    """
    said = {int(year) for year in re.findall(rf"\b{YEAR}\b", text)}
    usual = base if not said else next(iter(said)) if len(said) == 1 else 0
    for sentence in parts_of(text):
        found = list(_sentence(sentence, 0 if sure else usual, base))
        if found and places and any(places.elsewhere(one.name) for one in found if isinstance(one, Reached)):
            yield Unsure(sentence, *OTHER_LEVEL)
            continue
        if sure:
            yield from (one for one in found if isinstance(one, Reached))
        elif found:
            yield from found
        elif numbers(sentence):
            yield Unsure(sentence, *IN_ENGLISH)


def _sentence(sentence: str, usual: int, base: int) -> Iterator[Reached | Unsure]:
    """The figures of a sentence, where all of it is read; else nothing."""
    said = plain(sentence).strip(" .")
    dated = _DATED.match(said)
    parts = _NEXT.split(said[dated.end() :] if dated else said)
    clauses = [clause for clause in map(_CLAUSE.fullmatch, parts) if clause]
    for clause in clauses if len(clauses) == len(parts) else ():
        year = int(clause["year1"] or (dated["year"] if dated else 0) or usual)
        if not 0 < year <= base or int(clause["year0"] or 0) >= year:
            yield Unsure(sentence, *NO_YEAR)
        elif not named(clause["name"]):
            yield Unsure(sentence, *NO_NAME)
        else:
            unit = _unit(clause["unit1"])
            yield Reached(clause["name"], year, clause["value1"], unit, sentence)
            if clause["year0"] and _unit(clause["unit0"]) in ("", unit):
                yield Reached(clause["name"], int(clause["year0"]), clause["value0"], unit, sentence)
            if clause["year2"] and int(clause["year2"]) < year and _unit(clause["unit2"]) in ("", unit):
                yield Reached(clause["name"], int(clause["year2"]), clause["value2"], unit, sentence)


def of_target(text: str, name: str, base: int, places: Places | None = None) -> Iterator[Reached]:
    """Yield what a paragraph of one target says of it in a sentence of its own: In 2020 the rate was 12.3.

    Parameters
    ----------
    text, name, base : the paragraph, the target's name, the last year a figure may be of.
    places : by which words of another place are told: behind them the rate may be that place's.

    >>> [(one.name, one.value) for one in of_target("Reduce stunting to 8% by 2030. In 2020 the rate was 12.3%.", "stunting", 2020)]
    [('stunting', '12.3')]
    """
    for sentence in parts_of(text):
        if places and places.elsewhere(sentence, first=False):
            return
        said = plain(sentence).strip(" .")
        dated = _DATED.match(said)
        clause = _CLAUSE.fullmatch(said[dated.end() :] if dated else said)
        year = int((clause and clause["year1"]) or (dated and dated["year"]) or 0)
        if clause and 0 < year <= base and _BARE.fullmatch(clause["name"]):
            yield Reached(name, year, clause["value1"], _unit(clause["unit1"]), sentence)


def named(name: str) -> bool:
    """Whether English words name what is measured, and nothing else is said in them.

    >>> named("under-5 mortality rate"), named("rate"), named("national average")
    (True, False, False)
    """
    bare = re.sub(r"\b(?:under|over|aged?|below)[- ]\d+(?:[-–]\d+)?\b", "", name)
    return len(name) > 3 and not _BARE.fullmatch(name) and not _NO_NAME.search(bare)


def _unit(text: str | None) -> str:
    return written_unit(re.sub(r"(?<=\d) .*", "", (text or "").strip()))
