"""Targets that name a number: at least, at most, about, between, a ratio; one for each of two years, or for town and country."""

import re
from dataclasses import replace

from .rule import Rule
from .said import SHARE_TOP, Said, side
from .tokens import Token

YEARS = range(1900, 2101)  # that a bare number of four digits is taken for
KEEP_WITHIN = ("控制", "limit")  # how the verbs begin after which 以上 and a range may stand
PREDICATE = "w*[vud]?[gGlLA]?[nfF0][sta]?"  # one number with its verb, sign and suffix
TWO = r"(?P<own>[vud]?[gGlLA]?)b?(?P<first>[nf][st]?)[&,](?P<second>[nf][st]?)"  # two under one verb


def threshold(said: Said) -> Rule | None:
    """Return what one number asks: 提高到88%以上, ≤1, 50左右, 全覆盖; None where it is no such target."""
    match = re.fullmatch(r"w*([vud]?)([gGlLA]?)([nfF0])([sta]?)", said.letters)
    if not match:
        return None
    verb, sign, kind, suffix = match.groups()
    number = said.the("nfF0")
    if not _stands(number, verb + sign + suffix):
        return None
    told = Rule("at least", value=said.number(number), unit="%" if kind in "fF" else number.unit)
    if "A" in sign or "a" in suffix:
        return replace(told, form="about") if sign in ("", "A") and suffix in ("", "a") else None
    way = side("" if verb == "d" and suffix == "s" and _keeps_within(said) else verb, sign, suffix)
    if kind in "F0":
        natural = "up" if kind == "F" else "down"  # nobody is left out, none is left
        way = natural if way in ("", natural) else None
    if way is None:
        return None
    at_most = way == "down" or (way == "" and said.direction == "down")
    return replace(told, form="at most" if at_most else "at least", strict=sign in ("G", "L"))


def _stands(number: Token, around: str) -> bool:
    """Whether a number may stand as it does: a fraction or the digits of a year need a word beside them."""
    yearlike = number.letter == "n" and not number.unit and number.value in YEARS
    return bool(around) or (number.letter != "f" and not yearlike)


def _keeps_within(said):
    return said.the("d").text.startswith(KEEP_WITHIN)


def _pair(form: str, first: Rule | None, second: Rule | None) -> Rule | None:
    """Two predicates that bound the same way as one rule."""
    if first is None or second is None or first.form == "about":
        return None
    if (first.form, first.strict) != (second.form, second.strict):
        return None
    return replace(second, form=form, bound=first.form, value=first.value, value2=second.value)


def _shared(said: Said, match: re.Match) -> tuple[Rule | None, Rule | None]:
    """Two numbers under one verb or sign: 分别达到90%和95%以上; what stands behind the last goes for both."""
    own, first, second = (said.part(match, name).words for name in ("own", "first", "second"))
    suffix = second[1:] if len(first) == 1 else ()
    one, other = (threshold(replace(said, words=words)) for words in (own + first + suffix, own + second))
    return one, other


def interim(said: Said) -> Rule | None:
    """Return what a text with two years asks: 2025年达到90%，2030年达到95%; None where it is no such target."""
    patterns = (
        rf"(?P<early>Y)[:,]?(?P<first>{PREDICATE})[,&]{{0,2}}(?P<late>Y)[:,]?(?P<second>{PREDICATE})",
        rf"(?P<first>{PREDICATE})\(?(?P<early>Y)\)?[,&]{{0,2}}(?P<second>{PREDICATE})\(?(?P<late>Y)\)?",
        rf"(?P<early>Y)[&,](?P<late>Y),?b?{TWO}",
        rf"b?{TWO},?\(?(?P<early>Y)[&,](?P<late>Y)b?\)?",
    )
    for pattern in patterns:
        match = re.fullmatch(pattern, said.letters)
        if match:
            pair = _shared(said, match) if "own" in match.groupdict() else _each(said, match)
            early, late = (said.part(match, name).the("Y").year or 0 for name in ("early", "late"))
            if early > late:
                early, late, pair = late, early, pair[::-1]
            found = _pair("interim", *pair) if early != late else None
            return None if found is None else replace(found, year=early, due=late)
    return None


def _each(said, match):
    return threshold(said.part(match, "first")), threshold(said.part(match, "second"))


def strata(said: Said) -> Rule | None:
    """Return what a text with town and country asks: 城镇达到98%，农村达到92%; None where it is no such target."""
    for pattern in (
        rf"1:?(?P<first>{PREDICATE})[,&]{{0,2}}2:?(?P<second>{PREDICATE})",
        rf"2:?(?P<second>{PREDICATE})[,&]{{0,2}}1:?(?P<first>{PREDICATE})",
        rf"(?P<first>{PREDICATE})1[,&]{{0,2}}(?P<second>{PREDICATE})2",
        rf"(?P<second>{PREDICATE})2[,&]{{0,2}}(?P<first>{PREDICATE})1",
    ):
        match = re.fullmatch(pattern, said.letters)
        if match:
            return _pair("strata", *_each(said, match))
    match = re.fullmatch(rf"(?P<order>1[&,]2|2[&,]1|3),?b?{TWO}", said.letters)
    if not match:
        return None
    pair = _shared(said, match)
    return _pair("strata", *(pair[::-1] if match["order"].startswith("2") else pair))


def ratio(said: Said) -> Rule | None:
    """Return what a ratio asks: 1:1.5; which way is good is said by its words or its indicator."""
    match = re.fullmatch(r"w*([vud]?)([gGlL]?)n:n([st]?)", said.letters)
    if not match:
        return None
    one, other = (word for word in said.words if word.letter == "n")
    way = side(*match.groups())
    if not one.value or not other.value or one.unit or other.unit or max(one.value, other.value) >= SHARE_TOP:
        return None
    if way is None:
        return None
    return Rule("ratio", value=one.value / other.value, direction=way or said.direction, strict=match[2] in ("G", "L"))


def between(said: Said) -> Rule | None:
    """Return what a range asks: 40%—45%, 45±2, between 40 and 45."""
    match = re.fullmatch(r"[vd]?(?:n-nj?|in[-&]nj?|n±n)", said.letters)
    if not match or (said.has("d") and not _keeps_within(said)):
        return None
    one, other = (word for word in said.words if word.letter == "n")
    unit = other.unit or one.unit
    low, high = (said.number(replace(word, unit=word.unit or unit)) for word in (one, other))
    if said.has("±"):
        low, high = low - high, low + high
    return Rule("between", value=round(low, 10), value2=round(high, 10), unit=unit) if low < high else None
