"""The printed rows of the years up to the base, merged cells filled and names that stand on their own."""

import re
from typing import TYPE_CHECKING

import pandas as pd

from . import printed, tables

if TYPE_CHECKING:
    from .plan import Plan

DEPENDENT = ("其中", "所占", "女性", "of which", "share of")  # beginnings of names that need the row above


def decade_table(plan: "Plan") -> pd.DataFrame:
    """Return one row per printed row; see :attr:`kzplan.plan.plan.Plan.decade`."""
    parts = []
    for table in plan.period.decade_tables:
        frame = plan.tables[table].drop(columns=tables.LINE).assign(table=table)
        opens = (frame["number"] != "") | (frame.index == 0)
        frame["block"] = frame["row"].where(opens).ffill().astype(int)
        department = frame["department"].str.strip()
        # a blank cell is merged with the one above it, within its number
        department = department.where(department != "").groupby(frame["block"]).ffill().fillna("")
        own = plan.levels.own.zh
        frame["department"] = ["、".join(printed.split_departments(text, own)) for text in department]
        parts.append(frame)
    about = plan.tables["indicators"].drop(columns=[tables.LINE, "name"])
    rows = pd.concat(parts).merge(about, on=["table", "row"]).astype({"row": int}).set_index(["table", "row"])
    names = rows["name"].str.strip().to_dict()
    lines = zip(rows.index, tables.records(rows), strict=True)
    rows["name_zh"] = [_full_name(key, row, names) for key, row in lines]
    return rows.assign(name=rows["name"].str.strip(), unit=rows["unit"].str.strip())


def _full_name(key, row, names):
    """A printed name with the name of the row it is a part of, which alone it needs: 其中：女性."""
    own = re.sub(r"^(?:其中|of which)[:：]?\s*", "", names[key], flags=re.IGNORECASE)
    above = row["parent_row"] if pd.notna(row["parent_row"]) else row["block"]
    dependent = pd.notna(row["parent_row"]) or names[key].casefold().startswith(DEPENDENT)
    head = names.get((key[0], int(above)), "")
    joint = ", " if head.isascii() else "，"
    return f"{head}{joint}{own}" if dependent and above != key[1] and head else own
