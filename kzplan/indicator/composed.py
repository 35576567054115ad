"""Words that make one together: 不得 and 低于, less than and or equal to, 每10万活产 and its number."""

import re
from collections.abc import Callable
from dataclasses import replace

from .shapes import KEPT
from .token import Token

YEARS = range(1900, 2101)  # that a bare number of four digits is taken for
NEGATED = {"G": "l", "L": "g"}  # not above is at most
EVEN = {"G": "g", "L": "l"}  # more than or equal to is at least
_TO = ("to", "至", "到")


def composed(words: tuple[Token, ...]) -> tuple[Token, ...]:
    """Return words with those that make one together as one.

    Parameters
    ----------
    words : in the order they stand.

    >>> [word.letter for word in composed((Token("!", "不得"), Token("L", "低于"), Token("n", "95%", 95, "%")))]
    ['g', 'n']
    """
    if not set("!e/()-:,") & {word.letter for word in words}:
        return words
    for step in (_bare, _to, _negated, _even, _per, _dated):
        words = step(words)
    return words


def _letters(words):
    return "".join(word.letter for word in words)


def _joined(words, pattern: str, letter_of: Callable[[str], str]):
    """Words with each pair of letters that a pattern finds made one."""
    found: list[Token] = []
    at = 0
    for match in re.finditer(pattern, _letters(words)):
        pair = words[match.start() : match.end()]
        apart = " " if pair[0].text[-1].isascii() else ""
        found += [*words[at : match.start()], Token(letter_of(match[0]), apart.join(word.text for word in pair))]
        at = match.end()
    return (*found, *words[at:]) if at else words


def _bare(words):
    """Words without the signs around what was left out: 目标值：≥95%, 95%（目标值）."""
    words = _cut(words, r"\(\)|^[:,]+|[:,]+$")
    return _cut(words, r"^[:,]+|[:,]+$")


def _cut(words, pattern):
    for match in reversed(list(re.finditer(pattern, _letters(words)))):
        words = (*words[: match.start()], *words[match.end() :])
    return words


def _to(words):
    """至95% and to less than 5% begin with the word that also parts a range."""
    begins = len(words) > 1 and words[0].letter == "-" and words[0].text in _TO
    if begins and not (words[1].text.isdigit() and words[1].value in YEARS):  # to 2030 is no number
        return (replace(words[0], letter="v"), *words[1:])
    return words


def _negated(words):
    return _joined(words, "![GL]", lambda pair: NEGATED[pair[1]])


def _even(words):
    return _joined(words, "[GL]e", lambda pair: EVEN[pair[0]])


def _per(words):
    """每10万活产9.5例, 12 or fewer per 1,000: what stands apart is the unit of all numbers."""
    letters = _letters(words)
    match = re.search(r"\(/\)|/[:,]?", letters)
    if letters.count("/") != 1 or match is None or "n" not in letters:
        return words
    head = next(word for word in words if word.letter == "/")
    rest = (*words[: match.start()], *words[match.end() :])
    if any("/" in word.unit or word.unit in ("%", "‰", "‱") for word in rest if word.letter == "n"):
        return words
    staff = re.search(KEPT, head.text) is not None  # so many of them are no rate of cases
    units = {"人": "名"} if staff else {}
    return tuple(
        replace(word, unit=units.get(word.unit, word.unit) + head.unit) if word.letter == "n" else word for word in rest
    )


def _dated(words):
    """2025: 90%; 2030: 95% names two years, and 2025:90 alone is no such thing."""
    places = [match.start() for match in re.finditer(r"(?:^|(?<=[,&]))n(?=[:-])", _letters(words))]
    yearlike = [at for at in places if words[at].text.isdigit() and words[at].value in YEARS]
    if len(yearlike) != 2:
        return words
    dashes = [at + 1 for at in yearlike]
    return tuple(
        Token("Y", word.text, year=int(word.value)) if at in yearlike else word
        for at, word in enumerate(words)
        if at not in dashes
    )
