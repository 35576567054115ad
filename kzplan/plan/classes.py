"""The area around a district whose own values of an indicator serve where the district has none, or few events."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ..indicator.kind import Comparability
from ..words.both import Both
from ..words.errors import Fault
from .tables import LINE, Tables, records

if TYPE_CHECKING:
    from .plan import Plan


@dataclass(frozen=True, slots=True)
class ClassValues:
    """The values of one indicator in the area that a district lies inside, as the nation or its province.

    Parameters
    ----------
    geo, indicator : area and name, as in ``external.csv``.
    name : of the area, as a sentence has it.
    grade : how comparable they are with the target: A same definition, B usable with a note.
    reason : what is alike and what is not.
    years, values : arrays (k,), in order of the years.
    source : titles of where they stand; ``second_hand`` where any was read in a reprint.
    variances : of the values by chance, on the link scale, array (k,); None: of an area so large that there is none.
    """

    geo: str
    indicator: str
    name: Both
    grade: Comparability
    reason: Both
    years: np.ndarray
    values: np.ndarray = field(repr=False)
    source: str
    second_hand: bool
    variances: np.ndarray | None = field(default=None, repr=False)


def series_outside(table: pd.DataFrame) -> dict[tuple[str, str], list[dict]]:
    """Return the rows of ``external.csv`` that are of no stratum, each series in order of the years, by area and name.

    Parameters
    ----------
    table : ``external.csv``.
    """
    found: dict[tuple[str, str], list[dict]] = {}
    for row in sorted(records(table), key=itemgetter("year")):
        if row["stratum"] == "":
            found.setdefault((row["geo"], row["indicator"]), []).append(row)
    return found


def class_values(row: dict, series: list[dict], name_en: str) -> ClassValues:
    """Return the values of a row of ``classes.csv``.

    Parameters
    ----------
    row : the row.
    series : its rows of ``external.csv``, in order of the years.
    name_en : the area's English name, "the nation".
    """
    return ClassValues(
        row["geo"],
        row["indicator"],
        Both(name_en, row["geo"]),
        Comparability(row["comparability"]),
        Both(row["reason_en"], row["reason_zh"]),
        np.array([one["year"] for one in series], dtype=int),
        np.array([one["value"] for one in series], dtype=float),
        "; ".join(dict.fromkeys(one["source_title"] for one in series)),
        any(one["second_hand"] == "yes" for one in series),
    )


def values_of_classes(plan: "Plan") -> dict[str, ClassValues]:
    """Return the values of each target in the area around a plan's district, by code; of targets that have such an area.

    Parameters
    ----------
    plan : a loaded plan; ``classes.csv`` names the areas, and a folder need not have it.
    """
    rows = records(plan.tables["classes"]) if "classes" in plan.tables else []
    english = plan.dictionary.get("areas", {})
    return {
        row["code"]: class_values(
            row, plan.outside_rows(row["indicator"], row["geo"]), english.get(row["geo"], row["geo"])
        )
        for row in rows
        if row["geo"] != plan.dictionary.get("geo")  # no place is a class of itself
    }


def class_faults(tables: Tables) -> Iterator[Fault]:
    """Yield the faults of ``classes.csv``, which a plan need not have: targets and series that are not there."""
    if "classes" not in tables or "targets" not in tables or "external" not in tables:
        return
    codes = {row["code"] for row in tables.rows("targets")}
    series = {(row["geo"], row["indicator"]) for row in tables.rows("external")}
    remedy = Both(
        "Correct the cell, or add the rows to external.csv.", "请更正该单元格，或在external.csv中补充相应数据。"
    )
    for row in tables.rows("classes"):
        if row["code"] not in codes:
            found, expected = (
                Both(f"{row['code']!r}", f"“{row['code']}”"),
                Both("a code of targets.csv", "targets.csv中的编码"),
            )
            yield Fault("classes.csv", found, expected, remedy, row[LINE], "code")
        if (row["geo"], row["indicator"]) not in series:
            named = f"{row['geo']} {row['indicator']}"
            found, expected = Both(f"{named!r}", f"“{named}”"), Both("a series of external.csv", "external.csv中的数据")
            yield Fault("classes.csv", found, expected, remedy, row[LINE], "indicator")
