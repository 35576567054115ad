"""A simulated nation (示例数据): counties whose values and what became of them are drawn from changes that were measured.

``nation_moves.csv`` holds, of sub-national groups of the calibration's panel, how much each of some places lay above or below
its group ten years before, between and after: levels and two successive changes on the link scale, without what chance in few
events adds. Nothing in it was fitted by the model that is judged on it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from ..indicator import measure

TABLE = Path(__file__).with_name("nation_moves.csv")
COUNTIES, CITIES = 8.6, 10.7  # counties in a city, cities in a province, about, as in China
SHARED = 0.2  # of a change that places of one province have in common, as measured of Brazilian municipalities
BIRTHS, SPREAD = 2200.0, 0.9  # of a county in a year: median, and spread of their logarithm
SMOOTH = 0.25  # of a draw is new, so that counties are no copies of the places that were measured
YEARS = (2010, 2020, 2030)
PER = {"rate": 1000}
UNITS = {"proportion": "%", "rate": "‰"}
ASKED = 0.25, 0.75  # quantiles of what will be, or of the changes, between which the targets lie


@dataclass(frozen=True)
class Nation:
    """A simulated nation.

    Parameters
    ----------
    panel : one row a value of the first two years, as :func:`kzplan.project_panel` takes it.
    truth : one row a county and indicator: ``place, indicator, truth`` (the true value in the last year), ``met`` (whether it
        meets the target) and ``births``.
    targets, kind, direction, unit : by indicator.
    parents : area → the area it lies in.
    at : the last year.
    """

    panel: pd.DataFrame
    truth: pd.DataFrame
    targets: Mapping[str, str]
    kind: Mapping[str, str]
    direction: Mapping[str, str]
    unit: Mapping[str, str]
    parents: Mapping[str, str]
    at: int

    @property
    def asked(self) -> dict:
        """What :func:`kzplan.project_panel` is asked."""
        names = ("targets", "kind", "direction", "unit", "parents", "at")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True)
class Group:
    """What was measured of a sub-national group.

    Parameters
    ----------
    kind : of its values.
    good : 1 where more is better, else −1.
    known : level, past and next change per decade of each place, (places, 3).
    shared : the mean past and next change, in the good direction's sign.
    """

    kind: str
    good: int
    known: np.ndarray
    shared: np.ndarray


@cache
def measured() -> tuple[Group, ...]:
    """Return what was measured, group by group."""
    found = []
    for _, rows in pd.read_csv(TABLE).groupby("group", sort=True):
        kind, good = rows["kind"].iloc[0], rows["good"].iloc[0]
        shared = rows[["past", "next"]].mean().to_numpy() * good
        found.append(Group(kind, good, rows[["level", "past", "next"]].to_numpy(), shared))
    return tuple(found)


def nation(places: int = 2850, indicators: int = 34, seed: int = 20260101) -> Nation:
    """Return a simulated nation; the same seed gives the same numbers.

    Parameters
    ----------
    places : how many counties.
    indicators : how many indicators, each drawn from one of the groups that were measured.
    seed : of the draws.

    Notes
    -----
    What all counties have in common in the two decades is what a group of the kind was measured to have, not the group that the
    indicator's places are drawn from: no set of parameters was fitted on both. A county's level and changes are a draw from its
    group's places, in part its province's. Rates rest on each county's births, and its deaths are a draw.

    >>> made = nation(places=60, indicators=3, seed=1)
    >>> len(made.panel), len(made.truth), made.panel["place"].nunique()
    (360, 180, 60)
    """
    rng = np.random.default_rng(seed)
    groups, named = measured(), _named("示例县", places, 4)
    births = BIRTHS * np.exp(SPREAD * rng.standard_normal(places))
    city = np.arange(places) // round(COUNTIES)
    province = city // round(CITIES)
    parts, truths, said = [], [], {}
    for i in range(indicators):
        group = groups[i % len(groups)]
        kind, good = group.kind, group.good
        name = f"{kind} {sum(one[0] == kind for one in said.values()) + 1:02d}"
        z = _links(group, _shock(groups, kind, good, rng), province, rng)
        values, tops, bottoms = _values(z[:, :2], kind, births, rng)
        truth = measure.from_link(z[:, 2], kind)
        text, met = _target(truth, values[:, 1], kind, good * rng.uniform(*ASKED), relative=i % 2 == 1)
        said[name] = kind, "up" if good > 0 else "down", text
        parts.append((values, tops, bottoms))
        truths.append({"place": named, "indicator": name, "truth": truth, "met": met, "births": births})
    cities, provinces = _named("示例市", city[-1] + 1, 3), _named("示例省", province[-1] + 1, 2)
    kinds, directions, targets = ({name: one[j] for name, one in said.items()} for j in range(3))
    units = {name: UNITS.get(kind, "") for name, kind in kinds.items()}
    return Nation(
        _panel(named, cities[city], list(said), parts),
        pd.concat(map(pd.DataFrame, truths), ignore_index=True),
        targets,
        kinds,
        directions,
        units,
        dict(zip(cities[city], provinces[province], strict=True)),
        YEARS[2],
    )


def _named(word, number, digits):
    return np.array([f"{word}{i:0{digits}d}" for i in range(number)], object)


def _panel(places, cities, names, parts):
    """One row a value: places, of each its indicators by name, of each its years."""
    order = sorted(range(len(names)), key=names.__getitem__)
    years = YEARS[:2]
    each = len(names) * len(years)
    value, top, bottom = (np.stack([parts[i][j] for i in order], axis=1).ravel() for j in range(3))
    return pd.DataFrame(
        {
            "place": np.repeat(places, each),
            "parent": np.repeat(cities, each),
            "indicator": np.tile(np.repeat(np.array(names, object)[order], len(years)), len(places)),
            "year": np.tile(years, len(places) * len(names)),
            "value": value,
            "numerator": top,
            "denominator": bottom,
        }
    )


def _shock(groups, kind, good, rng):
    """What all places have in common in the two decades: the mean changes of a group of the kind, in the good direction's sign."""
    alike = [group for group in groups if group.kind == kind]
    return alike[rng.integers(len(alike))].shared * good


def _links(group, shock, province, rng):
    """Link values of the three years, (places, 3): levels and changes of a group's places around what all have in common."""
    known = group.known
    away = known - known.mean(axis=0)
    centre = np.array([known[:, 0].mean(), *shock])

    def _drawn(n):
        # smoothed, without more spread than was measured
        other = away[rng.integers(len(away), size=(2, n))]
        return np.sqrt(1 - SMOOTH) * other[0] + np.sqrt(SMOOTH) * other[1]

    n = len(province)
    common = _drawn(province.max() + 1)[province]
    own = _drawn(n)
    level, past, following = (centre + np.sqrt(SHARED) * common + np.sqrt(1 - SHARED) * own).T
    return np.column_stack([level - past, level, level + following])


def _values(z, kind, births, rng):
    """Values of two years and the counts behind them, arrays (places, 2)."""
    true = measure.from_link(z, kind)
    none = np.full(z.shape, np.nan)
    if kind != "rate":
        return np.round(true, 2 if kind == "proportion" else 4), none, none
    bottoms = np.repeat(np.round(births)[:, None], 2, axis=1)
    tops = rng.poisson(true / PER[kind] * bottoms).astype(float)
    return np.round(PER[kind] * tops / bottoms, 4), tops, bottoms


def _target(truth, base, kind, share, relative):
    """A target in words that some places will meet and others will not, and which do."""
    points, known, good = kind == "proportion", base > 0, share > 0
    change = truth - base if points else np.where(known, truth / np.where(known, base, 1.0) - 1, np.nan) * 100
    amount = round(float(np.nanquantile(change, abs(share))), 1)
    if not relative or (amount > 0) != good:  # where most fall back, no plan would ask for that
        number = round(float(np.quantile(truth, abs(share))), 1 if points else 2)
        return f"{'≥' if good else '≤'}{number:.12g}", truth >= number if good else truth <= number
    goal = base + amount if points else base * (1 + amount / 100)
    words = f"以{YEARS[1]}年为基数{'提高' if good else '下降'}{abs(amount):.12g}{'个百分点' if points else '%'}"
    return words, truth >= goal if good else truth <= goal


def coverage(told: pd.DataFrame) -> pd.DataFrame:
    """Return the share of the true values within the 50, 80 and 95 % intervals: of all, of the tenth of counties with the fewest births, of rates.

    Parameters
    ----------
    told : a panel's outlook beside the ``truth`` and the ``births`` of its counties.

    >>> made = nation(places=40, indicators=3, seed=1)
    >>> ends = {"lo50": made.truth["truth"], "hi50": 0, "lo80": 0, "hi80": made.truth["truth"], "lo95": 0, "hi95": np.inf}
    >>> coverage(made.truth.assign(kind="rate", **ends)).loc["all"].tolist()
    [0.0, 1.0, 1.0]
    """
    few, rate = told["births"] < told["births"].drop_duplicates().quantile(0.1), told["kind"].eq("rate")
    groups = {"all": rate | True, "smallest tenth": few, "rates": rate, "rates, smallest tenth": rate & few}
    inside = {f"{n} %": told["truth"].between(told[f"lo{n}"], told[f"hi{n}"]) for n in (50, 80, 95)}
    return pd.DataFrame({name: pd.DataFrame(inside)[rows].mean() for name, rows in groups.items()}).T


def brier_skill(told: pd.DataFrame, chance: str) -> float:
    """Return how much better than the share that came true of each indicator the odds told what would: 1 is perfect, 0 no better.

    Parameters
    ----------
    told : one row a place and indicator, columns ``indicator``, ``met`` and the odds; where there are none, nothing is scored.
    chance : the column of odds.

    >>> told = pd.DataFrame({"indicator": "a", "met": [True, False], "sure": [0.9, 0.1]})
    >>> round(brier_skill(told, "sure"), 2)
    0.96
    """
    told = told[told[chance].notna()]
    by = told["indicator"]
    own = ((told[chance] - told["met"]) ** 2).groupby(by).mean()
    usual = ((told["met"].groupby(by).transform("mean") - told["met"]) ** 2).groupby(by).mean()
    return float(1 - own.mean() / usual.mean())
