"""The printed targets as a table and as objects, with what is said about them beside the printed words."""

from typing import TYPE_CHECKING, Any

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

MERGED = ("domain", "nature", "department")  # columns whose cells may be merged
NATURES = {"约束性": "binding", "预期性": "expected"}


def goal_table(plan: "Plan") -> pd.DataFrame:
    """Return one row per target with the departments that are printed; see :attr:`kzplan.plan.plan.Plan.printed_goals`."""
    period, own, rows = plan.period, plan.levels.own.zh, _with_said(plan)
    asked = {"target_district": period.last, "target_city": period.last, **period.interim_columns}
    for row in rows:
        row["unit"], row["name_zh"] = printed.unit_of(row), printed.split_name(row["name"])[0]
        row["plan"] = row["table"].split("_")[0]
        row["domain"] = row["domain"] or labels.group(row["plan"], "zh")  # the plan itself is one
        row["printed_departments"] = printed.split_departments(row["department"], own) or (printed.UNNAMED,)
        row["departments"] = row["printed_departments"]
        row["nature"] = NATURES.get(row["nature"], "")
        good = Direction(row["direction"]).good
        for column, year in asked.items():
            rule = plan.rules[row[column], good, row["unit"], period.base]
            row[f"rule_{column.removeprefix('target_')}"] = rule.at(year)
            if column == "target_district":
                row["interim"] = rule.interim
    rows.sort(key=lambda row: (period.goal_tables.index(row["table"]), row["row"]))
    columns: dict[str, Any] = {name: [row[name] for row in rows] for name in rows[0]}
    columns |= {name: pd.array(columns[name], dtype="str") for name in ("unit", "name_zh", "nature")}
    columns["row"] = pd.array(columns["row"], dtype="Int64")
    return tables.frame_of(columns, len(rows)).set_index("code", drop=False)


def _with_said(plan: "Plan") -> list[dict]:
    """The rows of targets with what is printed of each, merged cells filled, and what is said of its baseline."""
    goals = {(name, row["row"]): row for name in plan.period.goal_tables for row in _filled(plan.tables[name])}
    said = {row["code"]: row for row in tables.records(plan.tables["baselines"])}
    beside = (
        (row, goals[row["table"], row["row"]], said[row["code"]]) for row in tables.records(plan.tables["targets"])
    )
    rows = [{**own, **goal, **base, "name": own["name"]} for own, goal, base in beside]
    for row in rows:
        del row[tables.LINE]
    return rows


def _filled(table: pd.DataFrame) -> list[dict]:
    """The rows of a printed table of targets; a blank cell that is merged with the one above it has its text."""
    rows, above = tables.records(table), dict.fromkeys(MERGED, "")
    for row in rows:
        above = {name: row[name] or text for name, text in above.items()}
        row.update({name: text.strip() for name, text in above.items()})
    return rows


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
