"""重点难点指标: which targets are in doubt, and what the numbers say about why."""

import pandas as pd

from ..indicator.kind import Direction
from ..words.door import door
from .engine import Evaluation

UNLIKELY = ("unlikely", "very unlikely")
HARD_PACE = 2.0  # times the pace so far that a target requires from now
ONLY_OLD = "judged by earlier values"  # a reason that alone puts no target in doubt
COLUMNS = ["code", "name_zh", "name_en", "nature", "department", "unit", "value", "target", "gap", "p_reach", "reasons"]


@door
def difficulties(evaluation: Evaluation) -> pd.DataFrame:
    """Return the targets in doubt (assumption A21).

    Parameters
    ----------
    evaluation : :class:`~kzplan.evaluation.engine.Evaluation`.

    Returns
    -------
    DataFrame
        One row a target that has a value, is not met, and is binding, behind schedule, moved the wrong way or
        needs a pace twice that so far; or whose outlook is unlikely, met or not (by its own
        values: an analogy puts no target in doubt). ``reasons`` is a tuple of
        words of the vocabulary. The least likely come first, those without a chance last.

    >>> from kzplan import load_plan
    >>> from kzplan.evaluation import evaluate
    >>> difficulties(evaluate(load_plan(), 2025))["code"].tolist()[:2]
    ['W18', 'W35']
    """
    last, rows = evaluation.plan.period.last, []
    for row in evaluation.rows:
        told = _reasons(row, last)
        if set(told) - {ONLY_OLD}:
            rows.append({**{name: row[name] for name in COLUMNS if name in row}, "reasons": told})
    return pd.DataFrame(rows, columns=COLUMNS).sort_values("p_reach", kind="stable", ignore_index=True)


def _reasons(row, last):
    """What puts a target in doubt, in the order in which it is told."""
    open_ = row["verdict"] in ("nearly met", "not met")
    wrong = Direction(row["direction"]).sign * row["since_base"] < 0
    told = {
        "binding and not met": open_ and row["nature"] == "binding",
        f"unlikely by {last}": row["outlook"] in UNLIKELY and row["basis"] != "class",
        "behind schedule": open_ and row["pace"] == "behind",
        "moved the wrong way": open_ and wrong,
        "needs a faster pace": open_ and row["acceleration"] > HARD_PACE,
        ONLY_OLD: row["verdict"] == "no value",
    }
    return tuple(name for name, applies in told.items() if applies)
