"""Targets that name a number: at least, at most, about, between, a ratio."""

import re
from dataclasses import replace

from .composed import YEARS
from .rule import Rule
from .said import Said, Unread, side
from .token import Token
from .unit import ANY_THING, plain_unit

KEEP_WITHIN = ("控制", "limit", "keep")  # how the verbs begin after which 以上 and a range may stand
SIGN = "[gGlLA]"
_LARGEST_PART = 6  # of a fraction in figures that is read alone
# one number with its verb, sign and suffix; two signs are one said twice (最高不超过), x takes the number out (不含), e in (含)
PREDICATE = rf"k?w*[vud]?w*{SIGN}{{0,2}}k?[vud]?[nfPF0][xe]?[sta]?[xe]?"
_PARTS = re.compile(
    rf"k?w*(?P<verb>[vud]?)w*(?P<sign>{SIGN}{{0,2}})k?(?P<verb2>[vud]?)(?P<kind>[nfPF0])(?P<itself>[xe]?)(?P<suffix>[sta]?)(?P<itself2>[xe]?)"
)


def threshold(said: Said) -> Rule | None:
    """Return what one number asks: 提高到88%以上, ≤1, 50左右, 全覆盖; None where it is no such target."""
    match = _PARTS.fullmatch(said.letters)
    if not match:
        return None
    verb, sign, kind, suffix = match["verb"] + match["verb2"], match["sign"], match["kind"], match["suffix"]
    number, itself = said.the("nfPF0"), match["itself"] + match["itself2"]
    if not _stands(said, number, verb, sign + suffix) or not _of_itself(said, number, itself, sign + suffix):
        return None
    value, unit = _level(said, number), _unit_of(number)
    if "A" in sign or "a" in suffix:
        moves = side(verb if "d" not in verb or not keeps_within(said) else "", "", "")
        agrees = moves == "" or said.direction in (None, moves)
        plainly = sign in ("", "A") and suffix in ("", "a") and kind in "nf"
        return Rule("about", value=value, unit=unit) if plainly and agrees else None
    _sure_of_up_to(said, number)
    way = side("" if "d" in verb and suffix == "s" and keeps_within(said) else verb, sign, suffix)
    if kind in "F0":
        natural = "up" if kind == "F" else "down"  # nobody is left out, none is left
        way = natural if way in ("", natural) and not said.has("GL") else None
    if way is None or (kind == "P" and way != "down"):  # a gap of 5 points; 95 points are no level
        return None
    if way == "" and value == 0:  # 为0 asks that none be left: at least 0 is always met
        if said.direction == "up":
            raise Unread("0 for an indicator that should rise", "指标越高越好，目标却为0")
        way = "down"
    at_most = way == "down" or (way == "" and said.direction == "down")
    strict = itself == "x" or (itself != "e" and bool(sign and set(sign) <= {"G", "L"}))
    return Rule("at most" if at_most else "at least", value=value, unit=unit, strict=strict)


def _sure_of_up_to(said: Said, number: Token) -> None:
    """Up to 5% is a bound of what should be low; of what should rise it says as well how far it is to rise."""
    if any(word.text == "up to" for word in said.words) and (said.direction != "down" or _yearlike(number)):
        raise Unread("at most so much, or as much as that?", "up to是不超过还是达到，不明确")


def _unit_of(number):
    if number.letter in "fF":
        return "%"
    return "" if number.unit == ANY_THING else number.unit


def _level(said, number):
    if number.letter == "P":  # a difference of two shares
        return said.number(replace(number, letter="n", unit="" if said.unit == "百分点" else number.unit))
    return said.number(number)


def _stands(said: Said, number: Token, verb: str, around: str) -> bool:
    """Whether a number may stand as it does: a fraction needs a word beside it or a row of shares, the digits of a year more than a verb."""
    if number.letter == "f":
        return bool(verb or around) or _out_of(number) or _is_a_share(said, number)
    return bool(around) or not _yearlike(number)


def _is_a_share(said: Said, number: Token) -> bool:
    """Whether a fraction alone is a share to reach: 三分之二, 2/3; neither 95/98, which is two numbers, nor a fall by 1/6."""
    _, slash, below = number.text.partition("/")
    simple = int(below) <= _LARGEST_PART if slash else bool(re.search(r"分之|[a-z][ -][a-z]", number.text))
    return simple and plain_unit(said.unit) == "%" and said.direction != "down"


def _of_itself(said: Said, number: Token, itself: str, around: str) -> bool:
    """Whether what is said of the number itself, (含5%) or (不含5%), is said once, of this number and of a bound."""
    if not itself:
        return True
    told = re.search(r"\d+(?:\.\d+)?", said.the("xe").text)
    same = told is None or float(told[0]) == number.value
    even = any(re.search("等于|[≥≤=]|equal", word.text) for word in said.words if word.letter in "gl")
    return len(itself) == 1 and same and (itself == "e" or bool(around and not even))


def _yearlike(number: Token) -> bool:
    return number.letter == "n" and not number.unit and number.value in YEARS and number.text.isdigit()


def _out_of(number: Token) -> bool:
    """Whether a fraction is said as so many of so many: 9 in 10."""
    return bool(re.search(r"\b(?:in|of)\b", number.text))


def keeps_within(said: Said) -> bool:
    """Return whether the verb is 控制在, which does not say that things fall."""
    return said.the("d").text.startswith(KEEP_WITHIN)


def clarified(said: Said) -> Rule | None:
    """Return what a number asks beside a word that says no more: ＜2%（消除）, 基本消除（2%以下）, 全覆盖（100%）; None where there is none."""
    covered = re.fullmatch(r"(?P<one>v?F)\(v?n\)|(?P<two>v?n)\(v?F\)", said.letters)
    if covered and said.number(said.the("n")) == 100:
        return threshold(said.part(covered, "one" if covered["one"] else "two"))
    for pattern in (
        rf"(?P<word>[vw]*[zN])(?:\((?P<one>{PREDICATE})\)|,(?P<two>{PREDICATE}))",
        rf"(?P<one>{PREDICATE})(?:\((?P<word>[zN])\)|,v?(?P<word2>z))",
    ):
        match = re.fullmatch(pattern, said.letters)
        if match:
            word = said.the("zN")
            found = threshold(said.part(match, "one" if match["one"] else "two"))
            return found if found and (word.letter == "z" or "消除" in word.text) and found.form == "at most" else None
    return None


def ratio(said: Said) -> Rule | None:
    """Return what a ratio asks: 1:1.5; which way is good is said by its words or its indicator."""
    match = re.fullmatch(r"w*([vud]?)([gGlL]?)n:n([st]?)", said.letters)
    if not match:
        return None
    one, other = (word for word in said.words if word.letter == "n")
    way = side(*match.groups())
    if not one.value or not other.value or one.unit or other.unit or max(one.value, other.value) >= 1000:
        return None
    if way is None:
        return None
    bounded = match[3] or (match[2] and way == "down")
    if bounded and one.value < other.value and said.words[-1].text not in ("or more", "or less"):
        raise Unread("is it the ratio that is bounded, or its second number?", "限的是比值还是后一个数，不明确")
    return Rule("ratio", value=one.value / other.value, direction=way or said.direction, strict=match[2] in ("G", "L"))


def between(said: Said) -> Rule | None:
    """Return what a range asks: 40%—45%, 45±2, between 40 and 45, 不低于40%且不高于60%."""
    both = re.fullmatch(rf"v?(?P<first>{PREDICATE})[,&]?v?(?P<second>{PREDICATE})", said.letters)
    if both and len(re.findall("n", said.letters)) == 2:
        return _both(said, both)
    chain = re.fullmatch(r"n([lL])#?([lL])n", said.letters)
    if chain and chain[1] != chain[2]:
        return None
    match = chain or re.fullmatch(r"w*[vd]?(?:n-nj?|in[-&]nj?|n±[nP])", said.letters)
    if not match or (said.has("d") and not keeps_within(said)):
        return None
    one, other = (word for word in said.words if word.letter in "nP")
    if _yearlike(one) and _yearlike(other):
        return None
    unit = other.unit or one.unit
    low, high = (said.number(replace(word, letter="n", unit=word.unit or unit)) for word in (one, other))
    if said.has("±"):
        low, high = low - high, low + high
        if low < 0:
            raise Unread("more is taken off than there is", "减去的数比原数还大")
    return (
        Rule("between", value=round(low, 10), value2=round(high, 10), unit=unit, strict=said.has("L"))
        if low < high
        else None
    )


def _both(said: Said, match: re.Match) -> Rule | None:
    """A lower and an upper bound as one range."""
    parts = [said.part(match, name) for name in ("first", "second")]
    if any(not part.has("gGlLst") or part.has("ud") for part in parts):
        return None
    bounds = [bound for bound in map(threshold, parts) if bound is not None]
    if len(bounds) != len(parts):
        return None
    low, high = sorted(bounds, key=lambda bound: bound.form != "at least")
    if (low.form, high.form) != ("at least", "at most") or low.strict != high.strict:
        return None
    if low.value is None or high.value is None or low.value >= high.value:
        return None
    return Rule("between", value=low.value, value2=high.value, unit=high.unit or low.unit, strict=low.strict)


def against(rule: Rule, direction: str | None) -> bool:
    """Return whether a rule asks for the other way than the one that is good.

    >>> against(Rule("at least", value=5.0), "down"), against(Rule("ratio", value=0.5, direction="up"), "down")
    (True, False)
    """
    if direction is None or rule.form == "ratio":  # 1:1.5 may be printed either way round
        return False
    bound = {"at least": "up", "at most": "down"}.get(rule.bound or rule.form)
    return (bound or rule.direction or direction) != direction
