"""The printed rows of the years up to the base, merged cells filled and names that stand on their own."""

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from . import printed, tables

if TYPE_CHECKING:
    from .plan import Plan

PARTS = ("parent_row", "numerator_row", "denominator_row")
DEPENDENT = ("其中", "所占", "女性", "of which", "share of")  # beginnings of names that need the row above


def decade_table(plan: "Plan") -> pd.DataFrame:
    """Return one row per printed row; see :attr:`kzplan.plan.plan.Plan.decade`."""
    own, every = plan.levels.own.zh, plan.period.decade_tables
    said = {(one["table"], one["row"]): one for one in tables.records(plan.tables["indicators"])}
    whole = [((table, row["row"]), row) for table in every for row in _whole(plan.tables[table], own)]
    rows = {key: {**row, **said[key], "name": row["name"].strip()} for key, row in whole if key in said}
    names = {key: row["name"] for key, row in rows.items()}
    for key, row in rows.items():
        row["name_zh"], row["unit"] = _full_name(key, row, names), printed.written_unit(row["unit"])
    asked = (*plan.tables[every[0]], "block", *plan.tables["indicators"], "name_zh")
    columns: dict[str, Any] = {
        name: [row[name] for row in rows.values()] for name in asked if name not in (tables.LINE, "table", "row")
    }
    columns |= {name: pd.array(columns[name], dtype="str") for name in ("unit", "department", "name_zh")}
    columns |= {name: pd.array(columns[name], dtype="Int64") for name in PARTS}
    columns["block"] = np.array(columns["block"], dtype=int)
    named = pd.Index([table for table, _ in rows], dtype=object)
    numbers = np.array([row for _, row in rows], dtype=int)
    index = pd.MultiIndex.from_arrays([named, numbers], names=["table", "row"])
    return tables.frame_of(columns, len(rows)).set_axis(index)


def _whole(table, own):
    """The rows of a printed table with the row that opens each printed number; a blank department is merged with the one above it, within its number."""
    rows, block, above = tables.records(table), None, ""
    joined = cache(lambda text: "、".join(printed.split_departments(text, own)))
    for row in rows:
        opens = row["number"] != "" or block is None
        block = int(row["row"]) if opens else block
        above = row["department"].strip() or ("" if opens else above)
        row["block"], row["department"] = block, joined(above)
    return rows


def _full_name(key, row, names):
    """A printed name with the name of the row it is a part of, which alone it needs: 其中：女性."""
    own = re.sub(r"^(?:其中|of which)[:：]?\s*", "", names[key], flags=re.IGNORECASE)
    above = row["parent_row"] if pd.notna(row["parent_row"]) else row["block"]
    dependent = pd.notna(row["parent_row"]) or names[key].casefold().startswith(DEPENDENT)
    head = names.get((key[0], int(above)), "")
    joint = ", " if head.isascii() else "，"
    return f"{head}{joint}{own}" if dependent and above != key[1] and head else own
