"""The words of a target, one after the other: numbers, years and the wordings of ``wordings.csv``."""

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from ..words.errors import InputError
from ..words.numbers import english, numeral
from .composed import composed
from .shapes import CJK, EITHER, FOLDS, IN_CHINESE, IN_ENGLISH, MILLIONS, PARTS, PER_WORDS
from .token import OF, Token
from .unit import ANY_THING

# what a wording does → its letter, of which the patterns of grammar.py are made; blank: it changes nothing
ROLES = {
    "reach": "v",
    "raise to": "u",
    "lower to": "d",
    "increase": "U",
    "decrease": "D",
    "added": "C",
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
    "each": "b",
    "each time": "h",
    "trend": "T",
    "not": "!",
    "or equal": "e",
    "level with": "=",
    "risen by": "J",
    "fallen by": "K",
    "growth a year": "r",
    "eliminated": "z",
    "the figure": "#",
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
SHORT = 50  # signs; a cell's target is as a rule no longer
_OTHERWISE = re.compile(
    r"至[少多](?!于)|制[在到至]|[高升](?:到|至(?![少多]))"
)  # 下降至少 is no 下降至, 有效控制在 no 有效控制
_A_YEAR = re.compile(
    r"\s+(?:the )?(?:end of )?(?:19|20)\d\d\b(?!\s*(?:%|per\b|[a-z]))"
)  # increase by 2030, and not by 2000 persons
# another place's or group's figure, by which a target is measured: the noun says whose, and no rank or standard
_SERIES = re.compile(
    r"[^\d,;()%:]*?(?:平均水平|平均值|平均数|平均|均值|水平|比例|比重|占比|(?<=于)男[性童生])(?=以[上下内]|之[上下内]|$)"
)
_WHOSE = re.compile(r"[省市区县州国旗盟]|本地|世界|全球|男|女|职工|城镇|农村|总数|平均|同期")
_NOBODYS = re.compile(
    r"^(?:不|低于|高于|超过|大于|小于|优于|好于|或)|先进|领先|前列|较高|较低|中上|现有|目前|当前|上年|上一|去年|往年|历史|以往|规划|目标|预期|正常|合理|规定|标准|要求|各|男女|同等|[前近]\S{0,3}年|历[年史]|十[一二三四五六七]五|时期|周期|届"
)
_ASKS = re.compile(
    r"[以之][上下内]|[高低优好]于|超过|不|达到|提高|提升|上升|下降|降低|减少|增长|增加|[增降]幅|左右|持平|翻番|一番|[且和零±+—]|[“”]"
)
_SUITED = re.compile(r"(?:与|同|和)(\D+?)(?:相适应|相匹配|相协调)$")
_LEVEL_WITH = re.compile(r"(?:与|同|和)(\D+?)(?:保持)?(?:持平|相当|一致|相等|同步)$")
_EN_SERIES = re.compile(
    r"(?:the )?(?:national|provincial|municipal|city|county|district|regional|global|world|urban)(?:'s)? (?:average|mean|level)s?\b"
    r"|(?:that of |those of )?(?:men|boys|males)\b"
)


@cache
def wordings() -> dict[str, str]:
    """Return wording → role, the longest first, as ``wordings.csv`` lists them; and "base year", the year the outlines now in force start from.

    >>> wordings()["不低于"], wordings()["or more"]
    ('at least', 'or above')
    """
    with Path(__file__).with_name("wordings.csv").open(encoding="utf-8", newline="") as file:
        listed = {word: row["role"] for row in csv.DictReader(file) for word in row["words"].split("|")}
    return dict(sorted(listed.items(), key=lambda item: -len(item[0])))


def _year_of(role: str) -> int:
    return next(int(word) for word, of in wordings().items() if of == role)


@cache
def base_year() -> int:
    """Return the base year of the outlines now in force, from which 提高 and 降低 are measured unless a plan says otherwise.

    >>> base_year()
    2020
    """
    return _year_of("base year")


@cache
def middle_and_end() -> dict[str, int]:
    """Return letter → year of what the outlines now in force call their middle (中期) and their end (终期).

    >>> middle_and_end()
    {'5': 2025, '9': 2030}
    """
    return {"5": _year_of("middle year"), "9": _year_of("final year")}


@cache
def five_year_ends() -> dict[str, int]:
    """Return five-year plan → its last year.

    >>> five_year_ends()["十四五"]
    2025
    """
    named = [word.split() for word, role in wordings().items() if role == "five-year plan"]
    return {name: int(year) for name, year in named}


def likely_direction(name: str) -> str | None:
    """Return "down" for a name that says that less is better, as a death rate's, else None.

    >>> likely_direction("孕产妇死亡率"), likely_direction("孕产妇系统管理率"), likely_direction("出生缺陷筛查率")
    ('down', None, None)
    """
    return "down" if named_direction(name) == "down" else None


_TURNS_HIGH = re.compile(  # treatment failure, coverage gap: what is good when high, turned round or of something else
    r"\b(?:without|no(?!\.)|not|non|never|lack\w*|un\w+ed|zero|miss\w*|refus\w*|fail\w*|default\w*|loss|lost|gaps?|barriers?|shortages?"
    r"|late|delay\w*|in(?=complet)|inadequate|insufficient|low|poor|out-of-pocket|waiting|costs?|expenditure|spending|payments?|fees?|drop\w*|declin\w*"
    r"|reduc\w*|disparit\w*|inequalit\w*|inequit\w*|differences?|shortfall|exclu(?:ded|sion)|denied|interrupt\w*|need\w*|awaiting|backlog|complaints?|errors?)",
)
_TURNS_LOW = re.compile(  # deaths averted, violence prevention: what is good when low, turned round or of something else
    r"\b(?:without|no(?!\.)|not|never|avert\w*|avoided|prevent(?!able)\w*|reduc\w*|declin\w*|decreas\w*|free|cessation|quit\w*|alleviat\w*|success\w*"
    r"|surviv\w*|recover\w*|cured?|report\w*|regist\w*|review\w*|investigat\w*|certif\w*|notif\w*|surveil\w*|plans?|hotlines?|services?|support\w*"
    r"|response|receiv\w*|treated|rehabilit\w*|detect\w*|diagnos\w*|control\w*|resolv\w*|solved|convict\w*|prosecut\w*|counsel\w*|laws?|committees?)\b",
)


def named_direction(name: str) -> str | None:
    """Return the good direction that a name tells, "down" or "up"; None where it tells none, or both.

    A Chinese name ends in what is measured; in an English one it may stand anywhere.

    >>> named_direction("女童肥胖率"), named_direction("免疫规划疫苗接种率"), named_direction("领军人才人数")
    ('down', 'up', None)
    >>> named_direction("Unemployment, women"), named_direction("Registration of deaths"), named_direction("Literacy of women")
    ('down', None, 'up')
    >>> named_direction("Treatment failure rate"), named_direction("Deaths averted"), named_direction("Insurance coverage gap")
    (None, None, None)
    """
    named, high, low = name.lower(), _words_of("good when high"), _words_of("good when low")
    if not named.isascii():
        return (
            "up" if named.partition("，")[0].endswith(high) else "down" if any(word in named for word in low) else None
        )
    without = re.sub("|".join(map(re.escape, sorted(low, key=len, reverse=True))), " ", named)
    more, less = any(word in without for word in high), without != named
    if _TURNS_HIGH.search(without) if more else _TURNS_LOW.search(without):
        return None
    return ("up" if more else "down") if more != less else None


@cache
def _words_of(role: str) -> tuple[str, ...]:
    """The wordings of a role."""
    return tuple(word for word, of in wordings().items() if of == role)


@cache
def _shaped(in_english: bool) -> list[tuple[str, str, re.Pattern]]:
    """Letter, unit, and what its shape is, of one language."""
    own = IN_ENGLISH if in_english else IN_CHINESE
    return [(letter, unit, re.compile(shape)) for letter, unit, shape in (*own, *EITHER)]


@cache
def _any_shape(in_english: bool) -> re.Pattern:
    """What any shape of one language is, as one pattern: one look where no shape fits."""
    shapes = [re.sub(r"\(\?P<\w+>", "(?:", shape.pattern) for _, _, shape in _shaped(in_english)]
    return re.compile("|".join(map("(?:{})".format, shapes)))


def _shapes_at(said: str, at: int, in_english: bool) -> list[tuple[str, str, re.Pattern]]:
    """The shapes to be tried at a place: of a long text none where one look says so, of a short one that look is dearer than they are."""
    return [] if len(said) > SHORT and not _any_shape(in_english).match(said, at) else _shaped(in_english)


@cache
def _by_first() -> dict[str, list[tuple[str, str]]]:
    """First sign → (wording, letter) of those that begin with it, the longest first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for word, role in wordings().items():
        if role in ROLES:
            found.setdefault(word[0], []).append((word, ROLES[role]))
    return found


def may_begin(text: str) -> bool:
    """Whether a Chinese text may begin with a word of a target; of most texts that do not one look tells it.

    >>> may_begin("达到95%"), may_begin("孕产妇死亡率达到")
    (True, False)
    """
    return text[0] in _by_first() or bool(_any_shape(False).match(text) or next(_series(text, 0, []), None))


@cache
def tokens(text: str) -> tuple[Token, ...] | None:
    """Return the words of a target, or None where one is not known.

    Parameters
    ----------
    text : without footnotes and in signs of one width, as :func:`kzplan.words.numbers.plain` returns it.

    >>> [token.letter for token in tokens("到2030年降至10/10万以下")], tokens("胡说")
    (['Y', 'd', 'n', 't'], None)
    """
    in_english = bool(re.search("[a-zA-Z]{2}", text)) and not re.search(f"[{CJK}]", text)
    said = text.lower() if in_english else re.sub(r"\s+", "", text)
    found: list[Token] = []
    at = 0
    while at < len(said):
        if said[at].isspace():
            at += 1
            continue
        one = max(_candidates(said, at, found, in_english), key=lambda token: len(token.text), default=None)
        if one is None:
            return None
        at += len(one.text)
        if one.letter:
            found.append(one)
        elif one.text == OF and found and found[-1].letter in "RY":  # a share of that year's value, no distance from it
            found[-1] = replace(found[-1], text=found[-1].text + OF)
    return composed(tuple(found))


def _candidates(said: str, at: int, before: list[Token], in_english: bool) -> Iterator[Token]:
    """Every reading of what stands at a place, without the ones that cannot follow what stands before."""
    for letter, unit, shape in _shapes_at(said, at, in_english):
        match = shape.match(said, at)
        one = _token(letter, unit, match) if match else None
        if one is not None:
            yield one
    yield from _series(said, at, before)
    if at and _is_letter(said[at]) and _is_letter(said[at - 1]):
        return  # in the middle of a word
    if _is_letter(said[at]) and not in_english:
        return
    for word, letter in _by_first().get(said[at], ()):
        rest = said[at + len(word) :]
        goes_on = _is_letter(rest[:1]) if _is_letter(word[-1]) else _OTHERWISE.match(word[-1] + rest[:3]) is not None
        if (
            (word.endswith(" at") and rest.startswith((" least", " most")))
            or (word.endswith(" by") and _A_YEAR.match(rest))
            or (word.startswith("and ") and letter in "st" and re.match(r" \d", rest))  # and below 13 is another bound
        ):
            continue
        if said.startswith(word, at) and not goes_on:
            yield Token(letter, word)
            return


def _is_letter(sign: str) -> bool:
    return sign.isascii() and sign.isalpha()


def _series(said, at, before):
    after = bool(before) and before[-1].letter in "vudgGlLqQ=" and not before[-1].text.startswith("占")
    match = _SERIES.match(said, at) if after else None
    if match and _is_a_figure(match[0]):
        yield Token("S", match[0])
    match = _EN_SERIES.match(said, at) if after else None
    if match:
        yield Token("S", match[0])
    match = _LEVEL_WITH.match(said, at) if not before or before[-1].letter in "vY," else None
    if match and _is_a_figure(match[1]) and not match[1].endswith("基本"):
        yield Token("S", match[0])
    match = _SUITED.match(said, at) if not before else None
    if match:
        yield Token("W", match[0])


def _is_a_figure(named):
    """Whether a noun says whose figure it is, and says nothing else."""
    return bool(_WHOSE.search(named)) and not _NOBODYS.search(named) and not _ASKS.search(named)


def _token(letter, unit, match):
    """A token from what a shape found, or None where it is no number after all."""
    part = {name: text for name, text in match.groupdict().items() if text is not None}
    if letter in "BRY":
        return Token(letter, match[0], year=_year(part))
    if letter == "c":
        return _span(match[0], part)
    if letter not in "nfmPX/":
        return Token(letter, match[0])
    value = _fraction(part) if letter == "f" else _more(part) if letter == "X" else _quantity(part)
    if value is None:
        return None
    if "big" in part:
        return Token(letter, match[0], value * MILLIONS[part["big"]], "人" if "who" in part else ANY_THING)
    return Token(letter, match[0], value, unit or _unit(part))


def _unit(part):
    if "per" in part:
        return f"{part.get('thing', '')}/{PER_WORDS.get(part['per'], part['per'])}"
    return next((part[name] for name in ("unit", "own", "count") if name in part), "")


def _year(part):
    """The year that is named, or None where it is the plan's base."""
    if "plan" in part:
        return five_year_ends()[part["plan"]]
    return int(_read(part["year"])) if "year" in part else None


def _span(text, part):
    """Years one after the other: 2021—2030年 starts from the value of the year before."""
    if "span" in part:
        return Token("c", text, _either(part["span"]))
    if "plan" in part:
        last = five_year_ends()[part["plan"]]
        return Token("c", text, last, year=last - 5)
    start = int(part["start"]) if "start" in part else int(part["first"]) - 1
    return Token("c", text, int(part["last"]), year=start) if start < int(part["last"]) else None


def _more(part):
    """How many times as much comes on top: 翻两番 makes four of one."""
    if "fold" in part:
        return FOLDS[part["fold"]] - 1.0
    doublings = _read(part["times"]) if "times" in part else 1.0
    return 2.0**doublings - 1 if doublings in (1, 2, 3, 4) else None


def _quantity(part):
    if "twice" in part:
        return 2.0
    if "tens" in part:
        tens, ones = _read(part["tens"]), _read(part["ones"]) if "ones" in part else 0
        return None if tens is None or tens > 10 else 10 * tens + ones + (5 if "half" in part else 0)
    if "word" in part:
        return english(part["word"])
    number = part.get("number") or part.get("number2")
    if number and re.search("万[一二两三四五六七八九]$", number) and {"count", "per", "unit"} & set(part):
        return None  # 三万二 is 32,000, and nobody says 三万二人
    return _either(number) if number else 0.0  # none where it only says per how many


def _fraction(part):
    if "part" in part:
        return (english(part["some"]) if "some" in part else 1) * PARTS[part["part"]]
    if "below" not in part:
        return 0.5
    over, below = _either(part["over"]), _either(part["below"])
    return over / below if over and below and over < below else None


def _either(number):
    return english(number) if number.isascii() and number.isalpha() else _read(number)


def _read(number):
    """A number in figures or Chinese numerals, or None."""
    try:
        return float(number) if number[0].isascii() else numeral(number)
    except InputError:
        return None
