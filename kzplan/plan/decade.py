"""The printed rows of the years up to the base, merged cells filled and names that stand on their own."""

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from . import printed, tables

if TYPE_CHECKING:
    from .plan import Plan

DEPENDENT = ("其中", "所占", "女性", "of which", "share of")  # beginnings of names that need the row above


def decade_table(plan: "Plan") -> pd.DataFrame:
    """Return one row per printed row; see :attr:`kzplan.plan.plan.Plan.decade`."""
    own, said = plan.levels.own.zh, plan.tables["indicators"]
    parts = [(table, _whole(plan.tables[table], own)) for table in plan.period.decade_tables]
    place = {key: at for at, key in enumerate(zip(said["table"].tolist(), said["row"].tolist(), strict=True))}
    every = [(table, row) for table, part in parts for row in part["row"].tolist()]
    keys = [key for key in every if key in place]
    rows = pd.concat([part for _, part in parts]).take([at for at, key in enumerate(every) if key in place])
    about = said.drop(columns=[tables.LINE, "table", "row", "name"]).take([place[key] for key in keys])
    rows = pd.concat([one.reset_index(drop=True) for one in (rows.drop(columns="row"), about)], axis=1)
    named = pd.Index([table for table, _ in keys], dtype=object)
    rows.index = pd.MultiIndex.from_arrays(
        [named, np.array([row for _, row in keys], dtype=int)], names=["table", "row"]
    )
    own_names = [name.strip() for name in rows["name"]]
    names = dict(zip(keys, own_names, strict=True))
    rows["name_zh"] = [_full_name(key, row, names) for key, row in zip(keys, tables.records(rows), strict=True)]
    rows["name"] = pd.Series(own_names, index=rows.index, dtype=rows["name"].dtype)
    return rows.assign(unit=[printed.written_unit(unit) for unit in rows["unit"]])


def _whole(table, own):
    """A printed table with the row that opens each printed number; a blank department is merged with the one above it, within its number."""
    frame, blocks, departments = table.drop(columns=tables.LINE), [], []
    for row, number, department in zip(frame["row"], frame["number"], frame["department"], strict=True):
        opens = number != "" or not blocks
        blocks.append(int(row) if opens else blocks[-1])
        departments.append(department.strip() or ("" if opens else departments[-1]))
    joined = {text: "、".join(printed.split_departments(text, own)) for text in dict.fromkeys(departments)}
    frame["department"] = [joined[text] for text in departments]
    frame["block"] = np.array(blocks, dtype=int)
    return frame


def _full_name(key, row, names):
    """A printed name with the name of the row it is a part of, which alone it needs: 其中：女性."""
    own = re.sub(r"^(?:其中|of which)[:：]?\s*", "", names[key], flags=re.IGNORECASE)
    above = row["parent_row"] if pd.notna(row["parent_row"]) else row["block"]
    dependent = pd.notna(row["parent_row"]) or names[key].casefold().startswith(DEPENDENT)
    head = names.get((key[0], int(above)), "")
    joint = ", " if head.isascii() else "，"
    return f"{head}{joint}{own}" if dependent and above != key[1] and head else own
