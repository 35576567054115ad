"""The printed rows of the years up to the base, merged cells filled and names that stand on their own."""

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from . import printed, tables

if TYPE_CHECKING:
    from .plan import Plan

DEPENDENT = ("其中", "所占", "女性", "of which", "share of")  # beginnings of names that need the row above
BEFORE = (tables.LINE, "table", "row")  # what a row is found by


def decade_rows(plan: "Plan") -> dict[tuple[str, int], dict]:
    """Return the printed rows that ``indicators.csv`` speaks of, with what it says; see :attr:`kzplan.plan.plan.Plan.decade`."""
    about = {(row["table"], row["row"]): row for row in tables.records(plan.tables["indicators"])}
    rows: dict[tuple[str, int], dict] = {}
    for table in plan.period.decade_tables:
        for row in _whole(tables.records(plan.tables[table]), plan.levels.own.zh):
            key = table, row["row"]
            if key in about:
                rows[key] = row | about[key] | {"name": row["name"].strip()}
    names = {key: row["name"] for key, row in rows.items()}
    for key, row in rows.items():
        row["name_zh"], row["unit"] = _full_name(key, row, names), printed.written_unit(row["unit"])
        for name in BEFORE:
            del row[name]
    return rows


def decade_table(plan: "Plan") -> pd.DataFrame:
    """Return the same as a table."""
    rows, said = plan.decade_rows, plan.tables["indicators"]
    printed_names = [name for table in plan.period.decade_tables for name in plan.tables[table]]
    columns = [name for name in dict.fromkeys([*printed_names, "block", *said, "name_zh"]) if name not in BEFORE]
    table = pd.DataFrame(list(rows.values()), columns=columns, dtype=object)
    named = pd.Index([name for name, _ in rows], dtype=object)
    table.index = pd.MultiIndex.from_arrays(
        [named, np.array([row for _, row in rows], dtype=int)], names=["table", "row"]
    )
    whole = {name: "Int64" for name in said if said[name].dtype == "Int64" and name in columns}
    return table.astype(whole | {"block": int, "unit": "str", "department": "str", "name_zh": "str"})


def _whole(rows, own):
    """Printed rows with the one that opens each printed number; a blank department is merged with the one above it, within its number."""
    joined: dict[str, str] = {}
    block, department = None, ""
    for row in rows:
        opens = row["number"] != "" or block is None
        block = row["row"] if opens else block
        department = row["department"].strip() or ("" if opens else department)
        if department not in joined:
            joined[department] = "、".join(printed.split_departments(department, own))
        yield row | {"department": joined[department], "block": block}


def _full_name(key, row, names):
    """A printed name with the name of the row it is a part of, which alone it needs: 其中：女性."""
    own = re.sub(r"^(?:其中|of which)[:：]?\s*", "", names[key], flags=re.IGNORECASE)
    above = row["parent_row"] if pd.notna(row["parent_row"]) else row["block"]
    dependent = pd.notna(row["parent_row"]) or names[key].casefold().startswith(DEPENDENT)
    head = names.get((key[0], int(above)), "")
    joint = ", " if head.isascii() else "，"
    return f"{head}{joint}{own}" if dependent and above != key[1] and head else own
