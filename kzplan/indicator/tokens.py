"""The words of a target, one after the other: numbers, years and the wordings of ``wordings.csv``."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..words.errors import InputError
from ..words.numbers import NUMERAL, english, numeral

# what a wording does → its letter, of which the patterns of grammar.py are made; blank: it changes nothing
ROLES = {
    "reach": "v",
    "raise to": "u",
    "lower to": "d",
    "increase": "U",
    "decrease": "D",
    "improve": "I",
    "halve": "H",
    "double": "X",
    "at least": "g",
    "above": "G",
    "at most": "l",
    "below": "L",
    "no worse": "q",
    "better than": "Q",
    "or above": "s",
    "or below": "t",
    "or so": "a",
    "around": "A",
    "soft": "w",
    "marked": "M",
    "year on year": "E",
    "a year": "y",
    "trend": "T",
    "each": "b",
    "and": "&",
    "comma": ",",
    "colon": ":",
    "dash": "-",
    "plus minus": "±",
    "between": "i",
    "within": "j",
    "from": "o",
    "open": "(",
    "close": ")",
    "towns": "1",
    "country": "2",
    "towns and country": "3",
    "whole": "F",
    "none left": "0",
    "not quantified": "N",
    "natural band": "Z",
    "in all": "k",
    "may be left out": "",
}
CJK = "\u4e00-\u9fff〇"
_ZH_YEAR = r"(?P<year>(?:1[89]|20)\d\d|[〇零一二三四五六七八九]{4})年(?:年?底|年?末)?"
_EN_YEAR = r"(?P<year>(?:1[89]|20)\d\d)"
_VALUE = r"(?:的)?(?:实际|平均)?(?:水平|数值|数据|实绩|值|数)"
_LEVEL = r"(?:levels?|values?|figures?|baselines?)"
_SINCE = r"(?:from|compared (?:with|to)|relative to|against|versus|vs\.?)"
_DIGITS = r"\d+(?:\.\d+)?"
_NUMBER = rf"(?P<number>{_DIGITS}|{NUMERAL}(?:点[零〇一二三四五六七八九]+)?)"
_THINGS = "人次|人天|平方米|平方公里|公里|周岁|小时|分钟|例次|床位|人|例|件|个|所|项|种|户|岁|年|张|名|次|家|元|册|条|处|片|天|支|m2"
_UNIT = (
    r"(?P<unit>%|‰|‱|/(?:10|十)?万|/千|/100000|/10000|/1000|每(?:10|十)?万|每千"
    rf"|(?:[万亿]?(?:{_THINGS})|[万亿])(?:/(?:[万千]?人口?|月|年|人·月))?)"
)
_WHO = "(?:live births|births|population|people|persons|inhabitants|children|women|girls|uninfected population)"
_EN_PER = rf"\s*(?:[a-z]+ )?\s*(?:per|/|in|for every)\s*(?P<per>10{{2,6}})(?:\s+{_WHO})?\b"
_PARTS = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "fourth": 0.25, "fifth": 0.2, "sixth": 1 / 6, "tenth": 0.1}
# letter, unit where it is said by the words, and the regex of what stands for it; the longest that fits counts
_SHAPES = [
    ("B", "", rf"以{_ZH_YEAR}(?:{_VALUE})?(?:作)?为(?:基数|基期|基准值?|基础|参照)"),
    ("B", "", rf"(?:在|于)?{_ZH_YEAR}(?:{_VALUE})?的?基础上"),
    ("B", "", rf"(?:比|较|相比于?|相较于?|相对于?|对比){_ZH_YEAR}(?:{_VALUE})?(?:相比)?"),
    ("B", "", rf"(?:与|同|和){_ZH_YEAR}(?:{_VALUE})?(?:相比较?|比较)"),
    (
        "B",
        "",
        r"(?:比|较)基期年?(?:水平|值)?|以基期年?(?:数据|水平|值)?为基[数准]|在(?:现有|基期年?)(?:水平)?的?基础上",
    ),
    ("B", "", rf"(?:{_SINCE}|over|on|since)\s+(?:a |the |its )?{_EN_YEAR}(?: {_LEVEL})?\b"),
    ("B", "", rf"{_SINCE}\s+(?:the |its )?{_LEVEL} (?:of|in) {_EN_YEAR}\b"),
    ("R", "", rf"{_ZH_YEAR}{_VALUE}"),
    ("R", "", r"基期年?(?:水平|值)"),
    ("R", "", rf"(?:the |its |that of )?{_EN_YEAR} {_LEVEL}\b"),
    ("R", "", rf"(?:the |its )?{_LEVEL} (?:of|in) {_EN_YEAR}\b"),
    ("Y", "", rf"(?:截至|至|到|在|于)?{_ZH_YEAR}(?:以?前|时)?"),
    ("Y", "", rf"(?<=\(){_EN_YEAR}(?=\))"),
    ("Y", "", rf"(?:by|in|until|before)\s+(?:the )?(?:end of )?(?:the year )?{_EN_YEAR}\b"),
    ("n", "%", rf"百分之{_NUMBER}"),
    ("n", "‰", rf"千分之{_NUMBER}"),
    ("n", "1/10万", rf"十万分之{_NUMBER}"),
    ("n", "1/万", rf"万分之{_NUMBER}"),
    ("n", "%", rf"(?P<tens>{_DIGITS}|[一二三四五六七八九])成(?P<half>半)?"),
    ("n", "%", r"(?P<tens>[一二三四五六七八九])成(?P<ones>[一二三四五六七八九])"),
    ("n", "%", rf"(?P<number>{_DIGITS})\s*(?:per ?cent|percent|pct)\b"),
    ("n", "%", r"(?P<word>[a-z]+(?:[ -][a-z]+)?) per ?cent\b"),
    ("n", "岁", rf"(?P<number>{_DIGITS})\s*years(?: of age| of life)?\b"),
    ("n", "", rf"(?P<number>{_DIGITS}){_EN_PER}"),
    ("n", "", rf"{_NUMBER}\s*{_UNIT}"),
    ("n", "", rf"(?P<number>{_DIGITS})"),
    ("m", "", rf"{_NUMBER}倍"),
    ("P", "%", rf"{_NUMBER}个?百分点"),
    ("P", "‰", rf"{_NUMBER}个?千分点"),
    ("P", "%", rf"(?P<number>{_DIGITS})\s*(?:percentage|per ?cent|percent)[ -]points?\b"),
    ("f", "", rf"(?P<below>{NUMERAL}|\d+)分之(?P<over>{NUMERAL}|\d+)"),
    ("f", "", r"(?P<over>\d+)/(?P<below>\d+)(?![\d万千])"),
    ("f", "", r"一半|半数"),
    ("f", "", rf"(?:(?:an?|one|(?P<times>two|three|four|five))[ -])?(?P<part>{'|'.join(_PARTS)})s?\b"),
]
_SHAPED = [(letter, unit, re.compile(shape)) for letter, unit, shape in _SHAPES]
# another place's or group's figure, by which a target is measured: the noun says whose, and no rank or standard
_SERIES = re.compile(
    r"[^\d,;()%:]*?(?:平均水平|平均值|平均数|平均|均值|水平|比例|比重|占比)(?=以[上下内]|之[上下内]|$)"
)
_WHOSE = re.compile(r"[省市区县州国旗盟]|本地|世界|全球|男|女|职工|城镇|农村|总数|平均|同期")
_NOBODYS = re.compile(
    r"^(?:不|低于|高于|超过|大于|小于|优于|好于|或)|先进|领先|前列|较高|较低|中上|现有|目前|当前|上年|上一|去年|往年|历史|以往|规划|目标|预期|正常|合理|规定|标准|要求|各"
)
_SUITED = re.compile(r"(?:与|同)(\D+?)(?:相适应|相匹配)$")
_EN_SERIES = re.compile(
    r"(?:the )?(?:national|provincial|municipal|city|county|district|regional|global|world|urban)(?:'s)? (?:average|mean|level)s?\b"
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a target.

    Parameters
    ----------
    letter : what it is, one of ``ROLES`` or n number, f fraction, P points, m multiple, Y year, B year it starts from,
        R value of a year, S another series, W 与…相适应.
    text : as it stands.
    value, unit : of a number.
    year : of a year, or None where the base is meant.
    """

    letter: str
    text: str
    value: float = 0.0
    unit: str = ""
    year: int | None = None


@cache
def wordings() -> dict[str, str]:
    """Return wording → role, the longest first, as ``wordings.csv`` lists them; and "base year", the year the outlines now in force start from.

    >>> wordings()["不低于"], wordings()["or more"]
    ('at least', 'or above')
    """
    with Path(__file__).with_name("wordings.csv").open(encoding="utf-8", newline="") as file:
        listed = {word: row["role"] for row in csv.DictReader(file) for word in row["words"].split("|")}
    return dict(sorted(listed.items(), key=lambda item: -len(item[0])))


@cache
def base_year() -> int:
    """Return the base year of the outlines now in force, from which 提高 and 降低 are measured unless a plan says otherwise.

    >>> base_year()
    2020
    """
    return next(int(word) for word, role in wordings().items() if role == "base year")


def likely_direction(name: str) -> str | None:
    """Return "down" for a name that says that less is better, as a death rate's, else None.

    >>> likely_direction("孕产妇死亡率"), likely_direction("孕产妇系统管理率")
    ('down', None)
    """
    named = name.lower()
    return "down" if any(role == "good when low" and word in named for word, role in wordings().items()) else None


@cache
def _literal():
    """One regex for all wordings; English ones end with a word."""
    listed = [word for word, role in wordings().items() if role in ROLES]
    return re.compile(
        "|".join(re.escape(word) + (r"\b" if word[-1].isascii() and word[-1].isalpha() else "") for word in listed)
    )


@cache
def tokens(text: str) -> tuple[Token, ...] | None:
    """Return the words of a target, or None where one is not known.

    Parameters
    ----------
    text : without footnotes and in signs of one width, as :func:`kzplan.words.numbers.plain` returns it.

    >>> [token.letter for token in tokens("到2030年降至10/10万以下")], tokens("胡说")
    (['Y', 'd', 'n', 't'], None)
    """
    said = (
        text.lower()
        if re.search("[a-z]{2}", text.lower()) and not re.search(f"[{CJK}]", text)
        else re.sub(r"\s+", "", text)
    )
    found: list[Token] = []
    at = 0
    while at < len(said):
        if said[at].isspace():
            at += 1
            continue
        one = max(_candidates(said, at, found), key=lambda token: len(token.text), default=None)
        if one is None:
            return None
        at += len(one.text)
        if one.letter:
            found.append(one)
    return tuple(found)


def _candidates(said: str, at: int, before: list[Token]) -> Iterator[Token]:
    """Every reading of what stands at a place, without the ones that cannot follow what stands before."""
    for letter, unit, shape in _SHAPED:
        match = shape.match(said, at)
        one = _token(letter, unit, match) if match else None
        if one is not None:
            yield one
    yield from _series(said, at, before)
    match = _literal().match(said, at)
    if match and not (at and said[at].isascii() and said[at].isalpha() and said[at - 1].isalpha()):
        yield Token(ROLES[wordings()[match[0]]], match[0])


def _series(said, at, before):
    after = bool(before) and before[-1].letter in "vudgGlLqQ"
    match = _SERIES.match(said, at) if after else None
    if match and _WHOSE.search(match[0]) and not _NOBODYS.search(match[0]):
        yield Token("S", match[0])
    match = _EN_SERIES.match(said, at) if after else None
    if match:
        yield Token("S", match[0])
    match = _SUITED.match(said, at) if not before else None
    if match:
        yield Token("W", match[0])


def _token(letter, unit, match):
    """A token from what a shape found, or None where it is no number after all."""
    part = {name: text for name, text in match.groupdict().items() if text is not None}
    if letter in "BRY":
        return Token(letter, match[0], year=int(_read(part["year"])) if part.get("year") else None)
    value = _fraction(part) if letter == "f" else _quantity(part)
    if value is None:
        return None
    return Token(letter, match[0], value, f"1/{part['per']}" if "per" in part else unit or part.get("unit", ""))


def _quantity(part):
    if "tens" in part:
        tens, ones = _read(part["tens"]), _read(part["ones"]) if "ones" in part else 0
        return None if tens is None else 10 * tens + ones + (5 if "half" in part else 0)
    return english(part["word"]) if "word" in part else _read(part["number"])


def _fraction(part):
    if "part" in part:
        return (english(part["times"]) if "times" in part else 1) * _PARTS[part["part"]]
    if "below" not in part:
        return 0.5
    over, below = _read(part["over"]), _read(part["below"])
    return over / below if over and below and over < below else None


def _read(number):
    """A number in figures or Chinese numerals, or None."""
    try:
        return float(number) if number[0].isascii() else numeral(number)
    except InputError:
        return None
