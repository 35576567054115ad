"""The charts that stand in the page as it is written, so that they are seen before any script has run: ladder and bars."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from ..evaluation.judge import VERDICTS
from ..odds.verdict import LIKELIHOODS
from ..words import labels
from ..words.both import LANGUAGES, Both

LOOKS = ("very-likely", "likely", "unlikely", "about-as-likely-as-not", "without")  # of the verdicts, in their order
Parts = dict[str, tuple[str, Both]]  # name of a part → how it looks, what it is called


@dataclass(frozen=True)
class Bar:
    """A bar of counts laid end to end: what it is called, and how many there are of each part."""

    said: Both
    counts: Mapping[str, int]


def rungs(table: pd.DataFrame) -> list[dict]:
    """Return the rows of an outlook that have odds, the most likely first.

    >>> from kzplan import load_plan, outlook
    >>> [row["code"] for row in rungs(outlook(load_plan()))][-1]
    'W18'
    """
    shown = table[table["outlook"] != ""]
    return shown.sort_values("p_reach", ascending=False, kind="stable").to_dict("records")


def outlooks(without: Mapping[str, str]) -> Parts:
    """Return the likelihood words as parts of a bar; ``without``: what is called that has no odds, by language.

    >>> list(outlooks({"zh": "无", "en": "none"}))[-2:]
    ['very unlikely', '']
    """
    named = {name: (name.replace(" ", "-"), _word(name)) for _, name in LIKELIHOODS}
    return named | {"": ("without", Both(without["en"], without["zh"]))}


def verdicts() -> Parts:
    """Return the verdicts of an evaluation as parts of a bar.

    >>> verdicts()["met"][1].zh
    '达标'
    """
    return {name: (look, _said(labels.verdict, name)) for name, look in zip(VERDICTS, LOOKS, strict=True)}


def bars(table: pd.DataFrame, by: str, of: str, parts: Parts) -> dict[str, Bar]:
    """Return a bar a group, in the table's order: how many rows there are of each part.

    Parameters
    ----------
    table : an outlook, or an evaluation's table.
    by : column of the groups.
    of : column that names the part of each row.
    parts : what there may be.
    """
    counted = pd.crosstab(table[by], table[of]).reindex(columns=list(parts), fill_value=0)
    return {
        group: Bar(_said(labels.group, group), {name: int(n) for name, n in counted.loc[group].items()})
        for group in table[by].drop_duplicates()
    }


def most(drawn: Mapping[str, Bar]) -> int:
    """Return the length of the longest bar.

    >>> most({"health": Bar(Both("health", "健康"), {"likely": 3, "unlikely": 4})})
    7
    """
    return max(sum(one.counts.values()) for one in drawn.values())


def place(share: float) -> str:
    """Return where a chance lies on its line.

    >>> place(0.3868)
    '38.68%'
    """
    return f"{100 * share:.2f}%"


def _said(question, name):
    return Both(**{lang: question(name, lang) for lang in LANGUAGES})


def _word(name):
    return _said(labels.word, name)
