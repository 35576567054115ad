"""Gaps inside the district: girls and boys, women and men, town and country, where both are printed."""

import numpy as np
import pandas as pd

from ..plan.plan import Plan

PAIRS = (("girls", "boys"), ("women", "men"), ("rural", "urban"), ("village", "town"))
KINDS = ("rate", "proportion", "positive")  # a number of schools in the country and one in town are no gap
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
        in the indicator's unit, ``contradicted`` where the printed total lies outside its two parts; shares, rates and amounts, not counts. An indicator that both plans print is
        listed once.

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
    totals = whole.set_index(["plan", "indicator", "year"])["value"].to_dict()
    rows = []
    for (name, indicator, year), group in seen.groupby(["plan", "indicator", "year"], sort=False):
        total = totals.get((name, indicator, year), np.nan)
        for first, second in _pairs(group.drop_duplicates("stratum").set_index("stratum")):
            named = names.loc[indicator] if indicator in names.index else first
            rows.append(
                [name, indicator, named["name_zh"].strip(), named["name_en"], *_gap(first, second, year, total)]
            )
    table = pd.DataFrame(rows, columns=COLUMNS)
    found = table.drop_duplicates(["indicator", "pair", "year"]).reset_index(drop=True)
    found.attrs["cite"] = plan.cite
    return found


def _pairs(by):
    """The two lines of each pair of strata that is printed in one unit; ``by`` has a line a stratum."""
    for first, second in PAIRS:
        if {first, second} <= set(by.index) and by.loc[first, "unit"] == by.loc[second, "unit"]:
            yield by.loc[first], by.loc[second]


def _gap(first, second, year, total):
    """What is said of one pair: unit, names, year, values, total, difference, whether the total lies outside."""
    low, high = first["value"], second["value"]
    outside = bool(total < min(low, high) or total > max(low, high))
    return [first["unit"], f"{first.name}/{second.name}", year, low, high, total, round(low - high, 10), outside]
