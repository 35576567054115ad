"""Whether a row's printed name is that of the indicator it is linked to: a swapped id would give another indicator's odds."""

import re
from collections.abc import Iterator
from functools import cache

from ..words.both import Both
from ..words.errors import Fault
from ..words.numbers import plain
from .catalogue import known_names
from .printed import split_name
from .tables import LINE, Tables

STRANGE, CERTAIN = 0.35, 0.75  # likeness below which a name is not its indicator's, and from which it is another's


def likeness(first: str, second: str) -> float:
    """Return how alike two names are: the share of pairs of neighbouring characters that both have (Dice), 0 to 1.

    Parameters
    ----------
    first, second : names without units.

    >>> likeness("孕产妇死亡率", "孕产妇死亡率"), likeness("孕产妇死亡率", "农村卫生厕所普及率")
    (1.0, 0.0)
    """
    one, other = _pairs(first), _pairs(second)
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


@cache
def _pairs(name: str) -> frozenset[str]:
    letters = re.sub(r"[\W_]+", "", plain(name).lower())
    return frozenset(letters[i : i + 2] for i in range(len(letters) - 1))


@cache
def _exact() -> frozenset[frozenset[str]]:
    """Every name that is known, as pairs of its characters."""
    return frozenset(_pairs(name) for told in known_names().values() for name in told)


def link_faults(tables: Tables) -> Iterator[Fault]:
    """Yield a fault for each target whose printed name is another known indicator's than the one it is linked to.

    Parameters
    ----------
    tables : of a plan folder. Ids that nobody knows are the plan's own and are passed over.
    """
    names = known_names()
    for row in tables.rows("targets") if "targets" in tables else ():
        own = names.get(row["indicator"], ())
        printed = split_name(str(row["name"]))[0]
        like_own = max((likeness(printed, name) for name in own), default=1.0)
        if not printed or like_own == 1.0 or (like_own >= STRANGE and _pairs(printed) not in _exact()):
            continue
        alike = {other: max(likeness(printed, name) for name in told) for other, told in names.items()}
        nearest = max(alike, key=lambda other: alike[other])
        if alike[nearest] < (CERTAIN if like_own < STRANGE else 1.0) or nearest == row["indicator"]:
            continue
        found = Both(
            f"{printed!r} linked to {row['indicator']} ({own[0]})", f"“{printed}”对应的是{row['indicator']}（{own[1]}）"
        )
        expected = Both(f"{nearest}, whose name it bears", f"{nearest}（{names[nearest][1]}）")
        remedy = Both(
            "Correct the id, or use one of your own for another indicator.", "请更正编号；如确为另一指标，请另起编号。"
        )
        yield Fault("targets.csv", found, expected, remedy, int(row[LINE]), "indicator")
