"""The reference class of a target: how the nation moved in the same decade."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields

import numpy as np
import pandas as pd

from ..indicator import measure
from ..plan.plan import Plan
from ..plan.target import Target

NEAR = 2  # years a national value may be away from the district's
SHORTEST = 5  # years; a change over fewer says little


@dataclass(frozen=True, slots=True)
class NationalChange:
    """How the nation's series of a target changed between the years the district is known for.

    Parameters
    ----------
    code : of the target.
    from_year, to_year, from_value, to_value : the two values used.
    change_link : change per year on the link scale, what :func:`kzplan.forecast` takes.
    change, change_unit : the same in words' units: points a year for proportions, per cent a year otherwise.
    source : title; ``second_hand`` where either value was read in a reprint.
    """

    code: str
    from_year: int
    to_year: int
    from_value: float
    to_value: float
    change_link: float
    change: float
    change_unit: str
    source: str
    second_hand: bool


COLUMNS = [field.name for field in fields(NationalChange)]


def national_changes(plan: Plan, codes: Iterable[str] | None = None) -> pd.DataFrame:
    """Return how the nation's series of each target changed between the years the district is known for.

    Parameters
    ----------
    plan : a loaded :class:`~kzplan.plan.plan.Plan`; ``targets.csv`` names the national series, ``external.csv``
        holds it, and ``nation`` in ``datapackage.json`` is its area.
    codes : target codes; None: all.

    Returns
    -------
    DataFrame
        One row per target with a national series that spans the decade, columns the fields of :class:`NationalChange`.

    >>> from kzplan import load_plan
    >>> found = national_changes(load_plan()).set_index("code")
    >>> int(found.loc["W03", "from_year"]), float(found.loc["W03", "from_value"]), float(round(found.loc["W03", "change"], 1))
    (2010, 30.0, -5.6)
    """
    targets = plan.by_code.values() if codes is None else [plan.target(code) for code in codes]
    found = [national_change(plan, target) for target in targets]
    return pd.DataFrame([astuple(one) for one in found if one is not None], columns=COLUMNS)


def national_change(plan: Plan, target: Target) -> NationalChange | None:
    """Return the :class:`NationalChange` of one target, or None where no series spans the decade."""
    own_place = plan.dictionary.get("geo") == plan.nation  # the nation is no class of itself
    series = plan.outside_rows(target.outside) if target.outside and not own_place else []
    if not target.kind.modelled or not len(series):
        return None
    own = plan.series_of(target.code)
    base = int(own.years[0]) if len(own) > 1 else plan.period.start
    ends = _ends(series, base, int(own.years[-1]) if len(own) else plan.period.base)
    if ends is None:
        return None
    (from_year, to_year), (before, after), (_, title), second_hand = ends
    gap = to_year - from_year
    z = measure.to_link(np.array([before, after]), target.kind)
    if not np.isfinite(z).all():
        return None
    return NationalChange(
        target.code,
        from_year,
        to_year,
        before,
        after,
        float((z[1] - z[0]) / gap),
        float(measure.change_per_year(before, after, gap, target.kind)),
        measure.change_unit(target.kind),
        title,
        "yes" in second_hand,
    )


def _ends(series, base, latest):
    """Years, values, titles and marks of the national values nearest to the two years; None where none is near or they are too close."""
    chosen = [min(series, key=lambda row: abs(row["year"] - year)) for year in (base, latest)]
    near = all(abs(row["year"] - year) <= NEAR for row, year in zip(chosen, (base, latest), strict=True))
    if not near or chosen[1]["year"] - chosen[0]["year"] < SHORTEST:
        return None
    return tuple([row[name] for row in chosen] for name in ("year", "value", "source_title", "second_hand"))
