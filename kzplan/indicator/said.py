"""The words of a target with what is known beside them: questions that every pattern of the grammar asks."""

import re
from dataclasses import dataclass, replace
from functools import cached_property

from .token import Token
from .tokens import base_year, middle_and_end
from .unit import converted, plain_unit

SHARE_TOP = 300  # per cent; what lies beyond is no share but a year or a slip
ASKED = {"u": "up", "d": "down", "g": "up", "G": "up", "l": "down", "L": "down", "s": "up", "t": "down"}


class Unread(Exception):
    """A target whose words are known and whose meaning is not sure, with the reason in English and Chinese."""

    def __init__(self, en: str, zh: str):
        self.en, self.zh = en, zh
        super().__init__(en)


@dataclass(frozen=True)
class Said:
    """The words of a target.

    Parameters
    ----------
    words : tokens.
    direction : the indicator's good direction, "up", "down" or None.
    unit : of the row; blank where none is known.
    base : the plan's base year.
    """

    words: tuple[Token, ...]
    direction: str | None
    unit: str
    base: int

    @cached_property
    def letters(self) -> str:
        """One letter a word."""
        return "".join(word.letter for word in self.words)

    def part(self, match: re.Match, group: str) -> "Said":
        """Return the words that a group of a pattern over the letters stands for."""
        start, end = match.span(group)
        return replace(self, words=self.words[start:end])

    def has(self, letters: str) -> bool:
        """Return whether a word of one of these letters is there."""
        return any(word.letter in letters for word in self.words)

    def the(self, letters: str) -> Token:
        """Return the first word of one of these letters; a pattern has seen that there is one."""
        return next(word for word in self.words if word.letter in letters)

    def year(self, letters: str) -> int:
        """Return the year that the first word of one of these letters names, else the plan's base year."""
        named = [word.year for word in self.words if word.letter in letters]
        return named[0] if named and named[0] is not None else self.base

    def due(self, word: Token) -> int | None:
        """Return the year a word names; None for the middle and the end of a plan whose years are not known."""
        if word.letter not in "59":
            return word.year
        return middle_and_end()[word.letter] if self.base == base_year() else None

    def _kept_below(self) -> bool:
        """Whether the words themselves say that the number is not to be passed."""
        return self.direction != "up" and self.has("dlLt") and not self.has("ugGs")

    def number(self, word: Token) -> float:
        """Return a number in the row's unit.

        Raises
        ------
        Unread : it is of another unit, or no share.
        """
        if word.letter in "F0":
            return 100.0 if word.letter == "F" else 0.0
        value, unit = (100 * word.value, "%") if word.letter == "f" else (word.value, word.unit)
        told = converted(value, unit, self.unit)
        if told is None and (unit, plain_unit(self.unit), self.direction) == ("%", "‰", "down"):
            told = 10 * value  # a death rate of 8%; what should rise to 95‰ is more likely misprinted
        if told is None and (plain_unit(unit), plain_unit(self.unit)) == ("‰", "%") and self._kept_below():
            told = round(value / 10, 10)  # 5‰以内 bounds a small share; 5‰ alone may be a misprint of either
        if told is None:
            raise Unread(
                f"a number in {unit} where the row is in {self.unit}", f"数的单位是{unit}，该行的单位是{self.unit}"
            )
        if plain_unit(self.unit or unit) == "%" and told > SHARE_TOP:
            raise Unread(f"{told:g} is no percentage", f"{told:g}不是百分数")
        return told


def side(verb: str, sign: str, suffix: str) -> str | None:
    """Return which way a number bounds: "up" (at least), "down" (at most), blank where the words leave it open, None where they contradict.

    Parameters
    ----------
    verb, sign, suffix : letters of the words around it; blank where there are none. 控制在…以上 is the caller's to allow.

    >>> side("u", "", "s"), side("v", "", ""), side("u", "", "t") is None
    ('up', '', True)
    """
    told = {ASKED[letter] for letter in verb + sign + suffix if letter in ASKED}
    return None if len(told) > 1 else next(iter(told), "")
