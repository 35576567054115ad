"""What the page answers first: how many targets are likely, open and unlikely, and which few to worry about."""

import pandas as pd

from ..odds.verdict import LIKELIHOODS
from ..words import labels

ANSWERS = {  # what a page counts together, and the outlook words that belong to it; blank: no odds
    "likely": ("very likely", "likely"),
    "open": ("about as likely as not",),
    "unlikely": ("unlikely", "very unlikely"),
    "without": ("",),
}
WORRIES = 3  # as many are named
EVEN = 0.5  # a chance that worries, in a target that binds
WORRY_EDGES = tuple(sorted((*labels.EDGES, 100 * EVEN)))  # per cent, that a chance named there stands on its side of
WORRYING = next(least for least, word in LIKELIHOODS if word == "likely")  # and in one that does not


def counted(table: pd.DataFrame) -> dict[str, int]:
    """Return how many targets of an outlook there are of each of ``ANSWERS``.

    >>> from kzplan import load_plan, outlook
    >>> sum(counted(outlook(load_plan())).values())
    93
    """
    return {name: int(table["outlook"].isin(words).sum()) for name, words in ANSWERS.items()}


def worries(table: pd.DataFrame) -> list[str]:
    """Return the codes of the targets to worry about, the first one most.

    Parameters
    ----------
    table : the outlook.

    Notes
    -----
    Of the targets with odds of their own values: first the binding ones whose chance is below one half, then all others whose
    chance is not at least "likely"; within each the lowest chance first. A target that is judged by analogy alone is left out,
    for what there is to worry about is that nothing is reported.

    >>> from kzplan import load_plan, outlook
    >>> worries(outlook(load_plan()))
    ['C05', 'C01', 'W03']
    """
    asked = table[table["outlook"].ne("") & table["basis"].ne("class") & table["p_reach"].lt(WORRYING)]
    later = ~(asked["nature"].eq("binding") & asked["p_reach"].lt(EVEN))
    order = asked.assign(later=later).sort_values(["later", "p_reach", "code"])
    return order["code"].head(WORRIES).tolist()
