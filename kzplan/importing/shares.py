"""Targets in per cent that a table prints as shares of 1: 0.85 where 85 is meant, which no reading can tell for sure."""

import re

from ..words.both import Both
from .proposed import Goal

AS_SHARE = Both(
    "looks like a share of 1 in a row in per cent; write it in per cent, as 85, in the review, and its base too",
    "单位是%，数值却像小数形式的比例，请在核对表中按百分数填写目标和基期值（如85）",
)


def refuse_shares_of_one(goals: list[Goal]) -> None:
    """Leave the targets of tables unread that may be shares of 1: where a row in per cent asks for at least such a number.

    Parameters
    ----------
    goals : of a document, with their rules; a number with its own sign of per cent is none of these.
    """
    alike = [goal for goal in goals if _is_small(goal)]
    if any(goal.rule and goal.rule.form == "at least" for goal in alike):
        for goal in alike:
            goal.rule, goal.amiss = None, AS_SHARE


def _is_small(goal: Goal) -> bool:
    """Whether a row in per cent asks for a number between 0 and 1 that has decimals and no sign."""
    value = goal.rule.value if goal.rule and goal.rule.form in ("at least", "at most", "about") else None
    shown = value is not None and 0 < value < 1 and not re.search("[%％]|百分", goal.target)
    return shown and not goal.quote and goal.unit.strip() in ("%", "％")
