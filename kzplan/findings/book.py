"""The printed tables as cells and rows that the audit's rules read: values with the width of their rounding."""

from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from ..indicator.kind import Direction, Kind
from ..indicator.target import Rule
from ..plan import printed
from ..plan.consistency import WHOLE_UNITS
from ..plan.once import worked_out
from ..plan.period import Period
from ..plan.plan import Plan
from ..plan.tables import records
from ..plan.target import Target
from . import live_births

TEN_THOUSAND = 10_000
Key = tuple[str, int | str]  # (table, row); the row of a returned figure is its code


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed value cell.

    Parameters
    ----------
    text : as printed.
    value : the number in base units (persons where 万人 is printed), or None.
    note : why there is none, or what is odd about the cell.
    half : half a unit of the last printed digit, in base units; 0 for a whole count.
    """

    text: str
    value: float | None
    note: str
    half: float

    @property
    def low(self) -> float:
        """Smallest value that is rounded to what is printed."""
        return self.value - self.half

    @property
    def high(self) -> float:
        """Largest value that is rounded to what is printed."""
        return self.value + self.half


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row of the years up to the base and what ``indicators.csv`` says of it.

    Parameters
    ----------
    key : (table, row).
    name, full_name, name_en : as printed; with the name of the row it is a part of; in English.
    unit, scale : printed unit, and how many base units one of it is.
    indicator, stratum, kind, direction : as in ``indicators.csv``.
    parent, numerator, denominator : keys of other rows, or None.
    department : whom to ask, merged cells filled.
    block : key of the row that opens the printed number this row stands under.
    target : target that the base year had to meet, as printed.
    cells : {year: Cell}.
    """

    key: Key
    name: str
    full_name: str
    name_en: str
    unit: str
    scale: float
    indicator: str
    stratum: str
    kind: Kind
    direction: Direction
    parent: Key | None
    numerator: Key | None
    denominator: Key | None
    department: str
    block: Key
    target: str
    cells: dict[int, Cell]

    def value(self, year: int) -> float | None:
        """Return the value of a year in base units, or None."""
        cell = self.cells.get(year)
        return None if cell is None else cell.value


@dataclass(frozen=True)
class Book:
    """Everything the rules look at, read from a plan once.

    Parameters
    ----------
    plan : a loaded :class:`~kzplan.plan.plan.Plan`.
    rows : {(table, row): Row} in printed order.
    """

    plan: Plan
    rows: dict[Key, Row] = field(repr=False)

    @cached_property
    def by_identity(self) -> dict[tuple[str, str], list[Row]]:
        """Rows by (indicator, stratum)."""
        found = {}
        for row in self.rows.values():
            found.setdefault((row.indicator, row.stratum), []).append(row)
        return found

    @cached_property
    def parts(self) -> dict[Key, list[Row]]:
        """Rows by the key of the row they are a part of."""
        found = {}
        for row in self.rows.values():
            if row.parent:
                found.setdefault(row.parent, []).append(row)
        return found

    @cached_property
    def blocks(self) -> dict[Key, list[Row]]:
        """Rows by the key of the row that opens their printed number."""
        found = {}
        for row in self.rows.values():
            found.setdefault(row.block, []).append(row)
        return found

    @cached_property
    def years(self) -> list[int]:
        """Years with a value column, in order."""
        return sorted(self.plan.period.value_columns.values())

    def find(self, identity: str) -> list[Row]:
        """Return the rows of ``indicator:stratum`` (stratum total where none is named)."""
        indicator, _, stratum = identity.partition(":")
        return self.by_identity.get((indicator, stratum or "total"), [])

    @cached_property
    def outside(self) -> dict[str, dict[int, float]]:
        """The place's own figures from outside the plan: {indicator: {year: value}}."""
        return worked_out(self.plan, "_own_figures", _own_figures)

    @cached_property
    def set_aside(self) -> set[tuple[str, int, str]]:
        """Cells that ``corrections.csv`` already keeps out of trends, as (table, row, column)."""
        return {(cell["table"], int(cell["row"]), cell["column"]) for cell in records(self.plan.tables["corrections"])}

    @cached_property
    def birth_rates(self) -> list[live_births.Rates]:
        """Rates on live births by year, with the whole deaths behind them."""
        return live_births.birth_rates(self)

    @cached_property
    def births(self) -> dict[int, float]:
        """Live births by year: behind the death rates, or else in the register."""
        return live_births.births_by_year(self)

    @cached_property
    def past_rules(self) -> dict[Key, Rule | None]:
        """The rule of the target that the base year had to meet, by row; None where none is printed."""
        return {key: None if rule.form == "none" else rule for key, rule in self.plan.past_rules.items()}

    @cached_property
    def goals(self) -> list[Target]:
        """The targets of the plan's last year, in code order."""
        return list(self.plan.by_code.values())

    def base_row(self, goal: Target) -> Row | None:
        """Return the printed row that a target is measured from, or None where it is none or several."""
        table, _, row = goal.source.partition(":")
        return self.rows.get((table, int(row))) if row.isdecimal() else None


def _own_figures(plan):
    """The figures of ``external.csv`` of a plan's own place: {indicator: {year: value}}."""
    found: dict[str, dict[int, float]] = {}
    for line in records(plan.tables["external"]):
        if line["geo"] == plan.dictionary.get("geo"):
            found.setdefault(line["indicator"], {})[int(line["year"])] = float(line["value"])
    return found


def read_book(plan: Plan) -> Book:
    """Return the :class:`Book` of a plan."""
    rows = {key: _row(key, line, plan.period) for key, line in plan.decade_rows.items()}
    return Book(plan, _sharpened(rows))


def _row(key: Key, line: dict, period: Period) -> Row:
    scale = TEN_THOUSAND if line["unit"].startswith("万") else 1
    cells = {year: _cell(line[column], line["unit"], scale) for column, year in period.value_columns.items()}
    return Row(
        key=key,
        name=line["name"],
        full_name=line["name_zh"],
        name_en=line["name_en"],
        unit=line["unit"],
        scale=scale,
        indicator=line["indicator"],
        stratum=line["stratum"],
        kind=Kind(line["kind"]),
        direction=Direction(line["direction"]),
        parent=_key(key[0], line["parent_row"]),
        numerator=_key(key[0], line["numerator_row"]),
        denominator=_key(key[0], line["denominator_row"]),
        department=line["department"],
        block=(key[0], int(line["block"])),
        target=line[period.past_target].strip(),
        cells=cells,
    )


def _key(table, row):
    return None if pd.isna(row) else (table, int(row))


def _cell(text, unit, scale):
    value, note = printed.parse_value(text)
    if value is None:
        return Cell(text, None, note, 0.0)
    half = 0.5 * 10.0 ** -printed.decimals(text) * scale
    # a count cannot be finer than one: whole units, and 万 with four decimals, are exact
    exact = unit in WHOLE_UNITS or (scale > 1 and half <= 0.5)
    return Cell(text, round(value * scale, 9), note, 0.0 if exact else half)


def _sharpened(rows):
    """A bare 0 or 100 among values with decimals is as exact as they are."""
    digits = {}
    for row in rows.values():
        family = row.parent or row.key
        seen = max(printed.decimals(cell.text) for cell in row.cells.values())
        digits[family] = max(digits.get(family, 0), seen)
    for row in rows.values():
        half = 0.5 * 10.0 ** -digits[row.parent or row.key]
        for year, cell in row.cells.items():
            if row.scale == 1 and cell.value in (0.0, 100.0) and half < cell.half:
                row.cells[year] = Cell(cell.text, cell.value, cell.note, half)
    return rows
