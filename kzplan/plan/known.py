"""What the shipped plan says of an indicator, for series of one's own that bear its id."""

import csv
from dataclasses import dataclass
from functools import cache

from ..indicator.kind import Behind
from ..words.both import Both
from .printed import split_name
from .shipped import data_folder


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


@cache
def known_names() -> dict[str, tuple[str, ...]]:
    """Return the names of each id, without units, in both languages, as the tables of the shipped plan have them.

    >>> known_names()["maternal_mortality"][0]
    '孕产妇死亡率'
    """
    found: dict[str, list[str]] = {}
    for file in ("targets.csv", "indicators.csv"):
        with (data_folder() / file).open(encoding="utf-8", newline="") as opened:
            for row in csv.DictReader(opened):
                if not row.get("parent_row"):  # a part's printed name, as 其中：女性, is no name
                    found.setdefault(row["indicator"], []).extend([split_name(row["name"])[0], row["name_en"]])
    return {name: tuple(dict.fromkeys(told)) for name, told in found.items()}
