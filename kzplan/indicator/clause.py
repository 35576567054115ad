"""One target of a sentence: what is measured, what is asked of it, and the reasons why one is not read."""

import re
from typing import NamedTuple

from ..words.errors import TargetError
from .phrases import without_names
from .rule import Rule
from .shapes import CJK
from .target import parse_target
from .tokens import likely_direction


class Why(NamedTuple):
    """Why something is not taken for a target."""

    en: str
    zh: str


TWO_DEMANDS = Why("asks two things of one indicator", "同一指标有两个要求，请分成两行，或只写规划末年的一个")
NO_NAME = Why("does not say which indicator", "没有写明是哪个指标")
OF_A_CHANGE = Why("asks for a change of a change", "要求的是增幅（降幅）本身的变化，不是指标的数值")
OTHER_BASE = Why("is measured from what is not in the sentence", "比较的基数不在这句话里，请写明某年的数值")
NOT_READ = Why("asks for something that is not read as a number", "有要求，但不是可识别的写法")


class Clause(NamedTuple):
    """What is measured, what is asked of it in the words printed, and the rule these make; None where they are not read.

    ``why`` says what stands against it where it must not be read, whatever its words; ``earlier`` what is asked of the same
    indicator in years before, as (year, predicate), where there are more than the one that a rule holds.
    """

    name: str
    predicate: str
    rule: Rule | None
    why: Why | None = None
    earlier: tuple[tuple[int, str], ...] = ()


def rule_of(predicate: str, name: str, due: int | None = None, when: str = "到{}年") -> Rule | None:
    """Return the rule of a predicate; None where it is not read.

    Parameters
    ----------
    predicate, name : what is asked, and of what, from which the good direction is guessed; what the words say counts for more.
    due : year that stands before the sentence.
    when : how that year is said.

    >>> rule_of("降至5‰以下", "婴儿死亡率", 2030).words
    '<= 5'
    """
    texts, guess = (when.format(due) + predicate, predicate) if due else (predicate,), likely_direction(name)
    for text, direction in [(text, way) for text in texts for way in ((guess, None) if guess else (None,))]:
        try:
            rule = parse_target(text, direction)
        except TargetError:
            continue
        within = re.search(f"[{CJK}]", predicate) and without_names(predicate) != predicate
        return None if rule.form == "none" or within else rule  # a name within what is asked is another indicator's
    return None
