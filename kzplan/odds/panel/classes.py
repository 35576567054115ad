"""The class of each series from the panel itself: how the other places of the same area moved, and at what level.

A place lies in an area, that in a larger one, and so on up. Its class is the other places of its rank in the nearest area
with enough of them, else in the widest. Sums are kept as whole numbers, so that they are the same in whatever order they
are made; the place itself is taken out of them.
"""

from dataclasses import dataclass, field

import numpy as np

from ... import model
from ...indicator import measure
from ...indicator.kind import Kind
from ...model.leveldrift import INSIDE
from ...model.prepare import WIDEST, prepared
from .apart import LEAST_APART, parted, spread
from .asked import Asked
from .block import Block
from .groups import groups

LEAST = 5  # other places that make a class, as in the calibration of its weight
WHOLE = 2.0**30  # steps in 1 that weights and link values are counted in
WHOLE_COUNTS = 2.0**10  # the same of events and denominators
WHOLE_SQUARES = 2.0**20  # the same of squares of changes and what goes with them
OF_PLACES = ("weight", "change", "trusted", "precision", "moved", "squares")  # sums of what each place gives once
TOP = "all"  # the area around areas that nothing is said of


@dataclass(frozen=True)
class Ranks:
    """Which classes there are: an area and the depth of the places in it, each with its row.

    Parameters
    ----------
    rows : (area, depth) → row.
    years : that any value is of.
    """

    rows: dict[tuple[str, int], int]
    years: np.ndarray

    @property
    def areas(self) -> list[str]:
        """Name of the area of each row."""
        return [area for area, _ in self.rows]

    def of(self, block: Block, asked: Asked) -> np.ndarray:
        """Return the rows of the classes around each place of a block, the nearest first, array (places, j); −1 where there is none."""
        chains = [chain(parent, asked.above) for parent in block.parents]
        found = np.full((len(chains), max(map(len, chains), default=1)), -1)
        for i, areas in enumerate(chains):
            found[i, : len(areas)] = [self.rows.get((area, len(areas)), -1) for area in areas]
        return found


def chain(parent: str, above: dict[str, str]) -> list[str]:
    """Return the areas that a place lies in, the nearest first.

    >>> chain("city", {"city": "province"})
    ['city', 'province', 'all']
    """
    found = []
    while parent and parent not in found:
        found.append(parent)
        parent = above.get(parent, "")
    return [*found, TOP]


def ranks_of(parents: set[str], above: dict[str, str], years: np.ndarray) -> Ranks:
    """Return the classes of places with these parents."""
    chains = [chain(parent, above) for parent in sorted(parents)]
    keys = sorted({(area, len(areas)) for areas in chains for area in areas})
    return Ranks({key: i for i, key in enumerate(keys)}, years)


@dataclass
class Sums:
    """Sums over the places of some classes by question, arrays (classes, questions[, years]) of whole numbers.

    Parameters
    ----------
    rows : which classes, rising: a piece of a panel lies in few of thousands.
    number, weight, change : of places with a change; of their weights; of changes times weights.
    trusted, precision, moved, squares : of what :func:`~kzplan.odds.panel.apart.parted` returns.
    level_top, level_bottom : by year: events and denominators of rates with counts, else link values and their number.
    """

    rows: np.ndarray
    number: np.ndarray
    weight: np.ndarray
    change: np.ndarray
    trusted: np.ndarray
    precision: np.ndarray
    moved: np.ndarray
    squares: np.ndarray
    level_top: np.ndarray
    level_bottom: np.ndarray

    @classmethod
    def none(cls, ranks: Ranks, asked: Asked, rows: np.ndarray | None = None) -> "Sums":
        """Return sums of nothing, of all classes or of those in some rows."""
        rows = np.arange(len(ranks.rows)) if rows is None else rows
        shape = len(rows), len(asked.questions)
        by_year = (*shape, len(ranks.years))
        return cls(rows, *(np.zeros(one, np.int64) for one in (*[shape] * 7, by_year, by_year)))

    def add(self, other: "Sums") -> None:
        """Add the sums of other places, whose classes are among these."""
        at = np.searchsorted(self.rows, other.rows)
        for name, value in vars(other).items():
            if name != "rows":
                vars(self)[name][at] += value


@dataclass(frozen=True)
class Moves:
    """What each series of a block gives to its classes: whole numbers (n,), and by value (m,)."""

    weight: np.ndarray
    change: np.ndarray
    trusted: np.ndarray
    precision: np.ndarray
    moved: np.ndarray
    squares: np.ndarray
    top: np.ndarray
    bottom: np.ndarray


def moves_of(block: Block, asked: Asked) -> Moves:
    """Return the changes of a block's series with their weights, and their levels.

    Notes
    -----
    A change counts by 1/(1 + v/V), v the variance that chance gives it (few events) and V that of true changes by the
    model's parameters: a place of which chance tells little is a small part of a place.
    """
    n, m = len(block), len(block.value)
    weight, change, top, bottom = np.zeros(n), np.zeros(n), np.zeros(m), np.zeros(m)
    apart = np.zeros((4, n))
    for group in groups(block, asked):
        if np.isnan(group.values).all():
            continue
        z = measure.to_link(group.values, group.asked.kind)
        v = np.zeros_like(z)
        counted = group.counted
        if counted.any():
            told = prepared(
                group.years, group.values, asked.at, group.asked.kind, group.asked.direction.good, parameters=group.parameters, **group.noise
            )  # fmt: skip
            z, v = told.z, told.noise
        at = block.rows(group.chosen)
        top[at], bottom[at] = _level(group, z)
        if z.shape[1] > 1 and isinstance(group.parameters, model.LevelDrift):
            weight[group.chosen], change[group.chosen] = told = _change(group, z, v)
            gap = group.years[:, -1] - group.years[:, 0]
            known = np.where(told[0] > 0, told[1], np.nan)
            apart[:, group.chosen] = parted(group, group.parameters, known, (v[:, 0] + v[:, -1]) / gap**2)
    of_places = np.stack([weight * WHOLE, weight * change * WHOLE, *(apart * WHOLE_SQUARES)])
    return Moves(**dict(zip(OF_PLACES, _whole(of_places), strict=True)), top=_whole(top), bottom=_whole(bottom))


def _level(group, z):
    """What each value gives to the level of its class: of rates events and denominators, else link values and ones."""
    if group.asked.kind is Kind.RATE:
        known = np.isfinite(group.tops) & (group.bottoms > 0)
        return np.where(known, group.tops * WHOLE_COUNTS, 0.0), np.where(known, group.bottoms * WHOLE_COUNTS, 0.0)
    known = np.isfinite(z)
    return np.where(known, z * WHOLE, 0.0), known.astype(float)


def _change(group, z, v):
    p, gap = group.parameters, group.years[:, -1] - group.years[:, 0]
    true = p.level**2 * (1 / gap + p.drift**2 + 2 * p.noise**2 / gap**2)
    change = (z[:, -1] - z[:, 0]) / gap
    known = np.isfinite(change)
    return np.where(known, 1 / (1 + (v[:, 0] + v[:, -1]) / gap**2 / true), 0.0), np.where(known, change, 0.0)


def _whole(x):
    return np.rint(np.nan_to_num(x)).astype(np.int64)


def sums_of(block: Block, asked: Asked, ranks: Ranks) -> Sums:
    """Return what a block gives to its classes, and to no others."""
    around, moves = ranks.of(block, asked)[block.place], moves_of(block, asked)
    found = Sums.none(ranks, asked, np.unique(around[around >= 0]))
    of_value = np.repeat(np.arange(len(block)), block.count)
    year = np.searchsorted(ranks.years, block.year)
    for rows in around.T:
        own = np.searchsorted(found.rows, rows)
        flat = np.where(rows >= 0, own * len(asked.questions) + block.question, -1)
        _add(flat, {"number": moves.weight > 0, **{name: getattr(moves, name) for name in OF_PLACES}}, found)
        by_year = np.where(flat[of_value] >= 0, flat[of_value] * len(ranks.years) + year, -1)
        levels = {"level_top": moves.top, "level_bottom": moves.bottom}
        _add(by_year, levels, found)
    return found


def _add(flat, given, found):
    kept = flat >= 0
    for name, value in given.items():
        whole = getattr(found, name)
        # sums of whole numbers below 2^53 are exact, whatever their order
        added = np.bincount(flat[kept], weights=value[kept].astype(float), minlength=whole.size)
        whole += added.astype(np.int64).reshape(whole.shape)


@dataclass(frozen=True)
class OfClass:
    """What each series of a block is told of its class, arrays (n,).

    Parameters
    ----------
    row : of the class; −1 where there is none.
    change : per year on the link scale; NaN where none is known.
    places : how many places stand behind it, less where chance tells of them.
    number : how many places have a change, whatever chance tells of them; 0 where there is no class.
    spread : how widely the places of the nearest area with enough of them parted, over what the parameters let expect.
    year, level : the class's value nearest to the series' first, for series with counts; NaN for others.
    unsure : standard error of its logarithm as the level of a large class.
    """

    row: np.ndarray
    change: np.ndarray
    places: np.ndarray
    number: np.ndarray
    spread: np.ndarray
    year: np.ndarray
    level: np.ndarray
    unsure: np.ndarray

    @classmethod
    def none(cls, n: int) -> "OfClass":
        """Return that nothing is known."""
        change, places, spread, year, level, unsure = (np.full(n, np.nan) for _ in range(6))
        return cls(np.full(n, -1), change, places, np.zeros(n, np.int64), spread, year, level, unsure)

    def told(self, counted: np.ndarray, chosen: np.ndarray) -> dict[str, np.ndarray]:
        """Return arguments of :func:`kzplan.model.forecast` for some series; ``counted`` which of them have counts."""
        found = {}
        if np.isfinite(self.change[chosen]).any():
            places = self.places[chosen]
            found = {"reference_change": self.change[chosen], "reference_places": np.where(places > 0, places, INSIDE)}
            found["reference_spread"] = np.minimum(self.spread[chosen], WIDEST)  # beyond, it says no more
        if counted.any() and np.isfinite(self.level[chosen]).any():
            found |= {"reference_years": self.year[chosen][:, None], "reference_values": self.level[chosen][:, None]}
            found["reference_variances"] = np.square(self.unsure[chosen][:, None])
        return found


@dataclass(frozen=True)
class Classes:
    """The classes of a panel; made by :func:`classes_of`.

    Parameters
    ----------
    ranks, sums : which there are, and the sums over their places.
    median, p_reach : of a place of the class of which nothing else is known, arrays (classes, questions); NaN where no odds
        from a class alone have been earned.
    """

    ranks: Ranks
    sums: Sums
    median: np.ndarray = field(repr=False)
    p_reach: np.ndarray = field(repr=False)

    def of(self, block: Block, asked: Asked) -> OfClass:
        """Return what each series of a block is told of its class, itself left out."""
        moves, around, q = moves_of(block, asked), self.ranks.of(block, asked)[block.place], block.question
        own, row, wide = moves.weight > 0, np.full(len(block), -1), np.full(len(block), -1)
        for rows in around.T[::-1]:  # from the widest area to the nearest
            others = np.where(rows >= 0, self.sums.number[rows, q] - own, 0)
            row = np.where((others >= LEAST) | ((row < 0) & (others > 0)), rows, row)
            wide = np.where(others >= LEAST_APART, rows, wide)
        weight = np.where(row >= 0, self.sums.weight[row, q] - moves.weight, 0)
        known = weight > 0
        with np.errstate(invalid="ignore", divide="ignore"):
            change = np.where(known, (self.sums.change[row, q] - moves.change) / weight, np.nan)
        number = np.where(known, self.sums.number[row, q] - own, 0)
        year, level, unsure = self._levels(block, asked, moves, row, number)
        return OfClass(
            np.where(known, row, -1),
            change,
            np.where(known, weight / WHOLE, np.nan),
            number,
            self._spread(wide, q, moves),
            year,
            level,
            unsure,
        )

    def _spread(self, row, q, moves):
        """How widely the other places of an area parted."""
        left = {
            name: np.where(row >= 0, getattr(self.sums, name)[row, q] - getattr(moves, name), 0) for name in OF_PLACES
        }
        number = np.where(row >= 0, self.sums.number[row, q] - (moves.weight > 0), 0)
        trusted, *sums = (left[name] / WHOLE_SQUARES for name in OF_PLACES[2:])
        return spread(number, trusted, tuple(sums))

    def _levels(self, block, asked, moves, row, number):
        """The class's value nearest to the first one of each series with counts: year, value, standard error of its logarithm.

        The rate of E events in k places has the variance of their number, 1/(E + ½), and that of places that stray by s, s²/k.
        """
        year, level, unsure = np.full((3, len(block)), np.nan)
        rate = np.array([one.kind is Kind.RATE and bool(one.per) for one in asked.questions])[block.question]
        chosen = np.flatnonzero(rate & (row >= 0) & (block.count > 0) & (block.end(block.bottom, last=False) > 0))
        if not len(chosen):
            return year, level, unsure
        top, bottom = (
            one[row[chosen], block.question[chosen]].copy() for one in (self.sums.level_top, self.sums.level_bottom)
        )
        own = np.repeat(np.arange(len(chosen)), block.count[chosen])
        at = np.concatenate(
            [np.arange(f, f + k) for f, k in zip(block.first[chosen], block.count[chosen], strict=True)]
        )
        column = np.searchsorted(self.ranks.years, block.year[at])
        np.subtract.at(top, (own, column), moves.top[at])
        np.subtract.at(bottom, (own, column), moves.bottom[at])
        first = block.end(block.year, last=False)[chosen]
        away = np.where((bottom > 0) & (top > 0), np.abs(self.ranks.years - first[:, None]), np.inf)
        nearest, rows = np.argmin(away, axis=1), np.arange(len(chosen))
        per = np.array([one.per or np.nan for one in asked.questions])[block.question[chosen]]
        known = np.isfinite(away[rows, nearest])
        with np.errstate(invalid="ignore", divide="ignore"):
            value = per * top[rows, nearest] / bottom[rows, nearest]
        level[chosen], year[chosen] = np.where(known, value, np.nan), np.where(known, self.ranks.years[nearest], np.nan)
        stray = np.array([getattr(one.parameters, "spread", np.nan) for one in asked.questions])[block.question[chosen]]
        variance = 1 / (top[rows, nearest] / WHOLE_COUNTS + 0.5) + np.square(stray) / np.maximum(number[chosen], 1)
        unsure[chosen] = np.where(known, np.sqrt(variance), np.nan)
        return year, level, unsure


def classes_of(ranks: Ranks, sums: Sums, asked: Asked) -> Classes:
    """Return the classes, with what each says alone of a place in it."""
    shape = sums.number.shape
    median, chance = np.full(shape, np.nan), np.full(shape, np.nan)
    for q, question in enumerate(asked.questions):
        p = question.parameters
        if not (question.projected and isinstance(p, model.LevelDrift) and p.alone > 0 and p.damping is None):
            continue
        values = _values(sums.level_top[:, q], sums.level_bottom[:, q], question)
        rows = np.flatnonzero(np.isfinite(values).any(axis=1))
        if not len(rows):
            continue
        told = model.forecast(
            [float(asked.at)], np.full((len(rows), 1), np.nan), asked.at, question.kind, question.direction.good,
            parameters=p, reference_years=ranks.years, reference_values=values[rows],
        )  # fmt: skip
        median[rows, q] = told.median
        criterion = question.rule.criterion(None, asked.conventions)
        if criterion is not None:
            chance[rows, q] = told.chance_between(criterion.low, criterion.high)
    return Classes(ranks, sums, median, chance)


def _values(top, bottom, question):
    """The classes' values of one question, (classes, years); NaN where there is none."""
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(bottom > 0, top / bottom, np.nan)
    if question.kind is Kind.RATE:
        return (question.per or np.nan) * np.where(share > 0, share, np.nan)
    return measure.from_link(share / WHOLE, question.kind)
