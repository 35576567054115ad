"""Gaps inside the district: girls and boys, women and men, town and country, where both are printed."""

import numpy as np
import pandas as pd

from ..findings.book import read_book
from ..findings.strata import breaks
from ..plan.plan import Plan

PAIRS = (("girls", "boys"), ("women", "men"), ("rural", "urban"), ("village", "town"))
KINDS = ("rate", "proportion", "positive")  # a number of schools in the country and one in town are no gap
KEYS = ["plan", "indicator", "year"]
COLUMNS = [
    "plan",
    "indicator",
    "name_zh",
    "name_en",
    "unit",
    "pair",
    "year",
    "first",
    "second",
    "total",
    "gap",
    "contradicted",
    "broken",
]


def strata_gaps(plan: Plan) -> pd.DataFrame:
    """Return the printed values of two strata of one indicator side by side.

    Parameters
    ----------
    plan : a loaded :class:`~kzplan.plan.plan.Plan`.

    Returns
    -------
    DataFrame
        One row an indicator, pair of strata and year in which both are printed and may be used: ``pair``
        as "girls/boys", ``first`` and ``second`` value, ``total`` where printed, ``gap`` first less second
        in the indicator's unit, ``contradicted`` where the printed total lies outside its two parts, ``broken`` where the totals
        show that the line between the two was redrawn between the printed years, so that the gaps of different years cannot be
        compared (:func:`kzplan.findings.strata.breaks`), or a change of definition is recorded; shares, rates and amounts, not counts. An indicator that both plans
        print is listed once.

    >>> from kzplan import load_plan
    >>> table = strata_gaps(load_plan())
    >>> row = table[(table["indicator"] == "compulsory_retention") & (table["year"] == 2020)].iloc[0]
    >>> row["pair"], float(row["first"]), float(row["second"])
    ('girls/boys', 99.82, 99.88)
    """
    series = plan.series()
    described = plan.tables["indicators"]
    kinds = {
        **dict(zip(plan.targets["indicator"], plan.targets["kind"], strict=True)),
        **dict(zip(described["indicator"], described["kind"], strict=True)),
    }
    names = series[series["stratum"] == "total"].drop_duplicates("indicator").set_index("indicator")
    series = series[series["reason"] != "target"]  # a target is no value of its year
    seen = series[series["used"] & series["value"].notna() & series["indicator"].map(kinds).isin(KINDS)]
    whole = series[series["stratum"].eq("total") & series["value"].notna()].drop_duplicates(
        ["plan", "indicator", "year"]
    )
    totals = whole.set_index(KEYS)["value"].to_dict()
    table = _paired(seen.drop_duplicates([*KEYS, "stratum"]))
    for column in ("name_zh", "name_en"):
        table[column] = table["indicator"].map(names[column]).fillna(table[column])
    table["name_zh"] = table["name_zh"].str.strip()
    table["total"] = [totals.get(key, np.nan) for key in zip(*(table[key] for key in KEYS), strict=True)]
    ends = table[["first", "second"]]
    table["contradicted"] = (table["total"] < ends.min(axis=1)) | (table["total"] > ends.max(axis=1))
    table["gap"] = (table["first"] - table["second"]).round(10)
    redrawn = _redrawn(plan)
    pairs = zip(table["indicator"], table["pair"], strict=True)
    changed = {plan.target(code).indicator for code in plan.breaks}
    table["broken"] = [
        indicator in changed or (indicator, frozenset(pair.split("/"))) in redrawn for indicator, pair in pairs
    ]
    found = table.drop_duplicates(["indicator", "pair", "year"]).reset_index(drop=True)[COLUMNS]
    found.attrs["cite"] = plan.cite
    return found


def _redrawn(plan):
    """(indicator, its two strata) wherever the department that counts it redrew the line between them."""
    book = read_book(plan)
    told = {(frozenset(pair), weight.row.department) for pair, weights in breaks(book) for weight in weights}
    return {
        (row.indicator, pair) for row in book.rows.values() for pair, department in told if row.department == department
    }


def _paired(seen):
    """Two strata of one indicator and year in one line, where both are printed in one unit; in the order they are printed in."""
    seen = seen.assign(place=seen.groupby(KEYS, sort=False).ngroup())
    parts = []
    for rank, (first, second) in enumerate(PAIRS):
        left, right = (seen[seen["stratum"] == stratum] for stratum in (first, second))
        both = left.merge(right[[*KEYS, "value", "unit"]], on=KEYS, suffixes=("", "_second"))
        both = both[both["unit"] == both["unit_second"]].rename(columns={"value": "first", "value_second": "second"})
        parts.append(both.assign(pair=f"{first}/{second}", rank=rank))
    return pd.concat(parts).sort_values(["place", "rank"], kind="stable", ignore_index=True)
