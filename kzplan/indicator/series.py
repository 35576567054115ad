"""One indicator's values by year, with the counts behind them and how far each may be trusted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from .kind import Comparability, Direction, Kind

DECIMALS = 2  # that a value is taken to be printed with where nothing is said
COLUMNS = ["year", "value", "numerator", "denominator", "decimals", "grade", "source"]


@dataclass(frozen=True, slots=True)
class Observation:
    """One value.

    Parameters
    ----------
    year, value : when and what, in the indicator's unit.
    numerator, denominator : counts behind it; NaN where they are not known.
    decimals : digits it is printed with.
    grade : how comparable it is with what it is measured for.
    source : where it stands.
    """

    year: int
    value: float
    numerator: float
    denominator: float
    decimals: int
    grade: Comparability
    source: str


@dataclass(frozen=True, slots=True)
class Series:
    """The usable values of one indicator and stratum, in order of the years.

    Parameters
    ----------
    indicator, stratum : what is measured, of whom.
    kind, direction, unit : how.
    years, values, numerators, denominators, decimals : arrays (k,); NaN where a count is not known.
    grades, sources : of each value.

    >>> s = Series.of(pd.DataFrame({"year": [2010, 2020], "value": [19.3, 10.8]}), "maternal_mortality", Kind.RATE)
    >>> len(s), s.latest.year, s.up_to(2015).first
    (2, 2020, None)
    """

    indicator: str
    stratum: str
    kind: Kind
    direction: Direction
    unit: str
    years: np.ndarray
    values: np.ndarray = field(repr=False)
    numerators: np.ndarray = field(repr=False)
    denominators: np.ndarray = field(repr=False)
    decimals: np.ndarray = field(repr=False)
    grades: tuple[Comparability, ...] = field(repr=False)
    sources: tuple[str, ...] = field(repr=False)

    @classmethod
    def of(
        cls,
        frame: pd.DataFrame,
        indicator: str = "",
        kind: Kind = Kind.POSITIVE,
        direction: Direction = Direction.NONE,
        unit: str = "",
        stratum: str = "total",
    ) -> "Series":
        """Return the series of a table with ``year`` and ``value`` and any other of ``COLUMNS``, in any order of the years."""
        frame = frame.sort_values("year", kind="stable") if len(frame) > 1 else frame
        n = len(frame)

        def _column(name, default, kind):
            return frame[name].to_numpy(kind) if n and name in frame else np.full(n, default, kind)

        return cls(
            indicator,
            stratum,
            kind,
            direction,
            unit,
            _column("year", 0, int),
            _column("value", np.nan, float),
            _column("numerator", np.nan, float),
            _column("denominator", np.nan, float),
            _column("decimals", DECIMALS, int),
            tuple(Comparability(grade) for grade in _column("grade", "A", object)),
            tuple(_column("source", "", object)),
        )

    def __repr__(self) -> str:
        shown = ", ".join(f"{value:.6g} ({year})" for year, value in zip(self.years, self.values, strict=True))
        good = f", {self.direction} is good" if self.direction.sign else ""
        return (
            f"<Series {self.name}, {self.kind}{f' in {self.unit}' if self.unit else ''}{good}: {shown or 'no value'}>"
        )

    def __len__(self) -> int:
        return len(self.years)

    def __getitem__(self, i: int) -> Observation:
        return Observation(
            int(self.years[i]),
            float(self.values[i]),
            float(self.numerators[i]),
            float(self.denominators[i]),
            int(self.decimals[i]),
            self.grades[i],
            self.sources[i],
        )

    @property
    def name(self) -> str:
        """What it is called: its indicator, and the stratum where it is not the total."""
        return self.indicator if self.stratum == "total" else f"{self.indicator}:{self.stratum}"

    def __iter__(self) -> Iterator[Observation]:
        return (self[i] for i in range(len(self)))

    @property
    def first(self) -> Observation | None:
        """First value, or None where there are not two."""
        return self[0] if len(self) > 1 else None

    @property
    def latest(self) -> Observation | None:
        """Latest value, or None."""
        return self[-1] if len(self) else None

    @property
    def by_year(self) -> dict[int, float]:
        """Year → value."""
        return dict(zip(self.years.tolist(), self.values.tolist(), strict=True))

    def at(self, year: int) -> Observation | None:
        """Return the value of a year, or None."""
        found = np.flatnonzero(self.years == year)
        return self[int(found[0])] if len(found) else None

    def latest_to(self, year: int) -> Observation | None:
        """Return the latest value up to a year, or None; quicker than the ``latest`` of ``up_to``, of which it is the value."""
        found = np.flatnonzero(self.years <= year)
        return self[int(found[-1])] if len(found) else None

    def where(self, chosen: np.ndarray) -> "Series":
        """Return the values that a mask (k,) chooses."""
        if chosen.all():
            return self
        return self._taken(self, np.flatnonzero(chosen))

    def _taken(self, of: "Series", order: np.ndarray) -> "Series":
        """This series with the values of another, in the order given."""
        return Series(
            self.indicator,
            self.stratum,
            self.kind,
            self.direction,
            self.unit,
            of.years[order],
            of.values[order],
            of.numerators[order],
            of.denominators[order],
            of.decimals[order],
            tuple(of.grades[i] for i in order),
            tuple(of.sources[i] for i in order),
        )

    def up_to(self, year: int) -> "Series":
        """Return the values up to a year."""
        return self.where(self.years <= year)

    def since(self, year: int) -> "Series":
        """Return the values from a year on."""
        return self.where(self.years >= year)

    def with_values(self, given: Mapping[int, float], source: str) -> "Series":
        """Return the series with values of one's own, by year; one for a year that is there takes its place."""
        kept = self.where(np.array([year not in given for year in self.years.tolist()], dtype=bool))
        n, unknown = len(given), [np.nan] * len(given)
        years = np.concatenate((kept.years, np.array(list(given), dtype=int)))
        order = np.argsort(years, kind="stable")
        joined = replace(
            kept,
            years=years,
            values=np.concatenate((kept.values, np.array(list(given.values()), dtype=float))),
            numerators=np.concatenate((kept.numerators, unknown)),
            denominators=np.concatenate((kept.denominators, unknown)),
            decimals=np.concatenate((kept.decimals, [DECIMALS] * n)).astype(int),
            grades=(*kept.grades, *[Comparability.A] * n),
            sources=(*kept.sources, *[source] * n),
        )
        return joined if (order == np.arange(len(order))).all() else self._taken(joined, order)

    def with_denominators(self, known: dict[int, float]) -> "Series":
        """Return the series with other denominators, by year; NaN where none is given."""
        return replace(self, denominators=np.array([known.get(int(year), np.nan) for year in self.years], dtype=float))

    def frame(self) -> pd.DataFrame:
        """Return it as a table, columns ``COLUMNS``."""
        return pd.DataFrame(
            {
                "year": self.years,
                "value": self.values,
                "numerator": self.numerators,
                "denominator": self.denominators,
                "decimals": self.decimals,
                "grade": [str(grade) for grade in self.grades],
                "source": list(self.sources),
            },
            columns=COLUMNS,
        )
