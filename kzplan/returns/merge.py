"""Merging checked returns into the store of a plan folder: nothing is lost, nothing is overwritten silently."""

import contextlib
import datetime
import os
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from ..plan import store, tables
from ..plan.plan import Plan
from ..words.errors import Refusal
from . import layout, work
from .check import check
from .heading import find_form, heading_row
from .records import FIGURES
from .workbook import Sheet, read_cells

SAME = (*FIGURES, "source", "note")  # what makes two reports the same, however typed
WAIT = 300  # seconds another merge may take


class Blocked(Refusal):
    """A merge that was refused; ``queries`` holds what blocks it."""

    def __init__(self, en: str, zh: str, queries: pd.DataFrame | None = None) -> None:
        self.queries = queries
        super().__init__(f"{en}; nothing was written", f"{zh}；没有写入任何数据")


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did.

    Parameters
    ----------
    added, revised, unchanged : rows added for the first time, revisions, reports that were there already.
    questions : how many queries do not block and remain to be answered.
    texts : how many texts of 工作情况 were added.
    """

    added: int
    revised: int
    unchanged: int
    questions: int = 0
    texts: int = 0


def merge(
    paths: Iterable[str | Path],
    plan: Plan,
    who: str,
    why: str = "",
    year: int | None = None,
    today: datetime.date | None = None,
) -> Merged:
    """Check returned files and write them into the store of the plan's folder.

    Parameters
    ----------
    paths : files as they were sent.
    plan : a loaded :class:`~kzplan.plan.plan.Plan`; its folder's ``observations.csv`` is written.
    who : who merges.
    why : why a figure is revised; needed where one is.
    year : year reported on, for files without the form's hidden mark.
    today : date of receipt; None for today's.

    Returns
    -------
    Merged

    Raises
    ------
    Blocked : a certain fault in any file, or a revision without a reason; nothing is written then.
    """
    if not who.strip():
        raise Blocked("who merges is not said (--who)", "没有说明由谁入库（--who）")
    paths, received = [Path(path) for path in paths], (today or datetime.date.today()).isoformat()
    with _locked(plan.folder):
        known = _stored(plan)
        # what another merge has written since the plan was loaded counts as well
        sheets: dict[Path, dict[str, Sheet]] = {}
        now = plan.with_returned(known)
        entries, queries = check(paths, now, year, lambda path: sheets.setdefault(path, _cells(path)))
        _refuse_faults(queries)
        rows = [row for entry in entries for row in _rows(entry, who, why, received)]
        fresh, counted = _fresh(pd.DataFrame(rows, columns=store.columns()), known)
        if counted.revised and not why.strip():
            raise _unexplained(fresh)
        if len(fresh):
            parts = (known.drop(columns=tables.LINE), fresh)
            store.write(pd.concat([part for part in parts if len(part)]), plan.folder)
        said = [texts for path, cells in sheets.items() for texts in _work_of(path, cells, plan, year)]
        texts = work.add(plan.folder, said, received)
    return replace(counted, questions=len(queries), texts=texts)


def _stored(plan):
    known, faults = store.read(plan.folder)
    if faults:
        raise Blocked(f"{plan.folder}: observations.csv was damaged", f"{plan.folder}的observations.csv已损坏")
    return known


def _refuse_faults(queries):
    certain = queries[queries["severity"] == "certain"]
    if len(certain):
        raise Blocked("certain faults block the merge", "有须更正之处，不能入库", certain)


def _unexplained(fresh):
    """The refusal of revisions without a reason."""
    rows = fresh.to_dict("records")
    revised = {f"{row['code']}（{row['year']}）" for row in rows if row["revision"] > 1 or _blank(row)}
    listed = "、".join(sorted(revised))
    return Blocked(
        f"figures reported before would be revised: {listed}; give a reason (--why)",
        f"将修订以前报送的数：{listed}；请用--why说明理由",
    )


def _cells(path):
    """The cells of a returned file: its form, and what it says of the work."""
    return read_cells(path, lambda rows: heading_row(rows) is not None or work.has_work(rows))


def _work_of(path, sheets, plan, year):
    """(year, department, file, texts) of a form's 工作情况, where it has any."""
    texts, form = work.read_work(sheets), find_form(sheets, path.name, plan, year)[0]
    if texts and form is not None:
        yield form.year, form.department or path.stem, path.name, texts


def _rows(entry, who, why, received):
    """The store's rows of an entry: the total, and a stratum each where one was given."""
    texts, numbers = entry.texts, entry.numbers
    common = {
        "code": entry.code,
        "year": entry.year,
        "status": entry.status,
        "department": entry.department,
        "source": texts.get("source", ""),
        "note": texts.get("note", ""),
        "filled_by": texts.get("filled_by", ""),
        "checked_by": texts.get("checked_by") or who,
        "received": received,
        "origin": entry.file,
        "why": why,
        "revision": 1,
    }
    if texts.get("value"):
        figures = {field: numbers.get(field) for field in FIGURES}
        yield common | {"stratum": "total", "printed": texts["value"]} | figures
    for stratum in (*layout.STRATA.values(), *layout.AGES.values()):
        # a figure, or words that there is none
        if stratum in numbers or (texts.get("value") and texts.get(stratum)):
            alone = {"value": numbers.get(stratum), "numerator": None, "denominator": None}
            yield common | {"stratum": stratum, "printed": texts[stratum]} | alone


def _fresh(reported, known):
    """(rows that the store does not hold yet, with their revision; counts)."""
    latest = known.sort_values("revision").drop_duplicates([*store.KEY, "status"], keep="last")
    before = {tuple(row[name] for name in (*store.KEY, "status")): row for row in latest.to_dict("records")}
    fresh, revised, unchanged = [], 0, 0
    for row in reported.to_dict("records"):
        key = tuple(row[name] for name in (*store.KEY, "status"))
        old = before.get(key)
        if old is None and _blank(row) and row["stratum"] != "total":
            continue  # a stratum without a figure, then and now
        if old is not None and _says_no_more(old, row):
            unchanged += 1
            continue
        # another department had no figure
        first = old is None or (_blank(old) and old["department"] != row["department"])
        revised += not first or _takes_away(row, before)
        fresh.append(row | {"revision": 1 if old is None else int(old["revision"]) + 1})
        before[key] = fresh[-1]  # a joint target comes twice in one batch
    withdrawn = _withdrawn(fresh, reported, before)
    fresh, revised = fresh + withdrawn, revised + len(withdrawn)
    return pd.DataFrame(fresh, columns=store.columns()), Merged(len(fresh) - revised, revised, unchanged)


def _blank(row):
    return row["value"] is None or row["value"] != row["value"]


def _takes_away(row, before):
    """Whether a report of no figure takes the place of a figure of the other status."""
    other = next(status for status in layout.STATUSES if status != row["status"])
    old = before.get((*(row[name] for name in store.KEY), other))
    return _blank(row) and row["status"] == store.FINAL and old is not None and not _blank(old)


def _says_no_more(old, row):
    """Whether a report adds nothing to what is stored: the same figures, or none where another department has one."""
    if old["department"] != row["department"]:  # a joint target: each department has its own source and remarks
        return _blank(row) or all(_alike(old[name], row[name]) for name in FIGURES)
    return all(_alike(old[name], row[name]) for name in ((*SAME, "printed") if _blank(row) else SAME))


def _withdrawn(fresh, reported, before):
    """Strata reported with a total that is now revised without them: they no longer belong to it, and are withdrawn."""
    given = set(zip(reported["code"], reported["year"], reported["status"], reported["stratum"], strict=True))
    totals = {
        (row["code"], row["year"], row["status"]): row
        for row in fresh
        if row["stratum"] == "total" and row["revision"] > 1
    }
    nothing = {"value": None, "printed": "—", "numerator": None, "denominator": None}
    rows = []
    for row in totals.values():  # one a target, however many revisions of its total came in together
        total = (row["code"], row["year"], row["status"])
        for (code, year, stratum, status), old in before.items():
            belongs = (code, year, status) == total and stratum != "total" and not _blank(old)
            if belongs and (code, year, status, stratum) not in given:
                rows.append({**row, **nothing, "stratum": stratum, "revision": int(old["revision"]) + 1})
    return rows


def _alike(a, b):
    both = [None if pd.isna(x) else x for x in (a, b)]
    return both[0] == both[1] or str(both[0] or "") == str(both[1] or "")


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; it goes with the process, however that ends."""
    handle = os.open(Path(folder) / ".observations.lock", os.O_CREAT | os.O_RDWR)
    try:
        until = time.monotonic() + WAIT
        while not _try_lock(handle):
            if time.monotonic() > until:
                raise Blocked(f"{folder}: another merge is running", f"{folder}：另一次入库正在进行")
            time.sleep(0.05)
        yield
    finally:
        os.close(handle)


def _try_lock(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
