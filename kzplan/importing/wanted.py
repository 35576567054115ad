"""What a printed target asks for, and of what kind and direction an indicator is that the catalogue does not have."""

import re

from ..indicator.kind import Direction
from ..indicator.target import Rule, parse_target
from ..indicator.tokens import named_direction
from ..indicator.unit import multiplier
from ..plan.printed import split_name
from ..words.both import Both
from ..words.door import door
from ..words.errors import TargetError
from ..words.given import one_of
from .sentences import PARTED
from .spoken import blanks_part

KINDS = (  # of an indicator that the catalogue does not have, by its unit
    (r"%|百分", "proportion"),
    (r"‰|/\d*[千万]|/10万", "rate"),
    (r"[人个件户所家例项次]$|万人|人次", "count"),
)
NO_DIRECTION = Both(
    "a bare number of an indicator whose good direction its name does not tell; choose it under Change direction to",
    "只有数字，从指标名称看不出是越高越好还是越低越好，请在“改为方向”中选定",
)
NUMBERED = ("at least", "at most", "between", "about")
OF_ANOTHER = Both(
    "is a share or a rate, where the row counts",
    "目标是比例或率，而本行按个数计，请核对目标和单位",
)
_SHARE = re.compile(r"[%％‰]|百分之|千分之|/\s*10?万")
COUNTED = re.compile(r"^[万亿]?(?:人次|[人名例个件户所张次项家条])$|^(?:persons|people|cases|deaths)$")
_BARE = re.compile(r"\s*(?:(?:为|是|is|are)\s*)?\d")


@door
def read_target(text: str, direction: str | None, unit: str) -> tuple[Rule | None, Both | None]:
    """Return the rule of a printed target, or why it is not read."""
    one_of("direction", direction, (*Direction, "", None), "up, down or none")
    if blanks_part(text):
        return None, Both(PARTED.en, PARTED.zh)
    good = Direction(direction or "none").good
    if good is None and is_bare(text, unit):
        return None, NO_DIRECTION
    try:
        rule = parse_target(text, good, unit if multiplier(unit) else None)  # of others, brackets may hold a scope
        shares = rule.form in NUMBERED and COUNTED.search(unit.strip()) and _SHARE.search(text)
        return (None, OF_ANOTHER) if shares else (rule, None)
    except TargetError as problem:
        return None, Both(problem.text("en"), problem.text("zh"))


def is_bare(text: str, unit: str) -> bool:
    """Whether a target is a number without a word that says if it is the least or the most.

    >>> [is_bare(text, "%") for text in ("95", "5%", "达到95%", "≤5", "100左右", "100")]
    [True, True, False, False, False, False]
    """
    if not _BARE.match(text):
        return False
    try:
        more, less = parse_target(text, "up"), parse_target(text, "down")
    except TargetError:
        return False
    full = more.value == 100 and "%" in f"{unit}{text}"  # no more can be asked
    return not full and {more.bound or more.form, less.bound or less.form} == {"at least", "at most"}


@door
def kind_of(unit: str) -> str:
    """Return the kind of an indicator that the catalogue does not have, by its unit.

    >>> kind_of("%"), kind_of("1/10万"), kind_of("岁")
    ('proportion', 'rate', 'positive')
    """
    return next((kind for pattern, kind in KINDS if re.search(pattern, unit)), "positive")


@door
def direction_of(name: str, rule: Rule | None) -> str:
    """Return the good direction that a rule or a name suggests; "none" where neither does."""
    if rule is not None and rule.direction:
        return rule.direction
    if rule is not None and rule.form in ("at least", "at most"):
        return "up" if rule.form == "at least" else "down"
    return named_direction(split_name(name)[0]) or "none"
