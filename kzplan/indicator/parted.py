"""Targets with a number for each of two years, or one for the town and one for the country."""

import re
from dataclasses import replace

from .bounds import PREDICATE, threshold
from .rule import Rule
from .said import Said, Unread

WHEN = "[Y59]"
_AND = "[,&]{0,2}"
_TWO = r"(?P<own>k?w*[vud]?[gGlLA]?)b?(?P<first>[nfF][st]?)[&,](?P<second>[nfF][st]?)"  # two under one verb
_INTERIM = (
    rf"\(?(?P<early>{WHEN})[:,]?(?P<first>{PREDICATE})\)?{_AND}\(?(?P<late>{WHEN})[:,]?(?P<second>{PREDICATE})\)?",
    rf"(?P<first>{PREDICATE})\(?(?P<early>{WHEN})\)?{_AND}(?P<second>{PREDICATE})\(?(?P<late>{WHEN})\)?",
    rf"(?P<early>{WHEN})[&,](?P<late>{WHEN})[:,]?b?{_TWO}",
    rf"b?{_TWO},?\(?(?P<early>{WHEN})[&,](?P<late>{WHEN})b?\)?",
)
_STRATA = (
    rf"1[:,]?\(?(?P<first>{PREDICATE})\)?{_AND}2[:,]?\(?(?P<second>{PREDICATE})\)?",
    rf"2[:,]?\(?(?P<second>{PREDICATE})\)?{_AND}1[:,]?\(?(?P<first>{PREDICATE})\)?",
    rf"(?P<first>{PREDICATE})\(?1\)?{_AND}(?P<second>{PREDICATE})\(?2\)?",
    rf"(?P<second>{PREDICATE})\(?2\)?{_AND}(?P<first>{PREDICATE})\(?1\)?",
)


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


def _each(said, match):
    return threshold(said.part(match, "first")), threshold(said.part(match, "second"))


def interim(said: Said) -> Rule | None:
    """Return what a text with two years asks: 2025年达到90%，2030年达到95%; None where it is no such target.

    Raises
    ------
    Unread : the later year asks for less than the earlier one.
    """
    if not said.has("Y59"):
        return None
    for pattern in _INTERIM:
        match = re.fullmatch(pattern, said.letters)
        if match:
            pair = _shared(said, match) if "own" in match.groupdict() else _each(said, match)
            whens = [said.part(match, name).words[0] for name in ("early", "late")]
            early, late = (said.due(word) for word in whens)
            if (early or 0) > (late or 0) or [word.letter for word in whens] == ["9", "5"]:
                early, late, pair = late, early, pair[::-1]
            if early == late and (early or {word.letter for word in whens} != {"5", "9"}):
                return None
            if early is not None and late is not None and early <= said.base < late:  # what was, and what is asked
                return pair[1] and replace(pair[1], year=late, due=late)
            return _later(_pair("interim", *pair), early, late)
    return _with_remark(said)


def _with_remark(said: Said) -> Rule | None:
    """95%以上（2025年90%以上）: an earlier year's number in brackets."""
    match = re.fullmatch(rf"(?P<second>{PREDICATE})\((?P<early>Y)[:,]?(?P<first>{PREDICATE})\)", said.letters)
    if not match:
        return None
    early = said.part(match, "early").words[0].year
    return _later(_pair("interim", *_each(said, match)), early, None)


def _later(found: Rule | None, early: int | None, late: int | None) -> Rule | None:
    if found is None or found.value is None or found.value2 is None:
        return None
    if (found.value2 < found.value) if found.bound == "at least" else (found.value2 > found.value):
        raise Unread("the later year asks for less than the earlier one", "后一年的要求反而低于前一年")
    return replace(found, year=early, due=late)


def strata(said: Said) -> Rule | None:
    """Return what a text with town and country asks: 城镇达到98%，农村达到92%; None where it is no such target."""
    if not said.has("123"):
        return None
    for pattern in _STRATA:
        match = re.fullmatch(pattern, said.letters)
        if match:
            return _pair("strata", *_each(said, match))
    match = re.fullmatch(rf"(?P<order>1[&,]2|2[&,]1|3)[:,]?b?{_TWO}", said.letters) or re.fullmatch(
        rf"{_TWO}\((?P<order>1[&,]2|2[&,]1)\)", said.letters
    )
    if not match:
        return None
    pair = _shared(said, match)
    return _pair("strata", *(pair[::-1] if match["order"].startswith("2") else pair))
