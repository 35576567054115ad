"""What officials call the odds of a target, and the likelihood words that it stands for."""

import pandas as pd

from ..words.both import Both

GOOD = Both("good prospects", "达标把握较大")
PROSPECTS = {
    GOOD: ("very likely", "likely"),
    Both("uncertain prospects", "有一定难度"): ("about as likely as not",),
    Both("poor prospects", "难度较大"): ("unlikely", "very unlikely"),
}


def prospects(table: pd.DataFrame) -> dict[Both, pd.DataFrame]:
    """Return the targets of each prospect.

    Parameters
    ----------
    table : :attr:`kzplan.evaluation.engine.Evaluation.table`, or rows of it.

    >>> from kzplan import evaluate, load_plan
    >>> found = prospects(evaluate(load_plan(), 2025).table)
    >>> [name.zh for name in found]
    ['达标把握较大', '有一定难度', '难度较大']
    """
    return {name: table[table["outlook"].isin(words)] for name, words in PROSPECTS.items()}


def prospect(outlook: str) -> Both:
    """Return what officials call a likelihood word.

    >>> prospect("likely").zh
    '达标把握较大'
    """
    return next(name for name, words in PROSPECTS.items() if outlook in words)
