"""The numbered assumptions (ASSUMPTIONS.md) in short, and which of them an assessment rests on."""

import csv
from functools import cache
from pathlib import Path

from . import assess
from .reference_class import given_change

NEAR = 5.0  # points from 0 or 100 % at which the scale there matters


@cache
def assumptions():
    """Return the assumptions in short: number → {"zh": words, "en": words}; quality and impact stand in ASSUMPTIONS.md.

    >>> assumptions()["A6"]["en"]
    '左右 means within 2.5 points'
    """
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: {lang: row[lang] for lang in ("zh", "en")} for row in csv.DictReader(file)}


def cited(case):
    """Return the numbers of the assumptions that a target's assessment rests on, in order.

    Parameters
    ----------
    case : :class:`~kzplan.odds.assess.Case`.

    >>> from kzplan import load_plan, project
    >>> cited(project(load_plan(), "W34b").case)
    ['A2', 'A6', 'A9', 'A11']
    """
    forms = {"about": "A6", "marked": "A7", "not quantified": "A8", "natural band": "A5"}
    found = [forms[case.rule.form]] if case.rule.form in forms else []
    if case.rule.form in ("at least", "at most") and case.rule.text.strip()[:1].isdigit():
        found.append("A13")
    if case.forecast is not None and case.target["comparability"] in ("A", "B"):
        found += ["A2", "A11", *_of_a_projection(case)]
    return sorted(set(found), key=lambda number: int(number[1:]))


def _of_a_projection(case):
    behind, first, latest = case.target["counts"], case.first, case.latest
    births = behind in ("live_births", "sex_at_birth")
    good = {"up": 1, "down": -1}.get(case.target["direction"], 0)
    rests = {
        "A1": births and case.births is not None and not case.reason,
        "A3": first is not None and good * (latest["value"] - first["value"]) < 0,
        "A4": behind == "live_births",
        "A9": (case.kind == "proportion" and latest["denominator"] == latest["denominator"]) or behind == "elected",
        "A10": not case.reason
        and case.criterion is not None
        and assess.chance(case, case.criterion) >= assess.LIKELIHOODS[0][0],
        "A12": births,
        "A16": case.national is not None and given_change(case) is None,
        "A17": first is None,
        "A18": case.kind == "proportion" and min(latest["value"], 100 - latest["value"]) <= NEAR,
    }
    return [number for number, applies in rests.items() if applies]
