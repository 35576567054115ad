"""What departments write of their work: 本年实施情况, problems, plans for the next year; kept beside the figures, every version."""

import re
from operator import itemgetter
from pathlib import Path

import pandas as pd

from ..paper.whole import write_csv
from ..plan import kept
from ..plan.departments import named
from ..plan.inert import inert
from ..plan.plan import Plan
from ..plan.tables import LINE, records
from . import layout
from .numbers import plain
from .workbook import Cell, Sheet

NAME = "work"
KEY = ["year", "department", "heading"]
_HEADINGS = {heading.split("（")[0]: heading for heading in layout.WORK_HEADINGS}


def read_work(sheets: dict[str, Sheet]) -> dict[str, str]:
    """Return what the sheet 工作情况 of a returned form says, heading → text; blank ones left out. It is known by its headings.

    Parameters
    ----------
    sheets : as :func:`~kzplan.returns.workbook.read_cells` returns them.
    """
    found = {}
    for sheet in sheets.values():
        now = None
        for row in sheet.rows if has_work(sheet.rows) else ():
            text = "　".join(str(cell.content).strip() for cell in row if cell.content is not None)
            heading = _HEADINGS.get(_bare(text))
            now = heading or now
            if now and text and not heading:
                found[now] = f"{found[now]}\n{text}" if now in found else text
    return found


def has_work(rows: list[list[Cell]]) -> bool:
    """Whether rows of a sheet hold a heading of 工作情况."""
    return any(_bare(cell.content) in _HEADINGS for row in rows for cell in row)


def _bare(content):
    """A heading without its number, its remark in brackets and a colon: 一、存在的困难和问题： is 存在的困难和问题."""
    return re.sub(r"^[(]?[一二三四五六\d]+[)、.]+", "", plain(content)).split("(")[0].rstrip(":")


def read(folder: str | Path) -> pd.DataFrame:
    """Return every version that a plan folder holds, columns of ``work.csv``.

    Raises
    ------
    PlanError : with every fault of the file.
    """
    return kept.read_whole(folder, NAME).drop(columns=LINE)


def current(plan: Plan, year: int) -> pd.DataFrame:
    """Return the last version of a year: one row a department as it is called then, a column a heading, blank where nothing was said.

    Parameters
    ----------
    plan : a loaded :class:`~kzplan.plan.plan.Plan`; of one seen as of a date, what was received later is left out.
    year : year reported on.
    """
    said: dict[str, dict[str, str]] = {}
    for row in sorted(records(read(plan.folder)), key=itemgetter("received", "revision")):
        if row["year"] == year and (not plan.until or row["received"] <= plan.until):
            department, *_ = named(plan.departments.changes, [row["department"]], year, "")
            said.setdefault(department, {})[row["heading"]] = row["text"]
    departments, headings = (pd.Index(names, dtype=object) for names in (sorted(said), layout.WORK_HEADINGS))
    texts = [[said[department].get(heading, "") for heading in headings] for department in departments]
    return pd.DataFrame(texts, index=departments.rename("department"), columns=headings.rename("heading"), dtype=object)


def add(folder: str | Path, said: list[tuple[int, str, str, dict[str, str]]], received: str) -> int:
    """Add what forms say, whole or not at all; the same text again adds nothing, another one a version.

    Parameters
    ----------
    folder : plan folder.
    said : list of (year, department, file name, heading → text).
    received : date of receipt.

    Returns
    -------
    int : how many texts were added.
    """
    if not said:
        return 0
    known = read(folder)
    last = {tuple(row[name] for name in KEY): row for row in known.sort_values("revision").to_dict("records")}
    fresh = []
    for year, department, origin, texts in said:
        for heading, text in texts.items():
            old = last.get((year, department, heading))
            if old is not None and old["text"] == text:
                continue
            row = {
                "year": year,
                "department": department,
                "heading": heading,
                "revision": 1 if old is None else int(old["revision"]) + 1,
                "text": text,
                "received": received,
                "origin": origin,
            }
            fresh.append(row)
            last[(year, department, heading)] = row
    if fresh:
        table = pd.concat([part for part in (known, pd.DataFrame(fresh)) if len(part)])[kept.columns(NAME)]
        path = Path(folder) / kept.described(NAME)["path"]
        write_csv(inert(table.sort_values([*KEY, "revision"])), path, lasting=True)
    return len(fresh)
