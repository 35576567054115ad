"""What departments wrote of their work, as it may be printed."""

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
