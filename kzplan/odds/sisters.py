"""What the other plans of several say of each target: the sums and classes of a panel, made of plans."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..model.prepare import WIDEST
from ..plan.plan import Plan
from ..plan.target import Target
from .assumptions import Assumptions
from .case import Case, cases
from .panel.asked import ASSUMED, Asked, Key, asked_of
from .panel.block import Block
from .panel.classes import Classes, Sums, ranks_of, sums_of


@dataclass(frozen=True, slots=True)
class Told:
    """What the other plans say of one indicator and stratum; NaN where they say nothing.

    Parameters
    ----------
    change, places, spread : as ``class_change``, ``class_places`` and ``class_spread`` of :func:`kzplan.project_panel`.
    year, level, unsure : the year and value that a rate of few events is drawn to, and the standard error of its logarithm.
    """

    change: float
    places: float
    spread: float
    year: float
    level: float
    unsure: float


def usable(plan: Plan) -> dict[Key, Case]:
    """Return the first case with usable values of each indicator and stratum of a plan."""
    found: dict[Key, Case] = {}
    for case in cases(plan, Assumptions(reference_class=False)):
        if case.projected and case.comparable:
            found.setdefault((case.target.indicator, case.target.stratum), case)
    return found


def values_of(case: Case) -> list[tuple[int, float, float, float]]:
    """Return year, value and the counts behind it, as the model is told of them: deaths on live births that are printed without
    counts rest on the births expected."""
    found = []
    for one in case.series:
        top, bottom = one.numerator, one.denominator
        if case.target.of_deaths and case.births and case.multiplier and not bottom > 0:
            top, bottom = one.value * case.births / case.multiplier, case.births
        found.append((one.year, one.value, top, bottom))
    return found


def sisters(plans: Mapping[str, Plan], **assumptions: Any) -> dict[str, dict[Key, Told]]:
    """Return what the other plans say of each indicator and stratum of each plan.

    Parameters
    ----------
    plans : district → plan.
    **assumptions : fields of :class:`~kzplan.odds.assumptions.Assumptions`; the target year and those of a panel count.

    Notes
    -----
    The plans are the places of one area, worked out by :mod:`kzplan.odds.panel.classes`. Rates in other units meet: they are
    worked out in the unit of the first plan, and what is told stands in the plan's own.

    >>> from kzplan import load_plan
    >>> told = sisters({"here": load_plan(), "there": load_plan()})["here"]["infant_mortality", "total"]
    >>> 0 < told.places < 1, told.change < 0, told.year
    (True, True, 2010.0)
    """
    if not plans:
        return {}
    asked = _asked(plans, assumptions)
    block, times = _block(plans, asked)
    ranks = ranks_of({""}, {}, np.unique(block.year))
    sums = Sums.none(ranks, asked)
    sums.add(sums_of(block, asked, ranks))
    unsaid = np.full(sums.number.shape, np.nan)  # nothing is told of districts without a value
    found = Classes(ranks, sums, unsaid, unsaid).of(block, asked)
    spread, level = np.minimum(found.spread, WIDEST), found.level / times
    columns = (found.change, found.places, spread, found.year, level, found.unsure)
    told: dict[str, dict[Key, Told]] = {name: {} for name in plans}
    for place, q, *row in zip(block.place, block.question, *(one.tolist() for one in columns), strict=True):
        one = asked.questions[q]
        told[block.places[place]][one.indicator, one.stratum] = Told(*row)
    return told


def _asked(plans, assumptions):
    """Each indicator and stratum of any of the plans as the first that has it measures it; kinds do not meet."""
    found, assumed = {}, {name: one for name, one in assumptions.items() if name in ASSUMED}
    for plan in plans.values():
        if plan.by_code:
            for one in asked_of(_first(plan), plan, {}, None, plan.period.base, assumed, {}).questions:
                found.setdefault((one.indicator, one.stratum, one.kind), one)
    latest = max(plan.period.last for plan in plans.values())
    return Asked(tuple(found.values()), int(assumptions.get("at") or latest), None, latest, None, {})


def _first(plan) -> dict[Key, Target]:
    """The first target of each indicator and stratum."""
    found: dict[Key, Target] = {}
    for target in plan.by_code.values():
        found.setdefault((target.indicator, target.stratum), target)
    return found


def _block(plans, asked):
    """The values of the plans as a block, and what those of each series were multiplied by."""
    order = {(one.indicator, one.stratum, one.kind): i for i, one in enumerate(asked.questions)}
    series, values = [], []
    for i, plan in enumerate(plans.values()):
        known = usable(plan)
        for key, target in _first(plan).items():
            q = order[*key, target.kind]
            case, per = known.get(key), asked.questions[q].per
            times = per / case.multiplier if case and per and case.multiplier else 1.0
            own = values_of(case) if case else []
            series.append((i, q, len(own), times))
            values += [(year, times * value, top, bottom) for year, value, top, bottom in own]
    place, question, count, times = np.array(series, float).reshape(-1, 4).T
    place, question, count = (one.astype(int) for one in (place, question, count))
    columns = np.array(values, float).reshape(-1, 4).T
    names = list(plans)
    return Block(place, question, names, [""] * len(names), np.cumsum(count) - count, count, *columns), times
