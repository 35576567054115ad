"""The columns of the outlook: names, kinds, headings in two languages, what each says; all from ``columns.csv``."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..plan.period import Levels, Period
from ..words.both import LANGUAGES, Both


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the outlook.

    Parameters
    ----------
    name : of the column, as in the table.
    kind : "text", "word" (of the vocabulary), "number", "share" (a probability) or "year".
    heading : in words; ``{own}``, ``{above}`` and ``{last}`` stand for the plan's levels and its last year.
    about : what it says, in English.
    width : in characters, in the short table of the workbook; 0 where it is left out there.
    """

    name: str
    kind: str
    heading: Both
    about: str
    width: int

    def headed(self, levels: Levels, period: Period) -> Both:
        """Return its heading for a plan."""
        own, above, last = levels.own, levels.above, period.last
        return Both(
            *(
                self.heading.text(lang).format(own=own.text(lang), above=above.text(lang), last=last)
                for lang in LANGUAGES
            )
        )


@cache
def columns() -> tuple[Column, ...]:
    """Return the columns in their order.

    >>> columns()[0].name, columns()[0].heading.zh
    ('code', '代码')
    """
    with Path(__file__).with_name("columns.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Column(
                row["name"],
                row["kind"],
                Both.of(row),
                row["about"],
                int(row["width"] or 0),
            )
            for row in csv.DictReader(file)
        )


@cache
def names() -> tuple[str, ...]:
    """Return the names of the columns in their order."""
    return tuple(column.name for column in columns())
