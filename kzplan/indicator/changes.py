"""Targets measured from another value: of an earlier year, of the year before, of another place."""

import re
from dataclasses import replace

from .rule import POINTS, Rule
from .said import Said, Unread, side
from .tokens import Token
from .unit import plain_unit

WAYS = {"U": "up", "D": "down"}


def relative(said: Said) -> Rule | None:
    """Return what a change from a year asks: 比2020年下降10%以上, reduce by one third from the 2015 level."""
    move = r"k?w*k?[UD]k?[gG]?[nfP]s?"
    found = _moving(said, rf"B,?{move}|{move},?B|{move}", share_sure=said.has("B"))
    if found is None and re.fullmatch(r"B?,?k?g?[HX],?B?", said.letters):
        halved = said.has("H")
        found = Rule("", value=0.5 if halved else 1.0, direction="down" if halved else "up")
    return None if found is None else replace(found, form="relative", year=said.year("B"))


def per_year(said: Said) -> Rule | None:
    """Return what a change a year asks: 每年降低0.5个百分点, 年均下降3%."""
    if not said.has("yE"):
        return None
    average = "均" in said.the("yE").text  # a rate of growth; 每年提高1% may as well mean a point
    found = _moving(said, r"B?,?[yE],?w*[UD][gG]?[nfP]s?|[UD]g?[nfP]y,?B?", share_sure=average)
    return None if found is None else replace(found, form="per year", year=said.year("B") if said.has("B") else None)


def _moving(said: Said, pattern: str, share_sure: bool) -> Rule | None:
    """A rule, its form to be named, that asks for a change by an amount."""
    if not re.fullmatch(pattern, said.letters):
        return None
    verb = said.the("UD")
    amount = _amount(said, said.the("nfP"), share_sure)
    if amount is None or (verb.letter == "D" and not amount[1] and amount[0] >= 1):
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
    if plain_unit(said.unit) == "%" and not share_sure:
        raise Unread("per cent of the value, or percentage points?", "是按比例变动，还是变动若干个百分点，不明确")
    return word.value / 100, ""


def multiple(said: Said) -> Rule | None:
    """Return what a multiple asks: 提高到2020年的1.5倍, 下降到2020年的三分之二, 增加2倍."""
    match = re.fullmatch(r"[ud]g?[RY](?P<of>[mnf])[st]?|B?,?Ug?(?P<by>m)s?", said.letters)
    if not match or said.year("RYB") > said.base:
        return None
    word = said.the("mnf")
    if word.letter == "n" and word.unit != "%":
        return None
    share = word.value / 100 if word.letter == "n" else word.value
    change, way = share if match["by"] else share - 1, "up" if said.has("uU") else "down"
    if (change > 0) != (way == "up") or change == 0 or said.has("t" if way == "up" else "s"):
        return None
    return Rule("relative", value=abs(change), direction=way, year=said.year("RYB"))


def better(said: Said) -> Rule | None:
    """Return what words without an amount ask: 提高, 逐步提高, 逐年提高, 明显提高; from a year that is named, or the base."""
    match = re.fullmatch(r"B?,?(?P<verb>v?)[wMEy]*(?P<way>[UDI])[wME]*(?P<trend>T?),?B?", said.letters)
    if not match or (match["verb"] and not match["trend"] and not said.the("v").text.startswith("保持")):
        return None
    if said.direction is None and said.has("I"):
        raise Unread("better, and which way is not said", "只说“改善”，未说明升降方向")
    way = WAYS.get(match["way"], said.direction)
    if said.has("Ey"):
        return Rule("better every year", direction=way) if not said.has("BM") else None
    if said.has("M"):
        return Rule("marked", direction=way, year=said.year("B") if said.has("B") else None)
    return Rule("better", direction=way, year=said.year("B"))


def not_worse(said: Said) -> Rule | None:
    """Return what a year's value as a bound asks: 不超过2020年水平; the year is no number."""
    match = re.fullmatch(r"w*([vud]?)([glGLqQ]?)[RY]([st]?)", said.letters)
    if not match:
        return None
    verb, sign, suffix = match.groups()
    if said.has("Y") and (not sign or said.year("Y") > said.base):  # 2030年 alone is no target
        return None
    way = side(verb, sign, suffix)
    if way is None or not (verb or sign or suffix):
        return None
    way = way or said.direction
    if not way:
        raise Unread("no worse than a year's value, and which way is not said", "与某年水平相比，未说明升降方向")
    return Rule("better" if sign in ("G", "L", "Q") else "not worse than", direction=way, year=said.year("RY"))


def beside(said: Said) -> Rule | None:
    """Return what another place's or group's figure as a bound asks: 达到全国平均水平, 与女职工比例相适应."""
    if said.letters == "W":
        return Rule("relative to series", direction="up", series=said.words[0].text)
    match = re.fullmatch(r"w*([vud]?)([gGlLqQ]?)S([st]?)", said.letters)
    way = side(*match.groups()) if match else None
    if match is None or way is None:
        return None
    strict = match[2] in ("G", "L", "Q")
    return Rule("relative to series", direction=way or said.direction, strict=strict, series=said.the("S").text)
