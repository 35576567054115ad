"""What departments wrote of their work, as it may be printed."""

from collections import Counter

import pandas as pd

from ..evaluation.engine import Evaluation
from ..returns import work
from ..words.private import masked


def said_in(evaluation: Evaluation) -> pd.DataFrame:
    """Return what departments wrote of the year: one row a department, a column a heading; no one is named where the evaluation is discreet.

    Parameters
    ----------
    evaluation : what :func:`kzplan.evaluate` or :func:`kzplan.evaluation.discreet.discreet` returns.

    >>> from kzplan import evaluate, load_plan
    >>> len(said_in(evaluate(load_plan(), 2025)))
    0
    """
    written = work.current(evaluation.plan, evaluation.year)
    return written.map(masked) if evaluation.discreet else written


def work_by_domain(evaluation: Evaluation) -> dict[str, list[tuple[str, str, str]]]:
    """Return what departments wrote of their work, by the domain that most of their targets are in: (department, heading, text).

    Parameters
    ----------
    evaluation : as for :func:`said_in`.
    """
    owned: dict[str, Counter[str]] = {}
    for row in evaluation.rows:
        for department in row["department"].split("、"):
            owned.setdefault(department, Counter())[row["domain"]] += 1
    found: dict[str, list[tuple[str, str, str]]] = {}
    for department, texts in said_in(evaluation).to_dict("index").items():
        told = [(department, heading.split("（")[0], text) for heading, text in texts.items() if text]
        if department in owned:
            [(domain, _)] = owned[department].most_common(1)
            found.setdefault(domain, []).extend(told)
    return found
