"""How like two names of indicators are: characters in common, with a veto on the words that part indicators.

A proposal only. Whether two figures may be compared is a person's to say.
"""

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from math import log, sqrt
from pathlib import Path
from typing import NamedTuple

import numpy as np

from ..plan.catalogue import known_indicators
from .scope import differing, levels_differ
from .spelling import plain

ENOUGH = 0.5  # likeness from which a name is proposed
WORTH_A_LOOK = 0.45  # likeness from which a name that nothing parts is offered to be checked
PART = 0.95  # most that a name is like another that one of its words makes a part of
KEPT = 4096  # names whose likest are remembered
SURE = 0.999  # likeness of names that are the same but for their spelling
_NOTE = re.compile(r"\([^()]*\)\s*$")
# groups of words that make a part of the same thing, or measure it otherwise; the others part different things
OF_A_PART = frozenset(
    "sex place rung young new rank general special stage vaccine cancers who insured age level provider scheme".split()
)
MEASURED = frozenset("measure seats per fitness gross change crime standard gap order sight wording".split())
WORDING = "wording"  # what two names differ in that no group of words parts
AT_THE_END = ("measure", "facility")  # groups told by how a name ends: rates in 率, whatever a note behind says
_FILLERS = frozenset(
    "of the and in for per by at to a rate ratio with among or who share proportion percentage percent level".split()
)
_PARTS = {  # when words that two names hold part them
    "different": lambda mine, theirs: True,
    "both different": lambda mine, theirs: bool(mine and theirs),
    "nothing shared": lambda mine, theirs: not mine & theirs,
}
_LITERACY = re.compile(r"(.*?)素[养质]")
_WHOSE = re.compile(  # what stands before the kind of literacy: a place, people, and words that say nothing of it
    r"^.*(?:居民|女性?|男性?|女童|女生|儿童|公民|人群|人口|照[护料]人|照[护料]者|看护人|监护人|学生|青少年|老年人|家长|职工|群众|市民|村民|产妇|孕妇"
    r"|农民|人|教师|[省市区县州旗盟国]|城乡|农村|城镇|具备|具有|达到|基本|总体|的)"
)
_AGE = re.compile(r"(?:(\d+)-)?(\d+)(岁|个月)(内|以下)?")
_AGE_EN = re.compile(r"\b(?:(\d{1,2})[-–](\d{1,2})\b|under (\d{1,2})\b)(?: (month))?")


@cache
def _partings():
    with Path(__file__).with_name("partings.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    groups: dict[str, list] = {}
    for row in rows:
        groups.setdefault(row["group"], []).append(row)
    return tuple((group, _Parting.of(classes)) for group, classes in groups.items())


class _Parting(NamedTuple):
    """A group of words that part indicators; most names hold none of it, which one search of all its words tells."""

    classes: tuple[tuple[str, re.Pattern], ...]
    any_of: re.Pattern
    parts: Callable[[frozenset, frozenset], bool]
    unless: re.Pattern | None

    @classmethod
    def of(cls, rows: Sequence[Mapping[str, str]]) -> "_Parting":
        patterns = [row["pattern"] for row in rows]
        unless = "|".join(f"(?:{one})" for one in dict.fromkeys(row["unless"] for row in rows) if one)
        return cls(
            tuple((row["class"], re.compile(row["pattern"])) for row in rows),
            re.compile("|".join(f"(?:{one})" for one in patterns)),
            _PARTS[rows[0]["parts"]],
            re.compile(unless) if unless else None,
        )


@cache
def _told(name: str) -> dict[str, tuple[frozenset[str], bool]]:
    """Which words that part indicators a name holds: {group: (classes, whether something makes the group of no account)}."""
    whole, bare = plain(name), plain(_NOTE.sub("", unicodedata.normalize("NFKC", name)))
    told = {}
    for group, parting in _partings():
        text = bare if group in AT_THE_END else whole
        held = parting.classes if parting.any_of.search(text) else ()
        excused = bool(parting.unless and parting.unless.search(text))
        told[group] = (frozenset(label for label, pattern in held if pattern.search(text)), excused)
    return told


def parted(one: str, other: str) -> str:
    """Return the group of words that parts two names, or "" where none does; of several one that makes them different things.

    >>> parted("村委会主任中女性比例", "村委会成员中女性比例"), parted("5岁以下儿童低体重率", "5岁以下儿童贫血率")
    ('head', 'growth')
    >>> parted("孕产妇死亡率", "孕产妇死亡率（1/10万）")
    ''
    """
    found = ["age"] if _ages_differ(plain(one), plain(other)) else []
    found += ["level"] if levels_differ(one, other) else []
    found += ["narrow"] if _literacies_differ(plain(one), plain(other)) else []
    found += ["order"] if _order_differs(plain(one), plain(other)) else []
    here, there = _told(one), _told(other)
    for group, parting in _partings():
        (mine, excused), (theirs, excused_too) = here[group], there[group]
        if mine == theirs or excused or excused_too:
            continue
        if parting.parts(mine, theirs):
            found.append(group)
    return min(found, key=to_check, default="")


def to_check(group: str) -> bool:
    """Whether what a group of words parts is the same thing, of another part of it or measured otherwise.

    >>> to_check("sex"), to_check("measure"), to_check("medic")
    (True, True, False)
    """
    return group in OF_A_PART or group in MEASURED


def _order_differs(one, other):
    """Whether one is of men to women and the other of women to men."""
    both = [text for text in (one, other) if "男" in text and "女" in text]
    return len(both) == 2 and len({text.index("男") < text.index("女") for text in both}) == 2


def _literacies_differ(one, other):
    """Whether two names are of different kinds of literacy (素养, 素质): a word before the head makes another of it."""
    kinds = [_WHOSE.sub("", told[1]) for told in map(_LITERACY.match, (one, other)) if told]
    return len(kinds) == 2 and kinds[0] != kinds[1]


def _ages_differ(one, other):
    mine, theirs = _ages(one), _ages(other)
    return bool(mine and theirs and not mine & theirs)


def _ages(text):
    """Upper ages that a name speaks of: 6 years of age and under 7 are the same."""
    found = set()
    for low, high, unit, under in _AGE.findall(text):
        found |= {(int(high) + more, unit, bool(under or low)) for more in ((0, 1) if low else (0,))}
    for low, high, under, months in _AGE_EN.findall(text) if text.isascii() else ():
        found |= {(int(high or under) + more, months or "year", True) for more in ((0, 1) if low else (0,))}
    return found


@dataclass(frozen=True, slots=True)
class Like:
    """A proposal.

    Parameters
    ----------
    key : what was found.
    name : the name of it that is nearest.
    score : likeness, 0 to 1.
    differs : what the words that part the two are about; blank where none do. What differs is never the same indicator: it
        is shown beneath, to be checked (需核对口径).
    """

    key: Hashable
    name: str
    score: float
    differs: str = ""


class Names:
    """Names to look among.

    Parameters
    ----------
    named : {key: its names}.
    chief : {key: the name that says what it is of, where the others may be shorter}; None: each name says it itself.

    >>> among = Names({"W03": ["孕产妇死亡率"], "C02": ["婴儿死亡率"]})
    >>> among.nearest("全市孕产妇死亡率（1/10万）")[0].key, among.nearest("新生儿死亡率")
    ('W03', ())
    """

    def __init__(self, named: Mapping[Hashable, Iterable[str]], chief: Mapping[Hashable, str] | None = None):
        self._chief = chief or {}
        self._asked: dict[str, list[Like]] = {}
        self._names = [(key, name) for key, names in named.items() for name in names]
        grams = [_grams(plain(name)) for _, name in self._names]
        spread = Counter(chain.from_iterable(grams))
        self._rare = log(1 + len(grams))  # weight of what stands in no name
        self._weight = {gram: log(1 + len(grams) / times) for gram, times in spread.items()}
        places: dict[str, list[int]] = {gram: [] for gram in spread}
        shares: dict[str, list[float]] = {gram: [] for gram in spread}
        for at, one in enumerate(grams):
            for gram, share in self._shares(one).items():
                places[gram].append(at)
                shares[gram].append(share)
        self._holds = {gram: (np.array(places[gram]), np.array(shares[gram])) for gram in spread}

    def _shares(self, grams):
        weights = {gram: times * self._weight.get(gram, self._rare) for gram, times in grams.items()}
        length = sqrt(sum([weight * weight for weight in weights.values()])) or 1.0
        return {gram: weight / length for gram, weight in weights.items()}

    def _likeness(self, name):
        """Cosine of every name with one."""
        found = np.zeros(len(self._names))
        for gram, share in self._shares(_grams(plain(name))).items():
            if gram in self._holds:
                places, weights = self._holds[gram]
                found[places] += share * weights
        return found

    def nearest(self, name: str, most: int = 3, enough: float = ENOUGH) -> tuple[Like, ...]:
        """Return the likest that nothing parts from ``name``, at most ``most`` and each key once; none below ``enough``."""
        found: dict[Hashable, Like] = {}
        for like in self._likest(name, enough):
            if len(found) == most:
                break
            if like.key not in found and not parted(name, like.name):
                found[like.key] = like
        return tuple(found.values())

    def apart(self, name: str, most: int = 2, enough: float = ENOUGH) -> tuple[tuple[Like, str], ...]:
        """Return the likest of which every name is parted from ``name``, with the group of words that parts it.

        First those of the same thing that only need a check; behind them those that a word makes another thing.

        >>> Names({"W35": ["女性基本医疗保险参保率"]}).apart("女性基本医疗保险参保人数")[0][1]
        'measure'
        """
        near = {like.key for like in self.nearest(name, len(self._names), enough)}
        found: dict[Hashable, tuple[Like, str]] = {}
        for like in self._likest(name, min(enough, WORTH_A_LOOK)):
            group = "" if like.key in near else parted(name, like.name) or WORDING
            if not group or (like.score < enough and group != WORDING):
                continue
            if like.key not in found or to_check(group) > to_check(found[like.key][1]):
                found[like.key] = like, group
        return tuple(sorted(found.values(), key=lambda one: not to_check(one[1]))[:most])

    def ranked(self, name: str, most: int = 3, enough: float = ENOUGH) -> tuple[Like, ...]:
        """Return the likest that nothing parts from ``name``; where there is none, those to be checked.

        To be checked are those of the same thing, of another part of it (girls for all) or measured otherwise (a number for
        a rate); what a word makes another thing, as beds of staff, is not among them.

        >>> among = Names({"W35": ["女性基本医疗保险参保率"], "W36": ["女性养老保险参保率"]})
        >>> [(like.key, like.differs) for like in among.ranked("女性基本医疗保险参保率")]
        [('W35', '')]
        >>> [(like.key, like.differs) for like in among.ranked("女性基本医疗保险参保人数", 1)]
        [('W35', 'measure')]
        """
        near = self.nearest(name, most, enough)
        same = [(like, group) for like, group in self.apart(name, most, enough) if to_check(group)]
        return near or tuple(replace(like, differs=group) for like, group in same)

    def of_a_part(self, name: str, key: Hashable, known: str) -> tuple[str, ...]:
        """Return what a name and a known one may differ in, though they are alike; see :func:`kzplan.importing.scope.differing`."""
        return differing(name, self._chief.get(key, known))

    def _likest(self, name, enough):
        """Every name that is like enough, the likest first; what is asked again is not looked for again."""
        if len(self._asked) > KEPT:
            self._asked.clear()
        if name not in self._asked:
            self._asked[name] = list(self._found(name, WORTH_A_LOOK))
        if enough < WORTH_A_LOOK:
            return list(self._found(name, enough))
        return [like for like in self._asked[name] if like.score >= enough]

    def _found(self, name, enough):
        likeness = self._likeness(name) if self._names else np.zeros(0)
        for at in np.flatnonzero(likeness > PART):
            if self.of_a_part(name, *self._names[at]):
                likeness[at] = PART
        like = np.flatnonzero(likeness >= enough)
        for at in like[np.argsort(-likeness[like], kind="stable")]:
            key, known = self._names[at]
            yield Like(key, known, round(float(likeness[at]), 3))


def _grams(text):
    """What a compared name is made of: its characters and their pairs; of an English one its words."""
    if text.isascii():
        return Counter(word.rstrip("s") for word in re.findall("[a-z0-9]+", text) if word not in _FILLERS)
    return Counter([*text, *map(str.__add__, text, text[1:])])


def likeness(one: str, other: str) -> float:
    """Return how like two names are, 0 to 1, whatever parts them.

    >>> likeness("女法官占比", "法官中女性比例") > 0.5
    True
    """
    mine, theirs = _grams(plain(one)), _grams(plain(other))
    shared = sum((mine & theirs).values())
    return round(2 * shared / max(sum(mine.values()) + sum(theirs.values()), 1), 3)


@cache
def catalogue_names() -> Names:
    """Return the names of the catalogue, those of a plan's targets first; keys are (id, stratum)."""
    order = ("plan", "decade", "outline")
    known = sorted(known_indicators().items(), key=lambda item: order.index(item[1].origin))
    named: dict[Hashable, tuple[str, ...]] = {key: (one.name.zh, *one.aliases, one.name.en) for key, one in known}
    return Names(named, {key: one.name.zh for key, one in known})
