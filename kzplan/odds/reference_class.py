"""The reference class of a target: how the nation moved in the same decade."""

import math

import numpy as np
import pandas as pd

from ..indicator import measure

NEAR = 2  # years a national value may be away from the district's
SHORTEST = 5  # years; a change over fewer says little
COLUMNS = [
    "code",
    "from_year",
    "to_year",
    "from_value",
    "to_value",
    "change_link",
    "change",
    "change_unit",
    "source",
    "second_hand",
]


def national_changes(plan, codes=None):
    """Return how the nation's series of each target changed between the years the district is known for.

    Parameters
    ----------
    plan : a loaded :class:`~kzplan.plan.plan.Plan`; ``targets.csv`` names the national series, ``external.csv``
        holds it, and ``nation`` in ``datapackage.json`` is its area.
    codes : target codes; None: all.

    Returns
    -------
    DataFrame
        One row per target with a national series that spans the decade: the years and values used, the
        change per year on the link scale (``change_link``, what :func:`kzplan.model.trend.forecast` takes) and
        in words' units (``change``: points a year for proportions, per cent a year otherwise), source, and
        whether it was read second-hand.

    >>> from kzplan import load_plan
    >>> found = national_changes(load_plan()).set_index("code")
    >>> int(found.loc["W03", "from_year"]), float(found.loc["W03", "from_value"]), float(round(found.loc["W03", "change"], 1))
    (2010, 30.0, -5.6)
    """
    outside = plan.tables["external"]
    nation = outside[(outside["geo"] == plan.dictionary.get("nation")) & (outside["stratum"] == "")]
    known, records = dict(list(nation.sort_values("year").groupby("indicator"))), []
    targets = plan.targets if codes is None else plan.targets.loc[list(codes)]
    for code, kind, name in zip(targets.index, targets["kind"], targets["outside"], strict=True):
        if name not in known or kind not in measure.KINDS:
            continue
        years = plan.values_of(code)["year"]
        ends = _ends(known[name], years.iloc[0] if len(years) > 1 else 2010, years.iloc[-1] if len(years) else 2020)
        if ends is None:
            continue
        first, last = ends
        gap = last["year"] - first["year"]
        z = measure.to_link(np.array([first["value"], last["value"]]), kind)
        if not np.isfinite(z).all():
            continue
        records.append(
            (
                code,
                int(first["year"]),
                int(last["year"]),
                first["value"],
                last["value"],
                float((z[1] - z[0]) / gap),
                float(measure.change_per_year(first["value"], last["value"], gap, kind)),
                measure.change_unit(kind),
                last["source_title"],
                "yes" in (first["second_hand"], last["second_hand"]),
            )
        )
    return pd.DataFrame(records, columns=COLUMNS)


def _ends(series, base, latest):
    """The national values nearest to the two years, or None where none is near or they are too close."""
    first = series.iloc[(series["year"] - base).abs().argmin()]
    last = series.iloc[(series["year"] - latest).abs().argmin()]
    near = abs(first["year"] - base) <= NEAR and abs(last["year"] - latest) <= NEAR
    return (first, last) if near and last["year"] - first["year"] >= SHORTEST else None


def change_of(case):
    """Return the reference class's change per year that enters a projection, on the link scale, or NaN.

    Parameters
    ----------
    case : :class:`~kzplan.odds.assess.Case`; what its assumptions give comes before the nation's.
    """
    given = given_change(case)
    if given is not None:
        return given
    return case.national["change_link"] if case.national else math.nan


def given_change(case):
    """Return the class's change that the assumptions give for a target, or None."""
    given = case.assumptions.reference_change
    return given.get(case.target["code"]) if isinstance(given, dict) else given


def places_of(case):
    """Return how many places the class's change is the mean of; the nation is one."""
    if given_change(case) is None:
        return 1.0
    places = case.assumptions.reference_places
    return float(places.get(case.target["code"], 1) if isinstance(places, dict) else places)
