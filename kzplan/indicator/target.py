"""Printed targets as typed rules: words never silently become numbers."""

import re
from dataclasses import replace

from ..words import given
from ..words.errors import TargetError
from ..words.numbers import plain
from . import grammar, spreadsheet
from .phrases import without_names
from .rule import DEFAULT_CONVENTIONS, FROM_BASE, IN_NUMBERS, IN_WORDS, POINTS, Criterion, Rule
from .tokens import tokens
from .unit import plain_unit

__all__ = ["DEFAULT_CONVENTIONS", "FROM_BASE", "IN_NUMBERS", "IN_WORDS", "POINTS", "Criterion", "Rule", "parse_target"]

_ABSENT = re.compile(r"[—–\-－/无\s]*")
_STOPS = " 。.；;，,"
LONGEST = 300  # characters; no target of any plan is as long
_LONG_NUMBER = re.compile(r"\d{16}")
_IN_PIECES = re.compile(
    r"(?<!\bby 20\d)(?<!\bin 20\d)[\d.%‰]\s+\d+(?!\s*(?:[年月:(]|[a-z]))|(?<!\d)\.\d", re.IGNORECASE
)

_PEOPLE = "人|名|位|个|例|件|所|户|元|张|床"
_AMBIGUOUS = re.compile(  # 05 has lost something; 12.000 is twelve, or twelve thousand of who parts thousands by points
    rf"(?<![\d.,:/\-])0\d|(?<![\d.])[1-9]\d{{0,2}}\.(?:000(?!\d)|\d{{3}}(?!\d)(?=\s*(?:{_PEOPLE}|people|persons|women|children|girls)))"
)
_POINTED = re.compile(r"(?<![\d.])[1-9]\d{0,2}\.\d{3}(?!\d)")


def parse_target(text: str, direction: str | None = None, unit: str | None = None, base: int | None = None) -> Rule:
    """Read a printed target as a :class:`~kzplan.indicator.rule.Rule`.

    Parameters
    ----------
    text : the target as printed, in Chinese or English, full-width signs, footnote marks and all.
    direction : "up", "down" or None: the indicator's good direction. A number without a sign
        is read as "at least", or as "at most" where lower is better.
    unit : the indicator's unit; a number in another one is converted, or refused. None: numbers stay in their own.
    base : the plan's base year, which 提高 and the like are measured from; None: that of the outlines now in force.

    Returns
    -------
    Rule

    Raises
    ------
    TargetError : where no rule reads the text for sure; it names the forms that are read.

    >>> rule = parse_target("＜8")
    >>> rule.form, rule.value, rule.strict
    ('at most', 8.0, True)
    >>> parse_target("逐步提高").form, parse_target("以2010年为基数下降1/6").words
    ('better', 'down by 0.1667 of it from 2010')
    >>> parse_target("＜0.15‰", "down", "1/10万").value, parse_target("at least 95 per cent by 2030").year
    (15.0, 2030)
    """
    direction = given.one_of("direction", direction, ("up", "down", None), "'up', 'down' or None")
    unit = given.text("unit", unit, "a text, as '%' or '1/10万', or None")
    base = None if base is None else given.year("base", base)
    printed = given.written(text)
    whole = plain(printed)
    said = whole.strip(_STOPS)
    if not said and re.search(r"\d", printed):  # [90] alone is no footnote
        raise TargetError(printed)
    turned = spreadsheet.turned(said[:LONGEST])
    if turned:
        raise TargetError(printed, *turned)
    if len(said) > LONGEST or _LONG_NUMBER.search(said) or _IN_PIECES.search(whole):
        raise TargetError(printed)  # what stands apart is no number of one piece: 95 and a footnote's 1
    counted = plain_unit(unit or "") in _PEOPLE.split("|") and _POINTED.search(said)
    if counted or _AMBIGUOUS.search(said):
        raise TargetError(printed)
    if _ABSENT.fullmatch(said):
        return Rule("none", printed)
    words = tokens(said) or tokens(without_names(said))
    try:
        found = None if not words else grammar.read(words, direction, unit or "", base)
    except grammar.Unread as problem:
        raise TargetError(printed, problem.en, problem.zh) from None
    if found is None:
        raise TargetError(printed)
    return replace(found, text=printed)
