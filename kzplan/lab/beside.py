"""Values of the district and of other Chinese places beside what the nation's values alone would have told of them."""

from pathlib import Path

import pandas as pd

from .. import model
from ..plan.plan import Plan
from ..plan.target import Target

PLACES = Path(__file__).with_name("places.csv")
LEVEL = 0.8
BAND = ["lo80", "hi80", "inside"]


def beside_class(plan: Plan) -> pd.DataFrame:
    """Return the plan's own values of the base year beside the band that the nation's values alone would have given.

    Parameters
    ----------
    plan : a loaded :class:`~kzplan.plan.plan.Plan`.

    Returns
    -------
    DataFrame
        One row a target with a usable value of the base year, a national series up to then, and a kind whose class alone has
        skill: ``code, name_zh, name_en, own, lo80, hi80, inside``. A check of plausibility, which nothing is fitted to.

    >>> from kzplan import load_plan
    >>> set(beside_class(load_plan()).columns) >= {"own", "lo80", "hi80", "inside"}
    True
    """
    base, rows = plan.period.base, []
    for code, target in plan.by_code.items():
        own = plan.series_of(code).at(base)
        if own is not None and target.comparable and target.projected:
            rows.append((code, target.name.zh, target.name.en, own.value, *_inside(plan, target, base, own.value)))
    return pd.DataFrame(rows, columns=["code", "name_zh", "name_en", "own", *BAND]).pipe(_known)


def places_beside_class(plan: Plan) -> pd.DataFrame:
    """Return the latest values of other Chinese places beside the band that the nation's values alone would have given.

    Parameters
    ----------
    plan : a loaded :class:`~kzplan.plan.plan.Plan`; its national series up to the year of the place's value are the class.

    Returns
    -------
    DataFrame
        One row a target and place: ``code, geo, name_zh, name_en, year, value, lo80, hi80, inside``. The places are those whose
        figures were published and found, most of them provinces: a check of plausibility, which nothing is fitted to.

    >>> from kzplan import load_plan
    >>> found = places_beside_class(load_plan())
    >>> bool(found["inside"].isin([True, False]).all()), found.duplicated(["code", "geo"]).any().item()
    (True, False)
    """
    values = pd.read_csv(PLACES).sort_values(["code", "geo", "year"]).drop_duplicates(["code", "geo"], keep="last")
    rows = []
    for row in values[values["code"].isin(list(plan.by_code))].to_dict("records"):
        target = plan.target(row["code"])
        band = _inside(plan, target, row["year"], row["value"])
        rows.append((row["code"], row["geo"], target.name.zh, target.name.en, row["year"], row["value"], *band))
    return pd.DataFrame(rows, columns=["code", "geo", "name_zh", "name_en", "year", "value", *BAND]).pipe(_known)


def _known(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that have a band."""
    return rows.dropna(ignore_index=True).astype({"inside": bool})


def _inside(plan: Plan, target: Target, year: int, value: float) -> tuple[float | None, float | None, bool | None]:
    """The band that the nation alone would have given for a year, and whether a value lies in it; None where it gives none."""
    known = plan.outside(target.outside) if target.outside else plan.outside("")
    known = known[known["year"] <= year]
    if not len(known):
        return None, None, None
    parameters = model.parameters_for(target.kind, target.subclass or None, None, target.indicator)
    told = model.forecast(
        [year], [[float("nan")]], year, target.kind, target.direction.good, parameters=parameters,
        reference_years=known["year"].to_numpy(float), reference_values=[known["value"].to_numpy(float)],
    )  # fmt: skip
    low, high = (float(end[0]) for end in told.interval(LEVEL))
    return (low, high, low <= value <= high) if low == low else (None, None, None)
