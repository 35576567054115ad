"""What the words of a target ask, taken together: the patterns tried one after the other, the year it is due by apart."""

import re
from dataclasses import replace

from . import bounds, changes
from .rule import Rule
from .said import Said, Unread
from .tokens import Token, base_year

__all__ = ["Unread", "read"]
WHOLE = (bounds.interim, bounds.strata, changes.not_worse)  # their years are part of what they ask
REST = (
    *(changes.not_worse, bounds.strata, bounds.ratio, bounds.between),
    *(changes.per_year, changes.relative, changes.multiple, changes.better, changes.beside),
)


def read(words: tuple[Token, ...], direction: str | None, unit: str, base: int | None = None) -> Rule | None:
    """Return the :class:`~kzplan.indicator.rule.Rule` that words make, or None where they make none.

    Parameters
    ----------
    words : as :func:`kzplan.indicator.tokens.tokens` returns them.
    direction, unit : of the indicator.
    base : the plan's base year; None: the one of the outlines now in force.

    Raises
    ------
    Unread : the words are known and do not say one thing for sure.

    >>> from .tokens import tokens
    >>> read(tokens("提高到88%以上"), "up", "%").words
    '>= 88'
    """
    said = Said(words, direction, unit, base_year() if base is None else base)
    alone = {"N": "not quantified", "Z": "natural band"}
    for form in WHOLE:
        found = form(said)
        if found is not None:
            return found
    said, due = _without_due(said)
    if said.letters in alone:
        return Rule(alone[said.letters], due=due)
    for form in REST:
        found = form(said)
        if found is not None:
            return replace(found, due=due)
    said, named = _without_start(said)
    found = bounds.threshold(said)
    return None if found is None else replace(found, due=due or named, year=due or named)


def _without_due(said: Said) -> tuple[Said, int | None]:
    """The words without the year they are due by, and that year."""
    for pattern in (r"(?P<due>Y)[:,]?(?P<rest>[^Y]+)", r"(?P<rest>[^Y]+?),?\(?(?P<due>Y)\)?"):
        match = re.fullmatch(pattern, said.letters)
        if match:
            return said.part(match, "rest"), said.part(match, "due").words[0].year
    return said, None


def _without_start(said: Said) -> tuple[Said, int | None]:
    """The words without the value that things start from, 从90%提高到95%, and the year that stands with the number to reach."""
    match = re.fullmatch(r"oY?nY?,?(?P<verb>[ud])(?P<year>Y?)(?P<rest>[gGlL]?n[sta]?)", said.letters)
    if match:
        years, words = said.part(match, "year").words, said.part(match, "verb").words + said.part(match, "rest").words
        return replace(said, words=words), years[0].year if years else None
    match = re.fullmatch(r"[UD]onY?-(?P<rest>n[st]?)", said.letters)
    if match:  # increase from 90% to 95%
        verb = replace(said.words[0], letter={"U": "u", "D": "d"}[said.words[0].letter])
        return replace(said, words=(verb, *said.part(match, "rest").words)), None
    return said, None
