"""Targets in sentences beside a table of targets: those that its rows ask already, and those that only a sentence asks."""

from collections.abc import Hashable

from ..indicator.rule import Rule
from ..plan.printed import split_name
from .likeness import Names
from .proposed import Goal
from .sections import item_of
from .sentences import CHANGES
from .spelling import plain

ALIKE = 0.8  # likeness of names from which a sentence is taken for a row of the table
ONLY_BETTER = (
    "only says that things get better, beside a table of targets; write it as an item of a list if it is a target",
    "只说改善、没有数值，所属规划另有指标表；确属目标的请单列一条（如“1．……”）后重新导入",
)
Left = tuple[int, int, str, str, str]


def beside_tables(goals: list[Goal]) -> list[Left]:
    """Take the targets in sentences that a row of a table asks already from ``goals``.

    Parameters
    ----------
    goals : of a document, with what is proposed for each; those of a table have no quote.

    Returns
    -------
    list of (line, page, text, why in English and Chinese) of what was taken away.
    """
    rows = [goal for goal in goals if not goal.quote]
    if not rows or len(rows) == len(goals):
        return []
    names = Names({at: (split_name(row.name)[0],) for at, row in enumerate(rows)})
    left = []
    for goal in [goal for goal in goals if goal.quote]:
        row = _row(goal, rows, names)
        why = _why(goal, row) if row else None if _stands_alone(goal, rows) else ONLY_BETTER
        if why is not None:
            goals.remove(goal)
            left.append((goal.line, goal.page, f"{split_name(goal.name)[0]}{goal.target}", *why))
    return left


def _stands_alone(goal: Goal, rows: list[Goal]) -> bool:
    """Whether a sentence is a target of its own: it has a number, is an item of a list, or its plan has no table."""
    return not _only_better(goal.rule) or item_of(goal.quote) or all(row.part != goal.part for row in rows)


def _only_better(rule: Rule | None) -> bool:
    return rule is not None and rule.value is None and rule.form in (*CHANGES, "not quantified")


def _row(goal: Goal, rows: list[Goal], names: Names) -> Goal | None:
    """The row of a table that is of the same indicator as a sentence."""
    by_key: dict[Hashable, Goal] = dict(enumerate(rows))
    bare = split_name(goal.name)[0]
    likes = names.nearest(bare, 3, ALIKE)
    named = [by_key[like.key] for like in likes if plain(like.name) == plain(bare)]
    known = [row for row in rows if goal.proposed and row.proposed and row.proposed.key == goal.proposed.key]
    alike = [by_key[like.key] for like in likes if _may_be(goal, by_key[like.key])]
    return next((row for row in [*named, *known, *alike] if row.part == goal.part), None)


def _may_be(goal, row):
    """Whether two rows may be of one indicator: none is proposed for either, or the same."""
    return goal.proposed is None or row.proposed is None or goal.proposed.key == row.proposed.key


def _why(goal: Goal, row: Goal) -> tuple[str, str]:
    name = split_name(row.name)[0].strip()
    alike = goal.rule is not None and row.rule is not None and goal.rule.words == row.rule.words
    if alike or _only_better(goal.rule):
        return f"is asked by the table too ({name}), which is read", f"与指标表“{name}”为同一目标，已按表读入"
    return (
        f"is asked by the table too ({name}: {row.target.strip()}), in other words; the table is read",
        f"指标表另有“{name}”（{row.target.strip()}），两处写法不同，已按表读入，请核对",
    )
