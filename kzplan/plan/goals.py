"""The printed targets as a table and as objects, with what is said about them beside the printed words."""

from collections.abc import Iterable
from itertools import accumulate
from typing import TYPE_CHECKING

import pandas as pd

from ..indicator.kind import Behind, Comparability, Direction, Kind
from ..words import labels
from ..words.both import Both
from . import printed, tables
from .departments import changes_of, named
from .period import Period
from .target import Target

if TYPE_CHECKING:
    from .plan import Plan

NATURES = {"约束性": "binding", "预期性": "expected"}


def goal_table(plan: "Plan") -> pd.DataFrame:
    """Return one row per target with the departments that are printed; see :attr:`kzplan.plan.plan.Plan.printed_goals`."""
    merged = _with_said(plan)
    merged["unit"] = [printed.unit_of(row) for row in tables.records(merged)]
    merged["name_zh"] = [printed.split_name(name)[0] for name in merged["name"]]
    merged["plan"] = merged["table"].str.split("_").str[0]
    no_domain = merged["domain"] == ""  # the plan itself is one
    merged["domain"] = merged["domain"].mask(no_domain, merged["plan"].map(lambda name: labels.group(name, "zh")))
    merged["printed_departments"] = [
        printed.split_departments(text, plan.levels.own.zh) or (printed.UNNAMED,) for text in merged["department"]
    ]
    merged["departments"] = merged["printed_departments"]
    merged["nature"] = merged["nature"].map(NATURES).fillna("")
    asked = {"target_district": plan.period.last, "target_city": plan.period.last, **plan.period.interim_columns}
    for column, year in asked.items():
        printed_rules = [
            plan.rules[text, Direction(way).good, unit, plan.period.base]
            for text, way, unit in zip(merged[column], merged["direction"], merged["unit"], strict=True)
        ]
        merged[f"rule_{column.removeprefix('target_')}"] = [rule.at(year) for rule in printed_rules]
        if column == "target_district":
            merged["interim"] = [rule.interim for rule in printed_rules]
    order = merged["table"].map(plan.period.goal_tables.index)
    merged = merged.assign(order=order).sort_values(["order", "row"], ignore_index=True).drop(columns="order")
    return merged.set_index("code", drop=False)


def _with_said(plan: "Plan") -> pd.DataFrame:
    """The targets' table with what is printed of each, merged cells filled, and what is said of its baseline."""
    goals = pd.concat([_filled(plan.tables[name]) for name in plan.period.goal_tables], ignore_index=True)
    rows = [(name, row) for name in plan.period.goal_tables for row in plan.tables[name]["row"].tolist()]
    targets, baselines = (plan.tables[name].drop(columns=tables.LINE) for name in ("targets", "baselines"))
    printed_at = _places(rows, zip(targets["table"].tolist(), targets["row"].tolist(), strict=True))
    said_at = _places(baselines["code"].tolist(), targets["code"].tolist())
    beside = (goals.drop(columns="row").reindex(printed_at), baselines.drop(columns="code").reindex(said_at))
    return pd.concat([targets, *(one.set_axis(targets.index) for one in beside)], axis=1)


def _filled(table: pd.DataFrame) -> pd.DataFrame:
    """A printed table of targets without their names, merged cells filled."""
    filled = {column: _filled_down(table[column]) for column in ("domain", "nature", "department")}
    return table.drop(columns=[tables.LINE, "name"]).assign(**filled)


def _places(keys: Iterable, asked: Iterable) -> list[int]:
    """Where each of what is asked for stands among the keys; -1: nowhere."""
    place = {key: at for at, key in enumerate(keys)}
    return [place.get(key, -1) for key in asked]


def _filled_down(cells: pd.Series) -> pd.Series:
    """The cells of a column without spaces around them, a blank one with what stands above it."""
    above = accumulate(cells.tolist(), lambda last, text: text or last)
    return pd.Series([text.strip() for text in above], index=cells.index, dtype=cells.dtype)


def named_goals(plan: "Plan") -> pd.DataFrame:
    """Return the same with the departments by the names that they bear; see :attr:`kzplan.plan.plan.Plan.targets`."""
    changes, goals = changes_of(plan.tables["departments"]), plan.printed_goals
    year = plan.period.last if plan.year is None else plan.year
    departments = pd.Series(
        [
            named(changes, names, year, code)
            for code, names in zip(goals["code"], goals["printed_departments"], strict=True)
        ],
        index=goals.index,
    )
    return goals.assign(departments=departments, department=departments.map("、".join))


def _interim(row, period):
    """Year → what is asked of it: by the words of the target, or by the column of the year."""
    columns = {year: row[f"rule_interim_{year}"] for year in period.interim}
    return columns | row["interim"] | {year: rule for year, rule in columns.items() if rule.form != "none"}


def target_of(row: dict, period: Period, references: dict[str, str]) -> Target:
    """A row of the targets' table as a :class:`Target`; ``references`` name the target that another is measured from."""
    return Target(
        code=row["code"],
        plan=row["plan"],
        table=row["table"],
        row=int(row["row"]),
        name=Both(row["name_en"], row["name_zh"]),
        unit=row["unit"],
        indicator=row["indicator"],
        stratum=row["stratum"],
        kind=Kind(row["kind"]),
        direction=Direction(row["direction"]),
        subclass=row["subclass"],
        behind=Behind(row["counts"]),
        domain=row["domain"],
        nature=row["nature"],
        departments=row["departments"],
        comparability=Comparability(row["comparability"]),
        grades={year: Comparability(row[f"grade_{year}"]) for year in period.value_columns.values()},
        source=row["source"],
        source_name=row["source_name"],
        reason=Both(row["reason_en"], row["reason_zh"]),
        outside=row["outside"],
        text=row["target_district"],
        text_above=row["target_city"],
        rule=row["rule_district"],
        rule_above=row["rule_city"],
        interim=_interim(row, period),
        reference=references.get(row["code"], ""),
    )


def asked_above(plan: "Plan") -> bool:
    """Return whether a level above asks anything of a plan: where none does, no document has a column for it.

    >>> from kzplan import load_plan
    >>> asked_above(load_plan())
    True
    """
    return any(target.rule_above.form != "none" for target in plan.by_code.values())


def called(plan: "Plan") -> str:
    """Return what a plan calls itself: 规划, or 纲要 as the nation's.

    >>> from kzplan import load_plan
    >>> called(load_plan())
    '规划'
    """
    return "纲要" if "发展纲要" in plan.title else "规划"
