"""The numbered assumptions (ASSUMPTIONS.md) in short, and which of them an assessment rests on."""

import csv
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..indicator.kind import Kind
from .verdict import LIKELIHOODS

if TYPE_CHECKING:
    from .projection import Projection

NEAR = 5.0  # points from 0 or 100 % at which the scale there matters


@cache
def assumptions() -> dict[str, dict[str, str]]:
    """Return the assumptions in short: number → {"zh": words, "en": words}; quality and impact stand in ASSUMPTIONS.md.

    >>> assumptions()["A6"]["en"]
    '左右 means within 2.5 points'
    """
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: {lang: row[lang] for lang in ("zh", "en")} for row in csv.DictReader(file)}


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
    if case.rule.form in ("at least", "at most") and case.rule.text.strip()[:1].isdigit():
        found.append("A13")
    if case.projected and case.comparable:
        found += ["A2", "A11", *_of_a_projection(case, projection.verdict)]
    return sorted(set(found), key=lambda number: int(number[1:]))


def _of_a_projection(case, verdict):
    target, first, latest = case.target, case.first, case.latest
    rests = {
        "A1": target.on_births and case.births is not None and not verdict.reason,
        "A3": first is not None and target.direction.sign * (latest.value - first.value) < 0,
        "A4": target.of_deaths,
        "A9": (case.kind is Kind.PROPORTION and latest.denominator == latest.denominator) or target.elected,
        "A10": verdict.p_reach >= LIKELIHOODS[0][0],
        "A12": target.on_births,
        "A16": case.nation is not None and case.given_change is None,
        "A17": first is None,
        "A18": case.kind is Kind.PROPORTION and min(latest.value, 100 - latest.value) <= NEAR,
    }
    return [number for number, applies in rests.items() if applies]
