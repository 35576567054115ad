"""An evaluation as it may be printed: without the people whom departments name."""

from dataclasses import replace

from ..words.private import masked
from .engine import Evaluation


def discreet(evaluation: Evaluation) -> Evaluation:
    """Return an evaluation of which nothing that is printed names anyone; the store keeps all as it was written.

    Parameters
    ----------
    evaluation : what :func:`kzplan.evaluate` returns.

    >>> from kzplan import evaluate, load_plan
    >>> discreet(evaluate(load_plan(), 2025)).discreet
    True
    """
    plan, table = evaluation.plan, evaluation.table
    reports = plan.tables["observations"]
    hidden = reports.assign(note=[masked(note or "") for note in reports["note"]])
    shown = table.assign(note=[masked(note or "") for note in table["note"]])
    shown.attrs = table.attrs
    return replace(evaluation, plan=plan.with_reports(hidden), table=shown, discreet=True)
