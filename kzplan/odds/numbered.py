"""The numbered assumptions (ASSUMPTIONS.md) in short, and which of them an assessment rests on."""

import csv
import math
from pathlib import Path
from typing import TYPE_CHECKING

from ..indicator.kind import Kind
from ..indicator.tokens import tokens
from ..plan.period import Period
from ..words.both import Both
from ..words.numbers import plain
from .verdict import LIKELIHOODS

if TYPE_CHECKING:
    from .projection import Projection

NEAR = 5.0  # points from 0 or 100 % at which the scale there matters


def assumptions(period: Period) -> dict[str, Both]:
    """Return the assumptions in short by number, in a plan's own years; quality and impact stand in ASSUMPTIONS.md.

    >>> from kzplan import load_plan
    >>> assumptions(load_plan().period)["A7"].en
    '明显降低 means 10 % lower than in 2020'
    """
    years = {"base": period.base, "last": period.last}
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row["id"]: Both(*(said.format(**years) for said in Both.of(row))) for row in rows}


def cited(projection: "Projection") -> list[str]:
    """Return the numbers of the assumptions that a target's assessment rests on, in order.

    Parameters
    ----------
    projection : :class:`~kzplan.odds.projection.Projection`.

    >>> from kzplan import load_plan, project
    >>> cited(project(load_plan(), "W34b"))
    ['A2', 'A6', 'A9', 'A11']
    """
    case = projection.case
    forms = {"about": "A6", "marked": "A7", "not quantified": "A8", "natural band": "A5"}
    found = [forms[case.rule.form]] if case.rule.form in forms else []
    words = tokens(plain(case.rule.text)) if case.rule.form in ("at least", "at most") else None
    if words is not None and [word.letter for word in words] == ["n"]:  # a number and no sign
        found.append("A13")
    if case.projected and case.judged:
        found += ["A2", "A11", *_of_a_projection(case, projection.verdict)]
    return sorted(set(found), key=lambda number: int(number[1:]))


def _of_a_projection(case, verdict):
    target, first, latest = case.target, case.first, case.latest
    rests = {
        "A1": target.on_births and case.births is not None and not verdict.reason,
        "A3": first is not None and target.direction.sign * (latest.value - first.value) < 0,
        "A4": target.of_deaths,
        "A9": (latest is not None and (case.kind is Kind.PROPORTION and latest.denominator == latest.denominator))
        or target.elected,
        "A10": verdict.p_reach >= LIKELIHOODS[0][0],
        "A12": target.on_births,
        "A16": case.nation is not None and case.given_change is None and not case.alone,
        "A17": first is None and not case.alone,
        "A22": case.alone or (case.around is not None and target.of_deaths),
        "A23": math.isfinite(case.ceiling),
        "A18": case.kind is Kind.PROPORTION and latest is not None and min(latest.value, 100 - latest.value) <= NEAR,
    }
    return [number for number, applies in rests.items() if applies]
