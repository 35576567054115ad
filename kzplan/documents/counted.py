"""How many targets of a group have which verdict, as the texts state it."""

from dataclasses import dataclass

import pandas as pd

from ..evaluation import summary


@dataclass(frozen=True, slots=True)
class Counted:
    """How many targets of a group have which verdict.

    Parameters
    ----------
    name : of the group, as tables hold it ("women", "binding", a domain).
    targets, monitored, met : how many there are, how many can be monitored, how many of those are met.
    share_met : per cent of the monitored; None where there are none.
    judged : (verdict, how many), all verdicts.
    """

    name: str
    targets: int
    monitored: int
    met: int
    share_met: float | None
    judged: tuple[tuple[str, int], ...]

    @property
    def rest(self) -> tuple[tuple[str, int], ...]:
        """(verdict, how many) of the verdicts other than met that there are."""
        return tuple((verdict, n) for verdict, n in self.judged if n and verdict != "met")

    def of(self, verdict: str) -> int:
        """Return how many have a verdict."""
        return dict(self.judged)[verdict]


def counted(table: pd.DataFrame, by: str | None = None, which: str = "verdict") -> tuple[Counted, ...]:
    """Return the counts of verdicts, one a group; arguments as of :func:`kzplan.evaluation.counts`."""
    return tuple(_counted(name, tally) for (name,), tally in summary.tallied(table, by, which).items())


def _counted(name: str, tally: dict[str, int]) -> Counted:
    monitored, share = summary.share_met(tally)
    return Counted(
        name, sum(tally.values()), monitored, tally["met"], share if monitored else None, tuple(tally.items())
    )


def counts_of(table: pd.DataFrame) -> dict[str, object]:
    """Return the counts that texts may state: of all, of the level above, by plan and by nature.

    >>> from kzplan import evaluate, load_plan
    >>> [one.name for one in counts_of(evaluate(load_plan(), 2025).table)["by_plan"]]
    ['women', 'children']
    """
    return {
        "total": counted(table)[0],
        "total_above": counted(table, None, "verdict_city")[0],
        "by_plan": counted(table, "plan"),
        "by_nature": tuple(one for one in counted(table, "nature") if one.name),
    }
