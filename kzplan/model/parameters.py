"""Parameter sets of the projection model: the shipped one, and the reference that stays its yardstick."""

import csv
import math
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from ..indicator import measure
from ..words.errors import InputError
from ..words.given import shown

HERE = Path(__file__).parent
VIEWS = tuple(
    sorted(path.stem for path in (HERE / "views").glob("*.csv"))
)  # sets that are other evidence, never the default
SETS = ("shipped", "reference", *VIEWS)  # the first is the default


@dataclass(frozen=True)
class Parameters:
    """One row of the reference set; see ``kzplan/parameters.csv`` for the source of each.

    Parameters
    ----------
    phi_improving, phi_worsening : share of the past change per year that goes on.
    s0 : spread per decade on the link scale of a series that did not move.
    k : added spread per unit of past change per decade.
    b : exponent of the horizon in decades.
    df : degrees of freedom of the tails.
    own_weight, class_weight : weights of a series' own change and of its reference class's.
    tau : standard deviation of true changes per decade, for the reliability of a noisy one.
    """

    phi_improving: float
    phi_worsening: float
    s0: float
    k: float
    b: float
    df: float
    own_weight: float
    class_weight: float
    tau: float


OF_KIND = ("spread", "class_apart", "alone")  # of places inside a class: known of a kind alone


@dataclass(frozen=True)
class LevelDrift:
    """Parameters of :mod:`kzplan.model.leveldrift`; ``kzplan/model/shipped.csv`` holds values and standard errors.

    Each is a number, or after :func:`stacked` an array (n,).

    Parameters
    ----------
    level : standard deviation of the level's steps, per root year, on the link scale.
    drift : standard deviation of the drift per year, in units of ``level``.
    noise : standard deviation of what one year's figure adds, in units of ``level``.
    df : degrees of freedom the prior of the scale is worth.
    prior_drift : mean drift per year in the good direction, in units of ``level``.
    worsening : share of a past worsening that goes on (negative: it is partly made good).
    cap : standard deviations of past change at which its pull on the forecast levels off.
    edge : how the level's steps grow towards 0 and 100 %.
    class_weight : share of the reference class's change per year that goes on.
    class_level : spread of the level where the class is known, relative to ``level``.
    class_drift : as ``drift``, where the class is known.
    class_scale : what the class's own change says about the scale.
    witnesses : number of places at which the class's weight is half of that of very many.
    spread : standard deviation of places around their class, on the link scale (logits for shares); NaN: not known.
    class_apart : degrees of freedom that the spread of the class's places, where it is told, is worth to the scale.
    alone : 1 where odds from a class alone have earned their place out of sample, else 0.
    ceiling : what the indicator cannot grow beyond, in its unit; infinite where nothing is known.
    damping : share of the past change that goes on, in place of what the model would say; one value has none, and keeps its class's.
    """

    level: float
    drift: float
    noise: float
    df: float
    prior_drift: float
    worsening: float
    cap: float
    edge: float
    class_weight: float
    class_level: float
    class_drift: float
    class_scale: float
    witnesses: float
    spread: float = math.nan
    class_apart: float = 0.0
    alone: float = 0.0
    ceiling: float = math.inf
    damping: float | None = None

    @property
    def s0(self) -> float:
        """Spread per decade of a series without a drift."""
        return self.level * 10**0.5


FITTED = tuple(field.name for field in fields(LevelDrift) if field.name not in (*OF_KIND, "ceiling", "damping"))


@cache
def _rows(path):
    with Path(path).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def _shipped(path=HERE / "shipped.csv"):
    table = {}
    for row in _rows(path):
        key = row["kind"], row["subclass"], row["indicator"]
        table.setdefault(key, {})[row["parameter"]] = float(row["value"])
    common = {
        kind: {n: values[n] for n in OF_KIND if n in values} for (kind, *of), values in table.items() if of == ["", ""]
    }
    return {key: LevelDrift(**(common[key[0]] | values)) for key, values in table.items()}


@cache
def _reference():
    names = [field.name for field in fields(Parameters)]
    return {
        (row["kind"], row["subclass"], ""): Parameters(**{name: float(row[name]) for name in names})
        for row in _rows(HERE / "parameters.csv")
    }


@cache
def _table(name):
    """The parameters of a set by (kind, sub-class, indicator)."""
    if name == SETS[1]:
        return _reference()
    return _shipped(
        HERE / "views" / f"{name}.csv" if name in VIEWS else HERE / "shipped.csv" if name == SETS[0] else name
    )


def parameter_sets() -> tuple[str, ...]:
    """Return the names of the parameter sets, the default first.

    >>> parameter_sets()
    ('shipped', 'reference', 'china_2010_2020')
    """
    return SETS


def panel_indicator(indicator: str) -> str:
    """Return the panel's indicator whose parameters an id of ours is told by; blank where its sub-class or kind speaks.

    >>> panel_indicator("stunting"), panel_indicator("maternal_mortality")
    ('stunting', '')
    """
    return _panel_names().get(indicator, "")


@cache
def _panel_names():
    """Our ids and the indicator of the panel that each is told by; blank where the reason says why none is."""
    return {row["indicator"]: row["panel"] for row in _rows(HERE / "indicators.csv")}


def parameters_for(
    kind: str,
    subclass: str | None = None,
    parameters: str | LevelDrift | Parameters | None = None,
    indicator: str | None = None,
) -> LevelDrift | Parameters:
    """Return the parameters of an indicator, else of its sub-class, else of its kind.

    Parameters
    ----------
    kind : "rate", "proportion", "positive" or "count".
    subclass : name of a sub-class, or None; unknown ones fall back on the kind.
    parameters : name of a set, path of a ``shipped.csv`` that ``kzplan calibrate`` wrote, a set's row that
        is returned as it is, or None (default set).
    indicator : an indicator of the panel the set was fitted on, or an id that ``indicators.csv`` maps to one;
        unknown ones, and those of another kind, fall back on the sub-class.

    Returns
    -------
    LevelDrift (shipped) or Parameters (reference)

    >>> parameters_for("rate", parameters="reference").phi_improving
    0.6
    """
    if isinstance(parameters, Parameters | LevelDrift):
        return parameters
    name = str(parameters or SETS[0])
    if name not in SETS and not name.endswith(".csv"):
        raise InputError(
            f"no parameter set {shown(name)}; there is: {', '.join(SETS)}, or a shipped.csv of kzplan calibrate"
        )
    measure.limits(kind)
    table = _table(name)
    if (kind, "", "") not in table:
        raise InputError(f"{name} has no parameters for kind {shown(kind)}; it has {sorted({key[0] for key in table})}")
    own = kind, "", _panel_names().get(indicator or "", indicator or "")
    return (own[2] and table.get(own)) or table.get((kind, subclass or "", "")) or table[kind, "", ""]


def stacked(sets: Sequence[LevelDrift], rows: np.ndarray | slice = slice(None)) -> LevelDrift:
    """Return n sets as one whose parameters are arrays (n,), so that series of many indicators run together.

    Parameters
    ----------
    sets : one a series; ``damping`` is the same in all.
    rows : which set each of n series has, an index array; a slice: one each, in order.

    Returns
    -------
    LevelDrift : a parameter that is alike in all sets stays a number.

    >>> both = stacked([parameters_for("proportion"), parameters_for("proportion", indicator="stunting")])
    >>> both.level.shape, both.ceiling
    ((2,), inf)
    """
    once = {id(one): one for one in sets}  # many series have one in common
    if len(once) == 1:
        return sets[0]
    place = {known: i for i, known in enumerate(once)}
    which = np.array([place[id(one)] for one in sets])[rows]
    columns = {field.name: [getattr(one, field.name) for one in once.values()] for field in fields(LevelDrift)}
    alike = {name: all(value == column[0] for value in column) for name, column in columns.items()}
    joined: dict[str, Any] = {n: column[0] if alike[n] else np.array(column)[which] for n, column in columns.items()}
    return LevelDrift(**joined)


def subclasses() -> frozenset[str]:
    """Return the names of the sub-classes that the shipped set has.

    >>> "mortality" in subclasses()
    True
    """
    return frozenset(subclass for _, subclass, _ in _shipped() if subclass)


def damped(parameters: LevelDrift | Parameters, damping: float) -> LevelDrift | Parameters:
    """Return parameters with the share ``damping`` of the past change going on (0: none, 1: all of it)."""
    if isinstance(parameters, LevelDrift):
        return replace(parameters, damping=float(damping))
    return replace(parameters, phi_improving=float(damping), phi_worsening=float(damping))
