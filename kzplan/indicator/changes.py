"""Targets measured from another value: of an earlier year, of the year before, of another place."""

import re
from dataclasses import replace

from .bounds import threshold
from .rule import POINTS, Rule
from .said import Said, Unread, side
from .shapes import OF_EN
from .token import OF, Token
from .unit import multiplier, plain_unit

WAYS = {"U": "up", "D": "down", "J": "up", "K": "down", "r": "up"}
OTHER_WAY = {"up": "down", "down": "up"}
_AMOUNT = "[nfP]"
# 提高, 累计提高, 至少提高, 提高不少于 and how much; 降幅达到, 增幅不低于; a 40% reduction
_MOVE = rf"[gG]?k?w*k?[UD]k?[gG]?{_AMOUNT}s?|k?w*[JK]k?v?[gG]?{_AMOUNT}s?|[gG]?k?{_AMOUNT}[UDJK]"
_OF_ITSELF = re.compile(r"^[a-z].* (?:by|of)$|reduction|relative")  # English says points where it means points
_POINTS_OR_SHARE = ("per cent of the value, or percentage points?", "是按比例变动，还是变动若干个百分点，不明确")
_GAP = ("高", "高出", "低")  # how far apart two values are; a change says 提高, 降低
_BARE = re.compile("^[a-z]+$")  # rises over 83 years: to above so many, or by more than so many?
_COMPARING = re.compile("^[a-z ]*(?:lower|higher|worse|better|below|above)(?: than)?$")
_LONGEST_PLAN = 10  # years; what is later is no year to start from


def relative(said: Said) -> Rule | None:
    """Return what a change from a year asks: 比2020年下降10%以上, reduce by one third from the 2015 level, 20% below 2020."""
    found = _moving(_named(said), rf"B,?(?:{_MOVE})|(?:{_MOVE}),?B|{_MOVE}", share_sure=said.has("B"))
    if found is None:
        found = _multiplied(said)
    if found is None:
        return None
    year = said.year("BR")
    if year >= said.base + _LONGEST_PLAN:
        raise Unread(f"measured from {year}, which is yet to come", f"以{year}年为基期，但该年尚未到来")
    return replace(found, form="relative", year=year)


def compared(said: Said) -> Said:
    """Return the words with the bare year of an English comparison as that year's value: no worse than 2020, not lower than 2020.

    Raises
    ------
    Unread : the digits may as well be a number of things, or the year is yet to come.
    """
    match = re.fullmatch(r"[vud]?(?P<sign>[gGlLqQ])(?P<year>n)", said.letters)
    if not match or not _COMPARING.search(said.part(match, "sign").words[0].text):
        return said
    number = said.part(match, "year").words[0]
    if not (number.text.isdigit() and not number.unit and abs(number.value - said.base) <= _LONGEST_PLAN):
        return said
    surely = match["sign"] in "qQ" or plain_unit(said.unit) in ("%", "‰")
    if number.value > said.base or not surely:
        raise Unread(
            f"is {number.text} a year or a number? Write: the {number.text} level",
            f"{number.text}是年份还是数，不明确；是年份的，请写{number.text}年水平",
        )
    year = Token("R", number.text, year=int(number.value))
    return replace(said, words=tuple(year if word is number else word for word in said.words))


def _named(said: Said) -> Said:
    """The words, refused where they say how far apart two values are and not which two: 高出5个百分点."""
    if any(word.letter in "UD" and word.text in _GAP for word in said.words) and not said.has("BR"):
        raise Unread("above or below what?", "高出或低于什么，没有写明")
    return said


def _multiplied(said: Said) -> Rule | None:
    """减半, 翻两番: how many times as much is in the word."""
    if not re.fullmatch(r"B?,?v?k?[gG]?w*(?:H|U?XU?)s?,?[BR]?", said.letters):
        return None
    word = said.the("HX")
    halved = word.letter == "H"
    return Rule(
        "", value=0.5 if halved else word.value or 1.0, direction="down" if halved else "up", strict=said.has("G")
    )


def apart(said: Said) -> Rule | None:
    """Return what so far below or above a year's value asks: 20% below 2020, 5 percentage points higher than in 2020."""
    match = re.fullmatch(
        rf"g?(?P<much>{_AMOUNT})(?P<way>[GL])(?P<than>[RY]|n)|(?P<way2>[GL])(?P<than2>[RY])(?P<much2>{_AMOUNT})s?",
        said.letters,
    )
    if not match:
        return None
    late = "2" if match["way2"] else ""
    than = said.part(match, "than" + late).words[0]
    if late and than.text.endswith(OF):  # 低于2020年的80% is a share of it
        return None
    bare = (
        than.letter == "n" and than.text.isdigit() and not than.unit and 1900 <= than.value < said.base + _LONGEST_PLAN
    )
    if (than.letter == "n" and not bare) or (than.letter == "Y" and (than.year or 0) > said.base):
        return None
    words = (
        replace(said.the("GL"), letter={"G": "U", "L": "D"}[match["way" + late]]),
        *said.part(match, "much" + late).words,
    )
    found = _moving(replace(said, words=words), _MOVE, share_sure=True)
    year = said.base if than.year is None else than.year
    return found and replace(found, form="relative", year=int(than.value) if bare else year)


def per_year(said: Said) -> Rule | None:
    """Return what a change a year asks: 每年降低0.5个百分点, 年均下降3%, 增速高于5%."""
    if not said.has("yEr"):
        return None
    average = said.has("r") or "均" in said.the("yE").text  # a rate of growth; 每年提高1% may as well mean a point
    if not average and said.has("n") and said.the("n").unit == "%" == plain_unit(said.unit):
        raise Unread(*_POINTS_OR_SHARE)
    found = _moving(
        said,
        rf"B?,?[gG]?[yE],?p?(?:{_MOVE})|B?,?[yE]?rv?[gG]?{_AMOUNT}s?|(?:{_MOVE})y,?B?|y{_AMOUNT}[UD]|{_AMOUNT}y[UD]",
        share_sure=average,
    ) or _by_itself(said)
    return None if found is None else replace(found, form="per year", year=said.year("B") if said.has("B") else None)


def _by_itself(said: Said) -> Rule | None:
    """3% per annum of what is counted: which way is the indicator's."""
    if said.letters not in ("ny", "Py") or said.direction is None or not said.the("nP").unit:
        return None
    amount = _amount(said, said.the("nP"), share_sure=False)
    if amount is None or (amount[1] and said.has("n")):
        return None
    return Rule("", value=amount[0], unit=amount[1], direction=said.direction)


def _moving(said: Said, pattern: str, share_sure: bool) -> Rule | None:
    """A rule, its form to be named, that asks for a change by an amount."""
    if not re.fullmatch(pattern, said.letters):
        return None
    verb = said.the("UDJKr")
    first = said.words.index(verb) < said.words.index(said.the("nfP"))
    if (verb.text in ("more", "less", "fewer")) if first else (verb.letter in "UD" and not verb.text.isascii()):
        return None  # 40 per cent fewer and not fewer 40 per cent, 下降30% and not 30%下降
    behind = said.words[said.words.index(verb) + 1 :]
    if verb.letter in "UD" and _BARE.match(verb.text) and behind and behind[0].letter in "gG":
        return None
    sure = share_sure or bool(_OF_ITSELF.search(verb.text))
    amount = _amount(said, said.the("nfP"), sure)
    if amount is None or amount[0] <= 0 or (WAYS[verb.letter] == "down" and not amount[1] and amount[0] >= 1):
        return None
    return Rule("", value=amount[0], unit=amount[1], direction=WAYS[verb.letter], strict=said.has("G"))


def _amount(said: Said, word: Token, share_sure: bool) -> tuple[float, str] | None:
    """What a value is to move by: (share of it, "") or (amount in the row's unit, "points")."""
    if word.letter == "f":
        return word.value, ""
    if word.letter == "P":
        if plain_unit(said.unit) not in ("", word.unit):
            raise Unread(f"points of {word.unit} where the row is in {said.unit}", f"百分点与该行的单位{said.unit}不符")
        return word.value, POINTS
    if word.unit != "%":
        return (said.number(word), POINTS) if word.unit else None
    spelt = word.text.startswith("百分之")  # who writes it out says 百分点 where points are meant
    if plain_unit(said.unit) == "%" and not share_sure and not spelt:
        raise Unread(*_POINTS_OR_SHARE)
    return word.value / 100, ""


def multiple(said: Said) -> Rule | None:
    """Return what a multiple asks: 提高到2020年的1.5倍, 达到2020年的120%, half the 2015 level, 增加2倍."""
    of = "(?P<of>[mnf])"
    match = re.fullmatch(
        rf"(?P<verb>[vud]?)(?P<sign>[gGlL]?)(?:[RY]{of}(?P<end>[st]?)|(?P<of2>[mnf])R)|B?,?[gG]?U(?P<by>m)s?",
        said.letters,
    )
    if not match or said.year("RYB") > said.base:
        return None
    word = said.the("mnf")
    if word.letter == "n" and (word.unit != "%" or (match["of2"] and not said.the("R").text.startswith(OF_EN))):
        return None
    share = word.value / 100 if word.letter == "n" else word.value
    if match["by"]:
        return (
            None
            if share <= 0
            else Rule("relative", value=share, direction="up", year=said.year("B"), strict=said.has("G"))
        )
    way = side(match["verb"], match["sign"], match["end"] or "")
    moved = "up" if share > 1 else "down"
    if way is None or share == 1 or (way or said.direction or moved) != moved:  # at least 80% of 2020 may be a fall
        return None
    return Rule(
        "relative", value=round(abs(share - 1), 10), direction=moved, year=said.year("RYB"), strict=said.has("GL")
    )


def better(said: Said) -> Rule | None:
    """Return what words without an amount ask: 提高, 逐步提高, 逐年提高, 明显提高; from a year that is named, or the base."""
    match = re.fullmatch(r"B?,?(?P<verb>v?)[wMEy]*p?(?P<way>[UDI])[wMEy]*(?P<trend>T?),?B?", said.letters)
    if not match or (match["verb"] and not match["trend"] and not said.the("v").text.startswith(("保持", "持续"))):
        return None
    if said.direction is None and said.has("I"):
        raise Unread("better, and which way is not said", "只说“改善”，未说明升降方向")
    way = WAYS.get(match["way"], said.direction)
    if said.has("p") and not said.has("Ey"):
        return None
    if said.has("Ey"):
        return Rule("better every year", direction=way) if not said.has("BM") else None
    if said.has("M"):
        return Rule("marked", direction=way, year=said.year("B") if said.has("B") else None)
    return Rule("better", direction=way, year=said.year("B"))


def not_worse(said: Said) -> Rule | None:
    """Return what a year's value as a bound asks: 不超过2020年水平, 保持现有水平, 不下降; the year is no number."""
    denied = re.fullmatch(r"B?,?v?!(?P<way>[UD])", said.letters)
    if denied:
        return Rule("not worse than", direction=OTHER_WAY[WAYS[denied["way"]]], year=said.year("B"))
    match = re.fullmatch(r"w*(?P<verb>[vud]?)(?P<sign>[glGLqQ]?)[RY](?P<end>[st]?)|B(?P<even>=)", said.letters)
    if not match:
        return None
    verb, sign, suffix = (match[name] or "" for name in ("verb", "sign", "end"))
    if said.has("Y") and (not sign or said.year("Y") > said.base):  # 2030年 alone is no target
        return None
    way = side(verb, sign, suffix)
    if way is None or not (verb or sign or suffix or match["even"]):
        return None
    way = way or said.direction
    if not way:
        raise Unread("no worse than a year's value, and which way is not said", "与某年水平相比，未说明升降方向")
    return Rule("better" if sign in ("G", "L", "Q") else "not worse than", direction=way, year=said.year("RYB"))


def beside(said: Said) -> Rule | None:
    """Return what another place's or group's figure as a bound asks: 达到全国平均水平, 与女职工比例相适应, 与男性持平."""
    if said.letters == "W":
        return Rule(
            "relative to series", direction=None if said.direction == "down" else "up", series=said.words[0].text
        )
    match = re.fullmatch(r"w*([vud]?=?)([gGlLqQ]?)S([st]?)|S", said.letters)
    if match is None:
        return None
    verb, sign, suffix = (group or "" for group in match.groups())
    way = side(verb, sign, suffix)
    alone = not (verb or sign or suffix)
    if way is None or (alone and not said.words[0].text.startswith(("与", "同", "和"))):
        return None
    strict = sign in ("G", "L", "Q")
    return Rule("relative to series", direction=way or said.direction, strict=strict, series=said.the("S").text)


def each_year(said: Said) -> Rule | None:
    """Return what is asked anew every year of what is counted: 每年不少于2次, 每人每月不低于300元."""
    match = re.fullmatch(r"(?P<before>[^yh]*)[yh]+,?(?P<after>[^yh]*)", said.letters)
    if not match or not said.has("n"):
        return None
    number = said.the("n")
    counted = bool(number.unit) and multiplier(number.unit) is None and number.unit not in ("岁", "年")
    words = said.part(match, "before").words + said.part(match, "after").words
    return threshold(replace(said, words=words)) if counted else None
