"""Faults of the printed targets: wordings that no rule reads, units that are not the row's, words against the indicator's good direction."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..indicator.kind import Direction, Kind
from ..indicator.target import Rule
from ..indicator.unit import multiplier, plain_unit
from ..words.both import Both
from ..words.errors import Fault, TargetError
from .period import Period
from .printed import path_of, unit_of
from .tables import LINE, Rules, Tables

CORRECT = Both("Correct the cell.", "请更正该单元格。")
READ = Both(
    "a number with ＜ ≤ ≥ ＞ or none, 左右, a range or ratio, 提高/降低 or another known wording",
    "带＜≤≥＞或不带符号的数、左右、区间或比值、提高/降低等已知说法",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a printed target is read by: the unit of its row, the year that it counts from, the indicator's good direction."""

    unit: str
    base: int
    direction: str | None
    rules: Rules

    def rule(self, text: str) -> Rule:
        """Read a printed target; raise TargetError where no rule reads it."""
        return self.rules[text, self.direction, self.unit, self.base]


def target_faults(tables: Tables, period: Period) -> Iterator[Fault]:
    """Yield the faults of every printed target, and of every unit by which one is to be read.

    Parameters
    ----------
    tables : of a plan folder; those that are absent are passed over.
    period : the plan's years.
    """
    said = _directions(tables)
    for name in (*period.decade_tables, *period.goal_tables):
        frame = tables.get(name)
        if frame is None:
            continue
        goals = name in period.goal_tables
        columns = dict.fromkeys(("target_city", "target_district"), period.last) if goals else {}
        columns |= period.interim_columns if goals else {period.past_target: period.base}
        yield from _without_column(name, frame, period.interim_columns if goals else {})
        start = period.base if goals else period.start
        columns = {column: year for column, year in columns.items() if column in frame}
        for row in tables.rows(name):
            kind, direction = said.get((name, row["row"]), ("", None))
            asked = Asked(unit_of(row), start, direction, tables.rules)
            yield from _unit_faults(name, row, asked.unit, kind, goals)
            for column, year in columns.items():
                yield from _cell_faults(name, row, column, year, asked)
            if goals and period.interim_columns:
                yield from _two_interims(name, row, asked, period)


def _directions(tables):
    """(table, row) → (kind, good direction), as the curated tables have them."""
    found = {}
    for name in ("targets", "indicators"):
        for row in tables.rows(name) if name in tables else ():
            way = row["direction"] if row["direction"] in ("up", "down") else None
            found[row["table"], row["row"]] = (row["kind"], way)
    return found


def _without_column(name, frame, interim):
    for column in interim:
        if column not in frame:
            found = Both("the column is missing", "缺少该列")
            expected = Both(
                "the targets of an interim year that datapackage.json names",
                "datapackage.json所列阶段目标年份的目标",
            )
            yield Fault(path_of(name), found, expected, Both("Add it.", "请补上。"), 1, column)


def _unit_faults(name: str, row: dict, unit: str, kind: str, goals: bool) -> Iterator[Fault]:
    """A rate says per how many, a percentage is one."""
    if kind not in (Kind.RATE, Kind.PROPORTION):
        return
    column = "unit" if row.get("unit") else "name"
    found = Both(f"unit {unit!r}" if unit else "no unit", f"单位“{unit}”" if unit else "没有单位")
    if kind == Kind.RATE and multiplier(unit) is None:
        expected = Both("per how many, as ‰, 1/万 or 1/10万: the indicator is a rate", "率的单位，如‰、1/万、1/10万")
    elif goals and kind == Kind.PROPORTION and plain_unit(unit) not in ("", "%"):
        expected = Both("%: the indicator is a proportion", "%（该指标为比例）")
    else:
        return
    yield Fault(path_of(name), found, expected, CORRECT, int(row[LINE]), column)


def _cell_faults(name: str, row: dict, column: str, year: int, asked: Asked) -> Iterator[Fault]:
    direction, remedy = asked.direction, CORRECT
    try:
        rule = asked.rule(row[column]).at(year)
    except TargetError as problem:
        why = problem.why
        expected = Both(f"{READ.en}{f' ({why.en})' if why.en else ''}", f"{READ.zh}{f'（{why.zh}）' if why.zh else ''}")
    else:
        if rule.form == "ratio" and rule.direction is None:
            expected = Both(
                "不低于 or 不高于 before the ratio, or a direction in targets.csv",
                "比值前注明不低于或不高于，或在targets.csv中给出direction",
            )
        elif _against(rule, direction):
            expected = Both(
                f"what is good of the indicator: {direction}",
                f"与指标方向（{Direction(direction or 'none')}）一致的目标",
            )
            remedy = Both(
                "Correct the target, or the direction in targets.csv.", "请更正目标，或更正targets.csv中的direction。"
            )
        else:
            return
    found = Both(f"{row[column]!r}", f"“{row[column]}”")
    yield Fault(path_of(name), found, expected, remedy, int(row[LINE]), column)


def _two_interims(name: str, row: dict, asked: Asked, period: Period) -> Iterator[Fault]:
    """An interim value in the words of the target and another in the column of its year."""
    try:
        within = asked.rule(row["target_district"]).interim
        told = {year: asked.rule(row.get(column) or "—") for column, year in period.interim_columns.items()}
    except TargetError:
        return  # told already
    for year, rule in told.items():
        wanted = within.get(year)
        if wanted is None or rule.form == "none" or (rule.form, rule.value) == (wanted.form, wanted.value):
            continue
        found = Both(f"{rule.text!r}", f"“{rule.text}”")
        expected = Both(
            f"{wanted.words}, as the target itself says of {year}", f"与目标所写{year}年的数一致（{wanted.words}）"
        )
        yield Fault(path_of(name), found, expected, CORRECT, int(row[LINE]), f"interim_{year}")


def _against(rule: Rule, direction: str | None) -> bool:
    """Whether a target asks for what is bad of its indicator."""
    asked = {"at least": "up", "at most": "down"}.get(rule.form, rule.direction)
    return direction is not None and asked is not None and asked != direction
