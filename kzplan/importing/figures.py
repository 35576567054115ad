"""Figures of earlier years: in the sentences on what was reached, and in those of the targets."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..indicator.english import values_before
from ..indicator.shapes import CJK
from ..plan.printed import split_name, written_unit
from ..words.numbers import plain
from .facts import Facts
from .places import Places
from .reached import (
    MOVE,
    NO_NAME,
    NO_YEAR,
    NOT_EXACT,
    NUMBER,
    OTHER_LEVEL,
    UNIT,
    YEAR,
    Reached,
    Reader,
    Unsure,
    named,
    own_place,
    reached,
    undated,
)
from .sections import GOALS, OPEN, OTHERS, REACHED, Placed
from .sentences import LEFT, Sentence
from .told import of_target, prose

_BESIDE = re.compile(  # (2020年为84%)
    rf"\((?:基期|现状|基数)?值?:?(?P<who>[^()\d]{{0,6}})(?P<year>{YEAR})年(?:底|末)?(?:基期|现状|基数)?值?(?:为|是|达到|达|:)?"
    rf"(?P<value>{NUMBER})(?P<unit>{UNIT})?\)"
)
NO_UNIT = ("has no unit, and its target is in per cent", "没有写明单位，而目标的单位是%")


@dataclass
class Figure:
    """A figure that the document gives of an earlier year.

    Parameters
    ----------
    part, line, page, quote : where it stands, and its words.
    full, unit : what it is of.
    values : the printed figure by year.
    """

    part: str
    line: int
    page: int
    quote: str
    full: str
    unit: str
    values: dict[int, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """How the review refers to it."""
        return f"{self.part}:{self.line}:{self.full}"


def figures_of(places: Iterable[Placed], facts: Facts) -> tuple[list[Figure], list[LEFT]]:
    """Return the figures of earlier years that sentences before the goals give, and those that are not certain.

    A paragraph that names no year speaks of the base where its heading says that it tells what was reached; else of no year.
    """
    found: list[Figure] = []
    left: list[LEFT] = []
    places = list(places)
    there = Places(facts, (paragraph.text for paragraph, _ in places))
    for paragraph, place in places:
        if place.heading or place.kind == OTHERS or not facts.base:
            continue
        if not re.search(f"[{CJK}]", paragraph.text):
            said = prose(paragraph.text[place.starts :], facts.base, place.kind in (OPEN, GOALS), there)
            _sort(said, place.part, paragraph.line, paragraph.page, found, left)
            continue
        if place.kind == GOALS:
            continue
        years = [int(year) for year in re.findall(rf"({YEAR})\s*年", plain(paragraph.text))]
        gone, base = bool(years) and max(years) <= facts.base, facts.base if place.kind == REACHED and not years else 0
        if gone or place.kind != OPEN:  # where no heading says what it tells, its years must
            said = Reader(facts.own, facts.district, facts.base, base).read(paragraph.text[place.starts :])
            _sort(said, place.part, paragraph.line, paragraph.page, found, [] if place.kind == OPEN else left)
    return found, left


def figures_of_targets(sentences: Sequence[Sentence], facts: Facts) -> tuple[list[Figure], list[LEFT]]:
    """Return the figures that targets are measured from in their own sentences, and those that are not certain."""
    found: list[Figure] = []
    left: list[LEFT] = []
    of_quote: dict[tuple[int, str], list[Sentence]] = {}
    for one in sentences:
        of_quote.setdefault((one.line, one.quote), []).append(one)
    for place in dict.fromkeys((one.part, one.line, one.page, one.quote) for one in sentences):
        part, line, page, quote = place
        if not re.search(f"[{CJK}]", quote):
            _sort(_in_english(of_quote[line, quote], facts), *place[:3], found, left)
            continue
        names = {_bare(one.name) for one in of_quote[line, quote]}
        for sentence in re.split(r"[。;；!?\n]", re.sub(r"\s+", "", plain(quote))):
            _sort(_from(sentence, names, facts), part, line, page, found, left)
    return found, left


def _in_english(told: Sequence[Sentence], facts: Facts) -> Iterable[Reached | Unsure]:
    """What an English sentence of one target says it starts from."""
    for year, value, unit in values_before(plain(told[0].quote)):
        when = year or facts.base
        if len(told) != 1:
            yield Unsure(told[0].quote, *NO_NAME)
        elif not facts.base or when > facts.base:
            yield Unsure(told[0].quote, *NO_YEAR)
        else:
            yield Reached(told[0].name, when, value, written_unit(unit) or told[0].unit, told[0].quote)
    if len(told) == 1 and facts.base:
        for one in of_target(told[0].quote, told[0].name, facts.base, Places(facts, ())):
            yield Unsure(one.quote, *NO_UNIT) if told[0].unit == "%" and not one.unit else one


def _sort(said, part, line, page, found, left):
    for one in said:
        if isinstance(one, Unsure):
            left.append((line, page, one.quote, one.en, one.zh))
        else:
            found.append(Figure(part, line, page, one.quote, one.name, one.unit, {one.year: one.value}))


def _from(sentence: str, names: set[str], facts: Facts) -> Iterable[Reached | Unsure]:
    """What a target's sentence says it starts from: 由2020年的84%提高到95%, or (2020年为84%) behind it."""
    for clause in re.split(r"[,，](?![^()]*\))", sentence):
        bare, mine = own_place(undated(clause), facts.own, facts.district)
        move = MOVE.fullmatch(bare)
        if move:
            yield _start(move, clause, mine, names, facts)
    for beside in _BESIDE.finditer(sentence):
        alone = [name for name in names if named(name) and name in sentence]
        own, mine = own_place(beside["who"], facts.own, facts.district)
        year = int(beside["year"])
        if mine is False or own:
            yield Unsure(sentence, *OTHER_LEVEL)
        elif len(alone) != 1 or len(_BESIDE.findall(sentence)) > 1:
            yield Unsure(sentence, *NO_NAME)
        elif not facts.base or year > facts.base:
            yield Unsure(sentence, *NO_YEAR)
        else:
            yield reached(alone[0], year, beside["value"], beside["unit"] or "", sentence)


def _bare(name: str) -> str:
    return re.sub(r"\s+", "", plain(split_name(name)[0])).rstrip(":")


def _start(move: re.Match, clause: str, mine: bool | None, names: set[str], facts: Facts) -> Reached | Unsure:
    targets = [name for name in names if named(name) and move["name"].endswith(name)]  # behind an item's number
    name = max(targets, key=len, default="") or named(re.sub(r"^\(?\d{1,2}[.、)](?!\d)", "", move["name"]))
    year = int(move["year0"] or 0)
    unit = move["unit0"] or move["unit1"] or ""
    if mine is False:
        return Unsure(clause, *OTHER_LEVEL)
    if not name:
        return Unsure(clause, *NO_NAME)
    if (move["unit0"] and move["unit1"] and move["unit0"] != move["unit1"]) or re.fullmatch(YEAR, move["value0"]):
        return Unsure(clause, *NOT_EXACT)
    if not year or not facts.base or year > facts.base:
        return Unsure(clause, *NO_YEAR)
    return reached(name, year, move["value0"], unit, clause)
