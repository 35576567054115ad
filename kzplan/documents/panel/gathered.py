"""What the page of a panel says, gathered from its table: shares by outlook, thirds, places that stand out, areas side by side."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from ...indicator.counts import rate_interval
from ...indicator.unit import multiplier
from ...odds.ranks import THIRDS, funnel, thirds
from ...words.both import Both
from ...words.errors import InputError
from .table import COLUMNS, OUTLOOKS, check_columns, checked

AREAS = 40  # at most beside each other
NAMED = 8  # places of a list
DRAWS = 200  # true values a place, of its third: a chance is known to ±3 points
FEWEST = 20  # places, from which on a funnel tells anything


@dataclass(frozen=True)
class Gathered:
    """A panel's table as the page needs it.

    Parameters
    ----------
    table : one row a place and target; of places that hold no others, with ``area``.
    at : target year; None: not known.
    plan_of : the district whose plan's targets are asked; blank where they are of none.
    without : names of the plan's targets that the panel has nothing of.
    left_out : how many places are areas around others, and so not among the rows.
    """

    table: pd.DataFrame
    at: int | None
    plan_of: Both
    without: list[Both]
    left_out: int

    @property
    def places(self) -> int:
        """How many places there are."""
        return int(self.table["place"].nunique())

    @property
    def areas(self) -> list[str]:
        """The areas that places are grouped by, in the table's order; none where there is but one."""
        found = self.table["area"].drop_duplicates().tolist()
        return found if len(found) > 1 else []


def gathered(source: str | os.PathLike | pd.DataFrame, parents: Mapping[str, str] | None = None) -> Gathered:
    """Return a panel's table, as :func:`kzplan.project_panel` gives or writes it, with the area of each place.

    Parameters
    ----------
    source : the frame, or the file or folder.
    parents : area → the area it lies in, for areas that are no places of the panel.

    Raises
    ------
    InputError : no such file, or a table that is not a panel's; with its columns and rows, all faults at once.
    """
    table, said = _read(source)
    table.attrs = {}  # pandas would copy all that is said of the panel at every step
    table = checked(table)
    above = table.drop_duplicates("place").set_index("place")["parent"].to_dict() | dict(parents or {})
    around = set(above.values()) - {""}
    names = table["place"].astype(str)
    inner = names.isin(around)
    if inner.all():
        raise InputError("every place of the table holds others; each place lies in one area, and none in itself")
    kept = table[~inner].reset_index(drop=True)
    area = _areas(kept["parent"], above)
    plan_of, without = (
        Both(**said.get("plan_of", {"en": "", "zh": ""})),
        [Both(**one) for one in said.get("without", {}).values()],
    )
    return Gathered(kept.assign(area=area), said.get("at"), plan_of, without, int(names[inner].nunique()))


def _read(source):
    if isinstance(source, pd.DataFrame):
        check_columns(list(source.columns), "the table")
        return source[list(COLUMNS)], source.attrs
    import pyarrow as pa
    import pyarrow.dataset as ds

    from ...odds.panel.projecting import ABOUT

    if not Path(source).exists():
        raise InputError(f"no such file or folder: {source}")
    try:
        found = ds.dataset(str(source), format="parquet")
    except (pa.ArrowException, OSError) as problem:
        raise InputError(f"{source} is no Parquet file with each column once: {str(problem).splitlines()[0]}") from None
    check_columns(found.schema.names, str(source))
    said = json.loads((found.schema.metadata or {}).get(ABOUT, b"{}"))
    return found.to_table(columns=list(COLUMNS)).to_pandas(), said


def _areas(parent, above):
    """The widest areas around each place that part all of them, at most ``AREAS``; blank where there are none."""
    chains = {one: _chain(one, above) for one in parent.drop_duplicates()}
    deepest = max(map(len, chains.values()), default=0)
    best = dict.fromkeys(chains, "")
    for up in range(deepest):  # from the widest on
        at = {one: found[max(len(found) - 1 - up, 0)] if found else "" for one, found in chains.items()}
        if len(set(at.values())) > AREAS:
            break
        best = at
        if len(set(at.values())) > 1:
            break
    return parent.map(best)


def _chain(area, above):
    """An area and those around it, the nearest first."""
    found: list[str] = []
    while area and area not in found:
        found.append(area)
        area = above.get(area, "")
    return found


def shares(rows: pd.DataFrame, by: str) -> dict[str, dict[str, int]]:
    """Return how many rows of each group have which outlook; "" where they have none.

    >>> rows = pd.DataFrame({"area": ["a", "a", "b"], "outlook": ["likely", "", "likely"]})
    >>> shares(rows, "area")["a"]["likely"], shares(rows, "area")["b"][""]
    (1, 0)
    """
    counted = rows.groupby([by, "outlook"], sort=False, observed=True).size()
    found = {name: dict.fromkeys((*OUTLOOKS, ""), 0) for name in rows[by].unique()}
    for (name, word), n in counted.items():
        found[name][word] = int(n)
    return found


def ranked(rows: pd.DataFrame) -> pd.DataFrame | None:
    """Return which third each place is in, or None where neither way is good or there are not three places with a projection."""
    if rows["direction"].iloc[0] not in ("up", "down") or rows["median"].notna().sum() < len(THIRDS):
        return None
    return thirds(rows, DRAWS)


def certain(found: pd.DataFrame, third: str) -> list[dict]:
    """Return the places that are most surely in a third, with their intervals."""
    sure = found[found["third"].eq(third)].sort_values(["chance", "place"], ascending=[False, True])
    return sure.head(NAMED).to_dict("records")


def standing_out(rows: pd.DataFrame) -> tuple[pd.DataFrame, list[dict]] | None:
    """Return the funnel of a rate's latest figures, and the places that stand out with their 95 % intervals; None where none can be made."""
    per = multiplier(rows["unit"].iloc[0]) if rows["kind"].iloc[0] == "rate" else None
    counted = rows[(rows["latest_denominator"] > 0) & rows["latest_numerator"].notna()]
    if not per or len(counted) < FEWEST or not counted["latest_numerator"].sum():
        return None
    given = counted.rename(columns={"latest_numerator": "numerator", "latest_denominator": "denominator"})
    found = funnel(given[["place", "numerator", "denominator"]], per)
    named = found[found["named"]].merge(given[["place", "area", "numerator"]], on="place")
    named = named.iloc[np.argsort(-named["away"].abs().to_numpy(), kind="stable")].head(NAMED)
    low, high = rate_interval(named["numerator"], named["denominator"], per)
    return found, named.assign(low=low, high=high).to_dict("records")


def by_area(rows: pd.DataFrame, found: pd.DataFrame | None) -> list[dict]:
    """Return a line an area: how many places it has, of which outlook, the middle chance, how many surely in which third."""
    told = rows if found is None else rows.merge(found[["place", "third"]], on="place", how="left")
    counts, by = shares(told, "area"), told.groupby("area", sort=False, observed=True)
    places, median = by["place"].nunique(), by["p_reach"].median()
    third = {} if found is None else told.groupby(["area", "third"], observed=True).size().to_dict()
    return [  # in the table's order: one by chances would be read as a ranking
        {
            "area": area,
            "places": int(places[area]),
            "counts": counts[area],
            "median": float(median[area]),
            **{name: int(third.get((area, name), 0)) for name in THIRDS},
        }
        for area in counts
    ]


def spreads(rows: pd.DataFrame) -> dict[str, int]:
    """Return of how many rows the spread of other places entered the bands, and of how many as narrower or as wider than usual.

    >>> spreads(pd.DataFrame({"class_spread": [0.0, 0.4, 1.3, None]}))
    {'n': 3, 'narrower': 2, 'wider': 1}
    """
    told = rows["class_spread"].dropna()
    return {"n": len(told), "narrower": int((told < 1).sum()), "wider": int((told > 1).sum())}


def name_of(rows: pd.DataFrame) -> Both:
    """Return what a target is called; of another stratum than all with it."""
    one = rows.iloc[0]
    return Both(str(one["name_en"]) or str(one["code"]), str(one["name_zh"]) or str(one["code"]))
