"""What the shipped plan says of an indicator, for series of one's own that bear its id."""

import csv
from dataclasses import dataclass
from functools import cache

from ..indicator.kind import Behind
from ..words.both import Both
from .load import data_folder


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an indicator by its id.

    Parameters
    ----------
    name : in both languages.
    subclass, behind : facts for the model.
    """

    name: Both
    subclass: str
    behind: Behind


@cache
def known_indicators() -> dict[tuple[str, str], Known]:
    """Return what is known by (id, stratum).

    >>> known_indicators()["maternal_mortality", "total"].behind.on_births
    True
    """
    with (data_folder() / "targets.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        (row["indicator"], row["stratum"]): Known(
            Both(row["name_en"], row["name"].partition("（")[0]), row["subclass"], Behind(row["counts"])
        )
        for row in rows
    }
