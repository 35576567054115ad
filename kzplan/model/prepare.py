"""Series as the model takes them: link values and their noise in order of the years, and what the class adds."""

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import ArrayLike

from ..indicator import counts, measure
from ..words.errors import InputError
from ..words.given import shown
from . import leveldrift
from .parameters import LevelDrift, Parameters, parameters_for

WIDEST = 100.0  # reference_spread beyond which nothing can be said: the scale grows without bounds
SHORTEST, LONGEST = 5, 15  # years between the values of a class that say how it moves


@dataclass(frozen=True)
class Prepared:
    """n series on the link scale; what cannot be used is NaN.

    Parameters
    ----------
    t, z, noise : arrays (n, k) of years, link values and sampling variances; years rise along each row.
    at : array (n,) of target years.
    good : +1, −1 or 0: the good direction.
    chosen : the parameters.
    reference, places : of the class, arrays (n,), or None.
    edged : whether z are logits whose steps grow towards the limits.
    held : how near to 0 or 100, in points, a percentage can be told from them: a number or (n, k).
    apart : how widely the class's places parted, arrays (n,), or None.
    around : where the level is expected before a value is seen, as link values (n,); NaN where nothing is known.
    """

    t: np.ndarray
    z: np.ndarray
    noise: np.ndarray
    at: np.ndarray
    good: float
    chosen: LevelDrift | Parameters
    reference: np.ndarray | None
    places: np.ndarray | None
    edged: bool
    held: float | np.ndarray
    around: np.ndarray
    apart: np.ndarray | None = None

    @property
    def for_model(self) -> tuple:
        """The arguments of :func:`kzplan.model.leveldrift.project`."""
        edged = self.edged or (isinstance(self.chosen, LevelDrift) and not np.equal(self.chosen.ceiling, np.inf).all())
        known = self.reference, self.places, edged, self.around
        return self.t, self.z, self.noise, self.at, self.good, self.chosen, *known

    def some(self, rows: slice) -> "Prepared":
        """Return some of the series."""
        if rows.start == 0 and rows.stop >= len(self.z):
            return self
        return Prepared(**{field.name: leveldrift.some(getattr(self, field.name), rows) for field in fields(self)})


def prepared(
    years: ArrayLike,
    values: ArrayLike,
    at: ArrayLike,
    kind: str,
    direction: str | None = None,
    *,
    reference_change: ArrayLike | None = None,
    variances: ArrayLike | None = None,
    events: ArrayLike | None = None,
    denominators: ArrayLike | None = None,
    subclass: str | None = None,
    parameters: str | LevelDrift | Parameters | None = None,
    reference_places: ArrayLike | None = None,
    reference_spread: ArrayLike | None = None,
    per: ArrayLike | None = None,
    indicator: str | None = None,
    reference_years: ArrayLike | None = None,
    reference_values: ArrayLike | None = None,
    reference_variances: ArrayLike | None = None,
) -> Prepared:
    """Return series as the model takes them; the arguments are those of :func:`kzplan.model.trend.forecast`."""
    chosen = parameters_for(kind, subclass, parameters, indicator)
    if direction not in ("up", "down", None):
        raise InputError(f"direction must be 'up', 'down' or None, got {shown(direction)}")
    if events is not None and kind != "rate":
        raise InputError(f"events and denominators stand behind rates, not behind a {kind}; give variances instead")
    t, x, horizon = _shapes(years, values, at)
    reference, places = _reference_class(reference_change, reference_places, len(x))
    apart = _apart(reference_spread, len(x))
    later = t > horizon[:, None]  # what comes after the target year is not known yet
    x = np.where(later, np.nan, x)
    edged = kind == "proportion" and isinstance(chosen, LevelDrift)
    held = _told_apart(x, denominators) if edged else measure.TOLD_APART
    z = _link(x, kind, chosen, held)
    z, noise = _noise(z, x, variances)
    if events is not None:
        z, noise = _counted(t, x, z, noise, events, denominators, later, per)
    dropped = np.equal(_like("variances", variances, z), np.inf) if variances is not None else np.zeros(z.shape, bool)
    impossible = (~np.isnan(x) & ~np.isfinite(z) & ~dropped).any(axis=1) | ~np.isfinite(horizon)
    z = np.where(np.isfinite(t) & (t <= horizon[:, None]) & ~impossible[:, None], z, np.nan)
    t, z, noise, held = _ordered(t, z, noise, held)
    good = {"up": 1.0, "down": -1.0, None: 0.0}[direction]
    if reference is not None and isinstance(chosen, LevelDrift):
        reference = reference * _slope(z, chosen.ceiling)
    around = np.full(len(z), np.nan)
    if reference_values is not None and isinstance(chosen, LevelDrift):
        ct, cz, cv = _class_series(reference_years, reference_values, reference_variances, horizon, kind, chosen)
        alone = np.isnan(x).all(axis=1) & ~np.isfinite(z).any(axis=1) & (chosen.alone > 0)
        around, unsure = _level_of_class(t, z, ct, cz, cv)
        if alone.any():
            stray = np.sqrt(np.square(chosen.spread) + leveldrift.latest(cz, cv))
            t, z, noise, held, change = _of_class(alone, (t, z, noise, held), ct, cz, stray)
            reference = np.where(alone, change, np.nan if reference is None else reference)
            apart = apart if apart is None else np.where(alone, np.nan, apart)
        if reference_variances is not None:  # how far a place may lie from where its class is only taken to lie
            chosen = replace(chosen, spread=np.sqrt(np.square(chosen.spread) + unsure))
    return Prepared(t, z, noise, horizon, good, chosen, reference, places, edged, held, around, apart)


def _link(x, kind, chosen, held):
    if isinstance(chosen, Parameters):
        return measure.to_link(x, kind)
    ceiling = chosen.ceiling[:, None] if np.ndim(chosen.ceiling) else chosen.ceiling
    return measure.to_logit(x, held) if kind == "proportion" else measure.to_link(x, kind, ceiling)


def _slope(z, ceiling):
    """How much larger a step is on the link scale than on a log scale, at each series' latest value."""
    return 1.0 if np.equal(ceiling, np.inf).all() else 1 + np.exp(leveldrift.latest(z, z)) / ceiling


def _ordered(t, z, noise, held):
    """The same with years that rise along each row."""
    if (t[:, 1:] >= t[:, :-1]).all():
        return t, z, noise, held
    order = np.argsort(t, axis=1, kind="stable")
    t, z, noise = (np.take_along_axis(a, order, axis=1) for a in (t, z, noise))
    return t, z, noise, np.take_along_axis(held, order, axis=1) if isinstance(held, np.ndarray) else held


def _class_series(years, values, variances, horizon, kind, chosen):
    """Years, link values and their variances of each series' class, (n, k), in order of the years; NaN where there is no value."""
    n = len(horizon)
    x = np.atleast_2d(np.asarray(values, dtype=float))
    if len(x) == 1:
        x = _spread(x, (n, x.shape[1]))
    t = np.asarray(years if years is not None else np.nan, dtype=float)
    if len(x) != n or not x.shape[1] or t.shape not in (x.shape, x.shape[1:]):
        raise InputError(
            f"reference_years has shape {t.shape} and reference_values {np.shape(values)}; expected ({n}, k) values of the "
            f"class, one row a series, and their years, (k,) or ({n}, k)"
        )
    t = _spread(t, x.shape)
    z = np.where(np.isfinite(t) & (t <= horizon[:, None]), _link(x, kind, chosen, measure.TOLD_APART), np.nan)
    v = np.zeros_like(z) if variances is None else np.array(_like("reference_variances", variances, z))
    if (v < 0).any():
        raise InputError("reference_variances must not be negative; leave an unknown one NaN")
    return _ordered(t, z, np.nan_to_num(v), 0.0)[:3]


def _level_of_class(t, z, ct, cz, cv):
    """The class's value nearest to each series' first one, and its variance."""
    seen = np.isfinite(z)
    first = np.where(seen.any(axis=1), t[np.arange(len(t)), np.argmax(seen, axis=1)], np.nan)
    away = np.where(np.isfinite(cz), np.abs(ct - first[:, None]), np.inf)
    nearest = np.arange(len(cz)), np.argmin(away, axis=1)
    known = np.isfinite(away.min(axis=1))
    return np.where(known, cz[nearest], np.nan), np.where(known, cv[nearest], 0.0)


def _of_class(alone, own, ct, cz, spread):
    """The arrays of the series; those without a value have their class's latest one, as uncertain as places stray from it.

    Returns
    -------
    (t, z, noise, held, change) : ``change`` is the class's per year, NaN where its values are too close together.
    """
    t, z, noise, held = own
    known = np.isfinite(cz)
    last = np.where(known.any(axis=1), np.max(np.where(known, ct, -np.inf), axis=1), np.nan)
    recent = known & (ct >= last[:, None] - LONGEST)
    rows, begin = np.arange(len(ct)), np.argmax(recent, axis=1)
    gap = last - ct[rows, begin]
    latest = leveldrift.latest(cz, cz)
    change = np.where(gap >= SHORTEST, (latest - cz[rows, begin]) / np.where(gap > 0, gap, 1.0), np.nan)
    row, first = alone[:, None] & known.any(axis=1)[:, None], np.arange(t.shape[1]) == 0
    t, z = np.where(row & first, last[:, None], t), np.where(row & first, latest[:, None], z)
    noise = np.where(row & first, np.broadcast_to(np.square(spread), len(ct))[:, None], noise)
    if isinstance(held, np.ndarray):
        held = np.where(row, measure.TOLD_APART, held)
    return t, z, noise, held, change


def _per_series(name, values, n):
    if values is None:
        return None
    values = np.asarray(values, dtype=float)
    if values.shape not in ((), (n,)):
        raise InputError(f"{name} has shape {values.shape}; expected a number or one for each of {n} series")
    return _spread(values, (n,))


def _reference_class(change, places, n):
    """The class's change and its number of places, one a series; either may be None."""
    change, places = _per_series("reference_change", change, n), _per_series("reference_places", places, n)
    if change is not None and np.isinf(change).any():
        raise InputError("reference_change must be finite, or NaN where there is no reference class")
    if places is not None and not (places > 0)[np.isfinite(change) if change is not None else slice(None)].all():
        raise InputError("reference_places must be above 0: the number of places behind reference_change")
    return change, places


def _apart(spread, n):
    """The square of how widely the class's places parted, one a series, or None."""
    given = _per_series("reference_spread", spread, n)
    if given is None:
        return None
    if ((given < 0) | (given > WIDEST)).any():
        raise InputError(f"reference_spread must lie between 0 and {WIDEST:g}, or be NaN where it is not known")
    return np.square(given)


def _shapes(years, values, at):
    x = np.atleast_2d(np.asarray(values, dtype=float))
    t = np.asarray(years, dtype=float)
    if t.shape not in (x.shape, x.shape[1:]):
        raise InputError(f"years has shape {t.shape}; expected {x.shape[1:]} or {x.shape} to go with values")
    if not x.shape[1]:
        raise InputError("values has no column; expected at least one year")
    at = np.asarray(at, dtype=float)
    if at.shape not in ((), x.shape[:1]):
        raise InputError(f"at has shape {at.shape}; expected a year or one for each of {len(x)} series")
    return _spread(t, x.shape), x, _spread(at, x.shape[:1])


def _told_apart(x, denominators):
    """Points from 0 or 100 at which a share can be told from them: its printing, or half a person of its body."""
    if denominators is None:
        return measure.TOLD_APART
    body = _like("denominators", denominators, x)
    return np.where(
        body > 0, np.maximum(measure.TOLD_APART, 50 / (np.where(body > 0, body, 1.0) + 1)), measure.TOLD_APART
    )


def _noise(z, x, variances):
    """Link values and their noise, without what is infinitely uncertain: that is as good as not there."""
    if variances is None:
        return z, np.zeros_like(z)
    noise = _like("variances", variances, z)
    if (noise < 0).any():
        raise InputError("variances must not be negative; leave an unknown one NaN")
    z = np.where((noise == np.inf) & ~np.isnan(x), np.nan, z)
    return z, np.where(np.isfinite(noise), noise, 0.0)


def _counted(t, x, z, noise, events, denominators, later, per):
    """Add the noise of the counts behind a rate, and the modelled rate of a year without an event."""
    if denominators is None:
        raise InputError("events need their denominators")
    c, n = _like("events", events, z), _like("denominators", denominators, z)
    known = np.isfinite(c) & (n > 0) & np.isfinite(n) & ~later
    expected = counts.expected_events(t, np.where(known, c, np.nan), np.where(known, n, np.nan))
    noise = np.where(known, noise + 1 / (np.where(known, expected, 1.0) + 0.5), noise)
    with np.errstate(invalid="ignore", divide="ignore"):
        multiplier = _multiplier(x, c, n, known)
        if per is not None:
            given = _per_series("per", per, len(x))[:, None]
            multiplier = np.where(np.isfinite(given), given, multiplier)
        # one step of a Poisson regression from the modelled rate: no event is less than was expected, and says so
        modelled = np.log(expected / n * multiplier) - expected / (expected + 0.5)
    return np.where(known & (c == 0), modelled, z), noise


def _multiplier(x, c, n, known):
    """Per how many the rates are, from the years with events; NaN where there is none."""
    seen = known & np.isfinite(x)
    total = np.where(seen, c, 0.0).sum(axis=1, keepdims=True)
    scaled = np.where(seen, x * n, 0.0).sum(axis=1, keepdims=True)
    return np.where(total > 0, scaled / total, np.nan)


def _like(name, values, z):
    values = np.asarray(values, dtype=float)
    if values.shape not in ((), z.shape, z.shape[1:]):
        raise InputError(f"{name} has shape {values.shape}; expected {z.shape} to go with values")
    return _spread(values, z.shape)


def _spread(values, shape):
    """``np.broadcast_to``, which takes its time, where there is anything to spread."""
    return values if values.shape == shape else np.broadcast_to(values, shape)
